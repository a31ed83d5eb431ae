//! What every domain checks in what people type, and how a conflict is told.

use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use uuid::Uuid;

use crate::error::Conflict;
use crate::{Error, Result};

pub(crate) struct Text {
    pub field: &'static str,
    pub limit: usize,
    pub required: bool,
}

/// Stored as typed (code points and variation selectors kept); only what cannot be a name is refused.
pub(crate) fn text(value: &str, rule: &Text) -> Result<()> {
    let field = || rule.field.to_owned();
    if rule.required && value.trim().is_empty() {
        return Err(Error::Required { field: field() });
    }
    let length = value.chars().count();
    if length > rule.limit {
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        return Err(Error::TooLong { field: field(), length: count(length), limit: count(rule.limit) });
    }
    if value.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(Error::Invalid { field: field(), detail: "control character".into() });
    }
    Ok(())
}

/// Somebody changed the row since the person looked at it: both sides, and who it was.
pub(crate) fn conflict(
    db: &Connection,
    thing: String,
    revision: i64,
    yours: &impl Serialize,
    theirs: &impl Serialize,
) -> Error {
    let found: Option<(String, String)> = db
        .query_row("SELECT person, at FROM entry WHERE seq = ?1", [revision], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()
        .unwrap_or_default();
    let (person, at) = found.unwrap_or_default();
    let by = Uuid::parse_str(&person)
        .ok()
        .and_then(|id| crate::people::name_of(db, id).ok().flatten())
        .unwrap_or(person);
    Error::Conflict(Box::new(Conflict {
        thing,
        yours: serde_json::to_value(yours).unwrap_or_default(),
        theirs: serde_json::to_value(theirs).unwrap_or_default(),
        by,
        at,
    }))
}

/// What a change was made against is still there: nothing known where it is new.
pub(crate) fn unchanged(
    db: &Connection,
    thing: String,
    found: Option<(impl Serialize, i64)>,
    base: i64,
    yours: &impl Serialize,
) -> Result<()> {
    match found {
        Some((theirs, revision)) if revision != base => Err(conflict(db, thing, revision, yours, &theirs)),
        None if base != 0 => Err(Error::NoSuchThing { thing }),
        _ => Ok(()),
    }
}

/// How a domain keeps what has no columns of its own.
pub(crate) fn json(value: &(impl Serialize + ?Sized)) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Error::internal(e.to_string()))
}
