//! What a definition asks of a record: kinds of values, what is required, the rules between fields, who may move it.

use chrono::{NaiveDateTime, NaiveTime};
use rusqlite::Connection;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::definition::{Field, Kind, Move, Register};
use super::expression::Expressions;
use super::model::{Record, Step};
use super::{query, setup};
use crate::calendar::Day;
use crate::error::Said;
use crate::evidence::Use;
use crate::people::Roles;
use crate::{Error, Result, evidence};

/// No text of a record is longer.
const LONGEST: usize = 20_000;

/// Every field of the kind that it is, what is required filled in, every rule true.
pub fn check(
    (register, expressions): (&Register, &Expressions),
    fields: &Map<String, Value>,
    state: Option<&str>,
) -> Result<()> {
    if let Some(unknown) = fields.keys().find(|key| register.field(key).is_none()) {
        return Err(Error::NoSuchThing { thing: format!("{}.{unknown}", register.id) });
    }
    if let Some(state) = state.filter(|state| register.states.iter().all(|one| one.id != **state)) {
        return Err(Error::NoSuchThing { thing: format!("{}.{state}", register.id) });
    }
    for field in &register.fields {
        let value = fields.get(&field.id).filter(|value| !empty(value));
        match value {
            Some(value) => kind(field, value)?,
            None if field.required && !field.retired && !field.kind.follows() => {
                return Err(Error::Required { field: field.name.clone() });
            }
            None => {}
        }
    }
    match expressions.broken(register, fields, state.unwrap_or_default()) {
        Some(rule) => {
            let say = Said { ja: rule.say.clone(), en: rule.say_en.clone() };
            Err(Error::RuleBroken { field: rule.field.clone(), say })
        }
        None => Ok(()),
    }
}

pub fn empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

fn kind(field: &Field, value: &Value) -> Result<()> {
    let wrong = || Error::Invalid { field: field.name.clone(), detail: value.to_string() };
    let text = value.as_str();
    let fits = match field.kind {
        Kind::Text | Kind::LongText | Kind::Person => {
            text.is_some_and(|text| text.chars().count() <= LONGEST)
        }
        Kind::Number => value.as_f64().is_some_and(|number| {
            number.is_finite()
                && field.least.is_none_or(|least| number >= least)
                && field.most.is_none_or(|most| number <= most)
        }),
        Kind::Date => text.is_some_and(|text| text.parse::<Day>().is_ok()),
        Kind::Time => text.is_some_and(|text| NaiveTime::parse_from_str(text, "%H:%M").is_ok()),
        Kind::DateTime => {
            text.is_some_and(|text| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").is_ok())
        }
        Kind::Period => text.is_some_and(|text| period(text).is_some()),
        Kind::Choice => text.is_some_and(|text| field.options.iter().any(|option| option.id == text)),
        Kind::Choices => value.as_array().is_some_and(|all| {
            all.iter()
                .all(|one| one.as_str().is_some_and(|id| field.options.iter().any(|option| option.id == id)))
        }),
        Kind::Check => value.is_boolean(),
        Kind::Link => text.is_some_and(|text| Uuid::parse_str(text).is_ok()),
        // Never written: they follow from the others, or from what is attached.
        Kind::Computed | Kind::Sequence | Kind::File => false,
    };
    if fits { Ok(()) } else { Err(wrong()) }
}

/// `2026-11-20/2026-11-27`; an open end is left empty.
fn period(text: &str) -> Option<()> {
    let (from, to) = text.split_once('/')?;
    let from: Day = from.parse().ok()?;
    if to.is_empty() {
        return Some(());
    }
    let to: Day = to.parse().ok()?;
    (from <= to).then_some(())
}

/// The day that a record is of; the day of entry where its field is empty.
pub fn day_of(register: &Register, fields: &Map<String, Value>, today: Day) -> Day {
    let found = register.dated_by.as_ref().and_then(|id| fields.get(id)).and_then(Value::as_str);
    found.and_then(|text| text.get(..10)).and_then(|text| text.parse().ok()).unwrap_or(today)
}

pub fn title_of(register: &Register, fields: &Map<String, Value>) -> String {
    let Some(value) = fields.get(&register.titled_by) else { return String::new() };
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let named =
        register.field(&register.titled_by).and_then(|field| field.options.iter().find(|o| o.id == text));
    named.map_or(text, |option| option.name.clone()).chars().take(200).collect()
}

/// What follows from the other fields: shown, never stored.
pub fn fill_in(register: &Register, records: &mut [Record]) {
    let expressions = Expressions::of(register);
    let sequence = register.fields.iter().find(|field| field.kind == Kind::Sequence);
    for record in records {
        let state = record.state.clone().unwrap_or_default();
        let computed = expressions.computed(&record.fields, &state);
        record.fields.extend(computed.into_iter().map(|(id, value)| (id.clone(), Value::from(value))));
        if let Some(field) = sequence {
            record.fields.insert(field.id.clone(), Value::from(record.number));
        }
    }
}

/// The step, if this person may take it now; otherwise why not.
pub fn may_move<'r>(
    register: &'r Register,
    record: &Record,
    step: &str,
    (person, roles): (Uuid, &Roles),
    steps: &[Step],
) -> Result<&'r Move> {
    let found = register.moves.iter().find(|one| one.id == step);
    let found = found.ok_or_else(|| Error::NoSuchThing { thing: format!("{}.{step}", register.id) })?;
    if record.struck || !record.state.as_ref().is_some_and(|state| found.from.contains(state)) {
        let state = record.state.clone().unwrap_or_default();
        return Err(Error::WrongState {
            step: found.name.clone(),
            state: register.state_name(&state).to_owned(),
        });
    }
    if !found.roles.iter().any(|&role| roles.has(role)) {
        let wanted = Roles::of(&found.roles);
        return Err(Error::NotPermitted { right: found.name.clone(), roles: wanted.to_string() });
    }
    if let Some(other) = &found.not_by {
        let taken = match other.as_str() {
            "create" => Some(record.created_by),
            other => steps.iter().rev().find(|one| one.step == other).map(|one| one.by),
        };
        if taken == Some(person) {
            return Err(Error::OwnRequest { step: found.name.clone() });
        }
    }
    Ok(found)
}

/// What a step needs is filled in, or attached.
pub fn check_needs(
    db: &Connection,
    register: &Register,
    step: &Move,
    (id, fields): (Uuid, &Map<String, Value>),
) -> Result<()> {
    for field in step.needs.iter().filter_map(|id| register.field(id)) {
        let there = match field.kind {
            Kind::File => evidence::is_used(db, &Use::Record { record: id, field: field.id.clone() })?,
            _ => fields.get(&field.id).is_some_and(|value| !empty(value)),
        };
        if !there {
            return Err(Error::Required { field: field.name.clone() });
        }
    }
    Ok(())
}

/// Something may be attached to a record that stands, under a field that takes files or under none.
pub fn require_place(db: &Connection, record: Uuid, field: &str) -> Result<()> {
    let missing = || Error::NoSuchThing { thing: format!("record:{record}:{field}") };
    let found = query::find(db, record)?.filter(|found| !found.struck).ok_or_else(missing)?;
    let definition = setup::definition(db, &found.register)?;
    let takes = field.is_empty() || definition.field(field).is_some_and(|one| one.kind == Kind::File);
    if takes { Ok(()) } else { Err(missing()) }
}
