//! Commands around evidence.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::{Call, Nothing};
use crate::evidence::{
    self as ev, Checked, Details, EvidenceChange, File, Filter, Incoming, Kind, Media, Proof, Revision, Size,
    Taken, Use,
};
use crate::ledger::{self, Change, Outcome};
use crate::people::{self, Roles};
use crate::progress::Progress;
use crate::{Error, Result, audit, register, training};

impl Call<'_> {
    fn viewer(&mut self) -> Result<(Uuid, Roles)> {
        let session = self.session()?;
        let (_, roles) = people::roles_of(session.db(), session.person())?;
        Ok((session.person(), roles))
    }

    fn proof(&mut self, id: Uuid) -> Result<Proof> {
        let today = self.today();
        let (person, roles) = self.viewer()?;
        ev::require_seen(self.session()?.db(), id, (person, &roles), today)
    }
}

pub fn list(call: &mut Call<'_>, filter: Filter) -> Result<Vec<Proof>> {
    let today = call.today();
    let (person, roles) = call.viewer()?;
    let desk = &mut *call.desk;
    let session = desk.session.as_ref().ok_or(Error::NotOpen)?;
    let in_texts = if filter.text.trim().is_empty() {
        BTreeSet::new()
    } else {
        ev::texts(session, &mut desk.texts)?;
        ev::found_in_texts(session.db(), &desk.texts, filter.text.trim())?
    };
    ev::list(session.db(), &filter, (person, &roles), &in_texts, today)
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WhichProof {
    id: Uuid,
}

#[derive(Debug, Serialize, TS)]
pub struct ProofShown {
    proof: Proof,
    revisions: Vec<Revision>,
    uses: Vec<UseShown>,
}

/// What a proof is used for, in words.
#[derive(Debug, Serialize, TS)]
pub struct UseShown {
    used: Use,
    assessment: String,
    control: String,
    practice: String,
    /// Of a record its register, to lead there, and that one's name in English.
    register: Option<String>,
    register_en: Option<String>,
}

pub fn show(call: &mut Call<'_>, request: WhichProof) -> Result<ProofShown> {
    let proof = call.proof(request.id)?;
    let uses = ev::uses(call.session()?.db(), request.id)?;
    let uses = uses.into_iter().map(|used| shown(call, used)).collect::<Result<_>>()?;
    Ok(ProofShown { proof, revisions: ev::revisions(call.session()?.db(), request.id)?, uses })
}

fn shown(call: &mut Call<'_>, used: Use) -> Result<UseShown> {
    let (assessment, at) = match &used {
        Use::Control { assessment, at } => (assessment, at),
        Use::Record { record, .. } => return in_record(call, *record, used),
        Use::Audited { .. } | Use::Finding { .. } | Use::Session { .. } => return elsewhere(call, used),
    };
    let (found, pinned) = call.pinned(*assessment)?;
    let control = pinned
        .iter()
        .find(|(catalogue, _)| catalogue.head.id == at.catalogue)
        .and_then(|(catalogue, _)| catalogue.find(&at.control));
    Ok(UseShown {
        assessment: found.title,
        control: at.control.clone(),
        practice: control.map(|control| control.practice.clone()).unwrap_or_default(),
        register: None,
        register_en: None,
        used,
    })
}

/// The audit, the finding or the training: its name where an assessment would stand, the item where a control would.
fn elsewhere(call: &mut Call<'_>, used: Use) -> Result<UseShown> {
    let db = call.session()?.db();
    let (assessment, control, practice) = match &used {
        Use::Audited { audit, item } => {
            let line = audit::lines(db, *audit)?.into_iter().find(|line| line.item == *item);
            let (number, title) = line.map(|line| (line.number, line.title)).unwrap_or_default();
            (audit::require(db, *audit)?.plan.title, number, title)
        }
        Use::Finding { finding } => {
            let found = audit::finding::require(db, *finding)?;
            (String::new(), found.number, found.finding.title)
        }
        Use::Session { session } => {
            let found = training::session(db, *session)?.map(|row| row.session).unwrap_or_default();
            let day = found.day.map(|day| day.to_string()).unwrap_or_default();
            (String::new(), day, found.title)
        }
        Use::Control { .. } | Use::Record { .. } => Default::default(),
    };
    Ok(UseShown { used, assessment, control, practice, register: None, register_en: None })
}

/// The register stands where an assessment would, the record where a control would.
fn in_record(call: &mut Call<'_>, record: Uuid, used: Use) -> Result<UseShown> {
    let db = call.session()?.db();
    let record = register::find(db, record)?
        .ok_or_else(|| Error::NoSuchThing { thing: format!("record:{record}") })?;
    let definition = register::definition(db, &record.register)?;
    Ok(UseShown {
        assessment: definition.name.clone(),
        register_en: Some(definition.name_en.clone()),
        register: Some(record.register),
        control: record.number.to_string(),
        practice: record.title,
        used,
    })
}

#[derive(Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct AddRequest {
    /// Files of this computer.
    #[ts(as = "Option<_>")]
    paths: Vec<PathBuf>,
    /// What is known of it; where nothing is said, the file's own name is the title.
    details: Option<Details>,
    #[ts(as = "Option<_>")]
    uses: Vec<Use>,
    /// All files one proof; else each its own.
    #[ts(as = "Option<_>")]
    together: bool,
    /// Leaves the position in photographs.
    #[ts(as = "Option<_>")]
    keep_position: bool,
}

#[derive(Debug, Serialize, TS)]
pub struct Added {
    ids: Vec<Uuid>,
    /// Files whose position could not be taken out.
    position_kept: Vec<String>,
    /// The last change: the one that undo takes back.
    outcome: Outcome,
}

pub fn add(call: &mut Call<'_>, request: AddRequest) -> Result<Added> {
    let taken = take_all(call, &request.paths, !request.keep_position)?;
    let groups: Vec<Vec<Taken>> = if request.together || request.paths.is_empty() {
        vec![taken]
    } else {
        taken.into_iter().map(|one| vec![one]).collect()
    };
    record_added(call, groups, request.details.as_ref(), &request.uses)
}

#[derive(Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct PasteRequest {
    /// What the pasted thing shall be called: `貼り付け.png`
    name: String,
    details: Option<Details>,
    #[ts(as = "Option<_>")]
    uses: Vec<Use>,
    #[ts(as = "Option<_>")]
    keep_position: bool,
}

/// The file is what comes with the request.
pub fn paste(call: &mut Call<'_>, request: PasteRequest) -> Result<Added> {
    if call.bytes_in.is_empty() {
        return Err(Error::Required { field: "file".into() });
    }
    let incoming = Incoming::Bytes(&request.name, call.bytes_in);
    let progress = call.progress;
    let session = call.desk.session.as_ref().ok_or(Error::NotOpen)?;
    let taken = ev::take_in(session, &incoming, !request.keep_position, progress)?;
    record_added(call, vec![vec![taken]], request.details.as_ref(), &request.uses)
}

fn take_all(call: &mut Call<'_>, paths: &[PathBuf], strip: bool) -> Result<Vec<Taken>> {
    let lengths: Vec<i64> = paths
        .iter()
        .map(|path| std::fs::metadata(path).map_or(0, |m| i64::try_from(m.len()).unwrap_or(0)))
        .collect();
    let total: i64 = lengths.iter().sum();
    let (progress, session) = (call.progress, call.session()?);
    let mut before = 0;
    let mut all = Vec::new();
    for (path, length) in paths.iter().zip(lengths) {
        let step = |done: i64, _: i64| progress.step(before + done, total).is_ok();
        all.push(ev::take_in(session, &Incoming::Path(path), strip, &Progress::to(&step))?);
        before += length;
    }
    Ok(all)
}

fn record_added(
    call: &mut Call<'_>,
    groups: Vec<Vec<Taken>>,
    details: Option<&Details>,
    uses: &[Use],
) -> Result<Added> {
    let session = call.session()?;
    let mut added = (Vec::new(), Vec::new(), None);
    for group in groups {
        let details = described(details, &group);
        added.1.extend(group.iter().filter(|one| one.position_kept).map(|one| one.file.name.clone()));
        let id = Uuid::now_v7();
        let files: Vec<File> = group.into_iter().map(|one| one.file).collect();
        let change = EvidenceChange::Add { id, details, files, uses: uses.to_vec(), for_good: false };
        added.2 = Some(ledger::record(session, Change::Evidence(change))?);
        added.0.push(id);
    }
    let (ids, position_kept, outcome) = added;
    let outcome = outcome.ok_or_else(|| Error::Required { field: "file".into() })?;
    Ok(Added { ids, position_kept, outcome })
}

/// What was said of it, and what the file says of itself where nothing was said.
fn described(details: Option<&Details>, group: &[Taken]) -> Details {
    let mut details = details.cloned().unwrap_or_default();
    let Some(first) = group.first() else { return details };
    if details.title.trim().is_empty() {
        let name = &first.file.name;
        name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem).clone_into(&mut details.title);
    }
    if details.kind == Kind::Other && first.file.media.is_picture() && first.file.media != Media::Png {
        details.kind = Kind::Photo;
    }
    details.speaks_for = details.speaks_for.or(first.taken);
    details
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EditProof {
    id: Uuid,
    base: i64,
    details: Details,
}

pub fn edit(call: &mut Call<'_>, request: EditProof) -> Result<Outcome> {
    let EditProof { id, base, details } = request;
    let change = EvidenceChange::Edit { id, base, details, back_to: None };
    ledger::record(call.session()?, Change::Evidence(change))
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ReviseRequest {
    id: Uuid,
    base: i64,
    paths: Vec<PathBuf>,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    note: String,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    keep_position: bool,
}

pub fn revise(call: &mut Call<'_>, request: ReviseRequest) -> Result<Outcome> {
    let ReviseRequest { id, base, paths, note, keep_position } = request;
    call.proof(id)?;
    let files = take_all(call, &paths, !keep_position)?.into_iter().map(|one| one.file).collect();
    let change = EvidenceChange::Revise { id, base, files, note, back_to: None };
    ledger::record(call.session()?, Change::Evidence(change))
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WithdrawRequest {
    id: Uuid,
    base: i64,
    withdrawn: bool,
}

pub fn withdraw(call: &mut Call<'_>, request: WithdrawRequest) -> Result<Outcome> {
    let WithdrawRequest { id, base, withdrawn } = request;
    let title = call.proof(id)?.details.title;
    let change = EvidenceChange::Withdraw { id, base, title, withdrawn, back_to: None };
    ledger::record(call.session()?, Change::Evidence(change))
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LinkRequest {
    id: Uuid,
    uses: Vec<Use>,
}

pub fn link(call: &mut Call<'_>, request: LinkRequest) -> Result<Outcome> {
    let title = call.proof(request.id)?.details.title;
    let change = EvidenceChange::Link { id: request.id, title, uses: request.uses };
    ledger::record(call.session()?, Change::Evidence(change))
}

pub fn unlink(call: &mut Call<'_>, request: LinkRequest) -> Result<Outcome> {
    let title = call.proof(request.id)?.details.title;
    let change = EvidenceChange::Unlink { id: request.id, title, uses: request.uses };
    ledger::record(call.session()?, Change::Evidence(change))
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ShredRequest {
    id: Uuid,
    sha256: String,
    reason: String,
}

/// Recorded first: a file that is gone without a record would be a loss, the other way round it is removed later.
pub fn shred(call: &mut Call<'_>, request: ShredRequest) -> Result<Outcome> {
    let ShredRequest { id, sha256, reason } = request;
    let title = call.proof(id)?.details.title;
    let session = call.session()?;
    let there = ev::stored(session.db(), &sha256)?;
    let change = EvidenceChange::Shred { id, title, sha256, reason };
    let outcome = ledger::record(session, Change::Evidence(change))?;
    ev::sweep(session)?;
    if let Some(stored) = there {
        // Told if the system would not let it go; the next opening tries again.
        ev::remove(session.layout(), &stored)?;
    }
    call.desk.texts.clear();
    Ok(outcome)
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct PictureRequest {
    id: Uuid,
    sha256: String,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    size: Size,
    page: Option<u32>,
}

/// A picture of one file, drawn anew: the bytes beside the answer, none where nothing can be shown.
pub fn picture(call: &mut Call<'_>, request: PictureRequest) -> Result<Nothing> {
    call.proof(request.id)?;
    let session = call.session()?;
    let (db, layout) = (session.db(), session.layout());
    let file = ev::file(db, request.id, &request.sha256)?;
    let lies = |sha256: &str| ev::stored(db, sha256);
    let small = file.thumbnail.as_ref().filter(|_| request.size == Size::Small && request.page.is_none());
    let drawn = match small {
        Some(thumbnail) => {
            lies(&thumbnail.sha256)?.map(|stored| ev::read(layout, &stored, 8 << 20)).transpose()?
        }
        None => match lies(&file.stored.sha256)? {
            Some(stored) => {
                ev::picture(layout, file.media, &stored, request.size, request.page.unwrap_or(1))?
            }
            None => None,
        },
    };
    *call.bytes_out = drawn.unwrap_or_default();
    Ok(Nothing {})
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "ExportProof")]
pub struct ExportRequest {
    id: Uuid,
    sha256: String,
    /// Where to write it.
    path: PathBuf,
}

#[derive(Debug, Serialize, TS)]
#[ts(rename = "ExportedProof")]
pub struct Exported {
    path: String,
}

pub fn export(call: &mut Call<'_>, request: ExportRequest) -> Result<Exported> {
    call.proof(request.id)?;
    let progress = call.progress;
    let session = call.session()?;
    let file = ev::file(session.db(), request.id, &request.sha256)?;
    let stored = ev::stored(session.db(), &file.stored.sha256)?;
    let stored = stored.ok_or(Error::Shredded { name: file.name })?;
    ev::export(session.layout(), &stored, &request.path, progress)?;
    Ok(Exported { path: crate::error::display(&request.path) })
}

pub fn check(call: &mut Call<'_>, _: Nothing) -> Result<Checked> {
    let progress = call.progress;
    ev::check(call.session()?, progress)
}
