//! What the workspace knows of catalogues: the packs in use, and official wording.

use rusqlite::{Connection, OptionalExtension, Row};
use serde::Serialize;
use ts_rs::TS;

use super::model::Catalogue;
use super::overlay::Texts;
use super::pack::{Manifest, Pack};
use super::scale::Scale;
use crate::{Error, Result};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct InstalledPack {
    pub manifest: Manifest,
    pub digest: String,
    pub retired: bool,
    pub revision: i64,
}

const COLUMNS: &str = "SELECT pack.digest, retired, revision, manifest FROM pack
                       JOIN pack_content ON pack_content.digest = pack.digest";

type Raw = (String, bool, i64, String);

fn raw(row: &Row<'_>) -> rusqlite::Result<Raw> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
}

fn installed((digest, retired, revision, manifest): Raw) -> Result<InstalledPack> {
    Ok(InstalledPack { manifest: parse("pack_content", &manifest)?, digest, retired, revision })
}

pub fn packs(db: &Connection) -> Result<Vec<InstalledPack>> {
    let rows: Vec<Raw> = db
        .prepare_cached(&format!("{COLUMNS} ORDER BY id"))
        .and_then(|mut s| s.query_map([], raw)?.collect())
        .map_err(Error::db("reading the packs"))?;
    rows.into_iter().map(installed).collect()
}

pub fn pack(db: &Connection, id: &str) -> Result<Option<InstalledPack>> {
    let row = db
        .prepare_cached(&format!("{COLUMNS} WHERE id = ?1"))
        .and_then(|mut s| s.query_row([id], raw).optional())
        .map_err(Error::db("reading a pack"))?;
    row.map(installed).transpose()
}

/// Any content that was ever in use.
pub fn content(db: &Connection, digest: &str) -> Result<Pack> {
    let (manifest, files): (String, String) = db
        .prepare_cached("SELECT manifest, files FROM pack_content WHERE digest = ?1")
        .and_then(|mut s| s.query_row([digest], |row| Ok((row.get(0)?, row.get(1)?))))
        .map_err(Error::db("reading a pack's content"))?;
    Ok(Pack { manifest: parse("pack_content", &manifest)?, files: parse("pack_content", &files)? })
}

pub fn overlay(db: &Connection, catalogue: &str) -> Result<Option<(Texts, i64)>> {
    let row: Option<(String, i64)> = db
        .prepare_cached("SELECT texts, revision FROM overlay WHERE catalogue = ?1")
        .and_then(|mut s| s.query_row([catalogue], |row| Ok((row.get(0)?, row.get(1)?))).optional())
        .map_err(Error::db("reading official wording"))?;
    row.map(|(texts, revision)| Ok((parse("overlay", &texts)?, revision))).transpose()
}

/// The catalogue as an assessment has it, and the scale it is answered in.
pub fn pinned(db: &Connection, hash: &str) -> Result<(Catalogue, Scale)> {
    let (catalogue, scale) = pinned_text(db, hash)?;
    Ok((parse("pin", &catalogue)?, parse("pin", &scale)?))
}

pub fn is_pinned(db: &Connection, hash: &str) -> Result<bool> {
    db.prepare_cached("SELECT EXISTS (SELECT 1 FROM pin WHERE hash = ?1)")
        .and_then(|mut s| s.query_row([hash], |r| r.get(0)))
        .map_err(Error::db("looking for a catalogue"))
}

fn pinned_text(db: &Connection, hash: &str) -> Result<(String, String)> {
    db.prepare_cached("SELECT catalogue, scale FROM pin WHERE hash = ?1")
        .and_then(|mut s| s.query_row([hash], |r| Ok((r.get(0)?, r.get(1)?))).optional())
        .map_err(Error::db("reading a catalogue"))?
        .ok_or_else(|| Error::NoSuchThing { thing: hash.into() })
}

fn parse<T: serde::de::DeserializeOwned>(table: &str, text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|e| Error::Damaged { path: table.into(), detail: e.to_string() })
}
