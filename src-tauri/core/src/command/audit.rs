//! Commands around audits: the plan of a 年度, what an audit looks at, judging, reporting, what came out of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::{Call, Nothing};
use crate::assessment::At;
use crate::audit::finding::FindingRow;
use crate::audit::{
    self, Audit, AuditChange, Compared, Conclusion, Counts, Grade, Item, Judgement, Line, Method, Pinned,
    Plan, Repeated, Sample, Series, Standing, Step, Year,
};
use crate::calendar::Day;
use crate::catalogue::{Catalogue, Scale, Scope};
use crate::ledger::{self, Change, Outcome};
use crate::register::Record;
use crate::{Error, Result, evidence, people};

/// An audit in the year's plan.
#[derive(Debug, Serialize, TS)]
pub struct AuditRow {
    audit: Audit,
    counts: Counts,
    /// How many were found, and how many of them somebody still has to mend.
    findings: u32,
    open: u32,
}

/// An audit that a series wants and nobody has planned.
#[derive(Debug, Serialize, TS)]
pub struct AuditWanted {
    series: Uuid,
    day: Day,
    title: String,
    kind: audit::Kind,
    target: String,
}

#[derive(Debug, Serialize, TS)]
pub struct AuditYearPlan {
    fiscal_year: i32,
    rows: Vec<AuditRow>,
    wanted: Vec<AuditWanted>,
    /// Every year that has audits.
    years: Vec<i32>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct FiscalYear {
    /// This one, where none is named.
    fiscal_year: Option<i32>,
}

/// The audits of a 年度, and those that should be planned.
pub fn list(call: &mut Call<'_>, request: FiscalYear) -> Result<AuditYearPlan> {
    let fiscal_year = request.fiscal_year.unwrap_or_else(|| call.today().fiscal_year());
    let bad = || Error::Invalid { field: "fiscal_year".into(), detail: fiscal_year.to_string() };
    let (from, to) = Day::of_fiscal_year(fiscal_year).ok_or_else(bad)?;
    let db = call.session()?.db();
    let row = |found: Audit| {
        let (counts, _) = audit::counts(db, found.id)?;
        let findings = audit::finding::of_audit(db, found.id)?;
        let open = findings.iter().filter(|one| one.state.is_open()).count();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Ok(AuditRow { audit: found, counts, findings: count(findings.len()), open: count(open) })
    };
    let rows = audit::of_days(db, from, to)?.into_iter().map(row).collect::<Result<_>>()?;
    let wanted = audit::wanted_by_series(db, from, to)?.into_iter().map(|(series, one, day)| AuditWanted {
        series,
        day,
        title: one.title,
        kind: one.kind,
        target: one.target,
    });
    let mut years: Vec<i32> = audit::all(db)?.iter().map(Audit::fiscal_year).collect();
    years.sort_unstable();
    years.dedup();
    Ok(AuditYearPlan { fiscal_year, rows, wanted: wanted.collect(), years })
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WhichAudit {
    id: Uuid,
}

/// A line of the audit's own checklist, with what was judged of it.
#[derive(Debug, Serialize, TS)]
pub struct LineShown {
    line: Line,
    standing: Option<Standing>,
    /// Everything that was judged of it, the last first.
    history: Vec<Judgement>,
    /// How many photographs are attached.
    photos: u32,
    /// Who of the auditors may not judge it, because they answer for it.
    not_independent: Vec<Uuid>,
}

/// A step that leads on from here, and, where it cannot be taken now, why.
#[derive(Debug, Serialize, TS)]
pub struct AuditNext {
    step: Step,
    needs_reason: bool,
    refused: Option<Error>,
}

#[derive(Debug, Serialize, TS)]
pub struct AuditShown {
    audit: Audit,
    lines: Vec<LineShown>,
    counts: Counts,
    sections: Vec<SectionCounts>,
    findings: Vec<FindingRow>,
    repeated: Vec<Repeated>,
    compared: Option<Compared>,
    steps: Vec<AuditNext>,
    /// As whom this person judges; nobody where they are none of its auditors.
    me: Option<Uuid>,
    /// Auditors who answer for something in its scope.
    clashes: Vec<AuditorClash>,
}

#[derive(Debug, Serialize, TS)]
#[ts(rename = "AuditSection")]
pub struct SectionCounts {
    name: String,
    counts: Counts,
}

#[derive(Debug, Serialize, TS)]
pub struct AuditorClash {
    auditor: Uuid,
    name: String,
    numbers: Vec<String>,
}

pub fn show(call: &mut Call<'_>, request: WhichAudit) -> Result<AuditShown> {
    let found = audit::require(call.session()?.db(), request.id)?;
    // Before it begins it shows what it would look at.
    let lines = match found.state {
        audit::State::Planned => pin(call, &found.plan)?,
        _ => audit::lines(call.session()?.db(), found.id)?,
    };
    let session = call.session()?;
    let (db, me) = (session.db(), session.person());
    let given = audit::judgements(db, found.id)?;
    let standing = audit::stand(given.clone());
    let mut history: BTreeMap<Item, Vec<Judgement>> = BTreeMap::new();
    for one in given.into_iter().rev() {
        history.entry(one.item.clone()).or_default().push(one);
    }
    let photos = evidence::counted(db, &format!("audited:{}:", found.id))?;
    let clashes = clashes(&found, &lines);
    let mut shown = Vec::with_capacity(lines.len());
    for line in lines {
        let not = found
            .plan
            .auditors
            .iter()
            .filter(|one| one.person.is_some_and(|id| line.answer_for.contains(&id)));
        shown.push(LineShown {
            standing: standing.get(&line.item).cloned(),
            history: history.remove(&line.item).unwrap_or_default(),
            photos: photos.get(&format!("audited:{}:{}", found.id, line.item)).copied().unwrap_or(0),
            not_independent: not.map(|one| one.id).collect(),
            line,
        });
    }
    let (counts, sections) = audit::counts(db, found.id)?;
    let findings = audit::finding::of_audit(db, found.id)?;
    Ok(AuditShown {
        repeated: audit::repeated(db, &findings)?,
        compared: audit::compare(db, &found)?,
        steps: steps(session, &found),
        me: found.auditor_of(me).map(|one| one.id),
        lines: shown,
        counts,
        sections: sections.into_iter().map(|(name, counts)| SectionCounts { name, counts }).collect(),
        findings,
        clashes,
        audit: found,
    })
}

fn clashes(found: &Audit, lines: &[Line]) -> Vec<AuditorClash> {
    let of = |one: &audit::Auditor| {
        let person = one.person?;
        let theirs = lines.iter().filter(|line| line.answer_for.contains(&person));
        let numbers: Vec<String> = theirs.map(|line| line.number.clone()).collect();
        (!numbers.is_empty()).then(|| AuditorClash { auditor: one.id, name: one.name.clone(), numbers })
    };
    found.plan.auditors.iter().filter_map(of).collect()
}

fn steps(session: &crate::workspace::Session, found: &Audit) -> Vec<AuditNext> {
    use strum::VariantArray;
    let leads = Step::VARIANTS.iter().copied().filter(|step| step.rule().0.contains(&found.state));
    let one = |step: Step| {
        // What a person is asked for with the step keeps nobody from it.
        let lines = match (step, audit::require_scope(&found.plan)) {
            (Step::Begin, Ok(())) => vec![placeholder()],
            _ => Vec::new(),
        };
        let change = moved(found, step, "－".into(), lines);
        let refused = ledger::check(session, &change).err();
        AuditNext { step, needs_reason: step.needs_reason(), refused }
    };
    leads.map(one).collect()
}

fn placeholder() -> Line {
    Line {
        item: Item::Control(At { catalogue: String::new(), control: String::new() }),
        section: String::new(),
        number: String::new(),
        title: String::new(),
        text: String::new(),
        said: None,
        proofs: Vec::new(),
        answer_for: Vec::new(),
    }
}

fn moved(found: &Audit, step: Step, reason: String, lines: Vec<Line>) -> Change {
    let (id, title, base) = (found.id, found.plan.title.clone(), found.revision);
    Change::Audit(AuditChange::Step { id, title, base, step, reason, lines, back_to: None })
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct PlanRequest {
    /// None for a new one.
    id: Option<Uuid>,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    base: i64,
    /// Nothing: it is taken off the plan, which only one that has not begun can be.
    plan: Option<Plan>,
}

#[derive(Debug, Serialize, TS)]
pub struct AuditSet {
    id: Uuid,
    outcome: Outcome,
}

pub fn plan(call: &mut Call<'_>, request: PlanRequest) -> Result<AuditSet> {
    let PlanRequest { id, base, plan } = request;
    let id = id.unwrap_or_else(Uuid::now_v7);
    let title = match &plan {
        Some(plan) => plan.title.clone(),
        None => audit::require(call.session()?.db(), id)?.plan.title,
    };
    let change = AuditChange::Plan { id, title, base, plan: plan.map(Box::new), back_to: None };
    Ok(AuditSet { id, outcome: ledger::record(call.session()?, Change::Audit(change))? })
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct AuditStepRequest {
    id: Uuid,
    base: i64,
    step: Step,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    reason: String,
}

pub fn step(call: &mut Call<'_>, request: AuditStepRequest) -> Result<Outcome> {
    let mut found = audit::require(call.session()?.db(), request.id)?;
    let lines = if request.step == Step::Begin {
        audit::require_scope(&found.plan)?;
        pin(call, &found.plan)?
    } else {
        Vec::new()
    };
    found.revision = request.base;
    ledger::record(call.session()?, moved(&found, request.step, request.reason, lines))
}

type Owned = (std::sync::Arc<Catalogue>, Option<(Scale, Scope)>);

/// What an audit by this plan looks at, as everything stands now.
fn pin(call: &mut Call<'_>, plan: &Plan) -> Result<Vec<Line>> {
    let progress = call.progress;
    let answered = plan.assessment.map(|id| call.pinned(id)).transpose()?;
    let shelf = call.desk.shelf()?;
    let mut owned: Vec<Owned> = Vec::new();
    for part in &plan.parts {
        let beside = answered.as_ref().and_then(|(found, pinned)| {
            let at = found.parts.iter().position(|one| one.catalogue == part.catalogue)?;
            let (catalogue, scale) = pinned.get(at)?.clone();
            Some((catalogue, Some((scale, found.parts.get(at)?.scope.clone()))))
        });
        owned.push(match beside {
            Some(found) => found,
            None => (shelf.find(&part.catalogue)?.catalogue.clone(), None),
        });
    }
    let parts: Vec<Pinned<'_>> = owned
        .iter()
        .zip(&plan.parts)
        .map(|((catalogue, answered), part)| Pinned {
            catalogue,
            answered: answered.as_ref().map(|(scale, scope)| (scale, scope)),
            part,
        })
        .collect();
    audit::lines_of(call.session()?.db(), plan, &parts, progress)
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct JudgeRequest {
    audit: Uuid,
    items: Vec<JudgeItem>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct JudgeItem {
    item: Item,
    grade: Grade,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    methods: Vec<Method>,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    observation: String,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    interviewees: String,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    reason: String,
    /// The ids of the judgements that stood when this one was given.
    #[serde(default)]
    #[ts(as = "Option<_>")]
    replaces: Vec<Uuid>,
}

pub fn judge(call: &mut Call<'_>, request: JudgeRequest) -> Result<Outcome> {
    let session = call.session()?;
    let found = audit::require(session.db(), request.audit)?;
    let not = || Error::NotAnAuditor { title: found.plan.title.clone() };
    let auditor = found.auditor_of(session.person()).ok_or_else(not)?.id;
    let judgement = |one: JudgeItem| Judgement {
        id: Uuid::now_v7(),
        item: one.item,
        auditor,
        grade: one.grade,
        methods: one.methods,
        observation: one.observation,
        interviewees: one.interviewees,
        reason: one.reason,
        replaces: one.replaces,
        given: None,
    };
    let items = request.items.into_iter().map(judgement).collect();
    let change = AuditChange::Judge { audit: request.audit, title: found.plan.title.clone(), items };
    ledger::record(session, Change::Audit(change))
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ConcludeRequest {
    id: Uuid,
    base: i64,
    conclusion: Conclusion,
}

pub fn conclude(call: &mut Call<'_>, request: ConcludeRequest) -> Result<Outcome> {
    let ConcludeRequest { id, base, conclusion } = request;
    let title = audit::require(call.session()?.db(), id)?.plan.title;
    let conclusion = Box::new(conclusion);
    let change = AuditChange::Conclude { id, title, base, conclusion, back_to: None };
    ledger::record(call.session()?, Change::Audit(change))
}

#[derive(Debug, Serialize, TS)]
pub struct SeriesRow {
    id: Uuid,
    series: Series,
    revision: i64,
    /// When the next ones are.
    next: Vec<Day>,
}

pub fn series(call: &mut Call<'_>, _: Nothing) -> Result<Vec<SeriesRow>> {
    let today = call.today();
    let row = |(id, series, revision): (Uuid, Series, i64)| {
        let next = series.recurrence.between(today, today.plus_days(3 * 366)).into_iter().take(6).collect();
        SeriesRow { id, series, revision, next }
    };
    Ok(audit::all_series(call.session()?.db())?.into_iter().map(row).collect())
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SeriesRequest {
    /// None for a new one.
    id: Option<Uuid>,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    base: i64,
    /// Nothing: it does not come back any more.
    series: Option<Series>,
}

pub fn set_series(call: &mut Call<'_>, request: SeriesRequest) -> Result<AuditSet> {
    let SeriesRequest { id, base, series } = request;
    let id = id.unwrap_or_else(Uuid::now_v7);
    let known = audit::one_series(call.session()?.db(), id)?.map(|(series, _)| series.title);
    let title = series.as_ref().map(|one| one.title.clone()).or(known).unwrap_or_default();
    let change = AuditChange::Series { id, title, base, series: series.map(Box::new), back_to: None };
    Ok(AuditSet { id, outcome: ledger::record(call.session()?, Change::Audit(change))? })
}

/// What a sample would draw.
#[derive(Debug, Serialize, TS)]
pub struct Drawn {
    records: Vec<Record>,
    /// How many there are to draw from.
    there: usize,
}

pub fn draw(call: &mut Call<'_>, request: Sample) -> Result<Drawn> {
    let progress = call.progress;
    let (records, there) = audit::draw(call.session()?.db(), &request, progress)?;
    Ok(Drawn { records, there })
}

/// Who may be named as an auditor here.
#[derive(Debug, Serialize, TS)]
pub struct AuditorOffered {
    person: Uuid,
    name: String,
    post: String,
}

pub fn auditors(call: &mut Call<'_>, _: Nothing) -> Result<Vec<AuditorOffered>> {
    let all = people::list(call.session()?.db())?.into_iter();
    let may =
        all.filter(|one| one.state == people::PersonState::Active && one.roles.has(people::Role::Auditor));
    Ok(may
        .map(|one| AuditorOffered { person: one.id, name: one.profile.name, post: one.profile.title })
        .collect())
}

pub fn trend(call: &mut Call<'_>, _: Nothing) -> Result<Vec<Year>> {
    audit::trend(call.session()?.db())
}
