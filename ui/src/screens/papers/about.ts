// What a form or a list is filled with, as the address says it: `record/ID`, or `list/REGISTER/FILTER`.

import type { ListedRegister, PaperRequest, RecordFilter } from "../../host/generated";

export type About = { record: string; register?: undefined } | { register: ListedRegister; record?: undefined };

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

export const filling = (about: About | undefined): Pick<PaperRequest, "records" | "register"> => (about?.record ? { records: [about.record] } : about?.register ? { register: about.register } : {});
