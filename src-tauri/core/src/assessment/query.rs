//! Questions about assessments.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use super::change::AssessmentChange;
use super::model::{Answer, Answered, Assessment, Assigned, At, Comment, Part, State};
use crate::calendar::Stamp;
use crate::ledger::Change;
use crate::{Error, Result, people};

fn damaged(table: &str, detail: impl ToString) -> Error {
    Error::Damaged { path: table.into(), detail: detail.to_string() }
}

pub(super) fn uuid(table: &str, text: &str) -> Result<Uuid> {
    Uuid::parse_str(text).map_err(|e| damaged(table, e))
}

type Raw = (String, String, i32, String, Option<String>, String, i64);

fn raw(r: &Row<'_>) -> rusqlite::Result<Raw> {
    Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?, r.get(6)?))
}

const COLUMNS: &str = "SELECT id, title, fiscal_year, parts, carried_from, state, revision FROM assessment";

fn assessment((id, title, fiscal_year, parts, carried_from, state, revision): Raw) -> Result<Assessment> {
    Ok(Assessment {
        id: uuid("assessment", &id)?,
        title,
        fiscal_year,
        parts: serde_json::from_str(&parts).map_err(|e| damaged("assessment", e))?,
        carried_from: carried_from.map(|id| uuid("assessment", &id)).transpose()?,
        state: state.parse().map_err(|e| damaged("assessment", e))?,
        revision,
    })
}

/// The newest first.
pub fn list(db: &Connection) -> Result<Vec<Assessment>> {
    let rows: Vec<Raw> = db
        .prepare_cached(&format!("{COLUMNS} ORDER BY fiscal_year DESC, rowid DESC"))
        .and_then(|mut s| s.query_map([], raw)?.collect())
        .map_err(Error::db("reading the assessments"))?;
    rows.into_iter().map(assessment).collect()
}

pub fn find(db: &Connection, id: Uuid) -> Result<Assessment> {
    let row = db
        .prepare_cached(&format!("{COLUMNS} WHERE id = ?1"))
        .and_then(|mut s| s.query_row([id.to_string()], raw).optional())
        .map_err(Error::db("reading an assessment"))?;
    assessment(row.ok_or_else(|| Error::NoSuchThing { thing: id.to_string() })?)
}

/// For changing: what was closed or withdrawn stays as it is.
pub fn require_open(db: &Connection, id: Uuid) -> Result<Assessment> {
    let found = find(db, id)?;
    if found.state == State::Open { Ok(found) } else { Err(Error::AssessmentNotOpen { title: found.title }) }
}

pub(super) fn part<'a>(parts: &'a [Part], at: &At) -> Result<&'a Part> {
    let found = parts.iter().find(|part| part.catalogue == at.catalogue);
    found.ok_or_else(|| Error::NoSuchThing { thing: at.catalogue.clone() })
}

/// Whether an assessment has the control.
pub fn require_control(db: &Connection, id: Uuid, at: &At) -> Result<()> {
    require_row(db, part(&find(db, id)?.parts, at)?, at)
}

pub(super) fn require_row(db: &Connection, part: &Part, at: &At) -> Result<()> {
    let known: bool = db
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM pin_control WHERE hash = ?1 AND control = ?2)")
        .and_then(|mut s| s.query_row(params![part.hash, at.control], |r| r.get(0)))
        .map_err(Error::db("looking for a control"))?;
    if known {
        return Ok(());
    }
    Err(Error::NoSuchThing { thing: format!("{} {}", at.catalogue, at.control) })
}

type RawAnswer = (String, String, Answer, Option<String>, Option<String>, Option<String>, i64);

fn raw_answer(r: &Row<'_>) -> rusqlite::Result<RawAnswer> {
    let answer =
        Answer { value: r.get(2)?, note: r.get(3)?, reason: r.get(4)?, plan: r.get(5)?, ..Answer::default() };
    Ok((r.get(0)?, r.get(1)?, answer, r.get(6)?, r.get(7)?, r.get(8)?, r.get(9)?))
}

fn answered(
    (catalogue, control, answer, planned, checked, responsible, revision): RawAnswer,
) -> Result<Answered> {
    let day = |text: Option<String>| text.map(|t| t.parse().map_err(|_| damaged("answer", t))).transpose();
    let answer = Answer {
        planned_date: day(planned)?,
        checked_date: day(checked)?,
        responsible: responsible.map(|id| uuid("answer", &id)).transpose()?,
        ..answer
    };
    Ok(Answered { at: At { catalogue, control }, answer, revision })
}

const ANSWER: &str =
    "SELECT catalogue, control, value, note, reason, plan, planned_date, checked_date, responsible,
                      revision FROM answer WHERE assessment = ?1";

pub fn answers(db: &Connection, id: Uuid) -> Result<BTreeMap<At, Answered>> {
    let rows: Vec<RawAnswer> = db
        .prepare_cached(ANSWER)
        .and_then(|mut s| s.query_map([id.to_string()], raw_answer)?.collect())
        .map_err(Error::db("reading the answers"))?;
    rows.into_iter().map(|row| answered(row).map(|found| (found.at.clone(), found))).collect()
}

pub fn answer(db: &Connection, id: Uuid, at: &At) -> Result<Option<Answered>> {
    let row = db
        .prepare_cached(&format!("{ANSWER} AND catalogue = ?2 AND control = ?3"))
        .and_then(|mut s| {
            s.query_row(params![id.to_string(), at.catalogue, at.control], raw_answer).optional()
        })
        .map_err(Error::db("reading an answer"))?;
    row.map(answered).transpose()
}

pub fn assignments(db: &Connection, id: Uuid) -> Result<BTreeMap<At, Assigned>> {
    let rows: Vec<(String, String, String, i64)> = db
        .prepare_cached("SELECT catalogue, control, person, revision FROM assignment WHERE assessment = ?1")
        .and_then(|mut s| {
            let row = |r: &Row<'_>| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?));
            s.query_map([id.to_string()], row)?.collect()
        })
        .map_err(Error::db("reading who looks after what"))?;
    rows.into_iter()
        .map(|(catalogue, control, person, base)| {
            let at = At { catalogue, control };
            let person = Some(uuid("assignment", &person)?);
            Ok((at.clone(), Assigned { at, base, person, back_to: None }))
        })
        .collect()
}

/// Who gave each answer as it stands.
pub fn answered_by(db: &Connection, id: Uuid) -> Result<BTreeMap<At, Vec<Uuid>>> {
    let rows: Vec<(String, String, String)> = db
        .prepare_cached(
            "SELECT catalogue, control, person FROM answer JOIN entry ON entry.seq = answer.revision
             WHERE assessment = ?1",
        )
        .and_then(|mut s| s.query_map([id.to_string()], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?.collect())
        .map_err(Error::db("reading who answered"))?;
    let one = |(catalogue, control, person): (String, String, String)| {
        Ok((At { catalogue, control }, vec![uuid("entry", &person)?]))
    };
    rows.into_iter().map(one).collect()
}

pub fn comments(db: &Connection, id: Uuid, at: &At) -> Result<Vec<Comment>> {
    let rows: Vec<(String, String, String, String)> = db
        .prepare_cached(
            "SELECT id, person, at, text FROM comment
             WHERE assessment = ?1 AND catalogue = ?2 AND control = ?3 ORDER BY at, id",
        )
        .and_then(|mut s| {
            let row = |r: &Row<'_>| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?));
            s.query_map(params![id.to_string(), at.catalogue, at.control], row)?.collect()
        })
        .map_err(Error::db("reading the comments"))?;
    rows.into_iter()
        .map(|(id, person, written, text)| {
            let person = uuid("comment", &person)?;
            Ok(Comment {
                id: uuid("comment", &id)?,
                at: at.clone(),
                person_name: people::name_of(db, person)?.unwrap_or_default(),
                person,
                written: written.parse().map_err(|_| damaged("comment", written))?,
                text,
            })
        })
        .collect()
}

/// One thing that happened to an answer.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Past {
    pub seq: i64,
    pub written: Stamp,
    pub person_name: String,
    pub from: Answer,
    pub to: Answer,
}

/// What happened to an answer, the last first.
pub fn history(db: &Connection, id: Uuid, at: &At) -> Result<Vec<Past>> {
    type Row = (i64, String, String, String, Option<String>);
    let rows: Vec<Row> = db
        .prepare_cached(
            "SELECT entry.seq, entry.at, person, change, undo FROM answer_entry JOIN entry USING (seq)
             WHERE assessment = ?1 AND catalogue = ?2 AND control = ?3 ORDER BY seq DESC",
        )
        .and_then(|mut s| {
            let row = |r: &rusqlite::Row<'_>| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?));
            s.query_map(params![id.to_string(), at.catalogue, at.control], row)?.collect()
        })
        .map_err(Error::db("reading an answer's history"))?;
    rows.into_iter()
        .map(|(seq, written, person, change, undo)| {
            let given = |text: &str| -> Result<Answer> {
                let Change::Assessment(AssessmentChange::Answer { items, .. }) = Change::parse(text, seq)?
                else {
                    return Err(Error::BadEntry { seq, detail: "answer".into() });
                };
                let item = items.into_iter().find(|item| item.at == *at);
                item.map(|item| item.answer).ok_or_else(|| Error::BadEntry { seq, detail: "answer".into() })
            };
            Ok(Past {
                seq,
                written: written.parse().map_err(|_| damaged("entry", written))?,
                person_name: people::name_of(db, uuid("entry", &person)?)?.unwrap_or_default(),
                from: undo.as_deref().map(given).transpose()?.unwrap_or_default(),
                to: given(&change)?,
            })
        })
        .collect()
}
