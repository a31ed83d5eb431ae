// How far a submission has come: 下書き → 確定 → 署名 → 提出 → 判断, each with when and by whom.

import type { Decision, SigningSeat, SubmissionRow, SubmissionStep, SubmissionTaken } from "../../host/generated";

export type StageName = "draft" | "freeze" | "sign" | "send" | "decide";
export interface Stage {
  name: StageName;
  stands: "done" | "now" | "ahead";
  at?: string;
  by?: string;
}
/** A place to sign, and when it was signed. */
export interface Seat extends SigningSeat {
  at?: string;
}

type Row = Pick<SubmissionRow, "state" | "steps" | "submission" | "next">;

/** The last time that it was taken. */
export const last = (steps: readonly SubmissionTaken[], step: SubmissionStep): SubmissionTaken | undefined => steps.filter((one) => one.step === step).at(-1);

/** Since it was last frozen: what was before no longer counts. */
function since(steps: readonly SubmissionTaken[]): readonly SubmissionTaken[] {
  const [frozen, thawed] = [steps.findIndex((one) => one === last(steps, "freeze")), steps.findIndex((one) => one === last(steps, "thaw"))];
  return frozen > thawed ? steps.slice(frozen) : [];
}

/** In their order; whoever signed signed the first ones. */
export function seatsOf({ submission, steps }: Pick<Row, "submission" | "steps">): Seat[] {
  const signed = since(steps).filter((one) => one.step === "sign");
  return submission.seats.map((seat, n) => ({ ...seat, ...(signed[n] && { at: signed[n].at, name: signed[n].by_name }) }));
}

export const decisionOf = ({ steps }: Pick<Row, "steps">): Decision | undefined => last(steps, "decided")?.decision;

export function stagesOf(row: Row): Stage[] {
  const steps = since(row.steps);
  const over = row.state === "withdrawn";
  const [sent, decided] = [last(steps, "send"), last(steps, "decided")];
  // With the last signature it is signed, not before.
  const signed = row.next || (over && !sent) ? undefined : last(steps, "sign");
  const taken: [StageName, SubmissionTaken | undefined][] = [["freeze", last(steps, "freeze")], ["sign", signed], ["send", sent], ["decide", decided]];
  const now = over || row.state === "draft" ? undefined : taken.find(([, step]) => !step)?.[0];
  const stages = taken.map(([name, step]): Stage => {
    if (!step) return { name, stands: name === now ? "now" : "ahead" };
    return { name, stands: "done", at: step.at, by: step.decision?.by_name ?? step.by_name };
  });
  return [{ name: "draft", stands: row.state === "draft" ? "now" : "done" }, ...stages];
}
