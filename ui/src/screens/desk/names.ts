// What came in, as people read it: how it stands, whether it came late, marks, and the names of kinds and papers.

import type { ReceivedFile, ReceivedRow, SubmissionKind, SubmittedRow, Verdict } from "../../host/generated";
import { fours } from "../../parts/exchange/names";
import { say } from "../../words/index.svelte";
import { nameOf, today } from "../papers/names";

export const VERDICTS: readonly Verdict[] = ["approved", "conditional", "returned"];

/** How something that came in stands: nobody decided, somebody has to confirm, or what was decided. */
export type Stand = Verdict | "received" | "proposed";
export const standOf = (row: Pick<ReceivedRow, "decision" | "proposed">): Stand => row.decision?.verdict ?? (row.proposed ? "proposed" : "received");
export const standName = (stand: Stand): string => (stand === "received" ? say("desk-waiting") : stand === "proposed" ? say("state-proposed") : say(`verdict-${stand}`));

/** 照合番号 as it is told: the first sixteen digits in fours. */
export const spoken = (fingerprint: string): string => fours(fingerprint.slice(0, 16)).join("-");

/** The day of a stamp in Japan. */
export const dayOf = (at: string): string => today(Date.parse(at));

export const kindNameIn = (kinds: readonly SubmissionKind[] | undefined, id: string): string => {
  const found = kinds?.find((one) => one.id === id);
  return found ? nameOf(found) : id;
};

/** Asks for something to be done: neither conforming nor left out. */
export const isOpen = ({ means }: Pick<SubmittedRow, "means">): boolean => means === "partly" || means === "fails" || means === "open";

/** 1.2 MB */
export const bytesShown = (bytes: number): string => (bytes >= 1 << 20 ? `${(bytes / (1 << 20)).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`);

/** What became of the files that were brought: new, here already, refused. */
export function sorted(files: readonly ReceivedFile[]): { fresh: ReceivedFile[]; known: ReceivedFile[]; refused: ReceivedFile[] } {
  return {
    fresh: files.filter((one) => !one.refused && !one.known),
    known: files.filter((one) => !one.refused && one.known),
    refused: files.filter((one) => one.refused),
  };
}
