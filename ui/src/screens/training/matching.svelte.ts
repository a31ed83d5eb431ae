// Names of a list that are in doubt: a person says who it is. Nothing is guessed for them.

import { SvelteMap } from "svelte/reactivity";
import type { NameMatch } from "./names";

/** Somebody's id, or that they are new, or that the row is not taken in. */
export type Decision = string;
export const ADD = "add";
export const SKIP = "skip";

export class Matching {
  /** By the list's row. */
  readonly decided = new SvelteMap<number, Decision>();

  of(line: { row: number; found: NameMatch }): Decision | undefined {
    return this.decided.get(line.row) ?? (line.found.kind === "sure" ? line.found.trainee : undefined);
  }

  open(lines: readonly { row: number; found: NameMatch }[]): number {
    return lines.filter((line) => this.of(line) === undefined).length;
  }
}
