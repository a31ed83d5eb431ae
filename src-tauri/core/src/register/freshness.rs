//! How well a register keeps up with its cycles, and what is due: counted from the records, never ticked off by hand.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::definition::{Cycle, Every, Register};
use super::expression::Expressions;
use super::model::{Due, Freshness, Record};
use crate::calendar::{Day, When};

/// The spans that are looked back on, the oldest first; the last one holds today.
pub fn spans(every: Every, today: Day) -> Vec<(Day, Day)> {
    let many = match every {
        Every::Day => 30,
        Every::Workday => 20,
        Every::Week | Every::Month => 12,
        Every::Quarter | Every::HalfYear => 4,
        Every::Year | Every::FiscalYear => 3,
    };
    let mut spans = Vec::new();
    let mut start = begin(every, today);
    while spans.len() < many {
        let next = after(every, start);
        spans.push((start, next.plus_days(-1)));
        let Some(before) = start.0.pred_opt() else { break };
        start = begin(every, Day(before));
        // A workday's span before a holiday is the workday before it.
        if every == Every::Workday {
            while !start.is_working_day() {
                start = start.plus_days(-1);
            }
        }
    }
    spans.reverse();
    spans
}

/// The first day of the span that a day is in.
fn begin(every: Every, day: Day) -> Day {
    let date = day.0;
    let first = |month: u32| NaiveDate::from_ymd_opt(date.year(), month, 1).map_or(day, Day);
    match every {
        Every::Day => day,
        Every::Workday => {
            let mut day = day;
            while !day.is_working_day() {
                day = day.plus_days(-1);
            }
            day
        }
        Every::Week => Day(date - Days::new(u64::from(date.weekday().num_days_from_monday()))),
        Every::Month => first(date.month()),
        Every::Quarter => first((date.month0() / 3) * 3 + 1),
        // Half-years of a 年度: from April and from October.
        Every::HalfYear => match date.month() {
            4..=9 => first(4),
            10..=12 => first(10),
            _ => NaiveDate::from_ymd_opt(date.year() - 1, 10, 1).map_or(day, Day),
        },
        Every::Year => first(1),
        Every::FiscalYear => NaiveDate::from_ymd_opt(day.fiscal_year(), 4, 1).map_or(day, Day),
    }
}

/// The first day of the span after the one that begins here.
fn after(every: Every, start: Day) -> Day {
    let months = |n| start.0.checked_add_months(Months::new(n)).map_or(start.plus_days(1), Day);
    match every {
        Every::Day => start.plus_days(1),
        Every::Workday => {
            let mut next = start.plus_days(1);
            while !next.is_working_day() {
                next = next.plus_days(1);
            }
            next
        }
        Every::Week => start.plus_days(7),
        Every::Month => months(1),
        Every::Quarter => months(3),
        Every::HalfYear => months(6),
        Every::Year | Every::FiscalYear => months(12),
    }
}

/// The days on which a cycle was kept: the first one ever, the last one, and those of the spans looked back on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    pub first: Option<Day>,
    pub last: Option<Day>,
    pub days: BTreeSet<Day>,
}

impl Kept {
    /// Where all days are known.
    pub fn of(days: BTreeSet<Day>) -> Self {
        Self { first: days.first().copied(), last: days.last().copied(), days }
    }

    fn has(&self, span: (Day, Day)) -> bool {
        self.days.range(span.0..=span.1).next().is_some()
    }

    /// How many of the past spans have a record. Spans before the first record do not count: nobody kept it then.
    pub fn freshness(&self, every: Option<Every>, today: Day) -> Freshness {
        let last = self.last.map(|day| day.min(today));
        let (Some(every), Some(first)) = (every, self.first.filter(|day| *day <= today)) else {
            return Freshness { last, kept: 0, asked: 0, fresh: every.is_none() && last.is_some() };
        };
        let spans = spans(every, today);
        let (mut kept, mut asked) = (0, 0);
        for (i, span) in spans.iter().enumerate() {
            let now = i + 1 == spans.len();
            if span.1 < first || (now && !self.has(*span)) {
                continue;
            }
            asked += 1;
            kept += u32::from(self.has(*span));
        }
        let fresh = spans.iter().rev().take(2).any(|span| self.has(*span));
        Freshness { last, kept, asked, fresh }
    }

    /// The ends of the spans that want a record: the one that runs now, where it has nothing yet, or the one before it,
    /// where that was missed; and, looking ahead, those to come. A register that nobody has begun to keep asks for
    /// nothing.
    pub fn due(&self, register: &Register, cycle: &Cycle, asked: Asked) -> Vec<Due> {
        let (Some(every), Some(first)) = (cycle.every.filter(|_| !cycle.off), self.first) else {
            return Vec::new();
        };
        let spans = spans(every, asked.today);
        let lately = spans.iter().skip(spans.len().saturating_sub(2));
        let now = lately.map(|span| (span.1, self.has(*span))).find(|(end, has)| *end >= first && !has);
        let now = now.map(|(end, _)| end);
        let notice = cycle.notice_days.max(notice(every));
        let now = now.filter(|day| *day < asked.today || asked.means(*day, notice));
        let ahead =
            spans.last().filter(|_| asked.until.is_some() && every >= Every::Month).map(|span| span.1);
        let ends = std::iter::successors(ahead, |end| Some(after(every, end.plus_days(1)).plus_days(-1)));
        let to_come = ends.skip(1).take_while(|day| asked.means(*day, 0));
        let due = |day: Day| Due {
            register: register.id.clone(),
            cycle: cycle.id.clone(),
            record: None,
            title: cycle.name.clone(),
            title_en: cycle.name_en.clone(),
            given_to: cycle.given_to.clone(),
            day,
            when: When::of(asked.today, day),
        };
        now.into_iter().chain(to_come).map(due).collect()
    }
}

/// How far days are looked for: until one of them, or as long before each as its notice says.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    pub today: Day,
    pub until: Option<Day>,
}

impl Asked {
    fn means(self, day: Day, notice: i64) -> bool {
        day <= self.until.unwrap_or_else(|| self.today.plus_days(notice))
    }
}

/// How long before a span's end its record is asked for, where the definition does not say.
fn notice(every: Every) -> i64 {
    match every {
        Every::Day | Every::Workday => 0,
        Every::Week => 3,
        Every::Month => 10,
        Every::Quarter | Every::HalfYear => 30,
        Every::Year | Every::FiscalYear => 60,
    }
}

/// What is to be done with a record itself, by a day that follows from it.
pub fn by_day(
    register: &Register,
    cycle: &Cycle,
    expressions: &Expressions,
    record: &Record,
    asked: Asked,
) -> Option<Due> {
    let text = |id: &str| record.fields.get(id).and_then(serde_json::Value::as_str).unwrap_or_default();
    let state = record.state.as_deref().unwrap_or_default();
    let over = register.states.iter().any(|one| one.id == state && (one.done || one.dropped));
    let settled = match &cycle.until {
        Some(until) => !text(until).is_empty(),
        None => over,
    };
    let dropped = register.states.iter().any(|one| one.id == state && one.dropped);
    if cycle.off || record.struck || settled || dropped || !expressions.meant(cycle, &record.fields, state) {
        return None;
    }
    // Of a period its end; of a time its day.
    let from = text(cycle.after.as_deref()?);
    let from = from.split_once('/').map_or(from, |(_, to)| to);
    let day = from.get(..10)?.parse::<Day>().ok()?.plus_days(cycle.days?);
    asked.means(day, cycle.notice_days).then(|| Due {
        register: register.id.clone(),
        cycle: cycle.id.clone(),
        record: Some(record.id),
        title: format!("{}：{}", cycle.name, record.title),
        title_en: format!("{}: {}", cycle.name_en, record.title),
        given_to: cycle.given_to.clone(),
        day,
        when: When::of(asked.today, day),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn spans_lie_end_to_end_and_the_last_holds_today() {
        for every in [
            Every::Day,
            Every::Workday,
            Every::Week,
            Every::Month,
            Every::Quarter,
            Every::HalfYear,
            Every::Year,
            Every::FiscalYear,
        ] {
            for today in ["2026-11-21", "2026-01-01", "2024-02-29", "2026-03-31", "2026-05-04"] {
                let spans = spans(every, day(today));
                let last = spans.last().unwrap();
                assert!(last.0 <= day(today) && day(today) <= last.1, "{every:?} {today} {last:?}");
                for pair in spans.windows(2) {
                    assert_eq!(pair[0].1.plus_days(1), pair[1].0, "{every:?} {today}");
                }
            }
        }
        assert_eq!(
            spans(Every::HalfYear, day("2026-02-01")).last(),
            Some(&(day("2025-10-01"), day("2026-03-31")))
        );
        assert_eq!(
            spans(Every::FiscalYear, day("2026-03-31")).last(),
            Some(&(day("2025-04-01"), day("2026-03-31")))
        );
    }
}
