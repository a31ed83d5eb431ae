// What is attached to one record: files come and go field by field, or under none.

import { change } from "../../ask/index.svelte";
import { pickFiles } from "../../host";
import type { Attached, Use } from "../../host/generated";
import { say } from "../../words/index.svelte";
import { attachPaths, attachPasted, type Added } from "../evidence/attach";
import { Trying } from "../settings/trying.svelte";

export class RecordFiles {
  readonly trying = new Trying();
  /** The place that files are held over. */
  over = $state<string>();
  readonly #record: () => string | undefined;
  readonly #attached: () => readonly Attached[];
  readonly #may: () => boolean;

  constructor(record: () => string | undefined, attached: () => readonly Attached[], may: () => boolean) {
    [this.#record, this.#attached, this.#may] = [record, attached, may];
  }

  /** Files belong to a record that is there. */
  get saved(): boolean {
    return this.#record() !== undefined;
  }

  get may(): boolean {
    return this.#may();
  }

  of(field: string): readonly Attached[] {
    return this.#attached().filter((one) => one.field === field);
  }

  /** Under none of these. */
  besides(fields: readonly string[]): readonly Attached[] {
    return this.#attached().filter((one) => !fields.includes(one.field));
  }

  #uses(field: string): Use[] {
    const record = this.#record();
    return record ? [{ record: { record, ...(field && { field }) } }] : [];
  }

  async pick(field: string): Promise<void> {
    await this.paths(field, await pickFiles(say("evidence-add"), [], true));
  }

  async paths(field: string, paths: string[]): Promise<void> {
    const uses = this.#uses(field);
    if (paths.length > 0 && uses.length > 0) this.#told(await this.trying.do((options) => attachPaths(paths, uses, options)));
  }

  async pasted(field: string, event: ClipboardEvent): Promise<void> {
    const uses = this.#uses(field);
    if (uses.length > 0) this.#told(await this.trying.do(() => attachPasted(event, uses)));
  }

  async unlink({ field, proof }: Attached): Promise<void> {
    await this.trying.do(() => change("evidence.unlink", { id: proof.id, uses: this.#uses(field) }));
  }

  #told(added: Added | undefined): void {
    if (added && added.position_kept.length > 0) this.trying.quiet = say("evidence-position-kept", { name: added.position_kept.join(say("and")) });
  }
}
