// Bringing files in: dropped, picked or pasted. One way for the evidence's own screen and for a control.

import { refresh } from "../../ask/index.svelte";
import { call, carry, type AnswerOf, type CallOptions } from "../../host";
import type { Use } from "../../host/generated";

export type Added = AnswerOf<"evidence.add">;

export async function attachPaths(paths: string[], uses: Use[], options: CallOptions): Promise<Added> {
  const added = await call("evidence.add", { paths, uses }, options);
  await refresh(added.outcome.touched);
  return added;
}

/** What was pasted: pictures and files, as bytes. */
export async function attachPasted(event: ClipboardEvent, uses: Use[]): Promise<Added | undefined> {
  let last: Added | undefined;
  for (const file of event.clipboardData?.files ?? []) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    last = (await carry("evidence.paste", { name: file.name || "paste.png", uses }, bytes)).answer;
  }
  if (last) await refresh(last.outcome.touched);
  return last;
}
