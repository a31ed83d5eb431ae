// What was handed in, as it is listed: rows by catalogue and section, answers in words, and what of a row is not as it was.

import type { At, SubmittedCatalogue, SubmittedProof, SubmittedRow } from "../../host/generated";
import { day, say } from "../../words/index.svelte";

/** What stands beside a row: somebody commented on it, it changed, it was commented on last time. */
export type Badge = "comment" | "changed" | "before";

export const rowKey = ({ catalogue, control }: At): string => `${catalogue}:${control}`;

export interface Section {
  key: string;
  catalogue: string;
  name: string;
  rows: SubmittedRow[];
}
/** One line of the list: the head of a section, or a row of it. */
export type Line = { key: string; section: Section; row?: undefined } | { key: string; section: Section; row: SubmittedRow };

/** In the order in which it was handed in; a section begins where its name changes. */
export function sectionsOf(catalogues: readonly SubmittedCatalogue[], shows: (row: SubmittedRow) => boolean = () => true): Section[] {
  const made: Section[] = [];
  for (const catalogue of catalogues) {
    for (const row of catalogue.rows.filter(shows)) {
      let last = made.at(-1);
      if (last?.catalogue !== catalogue.title || last.name !== row.section) {
        made.push((last = { key: `${made.length} ${catalogue.id} ${row.section}`, catalogue: catalogue.title, name: row.section, rows: [] }));
      }
      last.rows.push(row);
    }
  }
  return made;
}

export const linesOf = (sections: readonly Section[]): Line[] => sections.flatMap((section) => [{ key: section.key, section }, ...section.rows.map((row) => ({ key: rowKey(row.at), section, row }))]);

/** △ 一部適合; an answer that is a word already stays that word. */
export function answerWords({ mark, means }: Pick<SubmittedRow, "mark" | "means">): string {
  if ([...mark].length > 1) return mark;
  return `${mark} ${say(`check-which-${means.replace("_", "-")}`)}`.trim();
}

/** What was written beside the answer, as label and text; only what is there. */
export function besides({ answer }: Pick<SubmittedRow, "answer">): { name: string; text: string }[] {
  const all = [
    { name: say("check-note"), text: answer.note },
    { name: say("check-reason"), text: answer.reason },
    { name: say("check-plan"), text: answer.plan },
    { name: say("check-planned-date"), text: day(answer.planned_date ?? "") },
    { name: say("field-checked-date"), text: day(answer.checked_date ?? "") },
    { name: say("check-responsible"), text: answer.responsible ?? "" },
  ];
  return all.filter((one) => one.text);
}

const same = (a: SubmittedProof, b: SubmittedProof): boolean => a.title === b.title && a.valid_until === b.valid_until && a.sha256.join() === b.sha256.join();
const without = (all: readonly SubmittedProof[], others: readonly SubmittedProof[]): SubmittedProof[] => all.filter((one) => !others.some((other) => same(one, other)));

export interface RowDifference {
  answer: [string, string] | undefined;
  /** By their labels: what was and what is now. */
  texts: { name: string; before: string; now: string }[];
  added: SubmittedProof[];
  gone: SubmittedProof[];
  /** The words of the control itself. */
  reworded: string;
}

export function rowDifference(before: SubmittedRow, now: SubmittedRow): RowDifference {
  const [was, is] = [besides(before), besides(now)];
  const names = [...new Set([...was, ...is].map((one) => one.name))];
  const text = (all: typeof was, name: string) => all.find((one) => one.name === name)?.text ?? "";
  const texts = names.map((name) => ({ name, before: text(was, name), now: text(is, name) })).filter((one) => one.before !== one.now);
  const [old, fresh] = [answerWords(before), answerWords(now)];
  return {
    answer: old === fresh ? undefined : [old, fresh],
    texts,
    added: without(now.proofs, before.proofs),
    gone: without(before.proofs, now.proofs),
    reworded: before.practice === now.practice ? "" : before.practice,
  };
}
