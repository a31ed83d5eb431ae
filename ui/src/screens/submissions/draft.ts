// A submission as its inputs hold it, and what a new one begins with.

import type { Assessment, FindingRow, Person, Right, SigningSeat, Submission, SubmissionKind, SubmissionRow } from "../../host/generated";
import { filled } from "../../parts/form.svelte";
import { say } from "../../words/index.svelte";
import { latestOpen } from "../audit/plan";
import { nameOf } from "../papers/names";

export interface SeatDraft {
  /** Of the row, not of the person: the same one may sign in two places. */
  key: string;
  title: string;
  person: string;
  name: string;
}
export interface Draft {
  kind: string;
  title: string;
  year: string;
  to: string;
  assessment: string;
  records: string[];
  finding: string;
  seats: SeatDraft[];
  note: string;
  again: string;
  due: string;
}

let seats = 0;
export const seatDraft = (seat: Partial<SigningSeat> = {}): SeatDraft => ({ key: `seat-${++seats}`, title: seat.title ?? "", person: seat.person ?? "", name: seat.name ?? "" });

export const draftOf = (one: Submission): Draft => ({
  kind: one.kind,
  title: one.title,
  year: String(one.fiscal_year),
  to: one.to,
  assessment: one.assessment ?? "",
  records: [...(one.records ?? [])],
  finding: one.finding ?? "",
  seats: one.seats.map(seatDraft),
  note: one.note ?? "",
  again: one.again ?? "",
  due: one.due ?? "",
});

export const submissionOf = ({ kind, title, year, to, seats, ...rest }: Draft): Submission => ({
  kind,
  title: title.trim(),
  fiscal_year: Math.round(Number(year.normalize("NFKC"))) || 0,
  to: to.trim(),
  seats: seats.map(({ title, person, name }) => ({ title: title.trim(), person, name })),
  ...filled(rest),
});

/** 2026年度　準拠度チェックリスト */
export const titleOf = (kind: SubmissionKind, year: number): string => say("submissions-title-of", { kind: nameOf(kind), year });

/** 担当 → 運用管理責任者 → 院長, as far as somebody holds the office. Who holds two of them signs once. */
export function freshSeats(people: readonly Person[], me: string): SigningSeat[] {
  const active = people.filter((one) => one.state === "active");
  const holds = (role: Person["roles"][number]) => active.filter((one) => one.roles.includes(role));
  const [manager, director] = [holds("manager")[0], holds("director")[0]];
  const staff = holds("staff").filter((one) => one !== manager && one !== director);
  // Only where there is no doubt who that is.
  const clerk = staff.find((one) => one.id === me) ?? (staff.length === 1 ? staff[0] : undefined);
  const seats: SigningSeat[] = [];
  const sit = (person: Person | undefined, title: string) => {
    const there = seats.find((one) => one.person === person?.id);
    if (there) there.title = [there.title, title].join(say("and"));
    else if (person) seats.push({ title, person: person.id, name: person.profile.name });
  };
  sit(clerk, say("submissions-seat-clerk"));
  sit(manager, say("roles-manager"));
  sit(director, say("roles-director"));
  return seats;
}

export interface Begins {
  kind: SubmissionKind;
  /** The assessment or the finding that the address names. */
  about: string | undefined;
  year: number;
  me: string;
  people: readonly Person[];
  assessments: readonly Assessment[];
  findings: readonly FindingRow[];
  /** The latest first. */
  earlier: readonly SubmissionRow[];
  /** Other sides whose keys are known. */
  others: readonly string[];
}

/** To whom one hands in was mostly said before. */
export function receiverOf({ earlier, others, findings, about }: Pick<Begins, "earlier" | "others" | "findings" | "about">): string {
  const source = findings.find((one) => one.id === about)?.finding.source;
  const operator = source && source !== "other" && "recommendation" in source ? source.recommendation.operator : undefined;
  return operator ?? earlier[0]?.submission.to ?? (others.length === 1 ? (others[0] ?? "") : "");
}

export function freshSubmission(begins: Begins): Submission {
  const { kind, about, assessments } = begins;
  const assessment = kind.about === "assessment" ? (assessments.find((one) => one.id === about) ?? latestOpen(assessments)) : undefined;
  const finding = kind.about === "finding" ? about : undefined;
  const fiscal_year = assessment?.fiscal_year ?? begins.year;
  return {
    kind: kind.id,
    title: titleOf(kind, fiscal_year),
    fiscal_year,
    to: receiverOf(begins),
    seats: freshSeats(begins.people, begins.me),
    ...filled({ assessment: assessment?.id, finding, records: kind.about === "records" && about ? [about] : [] }),
  };
}

/** The same once more, to be mended and sent again. */
export function againOf({ id, submission, steps }: Pick<SubmissionRow, "id" | "submission" | "steps">): Submission {
  // Until when it is wanted again stands in what was decided of it.
  const due = steps.filter((step) => step.decision).at(-1)?.decision?.due ?? "";
  return submissionOf({ ...draftOf(submission), again: id, due });
}

/** Whoever may sign, by what the core says of roles. */
export function signers(people: readonly Person[], table: readonly { right: Right; roles: Person["roles"] }[]): Person[] {
  const may = table.find((one) => one.right === "sign_submission")?.roles;
  return people.filter((one) => one.state === "active" && (!may || one.roles.some((role) => may.includes(role))));
}
