//! Questions about findings: which there are, what happened to them, which of them came again.

use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::super::model::{Grade, Item};
use super::change::FindingChange;
use super::model::{Filter, Finding, FindingRow, State, Taken};
use crate::calendar::Day;
use crate::ledger::Change;
use crate::{Error, Result};

fn damaged(detail: impl ToString) -> Error {
    Error::Damaged { path: "finding".into(), detail: detail.to_string() }
}

const FINDING: &str =
    "SELECT finding.id, number, finding, correction, finding.state, due, finding.revision FROM finding";

type Raw = (String, String, String, String, String, Option<String>, i64);

fn raw(r: &Row<'_>) -> rusqlite::Result<Raw> {
    Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?, r.get(6)?))
}

fn row(db: &Connection, (id, number, finding, correction, state, due, revision): Raw) -> Result<FindingRow> {
    let id = Uuid::parse_str(&id).map_err(damaged)?;
    Ok(FindingRow {
        id,
        number,
        finding: serde_json::from_str(&finding).map_err(damaged)?,
        correction: serde_json::from_str(&correction).map_err(damaged)?,
        state: state.parse().map_err(|_| damaged(&state))?,
        due: due.map(|day| day.parse().map_err(|_| damaged(day))).transpose()?,
        steps: steps(db, id)?,
        revision,
    })
}

/// What happened to it, the first thing first.
fn steps(db: &Connection, id: Uuid) -> Result<Vec<Taken>> {
    let all: Vec<String> = db
        .prepare_cached("SELECT step FROM finding_step WHERE finding = ?1 ORDER BY number")
        .and_then(|mut s| s.query_map([id.to_string()], |r| r.get(0))?.collect())
        .map_err(Error::db("reading what happened to a finding"))?;
    all.iter().map(|text| serde_json::from_str(text).map_err(damaged)).collect()
}

pub fn find(db: &Connection, id: Uuid) -> Result<Option<FindingRow>> {
    let found = db
        .prepare_cached(&format!("{FINDING} WHERE finding.id = ?1"))
        .and_then(|mut s| s.query_row([id.to_string()], raw).optional())
        .map_err(Error::db("reading a finding"))?;
    found.map(|one| row(db, one)).transpose()
}

pub fn require(db: &Connection, id: Uuid) -> Result<FindingRow> {
    find(db, id)?.ok_or_else(|| Error::NoSuchThing { thing: format!("finding:{id}") })
}

/// Everything that was written of it and not taken back, the first version first.
pub fn versions(db: &Connection, id: Uuid) -> Result<Vec<Finding>> {
    let all: Vec<(i64, Option<i64>, String)> = db
        .prepare_cached("SELECT seq, undoes, change FROM entry WHERE thing = ?1 ORDER BY seq")
        .and_then(|mut s| {
            s.query_map([format!("finding:{id}")], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?.collect()
        })
        .map_err(Error::db("reading a finding's history"))?;
    let mut versions: Vec<(i64, Finding)> = Vec::new();
    for (seq, undoes, text) in all {
        versions.retain(|one| Some(one.0) != undoes);
        if let Change::Finding(FindingChange::Write { finding: Some(finding), .. }) =
            Change::parse(&text, seq)?
        {
            versions.push((seq, *finding));
        }
    }
    Ok(versions.into_iter().map(|one| one.1).collect())
}

/// Those that are asked for, the last ones first.
pub fn list(db: &Connection, filter: &Filter, me: Uuid) -> Result<Vec<FindingRow>> {
    let all: Vec<Raw> = db
        .prepare_cached(&format!(
            "{FINDING} WHERE (?1 IS NULL OR audit = ?1) AND (?2 IS NULL OR found >= ?2) AND (?3 IS NULL OR found <= ?3)
             ORDER BY found DESC, length(number) DESC, number DESC"
        ))
        .and_then(|mut s| {
            let day = |day: Option<Day>| day.map(|day| day.to_string());
            s.query_map(params![filter.audit.map(|id| id.to_string()), day(filter.from), day(filter.to)], raw)?
                .collect()
        })
        .map_err(Error::db("reading the findings"))?;
    let wanted = |one: &FindingRow| {
        (!filter.open || !one.state.is_over())
            && filter.state.is_none_or(|state| one.state == state)
            && (!filter.mine || one.finding.owner == Some(me))
    };
    let rows = all.into_iter().map(|one| row(db, one)).collect::<Result<Vec<_>>>()?;
    Ok(rows.into_iter().filter(wanted).collect())
}

/// Those of one audit, in the order of their numbers.
pub fn of_audit(db: &Connection, audit: Uuid) -> Result<Vec<FindingRow>> {
    let mut all = list(db, &Filter { audit: Some(audit), ..Filter::default() }, Uuid::nil())?;
    all.reverse();
    Ok(all)
}

/// Those with a day until then on which somebody has to do something.
pub fn due(db: &Connection, until: Day) -> Result<Vec<FindingRow>> {
    let all: Vec<Raw> = db
        .prepare_cached(&format!("{FINDING} WHERE due <= ?1 ORDER BY due, number"))
        .and_then(|mut s| s.query_map([until.to_string()], raw)?.collect())
        .map_err(Error::db("reading what is to be mended"))?;
    all.into_iter().map(|one| row(db, one)).collect()
}

/// Earlier faults on the same item: it came again.
pub fn earlier(db: &Connection, finding: &Finding, but: Uuid) -> Result<Vec<FindingRow>> {
    let (Some(item), Some(found)) = (&finding.item, finding.found_on) else { return Ok(Vec::new()) };
    if !matches!(finding.grade, Grade::Minor | Grade::Major) {
        return Ok(Vec::new());
    }
    let all: Vec<Raw> = db
        .prepare_cached(&format!(
            "{FINDING} WHERE item = ?1 AND found < ?2 AND finding.id <> ?3 ORDER BY found DESC, number DESC"
        ))
        .and_then(|mut s| {
            s.query_map(params![key(Some(item)), found.to_string(), but.to_string()], raw)?.collect()
        })
        .map_err(Error::db("looking for repeated findings"))?;
    let rows = all.into_iter().map(|one| row(db, one)).collect::<Result<Vec<_>>>()?;
    let fault = |one: &FindingRow| {
        matches!(one.finding.grade, Grade::Minor | Grade::Major) && one.state != State::Withdrawn
    };
    Ok(rows.into_iter().filter(fault).collect())
}

/// What a finding is about, as it is looked for.
pub(super) fn key(item: Option<&Item>) -> String {
    item.map(ToString::to_string).unwrap_or_default()
}

/// Whether a finding is called so.
pub fn is_number(db: &Connection, number: &str) -> Result<bool> {
    db.prepare_cached("SELECT EXISTS (SELECT 1 FROM finding WHERE number = ?1)")
        .and_then(|mut s| s.query_row([number], |r| r.get(0)))
        .map_err(Error::db("numbering a finding"))
}

/// The next number of a 年度: 2026-3.
pub fn next_number(db: &Connection, fiscal_year: i32) -> Result<u32> {
    let last: Option<u32> = db
        .prepare_cached(
            "SELECT max(CAST(substr(number, length(?1) + 1) AS INTEGER)) FROM finding WHERE number LIKE ?1 || '%'",
        )
        .and_then(|mut s| s.query_row([format!("{fiscal_year}-")], |r| r.get(0)))
        .map_err(Error::db("numbering a finding"))?;
    Ok(last.unwrap_or(0).saturating_add(1))
}
