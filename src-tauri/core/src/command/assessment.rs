//! Commands around self-assessment.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::{Call, Nothing};
use crate::assessment::{
    self, Answered, Assessment, AssessmentChange, Assigned, At, Comment, Missing, Offer, Part, Past,
    Progress, Setting, State,
};
use crate::calendar::Day;
use crate::catalogue::{self, Catalogue, CatalogueChange, Scale, Scope, Shelf, compare, proposed_size};
use crate::evidence::Freshness;
use crate::ledger::{self, Change, Outcome};
use crate::register::{self, Proves, Standing as Kept};
use crate::{Error, Result, evidence, facility};

pub fn list(call: &mut Call<'_>, _: Nothing) -> Result<Vec<Assessment>> {
    assessment::list(call.session()?.db())
}

#[derive(Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct StartRequest {
    title: Option<String>,
    /// This 年度 where none is given.
    fiscal_year: Option<i32>,
    /// Catalogue ids.
    catalogues: Vec<String>,
    /// Where it is not the facility's own size that decides.
    scope: Option<Scope>,
    /// Profile questions answered when starting（「電子カルテを使っていますか」）.
    #[ts(as = "Option<_>")]
    answers: BTreeMap<String, bool>,
    /// Whose answers are offered to be confirmed.
    carried_from: Option<Uuid>,
}

#[derive(Debug, Serialize, TS)]
pub struct Started {
    id: Uuid,
    outcome: Outcome,
}

pub fn start(call: &mut Call<'_>, request: StartRequest) -> Result<Started> {
    let today = call.today();
    let fiscal_year = request.fiscal_year.unwrap_or_else(|| today.fiscal_year());
    let shelf = call.desk.shelf()?;
    let session = call.session()?;
    let profile = facility::show(session.db())?.profile;
    let mut parts = Vec::new();
    let mut pins = Vec::new();
    for id in &request.catalogues {
        let loaded = shelf.find(id)?;
        let catalogue = &loaded.catalogue;
        let mut scope = request.scope.clone().unwrap_or_else(|| {
            let size = proposed_size(profile.kind, profile.beds);
            size.map(|size| Scope::of_size(catalogue, size)).unwrap_or_default()
        });
        let asked = catalogue.profile_questions.iter();
        scope.answers.extend(asked.filter_map(|one| Some((one.id.clone(), *request.answers.get(&one.id)?))));
        parts.push(Part { catalogue: catalogue.head.id.clone(), hash: loaded.hash.clone(), scope });
        if !catalogue::is_pinned(session.db(), &loaded.hash)? {
            let scale = catalogue::scale_of(catalogue)?;
            pins.push(CatalogueChange::Pin { catalogue: Box::new(Catalogue::clone(catalogue)), scale });
        }
    }
    for pin in pins {
        ledger::record(session, Change::Catalogue(pin))?;
    }
    let id = Uuid::now_v7();
    let title = request.title.unwrap_or_else(|| format!("{fiscal_year}年度 自己点検"));
    let carried_from = request.carried_from;
    let change = AssessmentChange::Start { id, title, fiscal_year, parts, carried_from };
    let outcome = ledger::record(session, Change::Assessment(change))?;
    Ok(Started { id, outcome })
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Which {
    id: Uuid,
}

/// An assessment with everything that has been said in it.
#[derive(Debug, Serialize, TS)]
pub struct Desk {
    assessment: Assessment,
    catalogues: Vec<Opened>,
    answers: Vec<Answered>,
    assignments: Vec<Assigned>,
}

#[derive(Debug, Serialize, TS)]
pub struct Opened {
    catalogue: Arc<Catalogue>,
    scale: Scale,
    /// Ids of the rows that concern the facility.
    rows: Vec<String>,
}

pub fn show(call: &mut Call<'_>, request: Which) -> Result<Desk> {
    let (found, pinned) = call.pinned(request.id)?;
    let db = call.session()?.db();
    Ok(Desk {
        answers: assessment::answers(db, found.id)?.into_values().collect(),
        assignments: assessment::assignments(db, found.id)?.into_values().collect(),
        catalogues: found
            .parts
            .iter()
            .zip(pinned)
            .map(|(part, (catalogue, scale))| {
                let rows =
                    part.scope.rows(&catalogue).into_iter().map(|control| control.id.clone()).collect();
                Opened { catalogue, scale, rows }
            })
            .collect(),
        assessment: found,
    })
}

/// What changes while people answer: asked again after every answer, so it carries no catalogue.
#[derive(Debug, Serialize, TS)]
pub struct Standing {
    answers: Vec<Answered>,
    assignments: Vec<Assigned>,
    progress: Vec<Progress>,
    /// How fresh the proofs of each control are that has any.
    proofs: Vec<Proved>,
}

#[derive(Debug, Serialize, TS)]
pub struct Proved {
    at: At,
    proofs: Vec<Freshness>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct StandingRequest {
    id: Uuid,
    /// As it stood at the end of that day.
    #[serde(default)]
    as_of: Option<Day>,
}

pub fn standing(call: &mut Call<'_>, request: StandingRequest) -> Result<Standing> {
    let today = request.as_of.unwrap_or_else(|| call.today());
    let (found, pinned) = call.pinned(request.id)?;
    call.ask(request.as_of, |db| {
        let answers = assessment::answers(db, found.id)?;
        let parts = found.parts.iter().zip(&pinned);
        Ok(Standing {
            progress: parts
                .map(|(part, (catalogue, scale))| assessment::progress(part, catalogue, scale, &answers))
                .collect(),
            assignments: assessment::assignments(db, found.id)?.into_values().collect(),
            answers: answers.into_values().collect(),
            proofs: evidence::standing(db, found.id, today)?
                .into_iter()
                .map(|(at, proofs)| Proved { at, proofs })
                .collect(),
        })
    })
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AnswerRequest {
    id: Uuid,
    items: Vec<Setting>,
}

/// What an answering changed: a list of thousands need not be asked again for one answer.
#[derive(Debug, Serialize, TS)]
pub struct Given {
    outcome: Outcome,
    answered: Vec<Answered>,
}

pub fn answer(call: &mut Call<'_>, request: AnswerRequest) -> Result<Given> {
    let given: Vec<At> = request.items.iter().map(|item| item.at.clone()).collect();
    let change = AssessmentChange::Answer { id: request.id, items: request.items };
    let outcome = ledger::record(call.session()?, Change::Assessment(change))?;
    // Only what was given is read again: the thousandth answer costs what the first did.
    let db = call.session()?.db();
    let answered = given.iter().map(|at| assessment::answer(db, request.id, at));
    Ok(Given { outcome, answered: answered.filter_map(Result::transpose).collect::<Result<_>>()? })
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AssignRequest {
    id: Uuid,
    items: Vec<Assigned>,
}

pub fn assign(call: &mut Call<'_>, request: AssignRequest) -> Result<Outcome> {
    let change = AssessmentChange::Assign { id: request.id, items: request.items };
    ledger::record(call.session()?, Change::Assessment(change))
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ScopeRequest {
    id: Uuid,
    base: i64,
    parts: Vec<Part>,
}

pub fn rescope(call: &mut Call<'_>, request: ScopeRequest) -> Result<Outcome> {
    let ScopeRequest { id, base, parts } = request;
    let change = AssessmentChange::Rescope { id, base, parts, back_to: None };
    ledger::record(call.session()?, Change::Assessment(change))
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StateRequest {
    id: Uuid,
    base: i64,
    state: State,
}

pub fn set_state(call: &mut Call<'_>, request: StateRequest) -> Result<Outcome> {
    let StateRequest { id, base, state } = request;
    let change = AssessmentChange::SetState { id, base, state, back_to: None };
    ledger::record(call.session()?, Change::Assessment(change))
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CommentRequest {
    id: Uuid,
    at: At,
    text: String,
}

pub fn comment(call: &mut Call<'_>, request: CommentRequest) -> Result<Outcome> {
    let CommentRequest { id, at, text } = request;
    let change = AssessmentChange::Comment { id, comment: Uuid::now_v7(), at, text };
    ledger::record(call.session()?, Change::Assessment(change))
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ControlRequest {
    id: Uuid,
    at: At,
}

/// Everything around one control: what was said of it, what happened to it, what other answers say.
#[derive(Debug, Serialize, TS)]
pub struct Around {
    history: Vec<Past>,
    comments: Vec<Comment>,
    offers: Vec<Offer>,
    /// The registers that prove it, and whether they are kept.
    registers: Vec<Proves>,
    /// What was answered in the assessment this one goes on from, and whether the control has changed since.
    earlier: Option<Earlier>,
}

#[derive(Debug, Serialize, TS)]
pub struct Earlier {
    answer: Answered,
    fate: compare::Fate,
    fields: Vec<compare::Moved>,
}

pub fn around(call: &mut Call<'_>, request: ControlRequest) -> Result<Around> {
    let today = call.today();
    let (found, pinned) = call.pinned(request.id)?;
    let counterparts = call.desk.shelf()?.counterparts();
    let here = pinned.iter().find(|(catalogue, _)| catalogue.head.id == request.at.catalogue);
    let missing = || Error::NoSuchThing { thing: request.at.control.clone() };
    let control = here.and_then(|(catalogue, _)| catalogue.find(&request.at.control)).ok_or_else(missing)?;
    let scales: BTreeMap<String, Scale> =
        pinned.iter().map(|(catalogue, scale)| (catalogue.head.id.clone(), scale.clone())).collect();
    let earlier = match found.carried_from {
        Some(before) => earlier(call, before, &found, &request.at)?,
        None => None,
    };
    let db = call.session()?.db();
    let answers = assessment::answers(db, found.id)?;
    Ok(Around {
        history: assessment::history(db, found.id, &request.at)?,
        comments: assessment::comments(db, found.id, &request.at)?,
        offers: assessment::offers(&request.at, control, &counterparts, &answers, &scales),
        registers: Kept::default().of(db, control, today)?,
        earlier,
    })
}

fn earlier(call: &mut Call<'_>, before: Uuid, now: &Assessment, at: &At) -> Result<Option<Earlier>> {
    let found = carried(call, before, now)?;
    Ok(found.into_iter().find(|carried| carried.at == *at).map(|carried| carried.earlier))
}

/// One answer of the earlier assessment, where it would go now.
#[derive(Debug, Serialize, TS)]
pub struct Carried {
    at: At,
    earlier: Earlier,
}

pub fn carry_over(call: &mut Call<'_>, request: Which) -> Result<Vec<Carried>> {
    let now = assessment::find(call.session()?.db(), request.id)?;
    let before = now.carried_from.ok_or_else(|| Error::Required { field: "carried_from".into() })?;
    carried(call, before, &now)
}

/// Suggestions to confirm; nothing is answered by them. A changed control says what changed.
fn carried(call: &mut Call<'_>, before: Uuid, now: &Assessment) -> Result<Vec<Carried>> {
    let (earlier, old) = call.pinned(before)?;
    let (_, new) = call.pinned(now.id)?;
    let answers = assessment::answers(call.session()?.db(), earlier.id)?;
    let mut found = Vec::new();
    for (catalogue, _) in &new {
        let same = |(other, _): &&(Arc<Catalogue>, Scale)| {
            other.head.id == catalogue.head.id || catalogue.head.supersedes.as_ref() == Some(&other.head.id)
        };
        let Some((previous, _)) = old.iter().find(same) else {
            continue;
        };
        for row in compare::compare(previous, catalogue)?.rows {
            let (Some(from), Some(to)) = (row.from, row.to) else {
                continue;
            };
            let there = At { catalogue: previous.head.id.clone(), control: from.id };
            if let Some(answer) = answers.get(&there).filter(|found| found.answer.value != assessment::OPEN) {
                let at = At { catalogue: catalogue.head.id.clone(), control: to.id };
                let earlier = Earlier { answer: answer.clone(), fate: row.fate, fields: row.fields };
                found.push(Carried { at, earlier });
            }
        }
    }
    Ok(found)
}

pub fn progress(call: &mut Call<'_>, request: Which) -> Result<Vec<Progress>> {
    let (found, pinned) = call.pinned(request.id)?;
    let answers = assessment::answers(call.session()?.db(), found.id)?;
    let parts = found.parts.iter().zip(&pinned);
    Ok(parts
        .map(|(part, (catalogue, scale))| assessment::progress(part, catalogue, scale, &answers))
        .collect())
}

pub fn readiness(call: &mut Call<'_>, request: Which) -> Result<Vec<Missing>> {
    let today = call.today();
    let (found, pinned) = call.pinned(request.id)?;
    let db = call.session()?.db();
    let answers = assessment::answers(db, found.id)?;
    let proofs = proved(db, &found, &pinned, today)?;
    let parts = found.parts.iter().zip(&pinned);
    Ok(parts
        .flat_map(|(part, (catalogue, scale))| {
            assessment::readiness(part, catalogue, scale, &answers, &proofs)
        })
        .collect())
}

/// Which controls are proved: by a proof that is still good, or by a register that is kept.
pub(super) fn proved(
    db: &Connection,
    found: &Assessment,
    pinned: &Pinned,
    today: Day,
) -> Result<BTreeMap<At, bool>> {
    let mut good = assessment::proved(&evidence::standing(db, found.id, today)?);
    register::prove(
        db,
        found.parts.iter().zip(pinned.iter().map(|(catalogue, _)| &**catalogue)),
        today,
        &mut good,
    )?;
    Ok(good)
}

pub(super) type Pinned = Vec<(Arc<Catalogue>, Scale)>;

impl Call<'_> {
    /// An assessment and its catalogues as they were when it began.
    pub(super) fn pinned(&mut self, id: Uuid) -> Result<(Assessment, Pinned)> {
        let desk = &mut *self.desk;
        let db = desk.session.as_ref().ok_or(Error::NotOpen)?.db();
        let found = assessment::find(db, id)?;
        let pinned =
            found.parts.iter().map(|part| desk.library.pinned(db, &part.hash)).collect::<Result<_>>()?;
        Ok((found, pinned))
    }
}

impl super::Desk {
    /// Every catalogue within reach of the desk.
    pub(super) fn shelf(&mut self) -> Result<Shelf> {
        self.library.shelf(self.session.as_ref().map(crate::workspace::Session::db))
    }
}
