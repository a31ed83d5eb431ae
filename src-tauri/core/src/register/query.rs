//! Questions about records: one, a page of them, the steps that one took.

use std::collections::BTreeSet;

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};
use uuid::Uuid;

use super::definition::Register;
use super::model::{Record, RecordFilter, RecordPage, Step};
use crate::calendar::Day;
use crate::{Error, Result};

const COLUMNS: &str = "record.id, record.register, record.number, record.day, record.title, record.state, record.fields,
                       record.created, record.created_by, coalesce(person.name, ''), record.struck, record.revision
                       FROM record LEFT JOIN person ON person.id = record.created_by";

fn damaged(detail: impl ToString) -> Error {
    Error::Damaged { path: "record".into(), detail: detail.to_string() }
}

struct Raw {
    id: String,
    register: String,
    number: i64,
    day: String,
    title: String,
    state: Option<String>,
    fields: String,
    created: String,
    created_by: String,
    created_by_name: String,
    struck: bool,
    revision: i64,
}

fn raw(r: &Row<'_>) -> rusqlite::Result<Raw> {
    Ok(Raw {
        id: r.get(0)?,
        register: r.get(1)?,
        number: r.get(2)?,
        day: r.get(3)?,
        title: r.get(4)?,
        state: r.get(5)?,
        fields: r.get(6)?,
        created: r.get(7)?,
        created_by: r.get(8)?,
        created_by_name: r.get(9)?,
        struck: r.get(10)?,
        revision: r.get(11)?,
    })
}

fn record(raw: Raw) -> Result<Record> {
    Ok(Record {
        id: Uuid::parse_str(&raw.id).map_err(damaged)?,
        register: raw.register,
        number: raw.number,
        day: raw.day.parse().map_err(|_| damaged(&raw.day))?,
        title: raw.title,
        state: raw.state,
        fields: serde_json::from_str(&raw.fields).map_err(damaged)?,
        created: raw.created.parse().map_err(|_| damaged(&raw.created))?,
        created_by: Uuid::parse_str(&raw.created_by).map_err(damaged)?,
        created_by_name: raw.created_by_name,
        struck: raw.struck,
        revision: raw.revision,
    })
}

pub fn find(db: &Connection, id: Uuid) -> Result<Option<Record>> {
    db.prepare_cached(&format!("SELECT {COLUMNS} WHERE record.id = ?1"))
        .and_then(|mut s| s.query_row([id.to_string()], raw).optional())
        .map_err(Error::db("reading a record"))?
        .map(record)
        .transpose()
}

/// A page of a register, filtered and sorted where the records lie.
pub fn list(db: &Connection, register: &Register, filter: &RecordFilter) -> Result<RecordPage> {
    let doing = Error::db("reading a register");
    let mut conditions = vec!["record.register = ?".to_owned(), "record.struck = ?".to_owned()];
    let mut values: Vec<Sql> = vec![register.id.clone().into(), i64::from(filter.struck).into()];
    if let Some(state) = &filter.state {
        conditions.push("record.state = ?".into());
        values.push(state.clone().into());
    }
    for (day, sign) in [(filter.from, ">="), (filter.to, "<=")] {
        if let Some(day) = day {
            conditions.push(format!("record.day {sign} ?"));
            values.push(day.to_string().into());
        }
    }
    for word in filter.text.split_whitespace() {
        conditions.push("(record.fields LIKE ? ESCAPE '\\' OR record.title LIKE ? ESCAPE '\\')".into());
        let escaped = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        values.extend([Sql::from(format!("%{escaped}%")), Sql::from(format!("%{escaped}%"))]);
    }
    let conditions = conditions.join(" AND ");
    let total = db
        .query_row(
            &format!("SELECT count(*) FROM record WHERE {conditions}"),
            params_from_iter(&values),
            |r| r.get(0),
        )
        .map_err(&doing)?;
    let direction = if filter.descending { "DESC" } else { "ASC" };
    let order = match filter.sort.as_deref() {
        None => "record.day DESC, record.number DESC".to_owned(),
        Some("day") => format!("record.day {direction}, record.number {direction}"),
        Some("number") => format!("record.number {direction}"),
        Some("state") => format!("record.state {direction}, record.number {direction}"),
        // The field's own name never reaches the SQL: it is found in the definition, and its place is bound.
        Some(field) => {
            let known =
                register.field(field).ok_or_else(|| Error::NoSuchThing { thing: field.to_owned() })?;
            values.push(format!("$.\"{}\"", known.id).into());
            format!("json_extract(record.fields, ?) {direction}, record.number {direction}")
        }
    };
    values.push(i64::from(filter.limit.unwrap_or(200).clamp(1, 1000)).into());
    values.push(i64::from(filter.offset).into());
    let sql = format!("SELECT {COLUMNS} WHERE {conditions} ORDER BY {order} LIMIT ? OFFSET ?");
    let rows: Vec<Raw> = db
        .prepare_cached(&sql)
        .and_then(|mut s| s.query_map(params_from_iter(&values), raw)?.collect())
        .map_err(&doing)?;
    Ok(RecordPage { records: rows.into_iter().map(record).collect::<Result<_>>()?, total })
}

/// Everything that stands in a register from a day on, the oldest first.
pub fn since(db: &Connection, register: &str, from: Option<Day>) -> Result<Vec<Record>> {
    let rows: Vec<Raw> = db
        .prepare_cached(&format!(
            "SELECT {COLUMNS} WHERE record.register = ?1 AND record.struck = 0 AND record.day >= ?2
             ORDER BY record.day, record.number"
        ))
        .and_then(|mut s| {
            s.query_map([register.to_owned(), from.map(|day| day.to_string()).unwrap_or_default()], raw)?
                .collect()
        })
        .map_err(Error::db("reading a register"))?;
    rows.into_iter().map(record).collect()
}

/// The days from one on that have a record which is finished: enough to say how a register is kept, however long it is.
pub fn days(db: &Connection, register: &Register, from: Day) -> Result<BTreeSet<Day>> {
    let rows: Vec<(String, Option<String>)> = db
        .prepare_cached(
            "SELECT DISTINCT day, state FROM record WHERE register = ?1 AND struck = 0 AND day >= ?2",
        )
        .and_then(|mut s| {
            s.query_map([register.id.clone(), from.to_string()], |r| Ok((r.get(0)?, r.get(1)?)))?.collect()
        })
        .map_err(Error::db("reading a register's days"))?;
    let finished = |state: &Option<String>| {
        let found = register.states.iter().find(|one| Some(&one.id) == state.as_ref());
        found.is_none_or(|one| one.done)
    };
    let counted = rows.iter().filter(|(_, state)| finished(state));
    counted.map(|(day, _)| day.parse().map_err(|_| damaged(day))).collect()
}

/// The steps a record took, the oldest first.
pub fn steps(db: &Connection, id: Uuid) -> Result<Vec<Step>> {
    let rows: Vec<(String, String, String, String)> = db
        .prepare_cached(
            "SELECT step, by, coalesce(person.name, ''), at FROM record_step
             LEFT JOIN person ON person.id = record_step.by WHERE record = ?1 ORDER BY seq",
        )
        .and_then(|mut s| {
            s.query_map([id.to_string()], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?.collect()
        })
        .map_err(Error::db("reading a record's steps"))?;
    let step = |(step, by, by_name, at): (String, String, String, String)| {
        Ok(Step {
            step,
            by: Uuid::parse_str(&by).map_err(damaged)?,
            by_name,
            at: at.parse().map_err(|_| damaged(&at))?,
        })
    };
    rows.into_iter().map(step).collect()
}

/// How many records each register has, and when the last one is of.
pub fn counts(db: &Connection) -> Result<Vec<(String, i64, Option<Day>)>> {
    let rows: Vec<(String, i64, String)> = db
        .prepare_cached("SELECT register, count(*), max(day) FROM record WHERE struck = 0 GROUP BY register")
        .and_then(|mut s| s.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?.collect())
        .map_err(Error::db("counting the records"))?;
    Ok(rows.into_iter().map(|(register, count, day)| (register, count, day.parse().ok())).collect())
}
