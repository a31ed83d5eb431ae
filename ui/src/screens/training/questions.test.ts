// 確認テスト as it is written: questions are added, moved and taken away, and the right answer stays the right one.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Open, TestQuestion } from "../../host/generated";
import { answers, begin, button, click, find, last, picked, press, putAway, settle, show, text, type } from "../../parts/hand";
import { sessionDraft, sessionOf } from "./names";
import { freshQuestion, missed, moved, questionDrafts, questionsInWords, questionsOf, undecided, withoutOption } from "./questions";

vi.mock("../../host", async () => (await import("../../parts/hand")).host);
vi.mock("@lucide/svelte", async () => (await import("../../parts/hand")).icons);

const lock: TestQuestion = { ask: "離席するときは", options: ["そのまま", "ロックする"], right: 1, why: "見られるため" };
const word: TestQuestion = { ask: "パスワードは", options: ["教えない", "付せんに書く", "皆で使う"], right: 0 };

test("what goes into the inputs comes out of them; what is empty is left out", () => {
  const session = { title: "教育", day: "2026-11-21", courses: [], state: "planned" as const, pass_mark: 80, questions: [lock, word] };
  expect(sessionOf(sessionDraft(session))).toEqual(session);
  expect(questionsOf([freshQuestion()])).toEqual([]);
  expect(questionsOf([{ ask: " 問い ", options: ["", "甲", " ", "乙", ""], right: 3, why: "" }])).toEqual([{ ask: "問い", options: ["甲", "乙"], right: 1 }]);
  // None is said to be right, or an empty one: the core is told of none that is there.
  for (const right of [-1, 0]) expect(questionsOf([{ ask: "問い", options: ["", "甲", "乙"], right, why: "" }])[0]?.right).toBe(2);
  expect([undecided(freshQuestion()), undecided({ ...freshQuestion(), options: ["甲"] }), undecided({ ...freshQuestion(), options: ["甲"], right: 0 })]).toEqual([false, true, false]);
});

test("answers and questions change places, and what is right stays right", () => {
  const [one] = questionDrafts([word]);
  expect(withoutOption({ ...one!, right: 2 }, 0)).toMatchObject({ options: ["付せんに書く", "皆で使う"], right: 1 });
  expect(withoutOption(one!, 0).right).toBe(-1);
  expect(withoutOption(one!, 2).right).toBe(0);
  expect(moved(["a", "b", "c"], 2, -1)).toEqual(["a", "c", "b"]);
  expect(missed([lock, word], [0, 0])).toEqual([{ question: lock, given: "そのまま", right: "ロックする" }]);
  expect(questionsInWords([lock])).toBe("問 1　離席するときは　そのまま　〇ロックする　見られるため");
});

const open = { path: "/x", me: { id: "me", roles: ["trainer"], profile: { name: "山田" } }, rights: ["see_training", "keep_training", "see_evidence", "add_evidence"], facility: { name: "さくら" }, workspace: { sample: false }, notices: [] } as unknown as Open;
const Training = (await import("./Training.svelte")).default;
const person = { id: "p1", name: "佐藤 花子", revision: 3, pin: "5ea1" };
let session: any;
let proofs: any[];

beforeEach(() => {
  session = { title: "利用者教育", day: "2026-11-21", courses: [], state: "held", questions: [lock] };
  proofs = [];
  begin({
    "training.courses": () => [],
    "training.session": () => ({ row: { id: "s1", session, revision: 5, expected: 1, taken: 1 }, roster: [{ trainee: person, taken: true, attendance: { session: "s1", trainee: "p1", mark: "attended", how: "signed_in", reason: "", score: 90, at: "2026-11-21T08:30:00Z", by_name: "山田", revision: 10 } }] }),
    "training.set_session": ({ session: now }) => ((session = now), { id: "s1", outcome: {} }),
    "training.trainees": () => [person],
    "training.history": () => [],
    "training.attend": () => ({ entries: 1, outcome: {} }),
    "training.set_pin": () => ({}),
    "evidence.list": () => proofs,
    "evidence.add": ({ paths }) => ((proofs = [{ id: "e1", details: { title: paths[0] }, files: [], freshness: "good" }]), { ids: ["e1"], position_kept: [], outcome: { touched: ["evidence"] } }),
    "evidence.unlink": () => ((proofs = []), {}),
  });
});
afterEach(putAway);

test("a question is written into the session, before another one", async () => {
  await show(Training, { open }, "#training/session/s1");
  const papers = [...document.querySelectorAll("a")].map((one) => one.getAttribute("href"));
  for (const wanted of ["#papers/understanding-test/session/s1", "#papers/understanding-test/session/s1/form/key", "#papers/completion-certificate/session/s1/trainee/p1"]) expect(papers).toContain(wanted);
  await press("問いを加える");
  await type("ask", "パスワードは");
  const fill = async (at: number, now: string) => type("option", now, 2 + at);
  for (const [at, now] of word.options.entries()) await fill(at, now);
  expect(text()).toContain("どれが正しい答えか、印を付けてください");
  await click('[data-question="1"] input[type="radio"]');
  expect(text()).not.toContain("どれが正しい答えか");
  await click('[data-question="1"] [data-move="-1"]');
  // At the end of the list one goes on with the way that is left.
  expect((document.activeElement as HTMLElement).dataset).toMatchObject({ move: "1" });
  await type("pass_mark", "80");
  await press("保存する");
  expect(last("training.set_session").session).toMatchObject({ pass_mark: 80, questions: [word, lock] });
  await click('[data-question="1"] .head button:last-child');
  await press("保存する");
  expect(last("training.set_session").session.questions).toEqual([word]);
});

test("its texts are attached, and taken off again", async () => {
  picked.files = ["/text.pdf"];
  await show(Training, { open }, "#training/session/s1");
  await press("ファイルを添える");
  expect(last("evidence.add")).toEqual({ paths: ["/text.pdf"], uses: [{ session: { session: "s1" } }] });
  expect(find('[data-proof="e1"]').textContent).toContain("/text.pdf");
  await click('[data-proof="e1"] button');
  expect(last("evidence.unlink")).toEqual({ id: "e1", uses: [{ session: { session: "s1" } }] });
});

test("a score entered for who has a PIN is by hand: only they sign in", async () => {
  session = { ...session, pass_mark: 80 };
  await show(Training, { open }, "#training/session/s1");
  const score = find<HTMLInputElement>("input.score");
  score.value = "７０";
  score.dispatchEvent(new Event("change", { bubbles: true }));
  await settle();
  expect(last("training.attend").items[0]).toMatchObject({ trainee: "p1", base: 10, mark: "attended", how: "hand", score: 70 });
});

test("a PIN is set anew or taken away, and never shown", async () => {
  await show(Training, { open }, "#training/people/p1");
  expect(document.body.innerHTML).not.toContain("5ea1");
  answers["training.set_pin"] = () => {
    throw { code: "invalid", params: { field: "pin", detail: "4-8" } };
  };
  await press("決め直す");
  await type("pin", "12");
  await press("暗証番号を決める");
  expect(find(".field .wrong").textContent).toContain("暗証番号（4〜8桁の数字）の値が正しくありません");
  answers["training.set_pin"] = () => ({});
  await type("pin", "1234");
  await press("暗証番号を決める");
  expect(last("training.set_pin")).toEqual({ trainee: "p1", base: 3, pin: "1234" });
  expect(text()).toContain("佐藤 花子さんの暗証番号を決めました");
  await press("暗証番号を消す");
  expect(last("training.set_pin")).toEqual({ trainee: "p1", base: 3 });
  expect(button("決め直す")).toBeDefined();
});
