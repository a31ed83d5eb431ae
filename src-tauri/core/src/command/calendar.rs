//! Commands around the calendar: everything with a day from one list, and as a file for other calendars.

use std::path::PathBuf;

use chrono::Datelike;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use ts_rs::TS;

use super::Call;
use super::dates::{dates, uid};
use super::home::{AuditDay, Due, SubmissionDay, What};
use crate::calendar::{Date, Day, ics, read_time};
use crate::workspace::write_atomically;
use crate::{Error, Result, facility};

#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "CalendarDays")]
pub struct Range {
    pub(super) from: Day,
    pub(super) to: Day,
}

/// Two years at once are enough for anybody, and no mistyped year makes a million.
const MOST_DAYS: i64 = 800;

/// Everything with a day in these days, the earliest first.
pub fn list(call: &mut Call<'_>, range: Range) -> Result<Vec<Due>> {
    let days = (range.to.0 - range.from.0).num_days();
    if !(0..=MOST_DAYS).contains(&days) {
        return Err(Error::Invalid { field: "to".into(), detail: range.to.to_string() });
    }
    let all = dates(call, range.to, true)?;
    Ok(all.into_iter().filter(|one| (range.from..=range.to).contains(&one.day)).collect())
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct IcsRequest {
    pub(super) days: Range,
    /// `.ics`
    pub(super) path: PathBuf,
}

#[derive(Debug, Serialize, TS)]
pub struct IcsWritten {
    path: String,
    dates: usize,
}

pub fn export(call: &mut Call<'_>, request: IcsRequest) -> Result<IcsWritten> {
    let dates: Vec<Date> = list(call, request.days)?.into_iter().map(date).collect();
    let name = facility::show(call.session()?.db())?.profile.name;
    let text = ics(&name, &dates, call.desk.clock.now());
    write_atomically(&request.path, text.as_bytes())?;
    Ok(IcsWritten { path: crate::error::display(&request.path), dates: dates.len() })
}

fn date(due: Due) -> Date {
    let (from, to, place) = match &due.what {
        What::Training { from, to, place, .. } | What::Audit { from, to, place, .. } => {
            (read_time(from), read_time(to), place.clone())
        }
        _ => (None, None, String::new()),
    };
    Date { uid: uid(&due), day: due.day, from, to, title: due.title, place, note: String::new() }
}

/// A 年度 as the paper lists it: a month is named once.
pub(super) fn of_year(call: &mut Call<'_>, fiscal_year: i32) -> Result<Value> {
    let bad = || Error::Invalid { field: "fiscal_year".into(), detail: fiscal_year.to_string() };
    let (from, to) = Day::of_fiscal_year(fiscal_year).ok_or_else(bad)?;
    let mut month = 0;
    let mut line = |due: Due| {
        let new = due.day.0.month() != month;
        month = due.day.0.month();
        let (kind, who) = match due.what {
            What::Planned { .. } => ("改善の予定", String::new()),
            What::Proof { .. } => ("証拠の期限", String::new()),
            What::Training { place, .. } => ("研修", place),
            What::Audit { about: AuditDay::ReportDue, .. } => ("監査の報告", String::new()),
            What::Audit { place, .. } => ("監査", place),
            What::AuditWanted { .. } => ("監査（計画前）", String::new()),
            What::Register { given_to, .. } => ("台帳", given_to),
            What::Finding { given_to, .. } => ("是正の期限", given_to),
            What::Submission { about: SubmissionDay::HandIn, .. } => ("提出の期限", String::new()),
            What::Submission { about: SubmissionDay::Sign, .. } => ("提出の署名", String::new()),
            What::Submission { .. } => ("出し直しの期限", String::new()),
            What::Recommended { .. } => ("勧告の期限", String::new()),
        };
        json!({
            "month": if new { format!("{month}月") } else { String::new() },
            "day": format!("{}日（{}）", due.day.0.day(), due.day.weekday()), "kind": kind, "title": due.title, "who": who,
        })
    };
    let dates: Vec<Value> = list(call, Range { from, to })?.into_iter().map(&mut line).collect();
    Ok(json!({ "fiscal_year": fiscal_year, "dates": dates }))
}
