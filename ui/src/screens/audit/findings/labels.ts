// The fields of a finding and of its correction as the forms call them, and what stands in them as people read it.

import type { AuditGrade } from "../../../host/generated";
import { day, say } from "../../../words/index.svelte";

export const fieldNames = () => ({
  title: say("finding-title"),
  grade: say("finding-grade"),
  reason: say("finding-reason"),
  found_on: say("finding-found-on"),
  place: say("finding-place"),
  fact: say("finding-fact"),
  basis: say("finding-basis"),
  request: say("finding-request"),
  owner: say("finding-owner"),
  owner_name: say("finding-owner"),
  addressee: say("finding-addressee"),
  due: say("finding-due"),
  check_after_months: say("finding-check-after"),
  whys: say("finding-whys"),
  cause: say("finding-cause"),
  correction: say("finding-correction"),
  prevention: say("finding-prevention"),
  done_on: say("finding-done-on"),
  planned_on: say("finding-planned-on"),
  remaining: say("finding-remaining"),
});

export function inWords(field: string, value: unknown): string {
  // Whom it is given to is read by name.
  if (value === undefined || value === null || value === "" || field === "owner") return "";
  if (field === "grade") return say(`grade-${value as AuditGrade}`);
  if (field === "check_after_months") return say("finding-check-months", { count: Number(value) });
  if (field === "whys") return (value as string[]).join(" → ");
  return /^(found_on|due|done_on|planned_on)$/.test(field) ? day(String(value)) : String(value);
}
