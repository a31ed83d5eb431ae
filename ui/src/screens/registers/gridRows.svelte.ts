// The records of a register as far as they were read: page by page, each where it stands in the order asked for.

import { call } from "../../host";
import type { RecordFilter, RecordPage, RegisterRecord } from "../../host/generated";
import { PAGE, pageOf } from "./gridRange";

export class GridRows {
  total = $state<number>();
  #pages = $state.raw<Record<number, readonly RegisterRecord[]>>({});
  #turn = 0;

  row(n: number): RegisterRecord | undefined {
    return this.#pages[pageOf(n)]?.[n % PAGE];
  }

  /** Where a record stands, as far as it was read. */
  find(id: string): number | undefined {
    for (const [page, records] of Object.entries(this.#pages)) {
      const at = records.findIndex((one) => one.id === id);
      if (at >= 0) return Number(page) * PAGE + at;
    }
    return undefined;
  }

  record(id: string): RegisterRecord | undefined {
    const at = this.find(id);
    return at === undefined ? undefined : this.row(at);
  }

  /** A page has come. Where it came again, what stands on pages that nobody looks at is no longer known. */
  take(page: number, { records, total }: RecordPage, again: boolean, inView: readonly number[]): void {
    const others = Object.entries(this.#pages).filter(([n]) => !again || inView.includes(Number(n)));
    this.#pages = { ...Object.fromEntries(others), [page]: records };
    this.total = total;
  }

  /** Something else is asked for. What is asked again anyway stays to be seen until it comes. */
  forget(but: readonly number[]): void {
    this.#turn += 1;
    this.#pages = Object.fromEntries(Object.entries(this.#pages).filter(([page]) => but.includes(Number(page))));
  }

  known(from: number, to: number): boolean {
    for (let n = from; n <= to; n += 1) if (!this.row(n)) return false;
    return true;
  }

  /** The rows around one that were read without a gap. */
  around(n: number): { from: number; to: number } {
    let [first, last] = [pageOf(n), pageOf(n)];
    while (this.#pages[first - 1]) first -= 1;
    while (this.#pages[last + 1]) last += 1;
    return { from: first * PAGE, to: Math.min((last + 1) * PAGE, this.total ?? 0) - 1 };
  }

  /** Reads what is missing of these rows. */
  async read(register: string, filter: RecordFilter, from: number, to: number): Promise<void> {
    const turn = this.#turn;
    for (let page = pageOf(from); page <= pageOf(to); page += 1) {
      if (this.#pages[page]) continue;
      const answer = await call("register.records", { register, filter: { ...filter, offset: page * PAGE, limit: PAGE } });
      // Something else is asked for by now.
      if (turn !== this.#turn) return;
      this.#pages = { ...this.#pages, [page]: answer.records };
    }
  }
}
