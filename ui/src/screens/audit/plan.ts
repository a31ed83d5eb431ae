// What a new audit begins with, and which sections of a catalogue it looks at.

import type { Assessment, AuditorOffered, AuditPart, AuditPlan, AuditSeries, Catalogue } from "../../host/generated";
import { plusDays } from "../../parts/days";
import type { SampleDraft, VisitDraft } from "./names";

export interface Begins {
  today: string;
  /** Who plans it: an auditor leads what they plan. */
  me: string;
  auditors: readonly AuditorOffered[];
  assessments: readonly Assessment[];
  /** It is one of those that come back, and for this day. */
  series?: { id: string; series: AuditSeries; day: string } | undefined;
}

/** The last one that is still answered. */
export const latestOpen = (all: readonly Assessment[]): Assessment | undefined => [...all].sort((a, b) => b.fiscal_year - a.fiscal_year).find((one) => one.state === "open");

export function freshPlan({ today, me, auditors, assessments, series }: Begins): AuditPlan {
  const lead = auditors.find((one) => one.person === me);
  const assessment = latestOpen(assessments);
  return {
    title: series?.series.title ?? "",
    kind: series?.series.kind ?? "internal",
    from: series?.day ?? today,
    ...(series?.series.target && { target: series.series.target }),
    auditors: lead ? [{ id: crypto.randomUUID(), name: lead.name, person: lead.person, post: lead.post, lead: true }] : [],
    ...(assessment && { assessment: assessment.id, parts: assessment.parts.map((part) => ({ catalogue: part.catalogue })) }),
    ...(series && { series: series.id, series_day: series.day }),
  };
}

/** The next day of the schedule goes on where the last one ends. */
export function nextVisit(schedule: readonly VisitDraft[], from: string): VisitDraft {
  const last = schedule.at(-1);
  return { day: last?.day || from, from: last?.to ?? "", to: "", contents: "", target: last?.target ?? "", auditor: last?.auditor ?? "" };
}

// Without those that one takes for another.
const LETTERS = "23456789abcdefghjkmnpqrstuvwxyz";
/** What the drawing begins with: short enough to be read out, and the same again draws the same. */
export const freshSeed = (): string => [...crypto.getRandomValues(new Uint8Array(6))].map((one) => LETTERS[one % LETTERS.length]).join("");

/** Records of the year before the audit. */
export const nextSample = (from: string, today: string): SampleDraft => ({ register: "", from: plusDays(from || today, -365), to: plusDays(from || today, -1), count: "5", seed: freshSeed() });

export interface PartSection {
  id: string;
  name: string;
  /** How many items of it would be looked at. */
  count: number;
}

/** Sections in which something is asked; of `rows` alone, where an assessment says what concerns the facility. */
export function partSections({ sections }: Catalogue, rows?: readonly string[]): PartSection[] {
  const concerned = rows && new Set(rows);
  return sections
    .map(({ id, table, number, title, controls = [] }) => ({ id, name: [table, number, title].filter(Boolean).join(" "), count: controls.filter((one) => !concerned || concerned.has(one.id)).length }))
    .filter((one) => one.count > 0);
}

/** Whether it is looked at: all are where none is named. */
export const inPart = (part: AuditPart | undefined, section: string): boolean => part !== undefined && (!part.sections?.length || part.sections.includes(section));

/** A section more or less: all of them is the whole catalogue, none of them is nothing of it. */
export function withSection(parts: readonly AuditPart[], catalogue: string, all: readonly PartSection[], section: string, on: boolean): AuditPart[] {
  const part = parts.find((one) => one.catalogue === catalogue);
  const now = all.map((one) => one.id).filter((id) => (id === section ? on : inPart(part, id)));
  const made = { catalogue, sections: now.length === all.length ? [] : now };
  if (now.length === 0) return parts.filter((one) => one !== part);
  return part ? parts.map((one) => (one === part ? made : one)) : [...parts, made];
}
