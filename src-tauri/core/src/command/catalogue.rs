//! Commands around catalogues. Reading needs no workspace; what is installed lies in one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Call;
use crate::catalogue::compare::{self, Comparison};
use crate::catalogue::export::{self, Format};
use crate::catalogue::guest::{self, Choices, Draft};
use crate::catalogue::overlay::{self, Overlay, Texts};
use crate::catalogue::pack::Pack;
use crate::catalogue::{
    self, Applies, Catalogue, CatalogueChange, Counterpart, Hit, Mapping, Scope, Shelf, proposed_size,
};
use crate::error::required_path;
use crate::facility;
use crate::ledger::{self, Change, Outcome};
use crate::{Error, Result, spreadsheet};

use super::Nothing;

#[derive(Debug, Serialize, TS)]
pub struct Listed {
    id: String,
    title: String,
    short_title: String,
    version: String,
    issuer: Option<String>,
    language: String,
    hash: String,
    sections: usize,
    controls: usize,
    /// Controls of each grade; "" counts those without.
    grades: BTreeMap<String, usize>,
    /// Controls with a counterpart in each other catalogue.
    mapped: BTreeMap<String, usize>,
    pack: Option<String>,
    retired: bool,
}

pub fn list(call: &mut Call<'_>, _: Nothing) -> Result<Vec<Listed>> {
    let shelf = call.desk.shelf()?;
    let counterparts = shelf.counterparts();
    let listed = |loaded: &catalogue::Loaded| {
        let catalogue = &loaded.catalogue;
        let head = &catalogue.head;
        let mut grades: BTreeMap<String, usize> = BTreeMap::new();
        let mut mapped: BTreeMap<String, usize> = BTreeMap::new();
        for control in catalogue.controls() {
            let none = [String::new()];
            let of = if control.grade.is_empty() { &none[..] } else { &control.grade[..] };
            for grade in of {
                *grades.entry(grade.clone()).or_default() += 1;
            }
            let there: std::collections::BTreeSet<&String> =
                counterparts.get(&head.id, &control.id).iter().map(|c| &c.catalogue).collect();
            for other in there {
                *mapped.entry(other.clone()).or_default() += 1;
            }
        }
        Listed {
            id: head.id.clone(),
            title: head.title.clone(),
            short_title: catalogue.short_title().to_owned(),
            version: head.version.clone(),
            issuer: head.issuer.clone(),
            language: head.language.clone(),
            hash: loaded.hash.clone(),
            sections: catalogue.sections.len(),
            controls: catalogue.control_count(),
            grades,
            mapped,
            pack: loaded.pack.clone(),
            retired: loaded.retired,
        }
    };
    Ok(shelf.catalogues().iter().map(listed).collect())
}

#[derive(Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ShowRequest {
    id: String,
    /// Shows what concerns one grade; otherwise `scope` or the facility's own size.
    grade: Option<String>,
    scope: Option<Scope>,
}

#[derive(Debug, Serialize, TS)]
pub struct Shown {
    catalogue: Arc<Catalogue>,
    hash: String,
    /// Control id → whether it concerns the facility.
    applies: BTreeMap<String, Applies>,
    counterparts: BTreeMap<String, Vec<Counterpart>>,
    official: Texts,
    scope: Scope,
}

pub fn show(call: &mut Call<'_>, request: ShowRequest) -> Result<Shown> {
    let shelf = call.desk.shelf()?;
    let loaded = shelf.find(&request.id)?;
    let catalogue = &loaded.catalogue;
    let scope = match (request.scope, request.grade) {
        (Some(scope), _) => scope,
        (None, Some(grade)) => {
            Scope::of_grade(catalogue, &grade).ok_or(Error::NoSuchThing { thing: grade })?
        }
        (None, None) => own_scope(call, catalogue)?,
    };
    let all = shelf.counterparts();
    let id = &catalogue.head.id;
    let official = match call.desk.session() {
        Some(session) => catalogue::official(session.db(), id)?.map(|(texts, _)| texts).unwrap_or_default(),
        None => Texts::new(),
    };
    Ok(Shown {
        hash: loaded.hash.clone(),
        applies: catalogue.controls().map(|c| (c.id.clone(), scope.of(c, catalogue))).collect(),
        counterparts: catalogue
            .controls()
            .map(|c| (c.id.clone(), all.get(id, &c.id).to_vec()))
            .filter(|(_, found)| !found.is_empty())
            .collect(),
        catalogue: catalogue.clone(),
        official,
        scope,
    })
}

/// The open workspace's facility decides; without one, nothing is taken out.
fn own_scope(call: &mut Call<'_>, catalogue: &Catalogue) -> Result<Scope> {
    let Some(session) = call.desk.session() else {
        return Ok(Scope::default());
    };
    let profile = facility::show(session.db())?.profile;
    let size = proposed_size(profile.kind, profile.beds);
    Ok(size.map(|size| Scope::of_size(catalogue, size)).unwrap_or_default())
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SearchRequest {
    query: String,
    limit: Option<usize>,
}

pub fn search(call: &mut Call<'_>, request: SearchRequest) -> Result<Vec<Hit>> {
    let shelf = call.desk.shelf()?;
    let index = call.desk.library.index(&shelf)?;
    index.search(&request.query, request.limit.unwrap_or(20).min(500))
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct FileRequest {
    path: String,
    choices: Option<Choices>,
}

/// What would come in, and what was not understood.
pub fn preview(_: &mut Call<'_>, request: FileRequest) -> Result<Draft> {
    let path = required_path(&request.path, "path")?;
    guest::read(&path, &request.choices.unwrap_or_default())
}

#[derive(Debug, Serialize, TS)]
pub struct Imported {
    catalogues: Vec<String>,
    controls: usize,
    mappings: usize,
    outcome: Outcome,
}

pub fn import(call: &mut Call<'_>, request: FileRequest) -> Result<Imported> {
    let path = required_path(&request.path, "path")?;
    let draft = guest::read(&path, &request.choices.unwrap_or_default())?;
    let catalogues = draft.catalogues.iter().map(|c| c.head.id.clone()).collect();
    let controls = draft.catalogues.iter().map(Catalogue::control_count).sum();
    let mappings = draft.mappings.len();
    let pack = match draft.pack {
        Some(pack) => pack,
        None => Pack::holding(&draft.catalogues, &draft.mappings.iter().collect::<Vec<_>>())?,
    };
    let session = call.session()?;
    let base = catalogue::installed(session.db(), &pack.manifest.id)?.map_or(0, |found| found.revision);
    let change = CatalogueChange::Install { base, manifest: pack.manifest, files: pack.files };
    let outcome = ledger::record(session, Change::Catalogue(change))?;
    Ok(Imported { catalogues, controls, mappings, outcome })
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PackRequest {
    /// The pack's id; that of its only catalogue will do.
    id: String,
}

pub fn retire(call: &mut Call<'_>, request: PackRequest) -> Result<Outcome> {
    let session = call.session()?;
    let found = catalogue::installed(session.db(), &request.id)?;
    let found = found.ok_or(Error::NoSuchThing { thing: request.id })?;
    let (id, title) = (found.manifest.id, found.manifest.title);
    let change = CatalogueChange::Retire { base: found.revision, id, title };
    ledger::record(session, Change::Catalogue(change))
}

pub fn packs(call: &mut Call<'_>, _: Nothing) -> Result<Vec<catalogue::InstalledPack>> {
    catalogue::packs(call.session()?.db())
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CompareRequest {
    /// A catalogue's id, or the path of a file.
    from: String,
    to: String,
}

pub fn compare(call: &mut Call<'_>, request: CompareRequest) -> Result<Comparison> {
    let shelf = call.desk.shelf()?;
    compare::compare(&*named(&shelf, &request.from)?, &*named(&shelf, &request.to)?)
}

fn named(shelf: &Shelf, name: &str) -> Result<Arc<Catalogue>> {
    let path = Path::new(name);
    if !path.is_file() {
        return Ok(shelf.find(name)?.catalogue.clone());
    }
    let draft = guest::read(path, &Choices::default())?;
    let first = draft.catalogues.into_iter().next();
    first.map(Arc::new).ok_or_else(|| Error::NothingToImport { path: name.into() })
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportRequest {
    /// A catalogue's id, or the path of a file.
    id: String,
    format: Format,
    folder: String,
}

#[derive(Debug, Serialize, TS)]
pub struct Exported {
    files: Vec<PathBuf>,
}

pub fn export(call: &mut Call<'_>, request: ExportRequest) -> Result<Exported> {
    let folder = required_path(&request.folder, "folder")?;
    let shelf = call.desk.shelf()?;
    let catalogue = named(&shelf, &request.id)?;
    let id = &catalogue.head.id;
    let mappings: Vec<&Mapping> = shelf
        .mappings()
        .iter()
        .map(AsRef::as_ref)
        .filter(|mapping| mapping.head.from == *id || mapping.head.to == *id)
        .collect();
    let files = export::write(&catalogue, &mappings, request.format, &folder, call.desk.clock.now())?;
    Ok(Exported { files })
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OverlayRequest {
    id: String,
    path: String,
}

#[derive(Debug, Serialize, TS)]
pub struct Overlaid {
    controls: usize,
    /// Rows of the file that belong to no control.
    unmatched: Vec<(usize, String)>,
    outcome: Outcome,
}

pub fn overlay(call: &mut Call<'_>, request: OverlayRequest) -> Result<Overlaid> {
    let path = required_path(&request.path, "path")?;
    let shelf = call.desk.shelf()?;
    let catalogue = shelf.find(&request.id)?.catalogue.clone();
    let Overlay { texts, unmatched } = overlay::read(&request.path, spreadsheet::read(&path)?, &catalogue)?;
    if texts.is_empty() {
        return Err(Error::NothingToImport { path: request.path });
    }
    let controls = texts.len();
    let session = call.session()?;
    let id = catalogue.head.id.clone();
    let base = catalogue::official(session.db(), &id)?.map_or(0, |(_, revision)| revision);
    let change = CatalogueChange::Overlay { base, catalogue: id, texts, back_to: None };
    let outcome = ledger::record(session, Change::Catalogue(change))?;
    Ok(Overlaid { controls, unmatched, outcome })
}
