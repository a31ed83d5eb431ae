// Why the file that other calendars follow could not be written, in words: the core tells the path and the code of what was wrong.

import { say } from "../../words/index.svelte";

export function whyFailed(failed: string): string {
  const code = failed.split(": ").at(-1) ?? "";
  if (code === "disk-full") return say("calendar-share-disk-full");
  return code === "io" || code === "not-found" ? say("calendar-share-unreachable") : say("calendar-share-failed", { code });
}
