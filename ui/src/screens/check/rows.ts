// The list of 点検 from what the core answers: sections with their rows, as they are shown.

import type { AnswerOf } from "../../host";
import type { Freshness } from "../../host/generated";

export type Shown = AnswerOf<"assessment.show">;
export type Standing = AnswerOf<"assessment.standing">;
type Opened = Shown["catalogues"][number];
type Answered = Standing["answers"][number];

export interface Row {
  key: string;
  at: Answered["at"];
  control: NonNullable<Opened["catalogue"]["sections"][number]["controls"]>[number];
  scale: Opened["scale"];
  grade: string;
  answer: Answered["answer"];
  revision: number;
  mark: string;
  label: string;
  means: string;
  proofs: readonly Freshness[];
  assigned: string | undefined;
  assignedBase: number;
}

export interface Listed {
  key: string;
  table: string;
  number: string;
  title: string;
  count: number;
  answered: number;
  rows: Row[];
}

/** One line of the list: the head of a section, or a row of it. */
export type Line = { key: string; section: Listed; row?: undefined } | { key: string; section: Listed; row: Row };

export interface Wanted {
  /** `all`, `open`, `mine`, `bare` (says it conforms, shows nothing), or a meaning. */
  which: string;
  text: string;
  me: string;
  /** Stays in sight whatever is wanted, so that it does not vanish under the hand that answers it. */
  chosen: string | undefined;
}

export function key(catalogue: string, id: string): string {
  return `${catalogue}:${id}`;
}

export function listed(shown: Shown, standing: Standing): Listed[] {
  const given = new Map(standing.answers.map((one) => [key(one.at.catalogue, one.at.control), one]));
  const proofs = new Map(standing.proofs.map((one) => [key(one.at.catalogue, one.at.control), one.proofs]));
  const assigned = new Map(standing.assignments.map((one) => [key(one.at.catalogue, one.at.control), one]));
  return shown.catalogues.flatMap(({ catalogue, scale, rows }) => {
    const here = new Set(rows);
    const kinds = new Map(scale.answers.map((one) => [one.id, one]));
    return catalogue.sections.map((section) => {
      const all = (section.controls ?? [])
        .filter((control) => here.has(control.id))
        .map((control): Row => {
          const at = { catalogue: catalogue.catalogue.id, control: control.id };
          const name = key(at.catalogue, at.control);
          const found = given.get(name);
          const answer = found?.answer ?? { value: "open", note: "", reason: "", plan: "" };
          const kind = kinds.get(answer.value);
          return {
            key: name,
            at,
            control,
            scale,
            grade: Array.isArray(control.grade) ? control.grade.join("・") : (control.grade ?? ""),
            answer,
            revision: found?.revision ?? 0,
            mark: kind?.mark ?? "",
            label: kind?.label ?? "",
            means: kind?.means ?? "open",
            proofs: proofs.get(name) ?? [],
            assigned: assigned.get(name)?.person,
            assignedBase: assigned.get(name)?.base ?? 0,
          };
        });
      return {
        key: key(catalogue.catalogue.id, `§${section.id}`),
        table: section.table ?? "",
        number: section.number ?? "",
        title: section.title,
        count: all.length,
        answered: all.filter((row) => row.means !== "open").length,
        rows: all,
      };
    });
  });
}

/** What is wanted of it, line by line. */
export function lines(sections: Listed[], wanted: Wanted): Line[] {
  const text = wanted.text.trim().toLowerCase();
  const fits = (row: Row) =>
    row.key === wanted.chosen || (ofKind(row, wanted) && (text === "" || [row.at.control, row.control.practice, row.control.question, row.control.statement, row.answer.note].some((said) => (said ?? "").toLowerCase().includes(text))));
  return sections.flatMap((section) => {
    const rows = section.rows.filter(fits);
    return rows.length === 0 ? [] : [{ key: section.key, section }, ...rows.map((row) => ({ key: row.key, section, row }))];
  });
}

function ofKind(row: Row, { which, me }: Wanted): boolean {
  switch (which) {
    case "all":
      return true;
    case "mine":
      return row.assigned === me;
    case "bare":
      return row.means === "conforms" && (row.control.proof?.length ?? 0) > 0 && !row.proofs.some((one) => one !== "expired");
    default:
      return row.means === which;
  }
}
