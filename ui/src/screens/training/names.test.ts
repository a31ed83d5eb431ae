import { expect, test } from "vitest";
import { filled } from "../../parts/form.svelte";
import { courseDraft, courseOf, finds, kanaRow, personDraft, personOf, sessionDraft, sessionOf } from "./names";
import { personLines } from "./peopleIn";

test("the rows of the kana table", () => {
  for (const [kana, row] of [["あおき", "あ"], ["がとう", "か"], ["パク", "は"], ["ｻﾄｳ", "さ"], ["ヴィ", "あ"], ["よしだ", "や"], ["", "他"], ["Smith", "他"]] as const) expect(kanaRow({ kana })).toBe(row);
});

test("people are found however their reading is typed", () => {
  const one = { name: "佐藤 花子", kana: "さとう はなこ", number: "104", department: "看護部" };
  for (const wanted of ["佐藤花", "サトウ", "はなこ", "１０４", "看護", ""]) expect(finds(one, wanted), wanted).toBe(true);
  expect(finds(one, "田中")).toBe(false);
});

test("what goes into a form comes out of it", () => {
  const session = { title: "教育", day: "2026-11-21", from: "17:30", courses: ["users"], pass_mark: 80, makes_up: "s0", state: "held" as const };
  expect(sessionOf(sessionDraft(session))).toEqual(session);
  expect(sessionOf({ ...sessionDraft(session), passMark: "７０", makesUp: "" })).toEqual({ ...session, pass_mark: 70, makes_up: undefined });
  const person = { name: "佐藤", department: "看護部", groups: ["user" as const], left: "2026-12-31" };
  expect(personOf(personDraft(person))).toEqual(person);
  const course = { id: "users", name: "利用者教育", name_en: "Users", groups: ["user" as const], every: "fiscal_year" as const, within_days: 0 };
  expect(courseOf(courseDraft(course))).toEqual(course);
  expect(filled({ a: "", b: [], c: 0, d: null })).toEqual({ c: 0 });
});

test("a list of people changes only what it says, and takes nobody twice", () => {
  const known = { id: "p1", revision: 1, name: "佐藤 花子", department: "看護部", number: "104" };
  const line = (row: number, trainee: object) => ({ line: { row, trainee: { name: "佐藤花子", ...trainee }, found: { kind: "nobody" as const }, failures: [] }, who: "p1" });
  const fresh = { line: { row: 9, trainee: { name: "新井" }, found: { kind: "nobody" as const }, failures: [] }, who: "add" };
  const plan = personLines([line(2, { department: "" , post: "主任" }), line(3, {}), fresh, { ...fresh, line: { ...fresh.line, row: 10 } }], [known]);
  expect(plan.changed.map(({ trainee, fields }) => [trainee, fields])).toEqual([[{ name: "佐藤花子", department: "看護部", number: "104", post: "主任" }, ["name", "post"]]]);
  expect(plan.fresh.length).toBe(1);
});
