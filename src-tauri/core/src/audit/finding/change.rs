//! What may happen to a finding: it is written, mended, and goes its steps. Each step stays on record.

use chrono::Months;
use rusqlite::params;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};
use ts_rs::TS;
use uuid::Uuid;

use super::super::query as audits;
use super::model::{Correction, Finding, FindingRow, Source, State, Step, Taken};
use super::query;
use crate::calendar::Day;
use crate::ledger::{Change, Domain, Scene, Tag, Text, Thing, json, text, unchanged};
use crate::people::Right;
use crate::{Error, Result};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, IntoStaticStr, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case", prefix = "finding.")]
pub enum FindingChange {
    /// Nothing where a new one is taken back.
    Write {
        id: Uuid,
        number: String,
        base: i64,
        finding: Option<Box<Finding>>,
        /// Why its grade is another one now.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back_to: Option<i64>,
    },
    Correct {
        id: Uuid,
        number: String,
        base: i64,
        correction: Box<Correction>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back_to: Option<i64>,
    },
    Step {
        id: Uuid,
        number: String,
        base: i64,
        step: Step,
        /// Where it leads, and until when somebody has to do something there: as it was counted then, whatever is counted
        /// later.
        to: State,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Day>,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Day>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back_to: Option<i64>,
        /// As it was taken the first time, where it is done again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        taken: Option<Box<Taken>>,
    },
    /// A step taken back.
    Unstep {
        id: Uuid,
        number: String,
        base: i64,
        to: State,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Day>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back_to: Option<i64>,
        taken: Box<Taken>,
    },
}

impl FindingChange {
    const fn id(&self) -> Uuid {
        match self {
            Self::Write { id, .. }
            | Self::Correct { id, .. }
            | Self::Step { id, .. }
            | Self::Unstep { id, .. } => *id,
        }
    }
}

impl Domain for FindingChange {
    fn thing(&self) -> Thing {
        format!("finding:{}", self.id())
    }

    fn right(&self, _by: Uuid) -> Right {
        match self {
            // What an audit found is the auditors' to write; what else is wrong anybody who leads may raise.
            Self::Write { finding: Some(finding), .. } if matches!(finding.source, Source::Audit { .. }) => {
                Right::JudgeAudits
            }
            Self::Write { .. } => Right::RaiseFindings,
            Self::Correct { .. } => Right::CorrectFindings,
            Self::Step { step, .. } => step.rule().2,
            Self::Unstep { taken, .. } => taken.step.rule().2,
        }
    }

    fn touches(&self) -> &'static [Tag] {
        &[Tag::Audits]
    }

    fn check(&self, scene: &Scene<'_>) -> Result<()> {
        match self {
            Self::Write { base, finding, reason, .. } => {
                let found = query::find(scene.db, self.id())?;
                let known = found.as_ref().map(|one| (&one.finding, one.revision));
                unchanged(scene.db, self.thing(), known, *base, finding)?;
                match finding {
                    Some(finding) => check_finding(scene, found.as_ref(), finding, reason),
                    None => found.map_or(Ok(()), |found| {
                        let used = found.steps.len();
                        if used == 0 { Ok(()) } else { Err(wrong("write", found.state)) }
                    }),
                }
            }
            Self::Correct { base, correction, .. } => {
                let found = query::require(scene.db, self.id())?;
                unchanged(
                    scene.db,
                    self.thing(),
                    Some((&found.correction, found.revision)),
                    *base,
                    correction,
                )?;
                if !matches!(found.state, State::Open | State::Returned | State::Recommended) {
                    return Err(wrong("correct", found.state));
                }
                at_home(scene, &found, "correct")?;
                check_correction(scene, correction)
            }
            Self::Step { base, step, to, until, reason, due, taken, .. } => {
                let found = query::require(scene.db, self.id())?;
                unchanged(scene.db, self.thing(), Some((&found.state, found.revision)), *base, step)?;
                check_step(scene, &found, *step, reason, *due)?;
                // Done again, it counts from when it was done first.
                let on = taken.as_ref().map_or(scene.at, |taken| taken.at).day();
                let counted = leads_to(&found, *step, *due, on);
                if counted == (*to, *until) { Ok(()) } else { Err(wrong((*step).into(), found.state)) }
            }
            Self::Unstep { base, to, .. } => {
                let found = query::require(scene.db, self.id())?;
                unchanged(scene.db, self.thing(), Some((&found.state, found.revision)), *base, to)
            }
        }
    }

    fn apply(&self, scene: &Scene<'_>) -> Result<Option<Change>> {
        let before = query::find(scene.db, self.id())?;
        let undo = match self {
            Self::Write { id, number, base, finding, reason, back_to } => {
                let revision = scene.revision(*back_to);
                match finding {
                    Some(finding) => store(scene, *id, number, finding, revision)?,
                    None => drop_it(scene, *id)?,
                }
                Self::Write {
                    id: *id,
                    number: number.clone(),
                    base: if finding.is_some() { revision } else { 0 },
                    finding: before.map(|row| Box::new(row.finding)),
                    reason: reason.clone(),
                    back_to: Some(*base),
                }
            }
            Self::Correct { id, number, base, correction, back_to } => {
                let revision = scene.revision(*back_to);
                write(
                    scene,
                    "UPDATE finding SET correction = ?2, revision = ?3 WHERE id = ?1",
                    params![id.to_string(), json(correction)?, revision],
                )?;
                let before = before.ok_or_else(|| self.missing())?;
                Self::Correct {
                    id: *id,
                    number: number.clone(),
                    base: revision,
                    correction: Box::new(before.correction),
                    back_to: Some(*base),
                }
            }
            Self::Step { id, number, base, step, to, until, reason, due, back_to, taken } => {
                let before = before.ok_or_else(|| self.missing())?;
                let revision = scene.revision(*back_to);
                let taken = match taken {
                    Some(taken) => taken.clone(),
                    None => Box::new(Taken {
                        step: *step,
                        reason: reason.clone(),
                        due: *due,
                        at: scene.at,
                        by: scene.by,
                        by_name: crate::people::name_of(scene.db, scene.by)?.unwrap_or_default(),
                    }),
                };
                set_state(scene, *id, *to, *until, revision)?;
                write(
                    scene,
                    "INSERT INTO finding_step (finding, number, step)
                     SELECT ?1, 1 + count(*), ?2 FROM finding_step WHERE finding = ?1",
                    params![id.to_string(), json(&taken)?],
                )?;
                Self::Unstep {
                    id: *id,
                    number: number.clone(),
                    base: revision,
                    to: before.state,
                    due: before.due,
                    back_to: Some(*base),
                    taken,
                }
            }
            Self::Unstep { id, number, base, to, due, back_to, taken } => {
                let before = before.ok_or_else(|| self.missing())?;
                let revision = scene.revision(*back_to);
                set_state(scene, *id, *to, *due, revision)?;
                write(
                    scene,
                    "DELETE FROM finding_step WHERE finding = ?1
                     AND number = (SELECT max(number) FROM finding_step WHERE finding = ?1)",
                    params![id.to_string()],
                )?;
                Self::Step {
                    id: *id,
                    number: number.clone(),
                    base: revision,
                    step: taken.step,
                    to: before.state,
                    until: before.due,
                    reason: taken.reason.clone(),
                    due: taken.due,
                    back_to: Some(*base),
                    taken: Some(taken.clone()),
                }
            }
        };
        Ok(Some(Change::Finding(undo)))
    }
}

impl FindingChange {
    fn missing(&self) -> Error {
        Error::NoSuchThing { thing: self.thing() }
    }
}

fn wrong(step: &str, state: State) -> Error {
    let state: &str = state.into();
    Error::WrongState { step: step.into(), state: format!("finding_{state}") }
}

/// Carried here in a kit: it is mended, and its steps are taken, where the audit is kept.
fn at_home(scene: &Scene<'_>, found: &FindingRow, step: &str) -> Result<()> {
    match found.finding.source {
        Source::Audit { audit } if audits::require(scene.db, audit)?.plan.away.is_some() => {
            Err(Error::WrongState { step: step.into(), state: "away".into() })
        }
        _ => Ok(()),
    }
}

fn check_finding(
    scene: &Scene<'_>,
    before: Option<&FindingRow>,
    finding: &Finding,
    reason: &str,
) -> Result<()> {
    text(&finding.title, &Text { field: "title", limit: 200, required: true })?;
    text(&finding.fact, &Text { field: "fact", limit: 4_000, required: true })?;
    for (field, value, limit) in [
        ("place", &finding.place, 200),
        ("basis", &finding.basis, 4_000),
        ("request", &finding.request, 4_000),
        ("owner", &finding.owner_name, 200),
        ("addressee", &finding.addressee, 200),
    ] {
        text(value, &Text { field, limit, required: false })?;
    }
    let found_on = finding.found_on.ok_or(Error::Required { field: "found_on".into() })?;
    if finding.due.is_some_and(|due| due < found_on) {
        let detail = finding.due.map(|day| day.to_string()).unwrap_or_default();
        return Err(Error::Invalid { field: "due".into(), detail });
    }
    if finding.check_after_months.is_some_and(|months| months > 36) {
        return Err(Error::Invalid { field: "check_after_months".into(), detail: "> 36".into() });
    }
    if let Some(before) = before {
        if before.state.is_over() || before.finding.source != finding.source {
            return Err(wrong("write", before.state));
        }
        let regraded = before.finding.grade != finding.grade;
        text(reason, &Text { field: "reason", limit: 2_000, required: regraded })?;
    }
    match &finding.source {
        Source::Audit { audit } => {
            let audit = audits::require(scene.db, *audit)?;
            if audit.auditor_of(scene.by).is_none() {
                return Err(Error::NotAnAuditor { title: audit.plan.title });
            }
            Ok(())
        }
        Source::Record { record, .. } => {
            let there = crate::register::is_there(scene.db, *record)?;
            if there { Ok(()) } else { Err(Error::NoSuchThing { thing: format!("record:{record}") }) }
        }
        Source::Assessment { assessment, at } => {
            crate::assessment::require_control(scene.db, *assessment, at)
        }
        Source::Recommendation { .. } | Source::Other => Ok(()),
    }
}

fn check_correction(scene: &Scene<'_>, correction: &Correction) -> Result<()> {
    for (field, value) in [
        ("cause", &correction.cause),
        ("correction", &correction.correction),
        ("prevention", &correction.prevention),
        ("remaining", &correction.remaining),
    ] {
        text(value, &Text { field, limit: 4_000, required: false })?;
    }
    for why in &correction.whys {
        text(why, &Text { field: "whys", limit: 1_000, required: false })?;
    }
    if correction.whys.len() > 10 {
        return Err(Error::Invalid { field: "whys".into(), detail: correction.whys.len().to_string() });
    }
    match correction.done_on {
        Some(day) if day > scene.at.day() => {
            Err(Error::Invalid { field: "done_on".into(), detail: day.to_string() })
        }
        _ => Ok(()),
    }
}

fn check_step(
    scene: &Scene<'_>,
    found: &FindingRow,
    step: Step,
    reason: &str,
    due: Option<Day>,
) -> Result<()> {
    let name: &str = step.into();
    if !step.rule().0.contains(&found.state) {
        return Err(wrong(name, found.state));
    }
    at_home(scene, found, name)?;
    text(reason, &Text { field: "reason", limit: 2_000, required: step.needs_reason() })?;
    if due.is_some_and(|due| due < scene.at.day()) {
        let detail = due.map(|day| day.to_string()).unwrap_or_default();
        return Err(Error::Invalid { field: "due".into(), detail });
    }
    match step {
        Step::Report => {
            let correction = &found.correction;
            for (field, value) in [("cause", &correction.cause), ("correction", &correction.correction)] {
                text(value, &Text { field, limit: 4_000, required: true })?;
            }
            // Whoever has not done it yet says when, and what remains.
            if correction.done_on.is_none() && correction.planned_on.is_none() {
                return Err(Error::Required { field: "done_on".into() });
            }
            Ok(())
        }
        // 勧告 is written to somebody, and gives them time.
        Step::Recommend => {
            text(&found.finding.addressee, &Text { field: "addressee", limit: 200, required: true })?;
            due.map(drop).ok_or(Error::Required { field: "due".into() })
        }
        Step::GiveUp => {
            let asked = found.steps.iter().any(|one| one.step == Step::Recommend);
            let late = found.due.is_some_and(|due| due < scene.at.day());
            if asked && (late || found.state == State::Returned) {
                return Ok(());
            }
            Err(wrong(name, found.state))
        }
        // Nobody accepts what they mended themselves.
        Step::Accept | Step::Confirm => {
            let mine = found.finding.owner == Some(scene.by)
                || found.steps.iter().any(|one| one.step == Step::Report && one.by == scene.by);
            if mine { Err(Error::OwnCorrection) } else { Ok(()) }
        }
        Step::Return | Step::Reject | Step::Withdraw | Step::Reopen => Ok(()),
    }
}

/// Where a step leads, and until when somebody has to do something there.
pub fn leads_to(before: &FindingRow, step: Step, due: Option<Day>, today: Day) -> (State, Option<Day>) {
    let again = before.finding.check_after_months.filter(|months| *months > 0);
    // What has no day for a second look is done as soon as it is accepted.
    let to = if step == Step::Accept && again.is_none() { State::Closed } else { step.rule().1 };
    let until = match to {
        // The last day that somebody was given, not the one until which the auditor had to look.
        State::Open | State::Returned | State::Recommended => {
            let given = before.steps.iter().rev().find_map(|one| one.due);
            due.or(given).or(before.finding.due)
        }
        // The auditor has two weeks to look at what was reported.
        State::Answered => Some(today.plus_days(14)),
        State::Accepted => again.and_then(|months| today.0.checked_add_months(Months::new(months))).map(Day),
        State::Closed | State::Unimproved | State::Withdrawn => None,
    };
    (to, until)
}

fn store(scene: &Scene<'_>, id: Uuid, number: &str, finding: &Finding, revision: i64) -> Result<()> {
    let audit = match finding.source {
        Source::Audit { audit } => Some(audit.to_string()),
        _ => None,
    };
    let found = finding.found_on.map(|day| day.to_string()).unwrap_or_default();
    let due = finding.due.map(|day| day.to_string());
    // A day that a step gave stays: only where none was taken the finding's own counts.
    write(
        scene,
        "INSERT INTO finding (id, audit, number, finding, correction, state, item, found, due, revision)
         VALUES (?1, ?2, ?3, ?4, '{}', 'open', ?5, ?6, ?7, ?8)
         ON CONFLICT (id) DO UPDATE SET finding = ?4, item = ?5, found = ?6, revision = ?8,
             due = CASE WHEN state = 'open' AND NOT EXISTS (SELECT 1 FROM finding_step WHERE finding = ?1)
                   THEN ?7 ELSE due END",
        params![
            id.to_string(),
            audit,
            number,
            json(finding)?,
            query::key(finding.item.as_ref()),
            found,
            due,
            revision
        ],
    )
}

fn drop_it(scene: &Scene<'_>, id: Uuid) -> Result<()> {
    write(scene, "DELETE FROM finding_step WHERE finding = ?1", params![id.to_string()])?;
    write(scene, "DELETE FROM finding WHERE id = ?1", params![id.to_string()])
}

fn set_state(scene: &Scene<'_>, id: Uuid, state: State, due: Option<Day>, revision: i64) -> Result<()> {
    let state: &str = state.into();
    write(
        scene,
        "UPDATE finding SET state = ?2, due = ?3, revision = ?4 WHERE id = ?1",
        params![id.to_string(), state, due.map(|day| day.to_string()), revision],
    )
}

fn write(scene: &Scene<'_>, sql: &str, values: impl rusqlite::Params) -> Result<()> {
    let done = scene.db.prepare_cached(sql).and_then(|mut s| s.execute(values));
    done.map(drop).map_err(Error::db("writing a finding"))
}
