//! Questions about records: one, a page of them, the steps that one took.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::definition::{Cycle, Register};
use super::model::{Record, RecordFilter, RecordPage, Step};
use super::search::Wanted;
use crate::calendar::Day;
use crate::progress::Progress;
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

pub fn is_there(db: &Connection, id: Uuid) -> Result<bool> {
    db.prepare_cached("SELECT EXISTS (SELECT 1 FROM record WHERE id = ?1)")
        .and_then(|mut s| s.query_row([id.to_string()], |r| r.get(0)))
        .map_err(Error::db("looking for a record"))
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
    let conditions = conditions.join(" AND ");
    let direction = if filter.descending { "DESC" } else { "ASC" };
    let mut sorted_by = Vec::new();
    let order = match filter.sort.as_deref() {
        None => "record.day DESC, record.number DESC".to_owned(),
        Some("day") => format!("record.day {direction}, record.number {direction}"),
        Some("number") => format!("record.number {direction}"),
        Some("state") => format!("record.state {direction}, record.number {direction}"),
        // The field's own name never reaches the SQL: it is found in the definition, and its place is bound.
        Some(field) => {
            let known =
                register.field(field).ok_or_else(|| Error::NoSuchThing { thing: field.to_owned() })?;
            sorted_by.push(Sql::from(format!("$.\"{}\"", known.id)));
            format!("json_extract(record.fields, ?) {direction}, record.number {direction}")
        }
    };
    let limit = filter.limit.unwrap_or(200).clamp(1, 1000);
    let Some(wanted) = Wanted::of(register, &filter.text)? else {
        let count = format!("SELECT count(*) FROM record WHERE {conditions}");
        let total = db.query_row(&count, params_from_iter(&values), |r| r.get(0)).map_err(&doing)?;
        values.extend(sorted_by);
        values.extend([i64::from(limit).into(), i64::from(filter.offset).into()]);
        let sql = format!("SELECT {COLUMNS} WHERE {conditions} ORDER BY {order} LIMIT ? OFFSET ?");
        return Ok(RecordPage { records: rows(db, &sql, values)?, total });
    };
    // Gone through once, as they lie: which they are, and how many.
    let sql = format!(
        "SELECT rowid, number, fields, title FROM record {} WHERE {conditions}",
        lying(db, register)?
    );
    let mut statement = db.prepare_cached(&sql).map_err(&doing)?;
    let mut found = Vec::new();
    let mut all = statement.query(params_from_iter(&values)).map_err(&doing)?;
    while let Some(row) = all.next().map_err(&doing)? {
        let text = |at| row.get_ref(at).ok().and_then(|text| text.as_str().ok()).unwrap_or_default();
        if wanted.stands_in(row.get(1).map_err(&doing)?, text(2), text(3)) {
            found.push(row.get::<_, i64>(0).map_err(&doing)?);
        }
    }
    let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let found = serde_json::to_string(&found).map_err(damaged)?;
    let mut values = vec![Sql::from(found)];
    values.extend(sorted_by);
    values.extend([i64::from(limit).into(), i64::from(filter.offset).into()]);
    let sql = format!(
        "SELECT {COLUMNS} WHERE record.rowid IN (SELECT value FROM json_each(?)) ORDER BY {order} LIMIT ? OFFSET ?"
    );
    Ok(RecordPage { records: rows(db, &sql, values)?, total })
}

/// Where a register is most of the table, the table is read from its beginning to its end: by the index each record would
/// be looked up by itself.
fn lying(db: &Connection, register: &Register) -> Result<&'static str> {
    let (own, all): (i64, i64) = db
        .prepare_cached(
            "SELECT (SELECT count(*) FROM record WHERE register = ?1), (SELECT count(*) FROM record)",
        )
        .and_then(|mut s| s.query_row([&register.id], |r| Ok((r.get(0)?, r.get(1)?))))
        .map_err(Error::db("counting the records"))?;
    Ok(if own * 4 > all { "NOT INDEXED" } else { "" })
}

fn rows(db: &Connection, sql: &str, values: Vec<Sql>) -> Result<Vec<Record>> {
    let rows: Vec<Raw> = db
        .prepare_cached(sql)
        .and_then(|mut s| s.query_map(params_from_iter(values), raw)?.collect())
        .map_err(Error::db("reading a register"))?;
    rows.into_iter().map(record).collect()
}

/// Everything that a filter finds, however many pages.
pub fn list_all(
    db: &Connection,
    register: &Register,
    filter: &RecordFilter,
    progress: &Progress<'_>,
) -> Result<Vec<Record>> {
    let mut all = Vec::new();
    loop {
        let offset = u32::try_from(all.len()).unwrap_or(u32::MAX);
        let page = list(db, register, &RecordFilter { offset, limit: Some(1000), ..filter.clone() })?;
        all.extend(page.records);
        let found = i64::try_from(all.len()).unwrap_or(i64::MAX);
        progress.step(found, page.total)?;
        if found >= page.total || found == i64::from(offset) {
            return Ok(all);
        }
    }
}

/// Of every record that is finished, in the order of days, its day and these fields: all that a condition asks of it.
pub fn finished_days(
    db: &Connection,
    register: &Register,
    names: &[String],
    mut look: impl FnMut(Day, &Map<String, Value>, &str),
) -> Result<()> {
    let known: Vec<&String> = names.iter().filter(|name| register.field(name).is_some()).collect();
    let mut columns = String::new();
    for at in 0..known.len() {
        // As JSON, so that a number stays a number and a list a list.
        let _ = write!(columns, ", fields -> ?{}", at + 3);
    }
    let sql = format!(
        "SELECT day, state{columns} FROM record WHERE register = ?1 AND struck = 0
             AND (state IS NULL OR state IN (SELECT value FROM json_each(?2))) ORDER BY day"
    );
    let doing = Error::db("reading a register's days");
    let mut statement = db.prepare_cached(&sql).map_err(&doing)?;
    let mut values = vec![register.id.clone(), finished(register)?];
    values.extend(known.iter().map(|name| format!("$.\"{name}\"")));
    let mut rows = statement.query(params_from_iter(values)).map_err(&doing)?;
    let mut fields = Map::new();
    while let Some(row) = rows.next().map_err(&doing)? {
        let text = |at: usize| -> rusqlite::Result<Option<String>> { row.get(at) };
        let day = text(0).map_err(&doing)?.unwrap_or_default();
        fields.clear();
        for (at, name) in known.iter().enumerate() {
            if let Some(value) = text(at + 2).map_err(&doing)? {
                fields.insert((*name).clone(), serde_json::from_str(&value).map_err(damaged)?);
            }
        }
        let state = text(1).map_err(&doing)?.unwrap_or_default();
        look(day.parse().map_err(|_| damaged(&day))?, &fields, &state);
    }
    Ok(())
}

/// The records that a cycle with a day of its own may still ask something of.
pub fn open(
    db: &Connection,
    register: &Register,
    cycle: &Cycle,
    mut look: impl FnMut(&Record),
) -> Result<()> {
    let place = |field: &Option<String>| format!("$.\"{}\"", field.as_deref().unwrap_or_default());
    let over = register.states.iter().filter(|one| one.dropped || (cycle.until.is_none() && one.done));
    let over: Vec<String> = over.map(|one| one.id.clone()).collect();
    let over = serde_json::to_string(&over).map_err(damaged)?;
    let sql = format!(
        "SELECT {COLUMNS} WHERE record.register = ?1 AND record.struck = 0
             AND (record.state IS NULL OR record.state NOT IN (SELECT value FROM json_each(?2)))
             AND json_extract(record.fields, ?3) IS NOT NULL AND json_extract(record.fields, ?4) IS NULL
         ORDER BY record.day, record.number"
    );
    let doing = Error::db("reading what is open in a register");
    let mut statement = db.prepare_cached(&sql).map_err(&doing)?;
    let values = [register.id.clone(), over, place(&cycle.after), place(&cycle.until)];
    let mut rows = statement.query(values).map_err(&doing)?;
    while let Some(row) = rows.next().map_err(&doing)? {
        look(&record(raw(row).map_err(&doing)?)?);
    }
    Ok(())
}

/// The states in which a record counts, as SQL can ask for them; a register without states has none.
fn finished(register: &Register) -> Result<String> {
    let done: Vec<&str> = register.states.iter().filter(|one| one.done).map(|one| one.id.as_str()).collect();
    serde_json::to_string(&done).map_err(damaged)
}

/// The first and the last day that have a record which is finished.
pub fn first_and_last(db: &Connection, register: &Register) -> Result<(Option<Day>, Option<Day>)> {
    let done = finished(register)?;
    let mut ends = [None, None];
    for (end, order) in ends.iter_mut().zip(["ASC", "DESC"]) {
        let day: Option<String> = db
            .prepare_cached(&format!(
                "SELECT day FROM record WHERE register = ?1 AND struck = 0
                     AND (state IS NULL OR state IN (SELECT value FROM json_each(?2)))
                 ORDER BY day {order} LIMIT 1"
            ))
            .and_then(|mut s| s.query_row([register.id.clone(), done.clone()], |r| r.get(0)).optional())
            .map_err(Error::db("reading a register's days"))?;
        *end = day.map(|day| day.parse().map_err(|_| damaged(&day))).transpose()?;
    }
    Ok((ends[0], ends[1]))
}

/// The days from one on that have a record which is finished: enough to say how a register is kept, however long it is.
pub fn days(db: &Connection, register: &Register, from: Day) -> Result<BTreeSet<Day>> {
    let done = finished(register)?;
    let rows: Vec<String> = db
        .prepare_cached(
            "SELECT DISTINCT day FROM record WHERE register = ?1 AND struck = 0 AND day >= ?2
                 AND (state IS NULL OR state IN (SELECT value FROM json_each(?3)))",
        )
        .and_then(|mut s| s.query_map([register.id.clone(), from.to_string(), done], |r| r.get(0))?.collect())
        .map_err(Error::db("reading a register's days"))?;
    rows.iter().map(|day| day.parse().map_err(|_| damaged(day))).collect()
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

/// Every record of a register, also those struck out, not those taken back: what a list that comes in is held against.
pub fn everything(db: &Connection, register: &Register) -> Result<Vec<Record>> {
    let sql =
        format!("SELECT {COLUMNS} WHERE record.register = ? AND record.struck < 2 ORDER BY record.number");
    rows(db, &sql, vec![register.id.clone().into()])
}
