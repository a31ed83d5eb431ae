//! A pack: one file that brings a catalogue and what belongs to it (mappings, registers, documents), so that
//! next year's checklist needs no new release of Tenken. A zip of TOML files with `pack.toml` at its top.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;
use zip::write::SimpleFileOptions;

use super::fault::refused;
use super::model::Catalogue;
use super::plain::toml;
use super::{Fault, Mapping, What, load};
use crate::{Error, Result};

pub const EXTENSION: &str = "tenken-pack";
const MANIFEST: &str = "pack.toml";
/// What a pack may bring, by folder.
const FOLDERS: &[&str] = &["catalogues/", "mappings/", "registers/", "documents/"];
const MOST_FILES: usize = 1_000;
const MOST_BYTES: u64 = 64 << 20;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    pub manifest: Manifest,
    /// `catalogues/x.toml` → its text.
    pub files: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Manifest {
    pub id: String,
    pub title: String,
    pub version: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ManifestFile {
    pack: Manifest,
}

impl Pack {
    /// A catalogue alone, or with the mappings that begin or end at it.
    pub fn of(catalogue: &Catalogue, mappings: &[&Mapping]) -> Result<Self> {
        Self::holding(std::slice::from_ref(catalogue), mappings)
    }

    /// Several catalogues of one file; the first gives the pack its name.
    pub fn holding(catalogues: &[Catalogue], mappings: &[&Mapping]) -> Result<Self> {
        let mut files = BTreeMap::new();
        for catalogue in catalogues {
            files.insert(format!("catalogues/{}.toml", catalogue.head.id), toml(catalogue)?);
        }
        for mapping in mappings {
            let head = &mapping.head;
            files.insert(format!("mappings/{}-{}.toml", head.from, head.to), toml(mapping)?);
        }
        let manifest = match (catalogues.first(), mappings.first()) {
            (Some(catalogue), _) => {
                let head = &catalogue.head;
                Manifest {
                    id: head.id.clone(),
                    title: head.title.clone(),
                    version: head.version.clone(),
                    issuer: head.issuer.clone(),
                    note: None,
                }
            }
            (None, Some(mapping)) => {
                let id = format!("{}-{}", mapping.head.from, mapping.head.to);
                Manifest { title: id.clone(), id, version: "1".into(), ..Manifest::default() }
            }
            (None, None) => Manifest::default(),
        };
        Ok(Self { manifest, files })
    }

    /// One content, one digest.
    pub fn digest(&self) -> Result<String> {
        let text = serde_json_canonicalizer::to_string(self).map_err(|e| Error::internal(e.to_string()))?;
        Ok(data_encoding::HEXLOWER.encode(&Sha256::digest(text)))
    }

    /// Its catalogues and mappings, or all faults of all its files.
    pub fn contents(&self) -> Result<(Vec<Catalogue>, Vec<Mapping>)> {
        let mut faults = Vec::new();
        let (mut catalogues, mut mappings) = (Vec::new(), Vec::new());
        for (name, text) in &self.files {
            let outcome = if name.starts_with("catalogues/") {
                load::catalogue(name, text).map(|read| catalogues.push(read))
            } else if name.starts_with("mappings/") {
                load::mapping(name, text).map(|read| mappings.push(read))
            } else {
                Ok(())
            };
            match outcome {
                Err(Error::Faulty { faults: found, .. }) => faults.extend(found),
                other => other?,
            }
        }
        if faults.is_empty() { Ok((catalogues, mappings)) } else { Err(refused(&self.manifest.id, faults)) }
    }

    pub fn write(&self) -> Result<Vec<u8>> {
        let broken = |e: zip::result::ZipError| Error::internal(e.to_string());
        let failed = |e: std::io::Error| Error::internal(e.to_string());
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let manifest = toml(&ManifestFile { pack: self.manifest.clone() })?;
        let files = self.files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        for (name, text) in std::iter::once((MANIFEST, manifest.as_str())).chain(files) {
            // No time of its own: the same pack is the same file.
            archive.start_file(name, SimpleFileOptions::DEFAULT).map_err(broken)?;
            archive.write_all(text.as_bytes()).map_err(failed)?;
        }
        Ok(archive.finish().map_err(broken)?.into_inner())
    }
}

fn is_toml(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|e| e == "toml")
}

pub fn is_one(bytes: &[u8]) -> bool {
    zip::ZipArchive::new(Cursor::new(bytes)).is_ok_and(|archive| archive.index_for_name(MANIFEST).is_some())
}

/// Reads a pack whole before anything of it is believed.
pub fn read(file: &str, bytes: Vec<u8>) -> Result<Pack> {
    let fault = |place: &str, what: What| {
        let place = place.to_owned();
        refused(file, vec![Fault { file: file.into(), line: None, column: None, place, what }])
    };
    let broken = |e: zip::result::ZipError| fault("", What::Syntax { detail: e.to_string() });
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > MOST_FILES {
        return Err(fault("", What::TooMany { count: archive.len() as u64, limit: MOST_FILES as u64 }));
    }
    let mut pack = Pack::default();
    let mut left = MOST_BYTES;
    for n in 0..archive.len() {
        let part = archive.by_index(n).map_err(broken)?;
        let name = part.name().map_err(broken)?.into_owned();
        if part.is_dir() {
            continue;
        }
        let known = name == MANIFEST || FOLDERS.iter().any(|folder| name.starts_with(folder));
        if !known || name.contains("..") || name.contains('\\') || !is_toml(&name) {
            let wanted = FOLDERS.join(", ");
            return Err(fault(&name, What::NotOneOf { value: name.clone(), allowed: wanted }));
        }
        let mut text = String::new();
        let read = part.take(left + 1).read_to_string(&mut text);
        read.map_err(|e| fault(&name, What::Syntax { detail: e.to_string() }))?;
        left = left
            .checked_sub(text.len() as u64)
            .ok_or_else(|| fault(&name, What::TooLong { length: MOST_BYTES + 1, limit: MOST_BYTES }))?;
        if name == MANIFEST {
            let read: ManifestFile = ::toml::from_str(&text)
                .map_err(|e: ::toml::de::Error| fault(&name, What::Syntax { detail: e.message().into() }))?;
            pack.manifest = read.pack;
        } else {
            pack.files.insert(name, text);
        }
    }
    for (key, text) in
        [("id", &pack.manifest.id), ("title", &pack.manifest.title), ("version", &pack.manifest.version)]
    {
        if text.trim().is_empty() {
            return Err(fault(MANIFEST, What::Empty { key: key.into() }));
        }
    }
    Ok(pack)
}
