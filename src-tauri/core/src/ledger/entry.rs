//! One line of the operation record, and the bytes its hash is made of.

use rusqlite::{Connection, Row};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::calendar::Stamp;
use crate::{Error, Result};

pub const GENESIS: [u8; 32] = [0; 32];

/// Where the ledger ends: how many entries, and the hash that stands for all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    pub seq: i64,
    pub hash: [u8; 32],
}

impl Head {
    pub const START: Self = Self { seq: 0, hash: GENESIS };

    pub fn hex(&self) -> String {
        data_encoding::HEXLOWER.encode(&self.hash)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub seq: i64,
    pub id: Uuid,
    pub at: Stamp,
    pub person: Uuid,
    pub device: String,
    pub kind: String,
    pub thing: String,
    /// Canonical JSON (RFC 8785) of the change, and of the change that would take it back.
    pub change: String,
    pub undo: Option<String>,
    /// The entry this one takes back (undo) or brings back (redo).
    pub undoes: Option<i64>,
    pub prev: [u8; 32],
    pub hash: [u8; 32],
}

/// An entry as it lies in the database: borrowed, unchecked, so that verifying a million of them copies nothing.
pub struct Raw<'a> {
    pub seq: i64,
    pub id: &'a str,
    pub at: &'a str,
    pub person: &'a str,
    pub device: &'a str,
    pub kind: &'a str,
    pub thing: &'a str,
    pub change: &'a str,
    pub undo: Option<&'a str>,
    pub undoes: Option<i64>,
    pub prev: &'a [u8],
    pub hash: &'a [u8],
}

pub const COLUMNS: &str = "seq, id, at, person, device, kind, thing, change, undo, undoes, prev, hash";

impl<'a> Raw<'a> {
    pub fn of(row: &'a Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            seq: row.get_ref(0)?.as_i64()?,
            id: row.get_ref(1)?.as_str()?,
            at: row.get_ref(2)?.as_str()?,
            person: row.get_ref(3)?.as_str()?,
            device: row.get_ref(4)?.as_str()?,
            kind: row.get_ref(5)?.as_str()?,
            thing: row.get_ref(6)?.as_str()?,
            change: row.get_ref(7)?.as_str()?,
            undo: row.get_ref(8)?.as_str_or_null()?,
            undoes: row.get_ref(9)?.as_i64_or_null()?,
            prev: row.get_ref(10)?.as_blob()?,
            hash: row.get_ref(11)?.as_blob()?,
        })
    }

    /// The entry as canonical JSON, keys in order, without its own hash. `change` and `undo` are canonical already.
    pub fn write_canonical(&self, out: &mut Vec<u8>) {
        out.clear();
        put(out, "{\"at\":", self.at);
        out.extend_from_slice(b",\"change\":");
        out.extend_from_slice(self.change.as_bytes());
        put(out, ",\"device\":", self.device);
        put(out, ",\"id\":", self.id);
        put(out, ",\"kind\":", self.kind);
        put(out, ",\"person\":", self.person);
        out.extend_from_slice(b",\"prev\":\"");
        push_hex(out, self.prev);
        out.extend_from_slice(b"\",\"seq\":");
        out.extend_from_slice(self.seq.to_string().as_bytes());
        put(out, ",\"thing\":", self.thing);
        out.extend_from_slice(b",\"undo\":");
        out.extend_from_slice(self.undo.unwrap_or("null").as_bytes());
        out.extend_from_slice(b",\"undoes\":");
        match self.undoes {
            Some(seq) => out.extend_from_slice(seq.to_string().as_bytes()),
            None => out.extend_from_slice(b"null"),
        }
        out.push(b'}');
    }

    pub fn hash_now(&self, buffer: &mut Vec<u8>) -> [u8; 32] {
        self.write_canonical(buffer);
        Sha256::digest(buffer).into()
    }
}

fn push_hex(out: &mut Vec<u8>, bytes: &[u8]) {
    const DIGITS: [u8; 16] = *b"0123456789abcdef";
    for byte in bytes {
        out.extend(DIGITS.get(usize::from(byte >> 4)));
        out.extend(DIGITS.get(usize::from(byte & 15)));
    }
}

fn put(out: &mut Vec<u8>, before: &str, text: &str) {
    out.extend_from_slice(before.as_bytes());
    // serde_json escapes a string exactly as RFC 8785 asks; writing to a Vec cannot fail.
    let _ = serde_json::to_writer(&mut *out, text);
}

impl Entry {
    fn raw(&self) -> Raw<'_> {
        // Only the texts that are not already strings need a home; see `append`.
        Raw {
            seq: self.seq,
            id: "",
            at: "",
            person: "",
            device: &self.device,
            kind: &self.kind,
            thing: &self.thing,
            change: &self.change,
            undo: self.undo.as_deref(),
            undoes: self.undoes,
            prev: &self.prev,
            hash: &self.hash,
        }
    }

    /// Computes the hash and appends the entry. Part of `record`'s transaction.
    pub fn append(&mut self, db: &Connection) -> Result<()> {
        let (id, at, person) = (self.id.to_string(), self.at.to_string(), self.person.to_string());
        let mut buffer = Vec::with_capacity(512);
        self.hash = Raw { id: &id, at: &at, person: &person, ..self.raw() }.hash_now(&mut buffer);
        let doing = Error::db("appending to the ledger");
        db.prepare_cached(
            "INSERT INTO entry (seq, id, at, person, device, kind, thing, change, undo, undoes, prev, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )
        .and_then(|mut s| {
            s.execute(rusqlite::params![
                self.seq,
                id,
                at,
                person,
                self.device,
                self.kind,
                self.thing,
                self.change,
                self.undo,
                self.undoes,
                self.prev.as_slice(),
                self.hash.as_slice()
            ])
        })
        .map_err(doing)?;
        Ok(())
    }

    pub fn read(row: &Row<'_>) -> Result<Self> {
        let raw = Raw::of(row).map_err(Error::db("reading the ledger"))?;
        let bad = |detail: String| Error::BadEntry { seq: raw.seq, detail };
        let uuid = |text: &str| Uuid::parse_str(text).map_err(|e| bad(e.to_string()));
        let hash = |bytes: &[u8]| <[u8; 32]>::try_from(bytes).map_err(|_| bad("hash".into()));
        Ok(Self {
            seq: raw.seq,
            id: uuid(raw.id)?,
            at: raw.at.parse().map_err(|_| bad("time".into()))?,
            person: uuid(raw.person)?,
            device: raw.device.into(),
            kind: raw.kind.into(),
            thing: raw.thing.into(),
            change: raw.change.into(),
            undo: raw.undo.map(Into::into),
            undoes: raw.undoes,
            prev: hash(raw.prev)?,
            hash: hash(raw.hash)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hashed_bytes_are_canonical_json() {
        let raw = Raw {
            seq: 7,
            id: "i",
            at: "2026-11-20T00:00:00.000Z",
            person: "p",
            device: "PC \"診察室\"\u{1}\n",
            kind: "people.edit",
            thing: "person:p",
            change: r#"{"a":1,"b":"㍿"}"#,
            undo: None,
            undoes: Some(3),
            prev: &GENESIS,
            hash: &GENESIS,
        };
        let mut bytes = Vec::new();
        raw.write_canonical(&mut bytes);
        let value: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(serde_json_canonicalizer::to_vec(&value).unwrap(), bytes);
        assert_eq!(value["undoes"], 3);
        assert_eq!(value["prev"].as_str().unwrap().len(), 64);
    }
}
