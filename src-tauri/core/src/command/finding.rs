//! Commands around findings: what was found, what is done about it, and who accepts it.

use serde::{Deserialize, Serialize};
use strum::VariantArray;
use ts_rs::TS;
use uuid::Uuid;

use super::Call;
use crate::audit::FindingChange;
use crate::audit::finding::{self, Correction, Filter, Finding, FindingRow, Step};
use crate::calendar::Day;
use crate::evidence::{self, Proof};
use crate::ledger::{self, Change, Outcome};
use crate::{Result, audit, people};

pub fn list(call: &mut Call<'_>, filter: Filter) -> Result<Vec<FindingRow>> {
    let session = call.session()?;
    finding::list(session.db(), &filter, session.person())
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WhichFinding {
    id: Uuid,
}

/// A step that leads on from here, and, where it cannot be taken now, why.
#[derive(Debug, Serialize, TS)]
pub struct FindingNext {
    step: Step,
    needs_reason: bool,
    needs_due: bool,
    refused: Option<crate::Error>,
}

#[derive(Debug, Serialize, TS)]
pub struct FindingShown {
    row: FindingRow,
    steps: Vec<FindingNext>,
    /// Whether this person may write what was found, and what is done about it.
    may_write: bool,
    may_correct: bool,
    /// Earlier ones on the same item, the last first.
    earlier: Vec<FindingRow>,
    proofs: Vec<Proof>,
    audit_title: String,
}

pub fn show(call: &mut Call<'_>, request: WhichFinding) -> Result<FindingShown> {
    let today = call.today();
    let session = call.session()?;
    let (db, me) = (session.db(), session.person());
    let row = finding::require(db, request.id)?;
    let (_, roles) = people::roles_of(db, me)?;
    let used_for = Some(evidence::Use::Finding { finding: row.id });
    let filter = evidence::Filter { used_for, ..evidence::Filter::default() };
    let proofs = evidence::list(db, &filter, (me, &roles), &std::collections::BTreeSet::new(), today)?;
    let earlier = finding::earlier(db, &row.finding, row.id)?;
    let audit_title = match row.finding.source {
        finding::Source::Audit { audit } => audit::require(db, audit)?.plan.title,
        _ => String::new(),
    };
    let leads = Step::VARIANTS.iter().copied().filter(|step| step.rule().0.contains(&row.state));
    let one = |step: Step| {
        // What a person is asked for with the step keeps nobody from it.
        let change = moved(&row, step, "－".into(), Some(today), today);
        let refused = ledger::check(session, &change).err();
        FindingNext { step, needs_reason: step.needs_reason(), needs_due: step == Step::Recommend, refused }
    };
    let steps = leads.map(one).collect();
    let write = written(row.id, &row.number, row.revision, row.finding.clone(), String::new());
    let may_write = ledger::check(session, &write).is_ok();
    let correct = corrected(&row, row.revision, row.correction.clone());
    let may_correct = ledger::check(session, &correct).is_ok();
    Ok(FindingShown { row, steps, may_write, may_correct, earlier, proofs, audit_title })
}

fn moved(row: &FindingRow, step: Step, reason: String, due: Option<Day>, today: Day) -> Change {
    let (id, number, base) = (row.id, row.number.clone(), row.revision);
    let (to, until) = finding::leads_to(row, step, due, today);
    Change::Finding(FindingChange::Step {
        id,
        number,
        base,
        step,
        to,
        until,
        reason,
        due,
        back_to: None,
        taken: None,
    })
}

fn written(id: Uuid, number: &str, base: i64, finding: Finding, reason: String) -> Change {
    let (number, finding) = (number.to_owned(), Some(Box::new(finding)));
    Change::Finding(FindingChange::Write { id, number, base, finding, reason, back_to: None })
}

fn corrected(row: &FindingRow, base: i64, correction: Correction) -> Change {
    let (id, number, correction) = (row.id, row.number.clone(), Box::new(correction));
    Change::Finding(FindingChange::Correct { id, number, base, correction, back_to: None })
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct FindingRequest {
    /// None for a new one: it gets the next number of its 年度.
    id: Option<Uuid>,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    base: i64,
    finding: Finding,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    reason: String,
}

#[derive(Debug, Serialize, TS)]
pub struct FindingSet {
    row: FindingRow,
    outcome: Outcome,
}

pub fn write(call: &mut Call<'_>, request: FindingRequest) -> Result<FindingSet> {
    let today = call.today();
    let session = call.session()?;
    let db = session.db();
    let number = if let Some(id) = request.id {
        finding::require(db, id)?.number
    } else {
        let fiscal_year = request.finding.found_on.unwrap_or(today).fiscal_year();
        format!("{fiscal_year}-{}", finding::next_number(db, fiscal_year)?)
    };
    let mut found = request.finding;
    if let Some(owner) = found.owner {
        // Of an audit that was carried here, nobody here.
        found.owner_name = people::name_of(db, owner)?.unwrap_or(found.owner_name);
    }
    let id = request.id.unwrap_or_else(Uuid::now_v7);
    let outcome = ledger::record(session, written(id, &number, request.base, found, request.reason))?;
    Ok(FindingSet { row: finding::require(session.db(), id)?, outcome })
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CorrectRequest {
    id: Uuid,
    base: i64,
    correction: Correction,
}

pub fn correct(call: &mut Call<'_>, request: CorrectRequest) -> Result<FindingSet> {
    let session = call.session()?;
    let row = finding::require(session.db(), request.id)?;
    let outcome = ledger::record(session, corrected(&row, request.base, request.correction))?;
    Ok(FindingSet { row: finding::require(session.db(), request.id)?, outcome })
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct FindingStepRequest {
    id: Uuid,
    base: i64,
    step: Step,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    reason: String,
    /// A new day until which it is to be mended.
    due: Option<Day>,
}

pub fn step(call: &mut Call<'_>, request: FindingStepRequest) -> Result<FindingSet> {
    let today = call.today();
    let session = call.session()?;
    let mut row = finding::require(session.db(), request.id)?;
    row.revision = request.base;
    let outcome = ledger::record(session, moved(&row, request.step, request.reason, request.due, today))?;
    Ok(FindingSet { row: finding::require(session.db(), request.id)?, outcome })
}
