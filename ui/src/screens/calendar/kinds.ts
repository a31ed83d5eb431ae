// Of what kinds the days are, as the calendar lists and filters them.

import type { OneDue } from "../../parts/dues";

export const KINDS: { kind: OneDue["kind"]; name: string }[] = [
  { kind: "training", name: "calendar-kind-training" },
  { kind: "register", name: "calendar-kind-register" },
  { kind: "proof", name: "calendar-kind-proof" },
  { kind: "planned", name: "calendar-kind-planned" },
];

export type View = "month" | "year";
