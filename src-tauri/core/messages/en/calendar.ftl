# Calendar

place-calendar = Calendar
calendar-month = Month
calendar-year = Year
calendar-view = View
calendar-month-before = Previous month
calendar-month-after = Next month
calendar-today = Today
calendar-kinds = Kinds
calendar-who = Given to
calendar-everybody = Everybody
calendar-print-year = Print the year
calendar-kind-training = Training
calendar-kind-audit = Audits
calendar-kind-finding = Corrections
calendar-kind-register = Registers
calendar-kind-proof = Evidence
calendar-kind-planned = Planned measures
calendar-agenda = This month
calendar-nothing = Nothing has a day in this month.
calendar-nothing-shown = Nothing of the chosen kinds and person has a day in this month.
calendar-nothing-short = Nothing
calendar-day-of-month = { $day }
calendar-export = Export as .ics
calendar-file = Calendar { $year }
calendar-exported = Wrote { $count } days of { $year } to { $path }.

due-audit = Audit: { $title }
due-audit-report = Audit report due: { $title }
due-audit-wanted = Plan the audit: { $title }
due-finding-mend = Correction due: { $title }
due-finding-look = Look at the correction: { $title }
due-finding-effect = Check the effect: { $title }
