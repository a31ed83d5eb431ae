// Something with a day, wherever it is listed: what it is called, and where it leads.

import type { Home } from "../host/generated";
import { link } from "../place.svelte";
import { reading } from "../words/index.svelte";

export type OneDue = Home["due"][number];

export function dueTarget(one: OneDue): string {
  if (one.kind === "proof") return link("evidence", one.proof);
  if (one.kind === "register") return link("registers", one.register, one.record ?? "new");
  if (one.kind === "training") return link("training", "session", one.session);
  return link("check", one.assessment, one.at.catalogue, one.at.control);
}

export const dueTitle = (one: OneDue): string => (one.kind === "register" && reading.language === "en" ? one.name_en : one.title);
