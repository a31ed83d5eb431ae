// A session that is planned from elsewhere: what it begins with, and who shall be on its roster.

import type { TrainingSession } from "../../host/generated";

export interface Plan {
  session: Partial<TrainingSession>;
  /** These people, or those who missed another session. */
  people?: string[];
  absent?: string;
}

let brought: Plan | undefined;
export const bring = (plan: Plan): void => void (brought = plan);
export function taken(): Plan | undefined {
  const found = brought;
  brought = undefined;
  return found;
}
