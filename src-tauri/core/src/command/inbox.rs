//! What comes in at the operator's desk: taken in by the thousand, looked at beside the one before, decided, confirmed, answered.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::facility_key::{WrittenOut, canonical, own_key};
use super::{Call, Nothing};
use crate::calendar::Day;
use crate::evidence::{self, Media, Size};
use crate::ledger::{self, Change, Outcome};
use crate::package::{Package, Part, spoken};
use crate::progress::Progress;
use crate::submission::desk::{self, InboxFilter, Received, ReceivedRow, Review};
use crate::submission::{
    self, Comment, Decision, Differs, FieldDiffers, Receipt, Sent, Snapshot, SubmissionChange, Taken, Verdict,
};
use crate::workspace::{Session, write_atomically};
use crate::{Error, Result, facility, people};

#[derive(Debug, Serialize, TS)]
pub struct Inbox {
    rows: Vec<ReceivedRow>,
    /// How many there are in all.
    total: i64,
}

pub fn list(call: &mut Call<'_>, filter: InboxFilter) -> Result<Inbox> {
    let (rows, total) = desk::inbox(call.session()?.db(), &filter)?;
    Ok(Inbox { rows, total })
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WhichReceived {
    fingerprint: String,
}

/// A part of a package: a paper of it, or the file of a proof.
#[derive(Debug, Serialize, TS)]
pub struct ReceivedPart {
    name: String,
    bytes: u64,
    sha256: String,
    /// What of the facility's own words names it.
    title: String,
}

#[derive(Debug, Serialize, TS)]
pub struct ReceivedShown {
    row: ReceivedRow,
    snapshot: Snapshot,
    /// The fingerprint that its papers carry.
    facts: String,
    signed: Vec<Taken>,
    parts: Vec<ReceivedPart>,
    /// The one before of the same facility and kind, what was decided of it, and what is different now.
    before: Option<ReceivedRow>,
    differences: Vec<Differs>,
    field_differences: Vec<FieldDiffers>,
    /// Whether this person may decide, and if not, why.
    may_decide: Option<Error>,
    may_confirm: Option<Error>,
}

pub fn review(call: &mut Call<'_>, request: WhichReceived) -> Result<ReceivedShown> {
    let session = call.session()?;
    let db = session.db();
    let found = require(db, &request.fingerprint)?;
    let Held { snapshot, signed, parts } = held(session, &found)?;
    let row = found.row;
    let before = desk::one_before(db, &row)?;
    let earlier = before.as_ref().map(|one| held(session, one)).transpose()?.map(|one| one.snapshot);
    let before = before.map(|one| one.row);
    let differences = earlier.as_ref().map(|one| submission::differences(one, &snapshot)).unwrap_or_default();
    let field_differences =
        earlier.as_ref().map(|one| submission::field_differences(one, &snapshot)).unwrap_or_default();
    let settings = desk::settings(db)?.0;
    let decision = bare(session, &row, &snapshot)?;
    let decide = decided(&row, row.revision, decision, settings.four_eyes);
    let may_decide = ledger::check(session, &decide).err();
    let may_confirm = match &row.proposed {
        Some(_) => ledger::check(session, &confirmed(session, &row, row.revision)?).err(),
        None => None,
    };
    let facts = spoken(&submission::facts(&snapshot)?);
    Ok(ReceivedShown {
        row,
        snapshot,
        facts,
        signed,
        parts,
        before,
        differences,
        field_differences,
        may_decide,
        may_confirm,
    })
}

fn require(db: &rusqlite::Connection, fingerprint: &str) -> Result<Received> {
    let missing = || Error::NoSuchThing { thing: format!("received:{}", spoken(fingerprint)) };
    desk::one_received(db, fingerprint)?.ok_or_else(missing)
}

struct Held {
    snapshot: Snapshot,
    signed: Vec<Taken>,
    parts: Vec<ReceivedPart>,
}

fn package(session: &Session, found: &Received) -> Result<Option<Package>> {
    let stored = desk::stored_of(session.db(), found)?;
    stored.map(|stored| Package::of_kept(session.layout(), stored, &Progress::none())).transpose()
}

/// What it holds: from the package as it was signed.
fn held(session: &Session, found: &Received) -> Result<Held> {
    if let Some(snapshot) = &found.snapshot {
        return Ok(Held { snapshot: snapshot.clone(), signed: Vec::new(), parts: Vec::new() });
    }
    let lost = || Error::Damaged { path: found.row.fingerprint.clone(), detail: "package".into() };
    let package = package(session, found)?.ok_or_else(lost)?;
    let Sent { snapshot, signed, .. } = package.json(submission::PART)?;
    let proofs = || snapshot.catalogues.iter().flat_map(|one| &one.rows).flat_map(|row| &row.proofs);
    let title = |sha256: &str| {
        let mut found =
            proofs().filter_map(|proof| Some((proof, proof.sha256.iter().position(|one| one == sha256)?)));
        // Before files had names here, the proof's own stood for them.
        found
            .next()
            .map(|(proof, at)| proof.names.get(at).unwrap_or(&proof.title).clone())
            .unwrap_or_default()
    };
    let shown = package.manifest.parts.iter().filter(|part| part.name.contains('/'));
    let parts = shown
        .map(|part| ReceivedPart {
            name: part.name.clone(),
            bytes: part.bytes,
            sha256: part.sha256.clone(),
            title: title(&part.sha256),
        })
        .collect();
    Ok(Held { snapshot, signed, parts })
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReceivedPicture {
    fingerprint: String,
    /// Of the part.
    name: String,
    /// From 1.
    page: u32,
}

#[derive(Debug, Serialize, TS)]
pub struct ReceivedPages {
    /// None where nothing of it can be shown.
    pages: Option<u32>,
}

/// A page of a paper or of a proof, as a picture: the bytes beside the answer.
pub fn picture(call: &mut Call<'_>, request: ReceivedPicture) -> Result<ReceivedPages> {
    let bytes = part_of(call, &request.fingerprint, &request.name)?;
    let media = Media::of(&request.name, bytes.get(..bytes.len().min(8 << 10)).unwrap_or_default());
    if !media.can_be_seen() {
        return Ok(ReceivedPages { pages: None });
    }
    let Some(seen) = evidence::look(media, bytes, Size::Large, request.page)? else {
        return Ok(ReceivedPages { pages: None });
    };
    let pages = Some(seen.pages.unwrap_or(1));
    *call.bytes_out = seen.picture;
    Ok(ReceivedPages { pages })
}

fn part_of(call: &mut Call<'_>, fingerprint: &str, name: &str) -> Result<Vec<u8>> {
    let session = call.session()?;
    let found = require(session.db(), fingerprint)?;
    let missing = || Error::NoSuchThing { thing: name.to_owned() };
    let package = package(session, &found)?.ok_or_else(missing)?;
    package.manifest.parts.iter().find(|part| part.name == name).ok_or_else(missing)?;
    package.bytes(name)
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReceivedPartOut {
    fingerprint: String,
    name: String,
    /// Where to write it.
    path: PathBuf,
}

pub fn part_out(call: &mut Call<'_>, request: ReceivedPartOut) -> Result<Nothing> {
    let bytes = part_of(call, &request.fingerprint, &request.name)?;
    write_atomically(&request.path, &bytes)?;
    Ok(Nothing {})
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetReview {
    fingerprint: String,
    base: i64,
    review: Review,
}

#[derive(Debug, Serialize, TS)]
pub struct ReceivedSet {
    row: ReceivedRow,
    outcome: Outcome,
}

fn set(session: &Session, fingerprint: &str, outcome: Outcome) -> Result<ReceivedSet> {
    Ok(ReceivedSet { row: require(session.db(), fingerprint)?.row, outcome })
}

/// What a reviewer writes down before anything is decided.
pub fn set_review(call: &mut Call<'_>, request: SetReview) -> Result<ReceivedSet> {
    let session = call.session()?;
    let found = require(session.db(), &request.fingerprint)?;
    known_rows(session, &found, &request.review.comments)?;
    let change = SubmissionChange::Review {
        fingerprint: request.fingerprint.clone(),
        title: found.row.facility,
        base: request.base,
        review: Some(Box::new(request.review)),
        back_to: None,
    };
    let outcome = ledger::record(session, Change::Submission(change))?;
    set(session, &request.fingerprint, outcome)
}

/// Comments are about rows that were submitted.
fn known_rows(session: &Session, found: &Received, comments: &[Comment]) -> Result<Snapshot> {
    let snapshot = held(session, found)?.snapshot;
    let rows: std::collections::BTreeSet<_> =
        snapshot.catalogues.iter().flat_map(|one| &one.rows).map(|row| &row.at).collect();
    if let Some(unknown) = comments.iter().find(|one| !rows.contains(&one.at)) {
        return Err(Error::NoSuchThing { thing: format!("{} {}", unknown.at.catalogue, unknown.at.control) });
    }
    Ok(snapshot)
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct DecideRequest {
    fingerprint: String,
    base: i64,
    verdict: Verdict,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    letter: String,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    comments: Vec<Comment>,
    due: Option<Day>,
}

/// Decided; where two must agree, proposed.
pub fn decide(call: &mut Call<'_>, request: DecideRequest) -> Result<ReceivedSet> {
    let today = call.today();
    let session = call.session()?;
    own_key(session)?;
    let found = require(session.db(), &request.fingerprint)?;
    let snapshot = known_rows(session, &found, &request.comments)?;
    let decision = Decision {
        verdict: request.verdict,
        letter: request.letter,
        comments: request.comments,
        decided_on: today,
        due: request.due,
        ..bare(session, &found.row, &snapshot)?
    };
    let four_eyes = desk::settings(session.db())?.0.four_eyes;
    let outcome = ledger::record(session, decided(&found.row, request.base, decision, four_eyes))?;
    set(session, &request.fingerprint, outcome)
}

/// An approval without a word, by whoever is here.
fn bare(session: &Session, row: &ReceivedRow, snapshot: &Snapshot) -> Result<Decision> {
    let db = session.db();
    Ok(Decision {
        about: row.fingerprint.clone(),
        verdict: Verdict::Approved,
        letter: String::new(),
        comments: Vec::new(),
        decided_on: row.at.day(),
        by_name: people::find(db, session.person())?.profile.name,
        confirmed_by: None,
        operator: facility::show(db)?.profile.name,
        key: submission::key(db)?.map(|key| key.public()).unwrap_or_default(),
        entries: snapshot.entries,
        head: snapshot.head.clone(),
        due: None,
    })
}

fn decided(row: &ReceivedRow, base: i64, decision: Decision, proposed: bool) -> Change {
    let (fingerprint, title) = (row.fingerprint.clone(), row.facility.clone());
    let decision = Box::new(decision);
    Change::Submission(SubmissionChange::Decide { fingerprint, title, base, decision, proposed })
}

fn confirmed(session: &Session, row: &ReceivedRow, base: i64) -> Result<Change> {
    let missing = || Error::WrongState { step: "confirm".into(), state: "received".into() };
    let proposed = row.proposed.clone().ok_or_else(missing)?;
    let confirmed_by = Some(people::find(session.db(), session.person())?.profile.name);
    let (fingerprint, title) = (row.fingerprint.clone(), row.facility.clone());
    let decision = Box::new(Decision { confirmed_by, ..proposed.decision });
    Ok(Change::Submission(SubmissionChange::Confirm { fingerprint, title, base, decision }))
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ConfirmRequest {
    fingerprint: String,
    base: i64,
    /// It goes back to whoever proposed it, and why; confirmed where there is none.
    declined: Option<String>,
}

/// A second person confirms what was proposed, or gives it back with a reason.
pub fn confirm(call: &mut Call<'_>, request: ConfirmRequest) -> Result<ReceivedSet> {
    let session = call.session()?;
    let row = require(session.db(), &request.fingerprint)?.row;
    let change = match request.declined {
        Some(reason) => Change::Submission(SubmissionChange::Decline {
            fingerprint: row.fingerprint.clone(),
            title: row.facility.clone(),
            base: request.base,
            reason,
        }),
        None => confirmed(session, &row, request.base)?,
    };
    let outcome = ledger::record(session, change)?;
    set(session, &request.fingerprint, outcome)
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DecisionOut {
    pub fingerprint: String,
    pub path: PathBuf,
}

/// The decision as a package.
pub fn decision_out(call: &mut Call<'_>, request: DecisionOut) -> Result<WrittenOut> {
    let session = call.session()?;
    let row = require(session.db(), &request.fingerprint)?.row;
    let decision = row.decision.ok_or(Error::Required { field: "decision".into() })?;
    let parts = [Part::of_bytes(submission::DECISION_PART, canonical(&decision)?)];
    let id = Uuid::new_v5(&Uuid::NAMESPACE_OID, decision.about.as_bytes());
    call.send_out(&request.path, (submission::DECISION, id), &decision.operator, &parts, None)
}

/// That it has arrived, as a package.
pub fn receipt_out(call: &mut Call<'_>, request: DecisionOut) -> Result<WrittenOut> {
    let session = call.session()?;
    let key = own_key(session)?.public();
    let found = require(session.db(), &request.fingerprint)?;
    let Snapshot { entries, head, .. } = held(session, &found)?.snapshot;
    let operator = facility::show(session.db())?.profile.name;
    let (about, received) = (found.row.fingerprint, found.row.at);
    let receipt = Receipt { about, received, operator, key, entries, head };
    let parts = [Part::of_bytes(submission::RECEIPT_PART, canonical(&receipt)?)];
    let id = Uuid::new_v5(&Uuid::NAMESPACE_URL, receipt.about.as_bytes());
    call.send_out(&request.path, (submission::RECEIPT, id), &receipt.operator, &parts, None)
}
