// How warm a share is, and where the keyboard stands among facilities and sections.

import type { PortfolioCell, PortfolioFacility } from "../../../host/generated";
import { say } from "../../../words/index.svelte";

/** What stands before the sections: the facility, how its submission stands, all of its sections together. */
export const BEFORE = 3;

export const TONES = ["full", "most", "part", "low"] as const;
export type Tone = (typeof TONES)[number] | "none";
export const TONE_NAMES: Record<Tone, string> = { full: "portfolio-tone-full", most: "portfolio-tone-most", part: "portfolio-tone-part", low: "portfolio-tone-low", none: "portfolio-tone-none" };

/** All of it, four fifths, half: the number stands beside every colour. */
export function tone(rate: number | null | undefined): Tone {
  if (rate === null || rate === undefined) return "none";
  if (rate >= 100) return "full";
  return rate >= 80 ? "most" : rate >= 50 ? "part" : "low";
}

/** `76%`, and where there is none to tell: － */
export const share = (rate: number | null | undefined): string => (rate === null || rate === undefined ? "－" : say("audit-percent", { rate }));

/** How the last submission of the year stands. */
export function stands({ fingerprint, verdict, late }: PortfolioFacility): string {
  if (verdict) return say(`verdict-${verdict}`);
  if (fingerprint) return say("portfolio-waiting");
  return say(late ? "portfolio-late-long" : "portfolio-not-sent");
}

/** What stands behind a number, in words. */
export function told(title: string, cell: PortfolioCell | undefined): string {
  if (!cell || cell.rate === null) return say("portfolio-cell-none", { title });
  return say("portfolio-cell", { title, rate: cell.rate, fails: cell.fails, open: cell.open });
}
