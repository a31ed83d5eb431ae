// The place as a whole, with a core that answers from here: drafted, frozen, signed, sent, returned, mended.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Open } from "../../host/generated";
import { answers, begin as answering, button, called, click, drop, find, goTo, key, last, picked, press, putAway, settle, show, text, type } from "../../parts/hand";

vi.mock("../../host", async () => (await import("../../parts/hand")).host);
vi.mock("@lucide/svelte", async () => (await import("../../parts/hand")).icons);

const RIGHTS = ["see_submissions", "submit", "sign_submission", "see_people", "see_assessments", "see_audits", "see_registers", "see_evidence", "review_submissions"];
let folders = 0;
const as = (rights: string[]) => ({ path: `/${++folders}`, me: { id: "d", roles: ["director"], profile: { name: "見本 太郎" } }, rights, facility: { name: "さくら" }, workspace: { sample: false }, notices: [] }) as unknown as Open;
const Submissions = (await import("./Submissions.svelte")).default;

const kinds = [
  { id: "conformance", name: "準拠度チェックリスト", name_en: "Checklist", basis: "TGP 第6条", about: "assessment", register: "", papers: ["conformance-checklist"] },
  { id: "incident", name: "障害報告", name_en: "Incident", basis: "TGP 第16条", about: "records", register: "incident", papers: ["incident-report"] },
  { id: "corrective", name: "是正報告", name_en: "Corrective", basis: "TGP 第24条", about: "finding", register: "", papers: ["corrective-report"] },
];
const seats = [{ title: "運用管理責任者", person: "m", name: "点検 花子" }, { title: "院長", person: "d", name: "見本 太郎" }];
const person = (id: string, name: string, roles: string[]) => ({ id, login: id, profile: { name, title: "", kana: "", department: "", email: "" }, roles, state: "active", revision: 1 });
const at = { catalogue: "c", control: "F1-01" };
const snapshot = {
  id: "s1", title: "2026年度　準拠度チェックリスト", fiscal_year: 2026, to: "見本市医師会", note: "", facility: {}, people: [], again: null, frozen: "2026-11-20T01:00:00Z", entries: 3, head: "00",
  catalogues: [{ id: "c", title: "付表1", version: "5.1", hash: "", rows: [{ at, section: "付表1 ①", practice: "方針を掲げる", answer: { value: "conforms", note: "受付に掲示", reason: "", plan: "" }, mark: "〇", means: "conforms", proofs: [{ title: "掲示", valid_until: null, sha256: ["ab"] }] }] }],
  papers: [{ name: "papers/submission-sheet.pdf", sha256: "p0", proof: "e1" }, { name: "papers/conformance-checklist.pdf", sha256: "p1", proof: "e1" }],
};
const took = (step: string, more: object = {}) => ({ step, at: "2026-11-20T01:00:00Z", by: "d", by_name: "見本 太郎", ...more });
const decision = { about: "ff", verdict: "returned", letter: "窓口の写真を添えてください。", comments: [{ at, text: "写真がありません" }], decided_on: "2026-11-21", by_name: "審査 一郎", operator: "見本市医師会", key: "k", entries: 3, head: "00", due: "2026-12-10" };
let open: Open;
let rows: any[];
let steps: any[];
let frozen: boolean;

const one = (id: string) => rows.find((row) => row.id === id);
const set = (id: string, more: object) => ((rows = rows.map((row) => (row.id === id ? { ...row, ...more, revision: row.revision + 1 } : row))), { row: one(id), outcome: {} });
const row = (id: string, more: object = {}) => ({ id, submission: { kind: "conformance", title: "2026年度　準拠度チェックリスト", fiscal_year: 2026, to: "見本市医師会", assessment: "a1", seats, note: "", again: null, finding: null }, state: "draft", number: null, fingerprint: null, steps: [], next: null, revision: 1, ...more });
const next = (step: string, refused: object | null = null) => ({ step, needs_reason: step === "thaw" || step === "withdraw", refused });
const begin = async (hash: string, rights = RIGHTS) => {
  open = as(rights);
  await show(Submissions, { open }, hash);
  expect(find("main").dataset.ready).toBe("true");
};

beforeEach(() => {
  frozen = false;
  rows = [row("s1")];
  steps = [next("freeze"), next("withdraw")];
  picked.files = ["/stick/判断.tenken"];
  answering({
    "submission.kinds": () => kinds,
    "submission.list": () => rows,
    "submission.show": ({ id }) => ({ row: one(id), snapshot: frozen ? snapshot : null, differences: [], field_differences: [], facts: frozen ? "aaaa-bbbb-cccc-dddd" : null, kept: !!one(id).number, steps }),
    "submission.draft": ({ id, submission }) => (id ? set(id, { submission }) : (rows.unshift(row("s9", { submission: { again: null, ...submission } })), { row: one("s9"), outcome: {} })),
    "submission.freeze": ({ id }) => ((frozen = true), (steps = [next("sign"), next("thaw"), next("withdraw")]), set(id, { state: "frozen", steps: [took("freeze")], next: seats[0] })),
    "submission.sign": ({ id }) => ((steps = [next("sign"), next("send"), next("thaw")]), set(id, { steps: [took("freeze"), took("sign", { seat: "運用管理責任者" }), took("sign", { seat: "院長" })], next: null })),
    "submission.thaw": ({ id }) => ((frozen = false), (steps = [next("freeze")]), set(id, { state: "draft", next: null })),
    "submission.send": ({ id, path }) => ({ ...set(id, { state: "sent", number: "提出-2026-1", fingerprint: "3f2a91c077be05d48e21" }), path, bytes: 10, fingerprint: "3f2a91c077be05d48e21", spoken: "3f2a-91c0-77be-05d4" }),
    "submission.copy_out": ({ path }) => ({ path, fingerprint: "3f2a91c077be05d48e21" }),
    "submission.take_in": () => ({ row: one("s1"), finding: null, outcome: {} }),
    "submission.key": () => ({ public: "k0", spoken: "1111-2222-3333-4444", facility: "さくら", sealing: "age1" }),
    "exchange.show": () => null,
    "operator.enrolled": () => [{ public: "k1", spoken: "5555-6666-7777-8888", enrolled: { name: "見本市医師会", sealing: "age1x", stopped: false }, revision: 1 }],
    "people.list": () => [person("d", "見本 太郎", ["director"]), person("m", "点検 花子", ["manager"]), person("v", "閲覧 四郎", ["viewer"])],
    "people.permissions": () => [{ right: "sign_submission", roles: ["director", "manager", "staff"] }],
    "assessment.list": () => [{ id: "a1", title: "令和8年度の点検", fiscal_year: 2026, parts: [], carried_from: null, state: "open", revision: 1 }],
    "assessment.readiness": () => [{ at, practice: "方針を掲げる", gap: "no-proof" }],
    "finding.list": () => [{ id: "f1", number: "2026-1", finding: { source: { recommendation: { recommendation: "r1", operator: "県の運用者" } }, title: "鍵の管理", grade: "major", found_on: "2026-11-01", fact: "" }, correction: {}, state: "open", due: "2026-12-01", steps: [], revision: 1 }],
    "register.list": () => [{ register: { id: "incident", name: "障害記録", name_en: "Incidents", fields: [] } }],
    "register.records": ({ filter }) => ({ records: filter.text ? [] : [{ id: "r1", register: "incident", number: 1, day: "2026-10-01", title: "停電", state: null, fields: {} }, { id: "r2", register: "incident", number: 2, day: "2026-10-02", title: "回線の断", state: null, fields: {} }], total: filter.text ? 0 : 2 }),
    "register.show": ({ id }) => ({ record: { id, register: "incident", number: 1, day: "2026-10-01", title: "停電", state: null, fields: {} } }),
    "document.list": () => [{ id: "conformance-checklist", name: "準拠度チェックリスト", name_en: "Checklist" }, { id: "submission-sheet", name: "提出書", name_en: "Sheet" }],
    "document.save": ({ path }) => ({ path, number: null, pages: 1, missing: [], outcome: null }),
    "evidence.show": () => ({ proof: { id: "e1", details: { title: "" }, files: ["p0", "p1"].map((sha256) => ({ name: sha256, media: "pdf", bytes: 1, sha256, thumbnail: true, pages: 3, shredded: false })) }, revisions: [], uses: [] }),
  });
});
afterEach(putAway);

test("nothing was submitted yet: what a submission is, and the first one", async () => {
  rows = [];
  await begin("#submissions");
  expect(text()).toContain("提出はまだありません");
  expect(document.querySelectorAll("ol li").length).toBe(3);
  await press("新しい提出");
  expect(document.activeElement?.getAttribute("data-kind")).toBe("conformance");
  await key("ArrowDown", document.activeElement!);
  expect(document.activeElement?.getAttribute("data-kind")).toBe("incident");
  await key("ArrowUp", document.activeElement!);
  await key("ArrowUp", document.activeElement!);
  expect(document.activeElement?.getAttribute("data-kind")).toBe("corrective");
  await click('[data-kind="conformance"]');
  await goTo(location.hash);
  expect(location.hash).toBe("#submissions/new/conformance");
  expect(find<HTMLInputElement>('[name="title"]').value).toBe("2026年度　準拠度チェックリスト");
  expect(find<HTMLInputElement>('[name="to"]').value).toBe("見本市医師会");
  expect(find<HTMLAnchorElement>('a[href="#check/a1/c/F1-01"]').textContent).toContain("方針を掲げる");
  // Whoever may not sign is not offered.
  expect([...document.querySelectorAll('[data-seat="0"] option')].map((option) => option.textContent)).toEqual(["見本 太郎", "点検 花子"]);
  await click('[data-seat="1"] button[aria-label^="先にする"]');
  await type("note", "鍵の管理簿は持参します。");
  await press("下書きを作る");
  expect(last("submission.draft")).toEqual({ submission: { kind: "conformance", title: "2026年度　準拠度チェックリスト", fiscal_year: 2026, to: "見本市医師会", assessment: "a1", note: "鍵の管理簿は持参します。", seats: [seats[1], seats[0]] } });
  expect(location.hash).toBe("#submissions/one/s9");
});

test("the list says how each stands; it is filtered, and what came back is told", async () => {
  rows = [row("s2", { state: "frozen", steps: [took("freeze")], next: seats[0] }), row("s1", { state: "returned", number: "提出-2026-1" })];
  await begin("#submissions");
  expect(find('[data-submission="s2"]').textContent).toContain("次の署名：点検 花子");
  expect(find('[data-submission="s1"]').textContent).toContain("準拠度チェックリスト");
  expect(find('[role="alert"]').textContent).toContain("差し戻された提出が 1 件");
  const search = find<HTMLInputElement>('input[type="search"]');
  search.value = "2026-1";
  search.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
  expect([...document.querySelectorAll("[data-submission]")].map((one) => one.getAttribute("data-submission"))).toEqual(["s1"]);
});

test("records are chosen from their register; what is searched away stays chosen", async () => {
  await begin("#submissions/new/incident");
  await click('[name="record"][value="r2"]');
  const search = find<HTMLInputElement>('input[type="search"]');
  search.value = "ない";
  search.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
  expect(last("register.records")).toEqual({ register: "incident", filter: { limit: 100, text: "ない" } });
  expect(text()).toContain("回線の断");
  await press("下書きを作る");
  expect(last("submission.draft").submission).toMatchObject({ kind: "incident", records: ["r2"] });
  expect(last("submission.draft").submission).not.toHaveProperty("assessment");
});

test("a report on a recommendation goes to whoever recommended", async () => {
  await begin("#submissions/new/corrective/f1");
  expect(find<HTMLInputElement>('[name="to"]').value).toBe("県の運用者");
  expect(find<HTMLInputElement>('[role="combobox"]').value).toContain("鍵の管理");
  expect(text()).toContain("是正の内容がまだ書かれていません");
});

test("nothing unsaved is lost, and a draft of others is not written over unasked", async () => {
  await begin("#submissions/edit/s1");
  expect(button("保存する")?.disabled).toBe(true);
  await type("note", "持参します");
  await goTo("#submissions");
  expect(location.hash).toBe("#submissions/edit/s1");
  await press("記入を続ける");
  const draft = answers["submission.draft"]!;
  answers["submission.draft"] = () => {
    throw { code: "conflict", params: { thing: "submission:s1", yours: {}, theirs: {}, by: "点検 花子", at: "2026-11-21T01:00:00Z" } };
  };
  await press("保存する");
  expect(text()).toContain("点検 花子さんが");
  answers["submission.draft"] = draft;
  await press("自分の内容で上書きする");
  expect(last("submission.draft")).toMatchObject({ id: "s1", base: 1, submission: { note: "持参します", kind: "conformance" } });
});

test("frozen, signed with a password, and sent sealed to the only receiver", async () => {
  await begin("#submissions/one/s1");
  expect(find('[data-stage="draft"]').getAttribute("aria-current")).toBe("step");
  expect(text()).toContain("この提出の内容は変わりません");
  await press("確定する");
  expect(last("submission.freeze")).toEqual({ id: "s1", base: 1 });
  expect(find('[data-stage="sign"]').getAttribute("aria-current")).toBe("step");
  expect(find('[data-mark="papers"]').textContent).toBe("aaaa-bbbb-cccc-dddd");
  expect(find('[data-row="c:F1-01"]').textContent).toContain("受付に掲示");
  await press("署名する");
  expect(find("dialog").textContent).toContain("対象 1 項目");
  expect(find("dialog").textContent).toContain("aaaa-bbbb-cccc-dddd");
  const sign = answers["submission.sign"]!;
  answers["submission.sign"] = () => {
    throw { code: "wrong-password", params: { wait_seconds: 0 } };
  };
  await type("password", "違う");
  find<HTMLFormElement>("dialog form").requestSubmit();
  await settle();
  expect(find("dialog").textContent).toContain("パスワードが違います");
  expect(find<HTMLInputElement>('[name="password"]').value).toBe("");
  answers["submission.sign"] = sign;
  await type("password", "ひみつ");
  find<HTMLFormElement>("dialog form").requestSubmit();
  await settle();
  expect(last("submission.sign")).toEqual({ id: "s1", base: 2, password: "ひみつ" });
  expect(document.querySelector("dialog")).toBeNull();
  expect(find('[data-stage="send"]').getAttribute("aria-current")).toBe("step");
  await press("提出する");
  expect(find<HTMLInputElement>('[name="seal"][value="k1"]').checked).toBe(true);
  await click('[name="proofs"][value="hashes"]');
  await press("保存先を選んで提出する");
  expect(last("submission.send")).toEqual({ id: "s1", base: 3, path: "/tmp/2026年度 準拠度チェックリスト.tenken", proofs: "none", sealing: { receiver: "k1" } });
  expect(text()).toContain("見本市医師会に渡し");
  expect(find('[data-mark="package"]').textContent).toBe("3f2a-91c0-77be-05d4");
});

test("proofs are chosen one by one; what is searched away stays chosen", async () => {
  rows = [row("s1", { state: "frozen", steps: [took("freeze"), took("sign"), took("sign")] })];
  [frozen, steps] = [true, [next("send")]];
  const [catalogue] = snapshot.catalogues;
  const proofs = Array.from({ length: 12 }, (_, n) => ({ title: `証拠${n + 1}`, valid_until: n === 1 ? "2027-03-31" : null, sha256: [`h${n}`, "shared"] }));
  const shown = answers["submission.show"]!;
  answers["submission.show"] = (request) => ({ ...(shown(request) as object), snapshot: { ...snapshot, catalogues: [{ ...catalogue, rows: ["F1-01", "F1-02"].map((control) => ({ ...catalogue!.rows[0], at: { catalogue: "c", control }, proofs })) }] } });
  await begin("#submissions/one/s1");
  await press("提出する");
  await click('[name="proofs"][value="chosen"]');
  expect(find("dialog").textContent).toContain("証拠 12 件中 0 件を入れます");
  expect(find("dialog").textContent).toMatch(/証拠2ファイル 2 件　有効期限 2027-03-31　項番 F1-01・F1-02/);
  await click('label:nth-child(2) > [name="proof"]');
  await type("proof-search", "証拠１２");
  expect(document.querySelectorAll('[name="proof"]').length).toBe(1);
  await press("すべて選ぶ");
  expect(find("dialog").textContent).toContain("証拠 12 件中 2 件を入れます");
  await press("保存先を選んで提出する");
  expect(last("submission.send").proofs).toEqual({ chosen: ["h1", "shared", "h11"] });
});

test("without anybody's key a passphrase is asked for and shown once; a copy can be had", async () => {
  rows = [row("s1", { state: "sent", number: "提出-2026-1", fingerprint: "3f2a91c077be05d48e21", steps: [took("freeze"), took("sign"), took("sign"), took("send")] })];
  [frozen, steps] = [true, []];
  answers["operator.enrolled"] = () => [];
  await begin("#submissions/one/s1");
  expect(text()).toContain("判断を待っています");
  await press("写しを書き出す");
  expect(button("保存先を選んで書き出す")?.disabled).toBe(true);
  await type("passphrase", "ながいながいながいながいあいことば");
  await press("保存先を選んで書き出す");
  expect(last("submission.copy_out")).toEqual({ id: "s1", path: "/tmp/提出-2026-1.tenken", sealing: { passphrase: "ながいながいながいながいあいことば" } });
  expect(find(".phrase").textContent).toBe("ながいながいながいながいあいことば");
});

test("not one's turn: who signs next; back to draft with a reason", async () => {
  rows = [row("s1", { state: "frozen", steps: [took("freeze")], next: seats[0] })];
  frozen = true;
  steps = [next("sign", { code: "not-your-turn", params: { name: "点検 花子", title: "運用管理責任者" } }), next("send", { code: "not-permitted", params: { right: "submit", roles: "staff" } }), next("thaw"), next("withdraw", { code: "not-permitted", params: { right: "submit", roles: "staff" } })];
  await begin("#submissions/one/s1");
  expect(button("署名する")?.disabled).toBe(true);
  expect(text()).toContain("次に署名するのは点検 花子さん（運用管理責任者）です");
  expect(button("取り下げる")).toBeUndefined();
  await press("下書きに戻す");
  expect(document.activeElement?.getAttribute("name")).toBe("reason");
  await type("reason", "添え書きを直す");
  await press("下書きに戻す");
  expect(last("submission.thaw")).toEqual({ id: "s1", base: 1, reason: "添え書きを直す" });
  expect(text()).toContain("この提出は「下書き」になりました");
});

test("what was returned shows its letter and comments, and is mended and sent again", async () => {
  rows = [row("s1", { state: "returned", number: "提出-2026-1", fingerprint: "ff", steps: [took("freeze"), took("sign"), took("send"), took("decided", { decision })] })];
  [frozen, steps] = [true, [next("withdraw")]];
  await begin("#submissions/one/s1");
  expect(find('[role="alert"]').textContent).toContain("窓口の写真を添えてください。");
  expect(find<HTMLAnchorElement>('[role="alert"] a[href="#check/a1/c/F1-01"]').textContent).toContain("方針を掲げる");
  await press("直して出し直す");
  await goTo(location.hash);
  expect(location.hash).toBe("#submissions/again/s1");
  await press("下書きを作る");
  expect(last("submission.draft").submission).toMatchObject({ again: "s1", kind: "conformance", assessment: "a1", seats });
  await goTo("#submissions/one/s1/history");
  expect(button("直して出し直す")).toBeUndefined();
  expect(document.querySelector('a[href="#submissions/one/s9"]')).not.toBeNull();
  expect(find('[data-step="decided"]').textContent).toContain("写真がありません");
  await goTo("#submissions/again/s1");
  expect(text()).toContain("もう直し始めています");
});

test("frozen papers are looked at page by page; the sheet is kept with its signatures", async () => {
  rows = [row("s1", { state: "frozen", number: null, steps: [took("freeze")], next: seats[0] })];
  [frozen, steps] = [true, [next("sign")]];
  await begin("#submissions/one/s1/papers");
  await press("準拠度チェックリスト");
  expect(text()).toContain("1 / 3");
  await press("次のページ");
  expect(text()).toContain("2 / 3");
  await press("PDFで保存する");
  expect(last("document.save")).toMatchObject({ paper: { id: "submission-sheet", handed: { submission: { id: "s1" } } }, format: "pdf" });
  expect(document.querySelector('a[href="#evidence/e1"]')).not.toBeNull();
});

test("a decision is taken in by dropping it; a sealed one asks for its passphrase", async () => {
  await begin("#submissions");
  answers["submission.take_in"] = ({ passphrase }) => {
    if (!passphrase) throw { code: "package-sealed", params: { path: "/判断.tenken" } };
    if (passphrase !== "あいことば") throw { code: "wrong-passphrase", params: { path: "/判断.tenken" } };
    return { row: null, finding: "f1", outcome: {} };
  };
  await drop("/判断.tenken");
  await goTo(location.hash);
  expect(location.hash).toBe("#submissions/in");
  expect(text()).toContain("送った人から聞いた合言葉");
  await type("passphrase", "違う");
  await press("取り込む");
  expect(text()).toContain("合言葉が違います");
  await type("passphrase", "あいことば");
  await press("取り込む");
  expect(location.hash).toBe("#audit/findings/f1");
  expect(called.filter(([name]) => name === "submission.take_in").length).toBe(3);
});

test("what nobody here knows leads to where it is made known; a card is no decision", async () => {
  await begin("#submissions/in");
  answers["submission.take_in"] = () => {
    throw { code: "not-enrolled", params: { name: "医師会", key: "5555" } };
  };
  await press("ファイルを選ぶ");
  expect(find<HTMLAnchorElement>('aside a[href="#submissions/others"]')).not.toBeNull();
  answers["submission.take_in"] = () => {
    throw { code: "other-package", params: { path: "/名刺.tenken", holds: "card" } };
  };
  await press("ファイルを選ぶ");
  expect(text()).toContain("名刺（施設の鍵のファイル）です");
});

test("whoever may not see or prepare is told so; keys have a page of their own", async () => {
  await begin("#submissions", ["see_submissions"]);
  expect(button("新しい提出")).toBeUndefined();
  expect(button("判断を取り込む")).toBeUndefined();
  await goTo("#submissions/new/conformance");
  expect(text()).toContain("提出を用意できるのは");
  await putAway();
  await begin("#submissions", []);
  expect(text()).toContain("提出を見られません");
  await putAway();
  await begin("#submissions/others");
  expect(text()).toContain("1111");
});
