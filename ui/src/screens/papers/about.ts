// What a form or a list is filled with, as the address says it: `record/ID`, `list/REGISTER/FILTER`, or of training
// `session/ID`, `trainee/ID`, `year/2026`, and what is chosen for the paper (`form/sign_in`).

import type { ListedRegister, PaperRequest, RecordFilter, TrainingPaper } from "../../host/generated";

export interface TrainingAbout {
  training: TrainingPaper;
  /** Choices of the paper, as whoever leads here means them. */
  picked: Record<string, string>;
}
export type About = ({ record: string; register?: undefined } | { register: ListedRegister; record?: undefined }) & { training?: undefined };

function filterOf(text: string | undefined): RecordFilter {
  try {
    return text ? (JSON.parse(text) as RecordFilter) : {};
  } catch {
    // Half an address leads to the whole list.
    return {};
  }
}

export function aboutOf([, what, id, filter]: readonly string[]): About | undefined {
  if (!id) return undefined;
  if (what === "record") return { record: id };
  return what === "list" ? { register: { id, filter: filterOf(filter) } } : undefined;
}

export function trainingOf([, ...pairs]: readonly string[]): TrainingAbout | undefined {
  const about: TrainingAbout = { training: {}, picked: {} };
  for (let n = 0; n + 1 < pairs.length; n += 2) {
    const [key = "", value = ""] = pairs.slice(n, n + 2);
    if (key === "session" || key === "trainee") about.training[key] = value;
    else if (key === "year") about.training.fiscal_year = Number(value);
    else about.picked[key] = value;
  }
  return Object.keys(about.training).length > 0 ? about : undefined;
}

export const filling = (about: About | TrainingAbout | undefined): Pick<PaperRequest, "records" | "register" | "training"> => (about?.training ? { training: about.training } : about?.record ? { records: [about.record] } : about?.register ? { register: about.register } : {});
