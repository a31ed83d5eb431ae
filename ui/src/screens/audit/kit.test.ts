// An audit is carried away, looked at where it comes in, taken in as one of its auditors, and taken back again.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Open } from "../../host/generated";
import { answers, begin, button, called, click, drop, find, goTo, last, picked, press, putAway, show, text, times, type } from "../../parts/hand";
import { keep } from "../../parts/kept";

vi.mock("../../host", async () => (await import("../../parts/hand")).host);
vi.mock("@lucide/svelte", async () => (await import("../../parts/hand")).icons);

const open = (rights: string[]) => ({ path: "/x", me: { id: "me", roles: ["auditor"], profile: { name: "監査 四郎" } }, rights, facility: { name: "さくら" }, workspace: { sample: false }, notices: [] }) as unknown as Open;
const auditor = open(["see_audits", "plan_audits", "judge_audits"]);
const Audit = (await import("./Audit.svelte")).default;
const zero = { items: 0, judged: 0, contested: 0, conforms: 0, minor: 0, major: 0, observation: 0, good: 0 };
const nothing = { judgements: 0, contested: 0, new: 0, changed: 0, apart: 0, opinions_differ: false, photos: 0 };
const looked = { audit: "a1", title: "立入調査", from: "さくら診療所", known: false, auditors: [{ id: "first", name: "監査四郎", lead: true }, { id: "second", name: "監査 七海" }], items: 24, ...nothing };
let audit: any;

beforeEach(() => {
  audit = { id: "a1", plan: { title: "立入調査", kind: "on_site", from: "2026-11-21", auditors: looked.auditors, assessment: "s1" }, conclusion: {}, state: "doing", revision: 5 };
  picked.files = ["/usb/kit.tenken-kit"];
  begin({
    "audit.list": () => ({ fiscal_year: 2026, rows: [{ audit, counts: zero, findings: 0, open: 0 }], wanted: [], years: [] }),
    "audit.show": () => ({ audit, lines: [], counts: zero, sections: [], findings: [], repeated: [], compared: null, steps: [], me: null, clashes: [] }),
    "audit.kit_out": ({ path }) => ({ path, bytes: 9000, items: 24, photos: 2 }),
    "audit.kit_look": () => looked,
    "audit.kit_in": () => ({ audit: "a1", entries: 3, contested: 1, outcome: {} }),
    "ledger.undo": () => ({}),
  });
});
afterEach(putAway);

test("an audit goes into a file; which passphrase is too weak is told at its field", async () => {
  await show(Audit, { open: auditor }, "#audit/one/a1");
  expect(text()).not.toContain("持ち出しています");
  await goTo(find<HTMLAnchorElement>("a.kit").getAttribute("href") ?? "");
  answers["audit.kit_out"] = () => {
    throw { code: "password-too-weak", params: { missing: "length,symbol" } };
  };
  expect(button("キットを書き出す")?.disabled).toBe(true);
  await type("passphrase", "abc123");
  await press("キットを書き出す");
  expect(find(".field .wrong").textContent).toBe("この合言葉では弱すぎます（足りないもの：長さ・記号）。");
  await press("合言葉を作る");
  expect(document.querySelector(".field .wrong")).toBeNull();
  const { value: phrase, type: shown } = find<HTMLInputElement>('[name="passphrase"]');
  expect([phrase.length, shown]).toEqual([24, "text"]);
  answers["audit.kit_out"] = ({ path }) => ({ path, bytes: 9000, items: 24, photos: 2 });
  await click('[name="proofs"]');
  await press("キットを書き出す");
  expect(last("audit.kit_out")).toEqual({ id: "a1", path: expect.stringMatching(/^\/tmp\/監査キット（立入調査）_.*\.tenken-kit$/), passphrase: phrase, with_proofs: true });
  expect(text()).toContain("24 項目と写真 2 枚を");
  expect(find(".phrase").textContent).toBe(phrase);
  // Nowhere to write it: nothing happens.
  await press("もう一度書き出す");
  picked.save = () => null;
  await press("キットを書き出す");
  expect(times("audit.kit_out")).toBe(2);
  picked.save = (name) => `/tmp/${name}`;
});

test("an audit that is not here is taken along as one of its auditors, and taken back", async () => {
  await show(Audit, { open: auditor }, "#audit/kit");
  await press("ファイルを選ぶ");
  answers["audit.kit_look"] = () => {
    throw { code: "wrong-passphrase", params: { path: "kit" } };
  };
  await type("passphrase", "ちがう言葉");
  await press("中身を見る");
  expect(find(".field .wrong").textContent).toContain("合言葉が違います");
  answers["audit.kit_look"] = () => looked;
  await type("passphrase", " さくら診療所の監査を持ち出します ");
  await press("中身を見る");
  expect(last("audit.kit_look")).toEqual({ path: "/usb/kit.tenken-kit", passphrase: "さくら診療所の監査を持ち出します" });
  expect(text()).toContain("この監査はまだここにありません");
  // Whoever brings it is one of them, however the name is spaced; they may be another one all the same.
  expect(find<HTMLInputElement>('[name="auditor"][value="first"]').checked).toBe(true);
  await click('[name="auditor"][value="second"]');
  await press("取り込む");
  expect(last("audit.kit_in")).toEqual({ kit: { path: "/usb/kit.tenken-kit", passphrase: "さくら診療所の監査を持ち出します" }, auditor: "second" });
  expect(text()).toContain("記録 3 件");
  expect(text()).toContain("判断が分かれている項目が 1 件");
  await press("取り込みを取り消す");
  expect(times("ledger.undo")).toBe(3);
  expect(text()).toContain("取り込みを取り消しました");
});

test("a kit that comes back says what it adds; another file is looked at anew", async () => {
  answers["audit.kit_look"] = () => ({ ...looked, known: true, ...nothing, judgements: 5, contested: 2, apart: 1, opinions_differ: true });
  await show(Audit, { open: auditor }, "#audit/kit");
  await drop("/usb/other.tenken-kit");
  await type("passphrase", "k7mx-3pqa-w9ud-n4hs-zc6e");
  await press("中身を見る");
  const facts = [...document.querySelectorAll("aside dl > *")].map((one) => one.textContent);
  expect(facts).toEqual(["作った施設", "さくら診療所", "項目", "24 件", "新しい判定", "5 件", "判断が分かれる項目", "2 件", "別に加わる指摘", "1 件"]);
  expect(text()).toContain("ここにある意見が残ります");
  expect(document.querySelector('[name="auditor"]')).toBeNull();
  await drop("/usb/kit.tenken-kit");
  expect(text()).not.toContain("新しい判定");
  answers["audit.kit_look"] = () => ({ ...looked, known: true });
  answers["audit.kit_in"] = () => ({ audit: "a1", entries: 0, contested: 0, outcome: null });
  await press("中身を見る");
  expect(text()).toContain("新しい判定・指摘・写真はありません");
  await press("取り込む");
  expect(last("audit.kit_in")).toEqual({ kit: { path: "/usb/kit.tenken-kit", passphrase: "k7mx-3pqa-w9ud-n4hs-zc6e" } });
  expect(text()).toContain("新しいものはありませんでした");
  expect(button("取り込みを取り消す")).toBeUndefined();
  await press("監査を開く");
  expect(location.hash).toBe("#audit/one/a1");
});

test("what is kept elsewhere says so, and goes back", async () => {
  audit.plan = { ...audit.plan, assessment: undefined, away: { from: "さくら診療所", auditor: "second", person: "me" } };
  await show(Audit, { open: auditor }, "#audit/year/2026");
  expect(find('[data-audit="a1"]').textContent).toContain("持ち出し中");
  await goTo("#audit/one/a1");
  expect(text()).toContain("さくら診療所 の監査を持ち出しています（監査 七海 として）");
  expect([...document.querySelectorAll("a")].filter((one) => one.textContent?.includes("キットを書き出す")).map((one) => one.getAttribute("href"))).toEqual(["#audit/one/a1/kit"]);
  keep(auditor, "audit desk a1", { drafts: [["control:c:F1-01", {}]] });
  await goTo("#audit/one/a1/kit");
  expect(text()).toContain("書きかけの判定が 1 件あります");
  keep(auditor, "audit desk a1", undefined);
  expect(find(".card h2").textContent).toBe("戻す（キットを書き出す）");
  expect(document.querySelector('[name="proofs"]')).toBeNull();
});

test("who may not, is offered neither", async () => {
  await show(Audit, { open: open(["see_audits"]) }, "#audit/kit");
  expect(document.querySelector("aside")).toBeNull();
  expect(text()).not.toContain("監査キット");
  await goTo("#audit/one/a1/kit");
  expect(document.querySelector('[name="passphrase"]')).toBeNull();
  expect(called.some(([name]) => name.startsWith("audit.kit"))).toBe(false);
});
