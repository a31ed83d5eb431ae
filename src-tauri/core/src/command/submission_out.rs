//! What leaves a facility and what comes back to it: packages, decisions and recommendations.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::Call;
use super::facility_key::{PackageRequest, WrittenOut, canonical, opened, own_key};
use super::submission::{SubmissionSet, nothing_yet, set, stepped, with_package};
use crate::audit::FindingChange;
use crate::audit::Grade;
use crate::audit::finding::{self, Finding, Source};
use crate::evidence;
use crate::ledger::{self, Change, Outcome};
use crate::package::{self, Chain, Entry, Head, Package, Packing, Part, Seal, Standing, spoken};
use crate::progress::Progress;
use crate::submission::desk::Recommendation;
use crate::submission::{self, Decision, Numbered, Receipt, Snapshot, Step, SubmissionChange, SubmissionRow};
use crate::workspace::{Password, Session, Tuning};
use crate::{Error, Result};

/// What it is sealed with: the receiver's key, a passphrase, or nothing.
#[derive(Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Sealing {
    #[ts(type = "string", optional)]
    passphrase: Option<Password>,
    /// The signing key of somebody enrolled: it is sealed to their sealing key.
    receiver: Option<String>,
}

impl Sealing {
    fn seal<'a>(&'a self, receiver: Option<&'a str>, tuning: Tuning) -> Option<Seal<'a>> {
        let passphrase = || self.passphrase.as_ref().map(|one| Seal::Passphrase(one, tuning));
        receiver.map(Seal::Receiver).or_else(passphrase)
    }
}

impl Call<'_> {
    /// The receiver's sealing key, where it is sealed to one.
    fn receiver(&mut self, sealing: &Sealing) -> Result<Option<String>> {
        let Some(public) = &sealing.receiver else { return Ok(None) };
        let found = submission::enrolled(self.session()?.db(), public)?;
        let key = found.and_then(|one| one.0.sealing);
        key.map(Some).ok_or_else(|| Error::Required { field: "sealing".into() })
    }
}

/// Which files of the proofs travel; the others are named by their hashes alone.
#[derive(Debug, Default, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProofsTravel {
    #[default]
    None,
    All,
    /// The files with these hashes.
    Chosen(BTreeSet<String>),
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SendRequest {
    id: Uuid,
    base: i64,
    /// `.tenken`
    path: PathBuf,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    proofs: ProofsTravel,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    sealing: Sealing,
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
    let receiver = call.receiver(&request.sealing)?;
    let (progress, now, tuning) = (call.progress, call.desk.clock.now(), call.desk.tuning);
    let session = call.session()?;
    let key = own_key(session)?;
    let db = session.db();
    let missing = || Error::Required { field: "snapshot".into() };
    let snapshot = submission::snapshot(db, row.id)?.ok_or_else(missing)?;
    // Asked before anything is written: an unsigned one leaves no file behind.
    let asked = with_package(stepped(&row, Step::Send, "", ""), nothing_yet(), None);
    ledger::check(session, &Change::Submission(asked))?;
    let number = submission::next_number(db, row.submission.fiscal_year)?;
    let last = submission::last_sent(db)?;
    let place = last.as_ref().map_or(0, |one| one.0) + 1;
    let files = carried(session, &snapshot, &request.proofs)?;
    let head = Head {
        kind: submission::KIND.into(),
        id: Uuid::now_v7(),
        made: now,
        from: snapshot.facility.name.clone(),
        chain: Some(Chain { number: place, previous: last.map(|one| one.1) }),
        ledger: Some(Standing { entries: snapshot.entries, hash: snapshot.head.clone() }),
        signer: None,
    };
    let oscal = submission::oscal_files(&snapshot)?;
    let sent = submission::sent(number.clone(), snapshot, &row);
    let layout = session.layout().clone();
    let layout = &layout;
    let mut parts = vec![Part::of_bytes(submission::PART, canonical(&sent)?)];
    parts.extend(oscal.into_iter().map(|(name, bytes)| Part::of_bytes(name, bytes)));
    for (name, stored) in &files {
        let bytes = u64::try_from(stored.bytes).unwrap_or(0);
        let entry = Entry { name: name.clone(), bytes, sha256: stored.sha256.clone() };
        let open = Box::new(move || -> Result<Box<dyn std::io::Read>> {
            Ok(Box::new(evidence::open(layout, stored)?))
        });
        parts.push(Part { entry, open });
    }
    // What was sent stays here as it was signed, so that it can be shown and handed over once more.
    let packing = Packing::new(head.clone(), &parts, Some(&key))?;
    let total = packing.total();
    let kept = evidence::lay_in(session, packing, total, &Progress::none())?;
    let sealed = request.sealing.seal(receiver.as_deref(), tuning);
    let written = package::write(&request.path, head, &parts, Some(&key), sealed, progress)?;
    drop(parts);
    let chain = i64::try_from(place).unwrap_or(i64::MAX);
    let numbered = Numbered { number, fingerprint: written.fingerprint.clone(), chain };
    let change = with_package(stepped(&row, Step::Send, "", ""), numbered, Some(kept));
    let outcome = ledger::record(session, Change::Submission(change)).inspect_err(|_| {
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

/// The papers, and the files of the proofs where they travel.
fn carried(
    session: &Session,
    snapshot: &Snapshot,
    proofs: &ProofsTravel,
) -> Result<Vec<(String, evidence::Stored)>> {
    let db = session.db();
    let mut files = Vec::new();
    for paper in &snapshot.papers {
        files.push((paper.name.clone(), evidence::file(db, paper.proof, &paper.sha256)?.stored));
    }
    for sha256 in travelling(snapshot, proofs)? {
        // What was shredded since stays named by its hash.
        if let Some(stored) = evidence::stored(db, &sha256)? {
            files.push((format!("files/{sha256}"), stored));
        }
    }
    Ok(files)
}

fn travelling(snapshot: &Snapshot, proofs: &ProofsTravel) -> Result<BTreeSet<String>> {
    let all = proofs_of(snapshot);
    match proofs {
        ProofsTravel::None => Ok(BTreeSet::new()),
        ProofsTravel::All => Ok(all),
        ProofsTravel::Chosen(chosen) => match chosen.iter().find(|one| !all.contains(*one)) {
            // What nobody signed does not travel with it.
            Some(other) => Err(Error::NoSuchThing { thing: format!("proof:{other}") }),
            None => Ok(chosen.clone()),
        },
    }
}

fn proofs_of(snapshot: &Snapshot) -> BTreeSet<String> {
    let rows = snapshot.catalogues.iter().flat_map(|one| &one.rows);
    rows.flat_map(|row| &row.proofs).flat_map(|proof| proof.sha256.iter().cloned()).collect()
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct CopyOut {
    id: Uuid,
    /// `.tenken`
    path: PathBuf,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    sealing: Sealing,
}

/// What was sent, once more: the same package, byte for byte inside its seal.
pub fn copy_out(call: &mut Call<'_>, request: CopyOut) -> Result<WrittenOut> {
    let receiver = call.receiver(&request.sealing)?;
    let (progress, tuning) = (call.progress, call.desk.tuning);
    let session = call.session()?;
    let missing = || Error::Required { field: "package".into() };
    let sha256 = submission::kept(session.db(), request.id)?.ok_or_else(missing)?;
    let stored = evidence::stored(session.db(), &sha256)?.ok_or_else(missing)?;
    let total = stored.bytes;
    let package = Package::of_kept(session.layout(), stored, &Progress::none())?;
    let sealed = request.sealing.seal(receiver.as_deref(), tuning);
    package::copy_out(&request.path, &mut package.whole()?, total, sealed, progress)?;
    Ok(WrittenOut { path: crate::error::display(&request.path), fingerprint: package.fingerprint })
}

/// What came of what the operator sent.
#[derive(Debug, Serialize, TS)]
pub struct AnswerTaken {
    /// The submission that was decided on.
    pub row: Option<SubmissionRow>,
    /// The finding that was made of a recommendation.
    pub finding: Option<Uuid>,
    pub outcome: Option<Outcome>,
}

/// What the operator decided or recommended comes in, signed by a key that is known here.
pub fn take_in(call: &mut Call<'_>, request: PackageRequest) -> Result<AnswerTaken> {
    let progress = call.progress;
    let package = opened(call.session()?, &request.path, request.passphrase.as_ref(), progress)?;
    call.take_answer(&request.path, &package)
}

impl Call<'_> {
    pub(super) fn take_answer(&mut self, path: &Path, package: &Package) -> Result<AnswerTaken> {
        let head = &package.manifest.head;
        let path = crate::error::display(path);
        let recommends = head.kind == submission::RECOMMENDATION;
        let received = head.kind == submission::RECEIPT;
        if head.kind != submission::DECISION && !recommends && !received {
            return Err(Error::OtherPackage { path, holds: head.kind.clone() });
        }
        let signer = head.signer.clone().unwrap_or_default();
        let known = submission::enrolled(self.session()?.db(), &signer)?;
        if known.is_none_or(|one| one.0.stopped) {
            return Err(Error::NotEnrolled { name: head.from.clone(), key: spoken(&signer) });
        }
        match (recommends, received) {
            (true, _) => self.take_recommendation(&path, package, &signer),
            (_, true) => self.take_receipt(&path, package, &signer),
            _ => self.take_decision(&path, package, &signer),
        }
    }

    /// What was sent has arrived; whoever knows that already, or knows more, learns nothing new.
    fn take_receipt(&mut self, path: &str, package: &Package, signer: &str) -> Result<AnswerTaken> {
        let session = self.session()?;
        let receipt: Receipt = package.json(submission::RECEIPT_PART)?;
        let said = (receipt.entries, receipt.head.as_str(), receipt.key.as_str());
        let row = ours(session, (path, submission::RECEIPT_PART), &receipt.about, said, signer)?;
        if row.state != submission::State::Sent {
            return Ok(AnswerTaken { row: Some(row), finding: None, outcome: None });
        }
        let mut change = stepped(&row, Step::Receipted, "", "");
        if let SubmissionChange::Step { receipt: place, .. } = &mut change {
            *place = Some(Box::new(receipt));
        }
        let outcome = ledger::record(session, Change::Submission(change))?;
        let SubmissionSet { row, outcome } = set(session, row.id, outcome)?;
        Ok(AnswerTaken { row: Some(row), finding: None, outcome: Some(outcome) })
    }

    fn take_decision(&mut self, path: &str, package: &Package, signer: &str) -> Result<AnswerTaken> {
        let session = self.session()?;
        let decision: Decision = package.json(submission::DECISION_PART)?;
        let said = (decision.entries, decision.head.as_str(), decision.key.as_str());
        let row = ours(session, (path, submission::DECISION_PART), &decision.about, said, signer)?;
        // Twice is once.
        if row.steps.iter().any(|one| one.decision.as_ref() == Some(&decision)) {
            return Ok(AnswerTaken { row: Some(row), finding: None, outcome: None });
        }
        let mut change = stepped(&row, Step::Decided, "", "");
        if let SubmissionChange::Step { decision: place, .. } = &mut change {
            *place = Some(Box::new(decision));
        }
        let outcome = ledger::record(session, Change::Submission(change))?;
        let SubmissionSet { row, outcome } = set(session, row.id, outcome)?;
        Ok(AnswerTaken { row: Some(row), finding: None, outcome: Some(outcome) })
    }

    /// A recommendation becomes a finding here: who mends it until when is followed as everywhere.
    fn take_recommendation(&mut self, path: &str, package: &Package, signer: &str) -> Result<AnswerTaken> {
        let session = self.session()?;
        let db = session.db();
        let one: Recommendation = package.json(submission::RECOMMENDATION_PART)?;
        if one.key != signer {
            let (path, part) = (path.to_owned(), submission::RECOMMENDATION_PART.into());
            return Err(Error::PackageAltered { path, part });
        }
        if submission::key(db)?.is_none_or(|key| key.public() != one.to) {
            return Err(Error::NotAboutUs { path: path.to_owned() });
        }
        let is_it = |source: &Source| matches!(source, Source::Recommendation { recommendation, .. } if *recommendation == one.id);
        let all = finding::list(db, &finding::Filter::default(), session.person())?;
        if let Some(found) = all.into_iter().find(|row| is_it(&row.finding.source)) {
            return Ok(AnswerTaken { row: None, finding: Some(found.id), outcome: None });
        }
        let fiscal_year = one.given_on.fiscal_year();
        let number = format!("{fiscal_year}-{}", finding::next_number(db, fiscal_year)?);
        let made = Finding {
            source: Source::Recommendation { recommendation: one.id, operator: one.operator },
            title: one.subject,
            grade: Grade::Major,
            found_on: Some(one.given_on),
            fact: one.fact,
            basis: one.basis,
            request: one.contents,
            due: Some(one.due),
            ..Finding::default()
        };
        let id = Uuid::now_v7();
        let (finding, reason) = (Some(Box::new(made)), String::new());
        let change = FindingChange::Write { id, number, base: 0, finding, reason, back_to: None };
        let outcome = ledger::record(session, Change::Finding(change))?;
        Ok(AnswerTaken { row: None, finding: Some(id), outcome: Some(outcome) })
    }
}

/// The submission that an answer is about: it names our record as it stood, and is signed by whom it names.
fn ours(
    session: &Session,
    (path, part): (&str, &str),
    about: &str,
    (entries, head, key): (i64, &str, &str),
    signer: &str,
) -> Result<SubmissionRow> {
    let row = submission::by_fingerprint(session.db(), about)?;
    let row = row.ok_or_else(|| Error::NotAboutUs { path: path.to_owned() })?;
    let snapshot = submission::snapshot(session.db(), row.id)?;
    let stood = snapshot.is_some_and(|one| one.head == head && one.entries == entries);
    if stood && key == signer {
        return Ok(row);
    }
    Err(Error::PackageAltered { path: path.to_owned(), part: part.to_owned() })
}
