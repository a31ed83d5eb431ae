// One paper on the desk: what is asked of it, and its pages as far as they have come.

import { call, failureOf, type Failure } from "../../host";
import type { Paper, PaperRequest, Preview } from "../../host/generated";
import { filling, type Of } from "./about";
import { toAsk } from "./pages";

export class PaperDesk {
  /** Only what was picked: else what stands first holds. */
  picked = $state<Record<string, string>>({});
  from = $state("");
  to = $state("");
  sample = $state(false);
  /** A template that is being changed, as far as it has no faults. */
  text = $state<string>();

  answer = $state.raw<Preview>();
  /** By page, counted from 0. */
  drawn = $state.raw<ReadonlyMap<number, string>>(new Map());
  failure = $state.raw<Failure>();

  #there = new Set<number>();
  #seen: [number, number] = [0, 0];
  #turn = 0;
  #asking = false;

  constructor(
    readonly paper: Paper,
    private readonly subject: () => string | undefined,
    private readonly about: () => Of | undefined = () => undefined,
  ) {}

  get request(): PaperRequest {
    const subject = this.subject();
    const values = { ...(this.from && { from: this.from }), ...(this.to && { to: this.to }) };
    return {
      id: this.paper.id,
      choices: { ...this.picked },
      values,
      sample: this.sample,
      ...filling(this.about()),
      ...(subject && { subject }),
      ...(this.text !== undefined && { text: this.text }),
    };
  }

  /** An answer with pages from `from` on. What was drawn before stays until it is drawn anew. */
  took(answer: Preview, from: number): void {
    this.#turn++;
    this.failure = undefined;
    this.#there = new Set();
    this.drawn = new Map([...this.drawn].filter(([page]) => page < answer.sizes.length));
    this.answer = answer;
    this.#put(answer.pages, from);
    void this.#more();
  }

  see(first: number, last: number): void {
    this.#seen = [first, last];
    void this.#more();
  }

  #put(pages: string[], from: number): void {
    const drawn = new Map(this.drawn);
    pages.forEach((page, n) => {
      drawn.set(from + n, page);
      this.#there.add(from + n);
    });
    this.drawn = drawn;
  }

  /** One call at a time, so that what was scrolled past in haste is never asked for. */
  async #more(): Promise<void> {
    const next = this.answer && !this.#asking && toAsk(this.#seen, this.answer.sizes.length, this.#there);
    if (!next) return;
    const turn = this.#turn;
    this.#asking = true;
    try {
      const got = await call("document.preview", { paper: this.request, ...next });
      if (turn === this.#turn) {
        if (got.sizes.length !== this.answer?.sizes.length) this.took(got, next.from);
        else this.#put(got.pages, next.from);
      }
    } catch (thrown) {
      if (turn === this.#turn) this.failure = failureOf(thrown);
      return;
    } finally {
      this.#asking = false;
    }
    void this.#more();
  }
}
