// What a list of people would do: who is new, what changes in those who are known, and who stands there already.

import type { AnswerOf } from "../../host";
import type { Trainee } from "../../host/generated";
import { filled } from "../../parts/form.svelte";
import { ADD } from "./matching.svelte";
import { traineeOf, type TraineeRow } from "./names";

export type PersonLine = AnswerOf<"training.read_people">["lines"][number];

export interface PeoplePlan {
  fresh: { row: number; trainee: Trainee }[];
  changed: { row: number; known: TraineeRow; trainee: Trainee; fields: (keyof Trainee)[] }[];
  same: number;
}

/** What the list leaves empty stays as it is. Somebody who stands in it twice is taken once. */
export function personLines(lines: readonly { line: PersonLine; who: string }[], all: readonly TraineeRow[]): PeoplePlan {
  const plan: PeoplePlan = { fresh: [], changed: [], same: 0 };
  const seen = new Set<string>();
  for (const { line, who } of lines) {
    const said = filled(line.trainee);
    const known = all.find((one) => one.id === who);
    if (who === ADD || !known) {
      const twice = JSON.stringify(said);
      if (!seen.has(twice)) plan.fresh.push({ row: line.row, trainee: said });
      seen.add(twice);
      continue;
    }
    if (seen.has(who)) continue;
    seen.add(who);
    const before = traineeOf(known);
    const fields = (Object.keys(said) as (keyof Trainee)[]).filter((key) => JSON.stringify(said[key]) !== JSON.stringify(before[key]));
    if (fields.length === 0) plan.same += 1;
    else plan.changed.push({ row: line.row, known, trainee: { ...before, ...said }, fields });
  }
  return plan;
}
