// A roster while attendance is taken: who is chosen, which marks are set, and which of them need a reason first.

import { SvelteSet } from "svelte/reactivity";
import { change, refresh } from "../../ask/index.svelte";
import type { AttendanceMark, Attending, SessionRow } from "../../host/generated";
import { say } from "../../words/index.svelte";
import { Trying } from "../settings/trying.svelte";
import { finds, type RosterLine } from "./names";

/** A correction that waits for its reason. */
export interface Correction {
  lines: RosterLine[];
  mark: AttendanceMark;
}

export class RosterDesk {
  text = $state("");
  department = $state("");
  mark = $state<AttendanceMark | "">("");
  readonly picked = new SvelteSet<string>();
  /** Who the keys speak of. */
  at = $state("");
  correction = $state.raw<Correction>();
  quiet = $state("");
  readonly trying = new Trying();
  #last = Promise.resolve(true);
  lines = $derived.by(() => this.all().filter((one) => (!this.mark || one.attendance.mark === this.mark) && (!this.department || (one.trainee.department ?? "") === this.department) && finds(one.trainee, this.text)));

  constructor(
    private readonly row: () => SessionRow,
    readonly all: () => RosterLine[],
  ) {}

  counted(mark: AttendanceMark): number {
    return this.all().filter((one) => one.attendance.mark === mark).length;
  }

  /** One after the other: whoever presses keys quickly loses none of them. */
  write(items: Attending[]): Promise<boolean> {
    return (this.#last = this.#last.then(() => this.#write(items)));
  }

  async #write(items: Attending[]): Promise<boolean> {
    const done = await this.trying.do(async () => (await change("training.attend", { session: this.row().id, items }), true));
    // Somebody was faster: what they did is read, and nothing was done.
    if (this.trying.failure?.code === "conflict") await refresh(["training"]);
    return done ?? false;
  }

  /** The first mark needs no reason; a correction does. */
  corrects = (lines: readonly RosterLine[], mark: AttendanceMark): boolean => lines.some(({ attendance }) => attendance.mark !== mark && attendance.mark !== "expected");

  async set(lines: readonly RosterLine[], mark: AttendanceMark, reason = ""): Promise<boolean> {
    this.quiet = "";
    const changed = lines.filter((one) => one.attendance.mark !== mark);
    if (changed.length === 0) return true;
    if (!reason && this.corrects(changed, mark)) {
      this.correction = { lines: changed, mark };
      return false;
    }
    const items = changed.map(({ attendance }): Attending => ({ trainee: attendance.trainee, base: attendance.revision, mark, how: "hand", ...(reason && { reason }), ...(attendance.score !== null && mark === "attended" && { score: attendance.score }) }));
    if (!(await this.write(items))) return false;
    this.correction = undefined;
    this.picked.clear();
    if (changed.length > 1) this.quiet = say("training-marked", { count: changed.length });
    return true;
  }

  /** How somebody did in the test: whoever took it was there. What made them known stays as it was. */
  async score({ attendance, trainee }: RosterLine, text: string): Promise<void> {
    const plain = text.normalize("NFKC").trim();
    const score = plain === "" ? undefined : Math.round(Number(plain));
    if ((score ?? null) === attendance.score) return;
    const known = attendance.mark === "expected" ? "attended" : attendance.mark;
    // Whoever has a PIN comes in by themselves alone.
    const byHand = attendance.how === "roster" || (attendance.how === "signed_in" && !!trainee.pin);
    await this.write([{ trainee: attendance.trainee, base: attendance.revision, mark: known, how: byHand ? "hand" : attendance.how, reason: say("training-score-entered"), ...(score !== undefined && { score }) }]);
  }

  /** Off the roster: only while nothing is known of them. */
  async leaveOut(lines: readonly RosterLine[]): Promise<void> {
    const items = lines.filter((one) => one.attendance.mark === "expected").map(({ attendance }): Attending => ({ trainee: attendance.trainee, base: attendance.revision, how: "hand" }));
    if (items.length > 0 && (await this.write(items))) [this.quiet, this.at] = [say("training-left-out", { count: items.length }), ""];
    this.picked.clear();
  }

  async add(trainee: string): Promise<void> {
    await this.write([{ trainee, base: 0, mark: "expected", how: "roster" }]);
  }
}
