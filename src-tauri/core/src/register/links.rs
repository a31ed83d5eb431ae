//! Records that other records link to: by what they are called, or by their number.

use std::collections::{BTreeMap, HashMap};

use rusqlite::Connection;
use uuid::Uuid;

use crate::catalogue::fold;
use crate::{Error, Result};

/// Each register is read once, when its first link is met.
pub struct Links<'a> {
    db: &'a Connection,
    known: BTreeMap<String, Known>,
}

#[derive(Default)]
struct Known {
    /// Nothing where several are called so.
    by_title: HashMap<String, Option<Uuid>>,
    by_number: HashMap<i64, Uuid>,
    named: HashMap<Uuid, (i64, String)>,
}

impl<'a> Links<'a> {
    pub const fn new(db: &'a Connection) -> Self {
        Self { db, known: BTreeMap::new() }
    }

    fn of(&mut self, register: &str) -> Result<&Known> {
        if !self.known.contains_key(register) {
            self.known.insert(register.to_owned(), read(self.db, register)?);
        }
        self.known.get(register).ok_or_else(|| Error::internal("links"))
    }

    pub fn find(&mut self, register: &str, text: &str) -> Result<Option<Uuid>> {
        let known = self.of(register)?;
        if let Some(found) = known.by_title.get(&fold::bare(text)) {
            return Ok(*found);
        }
        let number = text.strip_prefix("No.").unwrap_or(text);
        let number = number.split_whitespace().next().and_then(|word| word.parse::<i64>().ok());
        Ok(number.and_then(|number| known.by_number.get(&number).copied()))
    }

    /// Its title; with its number where the title alone does not say which.
    pub fn title(&mut self, register: &str, id: Uuid) -> Result<String> {
        let known = self.of(register)?;
        let Some((number, title)) = known.named.get(&id) else { return Ok(String::new()) };
        let alone = known.by_title.get(&fold::bare(title)) == Some(&Some(id));
        Ok(if alone { title.clone() } else { format!("No.{number} {title}") })
    }
}

fn read(db: &Connection, register: &str) -> Result<Known> {
    let rows: Vec<(String, i64, String)> = db
        .prepare_cached("SELECT id, number, title FROM record WHERE register = ?1 AND struck = 0")
        .and_then(|mut s| s.query_map([register], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?.collect())
        .map_err(Error::db("reading the records that are linked to"))?;
    let mut known = Known::default();
    for (id, number, title) in rows {
        let id = Uuid::parse_str(&id)
            .map_err(|e| Error::Damaged { path: "record".into(), detail: e.to_string() })?;
        let key = fold::bare(&title);
        if !key.is_empty() {
            known.by_title.entry(key).and_modify(|found| *found = None).or_insert(Some(id));
        }
        known.by_number.insert(number, id);
        known.named.insert(id, (number, title));
    }
    Ok(known)
}
