//! What must hold before an audit is planned, moved on or judged.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::model::{Audit, Grade, Judgement, Line, MOST, Plan, State};
use super::step::Step;
use super::{finding, judged, query};
use crate::ledger::{Scene, Text, conflict, text};
use crate::people::Right;
use crate::{Error, Result, assessment};

pub(super) fn wrong(step: &str, state: State) -> Error {
    let state: &str = state.into();
    Error::WrongState { step: step.into(), state: format!("audit_{state}") }
}

/// As whom they judge, if they are one of the audit's auditors.
pub(super) fn auditor(scene: &Scene<'_>, audit: &Audit) -> Result<Uuid> {
    let found = audit.auditor_of(scene.by).map(|one| one.id);
    found.ok_or_else(|| Error::NotAnAuditor { title: audit.plan.title.clone() })
}

pub(super) fn plan(scene: &Scene<'_>, before: Option<&Audit>, plan: &Plan) -> Result<()> {
    text(&plan.title, &Text { field: "title", limit: 200, required: true })?;
    for (field, value, limit) in [
        ("target", &plan.target, 400),
        ("purpose", &plan.purpose, 4_000),
        ("criteria", &plan.criteria, 4_000),
        ("method", &plan.method, 4_000),
        ("report_to", &plan.report_to, 400),
    ] {
        text(value, &Text { field, limit, required: false })?;
    }
    let from = plan.from.ok_or(Error::Required { field: "from".into() })?;
    for (field, day) in [("to", plan.to), ("report_due", plan.report_due)] {
        if let Some(day) = day.filter(|day| *day < from) {
            return Err(Error::Invalid { field: field.into(), detail: day.to_string() });
        }
    }
    if plan.auditors.len() > 50 || plan.schedule.len() > 200 || plan.samples.len() > 50 {
        return Err(Error::Invalid { field: "auditors".into(), detail: "> 50".into() });
    }
    let ids: BTreeSet<Uuid> = plan.auditors.iter().map(|one| one.id).collect();
    if ids.len() < plan.auditors.len() {
        return Err(Error::Invalid { field: "auditors".into(), detail: "id".into() });
    }
    for one in &plan.auditors {
        text(&one.name, &Text { field: "name", limit: 200, required: true })?;
        text(&one.independence, &Text { field: "independence", limit: 1_000, required: false })?;
    }
    if let Some(sample) = plan.samples.iter().find(|one| one.count > 200 || one.to < one.from) {
        return Err(Error::Invalid { field: "samples".into(), detail: sample.register.clone() });
    }
    if let Some(id) = plan.assessment {
        assessment::find(scene.db, id)?;
    }
    let Some(before) = before else { return Ok(()) };
    match before.state {
        State::Planned => Ok(()),
        // What was pinned stays: only who, when and how may still change.
        State::Doing => {
            let then = &before.plan;
            let same = (&then.parts, &then.samples, then.assessment, &then.away)
                == (&plan.parts, &plan.samples, plan.assessment, &plan.away);
            let judged: BTreeSet<Uuid> =
                query::judgements(scene.db, before.id)?.iter().map(|one| one.auditor).collect();
            let there = judged.is_subset(&ids);
            if same && there { Ok(()) } else { Err(wrong("plan", before.state)) }
        }
        state => Err(wrong("plan", state)),
    }
}

pub(super) fn step(scene: &Scene<'_>, found: &Audit, step: Step, reason: &str, lines: &[Line]) -> Result<()> {
    let name: &str = step.into();
    if !step.rule().0.contains(&found.state) {
        return Err(wrong(name, found.state));
    }
    text(reason, &Text { field: "reason", limit: 2_000, required: step.needs_reason() })?;
    // Carried here in a kit: it is reported where it is kept.
    if found.plan.away.is_some() && step != Step::Begin && step != Step::Cancel {
        return Err(Error::WrongState { step: name.into(), state: "away".into() });
    }
    if step.rule().2 == Right::JudgeAudits {
        auditor(scene, found)?;
    }
    match step {
        Step::Begin => {
            if lines.is_empty() {
                return Err(Error::Required { field: "scope".into() });
            }
            if lines.len() > MOST {
                let length = i64::try_from(lines.len()).unwrap_or(i64::MAX);
                return Err(Error::TooLong { field: "scope".into(), length, limit: 5_000 });
            }
            let items: BTreeSet<String> = lines.iter().map(|line| line.item.to_string()).collect();
            let twice = || Error::Invalid { field: "scope".into(), detail: "twice".into() };
            if items.len() == lines.len() { Ok(()) } else { Err(twice()) }
        }
        Step::Report => {
            let standing = judged::standing(scene.db, found.id)?;
            let split = standing.values().filter(|one| one.contested).count();
            let lines = query::lines(scene.db, found.id)?;
            let open = lines.iter().filter(|line| !standing.contains_key(&line.item)).count();
            if open > 0 || split > 0 {
                return Err(Error::Unjudged { open, split });
            }
            text(&found.conclusion.opinion, &Text { field: "opinion", limit: 8_000, required: true })?;
            if found.conclusion.opinion_grade.is_none() {
                return Err(Error::Required { field: "opinion_grade".into() });
            }
            Ok(())
        }
        Step::Close => {
            let open =
                finding::of_audit(scene.db, found.id)?.iter().filter(|one| one.state.is_open()).count();
            if open == 0 { Ok(()) } else { Err(Error::FindingsOpen { count: open }) }
        }
        Step::Reopen | Step::Cancel | Step::Resume => Ok(()),
    }
}

pub(super) fn judgements(scene: &Scene<'_>, found: &Audit, judgements: &[Judgement]) -> Result<()> {
    if judgements.len() > MOST {
        let length = i64::try_from(judgements.len()).unwrap_or(i64::MAX);
        return Err(Error::TooLong { field: "items".into(), length, limit: 5_000 });
    }
    let me = auditor(scene, found)?;
    let standing = judged::standing(scene.db, found.id)?;
    for one in judgements {
        for (field, value, limit) in [
            ("observation", &one.observation, 8_000),
            ("interviewees", &one.interviewees, 1_000),
            ("reason", &one.reason, 2_000),
        ] {
            text(value, &Text { field, limit, required: false })?;
        }
        let missing = || Error::NoSuchThing { thing: one.item.to_string() };
        let line = query::line(scene.db, found.id, &one.item)?.ok_or_else(missing)?;
        let by = found.plan.auditors.iter().find(|auditor| auditor.id == one.auditor);
        let by = by.ok_or_else(|| Error::NotAnAuditor { title: found.plan.title.clone() })?;
        // Nobody audits what they answer for.
        if by.person.is_some_and(|person| line.answer_for.contains(&person)) {
            return Err(Error::NotIndependent { name: by.name.clone(), number: line.number });
        }
        // What fails is told in words: a cross alone helps nobody.
        if matches!(one.grade, Grade::Minor | Grade::Major | Grade::Observation) {
            text(&one.observation, &Text { field: "observation", limit: 8_000, required: true })?;
        }
        // What a kit brings was given elsewhere, beside what is known here: both stand until somebody decides.
        if one.given.is_some() {
            continue;
        }
        if one.auditor != me {
            return Err(Error::NotAnAuditor { title: found.plan.title.clone() });
        }
        let known: BTreeSet<Uuid> = standing
            .get(&one.item)
            .map(|one| one.heads.iter().map(|head| head.id).collect())
            .unwrap_or_default();
        let seen: BTreeSet<Uuid> = one.replaces.iter().copied().collect();
        if known != seen {
            let theirs = standing.get(&one.item).map(|one| &one.heads);
            return Err(conflict(scene.db, format!("audit:{}", found.id), scene.seq, one, &theirs));
        }
        let changed = standing.get(&one.item).is_some_and(|it| it.contested || it.grade != one.grade);
        text(&one.reason, &Text { field: "reason", limit: 2_000, required: changed })?;
    }
    Ok(())
}
