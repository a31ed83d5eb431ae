//! Reading the operation record.

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, params_from_iter};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use ts_rs::TS;
use uuid::Uuid;

use super::entry::{COLUMNS, Entry, Head};
use crate::calendar::{Day, Stamp};
use crate::{Error, Result, people, register};

pub struct Found {
    pub head: Head,
    pub last_at: Option<Stamp>,
}

pub fn head(db: &Connection) -> Result<Found> {
    let doing = Error::db("reading the head of the ledger");
    let row: Option<(i64, String, Vec<u8>)> = db
        .prepare_cached("SELECT seq, at, hash FROM entry ORDER BY seq DESC LIMIT 1")
        .and_then(|mut s| s.query_row([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).optional())
        .map_err(doing)?;
    let Some((seq, at, hash)) = row else {
        return Ok(Found { head: Head::START, last_at: None });
    };
    let bad = || Error::BadEntry { seq, detail: "hash".into() };
    let hash = hash.try_into().map_err(|_| bad())?;
    Ok(Found { head: Head { seq, hash }, last_at: at.parse().ok() })
}

pub fn hash_at(db: &Connection, seq: i64) -> Result<Option<[u8; 32]>> {
    let bytes: Option<Vec<u8>> = db
        .query_row("SELECT hash FROM entry WHERE seq = ?1", [seq], |r| r.get(0))
        .optional()
        .map_err(Error::db("reading the ledger"))?;
    Ok(bytes.and_then(|b| b.try_into().ok()))
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct LogFilter {
    #[ts(as = "Option<_>")]
    pub person: Option<Uuid>,
    /// A kind (`people.edit`) or a domain (`people`).
    pub kind: Option<String>,
    pub thing: Option<String>,
    pub from: Option<Day>,
    pub to: Option<Day>,
    /// Entries before this sequence number: the next page.
    pub before: Option<i64>,
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct LogPage {
    /// Newest first.
    pub lines: Vec<LogLine>,
    /// How many the filter finds in all.
    pub total: i64,
    pub more: bool,
}

/// One entry as people read it; the sentence is made from `kind` and `facts` by the message files.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LogLine {
    pub seq: i64,
    pub at: Stamp,
    pub person: Uuid,
    pub person_name: String,
    pub device: String,
    pub kind: String,
    pub thing: String,
    pub facts: Map<String, Value>,
    /// What went from what to what, where the change says so.
    pub moved: Vec<Moved>,
    pub undoes: Option<i64>,
    pub undone_by: Option<i64>,
    /// The clock stood earlier than at the entry before.
    pub clock_back: bool,
    pub hash: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Moved {
    pub field: String,
    pub from: Value,
    pub to: Value,
}

const MOST: u32 = 1000;

pub fn log(db: &Connection, filter: &LogFilter) -> Result<LogPage> {
    let doing = Error::db("reading the operation record");
    let (filtered, mut values) = conditions(filter)?;
    let total = db
        .query_row(&format!("SELECT count(*) FROM entry WHERE {filtered}"), params_from_iter(&values), |r| {
            r.get(0)
        })
        .map_err(&doing)?;
    let limit = filter.limit.unwrap_or(100).clamp(1, MOST);
    values.push(Sql::Integer(filter.before.unwrap_or(i64::MAX)));
    let sql = format!(
        "SELECT {COLUMNS},
                (SELECT seq FROM entry AS later WHERE later.undoes = entry.seq),
                coalesce((SELECT at FROM entry AS earlier WHERE earlier.seq = entry.seq - 1) > at, 0)
         FROM entry WHERE {filtered} AND seq < ? ORDER BY seq DESC LIMIT {}",
        limit + 1
    );
    let mut statement = db.prepare(&sql).map_err(&doing)?;
    let mut rows = statement.query(params_from_iter(&values)).map_err(&doing)?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next().map_err(&doing)? {
        let undone_by = row.get(12).map_err(&doing)?;
        let clock_back = row.get(13).map_err(&doing)?;
        lines.push(line(db, Entry::read(row)?, undone_by, clock_back)?);
    }
    let more = lines.len() > limit as usize;
    lines.truncate(limit as usize);
    Ok(LogPage { lines, total, more })
}

/// What others did since this person was last here: after their last deed of an earlier visit. Comings and goings are
/// no news.
pub fn news(db: &Connection, me: Uuid, limit: u32) -> Result<(Option<Stamp>, Vec<LogLine>)> {
    let doing = Error::db("reading what is new");
    let me = me.to_string();
    let last: Option<(i64, String)> = db
        .query_row(
            "SELECT seq, at FROM entry WHERE person = ?1 AND seq <
                 (SELECT max(seq) FROM entry WHERE person = ?1 AND kind = 'workspace.sign_in')
             ORDER BY seq DESC LIMIT 1",
            [&me],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
        .optional()
        .map_err(&doing)?;
    let (seq, at) = last.unwrap_or_default();
    let mut statement = db
        .prepare(&format!(
            "SELECT {COLUMNS}, (SELECT seq FROM entry AS later WHERE later.undoes = entry.seq) FROM entry
             WHERE seq > ?1 AND person <> ?2
               AND kind NOT IN ('workspace.sign_in', 'workspace.sign_out', 'workspace.backup')
             ORDER BY seq DESC LIMIT {limit}"
        ))
        .map_err(&doing)?;
    let mut rows = statement.query(rusqlite::params![seq, me]).map_err(&doing)?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next().map_err(&doing)? {
        let undone_by = row.get(12).map_err(&doing)?;
        lines.push(line(db, Entry::read(row)?, undone_by, false)?);
    }
    Ok((at.parse().ok(), lines))
}

fn conditions(filter: &LogFilter) -> Result<(String, Vec<Sql>)> {
    let mut wanted = vec!["1 = 1"];
    let mut values = Vec::new();
    if let Some(person) = filter.person {
        wanted.push("person = ?");
        values.push(Sql::Text(person.to_string()));
    }
    if let Some(kind) = &filter.kind {
        if kind.contains('.') {
            wanted.push("kind = ?");
            values.push(Sql::Text(kind.clone()));
        } else {
            wanted.push("substr(kind, 1, ?) = ?");
            let prefix = format!("{kind}.");
            values.push(Sql::Integer(i64::try_from(prefix.chars().count()).unwrap_or(0)));
            values.push(Sql::Text(prefix));
        }
    }
    if let Some(thing) = &filter.thing {
        wanted.push("thing = ?");
        values.push(Sql::Text(thing.clone()));
    }
    if let Some(from) = filter.from {
        wanted.push("at >= ?");
        let start = from.0.pred_opt().and_then(|day| Day(day).end());
        values.push(Sql::Text(start.map(|s| s.to_string()).unwrap_or_default()));
    }
    if let Some(to) = filter.to {
        wanted.push("at < ?");
        let end = to.end().ok_or(Error::Invalid { field: "to".into(), detail: to.to_string() })?;
        values.push(Sql::Text(end.to_string()));
    }
    Ok((wanted.join(" AND "), values))
}

fn line(db: &Connection, entry: Entry, undone_by: Option<i64>, clock_back: bool) -> Result<LogLine> {
    let body = |text: &str| -> Result<Map<String, Value>> {
        let bad = |e: serde_json::Error| Error::BadEntry { seq: entry.seq, detail: e.to_string() };
        Ok(counted(db, innermost(serde_json::from_str(text).map_err(bad)?)))
    };
    let mut facts = body(&entry.change)?;
    let before = entry.undo.as_deref().map(body).transpose()?.unwrap_or_default();
    let moved = differences(&before, &facts);
    let nested: Vec<_> = facts.values().filter_map(Value::as_object).cloned().collect();
    for (name, value) in nested.into_iter().flatten() {
        facts.entry(name).or_insert(value);
    }
    if let Some(id) = entry.thing.strip_prefix("person:").and_then(|id| Uuid::parse_str(id).ok()) {
        let name = people::name_of(db, id)?.unwrap_or_default();
        facts.entry("name").or_insert(Value::String(name));
    }
    Ok(LogLine {
        seq: entry.seq,
        at: entry.at,
        person: entry.person,
        person_name: people::name_of(db, entry.person)?.unwrap_or_default(),
        device: entry.device.clone(),
        kind: entry.kind.clone(),
        thing: entry.thing.clone(),
        moved,
        undoes: entry.undoes,
        undone_by,
        clock_back,
        hash: data_encoding::HEXLOWER.encode(&entry.hash),
        facts,
    })
}

/// `{"people":{"edit":{…}}}` → `{…}`
fn innermost(change: Value) -> Map<String, Value> {
    let inner = |value: Value| match value {
        Value::Object(map) => map.into_iter().next().map(|(_, v)| v),
        _ => None,
    };
    match inner(change).and_then(inner) {
        Some(Value::Object(map)) => map,
        _ => Map::new(),
    }
}

/// Whole files and texts are told by their number: a line of the record is a sentence, not the thing itself.
fn counted(db: &Connection, mut body: Map<String, Value>) -> Map<String, Value> {
    for whole in ["files", "texts", "uses"] {
        let parts = match body.get(whole) {
            Some(Value::Object(parts)) => parts.len(),
            Some(Value::Array(parts)) => parts.len(),
            _ => continue,
        };
        body.insert(whole.into(), parts.into());
    }
    if let Some(title) = body.get("catalogue").and_then(|c| c.pointer("/catalogue/title")).cloned() {
        body.remove("catalogue");
        body.remove("scale");
        body.insert("title".into(), title);
    }
    let definition = body.get("register").and_then(Value::as_str).map(|id| register::definition(db, id));
    if let Some(Ok(definition)) = definition {
        body.insert("register".into(), json!({ "ja": definition.name, "en": definition.name_en }));
        let state = body.get("to").and_then(Value::as_str);
        if let Some(state) = definition.states.iter().find(|one| Some(one.id.as_str()) == state) {
            body.insert("to".into(), json!({ "ja": state.name, "en": state.name_en }));
        }
    }
    // What exactly was arranged is in the entry; its sentence names the register.
    body.remove("setup");
    // A key is nobody's to read, and a snapshot is read where it is shown.
    body.remove("secret");
    body.remove("snapshot");
    body.remove("lines");
    // Where a step leads follows from it; of a register it is told by name.
    if body.contains_key("step") && !body.contains_key("register") {
        body.remove("to");
        body.remove("until");
    }
    // Of several the number; of one, itself.
    if let Some(Value::Array(items)) = body.remove("items") {
        body.insert("count".into(), items.len().into());
        if let [Value::Object(one)] = items.as_slice() {
            let parts = one.iter().flat_map(|(_, value)| value.as_object().into_iter().flatten());
            body.extend(parts.map(|(key, value)| (key.clone(), value.clone())));
        }
    }
    body
}

/// What of a change is for the ledger, or follows from the rest.
const NOT_TOLD: [&str; 3] = ["base", "back_to", "step"];

fn differences(before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<Moved> {
    let mut moved = Vec::new();
    for (field, to) in after {
        // A record's day follows from its fields.
        let follows = field == "day" && after.contains_key("fields");
        let Some(from) = before.get(field).filter(|from| *from != to && !follows) else { continue };
        if NOT_TOLD.contains(&field.as_str()) {
            continue;
        }
        match (from, to) {
            // A name in two languages: the sentence says it.
            (Value::Object(from), Value::Object(to)) if !from.contains_key("ja") => {
                moved.extend(differences(from, to));
            }
            // Whole lists of things, and what is known by its id, are in the entry.
            (Value::Array(items), _) | (_, Value::Array(items)) if items.iter().any(Value::is_object) => {}
            (Value::String(id), _) | (_, Value::String(id)) if Uuid::parse_str(id).is_ok() => {}
            // As it says that a thing came to be, or went.
            (Value::Null | Value::Object(_), Value::Object(_)) | (Value::Object(_), Value::Null) => {}
            (from, to) => moved.push(Moved { field: field.clone(), from: from.clone(), to: to.clone() }),
        }
    }
    moved
}
