//! The one clock. Instants are UTC to the millisecond; a day is a day in Japan, whatever the computer's zone.

use std::fmt;
use std::str::FromStr;
use std::sync::Mutex;

use chrono::{DateTime, Datelike, Duration, FixedOffset, NaiveDate, SubsecRound, TimeZone, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Error, Result};

/// An instant, written `2026-11-20T13:05:00.123Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct Stamp(DateTime<Utc>);

/// A calendar day in Japan, written `2026-11-20`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "string")]
pub struct Day(pub NaiveDate);

impl Stamp {
    pub fn new(at: DateTime<Utc>) -> Self {
        Self(at.trunc_subsecs(3))
    }

    pub fn day(self) -> Day {
        Day(self.0.with_timezone(&japan()).date_naive())
    }

    pub fn seconds_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).num_seconds()
    }

    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.checked_add_signed(Duration::seconds(seconds)).unwrap_or(self.0))
    }

    /// `20261120-220500`, in Japan's time: for names of files.
    pub fn compact(self) -> String {
        self.0.with_timezone(&japan()).format("%Y%m%d-%H%M%S").to_string()
    }

    pub fn utc(self) -> DateTime<Utc> {
        self.0
    }
}

impl Day {
    /// 年度: from April to March.
    pub fn fiscal_year(self) -> i32 {
        self.0.year() - i32::from(self.0.month() < 4)
    }

    /// The first instant of the next day: everything before it belongs to this day or an earlier one.
    pub fn end(self) -> Option<Stamp> {
        let next = self.0.succ_opt()?.and_hms_opt(0, 0, 0)?;
        japan().from_local_datetime(&next).single().map(|at| Stamp(at.with_timezone(&Utc)))
    }
}

fn japan() -> FixedOffset {
    FixedOffset::east_opt(9 * 3600).unwrap_or_else(|| chrono::Offset::fix(&Utc))
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%dT%H:%M:%S%.3fZ"))
    }
}

impl From<Stamp> for String {
    fn from(stamp: Stamp) -> Self {
        stamp.to_string()
    }
}

impl TryFrom<String> for Stamp {
    type Error = Error;
    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl FromStr for Stamp {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        DateTime::parse_from_rfc3339(text)
            .map(|at| Self::new(at.with_timezone(&Utc)))
            .map_err(|e| Error::Invalid { field: "time".into(), detail: e.to_string() })
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Day {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        text.parse()
            .map(Self)
            .map_err(|e: chrono::ParseError| Error::Invalid { field: "date".into(), detail: e.to_string() })
    }
}

pub trait Clock: Send + Sync {
    fn now(&self) -> Stamp;
}

#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Stamp {
        Stamp::new(Utc::now())
    }
}

/// A clock that stands still until told: for tests, samples and demonstrations.
#[derive(Debug)]
pub struct ManualClock(Mutex<Stamp>);

impl ManualClock {
    pub fn at(text: &str) -> Result<Self> {
        Ok(Self(Mutex::new(text.parse()?)))
    }

    pub fn set(&self, to: Stamp) {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = to;
    }

    pub fn advance(&self, seconds: i64) {
        self.set(self.now().plus_seconds(seconds));
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Stamp {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_day_in_japan() {
        let late: Stamp = "2026-11-20T15:30:00.000Z".parse().unwrap();
        assert_eq!(late.day().to_string(), "2026-11-21");
        assert_eq!(late.day().end().unwrap().to_string(), "2026-11-21T15:00:00.000Z");
        assert_eq!(late.compact(), "20261121-003000");
    }

    #[test]
    fn stamps_survive_writing() {
        let at = SystemClock.now();
        assert_eq!(at.to_string().parse::<Stamp>().unwrap(), at);
    }
}
