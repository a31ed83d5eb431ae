// Findings as people read and look for them, and what an address of a new one says; a finding and its correction as inputs hold them.

import type { AuditGrade, AuditItem, Correction, Finding, FindingFilter, FindingRow, FindingSource, FindingState, FindingStep } from "../../../host/generated";
import { daysBetween } from "../../../parts/days";
import { filled } from "../../../parts/form.svelte";
import { say } from "../../../words/index.svelte";
import { plainly } from "../../training/names";

/** Each with its mark, so that nothing is told by colour alone. */
export const MARKS: Record<AuditGrade, string> = { conforms: "〇", minor: "△", major: "×", observation: "◇", good: "◎" };
const STATES: readonly FindingState[] = ["open", "recommended", "answered", "returned", "accepted", "closed", "unimproved", "withdrawn"];
const WHICH = { unfinished: "finding-which-unfinished", mine: "finding-which-mine", all: "finding-which-all" } as const;

export const stateName = (state: FindingState): string => say(`state-finding-${state}`);
export const stepName = (step: FindingStep): string => say(`step-${step.replace("_", "-")}`);

/** Which are listed: those that somebody still has to mend, one's own, all, or those in one state. */
export type Which = keyof typeof WHICH | FindingState;
export const whiches = (): { value: Which; label: string }[] => [...Object.entries(WHICH).map(([value, key]) => ({ value: value as Which, label: say(key) })), ...STATES.map((value) => ({ value, label: stateName(value) }))];
export function filterOf(which: Which): FindingFilter {
  if (which === "unfinished") return { open: true };
  if (which === "mine") return { mine: true };
  return which === "all" ? {} : { state: which };
}

export function finds({ number, finding: one }: FindingRow, wanted: string): boolean {
  return [number, one.title, one.fact, one.owner_name, one.addressee, one.place].some((text) => plainly(text ?? "").includes(plainly(wanted)));
}

/** So many days over its day; nothing where it is in time. */
export const late = ({ due }: Pick<FindingRow, "due">, now: string): number => (due ? Math.max(daysBetween(due, now), 0) : 0);

/** Of what a new finding is. */
export interface Begun {
  source: FindingSource;
  item?: AuditItem;
}

/** An item in an address, whether it was made ready for one once or twice. */
function itemOf(text: string): AuditItem | undefined {
  for (const read of [(one: string) => one, decodeURIComponent]) {
    try {
      const item = JSON.parse(read(text)) as AuditItem;
      if ("control" in item || "record" in item) return item;
    } catch {
      // Not so.
    }
  }
  return undefined;
}

/** `new`, `new/audit/ID/ITEM`, `new/record/REGISTER/RECORD`, `new/control/ASSESSMENT/CATALOGUE/CONTROL`; half an address is of nothing. */
export function begunOf([what, first, second, third]: readonly string[]): Begun {
  if (what === "audit" && first) {
    const item = second ? itemOf(second) : undefined;
    return { source: { audit: { audit: first } }, ...(item && { item }) };
  }
  if (what === "record" && first && second) {
    const at = { register: first, record: second };
    return { source: { record: at }, item: { record: at } };
  }
  if (what === "control" && first && second && third) {
    const at = { catalogue: second, control: third };
    return { source: { assessment: { assessment: first, at } }, item: { control: at } };
  }
  return { source: "other" };
}

const TEXTS = ["title", "found_on", "place", "fact", "basis", "request", "owner", "owner_name", "addressee", "due"] as const;
/** With why it is graded otherwise, which is told once and is no part of it. */
export type Written = Finding & { reason?: string };
export type FindingDraft = Record<(typeof TEXTS)[number], string> & { grade: AuditGrade; months: string; reason: string; rest: Begun };

export const findingDraft = ({ source, item, grade, check_after_months: months, ...texts }: Written): FindingDraft => ({
  ...(Object.fromEntries(TEXTS.map((key) => [key, texts[key] ?? ""])) as Record<(typeof TEXTS)[number], string>),
  grade,
  months: String(months ?? ""),
  reason: "",
  rest: { source, ...(item && { item }) },
});

export function findingOf({ title, grade, found_on, fact, months, rest, ...texts }: FindingDraft): Written {
  return { ...rest, title, grade, found_on, fact, ...filled(texts), ...(months !== "" && { check_after_months: Number(months) }) } as Written;
}

const MENDED = ["cause", "correction", "prevention", "planned_on", "done_on", "remaining"] as const;
export type CorrectionDraft = Record<(typeof MENDED)[number], string> & { whys: string[] };

export const correctionDraft = (one: Correction): CorrectionDraft => ({
  ...(Object.fromEntries(MENDED.map((key) => [key, one[key] ?? ""])) as Record<(typeof MENDED)[number], string>),
  whys: [...(one.whys ?? [])],
});
export const correctionOf = ({ whys, ...texts }: CorrectionDraft): Correction => filled({ whys: whys.map((one) => one.trim()).filter(Boolean), ...texts });

const RUNGS = 5;
/** The whys as they are asked: those that are answered, and the one that comes next. */
export function ladder(whys: readonly string[]): string[] {
  const answered = [...whys];
  while (answered.length > 0 && !answered.at(-1)?.trim()) answered.pop();
  return answered.length < RUNGS ? [...answered, ""] : answered;
}
