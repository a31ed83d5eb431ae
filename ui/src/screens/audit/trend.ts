// The years as a figure: where each of them stands, and how high its columns and its point are.

import type { AuditGrade, AuditYear } from "../../host/generated";
import { rate } from "./names";

export const SIZE = { step: 76, height: 150, left: 48, top: 24, bar: 40 };

/** From the worst: so they stand upon each other. */
export const FOUND = ["major", "minor", "observation"] as const satisfies readonly AuditGrade[];

export interface Column {
  grade: (typeof FOUND)[number];
  count: number;
  y: number;
  height: number;
}
export interface YearShape {
  year: AuditYear;
  /** The middle of the year. */
  x: number;
  rate: number | undefined;
  /** Where its rate stands; nothing where no item was judged. */
  y: number | undefined;
  found: number;
  columns: Column[];
}

/** A round number that none is above, and at least four: one finding is no tower. */
export function most(years: readonly AuditYear[]): number {
  const top = Math.max(4, ...years.map((one) => one.major + one.minor + one.observation));
  const unit = 10 ** Math.floor(Math.log10(top));
  return [1, 2, 3, 4, 6, 8, 10].map((times) => times * unit).find((one) => one >= top && one % 2 === 0) ?? top;
}

export function shapes(years: readonly AuditYear[]): YearShape[] {
  const top = most(years);
  const at = (share: number) => SIZE.top + SIZE.height * (1 - share);
  return years.map((year, n) => {
    let below = 0;
    const columns = FOUND.filter((grade) => year[grade] > 0).map((grade) => {
      const height = (year[grade] / top) * SIZE.height;
      below += year[grade];
      return { grade, count: year[grade], y: at(below / top), height };
    });
    const share = rate(year.good, year.judged);
    return { year, x: SIZE.left + SIZE.step * (n + 0.5), rate: share, y: share === undefined ? undefined : at(share / 100), found: below, columns };
  });
}

export const width = (years: readonly AuditYear[]): number => SIZE.left + SIZE.step * years.length + 12;
