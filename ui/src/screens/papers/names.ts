// Names as people read them: of papers and their choices, of files, of numbers; and lines of a template.

import { reading, say } from "../../words/index.svelte";

export const nameOf = (one: { name: string; name_en: string }): string => (reading.language === "en" && one.name_en) || one.name;

/** Today in Japan, whatever the computer's zone. */
export const today = (now: number): string => new Date(now + 9 * 3_600_000).toISOString().slice(0, 10);

/** What a file may be called on any system: `準拠度チェックリスト（令和8年度）_2026-11-20.pdf` */
export function fileName(title: string, day: string, ending: string): string {
  const plain = title.replace(/[\\/:*?"<>|\p{Cc}]+/gu, " ").replace(/\s+/g, " ").trim();
  return `${[...plain].slice(0, 80).join("").trim().replace(/^\.+/, "") || "paper"}_${day}.${ending}`;
}

/** A pattern of document numbers, as words: 点検-年度-連番 */
export function numberShown(pattern: string): string {
  return pattern
    .replaceAll("{fiscal_year}", say("papers-number-year"))
    .replaceAll("{era}", say("papers-number-era"))
    .replaceAll("{seq}", say("papers-number-serial"));
}

/** A character with its code, for where the window has no picture of it either. */
export const codeOf = (character: string): string =>
  [...character].map((one) => `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`).join(" ");

/** Where a line (counted from 1) begins and ends. */
export function lineAt(text: string, line: number): [number, number] {
  let begin = 0;
  for (let n = 1; n < line; n++) {
    const next = text.indexOf("\n", begin);
    if (next < 0) break;
    begin = next + 1;
  }
  const end = text.indexOf("\n", begin);
  return [begin, end < 0 ? text.length : end];
}

/** Letters as one searches them. */
const plainly = (text: string): string => text.normalize("NFKC").toLowerCase();

export function matches(paper: { id: string; name: string; name_en: string; basis: string }, wanted: string): boolean {
  const whole = plainly(`${paper.name} ${paper.name_en} ${paper.basis} ${paper.id}`);
  return plainly(wanted).split(/\s+/).every((word) => whole.includes(word));
}
