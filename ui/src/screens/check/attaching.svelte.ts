// Bringing files to a control: dropped on it, picked, or pasted.

import { failureOf, pickFiles } from "../../host";
import type { Use } from "../../host/generated";
import { say } from "../../words/index.svelte";
import { attachPasted, attachPaths } from "../evidence/attach";
import type { CheckDesk } from "./desk.svelte";

export class Attaching {
  work = $state<{ label: string; done: number; total: number }>();
  #stop = new AbortController();

  constructor(private readonly desk: CheckDesk) {}

  cancel(): void {
    this.#stop.abort();
  }

  uses(key: string): Use[] {
    const row = this.desk.sections.flatMap((section) => section.rows).find((one) => one.key === key);
    return row ? [{ control: { assessment: this.desk.id, at: row.at } }] : [];
  }

  async pick(key: string): Promise<void> {
    await this.paths(key, await pickFiles(say("evidence-add"), [], true));
  }

  async paths(key: string, paths: string[]): Promise<void> {
    if (paths.length > 0) await this.#long((options) => attachPaths(paths, this.uses(key), options));
  }

  async pasted(key: string, event: ClipboardEvent): Promise<void> {
    await this.#long(() => attachPasted(event, this.uses(key)));
  }

  async #long(does: (options: { signal: AbortSignal; onProgress: (done: number, total: number) => void }) => Promise<unknown>): Promise<void> {
    this.#stop = new AbortController();
    const label = say("evidence-adding");
    this.work = { label, done: 0, total: 0 };
    this.desk.failure = undefined;
    try {
      await does({ signal: this.#stop.signal, onProgress: (done, total) => (this.work = { label, done, total }) });
    } catch (thrown) {
      this.desk.failure = failureOf(thrown);
    }
    this.work = undefined;
    await this.desk.again();
  }
}
