// The table as a person stands in it: where the cursor is, which range is chosen, what is being typed.

import { go } from "../../place.svelte";
import { day } from "../../words/index.svelte";
import type { RecordFilter, RecordPage, Register } from "../../host/generated";
import type { Column, GridColumns } from "./gridColumns.svelte";
import { GridPen, type Unsaved } from "./gridPen.svelte";
import { holds, led, MOST, NEW, rangeOf, rowsOf, within, type Bounds, type Cell } from "./gridRange";
import { GridRows } from "./gridRows.svelte";
import { edited, picked, picks } from "./gridText";
import { follows, shown, stateName, type Titles } from "./names";

/** A cell while it is typed. `typed`: begun by typing, so that arrows lead on; otherwise they lead through the text. */
interface Edit {
  /** Of what record; none in the line of a new one. */
  id: string | undefined;
  text: string;
  was: string;
  typed: boolean;
}

export interface Ground {
  register: () => Register;
  titles: () => Titles;
  filter: () => RecordFilter;
  /** The person may write. */
  may: () => boolean;
  columns: GridColumns;
  /** Keeps what would be lost when the table goes away. */
  remember: (unsaved: Unsaved | undefined) => void;
}

export class GridDesk {
  readonly ground: Ground;
  readonly rows = new GridRows();
  readonly pen: GridPen;
  cursor = $state.raw<Cell>({ row: 0, col: 0 });
  /** The other end of what is chosen. */
  far = $state.raw<Cell>();
  edit = $state.raw<Edit>();
  /** The keyboard is here. */
  focused = $state(false);
  /** Rows that are in sight at once. */
  page = 1;
  /** The pages that are asked for now. */
  asked = $state.raw<readonly number[]>([0]);
  range = $derived(rangeOf(this.cursor, this.far ?? this.cursor));
  columns = $derived.by(() => this.ground.columns.shown);
  /** There is a line for a new record. */
  line = $derived.by(() => this.ground.may() && !this.ground.filter().struck);
  /** The record that the cursor is on: where it goes, the cursor goes. */
  #under: string | undefined;

  constructor(ground: Ground) {
    this.ground = ground;
    this.pen = new GridPen(this.rows, ground.register, ground.filter, ground.remember);
  }

  get bounds(): Bounds {
    return { first: this.line ? NEW : 0, rows: this.rows.total ?? 0, cols: this.columns.length, page: this.page };
  }

  // What stands in the cells.

  column(col: number): Column | undefined {
    return this.columns[col];
  }

  writes({ row, col }: Cell): boolean {
    const field = this.column(col)?.field;
    if (!field || follows(field) || !this.ground.may()) return false;
    return row === NEW ? this.line : this.rows.row(row)?.struck === false;
  }

  /** What stands there, in one of the ways to write it. */
  text({ row, col }: Cell, of: typeof shown): string {
    const [column, record] = [this.column(col), this.rows.row(row)];
    if (!column || !record) return "";
    const { field } = column;
    if (field) return of(field, record.fields[field.id], this.ground.titles());
    if (column.id === "number") return String(record.number);
    if (column.id === "day") return of === shown ? day(record.day) : record.day;
    return stateName(this.ground.register().states, record.state);
  }

  /** As it is read. What is on its way stands there already. */
  seen(cell: Cell): string {
    const field = this.column(cell.col)?.field;
    const begun = field && cell.row === NEW ? this.pen.draft.cells[field.id] : undefined;
    const pending = field && this.#pending(cell);
    const [text, said] = [begun?.text ?? pending?.text, begun?.said ?? pending?.said];
    if (!field || text === undefined) return this.text(cell, shown);
    // What came as text and was not understood is no option.
    if (picks(field) && !begun?.said) return shown(field, picked(field, text), this.ground.titles());
    return begun && begun.value !== null && !said ? shown(field, begun.value, this.ground.titles()) : text;
  }

  /** Why what was typed there does not stand there. */
  wrong(cell: Cell): string {
    const field = this.column(cell.col)?.field;
    if (!field) return "";
    return (cell.row === NEW ? this.pen.draft.cells[field.id]?.said : this.#pending(cell)?.said) ?? "";
  }

  #pending(cell: Cell): { text: string; said: string } | undefined {
    const [field, record] = [this.column(cell.col)?.field, this.rows.row(cell.row)];
    return field && record && this.pen.pending.length > 0 ? this.pen.pendingAt(record.id, field.id) : undefined;
  }

  #edited(cell: Cell): string {
    const field = this.column(cell.col)?.field;
    if (!field) return "";
    if (cell.row === NEW) return this.pen.draft.cells[field.id]?.text ?? "";
    return this.#pending(cell)?.text ?? edited(field, this.rows.row(cell.row)?.fields[field.id], this.ground.titles());
  }

  // Where the cursor is.

  goTo(cell: Cell): void {
    this.#commit();
    const before = this.cursor.row;
    this.cursor = within(cell, this.bounds);
    this.far = undefined;
    this.#under = this.rows.row(this.cursor.row)?.id;
    if (before === NEW && this.cursor.row !== NEW) void this.pen.saveDraft();
  }

  /** Chooses up to there. A line that is not written yet is not chosen together with records. */
  stretch(cell: Cell): void {
    this.#commit();
    const alone = this.cursor.row === NEW;
    this.far = { row: alone ? NEW : Math.max(0, within(cell, this.bounds).row), col: within(cell, this.bounds).col };
    const { top, bottom } = this.range;
    if (rowsOf(this.range) <= MOST) void this.rows.read(this.ground.register().id, this.ground.filter(), Math.max(0, top), bottom).catch(() => undefined);
  }

  /** A key leads on; answers whether it did. */
  move(key: string, ctrl: boolean, stretching: boolean): boolean {
    const to = led(stretching ? (this.far ?? this.cursor) : this.cursor, key, ctrl, this.bounds);
    if (!to) return false;
    if (stretching) this.stretch(to);
    else this.goTo(to);
    return true;
  }

  /** One cell on or back in the row; answers whether there was one. */
  along(by: 1 | -1): boolean {
    const col = this.cursor.col + by;
    if (col < 0 || col >= this.columns.length) return false;
    this.goTo({ row: this.cursor.row, col });
    return true;
  }

  everything(): void {
    const { from, to } = this.rows.around(Math.max(0, this.cursor.row));
    if (to < from) return;
    this.goTo({ row: from, col: 0 });
    this.far = { row: to, col: this.columns.length - 1 };
  }

  chosen(row: number, col: number): boolean {
    return this.far !== undefined && holds(this.range, row, col);
  }

  /** Nothing chosen, and no block that waits. */
  nothing(): void {
    this.far = undefined;
    this.pen.proposal = undefined;
  }

  isCursor(row: number, col: number): boolean {
    return this.cursor.row === row && this.cursor.col === col;
  }

  /** Opens the record beside the table; the line of a new one is saved instead. */
  open(row = this.cursor.row): void {
    this.#commit();
    const record = this.rows.row(row);
    if (row === NEW) void this.pen.saveDraft();
    else if (record) go("registers", this.ground.register().id, record.id);
  }

  // What is typed.

  /** Begins to edit the cursor's cell, with what was typed or with what stands there; answers whether that can be. */
  begin(typed?: string): boolean {
    if (!this.writes(this.cursor)) return false;
    const was = this.#edited(this.cursor);
    this.far = undefined;
    this.edit = { id: this.rows.row(this.cursor.row)?.id, text: typed ?? was, was, typed: typed !== undefined };
    return true;
  }

  type(text: string): void {
    if (this.edit) this.edit = { ...this.edit, text };
    else this.begin(text);
  }

  leave(): void {
    this.edit = undefined;
  }

  #commit(): void {
    const [edit, field] = [this.edit, this.column(this.cursor.col)?.field];
    this.edit = undefined;
    if (!edit || !field || (edit.text === edit.was && !this.wrong(this.cursor))) return;
    if (this.cursor.row === NEW) void this.pen.begin(field, edit.text);
    else if (edit.id) void this.pen.save(edit.id, field, edit.text);
  }

  /** Saves what is typed, and leads on: down, or along the line of a new record and at its end into the register. */
  enter(key: "ArrowDown" | "ArrowUp"): void {
    if (this.cursor.row !== NEW || key === "ArrowUp") return void this.move(key, false, false);
    const open = this.columns.flatMap((_, col) => (this.writes({ row: NEW, col }) ? [col] : []));
    const next = open.find((col) => col > this.cursor.col);
    this.goTo({ row: NEW, col: next ?? open[0] ?? 0 });
    if (next === undefined) void this.pen.saveDraft();
  }

  /** The keyboard is elsewhere: nothing typed is left hanging. */
  away(): void {
    this.focused = false;
    this.#commit();
    if (this.cursor.row === NEW) void this.pen.saveDraft();
  }

  /** Marks a check, or takes the mark away. */
  toggle(): void {
    if (!this.begin() || !this.edit) return;
    this.type(this.edit.text === "true" ? "" : "true");
    this.#commit();
  }

  // What comes from the core.

  came(page: number, answer: RecordPage, again: boolean): void {
    this.rows.take(page, answer, again, this.asked);
    if (again) this.pen.elsewhere();
    const at = again && this.#under ? this.rows.find(this.#under) : undefined;
    const row = at ?? this.cursor.row;
    if (row !== this.cursor.row || row >= answer.total) {
      this.cursor = within({ ...this.cursor, row }, this.bounds);
      this.far = undefined;
    }
    this.#under = this.rows.row(this.cursor.row)?.id;
  }

  /** Other records, or in another order: from the top again. */
  restart(): void {
    this.#commit();
    this.rows.forget(this.asked.includes(0) ? [0] : []);
    this.#under = undefined;
    if (this.cursor.row > 0) this.cursor = { ...this.cursor, row: 0 };
    this.far = undefined;
  }
}
