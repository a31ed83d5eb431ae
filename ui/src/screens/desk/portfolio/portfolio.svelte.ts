// What is looked at, and the facilities as far as they were read: page by page, as they come into sight.

import { call, failureOf, type Failure } from "../../../host";
import type { Portfolio, PortfolioFacility, PortfolioFilter } from "../../../host/generated";
import { PAGE, pageOf } from "../../registers/gridRange";

/** Without what is empty, and without how far one has read. */
export function chosen({ from: _, count: __, ...filter }: PortfolioFilter): PortfolioFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== "" && value !== false));
}

export class FacilityRows {
  /** What is seen, and what was asked for it: another choice shows when its answer has come. */
  answer = $state.raw<Portfolio>();
  filter = $state.raw<PortfolioFilter>({});
  total = $state(0);
  failure = $state.raw<Failure>();
  #pages = $state.raw<Record<number, readonly PortfolioFacility[]>>({});
  #wanted: readonly number[] = [];
  #turn = 0;
  #asking = false;

  /** Everything anew: an answer with the first page. */
  start(answer: Portfolio, filter: PortfolioFilter): void {
    this.#turn++;
    // Asked again for the same, one stays where one was.
    if (JSON.stringify(filter) !== JSON.stringify(this.filter)) this.filter = filter;
    [this.answer, this.#pages, this.total, this.failure] = [answer, { 0: answer.facilities }, answer.total, undefined];
    void this.#more();
  }

  row(n: number): PortfolioFacility | undefined {
    return this.#pages[pageOf(n)]?.[n % PAGE];
  }

  see(pages: readonly number[]): void {
    this.#wanted = pages;
    void this.#more();
  }

  /** One at a time: what was scrolled past in haste is never asked for. */
  async #more(): Promise<void> {
    const next = this.#wanted.find((page) => page * PAGE < this.total && !this.#pages[page]);
    if (next === undefined || this.#asking) return;
    const turn = this.#turn;
    this.#asking = true;
    try {
      const answer = await call("operator.portfolio", { ...this.filter, from: next * PAGE, count: PAGE });
      if (turn === this.#turn) [this.#pages, this.failure] = [{ ...this.#pages, [next]: answer.facilities }, undefined];
    } catch (thrown) {
      if (turn === this.#turn) {
        this.failure = failureOf(thrown);
        return;
      }
    } finally {
      this.#asking = false;
    }
    void this.#more();
  }
}
