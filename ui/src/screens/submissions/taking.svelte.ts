// A file that came back from the operator: which one, with which passphrase, and where what was in it is looked at.

import { change } from "../../ask/index.svelte";
import { go } from "../../place.svelte";
import { Trying } from "../settings/trying.svelte";

export class Taking {
  readonly trying = new Trying();
  path = $state("");
  passphrase = $state("");
  /** It has to be opened with one. */
  sealed = $state(false);

  async begin(path: string): Promise<void> {
    if (this.trying.busy) return;
    [this.path, this.passphrase, this.sealed] = [path, "", false];
    await this.take();
  }

  async take(): Promise<void> {
    const passphrase = this.passphrase.trim();
    const done = await this.trying.do((options) => change("submission.take_in", { path: this.path, ...(passphrase && { passphrase }) }, options));
    if (this.trying.failure?.code === "package-sealed") {
      this.sealed = true;
      this.trying.clear();
    }
    if (!done) return;
    this.clear();
    if (done.row) go("submissions", "one", done.row.id);
    else if (done.finding) go("audit", "findings", done.finding);
  }

  clear(): void {
    [this.path, this.passphrase, this.sealed] = ["", "", false];
    this.trying.clear();
  }
}
