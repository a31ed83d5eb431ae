// An audit kit that comes in: which file, what is in it and what it would do, and what came of taking it in.

import { change } from "../../ask/index.svelte";
import { call, type AnswerOf } from "../../host";
import { back } from "../registers/gridWrite";
import { Trying } from "../settings/trying.svelte";

/** What a kit's file ends in. */
export const ENDING = "tenken-kit";

const plain = (name: string): string => name.normalize("NFKC").replace(/\s+/g, "");

export class KitDesk {
  readonly trying = new Trying();
  /** What was seen in it; nothing while another file or passphrase is being given. */
  looked = $state.raw<AnswerOf<"audit.kit_look">>();
  /** As whom it is taken along. */
  auditor = $state("");
  done = $state.raw<AnswerOf<"audit.kit_in">>();
  takenBack = $state(false);
  #path = $state("");
  #passphrase = $state("");

  /** What bringing it in would add, as far as it is counted. */
  more = $derived.by(() => {
    const { judgements = 0, new: fresh = 0, changed = 0, apart = 0, photos = 0 } = this.looked ?? {};
    return judgements + fresh + changed + apart + photos;
  });
  may = $derived(!!this.looked && (this.looked.known || this.auditor !== ""));

  constructor(
    /** What whoever brings it in is called. */
    private readonly me: string,
  ) {}

  get path(): string {
    return this.#path;
  }
  set path(path: string) {
    [this.#path, this.looked] = [path, undefined];
    this.trying.clear();
  }

  get passphrase(): string {
    return this.#passphrase;
  }
  set passphrase(passphrase: string) {
    [this.#passphrase, this.looked] = [passphrase, undefined];
    this.trying.clear();
  }

  get #kit(): { path: string; passphrase: string } {
    return { path: this.#path, passphrase: this.#passphrase.trim() };
  }

  async look(): Promise<void> {
    const kit = this.#kit;
    const looked = await this.trying.do((options) => call("audit.kit_look", kit, options));
    // Another passphrase is being typed by now.
    if (!looked || kit.passphrase !== this.#kit.passphrase) return;
    this.looked = looked;
    const { auditors } = looked;
    const one = auditors.find(({ name }) => plain(name) === plain(this.me)) ?? (auditors.length === 1 ? auditors[0] : undefined);
    this.auditor = one?.id ?? "";
  }

  async take(): Promise<void> {
    const { looked, auditor } = this;
    if (!looked) return;
    const done = await this.trying.do((options) => change("audit.kit_in", { kit: this.#kit, ...(!looked.known && { auditor }) }, options));
    if (!done) return;
    this.passphrase = "";
    [this.done, this.takenBack] = [done, false];
  }

  async takeBack(): Promise<void> {
    const entries = this.done?.entries ?? 0;
    this.takenBack = (await this.trying.do(async () => (await back(entries), true))) ?? false;
  }

  /** Another one. */
  clear(): void {
    [this.path, this.passphrase, this.done, this.takenBack] = ["", "", undefined, false];
  }
}
