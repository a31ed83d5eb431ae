//! What may happen to catalogues in a workspace: a pack comes, goes to rest, or its former state returns; official
//! wording is laid over. A pack's content, once in, stays readable: answers given to it point at it.

use std::collections::BTreeMap;

use rusqlite::params;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};
use ts_rs::TS;
use uuid::Uuid;

use super::model::Catalogue;
use super::overlay::Texts;
use super::pack::{Manifest, Pack};
use super::query;
use super::scale::Scale;
use crate::ledger::{Change, Domain, Scene, Tag, Text, Thing, conflict, text};
use crate::people::Right;
use crate::{Error, Result};

/// Which content of a pack is in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InUse {
    pub digest: String,
    pub retired: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, IntoStaticStr, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case", prefix = "catalogue.")]
pub enum CatalogueChange {
    /// `base` is 0 where the pack is new.
    Install {
        base: i64,
        manifest: Manifest,
        files: BTreeMap<String, String>,
    },
    Retire {
        base: i64,
        id: String,
        title: String,
    },
    /// A catalogue's content as it is now, with its scale, kept for the answers that will be given to it.
    Pin {
        catalogue: Box<Catalogue>,
        scale: Scale,
    },
    /// What undoing does: the pack is as it was, or not there.
    Return {
        base: i64,
        id: String,
        title: String,
        now: Option<InUse>,
        back_to: i64,
    },
    Overlay {
        base: i64,
        catalogue: String,
        texts: Texts,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back_to: Option<i64>,
    },
}

impl Domain for CatalogueChange {
    fn thing(&self) -> Thing {
        match self {
            Self::Install { manifest, .. } => format!("pack:{}", manifest.id),
            Self::Retire { id, .. } | Self::Return { id, .. } => format!("pack:{id}"),
            Self::Overlay { catalogue, .. } => format!("overlay:{catalogue}"),
            Self::Pin { catalogue, .. } => format!("catalogue:{}", catalogue.head.id),
        }
    }

    fn right(&self, _by: Uuid) -> Right {
        match self {
            Self::Pin { .. } => Right::LeadAssessment,
            _ => Right::ManageCatalogues,
        }
    }

    fn touches(&self) -> &'static [Tag] {
        &[Tag::Catalogues]
    }

    fn check(&self, scene: &Scene<'_>) -> Result<()> {
        match self {
            Self::Install { base, manifest, files } => {
                let pack = Pack { manifest: manifest.clone(), files: files.clone() };
                for (field, value) in [
                    ("id", &pack.manifest.id),
                    ("title", &pack.manifest.title),
                    ("version", &pack.manifest.version),
                ] {
                    text(value, &Text { field, limit: 500, required: true })?;
                }
                pack.contents()?;
                let found = query::pack(scene.db, &pack.manifest.id)?;
                let same = found
                    .as_ref()
                    .filter(|found| found.manifest.version == pack.manifest.version && !found.retired);
                if let Some(found) = same
                    && found.digest != pack.digest()?
                {
                    // A version that means two contents would make every answer to it doubtful.
                    let (id, version) = (pack.manifest.id.clone(), pack.manifest.version.clone());
                    return Err(Error::PackDiffers { id, version });
                }
                self.unchanged(scene, *base, found.map_or(0, |found| found.revision))
            }
            Self::Retire { base, id, .. } => {
                let found = query::pack(scene.db, id)?.filter(|found| !found.retired);
                let found = found.ok_or_else(|| Error::NoSuchThing { thing: id.clone() })?;
                self.unchanged(scene, *base, found.revision)
            }
            Self::Return { base, id, .. } => {
                let found = query::pack(scene.db, id)?.map_or(0, |found| found.revision);
                self.unchanged(scene, *base, found)
            }
            Self::Pin { catalogue, .. } => match super::check::catalogue(catalogue).into_iter().next() {
                None => Ok(()),
                Some((pointer, _)) => Err(Error::Invalid { field: "catalogue".into(), detail: pointer }),
            },
            Self::Overlay { base, catalogue, .. } => {
                let found = query::overlay(scene.db, catalogue)?.map_or(0, |(_, revision)| revision);
                self.unchanged(scene, *base, found)
            }
        }
    }

    fn apply(&self, scene: &Scene<'_>) -> Result<Option<Change>> {
        let inverse = match self {
            Self::Pin { catalogue, scale } => {
                pin(scene, catalogue, scale)?;
                return Ok(None);
            }
            Self::Install { base, manifest, files } => {
                let pack = Pack { manifest: manifest.clone(), files: files.clone() };
                let digest = pack.digest()?;
                store(scene, &digest, &pack)?;
                let before = in_use(scene, &pack.manifest.id)?;
                put(scene, &pack.manifest.id, Some(&InUse { digest, retired: false }), scene.seq)?;
                let (id, title) = (pack.manifest.id.clone(), pack.manifest.title.clone());
                Self::Return { base: scene.seq, id, title, now: before, back_to: *base }
            }
            Self::Retire { base, id, title } => {
                let before = in_use(scene, id)?;
                let now = before.clone().map(|before| InUse { retired: true, ..before });
                put(scene, id, now.as_ref(), scene.seq)?;
                Self::Return {
                    base: scene.seq,
                    id: id.clone(),
                    title: title.clone(),
                    now: before,
                    back_to: *base,
                }
            }
            Self::Return { base, id, title, now, back_to } => {
                let before = in_use(scene, id)?;
                put(scene, id, now.as_ref(), *back_to)?;
                let (id, title) = (id.clone(), title.clone());
                let revision = if now.is_some() { *back_to } else { 0 };
                Self::Return { base: revision, id, title, now: before, back_to: *base }
            }
            Self::Overlay { base, catalogue, texts, back_to } => {
                let before = query::overlay(scene.db, catalogue)?.map(|(texts, _)| texts).unwrap_or_default();
                let revision = scene.revision(*back_to);
                overlay(scene, catalogue, texts, revision)?;
                // An empty overlay is none, and none has revision 0.
                let base_now = if texts.is_empty() { 0 } else { revision };
                Self::Overlay {
                    base: base_now,
                    catalogue: catalogue.clone(),
                    texts: before,
                    back_to: Some(*base),
                }
            }
        };
        Ok(Some(Change::Catalogue(inverse)))
    }
}

impl CatalogueChange {
    fn unchanged(&self, scene: &Scene<'_>, base: i64, found: i64) -> Result<()> {
        if base == found {
            return Ok(());
        }
        // The contents are large and not to be merged: who and when is what helps.
        Err(conflict(scene.db, self.thing(), found, &serde_json::Value::Null, &serde_json::Value::Null))
    }
}

fn store(scene: &Scene<'_>, digest: &str, pack: &Pack) -> Result<()> {
    let (manifest, files) = (canonical(&pack.manifest)?, canonical(&pack.files)?);
    scene
        .db
        .prepare_cached(
            "INSERT INTO pack_content (digest, manifest, files) VALUES (?1, ?2, ?3) ON CONFLICT (digest) DO NOTHING",
        )
        .and_then(|mut s| s.execute(params![digest, manifest, files]))
        .map(drop)
        .map_err(Error::db("storing a pack"))
}

fn pin(scene: &Scene<'_>, catalogue: &Catalogue, scale: &Scale) -> Result<()> {
    let doing = Error::db("keeping a catalogue");
    let hash = catalogue.content_hash()?;
    let (content, words) = (canonical(catalogue)?, canonical(scale)?);
    scene
        .db
        .prepare_cached(
            "INSERT INTO pin (hash, id, catalogue, scale) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (hash) DO NOTHING",
        )
        .and_then(|mut s| s.execute(params![hash, catalogue.head.id, content, words]))
        .map_err(&doing)?;
    let mut insert = scene
        .db
        .prepare_cached("INSERT OR IGNORE INTO pin_control (hash, control) VALUES (?1, ?2)")
        .map_err(&doing)?;
    for control in catalogue.controls() {
        insert.execute(params![hash, control.id]).map_err(&doing)?;
    }
    Ok(())
}

fn in_use(scene: &Scene<'_>, id: &str) -> Result<Option<InUse>> {
    Ok(query::pack(scene.db, id)?.map(|found| InUse { digest: found.digest, retired: found.retired }))
}

fn put(scene: &Scene<'_>, id: &str, now: Option<&InUse>, revision: i64) -> Result<()> {
    let doing = Error::db("changing a pack");
    let done = match now {
        None => scene.db.prepare_cached("DELETE FROM pack WHERE id = ?1").and_then(|mut s| s.execute([id])),
        Some(InUse { digest, retired }) => scene
            .db
            .prepare_cached(
                "INSERT INTO pack (id, digest, retired, revision) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (id) DO UPDATE SET digest = ?2, retired = ?3, revision = ?4",
            )
            .and_then(|mut s| s.execute(params![id, digest, retired, revision])),
    };
    done.map(drop).map_err(doing)
}

fn overlay(scene: &Scene<'_>, catalogue: &str, texts: &Texts, revision: i64) -> Result<()> {
    let doing = Error::db("laying wording over a catalogue");
    let done = if texts.is_empty() {
        let delete = scene.db.prepare_cached("DELETE FROM overlay WHERE catalogue = ?1");
        delete.and_then(|mut s| s.execute([catalogue]))
    } else {
        let texts = canonical(texts)?;
        scene
            .db
            .prepare_cached(
                "INSERT INTO overlay (catalogue, texts, revision) VALUES (?1, ?2, ?3)
                 ON CONFLICT (catalogue) DO UPDATE SET texts = ?2, revision = ?3",
            )
            .and_then(|mut s| s.execute(params![catalogue, texts, revision]))
    };
    done.map(drop).map_err(doing)
}

fn canonical<T: Serialize>(value: &T) -> Result<String> {
    serde_json_canonicalizer::to_string(value).map_err(|e| Error::internal(e.to_string()))
}
