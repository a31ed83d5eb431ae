// An audit's lines as the desk lists them: by section, what is wanted of them, and which comes next.

import type { AuditGrade, JudgedItem, JudgeItem, LineShown } from "../../host/generated";
import { filled } from "../../parts/form.svelte";
import { plainly } from "../training/names";
import { GRADES, keyOf, METHODS } from "./names";

/** How an item stands. */
export type Stand = "open" | "contested" | AuditGrade;
export const WHICH = ["all", "open", "contested", ...GRADES] as const;
export type Which = (typeof WHICH)[number];

export interface Row extends LineShown {
  key: string;
  stand: Stand;
}
export interface Section {
  key: string;
  name: string;
  rows: Row[];
  judged: number;
}
/** One line of the list: the head of a section, or a row of it. */
export type Line = { key: string; section: Section; row?: undefined } | { key: string; section: Section; row: Row };

export interface Wanted {
  which: Which;
  /** Of one section alone; of all where it is empty. */
  section: string;
  text: string;
  /** Stays in sight whatever is wanted, so that it does not vanish under the hand that judges it. */
  chosen: string | undefined;
}

const standOf = (standing: JudgedItem | null): Stand => (standing ? (standing.contested ? "contested" : standing.grade) : "open");

/** In the audit's own order; a section begins where its name changes, as the core counts them. */
export function sectionsOf(all: readonly LineShown[]): Section[] {
  const made: Section[] = [];
  for (const one of all) {
    const row = { ...one, key: keyOf(one.line.item), stand: standOf(one.standing) };
    let last = made.at(-1);
    if (last?.name !== one.line.section) made.push((last = { key: `${made.length} ${one.line.section}`, name: one.line.section, rows: [], judged: 0 }));
    last.rows.push(row);
    if (one.standing) last.judged += 1;
  }
  return made;
}

export function linesOf(sections: readonly Section[], { which, section: only, text, chosen }: Wanted): Line[] {
  const wanted = plainly(text);
  const says = ({ line }: Row) => [line.number, line.title, line.text].some((one) => plainly(one ?? "").includes(wanted));
  return sections
    .filter((section) => !only || section.key === only || section.rows.some((row) => row.key === chosen))
    .flatMap((section) => {
      const rows = section.rows.filter((row) => row.key === chosen || ((!only || section.key === only) && (which === "all" || row.stand === which) && says(row)));
      return rows.length > 0 ? [{ key: section.key, section }, ...rows.map((row) => ({ key: row.key, section, row }))] : [];
    });
}

/** How many rows stand how. */
export function counted(sections: readonly Section[]): Record<Which, number> {
  const counts = Object.fromEntries(WHICH.map((one) => [one, 0])) as Record<Which, number>;
  for (const { stand } of sections.flatMap((section) => section.rows)) {
    counts[stand] += 1;
    counts.all += 1;
  }
  return counts;
}

/** The next one after this that nobody judged and this auditor may judge; from the beginning where none follows. */
export function nextOpen(rows: readonly Row[], after: string | undefined, me: string | null): Row | undefined {
  const at = rows.findIndex((row) => row.key === after);
  return [...rows.slice(at + 1), ...rows.slice(0, Math.max(at, 0))].find((row) => row.stand === "open" && mayJudge(row, me));
}

/** Nobody judges what they answer for: the core says of whom that is so. */
export const mayJudge = (row: Row, me: string | null): boolean => me !== null && !row.not_independent.includes(me);

/** A judgement while it is written. */
export interface JudgeDraft {
  grade: AuditGrade | "";
  methods: string[];
  observation: string;
  interviewees: string;
  reason: string;
}

/** What stands is what one goes on from; a reason belongs to one judgement alone. */
export function draftOf(standing: JudgedItem | null, methods: readonly string[]): JudgeDraft {
  const last = standing?.heads[0];
  return { grade: standing && !standing.contested ? standing.grade : "", methods: [...(last ? (last.methods ?? []) : methods)], observation: last?.observation ?? "", interviewees: last?.interviewees ?? "", reason: "" };
}

export const sameDraft = (a: JudgeDraft, b: JudgeDraft): boolean => JSON.stringify(itemOf([], a)) === JSON.stringify(itemOf([], b));

const itemOf = (replaces: string[], { grade, methods, observation, interviewees, reason }: JudgeDraft) => ({ grade, ...filled({ methods: METHODS.filter((one) => methods.includes(one)), observation: observation.trim(), interviewees: interviewees.trim(), reason: reason.trim(), replaces }) });

/** As the core takes it: against what stood there. */
export function judgement({ line, standing }: Pick<Row, "line" | "standing">, draft: JudgeDraft): JudgeItem {
  return { item: line.item, ...itemOf((standing?.heads ?? []).map((one) => one.id), draft) } as JudgeItem;
}
