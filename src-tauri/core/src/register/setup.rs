//! What people here made of a register: fields and cycles of their own, cycles switched off or given to somebody; or a
//! register that is wholly their own.

use std::collections::BTreeSet;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::definition::{Cycle, Field, Register};
use super::load;
use crate::{Error, Result};

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(rename = "RegisterSetup", optional_fields)]
pub struct Setup {
    /// The whole register, where it is their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whole: Option<Register>,
    /// After the fields that are there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub fields: Vec<Field>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub cycles: Vec<Cycle>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub given: Vec<Given>,
    /// Not kept here: it stands at the end of the list, and nothing is due in it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<_>")]
    pub unused: bool,
}

/// What was decided of a cycle.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "CycleGiven", optional_fields)]
pub struct Given {
    pub cycle: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<_>")]
    pub off: bool,
    /// A person's name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub to: String,
}

/// As it stands in the tables.
pub struct Own {
    pub setup: Setup,
    pub revision: i64,
}

/// A register's id of their own; ours never begin so.
pub const OWN: &str = "own-";
/// A field's, likewise.
pub const OWN_FIELD: &str = "own_";
const MOST_FIELDS: usize = 200;

pub fn own(db: &Connection, register: &str) -> Result<Option<Own>> {
    let row: Option<(String, i64)> = db
        .prepare_cached("SELECT setup, revision FROM register_setup WHERE register = ?1")
        .and_then(|mut s| s.query_row([register], |r| Ok((r.get(0)?, r.get(1)?))).optional())
        .map_err(Error::db("reading a register's setup"))?;
    row.map(|(text, revision)| Ok(Own { setup: parsed(&text)?, revision })).transpose()
}

fn parsed(text: &str) -> Result<Setup> {
    serde_json::from_str(text)
        .map_err(|e| Error::Damaged { path: "register_setup".into(), detail: e.to_string() })
}

/// A register as it is kept here.
pub fn definition(db: &Connection, id: &str) -> Result<Arc<Register>> {
    match own(db, id)? {
        Some(own) => Ok(Arc::new(whole(id, own.setup)?)),
        None => load::find(id),
    }
}

/// Every register, ours and their own, in the order of groups and names.
pub fn definitions(db: &Connection) -> Result<Vec<Arc<Register>>> {
    let mut setups: Vec<(String, String)> = db
        .prepare_cached("SELECT register, setup FROM register_setup ORDER BY register")
        .and_then(|mut s| s.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect())
        .map_err(Error::db("reading the registers' setups"))?;
    let mut all = Vec::new();
    for one in load::bundled_all()? {
        match setups.iter().position(|(id, _)| *id == one.id) {
            Some(at) => {
                let (id, text) = setups.swap_remove(at);
                all.push(Arc::new(whole(&id, parsed(&text)?)?));
            }
            None => all.push(Arc::clone(one)),
        }
    }
    for (id, text) in setups {
        all.push(Arc::new(whole(&id, parsed(&text)?)?));
    }
    all.sort_by(|a, b| (a.group, &a.name).cmp(&(b.group, &b.name)));
    Ok(all)
}

/// Ours with what was added, or theirs.
pub fn whole(id: &str, setup: Setup) -> Result<Register> {
    let mut register = match setup.whole {
        Some(whole) => whole,
        None => load::find(id)?.as_ref().clone(),
    };
    register.fields.extend(setup.fields);
    register.cycles.extend(setup.cycles);
    for cycle in &mut register.cycles {
        if let Some(given) = setup.given.iter().find(|one| one.cycle == cycle.id) {
            cycle.off = given.off;
            cycle.given_to.clone_from(&given.to);
        }
        cycle.off |= setup.unused;
    }
    Ok(register)
}

/// Whether it holds together, with whatever is already written in it.
pub fn check(db: &Connection, id: &str, setup: &Setup) -> Result<Register> {
    let bad = |detail: &str| Error::Invalid { field: "id".into(), detail: detail.into() };
    if setup.whole.is_some() != id.starts_with(OWN) || setup.whole.as_ref().is_some_and(|one| one.id != id) {
        return Err(bad(id));
    }
    let own = setup.whole.iter().flat_map(|one| &one.fields).chain(&setup.fields);
    // Whatever we add to our registers later must not meet a field of theirs.
    if let Some(field) = setup.fields.iter().find(|field| !field.id.starts_with(OWN_FIELD)) {
        return Err(bad(&field.id));
    }
    let titles = own.map(|field| &field.name).chain(setup.whole.iter().map(|one| &one.name));
    if titles.clone().any(|name| name.trim().is_empty()) {
        return Err(Error::Required { field: "name".into() });
    }
    let mut names = BTreeSet::new();
    let register = whole(id, setup.clone())?;
    if let Some(twice) = register.fields.iter().find(|field| !field.retired && !names.insert(&field.name)) {
        return Err(Error::Invalid { field: "name".into(), detail: twice.name.clone() });
    }
    if register.fields.len() > MOST_FIELDS {
        let length = i64::try_from(register.fields.len()).unwrap_or(i64::MAX);
        return Err(Error::TooLong { field: "fields".into(), length, limit: 200 });
    }
    load::require_sound(&register)?;
    for field in &register.fields {
        if let Some(linked) = field.register.as_ref().filter(|linked| *linked != id) {
            definition(db, linked)?;
        }
    }
    kept(db, id, &register)?;
    Ok(register)
}

/// A register of their own goes away again only while nothing stands in it; fields, while nothing stands in them.
pub fn require_unused(db: &Connection, id: &str) -> Result<()> {
    if let Ok(bundled) = load::find(id) {
        return kept(db, id, &bundled);
    }
    let count = used(db, id, "", "%")?;
    if count > 0 {
        let name = definition(db, id)?.name.clone();
        return Err(Error::FieldInUse { field: name, count });
    }
    Ok(())
}

/// What records hold must stay readable: no field that is used goes away, becomes another kind or loses a used choice.
fn kept(db: &Connection, id: &str, after: &Register) -> Result<()> {
    let Ok(before) = definition(db, id) else { return Ok(()) };
    for field in before.fields.iter().filter(|field| !field.kind.follows()) {
        let now = after.field(&field.id);
        let gone = match now {
            Some(now) if now.kind == field.kind => {
                let lost =
                    field.options.iter().filter(|old| now.options.iter().all(|option| option.id != old.id));
                lost.map(|option| format!("%\"{}\"%", option.id)).collect()
            }
            _ => vec!["%".to_owned()],
        };
        for pattern in gone {
            let count = used(db, id, &field.id, &pattern)?;
            if count > 0 {
                return Err(Error::FieldInUse { field: field.name.clone(), count });
            }
        }
    }
    Ok(())
}

/// How many records have something like this in a field; in any, where none is named.
fn used(db: &Connection, register: &str, field: &str, pattern: &str) -> Result<i64> {
    let place = if field.is_empty() { "$".to_owned() } else { format!("$.\"{field}\"") };
    db.prepare_cached(
        "SELECT count(*) FROM record WHERE register = ?1 AND json_extract(fields, ?2) IS NOT NULL
             AND json_quote(json_extract(fields, ?2)) LIKE ?3",
    )
    .and_then(|mut s| s.query_row(rusqlite::params![register, place, pattern], |r| r.get(0)))
    .map_err(Error::db("looking for a field's use"))
}
