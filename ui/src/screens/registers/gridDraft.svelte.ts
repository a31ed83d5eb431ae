// The line of a new record while it is typed: its cells, what of them was not understood, what is still missing.

import type { JsonValue, RegisterField } from "../../host/generated";

interface Begun {
  text: string;
  value: JsonValue;
  /** Why it was not understood. */
  said: string;
}

export class GridDraft {
  cells = $state.raw<Record<string, Begun>>({});
  /** What must be there before it can be saved; told once one has left the line. */
  missing = $state.raw<readonly RegisterField[]>([]);
  /** Why the core would not have it. */
  said = $state("");

  get begun(): boolean {
    return Object.keys(this.cells).length > 0;
  }

  get wrong(): boolean {
    return Object.values(this.cells).some((one) => one.said);
  }

  get fields(): Record<string, JsonValue> {
    return Object.fromEntries(Object.entries(this.cells).flatMap(([id, { value }]) => (value === null ? [] : [[id, value]])));
  }

  put(field: RegisterField, cell: Begun): void {
    const { [field.id]: _, ...others } = this.cells;
    this.cells = cell.text.trim() === "" ? others : { ...others, [field.id]: cell };
    this.missing = this.missing.filter((one) => one.id !== field.id);
    this.said = "";
  }

  clear(): void {
    [this.cells, this.missing, this.said] = [{}, [], ""];
  }
}
