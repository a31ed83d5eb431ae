//! What may happen to an audit: it is planned, begun, judged, concluded. Judgements are only ever added; what an audit
//! looks at is pinned when it begins, so that neither later answers nor later records change it.

use std::collections::BTreeSet;

use rusqlite::params;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};
use ts_rs::TS;
use uuid::Uuid;

use super::model::{Audit, Conclusion, Judgement, Line, Plan, Series, State};
use super::step::Step;
use super::{check, query};
use crate::ledger::{Change, Domain, Scene, Tag, Text, Thing, json, text, unchanged};
use crate::people::Right;
use crate::{Error, Result};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, IntoStaticStr, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case", prefix = "audit.")]
pub enum AuditChange {
    /// Nothing where a new one is taken back.
    Plan {
        id: Uuid,
        title: String,
        base: i64,
        plan: Option<Box<Plan>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back_to: Option<i64>,
    },
    Step {
        id: Uuid,
        title: String,
        base: i64,
        step: Step,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
        /// What is looked at, where it begins.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lines: Vec<Line>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back_to: Option<i64>,
    },
    /// A step taken back.
    Unstep {
        id: Uuid,
        title: String,
        base: i64,
        step: Step,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
        to: State,
        lines: Vec<Line>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back_to: Option<i64>,
    },
    Judge {
        audit: Uuid,
        title: String,
        items: Vec<Judgement>,
    },
    Unjudge {
        audit: Uuid,
        title: String,
        items: Vec<Judgement>,
    },
    Conclude {
        id: Uuid,
        title: String,
        base: i64,
        conclusion: Box<Conclusion>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back_to: Option<i64>,
    },
    /// Nothing where it is taken away.
    Series {
        id: Uuid,
        title: String,
        base: i64,
        series: Option<Box<Series>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back_to: Option<i64>,
    },
}

impl Domain for AuditChange {
    fn thing(&self) -> Thing {
        match self {
            Self::Plan { id, .. }
            | Self::Step { id, .. }
            | Self::Unstep { id, .. }
            | Self::Conclude { id, .. }
            | Self::Judge { audit: id, .. }
            | Self::Unjudge { audit: id, .. } => format!("audit:{id}"),
            Self::Series { id, .. } => format!("audit_series:{id}"),
        }
    }

    fn right(&self, _by: Uuid) -> Right {
        match self {
            Self::Plan { .. } | Self::Series { .. } => Right::PlanAudits,
            Self::Step { step, .. } | Self::Unstep { step, .. } => step.rule().2,
            Self::Judge { .. } | Self::Unjudge { .. } | Self::Conclude { .. } => Right::JudgeAudits,
        }
    }

    fn touches(&self) -> &'static [Tag] {
        &[Tag::Audits]
    }

    fn check(&self, scene: &Scene<'_>) -> Result<()> {
        match self {
            Self::Plan { id, base, plan, .. } => {
                let found = query::find(scene.db, *id)?;
                unchanged(
                    scene.db,
                    self.thing(),
                    found.as_ref().map(|one| (&one.plan, one.revision)),
                    *base,
                    plan,
                )?;
                match plan {
                    Some(plan) => check::plan(scene, found.as_ref(), plan),
                    None => found.map_or(Ok(()), |found| self.in_state(&found, &[State::Planned])),
                }
            }
            Self::Step { id, base, step, reason, lines, .. } => {
                let found = query::require(scene.db, *id)?;
                unchanged(scene.db, self.thing(), Some((&found.state, found.revision)), *base, step)?;
                check::step(scene, &found, *step, reason, lines)
            }
            Self::Unstep { id, base, to, .. } => {
                let found = query::require(scene.db, *id)?;
                unchanged(scene.db, self.thing(), Some((&found.state, found.revision)), *base, to)?;
                let judged = query::judgements(scene.db, *id)?;
                // What was judged would hang in the air.
                if *to == State::Planned && !judged.is_empty() {
                    return Err(check::wrong("begin", found.state));
                }
                Ok(())
            }
            Self::Judge { audit, items, .. } => {
                let found = query::require(scene.db, *audit)?;
                self.in_state(&found, &[State::Doing])?;
                check::judgements(scene, &found, items)
            }
            Self::Unjudge { audit, items, .. } => {
                let found = query::require(scene.db, *audit)?;
                self.in_state(&found, &[State::Doing])?;
                let gone: BTreeSet<Uuid> = items.iter().map(|one| one.id).collect();
                let all = query::judgements(scene.db, *audit)?;
                let rest = all.iter().filter(|one| !gone.contains(&one.id));
                // Another one stands on it.
                if rest.flat_map(|one| &one.replaces).any(|id| gone.contains(id)) {
                    return Err(check::wrong("judge", found.state));
                }
                Ok(())
            }
            Self::Conclude { id, base, conclusion, .. } => {
                let found = query::require(scene.db, *id)?;
                unchanged(
                    scene.db,
                    self.thing(),
                    Some((&found.conclusion, found.revision)),
                    *base,
                    conclusion,
                )?;
                self.in_state(&found, &[State::Doing])?;
                check::auditor(scene, &found)?;
                for (field, value) in
                    [("opinion", &conclusion.opinion), ("next_steps", &conclusion.next_steps)]
                {
                    text(value, &Text { field, limit: 8_000, required: false })?;
                }
                conclusion.attended_by.iter().try_for_each(|name| {
                    text(name, &Text { field: "attended_by", limit: 200, required: false })
                })
            }
            Self::Series { id, base, series, .. } => {
                let found = query::one_series(scene.db, *id)?;
                let found = found.as_ref().map(|(one, revision)| (one, *revision));
                unchanged(scene.db, self.thing(), found, *base, series)?;
                let Some(series) = series else { return Ok(()) };
                text(&series.title, &Text { field: "title", limit: 200, required: true })?;
                text(&series.target, &Text { field: "target", limit: 400, required: false })?;
                if series.recurrence.is_sound() {
                    return Ok(());
                }
                Err(Error::Invalid { field: "times".into(), detail: series.recurrence.times.to_string() })
            }
        }
    }

    fn apply(&self, scene: &Scene<'_>) -> Result<Option<Change>> {
        let undo = match self {
            Self::Plan { id, title, base, plan, back_to } => {
                let before = query::find(scene.db, *id)?;
                let revision = scene.revision(*back_to);
                match plan {
                    Some(plan) => store_plan(scene, *id, plan, revision)?,
                    None => write(scene, "DELETE FROM audit WHERE id = ?1", params![id.to_string()])?,
                }
                Self::Plan {
                    id: *id,
                    title: title.clone(),
                    base: if plan.is_some() { revision } else { 0 },
                    plan: before.map(|one| Box::new(one.plan)),
                    back_to: Some(*base),
                }
            }
            Self::Step { id, title, base, step, reason, lines, back_to } => {
                let before = query::require(scene.db, *id)?;
                let revision = scene.revision(*back_to);
                set_state(scene, *id, led_to(scene, *id, *step)?, revision)?;
                let had = replace_lines(scene, *id, *step, lines)?;
                let (step, reason) = (*step, reason.clone());
                let (title, to) = (title.clone(), before.state);
                Self::Unstep {
                    id: *id,
                    title,
                    base: revision,
                    step,
                    reason,
                    to,
                    lines: had,
                    back_to: Some(*base),
                }
            }
            Self::Unstep { id, title, base, step, reason, to, lines, back_to } => {
                let revision = scene.revision(*back_to);
                set_state(scene, *id, *to, revision)?;
                let had = replace_lines(scene, *id, *step, lines)?;
                let (step, reason, title) = (*step, reason.clone(), title.clone());
                Self::Step { id: *id, title, base: revision, step, reason, lines: had, back_to: Some(*base) }
            }
            Self::Judge { audit, title, items } => {
                let mut written = Vec::new();
                for one in items {
                    let given = one.given.or(Some(scene.at));
                    let one = Judgement { given, ..one.clone() };
                    write(
                        scene,
                        "INSERT INTO judgement (id, audit, item, judgement) VALUES (?1, ?2, ?3, ?4)",
                        params![one.id.to_string(), audit.to_string(), one.item.to_string(), json(&one)?],
                    )?;
                    written.push(one);
                }
                Self::Unjudge { audit: *audit, title: title.clone(), items: written }
            }
            Self::Unjudge { audit, title, items } => {
                for one in items {
                    write(scene, "DELETE FROM judgement WHERE id = ?1", params![one.id.to_string()])?;
                }
                Self::Judge { audit: *audit, title: title.clone(), items: items.clone() }
            }
            Self::Conclude { id, title, base, conclusion, back_to } => {
                let before = query::require(scene.db, *id)?;
                let revision = scene.revision(*back_to);
                write(
                    scene,
                    "UPDATE audit SET conclusion = ?2, revision = ?3 WHERE id = ?1",
                    params![id.to_string(), json(conclusion)?, revision],
                )?;
                Self::Conclude {
                    id: *id,
                    title: title.clone(),
                    base: revision,
                    conclusion: Box::new(before.conclusion),
                    back_to: Some(*base),
                }
            }
            Self::Series { id, title, base, series, back_to } => {
                let before = query::one_series(scene.db, *id)?;
                let revision = scene.revision(*back_to);
                match series {
                    Some(series) => write(
                        scene,
                        "INSERT INTO audit_series (id, series, revision) VALUES (?1, ?2, ?3)
                         ON CONFLICT (id) DO UPDATE SET series = ?2, revision = ?3",
                        params![id.to_string(), json(series)?, revision],
                    )?,
                    None => write(scene, "DELETE FROM audit_series WHERE id = ?1", params![id.to_string()])?,
                }
                Self::Series {
                    id: *id,
                    title: title.clone(),
                    base: if series.is_some() { revision } else { 0 },
                    series: before.map(|(series, _)| Box::new(series)),
                    back_to: Some(*base),
                }
            }
        };
        Ok(Some(Change::Audit(undo)))
    }
}

impl AuditChange {
    fn in_state(&self, found: &Audit, states: &[State]) -> Result<()> {
        let kind: &str = self.into();
        let step = kind.strip_prefix("audit.").unwrap_or(kind);
        if states.contains(&found.state) { Ok(()) } else { Err(check::wrong(step, found.state)) }
    }
}

fn store_plan(scene: &Scene<'_>, id: Uuid, plan: &Plan, revision: i64) -> Result<()> {
    let day = plan.from.map(|day| day.to_string()).unwrap_or_default();
    write(
        scene,
        "INSERT INTO audit (id, plan, conclusion, state, day, revision) VALUES (?1, ?2, '{}', 'planned', ?3, ?4)
         ON CONFLICT (id) DO UPDATE SET plan = ?2, day = ?3, revision = ?4",
        params![id.to_string(), json(plan)?, day, revision],
    )
}

fn set_state(scene: &Scene<'_>, id: Uuid, state: State, revision: i64) -> Result<()> {
    let state: &str = state.into();
    write(
        scene,
        "UPDATE audit SET state = ?2, revision = ?3 WHERE id = ?1",
        params![id.to_string(), state, revision],
    )
}

/// What was called off goes on where it was.
fn led_to(scene: &Scene<'_>, id: Uuid, step: Step) -> Result<State> {
    let begun = step == Step::Resume && !query::lines(scene.db, id)?.is_empty();
    Ok(if begun { State::Doing } else { step.rule().1 })
}

/// Only beginning pins; what was pinned before comes back with the answer.
fn replace_lines(scene: &Scene<'_>, id: Uuid, step: Step, lines: &[Line]) -> Result<Vec<Line>> {
    if step != Step::Begin {
        return Ok(Vec::new());
    }
    let had = query::lines(scene.db, id)?;
    write(scene, "DELETE FROM audit_line WHERE audit = ?1", params![id.to_string()])?;
    for (position, line) in (0_i64..).zip(lines) {
        write(
            scene,
            "INSERT INTO audit_line (audit, item, position, line) VALUES (?1, ?2, ?3, ?4)",
            params![id.to_string(), line.item.to_string(), position, json(line)?],
        )?;
    }
    Ok(had)
}

fn write(scene: &Scene<'_>, sql: &str, values: impl rusqlite::Params) -> Result<()> {
    let done = scene.db.prepare_cached(sql).and_then(|mut s| s.execute(values));
    done.map(drop).map_err(Error::db("writing an audit"))
}
