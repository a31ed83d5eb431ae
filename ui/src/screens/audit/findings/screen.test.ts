// Findings with a core that answers from here: one is written, corrected, reported and accepted, and nothing is lost on the way.
import { flushSync, mount, tick, unmount } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FindingRow, Open } from "../../../host/generated";

type Answers = Record<string, (request: any) => unknown>;
const called: [string, any][] = [];
let answers: Answers = {};

vi.mock("../../../host", () => ({
  call: async (name: string, request: unknown) => {
    called.push([name, JSON.parse(JSON.stringify(request))]);
    const found = answers[name];
    if (!found) throw { code: "internal", params: { detail: name } };
    return found(request);
  },
  failureOf: (thrown: unknown) => thrown,
  onDrop: () => () => {},
  pickFiles: async () => ["/tmp/photo.jpg"],
  carry: async () => ({ answer: {}, bytes: new Uint8Array() }),
}));
// Icons are many files, and nothing is told by them alone.
vi.mock("@lucide/svelte", () => new Proxy({}, { get: (_, name) => (name === "then" ? undefined : () => {}), has: () => true }));

const open = { path: "/x", me: { id: "me", roles: ["director"], profile: { name: "山田" } }, rights: ["see_audits", "raise_findings", "correct_findings", "see_people", "add_evidence"], facility: { name: "さくら" }, workspace: { sample: false }, notices: [] } as unknown as Open;
const Findings = (await import("./Findings.svelte")).default;
let screen: object | undefined;
let rows: FindingRow[];
let steps: unknown[];
let proofs: unknown[];
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
const input = (name: string) => document.querySelector<HTMLInputElement>(`[name="${name}"]`);
const type = async (name: string, now: string) => {
  const found = input(name);
  if (!found) throw new Error(`no input ${name}`);
  found.value = now;
  found.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
};
const pick = async (selector: string) => {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`no ${selector}`);
  found.click();
  await settle();
};
const goTo = async (hash: string) => {
  location.hash = hash;
  window.dispatchEvent(new Event("hashchange"));
  await settle();
};
const key = async (name: string) => {
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }));
  await goTo(location.hash);
};
const last = (name: string) => called.filter(([one]) => one === name).at(-1)?.[1];
const one = (id: string, number: string, more: Partial<FindingRow> = {}): FindingRow => ({
  id,
  number,
  finding: { source: "other", title: `指摘${number}`, grade: "minor", found_on: "2026-11-01", fact: "端末が開いたまま", owner_name: "佐藤" },
  correction: {},
  state: "open",
  due: "2020-11-10",
  steps: [],
  revision: 5,
  ...more,
});
const taken = (step: string, more = {}) => ({ step, at: "2026-11-20T08:30:00Z", by: "p", by_name: "監査 一郎", ...more });
const set = (id: string, more: (row: FindingRow) => Partial<FindingRow>) => {
  rows = rows.map((row) => (row.id === id ? { ...row, ...more(row), revision: row.revision + 1 } : row));
  return { row: rows.find((row) => row.id === id), outcome: {} };
};

beforeEach(() => {
  called.length = 0;
  rows = [one("f2", "2026-2", { state: "returned", steps: [taken("report"), taken("return", { reason: "写真がない" })] as never }), one("f1", "2026-1")];
  steps = [
    { step: "report", needs_reason: false, needs_due: false, refused: { code: "required", params: { field: "cause" } } },
    { step: "recommend", needs_reason: true, needs_due: true, refused: null },
    { step: "withdraw", needs_reason: true, needs_due: false, refused: { code: "not-permitted", params: { right: "judge_audits", roles: "director" } } },
  ];
  proofs = [];
  answers = {
    "finding.list": () => rows,
    "finding.show": ({ id }) => ({ row: rows.find((row) => row.id === id), steps, may_write: true, may_correct: true, earlier: [one("f0", "2025-4")], proofs, audit_title: "" }),
    "finding.write": ({ id, finding }) => (id ? set(id, () => ({ finding })) : (rows.push(one("f3", "2026-3", { finding })), { row: rows.at(-1), outcome: {} })),
    "finding.correct": ({ id, correction }) => set(id, () => ({ correction })),
    "finding.step": ({ id, step, reason }) => set(id, (row) => ({ state: step === "report" ? "answered" : "recommended", steps: [...row.steps, taken(step, { reason })] as never })),
    "people.list": () => [{ id: "p1", state: "active", profile: { name: "佐藤 次郎" } }],
    "evidence.add": ({ paths }) => ((proofs = paths.map((path: string) => ({ id: "e1", details: { title: path, kind: "photo" }, files: [], freshness: "valid" }))), { outcome: { touched: ["evidence"] }, position_kept: [] }),
    "ledger.undo": () => set("f1", () => ({ state: "open", steps: [] })),
  };
});
afterEach(async () => {
  if (screen) await unmount(screen);
  screen = undefined;
  document.body.innerHTML = "";
});
const begin = async (hash: string) => {
  await goTo(hash);
  let ready = false;
  screen = mount(Findings, { target: document.body, props: { open, get ready() { return ready; }, set ready(now) { ready = now; } } });
  await settle();
  expect(ready).toBe(true);
};

test("the list says how grave, whose and how late; the core is asked which are wanted, and keys go through them", async () => {
  await begin("#audit/findings");
  expect(last("finding.list")).toEqual({ open: true });
  const first = document.querySelector('[data-finding="f2"]');
  expect(first?.textContent).toContain("軽微");
  expect(first?.textContent).toContain("佐藤");
  expect(first?.textContent).toContain("日超過");
  expect(first?.textContent).toContain("差戻し");
  const search = document.querySelector<HTMLInputElement>('input[type="search"]')!;
  search.value = "指摘2026-1";
  search.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
  expect([...document.querySelectorAll("[data-finding]")].map((row) => row.getAttribute("data-finding"))).toEqual(["f1"]);
  search.value = "";
  search.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
  await key("ArrowDown");
  expect(location.hash).toBe("#audit/findings/f2");
  await key("j");
  expect(location.hash).toBe("#audit/findings/f1");
  expect(document.querySelector('[data-finding="f1"]')?.getAttribute("aria-current")).toBe("true");
  await key("Escape");
  expect(location.hash).toBe("#audit/findings");
});

test("nothing was found yet: what belongs here, and the first one", async () => {
  rows = [];
  await begin("#audit/findings");
  expect(text()).toContain("是正の終わっていない指摘はありません");
  await press("すべての指摘を見る");
  expect(last("finding.list")).toEqual({});
  expect(text()).toContain("指摘はまだありません");
  await press("指摘を書く");
  await goTo(location.hash);
  expect(document.activeElement?.getAttribute("name")).toBe("title");
  await type("title", "サーバ室の鍵");
  await pick('input[name="grade"][value="major"]');
  await type("fact", "鍵が開いていた");
  document.querySelector("form")?.requestSubmit();
  await settle();
  expect(last("finding.write").finding).toMatchObject({ source: "other", title: "サーバ室の鍵", grade: "major", fact: "鍵が開いていた" });
  expect(last("finding.write")).not.toHaveProperty("id");
  expect(location.hash).toBe("#audit/findings/f3");
});

test("a correction is written, why after why; then what follows, with what keeps one from it", async () => {
  await begin("#audit/findings/f1");
  expect(text()).toContain("前にも同じ項目に指摘がありました");
  expect(button("報告する")?.disabled).toBe(true);
  expect(text()).toContain("原因を入れてください");
  expect(button("取り下げる")).toBeUndefined();
  await type("why-0", "席を離れるときに閉じない");
  await type("why-1", "手順が決まっていない");
  expect(input("why-2")).not.toBeNull();
  await type("cause", "手順がない");
  expect(text()).toContain("まだ保存していない変更があります");
  await press("保存する");
  expect(last("finding.correct")).toEqual({ id: "f1", base: 5, correction: { whys: ["席を離れるときに閉じない", "手順が決まっていない"], cause: "手順がない" } });
  expect(text()).toContain("指摘 2026-1 を保存しました");
  steps = [{ step: "report", needs_reason: false, needs_due: false, refused: null }];
  await type("correction", "手順を作った");
  await press("保存する");
  await press("報告する");
  expect(last("finding.step")).toEqual({ id: "f1", base: 7, step: "report" });
  expect(text()).toContain("確認待ち");
  await press("元に戻す");
  expect(called.some(([name]) => name === "ledger.undo")).toBe(true);
});

test("a step that goes against somebody asks why, and until when", async () => {
  await begin("#audit/findings/f1");
  await press("勧告する");
  expect(last("finding.step")).toBeUndefined();
  expect(document.activeElement?.getAttribute("name")).toBe("reason");
  await type("reason", "二度求めた");
  await type("due", "2027-01-31");
  await press("勧告する");
  expect(last("finding.step")).toEqual({ id: "f1", base: 5, step: "recommend", reason: "二度求めた", due: "2027-01-31" });
  // It stands in how it went, with its reason.
  expect(text()).toContain("二度求めた");
});

test("another grade asks why; both forms are left together, and what is not saved is asked about", async () => {
  await begin("#audit/findings/f1");
  await press("内容を直す");
  expect(input("reason")).toBeNull();
  await pick('input[name="grade"][value="major"]');
  await type("reason", "二台目も");
  await type("cause", "手順がない");
  await goTo("#audit/findings/f2");
  expect(location.hash).toBe("#audit/findings/f1");
  expect(document.querySelector("[role=alertdialog]")).not.toBeNull();
  document.querySelector<HTMLButtonElement>("[role=alertdialog] button")?.click();
  await settle();
  expect(last("finding.write")).toMatchObject({ id: "f1", base: 5, reason: "二台目も", finding: { grade: "major" } });
  expect(last("finding.write").finding).not.toHaveProperty("reason");
  // The second goes onto what the first left there.
  expect(last("finding.correct")).toMatchObject({ id: "f1", base: 6, correction: { cause: "手順がない" } });
  expect(location.hash).toBe("#audit/findings/f2");
});

test("whoever was faster is not written over unasked", async () => {
  await begin("#audit/findings/f1");
  await type("cause", "手順がない");
  const correct = answers["finding.correct"]!;
  answers["finding.correct"] = () => {
    set("f1", () => ({ correction: { cause: "教育がない" } }));
    throw { code: "conflict", params: { thing: "finding:f1", by: "佐藤", at: "2026-11-20T08:30:00Z", yours: null, theirs: null } };
  };
  await press("保存する");
  expect(text()).toContain("教育がない");
  expect(text()).toContain("どちらにするか選んでください");
  answers["finding.correct"] = correct;
  await press("自分の内容で上書きする");
  expect(last("finding.correct")).toEqual({ id: "f1", base: 6, correction: { cause: "手順がない" } });
});

test("whoever may only look reads it, and proofs are attached where one may", async () => {
  const show = answers["finding.show"]!;
  answers["finding.show"] = (request) => ({ ...(show(request) as object), may_write: false, may_correct: false, steps: [] });
  rows = rows.map((row) => ({ ...row, correction: { whys: ["忙しい"], cause: "手順がない" } }));
  await begin("#audit/findings/f2");
  expect(button("内容を直す")).toBeUndefined();
  expect(input("cause")).toBeNull();
  expect(text()).toContain("なぜ 1 忙しい");
  expect(text()).toContain("写真がない");
  expect(document.querySelector('a[href="#papers/finding-request/finding/f2"]')).not.toBeNull();
  expect(document.querySelector('a[href="#papers/recommendation/finding/f2"]')).toBeNull();
  await press("ファイルを添える");
  expect(last("evidence.add")).toMatchObject({ paths: ["/tmp/photo.jpg"], uses: [{ finding: { finding: "f2" } }] });
});

test("what an operator recommended is answered with a submission, by whoever prepares those", async () => {
  const finding = { ...rows[1]!.finding, source: { recommendation: { recommendation: "r1", operator: "見本市医師会" } } };
  rows = [one("f1", "2026-1", { finding }), rows[0]!];
  open.rights.push("submit");
  await begin("#audit/findings/f1");
  open.rights.pop();
  expect(text()).toContain("サービス運用者の勧告（見本市医師会）");
  expect(document.querySelector('a[href="#submissions/new/corrective/f1"]')).not.toBeNull();
  await goTo("#audit/findings/f2");
  expect(document.querySelector('a[href^="#submissions"]')).toBeNull();
});
