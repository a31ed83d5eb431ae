//! Commands around submissions, on the facility's side: drafted, frozen, signed in order. Sending: `submission_out`.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use strum::VariantArray;
use ts_rs::TS;
use uuid::Uuid;

use super::facility_key::own_key;
use super::{Call, Nothing};
use crate::evidence::{self, Details, EvidenceChange, Incoming, Kind, Stored};
use crate::ledger::{self, Change, Outcome};
use crate::package::spoken;
use crate::submission::{
    self, About, Differs, FieldDiffers, Numbered, Paper, Snapshot, Step, Submission, SubmissionChange,
    SubmissionRow,
};
use crate::workspace::{self as ws, Password, Session};
use crate::{Error, Result, people};

/// What can be handed in.
pub fn kinds(_: &mut Call<'_>, _: Nothing) -> Result<Vec<submission::Kind>> {
    submission::kinds().map(<[_]>::to_vec)
}

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
    field_differences: Vec<FieldDiffers>,
    /// The fingerprint that its papers carry.
    facts: Option<String>,
    /// Its package lies here and can be handed over once more.
    kept: bool,
    steps: Vec<SubmissionNext>,
}

pub fn show(call: &mut Call<'_>, request: WhichSubmission) -> Result<SubmissionShown> {
    let session = call.session()?;
    let db = session.db();
    let row = submission::require(db, request.id)?;
    let snapshot = submission::snapshot(db, row.id)?;
    let before = row.submission.again.map(|id| submission::snapshot(db, id)).transpose()?.flatten();
    let both = before.as_ref().zip(snapshot.as_ref());
    let differences = both.map(|(before, now)| submission::differences(before, now)).unwrap_or_default();
    let field_differences =
        both.map(|(before, now)| submission::field_differences(before, now)).unwrap_or_default();
    let facts = snapshot.as_ref().map(submission::facts).transpose()?.map(|facts| spoken(&facts));
    let leads = Step::VARIANTS.iter().copied().filter(|step| step.rule().0.contains(&row.state));
    // What the desk makes for a step keeps nobody from it; a decision comes from elsewhere.
    let offered = leads.filter(|step| !step.comes_in()).map(|step| {
        let change = with_package(stepped(&row, step, "－", "{}"), nothing_yet(), None);
        let refused = ledger::check(session, &Change::Submission(change)).err();
        SubmissionNext { step, needs_reason: step.needs_reason(), refused }
    });
    let steps = offered.collect();
    let kept = submission::kept(db, row.id)?.is_some();
    Ok(SubmissionShown { row, snapshot, differences, field_differences, facts, kept, steps })
}

pub(super) fn stepped(row: &SubmissionRow, step: Step, reason: &str, snapshot: &str) -> SubmissionChange {
    let (id, title, base) = (row.id, row.submission.title.clone(), row.revision);
    let (reason, snapshot) = (reason.to_owned(), snapshot.to_owned());
    let (package, kept, decision, receipt) = (None, None, None, None);
    SubmissionChange::Step { id, title, base, step, reason, snapshot, package, kept, decision, receipt }
}

pub(super) fn with_package(
    change: SubmissionChange,
    numbered: Numbered,
    stored: Option<Stored>,
) -> SubmissionChange {
    match change {
        SubmissionChange::Step { id, title, base, step, reason, snapshot, decision, receipt, .. } => {
            let (package, kept) = (Some(numbered), stored.map(Box::new));
            SubmissionChange::Step {
                id,
                title,
                base,
                step,
                reason,
                snapshot,
                package,
                kept,
                decision,
                receipt,
            }
        }
        other => other,
    }
}

/// In place of a package that is made only when everything else is right.
pub(super) fn nothing_yet() -> Numbered {
    Numbered { number: String::new(), fingerprint: String::new(), chain: 0 }
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
    pub row: SubmissionRow,
    pub outcome: Outcome,
}

pub(super) fn set(session: &Session, id: Uuid, outcome: Outcome) -> Result<SubmissionSet> {
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
    pub(super) fn submission(&mut self, id: Uuid, base: i64) -> Result<SubmissionRow> {
        let row = submission::require(self.session()?.db(), id)?;
        Ok(SubmissionRow { revision: base, ..row })
    }
}

/// The very pages are made, everything that stands is read once, and none of it changes any more.
pub fn freeze(call: &mut Call<'_>, request: SubmissionAct) -> Result<SubmissionSet> {
    let row = call.submission(request.id, request.base)?;
    let kind = submission::kind(&row.submission.kind)?;
    let subject = match row.submission.assessment.filter(|_| kind.about == About::Assessment) {
        Some(id) => Some(call.pinned(id)?),
        None => None,
    };
    let (progress, now) = (call.progress, call.desk.clock.now());
    let session = call.session()?;
    // Whoever may not freeze is told before anything is made.
    ledger::check(session, &Change::Submission(stepped(&row, Step::Freeze, "", "{}")))?;
    // Its papers say by which key it will be signed.
    own_key(session)?;
    let me = session.person();
    let (_, roles) = people::roles_of(session.db(), me)?;
    let mut snapshot = submission::freeze(session.db(), &row, subject.as_ref(), (me, &roles), now)?;
    let papers = std::iter::once(submission::SHEET).chain(kind.papers.iter().map(String::as_str));
    let (proof, mut files) = (Uuid::now_v7(), Vec::new());
    let handed = Arc::new((row.clone(), snapshot.clone()));
    for id in papers {
        let pdf = call.paper_of_submission(id, &handed)?;
        let title = call.paper_name(id)?;
        let name = format!("{title}.pdf");
        let session = call.session()?;
        let file = evidence::take_in(session, &Incoming::Bytes(&name, &pdf), false, progress)?.file;
        let sha256 = file.stored.sha256.clone();
        snapshot.papers.push(Paper { name: format!("papers/{id}.pdf"), sha256, proof });
        files.push(file);
    }
    let details = Details { title: row.submission.title.clone(), kind: Kind::Record, ..Details::default() };
    let kept = EvidenceChange::Add { id: proof, details, files, uses: Vec::new(), for_good: true };
    let text = serde_json_canonicalizer::to_string(&snapshot).map_err(|e| Error::internal(e.to_string()))?;
    let frozen = stepped(&row, Step::Freeze, "", &text);
    let changes = [Change::Evidence(kept), Change::Submission(frozen)];
    let session = call.session()?;
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
    let outcome = ledger::record(session, Change::Submission(stepped(&row, Step::Sign, "", "")))?;
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
    let outcome = ledger::record(session, Change::Submission(stepped(&row, step, &request.reason, "")))?;
    set(session, row.id, outcome)
}
