//! Days for other calendars: one .ics file that phones and groupware read.

use chrono::{Duration, FixedOffset, NaiveTime, TimeZone, Utc};
use icalendar::{Calendar, Component, Event, EventLike};

use super::{Day, Stamp};

/// Something with a day, perhaps with a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Date {
    /// The same thing has the same one for ever: a calendar that is read again changes, it does not double.
    pub uid: String,
    pub day: Day,
    pub from: Option<NaiveTime>,
    pub to: Option<NaiveTime>,
    pub title: String,
    pub place: String,
    pub note: String,
}

/// The whole file. `made` stands in every event as the moment it was written.
pub fn ics(name: &str, dates: &[Date], made: Stamp) -> String {
    let mut calendar = Calendar::new();
    calendar.name(name);
    for date in dates {
        calendar.push(event(date, made));
    }
    calendar.done().to_string()
}

fn event(date: &Date, made: Stamp) -> Event {
    let mut event = Event::with_uid(&date.uid);
    event.timestamp(made.utc()).summary(&date.title);
    if !date.place.is_empty() {
        event.location(&date.place);
    }
    if !date.note.is_empty() {
        event.description(&date.note);
    }
    // Japan knows no summer time: its hours are the same distance from UTC all year.
    let utc = |time: NaiveTime| {
        let zone = FixedOffset::east_opt(9 * 3600)?;
        zone.from_local_datetime(&date.day.0.and_time(time)).single().map(|at| at.with_timezone(&Utc))
    };
    match date.from.and_then(utc) {
        Some(from) => {
            event.starts(from);
            event.ends(date.to.and_then(utc).unwrap_or(from + Duration::hours(1)));
        }
        None => {
            event.all_day(date.day.0);
        }
    }
    event.done()
}
