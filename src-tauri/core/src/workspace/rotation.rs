//! Which automatic backups stay: the newest of each of the last 7 days, 4 weeks and 12 months that have one.

use std::collections::BTreeSet;

use chrono::Datelike;

use crate::calendar::Day;

/// `days` newest first, one element a backup; answers the places of those that may go.
pub fn superfluous(days: &[Day]) -> Vec<usize> {
    let mut keep = BTreeSet::new();
    keep_newest_of(days, 7, &mut keep, |d| d.0.num_days_from_ce());
    keep_newest_of(days, 4, &mut keep, |d| {
        let week = d.0.iso_week();
        week.year() * 100 + i32::try_from(week.week()).unwrap_or(0)
    });
    keep_newest_of(days, 12, &mut keep, |d| d.0.year() * 12 + i32::try_from(d.0.month0()).unwrap_or(0));
    (0..days.len()).filter(|i| !keep.contains(i)).collect()
}

fn keep_newest_of(days: &[Day], count: usize, keep: &mut BTreeSet<usize>, period: impl Fn(&Day) -> i32) {
    let mut seen = BTreeSet::new();
    for (place, day) in days.iter().enumerate() {
        if seen.len() == count {
            break;
        }
        if seen.insert(period(day)) {
            keep.insert(place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_of_daily_backups_keeps_days_weeks_and_months() {
        let last: Day = "2026-11-20".parse().unwrap();
        let days: Vec<Day> = (0..500).map(|back| Day(last.0 - chrono::Duration::days(back))).collect();
        let gone = superfluous(&days);
        let kept: Vec<&Day> =
            days.iter().enumerate().filter(|(i, _)| !gone.contains(i)).map(|(_, d)| d).collect();
        assert_eq!(kept[..7], days[..7].iter().collect::<Vec<_>>()[..]);
        // 7 days reach into 2 weeks; 2 more weeks; 11 more months.
        assert_eq!(kept.len(), 7 + 2 + 11);
        assert_eq!(kept.last().unwrap().to_string(), "2025-12-31");
    }

    #[test]
    fn rare_backups_are_all_kept_and_two_of_a_day_are_not() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        assert!(superfluous(&[day("2026-11-20"), day("2024-01-01"), day("2020-05-05")]).is_empty());
        assert_eq!(superfluous(&[day("2026-11-20"), day("2026-11-20")]), [1]);
        assert!(superfluous(&[]).is_empty());
    }
}
