// The screen as a whole, with a core that answers from here: records are listed, written, clashed over, moved and struck.
import { flushSync, mount, tick, unmount } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Open } from "../../host/generated";

type Answers = Record<string, (request: any) => unknown>;
const called: [string, any][] = [];
let answers: Answers = {};

vi.mock("../../host", () => ({
  call: async (name: string, request: unknown) => {
    called.push([name, JSON.parse(JSON.stringify(request))]);
    const found = answers[name];
    if (!found) throw { code: "internal", params: { detail: name } };
    return found(request);
  },
  failureOf: (thrown: unknown) => thrown,
  onDrop: () => () => {},
}));
// Icons are many files, and nothing is told by them alone.
vi.mock("@lucide/svelte", () => new Proxy({}, { get: (_, name) => (name === "then" ? undefined : () => {}), has: () => true }));

const states = [
  { id: "asked", name: "申込み中", name_en: "Asked" },
  { id: "out", name: "持出し中", name_en: "Out" },
];
const register = {
  id: "take_out", name: "持出し台帳", name_en: "Take-outs", source: "第5条", purpose: "持ち出すものを書きます。", group: "assets", dated_by: "on", titled_by: "what", paper: "take-out-request", states,
  moves: [{ id: "permit", name: "許可する", name_en: "Permit", from: ["asked"], to: "out", roles: ["director"], needs: ["by"] }],
  cycles: [{ id: "daily", name: "毎日の確認", name_en: "Daily", roles: ["staff"] }],
  fields: [
    { id: "on", name: "持出日", name_en: "On", type: "date", required: true },
    { id: "what", name: "持ち出すもの", name_en: "What", type: "text", required: true },
    { id: "asset", name: "資産", name_en: "Asset", type: "link", register: "asset" },
    { id: "locked", name: "暗号化", name_en: "Encrypted", type: "check" },
    { id: "by", name: "許可者", name_en: "By", type: "person", aside: true },
  ],
};
const open = { path: "/x", me: { id: "me", roles: ["director"], profile: { name: "山田" } }, rights: ["see_people", "keep_registers"], facility: { name: "さくら" }, workspace: { sample: false }, notices: [] } as unknown as Open;
const Registers = (await import("./Registers.svelte")).default;
let screen: object | undefined;
let record: any;
const settle = async () => {
  for (let i = 0; i < 20; i++) {
    await tick();
    await new Promise((done) => setTimeout(done, 0));
  }
  flushSync();
};
const text = () => document.body.textContent ?? "";
const main = () => document.querySelector("main")?.dataset.ready;
const button = (label: string) => [...document.querySelectorAll("button")].find((one) => one.textContent?.trim() === label);
const press = async (label: string) => {
  const found = button(label);
  if (!found || found.disabled) throw new Error(`no button ${label}`);
  found.click();
  await settle();
};
const type = async (name: string, now: string) => {
  const input = [...document.querySelectorAll<HTMLInputElement>(`[name="${name}"]`)].at(-1);
  if (!input) throw new Error(`no input ${name}`);
  input.value = now;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
};
const goTo = async (hash: string) => {
  location.hash = hash;
  window.dispatchEvent(new Event("hashchange"));
  await settle();
};
const last = (name: string) => called.filter(([one]) => one === name).at(-1)?.[1];

beforeEach(() => {
  called.length = 0;
  record = { id: "r1", register: "take_out", number: 1, day: "2026-11-20", title: "ノートPC", state: "asked", fields: { on: "2026-11-20", what: "ノートPC", asset: "a1", locked: true }, created: "2026-11-20T01:00:00Z", created_by: "x", created_by_name: "佐藤", struck: false, revision: 5 };
  answers = {
    "register.list": () => [{ register, records: 1, last: "2026-11-20", cycles: [{ id: "daily", name: "毎日の確認", freshness: { last: "2026-11-19", kept: 29, asked: 30, fresh: true } }], due: [{ register: "take_out", cycle: "daily", record: "r1", title: "返却：ノートPC", day: "2026-11-19", when: "late" }] }],
    "register.records": ({ register }) => (register === "asset" ? { records: [{ id: "a1", number: 4, title: "診察室のPC" }], total: 1 } : { records: [record], total: 1 }),
    "register.show": () => ({ record, steps: [], attached: [], history: [], moves: [{ step: "permit", name: "許可する", name_en: "Permit", to: "out", needs: ["by"], refused: null }] }),
    "register.write": ({ items: [item] }) => ((record = { ...record, id: item.id ?? "r2", number: item.id ? 1 : 2, fields: item.fields, revision: record.revision + 1 }), { outcome: {}, records: [record] }),
    "register.advance": ({ fields }) => ((record = { ...record, state: "out", fields: { ...record.fields, ...fields }, revision: 9 }), { outcome: {}, records: [record] }),
    "register.strike": ({ struck }) => ((record = { ...record, struck }), {}),
    "people.list": () => [{ id: "p", state: "active", profile: { name: "院長 太郎" } }],
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

test("a register, how it stands, and its records", async () => {
  await begin("#registers/take_out");
  expect(main()).toBe("true");
  expect(document.querySelector('[data-register="take_out"]')?.textContent).toContain("遅れ 1");
  for (const said of ["過去30回のうち29回", "返却：ノートPC", "診察室のPC", "申込み中", "✓"]) expect(text()).toContain(said);
  await press("持ち出すもの");
  await press("持ち出すもの");
  expect(last("register.records").filter).toMatchObject({ sort: "what", descending: true, offset: 0, limit: 200 });
  const row = document.querySelector<HTMLElement>('[data-record="r1"]');
  row?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  await settle();
  expect(location.hash).toBe("#registers/take_out/r1");
});

test("a new record is written, what is wrong is said beside its field", async () => {
  await begin("#registers/take_out/new");
  expect(main()).toBe("true");
  answers["register.write"] = () => {
    throw { code: "required", params: { field: "持ち出すもの" } };
  };
  await type("on", "2026-11-21");
  document.querySelector<HTMLFormElement>("aside form")?.requestSubmit();
  await settle();
  expect(document.querySelector('[data-field="what"]')?.textContent).toContain("持ち出すものを入れてください。");
  expect(last("register.write")).toEqual({ register: "take_out", items: [{ fields: { on: "2026-11-21" } }] });
});

test("nothing unsaved is lost, and nothing of others is overwritten unasked", async () => {
  await begin("#registers/take_out/r1");
  expect(main()).toBe("true");
  await type("what", "USBメモリ");
  expect(button("許可する")?.disabled).toBe(true);
  await goTo("#registers/take_out/new");
  expect(location.hash).toBe("#registers/take_out/r1");
  await press("記入を続ける");
  const write = answers["register.write"];
  answers["register.write"] = () => {
    record = { ...record, fields: { ...record.fields, what: "タブレット" }, revision: 8 };
    throw { code: "conflict", params: { thing: "record:r1", yours: {}, theirs: {}, by: "佐藤", at: "2026-11-21T01:00:00Z" } };
  };
  document.querySelector<HTMLFormElement>("aside form")?.requestSubmit();
  await settle();
  expect(text()).toContain("タブレット");
  answers["register.write"] = write as never;
  await press("自分の内容で上書きする");
  expect(last("register.write").items[0]).toMatchObject({ id: "r1", base: 8, fields: { what: "USBメモリ", asset: "a1", locked: true } });
  expect(text()).toContain("番号 1 を保存しました");
});

test("a step asks first for what it needs; a record is struck with its reason", async () => {
  await begin("#registers/take_out/r1");
  await press("許可する");
  expect(last("register.advance")).toBeUndefined();
  await type("by", "院長 太郎");
  document.querySelector<HTMLFormElement>("form.needs")?.requestSubmit();
  await settle();
  expect(last("register.advance")).toEqual({ id: "r1", base: 5, step: "permit", fields: { by: "院長 太郎" } });
  expect(text()).toContain("番号 1 を「持出し中」にしました。");
  await press("抹消する");
  await type("reason", "書き間違い");
  [...document.querySelectorAll<HTMLFormElement>("aside form")].at(-1)?.requestSubmit();
  await settle();
  expect(last("register.strike")).toEqual({ register: "take_out", items: [{ id: "r1", base: 9 }], struck: true, reason: "書き間違い" });
  expect(button("抹消をやめる")).toBeDefined();
});

test("a record is made a finding by whoever may raise one", async () => {
  const finding = () => document.querySelector('a[href="#audit/findings/new/record/take_out/r1"]');
  await begin("#registers/take_out/r1");
  expect(finding()).toBeNull();
  await goTo("#registers/take_out");
  open.rights.push("raise_findings");
  await goTo("#registers/take_out/r1");
  open.rights.pop();
  expect(finding()?.textContent).toContain("指摘にする");
});
