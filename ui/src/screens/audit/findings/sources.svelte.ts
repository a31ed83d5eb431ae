// Where findings come from, by name: audits, year by year, and registers are read once, when one of them is first asked for.

import { call } from "../../../host";
import type { AuditItem, FindingRow, FindingSource, Open } from "../../../host/generated";
import { fiscalYear } from "../../../parts/days";
import { link } from "../../../place.svelte";
import { say } from "../../../words/index.svelte";
import { nameOf } from "../../papers/names";

export class SourceNames {
  #audits = $state.raw<ReadonlyMap<string, string>>(new Map());
  #registers = $state.raw<ReadonlyMap<string, { name: string; name_en: string }>>(new Map());
  readonly #asked = new Map<string, Promise<void>>();

  constructor(private readonly open: Open) {}

  /** What these come from. What cannot be read keeps its plain word. */
  learn(rows: readonly Pick<FindingRow, "finding">[]): void {
    for (const { finding } of rows) {
      const { source, found_on } = finding;
      if (source === "other") continue;
      if ("audit" in source) void this.#audit(source.audit.audit, fiscalYear(found_on));
      if ("record" in source && this.open.rights.includes("see_registers")) void this.#once("registers", () => this.#all());
    }
  }

  know(audit: string, title: string): void {
    if (title && this.#audits.get(audit) !== title) this.#audits = new Map([...this.#audits, [audit, title]]);
  }

  /** An audit is of the year in which it began: that of the finding, or the one before. */
  async #audit(id: string, year: number): Promise<void> {
    for (const one of [year, year - 1]) {
      if (this.#audits.has(id)) return;
      await this.#once(`year ${one}`, () => this.#year(one));
    }
  }

  #once(what: string, does: () => Promise<void>): Promise<void> {
    const known = this.#asked.get(what) ?? does().catch(() => void this.#asked.delete(what));
    this.#asked.set(what, known);
    return known;
  }

  async #year(fiscal_year: number): Promise<void> {
    const { rows } = await call("audit.list", { fiscal_year });
    this.#audits = new Map([...this.#audits, ...rows.map(({ audit }) => [audit.id, audit.plan.title] as const)]);
  }

  async #all(): Promise<void> {
    this.#registers = new Map((await call("register.list", {})).map(({ register }) => [register.id, register] as const));
  }

  /** 監査　令和8年度の内部監査　F1-08 */
  of(source: FindingSource, item?: AuditItem | null): string {
    if (source === "other") return say("finding-source-other");
    if ("recommendation" in source) return say("finding-source-recommendation", { operator: source.recommendation.operator });
    if ("assessment" in source) return [say("finding-source-control"), source.assessment.at.control].join("　");
    if ("record" in source) {
      const register = this.#registers.get(source.record.register);
      return [say("finding-source-record"), register && nameOf(register)].filter(Boolean).join("　");
    }
    return [say("finding-source-audit"), this.#audits.get(source.audit.audit), item && "control" in item ? item.control.control : ""].filter(Boolean).join("　");
  }
}

/** Where it leads to. */
export function sourceLink(source: FindingSource): string | undefined {
  // A recommendation stands at its operator's.
  if (source === "other" || "recommendation" in source) return undefined;
  if ("audit" in source) return link("audit", "one", source.audit.audit);
  if ("record" in source) return link("registers", source.record.register, source.record.record);
  return link("check", source.assessment.assessment, source.assessment.at.catalogue, source.assessment.at.control);
}
