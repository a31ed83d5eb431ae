//! Commands of the operator's desk（受付）: who is enrolled, what came in, and what is decided of it.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::submission::own_key;
use super::{Call, Nothing};
use crate::calendar::Day;
use crate::ledger::{self, Change, Outcome};
use crate::package::{self, Head, Package, Part, spoken};
use crate::submission::{
    self, Comment, Decision, Differs, Enrolled, ReceivedRow, Sent, Snapshot, SubmissionChange, Verdict,
};
use crate::workspace::{Password, Session};
use crate::{Error, Result, facility, people};

#[derive(Debug, Serialize, TS)]
pub struct EnrolledRow {
    public: String,
    spoken: String,
    enrolled: Enrolled,
    revision: i64,
}

pub fn enrolled(call: &mut Call<'_>, _: Nothing) -> Result<Vec<EnrolledRow>> {
    let all = submission::enrolled(call.session()?.db())?.into_iter();
    let row = |(public, enrolled, revision): (String, Enrolled, i64)| EnrolledRow {
        spoken: spoken(&public),
        public,
        enrolled,
        revision,
    };
    Ok(all.map(row).collect())
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct EnrolFacility {
    /// Its key, as it was told by another way than the file.
    public: String,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    base: i64,
    enrolled: Enrolled,
}

pub fn enrol(call: &mut Call<'_>, request: EnrolFacility) -> Result<Outcome> {
    let EnrolFacility { public, base, enrolled } = request;
    let public = public.trim().to_lowercase();
    let (title, enrolled) = (enrolled.name.clone(), Some(Box::new(enrolled)));
    let change = SubmissionChange::Enrol { public, title, base, enrolled, back_to: None };
    ledger::record(call.session()?, Change::Submission(change))
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ReceiveRequest {
    /// Files, thousands of them if need be: one that is refused keeps no other one out.
    paths: Vec<PathBuf>,
    #[ts(type = "string", optional)]
    passphrase: Option<Password>,
}

/// What became of one file.
#[derive(Debug, Serialize, TS)]
pub struct ReceivedFile {
    path: String,
    fingerprint: Option<String>,
    facility: String,
    /// It was here already.
    known: bool,
    refused: Option<Error>,
}

pub fn receive(call: &mut Call<'_>, request: ReceiveRequest) -> Result<Vec<ReceivedFile>> {
    let progress = call.progress;
    let session = call.session()?;
    // In the order in which each facility sent them, whatever the files are called.
    let mut opened: Vec<(PathBuf, Result<Package>)> = request
        .paths
        .into_iter()
        .map(|path| {
            let package =
                Package::open(&path, request.passphrase.as_ref(), &crate::progress::Progress::none());
            (path, package)
        })
        .collect();
    opened.sort_by_key(|(_, package)| {
        package.as_ref().ok().and_then(|one| one.manifest.head.chain.as_ref()).map_or(0, |chain| chain.number)
    });
    let total = i64::try_from(opened.len()).unwrap_or(i64::MAX);
    let mut all = Vec::new();
    for (done, (path, package)) in (1..).zip(opened) {
        let path = crate::error::display(&path);
        all.push(match package.and_then(|package| take_one(session, &path, &package)) {
            Ok((fingerprint, facility, known)) => {
                ReceivedFile { path, fingerprint: Some(fingerprint), facility, known, refused: None }
            }
            Err(error) => ReceivedFile {
                path,
                fingerprint: None,
                facility: String::new(),
                known: false,
                refused: Some(error),
            },
        });
        progress.step(done, total)?;
    }
    Ok(all)
}

fn take_one(session: &mut Session, path: &str, package: &Package) -> Result<(String, String, bool)> {
    let head = &package.manifest.head;
    if head.kind != submission::KIND {
        return Err(Error::OnlyHolds { path: path.to_owned(), holds: head.kind.clone() });
    }
    let fingerprint = package.fingerprint.clone();
    if submission::one_received(session.db(), &fingerprint)?.is_some() {
        return Ok((fingerprint, head.from.clone(), true));
    }
    let altered = |part: &str| Error::PackageAltered { path: path.to_owned(), part: part.to_owned() };
    let sent: Sent = package.json(submission::PART)?;
    let chain = head.chain.as_ref().ok_or_else(|| altered("chain"))?;
    let public = head.signer.clone().ok_or_else(|| altered("signature"))?;
    // What it says of itself outside is what was signed inside.
    let stood = head
        .ledger
        .as_ref()
        .is_some_and(|one| one.entries == sent.snapshot.entries && one.hash == sent.snapshot.head);
    if !stood || head.from != sent.snapshot.facility.name {
        return Err(altered("head"));
    }
    let snapshot =
        serde_json_canonicalizer::to_string(&sent.snapshot).map_err(|e| Error::internal(e.to_string()))?;
    let change = SubmissionChange::Receive {
        fingerprint: fingerprint.clone(),
        public,
        title: sent.snapshot.facility.name.clone(),
        chain: i64::try_from(chain.number).unwrap_or(i64::MAX),
        previous: chain.previous.clone(),
        number: sent.number,
        snapshot,
    };
    ledger::record(session, Change::Submission(change))?;
    Ok((fingerprint, sent.snapshot.facility.name, false))
}

pub fn inbox(call: &mut Call<'_>, _: Nothing) -> Result<Vec<ReceivedRow>> {
    submission::received(call.session()?.db())
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WhichReceived {
    fingerprint: String,
}

#[derive(Debug, Serialize, TS)]
pub struct ReceivedShown {
    row: ReceivedRow,
    snapshot: Snapshot,
    /// The one before of the same facility, what was decided of it, and what is different now.
    before: Option<ReceivedRow>,
    differences: Vec<Differs>,
}

pub fn review(call: &mut Call<'_>, request: WhichReceived) -> Result<ReceivedShown> {
    let db = call.session()?.db();
    let (row, snapshot) = found(db, &request.fingerprint)?;
    let all = submission::received(db)?;
    let before = all.into_iter().filter(|one| one.public == row.public && one.chain < row.chain);
    let before = before.max_by_key(|one| one.chain);
    let differences = match &before {
        Some(one) => submission::differences(&found(db, &one.fingerprint)?.1, &snapshot),
        None => Vec::new(),
    };
    Ok(ReceivedShown { row, snapshot, before, differences })
}

fn found(db: &rusqlite::Connection, fingerprint: &str) -> Result<(ReceivedRow, Snapshot)> {
    let missing = || Error::NoSuchThing { thing: format!("received:{}", spoken(fingerprint)) };
    submission::one_received(db, fingerprint)?.ok_or_else(missing)
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

pub fn decide(call: &mut Call<'_>, request: DecideRequest) -> Result<Outcome> {
    let today = call.today();
    let session = call.session()?;
    let (row, snapshot) = found(session.db(), &request.fingerprint)?;
    let key = own_key(session)?.public();
    let db = session.db();
    let rows: Vec<_> = snapshot.catalogues.iter().flat_map(|one| &one.rows).map(|row| &row.at).collect();
    if let Some(unknown) = request.comments.iter().find(|one| !rows.contains(&&one.at)) {
        return Err(Error::NoSuchThing { thing: format!("{} {}", unknown.at.catalogue, unknown.at.control) });
    }
    let decision = Box::new(Decision {
        about: row.fingerprint.clone(),
        verdict: request.verdict,
        letter: request.letter,
        comments: request.comments,
        decided_on: today,
        by_name: people::find(db, session.person())?.profile.name,
        operator: facility::show(db)?.profile.name,
        key,
        entries: snapshot.entries,
        head: snapshot.head,
        due: request.due,
    });
    let (fingerprint, title) = (row.fingerprint, row.facility);
    let change = SubmissionChange::Decide { fingerprint, title, base: request.base, decision };
    ledger::record(session, Change::Submission(change))
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DecisionOut {
    fingerprint: String,
    path: PathBuf,
}

#[derive(Debug, Serialize, TS)]
pub struct DecisionWritten {
    path: String,
    fingerprint: String,
}

/// The decision as a package: the same one, however often it is written.
pub fn decision_out(call: &mut Call<'_>, request: DecisionOut) -> Result<DecisionWritten> {
    let (progress, now) = (call.progress, call.desk.clock.now());
    let session = call.session()?;
    let (row, _) = found(session.db(), &request.fingerprint)?;
    let decision = row.decision.ok_or(Error::Required { field: "decision".into() })?;
    let key = own_key(session)?;
    let text = serde_json_canonicalizer::to_vec(&decision).map_err(|e| Error::internal(e.to_string()))?;
    let parts = [Part::of_bytes(submission::DECISION_PART, text)];
    let (kind, id, from) = (submission::DECISION.into(), Uuid::now_v7(), decision.operator);
    let head = Head { kind, id, made: now, from, chain: None, ledger: None, signer: None };
    let written = package::write(&request.path, head, &parts, Some(&key), None, progress)?;
    Ok(DecisionWritten { path: crate::error::display(&request.path), fingerprint: written.fingerprint })
}
