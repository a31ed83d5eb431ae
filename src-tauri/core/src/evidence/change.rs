//! What may happen to a proof. Its files lie in the vault before a change names them.

use rusqlite::params;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};
use ts_rs::TS;
use uuid::Uuid;

use super::model::{Details, File, Proof, Stored, Use};
use super::query;
use crate::ledger::{Change, Domain, Scene, Tag, Text, Thing, conflict, json, text};
use crate::people::{self, Right};
use crate::{Error, Result, assessment, audit, register, training};

const MOST_FILES: usize = 50;
const MOST_USES: usize = 2_000;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, IntoStaticStr, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case", prefix = "evidence.")]
pub enum EvidenceChange {
    Add {
        id: Uuid,
        details: Details,
        #[ts(skip)]
        files: Vec<File>,
        uses: Vec<Use>,
        /// It belongs to a formal act: it is not taken back with an undo.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[ts(as = "Option<bool>", optional)]
        for_good: bool,
    },
    Edit {
        id: Uuid,
        base: i64,
        details: Details,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back_to: Option<i64>,
    },
    /// Newer files of the same proof; the older ones stay to be seen.
    Revise {
        id: Uuid,
        base: i64,
        #[ts(skip)]
        files: Vec<File>,
        note: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back_to: Option<i64>,
    },
    Unrevise {
        id: Uuid,
        base: i64,
        #[ts(skip)]
        files: Vec<File>,
        note: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back_to: Option<i64>,
    },
    Withdraw {
        id: Uuid,
        base: i64,
        title: String,
        withdrawn: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back_to: Option<i64>,
    },
    Link {
        id: Uuid,
        title: String,
        uses: Vec<Use>,
    },
    Unlink {
        id: Uuid,
        title: String,
        uses: Vec<Use>,
    },
    /// A file taken out of the folder for good: there is no way back.
    Shred {
        id: Uuid,
        title: String,
        sha256: String,
        reason: String,
    },
}

impl EvidenceChange {
    pub const fn proof(&self) -> Uuid {
        match self {
            Self::Add { id, .. }
            | Self::Edit { id, .. }
            | Self::Revise { id, .. }
            | Self::Unrevise { id, .. }
            | Self::Withdraw { id, .. }
            | Self::Link { id, .. }
            | Self::Unlink { id, .. }
            | Self::Shred { id, .. } => *id,
        }
    }
}

impl Domain for EvidenceChange {
    fn thing(&self) -> Thing {
        format!("proof:{}", self.proof())
    }

    fn right(&self, _by: Uuid) -> Right {
        match self {
            Self::Shred { .. } => Right::ShredEvidence,
            _ => Right::AddEvidence,
        }
    }

    fn touches(&self) -> &'static [Tag] {
        &[Tag::Evidence]
    }

    fn check(&self, scene: &Scene<'_>) -> Result<()> {
        match self {
            Self::Add { details, files, uses, .. } => {
                check_details(details)?;
                if files.is_empty() && details.place.is_empty() && details.link.is_empty() {
                    return Err(Error::Required { field: "file".into() });
                }
                count(files.len(), MOST_FILES)?;
                check_uses(scene, uses)
            }
            Self::Edit { id, base, details, .. } => {
                check_details(details)?;
                let found = seen(scene, *id)?;
                self.same(scene, &found, *base, details, &found.details)
            }
            Self::Revise { id, base, files, note, .. } => {
                text(note, &Text { field: "note", limit: 2_000, required: false })?;
                if files.is_empty() {
                    return Err(Error::Required { field: "file".into() });
                }
                count(files.len(), MOST_FILES)?;
                let found = seen(scene, *id)?;
                self.same(scene, &found, *base, note, &found.revisions)
            }
            Self::Unrevise { id, base, note, .. } => {
                let found = seen(scene, *id)?;
                self.same(scene, &found, *base, note, &found.revisions)
            }
            Self::Withdraw { id, base, withdrawn, .. } => {
                let found = seen(scene, *id)?;
                self.same(scene, &found, *base, withdrawn, &found.withdrawn)
            }
            Self::Link { id, uses, .. } => {
                seen(scene, *id)?;
                check_uses(scene, uses)
            }
            Self::Unlink { id, uses, .. } => {
                seen(scene, *id)?;
                count(uses.len(), MOST_USES)?;
                uses.iter().try_for_each(|one| require_open(scene, one))
            }
            Self::Shred { id, sha256, reason, .. } => {
                text(reason, &Text { field: "reason", limit: 2_000, required: true })?;
                seen(scene, *id)?;
                let named = query::named_in(scene.db, *id, sha256)?;
                let there = query::stored(scene.db, sha256)?.filter(|_| named);
                there.map(drop).ok_or_else(|| Error::NoSuchThing { thing: sha256.clone() })
            }
        }
    }

    fn apply(&self, scene: &Scene<'_>) -> Result<Option<Change>> {
        let inverse = match self {
            Self::Add { id, details, files, uses, for_good } => {
                write(
                    scene,
                    "INSERT INTO proof (id, details, added, added_by, number, withdrawn, revision)
                     VALUES (?1, ?2, ?3, ?4, 0, 0, ?5)",
                    params![
                        id.to_string(),
                        json(details)?,
                        scene.at.to_string(),
                        scene.by.to_string(),
                        scene.seq
                    ],
                )?;
                if !files.is_empty() {
                    add_revision(scene, *id, files, "")?;
                }
                link(scene, *id, uses)?;
                if *for_good {
                    return Ok(None);
                }
                let title = details.title.clone();
                Self::Withdraw { id: *id, base: scene.seq, title, withdrawn: true, back_to: None }
            }
            Self::Edit { id, base, details, back_to } => {
                let before = query::find(scene.db, *id, scene.at.day())?;
                let revision = set_revision(scene, *id, *back_to)?;
                write(
                    scene,
                    "UPDATE proof SET details = ?2 WHERE id = ?1",
                    params![id.to_string(), json(details)?],
                )?;
                Self::Edit { id: *id, base: revision, details: before.details, back_to: Some(*base) }
            }
            Self::Revise { id, base, files, note, back_to } => {
                let revision = set_revision(scene, *id, *back_to)?;
                add_revision(scene, *id, files, note)?;
                let (files, note) = (files.clone(), note.clone());
                Self::Unrevise { id: *id, base: revision, files, note, back_to: Some(*base) }
            }
            Self::Unrevise { id, base, files, note, back_to } => {
                let revision = set_revision(scene, *id, *back_to)?;
                write(
                    scene,
                    "DELETE FROM proof_revision WHERE proof = ?1
                     AND number = (SELECT number FROM proof WHERE id = ?1)",
                    params![id.to_string()],
                )?;
                write(scene, "UPDATE proof SET number = number - 1 WHERE id = ?1", params![id.to_string()])?;
                let (files, note) = (files.clone(), note.clone());
                Self::Revise { id: *id, base: revision, files, note, back_to: Some(*base) }
            }
            Self::Withdraw { id, base, title, withdrawn, back_to } => {
                let revision = set_revision(scene, *id, *back_to)?;
                write(
                    scene,
                    "UPDATE proof SET withdrawn = ?2 WHERE id = ?1",
                    params![id.to_string(), withdrawn],
                )?;
                let (title, withdrawn) = (title.clone(), !withdrawn);
                Self::Withdraw { id: *id, base: revision, title, withdrawn, back_to: Some(*base) }
            }
            Self::Link { id, title, uses } => {
                let new = link(scene, *id, uses)?;
                Self::Unlink { id: *id, title: title.clone(), uses: new }
            }
            Self::Unlink { id, title, uses } => {
                let mut gone = Vec::new();
                for one in uses {
                    let done = write(
                        scene,
                        "DELETE FROM proof_use WHERE proof = ?1 AND thing = ?2",
                        params![id.to_string(), one.to_string()],
                    )?;
                    if done > 0 {
                        gone.push(one.clone());
                    }
                }
                Self::Link { id: *id, title: title.clone(), uses: gone }
            }
            Self::Shred { id, sha256, .. } => {
                // What was made from it goes with it.
                for one in query::made_from(scene.db, *id, sha256)? {
                    write(scene, "UPDATE content SET shredded = 1 WHERE sha256 = ?1", params![one])?;
                }
                return Ok(None);
            }
        };
        Ok(Some(Change::Evidence(inverse)))
    }
}

impl EvidenceChange {
    fn same(
        &self,
        scene: &Scene<'_>,
        found: &Proof,
        base: i64,
        yours: &impl Serialize,
        theirs: &impl Serialize,
    ) -> Result<()> {
        if found.revision == base {
            return Ok(());
        }
        Err(conflict(scene.db, self.thing(), found.revision, yours, theirs))
    }
}

/// The proof, if the person may know of it.
fn seen(scene: &Scene<'_>, id: Uuid) -> Result<Proof> {
    let found = query::find(scene.db, id, scene.at.day())?;
    let (_, roles) = people::roles_of(scene.db, scene.by)?;
    if found.seen_by(scene.by, &roles) {
        return Ok(found);
    }
    let right: &str = Right::SeeEvidence.into();
    Err(Error::NotPermitted { right: right.into(), roles: roles.to_string() })
}

fn check_details(details: &Details) -> Result<()> {
    text(&details.title, &Text { field: "title", limit: 200, required: true })?;
    for (field, words, limit) in [
        ("issuer", &details.issuer, 200),
        ("place", &details.place, 200),
        ("link", &details.link, 2_000),
        ("note", &details.note, 4_000),
    ] {
        text(words, &Text { field, limit, required: false })?;
    }
    let invalid = |field: &str, detail: &str| Error::Invalid { field: field.into(), detail: detail.into() };
    if !details.link.is_empty() {
        let parsed = url::Url::parse(&details.link).map_err(|_| invalid("link", &details.link))?;
        if !["http", "https"].contains(&parsed.scheme()) {
            return Err(invalid("link", &details.link));
        }
    }
    match (details.speaks_for, details.valid_until) {
        (Some(from), Some(until)) if until < from => Err(invalid("valid_until", &until.to_string())),
        _ => Ok(()),
    }
}

fn count(items: usize, most: usize) -> Result<()> {
    if items > most {
        return Err(Error::Invalid { field: "items".into(), detail: items.to_string() });
    }
    Ok(())
}

fn check_uses(scene: &Scene<'_>, uses: &[Use]) -> Result<()> {
    count(uses.len(), MOST_USES)?;
    uses.iter().try_for_each(|one| {
        require_open(scene, one)?;
        match one {
            Use::Control { assessment, at } => assessment::require_control(scene.db, *assessment, at),
            Use::Record { record, field } => register::require_place(scene.db, *record, field),
            Use::Audited { audit, item } => {
                let there = audit::is_line(scene.db, *audit, item)?;
                if there { Ok(()) } else { Err(Error::NoSuchThing { thing: item.to_string() }) }
            }
            Use::Finding { finding } => audit::finding::require(scene.db, *finding).map(drop),
            Use::Session { session } => training::session(scene.db, *session)?
                .map(drop)
                .ok_or_else(|| Error::NoSuchThing { thing: format!("session:{session}") }),
        }
    })
}

/// What was closed stays as it was signed.
fn require_open(scene: &Scene<'_>, one: &Use) -> Result<()> {
    match one {
        Use::Control { assessment, .. } => assessment::require_open(scene.db, *assessment).map(drop),
        // What was reported stays as it was judged.
        Use::Audited { audit, .. } => {
            let found = audit::require(scene.db, *audit)?;
            let name: &str = found.state.into();
            if found.state == audit::State::Doing {
                return Ok(());
            }
            Err(Error::WrongState { step: "attach".into(), state: format!("audit_{name}") })
        }
        Use::Finding { .. } | Use::Record { .. } | Use::Session { .. } => Ok(()),
    }
}

fn set_revision(scene: &Scene<'_>, id: Uuid, back_to: Option<i64>) -> Result<i64> {
    let revision = scene.revision(back_to);
    write(scene, "UPDATE proof SET revision = ?2 WHERE id = ?1", params![id.to_string(), revision])?;
    Ok(revision)
}

fn add_revision(scene: &Scene<'_>, id: Uuid, files: &[File], note: &str) -> Result<()> {
    write(scene, "UPDATE proof SET number = number + 1 WHERE id = ?1", params![id.to_string()])?;
    write(
        scene,
        "INSERT INTO proof_revision (proof, number, files, note, added, added_by)
         SELECT id, number, ?2, ?3, ?4, ?5 FROM proof WHERE id = ?1",
        params![id.to_string(), json(files)?, note, scene.at.to_string(), scene.by.to_string()],
    )?;
    files.iter().flat_map(File::contents).try_for_each(|stored| keep(scene, stored))
}

/// A content that lies among the files, whoever it belongs to: it is backed up and checked with them.
pub(crate) fn keep(scene: &Scene<'_>, stored: &Stored) -> Result<()> {
    // The same content again, or one that had been shredded and is brought anew.
    write(
        scene,
        "INSERT INTO content (sha256, stored, shredded) VALUES (?1, ?2, 0)
         ON CONFLICT (sha256) DO UPDATE SET stored = excluded.stored, shredded = 0 WHERE shredded = 1",
        params![stored.sha256, json(stored)?],
    )
    .map(drop)
}

/// Answers the links that were not there before.
fn link(scene: &Scene<'_>, id: Uuid, uses: &[Use]) -> Result<Vec<Use>> {
    let mut new = Vec::new();
    for one in uses {
        let done = write(
            scene,
            "INSERT OR IGNORE INTO proof_use (proof, thing) VALUES (?1, ?2)",
            params![id.to_string(), one.to_string()],
        )?;
        if done > 0 {
            new.push(one.clone());
        }
    }
    Ok(new)
}

fn write(scene: &Scene<'_>, sql: &str, values: impl rusqlite::Params) -> Result<usize> {
    let done = scene.db.prepare_cached(sql).and_then(|mut s| s.execute(values));
    done.map_err(Error::db("writing evidence"))
}
