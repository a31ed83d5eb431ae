// What parts of a package are called: papers by their own names, files by what they prove.

import { ask } from "../../ask/index.svelte";
import { fileName, nameOf } from "../papers/names";

const paperId = (part: string): string => part.replace(/^papers\//, "").replace(/\.[^.]+$/, "");

/** For components: `papers/submission-sheet.pdf` → 提出書 */
export function paperNames(): (part: string) => string {
  const papers = ask("document.list", () => ({}));
  return (part) => {
    const found = papers.answer?.find((one) => one.id === paperId(part));
    return found ? nameOf(found) : paperId(part);
  };
}

/** What it is called as a file. Before files had their names in it, a proof's title stood for them. */
export function partFile(part: string, title: string): string {
  const ending = part.startsWith("papers/") ? "pdf" : (/\.(\w{1,5})$/.exec(title)?.[1] ?? "");
  const named = ending ? title.replace(new RegExp(`\\.${ending}$`), "") : title;
  return fileName(named, "", ending).replace(/_\.(?=\w*$)/, ending ? "." : "");
}
