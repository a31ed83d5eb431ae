// What a reviewer has before them: which row, what is written down of it, and whether that is saved.

import { change, refresh } from "../../ask/index.svelte";
import type { At, DeskReview, ReceivedShown, SubmittedDifference, SubmittedRow } from "../../host/generated";
import { Form } from "../../parts/form.svelte";
import { rowKey, type Badge } from "../../parts/handed/rows";
import { say } from "../../words/index.svelte";
import { Trying } from "../settings/trying.svelte";
import { isOpen } from "./names";

export const WHICH = ["all", "changed", "open", "bare", "commented", "before"] as const;
export type Which = (typeof WHICH)[number];

const read = ({ comments, checked, note, letter }: DeskReview): DeskReview => ({ comments: comments.map(({ at, text }) => ({ at: { ...at }, text })), checked: [...checked], note, letter });
/** A comment in which nothing stands is none. */
const write = ({ comments, checked, note, letter }: DeskReview): DeskReview => ({
  comments: comments.map(({ at, text }) => ({ at, text: text.trim() })).filter(({ text }) => text),
  checked,
  note: note.trim(),
  letter: letter.trim(),
});
const EMPTY: DeskReview = { comments: [], checked: [], note: "", letter: "" };

export class Reviewing {
  which = $state<Which>("all");
  text = $state("");
  chosen = $state<string>();
  readonly form = new Form<DeskReview, DeskReview>(read, write, EMPTY);
  /** Taking back, beside the writing. */
  readonly around = new Trying();
  /** What was just done, and whether it can be taken back. */
  last = $state.raw<{ said: string; back: boolean }>();
  #saving: Promise<boolean> = Promise.resolve(true);

  rows = $derived.by(() => this.shown()?.snapshot.catalogues.flatMap((one) => one.rows) ?? []);
  row = $derived(this.rows.find((one) => rowKey(one.at) === this.chosen));
  differences = $derived.by(() => new Map<string, SubmittedDifference>((this.shown()?.differences ?? []).map((one) => [rowKey(one.at), one])));
  /** What the reviewer before had said of each row. */
  earlier = $derived.by(() => new Map<string, string>((this.shown()?.before?.decision?.comments ?? []).map(({ at, text }) => [rowKey(at), text])));
  comments = $derived(new Map(this.form.draft.comments.filter(({ text }) => text.trim()).map(({ at, text }) => [rowKey(at), text])));
  counts = $derived(Object.fromEntries(WHICH.map((which) => [which, this.rows.filter((row) => this.is(row, which)).length])) as Record<Which, number>);
  listed = $derived(this.rows.filter((row) => this.shows(row)));

  constructor(readonly shown: () => ReceivedShown | undefined) {}

  /** Nothing is written down once it was proposed or decided. */
  get open(): boolean {
    const row = this.shown()?.row;
    return !!row && !row.decision;
  }

  is(row: SubmittedRow, which: Which): boolean {
    const key = rowKey(row.at);
    switch (which) {
      case "all":
        return true;
      case "changed":
        return this.differences.has(key);
      case "open":
        return isOpen(row);
      case "bare":
        return row.proofs.length === 0;
      case "commented":
        return this.comments.has(key);
      case "before":
        return this.earlier.has(key);
    }
  }

  /** The chosen one stays in sight, so that it does not vanish under the hand that comments on it. */
  shows = (row: SubmittedRow): boolean => rowKey(row.at) === this.chosen || (this.is(row, this.which) && this.#says(row));

  #says({ at, practice, section, answer }: SubmittedRow): boolean {
    const wanted = this.text.trim().toLowerCase();
    return wanted === "" || [at.control, practice, section, answer.note].some((one) => one.toLowerCase().includes(wanted));
  }

  badges = (row: SubmittedRow): Badge[] => {
    const key = rowKey(row.at);
    return [...(this.differences.has(key) ? (["changed"] as const) : []), ...(this.earlier.has(key) ? (["before"] as const) : []), ...(this.comments.has(key) ? (["comment"] as const) : [])];
  };

  /** `step` rows on from the chosen one. */
  move(step: number): void {
    const at = this.listed.findIndex((row) => rowKey(row.at) === this.chosen);
    const next = this.listed[Math.min(Math.max(at + step, 0), this.listed.length - 1)];
    if (next) this.chosen = rowKey(next.at);
  }

  comment(at: At): string {
    return this.form.draft.comments.find((one) => rowKey(one.at) === rowKey(at))?.text ?? "";
  }

  setComment(at: At, text: string): void {
    const { comments } = this.form.draft;
    const found = comments.find((one) => rowKey(one.at) === rowKey(at));
    if (found) found.text = text;
    else comments.push({ at: { ...at }, text });
  }

  check(line: string, checked: boolean): void {
    const { draft } = this.form;
    draft.checked = checked ? [...draft.checked, line] : draft.checked.filter((one) => one !== line);
    void this.save();
  }

  /** One after the other; answers whether nothing is left to save. */
  save = (over = false): Promise<boolean> => (this.#saving = this.#saving.then(() => this.#save(over)));

  async #save(over: boolean): Promise<boolean> {
    const fingerprint = this.shown()?.row.fingerprint;
    if (!fingerprint || !this.form.dirty) return true;
    if (!this.open || (this.form.clash && !over)) return false;
    this.last = undefined;
    const done = await this.form.save((review, base) => change("operator.set_review", { fingerprint, base, review }), over);
    // Somebody wrote meanwhile: what they wrote is shown beside it.
    if (this.form.clash) await refresh(["submissions"]);
    if (!done) return false;
    this.last = { said: say("desk-saved"), back: true };
    return !this.form.dirty;
  }

  async undo(): Promise<void> {
    if (!this.last?.back || this.form.dirty) return;
    this.last = undefined;
    if (await this.around.do(() => change("ledger.undo", {}))) this.last = { said: say("desk-undone"), back: false };
  }
}
