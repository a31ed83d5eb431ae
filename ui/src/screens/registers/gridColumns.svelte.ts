// Which columns a register shows on this computer, and how wide. Nothing kept: those that the definition shows first.

import type { Register, RegisterField } from "../../host/generated";
import { say } from "../../words/index.svelte";
import { columns, nameOf } from "./names";

export interface Column {
  id: string;
  name: string;
  /** None for what every record has: its number, its day, its state. */
  field?: RegisterField;
  /** What is computed is not stored: there is nothing to sort by. */
  sorts: boolean;
  /** In rem: it grows with the person's letters. */
  width: number;
}

interface Kept {
  fields?: string[];
  widths?: Record<string, number>;
}

const LEAST = 3;
const MOST = 60;
const WIDTHS: Record<string, number> = { number: 5.2, day: 8.5, state: 8, long_text: 20, date: 8.5, date_time: 12.5, time: 6, period: 16, check: 6, choice: 10, choices: 13, person: 9, computed: 10 };
const OTHER = 14;

export class GridColumns {
  readonly #register: () => Register;
  readonly #key: string;
  #kept = $state.raw<Kept>({});

  /** All that could be shown: the number stands first anyway, and files are no text. */
  all = $derived.by(() => this.#register().fields.filter((field) => field.type !== "sequence" && field.type !== "file"));
  chosen = $derived.by(() => {
    const kept = this.#kept.fields;
    return this.all.filter((field) => (kept ? kept.includes(field.id) : this.#first(field)));
  });
  shown = $derived.by<Column[]>(() => {
    const register = this.#register();
    const fixed = (id: string, name: string): Column => ({ id, name, sorts: true, width: this.#width(id, id, name) });
    return [
      fixed("number", say("registers-number")),
      // A record's day is said once: by the field that it comes from, where that is shown.
      ...(this.chosen.some((field) => field.id === register.dated_by) ? [] : [fixed("day", say("registers-day"))]),
      ...(register.states?.length ? [fixed("state", say("registers-state"))] : []),
      ...this.chosen.map((field) => ({ id: field.id, name: nameOf(field), field, sorts: field.type !== "computed", width: this.#width(field.id, field.type, nameOf(field)) })),
    ];
  });
  changed = $derived(this.#kept.fields !== undefined || this.#kept.widths !== undefined);

  constructor(register: () => Register) {
    this.#register = register;
    this.#key = `columns-${register().id}`;
    try {
      this.#kept = JSON.parse(localStorage.getItem(this.#key) ?? "{}") as Kept;
    } catch {
      this.#kept = {};
    }
  }

  #first(field: RegisterField): boolean {
    const register = this.#register();
    return (field.id === register.dated_by && !field.retired) || columns(register).some((one) => one.id === field.id);
  }

  #width(id: string, kind: string, name: string): number {
    return this.#kept.widths?.[id] ?? Math.max(WIDTHS[kind] ?? OTHER, Math.min(16, name.length * 0.9 + 2.6));
  }

  #keep(kept: Kept): void {
    this.#kept = kept;
    localStorage.setItem(this.#key, JSON.stringify(kept));
  }

  show(id: string, on: boolean): void {
    const now = this.chosen.map((field) => field.id);
    this.#keep({ ...this.#kept, fields: on ? [...now, id] : now.filter((one) => one !== id) });
  }

  /** `rem` wide; while it is drawn it is not kept yet. */
  widen(id: string, rem: number, keep = true): void {
    const kept = { ...this.#kept, widths: { ...this.#kept.widths, [id]: Math.round(Math.max(LEAST, Math.min(MOST, rem)) * 10) / 10 } };
    if (keep) this.#keep(kept);
    else this.#kept = kept;
  }

  reset(): void {
    this.#kept = {};
    localStorage.removeItem(this.#key);
  }
}
