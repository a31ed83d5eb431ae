// The sign-in screen of a room: a tap says that somebody is here, another one soon after takes it back. Whoever has a PIN
// gives it first; where there is a test, it follows, and whoever comes next is not kept waiting by somebody who walked off.

import { change, refresh } from "../../ask/index.svelte";
import { failureOf, type Failure } from "../../host";
import type { TestQuestion } from "../../host/generated";
import type { RosterLine } from "./names";

/** So long a tap can be taken back. */
export const FADES = 5_000;
/** So long nobody touches anything before the names are there again. */
export const IDLE = { pin: 15_000, test: 120_000, score: 60_000 } as const;

export interface Comer {
  id: string;
  name: string;
  /** Has a PIN. */
  pinned: boolean;
  line: RosterLine | undefined;
}

export interface Signed {
  trainee: string;
  name: string;
  /** 17:32 */
  at: string;
}

interface Of {
  who: Comer;
  /** When they came to the screen. */
  at: string;
}
/** What somebody does at the screen before the names are there for the next one. */
export type Step =
  /** Answers are there already where the PIN was wrong at the end of the test. */
  | (Of & { is: "pin"; wrong?: Failure; answers?: readonly number[] })
  /** `fresh`: they signed in just now, and may still say that it is not them. */
  | (Of & { is: "test"; pin: string; fresh: boolean; answers: readonly (number | undefined)[]; n: number })
  | (Of & { is: "score"; score: number; passed: boolean; answers: readonly number[] });

const isThere = ({ line }: Comer): boolean => line?.attendance.mark === "attended";

export class Room {
  last = $state.raw<Signed>();
  failure = $state.raw<Failure>();
  step = $state.raw<Step>();
  busy = $state(false);
  #fading: ReturnType<typeof setTimeout> | undefined;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly session: string,
    private readonly questions: () => readonly TestQuestion[],
  ) {}

  /** Many hands at once: each is written down after the other. */
  tap(who: Comer, at: string): Promise<void> {
    return this.#after(() => this.#tap(who, at));
  }

  async #tap(who: Comer, at: string): Promise<void> {
    // The screen is somebody's.
    if (this.step) return;
    if (this.last?.trainee === who.id) return this.#undo();
    // Whoever is here and has taken the test, or has none to take, has nothing to do here.
    if (isThere(who) && (this.questions().length === 0 || who.line?.attendance.score !== null)) return;
    if (who.pinned) this.#go({ is: "pin", who, at });
    else await this.#enter(who, at, "");
  }

  /** The digits that were given. */
  give(pin: string): Promise<void> {
    return this.#after(async () => {
      const { step } = this;
      if (step?.is !== "pin") return;
      if (step.answers) await this.#hand(step, pin, step.answers);
      else await this.#enter(step.who, step.at, pin);
    });
  }

  async #enter(who: Comer, at: string, pin: string): Promise<void> {
    // They are here already: a wrong PIN is told when they hand in.
    if (isThere(who)) return this.#begin(who, at, pin, false);
    const done = await this.#does({ who, at }, () => change("training.sign_in", { session: this.session, trainee: who.id, ...(pin && { pin }) }));
    if (!done) return;
    if (this.questions().length > 0) return this.#begin(who, at, pin, true);
    this.#go(undefined);
    this.#show({ trainee: who.id, name: who.name, at });
  }

  #begin(who: Comer, at: string, pin: string, fresh: boolean): void {
    this.#go({ is: "test", who, at, pin, fresh, answers: this.questions().map(() => undefined), n: 0 });
  }

  /** Of the question that is asked now, this one. */
  answer(option: number): void {
    const { step } = this;
    if (step?.is === "test") this.#go({ ...step, answers: step.answers.map((one, n) => (n === step.n ? option : one)) });
  }

  /** To the question before or after; after the last one the answers are handed in. */
  turn(by: -1 | 1): Promise<void> {
    return this.#after(async () => {
      const { step } = this;
      if (step?.is !== "test") return;
      const to = step.n + by;
      if (by > 0 && step.answers[step.n] === undefined) return;
      if (to < step.answers.length) return this.#go({ ...step, n: Math.max(to, 0) });
      await this.#hand(step, step.pin, step.answers.flatMap((one) => one ?? []));
    });
  }

  async #hand({ who, at }: Of, pin: string, answers: readonly number[]): Promise<void> {
    const done = await this.#does({ who, at }, () => change("training.sign_in", { session: this.session, trainee: who.id, ...(pin && { pin }), answers: [...answers] }), answers);
    if (done) this.#go({ is: "score", who, at, score: done.score ?? 0, passed: done.passed, answers });
  }

  /** Without the test, or after it: the names are there for the next one. */
  leave = (): void => {
    const { step } = this;
    this.#go(undefined);
    if (step?.is === "test" && step.fresh) this.#show({ trainee: step.who.id, name: step.who.name, at: step.at });
  };

  /** It was not them. */
  takeBack(): Promise<void> {
    return this.#after(async () => {
      if (this.step?.is !== "test" || !this.step.fresh) return;
      this.#go(undefined);
      await this.#undo();
    });
  }

  /** Somebody is still there. */
  touch = (): void => {
    clearTimeout(this.#waiting);
    if (this.step) this.#waiting = setTimeout(this.leave, IDLE[this.step.is]);
  };

  #after(does: () => Promise<void>): Promise<void> {
    const done = this.#queue.then(does);
    this.#queue = done;
    return done;
  }

  async #undo(): Promise<void> {
    this.#show(undefined);
    try {
      await change("ledger.undo", {});
    } catch (thrown) {
      await this.#failed(thrown);
    }
  }

  /** What is to be done of somebody; a wrong PIN is asked for again. */
  async #does<T>(of: Of, does: () => Promise<T>, answers?: readonly number[]): Promise<T | undefined> {
    this.failure = undefined;
    this.busy = true;
    try {
      return await does();
    } catch (thrown) {
      const wrong = failureOf(thrown);
      if (wrong.code === "wrong-pin") this.#go({ ...of, is: "pin", wrong, ...(answers && { answers }) });
      else {
        // What was answered can be handed in again.
        if (!answers) this.#go(undefined);
        await this.#failed(thrown);
      }
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  async #failed(thrown: unknown): Promise<void> {
    this.failure = failureOf(thrown);
    await refresh(["training"]);
  }

  #go(step: Step | undefined): void {
    this.step = step;
    this.touch();
  }

  #show(signed: Signed | undefined): void {
    clearTimeout(this.#fading);
    this.last = signed;
    if (signed) this.#fading = setTimeout(() => (this.last = undefined), FADES);
  }

  stop = (): void => {
    clearTimeout(this.#fading);
    clearTimeout(this.#waiting);
  };
}
