// Something with a day, wherever it is listed: what it is called, whose it is, and where it leads.

import type { FindingState, Home } from "../host/generated";
import { link } from "../place.svelte";
import { reading, say } from "../words/index.svelte";
import { fiscalYear } from "./days";

export type OneDue = Home["due"][number];

export function dueTarget(one: OneDue): string {
  if (one.kind === "proof") return link("evidence", one.proof);
  if (one.kind === "register") return link("registers", one.register, one.record ?? "new");
  if (one.kind === "training") return link("training", "session", one.session);
  if (one.kind === "audit") return link("audit", "one", one.audit);
  // Beside the other audits of its year it is planned.
  if (one.kind === "audit_wanted") return link("audit", "year", String(fiscalYear(one.day)));
  if (one.kind === "finding") return link("audit", "findings", one.finding);
  if (one.kind === "submission") return link("submissions", "one", one.submission);
  if (one.kind === "recommended") return link("desk", "recommendations", one.recommendation);
  return link("check", one.assessment, one.at.catalogue, one.at.control);
}

/** What is to be done with a finding on its day: it is mended, that is looked at, or whether it had an effect. */
const asked = (state: FindingState): string => (state === "answered" ? "due-finding-look" : state === "accepted" ? "due-finding-effect" : "due-finding-mend");

export function dueTitle(one: OneDue): string {
  const { title } = one;
  if (one.kind === "register") return reading.language === "en" ? one.name_en : title;
  // Of a day of which nothing is said the audit's title stands alone.
  if (one.kind === "audit") return say(one.about === "report_due" ? "due-audit-report" : "due-audit", { title: title.replace(/：$/, "") });
  if (one.kind === "audit_wanted") return say("due-audit-wanted", { title });
  if (one.kind === "submission") return say(({ hand_in: "due-submission-hand-in", sign: "due-submission-sign", mend: "due-submission-mend" } as const)[one.about], { title });
  if (one.kind === "recommended") return say("due-recommended", { title });
  return one.kind === "finding" ? say(asked(one.state), { title }) : title;
}

/** Whom it was given to; nobody where it is nobody's own. */
export const dueWho = (one: OneDue): string => (one.kind === "register" || one.kind === "finding" ? one.given_to : "");
export const dueFrom = (one: OneDue): string => (one.kind === "training" || one.kind === "audit" ? one.from : "");
export const duePlace = (one: OneDue): string => (one.kind === "training" || one.kind === "audit" ? one.place : "");
