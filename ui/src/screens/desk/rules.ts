// How the desk works, as its form holds it: a day of the year in two fields, numbers as they are typed.

import type { DeskSettings } from "../../host/generated";

export interface RulesDraft {
  four_eyes: boolean;
  checklist: string[];
  mask_below: string;
  month: string;
  day: string;
}

export function rulesDraft({ four_eyes, checklist, mask_below, expected_by }: DeskSettings): RulesDraft {
  const [month = "", day = ""] = expected_by.split("-").map((one) => one.replace(/^0/, ""));
  return { four_eyes, checklist: [...checklist], mask_below: String(mask_below), month, day };
}

const digits = (text: string): string => text.normalize("NFKC").replace(/\D/g, "");
const two = (text: string): string => digits(text).padStart(2, "0");

/** What is no day goes as it was typed: the core says what is wanted. */
export function rulesOf({ four_eyes, checklist, mask_below, month, day }: RulesDraft): DeskSettings {
  return {
    four_eyes,
    checklist: checklist.map((one) => one.trim()).filter(Boolean),
    mask_below: Number(digits(mask_below)) || 0,
    expected_by: month.trim() || day.trim() ? `${two(month)}-${two(day)}` : "",
  };
}
