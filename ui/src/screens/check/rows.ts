// The list of 点検 from what the core answers: sections with their rows, as they are shown.

import type { AnswerOf } from "../../host";

type Shown = AnswerOf<"assessment.show">;
type Standing = AnswerOf<"assessment.standing">;
type Opened = Shown["catalogues"][number];
type Answered = Standing["answers"][number];

export interface Row {
  key: string;
  at: Answered["at"];
  control: Opened["catalogue"]["sections"][number]["controls"][number];
  scale: Opened["scale"];
  grade: string;
  answer: Answered["answer"];
  revision: number;
  mark: string;
  label: string;
  means: string;
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

/** `openOnly` keeps the chosen row too, so that it does not vanish under the hand that answers it. */
export function listed(shown: Shown, standing: Standing, openOnly: boolean, chosen: string | undefined): Listed[] {
  const given = new Map(standing.answers.map((one) => [key(one.at.catalogue, one.at.control), one]));
  return shown.catalogues.flatMap(({ catalogue, scale, rows }) => {
    const here = new Set(rows);
    return catalogue.sections
      .map((section) => {
        const all = section.controls
          .filter((control) => here.has(control.id))
          .map((control): Row => {
            const at = { catalogue: catalogue.catalogue.id, control: control.id };
            const found = given.get(key(at.catalogue, at.control));
            const answer = found?.answer ?? { value: "open", note: "", reason: "", plan: "" };
            const kind = scale.answers.find((one) => one.id === answer.value);
            const grade = Array.isArray(control.grade) ? control.grade.join("・") : (control.grade ?? "");
            return {
              key: key(at.catalogue, at.control),
              at,
              control,
              scale,
              grade,
              answer,
              revision: found?.revision ?? 0,
              mark: kind?.mark ?? "",
              label: kind?.label ?? "",
              means: kind?.means ?? "open",
            };
          });
        return {
          key: key(catalogue.catalogue.id, section.id),
          table: section.table ?? "",
          number: section.number,
          title: section.title,
          count: all.length,
          answered: all.filter((row) => row.means !== "open").length,
          rows: openOnly ? all.filter((row) => row.means === "open" || row.key === chosen) : all,
        };
      })
      .filter((section) => section.rows.length > 0);
  });
}

function key(catalogue: string, id: string): string {
  return `${catalogue}:${id}`;
}
