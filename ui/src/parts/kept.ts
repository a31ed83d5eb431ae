// What was begun and not saved when its screen went away (the workspace locked itself): for the same person, as long as
// the window is open.

import type { Open } from "../host/generated";

const begun = new Map<string, unknown>();
const place = (open: Open, thing: string): string => `${open.path} ${open.me.id} ${thing}`;

export const kept = <T>(open: Open, thing: string): T | undefined => begun.get(place(open, thing)) as T | undefined;

export function keep<T>(open: Open, thing: string, what: T | undefined): void {
  if (what === undefined) begun.delete(place(open, thing));
  else begun.set(place(open, thing), what);
}
