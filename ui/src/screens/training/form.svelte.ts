// Something of training while it is written: what its inputs hold, what of it is not saved, and what it was made from.

import { tick } from "svelte";
import { Trying } from "../settings/trying.svelte";

export class Form<D, S> {
  draft = $state() as D;
  readonly trying = new Trying();
  /** As the core has it by now. */
  latest = $state.raw<{ value: S; revision: number }>();
  #start = $state("");
  /** The revision that what is written belongs to; 0 while it is new. */
  #base = 0;
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

  #fill(value: S): void {
    this.draft = this.read(value);
    this.#start = JSON.stringify(this.write($state.snapshot(this.draft) as D));
  }

  /** What the core has now; what is being written stays, and is held against it when it is saved. */
  follow(value: S, revision: number): void {
    const first = !this.latest;
    this.latest = { value, revision };
    if (first || !this.dirty) this.take();
  }

  /** Begins with what the core has. */
  take(): void {
    if (!this.latest) return;
    this.#base = this.latest.revision;
    this.#fill(this.latest.value);
    this.trying.clear();
  }

  get kept(): { draft: D; base: number } {
    return { draft: $state.snapshot(this.draft) as D, base: this.#base };
  }

  resume({ draft, base }: { draft: D; base: number }): void {
    [this.draft, this.#base] = [draft, base];
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
    else [this.#start, this.#base] = [JSON.stringify(made), this.latest?.revision ?? this.#base];
    return done;
  }
}
