//! Questions of the operator's desk.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::model::{
    DeskSettings, InboxFilter, InboxShows, Layout, Received, ReceivedRow, Recommendation, RecommendationRow,
    Rolled,
};
use crate::calendar::{Day, Stamp};
use crate::evidence::{self, Stored};
use crate::submission::model::{CONFORMANCE, Verdict};
use crate::{Error, Result};

fn damaged(detail: impl ToString) -> Error {
    Error::Damaged { path: "received".into(), detail: detail.to_string() }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(damaged)
}

fn read_some<T: DeserializeOwned>(text: Option<String>) -> Result<Option<T>> {
    text.as_deref().map(read).transpose()
}

/// Fields as they lie there, read before any of them is believed.
struct Raw {
    texts: [String; 7],
    given: [Option<String>; 5],
    chain: i64,
    fiscal_year: i32,
    revision: i64,
    again: bool,
}

const RECEIVED: &str = "SELECT fingerprint, public, kind, facility, received, title, at,
     review, proposed, decision, answers, kept, chain, fiscal_year, revision,
     EXISTS (SELECT 1 FROM received AS earlier WHERE earlier.public = received.public AND earlier.chain < received.chain
         AND earlier.kind = received.kind AND earlier.fiscal_year = received.fiscal_year) FROM received";

fn raw(r: &Row<'_>) -> rusqlite::Result<Raw> {
    Ok(Raw {
        texts: [r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?, r.get(6)?],
        given: [r.get(7)?, r.get(8)?, r.get(9)?, r.get(10)?, r.get(11)?],
        chain: r.get(12)?,
        fiscal_year: r.get(13)?,
        revision: r.get(14)?,
        again: r.get(15)?,
    })
}

fn row(raw: Raw, expected_by: &str) -> Result<(ReceivedRow, Option<String>)> {
    let [fingerprint, public, kind, facility, number, title, at] = raw.texts;
    let [review, proposed, decision, answers, kept] = raw.given;
    let at: Stamp = at.parse().map_err(|_| damaged(&at))?;
    // What was sent in time and returned is mended in its own time.
    let first = kind == CONFORMANCE && !raw.again;
    let row = ReceivedRow {
        late: first && day_of(raw.fiscal_year, expected_by).is_some_and(|day| at.day() > day),
        again: raw.again,
        at,
        review: read_some(review)?,
        proposed: read_some(proposed)?,
        decision: read_some(decision)?,
        answers: answers.as_deref().map(Uuid::parse_str).transpose().map_err(damaged)?,
        chain: raw.chain,
        fiscal_year: raw.fiscal_year,
        revision: raw.revision,
        fingerprint,
        public,
        kind,
        facility,
        number,
        title,
    };
    Ok((row, kept))
}

/// What came in, the latest first, a part of it; and how many there are in all.
pub fn inbox(db: &Connection, filter: &InboxFilter) -> Result<(Vec<ReceivedRow>, i64)> {
    let shows = match filter.shows {
        InboxShows::All => "1",
        InboxShows::Waiting => "decision IS NULL",
        InboxShows::Proposed => "decision IS NULL AND proposed IS NOT NULL",
        InboxShows::Decided => "decision IS NOT NULL",
    };
    let wanted = format!(
        "WHERE {shows} AND (?1 IS NULL OR fiscal_year = ?1) AND (?2 IS NULL OR kind = ?2)
             AND (?3 IS NULL OR public = ?3)
             AND (?4 = '' OR instr(facility || ' ' || received || ' ' || title || ' ' || fingerprint, ?4) > 0)"
    );
    let text = filter.text.trim();
    let doing = || Error::db("reading what came in");
    let total = db
        .prepare_cached(&format!("SELECT count(*) FROM received {wanted}"))
        .and_then(|mut s| {
            s.query_row(params![filter.fiscal_year, filter.kind, filter.public, text], |r| r.get(0))
        })
        .map_err(doing())?;
    let all: Vec<Raw> = db
        .prepare_cached(&format!(
            "{RECEIVED} {wanted} ORDER BY at DESC, chain DESC, fingerprint LIMIT ?5 OFFSET ?6"
        ))
        .and_then(|mut s| {
            let count = filter.count.unwrap_or(200).min(2_000);
            let values = params![filter.fiscal_year, filter.kind, filter.public, text, count, filter.from];
            s.query_map(values, raw)?.collect()
        })
        .map_err(doing())?;
    let expected_by = settings(db)?.0.expected_by;
    let rows = all.into_iter().map(|one| row(one, &expected_by).map(|one| one.0)).collect::<Result<_>>()?;
    Ok((rows, total))
}

/// What is to be answered: the package, its number, and whether it is decided on or only received.
pub fn to_answer(db: &Connection) -> Result<Vec<(String, String, bool)>> {
    db.prepare_cached("SELECT fingerprint, received, decision IS NOT NULL FROM received ORDER BY at, chain")
        .and_then(|mut s| s.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?.collect())
        .map_err(Error::db("reading what came in"))
}

/// How many wait for a decision, and how many of them for a second person.
pub fn waiting(db: &Connection) -> Result<(i64, i64)> {
    db.prepare_cached("SELECT count(*), count(proposed) FROM received WHERE decision IS NULL")
        .and_then(|mut s| s.query_row([], |r| Ok((r.get(0)?, r.get(1)?))))
        .map_err(Error::db("reading what came in"))
}

pub fn one_received(db: &Connection, fingerprint: &str) -> Result<Option<Received>> {
    let found = db
        .prepare_cached(&format!("{RECEIVED} WHERE fingerprint = ?1"))
        .and_then(|mut s| s.query_row([fingerprint], raw).optional())
        .map_err(Error::db("reading what came in"))?;
    let Some(found) = found else { return Ok(None) };
    let (row, kept) = row(found, &settings(db)?.0.expected_by)?;
    let snapshot: Option<String> = match kept {
        Some(_) => None,
        None => db
            .prepare_cached("SELECT snapshot FROM received WHERE fingerprint = ?1")
            .and_then(|mut s| s.query_row([fingerprint], |r| r.get(0)).optional())
            .map_err(Error::db("reading what came in"))?,
    };
    Ok(Some(Received { row, snapshot: read_some(snapshot)?, kept }))
}

/// The one before of the same facility and kind.
pub fn one_before(db: &Connection, row: &ReceivedRow) -> Result<Option<Received>> {
    let found: Option<String> = db
        .prepare_cached(
            "SELECT fingerprint FROM received WHERE public = ?1 AND kind = ?2 AND chain < ?3
             ORDER BY chain DESC LIMIT 1",
        )
        .and_then(|mut s| s.query_row(params![row.public, row.kind, row.chain], |r| r.get(0)).optional())
        .map_err(Error::db("reading what came in"))?;
    found.map_or(Ok(None), |fingerprint: String| one_received(db, &fingerprint))
}

pub fn is_received(db: &Connection, fingerprint: &str) -> Result<bool> {
    db.prepare_cached("SELECT 1 FROM received WHERE fingerprint = ?1")
        .and_then(|mut s| s.exists([fingerprint]))
        .map_err(Error::db("reading what came in"))
}

/// The package of what came in, as it lies among the files.
pub fn stored_of(db: &Connection, found: &Received) -> Result<Option<Stored>> {
    found.kept.as_deref().map_or(Ok(None), |sha256| evidence::stored(db, sha256))
}

/// The last package of a facility: its place and its fingerprint.
pub fn last_of(db: &Connection, public: &str) -> Result<Option<(i64, String)>> {
    db.prepare_cached("SELECT chain, fingerprint FROM received WHERE public = ?1 ORDER BY chain DESC LIMIT 1")
        .and_then(|mut s| s.query_row([public], |r| Ok((r.get(0)?, r.get(1)?))).optional())
        .map_err(Error::db("reading what came in"))
}

/// The layouts that are known already.
pub fn layout_ids(db: &Connection) -> Result<BTreeSet<String>> {
    db.prepare_cached("SELECT id FROM received_layout")
        .and_then(|mut s| s.query_map([], |r| r.get(0))?.collect())
        .map_err(Error::db("reading what came in"))
}

/// What each control that was submitted asks for, by its number.
pub fn practices(db: &Connection, fingerprint: &str) -> Result<BTreeMap<String, String>> {
    let text: Option<String> = db
        .prepare_cached("SELECT rolled FROM received WHERE fingerprint = ?1")
        .and_then(|mut s| s.query_row([fingerprint], |r| r.get(0)).optional())
        .map_err(Error::db("reading what came in"))?;
    let rolled: Vec<Rolled> = read_some(text)?.unwrap_or_default();
    let mut all = BTreeMap::new();
    for one in rolled {
        let layout: Option<String> = db
            .prepare_cached("SELECT layout FROM received_layout WHERE id = ?1")
            .and_then(|mut s| s.query_row([&one.layout], |r| r.get(0)).optional())
            .map_err(Error::db("reading what came in"))?;
        let layout: Option<Layout> = read_some(layout)?;
        let rows = layout.into_iter().flat_map(|layout| layout.rows);
        all.extend(rows.map(|(_, control, practice)| (control, practice)));
    }
    Ok(all)
}

/// How the desk works, and the revision of it.
pub fn settings(db: &Connection) -> Result<(DeskSettings, i64)> {
    let found: Option<(String, i64)> = db
        .prepare_cached("SELECT settings, revision FROM operator_desk")
        .and_then(|mut s| s.query_row([], |r| Ok((r.get(0)?, r.get(1)?))).optional())
        .map_err(Error::db("reading how the desk works"))?;
    found.map_or_else(|| Ok((DeskSettings::default(), 0)), |(text, revision)| Ok((read(&text)?, revision)))
}

/// A month and day, `11-30`, in a 年度: from January to March it lies in the next year.
pub fn day_of(fiscal_year: i32, month_and_day: &str) -> Option<Day> {
    let month: u32 = month_and_day.get(..2)?.parse().ok()?;
    let year = if month < 4 { fiscal_year + 1 } else { fiscal_year };
    format!("{year:04}-{month_and_day}").parse().ok()
}

/// What was recommended, the nearest deadline first, and how it stands.
pub fn recommendations(db: &Connection, today: Day) -> Result<Vec<RecommendationRow>> {
    let all: Vec<(String, String, i64)> = db
        .prepare_cached("SELECT public, recommendation, revision FROM recommendation ORDER BY at, id")
        .and_then(|mut s| s.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?.collect())
        .map_err(Error::db("reading recommendations"))?;
    let mut rows = Vec::new();
    for (public, text, revision) in all {
        let recommendation: Recommendation = read(&text)?;
        let answer: Option<(String, Option<String>)> = db
            .prepare_cached(
                "SELECT fingerprint, json_extract(decision, '$.verdict') FROM received
                 WHERE answers = ?1 AND public = ?2 ORDER BY chain DESC LIMIT 1",
            )
            .and_then(|mut s| {
                let values = [recommendation.id.to_string(), public.clone()];
                s.query_row(values, |r| Ok((r.get(0)?, r.get(1)?))).optional()
            })
            .map_err(Error::db("reading recommendations"))?;
        let approved: &str = Verdict::Approved.into();
        let closed = answer.as_ref().is_some_and(|one| one.1.as_deref() == Some(approved));
        let returned = answer.as_ref().is_some_and(|one| one.1.is_some()) && !closed;
        let waits = answer.is_none() || returned;
        let late = waits && recommendation.due < today;
        let answered = answer.map(|one| one.0);
        rows.push(RecommendationRow { public, recommendation, answered, closed, late, revision });
    }
    rows.sort_by_key(|one| (one.closed, one.recommendation.due));
    Ok(rows)
}
