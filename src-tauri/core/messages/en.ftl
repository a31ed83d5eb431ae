### The window, the shell and the papers use the same sentences.

## Errors: what happened, what was kept, what to do next

error-not-found = { $path } was not found. Check the place.
error-not-a-workspace = { $path } is not a Tenken folder. Choose a folder whose name ends in “.tenken”.
error-already-exists = { $path } already exists. Choose another name, or open it as it is.
error-damaged = { $path } is damaged ({ $detail }). Nothing was written. Restore it from a backup.
error-newer-version = This folder was made by a newer Tenken (version { $found }; this one knows up to { $known }). Update Tenken and open it again. Its content is untouched.
error-in-use = { $holder } has had it open since { $since }. Close it there, then open it again.
error-disk-full = The disk is full ({ $path }). This was not saved; what was there before is intact. Make room and try again.
error-io = { $path } could not be used ({ $doing }: { $detail }). What was there before is intact. Check the disk and your permissions.
error-database = It could not be saved ({ $detail }). What was there before is intact. If it happens again, close and reopen.
error-rolled-back = The record in this folder does not continue what this computer last saw (entry { $expected }; it has { $found } now). It may have been replaced by an older copy, or writes were lost. Unless you know why, do not use it and tell your administrator. If a backup was put back on purpose, a director can accept it.
error-keys-rolled-back = The key file (keys.json) is older than the record ({ $found }; the record says { $expected }). It may have been replaced. Unless you know why, do not use it and tell your administrator.
error-head-moved = Something else wrote to this folder ({ $found } entries where { $expected } were expected). This was not saved. Reopen it.
error-no-such-backup = There is no backup “{ $name }”. Choose one from the list.
error-backup-bad = The backup “{ $name }” cannot be used ({ $detail }). The present content is untouched. Choose another one.
error-not-open = Nothing is open yet. Open a folder and sign in.
error-locked = Locked. Enter your password to go on.
error-wrong-password = The user name or the password is wrong. { $wait_seconds ->
    [0] Try again.
   *[other] Wait { $wait_seconds } seconds, then try again.
}
error-wait-before-trying = Too many wrong tries. Wait { $wait_seconds } more seconds.
error-wrong-recovery-code = The recovery code is wrong. { $wait_seconds ->
    [0] Check the paper and try again.
   *[other] Wait { $wait_seconds } seconds, check the paper, and try again.
}
error-recovery-code-mistyped = The recovery code is mistyped. Compare the 7 groups of 4 (28 characters) with the paper.
error-weak-key-protection = The key protection in { $path } is weaker than the rule ({ $found }). It may have been tampered with, so it is not opened. Restore it from a backup.
error-password-too-weak = This password cannot be used. Missing: { $missing }. Use 8 or more characters with a letter, a digit and a symbol, or a phrase of 15 or more.
error-person-stopped = This user has been stopped. Tell your administrator.
error-not-permitted = Your role ({ $roles }) does not permit this ({ $right }). Ask a director or manager.
error-conflict = Someone else ({ $by }, { $at }) changed it first. Yours was not saved. Look at both and choose.
error-no-such-thing = { $thing } was not found. Reload the list.
error-required = { $field } must be filled in.
error-invalid = { $field } is not valid ({ $detail }).
error-too-long = { $field } is too long ({ $length } characters, { $limit } at most).
error-login-taken = The user name “{ $login }” is taken. Choose another.
error-last-director = Nobody would be left with the director's role. Give it to somebody else first.
error-nothing-to-undo = There is nothing to undo.
error-nothing-to-redo = There is nothing to redo.
error-bad-entry = Entry { $seq } of the operation record cannot be read ({ $detail }). Run “Verify”.
error-no-such-command = There is no command “{ $name }”.
error-bad-request = The request of “{ $name }” was not understood ({ $detail }).
error-cancelled = Cancelled. Everything is as it was.
error-internal = Unexpected error ({ $detail }). Nothing was written. If it comes back after reopening, tell us.

## Notices

notice-first-time-on-this-computer = Opened on this computer for the first time. From now on this computer, too, watches that the record is not turned back.
notice-failed-before = Since the last sign-in the password was wrong { $count } times. If that was not you, change it.
notice-clock-went-back = The computer's clock stands earlier than the last entry. The order of entries is not affected, but check the clock.
notice-head-not-kept = Saved, but this computer's note of the last entry could not be written. Check the disk.
notice-head-accepted = The mismatch ({ $expected } entries expected, { $found } found) was accepted. That is recorded, too.
notice-keys-reconciled = A key change that was cut off has been settled. People who need a new password: { $people }
notice-updated = The record's format was updated ({ $from } → { $to }). The state before is kept as a backup.
notice-backup-failed = Today's backup could not be made ({ $detail }).

## What verifying found

problem-page-damaged = Part of the record file is damaged ({ $detail }).
problem-entry-altered = Entry { $seq } has been altered.
problem-entry-missing = Entry { $seq } is missing.
problem-entry-misplaced = Entry { $seq } does not follow the entry before it (re-ordered or inserted).
problem-entry-unreadable = Entry { $seq } cannot be read ({ $detail }).
problem-entry-contradicts = “{ $column }” of entry { $seq } contradicts its content.
problem-row-altered = { $column } of { $key } in table “{ $table }” is “{ $is }”; the record says “{ $should }”.
problem-row-missing = { $key } is missing from table “{ $table }”; the record has it.
problem-row-unknown = { $key } in table “{ $table }” is not in the record.
problem-schema-altered = The form of a table ({ $name }) has been altered.
problem-head-differs = The last entry differs from the one kept (entry { $seq }; now { $found }).
problem-keys-altered = The key file has been altered ({ $detail }).

## Sentences of the operation record

change-workspace-create = created the workspace
change-workspace-sign_in = signed in{ $failed_before ->
    [0] {""}
   *[other] {" "}(after { $failed_before } wrong tries)
}
change-workspace-sign_out = signed out{ $idle ->
    [true] {" "}(automatically, nothing was done)
   *[other] {""}
}
change-workspace-settings = changed the settings
change-workspace-backup = made the backup “{ $name }” (up to entry { $entries })
change-workspace-restore = restored the backup “{ $name }” ({ $entries } entries; { $lost } set aside)
change-workspace-rekey = made a new encryption key
change-workspace-renew_recovery = made a new recovery code
change-workspace-recover = set a new password with the recovery code
change-workspace-reconcile_keys = settled a key change that was cut off
change-workspace-accept_head = accepted a mismatch of the record ({ $expected } entries expected, { $found } found)
change-workspace-rebuild = rebuilt the tables from the record ({ $rows } rows had differed)
change-workspace-update = updated the record's format ({ $from } → { $to })
change-facility-set = set the profile of the facility “{ $name }”
change-people-add = added { $name } as a user
change-people-edit = changed the details of { $name }
change-people-set_roles = changed the roles of { $name }
change-people-stop = stopped { $name }
change-people-resume = let { $name } back in
change-people-remove = removed { $name } from the users
change-people-change_password = changed the password of { $name }
moved = { $field } { $from } → { $to }
moved-between = {", "}
moved-list = {" "}({ $list })
undoes = {" "}[undoing entry { $seq }]
empty = (none)
and = {", "}

## Names

field-name = Name
field-facility-name = Facility name
field-kana = Reading
field-title = Title
field-department = Department
field-email = E-mail
field-login = User name
field-password = Password
field-roles = Roles
field-kind = Kind
field-beds = Beds
field-address = Address
field-idle-minutes = Minutes until automatic lock
field-path = Place
field-state = State
field-date = Date
field-time = Time
field-to = Last day

roles-director = Director
roles-manager = Manager
roles-auditor = Auditor
roles-trainer = Trainer
roles-staff = Staff
roles-operator = Service operator
roles-viewer = Viewer

state-active = Active
state-stopped = Stopped
state-removed = Left

kind-clinic = Clinic
kind-dental-clinic = Dental clinic
kind-hospital = Hospital
kind-pharmacy = Pharmacy
kind-care-provider = Care provider
kind-network-operator = Network operator
kind-service-operator = Service operator
kind-auto = Automatic
kind-manual = Manual
kind-before-update = Before an update
kind-kept = Kept by a restore

right-sign-in = sign in
right-change-own-password = change one's own password
right-see-people = see the users
right-manage-people = add and stop users
right-edit-people = edit users
right-give-roles = give roles
right-see-facility = see the facility
right-edit-facility = edit the facility
right-edit-settings = change settings
right-manage-keys = manage keys and passwords
right-see-record = see the operation record
right-verify = verify the record
right-rebuild = rebuild the tables
right-backup = make backups
right-restore = restore a backup
right-accept-head = accept a mismatch

missing-length = length
missing-letter = a letter
missing-digit = a digit
missing-symbol = a symbol
missing-variety = different characters
missing-login = being different from the user name

## Shell

shell-password = Password:{" "}
shell-new-password = New password:{" "}
shell-recovery-code = Recovery code:{" "}
shell-old-password = Password at the time of the backup:{" "}
shell-created = Created: { $path }
shell-recovery-once = Recovery code (shown only now; write it down and lock it away):
shell-unlocked = It opens. { $name } ({ $roles }), { $entries } entries
shell-done = Done (entry { $seq }).
shell-all-well = All is well. Checked { $entries } entries, { $tables } tables, { $rows } rows.
shell-head = Hash of the last entry: { $head }
shell-problems = { $count } problems found.
shell-more-problems = And { $count } more.
shell-rebuilt = Tables rebuilt. Rows that had differed: { $rows }
shell-backup-made = Made the backup “{ $name }”, opened and verified it ({ $entries } entries).
shell-restored = Restored “{ $name }”. What was there before is kept as “{ $kept }” ({ $lost } entries are only there).
shell-no-backups = No backups yet. “tenken backup make” makes one.
shell-log-total = { $total } in all
shell-log-empty = Nothing is recorded under these conditions.
shell-demo = Made the sample clinic: { $path }
shell-demo-sign-in = User name { $login }, password { $password } (for the sample only)
shell-needs-workspace = Say which folder with -w or TENKEN_WORKSPACE.
shell-needs-user = Say the user name with -u or TENKEN_USER.
shell-needs-password = The password cannot be read. Use --password-file or TENKEN_PASSWORD, or run this in a terminal.
shell-rekeyed = A new encryption key is in force. Earlier backups open with the passwords of their time.

## The shell's help

help = Self-assessment, audits and registers for medical information systems. What the window can do, this can do.
help-init = Make a new workspace
help-unlock-check = See whether it opens
help-user = Users
help-user-list = List the users
help-user-add = Add a user
help-user-edit = Edit a user
help-user-roles = Set the roles
help-user-stop = Stop a user
help-user-resume = Let a user back in
help-user-remove = Remove a user (the name stays in the record)
help-user-password = Change a password (your own if no name is given)
help-user-permissions = What each role may do
help-facility = The facility
help-facility-show = Show the facility
help-facility-set = Edit the facility
help-log = Show the operation record
help-verify = Prove that nothing was changed
help-rebuild = Rebuild the tables from the record
help-undo = Undo your last change
help-redo = Redo what was undone
help-backup = Backups
help-backup-make = Make a backup, open it and verify it
help-backup-list = List the backups
help-restore = Restore a backup (what is there now is kept)
help-recover = Get in with the recovery code and set a new password
help-renew-recovery = Make a new recovery code
help-rekey = Make a new encryption key
help-demo = Make the sample clinic
help-commands = List the commands (names for call and batch)
help-call = Call one command with JSON
help-batch = Run each line { "{" }"name": …, "request": …{ "}" } of standard input
help-arg-workspace = The folder (name.tenken)
help-arg-user = User name
help-arg-password-file = File with the password (else TENKEN_PASSWORD or the terminal)
help-arg-json = Answer in JSON
help-arg-lang = Language (ja or en)
help-arg-accept-head = Open in spite of a mismatch of the record, as a director
help-arg-facility = Name of the facility
help-arg-kana = Reading in kana
help-arg-kind = Kind (clinic, hospital … of a facility; people.edit … of an entry)
help-arg-beds = Beds
help-arg-address = Address
help-arg-name = Name (of the person, the backup or the command)
help-arg-title = Title
help-arg-quick = Protect the keys only as much as the rule asks (for trying out)
help-arg-as-of = As it was at the end of that day (2026-11-20)
help-arg-login = User name
help-arg-department = Department
help-arg-email = E-mail
help-arg-roles = Roles (director, manager, auditor, trainer, staff, operator, viewer)
help-arg-new-password-file = File with the new password (else TENKEN_NEW_PASSWORD or the terminal)
help-arg-old-password-file = File with the password of the backup's time
help-arg-code-file = File with the recovery code (else TENKEN_RECOVERY_CODE or the terminal)
help-arg-person = Only this person (user name)
help-arg-thing = Only this thing
help-arg-from = From this day
help-arg-to = Up to this day
help-arg-before = Before this number
help-arg-limit = Lines
help-arg-dir = Where to make it
help-arg-request = The request (JSON)

command-workspace-status = How things stand
command-workspace-recent = Folders opened on this computer
command-workspace-forget = Take off the list
command-workspace-create = Make a new workspace
command-workspace-sample = Open the sample clinic
command-workspace-unlock = Open and sign in
command-workspace-recover = Get in with the recovery code
command-workspace-lock = Lock
command-workspace-sign-out = Sign out
command-workspace-set-settings = Change settings
command-workspace-rekey = Make a new encryption key
command-workspace-renew-recovery = Make a new recovery code
command-backup-list = List the backups
command-backup-make = Make a backup
command-backup-if-due = The day's first backup
command-backup-restore = Restore a backup
command-facility-show = Show the facility
command-facility-set = Edit the facility
command-people-list = List the users
command-people-permissions = What each role may do
command-people-add = Add a user
command-people-edit = Edit a user
command-people-set-roles = Set the roles
command-people-stop = Stop a user
command-people-resume = Let a user back in
command-people-remove = Remove a user
command-people-change-password = Change a password
command-ledger-log = The operation record
command-ledger-verify = Verify the record
command-ledger-rebuild = Rebuild the tables
command-ledger-undo = Undo
command-ledger-redo = Redo

## Window

app-name = Tenken
ui-close = Close
ui-cancel = Cancel
ui-back = Back
ui-choose = Choose…
ui-optional = optional
ui-language = Language
ui-theme = Light or dark
ui-theme-auto = Light: automatic
ui-theme-light = Light
ui-theme-dark = Dark
ui-size = Text size
ui-size-px = Text { $size }
ui-sample = Sample
ui-sample-long = Sample (not real data)
ui-lock = Lock
ui-sign-out = Sign out
ui-places = Places
place-record = History

start-title = Which folder would you like to open?
start-lead = Everything Tenken keeps lies in one encrypted folder.
start-recent = Opened lately
start-empty = Nothing yet. Begin with “Make a new one” on the right, or look around in the sample.
start-last = Last opened { $at }
start-gone = Not at this place (check that the drive or share is connected)
start-forget = Take off the list
start-create = Make a new one
start-create-lead = Name the facility and who is responsible
start-open = Open another folder
start-open-short = A folder whose name ends in “.tenken”
start-open-lead = Choose a folder whose name ends in “.tenken”.
start-next = Next
start-sample = Look at the sample
start-sample-lead = An imaginary clinic, yours to try things on

create-lead = Everything but the place can be changed later.
create-facility = Facility
create-director = Director
create-place = Where to keep it
create-folder = Folder
create-folder-help = Choose a place on this computer or on a share inside the clinic.
create-path = It will be made at { $path }.
create-login-help = A short name to sign in with, such as yamada.
create-password-help = 8 or more characters with a letter, a digit and a symbol, or a phrase of 15 or more.
create-again = Password, once more
create-mismatch = The two passwords differ. Enter them again.
create-do = Create
create-busy = Creating…

door-lead = Enter your user name and password.
door-locked = Locked.
door-idle = Locked because nothing was done for a while. Everything is saved.
door-enter = Open
door-unlock = Unlock
door-other = Another folder
door-recover = Use the recovery code
door-accept = I know why; open it all the same (directors only; this is recorded)
recover-lead = If the director's password is lost, the code in the safe sets a new one. It works once; a new code is shown.
recover-code = Recovery code
recover-password = New password
recover-do = Set the password and enter

code-title = Recovery code
code-lead = Shown only now. It is the one way in if the password is forgotten.
code-one = Write it on paper (not in a file, not in a photograph)
code-two = Add the date and the facility's name, and put it in an envelope
code-three = Lock it away where only the director can reach it
code-kept = It is on paper
code-go = Begin

record-verify = Verify the record
record-verifying = Verifying the record
record-back-up = Back up
record-backing-up = Backing up
record-more = Read further
record-filter = Filter
record-person = Person
record-kind = Kind
record-from = From
record-to = To
record-clear = Clear
record-everybody = Everybody
record-everything = Everything
record-clock-back = the clock went back
record-undone = undone by entry { $seq }
record-not-for-you = The operation record is open to directors, managers, auditors and service operators.
domain-workspace = Folder and keys
domain-facility = Facility
domain-people = Users
detail-title = Entry { $seq }
detail-field = Field
detail-from = Before
detail-to = After
detail-at = Time
detail-device = Computer
detail-undoes = Undoes
detail-undone-by = Undone by
detail-entry = entry { $seq }
detail-clock = Clock
detail-hash = Hash

## Catalogues

error-faulty = { $path } has { $count } faults. Nothing was imported. Mend the places below and read it again.
error-sheet-too-big = { $path } is too big and was not read to its end ({ $detail }). Nothing was imported. Move the table you need to a workbook of its own and try again.
error-sheet-unreadable = { $path } cannot be read as a table ({ $detail }). Nothing was imported. Open it in a spreadsheet program, save it as .xlsx, and try again.
error-sheet-locked = { $path } has a password. Take it off in your spreadsheet program, save, and try again.
error-sheet-encoding = The text of { $path } is broken (line { $detail }). Nothing was imported. Save it again as UTF-8 or Shift_JIS.
error-no-headings = No row of headings in { $path } was understood (for example { $wanted }). Add headings, or choose which column is what.
error-nothing-to-import = There is nothing in { $path } that can be imported.
error-only-holds = { $path } holds only { $holds }, and no controls or mappings. Choose the file of a framework.
error-unknown-format = { $path } is of no kind that can be imported. Choose a spreadsheet (.xlsx .xls .ods .csv), a CISO Assistant library (.yaml .xlsx), OSCAL (.json) or a file of Tenken (.toml .tenken-pack).
error-pack-differs = Version { $version } of “{ $id }” is there already, with another content. One version cannot mean two contents: give this one another version.

fault-syntax = Not written correctly ({ $detail }).
fault-unknown-key = There is no key “{ $key }”. Take it out, or give it its right name.
fault-misspelt-key = There is no key “{ $key }”. Did you mean “{ $near }”?
fault-missing = “{ $key }” is missing. Add it.
fault-wrong-type = The wrong kind of value. Write { $wanted }.
fault-not-one-of = “{ $value }” cannot stand here. Use one of { $allowed }.
fault-bad-form = “{ $value }” has the wrong form ({ $wanted }).
fault-empty = “{ $key }” is empty. Fill it in.
fault-too-long = Too long ({ $length }, at most { $limit }).
fault-too-many = Too many ({ $count }, at most { $limit }).
fault-duplicate = “{ $id }” occurs twice. Change one of the ids.
fault-no-such = There is no { $thing } “{ $id }”. Check the spelling.
fault-circle = The parents of “{ $id }” lead back to itself.
fault-alone = Only one row belongs to the alternatives “{ $group }”. Give the other row the same name.
fault-pair-twice = The pair “{ $id }” occurs twice.
fault-paired-and-unmatched = “{ $id }” is in a pair, and said to have no counterpart.
fault-blank-not-declared = The blank “{ $blank }” is not declared in blanks.
fault-blank-broken = A blank is not closed ({ $text }).
fault-scale-unknown = There is no answer scale “{ $scale }”. Use { $allowed }, or an own_scale.
fault-no-question = No question (what is asked).
fault-no-proof = No proof.
fault-no-source = No source.

import-row-without-name = Left out: the row has no name ({ $text }).
import-column-not-understood = Left out: nobody knows what the column “{ $heading }” is.
import-ids-made = There is no column of ids: { $count } were made from row numbers.
import-id-twice = The id “{ $id }” occurs twice; this one became “{ $now }”.
import-left-out = Left out: { $thing } ({ $count }), for which Tenken has no place.
import-unexplained = Nothing in the file explains the { $thing } “{ $value }”.

column-id = Id
column-table = Table
column-section_number = Number
column-domain = Domain
column-practice = Practice
column-grade = Grade
column-question = Question
column-statement = Original text
column-technical = Technical measures
column-operational = Operational measures
column-clause = Model clause
column-proof = Proof
column-source = Source
column-note = Note

difference-same = same
difference-added = new
difference-removed = gone
difference-renumbered = renumbered
difference-reworded = re-worded
difference-regraded = re-graded
fate-keep = answer kept
fate-review = look again
fate-new = new control
fate-leave = stays with the old version

change-catalogue-install = Imported “{ $title }” ({ $version })
change-catalogue-retire = Retired “{ $title }”
change-catalogue-return = Returned “{ $title }” to its former state
change-catalogue-overlay = Laid official wording over { $catalogue } ({ $texts } controls)

command-catalogue-list = The catalogues
command-catalogue-show = A catalogue, and what of it concerns the facility
command-catalogue-search = Search all catalogues
command-catalogue-preview = See what a file would bring
command-catalogue-packs = The installed packs
command-catalogue-import = Import a catalogue from a file
command-catalogue-retire = Retire a catalogue
command-catalogue-compare = Compare two catalogues
command-catalogue-export = Export a catalogue
command-catalogue-overlay = Lay official wording over a catalogue

right-manage-catalogues = Manage catalogues

help-catalogue = Control catalogues (schedule tables, regulations, other frameworks)
help-catalogue-list = List the catalogues
help-catalogue-show = Show a catalogue's controls
help-catalogue-search = Search all catalogues
help-catalogue-check = Find every fault of files
help-catalogue-import = Import a catalogue from a file
help-catalogue-retire = Retire a catalogue (answers given to it stay)
help-catalogue-compare = Show how two catalogues differ
help-catalogue-export = Export a catalogue
help-catalogue-overlay = Lay official wording over a catalogue, from a spreadsheet
help-arg-id = A catalogue's id (its beginning will do), or a file
help-arg-grade = Only what concerns this grade (A, B, C)
help-arg-query = What to look for
help-arg-files = Files to check
help-arg-file = The file to read
help-arg-preview = Only show what would come in
help-arg-pack-version = The version's name
help-arg-sheet = The sheet to read
help-arg-column = Choose a column by hand (practice=D)
help-arg-translation = The language to use where the file brings translations
help-arg-profile = An OSCAL profile to read as a grade
help-arg-format = toml, xlsx, csv, oscal or pack
help-arg-folder = The folder to write to

shell-retired = (retired)
shell-official = Official wording:{" "}
shell-catalogue-count = { $count } controls
shell-nothing-found = Nothing was found for “{ $query }”. Try a shorter word, or another one.
shell-catalogue-well = { $id }: { $controls } controls
shell-check-well = No faults ({ $gaps } gaps).
shell-check-faults = { $count } faults (and { $gaps } gaps).
shell-imported = Imported { $controls } controls ({ $mappings } mappings).
shell-draft = { $id } “{ $title }”: { $sections } sections, { $controls } controls
shell-draft-mapping = Mapping { $from } → { $to }: { $pairs } pairs
shell-compared = same { $same }, new { $added }, gone { $removed }, renumbered { $renumbered }, re-worded { $reworded }, re-graded { $regraded }
shell-overlaid = Laid official wording over { $controls } controls.
shell-overlay-unmatched = Row { $row } belongs to no control that is known ({ $text }).

## Self-assessment

error-assessment-not-open = “{ $title }” is closed or withdrawn and cannot be changed. Open it again to go on.

change-catalogue-pin = Kept the content of “{ $title }” for an assessment
change-assessment-start = Started the self-assessment “{ $title }” for fiscal year { $fiscal_year }
change-assessment-rescope = Changed what an assessment covers
change-assessment-set_state = Changed the state of an assessment
change-assessment-answer = { $count ->
    [1] Answered { $control }
   *[other] Answered { $count } controls
}
change-assessment-assign = Changed who looks after { $count } controls
change-assessment-comment = Commented on { $control } ({ $text })
change-assessment-uncomment = Took back a comment on { $control }

command-assessment-list = The self-assessments
command-assessment-start = Start a self-assessment
command-assessment-show = See an assessment's answers
command-assessment-answer = Answer
command-assessment-assign = Say who looks after what
command-assessment-rescope = Change what it covers
command-assessment-set-state = Change its state
command-assessment-comment = Comment
command-assessment-around = History, comments and other answers of a control
command-assessment-carry-over = See the earlier answers
command-assessment-progress = See the progress
command-assessment-readiness = See what is missing

right-see-assessments = See assessments
right-lead-assessment = Start assessments and assign controls
right-answer = Answer
right-comment = Comment

gap-unanswered = unanswered
gap-no-reason = no reason given
gap-no-plan = no measure
gap-no-planned-date = no planned date
gap-no-checked-date = no date of checking
gap-no-target-date = no target date
gap-no-remark = no remark

state-assessment-open = open
state-assessment-closed = closed
state-assessment-withdrawn = withdrawn

field-reason = Reason
field-plan = Measure
field-planned-date = Planned for
field-note = Note
field-value = Answer

rate-is = The rate is what conforms ÷ (what applies − not applicable). What conforms in part, or is unanswered, does not count as conforming.

help-assess = Self-assessment
help-assess-start = Start a self-assessment
help-assess-list = List the self-assessments
help-assess-set = Answer one control (assess set F1-01 〇)
help-assess-set-many = Answer many at once: “control answer” lines on standard input
help-assess-show = Show the answers
help-assess-progress = Show progress and rate
help-assess-readiness = Show what is missing
help-assess-carry-over = Show the earlier answers, and what has changed
help-assess-assign = Say who looks after controls (nobody without --to)
help-arg-catalogues = Ids of catalogues
help-arg-carry-from = The earlier assessment (the beginning of its id, or its title)
help-arg-year = Fiscal year (this one if left out)
help-arg-assessment = The beginning of an assessment's id, or its title (the newest open one if left out)
help-arg-control = A control's id (“catalogue:control” where there are several catalogues)
help-arg-controls = Ids of controls
help-arg-value = The answer (〇 △ × －, …)
help-arg-note = Note
help-arg-reason = Why it does not apply
help-arg-plan = Measure
help-arg-date = Planned date
help-arg-checked = Date of checking
help-arg-responsible = Login of the person responsible

shell-assessment-started = Started the self-assessment ({ $id }).
shell-no-assessments = There is no self-assessment yet. Start one with “tenken assess start fuhyo-5.1”.
shell-answered = Answered { $count } controls.
shell-progress = { $catalogue }: { $answered }/{ $rows } answered, rate { $rate }% (〇{ $conforms } △{ $partly } ×{ $fails } －{ $not_applicable })
shell-ready = Nothing is missing.
shell-not-ready = { $count } things are missing.

command-assessment-standing = See the answers and progress as they stand

place-check = Check
check-none = There is no self-assessment yet
check-none-lead = Start this fiscal year's self-assessment and only the controls that concern your facility are listed. You answer one after another, seeing what is asked and what would show it. Stop at any time: the answers stay.
check-which = Which checklists will you answer?
check-start = Start the self-assessment
check-left = { $left } to go
check-done = Everything is answered
check-rate = Rate { $rate }%
check-open-only = Unanswered only
check-keys = ↑↓ to move, 1–4 to answer, u to undo, f for unanswered only
check-choose = Choose a control on the left to see what is asked.
check-nothing-left = No control is left unanswered.
check-technical = Technical measures
check-operational = Operational measures
check-clauses = Model clauses
check-proof = What would show it
check-history = History of this answer
check-past = { $time } { $who }: { $from } → { $to }
check-offer = Answered “{ $mark }” in { $where }
check-take = Use this answer
check-note = Note
check-reason = Why it does not apply
check-plan = Measure
check-planned-date = Planned for
check-not-for-you = Directors, responsible managers, trainers and staff can answer.
