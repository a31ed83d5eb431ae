// Values of a record as people read them and as inputs hold them; which columns a register shows first.

import type { Failure, JsonValue, Register, RegisterDue, RegisterField, RegisterGroup, RegisterState } from "../../host/generated";
import { day, reading, say } from "../../words/index.svelte";
import { nameOf } from "../papers/names";

export { nameOf };

/** What an input holds: a text, a mark, or several choices. */
export type Held = string | boolean | string[];
export type Fields = { [key in string]?: JsonValue };
/** Titles of the records that links lead to, by the linked register. */
export type Titles = Record<string, { id: string; title: string }[]>;

export const GROUPS: { group: RegisterGroup; name: string }[] = [
  { group: "governance", name: "registers-group-governance" },
  { group: "assets", name: "registers-group-assets" },
  { group: "premises", name: "registers-group-premises" },
  { group: "access", name: "registers-group-access" },
  { group: "operations", name: "registers-group-operations" },
  { group: "incidents", name: "registers-group-incidents" },
];

const MOST_COLUMNS = 7;

/** Shown beside number and day: neither of them twice, nothing that stands aside, is no longer asked for or is a file. */
export function columns(register: Pick<Register, "fields" | "dated_by">): RegisterField[] {
  const twice = (field: RegisterField) => field.type === "sequence" || (field.type === "date" && field.id === register.dated_by);
  return register.fields.filter((field) => !field.aside && !field.retired && field.type !== "file" && !twice(field)).slice(0, MOST_COLUMNS);
}

/** It is shown and never written: it follows from the others, or from what is attached. */
export const follows = (field: RegisterField): boolean => field.type === "computed" || field.type === "sequence" || field.type === "file";

/** A value as an input holds it. */
export function held(field: RegisterField, value: JsonValue | undefined): Held {
  if (field.type === "check") return value === true;
  if (field.type === "choices") return Array.isArray(value) ? value.map(String) : [];
  if (value === null || value === undefined) return "";
  return field.type === "date_time" ? String(value).slice(0, 16) : String(value);
}

/** What an input holds as a value; nothing where it is empty. */
export function value(field: RegisterField, held: Held | undefined): JsonValue | undefined {
  if (held === undefined || follows(field)) return undefined;
  if (typeof held === "boolean") return held || undefined;
  if (Array.isArray(held)) return held.length > 0 ? held : undefined;
  if (!held.trim() || (field.type === "period" && held === "/")) return undefined;
  if (field.type === "number") {
    // Also as Japanese keyboards write it: １，２００
    const plain = held.normalize("NFKC").replaceAll(",", "").trim();
    return plain !== "" && Number.isFinite(Number(plain)) ? Number(plain) : held;
  }
  if (field.type === "date_time") return held.slice(0, 16);
  return held;
}

export const allHeld = (fields: readonly RegisterField[], values: Fields): Record<string, Held> =>
  Object.fromEntries(fields.map((field) => [field.id, held(field, values[field.id])]));

/** All that is filled in, as it is written. */
export function written(fields: readonly RegisterField[], all: Record<string, Held>): Record<string, JsonValue> {
  const made: Record<string, JsonValue> = {};
  for (const field of fields) {
    const one = value(field, all[field.id]);
    if (one !== undefined) made[field.id] = one;
  }
  return made;
}

/** The two days of a period. */
export function ends(period: string): [string, string] {
  const [from = "", to = ""] = period.split("/");
  return [from, to];
}

/** A value as one reads it: options and links by their names, days as the person likes them. */
export function shown(field: RegisterField, value: JsonValue | undefined, titles: Titles = {}): string {
  if (value === null || value === undefined || value === false || value === "") return "";
  const option = (id: JsonValue) => {
    const found = field.options?.find((one) => one.id === id);
    return found ? nameOf(found) : String(id);
  };
  switch (field.type) {
    case "check":
      return value === true ? "✓" : "";
    case "choice":
      return option(value);
    case "choices":
      return (Array.isArray(value) ? value : [value]).map(option).join(reading.sentences.say("and"));
    case "date":
      return day(String(value));
    case "date_time":
      return String(value).slice(0, 16).split("T").map((part, n) => (n === 0 ? day(part) : part)).join(" ");
    case "period":
      return ends(String(value)).map((one) => (one ? day(one) : "")).join("～");
    case "link":
      return titles[field.register ?? ""]?.find((one) => one.id === value)?.title ?? say("registers-link-other");
    default:
      return String(value);
  }
}

/** The field that a failure speaks of: some name it by its id, some by its name. */
export function fieldOf(fields: readonly RegisterField[], failure: Failure | undefined): RegisterField | undefined {
  const params = failure && "params" in failure ? failure.params : undefined;
  if (!params || !("field" in params)) return undefined;
  return fields.find((one) => one.id === params.field) ?? fields.find((one) => one.name === params.field);
}

/** A failure as a sentence, its field by the name that the person reads. */
export function sentence(fields: readonly RegisterField[], failure: Failure): string {
  const field = fieldOf(fields, failure);
  if (!field || !("params" in failure)) return reading.sentences.failure(failure);
  return reading.sentences.failure({ ...failure, params: { ...failure.params, field: nameOf(field) } } as Failure);
}

/** The fields that are not the same in both. */
export function differing(fields: readonly RegisterField[], theirs: Fields, yours: Fields): RegisterField[] {
  const same = (field: RegisterField) => JSON.stringify(value(field, held(field, theirs[field.id]))) === JSON.stringify(value(field, held(field, yours[field.id])));
  return fields.filter((field) => !follows(field) && !same(field));
}

/** What is due, in the person's language: the core knows the cycle's Japanese name alone. */
export function dueName(register: Pick<Register, "cycles">, due: Pick<RegisterDue, "cycle" | "title">): string {
  const cycle = register.cycles?.find((one) => one.id === due.cycle);
  if (!cycle || !due.title.startsWith(cycle.name)) return due.title;
  const record = due.title.slice(cycle.name.length).replace(/^：/, "");
  return [nameOf(cycle), record].filter(Boolean).join(reading.language === "en" ? ": " : "：");
}

export function stateName(states: readonly RegisterState[] | undefined, id: string | null): string {
  const found = states?.find((one) => one.id === id);
  return found ? nameOf(found) : (id ?? "");
}
