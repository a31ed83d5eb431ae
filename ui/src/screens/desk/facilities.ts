// Facilities that are enrolled: found by what is typed, and as a form holds one.

import type { EnrolledFacility, EnrolledRow } from "../../host/generated";
import { kindOf } from "../../parts/exchange/names";
import { plainly } from "../training/names";

export type Taken = "in_use" | "stopped" | "all";

export function facilityFinds({ enrolled, spoken }: EnrolledRow, text: string, taken: Taken): boolean {
  const wanted = plainly(text);
  const shown = taken === "all" || enrolled.stopped === (taken === "stopped");
  return shown && (wanted === "" || [enrolled.name, enrolled.district ?? "", spoken, spoken.replaceAll("-", "")].some((one) => plainly(one).includes(wanted)));
}

export interface FacilityDraft {
  name: string;
  kind: string;
  district: string;
  stopped: boolean;
}

export const facilityDraft = ({ name, kind = undefined, district = "", stopped }: EnrolledFacility): FacilityDraft => ({ name, kind: kind ?? "", district, stopped });

export function facilityOf({ name, kind, district, stopped }: FacilityDraft): EnrolledFacility {
  const known = kindOf(kind);
  return { name: name.trim(), ...(known && { kind: known }), district: district.trim(), stopped };
}

/** With what nobody writes by hand, its keys and its line in the register, as that stands now: it may have changed since. */
export function facilityOver({ kind: _, ...now }: EnrolledFacility, made: EnrolledFacility): EnrolledFacility {
  return { ...now, ...made };
}
