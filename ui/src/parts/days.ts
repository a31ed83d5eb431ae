// Days, months and 年度 as the calendar and the plan of training count them. A day is `2026-11-20` everywhere.

import { reading } from "../words/index.svelte";

/** From, to: both are in it. */
export interface Span {
  from: string;
  to: string;
}

const at = (day: string): Date => new Date(`${day}T00:00:00Z`);
const text = (date: Date): string => date.toISOString().slice(0, 10);

export function plusDays(day: string, days: number): string {
  const date = at(day);
  date.setUTCDate(date.getUTCDate() + days);
  return text(date);
}

/** From one day to another; less than nothing where it lies before. */
export const daysBetween = (from: string, to: string): number => Math.round((at(to).getTime() - at(from).getTime()) / 86_400_000);

/** `2026-11` */
export const monthOf = (day: string): string => day.slice(0, 7);

export function plusMonths(month: string, months: number): string {
  const date = at(`${month}-01`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return text(date).slice(0, 7);
}

/** A year that begins in April. */
export function fiscalYear(day: string): number {
  const [year = 0, month = 1] = day.split("-").map(Number);
  return month >= 4 ? year : year - 1;
}

export const ofYear = (year: number): Span => ({ from: `${year}-04-01`, to: `${year + 1}-03-31` });
/** April first. */
export const monthsOf = (year: number): string[] => Array.from({ length: 12 }, (_, n) => plusMonths(`${year}-04`, n));
export const ofMonth = (month: string): Span => ({ from: `${month}-01`, to: plusDays(`${plusMonths(month, 1)}-01`, -1) });

/** 0 is Monday. */
export const weekday = (day: string): number => (at(day).getUTCDay() + 6) % 7;

/** The weeks that a month is in, from Monday to Sunday. */
export function weeksOf(month: string): string[][] {
  const { from, to } = ofMonth(month);
  const weeks: string[][] = [];
  for (let monday = plusDays(from, -weekday(from)); monday <= to; monday = plusDays(monday, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, n) => plusDays(monday, n)));
  }
  return weeks;
}

const locale = (): string => (reading.language === "en" ? "en" : reading.dates === "wareki" ? "ja-JP-u-ca-japanese" : "ja");

/** 2026年11月, 令和8年11月, November 2026 */
export const monthName = (month: string): string =>
  new Intl.DateTimeFormat(locale(), { ...(reading.language === "ja" && reading.dates === "wareki" && { era: "long" as const }), year: "numeric", month: "long", timeZone: "UTC" }).format(at(`${month}-01`));
/** 11月, November */
export const monthAlone = (month: string): string => new Intl.DateTimeFormat(reading.language, { month: "long", timeZone: "UTC" }).format(at(`${month}-01`));
/** 金, Fri */
export const weekdayName = (day: string): string => new Intl.DateTimeFormat(reading.language, { weekday: "short", timeZone: "UTC" }).format(at(day));
