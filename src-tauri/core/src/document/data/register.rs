//! Records on their paper: a form filled by one of them, and a register as a list.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use ts_rs::TS;
use uuid::Uuid;

use super::{Ask, blank};
use crate::calendar::Day;
use crate::progress::Progress;
use crate::register::{self, Field, Kind, Links, Record, RecordFilter, Register};
use crate::{Error, Result, people};

/// Which register is listed, and what of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(rename = "ListedRegister", optional_fields)]
pub struct Listed {
    #[ts(as = "String", optional = false)]
    id: String,
    #[ts(as = "Option<_>")]
    filter: RecordFilter,
    /// The fields that are columns; those shown at first where none are named.
    #[ts(as = "Option<_>")]
    columns: Vec<String>,
}

/// A paper is read by people: a longer list goes out as a spreadsheet.
const MOST: usize = 5_000;
/// As many columns as a page has room for, beside number and state.
const COLUMNS: usize = 8;

/// A form with what the records say: a field of the form is the record's field of that name.
pub fn of_records(ask: &Ask<'_>, form: &Value) -> Result<Value> {
    let missing = |id: &Uuid| Error::NoSuchThing { thing: format!("record:{id}") };
    let mut records = Vec::new();
    for id in ask.records {
        records.push(register::find(ask.db, *id)?.ok_or_else(|| missing(id))?);
    }
    let Some(first) = records.first() else { return Ok(form.clone()) };
    let definition = register::definition(ask.db, &first.register)?;
    if let Some(other) = records.iter().find(|one| one.register != first.register) {
        return Err(missing(&other.id));
    }
    register::fill_in(&definition, &mut records);
    let mut links = Links::new(ask.db);
    let mut filled = blank(form);
    let (Some(shape), Some(out)) = (form.as_object(), filled.as_object_mut()) else { return Ok(filled) };
    for (key, sample) in shape {
        let listed = sample.as_array().and_then(|rows| rows.first()).and_then(Value::as_object);
        if let Some(line) = listed {
            let rows = records.iter().map(|one| of_line(&definition, one, line, &mut links));
            let rows: Vec<Value> = rows.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect();
            out.insert(key.clone(), Value::Array(rows));
        } else if let Some(value) = records.first().and_then(|one| one.fields.get(key)) {
            let field = definition.field(key);
            out.insert(key.clone(), of_field(field, value, sample, &mut links)?);
        }
    }
    Ok(filled)
}

/// One line of a form's list; none where the record has nothing for it.
fn of_line(
    definition: &Register,
    record: &Record,
    line: &Map<String, Value>,
    links: &mut Links<'_>,
) -> Result<Option<Value>> {
    let mut row = Map::new();
    let mut any = false;
    for (key, sample) in line {
        let value = match record.fields.get(key) {
            Some(value) => {
                any = true;
                of_field(definition.field(key), value, sample, links)?
            }
            None => blank(sample),
        };
        row.insert(key.clone(), value);
    }
    Ok(any.then_some(Value::Object(row)))
}

/// As the form wants it: a list of lines where the record has one text, a text where it has a link or a number.
fn of_field(field: Option<&Field>, value: &Value, sample: &Value, links: &mut Links<'_>) -> Result<Value> {
    let value = match (field.map(|field| (field.kind, &field.register)), value.as_str()) {
        (Some((Kind::Link, Some(register))), Some(id)) => match Uuid::parse_str(id) {
            Ok(id) => json!(links.title(register, id)?),
            Err(_) => value.clone(),
        },
        _ => value.clone(),
    };
    Ok(match (sample, &value) {
        (Value::Array(_), Value::String(text)) => {
            json!(text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>())
        }
        (Value::String(_), Value::Number(number)) => json!(number.to_string()),
        (Value::Bool(_), other) => json!(other == &Value::Bool(true)),
        _ => value,
    })
}

/// The paper `register`: its columns and rows from what stands in one.
pub fn listed(ask: &Ask<'_>, wanted: &Listed, form: &Value) -> Result<Value> {
    let definition = register::definition(ask.db, &wanted.id)?;
    // On paper it is read from the beginning.
    let sorted = wanted.filter.sort.is_some();
    let sort = if sorted { wanted.filter.sort.clone() } else { Some("day".to_owned()) };
    let filter = RecordFilter { sort, ..wanted.filter.clone() };
    let mut records = register::list_all(ask.db, &definition, &filter, &Progress::none())?;
    if records.len() > MOST {
        let length = i64::try_from(records.len()).unwrap_or(i64::MAX);
        return Err(Error::TooLong { field: definition.name.clone(), length, limit: 5_000 });
    }
    register::fill_in(&definition, &mut records);
    let fields = columns(&definition, &wanted.columns);
    let stated = !definition.states.is_empty();
    let mut heads = vec![column("番号", 14, "number")];
    heads.extend(fields.iter().map(|field| match field.kind {
        Kind::Date => column(&field.name, 36, "text"),
        Kind::DateTime => column(&field.name, 50, "text"),
        Kind::Number => column(&field.name, 18, "number"),
        _ => column(&field.name, 0, "text"),
    }));
    if stated {
        heads.push(column("状態", 24, "text"));
    }
    let mut links = Links::new(ask.db);
    let mut rows = Vec::new();
    for record in &records {
        let mut row = vec![json!(record.number.to_string())];
        for field in &fields {
            row.push(json!(said(field, record.fields.get(&field.id), &mut links)?));
        }
        if stated {
            row.push(json!(definition.state_name(record.state.as_deref().unwrap_or_default())));
        }
        rows.push(Value::Array(row));
    }
    let me = keeper(ask.db, ask.person)?;
    let period = period(&filter, &records);
    let mut filled = blank(form);
    if let Some(out) = filled.as_object_mut() {
        out.insert("register_name".into(), json!(definition.name));
        out.insert("period".into(), json!(period));
        out.insert("keeper".into(), json!(me));
        out.insert("columns".into(), Value::Array(heads));
        out.insert("rows".into(), Value::Array(rows));
    }
    Ok(filled)
}

fn keeper(db: &Connection, person: Uuid) -> Result<String> {
    let me = people::find(db, person)?.profile;
    Ok(if me.title.is_empty() { me.name } else { format!("{}　{}", me.title, me.name) })
}

fn column(heading: &str, width: u32, kind: &str) -> Value {
    json!({ "heading": heading, "width": width, "kind": kind })
}

fn columns<'r>(definition: &'r Register, wanted: &[String]) -> Vec<&'r Field> {
    let shown = |field: &&Field| {
        let asked = if wanted.is_empty() { !field.aside } else { wanted.contains(&field.id) };
        asked && !field.retired && field.kind != Kind::Sequence
    };
    definition.fields.iter().filter(shown).take(COLUMNS).collect()
}

/// From when to when it was asked for, or what there is.
fn period(filter: &RecordFilter, records: &[Record]) -> String {
    let from = filter.from.or_else(|| records.iter().map(|one| one.day).min());
    let to = filter.to.or_else(|| records.iter().map(|one| one.day).max());
    match (from, to) {
        (Some(from), Some(to)) => format!("{} ～ {}", from.wareki(), to.wareki()),
        _ => String::new(),
    }
}

/// A value as a Japanese paper says it.
fn said(field: &Field, value: Option<&Value>, links: &mut Links<'_>) -> Result<String> {
    let cell = register::write_value(field, value.unwrap_or(&Value::Null), &mut |register, id| {
        links.title(register, id)
    })?;
    Ok(match cell {
        register::Cell::Day(day) => day.wareki(),
        register::Cell::At(at) => format!("{} {}", Day(at.date()).wareki(), at.format("%H:%M")),
        other => other.text(),
    })
}
