// What is done with all that is chosen at once: copied, pasted over, filled down, emptied.

import type { JsonValue } from "../../host/generated";
import { say } from "../../words/index.svelte";
import type { GridDesk } from "./gridDesk.svelte";
import { spread, type Wanted } from "./gridPlan";
import { colsOf, MOST, NEW, rowsOf, type Cell } from "./gridRange";
import { plain, readBlock, writeBlock } from "./gridText";
import { follows } from "./names";

function few(desk: GridDesk, rows: number): boolean {
  desk.pen.said = rows <= MOST ? "" : say("registers-grid-too-many", { most: MOST });
  return rows <= MOST;
}

/** Every cell of so many rows from one on, over the columns that are chosen. */
const cells = (desk: GridDesk, top: number, rows: number): Cell[][] =>
  Array.from({ length: rows }, (_, r) => Array.from({ length: colsOf(desk.range) }, (_, c) => ({ row: top + r, col: desk.range.left + c })));

/** What is chosen, as text; nothing where that cannot be. */
export function copied(desk: GridDesk): string | undefined {
  const { top, bottom } = desk.range;
  if (!few(desk, rowsOf(desk.range))) return undefined;
  if (top !== NEW && !desk.rows.known(top, bottom)) {
    desk.pen.said = say("registers-grid-not-read");
    return undefined;
  }
  const text = (cell: Cell) => (cell.row === NEW ? desk.seen(cell) : desk.text(cell, plain));
  return writeBlock(cells(desk, top, rowsOf(desk.range)).map((row) => row.map(text)));
}

/** A block from the cursor on, over what stands there and beyond the last record as new ones. */
export function paste(desk: GridDesk, text: string): void {
  const block = readBlock(text);
  if (!desk.ground.may() || !few(desk, block.length)) return;
  const all = spread(block, desk.range).filter((one) => one.col < desk.columns.length);
  const wanted = all.flatMap((one) => into(desk, one, one.text));
  const above = desk.range.top === NEW;
  // One row goes into the line that is there for it; several are records at once.
  if (above && block.length === 1) for (const { field, now } of wanted) void desk.pen.begin(field, now, false);
  else void desk.pen.propose(above ? wanted.map((one) => ({ ...one, row: one.row - NEW + (desk.rows.total ?? 0) })) : wanted, all.length - wanted.length);
}

/** The first row of what is chosen into all of it; one row alone takes the one above. */
export function fill(desk: GridDesk): void {
  const rows = rowsOf(desk.range);
  const first = desk.range.top + (rows === 1 ? 0 : 1);
  const from = desk.rows.row(first - 1);
  if (desk.range.top !== NEW && from) values(desk, first, (field) => from.fields[field] ?? null);
}

export function empty(desk: GridDesk): void {
  const { top, left, right } = desk.range;
  if (top !== NEW) return values(desk, top, () => null);
  for (const { field } of desk.columns.slice(left, right + 1)) if (field) void desk.pen.begin(field, "");
}

function values(desk: GridDesk, top: number, value: (field: string) => JsonValue): void {
  if (!few(desk, rowsOf(desk.range))) return;
  const all = cells(desk, top, desk.range.bottom - top + 1).flat();
  const wanted = all.flatMap((cell) => into(desk, cell, value(desk.column(cell.col)?.field?.id ?? "")));
  void desk.pen.proposeValues(wanted, all.length - wanted.length);
}

/** Where a cell of a block goes; nowhere where nothing can be written. */
function into<T>(desk: GridDesk, { row, col }: Cell, now: T): Wanted<T>[] {
  const field = desk.column(col)?.field;
  return field && !follows(field) && desk.ground.may() ? [{ row, field, now }] : [];
}
