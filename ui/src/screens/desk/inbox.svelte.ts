// What came in, as far as it was read: page by page, each where it stands; and what becomes of files that are brought.

import { change, refresh } from "../../ask/index.svelte";
import { call, failureOf, type Failure } from "../../host";
import type { InboxFilter, Inbox as Page, ReceivedFile, ReceivedRow } from "../../host/generated";
import { Trying } from "../settings/trying.svelte";

export const PAGE = 100;
export type Wanted = Pick<InboxFilter, "shows" | "fiscal_year" | "kind" | "text">;

export class InboxRows {
  total = $state<number>();
  failure = $state.raw<Failure>();
  #pages = $state.raw<Record<number, readonly ReceivedRow[]>>({});
  #turn = 0;
  #seen: [number, number] = [0, 0];
  #asking = false;

  constructor(private readonly wanted: () => Wanted) {}

  row(n: number): ReceivedRow | undefined {
    return this.#pages[Math.floor(n / PAGE)]?.[n % PAGE];
  }

  /** The first page has come, of what is wanted now: what was read of the others is no longer known. */
  took({ rows, total }: Page): void {
    this.#turn += 1;
    [this.total, this.failure] = [total, undefined];
    this.#pages = { 0: rows };
    void this.#more();
  }

  see(first: number, last: number): void {
    this.#seen = [first, last];
    void this.#more();
  }

  /** One call at a time, so that what was scrolled past in haste is never asked for. */
  async #more(): Promise<void> {
    const [first, last] = this.#seen.map((n) => Math.floor(Math.min(n, (this.total ?? 1) - 1) / PAGE)) as [number, number];
    const page = [first, last].find((one) => one >= 0 && !this.#pages[one]);
    if (this.#asking || this.total === undefined || page === undefined) return;
    const turn = this.#turn;
    this.#asking = true;
    try {
      const { rows } = await call("operator.inbox", { ...this.wanted(), from: page * PAGE, count: PAGE });
      if (turn === this.#turn) this.#pages = { ...this.#pages, [page]: rows };
    } catch (thrown) {
      if (turn === this.#turn) this.failure = failureOf(thrown);
      return;
    } finally {
      this.#asking = false;
    }
    void this.#more();
  }
}

export class Receiving {
  readonly trying = new Trying();
  /** What became of each file; nothing before any was brought. */
  files = $state.raw<readonly ReceivedFile[]>();

  /** Those that need a passphrase, or another one. */
  sealed = $derived((this.files ?? []).filter(({ refused }) => refused?.code === "package-sealed" || refused?.code === "wrong-passphrase"));

  async receive(paths: string[], passphrase = ""): Promise<void> {
    if (paths.length === 0 || this.trying.busy) return;
    const again = passphrase !== "";
    if (!again) this.files = undefined;
    const done = await this.trying.do((options) => change("operator.receive", { paths, ...(again && { passphrase }) }, options));
    if (!done) {
      // What was taken in before it stopped is there.
      await refresh(["submissions"]);
      return;
    }
    const others = again ? (this.files ?? []).filter((one) => !paths.includes(one.path)) : [];
    this.files = [...others, ...done];
  }

  open = (passphrase: string): Promise<void> => this.receive(this.sealed.map((one) => one.path), passphrase);

  clear(): void {
    this.files = undefined;
    this.trying.clear();
  }
}
