// Written by `./dev types` from the core's list of commands. Do not edit.

export type AddPerson = { login: string, profile: Profile, roles: Roles, password: Password, };

export type AddedPerson = { id: string, outcome: Outcome, };

export type AsOf = { as_of?: Day, };

export type BackupInfo = { name: string, kind: BackupKind, made_at: Stamp, entries: number, head: string, bytes: number, sha256: string, };

export type BackupKind = "auto" | "manual" | "before-update" | "kept";

export type ChangePassword = { 
/**
 * Somebody else's; one's own when left out.
 */
id?: string, old_password?: Password, new_password: Password, };

export type Confirmed = { password: Password, };

export type Conflict = { thing: string, yours: JsonValue, theirs: JsonValue, by: string, at: string, };

export type CreateWorkspace = { path: string, facility: FacilityProfile, login: string, director: Profile, password: Password, };

export type CreatedWorkspace = { path: string, 
/**
 * Shown once, never again.
 */
recovery_code: string, };

export type Day = string;

export type EditPerson = { id: string, base: number, profile: Profile, };

export type Facility = { profile: FacilityProfile, revision: number, };

export type FacilityKind = "clinic" | "dental_clinic" | "hospital" | "pharmacy" | "care_provider" | "network_operator" | "service_operator";

export type FacilityProfile = { name: string, kana: string, kind: FacilityKind, beds: number, address: string, };

export type Failure = { "code": "not-found", "params": { path: string, } } | { "code": "not-a-workspace", "params": { path: string, } } | { "code": "already-exists", "params": { path: string, } } | { "code": "damaged", "params": { path: string, detail: string, } } | { "code": "newer-version", "params": { path: string, found: number, known: number, } } | { "code": "in-use", "params": { holder: string, since: string, } } | { "code": "disk-full", "params": { path: string, } } | { "code": "io", "params": { doing: string, path: string, detail: string, } } | { "code": "database", "params": { doing: string, detail: string, } } | { "code": "rolled-back", "params": { found: number, expected: number, } } | { "code": "keys-rolled-back", "params": { found: number, expected: number, } } | { "code": "head-moved", "params": { found: number, expected: number, } } | { "code": "no-such-backup", "params": { name: string, } } | { "code": "backup-bad", "params": { name: string, detail: string, } } | { "code": "not-open" } | { "code": "locked" } | { "code": "wrong-password", "params": { wait_seconds: number, } } | { "code": "wait-before-trying", "params": { wait_seconds: number, } } | { "code": "wrong-recovery-code", "params": { wait_seconds: number, } } | { "code": "recovery-code-mistyped" } | { "code": "weak-key-protection", "params": { path: string, found: string, } } | { "code": "password-too-weak", "params": { missing: string, } } | { "code": "person-stopped", "params": { login: string, } } | { "code": "not-permitted", "params": { right: string, roles: string, } } | { "code": "conflict", "params": Conflict } | { "code": "no-such-thing", "params": { thing: string, } } | { "code": "required", "params": { field: string, } } | { "code": "invalid", "params": { field: string, detail: string, } } | { "code": "too-long", "params": { field: string, length: number, limit: number, } } | { "code": "login-taken", "params": { login: string, } } | { "code": "last-director" } | { "code": "nothing-to-undo" } | { "code": "nothing-to-redo" } | { "code": "bad-entry", "params": { seq: number, detail: string, } } | { "code": "no-such-command", "params": { name: string, } } | { "code": "bad-request", "params": { name: string, detail: string, } } | { "code": "cancelled" } | { "code": "internal", "params": { detail: string, } };

export type JsonValue = number | string | boolean | Array<JsonValue> | { [key in string]: JsonValue } | null;

export type LogFilter = { person?: string | null, 
/**
 * A kind (`people.edit`) or a domain (`people`).
 */
kind?: string, thing?: string, from?: Day, to?: Day, 
/**
 * Entries before this sequence number: the next page.
 */
before?: number, limit?: number, };

export type LogLine = { seq: number, at: Stamp, person: string, person_name: string, device: string, kind: string, thing: string, facts: { [key in string]: JsonValue }, 
/**
 * What went from what to what, where the change says so.
 */
moved: Array<Moved>, undoes: number | null, undone_by: number | null, 
/**
 * The clock stood earlier than at the entry before.
 */
clock_back: boolean, hash: string, };

export type LogPage = { 
/**
 * Newest first.
 */
lines: Array<LogLine>, 
/**
 * How many the filter finds in all.
 */
total: number, more: boolean, };

export type Moved = { field: string, from: JsonValue, to: JsonValue, };

export type Nothing = Record<symbol, never>;

export type Notice = { "code": "first-time-on-this-computer" } | { "code": "failed-before", "params": { count: number, } } | { "code": "clock-went-back" } | { "code": "head-not-kept" } | { "code": "head-accepted", "params": { expected: number, found: number, } } | { "code": "keys-reconciled", "params": { people: string, } } | { "code": "updated", "params": { from: number, to: number, } } | { "code": "backup-failed", "params": { detail: string, } };

export type OnePerson = { id: string, base: number, };

export type Open = { path: string, name: string, me: Person, 
/**
 * What this person may do, so that a screen can say so without knowing a rule.
 */
rights: Array<Right>, facility: FacilityProfile, workspace: WorkspaceInfo, entries: number, head: string, notices: Array<Notice>, };

export type Outcome = { seq: number, at: Stamp, kind: string, thing: string, touched: Array<Tag>, can_undo: boolean, notices: Array<Notice>, };

export type Password = string;

export type Path = { path: string, };

export type PermissionRow = { right: Right, roles: Roles, };

export type Person = { id: string, login: string, profile: Profile, roles: Roles, state: PersonState, revision: number, };

export type PersonState = "active" | "stopped" | "removed";

export type Problem = { "code": "page-damaged", "params": { detail: string, } } | { "code": "entry-altered", "params": { seq: number, } } | { "code": "entry-missing", "params": { seq: number, } } | { "code": "entry-misplaced", "params": { seq: number, } } | { "code": "entry-unreadable", "params": { seq: number, detail: string, } } | { "code": "entry-contradicts", "params": { seq: number, column: string, } } | { "code": "row-altered", "params": { table: string, key: string, column: string, is: string, should: string, } } | { "code": "row-missing", "params": { table: string, key: string, } } | { "code": "row-unknown", "params": { table: string, key: string, } } | { "code": "schema-altered", "params": { name: string, } } | { "code": "head-differs", "params": { seq: number, found: number, } } | { "code": "keys-altered", "params": { detail: string, } };

export type Profile = { name: string, kana: string, title: string, department: string, email: string, };

export type Rebuilt = { 
/**
 * How many rows had differed.
 */
rows: number, outcome: Outcome, };

export type Recent = { path: string, 
/**
 * The folder's name, as people call it.
 */
name: string, login: string, last: Stamp, sample: boolean, 
/**
 * Whether it is still there.
 */
present: boolean, };

export type Recover = { path: string, login: string, recovery_code: string, new_password: Password, };

export type RecoveryCodeOnce = { recovery_code: string, };

export type Report = { entries: number, 
/**
 * Hash of the last entry: what a receipt would show.
 */
head: string, tables: number, rows: number, 
/**
 * The first of them, in the order they were found.
 */
problems: Array<Problem>, problem_count: number, };

export type Restore = { path: string, login: string, password: Password, name: string, 
/**
 * The password of the backup's time, where everything was re-keyed since.
 */
old_password?: Password, };

export type RestoredWorkspace = { from: BackupInfo, 
/**
 * The backup that what was there before became.
 */
kept: string, lost: number, };

export type ResumePerson = { id: string, base: number, password: Password, };

export type Right = "sign_in" | "change_own_password" | "see_people" | "manage_people" | "edit_people" | "give_roles" | "see_facility" | "edit_facility" | "edit_settings" | "manage_keys" | "see_record" | "verify" | "rebuild" | "backup" | "restore" | "accept_head";

export type Roles = Array<"director" | "manager" | "auditor" | "trainer" | "staff" | "operator" | "viewer">;

export type Sample = { 
/**
 * Where to make it; else in this computer's own folder.
 */
path?: string, };

export type SetFacility = { base: number, profile: FacilityProfile, };

export type SetRoles = { id: string, base: number, roles: Roles, };

export type SetSettings = { base: number, settings: Settings, };

export type Settings = { 
/**
 * Minutes without a deed until the workspace locks itself.
 */
idle_minutes: number, };

export type Stamp = string;

export type Status = { "state": "closed" } | { "state": "locked", path: string, name: string, login: string, idle: boolean, } | { "state": "open" } & Open;

export type Tag = "session" | "workspace" | "backups" | "facility" | "people" | "ledger";

export type Unlock = { path: string, login: string, password: Password, accept_head?: boolean, };

export type WorkspaceInfo = { id: string, created_at: Stamp, 
/**
 * The sample clinic, never to be mixed with real data.
 */
sample: boolean, settings: Settings, revision: number, };

export interface Commands {
  "workspace.status": { request: Nothing; answer: Status };
  "workspace.recent": { request: Nothing; answer: Array<Recent> };
  "workspace.forget": { request: Path; answer: Nothing };
  "workspace.create": { request: CreateWorkspace; answer: CreatedWorkspace };
  "workspace.sample": { request: Sample; answer: CreatedWorkspace };
  "workspace.unlock": { request: Unlock; answer: Nothing };
  "workspace.recover": { request: Recover; answer: CreatedWorkspace };
  "workspace.lock": { request: Nothing; answer: Nothing };
  "workspace.sign_out": { request: Nothing; answer: Nothing };
  "workspace.set_settings": { request: SetSettings; answer: Outcome };
  "workspace.rekey": { request: Confirmed; answer: Outcome };
  "workspace.renew_recovery": { request: Confirmed; answer: RecoveryCodeOnce };
  "backup.list": { request: Nothing; answer: Array<BackupInfo> };
  "backup.make": { request: Nothing; answer: BackupInfo };
  "backup.if_due": { request: Nothing; answer: BackupInfo | null };
  "backup.restore": { request: Restore; answer: RestoredWorkspace };
  "facility.show": { request: AsOf; answer: Facility };
  "facility.set": { request: SetFacility; answer: Outcome };
  "people.list": { request: AsOf; answer: Array<Person> };
  "people.permissions": { request: Nothing; answer: Array<PermissionRow> };
  "people.add": { request: AddPerson; answer: AddedPerson };
  "people.edit": { request: EditPerson; answer: Outcome };
  "people.set_roles": { request: SetRoles; answer: Outcome };
  "people.stop": { request: OnePerson; answer: Outcome };
  "people.resume": { request: ResumePerson; answer: Outcome };
  "people.remove": { request: OnePerson; answer: Outcome };
  "people.change_password": { request: ChangePassword; answer: Outcome };
  "ledger.log": { request: LogFilter; answer: LogPage };
  "ledger.verify": { request: Nothing; answer: Report };
  "ledger.rebuild": { request: Nothing; answer: Rebuilt };
  "ledger.undo": { request: Nothing; answer: Outcome };
  "ledger.redo": { request: Nothing; answer: Outcome };
}

/** Who may call what, and what it reads or changes. */
export const commands = {
  "backup.if_due": {
    "changes": [
      "backups",
      "ledger"
    ],
    "who": "signed_in"
  },
  "backup.list": {
    "reads": [
      "backups"
    ],
    "who": {
      "may": "backup"
    }
  },
  "backup.make": {
    "changes": [
      "backups",
      "ledger"
    ],
    "who": {
      "may": "backup"
    }
  },
  "backup.restore": {
    "changes": [
      "session",
      "workspace",
      "backups",
      "facility",
      "people",
      "ledger"
    ],
    "who": "anyone"
  },
  "facility.set": {
    "changes": [
      "facility",
      "ledger"
    ],
    "who": {
      "may": "edit_facility"
    }
  },
  "facility.show": {
    "reads": [
      "facility"
    ],
    "who": {
      "may": "see_facility"
    }
  },
  "ledger.log": {
    "reads": [
      "ledger"
    ],
    "who": {
      "may": "see_record"
    }
  },
  "ledger.rebuild": {
    "changes": [
      "session",
      "workspace",
      "backups",
      "facility",
      "people",
      "ledger"
    ],
    "who": {
      "may": "rebuild"
    }
  },
  "ledger.redo": {
    "changes": [
      "session",
      "workspace",
      "backups",
      "facility",
      "people",
      "ledger"
    ],
    "who": "signed_in"
  },
  "ledger.undo": {
    "changes": [
      "session",
      "workspace",
      "backups",
      "facility",
      "people",
      "ledger"
    ],
    "who": "signed_in"
  },
  "ledger.verify": {
    "reads": [
      "ledger"
    ],
    "who": {
      "may": "verify"
    }
  },
  "people.add": {
    "changes": [
      "people",
      "ledger"
    ],
    "who": {
      "may": "manage_people"
    }
  },
  "people.change_password": {
    "changes": [
      "people",
      "ledger"
    ],
    "who": "signed_in"
  },
  "people.edit": {
    "changes": [
      "people",
      "ledger"
    ],
    "who": {
      "may": "edit_people"
    }
  },
  "people.list": {
    "reads": [
      "people"
    ],
    "who": {
      "may": "see_people"
    }
  },
  "people.permissions": {
    "reads": [],
    "who": "signed_in"
  },
  "people.remove": {
    "changes": [
      "people",
      "ledger"
    ],
    "who": {
      "may": "manage_people"
    }
  },
  "people.resume": {
    "changes": [
      "people",
      "ledger"
    ],
    "who": {
      "may": "manage_people"
    }
  },
  "people.set_roles": {
    "changes": [
      "people",
      "ledger"
    ],
    "who": {
      "may": "give_roles"
    }
  },
  "people.stop": {
    "changes": [
      "people",
      "ledger"
    ],
    "who": {
      "may": "manage_people"
    }
  },
  "workspace.create": {
    "changes": [
      "session",
      "workspace",
      "backups",
      "facility",
      "people",
      "ledger"
    ],
    "who": "anyone"
  },
  "workspace.forget": {
    "changes": [
      "session"
    ],
    "who": "anyone"
  },
  "workspace.lock": {
    "changes": [
      "session",
      "workspace",
      "backups",
      "facility",
      "people",
      "ledger"
    ],
    "who": "signed_in"
  },
  "workspace.recent": {
    "reads": [
      "session"
    ],
    "who": "anyone"
  },
  "workspace.recover": {
    "changes": [
      "session",
      "workspace",
      "backups",
      "facility",
      "people",
      "ledger"
    ],
    "who": "anyone"
  },
  "workspace.rekey": {
    "changes": [
      "workspace",
      "ledger"
    ],
    "who": {
      "may": "manage_keys"
    }
  },
  "workspace.renew_recovery": {
    "changes": [
      "ledger"
    ],
    "who": {
      "may": "manage_keys"
    }
  },
  "workspace.sample": {
    "changes": [
      "session",
      "workspace",
      "backups",
      "facility",
      "people",
      "ledger"
    ],
    "who": "anyone"
  },
  "workspace.set_settings": {
    "changes": [
      "workspace",
      "ledger"
    ],
    "who": {
      "may": "edit_settings"
    }
  },
  "workspace.sign_out": {
    "changes": [
      "session",
      "workspace",
      "backups",
      "facility",
      "people",
      "ledger"
    ],
    "who": "anyone"
  },
  "workspace.status": {
    "reads": [
      "session",
      "workspace",
      "facility",
      "people"
    ],
    "who": "anyone"
  },
  "workspace.unlock": {
    "changes": [
      "session",
      "workspace",
      "backups",
      "facility",
      "people",
      "ledger"
    ],
    "who": "anyone"
  }
} as const;
