// Sentences from the core's message files, made exactly as `words.rs` makes them for shell and papers.

import { FluentBundle, FluentNumber, FluentResource, type FluentVariable } from "@fluent/bundle";
import type { Failure, LogLine, Moved } from "../host/generated";

export type Language = "ja" | "en";
/** How days are written: 2026-11-20 or 令和8年11月20日. */
export type Dates = "iso" | "wareki";
export type Facts = Record<string, unknown>;

const files = import.meta.glob<string>("../../../src-tauri/core/messages/*/*.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});

function bundle(language: Language): FluentBundle {
  const made = new FluentBundle(language, { useIsolating: false });
  for (const [path, text] of Object.entries(files)) {
    if (path.includes(`/messages/${language}/`)) made.addResource(new FluentResource(text));
  }
  return made;
}

const bundles: Record<Language, FluentBundle> = { ja: bundle("ja"), en: bundle("en") };

export class Sentences {
  constructor(
    readonly language: Language,
    readonly dates: Dates = "iso",
  ) {}

  has(key: string): boolean {
    return bundles[this.language].hasMessage(key);
  }

  /** The sentence of a key; the key itself where there is none. */
  say(key: string, facts: Facts = {}): string {
    const pattern = bundles[this.language].getMessage(key)?.value;
    if (!pattern) return key;
    const args: Record<string, FluentVariable> = {};
    for (const [name, value] of Object.entries(facts)) {
      args[name] = typeof value === "number" ? new FluentNumber(value, { useGrouping: false }) : this.shown(name, value);
    }
    return bundles[this.language].formatPattern(pattern, args, []);
  }

  failure(failure: Failure): string {
    const facts = "params" in failure ? (failure.params as Facts) : {};
    return this.say(`error-${failure.code}`, facts);
  }

  /** A notice or a problem: `{code, params}`. */
  coded(prefix: "notice" | "problem", coded: { code: string; params?: object }): string {
    return this.say(`${prefix}-${coded.code}`, (coded.params ?? {}) as Facts);
  }

  /** What somebody did, as one sentence. */
  deed(line: Pick<LogLine, "kind" | "facts" | "moved" | "undoes">): string {
    let sentence = this.say(`change-${line.kind.replace(".", "-")}`, line.facts as Facts);
    if (line.moved.length > 0) {
      const list = line.moved.map((moved) => this.moved(line.kind, moved)).join(this.say("moved-between"));
      sentence += this.say("moved-list", { list });
    }
    if (line.undoes !== null) sentence += this.say("undoes", { seq: String(line.undoes) });
    return sentence;
  }

  moved(kind: string, moved: Moved): string {
    return this.say("moved", {
      field: this.fieldOf(kind, moved.field),
      from: this.shown(moved.field, moved.from),
      to: this.shown(moved.field, moved.to),
    });
  }

  /** The name of a facility is not called as the name of a person is. */
  fieldOf(kind: string, field: string): string {
    const own = `${kind.split(".")[0]}-${field}`.replaceAll("_", "-");
    return this.has(`field-${own}`) ? this.field(own) : this.field(field);
  }

  field(field: string): string {
    const key = `field-${field.replaceAll("_", "-")}`;
    return this.has(key) ? this.say(key) : field;
  }

  /** A value as people say it: roles and kinds by their names, lists joined. */
  shown(field: string, value: unknown): string {
    const named = (text: string) => {
      const key = `${field}-${text}`.replaceAll("_", "-");
      return this.has(key) ? this.say(key) : text;
    };
    if (value === null || value === undefined) return "";
    if (Array.isArray(value)) return value.map((item) => this.shown(field, item)).join(this.say("and"));
    // What a definition says, it says in both languages.
    if (typeof value === "object" && "ja" in value && "en" in value) return String(value[this.language as "ja" | "en"]);
    if (typeof value !== "string") return typeof value === "object" ? JSON.stringify(value) : String(value);
    if (value === "") return this.say("empty");
    if (field === "missing" || field === "roles") {
      return value.split(",").map((part) => named(part.trim())).join(this.say("and"));
    }
    if (field === "at" || field === "since") return time(value, this.dates);
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return day(value, this.dates);
    return field === "field" ? this.field(value) : named(value);
  }
}

/** `2026-11-20 22:05` in Japan, whatever the computer's zone; what is no time stays as it is. */
export function time(at: string, dates: Dates = "iso"): string {
  const parsed = Date.parse(at);
  if (Number.isNaN(parsed)) return at;
  const [date = "", clock = ""] = new Date(parsed + 9 * 3_600_000).toISOString().slice(0, 16).split("T");
  return `${day(date, dates)} ${clock}`;
}

const wareki = new Intl.DateTimeFormat("ja-JP-u-ca-japanese", { era: "long", year: "numeric", month: "long", day: "numeric", timeZone: "UTC" });

/** A day as the person likes to read it; what is no day stays as it is. */
export function day(text: string, dates: Dates = "iso"): string {
  const parsed = Date.parse(text);
  return dates === "wareki" && !Number.isNaN(parsed) ? wareki.format(parsed) : text;
}
