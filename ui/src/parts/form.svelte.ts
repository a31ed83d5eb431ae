// Something while it is written: what its inputs hold, what of it is not saved, and what it was made from.

import { tick } from "svelte";
import type { Failure } from "../host";
import { Trying } from "../screens/settings/trying.svelte";
import { reading } from "../words/index.svelte";

/** What a guard has to know of one form, or of several that are left together. */
export interface Written {
  readonly dirty: boolean;
  readonly clash: boolean;
  readonly kept: unknown;
  readonly trying: Trying;
  resume(kept: never): void;
  take(): void;
  /** These fields of it that the core has otherwise by now. */
  differing(fields: readonly string[]): Differing[];
}

export interface Differing {
  field: string;
  theirs: unknown;
  yours: unknown;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? "") === JSON.stringify(b ?? "");

export class Form<D, S> implements Written {
  draft = $state() as D;
  readonly trying = new Trying();
  /** As the core has it by now. */
  latest = $state.raw<{ value: S; revision: number }>();
  #start = $state("");
  /** The revision that what is written belongs to; 0 while it is new. */
  #base = 0;
  /** The revision of what it is held against. */
  #started = 0;
  made = $derived.by(() => this.write($state.snapshot(this.draft) as D));
  dirty = $derived(JSON.stringify(this.made) !== this.#start);
  clash = $derived(this.trying.failure?.code === "conflict");

  constructor(
    private readonly read: (value: S) => D,
    private readonly write: (draft: D) => S,
    fresh: S,
  ) {
    this.#fill(fresh);
  }

  #text(value: S): string {
    return JSON.stringify(this.write(this.read(value)));
  }

  #fill(value: S): void {
    this.draft = this.read(value);
    this.#start = JSON.stringify(this.write($state.snapshot(this.draft) as D));
  }

  /** What the core has now; what is being written stays, and is held against it when it is saved. */
  follow(value: S, revision: number): void {
    const first = !this.latest;
    this.latest = { value, revision };
    if (first || !this.dirty) this.take();
    // Something beside it moved on, not this.
    else if (this.#base === this.#started && this.#text(value) === this.#start) this.#base = this.#started = revision;
  }

  /** Begins with what the core has. */
  take(): void {
    if (!this.latest) return;
    this.#base = this.#started = this.latest.revision;
    this.#fill(this.latest.value);
    this.trying.clear();
  }

  get kept(): { draft: D; base: number } {
    return { draft: $state.snapshot(this.draft) as D, base: this.#base };
  }

  resume({ draft, base }: { draft: D; base: number }): void {
    [this.draft, this.#base] = [draft, base];
  }

  differing(fields: readonly string[]): Differing[] {
    const [theirs, yours] = [(this.latest?.value ?? {}) as Record<string, unknown>, this.made as Record<string, unknown>];
    return fields.map((field) => ({ field, theirs: theirs[field], yours: yours[field] })).filter((one) => !same(one.theirs, one.yours));
  }

  /** Saves it; over what somebody else wrote only where the person chose so. */
  async save<T>(does: (made: S, base: number) => Promise<T>, over = false): Promise<T | undefined> {
    const made = JSON.parse(JSON.stringify(this.made)) as S;
    const base = over ? (this.latest?.revision ?? this.#base) : this.#base;
    const done = await this.trying.do(() => does(made, base));
    if (done === undefined) return done;
    await tick();
    // What was saved is what stands there now, unless it was written on meanwhile.
    if (this.latest && JSON.stringify(this.made) === JSON.stringify(made)) this.take();
    else {
      this.#start = JSON.stringify(made);
      this.#base = this.#started = this.latest?.revision ?? this.#base;
    }
    return done;
  }
}

/** A failure with its field as the form calls it. */
export function sentence(failure: Failure, names: Record<string, string>): string {
  const params = "params" in failure ? (failure.params as Record<string, unknown>) : undefined;
  const name = names[String(params?.field ?? "")];
  return name && params ? reading.sentences.failure({ ...failure, params: { ...params, field: name } } as Failure) : reading.sentences.failure(failure);
}

/** Without what is empty: so it is written. */
export function filled<T extends object>(all: T): T {
  const empty = (value: unknown) => value === "" || value === undefined || value === null || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(all).filter(([, value]) => !empty(value))) as T;
}
