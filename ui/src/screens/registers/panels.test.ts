// The panels of a register, with a core that answers from here: a list is taken in and taken back, fields of one's own are
// made, files are attached, and what was not saved is there again.
import { flushSync, mount, tick, unmount } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Open } from "../../host/generated";

type Answers = Record<string, (request: any) => unknown>;
const called: [string, any][] = [];
let answers: Answers = {};
const drops = new Set<(dropped: { phase: string; paths: string[]; x: number; y: number }) => void>();

vi.mock("../../host", () => {
  const call = async (name: string, request: unknown) => {
    called.push([name, JSON.parse(JSON.stringify(request))]);
    const found = answers[name];
    if (!found) throw { code: "internal", params: { detail: name } };
    return found(request);
  };
  return {
    call,
    carry: async (name: string, request: unknown) => ({ answer: await call(name, request), bytes: new Uint8Array() }),
    failureOf: (thrown: unknown) => thrown,
    pickFiles: async () => ["/tmp/持出し.xlsx"],
    pickSave: async (_title: string, name: string) => `/tmp/${name}`,
    onDrop: (then: never) => (drops.add(then), () => drops.delete(then)),
  };
});
// Icons are many files, and nothing is told by them alone.
vi.mock("@lucide/svelte", () => new Proxy({}, { get: (_, name) => (name === "then" ? undefined : () => {}), has: () => true }));

const register = {
  id: "take_out", name: "持出し台帳", name_en: "Take-outs", source: "第5条", purpose: "持ち出すものを書きます。", group: "assets", dated_by: "on", titled_by: "what", kept_years: 5, paper: "take-out-request",
  cycles: [{ id: "daily", name: "毎日の確認", name_en: "Daily check", every: "day", roles: ["staff"] }],
  fields: [
    { id: "on", name: "持出日", name_en: "On", type: "date", required: true },
    { id: "what", name: "持ち出すもの", name_en: "What", type: "text", required: true },
    { id: "asset", name: "資産", name_en: "Asset", type: "link", register: "asset" },
    { id: "paper", name: "申請書", name_en: "Request", type: "file" },
  ],
};
const rights = ["keep_registers", "arrange_registers", "add_evidence"];
const open = { path: "/x", me: { id: "me", roles: ["director"], profile: { name: "山田" } }, rights, facility: { name: "さくら" }, workspace: { sample: false }, notices: [] } as unknown as Open;
const Registers = (await import("./Registers.svelte")).default;
let screen: object | undefined;
let record: any;
let stand: any;

const settle = async () => {
  for (let i = 0; i < 20; i++) {
    await tick();
    await new Promise((done) => setTimeout(done, 0));
  }
  flushSync();
};
const text = () => document.body.textContent ?? "";
const button = (label: string) => [...document.querySelectorAll("button")].find((one) => one.textContent?.trim() === label);
const press = async (label: string) => {
  const found = button(label);
  if (!found || found.disabled) throw new Error(`no button ${label}`);
  found.click();
  await settle();
};
const put = async (selector: string, now: string) => {
  const input = [...document.querySelectorAll<HTMLInputElement>(selector)].at(-1);
  if (!input) throw new Error(`no ${selector}`);
  input.value = now;
  // The test's page does not know which option is chosen: it takes the first that may be.
  for (const option of input.querySelectorAll("option")) option.toggleAttribute("disabled", option.value !== now);
  for (const event of ["input", "change"]) input.dispatchEvent(new Event(event, { bubbles: true }));
  for (const option of input.querySelectorAll("option")) option.removeAttribute("disabled");
  await settle();
};
const mark = async (selector: string) => {
  document.querySelector<HTMLInputElement>(selector)?.click();
  await settle();
};
const goTo = async (hash: string) => {
  location.hash = hash;
  window.dispatchEvent(new Event("hashchange"));
  await settle();
};
const drop = async (path: string, over?: Element | null) => {
  document.elementFromPoint = () => over ?? null;
  for (const one of [...drops]) one({ phase: "drop", paths: [path], x: 1, y: 1 });
  await settle();
};
const last = (name: string) => called.filter(([one]) => one === name).at(-1)?.[1];
const times = (name: string) => called.filter(([one]) => one === name).length;
const save = async (form: string) => {
  document.querySelector<HTMLFormElement>(form)?.requestSubmit();
  await settle();
};

const column = (letter: string, heading: string, field: string | null) => ({ letter, heading, field, examples: ["例"] });
const proof = (id: string, title: string) => ({ id, details: { title, kind: "photo" }, files: [], added: "", added_by: "", added_by_name: "", revisions: 1, used: 1, withdrawn: false, freshness: "good", revision: 1 });

beforeEach(() => {
  called.length = 0;
  record = { id: "r1", register: "take_out", number: 1, day: "2026-11-20", title: "ノートPC", state: null, fields: { on: "2026-11-20", what: "ノートPC", asset: "a9" }, created: "2026-11-20T01:00:00Z", created_by: "x", created_by_name: "佐藤", struck: false, revision: 5 };
  stand = { register, setup: null, revision: 0, records: 1, last: "2026-11-20", cycles: [], due: [{ register: "take_out", cycle: "daily", record: null, title: "毎日の確認", given_to: "佐藤 花子", day: "2026-11-21", when: "late" }] };
  answers = {
    "register.list": () => [stand],
    "register.records": ({ register, filter }) => (register === "asset" ? { records: [{ id: "a1", number: 4, title: "診察室のPC" }].filter((one) => one.title.includes(filter.text ?? "")), total: 1 } : { records: [record], total: 1 }),
    "register.show": ({ id }) => ({
      record: id === "a9" ? { ...record, id, title: "古いサーバー" } : record, steps: [], moves: [],
      attached: [{ field: "paper", proof: proof("e1", "申請書の写し") }, { field: "", proof: proof("e2", "現物の写真") }],
      history: [{ seq: 9, at: "2026-11-20T01:00:00Z", person: "x", person_name: "佐藤", device: "d", kind: "register.write", thing: "record:r1", facts: { register: "take_out", count: 1 }, moved: [], undoes: null, undone_by: null, clock_back: false, hash: "h" }],
    }),
    "register.write": ({ items: [item] }) => ((record = { ...record, fields: item.fields, revision: record.revision + 1 }), { outcome: {}, records: [record] }),
    "register.read_sheet": () => ({
      sheets: ["一覧"], sheet: "一覧", header: 2, fresh: 1, changed: 1, same: 3, faulty: 1, digest: "abc",
      columns: [column("A", "日", "on"), column("C", "品名", "what"), column("D", "備考", null)],
      lines: [
        { row: 5, kind: "faulty", fields: { what: "USB" }, before: {}, record: null, faults: [{ column: "A", failure: { code: "not-readable", params: { field: "持出日", text: "来週", kind: "date" } } }] },
        { row: 3, kind: "changed", fields: { on: "2026-11-20", what: "タブレット" }, before: { what: "ノートPC" }, record: 1, faults: [] },
        { row: 4, kind: "fresh", fields: { on: "2026-11-22", what: "写真機" }, before: {}, record: null, faults: [] },
      ],
    }),
    "register.take_in": () => ({ added: 1, changed: 1, same: 3, left_out: 1, entries: 2, outcome: {} }),
    "register.export": ({ path }) => ({ path, records: 1 }),
    "register.arrange": ({ register, setup }) => ((stand = { ...stand, setup: setup ?? null, revision: stand.revision + 1 }), { register: register ?? "own-1", outcome: {} }),
    "evidence.add": () => ({ ids: ["e3"], position_kept: [], outcome: { touched: [] } }),
    "evidence.unlink": () => ({}),
    "ledger.undo": () => ({}),
  };
});
afterEach(async () => {
  if (screen) await unmount(screen);
  screen = undefined;
  document.body.innerHTML = "";
});
const begin = async (hash: string) => {
  await goTo(hash);
  screen = mount(Registers, { target: document.body, props: { open } });
  await settle();
};
/** The workspace locks itself, and the person comes back. */
const callAway = async () => {
  if (screen) await unmount(screen);
  screen = mount(Registers, { target: document.body, props: { open } });
  await settle();
};

test("a list is looked at, taken in without its fault, and taken back", async () => {
  await begin("#registers/take_out");
  expect(text()).toContain("担当：佐藤 花子");
  expect(text()).toContain("保存：5年以上");
  await drop("/tmp/持出し.xlsx");
  expect(location.hash).toBe("#registers/take_out/take-in");
  await goTo("#registers/take_out/take-in");
  expect(last("register.read_sheet")).toEqual({ register: "take_out", path: "/tmp/持出し.xlsx", choice: {} });
  for (const said of ["持出し.xlsx", "A列", "「来週」は日付"]) expect(text()).toContain(said);
  await mark('[data-kind="changed"]');
  expect(document.querySelector('[data-row="3"]')?.textContent).toMatch(/ノートPC.*タブレット/s);
  // A field that another column had is taken from there.
  await put('[data-column="D"]', "what");
  expect(last("register.read_sheet").choice).toEqual({ sheet: "一覧", header: 2, columns: ["on", null, null, "what"] });
  expect(button("1 件を取り込む")?.disabled).toBe(true);
  await mark('[name="without-faulty"]');
  await mark('[name="update"]');
  await press("2 件を取り込む");
  expect(last("register.take_in")).toEqual({ sheet: { register: "take_out", path: "/tmp/持出し.xlsx", choice: last("register.read_sheet").choice }, digest: "abc", update: true, without_faulty: true });
  expect(text()).toContain("1 件を加え、1 件を書き換えました。");
  await press("取り込みを取り消す");
  expect(times("ledger.undo")).toBe(2);
  expect(text()).toContain("取り込みを取り消しました。");
});

test("what is not understood is said, and the columns can be chosen by hand; a copied block does as well", async () => {
  await begin("#registers/take_out/take-in");
  const read = answers["register.read_sheet"];
  answers["register.read_sheet"] = ({ choice }) => {
    if (!choice.columns) throw { code: "no-headings", params: { path: "", wanted: "持出日" } };
    return read?.({});
  };
  await put('[name="sheet-pasted"]', "a\tb\n1\t2");
  await press("貼り付けた内容を読む");
  expect(last("register.read_sheet")).toEqual({ register: "take_out", text: "a\tb\n1\t2", choice: {} });
  await press("列を自分で選ぶ");
  expect(last("register.read_sheet").choice).toEqual({ columns: [] });
  expect(document.querySelectorAll("[data-column]").length).toBe(3);
});

test("what is listed is written as a file, and leads to its paper", async () => {
  await begin("#registers/take_out");
  await press("書き出す");
  expect(last("register.export")).toMatchObject({ register: "take_out", filter: {} });
  expect(last("register.export").path).toMatch(/^\/tmp\/持出し台帳_.*\.xlsx$/);
  expect(text()).toContain("1 件を /tmp/持出し台帳");
  expect([...document.querySelectorAll("a")].map((one) => decodeURIComponent(one.getAttribute("href") ?? ""))).toContain("#papers/register/list/take_out/{}");
});

test("a field of one's own is added, a cycle is given to somebody, and nothing is lost on the way", async () => {
  await begin("#registers/take_out/arrange");
  await press("項目を加える");
  await put('[name="field-name"]', "行き先の種類");
  await put("[data-own-field] select", "choice");
  await put('[name="field-options"]', "学会\n自宅");
  await put('[data-given="daily"]', "佐藤 花子");
  await goTo("#registers/take_out");
  expect(location.hash).toBe("#registers/take_out/arrange");
  await press("記入を続ける");
  await callAway();
  await press("続ける");
  await save(".setup form");
  const own = expect.stringMatching(/^own_/);
  const option = (name: string) => ({ id: own, name, name_en: name });
  expect(last("register.arrange")).toEqual({
    register: "take_out", base: 0,
    setup: { fields: [{ id: own, name: "行き先の種類", name_en: "行き先の種類", type: "choice", options: [option("学会"), option("自宅")] }], given: [{ cycle: "daily", to: "佐藤 花子" }] },
  });
  expect(text()).toContain("保存しました。");
  // The next time it belongs to what was saved; a choice that is only called otherwise stays the same.
  await put('[name="field-options"]', "学会・研修\n自宅");
  const [first] = last("register.arrange").setup.fields[0].options;
  await save(".setup form");
  expect(last("register.arrange")).toMatchObject({ base: 1, setup: { fields: [{ options: [{ id: first.id, name: "学会・研修", name_en: "学会・研修" }, {}] }] } });
});

test("a register of one's own is made, and goes away again while it is empty", async () => {
  await begin("#registers/new");
  await put('[name="register-name"]', "AED点検表");
  await press("周期を加える");
  await put('[name="cycle-name"]', "毎月の点検");
  await save(".setup form");
  const { setup, ...rest } = last("register.arrange");
  expect(rest).toEqual({ base: 0 });
  expect(setup.whole).toMatchObject({ id: "", name: "AED点検表", name_en: "AED点検表", source: "院内の定め", group: "operations", cycles: [{ name: "毎月の点検", every: "month", roles: ["manager"] }] });
  expect(setup.whole.fields.map((one: { id: string }) => one.id)).toEqual([setup.whole.dated_by, setup.whole.titled_by]);
  expect(location.hash).toBe("#registers/own-1");
  stand = { ...stand, register: { ...setup.whole, id: "own-1" }, setup, revision: 3, records: 0 };
  await goTo("#registers/own-1/arrange");
  await callAway();
  await press("この台帳を消す");
  await press("この台帳を消す");
  expect(last("register.arrange")).toEqual({ register: "own-1", base: 3 });
});

test("what is attached stands in its place, and more is attached there; what happened is told", async () => {
  await begin("#registers/take_out/r1");
  const [paper, other] = [document.querySelector('[data-files="paper"]'), document.querySelector('[data-files=""]')];
  expect(paper?.textContent).toContain("申請書の写し");
  expect(other?.textContent).toContain("現物の写真");
  expect(other?.querySelector("a")?.getAttribute("href")).toBe("#evidence/e2");
  await drop("/tmp/a.jpg", paper);
  expect(last("evidence.add")).toEqual({ paths: ["/tmp/a.jpg"], uses: [{ record: { record: "r1", field: "paper" } }] });
  paper?.querySelector<HTMLButtonElement>('[aria-label="記録から外す 申請書の写し"]')?.click();
  await settle();
  expect(last("evidence.unlink")).toEqual({ id: "e1", uses: [{ record: { record: "r1", field: "paper" } }] });
  expect(document.querySelector("details ol")?.textContent).toContain("記入しました");
  expect([...document.querySelectorAll("a")].map((one) => one.getAttribute("href"))).toContain("#papers/take-out-request/record/r1");
  await goTo("#registers/take_out/new");
  expect(text()).toContain("保存すると、ファイルを添えられます。");
});

test("what was not saved is offered again; Esc closes, and asks first", async () => {
  await begin("#registers/take_out/r1");
  await put('aside [name="what"]', "USBメモリ");
  await callAway();
  expect(text()).toContain("保存していない内容があります。");
  expect(document.querySelector<HTMLInputElement>('aside [name="what"]')?.value).toBe("ノートPC");
  // Somebody was faster: that is found out when it is saved.
  await press("続ける");
  expect(document.querySelector<HTMLInputElement>('aside [name="what"]')?.value).toBe("USBメモリ");
  const escape = () => document.querySelector("aside input")?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));
  escape();
  await goTo(location.hash);
  expect(text()).toContain("まだ保存していません");
  await press("変更を捨てて移る");
  expect(location.hash).toBe("#registers/take_out");
  await goTo("#registers/take_out/r1");
  expect(text()).not.toContain("保存していない内容があります。");
  escape();
  expect(location.hash).toBe("#registers/take_out");
});

test("a link is searched among all records, by keyboard, and emptied", async () => {
  await begin("#registers/take_out/r1");
  const input = document.querySelector<HTMLInputElement>('[name="asset"]');
  expect(input?.value).toBe("古いサーバー");
  await put('[name="asset"]', "診察");
  await new Promise((done) => setTimeout(done, 200));
  await settle();
  expect(last("register.records")).toEqual({ register: "asset", filter: { text: "診察", limit: 30 } });
  input?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
  await settle();
  expect(input?.value).toBe("診察室のPC");
  await save("aside form");
  expect(last("register.write").items[0].fields.asset).toBe("a1");
  await put('[name="asset"]', "");
  input?.dispatchEvent(new FocusEvent("blur"));
  await settle();
  await save("aside form");
  expect(last("register.write").items[0].fields).not.toHaveProperty("asset");
});

test("a record is found by its id alone", async () => {
  await begin("#registers/record/r1");
  expect(location.hash).toBe("#registers/take_out/r1");
});
