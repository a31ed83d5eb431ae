// The place as a whole, with a core that answers from here: a session is planned, attendance is marked, names are asked.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Open } from "../../host/generated";
import { answers, begin as answering, button, called, click, goTo, last, press, putAway, settle, show, text, times, type } from "../../parts/hand";

vi.mock("../../host", async () => (await import("../../parts/hand")).host);
vi.mock("@lucide/svelte", async () => (await import("../../parts/hand")).icons);

const course = { id: "users", name: "利用者教育", name_en: "Users", contents: "パスワードの管理", every: "fiscal_year", groups: ["user"] };
const everybody = [
  { id: "p1", name: "髙橋 五月", kana: "たかはし さつき", department: "看護部", groups: ["user"], revision: 1 },
  { id: "p2", name: "佐藤 花子", kana: "さとう はなこ", department: "医事係", groups: ["user"], revision: 2 },
  { id: "p3", name: "佐藤 花子", kana: "さとう はなこ", department: "看護部", groups: ["user"], revision: 3 },
];
const open = { path: "/x", me: { id: "me", roles: ["director"], profile: { name: "山田" } }, rights: ["see_training", "keep_training", "see_people"], facility: { name: "さくら" }, workspace: { sample: false }, notices: [] } as unknown as Open;
const Training = (await import("./Training.svelte")).default;
let session: any;
let roster: any[];
let people: any[];
const main = () => document.querySelector("main")?.dataset.ready;
const line = (id: string, mark = "expected", more = {}) => ({ trainee: people.find((one) => one.id === id), taken: mark === "attended", attendance: { session: "s1", trainee: id, mark, how: "roster", reason: "", score: null, at: "2026-11-21T08:30:00Z", by_name: "山田", revision: 10, ...more } });
const attended = (items: any[]) => {
  for (const { trainee, mark, how, reason = "", score = null } of items) {
    roster = [...roster.filter((one) => one.attendance.trainee !== trainee), ...(mark ? [line(trainee, mark, { how, reason, score, revision: 11 })] : [])];
  }
  return { entries: 1, outcome: {} };
};
const row = () => ({ id: "s1", session, revision: 5, expected: roster.length, taken: roster.filter((one) => one.attendance.mark === "attended").length });

beforeEach(() => {
  people = everybody;
  session = { title: "利用者教育", day: "2026-11-21", from: "17:30", courses: ["users"], place: "待合室", state: "planned" };
  roster = [line("p1"), line("p2")];
  answering({
    "training.courses": () => [{ course, revision: 0, ours: true, must: 3, taken: 1 }],
    "training.sessions": () => [row()],
    "training.session": () => ({ row: row(), roster }),
    "training.trainees": () => people,
    "training.set_session": ({ session: now }) => ((session = now), { id: "s1", outcome: {} }),
    "training.expect": () => ({ added: 2, outcome: {} }),
    "training.attend": ({ items }) => attended(items),
    "training.sign_in": ({ trainee }) => (attended([{ trainee, mark: "attended", how: "signed_in" }]), { outcome: {}, score: null, passed: true }),
    "training.take_attendance": ({ fresh, items }) => ((people = [...people, ...fresh.map(({ id, trainee }: any) => ({ id, revision: 1, ...trainee }))]), { ...attended(items), entries: 3 }),
    "training.missing": () => [{ trainee: "p3", name: "佐藤 花子", department: "看護部", course: "users", last: null, since: "2026-04-01" }],
    "training.coverage": () => [{ course: "users", department: "看護部", must: 2, taken: 1 }, { course: "users", department: "医事係", must: 1, taken: 0 }],
    "training.history": () => [{ session: { ...row(), session: { ...session, state: "held" } }, attendance: line("p1", "attended").attendance, taken: true }],
    "training.enrol": ({ items }) => {
      people = people.map((one) => ({ ...one, ...items.find((item: any) => item.id === one.id)?.trainee }));
      return { added: items.length, changed: 0, entries: 1, outcome: {} };
    },
    "training.set_course": () => ({}),
    "people.list": () => [{ id: "p", state: "active", profile: { name: "院長 太郎" } }],
    "ledger.undo": () => ((roster = roster.map((one) => ({ ...one, attendance: { ...one.attendance, mark: "expected", revision: 12 } }))), {}),
  });
});
afterEach(putAway);
const begin = async (hash: string) => {
  await show(Training, { open }, hash);
  expect(main()).toBe("true");
};

test("a session is planned, and its roster filled", async () => {
  await begin("#training/year/2026");
  expect(document.querySelector('[data-session="s1"]')?.textContent).toContain("出席 0/2");
  await press("研修を計画する");
  expect(location.hash).toBe("#training/session/new");
  await click('input[name="courses"][value="users"]');
  await type("day", "2026-12-01");
  await type("place", "会議室");
  await press("計画する");
  expect(last("training.set_session")).toEqual({ base: 0, session: { title: "利用者教育", day: "2026-12-01", courses: ["users"], state: "planned", contents: "パスワードの管理", place: "会議室" } });
  await goTo(location.hash);
  expect(location.hash).toBe("#training/session/s1");
  await press("未受講の人を名簿に");
  expect(last("training.expect")).toEqual({ session: "s1", who: "missing" });
  expect(text()).toContain("2 人を名簿に加えました");
});

test("attendance is marked by keys; a correction asks for its reason", async () => {
  await begin("#training/session/s1");
  const first = document.querySelector<HTMLElement>('tr[data-trainee="p1"]');
  first?.focus();
  first?.dispatchEvent(new KeyboardEvent("keydown", { key: "o", bubbles: true }));
  await settle();
  expect(last("training.attend")).toEqual({ session: "s1", items: [{ trainee: "p1", base: 10, mark: "attended", how: "hand" }] });
  await click('tr[data-trainee="p1"] button.absent');
  expect(called.filter(([name]) => name === "training.attend").length).toBe(1);
  await type("reason", "早退したため");
  await press("直す");
  expect(last("training.attend").items[0]).toMatchObject({ trainee: "p1", base: 11, mark: "absent", reason: "早退したため" });
  await press("実施済みにする");
  expect(last("training.set_session")).toMatchObject({ id: "s1", base: 5, session: { state: "held" } });
  await press("欠席した 2 人の補講を計画する");
  await press("計画する");
  expect(last("training.set_session").session).toMatchObject({ title: "利用者教育（補講）", makes_up: "s1", courses: ["users"] });
  expect(last("training.expect")).toEqual({ session: "s1", who: { absent: "s1" } });
});

test("nothing unsaved is lost, and nothing of others is overwritten unasked", async () => {
  await begin("#training/session/s1");
  await type("place", "会議室");
  await goTo("#training/people");
  expect(location.hash).toBe("#training/session/s1");
  await press("記入を続ける");
  const set = answers["training.set_session"];
  answers["training.set_session"] = () => {
    throw { code: "conflict", params: { thing: "session:s1", yours: {}, theirs: {}, by: "佐藤", at: "2026-11-21T01:00:00Z" } };
  };
  await press("保存する");
  expect(text()).toContain("佐藤さんが");
  answers["training.set_session"] = set as never;
  await press("自分の内容で上書きする");
  expect(last("training.set_session")).toMatchObject({ id: "s1", session: { place: "会議室", from: "17:30" } });
});

test("in the room a tap signs in, and another one takes it back", async () => {
  await begin("#training/room/s1");
  await press("た");
  expect(document.querySelectorAll("li [data-trainee]").length).toBe(1);
  await click('[data-trainee="p1"]');
  expect(last("training.sign_in")).toEqual({ session: "s1", trainee: "p1" });
  expect(text()).toContain("髙橋 五月さん");
  await click('[data-trainee="p1"]');
  expect(called.some(([name]) => name === "ledger.undo")).toBe(true);
  await goTo("#home");
  expect(location.hash).toBe("#training/room/s1");
  await press("閉じて研修に戻る");
  expect(location.hash).toBe("#training/session/s1");
});

test("a doubtful name of a list is asked, not guessed", async () => {
  answers["training.read_attendance"] = ({ text }) => ({
    columns: [{ letter: "A", heading: text.split("\n")[0], field: "name", examples: [] }],
    lines: [
      { row: 2, name: "高橋五月", department: "", mark: "attended", score: null, found: { kind: "sure", trainee: "p1" }, failures: [] },
      { row: 3, name: "佐藤花子", department: "", mark: "attended", score: null, found: { kind: "doubtful", candidates: ["p2", "p3"] }, failures: [] },
      { row: 4, name: "新井 一", department: "看護部", mark: "attended", score: null, found: { kind: "nobody" }, failures: [] },
    ],
  });
  roster = [line("p1"), line("p2")];
  await begin("#training/session/s1/take-in");
  await type("sheet-pasted", "氏名\n高橋五月\n佐藤花子\n新井 一");
  await press("貼り付けた内容を読む");
  expect(button("1 人を取り込む")?.disabled).toBe(true);
  expect(text()).toContain("2 行あります");
  await click('[data-row="3"] input[value="p3"]');
  await click('[data-row="4"] input[value="add"]');
  await click('input[name="rest-absent"]');
  await press("3 人を取り込む");
  const added = last("training.take_attendance").fresh[0];
  expect(last("training.take_attendance")).toEqual({
    session: "s1",
    fresh: [{ id: expect.stringMatching(/^[0-9a-f-]{36}$/), trainee: { name: "新井 一", department: "看護部" } }],
    items: [
      { trainee: "p1", base: 10, mark: "attended", how: "sheet" },
      { trainee: "p3", base: 0, mark: "attended", how: "sheet" },
      { trainee: added.id, base: 0, mark: "attended", how: "sheet" },
      { trainee: "p2", base: 10, mark: "absent", how: "sheet" },
    ],
  });
  expect(text()).toContain("4 人の出欠を記録しました");
  await press("取り込みを取り消す");
  expect(times("ledger.undo")).toBe(3);
  expect(text()).toContain("取り込みを取り消しました");
});

test("who is missing becomes a session", async () => {
  await begin("#training/missing");
  expect(text()).toContain("2026-04-01 から");
  expect(text()).toContain("1/3 人");
  await press("この人たちで研修を計画する");
  await press("計画する");
  expect(last("training.attend")).toEqual({ session: "s1", items: [{ trainee: "p3", base: 0, mark: "expected", how: "roster" }] });
});

test("people are kept, and a list of them says what it would do", async () => {
  roster = [line("p1", "attended"), line("p2")];
  await begin("#training/people/p1");
  expect([...document.querySelectorAll("a")].map((one) => one.getAttribute("href"))).toContain("#papers/completion-certificate/session/s1/trainee/p1");
  expect(button("受講者から消す")).toBeUndefined();
  await type("left", "2026-12-31");
  await press("保存する");
  expect(last("training.enrol").items).toEqual([{ id: "p1", base: 1, trainee: { name: "髙橋 五月", kana: "たかはし さつき", department: "看護部", left: "2026-12-31", groups: ["user"] } }]);
  answers["training.read_people"] = () => ({
    columns: [],
    lines: [
      { row: 2, trainee: { name: "佐藤花子", department: "医事係", post: "主任" }, found: { kind: "sure", trainee: "p2" }, failures: [] },
      { row: 3, trainee: { name: "新井 一" }, found: { kind: "nobody" }, failures: [] },
    ],
  });
  await goTo("#training/people/take-in");
  expect(main()).toBe("true");
  await type("sheet-pasted", "x");
  await press("貼り付けた内容を読む");
  await press("2 人を取り込む");
  expect(last("training.enrol").items).toEqual([
    { base: 0, trainee: { name: "新井 一" } },
    { id: "p2", base: 2, trainee: { name: "佐藤花子", kana: "さとう はなこ", department: "医事係", groups: ["user"], post: "主任" } },
  ]);
});

test("a course is changed, switched off and becomes what it was", async () => {
  let now = { course, revision: 4 };
  answers["training.courses"] = () => [{ ...now, ours: true, must: 3, taken: 1 }];
  answers["training.set_course"] = ({ course: set }) => ((now = { course: set ?? course, revision: set ? 5 : 0 }), {});
  await begin("#training/courses/users");
  await click('input[name="off"]');
  await press("保存する");
  expect(last("training.set_course")).toMatchObject({ id: "users", base: 4, course: { id: "users", off: true } });
  await press("元に戻す");
  expect(last("training.set_course")).toEqual({ id: "users", base: 5 });
  expect(text()).toContain("元に戻しました");
  expect(document.querySelector<HTMLInputElement>('input[name="off"]')?.checked).toBe(false);
});
