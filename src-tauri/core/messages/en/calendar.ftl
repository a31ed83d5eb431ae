# Calendar

place-calendar = Calendar
calendar-month = Month
calendar-year = Year
calendar-view = View
calendar-month-before = Previous month
calendar-month-after = Next month
calendar-today = Today
calendar-kinds = Kinds
calendar-kind-training = Training
calendar-kind-register = Registers
calendar-kind-proof = Evidence
calendar-kind-planned = Planned measures
calendar-agenda = This month
calendar-nothing = Nothing has a day in this month.
calendar-nothing-shown = None of the chosen kinds has a day in this month.
calendar-nothing-short = Nothing
calendar-day-of-month = { $day }
calendar-export = Export as .ics
calendar-file = Calendar { $year }
calendar-exported = Wrote { $count } days of { $year } to { $path }.
