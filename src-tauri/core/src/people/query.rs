//! Questions about people.

use rusqlite::{Connection, OptionalExtension, Row};
use uuid::Uuid;

use super::model::{Person, PersonState, Profile, Roles};
use crate::{Error, Result};

const COLUMNS: &str = "id, login, name, kana, title, department, email, roles, state, revision";

/// Everybody there ever was, by reading of the name.
pub fn list(db: &Connection) -> Result<Vec<Person>> {
    let doing = Error::db("listing people");
    let mut statement =
        db.prepare(&format!("SELECT {COLUMNS} FROM person ORDER BY kana, name, id")).map_err(&doing)?;
    let mut rows = statement.query([]).map_err(&doing)?;
    let mut people = Vec::new();
    while let Some(row) = rows.next().map_err(&doing)? {
        people.push(read(row)?);
    }
    Ok(people)
}

pub fn find(db: &Connection, id: Uuid) -> Result<Person> {
    let doing = Error::db("reading a person");
    let mut statement =
        db.prepare_cached(&format!("SELECT {COLUMNS} FROM person WHERE id = ?1")).map_err(&doing)?;
    let mut rows = statement.query([id.to_string()]).map_err(&doing)?;
    match rows.next().map_err(&doing)? {
        Some(row) => read(row),
        None => Err(Error::NoSuchThing { thing: format!("person:{id}") }),
    }
}

pub fn name_of(db: &Connection, id: Uuid) -> Result<Option<String>> {
    db.prepare_cached("SELECT name FROM person WHERE id = ?1")
        .and_then(|mut s| s.query_row([id.to_string()], |r| r.get(0)).optional())
        .map_err(Error::db("reading a name"))
}

pub fn roles_of(db: &Connection, id: Uuid) -> Result<(PersonState, Roles)> {
    let found: Option<(String, String)> = db
        .prepare_cached("SELECT state, roles FROM person WHERE id = ?1")
        .and_then(|mut s| s.query_row([id.to_string()], |r| Ok((r.get(0)?, r.get(1)?))).optional())
        .map_err(Error::db("reading roles"))?;
    // Somebody unknown may do nothing.
    let Some((state, roles)) = found else {
        return Ok((PersonState::Removed, Roles::default()));
    };
    Ok((parse_state(&state)?, parse_roles(&roles)?))
}

pub(super) fn parse_roles(json: &str) -> Result<Roles> {
    serde_json::from_str(json)
        .map_err(|e| Error::Damaged { path: "person".into(), detail: format!("roles: {e}") })
}

fn parse_state(text: &str) -> Result<PersonState> {
    text.parse().map_err(|_| Error::Damaged { path: "person".into(), detail: format!("state {text}") })
}

fn read(row: &Row<'_>) -> Result<Person> {
    let text = |i: usize| row.get::<_, String>(i).map_err(Error::db("reading a person"));
    let bad = |e: uuid::Error| Error::Damaged { path: "person".into(), detail: e.to_string() };
    Ok(Person {
        id: Uuid::parse_str(&text(0)?).map_err(bad)?,
        login: text(1)?,
        profile: Profile {
            name: text(2)?,
            kana: text(3)?,
            title: text(4)?,
            department: text(5)?,
            email: text(6)?,
        },
        roles: parse_roles(&text(7)?)?,
        state: parse_state(&text(8)?)?,
        revision: row.get(9).map_err(Error::db("reading a person"))?,
    })
}
