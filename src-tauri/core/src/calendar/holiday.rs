//! Holidays of Japan by the rules of the law（国民の祝日に関する法律）, and the days when offices are closed.
//! For 2020 to 2050; a later change of the law is a line here.

use chrono::{Datelike, NaiveDate, Weekday};

use super::Day;

/// Years whose days were moved by a law of their own: the Olympic Games.
const MOVED: [(i32, &str, u32, u32); 6] = [
    (2020, "海の日", 7, 23),
    (2020, "スポーツの日", 7, 24),
    (2020, "山の日", 8, 10),
    (2021, "海の日", 7, 22),
    (2021, "スポーツの日", 7, 23),
    (2021, "山の日", 8, 8),
];

impl Day {
    /// What holiday it is, if it is one: also 振替休日 and 国民の休日.
    pub fn holiday(self) -> Option<&'static str> {
        let day = self.0;
        if let Some(name) = named(day) {
            return Some(name);
        }
        if is_substitute(day) {
            return Some("振替休日");
        }
        // Between two holidays: 第3条第3項.
        let beside = |other: Option<NaiveDate>| other.is_some_and(|other| named(other).is_some());
        (beside(day.pred_opt()) && beside(day.succ_opt())).then_some("国民の休日")
    }

    /// Whether an office works: no weekend, no holiday, not 12/29 to 1/3.
    pub fn is_working_day(self) -> bool {
        let turn = matches!((self.0.month(), self.0.day()), (12, 29..=31) | (1, 1..=3));
        !turn && !matches!(self.0.weekday(), Weekday::Sat | Weekday::Sun) && self.holiday().is_none()
    }
}

/// A holiday on a Sunday is made good on the next day that is none: 第3条第2項.
fn is_substitute(day: NaiveDate) -> bool {
    let mut before = day.pred_opt();
    while let Some(earlier) = before.filter(|earlier| named(*earlier).is_some()) {
        if earlier.weekday() == Weekday::Sun {
            return true;
        }
        before = earlier.pred_opt();
    }
    false
}

fn named(day: NaiveDate) -> Option<&'static str> {
    let (year, month, date) = (day.year(), day.month(), day.day());
    if let Some((_, name, _, _)) = MOVED.iter().find(|(y, _, m, d)| (*y, *m, *d) == (year, month, date)) {
        return Some(name);
    }
    let name = match (month, date) {
        (1, 1) => "元日",
        (2, 11) => "建国記念の日",
        (2, 23) => "天皇誕生日",
        (4, 29) => "昭和の日",
        (5, 3) => "憲法記念日",
        (5, 4) => "みどりの日",
        (5, 5) => "こどもの日",
        (8, 11) => "山の日",
        (11, 3) => "文化の日",
        (11, 23) => "勤労感謝の日",
        (3, date) if date == equinox(year, 20.8431) => "春分の日",
        (9, date) if date == equinox(year, 23.2488) => "秋分の日",
        (1, 8..=14) if day.weekday() == Weekday::Mon => "成人の日",
        (7, 15..=21) if day.weekday() == Weekday::Mon => "海の日",
        (9, 15..=21) if day.weekday() == Weekday::Mon => "敬老の日",
        (10, 8..=14) if day.weekday() == Weekday::Mon => "スポーツの日",
        _ => return None,
    };
    // In those years it is on its other day.
    let moved = MOVED.iter().any(|(y, other, _, _)| *y == year && *other == name);
    (!moved).then_some(name)
}

/// The day of an equinox in Japan, as reckoned from 1980 to 2099.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // 19 to 24
fn equinox(year: i32, of_1980: f64) -> u32 {
    let since = year - 1980;
    let leap = f64::from(since.div_euclid(4));
    (of_1980 + 0.242_194 * f64::from(since) - leap).floor() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(year: i32) -> Vec<(String, &'static str)> {
        let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        first
            .iter_days()
            .take_while(|day| day.year() == year)
            .filter_map(|day| Day(day).holiday().map(|name| (day.format("%m-%d").to_string(), name)))
            .collect()
    }

    /// As the Cabinet Office announced them.
    #[test]
    fn whole_years_are_as_announced() {
        let dates = |year| of(year).into_iter().map(|(day, _)| day).collect::<Vec<_>>().join(" ");
        assert_eq!(
            dates(2020),
            "01-01 01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 07-23 07-24 08-10 09-21 09-22 11-03 11-23"
        );
        assert_eq!(
            dates(2021),
            "01-01 01-11 02-11 02-23 03-20 04-29 05-03 05-04 05-05 07-22 07-23 08-08 08-09 09-20 09-23 11-03 11-23"
        );
        assert_eq!(
            dates(2024),
            "01-01 01-08 02-11 02-12 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-15 08-11 08-12 09-16 09-22 09-23 10-14 11-03 11-04 11-23"
        );
        assert_eq!(
            dates(2026),
            "01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23"
        );
    }

    #[test]
    fn a_day_between_two_holidays_is_one_too() {
        let holiday = |day: &str| day.parse::<Day>().unwrap().holiday();
        assert_eq!(holiday("2026-09-22"), Some("国民の休日"));
        assert_eq!(holiday("2032-09-21"), Some("国民の休日"));
        assert_eq!(holiday("2026-05-06"), Some("振替休日"), "the third day after a Sunday's holiday");
        assert_eq!(holiday("2026-11-20"), None);
    }

    #[test]
    fn offices_close_at_the_turn_of_the_year() {
        let works = |day: &str| day.parse::<Day>().unwrap().is_working_day();
        assert!(works("2026-12-28") && works("2027-01-04"));
        assert!(!works("2026-12-29") && !works("2026-12-31") && !works("2027-01-01") && !works("2027-01-03"));
        assert!(works("2026-11-20") && !works("2026-11-21") && !works("2026-11-23"));
    }

    #[test]
    fn every_year_to_2050_has_its_sixteen_names() {
        for year in 2020..=2050 {
            let found = of(year);
            for name in
                ["元日", "成人の日", "春分の日", "海の日", "山の日", "敬老の日", "秋分の日", "スポーツの日"]
            {
                assert_eq!(found.iter().filter(|(_, n)| *n == name).count(), 1, "{year} {name}");
            }
            assert!((16..=22).contains(&found.len()), "{year}: {}", found.len());
        }
    }
}
