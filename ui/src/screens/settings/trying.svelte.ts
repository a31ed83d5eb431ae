// Doing something that may fail: what went wrong, what went well, and whether it is still going on.

import { failureOf, type Failure } from "../../host";

export class Trying {
  failure = $state.raw<Failure>();
  quiet = $state("");
  busy = $state(false);
  work = $state<{ done: number; total: number }>();
  #stop = new AbortController();

  clear = (): void => {
    [this.failure, this.quiet] = [undefined, ""];
  };

  cancel = (): void => this.#stop.abort();

  /** Answers what came of it; nothing where it failed. */
  async do<T>(does: (options: { signal: AbortSignal; onProgress: (done: number, total: number) => void }) => Promise<T>, well = ""): Promise<T | undefined> {
    if (this.busy) return undefined;
    this.clear();
    this.#stop = new AbortController();
    this.busy = true;
    try {
      const done = await does({ signal: this.#stop.signal, onProgress: (done, total) => (this.work = { done, total }) });
      this.quiet = well;
      return done;
    } catch (thrown) {
      this.failure = failureOf(thrown);
      return undefined;
    } finally {
      this.busy = false;
      this.work = undefined;
    }
  }
}
