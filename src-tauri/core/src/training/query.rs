//! Questions about training: who is trained, which sessions there are, who is on their rosters.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::model::{Attendance, Session, SessionRow, Trainee, TraineeRow};
use crate::calendar::Day;
use crate::{Error, Result};

pub(super) fn damaged(detail: impl ToString) -> Error {
    Error::Damaged { path: "training".into(), detail: detail.to_string() }
}

fn id(text: &str) -> Result<Uuid> {
    Uuid::parse_str(text).map_err(damaged)
}

type RawTrainee = (String, String, i64);

fn trainee_row((raw, text, revision): RawTrainee) -> Result<TraineeRow> {
    let trainee: Trainee = serde_json::from_str(&text).map_err(damaged)?;
    Ok(TraineeRow { id: id(&raw)?, trainee, revision })
}

/// Everybody, in the order of their readings.
pub fn trainees(db: &Connection) -> Result<Vec<TraineeRow>> {
    let rows: Vec<RawTrainee> = db
        .prepare_cached("SELECT id, trainee, revision FROM trainee ORDER BY sorted, id")
        .and_then(|mut s| s.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?.collect())
        .map_err(Error::db("reading who is trained"))?;
    rows.into_iter().map(trainee_row).collect()
}

pub fn trainee(db: &Connection, wanted: Uuid) -> Result<Option<TraineeRow>> {
    db.prepare_cached("SELECT id, trainee, revision FROM trainee WHERE id = ?1")
        .and_then(|mut s| {
            s.query_row([wanted.to_string()], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).optional()
        })
        .map_err(Error::db("reading who is trained"))?
        .map(trainee_row)
        .transpose()
}

const SESSION: &str = "SELECT id, session, revision,
        (SELECT count(*) FROM attendance WHERE session = training_session.id),
        (SELECT count(*) FROM attendance WHERE session = training_session.id AND taken = 1
             AND coalesce(score >= json_extract(training_session.session, '$.pass_mark'),
                          json_extract(training_session.session, '$.pass_mark') IS NULL))
    FROM training_session";

type RawSession = (String, String, i64, u32, u32);

fn raw_session(r: &Row<'_>) -> rusqlite::Result<RawSession> {
    Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?))
}

fn session_row((raw, text, revision, expected, taken): RawSession) -> Result<SessionRow> {
    let session: Session = serde_json::from_str(&text).map_err(damaged)?;
    Ok(SessionRow { id: id(&raw)?, session, revision, expected, taken })
}

/// Those of these days, the earliest first.
pub fn sessions(db: &Connection, from: Day, to: Day) -> Result<Vec<SessionRow>> {
    let rows: Vec<RawSession> = db
        .prepare_cached(&format!("{SESSION} WHERE day BETWEEN ?1 AND ?2 ORDER BY day, id"))
        .and_then(|mut s| s.query_map([from.to_string(), to.to_string()], raw_session)?.collect())
        .map_err(Error::db("reading the sessions"))?;
    rows.into_iter().map(session_row).collect()
}

/// Those that are still to be held, until a day.
pub fn planned(db: &Connection, until: Day) -> Result<Vec<SessionRow>> {
    let rows: Vec<RawSession> = db
        .prepare_cached(&format!(
            "{SESSION} WHERE day <= ?1 AND coalesce(json_extract(session, '$.state'), 'planned') = 'planned'
             ORDER BY day, id"
        ))
        .and_then(|mut s| s.query_map([until.to_string()], raw_session)?.collect())
        .map_err(Error::db("reading what is planned"))?;
    rows.into_iter().map(session_row).collect()
}

pub fn session(db: &Connection, wanted: Uuid) -> Result<Option<SessionRow>> {
    db.prepare_cached(&format!("{SESSION} WHERE id = ?1"))
        .and_then(|mut s| s.query_row([wanted.to_string()], raw_session).optional())
        .map_err(Error::db("reading a session"))?
        .map(session_row)
        .transpose()
}

const ATTENDANCE: &str =
    "SELECT session, trainee, mark, how, reason, score, at, coalesce(person.name, ''), attendance.revision
    FROM attendance LEFT JOIN person ON person.id = attendance.by";

type RawAttendance = (String, String, String, String, String, Option<u32>, String, String, i64);

fn raw_attendance(r: &Row<'_>) -> rusqlite::Result<RawAttendance> {
    Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?, r.get(6)?, r.get(7)?, r.get(8)?))
}

fn attendance(raw: RawAttendance) -> Result<Attendance> {
    let (session, trainee, mark, how, reason, score, at, by_name, revision) = raw;
    Ok(Attendance {
        session: id(&session)?,
        trainee: id(&trainee)?,
        mark: mark.parse().map_err(|_| damaged(&mark))?,
        how: serde_json::from_value(serde_json::Value::from(how)).map_err(damaged)?,
        reason,
        score,
        at: at.parse().map_err(|_| damaged(&at))?,
        by_name,
        revision,
    })
}

fn attendances_where(db: &Connection, condition: &str, value: Uuid) -> Result<Vec<Attendance>> {
    let rows: Vec<RawAttendance> = db
        .prepare_cached(&format!("{ATTENDANCE} WHERE {condition}"))
        .and_then(|mut s| s.query_map([value.to_string()], raw_attendance)?.collect())
        .map_err(Error::db("reading who was there"))?;
    rows.into_iter().map(attendance).collect()
}

/// A session's roster.
pub fn attendances(db: &Connection, session: Uuid) -> Result<Vec<Attendance>> {
    attendances_where(db, "session = ?1", session)
}

pub(super) fn one_attendance(db: &Connection, session: Uuid, trainee: Uuid) -> Result<Option<Attendance>> {
    db.prepare_cached(&format!("{ATTENDANCE} WHERE session = ?1 AND trainee = ?2"))
        .and_then(|mut s| {
            s.query_row(params![session.to_string(), trainee.to_string()], raw_attendance).optional()
        })
        .map_err(Error::db("reading who was there"))?
        .map(attendance)
        .transpose()
}

/// A session's roster with names, in the order of their readings.
pub fn roster(db: &Connection, session: Uuid) -> Result<Vec<(TraineeRow, Attendance)>> {
    let mut there: HashMap<Uuid, Attendance> =
        attendances(db, session)?.into_iter().map(|one| (one.trainee, one)).collect();
    let all = trainees(db)?.into_iter();
    Ok(all.filter_map(|row| there.remove(&row.id).map(|found| (row, found))).collect())
}

/// Everything that somebody was on the roster of, the newest first.
pub fn history(db: &Connection, trainee: Uuid) -> Result<Vec<(SessionRow, Attendance)>> {
    let mut all = Vec::new();
    for one in attendances_where(db, "trainee = ?1", trainee)? {
        if let Some(found) = session(db, one.session)? {
            all.push((found, one));
        }
    }
    all.sort_by_key(|(row, _)| std::cmp::Reverse(row.session.day));
    Ok(all)
}
