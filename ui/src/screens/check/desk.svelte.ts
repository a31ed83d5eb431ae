// What the screen of 点検 holds while it is open: the assessment, what stands in it, what is chosen and wanted.
// What may be done, and what it means, the core says.

import { refresh } from "../../ask/index.svelte";
import { call, failureOf, type AnswerOf, type CommandName, type Failure, type RequestOf } from "../../host";
import { key, lines, listed, type Row, type Shown, type Standing } from "./rows";

type Change = Partial<Row["answer"]>;

/** An answer that somebody else has changed meanwhile: both, to choose from. */
export interface Clash {
  row: Row;
  yours: Row["answer"];
  theirs: Row["answer"];
  by: string;
  at: string;
}

export class CheckDesk {
  me = $state("");
  /** The catalogues do not change while they are answered: asked once. */
  shown = $state.raw<Shown>();
  standing = $state.raw<Standing>();
  failure = $state.raw<Failure>();
  clash = $state.raw<Clash>();
  which = $state("all");
  text = $state("");
  /** A past day, to look at how it stood then. */
  asOf = $state("");
  chosen = $state<string>();
  /** Rows picked to be answered together. */
  picked = $state.raw<ReadonlySet<string>>(new Set());

  sections = $derived(this.shown && this.standing ? listed(this.shown, this.standing) : []);
  lines = $derived(lines(this.sections, { which: this.which, text: this.text, me: this.me, chosen: this.chosen }));
  rows = $derived(this.lines.flatMap((line) => line.row ?? []));
  row = $derived(this.rows.find((one) => one.key === this.chosen));
  total = $derived((this.standing?.progress ?? []).reduce((sum, one) => sum + one.whole.rows, 0));
  answered = $derived((this.standing?.progress ?? []).reduce((sum, one) => sum + one.whole.answered, 0));

  /** One after the other: the second of two quick answers is given against what the first left there. */
  #turn: Promise<void> = Promise.resolve();

  constructor(me: string) {
    this.me = me;
  }

  get id(): string {
    return this.shown?.assessment.id ?? "";
  }

  async load(id: string): Promise<void> {
    try {
      const [shown, standing] = await Promise.all([call("assessment.show", { id }), call("assessment.standing", { id })]);
      [this.shown, this.standing, this.failure] = [shown, standing, undefined];
    } catch (thrown) {
      this.failure = failureOf(thrown);
    }
  }

  async again(): Promise<void> {
    if (!this.id) return;
    try {
      this.standing = await call("assessment.standing", { id: this.id, ...(this.asOf && { as_of: this.asOf }) });
    } catch (thrown) {
      this.failure = failureOf(thrown);
    }
  }

  /** Looks at the end of a past day; nothing given: at now. */
  async lookAt(day: string): Promise<void> {
    this.asOf = day;
    await this.again();
  }

  answer(keys: readonly string[], change: Change): Promise<void> {
    return (this.#turn = this.#turn.then(() => this.#give(keys, change)));
  }

  async #give(keys: readonly string[], change: Change): Promise<void> {
    const rows = this.sections.flatMap((section) => section.rows).filter((row) => keys.includes(row.key));
    if (rows.length === 0) return;
    this.failure = undefined;
    try {
      const items = rows.map((row) => ({ at: row.at, base: row.revision, answer: { ...row.answer, ...change } }));
      this.#take(await call("assessment.answer", { id: this.id, items }));
      // The counts follow what was painted.
      void call("assessment.progress", { id: this.id }).then((progress) => this.standing && (this.standing = { ...this.standing, progress }));
      void refresh(["assessments", "ledger"]);
    } catch (thrown) {
      const failure = failureOf(thrown);
      const [row] = rows;
      if (failure.code === "conflict" && rows.length === 1 && row) {
        const { yours, theirs, by, at } = failure.params as unknown as Omit<Clash, "row">;
        this.clash = { row, yours, theirs, by, at };
      } else {
        this.failure = failure;
      }
      await this.again();
    }
  }

  /** What an answering brought, into what stands there. */
  #take({ answered }: AnswerOf<"assessment.answer">): void {
    if (!this.standing) return;
    const fresh = new Map(answered.map((one) => [key(one.at.catalogue, one.at.control), one]));
    const others = this.standing.answers.filter((one) => !fresh.has(key(one.at.catalogue, one.at.control)));
    this.standing = { ...this.standing, answers: [...others, ...answered] };
  }

  /** The choice between two answers: theirs stays, or yours is given again, on top of theirs. */
  async settle(mine: boolean): Promise<void> {
    const clash = this.clash;
    this.clash = undefined;
    if (clash && mine) await this.answer([clash.row.key], clash.yours);
  }

  /** Any other change of the assessment. */
  async does<N extends CommandName>(name: N, request: RequestOf<N>): Promise<void> {
    this.failure = undefined;
    try {
      await call(name, request);
    } catch (thrown) {
      this.failure = failureOf(thrown);
    }
    await Promise.all([this.again(), refresh(["assessments", "evidence", "ledger"])]);
  }

  assign(keys: readonly string[], person: string | undefined): Promise<void> {
    const rows = this.sections.flatMap((section) => section.rows).filter((row) => keys.includes(row.key));
    const items = rows.map((row) => ({ at: row.at, base: row.assignedBase, ...(person && { person }) }));
    return this.does("assessment.assign", { id: this.id, items });
  }

  pick(name: string, upTo: boolean): void {
    const next = new Set(this.picked);
    const [from, to] = [this.rows.findIndex((row) => row.key === this.chosen), this.rows.findIndex((row) => row.key === name)];
    const range = upTo && from >= 0 ? this.rows.slice(Math.min(from, to), Math.max(from, to) + 1).map((row) => row.key) : [name];
    for (const one of range) {
      if (!upTo && next.has(one)) next.delete(one);
      else next.add(one);
    }
    this.picked = next;
  }

  /** `step` rows on from the chosen one. */
  move(step: number): void {
    const at = this.rows.findIndex((row) => row.key === this.chosen);
    this.chosen = this.rows[Math.min(Math.max(at + step, 0), this.rows.length - 1)]?.key;
  }
}
