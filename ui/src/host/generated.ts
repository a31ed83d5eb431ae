// Written by `./dev types` from the core's list of commands. Do not edit.

export type AddPerson = { login: string, profile: Profile, roles: Roles, password: Password, };

export type AddRequest = { 
/**
 * Files of this computer.
 */
paths?: Array<string>, 
/**
 * What is known of it; where nothing is said, the file's own name is the title.
 */
details?: Details, uses?: Array<Use>, 
/**
 * All files one proof; else each its own.
 */
together?: boolean, 
/**
 * Leaves the position in photographs.
 */
keep_position?: boolean, };

export type Added = { ids: Array<string>, 
/**
 * Files whose position could not be taken out.
 */
position_kept: Array<string>, 
/**
 * The last change: the one that undo takes back.
 */
outcome: Outcome, };

export type AddedPerson = { id: string, outcome: Outcome, };

export type Alternative = { group: string, by: AlternativeBy, };

export type AlternativeBy = "size" | "situation";

export type Answer = { 
/**
 * An answer of the catalogue's scale: `conforms`, `partly`, `yes` …
 */
value: string, note: string, 
/**
 * 対象外の理由
 */
reason: string, 
/**
 * △・×の対策
 */
plan: string, planned_date?: Day, checked_date?: Day, responsible?: string, };

export type AnswerKind = { id: string, 
/**
 * 〇, △, はい, …
 */
mark: string, label: string, means: Meaning, 
/**
 * What this answer is not whole without（対象外の理由, いいえの目標日 …）.
 */
needs?: Array<Beside>, };

export type AnswerRequest = { id: string, items: Array<Setting>, };

export type AnswerTaken = { 
/**
 * The submission that was decided on.
 */
row: SubmissionRow | null, 
/**
 * The finding that was made of a recommendation.
 */
finding: string | null, outcome: Outcome | null, };

export type Answered = { at: At, answer: Answer, revision: number, };

export type Applies = { "is": "yes" } | { "is": "by_choice" } | { "is": "may_opt_in", grades: Array<string>, } | { "is": "other_grade", grades: Array<string>, } | { "is": "not_here", question: string, why: string, };

export type Around = { history: Array<Past>, comments: Array<Comment>, offers: Array<Offer>, 
/**
 * The registers that prove it, and whether they are kept.
 */
registers: Array<RegisterProves>, 
/**
 * What was answered in the assessment this one goes on from, and whether the control has changed since.
 */
earlier: Earlier | null, };

export type ArrangeRequest = { 
/**
 * None for a register that is new: it gets its id here.
 */
register?: string, base?: number, 
/**
 * Nothing: what was made of it is taken away again.
 */
setup?: RegisterSetup, };

export type Arranged = { register: string, outcome: Outcome, };

export type AsOf = { as_of?: Day, };

export type Ask = { text: string, choices?: Array<string>, 
/**
 * More than one choice may be taken.
 */
many?: boolean, };

export type Aspect = "organizational" | "personnel" | "physical" | "technical";

export type Assessment = { id: string, title: string, fiscal_year: number, parts: Array<Part>, carried_from: string | null, state: State, revision: number, };

export type AssignRequest = { id: string, items: Array<Assigned>, };

export type Assigned = { at: At, base: number, person?: string, back_to?: number, };

export type At = { catalogue: string, control: string, };

export type Attached = { 
/**
 * The field that it is attached under; empty where it is none.
 */
field: string, proof: Proof, };

export type AttendRequest = { session: string, items: Array<Attending>, };

export type Attendance = { session: string, trainee: string, mark: AttendanceMark, how: AttendanceHow, reason: string, score: number | null, 
/**
 * When and by whom it was set last.
 */
at: Stamp, by_name: string, revision: number, };

export type AttendanceHow = "roster" | "signed_in" | "sheet" | "hand";

export type AttendanceLine = { row: number, name: string, department: string, mark: AttendanceMark, score: number | null, found: NameMatch, failures: Array<Failure>, };

export type AttendanceMark = "expected" | "attended" | "absent" | "made_up";

export type AttendanceRead = { columns: Array<SheetColumn>, lines: Array<AttendanceLine>, };

export type Attended = { 
/**
 * How many entries of the record it is: so often undo takes it back.
 */
entries: number, outcome: Outcome | null, };

export type Attending = { trainee: string, base: number, 
/**
 * Taken off the roster where there is none.
 */
mark?: AttendanceMark, how: AttendanceHow, reason?: string, score?: number, back_to?: number, };

export type Audience = "hospital" | "clinic";

export type Audit = { id: string, plan: AuditPlan, conclusion: AuditConclusion, state: AuditState, revision: number, };

export type AuditAway = { 
/**
 * 見本クリニック
 */
from: string, auditor: string, person: string, };

export type AuditCompared = { last: string, last_title: string, counts: AuditCounts, last_counts: AuditCounts, 
/**
 * What was found then, and what became of it.
 */
follow_up: Array<FindingRow>, };

export type AuditConclusion = { opinion_grade?: AuditOpinion, opinion?: string, next_steps?: string, 
/**
 * 応対者
 */
attended_by?: Array<string>, };

export type AuditCounts = { items: number, judged: number, contested: number, conforms: number, minor: number, major: number, observation: number, good: number, };

export type AuditDay = "begins" | "visit" | "report_due";

export type AuditGrade = "conforms" | "minor" | "major" | "observation" | "good";

export type AuditItem = { "control": At } | { "record": { register: string, record: string, } };

export type AuditKind = "internal" | "system" | "on_site" | "contractor" | "extraordinary";

export type AuditLine = { item: AuditItem, 
/**
 * 付表1 ② 管理体制, or the register's name.
 */
section: string, 
/**
 * F1-08, No. 12
 */
number: string, title: string, 
/**
 * What is asked for; a record's fields.
 */
text?: string, said?: AuditSaid, 
/**
 * What the facility shows for it, by title.
 */
proofs?: Array<string>, 
/**
 * Who answers for it: they may not judge it.
 */
answer_for?: Array<string>, };

export type AuditMethod = "documents" | "interview" | "observation" | "sampling";

export type AuditNext = { step: AuditStep, needs_reason: boolean, refused: Failure | null, };

export type AuditOpinion = "good" | "fair" | "poor";

export type AuditPaper = { audit?: string, finding?: string, };

export type AuditPart = { catalogue: string, sections?: Array<string>, };

export type AuditPlan = { title: string, kind: AuditKind, from: Day, to?: Day, 
/**
 * Who or what is audited: a department, a member facility, a contractor.
 */
target?: string, purpose?: string, 
/**
 * 運用管理規程（第3版）、付表
 */
criteria?: string, methods?: Array<AuditMethod>, method?: string, report_to?: string, report_due?: Day, auditors?: Array<Auditor>, schedule?: Array<AuditVisit>, 
/**
 * Whose answers stand beside.
 */
assessment?: string, parts?: Array<AuditPart>, samples?: Array<AuditSample>, 
/**
 * The series that asked for it, and the day that it is for.
 */
series?: string, series_day?: Day, 
/**
 * Where it came in as a kit: whom this folder speaks for.
 */
away?: AuditAway, };

export type AuditRow = { audit: Audit, counts: AuditCounts, 
/**
 * How many were found, and how many of them somebody still has to mend.
 */
findings: number, open: number, };

export type AuditSaid = { 
/**
 * 〇
 */
mark: string, answer: string, note?: string, reason?: string, plan?: string, };

export type AuditSample = { register: string, from: Day, to: Day, count: number, seed: string, };

export type AuditSection = { name: string, counts: AuditCounts, };

export type AuditSeries = { title: string, kind: AuditKind, target?: string, recurrence: Recurrence, };

export type AuditSet = { id: string, outcome: Outcome, };

export type AuditShown = { audit: Audit, lines: Array<LineShown>, counts: AuditCounts, sections: Array<AuditSection>, findings: Array<FindingRow>, repeated: Array<FindingRepeated>, compared: AuditCompared | null, steps: Array<AuditNext>, 
/**
 * As whom this person judges; nobody where they are none of its auditors.
 */
me: string | null, 
/**
 * Auditors who answer for something in its scope.
 */
clashes: Array<AuditorClash>, };

export type AuditState = "planned" | "doing" | "reported" | "closed" | "cancelled";

export type AuditStep = "begin" | "report" | "close" | "reopen" | "cancel" | "resume";

export type AuditStepRequest = { id: string, base: number, step: AuditStep, reason?: string, };

export type AuditVisit = { day?: Day, from?: string, to?: string, contents?: string, target?: string, auditor?: string, };

export type AuditWanted = { series: string, day: Day, title: string, kind: AuditKind, target: string, };

export type AuditYear = { fiscal_year: number, audits: number, judged: number, 
/**
 * Judged 適合 or 良好.
 */
good: number, major: number, minor: number, observation: number, repeated: number, 
/**
 * Not mended yet.
 */
open: number, 
/**
 * From found to accepted, on average.
 */
days_to_mend: number | null, };

export type AuditYearPlan = { fiscal_year: number, rows: Array<AuditRow>, wanted: Array<AuditWanted>, 
/**
 * Every year that has audits.
 */
years: Array<number>, };

export type Auditor = { id: string, name: string, 
/**
 * Who it is among those who sign in here.
 */
person?: string, 
/**
 * 所属・役職
 */
post?: string, 
/**
 * 対象の業務との関わりと、独立性を保つ方法
 */
independence?: string, 
/**
 * 監査責任者
 */
lead?: boolean, };

export type AuditorClash = { auditor: string, name: string, numbers: Array<string>, };

export type AuditorOffered = { person: string, name: string, post: string, };

export type BackupInfo = { name: string, kind: BackupKind, made_at: Stamp, entries: number, head: string, bytes: number, sha256: string, };

export type BackupKind = "auto" | "manual" | "before-update" | "kept" | "disk";

export type BadFile = { 
/**
 * The proof's title, and the file's name in it.
 */
title: string, name: string, why: Why, };

export type Beside = "reason" | "plan" | "planned_date" | "checked_date" | "target_date" | "remark";

export type Blank = { 
/**
 * `facility.name`
 */
id: string, label: string, type: BlankKind, };

export type BlankKind = "text" | "number" | "person" | "role" | "facility" | "date" | "list";

export type CalendarDays = { from: Day, to: Day, };

export type CalendarSubscription = { path: string, 
/**
 * Whose calendar it is: another one sees other things.
 */
person: string, written?: Stamp, 
/**
 * Why it could not be written last time.
 */
failed?: string, };

export type CardOut = { 
/**
 * `.tenken`
 */
path: string, };

export type CardRead = { card: FacilityKey, 
/**
 * As it is enrolled already, and the revision of that.
 */
known: EnrolledFacility | null, 
/**
 * The line of its name in the register 参加機関.
 */
alike: EnrolledLine | null, revision: number, };

export type Carried = { at: At, earlier: Earlier, };

export type CarriedSince = number;

export type Catalogue = { catalogue: Head, 
/**
 * 対象: the grades there are and whom they concern. Left out: A, B, C as 付表 has them.
 */
grades?: Array<Grade>, 
/**
 * 文例の空欄: every `{{…}}` of a clause.
 */
blanks?: Array<Blank>, 
/**
 * 施設への問い: what decides whether rows apply.
 */
profile_questions?: Array<ProfileQuestion>, 
/**
 * An answer scale of the catalogue's own, where none of the named ones fits.
 */
own_scale?: Scale, sections: Array<Section>, };

export type CellFault = { 
/**
 * `C`; empty where no column has it.
 */
column: string, failure: Failure, };

export type CellRead = { 
/**
 * Null where nothing stands in it.
 */
value: JsonValue, failure: Failure | null, };

export type CellText = { field: string, text: string, };

export type ChangePassword = { 
/**
 * Somebody else's; one's own when left out.
 */
id?: string, old_password?: Password, new_password: Password, };

export type CheckRequest = { id: string, text: string, };

export type Checked = { files: number, bytes: number, bad: Array<BadFile>, };

export type Choices = { id?: string, title?: string, version?: string, 
/**
 * Which sheet; the one whose headings are understood best where none is named.
 */
sheet?: string, 
/**
 * Columns chosen by hand: field → column letter.
 */
columns: { [key in Field]?: string }, 
/**
 * Which translation, where the file brings several.
 */
language?: string, 
/**
 * OSCAL profiles to read grades from.
 */
profiles: Array<string>, };

export type Clause = { 
/**
 * Left out: for both.
 */
for?: Array<Audience>, text: string, };

export type Column = { 
/**
 * `D`
 */
column: string, heading: string, 
/**
 * Nothing: the heading was not understood.
 */
field: Field | null, };

export type Comment = { id: string, at: At, person: string, person_name: string, written: Stamp, text: string, };

export type CommentRequest = { id: string, at: At, text: string, };

export type CompareRequest = { 
/**
 * A catalogue's id, or the path of a file.
 */
from: string, to: string, };

export type Comparison = { from: Named, to: Named, rows: Array<Row>, counts: { [key in string]: number }, };

export type ConcludeRequest = { id: string, base: number, conclusion: AuditConclusion, };

export type ConfirmRequest = { fingerprint: string, base: number, 
/**
 * It goes back to whoever proposed it, and why; confirmed where there is none.
 */
declined?: string, };

export type Confirmed = { password: Password, };

export type Conflict = { thing: string, yours: JsonValue, theirs: JsonValue, by: string, at: string, };

export type Control = { 
/**
 * Stable id, e.g. `F1-01`.
 */
id: string, 
/**
 * The control it belongs under, in foreign frameworks.
 */
parent?: string, 
/**
 * 管理事項番号
 */
section_number?: string, 
/**
 * 運用管理項目
 */
domain?: string, 
/**
 * 実施項目
 */
practice: string, 
/**
 * 対象の区分
 */
grade?: Array<string>, 
/**
 * The grade as printed（全角・半角のまま）.
 */
grade_mark?: string, alternative?: Alternative, 
/**
 * A row for the other size that a facility may take in by choice.
 */
opt_in?: boolean, 
/**
 * Profile questions that must all be answered yes.
 */
applies_if?: Array<string>, 
/**
 * 対象から外れたときに見せる理由
 */
applies_why?: string, aspects?: Array<Aspect>, 
/**
 * 何を聞かれているか
 */
question?: string, 
/**
 * The requirement in its issuer's own words, where a guest brought them.
 */
statement?: string, 
/**
 * Questions of a questionnaire, with the choices it offers.
 */
asks?: Array<Ask>, 
/**
 * 技術的対策
 */
technical?: Array<string>, 
/**
 * 運用的対策
 */
operational?: Array<string>, 
/**
 * 証跡の例
 */
proof?: Array<string>, 
/**
 * 出典の箇所
 */
source?: string, duty?: Duty, 
/**
 * 証明になる台帳と、その新しさ
 */
registers?: Array<RegisterProof>, 
/**
 * Rows of this catalogue which the same answer should serve.
 */
same_as?: Array<string>, note?: string, 
/**
 * 運用管理規程文例
 */
clauses?: Array<Clause>, };

export type ControlRequest = { id: string, at: At, };

export type CopyOut = { id: string, 
/**
 * `.tenken`
 */
path: string, sealing?: Sealing, };

export type CorrectRequest = { id: string, base: number, correction: Correction, };

export type Correction = { 
/**
 * なぜなぜ: each answers the one before.
 */
whys?: Array<string>, cause?: string, correction?: string, 
/**
 * 再発の防止
 */
prevention?: string, planned_on?: Day, done_on?: Day, 
/**
 * What is not done yet.
 */
remaining?: string, };

export type Counterpart = { catalogue: string, control: string, kind: Kind, why: string | null, };

export type CourseStand = { course: TrainingCourse, 
/**
 * 0 where nobody changed it.
 */
revision: number, ours: boolean, must: number, taken: number, };

export type CreateWorkspace = { path: string, facility: FacilityProfile, login: string, director: Profile, password: Password, };

export type CreatedWorkspace = { path: string, 
/**
 * Shown once, never again.
 */
recovery_code: string, };

export type Cycle = "day" | "month" | "half_year" | "year" | "fiscal_year" | "event" | "own";

export type CycleGiven = { cycle: string, off?: boolean, 
/**
 * A person's name.
 */
to?: string, };

export type CycleStand = { id: string, name: string, freshness: RegisterFreshness, };

export type Day = string;

export type Days = { from: Day, to: Day, };

export type DecideRequest = { fingerprint: string, base: number, verdict: Verdict, letter?: string, comments?: Array<ReviewComment>, due?: Day, };

export type Decision = { 
/**
 * Of the package that was decided on.
 */
about: string, verdict: Verdict, letter: string, comments: Array<ReviewComment>, decided_on: Day, by_name: string, 
/**
 * Who confirmed it, where two must agree.
 */
confirmed_by?: string, 
/**
 * The operator's name, and the key that it signed with.
 */
operator: string, key: string, 
/**
 * The facility's operation record as it was submitted: the operator's signature stands for it too.
 */
entries: number, head: string, 
/**
 * Until when what is asked for is to be done.
 */
due: Day | null, };

export type DecisionOut = { fingerprint: string, path: string, };

export type DefinitionRequest = { 
/**
 * What the text is called where a fault is told.
 */
file: string, 
/**
 * TOML, as in `templates/registers/`.
 */
text: string, };

export type Desk = { assessment: Assessment, catalogues: Array<Opened>, answers: Array<Answered>, assignments: Array<Assigned>, };

export type DeskReview = { comments: Array<ReviewComment>, 
/**
 * The lines of the checklist that were looked at.
 */
checked: Array<string>, 
/**
 * For colleagues; it does not leave the desk.
 */
note: string, 
/**
 * As it will be sent.
 */
letter: string, };

export type DeskSettings = { 
/**
 * Whoever decides is confirmed by another person.
 */
four_eyes: boolean, 
/**
 * What a reviewer looks at, one line each.
 */
checklist: Array<string>, 
/**
 * Groups of fewer facilities are masked where results go outside.
 */
mask_below: number, 
/**
 * Until when the checklist of a 年度 is expected: month and day, `11-30`; never where it is empty.
 */
expected_by: string, };

export type DeskShown = { settings: DeskSettings, revision: number, 
/**
 * How many wait for a decision, and how many of them for a second person.
 */
waiting: number, proposed: number, enrolled: number, };

export type Details = { title: string, kind?: ProofKind, 
/**
 * 発行者・作成者
 */
issuer?: string, 
/**
 * The day it speaks for: not the day it was added.
 */
speaks_for?: Day, valid_until?: Day, 
/**
 * 「書庫2 棚B」
 */
place?: string, link?: string, note?: string, 
/**
 * Nobody named: everybody who may see evidence at all.
 */
seen_by?: Roles, };

export type Difference = "same" | "added" | "removed" | "renumbered" | "reworded" | "regraded";

export type DiskBackup = { folder: string, info: BackupInfo, 
/**
 * Files that were new, and those that lay there already.
 */
copied: number, there: number, 
/**
 * Files that this workspace itself lacks, or that could not be read again over there.
 */
bad: Array<BadFile>, };

export type Draft = { kind: FileKind, catalogues: Array<Catalogue>, mappings: Array<Mapping>, 
/**
 * How the columns of a spreadsheet were understood.
 */
columns: Array<Column>, notes: Array<Note>, };

export type DraftRequest = { 
/**
 * None for a new one.
 */
id?: string, base?: number, submission: Submission, };

export type Drawn = { records: Array<RegisterRecord>, 
/**
 * How many there are to draw from.
 */
there: number, };

export type DropTemplateRequest = { id: string, base: number, };

export type Due = { when: When, day: Day, title: string, } & ({ "kind": "planned", assessment: string, at: At, } | { "kind": "proof", proof: string, } | { "kind": "training", session: string, from: string, to: string, place: string, } | { "kind": "audit", audit: string, about: AuditDay, from: string, to: string, place: string, } | { "kind": "audit_wanted", series: string, } | { "kind": "finding", finding: string, state: FindingState, given_to: string, 
/**
 * So late that whoever leads must know.
 */
escalated: boolean, } | { "kind": "submission", submission: string, about: SubmissionDay, } | { "kind": "recommended", recommendation: string, } | { "kind": "register", register: string, record: string | null, cycle: string, 
/**
 * Of its cycle, where a new record is due.
 */
name_en: string, 
/**
 * Whom it was given to.
 */
given_to: string, });

export type Duty = { actor?: string, recipient?: string, when?: string, deadline?: string, };

export type Earlier = { answer: Answered, fate: Fate, fields: Array<MovedText>, };

export type EditPerson = { id: string, base: number, profile: Profile, };

export type EditProof = { id: string, base: number, details: Details, };

export type EnrolFacility = { 
/**
 * Its key, as it was told by another way than the file.
 */
public: string, base?: number, enrolled: EnrolledFacility, 
/**
 * A line is written for it in the register 参加機関, too.
 */
new_line?: boolean, };

export type EnrolItem = { 
/**
 * None for somebody new.
 */
id?: string, base?: number, 
/**
 * Nothing: taken off the list, which only somebody who never was on a roster can be.
 */
trainee?: Trainee, };

export type EnrolRequest = { items: Array<EnrolItem>, };

export type Enrolled = { added: number, changed: number, 
/**
 * How many entries of the record it is: so often undo takes it back.
 */
entries: number, outcome: Outcome | null, };

export type EnrolledFacility = { name: string, kind?: FacilityKind, 
/**
 * 地区
 */
district?: string, 
/**
 * What packages for it are sealed to: an age recipient.
 */
sealing?: string, 
/**
 * Its line in the register 参加機関.
 */
record?: string, 
/**
 * Nothing of it is taken any more.
 */
stopped: boolean, };

export type EnrolledLine = { id: string, number: number, title: string, 
/**
 * What the register calls the state that it is in.
 */
state: string, state_en: string, 
/**
 * It was struck out.
 */
struck: boolean, };

export type EnrolledRow = { public: string, spoken: string, enrolled: EnrolledFacility, 
/**
 * In the register 参加機関.
 */
line: EnrolledLine | null, 
/**
 * Where it has none: the line there that bears its name.
 */
alike: EnrolledLine | null, revision: number, };

export type Every = "day" | "workday" | "week" | "month" | "quarter" | "half_year" | "year" | "fiscal_year";

export type ExchangeFolder = { path: string, since: CarriedSince, looked?: Stamp, };

export type Exchanged = { 
/**
 * Submissions that came in, or why not.
 */
received: Array<ReceivedFile>, 
/**
 * Decisions and recommendations that came in.
 */
answered: Array<ReceivedFile>, 
/**
 * What was laid there.
 */
put: Array<string>, looked?: Stamp, };

export type ExpectRequest = { session: string, who: Who, };

export type Expected = { added: number, outcome: Outcome | null, };

export type ExportProof = { id: string, sha256: string, 
/**
 * Where to write it.
 */
path: string, };

export type ExportRequest = { 
/**
 * A catalogue's id, or the path of a file.
 */
id: string, format: Format, folder: string, };

export type Exported = { files: Array<string>, };

export type ExportedProof = { path: string, };

export type Facility = { profile: FacilityProfile, revision: number, };

export type FacilityKey = { public: string, spoken: string, facility: string, sealing: string, };

export type FacilityKind = "clinic" | "dental_clinic" | "hospital" | "pharmacy" | "care_provider" | "network_operator" | "service_operator";

export type FacilityProfile = { name: string, kana: string, kind: FacilityKind, beds: number, address: string, };

export type Failure = { "code": "not-found", "params": { path: string, } } | { "code": "not-a-workspace", "params": { path: string, } } | { "code": "already-exists", "params": { path: string, } } | { "code": "damaged", "params": { path: string, detail: string, } } | { "code": "newer-version", "params": { path: string, found: number, known: number, } } | { "code": "in-use", "params": { holder: string, since: string, } } | { "code": "disk-full", "params": { path: string, } } | { "code": "io", "params": { doing: string, path: string, detail: string, } } | { "code": "database", "params": { doing: string, detail: string, } } | { "code": "rolled-back", "params": { found: number, expected: number, } } | { "code": "keys-rolled-back", "params": { found: number, expected: number, } } | { "code": "head-moved", "params": { found: number, expected: number, } } | { "code": "no-such-backup", "params": { name: string, } } | { "code": "backup-bad", "params": { name: string, detail: string, } } | { "code": "not-open" } | { "code": "locked" } | { "code": "wrong-password", "params": { wait_seconds: number, } } | { "code": "wait-before-trying", "params": { wait_seconds: number, } } | { "code": "wrong-recovery-code", "params": { wait_seconds: number, } } | { "code": "recovery-code-mistyped" } | { "code": "weak-key-protection", "params": { path: string, found: string, } } | { "code": "password-too-weak", "params": { missing: string, } } | { "code": "person-stopped", "params": { login: string, } } | { "code": "not-permitted", "params": { right: string, roles: string, } } | { "code": "conflict", "params": Conflict } | { "code": "no-such-thing", "params": { thing: string, } } | { "code": "required", "params": { field: string, } } | { "code": "invalid", "params": { field: string, detail: string, } } | { "code": "too-long", "params": { field: string, length: number, limit: number, } } | { "code": "login-taken", "params": { login: string, } } | { "code": "last-director" } | { "code": "nothing-to-undo" } | { "code": "nothing-to-redo" } | { "code": "bad-entry", "params": { seq: number, detail: string, } } | { "code": "assessment-not-open", "params": { title: string, } } | { "code": "not-a-file", "params": { path: string, } } | { "code": "evidence-too-big", "params": { path: string, megabytes: number, limit: number, } } | { "code": "picture-not-supported", "params": { path: string, } } | { "code": "shredded", "params": { name: string, } } | { "code": "evidence-bad", "params": { name: string, } } | { "code": "not-a-backup", "params": { path: string, } } | { "code": "number-taken", "params": { number: string, } } | { "code": "paper-picture", "params": { name: string, detail: string, } } | { "code": "rule-broken", "params": { field: string, say: Said, } } | { "code": "wrong-state", "params": { step: string, state: string, } } | { "code": "own-request", "params": { step: string, } } | { "code": "field-in-use", "params": { field: string, count: number, } } | { "code": "not-an-option", "params": { field: string, text: string, options: string, } } | { "code": "not-readable", "params": { field: string, text: string, kind: string, } } | { "code": "no-such-record", "params": { field: string, text: string, register: string, } } | { "code": "named-twice", "params": { field: string, text: string, } } | { "code": "rows-faulty", "params": { count: number, } } | { "code": "file-changed", "params": { path: string, } } | { "code": "not-taken", "params": { name: string, title: string, } } | { "code": "wrong-pin" } | { "code": "not-an-auditor", "params": { title: string, } } | { "code": "not-independent", "params": { name: string, number: string, } } | { "code": "unjudged", "params": { open: number, split: number, } } | { "code": "findings-open", "params": { count: number, } } | { "code": "own-correction" } | { "code": "not-a-package", "params": { path: string, } } | { "code": "package-newer", "params": { path: string, found: number, } } | { "code": "package-sealed", "params": { path: string, } } | { "code": "wrong-passphrase", "params": { path: string, } } | { "code": "package-altered", "params": { path: string, part: string, } } | { "code": "not-enrolled", "params": { name: string, key: string, } } | { "code": "package-gap", "params": { name: string, found: number, expected: number, } } | { "code": "package-forked", "params": { name: string, found: number, known: string, } } | { "code": "sealed-to-another", "params": { path: string, } } | { "code": "own-proposal", "params": { name: string, } } | { "code": "not-about-us", "params": { path: string, } } | { "code": "not-your-turn", "params": { name: string, title: string, } } | { "code": "faulty", "params": { path: string, count: number, faults: Array<Fault>, } } | { "code": "sheet-too-big", "params": { path: string, detail: string, } } | { "code": "sheet-unreadable", "params": { path: string, detail: string, } } | { "code": "sheet-locked", "params": { path: string, } } | { "code": "sheet-encoding", "params": { path: string, detail: string, } } | { "code": "no-headings", "params": { path: string, wanted: string, } } | { "code": "nothing-to-import", "params": { path: string, } } | { "code": "other-package", "params": { path: string, holds: string, } } | { "code": "only-holds", "params": { path: string, holds: string, } } | { "code": "unknown-format", "params": { path: string, } } | { "code": "pack-differs", "params": { id: string, version: string, } } | { "code": "no-such-command", "params": { name: string, } } | { "code": "bad-request", "params": { name: string, detail: string, } } | { "code": "cancelled" } | { "code": "internal", "params": { detail: string, } };

export type Fate = "keep" | "review" | "new" | "leave";

export type Fault = { file: string, 
/**
 * Counted from 1; absent where the file has no lines（spreadsheets name a cell in `place`）.
 */
line: number | null, column: number | null, 
/**
 * `F1-03 grade`, `B12`: what a person looks for.
 */
place: string, what: What, };

export type Field = "id" | "table" | "section_number" | "domain" | "practice" | "grade" | "question" | "statement" | "technical" | "operational" | "clause" | "proof" | "source" | "note";

export type FieldKind = "text" | "long_text" | "number" | "date" | "time" | "date_time" | "period" | "choice" | "choices" | "check" | "person" | "link" | "file" | "computed" | "sequence";

export type FieldOption = { id: string, name: string, name_en: string, };

export type FileKind = "toml" | "pack" | "own_table" | "sheet" | "ciso_assistant" | "oscal";

export type FileRequest = { path: string, choices?: Choices, };

export type Filter = { 
/**
 * In title, issuer, place, note, names of files and their texts.
 */
text?: string, kind?: ProofKind, freshness?: Freshness, 
/**
 * Only what is used for this.
 */
used_for?: Use, unused?: boolean, 
/**
 * Those that were withdrawn, instead of the others.
 */
withdrawn?: boolean, };

export type Finding = { source: FindingSource, item?: AuditItem, 
/**
 * 離席時の画面の保護
 */
title: string, grade: AuditGrade, found_on: Day, place?: string, fact: string, 
/**
 * 根拠
 */
basis?: string, 
/**
 * 求める処置
 */
request?: string, 
/**
 * Who mends it, among those who sign in here.
 */
owner?: string, owner_name?: string, 
/**
 * A contractor or member facility that it is asked of.
 */
addressee?: string, due?: Day, 
/**
 * So many months after the correction was accepted it is looked at again.
 */
check_after_months?: number, };

export type FindingFilter = { audit?: string, state?: FindingState, 
/**
 * Only those where somebody still has to do something.
 */
open?: boolean, 
/**
 * Only those that I mend.
 */
mine?: boolean, 
/**
 * Found in these days.
 */
from?: Day, to?: Day, };

export type FindingNext = { step: FindingStep, needs_reason: boolean, needs_due: boolean, refused: Failure | null, };

export type FindingRepeated = { finding: string, number: string, title: string, 
/**
 * The numbers of the earlier ones, the last first.
 */
before: Array<string>, };

export type FindingRequest = { 
/**
 * None for a new one: it gets the next number of its 年度.
 */
id?: string, base?: number, finding: Finding, reason?: string, };

export type FindingRow = { id: string, 
/**
 * 2026-1
 */
number: string, finding: Finding, correction: Correction, state: FindingState, 
/**
 * Until when something is to be done now: mended, or looked at again.
 */
due: Day | null, steps: Array<FindingTaken>, revision: number, };

export type FindingSet = { row: FindingRow, outcome: Outcome, };

export type FindingShown = { row: FindingRow, steps: Array<FindingNext>, 
/**
 * Whether this person may write what was found, and what is done about it.
 */
may_write: boolean, may_correct: boolean, 
/**
 * Earlier ones on the same item, the last first.
 */
earlier: Array<FindingRow>, proofs: Array<Proof>, audit_title: string, };

export type FindingSource = { "audit": { audit: string, } } | { "record": { register: string, record: string, } } | { "assessment": { assessment: string, at: At, } } | { "recommendation": { recommendation: string, operator: string, } } | "other";

export type FindingState = "open" | "recommended" | "answered" | "returned" | "accepted" | "closed" | "unimproved" | "withdrawn";

export type FindingStep = "report" | "accept" | "return" | "confirm" | "reject" | "recommend" | "give_up" | "withdraw" | "reopen";

export type FindingStepRequest = { id: string, base: number, step: FindingStep, reason?: string, 
/**
 * A new day until which it is to be mended.
 */
due?: Day, };

export type FindingTaken = { step: FindingStep, reason?: string, 
/**
 * A new day until which it is to be mended.
 */
due?: Day, at: Stamp, by: string, by_name: string, };

export type FiscalYear = { 
/**
 * This one, where none is named.
 */
fiscal_year?: number, };

export type Folder = { folder: string, };

export type Format = "toml" | "xlsx" | "csv" | "oscal" | "pack";

export type FreshTrainee = { id: string, trainee: Trainee, };

export type Freshness = "valid" | "expiring" | "expired";

export type FromDiskRequest = { folder: string, name: string, 
/**
 * Where the workspace shall be: a new place, or its own.
 */
path: string, login: string, password: Password, old_password?: Password, };

export type Gap = "unanswered" | "no-reason" | "no-plan" | "no-planned-date" | "no-checked-date" | "no-target-date" | "no-remark" | "no-proof" | "stale-proof";

export type GiveOutRequest = { register: string, 
/**
 * `.xlsx` or `.csv`
 */
path: string, filter?: RecordFilter, 
/**
 * The fields that go out, all where none are named.
 */
columns?: Array<string>, };

export type Given = { outcome: Outcome, answered: Array<Answered>, };

export type GivenOut = { path: string, records: number, };

export type Grade = { id: string, label: string, 
/**
 * Facility sizes it concerns. Left out: nobody by size, only by choice.
 */
sizes?: Array<Size>, note?: string, };

export type GradeRequest = { kind: FacilityKind, beds: number, };

export type Graded = { 
/**
 * Nothing where the kind has no size of its own there.
 */
size: Size | null, grades: Array<Grade>, };

export type HandedPaper = { "submission": { id: string, } } | { "decision": { fingerprint: string, } } | { "recommendation": { id: string, } } | { "portfolio": { filter: PortfolioFilter, } };

export type Head = { 
/**
 * Stable id, e.g. `fuhyo-5.1`.
 */
id: string, 
/**
 * 正式な名称
 */
title: string, 
/**
 * 狭いところで使う短い名称
 */
short_title?: string, 
/**
 * 版, as the document says it.
 */
version: string, 
/**
 * 発行者
 */
issuer?: string, 
/**
 * 発行日: YYYY, YYYY-MM or YYYY-MM-DD.
 */
issued?: string, 
/**
 * `ja`, `en`, …
 */
language: string, 
/**
 * 出典の文書
 */
source?: string, 
/**
 * The catalogue that this one replaces（旧版の id）.
 */
supersedes?: string, 
/**
 * 回答の形式: `conformance`（〇△×－）, `yes_no_dates`, `yes_no_na`, or `own` with `[own_scale]`.
 */
scale: string, 
/**
 * 版や収録範囲について、読む人が知っておくこと
 */
note?: string, };

export type Hit = { catalogue: string, control: string, section: string, practice: string, grade: Array<string>, 
/**
 * Where it was found, as it is written.
 */
excerpt: string, };

export type Home = { today: Day, 
/**
 * The assessments that are being answered.
 */
standing: Array<Stand>, 
/**
 * How each catalogue did in each 年度, the oldest first.
 */
trend: Array<Trend>, due: Array<Due>, 
/**
 * What others did since this person was last here, the newest first.
 */
since: Stamp | null, news: Array<LogLine>, };

export type HomeSection = { id: string, number: string, title: string, score: Score, };

export type IcsRequest = { days: CalendarDays, 
/**
 * `.ics`
 */
path: string, };

export type IcsWritten = { path: string, dates: number, };

export type Imported = { catalogues: Array<string>, controls: number, mappings: number, outcome: Outcome, };

export type Inbox = { rows: Array<ReceivedRow>, 
/**
 * How many there are in all.
 */
total: number, };

export type InboxFilter = { shows?: InboxShows, fiscal_year?: number, kind?: string, 
/**
 * One facility's alone.
 */
public?: string, 
/**
 * Part of the facility's name, of the number or of the title.
 */
text?: string, 
/**
 * From which on, counted from 0, and how many; 200 where nothing is said.
 */
from?: number, count?: number, };

export type InboxShows = "all" | "waiting" | "proposed" | "decided";

export type InstalledPack = { manifest: Manifest, digest: string, retired: boolean, revision: number, };

export type IssuedPaper = { id: string, template: string, title: string, number: string, fiscal_year: number, pages: number, sha256: string, issued: Stamp, issued_by: string, issued_by_name: string, };

export type JsonValue = number | string | boolean | Array<JsonValue> | { [key in string]: JsonValue } | null;

export type JudgeItem = { item: AuditItem, grade: AuditGrade, methods?: Array<AuditMethod>, observation?: string, interviewees?: string, reason?: string, 
/**
 * The ids of the judgements that stood when this one was given.
 */
replaces?: Array<string>, };

export type JudgeRequest = { audit: string, items: Array<JudgeItem>, };

export type JudgedItem = { grade: AuditGrade, 
/**
 * Two auditors say different things.
 */
contested: boolean, 
/**
 * What nobody replaced yet, the last first.
 */
heads: Array<Judgement>, };

export type Judgement = { id: string, item: AuditItem, 
/**
 * Of the audit's auditors.
 */
auditor: string, grade: AuditGrade, methods?: Array<AuditMethod>, observation?: string, interviewees?: string, 
/**
 * Why it is judged otherwise than before.
 */
reason?: string, replaces?: Array<string>, 
/**
 * When it was given; where it was brought in a kit, that is earlier than its entry.
 */
given?: Stamp, };

export type Kind = "equal" | "part_of" | "contains" | "related";

export type KitIn = { audit: string, 
/**
 * How many entries of the record it is: so often undo takes it back. None where nothing was new.
 */
entries: number, contested: number, outcome: Outcome | null, };

export type KitInRequest = { kit: KitRequest, 
/**
 * As whom, where it is taken along.
 */
auditor?: string, };

export type KitLooked = { audit: string, title: string, from: string, 
/**
 * Kept here: it comes back. Otherwise somebody takes it along.
 */
known: boolean, auditors: Array<Auditor>, items: number, judgements: number, contested: number, new: number, changed: number, apart: number, opinions_differ: boolean, photos: number, };

export type KitOutRequest = { id: string, path: string, 
/**
 * Whoever brings it in needs it.
 */
passphrase: string, 
/**
 * What the facility shows travels too.
 */
with_proofs?: boolean, };

export type KitRequest = { path: string, passphrase: string, };

export type KitWritten = { path: string, bytes: number, items: number, photos: number, };

export type LineKind = "faulty" | "changed" | "fresh" | "same";

export type LineShown = { line: AuditLine, standing: JudgedItem | null, 
/**
 * Everything that was judged of it, the last first.
 */
history: Array<Judgement>, 
/**
 * How many photographs are attached.
 */
photos: number, 
/**
 * Who of the auditors may not judge it, because they answer for it.
 */
not_independent: Array<string>, };

export type LinkRequest = { id: string, uses: Array<Use>, };

export type ListRequest = { path?: string, text?: string, choice?: SheetChoice, };

export type Listed = { id: string, title: string, short_title: string, version: string, issuer: string | null, language: string, hash: string, sections: number, controls: number, 
/**
 * Controls of each grade; "" counts those without.
 */
grades: { [key in string]: number }, 
/**
 * Controls with a counterpart in each other catalogue.
 */
mapped: { [key in string]: number }, pack: string | null, retired: boolean, };

export type ListedRegister = { id: string, filter?: RecordFilter, 
/**
 * The fields that are columns; those shown at first where none are named.
 */
columns?: Array<string>, };

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

export type Manifest = { id: string, title: string, version: string, issuer?: string, note?: string, };

export type Mapping = { mapping: MappingHead, pairs?: Array<Pair>, 
/**
 * Looked at, and nothing in the other catalogue asks this.
 */
unmatched?: Array<Unmatched>, };

export type MappingHead = { 
/**
 * Catalogue id.
 */
from: string, 
/**
 * Catalogue id.
 */
to: string, };

export type Meaning = "conforms" | "partly" | "fails" | "not_applicable" | "open";

export type Media = "jpeg" | "png" | "webp" | "tiff" | "heic" | "pdf" | "spreadsheet" | "text" | "document" | "video" | "audio" | "archive" | "code" | "other";

export type Missing = { at: At, practice: string, gap: Gap, };

export type MoveRequest = { id: string, base: number, step: string, 
/**
 * What is filled in with the step, beside what stands there.
 */
fields?: { [key in string]: JsonValue }, };

export type Moved = { field: string, from: JsonValue, to: JsonValue, };

export type MovedText = { field: string, from: string, to: string, };

export type NameMatch = { "kind": "sure", trainee: string, } | { "kind": "doubtful", candidates: Array<string>, } | { "kind": "nobody" };

export type Named = { id: string, title: string, version: string, hash: string, };

export type NextMove = { step: string, name: string, name_en: string, to: string, needs: Array<string>, refused: Failure | null, };

export type Note = { place: string, what: Noted, };

export type Noted = { "code": "row-without-name", "params": { text: string, } } | { "code": "column-not-understood", "params": { heading: string, } } | { "code": "ids-made", "params": { count: number, } } | { "code": "id-twice", "params": { id: string, now: string, } } | { "code": "left-out", "params": { thing: string, count: number, } } | { "code": "unexplained", "params": { thing: string, value: string, } };

export type Nothing = Record<symbol, never>;

export type Notice = { "code": "first-time-on-this-computer" } | { "code": "failed-before", "params": { count: number, } } | { "code": "clock-went-back" } | { "code": "head-not-kept" } | { "code": "head-accepted", "params": { expected: number, found: number, } } | { "code": "keys-reconciled", "params": { people: string, } } | { "code": "updated", "params": { from: number, to: number, } } | { "code": "backup-failed", "params": { detail: string, } } | { "code": "restored", "params": { name: string, kept: string, lost: number, } };

export type Offer = { from: At, 
/**
 * How the control here stands to the one there; nothing where it is the same control of an earlier year.
 */
kind: Kind | null, why: string | null, 
/**
 * What it would be here. Nothing: shown for comparison only.
 */
answer: Answer | null, 
/**
 * What was answered there.
 */
there: Answer, };

export type OnDisk = { folder: string, 
/**
 * What the workspace is called.
 */
name: string, info: BackupInfo, };

export type OnePerson = { id: string, base: number, };

export type OneStand = { id: string, title: string, progress: Progress, sections: Array<HomeSection>, };

export type Open = { path: string, name: string, me: Person, 
/**
 * What this person may do, so that a screen can say so without knowing a rule.
 */
rights: Array<Right>, facility: FacilityProfile, 
/**
 * Whether others hand in to this facility: it has an operator's desk.
 */
receives: boolean, workspace: WorkspaceInfo, entries: number, head: string, notices: Array<Notice>, };

export type Opened = { catalogue: Catalogue, scale: Scale, 
/**
 * Ids of the rows that concern the facility.
 */
rows: Array<string>, };

export type Outcome = { seq: number, at: Stamp, kind: string, thing: string, touched: Array<Tag>, can_undo: boolean, notices: Array<Notice>, };

export type Overlaid = { controls: number, 
/**
 * Rows of the file that belong to no control.
 */
unmatched: Array<[number, string]>, outcome: Outcome, };

export type OverlayRequest = { id: string, path: string, };

export type OwnTemplate = { template: string, text: string, revision: number, };

export type PackRequest = { 
/**
 * The pack's id; that of its only catalogue will do.
 */
id: string, };

export type PackageRequest = { path: string, passphrase?: string, };

export type PackageVerified = { kind: string, from: string, made: Stamp, fingerprint: string, spoken: string, 
/**
 * The fingerprint that its papers must carry.
 */
facts: string | null, facts_spoken: string | null, 
/**
 * Nobody where it is not signed.
 */
signer: string | null, signer_spoken: string | null, chain: number | null, parts: Array<string>, bytes: number, };

export type PageMark = { text: string, level: number, page: number, };

export type Pair = { from: string, to: string, kind: Kind, 
/**
 * 何が同じで、何が違うか
 */
why?: string, };

export type Paper = { id: string, name: string, name_en: string, source: PaperSource, basis: string, number: string, choices: Array<PaperChoice>, 
/**
 * Changed by people here.
 */
own: boolean, 
/**
 * Whether this person may see what stands on it.
 */
may: boolean, };

export type PaperChoice = { id: string, name: string, name_en: string, options: Array<PaperOption>, };

export type PaperFormat = "pdf" | "xlsx" | "html";

export type PaperGap = { catalogue: string, control: string, practice: string, 
/**
 * Its sentence.
 */
text: string, };

export type PaperOption = { id: string, name: string, name_en: string, };

export type PaperPicture = { pages: number, };

export type PaperPictureRequest = { paper: PaperRequest, 
/**
 * From 0.
 */
page: number, };

export type PaperRequest = { id: string, 
/**
 * An assessment's id; the newest where none is given.
 */
subject?: string, choices?: { [key in string]: string }, 
/**
 * What is handed over for this paper alone: a form's `record`, a recovery `code`, `from` and `to`.
 */
values?: { [key in string]: JsonValue }, 
/**
 * Records that stand on a form: the first one fills its fields, each of them a line where there are lines.
 */
records?: Array<string>, 
/**
 * The register that is listed on the paper `register`.
 */
register?: ListedRegister, 
/**
 * The training that it is about.
 */
training?: TrainingPaper, 
/**
 * The audit or the finding that it is about.
 */
audit?: AuditPaper, 
/**
 * What was handed in, decided or recommended, and how all stand.
 */
handed?: HandedPaper, 
/**
 * The 年度 whose days are listed on the paper `year-calendar`.
 */
year?: number, 
/**
 * Filled with an example.
 */
sample?: boolean, 
/**
 * A template that is being changed, not yet saved.
 */
text?: string, };

export type PaperSource = "checklist" | "record" | "recovery" | "form";

export type PaperTemplate = { text: string, own: OwnTemplate | null, 
/**
 * As it came with Tenken.
 */
original: string, };

export type ParseRequest = { register: string, cells: Array<CellText>, };

export type Part = { catalogue: string, hash: string, scope: Scope, };

export type Password = string;

export type Past = { seq: number, written: Stamp, person_name: string, from: Answer, to: Answer, };

export type PasteRequest = { 
/**
 * What the pasted thing shall be called: `貼り付け.png`
 */
name: string, details?: Details, uses?: Array<Use>, keep_position?: boolean, };

export type Path = { path: string, };

export type PeopleRead = { columns: Array<SheetColumn>, lines: Array<PersonLine>, };

export type PermissionRow = { right: Right, roles: Roles, };

export type Person = { id: string, login: string, profile: Profile, roles: Roles, state: PersonState, revision: number, };

export type PersonLine = { 
/**
 * As the spreadsheet counts.
 */
row: number, trainee: Trainee, 
/**
 * Who it is among those that are there.
 */
found: NameMatch, failures: Array<Failure>, };

export type PersonState = "active" | "stopped" | "removed";

export type PictureRequest = { id: string, sha256: string, size?: PictureSize, page?: number, };

export type PictureSize = "small" | "large";

export type PlanRequest = { 
/**
 * None for a new one.
 */
id?: string, base?: number, 
/**
 * Nothing: it is taken off the plan, which only one that has not begun can be.
 */
plan?: AuditPlan, };

export type Portfolio = { fiscal_year: number, years_known: Array<number>, 
/**
 * The id and the title of each that was sent.
 */
catalogues: Array<[string, string]>, catalogue: string | null, districts: Array<string>, 
/**
 * How many are enrolled (and chosen by district and kind), sent something this year, are approved, wait, are late.
 */
enrolled: number, received: number, approved: number, waiting: number, late: number, expected_by: Day | null, 
/**
 * Of all of them; none where there are too few to say it.
 */
rate: number | null, sections: Array<PortfolioSection>, 
/**
 * A part of them; empty where masked.
 */
facilities: Array<PortfolioFacility>, total: number, years: Array<PortfolioYear>, weakest: Array<PortfolioWeak>, groups: Array<PortfolioGroup>, 
/**
 * The first of them; empty where masked.
 */
late_ones: Array<PortfolioLate>, };

export type PortfolioBy = "district" | "kind";

export type PortfolioCell = { 
/**
 * Conforming among those that concern the facility; none where none does.
 */
rate: number | null, fails: number, open: number, };

export type PortfolioFacility = { public: string, name: string, district: string, kind: FacilityKind | null, 
/**
 * The last one of the year.
 */
fingerprint: string | null, 
/**
 * `approved`, `conditional`, `returned`; none where nobody decided yet.
 */
verdict: string | null, rate: number | null, 
/**
 * In the order of the sections.
 */
cells: Array<PortfolioCell>, late: boolean, };

export type PortfolioFilter = { 
/**
 * The newest that anything was sent for, where none is named.
 */
fiscal_year?: number, 
/**
 * The one that most facilities sent, where none is named.
 */
catalogue?: string, district?: string, kind?: FacilityKind, 
/**
 * Part of a facility's name.
 */
text?: string, 
/**
 * As it may go outside: nobody by name, and no small groups.
 */
masked?: boolean, 
/**
 * The weakest first, not by name.
 */
weakest_first?: boolean, from?: number, 
/**
 * 100 where nothing is said.
 */
count?: number, };

export type PortfolioGroup = { by: PortfolioBy, 
/**
 * A district's name, or a kind.
 */
name: string, enrolled: number, 
/**
 * None where it is masked.
 */
received: number | null, rate: number | null, masked: boolean, };

export type PortfolioLate = { public: string, name: string, district: string, };

export type PortfolioOut = { filter: PortfolioFilter, 
/**
 * `.xlsx` or `.csv`
 */
path: string, };

export type PortfolioSection = { title: string, rate: number | null, };

export type PortfolioWeak = { section: string, control: string, practice: string, fails: number, partly: number, open: number, 
/**
 * Whom it concerns.
 */
facilities: number, rate: number, };

export type PortfolioWritten = { path: string, };

export type PortfolioYear = { fiscal_year: number, received: number, approved: number, rate: number | null, };

export type Preview = { title: string, 
/**
 * How many pages there are in all, and their sizes in points.
 */
sizes: Array<[number, number]>, 
/**
 * Those that were asked for, as SVG.
 */
pages: Array<string>, bookmarks: Array<PageMark>, 
/**
 * Characters that no typeface has, each with how often it stands there.
 */
missing: Array<[string, number]>, 
/**
 * What is still missing before it can be handed in: one sentence each.
 */
gaps: Array<PaperGap>, };

export type PreviewRequest = { paper: PaperRequest, 
/**
 * From which page on, counted from 0, and how many.
 */
from: number, count: number, };

export type Problem = { "code": "page-damaged", "params": { detail: string, } } | { "code": "entry-altered", "params": { seq: number, } } | { "code": "entry-missing", "params": { seq: number, } } | { "code": "entry-misplaced", "params": { seq: number, } } | { "code": "entry-unreadable", "params": { seq: number, detail: string, } } | { "code": "entry-contradicts", "params": { seq: number, column: string, } } | { "code": "row-altered", "params": { table: string, key: string, column: string, is: string, should: string, } } | { "code": "row-missing", "params": { table: string, key: string, } } | { "code": "row-unknown", "params": { table: string, key: string, } } | { "code": "schema-altered", "params": { name: string, } } | { "code": "head-differs", "params": { seq: number, found: number, } } | { "code": "keys-altered", "params": { detail: string, } };

export type Profile = { name: string, kana: string, title: string, department: string, email: string, };

export type ProfileQuestion = { id: string, ask: string, };

export type Progress = { catalogue: string, whole: Score, 
/**
 * By section id, in the catalogue's order.
 */
sections: Array<[string, Score]>, grades: { [key in string]: Score }, };

export type Proof = { id: string, details: Details, files: Array<ProofFile>, added: Stamp, added_by: string, added_by_name: string, 
/**
 * How many revisions its files have had.
 */
revisions: number, 
/**
 * How many things it is used for.
 */
used: number, withdrawn: boolean, freshness: Freshness, revision: number, };

export type ProofFile = { name: string, media: Media, bytes: number, sha256: string, original_sha256: string | null, thumbnail: boolean, pages: number | null, 
/**
 * Taken out of the folder for good.
 */
shredded: boolean, };

export type ProofKind = "photo" | "rule" | "record" | "contract" | "certificate" | "screen" | "other";

export type ProofShown = { proof: Proof, revisions: Array<Revision>, uses: Array<UseShown>, };

export type ProofsTravel = "none" | "all" | { "chosen": Array<string> };

export type ProposedDecision = { by: string, decision: Decision, };

export type Proved = { at: At, proofs: Array<Freshness>, };

export type Rebuilt = { 
/**
 * How many rows had differed.
 */
rows: number, outcome: Outcome, };

export type ReceiveRequest = { 
/**
 * Files and folders, thousands of them if need be: one that is refused keeps no other one out.
 */
paths: Array<string>, passphrase?: string, };

export type ReceivedFile = { path: string, fingerprint: string | null, facility: string, 
/**
 * It was here already.
 */
known: boolean, refused: Failure | null, };

export type ReceivedPages = { 
/**
 * None where nothing of it can be shown.
 */
pages: number | null, };

export type ReceivedPart = { name: string, bytes: number, sha256: string, 
/**
 * What of the facility's own words names it.
 */
title: string, };

export type ReceivedPartOut = { fingerprint: string, name: string, 
/**
 * Where to write it.
 */
path: string, };

export type ReceivedPicture = { fingerprint: string, 
/**
 * Of the part.
 */
name: string, 
/**
 * From 1.
 */
page: number, };

export type ReceivedRow = { fingerprint: string, 
/**
 * The facility's key.
 */
public: string, kind: string, facility: string, chain: number, number: string, title: string, fiscal_year: number, at: Stamp, review: DeskReview | null, proposed: ProposedDecision | null, decision: Decision | null, 
/**
 * The recommendation that it answers.
 */
answers: string | null, 
/**
 * The facility sent one of this kind and year before.
 */
again: boolean, 
/**
 * It came after the day on which it was expected.
 */
late: boolean, revision: number, };

export type ReceivedSet = { row: ReceivedRow, outcome: Outcome, };

export type ReceivedShown = { row: ReceivedRow, snapshot: Snapshot, 
/**
 * The fingerprint that its papers carry.
 */
facts: string, signed: Array<SubmissionTaken>, parts: Array<ReceivedPart>, 
/**
 * The one before of the same facility and kind, what was decided of it, and what is different now.
 */
before: ReceivedRow | null, differences: Array<SubmittedDifference>, field_differences: Array<SubmittedFieldDifference>, 
/**
 * Whether this person may decide, and if not, why.
 */
may_decide: Failure | null, may_confirm: Failure | null, };

export type Recent = { path: string, 
/**
 * The folder's name, as people call it.
 */
name: string, login: string, last: Stamp, sample: boolean, 
/**
 * Whether it is still there.
 */
present: boolean, };

export type RecommendRequest = { 
/**
 * The facility's key.
 */
public: string, subject: string, fact: string, basis: string, contents: string, due: Day, };

export type Recommendation = { id: string, 
/**
 * To whom, and their key.
 */
facility: string, to: string, subject: string, 
/**
 * 遵守していない事実
 */
fact: string, 
/**
 * 根拠とする条項
 */
basis: string, contents: string, 
/**
 * 是正の期限
 */
due: Day, given_on: Day, by_name: string, operator: string, key: string, };

export type RecommendationOut = { id: string, 
/**
 * `.tenken`
 */
path: string, };

export type RecommendationRow = { public: string, recommendation: Recommendation, 
/**
 * The report that answers it.
 */
answered: string | null, 
/**
 * The report was approved.
 */
closed: boolean, late: boolean, revision: number, };

export type Recommended = { id: string, outcome: Outcome, };

export type RecordFilter = { text?: string, state?: string, from?: Day, to?: Day, struck?: boolean, 
/**
 * A field, `number`, `day` or `state`; the newest first where none is given.
 */
sort?: string, descending?: boolean, offset?: number, limit?: number, };

export type RecordPage = { records: Array<RegisterRecord>, total: number, };

export type RecordShown = { record: RegisterRecord, steps: Array<RecordStep>, 
/**
 * Every step that leads on from here, and, where this person may not take it, why.
 */
moves: Array<NextMove>, 
/**
 * What is attached, the first one first.
 */
attached: Array<Attached>, 
/**
 * What happened to it, the newest first; for those who may see the operation record.
 */
history: Array<LogLine>, };

export type RecordStep = { step: string, by: string, by_name: string, at: Stamp, };

export type RecordWriting = { 
/**
 * Of a record that is changed; a new one gets its own.
 */
id?: string, base?: number, 
/**
 * All of them: what is left out is empty.
 */
fields: { [key in string]: JsonValue }, };

export type RecordsRequest = { register: string, filter?: RecordFilter, };

export type RecordsWritten = { outcome: Outcome, records: Array<RegisterRecord>, };

export type Recover = { path: string, login: string, recovery_code: string, new_password: Password, };

export type RecoveryCodeOnce = { recovery_code: string, };

export type Recurrence = { 
/**
 * The first one; the others have its day of the month, or the month's last.
 */
from: Day, 
/**
 * So many times in `years`.
 */
times: number, years?: number, 
/**
 * Not on a Saturday, Sunday or holiday: the next working day of the month, or the last one before.
 */
working_days?: boolean, until?: Day, };

export type Register = { 
/**
 * Stable id, as the catalogues name it: `backup`.
 */
id: string, 
/**
 * バックアップ実施記録
 */
name: string, name_en: string, 
/**
 * Which articles ask for it.
 */
source: string, 
/**
 * What it is for, in a sentence or two: shown while it is empty, with what to enter first.
 */
purpose: string, 
/**
 * 何の台帳か: what the list is grouped under.
 */
group: RegisterGroup, 
/**
 * How long a record is kept, in years, where a source says so.
 */
kept_years?: number, 
/**
 * The field whose day says when a record is of: what freshness is counted from. The day of entry where none is named.
 */
dated_by?: string, 
/**
 * The field that names a record in lists and links.
 */
titled_by: string, 
/**
 * The fields that tell its records apart: a list that comes again is recognised by them. Whole rows where none are named.
 */
known_by?: Array<string>, 
/**
 * The paper of one record（`incident-report`）; which of its fields is which of ours, where they are called otherwise.
 */
paper?: string, fields: Array<RegisterField>, rules?: Array<RegisterRule>, 
/**
 * Left out where a record simply stands.
 */
states?: Array<RegisterState>, moves?: Array<RegisterMove>, cycles?: Array<RegisterCycle>, };

export type RegisterCycle = { id: string, 
/**
 * 日次バックアップ
 */
name: string, name_en: string, 
/**
 * A new record is due in each.
 */
every?: Every, 
/**
 * Only records for which this holds count, and only they are reminded of（`kind == 'daily'`, `state == 'out'`）.
 */
when?: string, 
/**
 * So many days after this field's day something must be done with the record itself…
 */
after?: string, days?: number, 
/**
 * … until this field is filled. Left out: until the record is in a state that is done or dropped.
 */
until?: string, 
/**
 * It is told so many days before.
 */
notice_days?: number, 
/**
 * Who has to do it.
 */
roles: Array<Role>, 
/**
 * The article that says so; empty where the source gives no period and the proposal is ours.
 */
source?: string, 
/**
 * Switched off here: nothing is due by it.
 */
off?: boolean, 
/**
 * Whom it was given to here, by name.
 */
given_to?: string, };

export type RegisterDue = { register: string, cycle: string, 
/**
 * The record it concerns; none where a new one is due.
 */
record: string | null, title: string, title_en: string, 
/**
 * Whom the cycle was given to; empty where its roles have to see to it.
 */
given_to: string, day: Day, when: When, };

export type RegisterField = { id: string, 
/**
 * 実施日
 */
name: string, name_en: string, type: FieldKind, required?: boolean, 
/**
 * What to write, where the name does not say it.
 */
help?: string, 
/**
 * Of a choice.
 */
options?: Array<FieldOption>, 
/**
 * Of a link: another register's id.
 */
register?: string, 
/**
 * Of a computed field: an expression over the other fields.
 */
value?: string, 
/**
 * Of a number: the least and the most.
 */
least?: number, most?: number, 
/**
 * Which headings of a spreadsheet mean it, besides its name.
 */
headings?: Array<string>, 
/**
 * Not among the columns shown at first.
 */
aside?: boolean, 
/**
 * No longer asked for; what older records have in it stays to be read.
 */
retired?: boolean, };

export type RegisterFreshness = { last: Day | null, 
/**
 * How many of the past spans have a record, and how many should.
 */
kept: number, asked: number, 
/**
 * The span that runs now has its record, or is not over yet.
 */
fresh: boolean, };

export type RegisterGroup = "governance" | "assets" | "premises" | "access" | "operations" | "incidents";

export type RegisterMove = { id: string, 
/**
 * 許可する
 */
name: string, name_en: string, from: Array<string>, to: string, roles: Array<Role>, 
/**
 * Nobody permits their own request: not whoever took this step (`create` for the making of the record).
 */
not_by?: string, 
/**
 * Fields that must be filled by then.
 */
needs?: Array<string>, };

export type RegisterProof = { 
/**
 * The register's id, e.g. `backup`.
 */
id: string, cycle: Cycle, 
/**
 * Only records for which this holds prove it: an expression over the register's fields（`kind == 'firewall'`）.
 */
when?: string, };

export type RegisterProves = { register: string, name: string, name_en: string, every: Every | null, freshness: RegisterFreshness, };

export type RegisterRecord = { id: string, register: string, 
/**
 * 1, 2, 3, … within its register; given once.
 */
number: number, 
/**
 * What it is of: freshness is counted from it.
 */
day: Day, title: string, state: string | null, fields: { [key in string]: JsonValue }, created: Stamp, created_by: string, created_by_name: string, 
/**
 * Struck out: stays readable, proves nothing.
 */
struck: boolean, revision: number, };

export type RegisterRule = { 
/**
 * `recovered_at == '' or recovered_at >= occurred_at`
 */
check: string, 
/**
 * Where the person looks.
 */
field: string, 
/**
 * 復旧日時は発生日時より後にしてください。
 */
say: string, say_en: string, };

export type RegisterSetup = { 
/**
 * The whole register, where it is their own.
 */
whole?: Register, 
/**
 * After the fields that are there.
 */
fields?: Array<RegisterField>, cycles?: Array<RegisterCycle>, given?: Array<CycleGiven>, 
/**
 * Not kept here: it stands at the end of the list, and nothing is due in it.
 */
unused?: boolean, };

export type RegisterStand = { 
/**
 * As it is kept here: with fields and cycles of their own.
 */
register: Register, 
/**
 * What was made of it here, and its revision; none where nothing was.
 */
setup: RegisterSetup | null, revision: number, records: number, last: Day | null, 
/**
 * Of each of its cycles.
 */
cycles: Array<CycleStand>, due: Array<RegisterDue>, };

export type RegisterState = { id: string, name: string, name_en: string, 
/**
 * Nothing is left to do; only then does the record prove anything.
 */
done?: boolean, 
/**
 * Refused or withdrawn: it proves nothing, and nothing is due.
 */
dropped?: boolean, };

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

export type RestoredFrom = { restored: RestoredWorkspace, copied: number, bad: Array<BadFile>, };

export type RestoredWorkspace = { from: BackupInfo, 
/**
 * The backup that what was there before became.
 */
kept: string, lost: number, };

export type ResumePerson = { id: string, base: number, password: Password, };

export type ReviewComment = { at: At, text: string, };

export type ReviseRequest = { id: string, base: number, paths: Array<string>, note?: string, keep_position?: boolean, };

export type Revision = { number: number, files: Array<ProofFile>, note: string, added: Stamp, added_by_name: string, };

export type Right = "sign_in" | "change_own_password" | "see_people" | "manage_people" | "edit_people" | "give_roles" | "see_facility" | "edit_facility" | "edit_settings" | "manage_keys" | "see_record" | "verify" | "rebuild" | "backup" | "restore" | "accept_head" | "manage_catalogues" | "see_assessments" | "lead_assessment" | "answer" | "comment" | "see_evidence" | "add_evidence" | "shred_evidence" | "issue_papers" | "edit_templates" | "see_registers" | "keep_registers" | "arrange_registers" | "see_training" | "keep_training" | "see_audits" | "plan_audits" | "judge_audits" | "raise_findings" | "correct_findings" | "recommend" | "see_submissions" | "submit" | "sign_submission" | "review_submissions";

export type Role = "director" | "manager" | "auditor" | "trainer" | "staff" | "operator" | "viewer";

export type Roles = Array<"director" | "manager" | "auditor" | "trainer" | "staff" | "operator" | "viewer">;

export type RosterLine = { trainee: TraineeRow, attendance: Attendance, 
/**
 * They may have a certificate: it was held, they were there, and they passed.
 */
taken: boolean, };

export type Row = { from: Side | null, to: Side | null, what: Array<Difference>, fate: Fate, 
/**
 * 1 where nothing differs.
 */
likeness: number, fields: Array<MovedText>, };

export type Said = { ja: string, en: string, };

export type Sample = { 
/**
 * Where to make it; else in this computer's own folder.
 */
path?: string, };

export type SaveRequest = { paper: PaperRequest, format: PaperFormat, path: string, 
/**
 * Under a number of its own, kept in the record.
 */
issue?: boolean, };

export type Saved = { path: string, number: string | null, pages: number, missing: Array<[string, number]>, outcome: Outcome | null, };

export type Scale = { id: string, label: string, answers: Array<AnswerKind>, 
/**
 * What may be filled in beside any answer（確認日, 備考 …）.
 */
beside?: Array<Beside>, };

export type Scope = { 
/**
 * Grades that concern it. Left out: nothing is taken out by grade.
 */
grades?: Array<string>, 
/**
 * Profile questions answered so far. An open one takes nothing out.
 */
answers: { [key in string]: boolean }, 
/**
 * Rows of the other size taken in by choice.
 */
opted_in: Array<string>, };

export type ScopeRequest = { id: string, base: number, parts: Array<Part>, };

export type Score = { 
/**
 * Rows that concern the facility.
 */
rows: number, answered: number, conforms: number, partly: number, fails: number, not_applicable: number, 
/**
 * 適合率: 適合 ÷ (rows − 対象外), in per cent. △ counts as not conforming, and so does what is unanswered.
 */
rate: number, };

export type Sealing = { passphrase?: string, 
/**
 * The signing key of somebody enrolled: it is sealed to their sealing key.
 */
receiver?: string, };

export type SearchRequest = { query: string, limit?: number, };

export type Section = { id: string, 
/**
 * The section it stands in.
 */
parent?: string, 
/**
 * 付表1, 付表2, …
 */
table?: string, 
/**
 * ①, 第3条, 2.1, as printed.
 */
number?: string, title: string, text?: string, controls?: Array<Control>, };

export type SendRequest = { id: string, base: number, 
/**
 * `.tenken`
 */
path: string, proofs?: ProofsTravel, sealing?: Sealing, };

export type SeriesRequest = { 
/**
 * None for a new one.
 */
id?: string, base?: number, 
/**
 * Nothing: it does not come back any more.
 */
series?: AuditSeries, };

export type SeriesRow = { id: string, series: AuditSeries, revision: number, 
/**
 * When the next ones are.
 */
next: Array<Day>, };

export type SessionRow = { id: string, session: TrainingSession, revision: number, 
/**
 * How many are on its roster, and how many of them took it.
 */
expected: number, taken: number, };

export type SessionSet = { id: string, outcome: Outcome, };

export type SessionShown = { row: SessionRow, roster: Array<RosterLine>, };

export type SessionState = "planned" | "held" | "cancelled";

export type SetCourseRequest = { 
/**
 * None for a new one: it gets its id here.
 */
id?: string, base?: number, 
/**
 * Nothing: ours becomes what it was, theirs goes away.
 */
course?: TrainingCourse, };

export type SetDesk = { base: number, settings: DeskSettings, };

export type SetExchange = { 
/**
 * Nothing where none is looked into any more.
 */
path?: string, };

export type SetFacility = { base: number, profile: FacilityProfile, };

export type SetPin = { trainee: string, base: number, 
/**
 * Nothing: none any more.
 */
pin?: string, };

export type SetReview = { fingerprint: string, base: number, review: DeskReview, };

export type SetRoles = { id: string, base: number, roles: Roles, };

export type SetSessionRequest = { 
/**
 * None for a new one.
 */
id?: string, base?: number, session: TrainingSession, };

export type SetSettings = { base: number, settings: Settings, };

export type SetTemplateRequest = { id: string, base: number, text: string, };

export type Setting = { at: At, base: number, answer: Answer, back_to?: number, };

export type Settings = { 
/**
 * Minutes without a deed until the workspace locks itself.
 */
idle_minutes: number, };

export type SheetChoice = { 
/**
 * Which sheet; the first one with headings where none is named.
 */
sheet?: string, 
/**
 * In which row the headings stand, counted from 1; 0 where there are none.
 */
header?: number, 
/**
 * For each column a field's id or nothing.
 */
columns?: Array<string | null>, };

export type SheetColumn = { 
/**
 * `C`
 */
letter: string, heading: string, 
/**
 * A field's id, `@number`, `@state`, or nothing: it is not taken in.
 */
field: string | null, 
/**
 * What stands in it first.
 */
examples: Array<string>, };

export type SheetLine = { 
/**
 * As the spreadsheet counts.
 */
row: number, kind: LineKind, fields: { [key in string]: JsonValue }, 
/**
 * What a changed record has now, where it differs.
 */
before: { [key in string]: JsonValue }, 
/**
 * The number of the record that it is.
 */
record: number | null, faults: Array<CellFault>, };

export type SheetReading = { 
/**
 * Names of all sheets, and the one that was read.
 */
sheets: Array<string>, sheet: string, 
/**
 * The row of the headings, counted from 1; 0 where there are none.
 */
header: number, columns: Array<SheetColumn>, fresh: number, changed: number, same: number, faulty: number, 
/**
 * Those with faults and those that change something first; of the rest the beginning.
 */
lines: Array<SheetLine>, 
/**
 * Of what was read: whoever takes it in names what they looked at.
 */
digest: string, };

export type SheetRequest = { register: string, path?: string, text?: string, choice?: SheetChoice, };

export type ShowRequest = { id: string, 
/**
 * Shows what concerns one grade; otherwise `scope` or the facility's own size.
 */
grade?: string, scope?: Scope, };

export type Shown = { catalogue: Catalogue, hash: string, 
/**
 * Control id → whether it concerns the facility.
 */
applies: { [key in string]: Applies }, counterparts: { [key in string]: Array<Counterpart> }, official: { [key in string]: { [key in Field]?: string } }, scope: Scope, };

export type ShredRequest = { id: string, sha256: string, reason: string, };

export type Side = { id: string, practice: string, };

export type SignIn = { session: string, trainee: string, pin?: string, 
/**
 * Of the test, in the order of its questions.
 */
answers?: Array<number>, };

export type SignRequest = { id: string, base: number, 
/**
 * Of whoever signs: a signature is not a click.
 */
password: string, };

export type SignedIn = { outcome: Outcome | null, 
/**
 * Where the test was taken.
 */
score: number | null, passed: boolean, };

export type SigningSeat = { 
/**
 * 運用管理責任者
 */
title: string, person: string, name: string, };

export type Size = "large" | "small";

export type Snapshot = { id: string, kind: string, title: string, fiscal_year: number, to: string, note: string, facility: FacilityProfile, 
/**
 * 管理体制
 */
people: Array<SubmittedPerson>, catalogues: Array<SubmittedCatalogue>, records?: Array<SubmittedRecord>, 
/**
 * The recommendation that it answers.
 */
answers?: string, 
/**
 * Its pages, as they were made when it was frozen.
 */
papers: Array<SubmittedPaper>, frozen: Stamp, 
/**
 * How many entries the operation record had, and its head.
 */
entries: number, head: string, 
/**
 * The fingerprint of the one that was returned and is mended with this.
 */
again?: string | null, };

export type Stamp = string;

export type Stand = { assessment: Assessment, catalogues: Array<OneStand>, 
/**
 * What is missing before it can be handed in, counted by kind.
 */
missing: { [key in string]: number }, 
/**
 * Assigned to this person, and how many of them are not answered yet.
 */
mine: number, mine_open: number, };

export type Standing = { answers: Array<Answered>, assignments: Array<Assigned>, progress: Array<Progress>, 
/**
 * How fresh the proofs of each control are that has any.
 */
proofs: Array<Proved>, };

export type StandingRequest = { id: string, 
/**
 * As it stood at the end of that day.
 */
as_of?: Day, };

export type StartRequest = { title?: string, 
/**
 * This 年度 where none is given.
 */
fiscal_year?: number, 
/**
 * Catalogue ids.
 */
catalogues: Array<string>, 
/**
 * Where it is not the facility's own size that decides.
 */
scope?: Scope, 
/**
 * Profile questions answered when starting（「電子カルテを使っていますか」）.
 */
answers?: { [key in string]: boolean }, 
/**
 * Whose answers are offered to be confirmed.
 */
carried_from?: string, };

export type Started = { id: string, outcome: Outcome, };

export type State = "open" | "closed" | "withdrawn";

export type StateRequest = { id: string, base: number, state: State, };

export type Status = { "state": "closed" } | { "state": "locked", path: string, name: string, login: string, idle: boolean, } | { "state": "open" } & Open;

export type StrikeRequest = { register: string, items: Array<Struck>, struck: boolean, reason: string, };

export type Struck = { id: string, base: number, back_to?: number, };

export type Submission = { 
/**
 * Which of `templates/submissions.toml`.
 */
kind: string, title: string, fiscal_year: number, 
/**
 * サービス運用者
 */
to: string, 
/**
 * Whose answers are submitted.
 */
assessment?: string, 
/**
 * The records that are submitted.
 */
records?: Array<string>, 
/**
 * The finding whose correction is reported.
 */
finding?: string, 
/**
 * Who signs, in this order: 担当 → 運用管理責任者 → 院長.
 */
seats: Array<SigningSeat>, note?: string, 
/**
 * The one that was returned and is sent again, mended.
 */
again?: string, 
/**
 * Until when it is to be handed in.
 */
due?: Day, };

export type SubmissionAbout = "assessment" | "records" | "finding";

export type SubmissionAct = { id: string, base: number, reason?: string, };

export type SubmissionDay = "hand_in" | "sign" | "mend";

export type SubmissionKind = { id: string, name: string, name_en: string, basis: string, about: SubmissionAbout, 
/**
 * Whose records they are.
 */
register: string, 
/**
 * Beside the submission sheet（提出書）.
 */
papers: Array<string>, };

export type SubmissionNext = { step: SubmissionStep, needs_reason: boolean, refused: Failure | null, };

export type SubmissionReceipt = { about: string, received: Stamp, operator: string, key: string, entries: number, head: string, };

export type SubmissionRow = { id: string, submission: Submission, state: SubmissionState, number: string | null, fingerprint: string | null, steps: Array<SubmissionTaken>, 
/**
 * Who has to sign next; none when all have, or nothing is frozen.
 */
next: SigningSeat | null, revision: number, };

export type SubmissionSent = { row: SubmissionRow, path: string, bytes: number, fingerprint: string, spoken: string, outcome: Outcome, };

export type SubmissionSet = { row: SubmissionRow, outcome: Outcome, };

export type SubmissionShown = { row: SubmissionRow, 
/**
 * As it was frozen.
 */
snapshot: Snapshot | null, 
/**
 * Item by item, what is not as it was in the one that is sent again.
 */
differences: Array<SubmittedDifference>, field_differences: Array<SubmittedFieldDifference>, 
/**
 * The fingerprint that its papers carry.
 */
facts: string | null, 
/**
 * Its package lies here and can be handed over once more.
 */
kept: boolean, steps: Array<SubmissionNext>, };

export type SubmissionState = "draft" | "frozen" | "sent" | "received" | "returned" | "conditional" | "approved" | "withdrawn";

export type SubmissionStep = "freeze" | "sign" | "thaw" | "send" | "withdraw" | "receipted" | "decided";

export type SubmissionTaken = { step: SubmissionStep, at: Stamp, by: string, by_name: string, reason?: string, 
/**
 * In whose place they signed.
 */
seat?: string, decision?: Decision, receipt?: SubmissionReceipt, };

export type SubmittedCatalogue = { id: string, title: string, version: string, hash: string, rows: Array<SubmittedRow>, };

export type SubmittedDifference = { at: At, practice: string, 
/**
 * None where the row is new, or is gone.
 */
before: SubmittedRow | null, now: SubmittedRow | null, };

export type SubmittedFieldDifference = { title: string, field: string, 
/**
 * None where it is new, or is gone.
 */
before?: string, now?: string, };

export type SubmittedPaper = { name: string, sha256: string, proof: string, };

export type SubmittedPerson = { name: string, title: string, roles: Array<string>, };

export type SubmittedProof = { title: string, valid_until?: Day | null, sha256: Array<string>, 
/**
 * What its files are called, in the same order.
 */
names?: Array<string>, };

export type SubmittedRecord = { id: string, 
/**
 * 障害記録
 */
what: string, title: string, 
/**
 * Each field by its name.
 */
fields: Array<[string, string]>, };

export type SubmittedRow = { at: At, section: string, practice: string, answer: Answer, mark: string, 
/**
 * What the answer says in every scale.
 */
means: string, proofs: Array<SubmittedProof>, };

export type SubscribeRequest = { 
/**
 * `.ics`; nothing where none is kept any more. The file stays where it is.
 */
path?: string, };

export type Tag = "session" | "workspace" | "backups" | "facility" | "people" | "catalogues" | "assessments" | "evidence" | "papers" | "registers" | "training" | "audits" | "submissions" | "ledger";

export type TakeAttendance = { session: string, 
/**
 * Each with the id that `items` calls them by.
 */
fresh: Array<FreshTrainee>, items: Array<Attending>, };

export type TakeInRequest = { sheet: SheetRequest, 
/**
 * Of what was looked at; nothing where nobody looked.
 */
digest?: string, 
/**
 * Records that are there get what the list says.
 */
update?: boolean, 
/**
 * Rows with faults are left out; otherwise one of them keeps all of them out.
 */
without_faulty?: boolean, };

export type TakenIn = { added: number, changed: number, same: number, left_out: number, 
/**
 * How many entries of the record it is: so often undo takes it back.
 */
entries: number, outcome: Outcome | null, };

export type TaughtLine = { session: SessionRow, attendance: Attendance, 
/**
 * They may have a certificate of it.
 */
taken: boolean, };

export type TestQuestion = { ask: string, options: Array<string>, 
/**
 * Of the options, counted from 0.
 */
right: number, 
/**
 * Told after the answer.
 */
why?: string, };

export type Trainee = { name: string, kana?: string, 
/**
 * 職員番号: tells two of one name apart.
 */
number?: string, department?: string, 
/**
 * 職種・役職
 */
post?: string, groups?: Array<TraineeGroup>, joined?: Day, left?: Day, 
/**
 * Who it is among those who sign in here.
 */
person?: string, 
/**
 * Keeps others from signing in for them in the room. Only its seal is kept.
 */
pin?: string, };

export type TraineeGroup = "user" | "handler" | "network" | "contractor";

export type TraineeRow = { id: string, revision: number, name: string, kana?: string, 
/**
 * 職員番号: tells two of one name apart.
 */
number?: string, department?: string, 
/**
 * 職種・役職
 */
post?: string, groups?: Array<TraineeGroup>, joined?: Day, left?: Day, 
/**
 * Who it is among those who sign in here.
 */
person?: string, 
/**
 * Keeps others from signing in for them in the room. Only its seal is kept.
 */
pin?: string, };

export type TrainingCourse = { id: string, name: string, name_en: string, 
/**
 * 個人情報の保護、IDとパスワードの管理、…
 */
contents?: string, source?: string, 
/**
 * Nobody named: everybody.
 */
groups?: Array<TraineeGroup>, 
/**
 * Left out: once.
 */
every?: Every, 
/**
 * So many days after joining; 0 is before the first use.
 */
within_days?: number, 
/**
 * No longer asked of anybody.
 */
off?: boolean, };

export type TrainingCoverage = { course: string, department: string, must: number, taken: number, };

export type TrainingMissing = { trainee: string, name: string, department: string, course: string, 
/**
 * When they took it last.
 */
last: Day | null, 
/**
 * Since when it is lacking: the end of the last span that it was good for, or the day by which it was asked first.
 */
since: Day, };

export type TrainingPaper = { session?: string, 
/**
 * Whose certificate.
 */
trainee?: string, 
/**
 * Of the plan.
 */
fiscal_year?: number, };

export type TrainingSession = { title: string, day: Day, 
/**
 * 17:30
 */
from?: string, to?: string, 
/**
 * Which courses whoever was there has taken.
 */
courses: Array<string>, contents?: string, purpose?: string, trainer?: string, 
/**
 * 待合室, or an address where it is online.
 */
place?: string, 
/**
 * 講義・実習・訓練・動画
 */
method?: string, 
/**
 * The text that was used, with its version.
 */
text?: string, 
/**
 * Out of 100; none where there is no test.
 */
pass_mark?: number, 
/**
 * 理解度の確認, where it is taken on the screen or on paper.
 */
questions?: Array<TestQuestion>, 
/**
 * For those who missed this one.
 */
makes_up?: string, state?: SessionState, };

export type Trend = { catalogue: string, title: string, fiscal_year: number, score: Score, };

export type Unlock = { path: string, login: string, password: Password, accept_head?: boolean, };

export type Unmatched = { id: string, why?: string, };

export type Use = { "control": { assessment: string, at: At, } } | { "record": { record: string, field?: string, } } | { "audited": { audit: string, item: AuditItem, } } | { "finding": { finding: string, } } | { "session": { session: string, } };

export type UseShown = { used: Use, assessment: string, control: string, practice: string, 
/**
 * Of a record its register, to lead there, and that one's name in English.
 */
register: string | null, register_en: string | null, };

export type Verdict = "approved" | "conditional" | "returned";

export type What = { "code": "syntax", "params": { detail: string, } } | { "code": "unknown-key", "params": { key: string, } } | { "code": "misspelt-key", "params": { key: string, near: string, } } | { "code": "missing", "params": { key: string, } } | { "code": "wrong-type", "params": { wanted: string, } } | { "code": "not-one-of", "params": { value: string, allowed: string, } } | { "code": "bad-form", "params": { value: string, wanted: string, } } | { "code": "empty", "params": { key: string, } } | { "code": "too-long", "params": { length: number, limit: number, } } | { "code": "too-many", "params": { count: number, limit: number, } } | { "code": "duplicate", "params": { id: string, } } | { "code": "no-such", "params": { thing: string, id: string, } } | { "code": "circle", "params": { id: string, } } | { "code": "alone", "params": { group: string, } } | { "code": "pair-twice", "params": { id: string, } } | { "code": "paired-and-unmatched", "params": { id: string, } } | { "code": "blank-not-declared", "params": { blank: string, } } | { "code": "blank-broken", "params": { text: string, } } | { "code": "scale-unknown", "params": { scale: string, allowed: string, } } | { "code": "expression", "params": { expression: string, detail: string, } } | { "code": "block", "params": { detail: string, } } | { "code": "no-question" } | { "code": "no-proof" } | { "code": "no-source" };

export type When = "late" | "this_week" | "this_month" | "later";

export type Which = { id: string, };

export type WhichAudit = { id: string, };

export type WhichFinding = { id: string, };

export type WhichPaper = { id: string, };

export type WhichProof = { id: string, };

export type WhichReceived = { fingerprint: string, };

export type WhichRecord = { id: string, };

export type WhichSession = { id: string, };

export type WhichSubmission = { id: string, };

export type WhichTrainee = { id: string, };

export type Who = "missing" | "must" | "everybody" | { "department": string } | { "absent": string };

export type Why = "missing" | "altered";

export type WithdrawRequest = { id: string, base: number, withdrawn: boolean, };

export type WorkspaceInfo = { id: string, created_at: Stamp, 
/**
 * The sample clinic, never to be mixed with real data.
 */
sample: boolean, settings: Settings, revision: number, };

export type WriteRequest = { register: string, items: Array<RecordWriting>, };

export type WrittenOut = { path: string, fingerprint: string, };

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
  "backup.to_disk": { request: Folder; answer: DiskBackup };
  "backup.on_disk": { request: Folder; answer: Array<OnDisk> };
  "backup.from_disk": { request: FromDiskRequest; answer: RestoredFrom };
  "facility.show": { request: AsOf; answer: Facility };
  "facility.set": { request: SetFacility; answer: Outcome };
  "facility.grade": { request: GradeRequest; answer: Graded };
  "people.list": { request: AsOf; answer: Array<Person> };
  "people.permissions": { request: Nothing; answer: Array<PermissionRow> };
  "people.add": { request: AddPerson; answer: AddedPerson };
  "people.edit": { request: EditPerson; answer: Outcome };
  "people.set_roles": { request: SetRoles; answer: Outcome };
  "people.stop": { request: OnePerson; answer: Outcome };
  "people.resume": { request: ResumePerson; answer: Outcome };
  "people.remove": { request: OnePerson; answer: Outcome };
  "people.change_password": { request: ChangePassword; answer: Outcome };
  "catalogue.list": { request: Nothing; answer: Array<Listed> };
  "catalogue.show": { request: ShowRequest; answer: Shown };
  "catalogue.search": { request: SearchRequest; answer: Array<Hit> };
  "catalogue.preview": { request: FileRequest; answer: Draft };
  "catalogue.packs": { request: Nothing; answer: Array<InstalledPack> };
  "catalogue.import": { request: FileRequest; answer: Imported };
  "catalogue.retire": { request: PackRequest; answer: Outcome };
  "catalogue.compare": { request: CompareRequest; answer: Comparison };
  "catalogue.export": { request: ExportRequest; answer: Exported };
  "catalogue.overlay": { request: OverlayRequest; answer: Overlaid };
  "assessment.list": { request: Nothing; answer: Array<Assessment> };
  "assessment.start": { request: StartRequest; answer: Started };
  "assessment.show": { request: Which; answer: Desk };
  "assessment.standing": { request: StandingRequest; answer: Standing };
  "assessment.answer": { request: AnswerRequest; answer: Given };
  "assessment.assign": { request: AssignRequest; answer: Outcome };
  "assessment.rescope": { request: ScopeRequest; answer: Outcome };
  "assessment.set_state": { request: StateRequest; answer: Outcome };
  "assessment.comment": { request: CommentRequest; answer: Outcome };
  "assessment.around": { request: ControlRequest; answer: Around };
  "assessment.carry_over": { request: Which; answer: Array<Carried> };
  "assessment.progress": { request: Which; answer: Array<Progress> };
  "assessment.readiness": { request: Which; answer: Array<Missing> };
  "evidence.list": { request: Filter; answer: Array<Proof> };
  "evidence.show": { request: WhichProof; answer: ProofShown };
  "evidence.add": { request: AddRequest; answer: Added };
  "evidence.paste": { request: PasteRequest; answer: Added; bytes: "in" };
  "evidence.edit": { request: EditProof; answer: Outcome };
  "evidence.revise": { request: ReviseRequest; answer: Outcome };
  "evidence.withdraw": { request: WithdrawRequest; answer: Outcome };
  "evidence.link": { request: LinkRequest; answer: Outcome };
  "evidence.unlink": { request: LinkRequest; answer: Outcome };
  "evidence.shred": { request: ShredRequest; answer: Outcome };
  "evidence.picture": { request: PictureRequest; answer: Nothing; bytes: "out" };
  "evidence.export": { request: ExportProof; answer: ExportedProof };
  "evidence.check": { request: Nothing; answer: Checked };
  "document.list": { request: Nothing; answer: Array<Paper> };
  "document.preview": { request: PreviewRequest; answer: Preview };
  "document.picture": { request: PaperPictureRequest; answer: PaperPicture; bytes: "out" };
  "document.save": { request: SaveRequest; answer: Saved };
  "document.issued": { request: Nothing; answer: Array<IssuedPaper> };
  "document.template": { request: WhichPaper; answer: PaperTemplate };
  "document.check_template": { request: CheckRequest; answer: Array<Fault> };
  "document.set_template": { request: SetTemplateRequest; answer: Outcome };
  "document.drop_template": { request: DropTemplateRequest; answer: Outcome };
  "register.list": { request: Nothing; answer: Array<RegisterStand> };
  "register.records": { request: RecordsRequest; answer: RecordPage };
  "register.show": { request: WhichRecord; answer: RecordShown };
  "register.write": { request: WriteRequest; answer: RecordsWritten };
  "register.advance": { request: MoveRequest; answer: RecordsWritten };
  "register.strike": { request: StrikeRequest; answer: Outcome };
  "register.parse": { request: ParseRequest; answer: Array<CellRead> };
  "register.read_sheet": { request: SheetRequest; answer: SheetReading };
  "register.take_in": { request: TakeInRequest; answer: TakenIn };
  "register.export": { request: GiveOutRequest; answer: GivenOut };
  "register.arrange": { request: ArrangeRequest; answer: Arranged };
  "register.read_definition": { request: DefinitionRequest; answer: Register };
  "training.courses": { request: Nothing; answer: Array<CourseStand> };
  "training.set_course": { request: SetCourseRequest; answer: Outcome };
  "training.trainees": { request: Nothing; answer: Array<TraineeRow> };
  "training.enrol": { request: EnrolRequest; answer: Enrolled };
  "training.enrol_people": { request: Nothing; answer: Enrolled };
  "training.read_people": { request: ListRequest; answer: PeopleRead };
  "training.sessions": { request: Days; answer: Array<SessionRow> };
  "training.session": { request: WhichSession; answer: SessionShown };
  "training.set_session": { request: SetSessionRequest; answer: SessionSet };
  "training.attend": { request: AttendRequest; answer: Attended };
  "training.take_attendance": { request: TakeAttendance; answer: Attended };
  "training.sign_in": { request: SignIn; answer: SignedIn };
  "training.set_pin": { request: SetPin; answer: Outcome };
  "training.expect": { request: ExpectRequest; answer: Expected };
  "training.read_attendance": { request: ListRequest; answer: AttendanceRead };
  "training.missing": { request: Nothing; answer: Array<TrainingMissing> };
  "training.coverage": { request: Nothing; answer: Array<TrainingCoverage> };
  "training.history": { request: WhichTrainee; answer: Array<TaughtLine> };
  "audit.list": { request: FiscalYear; answer: AuditYearPlan };
  "audit.show": { request: WhichAudit; answer: AuditShown };
  "audit.plan": { request: PlanRequest; answer: AuditSet };
  "audit.step": { request: AuditStepRequest; answer: Outcome };
  "audit.judge": { request: JudgeRequest; answer: Outcome };
  "audit.conclude": { request: ConcludeRequest; answer: Outcome };
  "audit.series": { request: Nothing; answer: Array<SeriesRow> };
  "audit.set_series": { request: SeriesRequest; answer: AuditSet };
  "audit.draw": { request: AuditSample; answer: Drawn };
  "audit.auditors": { request: Nothing; answer: Array<AuditorOffered> };
  "audit.trend": { request: Nothing; answer: Array<AuditYear> };
  "audit.kit_out": { request: KitOutRequest; answer: KitWritten };
  "audit.kit_look": { request: KitRequest; answer: KitLooked };
  "audit.kit_in": { request: KitInRequest; answer: KitIn };
  "finding.list": { request: FindingFilter; answer: Array<FindingRow> };
  "finding.show": { request: WhichFinding; answer: FindingShown };
  "finding.write": { request: FindingRequest; answer: FindingSet };
  "finding.correct": { request: CorrectRequest; answer: FindingSet };
  "finding.step": { request: FindingStepRequest; answer: FindingSet };
  "submission.kinds": { request: Nothing; answer: Array<SubmissionKind> };
  "submission.list": { request: Nothing; answer: Array<SubmissionRow> };
  "submission.show": { request: WhichSubmission; answer: SubmissionShown };
  "submission.draft": { request: DraftRequest; answer: SubmissionSet };
  "submission.freeze": { request: SubmissionAct; answer: SubmissionSet };
  "submission.sign": { request: SignRequest; answer: SubmissionSet };
  "submission.thaw": { request: SubmissionAct; answer: SubmissionSet };
  "submission.withdraw": { request: SubmissionAct; answer: SubmissionSet };
  "submission.send": { request: SendRequest; answer: SubmissionSent };
  "submission.copy_out": { request: CopyOut; answer: WrittenOut };
  "submission.take_in": { request: PackageRequest; answer: AnswerTaken };
  "submission.key": { request: Nothing; answer: FacilityKey };
  "submission.card_out": { request: CardOut; answer: WrittenOut };
  "exchange.show": { request: Nothing; answer: ExchangeFolder | null };
  "exchange.set": { request: SetExchange; answer: ExchangeFolder | null };
  "exchange.run": { request: Nothing; answer: Exchanged };
  "operator.desk": { request: Nothing; answer: DeskShown };
  "operator.set_desk": { request: SetDesk; answer: Outcome };
  "operator.enrolled": { request: Nothing; answer: Array<EnrolledRow> };
  "operator.read_card": { request: PackageRequest; answer: CardRead };
  "operator.enrol": { request: EnrolFacility; answer: Outcome };
  "operator.receive": { request: ReceiveRequest; answer: Array<ReceivedFile> };
  "operator.inbox": { request: InboxFilter; answer: Inbox };
  "operator.review": { request: WhichReceived; answer: ReceivedShown };
  "operator.picture": { request: ReceivedPicture; answer: ReceivedPages; bytes: "out" };
  "operator.part_out": { request: ReceivedPartOut; answer: Nothing };
  "operator.set_review": { request: SetReview; answer: ReceivedSet };
  "operator.decide": { request: DecideRequest; answer: ReceivedSet };
  "operator.confirm": { request: ConfirmRequest; answer: ReceivedSet };
  "operator.decision_out": { request: DecisionOut; answer: WrittenOut };
  "operator.receipt_out": { request: DecisionOut; answer: WrittenOut };
  "operator.recommendations": { request: Nothing; answer: Array<RecommendationRow> };
  "operator.recommend": { request: RecommendRequest; answer: Recommended };
  "operator.recommendation_out": { request: RecommendationOut; answer: WrittenOut };
  "operator.portfolio": { request: PortfolioFilter; answer: Portfolio };
  "operator.portfolio_out": { request: PortfolioOut; answer: PortfolioWritten };
  "package.verify": { request: PackageRequest; answer: PackageVerified };
  "calendar.list": { request: CalendarDays; answer: Array<Due> };
  "calendar.export": { request: IcsRequest; answer: IcsWritten };
  "calendar.subscription": { request: Nothing; answer: CalendarSubscription | null };
  "calendar.subscribe": { request: SubscribeRequest; answer: CalendarSubscription | null };
  "home.show": { request: Nothing; answer: Home };
  "ledger.log": { request: LogFilter; answer: LogPage };
  "ledger.verify": { request: Nothing; answer: Report };
  "ledger.rebuild": { request: Nothing; answer: Rebuilt };
  "ledger.undo": { request: Nothing; answer: Outcome };
  "ledger.redo": { request: Nothing; answer: Outcome };
}

/** Who may call what, and what it reads or changes. */
export const commands = {
  "assessment.answer": {
    "changes": [
      "assessments",
      "ledger"
    ],
    "who": {
      "may": "answer"
    }
  },
  "assessment.around": {
    "reads": [
      "assessments",
      "catalogues",
      "registers",
      "training",
      "audits"
    ],
    "who": {
      "may": "see_assessments"
    }
  },
  "assessment.assign": {
    "changes": [
      "assessments",
      "ledger"
    ],
    "who": {
      "may": "lead_assessment"
    }
  },
  "assessment.carry_over": {
    "reads": [
      "assessments"
    ],
    "who": {
      "may": "see_assessments"
    }
  },
  "assessment.comment": {
    "changes": [
      "assessments",
      "ledger"
    ],
    "who": {
      "may": "comment"
    }
  },
  "assessment.list": {
    "reads": [
      "assessments"
    ],
    "who": {
      "may": "see_assessments"
    }
  },
  "assessment.progress": {
    "reads": [
      "assessments"
    ],
    "who": {
      "may": "see_assessments"
    }
  },
  "assessment.readiness": {
    "reads": [
      "assessments",
      "evidence",
      "registers",
      "training",
      "audits"
    ],
    "who": {
      "may": "see_assessments"
    }
  },
  "assessment.rescope": {
    "changes": [
      "assessments",
      "ledger"
    ],
    "who": {
      "may": "lead_assessment"
    }
  },
  "assessment.set_state": {
    "changes": [
      "assessments",
      "ledger"
    ],
    "who": {
      "may": "lead_assessment"
    }
  },
  "assessment.show": {
    "reads": [
      "assessments"
    ],
    "who": {
      "may": "see_assessments"
    }
  },
  "assessment.standing": {
    "reads": [
      "assessments"
    ],
    "who": {
      "may": "see_assessments"
    }
  },
  "assessment.start": {
    "changes": [
      "assessments",
      "ledger"
    ],
    "who": {
      "may": "lead_assessment"
    }
  },
  "audit.auditors": {
    "reads": [
      "people"
    ],
    "who": {
      "may": "see_audits"
    }
  },
  "audit.conclude": {
    "changes": [
      "audits",
      "ledger"
    ],
    "who": {
      "may": "judge_audits"
    }
  },
  "audit.draw": {
    "reads": [
      "registers"
    ],
    "who": {
      "may": "plan_audits"
    }
  },
  "audit.judge": {
    "changes": [
      "audits",
      "ledger"
    ],
    "who": {
      "may": "judge_audits"
    }
  },
  "audit.kit_in": {
    "changes": [
      "audits",
      "evidence",
      "ledger"
    ],
    "who": {
      "may": "judge_audits"
    }
  },
  "audit.kit_look": {
    "reads": [
      "audits"
    ],
    "who": {
      "may": "see_audits"
    }
  },
  "audit.kit_out": {
    "reads": [
      "audits"
    ],
    "who": {
      "may": "plan_audits"
    }
  },
  "audit.list": {
    "reads": [
      "audits"
    ],
    "who": {
      "may": "see_audits"
    }
  },
  "audit.plan": {
    "changes": [
      "audits",
      "ledger"
    ],
    "who": {
      "may": "plan_audits"
    }
  },
  "audit.series": {
    "reads": [
      "audits"
    ],
    "who": {
      "may": "see_audits"
    }
  },
  "audit.set_series": {
    "changes": [
      "audits",
      "ledger"
    ],
    "who": {
      "may": "plan_audits"
    }
  },
  "audit.show": {
    "reads": [
      "audits",
      "assessments",
      "evidence",
      "registers",
      "catalogues"
    ],
    "who": {
      "may": "see_audits"
    }
  },
  "audit.step": {
    "changes": [
      "audits",
      "ledger"
    ],
    "who": {
      "may": "see_audits"
    }
  },
  "audit.trend": {
    "reads": [
      "audits"
    ],
    "who": {
      "may": "see_audits"
    }
  },
  "backup.from_disk": {
    "changes": [
      "session",
      "workspace",
      "backups",
      "facility",
      "people",
      "catalogues",
      "assessments",
      "evidence",
      "papers",
      "registers",
      "training",
      "audits",
      "submissions",
      "ledger"
    ],
    "who": "anyone"
  },
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
  "backup.on_disk": {
    "reads": [],
    "who": "anyone"
  },
  "backup.restore": {
    "changes": [
      "session",
      "workspace",
      "backups",
      "facility",
      "people",
      "catalogues",
      "assessments",
      "evidence",
      "papers",
      "registers",
      "training",
      "audits",
      "submissions",
      "ledger"
    ],
    "who": "anyone"
  },
  "backup.to_disk": {
    "changes": [
      "backups",
      "ledger"
    ],
    "who": {
      "may": "backup"
    }
  },
  "calendar.export": {
    "reads": [
      "assessments",
      "evidence",
      "registers",
      "training",
      "audits"
    ],
    "who": {
      "may": "see_assessments"
    }
  },
  "calendar.list": {
    "reads": [
      "assessments",
      "evidence",
      "registers",
      "training",
      "audits"
    ],
    "who": {
      "may": "see_assessments"
    }
  },
  "calendar.subscribe": {
    "changes": [
      "workspace"
    ],
    "who": {
      "may": "see_assessments"
    }
  },
  "calendar.subscription": {
    "reads": [
      "workspace"
    ],
    "who": {
      "may": "see_assessments"
    }
  },
  "catalogue.compare": {
    "reads": [
      "catalogues",
      "session"
    ],
    "who": "anyone"
  },
  "catalogue.export": {
    "reads": [
      "catalogues",
      "session"
    ],
    "who": "anyone"
  },
  "catalogue.import": {
    "changes": [
      "catalogues",
      "ledger"
    ],
    "who": {
      "may": "manage_catalogues"
    }
  },
  "catalogue.list": {
    "reads": [
      "catalogues",
      "session"
    ],
    "who": "anyone"
  },
  "catalogue.overlay": {
    "changes": [
      "catalogues",
      "ledger"
    ],
    "who": {
      "may": "manage_catalogues"
    }
  },
  "catalogue.packs": {
    "reads": [
      "catalogues"
    ],
    "who": "signed_in"
  },
  "catalogue.preview": {
    "reads": [],
    "who": "anyone"
  },
  "catalogue.retire": {
    "changes": [
      "catalogues",
      "ledger"
    ],
    "who": {
      "may": "manage_catalogues"
    }
  },
  "catalogue.search": {
    "reads": [
      "catalogues",
      "session"
    ],
    "who": "anyone"
  },
  "catalogue.show": {
    "reads": [
      "catalogues",
      "facility",
      "session"
    ],
    "who": "anyone"
  },
  "document.check_template": {
    "reads": [
      "papers"
    ],
    "who": "signed_in"
  },
  "document.drop_template": {
    "changes": [
      "papers",
      "ledger"
    ],
    "who": {
      "may": "edit_templates"
    }
  },
  "document.issued": {
    "reads": [
      "papers"
    ],
    "who": "signed_in"
  },
  "document.list": {
    "reads": [
      "papers",
      "session"
    ],
    "who": "signed_in"
  },
  "document.picture": {
    "reads": [
      "papers",
      "facility",
      "assessments",
      "evidence",
      "registers",
      "training",
      "audits",
      "submissions",
      "ledger"
    ],
    "who": "signed_in"
  },
  "document.preview": {
    "reads": [
      "papers",
      "facility",
      "assessments",
      "evidence",
      "registers",
      "training",
      "audits",
      "submissions",
      "ledger"
    ],
    "who": "signed_in"
  },
  "document.save": {
    "changes": [
      "papers",
      "ledger"
    ],
    "who": "signed_in"
  },
  "document.set_template": {
    "changes": [
      "papers",
      "ledger"
    ],
    "who": {
      "may": "edit_templates"
    }
  },
  "document.template": {
    "reads": [
      "papers"
    ],
    "who": "signed_in"
  },
  "evidence.add": {
    "changes": [
      "evidence",
      "ledger"
    ],
    "who": {
      "may": "add_evidence"
    }
  },
  "evidence.check": {
    "reads": [
      "evidence"
    ],
    "who": {
      "may": "verify"
    }
  },
  "evidence.edit": {
    "changes": [
      "evidence",
      "ledger"
    ],
    "who": {
      "may": "add_evidence"
    }
  },
  "evidence.export": {
    "reads": [
      "evidence"
    ],
    "who": {
      "may": "see_evidence"
    }
  },
  "evidence.link": {
    "changes": [
      "evidence",
      "ledger"
    ],
    "who": {
      "may": "add_evidence"
    }
  },
  "evidence.list": {
    "reads": [
      "evidence"
    ],
    "who": {
      "may": "see_evidence"
    }
  },
  "evidence.paste": {
    "changes": [
      "evidence",
      "ledger"
    ],
    "who": {
      "may": "add_evidence"
    }
  },
  "evidence.picture": {
    "reads": [
      "evidence"
    ],
    "who": {
      "may": "see_evidence"
    }
  },
  "evidence.revise": {
    "changes": [
      "evidence",
      "ledger"
    ],
    "who": {
      "may": "add_evidence"
    }
  },
  "evidence.show": {
    "reads": [
      "evidence",
      "assessments"
    ],
    "who": {
      "may": "see_evidence"
    }
  },
  "evidence.shred": {
    "changes": [
      "evidence",
      "ledger"
    ],
    "who": {
      "may": "shred_evidence"
    }
  },
  "evidence.unlink": {
    "changes": [
      "evidence",
      "ledger"
    ],
    "who": {
      "may": "add_evidence"
    }
  },
  "evidence.withdraw": {
    "changes": [
      "evidence",
      "ledger"
    ],
    "who": {
      "may": "add_evidence"
    }
  },
  "exchange.run": {
    "changes": [
      "submissions",
      "audits",
      "ledger"
    ],
    "who": {
      "may": "see_submissions"
    }
  },
  "exchange.set": {
    "changes": [
      "submissions"
    ],
    "who": {
      "may": "see_submissions"
    }
  },
  "exchange.show": {
    "reads": [
      "submissions"
    ],
    "who": "signed_in"
  },
  "facility.grade": {
    "reads": [],
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
  "finding.correct": {
    "changes": [
      "audits",
      "ledger"
    ],
    "who": {
      "may": "correct_findings"
    }
  },
  "finding.list": {
    "reads": [
      "audits"
    ],
    "who": {
      "may": "see_audits"
    }
  },
  "finding.show": {
    "reads": [
      "audits",
      "evidence"
    ],
    "who": {
      "may": "see_audits"
    }
  },
  "finding.step": {
    "changes": [
      "audits",
      "ledger"
    ],
    "who": {
      "may": "see_audits"
    }
  },
  "finding.write": {
    "changes": [
      "audits",
      "ledger"
    ],
    "who": {
      "may": "raise_findings"
    }
  },
  "home.show": {
    "reads": [
      "assessments",
      "evidence",
      "registers",
      "training",
      "audits",
      "ledger"
    ],
    "who": {
      "may": "see_assessments"
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
      "catalogues",
      "assessments",
      "evidence",
      "papers",
      "registers",
      "training",
      "audits",
      "submissions",
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
      "catalogues",
      "assessments",
      "evidence",
      "papers",
      "registers",
      "training",
      "audits",
      "submissions",
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
      "catalogues",
      "assessments",
      "evidence",
      "papers",
      "registers",
      "training",
      "audits",
      "submissions",
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
  "operator.confirm": {
    "changes": [
      "submissions",
      "ledger"
    ],
    "who": {
      "may": "review_submissions"
    }
  },
  "operator.decide": {
    "changes": [
      "submissions",
      "ledger"
    ],
    "who": {
      "may": "review_submissions"
    }
  },
  "operator.decision_out": {
    "changes": [
      "submissions",
      "ledger"
    ],
    "who": {
      "may": "review_submissions"
    }
  },
  "operator.desk": {
    "reads": [
      "submissions"
    ],
    "who": {
      "may": "review_submissions"
    }
  },
  "operator.enrol": {
    "changes": [
      "submissions",
      "registers",
      "ledger"
    ],
    "who": {
      "may": "review_submissions"
    }
  },
  "operator.enrolled": {
    "reads": [
      "submissions",
      "registers"
    ],
    "who": {
      "may": "see_submissions"
    }
  },
  "operator.inbox": {
    "reads": [
      "submissions"
    ],
    "who": {
      "may": "review_submissions"
    }
  },
  "operator.part_out": {
    "reads": [
      "submissions"
    ],
    "who": {
      "may": "review_submissions"
    }
  },
  "operator.picture": {
    "reads": [
      "submissions"
    ],
    "who": {
      "may": "review_submissions"
    }
  },
  "operator.portfolio": {
    "reads": [
      "submissions"
    ],
    "who": {
      "may": "review_submissions"
    }
  },
  "operator.portfolio_out": {
    "reads": [
      "submissions"
    ],
    "who": {
      "may": "review_submissions"
    }
  },
  "operator.read_card": {
    "reads": [
      "submissions",
      "registers"
    ],
    "who": {
      "may": "review_submissions"
    }
  },
  "operator.receipt_out": {
    "changes": [
      "submissions",
      "ledger"
    ],
    "who": {
      "may": "review_submissions"
    }
  },
  "operator.receive": {
    "changes": [
      "submissions",
      "ledger"
    ],
    "who": {
      "may": "review_submissions"
    }
  },
  "operator.recommend": {
    "changes": [
      "submissions",
      "ledger"
    ],
    "who": {
      "may": "review_submissions"
    }
  },
  "operator.recommendation_out": {
    "changes": [
      "submissions",
      "ledger"
    ],
    "who": {
      "may": "review_submissions"
    }
  },
  "operator.recommendations": {
    "reads": [
      "submissions"
    ],
    "who": {
      "may": "review_submissions"
    }
  },
  "operator.review": {
    "reads": [
      "submissions"
    ],
    "who": {
      "may": "review_submissions"
    }
  },
  "operator.set_desk": {
    "changes": [
      "submissions",
      "ledger"
    ],
    "who": {
      "may": "review_submissions"
    }
  },
  "operator.set_review": {
    "changes": [
      "submissions",
      "ledger"
    ],
    "who": {
      "may": "review_submissions"
    }
  },
  "package.verify": {
    "reads": [],
    "who": "anyone"
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
  "register.advance": {
    "changes": [
      "registers",
      "ledger"
    ],
    "who": {
      "may": "keep_registers"
    }
  },
  "register.arrange": {
    "changes": [
      "registers",
      "ledger"
    ],
    "who": {
      "may": "arrange_registers"
    }
  },
  "register.export": {
    "reads": [
      "registers"
    ],
    "who": {
      "may": "see_registers"
    }
  },
  "register.list": {
    "reads": [
      "registers"
    ],
    "who": {
      "may": "see_registers"
    }
  },
  "register.parse": {
    "reads": [
      "registers"
    ],
    "who": {
      "may": "see_registers"
    }
  },
  "register.read_definition": {
    "reads": [],
    "who": {
      "may": "arrange_registers"
    }
  },
  "register.read_sheet": {
    "reads": [
      "registers"
    ],
    "who": {
      "may": "keep_registers"
    }
  },
  "register.records": {
    "reads": [
      "registers"
    ],
    "who": {
      "may": "see_registers"
    }
  },
  "register.show": {
    "reads": [
      "registers",
      "evidence"
    ],
    "who": {
      "may": "see_registers"
    }
  },
  "register.strike": {
    "changes": [
      "registers",
      "ledger"
    ],
    "who": {
      "may": "keep_registers"
    }
  },
  "register.take_in": {
    "changes": [
      "registers",
      "ledger"
    ],
    "who": {
      "may": "keep_registers"
    }
  },
  "register.write": {
    "changes": [
      "registers",
      "ledger"
    ],
    "who": {
      "may": "keep_registers"
    }
  },
  "submission.card_out": {
    "changes": [
      "submissions",
      "ledger"
    ],
    "who": {
      "may": "submit"
    }
  },
  "submission.copy_out": {
    "reads": [
      "submissions"
    ],
    "who": {
      "may": "see_submissions"
    }
  },
  "submission.draft": {
    "changes": [
      "submissions",
      "ledger"
    ],
    "who": {
      "may": "submit"
    }
  },
  "submission.freeze": {
    "changes": [
      "submissions",
      "evidence",
      "ledger"
    ],
    "who": {
      "may": "submit"
    }
  },
  "submission.key": {
    "changes": [
      "submissions",
      "ledger"
    ],
    "who": {
      "may": "submit"
    }
  },
  "submission.kinds": {
    "reads": [],
    "who": {
      "may": "see_submissions"
    }
  },
  "submission.list": {
    "reads": [
      "submissions"
    ],
    "who": {
      "may": "see_submissions"
    }
  },
  "submission.send": {
    "changes": [
      "submissions",
      "ledger"
    ],
    "who": {
      "may": "submit"
    }
  },
  "submission.show": {
    "reads": [
      "submissions"
    ],
    "who": {
      "may": "see_submissions"
    }
  },
  "submission.sign": {
    "changes": [
      "submissions",
      "ledger"
    ],
    "who": {
      "may": "sign_submission"
    }
  },
  "submission.take_in": {
    "changes": [
      "submissions",
      "audits",
      "ledger"
    ],
    "who": {
      "may": "submit"
    }
  },
  "submission.thaw": {
    "changes": [
      "submissions",
      "ledger"
    ],
    "who": {
      "may": "sign_submission"
    }
  },
  "submission.withdraw": {
    "changes": [
      "submissions",
      "ledger"
    ],
    "who": {
      "may": "submit"
    }
  },
  "training.attend": {
    "changes": [
      "training",
      "ledger"
    ],
    "who": {
      "may": "keep_training"
    }
  },
  "training.courses": {
    "reads": [
      "training"
    ],
    "who": {
      "may": "see_training"
    }
  },
  "training.coverage": {
    "reads": [
      "training"
    ],
    "who": {
      "may": "see_training"
    }
  },
  "training.enrol": {
    "changes": [
      "training",
      "ledger"
    ],
    "who": {
      "may": "keep_training"
    }
  },
  "training.enrol_people": {
    "changes": [
      "training",
      "ledger"
    ],
    "who": {
      "may": "keep_training"
    }
  },
  "training.expect": {
    "changes": [
      "training",
      "ledger"
    ],
    "who": {
      "may": "keep_training"
    }
  },
  "training.history": {
    "reads": [
      "training"
    ],
    "who": {
      "may": "see_training"
    }
  },
  "training.missing": {
    "reads": [
      "training"
    ],
    "who": {
      "may": "see_training"
    }
  },
  "training.read_attendance": {
    "reads": [
      "training"
    ],
    "who": {
      "may": "keep_training"
    }
  },
  "training.read_people": {
    "reads": [
      "training"
    ],
    "who": {
      "may": "keep_training"
    }
  },
  "training.session": {
    "reads": [
      "training"
    ],
    "who": {
      "may": "see_training"
    }
  },
  "training.sessions": {
    "reads": [
      "training"
    ],
    "who": {
      "may": "see_training"
    }
  },
  "training.set_course": {
    "changes": [
      "training",
      "ledger"
    ],
    "who": {
      "may": "keep_training"
    }
  },
  "training.set_pin": {
    "changes": [
      "training",
      "ledger"
    ],
    "who": {
      "may": "keep_training"
    }
  },
  "training.set_session": {
    "changes": [
      "training",
      "ledger"
    ],
    "who": {
      "may": "keep_training"
    }
  },
  "training.sign_in": {
    "changes": [
      "training",
      "ledger"
    ],
    "who": {
      "may": "keep_training"
    }
  },
  "training.take_attendance": {
    "changes": [
      "training",
      "ledger"
    ],
    "who": {
      "may": "keep_training"
    }
  },
  "training.trainees": {
    "reads": [
      "training"
    ],
    "who": {
      "may": "see_training"
    }
  },
  "workspace.create": {
    "changes": [
      "session",
      "workspace",
      "backups",
      "facility",
      "people",
      "catalogues",
      "assessments",
      "evidence",
      "papers",
      "registers",
      "training",
      "audits",
      "submissions",
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
      "catalogues",
      "assessments",
      "evidence",
      "papers",
      "registers",
      "training",
      "audits",
      "submissions",
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
      "catalogues",
      "assessments",
      "evidence",
      "papers",
      "registers",
      "training",
      "audits",
      "submissions",
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
      "catalogues",
      "assessments",
      "evidence",
      "papers",
      "registers",
      "training",
      "audits",
      "submissions",
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
      "catalogues",
      "assessments",
      "evidence",
      "papers",
      "registers",
      "training",
      "audits",
      "submissions",
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
      "catalogues",
      "assessments",
      "evidence",
      "papers",
      "registers",
      "training",
      "audits",
      "submissions",
      "ledger"
    ],
    "who": "anyone"
  }
} as const;
