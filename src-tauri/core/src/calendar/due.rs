//! How near a day is, as people speak of it.

use chrono::{Datelike, Duration};
use serde::Serialize;
use strum::{IntoStaticStr, VariantNames};
use ts_rs::TS;

use super::Day;

/// Its word is `when-<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS, IntoStaticStr, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum When {
    Late,
    /// Until this week's Sunday.
    ThisWeek,
    /// Until the month's last day.
    ThisMonth,
    Later,
}

impl When {
    pub fn of(today: Day, day: Day) -> Self {
        let sunday = today.0 + Duration::days(6 - i64::from(today.0.weekday().num_days_from_monday()));
        if day < today {
            Self::Late
        } else if day.0 <= sunday {
            Self::ThisWeek
        } else if (day.0.year(), day.0.month()) == (today.0.year(), today.0.month()) {
            Self::ThisMonth
        } else {
            Self::Later
        }
    }
}

impl Day {
    /// So many days from here.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0.checked_add_signed(Duration::days(days)).unwrap_or(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_ends_on_sunday_and_a_month_on_its_last_day() {
        // A Friday.
        let today: Day = "2026-11-20".parse().unwrap();
        let when = |day: &str| When::of(today, day.parse().unwrap());
        assert_eq!(when("2026-11-19"), When::Late);
        assert_eq!(when("2026-11-20"), When::ThisWeek);
        assert_eq!(when("2026-11-22"), When::ThisWeek);
        assert_eq!(when("2026-11-23"), When::ThisMonth);
        assert_eq!(when("2026-11-30"), When::ThisMonth);
        assert_eq!(when("2026-12-01"), When::Later);
        assert_eq!(when("2027-11-30"), When::Later);
    }
}
