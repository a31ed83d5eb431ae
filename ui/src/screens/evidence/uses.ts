// Where the thing is that a proof is used for.

import type { Use } from "../../host/generated";
import { link } from "../../place.svelte";

export function usedAt(used: Use): string {
  if ("record" in used) return link("registers", "record", used.record.record);
  if ("audited" in used) return link("audit", "one", used.audited.audit);
  if ("finding" in used) return link("audit", "findings", used.finding.finding);
  if ("session" in used) return link("training", "session", used.session.session);
  return link("check", used.control.assessment, used.control.at.catalogue, used.control.at.control);
}
