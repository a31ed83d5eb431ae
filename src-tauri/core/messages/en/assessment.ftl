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
check-keys = ↑↓ j k move · 1–4 answer · n note · e evidence · f unanswered · x pick · u undo · Ctrl K search
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

check-search = Search controls
check-other = Assessment
check-new = Start a new assessment
check-close = Close the answers
check-reopen = Reopen
check-is-closed = This assessment is closed and can only be read.
check-scope = Which controls apply
check-scope-lead = “No” leaves out what does not concern you. Answers already given are kept.
check-scope-save = Apply
check-questions = About the clinic
check-questions-lead = These leave out what does not concern you. What you do not know may stay “Later”; nothing is left out then.
check-yes = Yes
check-no = No
check-later = Later
check-carry = Earlier assessment
check-carry-none = Do not go on from one
check-none-yet = Once the director or the manager has started one, its controls are listed here.
check-which-all = All controls
check-which-open = Not answered
check-which-mine = Assigned to me
check-which-bare = Conforming without proof
check-which-partly = Partly
check-which-fails = Not conforming
check-which-conforms = Conforming
check-which-not-applicable = Not applicable
check-nothing-found = No such control.
check-picked = picked
check-picked-count = { $count } controls picked
check-unpick = Unpick
check-proofs = { $count } proofs
check-nobody = (nobody)
check-assign = Assigned to
check-responsible = Responsible
check-clash = { $who } changed { $control } at { $time } while you were looking at it. Choose which answer shall stand; nothing was overwritten yet.
check-theirs = { $who }'s answer (as it stands)
check-yours = Your answer
check-keep-theirs = Keep what stands
check-take-yours = Change to mine
check-earlier = Last time
check-has-changed = The control has changed since then.
check-same-again = Same as last time
check-attach-existing = From the evidence
check-attach = Attach
check-attach-again = Attach again
check-proof-earlier = Proof of last time
check-drop-here = Drop or paste a file here to make it a proof.
check-no-proof = No proof yet.
check-comments = Conversation
check-comment = Write a word
check-comment-send = Send
check-look-back = Look at a past day
check-look-back-day = Day
check-as-of = This is how it stood at the end of { $day }. Close this to come back to now.
field-checked-date = Checked on
state-open = open
state-closed = closed
state-withdrawn = withdrawn
