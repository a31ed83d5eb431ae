// What people here make of a register: fields and cycles of their own, or a register that is wholly theirs. As the panel
// holds it, and as the core takes it.

import { change, refresh } from "../../ask/index.svelte";
import { failureOf, type Failure } from "../../host";
import type { CycleGiven, FieldKind, FieldOption, Register, RegisterCycle, RegisterField, RegisterSetup, RegisterStand } from "../../host/generated";

/** What is said of a register besides its fields and cycles. */
export type Basics = Omit<Register, "fields" | "cycles">;
/** What was decided of a cycle. */
export interface Decided {
  off: boolean;
  to: string;
}
export interface Draft {
  basics: Basics | undefined;
  fields: RegisterField[];
  cycles: RegisterCycle[];
  given: Record<string, Decided>;
  unused: boolean;
}
export interface Begun {
  draft: Draft;
  base: number;
}

export const KINDS: { kind: FieldKind; name: string }[] = [
  { kind: "text", name: "registers-kind-text" },
  { kind: "long_text", name: "registers-kind-long-text" },
  { kind: "number", name: "registers-kind-number" },
  { kind: "date", name: "registers-kind-date" },
  { kind: "time", name: "registers-kind-time" },
  { kind: "date_time", name: "registers-kind-date-time" },
  { kind: "period", name: "registers-kind-period" },
  { kind: "choice", name: "registers-kind-choice" },
  { kind: "choices", name: "registers-kind-choices" },
  { kind: "check", name: "registers-kind-check" },
  { kind: "person", name: "registers-kind-person" },
  { kind: "link", name: "registers-kind-link" },
  { kind: "file", name: "registers-kind-file" },
];
/** Kinds that nobody chooses, but that ours have. */
export const KIND_NAMES: Record<FieldKind, string> = { ...(Object.fromEntries(KINDS.map(({ kind, name }) => [kind, name])) as Record<FieldKind, string>), computed: "registers-kind-computed", sequence: "registers-kind-sequence" };

export const EVERY: { every: NonNullable<RegisterCycle["every"]>; name: string }[] = [
  { every: "day", name: "catalogues-cycle-day" },
  { every: "workday", name: "registers-every-workday" },
  { every: "week", name: "registers-every-week" },
  { every: "month", name: "catalogues-cycle-month" },
  { every: "quarter", name: "registers-every-quarter" },
  { every: "half_year", name: "catalogues-cycle-half-year" },
  { every: "year", name: "catalogues-cycle-year" },
  { every: "fiscal_year", name: "catalogues-cycle-fiscal-year" },
];

export const picks = (kind: FieldKind): boolean => kind === "choice" || kind === "choices";

/** An id of their own: ours never begin so. */
export function fresh(): string {
  const random = crypto.getRandomValues(new Uint8Array(6));
  return `own_${[...random].map((one) => one.toString(16).padStart(2, "0")).join("")}`;
}

/** Options as lines. What is only called otherwise stays what it was: records go on having it. */
export function optionsOf(lines: string, before: readonly FieldOption[]): FieldOption[] {
  const names = [...new Set(lines.split("\n").map((line) => line.trim()).filter(Boolean))];
  const renamed = (name: string, old: FieldOption | undefined) => (old && names.length === before.length && !names.includes(old.name) ? { ...old, name, name_en: old.name_en === old.name ? name : old.name_en } : undefined);
  return names.map((name, n) => before.find((one) => one.name === name) ?? renamed(name, before[n]) ?? { id: fresh(), name, name_en: name });
}

/** Both names: where nothing is said in English, it is called the same. */
function named<T extends { name: string; name_en: string }>(one: T): T {
  const name = one.name.trim();
  return { ...one, name, name_en: one.name_en.trim() || name };
}
/** The same name in English is none of its own: it changes with the other. */
const unnamed = <T extends { name: string; name_en: string }>(one: T): T => ({ ...one, name_en: one.name_en === one.name ? "" : one.name_en });

function fieldOut(field: RegisterField): RegisterField {
  const { required, help, options, register, retired, ...rest } = named(field);
  return {
    ...rest,
    ...(required && { required }),
    ...(help?.trim() && { help: help.trim() }),
    ...(picks(field.type) && { options: options ?? [] }),
    ...(field.type === "link" && register && { register }),
    ...(retired && { retired }),
  };
}

/** As the core takes it; nothing where nothing is left of it. */
export function setupOf({ basics, fields, cycles, given, unused }: Draft): RegisterSetup | undefined {
  const [allFields, allCycles] = [fields.map(fieldOut), cycles.map(named)];
  const decided = Object.entries(given)
    .filter(([, { off, to }]) => off || to.trim())
    .map(([cycle, { off, to }]): CycleGiven => ({ cycle, ...(off && { off }), ...(to.trim() && { to: to.trim() }) }));
  const setup: RegisterSetup = {
    ...(basics ? { whole: { ...named(basics), fields: allFields, ...(allCycles.length > 0 && { cycles: allCycles }) } } : { ...(allFields.length > 0 && { fields: allFields }), ...(allCycles.length > 0 && { cycles: allCycles }) }),
    ...(decided.length > 0 && { given: decided }),
    ...(unused && { unused }),
  };
  return Object.keys(setup).length > 0 ? setup : undefined;
}

/** As the panel holds it. */
export function draftOf(setup: RegisterSetup | null | undefined): Draft {
  const { fields: wholeFields = [], cycles: wholeCycles = [], ...basics } = setup?.whole ?? {};
  return {
    basics: setup?.whole && unnamed(basics as Basics),
    fields: [...wholeFields, ...(setup?.fields ?? [])].map(unnamed),
    cycles: [...wholeCycles, ...(setup?.cycles ?? [])].map(unnamed),
    given: Object.fromEntries((setup?.given ?? []).map(({ cycle, off, to }) => [cycle, { off: off ?? false, to: to ?? "" }])),
    unused: setup?.unused ?? false,
  };
}

/** A register to begin with: a day and what it is about. */
export function newRegister(source: string, day: string, title: string): Draft {
  const [on, what] = [fresh(), fresh()];
  return {
    basics: { id: "", name: "", name_en: "", source, purpose: "", group: "operations", dated_by: on, titled_by: what },
    fields: [
      { id: on, name: day, name_en: "", type: "date", required: true },
      { id: what, name: title, name_en: "", type: "text", required: true },
    ],
    cycles: [],
    given: {},
    unused: false,
  };
}

const plain = (setup: RegisterSetup | undefined): string => JSON.stringify(setup ?? null);

export class SetupForm {
  draft = $state<Draft>(draftOf(null));
  base = $state(0);
  busy = $state(false);
  failure = $state.raw<Failure>();
  /** Somebody else arranged it meanwhile. */
  clash = $state.raw<{ by: string; at: string }>();
  quiet = $state(false);
  /** Anew each time it is read: inputs begin again. */
  turn = $state(0);
  #start = $state("");
  setup = $derived(setupOf(this.draft));
  dirty = $derived(plain(this.setup) !== this.#start);

  /** As it stands now, or an empty one. */
  take(draft: Draft, base: number): void {
    [this.draft, this.base, this.failure, this.clash] = [draft, base, undefined, undefined];
    this.#start = plain(setupOf(draft));
    this.turn += 1;
  }

  follow(stand: RegisterStand): void {
    if (this.busy || (this.turn > 0 && (this.dirty || stand.revision === this.base))) return;
    this.take(draftOf(stand.setup), stand.revision);
  }

  get begun(): Begun {
    return { draft: $state.snapshot(this.draft), base: this.base };
  }

  resume({ draft, base }: Begun): void {
    [this.draft, this.base] = [draft, base];
    this.turn += 1;
  }

  decided(cycle: string): Decided {
    return this.draft.given[cycle] ?? { off: false, to: "" };
  }

  decide(cycle: string, what: Partial<Decided>): void {
    this.draft.given[cycle] = { ...this.decided(cycle), ...what };
  }

  addField(): string {
    const id = fresh();
    this.draft.fields.push({ id, name: "", name_en: "", type: "text" });
    return id;
  }

  moveField(at: number, by: 1 | -1): void {
    const [one] = this.draft.fields.splice(at, 1);
    if (one) this.draft.fields.splice(at + by, 0, one);
  }

  removeField(id: string): void {
    this.draft.fields = this.draft.fields.filter((one) => one.id !== id);
    const { basics } = this.draft;
    if (!basics) return;
    if (basics.dated_by === id) delete basics.dated_by;
    if (basics.titled_by === id) basics.titled_by = this.draft.fields.find((one) => one.type !== "file")?.id ?? "";
    if (basics.known_by) basics.known_by = basics.known_by.filter((one) => one !== id);
  }

  addCycle(): string {
    const id = fresh();
    this.draft.cycles.push({ id, name: "", name_en: "", every: "month", notice_days: 7, roles: ["manager"] });
    return id;
  }

  removeCycle(id: string): void {
    this.draft.cycles = this.draft.cycles.filter((one) => one.id !== id);
    delete this.draft.given[id];
  }

  /** Answers the register's id once it is saved. `gone`: what was made of it is taken away. */
  async save(register: string | undefined, gone = false): Promise<string | undefined> {
    if (this.busy) return undefined;
    [this.busy, this.failure, this.clash, this.quiet] = [true, undefined, undefined, false];
    const setup = gone ? undefined : $state.snapshot(this.setup);
    try {
      const done = await change("register.arrange", { ...(register !== undefined && { register }), base: this.base, ...(setup && { setup }) });
      this.#start = plain(setup);
      this.quiet = true;
      return done.register;
    } catch (thrown) {
      this.failure = failureOf(thrown);
      if (this.failure.code === "conflict") {
        this.clash = { by: this.failure.params.by, at: this.failure.params.at };
        this.failure = undefined;
        await refresh(["registers"]);
      }
      return undefined;
    } finally {
      this.busy = false;
    }
  }
}
