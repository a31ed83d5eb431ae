// How a package is closed: to somebody whose sealing key is known, with a passphrase, or not at all.

import type { EnrolledRow, Sealing } from "../../host/generated";
import { plainly } from "../../parts/exchange/names";

/** `open`, `passphrase`, or the signing key of whom it is for. */
export type How = string;

export class Seal {
  passphrase = $state("");
  #chosen = $state<How>();

  constructor(
    private readonly enrolled: () => readonly EnrolledRow[],
    /** To whom it is handed in, by name. */
    private readonly to: () => string,
  ) {}

  /** Those to whom it can be sealed. */
  get receivers(): EnrolledRow[] {
    return this.enrolled().filter(({ enrolled }) => enrolled.sealing && !enrolled.stopped);
  }

  /** Whoever is the only one, or is called so; else nobody else opens it without being told how. */
  get how(): How {
    if (this.#chosen !== undefined) return this.#chosen;
    const all = this.receivers;
    const one = all.length === 1 ? all[0] : all.find(({ enrolled }) => plainly(enrolled.name) === plainly(this.to()));
    return one?.public ?? "passphrase";
  }
  set how(how: How) {
    this.#chosen = how;
  }

  get whole(): boolean {
    return this.how !== "passphrase" || this.passphrase.trim() !== "";
  }

  get sealing(): Sealing | undefined {
    if (this.how === "open") return undefined;
    return this.how === "passphrase" ? { passphrase: this.passphrase.trim() } : { receiver: this.how };
  }

  /** What has to be told to the other side. */
  get told(): string {
    return this.how === "passphrase" ? this.passphrase.trim() : "";
  }
}
