//! Questions about submissions: what is prepared, what was sent, what came in.

use rusqlite::{Connection, OptionalExtension, Row};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::model::{Enrolled, Sent, Snapshot, State, Step, SubmissionRow, Taken};
use crate::package::{Key, SealingKey};
use crate::{Error, Result};

fn damaged(detail: impl ToString) -> Error {
    Error::Damaged { path: "submission".into(), detail: detail.to_string() }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(damaged)
}

/// The facility's key; none before it was first needed.
pub fn key(db: &Connection) -> Result<Option<Key>> {
    let secret: Option<String> = db
        .query_row("SELECT secret FROM facility_key", [], |r| r.get(0))
        .optional()
        .map_err(Error::db("reading the facility's key"))?;
    secret.map(|secret| Key::of(&secret)).transpose()
}

/// What packages for this facility are sealed to; none before it was first needed.
pub fn sealing_key(db: &Connection) -> Result<Option<SealingKey>> {
    let secret: Option<String> = db
        .query_row("SELECT secret FROM sealing_key", [], |r| r.get(0))
        .optional()
        .map_err(Error::db("reading the facility's key"))?;
    secret.map(|secret| SealingKey::of(&secret)).transpose()
}

/// The content of the package that was sent.
pub fn kept(db: &Connection, id: Uuid) -> Result<Option<String>> {
    db.prepare_cached("SELECT kept FROM submission WHERE id = ?1")
        .and_then(|mut s| s.query_row([id.to_string()], |r| r.get(0)))
        .map_err(Error::db("reading a submission"))
}

type Raw = (String, String, String, Option<String>, Option<String>, i64);

const SUBMISSION: &str = "SELECT id, submission, state, number, fingerprint, revision FROM submission";

fn raw(r: &Row<'_>) -> rusqlite::Result<Raw> {
    Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?))
}

fn row(
    db: &Connection,
    (id, submission, state, number, fingerprint, revision): Raw,
) -> Result<SubmissionRow> {
    let id = Uuid::parse_str(&id).map_err(damaged)?;
    let submission: super::Submission = read(&submission)?;
    let state: State = state.parse().map_err(|_| damaged(&state))?;
    let steps = steps(db, id)?;
    let next = submission.seats.get(signed(&steps).count()).filter(|_| state == State::Frozen).cloned();
    Ok(SubmissionRow { id, submission, state, number, fingerprint, steps, next, revision })
}

/// The signatures that count: whoever signed before it was thawed signs again.
fn signed(steps: &[Taken]) -> impl Iterator<Item = &Taken> {
    let since = steps.iter().rposition(|one| one.step == Step::Freeze).map_or(0, |at| at + 1);
    steps.iter().skip(since).filter(|one| one.step == Step::Sign)
}

fn steps(db: &Connection, id: Uuid) -> Result<Vec<Taken>> {
    let all: Vec<String> = db
        .prepare_cached("SELECT step FROM submission_step WHERE submission = ?1 ORDER BY number")
        .and_then(|mut s| s.query_map([id.to_string()], |r| r.get(0))?.collect())
        .map_err(Error::db("reading what happened to a submission"))?;
    all.iter().map(|text| read(text)).collect()
}

/// The latest first.
pub fn list(db: &Connection) -> Result<Vec<SubmissionRow>> {
    let all: Vec<Raw> = db
        .prepare_cached(&format!("{SUBMISSION} ORDER BY made DESC, id DESC"))
        .and_then(|mut s| s.query_map([], raw)?.collect())
        .map_err(Error::db("reading the submissions"))?;
    all.into_iter().map(|one| row(db, one)).collect()
}

pub fn find(db: &Connection, id: Uuid) -> Result<Option<SubmissionRow>> {
    let found = db
        .prepare_cached(&format!("{SUBMISSION} WHERE id = ?1"))
        .and_then(|mut s| s.query_row([id.to_string()], raw).optional())
        .map_err(Error::db("reading a submission"))?;
    found.map(|one| row(db, one)).transpose()
}

pub fn require(db: &Connection, id: Uuid) -> Result<SubmissionRow> {
    find(db, id)?.ok_or_else(|| Error::NoSuchThing { thing: format!("submission:{id}") })
}

/// The one whose package this is.
pub fn by_fingerprint(db: &Connection, fingerprint: &str) -> Result<Option<SubmissionRow>> {
    let found = db
        .prepare_cached(&format!("{SUBMISSION} WHERE fingerprint = ?1"))
        .and_then(|mut s| s.query_row([fingerprint], raw).optional())
        .map_err(Error::db("reading a submission"))?;
    found.map(|one| row(db, one)).transpose()
}

/// As it was frozen.
pub fn snapshot(db: &Connection, id: Uuid) -> Result<Option<Snapshot>> {
    let text: String = db
        .prepare_cached("SELECT snapshot FROM submission WHERE id = ?1")
        .and_then(|mut s| s.query_row([id.to_string()], |r| r.get(0)))
        .map_err(Error::db("reading a submission"))?;
    if text.is_empty() { Ok(None) } else { read(&text).map(Some) }
}

/// The last package that this facility sent: its place and its fingerprint.
pub fn last_sent(db: &Connection) -> Result<Option<(u64, String)>> {
    let found: Option<(i64, String)> = db
        .prepare_cached(
            "SELECT chain, fingerprint FROM submission WHERE chain IS NOT NULL ORDER BY chain DESC LIMIT 1",
        )
        .and_then(|mut s| s.query_row([], |r| Ok((r.get(0)?, r.get(1)?))).optional())
        .map_err(Error::db("reading the submissions"))?;
    Ok(found.map(|(chain, fingerprint)| (u64::try_from(chain).unwrap_or(0), fingerprint)))
}

/// The next number of a 年度.
pub fn next_number(db: &Connection, fiscal_year: i32) -> Result<String> {
    let count: i64 = db
        .prepare_cached("SELECT count(*) FROM submission WHERE number LIKE '提出-' || ?1 || '-%'")
        .and_then(|mut s| s.query_row([fiscal_year.to_string()], |r| r.get(0)))
        .map_err(Error::db("numbering a submission"))?;
    Ok(format!("提出-{fiscal_year}-{}", count + 1))
}

/// One facility whose packages are taken here, and its revision.
pub fn enrolled(db: &Connection, public: &str) -> Result<Option<(Enrolled, i64)>> {
    let found: Option<(String, i64)> = db
        .prepare_cached("SELECT enrolled, revision FROM enrolled WHERE public = ?1")
        .and_then(|mut s| s.query_row([public], |r| Ok((r.get(0)?, r.get(1)?))).optional())
        .map_err(Error::db("reading who is enrolled"))?;
    found.map(|(text, revision)| Ok((read(&text)?, revision))).transpose()
}

/// Facilities whose packages are taken here, with their keys.
pub fn all_enrolled(db: &Connection) -> Result<Vec<(String, Enrolled, i64)>> {
    let all: Vec<(String, String, i64)> = db
        .prepare_cached("SELECT public, enrolled, revision FROM enrolled ORDER BY public")
        .and_then(|mut s| s.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?.collect())
        .map_err(Error::db("reading who is enrolled"))?;
    all.into_iter().map(|(public, text, revision)| Ok((public, read(&text)?, revision))).collect()
}

/// What stands in a package, as its parts.
pub fn sent(number: String, snapshot: Snapshot, row: &SubmissionRow) -> Sent {
    Sent { number, snapshot, signed: signed(&row.steps).cloned().collect() }
}
