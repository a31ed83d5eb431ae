// The screen as a whole, with a core that answers from here: pages come, the panel tells, a template is changed.
import { flushSync, mount, tick, unmount } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Open, Paper } from "../../host/generated";

type Answers = Record<string, (request: any) => unknown>;
const called: [string, any][] = [];
let answers: Answers = {};

vi.mock("../../host", () => ({
  call: async (name: string, request: unknown) => {
    called.push([name, request]);
    const found = answers[name];
    if (!found) throw { code: "internal", params: { detail: name } };
    return found(request);
  },
  failureOf: (thrown: unknown) => thrown,
  pickSave: async (_title: string, name: string) => `/tmp/${name}`,
  printPages: vi.fn(),
}));

// Icons are many files, and nothing is told by them alone.
vi.mock("@lucide/svelte", () => new Proxy({}, { get: (_, name) => (name === "then" ? undefined : () => {}), has: () => true }));

const paper = (id: string, source: Paper["source"], more: Partial<Paper> = {}): Paper => ({ id, name: id, name_en: id, source, basis: "第1条", number: "X-{fiscal_year}-{seq}", choices: [], own: false, may: true, ...more });
const svg = (n: number) => `<svg viewBox="0 0 595 842" width="595pt" height="842pt" style="white-space:pre"><text x="1" y="2">p${n}</text></svg>`;
const open = { path: "/x", me: { id: "me", roles: ["director"], profile: { name: "山田" } }, rights: ["issue_papers", "edit_templates"], facility: { name: "さくら" }, workspace: { sample: false }, notices: [] } as unknown as Open;
const Papers = (await import("./Papers.svelte")).default;
const host = await import("../../host");
let screen: object | undefined;
const settle = async () => {
  for (let i = 0; i < 20; i++) {
    await tick();
    await new Promise((done) => setTimeout(done, 0));
  }
  flushSync();
};
const text = () => document.body.textContent ?? "";
const press = async (label: string) => {
  const found = [...document.querySelectorAll("button")].find((one) => one.textContent?.trim() === label);
  if (!found || found.disabled) throw new Error(`no button ${label}`);
  found.click();
  await settle();
};
const goTo = async (hash: string) => {
  location.hash = hash;
  window.dispatchEvent(new Event("hashchange"));
  await settle();
};

beforeEach(async () => {
  Object.defineProperty(document, "fonts", { value: { load: async () => [] }, configurable: true });
  called.length = 0;
  let template = { text: "id = 1\ntitle = 2", own: null as null | { template: string; text: string; revision: number }, original: "o" };
  answers = {
    "document.list": () => [paper("conformance-checklist", "checklist"), paper("incident", "form", { own: true }), paper("secret", "record", { may: false }), paper("recovery-code", "recovery")],
    "assessment.list": () => [{ id: "a1", title: "令和8年度", state: "open", parts: [] }],
    "document.preview": ({ paper, from, count }) => ({ title: paper.id, sizes: Array(30).fill([595, 842]), pages: Array.from({ length: Math.min(count, 30 - from) }, (_, n) => svg(from + n + 1)), bookmarks: [], missing: [["𠮷", 2]], gaps: [{ catalogue: "fuhyo-1", control: "F1-01", practice: "台帳", text: "証拠がありません" }] }),
    "document.save": ({ path }) => ({ path, number: "X-2026-001", pages: 30, missing: [], outcome: null }),
    "document.issued": () => [],
    "document.template": () => template,
    "document.check_template": ({ text }) => (text.includes("bad") ? [{ file: "x", line: 2, column: null, place: "", what: { code: "empty", params: { key: "k" } } }] : []),
    "document.set_template": ({ text }) => ((template = { ...template, text, own: { template: "incident", text, revision: 7 } }), {}),
  };
});
afterEach(async () => {
  if (screen) await unmount(screen);
  screen = undefined;
  document.body.innerHTML = "";
});

test("pages, what is missing, and the ways out", async () => {
  await goTo("#papers");
  screen = mount(Papers, { target: document.body, props: { open } });
  await settle();
  expect(document.querySelector("main")?.dataset.ready).toBe("true");
  expect(document.querySelectorAll("[data-paper]").length).toBe(3);
  expect(document.querySelectorAll("section[data-page]").length).toBe(30);
  expect(document.querySelector('[data-page="1"] text')?.textContent).toBe("p1");
  expect(text()).toContain("𠮷");
  expect([...document.querySelectorAll("a")].map((one) => one.getAttribute("href"))).toContain("#check/a1/fuhyo-1/F1-01");
  (document.querySelector("input[name=issue]") as HTMLInputElement).click();
  await press("PDFで保存する");
  expect(called.find(([name]) => name === "document.save")?.[1]).toMatchObject({ format: "pdf", issue: true, paper: { id: "conformance-checklist", subject: "a1" } });
  expect(text()).toContain("X-2026-001");
  await press("印刷する");
  expect(host.printPages).toHaveBeenCalledOnce();
  expect(document.querySelectorAll(".print-pages .paper-page").length).toBe(30);
  await goTo("#papers/issued");
  expect(text()).toContain("まだ発行した文書はありません");
  await goTo("#papers/secret");
  expect(text()).toContain("見る権限がありません");
});

test("a form with what a register says, and the way back", async () => {
  answers["register.list"] = () => [{ register: { id: "take_out", name: "持出し台帳", name_en: "" } }];
  answers["register.show"] = ({ id }) => ({ record: { id, register: "take_out", number: 3, title: "ノートPC" } });
  const keeper = { ...open, rights: [...open.rights, "see_registers"] } as Open;
  await goTo("#papers/incident/record/r3");
  screen = mount(Papers, { target: document.body, props: { open: keeper } });
  await settle();
  expect(called.filter(([name]) => name === "document.preview").at(-1)?.[1].paper).toMatchObject({ id: "incident", records: ["r3"], sample: false });
  expect(text()).toContain("「持出し台帳」の番号 3「ノートPC」");
  expect([...document.querySelectorAll("a")].map((one) => one.getAttribute("href"))).toContain("#registers/take_out/r3");
  expect(document.querySelectorAll('aside input[type="radio"]').length).toBe(0);
  await press("PDFで保存する");
  expect(called.find(([name]) => name === "document.save")?.[1].paper.records).toEqual(["r3"]);
  await goTo("#papers/incident");
  expect(called.filter(([name]) => name === "document.preview").at(-1)?.[1].paper).not.toHaveProperty("records");
});

test("a template is changed, and nothing unsaved is lost on the way out", async () => {
  await goTo("#papers/incident");
  screen = mount(Papers, { target: document.body, props: { open } });
  await settle();
  await press("ひな型を変える");
  const area = document.querySelector("textarea") as HTMLTextAreaElement;
  const type = async (now: string) => {
    area.value = now;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((done) => setTimeout(done, 600));
    await settle();
  };
  expect(area.value).toContain("id = 1");
  await type("id = 1\nbad");
  await press([...document.querySelectorAll("button")].find((one) => one.textContent?.includes("2 行目"))?.textContent?.trim() ?? "?");
  expect(area.selectionStart).toBe(7);
  await type("id = 1\ngood");
  expect(called.filter(([name]) => name === "document.preview").at(-1)?.[1].paper.text).toBe("id = 1\ngood");
  await goTo("#home");
  expect(location.hash).toBe("#papers/incident");
  expect(text()).toContain("まだ保存していません");
  await press("編集を続ける");
  // Called away: it is there again.
  await unmount(screen);
  screen = mount(Papers, { target: document.body, props: { open } });
  await settle();
  expect(document.querySelector("textarea")?.value).toBe("id = 1\ngood");
  await new Promise((done) => setTimeout(done, 600));
  await settle();
  await press("ひな型を保存する");
  expect(called.find(([name]) => name === "document.set_template")?.[1]).toEqual({ id: "incident", base: 0, text: "id = 1\ngood" });
  expect(text()).toContain("ひな型を保存しました");
  await press("編集をやめる");
  expect(document.querySelector("textarea")).toBeNull();
});
