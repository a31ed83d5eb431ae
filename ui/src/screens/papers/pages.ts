// How pages lie under one another, which are seen, and which are to be asked for next. Nothing but numbers.

export type Size = [number, number];
export type Zoom = "width" | "whole" | number;

/** Between pages and around them, in the window's pixels. */
export const GAP = 16;
/** How many pages are asked for at once. */
export const AT_ONCE = 8;
const PIXELS_A_POINT = 96 / 72;
const STEPS = [50, 67, 80, 90, 100, 110, 125, 150, 175, 200];

/** How many pixels a point of the paper is. */
export function scaleOf(zoom: Zoom, sizes: readonly Size[], box: { width: number; height: number }): number {
  if (typeof zoom === "number") return (zoom / 100) * PIXELS_A_POINT;
  const widest = sizes.reduce((most, [width]) => Math.max(most, width), 1);
  const highest = sizes.reduce((most, [, height]) => Math.max(most, height), 1);
  const byWidth = (box.width - 2 * GAP) / widest;
  const fitted = zoom === "width" ? byWidth : Math.min(byWidth, (box.height - 2 * GAP) / highest);
  return Math.max(fitted, 0.1);
}

export const percent = (scale: number): number => Math.round((scale / PIXELS_A_POINT) * 100);

/** The next step larger (1) or smaller (-1) than what is shown now. */
export function stepFrom(scale: number, direction: 1 | -1): number {
  const now = percent(scale);
  if (direction > 0) return STEPS.find((step) => step > now) ?? 200;
  return [...STEPS].reverse().find((step) => step < now) ?? 50;
}

/** Which zoom a key with Ctrl asks for; nothing where it asks for none. */
export function zoomOfKey(key: string, scale: number): Zoom | undefined {
  // On Japanese keyboards + stands on the key of ;
  if (key === "+" || key === "=" || key === ";") return stepFrom(scale, 1);
  if (key === "-" || key === "_") return stepFrom(scale, -1);
  return key === "0" ? "width" : undefined;
}

/** Where each page begins and how high it is. */
export interface Lying {
  tops: number[];
  heights: number[];
}

export function lie(sizes: readonly Size[], scale: number): Lying {
  const heights = sizes.map(([, height]) => Math.round(height * scale));
  const tops: number[] = [];
  let top = GAP;
  for (const height of heights) {
    tops.push(top);
    top += height + GAP;
  }
  return { tops, heights };
}

/** Which page lies at `y`, and how far into it that is (0–1). */
export function at({ tops, heights }: Lying, y: number): { page: number; part: number } {
  let page = 0;
  while (page + 1 < tops.length && (tops[page + 1] ?? 0) <= y) page++;
  return { page, part: (y - (tops[page] ?? 0)) / Math.max(heights[page] ?? 1, 1) };
}

/** The y of a place that `at` told. */
export const yOf = ({ tops, heights }: Lying, { page, part }: { page: number; part: number }): number => (tops[page] ?? 0) + part * (heights[page] ?? 0);

/** The first and the last page within a window of this height. */
export const seen = (lying: Lying, top: number, height: number): [number, number] => [at(lying, top).page, at(lying, top + height).page];

/** What to ask for next: the first page near what is seen that is not there yet, and those that follow it. */
export function toAsk([first, last]: readonly [number, number], total: number, there: ReadonlySet<number>): { from: number; count: number } | undefined {
  const end = Math.min(last + 2, total - 1);
  let from = Math.max(first - 1, 0);
  while (from <= end && there.has(from)) from++;
  if (from > end) return undefined;
  let count = 1;
  while (count < AT_ONCE && from + count < total && !there.has(from + count)) count++;
  return { from, count };
}
