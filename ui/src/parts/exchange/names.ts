// Facilities as those who exchange files with them know them: their kinds, their marks, their card's file.

import type { EnrolledLine, FacilityKind } from "../../host/generated";
import { fileName, nameOf } from "../../screens/papers/names";
import { say } from "../../words/index.svelte";

/** What every package's file ends in. */
export const ENDING = "tenken";
export const isPackage = (path: string): boolean => path.toLowerCase().endsWith(`.${ENDING}`);

/** `名刺-さくらクリニック.tenken`: a package is known by its name, not by a day. */
export const packageName = (title: string): string => fileName(title, "", ENDING).replace(/_(?=\.\w+$)/, "");

export const KINDS: readonly FacilityKind[] = ["clinic", "dental_clinic", "hospital", "pharmacy", "care_provider", "network_operator", "service_operator"];
export const facilityKind = (kind: FacilityKind): string => say(`kind-${kind.replaceAll("_", "-")}`);
/** Of what a list to choose from answers. */
export const kindOf = (value: string): FacilityKind | undefined => KINDS.find((one) => one === value);

/** The state of a line of the register 参加機関, as the register calls it. */
export const lineState = ({ state, state_en }: EnrolledLine): string => nameOf({ name: state, name_en: state_en }) || "－";

/** A mark as it is read out on the telephone: four by four. */
export const fours = (spoken: string): string[] => spoken.match(/[^\s-]{1,4}/g) ?? [];

/** What is left of a name when nobody minds how it was typed. */
export const plainly = (name: string): string => name.normalize("NFKC").replace(/\s+/g, "").toLowerCase();
