// The table as a person types into it, with a core that answers from here: cells, blocks, new records, columns.
import { flushSync, mount, tick, unmount } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Open, Register, RegisterRecord } from "../../host/generated";

type Answers = Record<string, (request: any) => unknown>;
const called: [string, any][] = [];
let answers: Answers = {};

vi.mock("../../host", () => ({
  call: async (name: string, request: unknown) => {
    called.push([name, JSON.parse(JSON.stringify(request))]);
    const found = answers[name];
    if (!found) throw { code: "internal", params: { detail: name } };
    return JSON.parse(JSON.stringify(found(request)));
  },
  failureOf: (thrown: unknown) => thrown,
}));
// Icons are many files, and nothing is told by them alone.
vi.mock("@lucide/svelte", () => new Proxy({}, { get: (_, name) => (name === "then" ? undefined : () => {}), has: () => true }));

const register = {
  id: "take_out", name: "持出し台帳", name_en: "Take-outs", dated_by: "on", titled_by: "what",
  fields: [
    { id: "on", name: "持出日", name_en: "On", type: "date", required: true },
    { id: "what", name: "持ち出すもの", name_en: "What", type: "text", required: true },
    { id: "count", name: "数", name_en: "Count", type: "number" },
    { id: "result", name: "結果", name_en: "Result", type: "choice", options: [{ id: "good", name: "正常", name_en: "Good" }, { id: "bad", name: "異常", name_en: "Bad" }] },
    { id: "note", name: "備考", name_en: "Note", type: "long_text", aside: true },
  ],
} as unknown as Register;
const open = { path: "/x", me: { id: "me" }, rights: ["keep_registers"] } as unknown as Open;
const Table = (await import("./Table.svelte")).default;
const Columns = (await import("./Columns.svelte")).default;
const { GridColumns } = await import("./gridColumns.svelte");
const { keep } = await import("../../parts/kept");
let shown: object[] = [];
let records: RegisterRecord[] = [];
let entries = 0;

const settle = async () => {
  for (let i = 0; i < 12; i++) {
    await tick();
    await new Promise((done) => setTimeout(done, 0));
  }
  flushSync();
};
const text = () => document.body.textContent ?? "";
const cell = (row: number, col: number) => document.querySelector<HTMLElement>(`[data-row="${row}"] [data-col="${col}"]`) as HTMLElement;
const seen = (row: number, col: number) => cell(row, col)?.querySelector(".seen")?.textContent?.trim();
const editor = () => document.querySelector<HTMLInputElement>(".cursor :is(input, textarea, select)") as HTMLInputElement;
const at = () => {
  const found = editor().closest<HTMLElement>("[data-col]");
  return [Number(found?.closest("tr")?.dataset.row), Number(found?.dataset.col)];
};
const click = async (row: number, col: number, more: MouseEventInit = {}) => {
  for (const kind of ["mousedown", "click"]) cell(row, col).dispatchEvent(new MouseEvent(kind, { bubbles: true, cancelable: true, ...more }));
  await settle();
};
const key = async (name: string, more: KeyboardEventInit = {}) => {
  editor().dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...more }));
  await settle();
};
const type = async (now: string) => {
  editor().value = now;
  editor().dispatchEvent(new Event(editor().tagName === "SELECT" ? "change" : "input", { bubbles: true }));
  await settle();
};
const clip = async (kind: "copy" | "paste", data = "") => {
  let kept = data;
  const event = new Event(kind, { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: { getData: () => data, setData: (_: string, now: string) => (kept = now) } });
  editor().dispatchEvent(event);
  await settle();
  return kept;
};
const press = async (label: string) => {
  const found = [...document.querySelectorAll("button")].find((one) => one.textContent?.trim() === label);
  if (!found || found.disabled) throw new Error(`no button ${label}`);
  found.click();
  await settle();
};
const all = (name: string) => called.filter(([one]) => one === name).map(([, request]) => request);

const record = (number: number, fields: RegisterRecord["fields"], more: Partial<RegisterRecord> = {}) =>
  ({ id: `r${number}`, register: "take_out", number, day: "2026-11-20", title: "", state: null, fields, struck: false, revision: 1, ...more }) as RegisterRecord;

beforeEach(async () => {
  called.length = entries = 0;
  localStorage.clear();
  keep(open, "table take_out", undefined);
  location.hash = "#registers/take_out";
  records = [record(1, { on: "2026-11-20", what: "ノートPC", count: 1, result: "good", note: "一行\n二行" }), record(2, { on: "2026-11-21", what: "USBメモリ", result: "bad" })];
  answers = {
    "register.records": ({ filter }) => ({ records: records.slice(filter.offset, filter.offset + filter.limit), total: records.length }),
    "register.parse": ({ cells }) =>
      cells.map(({ field, text }: { field: string; text: string }) => {
        const wrong = { value: null, failure: { code: "not-readable", params: { field: "数", text, kind: "number" } } };
        if (text === "") return { value: null, failure: null };
        if (field === "count") return Number.isNaN(Number(text)) ? wrong : { value: Number(text), failure: null };
        return { value: { 正常: "good", 異常: "bad" }[text] ?? text.replace("令和8年", "2026-").replace("月", "-").replace("日", ""), failure: null };
      }),
    "register.write": ({ items }) => {
      entries += 1;
      const written = items.map(({ id, fields }: any) => {
        const found = records.find((one) => one.id === id) ?? record(records.length + 1, {});
        const now = { ...found, fields, revision: found.revision + 1 };
        records = id ? records.map((one) => (one.id === id ? now : one)) : [...records, now];
        return now;
      });
      return { outcome: {}, records: written };
    },
    "ledger.undo": () => ({}),
    "ledger.redo": () => ({}),
  };
  const columns = new GridColumns(() => register);
  const props = { open, register, columns, filter: {}, titles: {}, chosen: undefined, empty: false, total: undefined };
  shown = [mount(Columns, { target: document.body, props: { columns } }), mount(Table, { target: document.body, props })];
  await settle();
});
afterEach(async () => {
  for (const one of shown) await unmount(one);
  document.body.innerHTML = "";
});

test("a cell is typed into, and the cursor goes down; what is not understood comes back", async () => {
  await click(0, 3);
  await type("12");
  await key("Enter");
  expect(all("register.parse")[0]).toEqual({ register: "take_out", cells: [{ field: "count", text: "12" }] });
  expect(all("register.write")[0]).toEqual({ register: "take_out", items: [{ id: "r1", base: 1, fields: { on: "2026-11-20", what: "ノートPC", count: 12, result: "good", note: "一行\n二行" } }] });
  expect([seen(0, 3), at()]).toEqual(["12", [1, 3]]);
  await type("三つ");
  await key("Tab");
  expect([seen(1, 3), at()]).toEqual(["三つ", [1, 4]]);
  expect(text()).toContain("番号 2「数」");
  await press("直す");
  expect([at(), editor().value]).toEqual([[1, 3], "三つ"]);
  await type("3");
  await key("Enter");
  expect(records[1]?.fields.count).toBe(3);
  expect(text()).not.toContain("番号 2「数」");
});

test("keys edit, leave, pick, open; a word that is being made keeps its keys", async () => {
  await click(0, 2);
  await key("F2");
  expect(editor().value).toBe("ノートPC");
  await type("何か");
  await key("Enter", { isComposing: true });
  expect([at(), editor().value]).toEqual([[0, 2], "何か"]);
  await key("Escape");
  expect([seen(0, 2), all("register.write")]).toEqual(["ノートPC", []]);
  await click(0, 4);
  await key("Enter");
  expect(editor().tagName).toBe("SELECT");
  await type("bad");
  await key("Enter");
  // What is picked is a value already.
  expect([records[0]?.fields.result, all("register.parse"), seen(0, 4)]).toEqual(["bad", [], "異常"]);
  await key("Enter", { ctrlKey: true });
  expect(location.hash).toBe("#registers/take_out/r2");
  location.hash = "#registers/take_out";
  await click(0, 2);
  expect(location.hash).toBe("#registers/take_out");
  await click(0, 0);
  expect(location.hash).toBe("#registers/take_out/r1");
});

test("a block goes over records and beyond the last one, after it was looked at, and is taken back as one", async () => {
  await click(0, 2);
  await click(1, 3, { shiftKey: true });
  expect(document.querySelectorAll(".picked").length).toBe(4);
  expect(await clip("copy")).toBe("ノートPC\t1\nUSBメモリ\t");
  await click(1, 1);
  await clip("paste", '令和8年12月1日\t"外付け\nディスク"\t２'.replace("２", "2") + "\r\n令和8年12月2日\tタブレット\t3\r\n");
  expect(text()).toContain("3 セルを書き換え、1 件を追加します。");
  expect(all("register.write")).toEqual([]);
  await press("書き込む");
  expect(all("register.write").map((one) => one.items)).toEqual([
    [{ id: "r2", base: 1, fields: { on: "2026-12-1", what: "外付け\nディスク", count: 2, result: "bad" } }],
    [{ fields: { on: "2026-12-2", what: "タブレット", count: 3 } }],
  ]);
  expect([seen(1, 2), seen(2, 2), seen(2, 3)]).toEqual(["外付け\nディスク", "タブレット", "3"]);
  await key("z", { ctrlKey: true });
  expect(all("ledger.undo").length).toBe(2);
  await key("z", { ctrlKey: true, shiftKey: true });
  expect(all("ledger.redo").length).toBe(2);
});

test("of a block in which something is refused nothing is written", async () => {
  await click(0, 2);
  await clip("paste", "甲\tx\n乙\t2\n\t3");
  expect(text()).toContain("まだ何も書き込んでいません。");
  expect(text()).toContain("番号 1「数」");
  expect([all("register.write"), [...document.querySelectorAll("button")].some((one) => one.textContent?.trim() === "書き込む")]).toEqual([[], false]);
  // What is required is asked for before anything goes out, and where the core refuses, what went before is taken back.
  await clip("paste", "甲\t1\n乙\t2\n\t3");
  expect(text()).toContain("新しい 1 行目「持ち出すもの」");
  const write = answers["register.write"] as (request: any) => unknown;
  answers["register.write"] = (request) => {
    if (!request.items[0].id) throw { code: "rule-broken", params: { field: "count", say: { ja: "多すぎます。", en: "Too many." } } };
    return write(request);
  };
  await click(1, 1);
  await clip("paste", "2026-12-01\t丙\n2026-12-02\t丁");
  await press("書き込む");
  expect(text()).toContain("新しい 1 行目「数」　多すぎます。");
  expect([entries, all("ledger.undo").length]).toEqual([1, 1]);
});

test("filled down and emptied; a conflict reads again what others wrote", async () => {
  await click(0, 2);
  await click(1, 3, { shiftKey: true });
  await key("d", { ctrlKey: true });
  expect(text()).toContain("2 セルを書き換えます。");
  await press("書き込む");
  expect(all("register.write")[0].items).toEqual([{ id: "r2", base: 1, fields: { on: "2026-11-21", what: "ノートPC", count: 1, result: "bad" } }]);
  await click(1, 3);
  await key("Delete");
  expect(records[1]?.fields.count).toBeUndefined();
  answers["register.write"] = () => {
    records = records.map((one) => ({ ...one, fields: { ...one.fields, what: "先のもの" } }));
    throw { code: "conflict", params: { by: "佐藤" } };
  };
  await click(0, 3);
  await type("9");
  await key("Enter");
  expect([seen(0, 2), seen(0, 3)]).toEqual(["先のもの", "9"]);
  expect(text()).toContain("佐藤さんが先にこの記録を変えていました。");
});

test("a new record is typed in its own line and saved at the end, or kept with what it lacks", async () => {
  await click(-1, 3);
  await type("5");
  await key("ArrowDown");
  expect(all("register.write")).toEqual([]);
  expect(text()).toContain("保存するには「持出日・持ち出すもの」も記入してください。");
  await press("続けて記入する");
  expect(at()).toEqual([-1, 1]);
  await type("2026-12-01");
  await key("Enter");
  await type("携帯電話");
  await key("Enter");
  expect(at()).toEqual([-1, 3]);
  await key("F2");
  expect(editor().value).toBe("5");
  await key("Enter");
  await key("Enter");
  await type("good");
  await key("Enter");
  expect(all("register.write")[0]).toEqual({ register: "take_out", items: [{ fields: { on: "2026-12-01", what: "携帯電話", count: 5, result: "good" } }] });
  expect([at(), seen(-1, 2), seen(2, 2)]).toEqual([[-1, 1], "", "携帯電話"]);
});

test("what is not saved when the table goes away stands there again; what is saved on the way is not", async () => {
  const again = async () => {
    await unmount(shown.pop() as object);
    await settle();
    const props = { open, register, columns: new GridColumns(() => register), filter: {}, titles: {}, chosen: undefined, empty: false, total: undefined };
    shown.push(mount(Table, { target: document.body, props }));
    await settle();
  };
  await click(-1, 3);
  await type("5");
  await key("Enter");
  await again();
  expect(seen(-1, 3)).toBe("5");
  await click(-1, 1);
  await type("2026-12-01");
  await key("Enter");
  await type("携帯電話");
  await key("ArrowRight");
  // The keyboard leaves for another place, and the place is left at once.
  editor().blur();
  editor().dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  await again();
  expect([all("register.write").length, seen(-1, 3), seen(2, 2)]).toEqual([1, "", "携帯電話"]);
});

test("columns are chosen and kept", async () => {
  const heads = () => [...document.querySelectorAll("thead th")].map((one) => one.textContent?.trim());
  expect(heads()).toEqual(["番号", "持出日", "持ち出すもの", "数", "結果"]);
  await press("列");
  const box = (name: string) => [...document.querySelectorAll<HTMLLabelElement>(".columns label")].find((one) => one.textContent === name)?.querySelector("input") as HTMLInputElement;
  for (const name of ["備考", "持出日"]) {
    box(name).click();
    await settle();
  }
  // The day is said once: by its field, or by itself.
  expect(heads()).toEqual(["番号", "日付", "持ち出すもの", "数", "結果", "備考"]);
  expect(JSON.parse(localStorage.getItem("columns-take_out") ?? "")).toEqual({ fields: ["what", "count", "result", "note"] });
  await press("元に戻す");
  expect([heads().length, localStorage.getItem("columns-take_out")]).toEqual([5, null]);
});

test("thousands of records, and only those in sight are drawn", async () => {
  records = Array.from({ length: 100_000 }, (_, n) => record(n + 1, { on: "2026-11-20", what: `もの${n}` }));
  await key("ArrowRight");
  document.querySelector<HTMLElement>("thead button")?.click();
  await settle();
  expect(document.querySelector("[role=grid]")?.getAttribute("aria-rowcount")).toBe("100002");
  expect(document.querySelectorAll("tr").length).toBeLessThan(60);
  await click(0, 2);
  await key("End", { ctrlKey: true });
  await new Promise((done) => setTimeout(done, 100));
  await settle();
  expect([at(), seen(99_999, 2), cell(99_999, 2).closest("tr")?.getAttribute("aria-rowindex")]).toEqual([[99_999, 4], "もの99999", "100002"]);
});
