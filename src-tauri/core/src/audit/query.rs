//! Questions about audits: which there are, what they look at, what was judged.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::model::{Audit, Item, Judgement, Line, Series, State};
use crate::calendar::Day;
use crate::{Error, Result};

fn damaged(detail: impl ToString) -> Error {
    Error::Damaged { path: "audit".into(), detail: detail.to_string() }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(damaged)
}

fn id(text: &str) -> Result<Uuid> {
    Uuid::parse_str(text).map_err(damaged)
}

const AUDIT: &str = "SELECT id, plan, conclusion, state, revision FROM audit";

type Raw = (String, String, String, String, i64);

fn raw(r: &Row<'_>) -> rusqlite::Result<Raw> {
    Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?))
}

fn audit((key, plan, conclusion, state, revision): Raw) -> Result<Audit> {
    Ok(Audit {
        id: id(&key)?,
        plan: read(&plan)?,
        conclusion: read(&conclusion)?,
        state: state.parse().map_err(|_| damaged(&state))?,
        revision,
    })
}

/// Every audit, the latest first.
pub fn all(db: &Connection) -> Result<Vec<Audit>> {
    let rows: Vec<Raw> = db
        .prepare_cached(&format!("{AUDIT} ORDER BY day DESC, id DESC"))
        .and_then(|mut s| s.query_map([], raw)?.collect())
        .map_err(Error::db("reading the audits"))?;
    rows.into_iter().map(audit).collect()
}

/// Those that begin in these days, the earliest first.
pub fn of_days(db: &Connection, from: Day, to: Day) -> Result<Vec<Audit>> {
    let rows: Vec<Raw> = db
        .prepare_cached(&format!("{AUDIT} WHERE day BETWEEN ?1 AND ?2 ORDER BY day, id"))
        .and_then(|mut s| s.query_map([from.to_string(), to.to_string()], raw)?.collect())
        .map_err(Error::db("reading the audits"))?;
    rows.into_iter().map(audit).collect()
}

pub fn find(db: &Connection, wanted: Uuid) -> Result<Option<Audit>> {
    db.prepare_cached(&format!("{AUDIT} WHERE id = ?1"))
        .and_then(|mut s| s.query_row([wanted.to_string()], raw).optional())
        .map_err(Error::db("reading an audit"))?
        .map(audit)
        .transpose()
}

pub fn require(db: &Connection, wanted: Uuid) -> Result<Audit> {
    find(db, wanted)?.ok_or_else(|| Error::NoSuchThing { thing: format!("audit:{wanted}") })
}

fn texts(db: &Connection, sql: &str, values: impl rusqlite::Params) -> Result<Vec<String>> {
    db.prepare_cached(sql)
        .and_then(|mut s| s.query_map(values, |r| r.get(0))?.collect())
        .map_err(Error::db("reading an audit"))
}

/// What it looks at, in its order.
pub fn lines(db: &Connection, audit: Uuid) -> Result<Vec<Line>> {
    let all =
        texts(db, "SELECT line FROM audit_line WHERE audit = ?1 ORDER BY position", [audit.to_string()])?;
    all.iter().map(|text| read(text)).collect()
}

pub(super) fn line(db: &Connection, audit: Uuid, item: &Item) -> Result<Option<Line>> {
    let sql = "SELECT line FROM audit_line WHERE audit = ?1 AND item = ?2";
    let found = texts(db, sql, params![audit.to_string(), item.to_string()])?;
    found.first().map(|text| read(text)).transpose()
}

/// Whether a photograph may be attached there.
pub fn is_line(db: &Connection, audit: Uuid, item: &Item) -> Result<bool> {
    Ok(line(db, audit, item)?.is_some())
}

/// Everything that was judged, in the order of ids: those are given by time.
pub fn judgements(db: &Connection, audit: Uuid) -> Result<Vec<Judgement>> {
    let all = texts(db, "SELECT judgement FROM judgement WHERE audit = ?1 ORDER BY id", [audit.to_string()])?;
    all.iter().map(|text| read(text)).collect()
}

type RawSeries = (String, String, i64);

/// Audits that come back.
pub fn all_series(db: &Connection) -> Result<Vec<(Uuid, Series, i64)>> {
    let rows: Vec<RawSeries> = db
        .prepare_cached("SELECT id, series, revision FROM audit_series ORDER BY id")
        .and_then(|mut s| s.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?.collect())
        .map_err(Error::db("reading the audits that come back"))?;
    rows.into_iter().map(|(key, series, revision)| Ok((id(&key)?, read(&series)?, revision))).collect()
}

pub fn one_series(db: &Connection, wanted: Uuid) -> Result<Option<(Series, i64)>> {
    Ok(all_series(db)?
        .into_iter()
        .find(|one| one.0 == wanted)
        .map(|(_, series, revision)| (series, revision)))
}

/// What the series want in these days and nobody has planned yet.
pub fn wanted_by_series(db: &Connection, from: Day, to: Day) -> Result<Vec<(Uuid, Series, Day)>> {
    let planned: Vec<(Option<Uuid>, Option<Day>)> = all(db)?
        .into_iter()
        .filter(|one| one.state != State::Cancelled)
        .map(|one| (one.plan.series, one.plan.series_day))
        .collect();
    let mut wanted = Vec::new();
    for (key, series, _) in all_series(db)? {
        for day in series.recurrence.between(from, to) {
            if !planned.contains(&(Some(key), Some(day))) {
                wanted.push((key, series.clone(), day));
            }
        }
    }
    wanted.sort_by(|a, b| (a.2, &a.1.title).cmp(&(b.2, &b.1.title)));
    Ok(wanted)
}
