// From a block of cells to what it would change: which records are written anew, which are new, what is in the way.

import type { JsonValue, RecordWriting, Register, RegisterField, RegisterRecord } from "../../host/generated";
import { colsOf, rowsOf, type Range } from "./gridRange";
import { allHeld, follows, written, type Fields } from "./names";

/** A cell that is to hold something else. A row that is not there yet becomes a new record. */
export interface Wanted<T> {
  row: number;
  field: RegisterField;
  now: T;
}

export interface Plan {
  changed: { row: number; item: RecordWriting }[];
  fresh: { row: number; item: RecordWriting }[];
  /** Cells of records that are there which get something else. */
  cells: number;
  /** Cells of the block that nothing can be written into. */
  left: number;
  /** Rows in which something required would be empty. */
  lacking: { row: number; field: RegisterField }[];
}

/** Where each text of a block goes. A single one goes into every cell of the range. */
export function spread(block: readonly (readonly string[])[], range: Range): { row: number; col: number; text: string }[] {
  const lone = block.length === 1 && block[0]?.length === 1;
  const [rows, cols] = lone ? [rowsOf(range), colsOf(range)] : [block.length, Math.max(0, ...block.map((row) => row.length))];
  return Array.from({ length: rows }, (_, r) => Array.from({ length: cols }, (_, c) => ({ row: range.top + r, col: range.left + c, text: (lone ? block[0]?.[0] : block[r]?.[c]) ?? "" }))).flat();
}

/** All that a record holds and that can be written. */
export const own = (register: Register, fields: Fields): Record<string, JsonValue> => written(register.fields, allHeld(register.fields, fields));

/** A record's fields with some of them changed; nothing where they are as they were. */
export function changedFields(register: Register, before: Fields, now: Record<string, JsonValue>): Record<string, JsonValue> | undefined {
  const [was, made] = [own(register, before), own(register, { ...before, ...now })];
  return JSON.stringify(was) === JSON.stringify(made) ? undefined : made;
}

export const lacks = (register: Register, fields: Fields): RegisterField[] => register.fields.filter((field) => field.required && !field.retired && !follows(field) && fields[field.id] === undefined);

/** What the cells come to. `record` answers what stands in a row; what is there and cannot be changed is left. */
export function planned(register: Register, record: (row: number) => RegisterRecord | undefined, total: number, wanted: readonly Wanted<JsonValue>[]): Plan {
  const plan: Plan = { changed: [], fresh: [], cells: 0, left: 0, lacking: [] };
  const rows = new Map<number, Wanted<JsonValue>[]>();
  for (const one of wanted) rows.set(one.row, [...(rows.get(one.row) ?? []), one]);
  for (const [row, all] of rows) {
    const now = Object.fromEntries(all.map((one) => [one.field.id, one.now]));
    const before = row < total ? record(row) : undefined;
    if (row < total && (!before || before.struck)) {
      plan.left += all.length;
      continue;
    }
    const fields = before ? changedFields(register, before.fields, now) : own(register, now);
    if (!fields || (!before && Object.keys(fields).length === 0)) continue;
    if (before) {
      plan.cells += all.filter((one) => changedFields(register, before.fields, { [one.field.id]: one.now })).length;
      plan.changed.push({ row, item: { id: before.id, base: before.revision, fields } });
    } else plan.fresh.push({ row, item: { fields } });
    plan.lacking.push(...lacks(register, fields).map((field) => ({ row, field })));
  }
  return plan;
}

export function portions<T>(all: readonly T[], most: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / most) }, (_, n) => all.slice(n * most, (n + 1) * most));
}
