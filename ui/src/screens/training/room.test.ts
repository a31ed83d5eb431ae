// The room: who has a PIN gives it, where there is a test it follows, and nobody is kept waiting by who walked off.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Open, TestQuestion } from "../../host/generated";
import { answers, begin, button, called, click, find, key, last, press, putAway, settle, show, text, times } from "../../parts/hand";
import { IDLE, Room, type Comer } from "./room.svelte";

vi.mock("../../host", async () => (await import("../../parts/hand")).host);
vi.mock("@lucide/svelte", async () => (await import("../../parts/hand")).icons);

const open = { path: "/x", me: { id: "me", roles: ["trainer"], profile: { name: "山田" } }, rights: ["see_training", "keep_training"], facility: { name: "さくら" }, workspace: { sample: false }, notices: [] } as unknown as Open;
const Training = (await import("./Training.svelte")).default;
const people = [
  { id: "p1", name: "髙橋 五月", kana: "たかはし さつき", department: "看護部", revision: 1 },
  { id: "p2", name: "佐藤 花子", kana: "さとう はなこ", department: "医事係", pin: "5ea1", revision: 2 },
];
const questions: TestQuestion[] = [
  { ask: "離席するときは", options: ["そのままにする", "画面をロックする"], right: 1, why: "他人に見られるため" },
  { ask: "パスワードは", options: ["付せんに書く", "人に教えない", "皆で使う"], right: 1 },
];
const WRONG = { code: "wrong-pin" };
let session: any;
let marks: Record<string, any>;

beforeEach(() => {
  session = { title: "利用者教育", day: "2026-11-21", courses: [], state: "planned" };
  marks = {};
  const roster = () => people.map((trainee) => ({ trainee, taken: false, attendance: { session: "s1", trainee: trainee.id, mark: "expected", how: "roster", reason: "", score: null, at: "2026-11-21T08:30:00Z", by_name: "山田", revision: 10, ...marks[trainee.id] } }));
  begin({
    "training.session": () => ({ row: { id: "s1", session, revision: 5, expected: 2, taken: 0 }, roster: roster() }),
    "training.trainees": () => people,
    "training.sign_in": ({ trainee, pin, answers: given }) => {
      if (trainee === "p2" && pin !== "1234") throw WRONG;
      const score = given ? Math.round((questions.filter((one, n) => one.right === given[n]).length / questions.length) * 100) : null;
      marks[trainee] = { mark: "attended", how: "signed_in", score };
      return { outcome: {}, score, passed: session.pass_mark === undefined || (score ?? 0) >= session.pass_mark };
    },
    "ledger.undo": () => ((marks = {}), {}),
  });
});
afterEach(putAway);
const room = () => show(Training, { open }, "#training/room/s1");

test("a wrong PIN is told and asked for again; by keys and by the keyboard", async () => {
  await room();
  await click('[data-trainee="p2"]');
  expect(text()).toContain("佐藤 花子さんの暗証番号を入れてください");
  expect(called.some(([name]) => name === "training.sign_in")).toBe(false);
  for (const digit of ["9", "9"]) await press(digit);
  await press("入る");
  expect(last("training.sign_in")).toEqual({ session: "s1", trainee: "p2", pin: "99" });
  expect(find('[role="alert"]').textContent).toContain("暗証番号が違う");
  expect(find(".digits").textContent).toBe("0 桁入りました");
  for (const digit of ["1", "2", "3", "5", "Backspace", "４", "Enter"]) await key(digit);
  expect(last("training.sign_in").pin).toBe("1234");
  expect(text()).toContain("佐藤 花子さん　");
  expect(document.querySelector(".pad")).toBeNull();
  // The seal is nowhere to be read.
  expect(document.body.innerHTML).not.toContain("5ea1");
  // Esc goes back to the names first, then asks whether to leave.
  await click('[data-trainee="p2"]');
  expect(times("ledger.undo")).toBe(1);
  await click('[data-trainee="p2"]');
  await key("Escape");
  expect(document.querySelector(".pad")).toBeNull();
  await key("Escape");
  expect(button("閉じて研修に戻る")).toBeDefined();
});

test("who is here takes the test, and reads why an answer was wrong", async () => {
  session = { ...session, pass_mark: 80, questions };
  await room();
  await click('[data-trainee="p1"]');
  expect(last("training.sign_in")).toEqual({ session: "s1", trainee: "p1" });
  expect(text()).toContain("出席を記録しました。続けて確認テスト");
  expect(button("次の問い")?.disabled).toBe(true);
  await press("1そのままにする");
  await press("次の問い");
  await press("前の問い");
  expect(button("1そのままにする")?.getAttribute("aria-pressed")).toBe("true");
  await key("Enter");
  await key("2");
  await press("答えを出す");
  expect(last("training.sign_in")).toEqual({ session: "s1", trainee: "p1", answers: [0, 1] });
  expect(text()).toContain("髙橋 五月さん　50 点");
  expect(text()).toContain("合格点（80 点）に届きませんでした");
  expect([...document.querySelectorAll("dd")].map((one) => one.textContent)).toEqual(["そのままにする", "画面をロックする"]);
  expect(text()).toContain("他人に見られるため");
  await press("終わる");
  // Who took it has nothing more to do here.
  await click('[data-trainee="p1"]');
  expect(times("training.sign_in")).toBe(2);
});

test("the test can wait, and it can turn out to be somebody else", async () => {
  session = { ...session, questions };
  await room();
  await click('[data-trainee="p1"]');
  await press("別の人でした");
  expect(times("ledger.undo")).toBe(1);
  expect(find('[data-trainee="p1"]').getAttribute("aria-pressed")).toBe("false");
  await click('[data-trainee="p1"]');
  await press("テストはあとで受ける");
  expect(find('[data-trainee="p1"]').textContent).toContain("テスト未");
  expect(text()).toContain("すぐにもう一度同じ名前を押してください");
});

test("who comes back for the test gives the PIN again; a wrong one loses no answer", async () => {
  session = { ...session, questions };
  marks = { p2: { mark: "attended", how: "signed_in" } };
  await room();
  await click('[data-trainee="p2"]');
  for (const digit of ["7", "Enter"]) await key(digit);
  expect(called.some(([name]) => name === "training.sign_in")).toBe(false);
  expect(button("別の人でした")).toBeUndefined();
  for (const pressed of ["2", "Enter", "2", "Enter"]) await key(pressed);
  expect(find('[role="alert"]').textContent).toContain("暗証番号が違う");
  for (const digit of ["1", "2", "3", "4", "Enter"]) await key(digit);
  expect(last("training.sign_in")).toEqual({ session: "s1", trainee: "p2", pin: "1234", answers: [1, 1] });
  expect(text()).toContain("100 点");
  expect(text()).toContain("すべて正解です");
});

test("what was answered is kept where it could not be written", async () => {
  session = { ...session, questions };
  await room();
  await click('[data-trainee="p1"]');
  const works = answers["training.sign_in"];
  answers["training.sign_in"] = () => {
    throw { code: "disk-full", params: { path: "/x" } };
  };
  for (const pressed of ["2", "Enter", "2", "Enter"]) await key(pressed);
  expect(find('[role="alert"]').textContent).toContain("ディスクの空きがありません");
  answers["training.sign_in"] = works!;
  await press("答えを出す");
  expect(last("training.sign_in").answers).toEqual([1, 1]);
});

test("the names are there again when nobody touches anything", async () => {
  await settle();
  vi.useFakeTimers();
  try {
    const who = (id: string, pinned: boolean): Comer => ({ id, name: id, pinned, line: undefined });
    const some = new Room("s1", () => questions);
    await some.tap(who("p2", true), "17:30");
    vi.advanceTimersByTime(IDLE.pin - 1);
    some.touch();
    vi.advanceTimersByTime(IDLE.pin - 1);
    expect(some.step?.is).toBe("pin");
    // The screen is somebody's: another name does nothing meanwhile.
    await some.tap(who("p1", false), "17:30");
    expect(some.step?.who.id).toBe("p2");
    vi.advanceTimersByTime(1);
    expect(some.step).toBeUndefined();
    expect(some.last).toBeUndefined();
    await some.tap(who("p1", false), "17:31");
    vi.advanceTimersByTime(IDLE.test);
    expect([some.step, some.last?.name]).toEqual([undefined, "p1"]);
    some.stop();
  } finally {
    vi.useRealTimers();
  }
});
