// What was typed becomes values, and values become records: the core reads, checks and writes. All of it, or nothing.

import { change } from "../../ask/index.svelte";
import { call, type AnswerOf } from "../../host";
import type { RecordWriting, RegisterField } from "../../host/generated";
import { portions } from "./gridPlan";
import { picked, picks } from "./gridText";

/** The core takes no more at once. */
const ITEMS = 1_000;
const CELLS = 2_000;

export type Read = AnswerOf<"register.parse">[number];

/** What texts mean in their fields, in the same order. What was picked is a value already. */
export async function read(register: string, cells: readonly { field: RegisterField; text: string }[], typed = false): Promise<Read[]> {
  const made: Read[] = [];
  for (const some of portions(cells, CELLS)) {
    const asked = some.filter((one) => !typed || !picks(one.field));
    const answers = asked.length > 0 ? await call("register.parse", { register, cells: asked.map((one) => ({ field: one.field.id, text: one.text })) }) : [];
    const of = new Map(asked.map((one, n) => [one, answers[n]]));
    made.push(...some.map((one) => of.get(one) ?? { value: picked(one.field, one.text), failure: null }));
  }
  return made;
}

/** Items that were refused together, and which of them it may have been. */
export class NotWritten {
  constructor(
    readonly cause: unknown,
    readonly items: readonly RecordWriting[],
  ) {}
}

/** Writes records: changed ones and new ones are entries of their own. Answers how many entries it took. */
export async function write(register: string, changed: readonly RecordWriting[], fresh: readonly RecordWriting[]): Promise<{ entries: number; records: AnswerOf<"register.write">["records"] }> {
  const all = [...portions(changed, ITEMS), ...portions(fresh, ITEMS)];
  const records: AnswerOf<"register.write">["records"] = [];
  for (const [n, items] of all.entries()) {
    try {
      // Once at the end what is shown is asked for again.
      const does = n === all.length - 1 ? change : call;
      records.push(...(await does("register.write", { register, items })).records);
    } catch (thrown) {
      await back(n);
      throw new NotWritten(thrown, items);
    }
  }
  return { entries: all.length, records };
}

/** Takes back so many entries, the last one first. */
export async function back(entries: number, undo: "ledger.undo" | "ledger.redo" = "ledger.undo"): Promise<void> {
  for (let n = entries; n > 0; n -= 1) await (n === 1 ? change : call)(undo, {});
}
