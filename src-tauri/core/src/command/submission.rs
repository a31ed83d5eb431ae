//! Commands around submissions, on the facility's side: drafted, frozen, signed in order, sent, and what was decided of them.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use strum::VariantArray;
use ts_rs::TS;
use uuid::Uuid;

use super::document::PaperRequest;
use super::{Call, Nothing};
use crate::evidence::{self, Details, EvidenceChange, Incoming, Kind};
use crate::ledger::{self, Change, Outcome};
use crate::package::{self, Chain, Entry, Head, Key, Package, Part, Standing, spoken};
use crate::submission::{
    self, Decision, Differs, Numbered, Paper, Snapshot, Step, Submission, SubmissionChange, SubmissionRow,
};
use crate::workspace::{self as ws, Password, Session};
use crate::{Error, Result, facility, people};

pub fn list(call: &mut Call<'_>, _: Nothing) -> Result<Vec<SubmissionRow>> {
    submission::list(call.session()?.db())
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WhichSubmission {
    id: Uuid,
}

/// A step that leads on from here, and, where it cannot be taken now, why.
#[derive(Debug, Serialize, TS)]
pub struct SubmissionNext {
    step: Step,
    needs_reason: bool,
    refused: Option<Error>,
}

#[derive(Debug, Serialize, TS)]
pub struct SubmissionShown {
    row: SubmissionRow,
    /// As it was frozen.
    snapshot: Option<Snapshot>,
    /// Item by item, what is not as it was in the one that is sent again.
    differences: Vec<Differs>,
    steps: Vec<SubmissionNext>,
}

pub fn show(call: &mut Call<'_>, request: WhichSubmission) -> Result<SubmissionShown> {
    let session = call.session()?;
    let db = session.db();
    let row = submission::require(db, request.id)?;
    let snapshot = submission::snapshot(db, row.id)?;
    let before = row.submission.again.map(|id| submission::snapshot(db, id)).transpose()?.flatten();
    let differences = match (&before, &snapshot) {
        (Some(before), Some(now)) => submission::differences(before, now),
        _ => Vec::new(),
    };
    let leads = Step::VARIANTS.iter().copied().filter(|step| step.rule().0.contains(&row.state));
    // What the desk makes for a step keeps nobody from it; a decision comes from elsewhere.
    let offered = leads.filter(|step| *step != Step::Decided).map(|step| {
        let package = Some(Numbered { number: String::new(), fingerprint: String::new(), chain: 0 });
        let change = stepped(&row, step, "－", "{}", package, None);
        SubmissionNext {
            step,
            needs_reason: step.needs_reason(),
            refused: ledger::check(session, &change).err(),
        }
    });
    let steps = offered.collect();
    Ok(SubmissionShown { row, snapshot, differences, steps })
}

fn stepped(
    row: &SubmissionRow,
    step: Step,
    reason: &str,
    snapshot: &str,
    package: Option<Numbered>,
    decision: Option<Box<Decision>>,
) -> Change {
    let (id, title, base) = (row.id, row.submission.title.clone(), row.revision);
    let (reason, snapshot) = (reason.to_owned(), snapshot.to_owned());
    Change::Submission(SubmissionChange::Step { id, title, base, step, reason, snapshot, package, decision })
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct DraftRequest {
    /// None for a new one.
    id: Option<Uuid>,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    base: i64,
    submission: Submission,
}

#[derive(Debug, Serialize, TS)]
pub struct SubmissionSet {
    row: SubmissionRow,
    outcome: Outcome,
}

fn set(session: &Session, id: Uuid, outcome: Outcome) -> Result<SubmissionSet> {
    Ok(SubmissionSet { row: submission::require(session.db(), id)?, outcome })
}

pub fn draft(call: &mut Call<'_>, request: DraftRequest) -> Result<SubmissionSet> {
    let DraftRequest { id, base, submission } = request;
    let (id, title) = (id.unwrap_or_else(Uuid::now_v7), submission.title.clone());
    let submission = Some(Box::new(submission));
    let change = SubmissionChange::Draft { id, title, base, submission, back_to: None };
    let session = call.session()?;
    let outcome = ledger::record(session, Change::Submission(change))?;
    set(session, id, outcome)
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SubmissionAct {
    id: Uuid,
    base: i64,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    reason: String,
}

impl Call<'_> {
    fn submission(&mut self, id: Uuid, base: i64) -> Result<SubmissionRow> {
        let row = submission::require(self.session()?.db(), id)?;
        Ok(SubmissionRow { revision: base, ..row })
    }
}

/// The very pages are made, everything that stands is read once, and none of it changes any more.
pub fn freeze(call: &mut Call<'_>, request: SubmissionAct) -> Result<SubmissionSet> {
    let row = call.submission(request.id, request.base)?;
    let subject = row.submission.assessment.ok_or(Error::Required { field: "assessment".into() })?;
    let pdf = call.pdf(&PaperRequest::of("conformance-checklist", subject))?;
    let (found, pinned) = call.pinned(subject)?;
    let (progress, now) = (call.progress, call.desk.clock.now());
    let session = call.session()?;
    let me = session.person();
    let (_, roles) = people::roles_of(session.db(), me)?;
    let mut snapshot = submission::freeze(session.db(), &row, (&found, &pinned), (me, &roles), now)?;
    let name = format!("{}.pdf", row.submission.title);
    let file = evidence::take_in(session, &Incoming::Bytes(&name, &pdf), false, progress)?.file;
    let proof = Uuid::now_v7();
    let sha256 = file.stored.sha256.clone();
    snapshot.papers.push(Paper { name: "papers/conformance-checklist.pdf".into(), sha256, proof });
    let details = Details { title: row.submission.title.clone(), kind: Kind::Record, ..Details::default() };
    let kept = EvidenceChange::Add { id: proof, details, files: vec![file], uses: Vec::new() };
    let text = serde_json_canonicalizer::to_string(&snapshot).map_err(|e| Error::internal(e.to_string()))?;
    let changes = [Change::Evidence(kept), stepped(&row, Step::Freeze, "", &text, None, None)];
    let outcome = ledger::record_all(session, &changes, progress)?;
    set(session, row.id, outcome)
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SignRequest {
    id: Uuid,
    base: i64,
    /// Of whoever signs: a signature is not a click.
    #[ts(type = "string")]
    password: Password,
}

pub fn sign(call: &mut Call<'_>, request: SignRequest) -> Result<SubmissionSet> {
    let row = call.submission(request.id, request.base)?;
    let session = call.session()?;
    ws::require_password(session, &request.password)?;
    let outcome = ledger::record(session, stepped(&row, Step::Sign, "", "", None, None))?;
    set(session, row.id, outcome)
}

pub fn thaw(call: &mut Call<'_>, request: SubmissionAct) -> Result<SubmissionSet> {
    act(call, &request, Step::Thaw)
}

pub fn withdraw(call: &mut Call<'_>, request: SubmissionAct) -> Result<SubmissionSet> {
    act(call, &request, Step::Withdraw)
}

fn act(call: &mut Call<'_>, request: &SubmissionAct, step: Step) -> Result<SubmissionSet> {
    let row = call.submission(request.id, request.base)?;
    let session = call.session()?;
    let outcome = ledger::record(session, stepped(&row, step, &request.reason, "", None, None))?;
    set(session, row.id, outcome)
}

/// The facility's key, made at first use.
pub(super) fn own_key(session: &mut Session) -> Result<Key> {
    if let Some(key) = submission::key(session.db())? {
        return Ok(key);
    }
    let key = Key::make()?;
    let change = SubmissionChange::Key { public: key.public(), secret: key.secret().to_string() };
    ledger::record(session, Change::Submission(change))?;
    Ok(key)
}

/// What the other side is told to know us by.
#[derive(Debug, Serialize, TS)]
pub struct FacilityKey {
    public: String,
    spoken: String,
    facility: String,
}

pub fn key(call: &mut Call<'_>, _: Nothing) -> Result<FacilityKey> {
    let session = call.session()?;
    let public = own_key(session)?.public();
    let facility = facility::show(session.db())?.profile.name;
    Ok(FacilityKey { spoken: spoken(&public), public, facility })
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SendRequest {
    id: Uuid,
    base: i64,
    /// `.tenken`
    path: PathBuf,
    /// The files of the proofs travel too; otherwise their hashes alone.
    #[serde(default)]
    #[ts(as = "Option<_>")]
    with_proofs: bool,
    /// Sealed with it, where there is one.
    #[ts(type = "string", optional)]
    passphrase: Option<Password>,
}

#[derive(Debug, Serialize, TS)]
pub struct SubmissionSent {
    row: SubmissionRow,
    path: String,
    bytes: u64,
    fingerprint: String,
    spoken: String,
    outcome: Outcome,
}

pub fn send(call: &mut Call<'_>, request: SendRequest) -> Result<SubmissionSent> {
    let row = call.submission(request.id, request.base)?;
    let (progress, now, tuning) = (call.progress, call.desk.clock.now(), call.desk.tuning);
    let session = call.session()?;
    let key = own_key(session)?;
    let db = session.db();
    let missing = || Error::Required { field: "snapshot".into() };
    let snapshot = submission::snapshot(db, row.id)?.ok_or_else(missing)?;
    // Asked before anything is written: an unsigned one leaves no file behind.
    let nothing = Numbered { number: String::new(), fingerprint: String::new(), chain: 0 };
    ledger::check(session, &stepped(&row, Step::Send, "", "", Some(nothing), None))?;
    let number = submission::next_number(db, row.submission.fiscal_year)?;
    let last = submission::last_sent(db)?;
    let place = last.as_ref().map_or(0, |one| one.0) + 1;
    let mut files: Vec<(String, evidence::Stored)> = Vec::new();
    for paper in &snapshot.papers {
        files.push((paper.name.clone(), evidence::file(db, paper.proof, &paper.sha256)?.stored));
    }
    if request.with_proofs {
        for sha256 in proofs_of(&snapshot) {
            // What was shredded since stays named by its hash.
            if let Some(stored) = evidence::stored(db, &sha256)? {
                files.push((format!("files/{sha256}"), stored));
            }
        }
    }
    let head = Head {
        kind: submission::KIND.into(),
        id: Uuid::now_v7(),
        made: now,
        from: snapshot.facility.name.clone(),
        chain: Some(Chain { number: place, previous: last.map(|one| one.1) }),
        ledger: Some(Standing { entries: snapshot.entries, hash: snapshot.head.clone() }),
        signer: None,
    };
    let sent = submission::sent(number.clone(), snapshot, &row);
    let text = serde_json_canonicalizer::to_vec(&sent).map_err(|e| Error::internal(e.to_string()))?;
    let layout = &session.layout().clone();
    let mut parts = vec![Part::of_bytes(submission::PART, text)];
    for (name, stored) in &files {
        let bytes = u64::try_from(stored.bytes).unwrap_or(0);
        let entry = Entry { name: name.clone(), bytes, sha256: stored.sha256.clone() };
        let open = Box::new(move || -> Result<Box<dyn std::io::Read>> {
            Ok(Box::new(evidence::open(layout, stored)?))
        });
        parts.push(Part { entry, open });
    }
    let sealed = request.passphrase.as_ref().map(|one| (one, tuning));
    let written = package::write(&request.path, head, &parts, Some(&key), sealed, progress)?;
    let chain = i64::try_from(place).unwrap_or(i64::MAX);
    let numbered = Numbered { number, fingerprint: written.fingerprint.clone(), chain };
    let recorded = ledger::record(session, stepped(&row, Step::Send, "", "", Some(numbered), None));
    let outcome = recorded.inspect_err(|_| {
        // What is not on record was not sent.
        let _ = std::fs::remove_file(&request.path);
    })?;
    Ok(SubmissionSent {
        row: submission::require(session.db(), row.id)?,
        path: crate::error::display(&request.path),
        bytes: written.bytes,
        spoken: spoken(&written.fingerprint),
        fingerprint: written.fingerprint,
        outcome,
    })
}

fn proofs_of(snapshot: &Snapshot) -> std::collections::BTreeSet<String> {
    let rows = snapshot.catalogues.iter().flat_map(|one| &one.rows);
    rows.flat_map(|row| &row.proofs).flat_map(|proof| proof.sha256.iter().cloned()).collect()
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct PackageRequest {
    path: PathBuf,
    #[ts(type = "string", optional)]
    passphrase: Option<Password>,
}

/// What the operator decided comes back, signed by a key that is known here.
pub fn take_decision(call: &mut Call<'_>, request: PackageRequest) -> Result<SubmissionSet> {
    let progress = call.progress;
    let package = Package::open(&request.path, request.passphrase.as_ref(), progress)?;
    let path = crate::error::display(&request.path);
    let head = package.manifest.head.clone();
    if head.kind != submission::DECISION {
        return Err(Error::OnlyHolds { path, holds: head.kind });
    }
    let session = call.session()?;
    let db = session.db();
    let signer = head.signer.unwrap_or_default();
    let known = submission::enrolled(db)?.into_iter().any(|one| one.0 == signer && !one.1.stopped);
    if !known {
        return Err(Error::NotEnrolled { name: head.from, key: spoken(&signer) });
    }
    let decision: Decision = package.json(submission::DECISION_PART)?;
    let row = submission::by_fingerprint(db, &decision.about)?;
    let row =
        row.ok_or_else(|| Error::NoSuchThing { thing: format!("submission:{}", spoken(&decision.about)) })?;
    // Twice is once.
    let again = row.steps.iter().any(|one| one.decision.as_ref() == Some(&decision));
    let snapshot = submission::snapshot(db, row.id)?;
    let ours = snapshot.is_some_and(|one| one.head == decision.head && one.entries == decision.entries);
    if decision.key != signer || !ours {
        return Err(Error::PackageAltered { path, part: submission::DECISION_PART.into() });
    }
    if again {
        return Err(Error::WrongState { step: "decided".into(), state: "decided".into() });
    }
    let outcome =
        ledger::record(session, stepped(&row, Step::Decided, "", "", None, Some(Box::new(decision))))?;
    set(session, row.id, outcome)
}

/// What a package says of itself; everything in it was verified.
#[derive(Debug, Serialize, TS)]
pub struct PackageVerified {
    kind: String,
    from: String,
    made: crate::calendar::Stamp,
    fingerprint: String,
    spoken: String,
    /// Nobody where it is not signed.
    signer: Option<String>,
    signer_spoken: Option<String>,
    chain: Option<u64>,
    parts: Vec<String>,
    bytes: u64,
}

/// For anybody, without a workspace.
pub fn verify_package(call: &mut Call<'_>, request: PackageRequest) -> Result<PackageVerified> {
    let package = Package::open(&request.path, request.passphrase.as_ref(), call.progress)?;
    let head = package.manifest.head;
    Ok(PackageVerified {
        kind: head.kind,
        from: head.from,
        made: head.made,
        spoken: spoken(&package.fingerprint),
        fingerprint: package.fingerprint,
        signer_spoken: head.signer.as_deref().map(spoken),
        signer: head.signer,
        chain: head.chain.map(|one| one.number),
        bytes: package.manifest.parts.iter().map(|part| part.bytes).sum(),
        parts: package.manifest.parts.into_iter().map(|part| part.name).collect(),
    })
}
