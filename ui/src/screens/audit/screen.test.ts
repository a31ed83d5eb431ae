// The place as a whole, with a core that answers from here: an audit is planned, judged by keys, reported; what may not be is not offered.
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
    return structuredClone(await found(JSON.parse(JSON.stringify(request))));
  },
  carry: async () => ({ answer: {}, bytes: new Uint8Array() }),
  failureOf: (thrown: unknown) => thrown,
  onDrop: () => () => {},
  pickFiles: async () => ["/a.jpg"],
}));
// Icons are many files, and nothing is told by them alone.
vi.mock("@lucide/svelte", () => new Proxy({}, { get: (_, name) => (name === "then" ? undefined : () => {}), has: () => true }));

const RIGHTS = ["see_audits", "plan_audits", "judge_audits", "raise_findings", "see_evidence", "add_evidence", "see_registers"];
let folders = 0;
/** Each in a folder of its own: what was begun in one is not gone on with in another. */
const as = (rights: string[], me = "me") => ({ path: `/${++folders}`, me: { id: me, roles: ["auditor"], profile: { name: "山田" } }, rights, facility: { name: "さくら" }, workspace: { sample: false }, notices: [] }) as unknown as Open;
const Audit = (await import("./Audit.svelte")).default;
let screen: object | undefined;
let open: Open;
let audit: any;
let lines: any[];
let steps: any[];
let judged: any[];
let me: string | null;

const settle = async () => {
  for (let i = 0; i < 20; i++) {
    await tick();
    await new Promise((done) => setTimeout(done, 0));
  }
  flushSync();
};
const text = () => document.body.textContent ?? "";
const find = <T extends HTMLElement>(selector: string): T => {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
};
const button = (label: string) => [...document.querySelectorAll("button")].find((one) => one.textContent?.trim().startsWith(label));
const press = async (label: string) => {
  const found = button(label);
  if (!found || found.disabled) throw new Error(`no button ${label}`);
  found.click();
  await settle();
};
const click = async (selector: string) => (find(selector).click(), settle());
const type = async (name: string, now: string) => {
  const input = find<HTMLInputElement>(`[name="${name}"]`);
  input.value = now;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
};
/** The page that stands in here knows no `:checked` of a list's options. */
const choose = async (selector: string, value: string) => {
  const list = find<HTMLSelectElement>(selector);
  list.querySelector = (() => [...list.options].find((one) => one.value === value)) as never;
  list.value = value;
  list.dispatchEvent(new Event("change", { bubbles: true }));
  await settle();
};
const off = (selector: string) => find(selector).closest("fieldset[disabled]") !== null;
const key = async (key: string, more: KeyboardEventInit = {}, on: EventTarget = document.body) => {
  on.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
  await settle();
};
const goTo = async (hash: string) => {
  location.hash = hash;
  window.dispatchEvent(new Event("hashchange"));
  await settle();
};
const last = (name: string) => called.filter(([one]) => one === name).at(-1)?.[1];
const times = (name: string) => called.filter(([one]) => one === name).length;
const chosen = () => find("aside").getAttribute("aria-label");
const control = (id: string) => ({ control: { catalogue: "c", control: id } });

const standing = (id: string) => {
  const gone = new Set(judged.flatMap((one) => one.replaces ?? []));
  const heads = judged.filter((one) => one.item.control.control === id && !gone.has(one.id)).reverse();
  return heads.length > 0 ? { grade: heads[0].grade, contested: heads.some((one: any) => one.grade !== heads[0].grade), heads } : null;
};
const zero = { items: 0, judged: 0, contested: 0, conforms: 0, minor: 0, major: 0, observation: 0, good: 0 };
const shown = () => ({
  audit,
  lines: lines.map(({ own = [], ...line }) => ({ line, standing: standing(line.number), history: judged.filter((one) => one.item.control.control === line.number).reverse(), photos: 0, not_independent: own })),
  counts: { ...zero, items: lines.length, judged: judged.length },
  sections: [{ name: "総則", counts: { ...zero, items: 3, minor: 1 } }],
  findings: [{ id: "f1", number: "2026-1", finding: { source: { audit: { audit: "a1" } }, item: control("F1-01"), title: "画面の保護", grade: "minor", found_on: "2026-11-16", fact: "" }, correction: {}, state: "open", due: "2026-12-20", steps: [], revision: 1 }],
  repeated: [{ finding: "f1", number: "2026-1", title: "画面の保護", before: ["2025-4"] }],
  compared: null,
  steps,
  me,
  clashes: [{ auditor: "aud", name: "山田", numbers: ["F1-03"] }],
});

beforeEach(() => {
  called.length = 0;
  open = as(RIGHTS);
  me = "aud";
  judged = [];
  audit = { id: "a1", plan: { title: "内部監査", kind: "internal", from: "2026-11-16", auditors: [{ id: "aud", name: "山田", person: "me" }], parts: [{ catalogue: "c" }], assessment: "s1" }, conclusion: {}, state: "doing", revision: 5 };
  lines = [
    { item: control("F1-01"), section: "総則", number: "F1-01", title: "責任者", said: { mark: "〇", answer: "適合", note: "規程にある" }, proofs: ["運用管理規程"] },
    { item: control("F1-02"), section: "総則", number: "F1-02", title: "任命" },
    { item: control("F1-03"), section: "総則", number: "F1-03", title: "棚卸し", own: ["aud"] },
    { item: control("F1-04"), section: "教育", number: "F1-04", title: "教育" },
  ];
  steps = [{ step: "report", needs_reason: false, refused: { code: "unjudged", params: { open: 4, split: 0 } } }, { step: "cancel", needs_reason: true, refused: null }, { step: "close", needs_reason: false, refused: { code: "not-permitted", params: { right: "judge_audits", roles: "manager" } } }];
  answers = {
    "audit.list": ({ fiscal_year }) => ({ fiscal_year, rows: fiscal_year === 2026 ? [{ audit, counts: { ...zero, items: 4, judged: 1 }, findings: 3, open: 2 }] : [], wanted: fiscal_year === 2026 ? [{ series: "r1", day: "2027-03-15", title: "委託先の監査", kind: "contractor", target: "見本システム" }] : [], years: [2026] }),
    "audit.show": shown,
    "audit.series": () => [{ id: "r1", series: { title: "委託先の監査", kind: "contractor", target: "見本システム", recurrence: { from: "2026-03-15", times: 1, years: 1 } }, revision: 7, next: ["2027-03-15", "2028-03-15"] }],
    "audit.set_series": () => ({ id: "r1", outcome: {} }),
    "audit.auditors": () => [{ person: "me", name: "山田", post: "室長" }, { person: "p2", name: "佐藤", post: "薬剤部" }],
    "audit.plan": ({ plan }) => (plan && (audit = { ...audit, plan, revision: audit.revision + 1 }), { id: "a1", outcome: {} }),
    "audit.step": () => ((audit = { ...audit, state: "cancelled", revision: 6 }), {}),
    "audit.judge": ({ items }) => {
      const bad = items.find((one: any) => one.grade === "minor" && !one.observation);
      if (bad) throw { code: "required", params: { field: "observation" } };
      for (const one of items) judged.push({ id: `j${judged.length}`, auditor: "aud", given: "2026-11-16T01:00:00Z", ...one });
      return {};
    },
    "audit.conclude": ({ conclusion }) => ((audit = { ...audit, conclusion, revision: 6 }), {}),
    "audit.draw": ({ count }) => ({ there: 40, records: Array.from({ length: count }, (_, n) => ({ id: `b${n}`, number: n + 1, day: "2026-05-03", title: "日次バックアップ" })) }),
    "audit.trend": () => [],
    "assessment.list": () => [{ id: "s1", title: "令和8年度 自己点検", fiscal_year: 2026, parts: [{ catalogue: "c" }], state: "open", revision: 1 }],
    "assessment.show": () => ({ catalogues: [{ catalogue: { catalogue: { id: "c" }, sections: [{ id: "s1", title: "総則", controls: [{ id: "F1-01" }, { id: "F1-02" }] }, { id: "s2", title: "教育", controls: [{ id: "F1-04" }] }] }, rows: ["F1-01", "F1-02", "F1-04"] }] }),
    "catalogue.list": () => [{ id: "c", title: "付表", retired: false }],
    "register.list": () => [{ register: { id: "backup", name: "バックアップ記録", name_en: "Backups" }, records: 40 }],
    "evidence.list": () => [],
    "evidence.add": () => ({ position_kept: [], outcome: { touched: ["evidence"] } }),
    "finding.list": () => [],
    "ledger.undo": () => (judged.pop(), {}),
  };
});
afterEach(async () => {
  if (screen) await unmount(screen);
  screen = undefined;
  document.body.innerHTML = "";
});
const begin = async (hash: string) => {
  await goTo(hash);
  screen = mount(Audit, { target: document.body, props: { open } });
  await settle();
  expect(document.querySelector("main")?.dataset.ready).toBe("true");
};

test("what comes back is planned for its day", async () => {
  await begin("#audit/year/2026");
  expect(find('[data-audit="a1"]').textContent).toContain("実施中");
  expect(find('[data-audit="a1"]').textContent).toContain("未完了 2/3");
  expect(find<HTMLAnchorElement>("[data-wanted] a").getAttribute("href")).toBe("#audit/new/r1/2027-03-15");
  await goTo("#audit/new/r1/2027-03-15");
  expect(find<HTMLInputElement>('[name="title"]').value).toBe("委託先の監査");
  await type("to", "2027-03-16");
  await click('[name="section"][value="s2"]');
  await press("監査員を加える");
  await press("計画する");
  expect(last("audit.plan")).toEqual({
    base: 0,
    plan: {
      title: "委託先の監査",
      kind: "contractor",
      from: "2027-03-15",
      to: "2027-03-16",
      target: "見本システム",
      auditors: [expect.objectContaining({ name: "山田", person: "me", post: "室長", lead: true }), expect.objectContaining({ name: "佐藤", person: "p2" })],
      assessment: "s1",
      parts: [{ catalogue: "c", sections: ["s1"] }],
      series: "r1",
      series_day: "2027-03-15",
    },
  });
  expect(location.hash).toBe("#audit/one/a1");
});

test("records are drawn before they are planned", async () => {
  await begin("#audit/new");
  await press("抽出する台帳を加える");
  await choose("[data-sample] select", "backup");
  await press("抽出してみる");
  expect(last("audit.draw")).toMatchObject({ register: "backup", count: 5 });
  expect(text()).toContain("40 件から 5 件");
  await type("title", "監査");
  await type("sample-from", "");
  await press("計画する");
  expect([times("audit.plan"), text().includes("抽出の期間")]).toEqual([0, true]);
});

test("one judges by keys, and goes on to what nobody judged", async () => {
  await begin("#audit/one/a1");
  expect(chosen()).toContain("F1-01");
  expect(find("aside").textContent).toContain("施設の回答（監査を始めた時）");
  expect(find("aside").textContent).toContain("運用管理規程");
  await key("Enter", { ctrlKey: true });
  expect([times("audit.judge"), text().includes("監査の判定を入れてください")]).toEqual([0, true]);
  await key("1");
  await click('aside input[value="documents"]');
  await key("Enter", { ctrlKey: true });
  expect(last("audit.judge")).toEqual({ audit: "a1", items: [{ item: control("F1-01"), grade: "conforms", methods: ["documents"] }] });
  expect([chosen(), text().includes("F1-01 を「適合」と判定しました")]).toEqual(["F1-02 任命", true]);
  // What fails is told in words; the way it was looked at stays.
  await key("2");
  await key("Enter", { ctrlKey: true });
  expect(text()).toContain("確かめた事実を入れてください");
  await type("observation", "任命の書類がない");
  await key("3", {}, find('[name="observation"]'));
  await key("Enter", { ctrlKey: true }, find('[name="observation"]'));
  expect(last("audit.judge").items).toEqual([{ item: control("F1-02"), grade: "minor", methods: ["documents"], observation: "任命の書類がない" }]);
  // Their own they do not judge: on to the one behind it.
  expect(chosen()).toBe("F1-04 教育");
  await key("u");
  expect([times("ledger.undo"), judged.length, text().includes("元に戻しました")]).toEqual([1, 1, true]);
  await key("u");
  expect(times("ledger.undo")).toBe(1);
});

test("what was judged is judged again with its reason, against what stands", async () => {
  judged = [{ id: "j0", auditor: "aud", item: control("F1-01"), grade: "conforms", given: "2026-11-16T01:00:00Z" }, { id: "j1", auditor: "other", item: control("F1-01"), grade: "major", observation: "書類がない", given: "2026-11-16T02:00:00Z" }];
  await begin("#audit/one/a1/item/control%3Ac%3AF1-01");
  expect(text()).toContain("監査員の判断が分かれています");
  await key("2");
  await type("reason", "原本を見た");
  answers["audit.judge"] = () => {
    throw { code: "conflict", params: { thing: "audit:a1", yours: {}, theirs: {}, by: "佐藤", at: "2026-11-16T03:00:00Z" } };
  };
  await press("保存する");
  expect(last("audit.judge").items).toEqual([{ item: control("F1-01"), grade: "minor", observation: "書類がない", reason: "原本を見た", replaces: ["j1", "j0"] }]);
  expect([text().includes("佐藤さんが先に判定していました"), find<HTMLInputElement>('[name="reason"]').value]).toEqual([true, "原本を見た"]);
});

test("what was begun is kept while one looks elsewhere", async () => {
  await begin("#audit/one/a1");
  await key("n");
  expect(document.activeElement).toBe(find('[name="observation"]'));
  await type("observation", "途中");
  await key("j");
  expect([chosen(), text().includes("書きかけ 1")]).toEqual(["F1-02 任命", true]);
  await goTo("#audit/trend");
  await goTo("#audit/one/a1");
  expect(chosen()).toBe("F1-02 任命");
  await press("書きかけ 1");
  expect(find<HTMLTextAreaElement>('[name="observation"]').value).toBe("途中");
  await press("書きかけを捨てる");
  expect(text()).not.toContain("書きかけ 1");
});

test("what is judged already is passed by, and not judged twice", async () => {
  judged = [{ id: "j0", auditor: "aud", item: control("F1-01"), grade: "conforms", given: "2026-11-16T01:00:00Z" }];
  await begin("#audit/one/a1");
  expect(chosen()).toBe("F1-02 任命");
  await key("k");
  await key("Enter", { ctrlKey: true });
  expect([times("audit.judge"), chosen()]).toEqual([0, "F1-02 任命"]);
});

test("a section's rest at once, never one's own", async () => {
  await begin("#audit/one/a1");
  await press("区分の未判定 2 件を適合に");
  expect(text()).toContain("「総則」の未判定 2 件");
  expect(text()).toContain("ほかの 1 件は、あなたの担当");
  await press("2 件を適合と判定する");
  expect(last("audit.judge").items.map((one: any) => [one.item.control.control, one.grade])).toEqual([["F1-01", "conforms"], ["F1-02", "conforms"]]);
  expect(text()).toContain("2 件を「適合」と判定しました");
});

test("photographs come to the item, and a finding begins with what was judged", async () => {
  await begin("#audit/one/a1");
  await key("e");
  expect(last("evidence.add")).toEqual({ paths: ["/a.jpg"], uses: [{ audited: { audit: "a1", item: control("F1-01") } }] });
  expect(find("aside").textContent).toContain("2026-1");
  await key("1");
  await press("判定を保存して指摘を書く");
  expect(last("audit.judge").items[0].grade).toBe("conforms");
  expect(location.hash).toBe(`#audit/findings/new/audit/a1/${encodeURIComponent(JSON.stringify(control("F1-01")))}`);
});

test("whoever may not judge reads, and is told why", async () => {
  me = null;
  await begin("#audit/one/a1");
  expect([text().includes("監査員ではないため"), button("保存して次へ"), button("指摘を書く")]).toEqual([true, undefined, undefined]);
  await key("1");
  await key("Enter", { ctrlKey: true });
  expect(times("audit.judge")).toBe(0);
  me = "aud";
  await goTo("#audit/trend");
  await goTo("#audit/one/a1");
  await key("j");
  await key("j");
  expect([chosen(), text().includes("この項目はあなたの担当です"), button("保存して次へ")]).toEqual(["F1-03 棚卸し", true, undefined]);
});

test("a step says why it cannot be taken, and asks for its reason", async () => {
  await begin("#audit/one/a1/report");
  expect(find<HTMLButtonElement>('[data-step="report"]').disabled).toBe(true);
  expect(text()).toContain("判定していない項目が 4 件");
  expect(document.querySelector('[data-step="close"]')).toBeNull();
  await click('[data-step="cancel"]');
  await type("reason", "日程が合わない");
  await press("取りやめる");
  expect(last("audit.step")).toEqual({ id: "a1", base: 5, step: "cancel", reason: "日程が合わない" });
  expect(text()).toContain("「取りやめ」になりました");
});

test("the opinion is saved, and what came out stands beside", async () => {
  await begin("#audit/one/a1/report");
  expect([...document.querySelectorAll("a")].map((one) => one.getAttribute("href"))).toContain("#papers/audit-report/audit/a1");
  expect(text()).toContain("前の指摘 2025-4");
  await click('[name="opinion_grade"][value="fair"]');
  await type("opinion", "おおむね守られている。");
  await type("attended_by", "院長\n事務長");
  expect([find<HTMLButtonElement>('[data-step="cancel"]').disabled, text().includes("まだ保存していない変更があります")]).toEqual([true, true]);
  await goTo("#audit");
  expect(location.hash).toBe("#audit/one/a1/report");
  await press("記入を続ける");
  await press("総合意見を保存する");
  expect(last("audit.conclude")).toEqual({ id: "a1", base: 5, conclusion: { opinion_grade: "fair", opinion: "おおむね守られている。", attended_by: ["院長", "事務長"] } });
});

test("what an audit looks at is settled once it began; one that did not is taken off the plan", async () => {
  await begin("#audit/one/a1/plan");
  expect([off('[name="catalogue"]'), off('[name="title"]'), button("計画から外す")]).toEqual([true, false, undefined]);
  audit = { ...audit, state: "planned" };
  steps = [{ step: "begin", needs_reason: false, refused: null }];
  await goTo("#audit/trend");
  await goTo("#audit/one/a1");
  expect([text().includes("次の 4 件を見ます"), text().includes("山田さんは、F1-03を担当しています"), text().includes("施設の回答（いま）")]).toEqual([true, true, true]);
  await goTo("#audit/one/a1/plan");
  await press("計画から外す");
  await press("外す");
  expect(last("audit.plan")).toEqual({ id: "a1", base: 5 });
  expect(location.hash).toBe("#audit/year/2026");
});

test("audits that come back are set, and cease", async () => {
  await begin("#audit/series");
  expect(text()).toContain("毎年1回");
  expect(text()).toContain("次：2027-03-15、2028-03-15");
  await goTo("#audit/series/r1");
  await type("times", "2");
  await press("保存する");
  expect(last("audit.set_series")).toMatchObject({ id: "r1", base: 7, series: { title: "委託先の監査", kind: "contractor", recurrence: { times: 2, years: 1 } } });
  await press("繰り返しをやめる");
  expect(last("audit.set_series")).toEqual({ id: "r1", base: 7 });
  expect(location.hash).toBe("#audit/series");
});

test("who may not see audits is told so; years without any help", async () => {
  open = as(["see_people"]);
  await begin("#audit");
  expect([text().includes("許された人が見られます"), times("audit.list")]).toEqual([true, 0]);
  await unmount(screen!);
  screen = undefined;
  open = as(RIGHTS, "other");
  await begin("#audit/year/2024");
  expect([text().includes("2024年度の監査はまだありません"), button("監査を計画する") !== undefined]).toEqual([true, true]);
  await goTo("#audit/trend");
  expect(text()).toContain("まだ報告した監査がありません");
});
