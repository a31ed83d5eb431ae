// 勧告: how one stands, and one as a form holds it while it is written.

import type { RecommendationRow, RecommendRequest } from "../../host/generated";
import { say } from "../../words/index.svelte";
import { plainly } from "../training/names";

export const STANDS = ["open", "late", "answered", "closed"] as const;
export type RecommendationStand = (typeof STANDS)[number];

export const recommendationStand = ({ answered, closed, late }: Pick<RecommendationRow, "answered" | "closed" | "late">): RecommendationStand => (closed ? "closed" : late ? "late" : answered ? "answered" : "open");

export const standNames = (): Record<RecommendationStand, string> => ({ open: say("desk-recommendation-open"), late: say("desk-recommendation-late"), answered: say("desk-recommendation-answered"), closed: say("desk-recommendation-closed") });

export function recommendationFinds({ recommendation }: RecommendationRow, text: string): boolean {
  const wanted = plainly(text);
  return [recommendation.facility, recommendation.subject, recommendation.fact, recommendation.contents].some((one) => plainly(one).includes(wanted));
}

export type RecommendDraft = Record<keyof RecommendRequest, string>;
export const recommendDraft = (one: RecommendRequest): RecommendDraft => ({ ...one });
export const recommendOf = ({ public: key, subject, fact, basis, contents, due }: RecommendDraft): RecommendRequest => ({ public: key, subject: subject.trim(), fact: fact.trim(), basis: basis.trim(), contents: contents.trim(), due });
