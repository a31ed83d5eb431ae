// Kinds, states and days of audits as people read them; a plan, a series and an opinion as inputs hold them.

import type { AuditConclusion, AuditGrade, AuditItem, AuditKind, AuditMethod, AuditOpinion, AuditPart, AuditPlan, AuditSeries, AuditState, Recurrence } from "../../host/generated";
import { filled } from "../../parts/form.svelte";
import { day, say } from "../../words/index.svelte";

/** Each at the place of its key: 1 to 5. */
export const GRADES: readonly AuditGrade[] = ["conforms", "minor", "major", "observation", "good"];
export const METHODS: readonly AuditMethod[] = ["documents", "interview", "observation", "sampling"];
const KINDS: readonly AuditKind[] = ["internal", "system", "on_site", "contractor", "extraordinary"];
const OPINIONS: readonly AuditOpinion[] = ["good", "fair", "poor"];

export const kindName = (kind: AuditKind): string => say(`kind-${kind.replace("_", "-")}`);
export const stateName = (state: AuditState): string => say(`state-audit-${state}`);
export const kinds = () => KINDS.map((kind) => ({ value: kind, label: kindName(kind) }));
export const opinions = () => OPINIONS.map((one) => ({ value: one, label: say(`opinion-grade-${one}`) }));
export const methodNames = (methods: readonly AuditMethod[] | undefined): string => METHODS.filter((one) => methods?.includes(one)).map((one) => say(`methods-${one}`)).join(say("and"));
/** 2026-11-20～2026-11-21 */
export const days = ({ from, to }: Pick<AuditPlan, "from" | "to">): string => (to && to !== from ? `${day(from)}～${day(to)}` : day(from));
export const names = (auditors: AuditPlan["auditors"]): string => (auditors ?? []).map((one) => one.name).join(say("and"));
/** 毎年2回 */
export const often = ({ times, years = 1 }: Pick<Recurrence, "times" | "years">): string => (years === 1 ? say("audit-often-year", { times }) : say("audit-often-years", { times, years }));
/** Of those that were judged, so many in a hundred; nothing where none was. */
export const rate = (good: number, judged: number): number | undefined => (judged > 0 ? Math.floor((good / judged) * 100) : undefined);
/** The same for the same thing, whatever the order of its fields. */
export const keyOf = (item: AuditItem): string => ("control" in item ? `control:${item.control.catalogue}:${item.control.control}` : `record:${item.record.register}:${item.record.record}`);

const lines = (text: string): string[] => text.split("\n").map((line) => line.trim()).filter(Boolean);
/** What is no number is none: the core says what is wanted. */
const count = (text: string): number => Math.max(0, Math.round(Number(text.normalize("NFKC"))) || 0);

export interface AuditorDraft {
  id: string;
  name: string;
  person: string;
  post: string;
  independence: string;
  lead: boolean;
}
const VISIT = ["day", "from", "to", "contents", "target", "auditor"] as const;
export type VisitDraft = Record<(typeof VISIT)[number], string>;
export interface SampleDraft {
  register: string;
  from: string;
  to: string;
  count: string;
  seed: string;
}
const TEXTS = ["title", "from", "to", "target", "purpose", "criteria", "method", "report_to", "report_due", "assessment"] as const;
export type PlanDraft = Record<(typeof TEXTS)[number], string> & {
  kind: AuditKind;
  methods: AuditMethod[];
  auditors: AuditorDraft[];
  schedule: VisitDraft[];
  parts: AuditPart[];
  samples: SampleDraft[];
  /** What nobody writes by hand. */
  rest: Pick<AuditPlan, "series" | "series_day" | "away">;
};

export const planDraft = (plan: AuditPlan): PlanDraft => ({
  ...(Object.fromEntries(TEXTS.map((key) => [key, plan[key] ?? ""])) as Record<(typeof TEXTS)[number], string>),
  kind: plan.kind,
  methods: [...(plan.methods ?? [])],
  auditors: (plan.auditors ?? []).map(({ id, name, person = "", post = "", independence = "", lead = false }) => ({ id, name, person, post, independence, lead })),
  schedule: (plan.schedule ?? []).map((one) => Object.fromEntries(VISIT.map((key) => [key, one[key] ?? ""])) as VisitDraft),
  parts: (plan.parts ?? []).map((one) => ({ ...one, sections: [...(one.sections ?? [])] })),
  samples: (plan.samples ?? []).map((one) => ({ ...one, count: String(one.count) })),
  rest: filled({ series: plan.series, series_day: plan.series_day, away: plan.away }),
});

export function planOf({ kind, methods, auditors, schedule, parts, samples, rest, title, from, ...texts }: PlanDraft): AuditPlan {
  return {
    title,
    kind,
    ...filled({
      from,
      ...texts,
      methods: METHODS.filter((one) => methods.includes(one)),
      auditors: auditors.map(({ id, name, lead, ...more }) => ({ id, name: name.trim(), ...filled(more), ...(lead && { lead }) })),
      // A row in which nothing stands is none.
      schedule: schedule.map(filled).filter((one) => Object.keys(one).length > 0),
      parts: parts.map(({ catalogue, sections }) => ({ catalogue, ...filled({ sections }) })),
      samples: samples.filter((one) => one.register).map((one) => ({ ...one, count: count(one.count) })),
    }),
    ...rest,
  } as AuditPlan;
}

export interface SeriesDraft {
  title: string;
  kind: AuditKind;
  target: string;
  from: string;
  until: string;
  times: string;
  years: string;
  working: boolean;
}
export const seriesDraft = ({ title, kind, target = "", recurrence }: AuditSeries): SeriesDraft => ({
  title,
  kind,
  target,
  from: recurrence.from,
  until: recurrence.until ?? "",
  times: String(recurrence.times),
  years: String(recurrence.years ?? 1),
  working: recurrence.working_days ?? false,
});
export const seriesOf = ({ title, kind, target, from, until, times, years, working }: SeriesDraft): AuditSeries => ({
  title,
  kind,
  ...filled({ target }),
  recurrence: { from, times: count(times), years: count(years), working_days: working, ...filled({ until }) } as Recurrence,
});

export interface ConclusionDraft {
  grade: AuditOpinion | "";
  opinion: string;
  nextSteps: string;
  attendedBy: string;
}
export const conclusionDraft = (one: AuditConclusion): ConclusionDraft => ({ grade: one.opinion_grade ?? "", opinion: one.opinion ?? "", nextSteps: one.next_steps ?? "", attendedBy: (one.attended_by ?? []).join("\n") });
export const conclusionOf = ({ grade, opinion, nextSteps, attendedBy }: ConclusionDraft): AuditConclusion => filled({ opinion_grade: grade || undefined, opinion, next_steps: nextSteps, attended_by: lines(attendedBy) }) as AuditConclusion;
