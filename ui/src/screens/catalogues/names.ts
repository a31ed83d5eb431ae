// What ids of a catalogue are called: registers, cycles, kinds, fields. An id without a name stays as it is.

import type { Applies, Catalogue, Control, Field, FileKind, Format, Kind, Listed, Section } from "../../host/generated";
import { reading, say } from "../../words/index.svelte";

const REGISTERS: Record<string, string> = {
  appointment: "catalogues-register-appointment",
  notification: "catalogues-register-notification",
  regulation_document: "catalogues-register-regulation-document",
  information_asset: "catalogues-register-information-asset",
  site_inspection: "catalogues-register-site-inspection",
  entry_log: "catalogues-register-entry-log",
  key_loan: "catalogues-register-key-loan",
  power_inspection: "catalogues-register-power-inspection",
  user_id: "catalogues-register-user-id",
  portal_update: "catalogues-register-portal-update",
  production_data_permit: "catalogues-register-production-data-permit",
  inquiry: "catalogues-register-inquiry",
  complaint: "catalogues-register-complaint",
  incident: "catalogues-register-incident",
  acceptance: "catalogues-register-acceptance",
  maintenance: "catalogues-register-maintenance",
  remote_maintenance: "catalogues-register-remote-maintenance",
  backup: "catalogues-register-backup",
  monitoring: "catalogues-register-monitoring",
  log_review: "catalogues-register-log-review",
  portable_media: "catalogues-register-portable-media",
  take_out: "catalogues-register-take-out",
  disposal: "catalogues-register-disposal",
  contract: "catalogues-register-contract",
  risk_analysis: "catalogues-register-risk-analysis",
  operation_diary: "catalogues-register-operation-diary",
  device_permission: "catalogues-register-device-permission",
  wireless_lan: "catalogues-register-wireless-lan",
  member_facility: "catalogues-register-member-facility",
  disclosure_request: "catalogues-register-disclosure-request",
  emergency_contact: "catalogues-register-emergency-contact",
  bcp_drill: "catalogues-register-bcp-drill",
  scan_document: "catalogues-register-scan-document",
  training: "catalogues-register-training",
  audit: "catalogues-register-audit",
  corrective_action: "catalogues-register-corrective-action",
  submission: "catalogues-register-submission",
};

export const CYCLES = {
  day: "catalogues-cycle-day",
  month: "catalogues-cycle-month",
  half_year: "catalogues-cycle-half-year",
  year: "catalogues-cycle-year",
  fiscal_year: "catalogues-cycle-fiscal-year",
  event: "catalogues-cycle-event",
  own: "catalogues-cycle-own",
} as const;

export const ASPECTS = {
  organizational: "catalogues-aspect-organizational",
  personnel: "catalogues-aspect-personnel",
  physical: "catalogues-aspect-physical",
  technical: "catalogues-aspect-technical",
} as const;

export const DUTIES = {
  actor: "catalogues-duty-actor",
  recipient: "catalogues-duty-recipient",
  when: "catalogues-duty-when",
  deadline: "catalogues-duty-deadline",
} as const;

export const KINDS: Record<Kind, string> = {
  equal: "catalogues-kind-equal",
  part_of: "catalogues-kind-part-of",
  contains: "catalogues-kind-contains",
  related: "catalogues-kind-related",
};

export const FILE_KINDS: Record<FileKind, string> = {
  toml: "catalogues-file-toml",
  pack: "catalogues-file-pack",
  own_table: "catalogues-file-own-table",
  sheet: "catalogues-file-sheet",
  ciso_assistant: "catalogues-file-ciso-assistant",
  oscal: "catalogues-file-oscal",
};

export const FORMATS: Record<Format, string> = {
  xlsx: "catalogues-format-xlsx",
  csv: "catalogues-format-csv",
  toml: "catalogues-format-toml",
  pack: "catalogues-format-pack",
  oscal: "catalogues-format-oscal",
};

const APPLIES: Record<Exclude<Applies["is"], "yes">, string> = {
  by_choice: "catalogues-applies-by-choice",
  may_opt_in: "catalogues-applies-may-opt-in",
  other_grade: "catalogues-applies-other-grade",
  not_here: "catalogues-applies-not-here",
};

/** What a spreadsheet's column may hold, in the order people think of it. */
export const COLUMNS: Field[] = ["id", "table", "section_number", "domain", "practice", "grade", "question", "statement", "technical", "operational", "clause", "proof", "source", "note"];

/** Fields of a control that no column of a spreadsheet carries. */
const OTHER_FIELDS: Record<string, string> = {
  clauses: "column-clause",
  grade_mark: "catalogues-field-grade-mark",
  registers: "catalogues-registers",
  duty: "catalogues-duty",
  asks: "catalogues-asks",
  applies_if: "catalogues-field-applies-if",
  applies_why: "catalogues-field-applies-why",
  aspects: "catalogues-field-aspects",
  alternative: "catalogues-field-alternative",
  opt_in: "catalogues-field-opt-in",
  same_as: "catalogues-same-as",
  parent: "catalogues-field-parent",
};

const named = (key: string | undefined, id: string) => (key ? say(key) : id);

export const registerName = (id: string): string => named(REGISTERS[id], id);
export const fieldName = (field: string): string =>
  named(OTHER_FIELDS[field] ?? (reading.sentences.has(`column-${field}`) ? `column-${field}` : undefined), field);

/** Why a control does not simply concern the facility; nothing where it does. */
export function appliesSentence(applies: Applies | undefined): string {
  if (!applies || applies.is === "yes") return "";
  return (applies.is === "not_here" && applies.why) || say(APPLIES[applies.is]);
}

export const grades = (control: Control): string => [control.grade ?? []].flat().join("・");

/** Its name in one line: what is asked, where it has no name of its own. */
export const nameOf = (control: Control): string => control.practice || control.question || control.statement || control.id;

/** What is empty is left out on the way here: a section of headings has no controls at all. */
export const controlsOf = (section: Section): Control[] => (section.controls as Control[] | undefined) ?? [];
export const allControls = (catalogue: Catalogue): Control[] => catalogue.sections.flatMap(controlsOf);

/** Its own document says that it is not final. */
export const isDraft = (one: Pick<Listed, "title" | "version">): boolean => /未定稿|\bdraft\b/i.test(`${one.version} ${one.title}`);

/** What goes into `say` from a coded fault or note. */
export const paramsOf = (coded: { code: string; params?: object }): Record<string, unknown> => (coded.params ?? {}) as Record<string, unknown>;
