// A list that comes into a register: what was read of it, how its columns are understood, and what came of taking it in.

import { change } from "../../ask/index.svelte";
import { call, failureOf, type AnswerOf, type Failure } from "../../host";
import type { SheetChoice, SheetLine, SheetReading } from "../../host/generated";
import { Trying } from "../settings/trying.svelte";
import { back } from "./gridWrite";

/** A file, or what was copied out of one. */
export interface Source {
  path?: string;
  text?: string;
}

export const ENDINGS = ["xlsx", "xlsm", "xls", "ods", "csv", "tsv"];
export const isSheet = (path: string): boolean => ENDINGS.some((ending) => path.toLowerCase().endsWith(`.${ending}`));
export const nameOfFile = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

/** `C` → 2 */
export const columnAt = (letter: string): number => [...letter].reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0) - 1;

/** What was let go on the register, for the panel that opens then. */
let brought: Source | undefined;
export const bring = (source: Source): void => void (brought = source);
export function taken(): Source | undefined {
  const found = brought;
  brought = undefined;
  return found;
}

/** For each column of the sheet what it means, when one of them means something else now. */
export function chosenColumns(columns: SheetReading["columns"], letter: string, field: string | null): (string | null)[] {
  const all: (string | null)[] = [];
  for (const one of columns) {
    const at = columnAt(one.letter);
    while (all.length < at) all.push(null);
    // A field is taken from one column alone.
    all[at] = one.letter === letter ? field : one.field === field ? null : one.field;
  }
  return all;
}

export class SheetDesk {
  readonly register: string;
  source = $state.raw<Source>();
  /** As it was read last. */
  answer = $state.raw<SheetReading>();
  reading = $state(false);
  failure = $state.raw<Failure>();
  /** Taking it in, or taking it back. */
  readonly trying = new Trying();
  update = $state(false);
  withoutFaulty = $state(false);
  done = $state.raw<AnswerOf<"register.take_in">>();
  takenBack = $state(false);
  #choice: SheetChoice = {};
  #turn = 0;

  count = $derived((this.answer?.fresh ?? 0) + (this.update ? (this.answer?.changed ?? 0) : 0));
  blocked = $derived((this.answer?.faulty ?? 0) > 0 && !this.withoutFaulty);

  constructor(register: string) {
    this.register = register;
  }

  lines(kind: SheetLine["kind"]): SheetLine[] {
    return (this.answer?.lines ?? []).filter((line) => line.kind === kind);
  }

  /** Something else is looked at. */
  async begin(source: Source): Promise<void> {
    this.clear();
    this.source = source;
    await this.#read({});
  }

  clear(): void {
    this.#turn += 1;
    [this.source, this.answer, this.failure, this.done, this.takenBack, this.reading] = [undefined, undefined, undefined, undefined, false, false];
    [this.update, this.withoutFaulty] = [false, false];
    this.trying.clear();
  }

  again = (): Promise<void> => this.#read(this.#choice);
  // Where no heading is understood, the columns are left to the person.
  byHand = (): Promise<void> => this.#read({ ...this.#of(), columns: [] });
  sheet = (sheet: string): Promise<void> => this.#read({ sheet }, { sheet, columns: [] });
  header = (header: number): Promise<void> => this.#read({ ...this.#of(), header }, { ...this.#of(), header, columns: [] });
  column = (letter: string, field: string | null): Promise<void> => this.#read({ ...this.#of(), header: this.answer?.header ?? 0, columns: chosenColumns(this.answer?.columns ?? [], letter, field) });

  #of(): SheetChoice {
    return this.answer ? { sheet: this.answer.sheet } : {};
  }

  async #read(choice: SheetChoice, otherwise?: SheetChoice): Promise<void> {
    const turn = ++this.#turn;
    [this.reading, this.failure] = [true, undefined];
    this.trying.clear();
    try {
      const answer = await call("register.read_sheet", { register: this.register, ...this.source, choice });
      // Something else is looked at by now.
      if (turn !== this.#turn) return;
      [this.answer, this.#choice] = [answer, choice];
    } catch (thrown) {
      if (turn !== this.#turn) return;
      const failure = failureOf(thrown);
      if (failure.code === "no-headings" && otherwise) return this.#read(otherwise);
      this.failure = failure;
    }
    this.reading = false;
  }

  async take(): Promise<void> {
    const { answer, source, update } = this;
    if (!answer || !source) return;
    const sheet = { register: this.register, ...source, choice: this.#choice };
    const done = await this.trying.do((options) => change("register.take_in", { sheet, digest: answer.digest, update, without_faulty: this.withoutFaulty }, options));
    if (done) [this.done, this.answer] = [done, undefined];
  }

  async takeBack(): Promise<void> {
    const entries = this.done?.entries ?? 0;
    const gone = await this.trying.do(async () => (await back(entries), true));
    this.takenBack = gone ?? false;
  }
}
