// What a form or a list is filled with, as the address says it: `record/ID`, `list/REGISTER/FILTER`; an audit `audit/ID`, a
// finding `finding/ID`; or of training `session/ID`, `trainee/ID`, `year/2026`, and what is chosen for the paper (`form/sign_in`).
// What is handed in, decided or recommended, and how all stand: `handedLink("decision-letter", { decision: { fingerprint } })`.

import type { AuditPaper, HandedPaper, ListedRegister, PaperRequest, RecordFilter, Right, TrainingPaper } from "../../host/generated";
import { link } from "../../place.svelte";

export interface TrainingAbout {
  training: TrainingPaper;
  /** Choices of the paper, as whoever leads here means them. */
  picked: Record<string, string>;
}
export interface AuditAbout {
  audit: AuditPaper;
}
export interface HandedAbout {
  handed: HandedPaper;
}
export interface YearAbout {
  year: number;
}
export type About = { record: string; register?: undefined } | { register: ListedRegister; record?: undefined };

function filterOf(text: string | undefined): RecordFilter {
  try {
    return text ? (JSON.parse(text) as RecordFilter) : {};
  } catch {
    // Half an address leads to the whole list.
    return {};
  }
}

export function aboutOf([, what, id, filter]: readonly string[]): About | undefined {
  if (!id) return undefined;
  if (what === "record") return { record: id };
  return what === "list" ? { register: { id, filter: filterOf(filter) } } : undefined;
}

export function trainingOf([, ...pairs]: readonly string[]): TrainingAbout | undefined {
  const about: TrainingAbout = { training: {}, picked: {} };
  for (let n = 0; n + 1 < pairs.length; n += 2) {
    const [key = "", value = ""] = pairs.slice(n, n + 2);
    if (key === "session" || key === "trainee") about.training[key] = value;
    else if (key === "year") about.training.fiscal_year = Number(value);
    else about.picked[key] = value;
  }
  return Object.keys(about.training).length > 0 ? about : undefined;
}

/** Of an audit, a finding, or the days of a 年度. */
export function auditOf([paper, what, id]: readonly string[]): AuditAbout | YearAbout | undefined {
  if (!id) return undefined;
  if (paper === "year-calendar" && what === "year") return { year: Number(id) };
  return what === "audit" || what === "finding" ? { audit: { [what]: id } } : undefined;
}

/** A paper filled with what was handed in, decided or recommended, or with how all stand. */
export const handedLink = (paper: string, handed: HandedPaper): string => link("papers", paper, "handed", JSON.stringify(handed));

/** Who may see what each of them is filled with. */
const SEEN_BY: Record<string, Right> = { submission: "see_submissions", decision: "review_submissions", recommendation: "review_submissions", portfolio: "review_submissions" };

export function handedOf([, what, text]: readonly string[], rights: readonly Right[]): HandedAbout | undefined {
  if (what !== "handed" || !text) return undefined;
  try {
    const handed: unknown = JSON.parse(text);
    const [kind] = typeof handed === "object" && handed !== null ? Object.keys(handed) : [];
    const right = kind === undefined ? undefined : SEEN_BY[kind];
    return right && rights.includes(right) ? { handed: handed as HandedPaper } : undefined;
  } catch {
    // Half an address leads to the empty form.
    return undefined;
  }
}

/** All that a paper can be filled with. */
export type Of = About | TrainingAbout | AuditAbout | HandedAbout | YearAbout;

export function filling(about: Of | undefined): Pick<PaperRequest, "records" | "register" | "training" | "audit" | "handed" | "year"> {
  if (!about) return {};
  if ("handed" in about) return { handed: about.handed };
  if ("year" in about) return { year: about.year };
  if ("audit" in about) return { audit: about.audit };
  if ("training" in about) return { training: about.training };
  return about.record ? { records: [about.record] } : about.register ? { register: about.register } : {};
}
