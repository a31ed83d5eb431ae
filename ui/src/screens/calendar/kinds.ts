// Of what kinds the days are, as the calendar lists and filters them, and whose they are.

import { dueWho, type OneDue } from "../../parts/dues";

export type Kind = Exclude<OneDue["kind"], "audit_wanted" | "recommended">;

export const KINDS: { kind: Kind; name: string }[] = [
  { kind: "training", name: "calendar-kind-training" },
  { kind: "audit", name: "calendar-kind-audit" },
  { kind: "finding", name: "calendar-kind-finding" },
  { kind: "register", name: "calendar-kind-register" },
  { kind: "submission", name: "calendar-kind-submission" },
  { kind: "proof", name: "calendar-kind-proof" },
  { kind: "planned", name: "calendar-kind-planned" },
];

/** An audit that is still to be planned is an audit as well; what was recommended is answered with a submission. */
export const kindOf = (one: OneDue): Kind => (one.kind === "audit_wanted" ? "audit" : one.kind === "recommended" ? "submission" : one.kind);

/** Everybody something in view was given to, and whoever is being looked for. */
export const people = (dues: readonly OneDue[], wanted: string): string[] => [...new Set([...dues.map(dueWho), wanted])].filter(Boolean).sort((a, b) => a.localeCompare(b, "ja"));

export interface Wanted {
  without: ReadonlySet<Kind>;
  /** Given to this person alone; to everybody where it is empty. */
  who: string;
}
export const wants = (one: OneDue, { without, who }: Wanted): boolean => !without.has(kindOf(one)) && (who === "" || dueWho(one) === who);

export type View = "month" | "year";
