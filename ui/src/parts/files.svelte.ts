// What is attached somewhere, field by field or under none: files are picked, dropped on it, pasted, and taken off again.

import { change } from "../ask/index.svelte";
import { pickFiles, type Dropped } from "../host";
import type { Attached, Use } from "../host/generated";
import { attachPaths, attachPasted, type Added } from "../screens/evidence/attach";
import { Trying } from "../screens/settings/trying.svelte";
import { say } from "../words/index.svelte";

export class Files {
  readonly trying = new Trying();
  /** The place that files are held over. */
  over = $state<string>();

  constructor(
    /** What a file proves there; nothing as long as it is not saved. */
    private readonly uses: (field: string) => Use[],
    private readonly attached: () => readonly Attached[],
    private readonly allowed: () => boolean,
  ) {}

  /** Files belong to something that is there. */
  get saved(): boolean {
    return this.uses("").length > 0;
  }

  get may(): boolean {
    return this.allowed();
  }

  of(field: string): readonly Attached[] {
    return this.attached().filter((one) => one.field === field);
  }

  /** Under none of these. */
  besides(fields: readonly string[]): readonly Attached[] {
    return this.attached().filter((one) => !fields.includes(one.field));
  }

  async pick(field: string): Promise<void> {
    await this.paths(field, await pickFiles(say("evidence-add"), [], true));
  }

  async paths(field: string, paths: string[]): Promise<void> {
    const uses = this.uses(field);
    if (paths.length > 0 && uses.length > 0) this.#told(await this.trying.do((options) => attachPaths(paths, uses, options)));
  }

  /** Files dragged over a panel, or let go on it: `data-files` says what lies under them. */
  dragged(panel: HTMLElement | undefined, { phase, paths, x, y }: Dropped): void {
    const under = document.elementFromPoint(x, y);
    const field = panel?.contains(under) ? (under?.closest<HTMLElement>("[data-files]")?.dataset.files ?? "") : undefined;
    this.over = this.may && phase === "over" ? field : undefined;
    if (this.may && phase === "drop" && field !== undefined) void this.paths(field, paths);
  }

  /** Pictures and files that were pasted; text goes where it was meant to. */
  pasted(event: ClipboardEvent): void {
    const field = (event.target as Element | null)?.closest<HTMLElement>("[data-files]")?.dataset.files ?? "";
    const uses = this.uses(field);
    if (!this.may || uses.length === 0 || (event.clipboardData?.files.length ?? 0) === 0) return;
    event.preventDefault();
    void this.trying.do(() => attachPasted(event, uses)).then((added) => this.#told(added));
  }

  async unlink({ field, proof }: Attached): Promise<void> {
    await this.trying.do(() => change("evidence.unlink", { id: proof.id, uses: this.uses(field) }));
  }

  #told(added: Added | undefined): void {
    if (added && added.position_kept.length > 0) this.trying.quiet = say("evidence-position-kept", { name: added.position_kept.join(say("and")) });
  }
}
