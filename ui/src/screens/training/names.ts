// Marks, groups and courses as people read them; a session as inputs hold it; the rows of the kana table.

import type { AnswerOf } from "../../host";
import type { AttendanceHow, AttendanceMark, Every, SessionRow, SessionState, Trainee, TraineeGroup, TrainingCourse, TrainingSession } from "../../host/generated";
import { filled } from "../../parts/form.svelte";
import { day, say } from "../../words/index.svelte";
import { nameOf } from "../papers/names";
import { EVERY } from "../registers/setup.svelte";
import { questionDrafts, questionsOf, type QuestionDraft } from "./questions";

export { nameOf };

export type CourseStand = AnswerOf<"training.courses">[number];
export type TraineeRow = AnswerOf<"training.trainees">[number];
export type RosterLine = AnswerOf<"training.session">["roster"][number];
export type Missing = AnswerOf<"training.missing">[number];
export type NameMatch = AnswerOf<"training.read_attendance">["lines"][number]["found"];

/** Each with its mark, so that nothing is told by colour alone, and the key that sets it. */
export const MARKS: { mark: AttendanceMark; sign: string; name: string; key: string }[] = [
  { mark: "attended", sign: "〇", name: "training-mark-attended", key: "o" },
  { mark: "absent", sign: "×", name: "training-mark-absent", key: "x" },
  { mark: "made_up", sign: "△", name: "training-mark-made-up", key: "d" },
  { mark: "expected", sign: "－", name: "training-mark-expected", key: "" },
];
export const HOWS: Record<AttendanceHow, string> = {
  roster: "training-how-roster",
  signed_in: "training-how-signed-in",
  sheet: "training-how-sheet",
  hand: "training-how-hand",
};
export const STATES: Record<SessionState, string> = { planned: "training-state-planned", held: "training-state-held", cancelled: "training-state-cancelled" };
export const GROUPS: { group: TraineeGroup; name: string }[] = [
  { group: "user", name: "training-group-user" },
  { group: "handler", name: "training-group-handler" },
  { group: "network", name: "training-group-network" },
  { group: "contractor", name: "training-group-contractor" },
];

export const markOf = (mark: AttendanceMark) => MARKS.find((one) => one.mark === mark) ?? MARKS[3]!;
export const groupNames = (groups: readonly TraineeGroup[] | undefined): string => GROUPS.filter((one) => groups?.includes(one.group)).map((one) => say(one.name)).join(say("and"));
export const stateOf = (row: SessionRow): SessionState => row.session.state ?? "planned";
export const often = (every: Every | null | undefined): string => say(EVERY.find((one) => one.every === every)?.name ?? "training-once");
export const courseName = (all: readonly CourseStand[], id: string): string => {
  const found = all.find((one) => one.course.id === id);
  return found ? nameOf(found.course) : id;
};
/** 17:30～18:00 */
export const hours = (session: TrainingSession): string => (session.from || session.to ? `${session.from ?? ""}～${session.to ?? ""}` : "");

/** Departments in the order in which they come, without the empty one. */
export const departments = (all: readonly { department?: string }[]): string[] => [...new Set(all.map((one) => one.department ?? ""))].filter(Boolean);

/** Letters as one searches them: katakana as hiragana, without spaces. */
export const plainly = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[ァ-ヶ]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0x60))
    .replace(/\s+/g, "");
export function finds(one: Pick<Trainee, "name" | "kana" | "number" | "department" | "post">, wanted: string): boolean {
  return [one.name, one.kana, one.number, one.department, one.post].some((text) => plainly(text ?? "").includes(plainly(wanted)));
}

const ROWS = ["あいうえお", "かきくけこ", "さしすせそ", "たちつてと", "なにぬねの", "はひふへほ", "まみむめも", "やゆよ", "らりるれろ", "わゐゑをん"];
const SMALL: Record<string, string> = { ぁ: "あ", ぃ: "い", ぅ: "う", ぇ: "え", ぉ: "お", っ: "つ", ゃ: "や", ゅ: "ゆ", ょ: "よ", ゎ: "わ" };
/** あ, か, さ … by the reading; 他 where there is none. */
export function kanaRow(one: Pick<Trainee, "kana">): string {
  const first = plainly(one.kana ?? "").normalize("NFD").charAt(0);
  return ROWS.find((row) => row.includes(SMALL[first] ?? first) && first !== "")?.charAt(0) ?? say("training-kana-other");
}

/** What stands in a field, as people read it: groups by their names, days as they like them. */
export function said(value: unknown): string {
  const text = Array.isArray(value) ? groupNames(value as TraineeGroup[]) : String(value ?? "");
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? day(text) : text;
}

export const SESSION_TEXTS = ["title", "day", "from", "to", "contents", "purpose", "trainer", "place", "method", "text"] as const;
export type SessionDraft = Record<(typeof SESSION_TEXTS)[number], string> & { courses: string[]; passMark: string; questions: QuestionDraft[]; makesUp: string; state: SessionState };

export const sessionDraft = (session: TrainingSession): SessionDraft => ({
  ...(Object.fromEntries(SESSION_TEXTS.map((key) => [key, session[key] ?? ""])) as Record<(typeof SESSION_TEXTS)[number], string>),
  courses: [...session.courses],
  passMark: session.pass_mark === undefined ? "" : String(session.pass_mark),
  questions: questionDrafts(session.questions),
  makesUp: session.makes_up ?? "",
  state: session.state ?? "planned",
});

export function sessionOf({ courses, passMark, questions, makesUp, state, ...texts }: SessionDraft): TrainingSession {
  const { title, day, ...rest } = texts;
  const pass = passMark.trim() === "" ? {} : { pass_mark: Math.round(Number(passMark.normalize("NFKC"))) };
  return { title, day, courses: [...courses], state, ...pass, ...(makesUp && { makes_up: makesUp }), ...filled({ ...rest, questions: questionsOf(questions) }) } as TrainingSession;
}

export const PERSON_TEXTS = ["name", "kana", "number", "department", "post", "joined", "left"] as const;
export type PersonDraft = Record<(typeof PERSON_TEXTS)[number], string> & { groups: TraineeGroup[]; person: string };
export const personDraft = (one: Trainee): PersonDraft => ({
  ...(Object.fromEntries(PERSON_TEXTS.map((key) => [key, one[key] ?? ""])) as Record<(typeof PERSON_TEXTS)[number], string>),
  groups: [...(one.groups ?? [])],
  person: one.person ?? "",
});
export const personOf = ({ name, ...rest }: PersonDraft): Trainee => ({ name, ...filled({ ...rest, groups: [...rest.groups] }) }) as Trainee;

/** What a row of the table says of a person, without the table's own, and without the seal of their PIN. */
export const traineeOf = ({ id: _, revision: __, pin: ___, ...trainee }: TraineeRow): Trainee => trainee;

export interface CourseDraft {
  id: string;
  name: string;
  nameEn: string;
  contents: string;
  source: string;
  groups: TraineeGroup[];
  every: Every | "";
  within: string;
  off: boolean;
}
export const courseDraft = (one: TrainingCourse): CourseDraft => ({
  id: one.id,
  name: one.name,
  nameEn: one.name_en,
  contents: one.contents ?? "",
  source: one.source ?? "",
  groups: [...(one.groups ?? [])],
  every: one.every ?? "",
  within: one.within_days === undefined ? "" : String(one.within_days),
  off: one.off ?? false,
});
export const courseOf = ({ id, name, nameEn, within, off, ...rest }: CourseDraft): TrainingCourse =>
  ({ id, name, name_en: nameEn, ...filled({ ...rest, groups: [...rest.groups] }), ...(within.trim() !== "" && { within_days: Math.round(Number(within.normalize("NFKC"))) }), ...(off && { off }) }) as TrainingCourse;
