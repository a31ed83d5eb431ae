// One record while it is written: what its inputs hold, what of it is not saved, and who was faster.

import { change } from "../../ask/index.svelte";
import { call, failureOf, type Failure } from "../../host";
import type { JsonValue, Register, RegisterRecord } from "../../host/generated";
import { say } from "../../words/index.svelte";
import { allHeld, written, type Fields, type Held } from "./names";

/** Somebody changed the record meanwhile: both, to choose from. */
export interface Clash {
  theirs: RegisterRecord;
  yours: Fields;
  by: string;
  at: string;
}

/** What was written and not saved, and onto what. */
export interface Draft {
  values: Record<string, Held>;
  base: number | undefined;
}

export class RecordForm {
  values = $state<Record<string, Held>>({});
  /** As the core knows it; none while it is new. */
  record = $state.raw<RegisterRecord>();
  failure = $state.raw<Failure>();
  clash = $state.raw<Clash>();
  meanwhile = $state("");
  busy = $state(false);
  /** The fields that a step asks for in its own place. */
  asked = $state.raw<string[]>([]);
  readonly register: Register;
  #start = $state("");
  /** The revision that what is written belongs to; none while it is new. */
  #base: number | undefined;
  fields = $derived.by(() => written(this.register.fields, this.values));
  dirty = $derived(JSON.stringify(this.fields) !== this.#start);

  constructor(register: Register) {
    this.register = register;
    this.#fill({});
  }

  #fill(fields: Fields): void {
    this.values = allHeld(this.register.fields, fields);
    this.#start = JSON.stringify(written(this.register.fields, this.values));
  }

  /** What the core has now; what is being written stays, and is held against it when it is saved. */
  follow(record: RegisterRecord): void {
    if (this.busy || (this.record && this.dirty)) return;
    this.take(record);
  }

  take(record: RegisterRecord): void {
    this.record = record;
    this.#base = record.revision;
    this.#fill(record.fields);
    [this.failure, this.clash] = [undefined, undefined];
  }

  get draft(): Draft {
    return { values: $state.snapshot(this.values), base: this.#base };
  }

  /** Goes on with what was not saved. Where somebody was faster, saving it says so. */
  resume({ values, base }: Draft): void {
    this.values = { ...allHeld(this.register.fields, {}), ...values };
    this.#base = base;
  }

  async #do<T>(does: () => Promise<T>, conflict: (failure: Failure & { code: "conflict" }) => Promise<void>): Promise<T | undefined> {
    if (this.busy) return undefined;
    this.busy = true;
    [this.failure, this.meanwhile] = [undefined, ""];
    try {
      return await does();
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (failure.code !== "conflict") this.failure = failure;
      else await conflict(failure).catch((again) => (this.failure = failureOf(again)));
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  async #now(): Promise<RegisterRecord> {
    return (await call("register.show", { id: this.record?.id ?? "" })).record;
  }

  /** Saves it; over what somebody else wrote only where the person chose so. */
  async save(over = false): Promise<RegisterRecord | undefined> {
    const yours: Record<string, JsonValue> = JSON.parse(JSON.stringify(this.fields));
    const base = over && this.clash ? this.clash.theirs.revision : this.#base;
    const item = this.record && base !== undefined ? { id: this.record.id, base, fields: yours } : { fields: yours };
    const done = await this.#do(
      () => change("register.write", { register: this.register.id, items: [item] }),
      async ({ params: { by, at } }) => {
        this.clash = { theirs: await this.#now(), yours, by, at };
      },
    );
    const record = done?.records[0];
    if (record) this.take(record);
    return record;
  }

  /** A step of the record itself: where it was changed meanwhile, it is read again and nothing is done. */
  async step(does: (record: RegisterRecord) => Promise<RegisterRecord | undefined>): Promise<boolean> {
    const record = this.record;
    if (!record) return false;
    const done = await this.#do(
      async () => ({ record: await does(record) }),
      async ({ params }) => {
        this.take(await this.#now());
        this.meanwhile = say("registers-meanwhile", { who: params.by });
      },
    );
    if (done?.record) this.take(done.record);
    return !!done;
  }

  async strike(struck: boolean, reason: string): Promise<boolean> {
    return this.step(async ({ id, revision }) => {
      await change("register.strike", { register: this.register.id, items: [{ id, base: revision }], struck, reason });
      return this.#now();
    });
  }

  async advance(step: string, fields: Record<string, JsonValue>): Promise<boolean> {
    return this.step(async ({ id, revision }) => (await change("register.advance", { id, base: revision, step, fields })).records[0]);
  }
}
