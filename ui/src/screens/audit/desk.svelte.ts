// What an auditor has before them while they judge: which item, what is written of it and not saved yet, what was saved last.

import { SvelteMap } from "svelte/reactivity";
import { change, refresh } from "../../ask/index.svelte";
import type { AuditGrade, AuditShown } from "../../host/generated";
import { say } from "../../words/index.svelte";
import { Trying } from "../settings/trying.svelte";
import { counted, draftOf, judgement, linesOf, mayJudge, nextOpen, sameDraft, sectionsOf, type JudgeDraft, type Row, type Section, type Which } from "./lines";

/** Where one was in an audit, to go on there. */
export interface Place {
  which: Which;
  section: string;
  text: string;
  chosen: string | undefined;
  drafts: [string, JudgeDraft][];
}

export class AuditDesk {
  which = $state<Which>("all");
  section = $state("");
  text = $state("");
  chosen = $state<string>();
  /** Of the chosen item; and of what is done beside it: many at once, taking back. */
  readonly trying = new Trying();
  readonly around = new Trying();
  /** What was just done, and whether it can be taken back. */
  last = $state.raw<{ said: string; back: boolean }>();
  /** What was begun of an item stays while one looks at others. */
  readonly drafts = new SvelteMap<string, JudgeDraft>();
  /** As the item before was looked at, so the next one most often is. */
  #methods = $state.raw<string[]>([]);

  sections = $derived.by(() => sectionsOf(this.shown()?.lines ?? []));
  rows = $derived(this.sections.flatMap((section) => section.rows));
  lines = $derived(linesOf(this.sections, { which: this.which, section: this.section, text: this.text, chosen: this.chosen }));
  listed = $derived(this.lines.flatMap((line) => line.row ?? []));
  row = $derived(this.rows.find((one) => one.key === this.chosen));
  counts = $derived(counted(this.sections));
  /** Whom the bulk speaks of: the section that is looked at. */
  of = $derived(this.sections.find((one) => one.key === this.section) ?? this.sections.find((one) => one.rows.some((row) => row.key === this.chosen)));

  constructor(
    readonly shown: () => AuditShown | undefined,
    /** Whether this person judges audits at all. */
    private readonly judges: () => boolean,
  ) {}

  get id(): string {
    return this.shown()?.audit.id ?? "";
  }

  get me(): string | null {
    return (this.judges() && this.shown()?.me) || null;
  }

  get doing(): boolean {
    return this.shown()?.audit.state === "doing";
  }

  /** Judgements are asked for of this one here. */
  may = (row: Row): boolean => this.doing && mayJudge(row, this.me);

  /** Those of a section that nobody judged and this auditor may. */
  left = (section: Section): Row[] => section.rows.filter((row) => row.stand === "open" && mayJudge(row, this.me));

  place(): Place {
    return { which: this.which, section: this.section, text: this.text, chosen: this.chosen, drafts: $state.snapshot([...this.drafts]) as Place["drafts"] };
  }

  goOn({ drafts, ...where }: Place): void {
    Object.assign(this, where);
    for (const [key, draft] of drafts) this.drafts.set(key, draft);
  }

  draft(row: Row): JudgeDraft {
    return this.drafts.get(row.key) ?? draftOf(row.standing, this.#methods);
  }

  /** Something is written of it that is not saved. */
  begun = (row: Row): boolean => this.may(row) && this.drafts.has(row.key);

  write(row: Row, more: Partial<JudgeDraft>): void {
    const now = { ...this.draft(row), ...more };
    if (sameDraft(now, draftOf(row.standing, this.#methods))) this.drafts.delete(row.key);
    else this.drafts.set(row.key, now);
  }

  forget(row: Row): void {
    this.drafts.delete(row.key);
    this.trying.clear();
  }

  choose(key: string | undefined): void {
    if (key === this.chosen) return;
    this.chosen = key;
    this.trying.clear();
  }

  /** `step` rows on from the chosen one. */
  move(step: number): void {
    const at = this.listed.findIndex((row) => row.key === this.chosen);
    this.choose(this.listed[Math.min(Math.max(at + step, 0), this.listed.length - 1)]?.key);
  }

  /** To the next one that nobody judged: first of those that are listed. */
  onward(after: string | undefined = this.chosen): Row | undefined {
    return nextOpen(this.listed, after, this.me) ?? nextOpen(this.rows, after, this.me);
  }

  /** Saves what is written of an item; then on to the next, where that is wanted. */
  async save(row: Row, onward: boolean): Promise<boolean> {
    const draft = this.draft(row);
    if (!this.may(row)) return false;
    if (!draft.grade) {
      this.trying.failure = { code: "required", params: { field: say("audit-judgement") } };
      return false;
    }
    const next = this.onward(row.key);
    // It is judged, and nothing was changed: one only goes on.
    if (onward && row.standing && !this.begun(row)) {
      this.choose((next ?? row).key);
      return true;
    }
    const grade = draft.grade;
    if (!(await this.#judge(this.trying, [judgement(row, draft)]))) return false;
    this.drafts.delete(row.key);
    this.#methods = draft.methods;
    this.last = { said: say("audit-judged", { number: row.line.number, grade: say(`grade-${grade}`) }), back: true };
    if (onward && next) this.choose(next.key);
    return true;
  }

  /** Many at once, all alike. */
  async all(rows: readonly Row[], grade: AuditGrade, methods: string[]): Promise<boolean> {
    const draft = { grade, methods, observation: "", interviewees: "", reason: "" };
    if (!(await this.#judge(this.around, rows.map((row) => judgement(row, draft))))) return false;
    for (const row of rows) this.drafts.delete(row.key);
    this.last = { said: say("audit-judged-all", { count: rows.length, grade: say(`grade-${grade}`) }), back: true };
    return true;
  }

  async #judge(trying: Trying, items: ReturnType<typeof judgement>[]): Promise<boolean> {
    this.last = undefined;
    const done = await trying.do(() => change("audit.judge", { audit: this.id, items }));
    // Somebody judged it meanwhile: what they said is shown, and what is written here stays.
    if (trying.failure?.code === "conflict") await refresh(["audits"]);
    return done !== undefined;
  }

  async undo(): Promise<void> {
    if (!this.last?.back) return;
    this.last = undefined;
    if (await this.around.do(() => change("ledger.undo", {}))) this.last = { said: say("audit-undone"), back: false };
  }
}
