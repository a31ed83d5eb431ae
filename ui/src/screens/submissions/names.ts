// Submissions as people read them and look for them: kinds, states, marks.

import type { SubmissionKind, SubmissionRow, SubmissionState, SubmissionStep } from "../../host/generated";
import { ENDING } from "../../parts/exchange/names";
import { say } from "../../words/index.svelte";
import { nameOf } from "../papers/names";
import { plainly } from "../training/names";

export const STATES: readonly SubmissionState[] = ["draft", "frozen", "sent", "received", "returned", "conditional", "approved", "withdrawn"];

export const stateName = (state: SubmissionState): string => say(`state-submission-${state}`);
export const stepName = (step: SubmissionStep): string => say(`step-${step}`);
export function kindName(kinds: readonly SubmissionKind[], id: string): string {
  const found = kinds.find((one) => one.id === id);
  return found ? nameOf(found) : id;
}

/** As it is compared by telephone: the first sixteen digits in fours. */
export const spoken = (fingerprint: string): string => (fingerprint.slice(0, 16).match(/.{1,4}/g) ?? []).join("-");

/** What a picker shows of what travels. */
export const packages = () => [{ name: say("exchange-file"), extensions: [ENDING] }];

/** When something last happened to it; nothing of a draft that was never frozen. */
export const lastOf = ({ steps }: Pick<SubmissionRow, "steps">): string | undefined => steps.at(-1)?.at;

export interface Wanted {
  state: SubmissionState | "";
  kind: string;
  text: string;
}

export function finds({ number, state, submission: one }: SubmissionRow, wanted: Wanted): boolean {
  if ((wanted.state && state !== wanted.state) || (wanted.kind && one.kind !== wanted.kind)) return false;
  const text = plainly(wanted.text);
  return !text || [number, one.title, one.to].some((said) => plainly(said ?? "").includes(text));
}

/** The one with which this one is sent again, as far as there is one. */
export const mendedBy = (all: readonly SubmissionRow[], id: string): SubmissionRow | undefined => all.find((one) => one.submission.again === id && one.state !== "withdrawn");

/** Those that came back and that nobody has begun to mend. */
export const cameBack = (all: readonly SubmissionRow[]): SubmissionRow[] => all.filter((one) => one.state === "returned" && !mendedBy(all, one.id));
