//! What comes back: "毎年2回", from a day on, in even steps, on working days where that is wanted.

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Day;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Recurrence {
    /// The first one; the others have its day of the month, or the month's last.
    pub from: Day,
    /// So many times in `years`.
    pub times: u32,
    #[serde(default = "one")]
    #[ts(as = "Option<_>")]
    pub years: u32,
    /// Not on a Saturday, Sunday or holiday: the next working day of the month, or the last one before.
    #[serde(default)]
    #[ts(as = "Option<_>")]
    pub working_days: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
}

const fn one() -> u32 {
    1
}

impl Recurrence {
    /// No oftener than monthly, no rarer than every ten years.
    pub const fn is_sound(&self) -> bool {
        1 <= self.years && self.years <= 10 && 1 <= self.times && self.times <= self.years * 12
    }

    /// Every one of these days, the earliest first.
    pub fn between(&self, from: Day, to: Day) -> Vec<Day> {
        if !self.is_sound() {
            return Vec::new();
        }
        let end = self.until.map_or(to, |until| until.min(to));
        // A day that is moved stays in its month: whoever is a month late by plan cannot be early.
        let steps = (0_u32..).map(|at| at * 12 * self.years / self.times);
        let planned = steps.map_while(|months| self.from.0.checked_add_months(Months::new(months)).map(Day));
        planned
            .take_while(|day| (day.0.year(), day.0.month()) <= (end.0.year(), end.0.month()))
            .map(|day| if self.working_days { day.nearest_working_day() } else { day })
            .filter(|day| (from..=end).contains(day))
            .collect()
    }
}

impl Day {
    /// Itself, the next working day of its month, or the last one before.
    fn nearest_working_day(self) -> Self {
        let month = self.0.month();
        let within = |days: i64| Some(self.plus_days(days)).filter(|day| day.0.month() == month);
        let later = (0..).map_while(within).find(|day| day.is_working_day());
        let earlier = || (1..).map_while(|days: i64| within(-days)).find(|day| day.is_working_day());
        later.or_else(earlier).unwrap_or(self)
    }

    /// The fiscal year's first and last day.
    pub fn of_fiscal_year(fiscal_year: i32) -> Option<(Self, Self)> {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).map(Day);
        Some((day(fiscal_year, 4, 1)?, day(fiscal_year.checked_add(1)?, 3, 31)?))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn days(text: &[&str]) -> Vec<Day> {
        text.iter().map(|day| day.parse().unwrap()).collect()
    }

    fn named(from: &str, times: u32, years: u32) -> Recurrence {
        Recurrence { from: from.parse().unwrap(), times, years, working_days: false, until: None }
    }

    #[test]
    fn twice_a_year_and_every_other_year() {
        let of = |one: Recurrence| one.between("2026-04-01".parse().unwrap(), "2028-03-31".parse().unwrap());
        assert_eq!(
            of(named("2026-05-31", 2, 1)),
            days(&["2026-05-31", "2026-11-30", "2027-05-31", "2027-11-30"])
        );
        assert_eq!(of(named("2025-04-20", 1, 2)), days(&["2027-04-20"]));
        // The 29th and 30th of April 2027 are a holiday and a Friday.
        let working = Recurrence { working_days: true, ..named("2026-04-29", 1, 1) };
        assert_eq!(of(working), days(&["2026-04-30", "2027-04-30"]));
        // No working day of the month comes after it: the last one before.
        let end = Recurrence { working_days: true, ..named("2026-05-31", 1, 1) };
        assert_eq!(of(end), days(&["2026-05-29", "2027-05-31"]));
        assert_eq!(of(named("2026-05-31", 13, 1)), []);
    }

    proptest! {
        /// Every day of twelve years is asked by itself whether it is one.
        #[test]
        fn as_a_calendar_that_is_gone_through_day_by_day(
            start in 0_i64..1_500, times in 1_u32..=12, years in 1_u32..=3, working_days: bool,
            until in proptest::option::of(0_i64..4_000), skip in 0_i64..1_000,
        ) {
            let base: Day = "2024-01-01".parse().unwrap();
            let from = base.plus_days(start);
            let until = until.map(|days| base.plus_days(days));
            let one = Recurrence { from, times: times * years.min(times), years, working_days, until };
            prop_assume!(one.is_sound());
            let (first, last) = (base.plus_days(skip), base.plus_days(12 * 365));
            let wanted_month = |day: Day| {
                let months = i64::from(day.0.year() - from.0.year()) * 12 + i64::from(day.0.month()) - i64::from(from.0.month());
                (0..2_000_i64).any(|at| at * 12 * i64::from(years) / i64::from(one.times) == months)
            };
            let last_of = |day: Day| day.plus_days(1).0.month() != day.0.month();
            let planned = |day: Day| day >= from && wanted_month(day)
                && (day.0.day() == from.0.day() || (last_of(day) && day.0.day() < from.0.day()));
            let mut found = Vec::new();
            let mut day = from;
            while day <= last.plus_days(40) {
                if planned(day) {
                    let mut moved = day;
                    while working_days && !moved.is_working_day() && moved.0.month() == day.0.month() {
                        moved = moved.plus_days(1);
                    }
                    if moved.0.month() != day.0.month() {
                        moved = day;
                        while !moved.is_working_day() {
                            moved = moved.plus_days(-1);
                        }
                    }
                    if moved >= first && moved <= last && until.is_none_or(|until| moved <= until) {
                        found.push(moved);
                    }
                }
                day = day.plus_days(1);
            }
            prop_assert_eq!(one.between(first, last), found);
        }
    }
}
