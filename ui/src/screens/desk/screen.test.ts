// The desk as a whole, with a core that answers from here: files come in, a submission is reviewed, decided and confirmed.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Open } from "../../host/generated";
import { answers, begin as answering, button, called, click, drop, find, goTo, key, last, picked, press, putAway, settle, show, text, times, type } from "../../parts/hand";

vi.mock("../../host", async () => ({ ...(await import("../../parts/hand")).host, pickFolder: async () => "/share" }));
vi.mock("@lucide/svelte", async () => (await import("../../parts/hand")).icons);
// The page that stands in here has no heights: lists draw what would be in sight.
for (const side of ["offsetHeight", "offsetWidth"]) Object.defineProperty(HTMLElement.prototype, side, { configurable: true, get: () => 800 });

const FP = "0123456789abcdef".repeat(4);
const KEY = "fedcba9876543210".repeat(4);
let folders = 0;
/** Each in a folder of its own: what was begun in one is not gone on with in another. */
const as = (rights = ["see_submissions", "review_submissions"]) => ({ path: `/${++folders}`, me: { id: "me", roles: ["operator"], profile: { name: "山田" } }, rights, facility: { name: "運用者" }, workspace: { sample: false }, receives: true, notices: [] }) as unknown as Open;
const Desk = (await import("./Desk.svelte")).default;

let row: any;
let settings: any;
let enrolled: any[];
let lines: any[];
let recommendations: any[];
let received: any[];
const main = () => document.querySelector("main")?.dataset.ready;
const at = (control: string) => ({ catalogue: "c", control });
const item = (control: string, more = {}) => ({ at: at(control), section: "1 体制", practice: `項目${control}`, answer: { value: "conforms", note: "", reason: "", plan: "" }, mark: "〇", means: "conforms", proofs: [], ...more });
const items = () => [item("1", { proofs: [{ title: "規程.pdf", valid_until: null, sha256: ["aa"] }] }), item("2", { mark: "△", means: "partly", answer: { value: "partly", note: "途中", reason: "", plan: "直す" } }), item("3", { proofs: [{ title: "写真", valid_until: null, sha256: ["bb"] }] })];
const decision = (more = {}) => ({ about: FP, verdict: "returned", letter: "直してください", comments: [], decided_on: "2026-11-21", by_name: "佐藤", operator: "運用者", key: KEY, entries: 1, head: "", due: null, ...more });
const shown = () => ({
  row,
  snapshot: { id: "s", kind: "conformance", title: "準拠度 2026", fiscal_year: 2026, to: "運用者", note: "", facility: {}, people: [], catalogues: [{ id: "c", title: "付表", version: "1", hash: "", rows: items() }], papers: [], frozen: "2026-11-20T01:00:00Z", entries: 1, head: "", again: "00" },
  facts: "aaaa-bbbb-cccc-dddd",
  signed: [{ step: "sign", at: "2026-11-20T02:00:00Z", by: "p", by_name: "院長 太郎", seat: "院長" }],
  parts: [{ name: "papers/submission-sheet.pdf", bytes: 2048, sha256: "cc", title: "" }, { name: "files/aa", bytes: 10, sha256: "aa", title: "規程.pdf" }],
  before: { ...row, fingerprint: "before", number: "提出-2025-1", decision: decision({ comments: [{ at: at("2"), text: "計画がありません" }] }) },
  differences: [{ at: at("2"), practice: "項目2", before: item("2", { mark: "×", means: "fails" }), now: items()[1] }],
  field_differences: [],
  may_decide: null,
  may_confirm: row.proposed?.by === "me" ? { code: "own-proposal", params: { name: "山田" } } : null,
});
const setEnrolled = (more: any) => (enrolled = enrolled.map((one) => ({ ...one, ...more, revision: one.revision + 1 })));
const set = (more: any) => ((row = { ...row, ...more, revision: row.revision + 1 }), { row, outcome: {} });

beforeEach(() => {
  row = { fingerprint: FP, public: KEY, kind: "conformance", facility: "さくら診療所", chain: 2, number: "提出-2026-1", title: "準拠度 2026", fiscal_year: 2026, at: "2026-12-01T01:00:00Z", review: null, proposed: null, decision: null, answers: null, again: false, late: true, revision: 7 };
  settings = { four_eyes: false, checklist: ["署名の順"], mask_below: 5, expected_by: "11-30" };
  enrolled = [{ public: KEY, spoken: "fedc-ba98-7654-3210", enrolled: { name: "さくら診療所", kind: "clinic", district: "北", sealing: "age1x", stopped: false }, line: null, alike: null, revision: 3 }];
  lines = [{ id: "r3", number: 3, title: "さくら診療所", state: "利用中", state_en: "Permitted", struck: false }, { id: "r4", number: 4, title: "うめ医院", state: "申請中", state_en: "Applied", struck: false }];
  recommendations = [];
  received = [row];
  answering({
    "operator.desk": () => ({ settings, revision: 4, waiting: row.decision ? 0 : 1, proposed: row.proposed ? 1 : 0, enrolled: enrolled.length }),
    "operator.inbox": ({ shows, from = 0, count = 200 }) => {
      const rows = shows === "waiting" ? received.filter((one) => !one.decision) : received;
      return { rows: rows.slice(from, from + count), total: rows.length };
    },
    "operator.review": shown,
    "operator.set_review": ({ review, base }) => {
      if (base !== row.revision) throw { code: "conflict", params: { thing: "", yours: null, theirs: null, by: "佐藤", at: "2026-12-01T03:00:00Z" } };
      return set({ review });
    },
    "operator.decide": ({ verdict, letter = "", comments = [], due }) => {
      if (verdict !== "approved" && !letter) throw { code: "required", params: { field: "letter" } };
      const made = decision({ verdict, letter, comments, due: due ?? null, by_name: "山田" });
      return set(settings.four_eyes ? { proposed: { by: "me", decision: made } } : { decision: made });
    },
    "operator.confirm": ({ declined }) => set(declined === undefined ? { proposed: null, decision: { ...row.proposed.decision, confirmed_by: "山田" } } : { proposed: null }),
    "operator.decision_out": ({ path }) => ({ path, fingerprint: FP }),
    "operator.enrolled": () => enrolled,
    "operator.enrol": ({ public: key, base, enrolled: now, new_line }) => {
      const one = enrolled.find((one) => one.public === key);
      if (base !== one.revision) throw { code: "conflict", params: { thing: "", yours: null, theirs: null, by: "佐藤", at: "2026-12-01T03:00:00Z" } };
      if (new_line) lines.push({ id: "r9", number: 9, title: now.name, state: "申請中", state_en: "Applied", struck: false });
      const record = new_line ? "r9" : now.record;
      setEnrolled({ enrolled: { ...now, ...(record && { record }) }, line: lines.find(({ id }) => id === record) ?? null });
      return {};
    },
    "register.records": () => ({ records: lines.map(({ id, number, title }) => ({ id, register: "member_facility", number, title })), total: lines.length }),
    "operator.recommendations": () => recommendations,
    "operator.recommend": (request) => ((recommendations = [{ public: request.public, recommendation: { ...request, id: "r1", facility: "さくら診療所", to: request.public, given_on: "2026-11-21", by_name: "山田", operator: "運用者", key: KEY }, answered: null, closed: false, late: false, revision: 1 }]), { id: "r1", outcome: {} }),
    "operator.recommendation_out": ({ path }) => ({ path, fingerprint: FP }),
    "operator.set_desk": ({ settings: now }) => ((settings = now), {}),
    "submission.kinds": () => [{ id: "conformance", name: "準拠度チェックリスト", name_en: "", basis: "", about: "assessment", register: "", papers: [] }],
    "document.list": () => [{ id: "submission-sheet", name: "提出書", name_en: "Sheet" }],
    "exchange.show": () => null,
    "ledger.undo": () => (set({ review: null }), {}),
  });
});
afterEach(putAway);
const begin = async (hash: string, open = as()) => {
  await show(Desk, { open }, hash);
  expect(main()).toBe("true");
};
const one = `#desk/one/${FP}`;
const write = async (name: string, said: string) => {
  await type(name, said);
  find(`[name=${name}]`).dispatchEvent(new FocusEvent("blur"));
  await settle();
};
const chosen = () => document.querySelector("article")?.dataset.chosen;

test("whoever may not review is told so, and nothing is asked", async () => {
  await begin("#desk", as(["see_submissions"]));
  expect(text()).toContain("受付は、院長とサービス運用者");
  expect(called).toEqual([]);
});

test("what came in is listed with how it stands, what came late, and opens by keyboard", async () => {
  await begin("#desk");
  const line = find(`[data-received="${FP}"]`);
  expect(line.textContent).toMatch(/さくら診療所.*提出-2026-1.*準拠度チェックリスト.*期限後の受領.*審査待ち/s);
  expect(text()).toContain("審査待ち 1 件");
  await press("確認待ち 0 件");
  expect(last("operator.inbox")).toMatchObject({ shows: "proposed", from: 0 });
  await key("Enter", find("[role=listbox]"));
  expect(location.hash).toBe(one);
});

test("a long inbox is read page by page", async () => {
  received = Array.from({ length: 250 }, (_, n) => ({ ...row, fingerprint: `${n}` }));
  await begin("#desk");
  await key("End", find("[role=listbox]"));
  find("[role=listbox]").scrollTop = 250 * 60;
  find("[role=listbox]").dispatchEvent(new Event("scroll"));
  await settle();
  expect(called.some(([name, { from }]) => name === "operator.inbox" && from === 200)).toBe(true);
});

test("files are received; sealed ones are asked for, refused ones say why and where to go", async () => {
  const sealed = { path: "/in/b.tenken", fingerprint: null, facility: "", known: false, refused: { code: "package-sealed", params: { path: "/in/b.tenken" } } };
  const stranger = { path: "/in/c.tenken", fingerprint: null, facility: "", known: false, refused: { code: "not-enrolled", params: { name: "うめ医院", key: "1111-2222" } } };
  answers["operator.receive"] = ({ passphrase, paths }) =>
    passphrase === "k7mx" ? paths.map((path: string) => ({ path, fingerprint: "x", facility: "ゆり医院", known: false, refused: null })) : passphrase ? [{ ...sealed, refused: { code: "wrong-passphrase", params: { path: sealed.path } } }] : [{ path: "/in/a.tenken", fingerprint: FP, facility: "さくら診療所", known: true, refused: null }, sealed, stranger];
  picked.files = ["/in/a.tenken", "/in/b.tenken", "/in/c.tenken"];
  await begin("#desk");
  await press("ファイルを受け取る");
  expect(last("operator.receive")).toEqual({ paths: picked.files });
  expect(text()).toContain("0 件を受け取りました");
  expect(text()).toContain("1 件は、すでに受け取っています");
  expect(find('[data-refused="not-enrolled"]').textContent).toContain("登録されていません");
  expect(find<HTMLAnchorElement>('[data-refused="not-enrolled"] a').hash).toBe("#desk/facilities/add");
  await type("passphrase", "wrong");
  await press("封を開けて受け取る");
  expect(text()).toContain("この合言葉では開きませんでした");
  await type("passphrase", "k7mx");
  await press("封を開けて受け取る");
  expect(last("operator.receive")).toEqual({ paths: ["/in/b.tenken"], passphrase: "k7mx" });
  expect(text()).toContain("1 件を受け取りました");
  expect(document.querySelector("[name=passphrase]")).toBeNull();
  expect(text()).toContain("登録されていません");
});

test("what is dropped is received, a folder is looked into, and a failure is said", async () => {
  answers["operator.receive"] = () => [];
  await begin("#desk");
  await drop("/in/d.tenken");
  expect(last("operator.receive")).toEqual({ paths: ["/in/d.tenken"] });
  expect(text()).toContain("提出のファイル（.tenken）はありませんでした");
  answers["operator.receive"] = () => {
    throw { code: "cancelled" };
  };
  await press("フォルダから受け取る");
  expect(last("operator.receive")).toEqual({ paths: ["/share"] });
  expect(text()).toContain("取りやめました");
});

test("an empty desk says what to do first", async () => {
  [received, enrolled] = [[], []];
  await begin("#desk");
  expect(text()).toContain("まだ提出は届いていません");
  expect(find<HTMLAnchorElement>(".none a").hash).toBe("#desk/facilities/add");
});

test("a row shows what it was and what was said of it; filters and keys go through the rows", async () => {
  await begin(one);
  expect(chosen()).toBe("c:1");
  await key("j");
  expect(chosen()).toBe("c:2");
  expect(find("article").textContent).toMatch(/途中.*直す.*証拠は付いていません.*× 不適合.*△ 一部適合.*計画がありません/s);
  await key("j");
  expect(text()).toContain("中身が届いていない証拠");
  await key("k");
  await key("k");
  expect(text()).not.toContain("中身が届いていない証拠");
  await press("見る");
  expect(find("[data-part]").dataset.part).toBe("files/aa");
  expect(text()).toContain("出し直し");
  expect(text()).toContain("0123-4567-89ab-cdef");
  expect(text()).toContain("aaaa-bbbb-cccc-dddd");
  await press("前回との違い");
  expect(text()).toContain("前回と違う項目 1 件");
  await press("提出書");
  expect(find("[data-part]").dataset.part).toBe("papers/submission-sheet.pdf");
});

test("a comment is saved on leaving its field, against what stood there, and taken back", async () => {
  await begin(one);
  await key("c");
  await write("comment", "証拠が古い");
  expect(last("operator.set_review")).toEqual({ fingerprint: FP, base: 7, review: { comments: [{ at: at("1"), text: "証拠が古い" }], checked: [], note: "", letter: "" } });
  expect(text()).toContain("保存しました");
  await click("[name=checked]");
  expect(last("operator.set_review")).toMatchObject({ base: 8, review: { checked: ["署名の順"], comments: [{ text: "証拠が古い" }] } });
  await write("comment", "");
  expect(last("operator.set_review").review.comments).toEqual([]);
  await key("u");
  expect(times("ledger.undo")).toBe(1);
  expect(text()).toContain("元に戻しました");
});

test("nothing is saved twice, and whoever goes on saves first", async () => {
  await begin(one);
  find("[name=note]").dispatchEvent(new FocusEvent("blur"));
  await settle();
  expect(times("operator.set_review")).toBe(0);
  await type("note", "同僚へ");
  await goTo("#desk");
  expect(last("operator.set_review").review.note).toBe("同僚へ");
  expect(location.hash).toBe("#desk");
});

test("where a colleague wrote meanwhile, both are shown and one is chosen", async () => {
  await begin(one);
  row = { ...row, review: { comments: [], checked: [], note: "佐藤のメモ", letter: "" }, revision: 20 };
  await write("note", "私のメモ");
  expect(text()).toContain("佐藤のメモ");
  expect(row.review.note).toBe("佐藤のメモ");
  await press("自分の内容");
  expect(last("operator.set_review")).toMatchObject({ base: 20, review: { note: "私のメモ" } });
});

test("it is returned with a letter and a day; then the decision is written out", async () => {
  await begin(one);
  await press("差戻し");
  await press("差戻しと判断する");
  expect(text()).toContain("判断の理由を入れてください");
  await write("letter", "規程を出し直してください");
  await type("due", "2026-12-31");
  await press("差戻しと判断する");
  expect(last("operator.decide")).toEqual({ fingerprint: FP, base: 8, verdict: "returned", letter: "規程を出し直してください", due: "2026-12-31" });
  expect(document.querySelector("[name=comment]")).toBeNull();
  await press("判断を書き出す");
  expect(last("operator.decision_out")).toEqual({ fingerprint: FP, path: "/tmp/判断-提出-2026-1.tenken" });
  expect(find<HTMLAnchorElement>(".decided a").hash).toContain("papers/decision-letter/handed/");
});

test("an approval needs no letter, and has no day", async () => {
  await begin(one);
  await press("承認");
  expect(document.querySelector("[name=due]")).toBeNull();
  await press("承認と判断する");
  expect(last("operator.decide")).toEqual({ fingerprint: FP, base: 7, verdict: "approved" });
});

test("where two decide, one proposes and may not confirm it; another confirms or gives it back", async () => {
  settings.four_eyes = true;
  await begin(one);
  await press("承認");
  await press("案を出す");
  expect(text()).toContain("山田 さんの案: 承認");
  expect(button("確認する")?.disabled).toBe(true);
  expect(text()).toContain("本人が出したもの");
  await putAway();
  row = { ...row, proposed: { ...row.proposed, by: "other" } };
  await begin(one);
  await press("案を戻す");
  await type("reason", "指摘が足りません");
  await press("案を戻す");
  expect(last("operator.confirm")).toEqual({ fingerprint: FP, base: 8, declined: "指摘が足りません" });
  await putAway();
  row = { ...row, proposed: { by: "other", decision: decision({ verdict: "approved", letter: "" }) } };
  await begin(one);
  await press("確認する");
  expect(last("operator.confirm")).toEqual({ fingerprint: FP, base: 9 });
  expect(text()).toContain("山田 さんが確認しました");
});

test("a facility's name is changed, and what its card said is kept", async () => {
  await begin(`#desk/facilities/${KEY}`);
  expect(find("aside").textContent).toContain("提出-2026-1");
  await type("district", "南");
  await click("[name=stopped]");
  await press("保存する");
  expect(last("operator.enrol")).toEqual({ public: KEY, base: 3, enrolled: { name: "さくら診療所", kind: "clinic", district: "南", sealing: "age1x", stopped: true } });
  expect(text()).toContain("受け取りを止めています");
});

test("a facility is linked to its line in the register at once, and what was typed beside it stays", async () => {
  enrolled = [{ ...enrolled[0], alike: lines[0] }];
  await begin(`#desk/facilities/${KEY}`);
  expect(find("aside").textContent).toContain("同じ名前の行（No. 3・利用中）があります");
  const was = { name: "さくら診療所", kind: "clinic", district: "北", sealing: "age1x", stopped: false };
  await type("district", "南");
  await press("この行と結ぶ");
  expect(last("operator.enrol")).toEqual({ public: KEY, base: 3, enrolled: { ...was, record: "r3" } });
  const line = find<HTMLAnchorElement>("[data-register-line=r3] a");
  expect([line.hash, line.textContent]).toEqual(["#registers/member_facility/r3", "No. 3　さくら診療所"]);
  expect(find("[data-register-line]").textContent).toContain("利用中");
  expect(document.activeElement).toBe(line);
  // The form goes on with what was typed, neither against the line nor without it.
  expect(find<HTMLInputElement>("[name=district]").value).toBe("南");
  await press("保存する");
  expect(last("operator.enrol")).toEqual({ public: KEY, base: 4, enrolled: { ...was, district: "南", record: "r3" } });
  await press("結びを外す");
  expect(last("operator.enrol")).toEqual({ public: KEY, base: 5, enrolled: { ...was, district: "南" } });
  await type("district", "東");
  await press("保存する");
  expect(last("operator.enrol").enrolled).toEqual({ ...was, district: "東" });
});

test("a line is chosen from the register, or a new one is written", async () => {
  await begin(`#desk/facilities/${KEY}`);
  await click("[name=record]");
  expect(last("register.records")).toEqual({ register: "member_facility", filter: { text: "", limit: 30 } });
  await click("[role=option]#" + CSS.escape(`${find("[name=record]").id}-1`));
  expect(last("operator.enrol").enrolled.record).toBe("r4");
  await press("結びを外す");
  await press("台帳に記入する");
  expect(last("operator.enrol")).toMatchObject({ base: 5, new_line: true });
  expect(last("operator.enrol").enrolled).not.toHaveProperty("record");
  expect(find("[data-register-line=r9]").textContent).toContain("申請中");
  expect(find(`[data-facility="${KEY}"]`).textContent).toContain("申請中");
});

test("a line that was struck out or is gone is told, and who was slower is told", async () => {
  enrolled = [{ ...enrolled[0], enrolled: { ...enrolled[0].enrolled, record: "r3" }, line: { ...lines[0], struck: true } }];
  await begin(`#desk/facilities/${KEY}`);
  expect(find("[data-register-line=r3]").textContent).toContain("抹消した記録です");
  setEnrolled({ line: null });
  await press("結びを外す");
  expect(text()).toContain("佐藤さんが先にこの施設の登録を変えていました");
  expect(text()).toContain("結んだ行は、もう台帳にありません");
  await press("結びを外す");
  expect(button("台帳に記入する")).toBeDefined();
});

test("a recommendation is given with all it needs, and its file is written", async () => {
  await begin(`#desk/recommendations/new/${KEY}`);
  for (const [name, said] of [["subject", "規程の未整備"], ["fact", "規程がない"], ["basis", "第5条"], ["contents", "整える"], ["due", "2026-12-31"]] as const) await type(name, said);
  await press("勧告を出す");
  expect(last("operator.recommend")).toEqual({ public: KEY, subject: "規程の未整備", fact: "規程がない", basis: "第5条", contents: "整える", due: "2026-12-31" });
  expect(location.hash).toBe("#desk/recommendations/r1");
  await settle();
  expect(find('[data-recommendation="r1"]').textContent).toContain("回答待ち");
  await press("勧告を書き出す");
  expect(last("operator.recommendation_out")).toEqual({ id: "r1", path: "/tmp/勧告-さくら診療所-規程の未整備.tenken" });
});

test("nobody is recommended anything without being named", async () => {
  await begin("#desk/recommendations/new");
  await press("勧告を出す");
  expect([times("operator.recommend"), text().includes("施設を入れてください")]).toEqual([0, true]);
});

test("the rules of the desk are changed against what stood there", async () => {
  await begin("#desk/settings");
  await click("[name=four_eyes]");
  await press("一行足す");
  await type("line", "前回の指摘");
  await press("保存する");
  expect(last("operator.set_desk")).toEqual({ base: 4, settings: { four_eyes: true, checklist: ["署名の順", "前回の指摘"], mask_below: 5, expected_by: "11-30" } });
  expect(text()).toContain("保存しました");
});
