// The years as a figure: a column of what was received, the approved part of it filled, and a line of what conforms.

import type { PortfolioYear } from "../../../host/generated";
import { SIZE } from "../../audit/trend";

export interface YearShape {
  year: PortfolioYear;
  /** The middle of the year. */
  x: number;
  /** Where its rate stands; nothing where there is none to tell. */
  y: number | undefined;
  received: number;
  approved: number;
}

export const at = (share: number): number => SIZE.top + SIZE.height * (1 - share);

export function shapes(years: readonly PortfolioYear[]): YearShape[] {
  const most = Math.max(1, ...years.map((year) => year.received));
  return years.map((year, n) => ({
    year,
    x: SIZE.left + SIZE.step * (n + 0.5),
    y: year.rate === null ? undefined : at(year.rate / 100),
    received: (year.received / most) * SIZE.height,
    approved: (year.approved / most) * SIZE.height,
  }));
}

export const width = (years: readonly PortfolioYear[]): number => SIZE.left + SIZE.step * years.length + 12;
