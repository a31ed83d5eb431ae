// What a key does in the table: while a cell is typed, and while one goes from cell to cell.

import { empty, fill } from "./gridBlocks";
import type { GridDesk } from "./gridDesk.svelte";
import { picks } from "./gridText";

/** What a key counts as while it belongs to a word that is being made, also where `isComposing` is over too early. */
const COMPOSING = 229;

/** Answers whether the key was meant for the table. */
export function pressed(desk: GridDesk, event: KeyboardEvent): boolean {
  // Keys that still make a Japanese word belong to it.
  if (event.isComposing || event.keyCode === COMPOSING) return false;
  return desk.edit ? typing(desk, event) : going(desk, event);
}

const ctrl = (event: KeyboardEvent): boolean => event.ctrlKey || event.metaKey;

function typing(desk: GridDesk, event: KeyboardEvent): boolean {
  const { key, shiftKey, altKey } = event;
  const field = desk.column(desk.cursor.col)?.field;
  if (key === "Escape") desk.leave();
  else if (key === "Enter" && altKey && event.target instanceof HTMLTextAreaElement) desk.type(broken(event.target));
  else if (key === "Enter" && (ctrl(event) || altKey)) desk.open();
  else if (key === "Enter") desk.enter(shiftKey ? "ArrowUp" : "ArrowDown");
  else if (key === "Tab") {
    if (desk.along(shiftKey ? -1 : 1)) return true;
    // At the end of the line there is no further cell: what is typed is saved all the same.
    desk.goTo(desk.cursor);
    return false;
  } else if (desk.edit?.typed && field && !picks(field) && /^Arrow/.test(key) && !ctrl(event) && !shiftKey && !altKey) desk.move(key, false, false);
  else return false;
  return true;
}

function going(desk: GridDesk, event: KeyboardEvent): boolean {
  const { key, shiftKey, altKey } = event;
  if (key === "Enter" && (ctrl(event) || altKey)) return opened(desk);
  // The rest of these is the system's own.
  if (altKey) return false;
  if (ctrl(event)) {
    const does: Record<string, () => void> = {
      a: () => desk.everything(),
      d: () => fill(desk),
      y: () => void desk.pen.undo("ledger.redo"),
      z: () => void desk.pen.undo(shiftKey ? "ledger.redo" : "ledger.undo"),
    };
    const found = does[key.toLowerCase()];
    if (!found) return desk.move(key, true, shiftKey);
    found();
    return true;
  }
  if (key === "Tab") return desk.along(shiftKey ? -1 : 1);
  if (key === "Enter" || key === "F2") return desk.begin() || opened(desk);
  if (key === "Delete" || key === "Backspace") empty(desk);
  else if (key === "Escape") desk.nothing();
  else if (key.length === 1 && desk.column(desk.cursor.col)?.field?.type === "check") desk.toggle();
  else if (key.length === 1 && picked(desk)) return desk.begin();
  else return desk.move(key, false, shiftKey);
  return true;
}

/** The text with a line break where one writes: Enter alone saves. */
function broken(area: HTMLTextAreaElement): string {
  area.setRangeText("\n", area.selectionStart, area.selectionEnd, "end");
  return area.value;
}

function opened(desk: GridDesk): boolean {
  desk.open();
  return true;
}

/** The cursor's cell is picked from a list. */
function picked(desk: GridDesk): boolean {
  const field = desk.column(desk.cursor.col)?.field;
  return field !== undefined && picks(field);
}
