// Cells as text, one after the other with tabs: as spreadsheets put them on the clipboard and take them from it.

import type { JsonValue, RegisterField } from "../../host/generated";
import { ends, held, nameOf, shown, value, type Titles } from "./names";

const BREAK = /\r\n|\r|\n/y;
/** A text that begins so is taken for a formula; `'` before it says that it is none. */
const FORMULA = /^(?:[=+@\t]|-(?!\d*\.?\d+$))/;

/** A block of cells, as Excel and others copy it. A cell in quotes may hold breaks, tabs and doubled quotes. */
export function readBlock(text: string): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  while (at < text.length || rows.at(-1)?.length === 0) {
    const { cell, next } = quoted(text, at) ?? plainCell(text, at);
    rows.at(-1)?.push(/^'[=+@\t-]/.test(cell) ? cell.slice(1) : cell);
    at = next;
    if (text[at] === "\t") {
      at += 1;
      if (at === text.length) rows.at(-1)?.push("");
      continue;
    }
    at += breakAt(text, at);
    // What is copied ends with a break: no row follows it.
    if (at < text.length) rows.push([]);
    else break;
  }
  return rows;
}

function breakAt(text: string, at: number): number {
  BREAK.lastIndex = at;
  return BREAK.exec(text)?.[0].length ?? 0;
}

/** A cell in quotes that are closed before the next tab or break; nothing where a quote is only a letter. */
function quoted(text: string, from: number): { cell: string; next: number } | undefined {
  if (text[from] !== '"') return undefined;
  let cell = "";
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] !== '"') cell += text[at];
    else if (text[at + 1] === '"') [cell, at] = [cell + '"', at + 1];
    else return at + 1 === text.length || text[at + 1] === "\t" || breakAt(text, at + 1) > 0 ? { cell: cell.replace(/\r\n?/g, "\n"), next: at + 1 } : undefined;
  }
  return undefined;
}

function plainCell(text: string, from: number): { cell: string; next: number } {
  const length = text.slice(from).search(/[\t\r\n]/);
  const next = length < 0 ? text.length : from + length;
  return { cell: text.slice(from, next), next };
}

export function writeBlock(rows: readonly (readonly string[])[]): string {
  const written = (text: string) => {
    const harmless = FORMULA.test(text) ? `'${text}` : text;
    return /[\t\r\n]|^"/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
  };
  return rows.map((row) => row.map(written).join("\t")).join("\n");
}

/** It is picked from a list, not typed. */
export const picks = (field: RegisterField): boolean => field.type === "choice" || field.type === "link" || field.type === "check";

/** A value as text that is understood again: days always 2026-11-20. */
export function plain(field: RegisterField, value: JsonValue | undefined, titles: Titles = {}): string {
  if (value === null || value === undefined || value === "") return "";
  if (field.type === "date") return String(value);
  if (field.type === "date_time") return String(value).slice(0, 16).replace("T", " ");
  if (field.type === "period") return ends(String(value)).join("～");
  if (field.type === "choices" && Array.isArray(value)) return value.map((id) => nameOf(field.options?.find((one) => one.id === id) ?? { name: String(id), name_en: String(id) })).join("、");
  return shown(field, value, titles);
}

/** What a cell is edited as: a text, or the id of what is picked. */
export function edited(field: RegisterField, value: JsonValue | undefined, titles: Titles): string {
  return picks(field) ? String(held(field, value) || "") : plain(field, value, titles);
}

/** What was picked, as a value. */
export const picked = (field: RegisterField, text: string): JsonValue => value(field, field.type === "check" ? text === "true" : text) ?? null;
