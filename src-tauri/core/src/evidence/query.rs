//! Questions about evidence.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Deserialize;
use ts_rs::TS;
use uuid::Uuid;

use super::model::{Details, File, Freshness, Kind, Proof, Revision, Shown, Stored, Use};
use crate::assessment::At;
use crate::calendar::Day;
use crate::people::{Right, Roles};
use crate::{Error, Result, people};

fn damaged(detail: impl ToString) -> Error {
    Error::Damaged { path: "proof".into(), detail: detail.to_string() }
}

fn parsed<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(damaged)
}

#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Filter {
    /// In title, issuer, place, note, names of files and their texts.
    #[ts(as = "Option<String>")]
    pub text: String,
    pub kind: Option<Kind>,
    pub freshness: Option<Freshness>,
    /// Only what is used for this.
    pub used_for: Option<Use>,
    #[ts(as = "Option<bool>")]
    pub unused: bool,
    /// Those that were withdrawn, instead of the others.
    #[ts(as = "Option<bool>")]
    pub withdrawn: bool,
}

struct Raw {
    id: String,
    details: String,
    added: String,
    added_by: String,
    name: String,
    number: u32,
    withdrawn: bool,
    revision: i64,
    files: Option<String>,
    used: u32,
}

const PROOF: &str = "SELECT proof.id, proof.details, proof.added, proof.added_by, coalesce(person.name, ''),
        proof.number, proof.withdrawn, proof.revision, proof_revision.files,
        (SELECT count(*) FROM proof_use WHERE proof_use.proof = proof.id)
    FROM proof
    LEFT JOIN person ON person.id = proof.added_by
    LEFT JOIN proof_revision ON proof_revision.proof = proof.id AND proof_revision.number = proof.number";

fn raw(r: &Row<'_>) -> rusqlite::Result<Raw> {
    Ok(Raw {
        id: r.get(0)?,
        details: r.get(1)?,
        added: r.get(2)?,
        added_by: r.get(3)?,
        name: r.get(4)?,
        number: r.get(5)?,
        withdrawn: r.get(6)?,
        revision: r.get(7)?,
        files: r.get(8)?,
        used: r.get(9)?,
    })
}

fn proof(raw: Raw, gone: &BTreeSet<String>, today: Day) -> Result<Proof> {
    let details: Details = parsed(&raw.details)?;
    let files: Vec<File> = raw.files.as_deref().map(parsed).transpose()?.unwrap_or_default();
    Ok(Proof {
        id: Uuid::parse_str(&raw.id).map_err(damaged)?,
        freshness: Freshness::on(today, details.valid_until),
        details,
        files: files.iter().map(|file| file.shown(gone)).collect(),
        added: raw.added.parse().map_err(damaged)?,
        added_by: Uuid::parse_str(&raw.added_by).map_err(damaged)?,
        added_by_name: raw.name,
        revisions: raw.number,
        used: raw.used,
        withdrawn: raw.withdrawn,
        revision: raw.revision,
    })
}

fn all(db: &Connection, condition: &str, values: impl rusqlite::Params, today: Day) -> Result<Vec<Proof>> {
    let gone = shredded(db)?;
    let rows: Vec<Raw> = db
        .prepare_cached(&format!("{PROOF} {condition} ORDER BY proof.added DESC, proof.id DESC"))
        .and_then(|mut s| s.query_map(values, raw)?.collect())
        .map_err(Error::db("reading the evidence"))?;
    rows.into_iter().map(|row| proof(row, &gone, today)).collect()
}

/// The newest first; only what this person may know of. `in_texts`: proofs whose files say what is looked for.
pub fn list(
    db: &Connection,
    filter: &Filter,
    viewer: (Uuid, &Roles),
    in_texts: &BTreeSet<String>,
    today: Day,
) -> Result<Vec<Proof>> {
    let mut found = match &filter.used_for {
        Some(one) => all(
            db,
            "WHERE proof.id IN (SELECT proof FROM proof_use WHERE thing = ?1)",
            [one.to_string()],
            today,
        )?,
        None => all(db, "", [], today)?,
    };
    let wanted = crate::catalogue::fold(filter.text.trim());
    let says = |text: &str| crate::catalogue::fold(text).contains(&wanted);
    found.retain(|proof| {
        let Details { title, issuer, place, note, link, .. } = &proof.details;
        proof.seen_by(viewer.0, viewer.1)
            && proof.withdrawn == filter.withdrawn
            && filter.kind.is_none_or(|kind| proof.details.kind == kind)
            && filter.freshness.is_none_or(|wanted| proof.freshness == wanted)
            && (!filter.unused || proof.used == 0)
            && (wanted.is_empty()
                || [title, issuer, place, note, link].iter().any(|text| says(text))
                || proof.files.iter().any(|file| says(&file.name))
                || in_texts.contains(&proof.id.to_string()))
    });
    Ok(found)
}

pub fn find(db: &Connection, id: Uuid, today: Day) -> Result<Proof> {
    let found = all(db, "WHERE proof.id = ?1", [id.to_string()], today)?;
    found.into_iter().next().ok_or_else(|| Error::NoSuchThing { thing: format!("proof:{id}") })
}

/// The proof, if this person may know of it.
pub fn require_seen(db: &Connection, id: Uuid, viewer: (Uuid, &Roles), today: Day) -> Result<Proof> {
    let found = find(db, id, today)?;
    if found.seen_by(viewer.0, viewer.1) {
        return Ok(found);
    }
    let right: &str = Right::SeeEvidence.into();
    Err(Error::NotPermitted { right: right.into(), roles: viewer.1.to_string() })
}

/// The newest first.
pub fn revisions(db: &Connection, id: Uuid) -> Result<Vec<Revision>> {
    let gone = shredded(db)?;
    let rows: Vec<(u32, String, String, String, String)> = db
        .prepare_cached(
            "SELECT number, files, note, added, added_by FROM proof_revision WHERE proof = ?1 ORDER BY number DESC",
        )
        .and_then(|mut s| {
            let row = |r: &Row<'_>| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?));
            s.query_map([id.to_string()], row)?.collect()
        })
        .map_err(Error::db("reading a proof's revisions"))?;
    rows.into_iter()
        .map(|(number, files, note, added, by)| {
            let by = Uuid::parse_str(&by).map_err(damaged)?;
            Ok(Revision {
                number,
                files: parsed::<Vec<File>>(&files)?.iter().map(|file| file.shown(&gone)).collect(),
                note,
                added: added.parse().map_err(damaged)?,
                added_by_name: people::name_of(db, by)?.unwrap_or_default(),
            })
        })
        .collect()
}

/// The files of one revision, with what opens them.
pub(super) fn files(db: &Connection, id: Uuid, number: u32) -> Result<Vec<File>> {
    let text: Option<String> = db
        .prepare_cached("SELECT files FROM proof_revision WHERE proof = ?1 AND number = ?2")
        .and_then(|mut s| s.query_row(params![id.to_string(), number], |r| r.get(0)).optional())
        .map_err(Error::db("reading a proof's files"))?;
    text.as_deref().map_or_else(|| Ok(Vec::new()), parsed)
}

/// One file of a proof by its content, in whichever revision.
pub fn file(db: &Connection, id: Uuid, sha256: &str) -> Result<File> {
    let number = find_number(db, id)?;
    for number in (1..=number).rev() {
        let mut all = files(db, id, number)?;
        if let Some(place) = all.iter().position(|file| file.stored.sha256 == sha256) {
            return Ok(all.swap_remove(place));
        }
    }
    Err(Error::NoSuchThing { thing: sha256.into() })
}

fn find_number(db: &Connection, id: Uuid) -> Result<u32> {
    db.prepare_cached("SELECT number FROM proof WHERE id = ?1")
        .and_then(|mut s| s.query_row([id.to_string()], |r| r.get(0)).optional())
        .map_err(Error::db("reading a proof"))?
        .ok_or_else(|| Error::NoSuchThing { thing: format!("proof:{id}") })
}

pub(super) fn named_in(db: &Connection, id: Uuid, sha256: &str) -> Result<bool> {
    match file(db, id, sha256) {
        Ok(_) => Ok(true),
        Err(Error::NoSuchThing { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

/// A file's content, and what was made from it.
pub(super) fn made_from(db: &Connection, id: Uuid, sha256: &str) -> Result<Vec<String>> {
    Ok(file(db, id, sha256)?.contents().map(|stored| stored.sha256.clone()).collect())
}

/// What is stored under a hash, unless it was shredded.
pub fn stored(db: &Connection, sha256: &str) -> Result<Option<Stored>> {
    let text: Option<String> = db
        .prepare_cached("SELECT stored FROM content WHERE sha256 = ?1 AND shredded = 0")
        .and_then(|mut s| s.query_row([sha256], |r| r.get(0)).optional())
        .map_err(Error::db("looking for a content"))?;
    text.as_deref().map(parsed).transpose()
}

fn contents(db: &Connection, shredded: bool) -> Result<Vec<Stored>> {
    let texts: Vec<String> = db
        .prepare_cached("SELECT stored FROM content WHERE shredded = ?1 ORDER BY sha256")
        .and_then(|mut s| s.query_map([shredded], |r| r.get(0))?.collect())
        .map_err(Error::db("reading the contents"))?;
    texts.iter().map(|text| parsed(text)).collect()
}

/// Everything that must lie in the folder.
pub fn in_use(db: &Connection) -> Result<Vec<Stored>> {
    contents(db, false)
}

pub(super) fn to_remove(db: &Connection) -> Result<Vec<Stored>> {
    contents(db, true)
}

fn shredded(db: &Connection) -> Result<BTreeSet<String>> {
    Ok(contents(db, true)?.into_iter().map(|stored| stored.sha256).collect())
}

/// A content, and whose it is.
pub struct Owned {
    pub title: String,
    pub name: String,
    pub stored: Stored,
}

/// Every content once, with the first proof that has it.
pub fn files_of_all(db: &Connection) -> Result<Vec<Owned>> {
    let mut owners: BTreeMap<String, (String, String)> = BTreeMap::new();
    for (details, files) in all_files(db)? {
        for file in files {
            for stored in file.contents() {
                owners
                    .entry(stored.sha256.clone())
                    .or_insert_with(|| (details.title.clone(), file.name.clone()));
            }
        }
    }
    let owned = in_use(db)?.into_iter().map(|stored| {
        let (title, name) = owners.get(&stored.sha256).cloned().unwrap_or_default();
        Owned { title, name, stored }
    });
    Ok(owned.collect())
}

fn all_files(db: &Connection) -> Result<Vec<(Details, Vec<File>)>> {
    let rows: Vec<(String, String)> = db
        .prepare_cached(
            "SELECT details, files FROM proof_revision JOIN proof ON proof.id = proof_revision.proof
             ORDER BY proof.id, proof_revision.number",
        )
        .and_then(|mut s| s.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect())
        .map_err(Error::db("reading all files"))?;
    rows.iter().map(|(details, files)| Ok((parsed(details)?, parsed(files)?))).collect()
}

/// Every text there is to search in.
pub(super) fn texts(db: &Connection) -> Result<Vec<Stored>> {
    let all = all_files(db)?;
    Ok(all.into_iter().flat_map(|(_, files)| files).filter_map(|file| file.text).collect())
}

pub(super) fn proofs_with_text(db: &Connection, texts: &BTreeSet<&String>) -> Result<BTreeSet<String>> {
    if texts.is_empty() {
        return Ok(BTreeSet::new());
    }
    let rows: Vec<(String, String)> = db
        .prepare_cached("SELECT proof, files FROM proof_revision")
        .and_then(|mut s| s.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect())
        .map_err(Error::db("reading all files"))?;
    let mut found = BTreeSet::new();
    for (proof, files) in rows {
        let files: Vec<File> = parsed(&files)?;
        if files.iter().any(|file| file.text.as_ref().is_some_and(|text| texts.contains(&text.sha256))) {
            found.insert(proof);
        }
    }
    Ok(found)
}

/// What a proof is used for.
pub fn uses(db: &Connection, id: Uuid) -> Result<Vec<Use>> {
    let things: Vec<String> = db
        .prepare_cached("SELECT thing FROM proof_use WHERE proof = ?1 ORDER BY thing")
        .and_then(|mut s| s.query_map([id.to_string()], |r| r.get(0))?.collect())
        .map_err(Error::db("reading what a proof is used for"))?;
    things.iter().map(|thing| thing.parse()).collect()
}

/// Whether there is such a proof, whoever may know of it.
pub fn is_there(db: &Connection, id: Uuid) -> Result<bool> {
    db.prepare_cached("SELECT EXISTS (SELECT 1 FROM proof WHERE id = ?1)")
        .and_then(|mut s| s.query_row([id.to_string()], |r| r.get(0)))
        .map_err(Error::db("looking for a proof"))
}

/// Whether anything is attached there.
pub fn is_used(db: &Connection, one: &Use) -> Result<bool> {
    db.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM proof_use JOIN proof ON proof.id = proof_use.proof
                        WHERE withdrawn = 0 AND thing = ?1)",
    )
    .and_then(|mut s| s.query_row([one.to_string()], |r| r.get(0)))
    .map_err(Error::db("looking for what is attached"))
}

/// How many proofs are attached to each thing whose name begins so.
pub fn counted(db: &Connection, begins: &str) -> Result<BTreeMap<String, u32>> {
    let end = format!("{begins}\u{10FFFF}");
    let rows: Vec<(String, u32)> = db
        .prepare_cached(
            "SELECT thing, count(*) FROM proof_use JOIN proof ON proof.id = proof_use.proof
             WHERE withdrawn = 0 AND thing >= ?1 AND thing < ?2 GROUP BY thing",
        )
        .and_then(|mut s| s.query_map([begins, &end], |r| Ok((r.get(0)?, r.get(1)?)))?.collect())
        .map_err(Error::db("counting what is attached"))?;
    Ok(rows.into_iter().collect())
}

/// What is attached to a record, with the field it is attached under; only what this person may know of.
pub fn of_record(
    db: &Connection,
    record: Uuid,
    viewer: (Uuid, &Roles),
    today: Day,
) -> Result<Vec<(String, Proof)>> {
    let (from, to) = (format!("record:{record}:"), format!("record:{record};"));
    let rows: Vec<(String, String)> = db
        .prepare_cached("SELECT thing, proof FROM proof_use WHERE thing >= ?1 AND thing < ?2")
        .and_then(|mut s| s.query_map([&from, &to], |r| Ok((r.get(0)?, r.get(1)?)))?.collect())
        .map_err(Error::db("reading what is attached to a record"))?;
    let mut found = Vec::new();
    for (thing, id) in rows {
        let Use::Record { field, .. } = thing.parse()? else { continue };
        let proof = find(db, Uuid::parse_str(&id).map_err(damaged)?, today)?;
        if !proof.withdrawn && proof.seen_by(viewer.0, viewer.1) {
            found.push((field, proof));
        }
    }
    found.sort_by_key(|(_, proof)| proof.added);
    Ok(found)
}

/// How fresh the proofs of each control of an assessment are. Withdrawn ones prove nothing.
pub fn standing(db: &Connection, assessment: Uuid, today: Day) -> Result<BTreeMap<At, Vec<Freshness>>> {
    // Everything that begins with `control:<id>:`, by the index: the colon is followed by the semicolon.
    let (from, to) = (format!("control:{assessment}:"), format!("control:{assessment};"));
    let rows: Vec<(String, String)> = db
        .prepare_cached(
            "SELECT thing, details FROM proof_use JOIN proof ON proof.id = proof_use.proof
             WHERE withdrawn = 0 AND thing >= ?1 AND thing < ?2",
        )
        .and_then(|mut s| s.query_map([&from, &to], |r| Ok((r.get(0)?, r.get(1)?)))?.collect())
        .map_err(Error::db("reading the proofs of an assessment"))?;
    let mut found: BTreeMap<At, Vec<Freshness>> = BTreeMap::new();
    for (thing, details) in rows {
        let Use::Control { at, .. } = thing.parse()? else { continue };
        let details: Details = parsed(&details)?;
        found.entry(at).or_default().push(Freshness::on(today, details.valid_until));
    }
    Ok(found)
}

/// What each control of an assessment is proved by, by title; only what everybody may know of.
pub fn titles(db: &Connection, assessment: Uuid) -> Result<BTreeMap<At, Vec<String>>> {
    let (from, to) = (format!("control:{assessment}:"), format!("control:{assessment};"));
    let rows: Vec<(String, String)> = db
        .prepare_cached(
            "SELECT thing, details FROM proof_use JOIN proof ON proof.id = proof_use.proof
             WHERE withdrawn = 0 AND thing >= ?1 AND thing < ?2 ORDER BY thing, added",
        )
        .and_then(|mut s| s.query_map([&from, &to], |r| Ok((r.get(0)?, r.get(1)?)))?.collect())
        .map_err(Error::db("reading the proofs of an assessment"))?;
    let mut found: BTreeMap<At, Vec<String>> = BTreeMap::new();
    for (thing, details) in rows {
        let Use::Control { at, .. } = thing.parse()? else { continue };
        let details: Details = parsed(&details)?;
        if details.seen_by.0.is_empty() {
            found.entry(at).or_default().push(details.title);
        }
    }
    Ok(found)
}

impl File {
    /// Its bytes and what was made from them.
    pub(super) fn contents(&self) -> impl Iterator<Item = &Stored> {
        std::iter::once(&self.stored).chain(&self.thumbnail).chain(&self.text)
    }

    fn shown(&self, gone: &BTreeSet<String>) -> Shown {
        Shown {
            name: self.name.clone(),
            media: self.media,
            bytes: self.stored.bytes,
            sha256: self.stored.sha256.clone(),
            original_sha256: self.original_sha256.clone(),
            thumbnail: self.thumbnail.is_some(),
            pages: self.pages,
            shredded: gone.contains(&self.stored.sha256),
        }
    }
}

impl Stored {
    pub(super) fn nothing() -> Self {
        Self { sha256: String::new(), bytes: 0, name: String::new(), key: String::new() }
    }
}
