// Cells by row and column: where a key leads, what a range holds, which rows are in sight.

export interface Cell {
  row: number;
  col: number;
}

/** Both ends belong to it. */
export interface Range {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** The line above the records, where a new one is written. */
export const NEW = -1;

/** So many records are asked for at once. */
export const PAGE = 200;
export const pageOf = (row: number): number => Math.max(0, Math.floor(row / PAGE));

/** No more rows are copied, filled or pasted at once. */
export const MOST = 5_000;

export interface Bounds {
  /** `NEW` where there is a line for a new record. */
  first: number;
  rows: number;
  cols: number;
  /** So many rows are in sight. */
  page: number;
}

const clamp = (n: number, least: number, most: number): number => Math.max(least, Math.min(n, most));

export const rangeOf = (one: Cell, other: Cell): Range => ({
  top: Math.min(one.row, other.row),
  bottom: Math.max(one.row, other.row),
  left: Math.min(one.col, other.col),
  right: Math.max(one.col, other.col),
});

export const holds = (range: Range, row: number, col: number): boolean => row >= range.top && row <= range.bottom && col >= range.left && col <= range.right;

export const rowsOf = (range: Range): number => range.bottom - range.top + 1;
export const colsOf = (range: Range): number => range.right - range.left + 1;

export function within(cell: Cell, bounds: Bounds): Cell {
  return { row: clamp(cell.row, bounds.first, Math.max(bounds.first, bounds.rows - 1)), col: clamp(cell.col, 0, bounds.cols - 1) };
}

/** Where a key leads from a cell; nothing where it leads nowhere. */
export function led(cell: Cell, key: string, ctrl: boolean, bounds: Bounds): Cell | undefined {
  const { row, col } = cell;
  const [top, last] = [bounds.rows > 0 ? 0 : bounds.first, bounds.rows - 1];
  const to: Record<string, Cell> = {
    ArrowUp: { row: ctrl ? top : row - 1, col },
    ArrowDown: { row: ctrl ? last : row + 1, col },
    ArrowLeft: { row, col: ctrl ? 0 : col - 1 },
    ArrowRight: { row, col: ctrl ? bounds.cols - 1 : col + 1 },
    Home: { row: ctrl ? top : row, col: 0 },
    End: { row: ctrl ? last : row, col: bounds.cols - 1 },
    PageUp: { row: Math.max(row - bounds.page, Math.min(row, top)), col },
    PageDown: { row: row + bounds.page, col },
  };
  const found = to[key];
  return found && within(found, bounds);
}

/** The rows in sight and some around them, `to` not among them. By eights: not every point of scrolling draws anew. */
export function inSight(scrolled: number, height: number, row: number, rows: number): { from: number; to: number } {
  const [AROUND, STEP] = [12, 8];
  const [first, last] = [Math.floor(scrolled / row) - AROUND, Math.ceil((scrolled + height) / row) + AROUND];
  return { from: clamp(Math.floor(first / STEP) * STEP, 0, rows), to: clamp(Math.ceil(last / STEP) * STEP, 0, rows) };
}

/** Rows one after the other, each with how many are left out before it, and how many at the end. */
export function drawn(from: number, to: number, rows: number, also: number): { lines: { n: number; gap: number }[]; rest: number } {
  const all = Array.from({ length: Math.max(0, to - from) }, (_, n) => from + n);
  if (also >= 0 && also < rows && !(also >= from && also < to)) all.push(also);
  all.sort((a, b) => a - b);
  const lines = all.map((n, at) => ({ n, gap: n - (at === 0 ? 0 : (all[at - 1] ?? 0) + 1) }));
  return { lines, rest: rows - ((all.at(-1) ?? -1) + 1) };
}

/** How far to scroll so that a stretch is in sight between what stands fast before it and the end. */
export function scrolledTo(now: number, view: { fast: number; size: number }, at: { start: number; size: number }): number {
  if (at.start < now + view.fast) return Math.max(0, at.start - view.fast);
  const end = at.start + at.size;
  return end > now + view.size ? Math.min(end - view.size, at.start - view.fast) : now;
}
