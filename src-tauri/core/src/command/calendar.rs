//! Commands around the calendar: everything with a day from one list, and as a file for other calendars.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Call;
use super::dates::{dates, uid};
use super::home::{Due, What};
use crate::calendar::{Date, Day, ics, read_time};
use crate::workspace::write_atomically;
use crate::{Error, Result, facility};

#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "CalendarDays")]
pub struct Range {
    from: Day,
    to: Day,
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
    days: Range,
    /// `.ics`
    path: PathBuf,
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
