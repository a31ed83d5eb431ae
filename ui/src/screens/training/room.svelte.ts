// The sign-in screen of a room: a tap says that somebody is here, another one soon after takes it back.

import { change, refresh } from "../../ask/index.svelte";
import { failureOf, type Failure } from "../../host";
import type { RosterLine } from "./names";

/** So long a tap can be taken back. */
export const FADES = 5_000;

export interface Signed {
  trainee: string;
  name: string;
  /** 17:32 */
  at: string;
}

export class Room {
  last = $state.raw<Signed>();
  failure = $state.raw<Failure>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly session: string) {}

  /** Many hands at once: each is written down after the other. */
  tap(who: { id: string; name: string; line: RosterLine | undefined }, at: string): Promise<void> {
    const done = this.#queue.then(() => this.#tap(who, at));
    this.#queue = done;
    return done;
  }

  async #tap({ id, name, line }: { id: string; name: string; line: RosterLine | undefined }, at: string): Promise<void> {
    this.failure = undefined;
    try {
      if (this.last?.trainee === id) {
        this.#show(undefined);
        await change("ledger.undo", {});
      } else if (line?.attendance.mark !== "attended") {
        await change("training.attend", { session: this.session, items: [{ trainee: id, base: line?.attendance.revision ?? 0, mark: "attended", how: "signed_in" }] });
        this.#show({ trainee: id, name, at });
      }
    } catch (thrown) {
      this.failure = failureOf(thrown);
      await refresh(["training"]);
    }
  }

  #show(signed: Signed | undefined): void {
    clearTimeout(this.#timer);
    this.last = signed;
    if (signed) this.#timer = setTimeout(() => (this.last = undefined), FADES);
  }

  stop = (): void => clearTimeout(this.#timer);
}
