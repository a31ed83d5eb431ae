// Changing a template: what is written, what is wrong with it, and what somebody else made of it meanwhile.

import { change } from "../../ask/index.svelte";
import { call, failureOf, type Failure } from "../../host";
import type { Fault, Open } from "../../host/generated";

interface Draft {
  text: string;
  base: number;
}

/** Somebody else's text, and who they are; nobody where they went back to Tenken's own. */
interface Clash {
  theirs: string;
  by: string;
  at: string;
  base: number;
}

/** What was not saved when its editor went away: for the same person, as long as the window is open. */
const drafts = new Map<string, Draft>();
const place = (open: Open, id: string) => `${open.path} ${open.me.id} ${id}`;
export const draftOf = (open: Open, id: string): Draft | undefined => drafts.get(place(open, id));

export class Editing {
  text = $state("");
  /** As it was last saved. */
  kept = $state("");
  base = $state(0);
  loaded = $state(false);
  restored = $state(false);
  busy = $state(false);
  /** Looked at already, as it stands. */
  checked = $state<string>();
  faults = $state.raw<Fault[]>([]);
  failure = $state.raw<Failure>();
  clash = $state.raw<Clash>();
  dirty = $derived(this.loaded && this.text !== this.kept);
  good = $derived(this.checked === this.text && this.faults.length === 0);
  #turn = 0;

  constructor(
    private readonly open: Open,
    readonly id: string,
  ) {}

  async load(): Promise<void> {
    await this.#doing(async () => {
      const found = await call("document.template", { id: this.id });
      const draft = draftOf(this.open, this.id);
      [this.kept, this.text, this.base] = [found.text, draft?.text ?? found.text, draft?.base ?? found.own?.revision ?? 0];
      [this.loaded, this.restored] = [true, draft !== undefined];
    });
  }

  /** Keeps what is not saved, should the editor go away. */
  remember(): void {
    const at = place(this.open, this.id);
    if (this.dirty) drafts.set(at, { text: this.text, base: this.base });
    else if (this.loaded) drafts.delete(at);
  }

  /** Throws away what was not saved. */
  forget(): void {
    [this.text, this.restored, this.clash] = [this.kept, false, undefined];
    this.remember();
  }

  async check(): Promise<void> {
    const [turn, text] = [++this.#turn, this.text];
    try {
      const faults = await call("document.check_template", { id: this.id, text });
      if (turn !== this.#turn) return;
      [this.faults, this.checked, this.failure] = [faults, text, undefined];
    } catch (thrown) {
      if (turn === this.#turn) this.failure = failureOf(thrown);
    }
  }

  /** Answers whether it is saved. */
  async save(): Promise<boolean> {
    const text = this.text;
    return this.#doing(async () => {
      await change("document.set_template", { id: this.id, base: this.base, text });
      await this.#settle(text);
    });
  }

  /** Tenken's own again. */
  async drop(): Promise<boolean> {
    return this.#doing(async () => {
      await change("document.drop_template", { id: this.id, base: this.base });
      const { text } = await call("document.template", { id: this.id });
      this.text = text;
      await this.#settle(text);
    });
  }

  /** Of two texts one: mine stays in the editor, to be saved over theirs. */
  async choose(mine: boolean): Promise<void> {
    if (!this.clash) return;
    const { theirs, base } = this.clash;
    [this.kept, this.base, this.clash] = [theirs, base, undefined];
    if (mine) await this.save();
    else this.text = theirs;
  }

  async #settle(text: string): Promise<void> {
    this.base = (await call("document.template", { id: this.id })).own?.revision ?? 0;
    [this.kept, this.restored, this.clash] = [text, false, undefined];
    this.remember();
  }

  async #doing(does: () => Promise<void>): Promise<boolean> {
    if (this.busy) return false;
    [this.busy, this.failure, this.clash] = [true, undefined, undefined];
    try {
      await does();
      return true;
    } catch (thrown) {
      const failure = failureOf(thrown);
      this.clash = await this.#clashOf(failure);
      if (!this.clash) this.failure = failure;
      return false;
    } finally {
      this.busy = false;
    }
  }

  async #clashOf(failure: Failure): Promise<Clash | undefined> {
    const changed = failure.code === "conflict" ? failure.params : undefined;
    if (!changed && !(failure.code === "no-such-thing" && this.base !== 0)) return undefined;
    try {
      const now = await call("document.template", { id: this.id });
      if (!changed && now.own) return undefined;
      return { theirs: now.text, by: changed?.by ?? "", at: changed?.at ?? "", base: now.own?.revision ?? 0 };
    } catch {
      return undefined;
    }
  }
}
