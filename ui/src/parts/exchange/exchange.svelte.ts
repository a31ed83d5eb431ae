// The folder that both sides see: looked into when it is shown and from time to time after that, and what came of it.

import { change, refresh } from "../../ask/index.svelte";
import { call, failureOf, type Failure } from "../../host";
import { commands, type Exchanged, type ReceivedFile } from "../../host/generated";

export const EVERY = 30_000;
/** A window that looks by itself must not keep the lock open: without anybody there it rests. */
export const REST = 60_000;

export class Exchanging {
  failure = $state.raw<Failure>();
  busy = $state(false);
  work = $state<{ done: number; total: number }>();
  /** Since it is shown. */
  received = $state(0);
  answered = $state(0);
  put = $state(0);
  refused = $state.raw<ReceivedFile[]>([]);
  looked = $state<string>();
  #stop = new AbortController();

  cancel = (): void => this.#stop.abort();

  async run(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.#stop = new AbortController();
    try {
      const done = await call("exchange.run", {}, { signal: this.#stop.signal, onProgress: (done, total) => (this.work = { done, total }) });
      this.failure = undefined;
      // Where nothing came nothing is asked again: whoever reads or writes beside it is left alone.
      if (this.#took(done)) await refresh(commands["exchange.run"].changes);
    } catch (thrown) {
      this.#failed(failureOf(thrown));
    } finally {
      this.busy = false;
      this.work = undefined;
    }
  }

  /** Whether anything came in. */
  #took({ received, answered, put, looked }: Exchanged): boolean {
    const came = (all: ReceivedFile[]) => all.filter((one) => one.refused === null);
    const [packages, answers] = [came(received), came(answered)];
    this.received += packages.length;
    this.answered += answers.length;
    this.put += put.length;
    const now = [...received, ...answered];
    const refused = now.filter((one) => one.refused !== null);
    // What is refused once is not always named again; what is looked at again stands for what was said before.
    this.refused = [...this.refused.filter((one) => !now.some(({ path }) => path === one.path)), ...refused];
    if (looked) this.looked = looked;
    return packages.length + answers.length > 0;
  }

  // Said once: a folder that is not there is not there every time.
  #failed(failure: Failure): void {
    if (failure.code === "cancelled" || JSON.stringify(failure) === JSON.stringify(this.failure)) return;
    this.failure = failure;
  }

  async set(path: string | undefined): Promise<void> {
    this.failure = undefined;
    try {
      await change("exchange.set", path ? { path } : {});
      this.looked = undefined;
      [this.received, this.answered, this.put, this.refused] = [0, 0, 0, []];
    } catch (thrown) {
      this.#failed(failureOf(thrown));
    }
  }

  /** Looks at once, then as long as somebody is there. Answers how to stop. */
  watch(): () => void {
    let deed = Date.now();
    let rested = false;
    const look = () => {
      if (Date.now() - deed > REST) rested = true;
      else void this.run();
    };
    const seen = () => {
      deed = Date.now();
      if (rested) void this.run();
      rested = false;
    };
    const deeds = ["pointermove", "pointerdown", "keydown", "wheel"] as const;
    for (const one of deeds) window.addEventListener(one, seen, { passive: true });
    const timer = setInterval(look, EVERY);
    void this.run();
    return () => {
      clearInterval(timer);
      for (const one of deeds) window.removeEventListener(one, seen);
    };
  }
}
