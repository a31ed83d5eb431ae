// What is written from the table: one cell, a new record, a whole block after it was looked at, and back again. One
// after the other: the second of two quick cells is written onto what the first left there.

import { tick } from "svelte";
import { refresh } from "../../ask/index.svelte";
import { call, failureOf } from "../../host";
import type { JsonValue, RecordFilter, RecordWriting, Register, RegisterField } from "../../host/generated";
import { reading, say } from "../../words/index.svelte";
import { GridDraft } from "./gridDraft.svelte";
import { changedFields, lacks, planned, type Plan, type Wanted } from "./gridPlan";
import type { GridRows } from "./gridRows.svelte";
import { edited, picks } from "./gridText";
import { back, NotWritten, read, write } from "./gridWrite";
import { fieldOf, nameOf, sentence } from "./names";

/** A cell that is on its way, or was sent back with a reason. */
export interface Pending {
  id: string;
  field: RegisterField;
  text: string;
  said: string;
}

/** Something that cannot be: where, and why. */
export interface Refused {
  where: string;
  column: string;
  said: string;
}

/** A block as it would be written, to be looked at first. */
export interface Proposal {
  plan: Plan;
  refused: Refused[];
}

export interface Unsaved {
  line: GridDraft["cells"];
  cells: readonly Pending[];
}

export class GridPen {
  draft = new GridDraft();
  pending = $state.raw<readonly Pending[]>([]);
  proposal = $state.raw<Proposal>();
  /** What went wrong with no cell to say it at, and what is told without being shown. */
  said = $state("");
  quiet = $state("");
  busy = $state(false);
  readonly rows: GridRows;
  readonly #register: () => Register;
  readonly #filter: () => RecordFilter;
  readonly #remember: (unsaved: Unsaved | undefined) => void;
  /** How many entries each of the last deeds took: a block is taken back as one. */
  #done: number[] = [];
  #undone: number[] = [];
  #turn: Promise<void> = Promise.resolve();

  constructor(rows: GridRows, register: () => Register, filter: () => RecordFilter, remember: (unsaved: Unsaved | undefined) => void) {
    this.#remember = remember;
    this.rows = rows;
    this.#register = register;
    this.#filter = filter;
  }

  // Not derived: the pen finishes its work where the table is gone already.
  get sentBack(): readonly Pending[] {
    return this.pending.filter((one) => one.said);
  }

  /** What would be lost. */
  get unsaved(): Unsaved | undefined {
    return this.draft.begun || this.sentBack.length > 0 ? { line: this.draft.cells, cells: this.sentBack } : undefined;
  }

  resume(unsaved: Unsaved | undefined): void {
    if (unsaved) [this.draft.cells, this.pending] = [unsaved.line, unsaved.cells];
  }

  #next(does: () => Promise<void>): Promise<void> {
    const turn = async () => {
      this.busy = true;
      this.said = "";
      try {
        await does();
      } catch (thrown) {
        this.said = await this.#why(thrown);
      } finally {
        await tick();
        this.busy = false;
        // Also where the table is gone by now: what was saved on the way out is not offered again.
        this.#remember(this.unsaved);
      }
    };
    return (this.#turn = this.#turn.then(turn));
  }

  /** Why something was not written. Where somebody was faster, what they wrote is read first. */
  async #why(thrown: unknown): Promise<string> {
    const failure = failureOf(thrown instanceof NotWritten ? thrown.cause : thrown);
    if (failure.code !== "conflict") return sentence(this.#register().fields, failure);
    await refresh(["registers"]);
    return say("registers-meanwhile", { who: failure.params.by });
  }

  async #write(changed: RecordWriting[], fresh: RecordWriting[]): Promise<number | undefined> {
    const { entries, records } = await write(this.#register().id, changed, fresh);
    [this.#done, this.#undone] = [[...this.#done, entries], []];
    return records.at(-1)?.number;
  }

  /** Something was changed that was not written from here: what comes back is that, not ours. */
  elsewhere(): void {
    if (!this.busy) [this.#done, this.#undone] = [[], []];
  }

  pendingAt(id: string, field: string): Pending | undefined {
    return this.pending.find((one) => one.id === id && one.field.id === field);
  }

  #pend(cell: Pending): void {
    this.pending = [...this.pending.filter((one) => one.id !== cell.id || one.field.id !== cell.field.id), cell];
  }

  /** It is written, or stays with why it is not; unless something newer was typed there. */
  #settle(cell: Pending, said: string): void {
    this.pending = this.pending.flatMap((one) => (one !== cell ? [one] : said ? [{ ...cell, said }] : []));
  }

  dismiss(cell: Pending): void {
    this.pending = this.pending.filter((one) => one !== cell);
  }

  /** One cell of a record. */
  save(id: string, field: RegisterField, text: string): Promise<void> {
    const cell: Pending = { id, field, text, said: "" };
    this.#pend(cell);
    return this.#next(async () => this.#settle(cell, await this.#saved(cell)));
  }

  async #saved({ id, field, text }: Pending): Promise<string> {
    try {
      const register = this.#register();
      const [made] = await read(register.id, [{ field, text }], true);
      if (made?.failure) return sentence(register.fields, made.failure);
      const before = this.rows.record(id) ?? (await call("register.show", { id })).record;
      const fields = changedFields(register, before.fields, { [field.id]: made?.value ?? null });
      if (fields) await this.#write([{ id, base: before.revision, fields }], []);
      return "";
    } catch (thrown) {
      return this.#why(thrown);
    }
  }

  /** One cell of the line of a new record; `typed` is false where it came from elsewhere as text. */
  begin(field: RegisterField, text: string, typed = true): Promise<void> {
    this.draft.put(field, { text, value: null, said: "" });
    return this.#next(async () => {
      const [made] = await read(this.#register().id, [{ field, text }], typed);
      const said = made?.failure ? sentence(this.#register().fields, made.failure) : "";
      const [value, understood] = [made?.value ?? null, !typed && !said && picks(field)];
      // Something newer was typed there meanwhile.
      if (this.draft.cells[field.id]?.text !== text) return;
      this.draft.put(field, { text: understood ? edited(field, value, {}) : text, value, said });
    });
  }

  /** The new record, once all that must be is there; otherwise what is missing is told. */
  saveDraft(): Promise<void> {
    return this.#next(async () => {
      const draft = this.draft;
      draft.missing = draft.begun ? lacks(this.#register(), draft.fields) : [];
      if (!draft.begun || draft.wrong || draft.missing.length > 0) return;
      try {
        const number = await this.#write([], [{ fields: draft.fields }]);
        draft.clear();
        this.quiet = say("registers-saved", { number: number ?? "" });
      } catch (thrown) {
        draft.said = await this.#why(thrown);
      }
    });
  }

  /** Texts for cells: what they would change is shown first, where it is more than one cell. */
  propose(wanted: readonly Wanted<string>[], left = 0): Promise<void> {
    return this.#next(async () => {
      const made = await read(this.#register().id, wanted.map(({ field, now }) => ({ field, text: now })));
      const values = wanted.map((one, n) => ({ ...one, now: made[n]?.value ?? null }));
      await this.#look(values, left, (n) => made[n]?.failure ?? null);
    });
  }

  /** Values for cells, as they stand elsewhere in the table. */
  proposeValues(wanted: readonly Wanted<JsonValue>[], left = 0): Promise<void> {
    return this.#next(() => this.#look(wanted, left, () => null));
  }

  async #look(wanted: readonly Wanted<JsonValue>[], left: number, wrong: (n: number) => ReturnType<typeof failureOf> | null): Promise<void> {
    const [register, rows] = [this.#register(), this.rows];
    const total = rows.total ?? 0;
    // In the order of rows, as blocks are.
    const [first, last] = [wanted[0]?.row ?? 0, wanted.at(-1)?.row ?? -1];
    await rows.read(register.id, this.#filter(), first, Math.min(total - 1, last));
    const plan = planned(register, (n) => rows.row(n), total, wanted);
    const refused = wanted.flatMap(({ row, field }, n) => {
      const failure = wrong(n);
      return failure ? [{ where: this.#where(row), column: nameOf(field), said: sentence(register.fields, failure) }] : [];
    });
    // What was not understood is told before what is missing by it.
    const missing = plan.lacking.map(({ row, field }) => ({ where: this.#where(row), column: nameOf(field), said: reading.sentences.failure({ code: "required", params: { field: nameOf(field) } }) }));
    const proposal = { plan: { ...plan, left: plan.left + left }, refused: refused.length > 0 ? refused : missing };
    if (proposal.refused.length === 0 && plan.cells + plan.fresh.length === 0) this.quiet = say("registers-grid-nothing");
    else if (proposal.refused.length === 0 && plan.cells === 1 && plan.fresh.length === 0) await this.#carry(proposal);
    else this.proposal = proposal;
  }

  #where(row: number): string {
    const record = this.rows.row(row);
    const total = this.rows.total ?? 0;
    return record && row < total ? say("registers-record", { number: record.number }) : say("registers-grid-fresh-row", { row: row - total + 1 });
  }

  async #carry(proposal: Proposal): Promise<void> {
    const { changed, fresh } = proposal.plan;
    try {
      await this.#write(changed.map((one) => one.item), fresh.map((one) => one.item));
      this.proposal = undefined;
    } catch (thrown) {
      // The core names the row only where it was asked about one.
      const items = thrown instanceof NotWritten ? thrown.items : [];
      const row = items.length === 1 ? [...changed, ...fresh].find((one) => one.item === items[0])?.row : undefined;
      const field = thrown instanceof NotWritten ? fieldOf(this.#register().fields, failureOf(thrown.cause)) : undefined;
      const refused = { where: row === undefined ? "" : this.#where(row), column: field ? nameOf(field) : "", said: await this.#why(thrown) };
      this.proposal = { ...proposal, refused: [refused] };
    }
  }

  confirm(): Promise<void> {
    const proposal = this.proposal;
    return proposal ? this.#next(() => this.#carry(proposal)) : Promise.resolve();
  }

  /** Takes back the last deed, or brings it back. */
  undo(verb: "ledger.undo" | "ledger.redo" = "ledger.undo"): Promise<void> {
    return this.#next(async () => {
      const entries = (verb === "ledger.undo" ? this.#done : this.#undone).at(-1) ?? 1;
      await back(entries, verb);
      if (verb === "ledger.undo") [this.#done, this.#undone] = [this.#done.slice(0, -1), [...this.#undone, entries]];
      else [this.#done, this.#undone] = [[...this.#done, entries], this.#undone.slice(0, -1)];
      this.quiet = verb === "ledger.undo" ? say("registers-grid-undone") : say("registers-grid-redone");
    });
  }
}
