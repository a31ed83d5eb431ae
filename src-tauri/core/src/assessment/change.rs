//! What may happen to an assessment. One kind of change gives answers, to one control or to many at once.

use rusqlite::params;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};
use ts_rs::TS;
use uuid::Uuid;

use super::model::{Assigned, At, Part, Setting, State};
use super::query;
use crate::catalogue::{self, Scale};
use crate::ledger::{Change, Domain, Scene, Tag, Text, Thing, conflict, text};
use crate::people::{self, Right};
use crate::{Error, Result};

/// No more in one entry: a larger change is several.
const MOST_ITEMS: usize = 2_000;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, IntoStaticStr, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case", prefix = "assessment.")]
pub enum AssessmentChange {
    Start {
        id: Uuid,
        title: String,
        fiscal_year: i32,
        parts: Vec<Part>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        carried_from: Option<Uuid>,
    },
    /// Which rows concern the facility.
    Rescope {
        id: Uuid,
        base: i64,
        parts: Vec<Part>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back_to: Option<i64>,
    },
    SetState {
        id: Uuid,
        base: i64,
        state: State,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back_to: Option<i64>,
    },
    Answer {
        id: Uuid,
        items: Vec<Setting>,
    },
    Assign {
        id: Uuid,
        items: Vec<Assigned>,
    },
    Comment {
        id: Uuid,
        comment: Uuid,
        at: At,
        text: String,
    },
    Uncomment {
        id: Uuid,
        comment: Uuid,
        at: At,
        text: String,
    },
}

impl AssessmentChange {
    pub const fn assessment(&self) -> Uuid {
        match self {
            Self::Start { id, .. }
            | Self::Rescope { id, .. }
            | Self::SetState { id, .. }
            | Self::Answer { id, .. }
            | Self::Assign { id, .. }
            | Self::Comment { id, .. }
            | Self::Uncomment { id, .. } => *id,
        }
    }
}

impl Domain for AssessmentChange {
    fn thing(&self) -> Thing {
        format!("assessment:{}", self.assessment())
    }

    fn right(&self, _by: Uuid) -> Right {
        match self {
            Self::Start { .. } | Self::Rescope { .. } | Self::SetState { .. } | Self::Assign { .. } => {
                Right::LeadAssessment
            }
            Self::Answer { .. } => Right::Answer,
            Self::Comment { .. } | Self::Uncomment { .. } => Right::Comment,
        }
    }

    fn touches(&self) -> &'static [Tag] {
        &[Tag::Assessments]
    }

    fn check(&self, scene: &Scene<'_>) -> Result<()> {
        match self {
            Self::Start { title, fiscal_year, parts, carried_from, .. } => {
                text(title, &Text { field: "title", limit: 200, required: true })?;
                if !(1900..=2200).contains(fiscal_year) {
                    return Err(Error::Invalid {
                        field: "fiscal_year".into(),
                        detail: fiscal_year.to_string(),
                    });
                }
                if let Some(earlier) = carried_from {
                    query::find(scene.db, *earlier)?;
                }
                check_parts(scene, parts)
            }
            Self::Rescope { id, base, parts, .. } => {
                let found = query::require_open(scene.db, *id)?;
                if found.revision != *base {
                    return Err(conflict(scene.db, self.thing(), found.revision, parts, &found.parts));
                }
                let same = |a: &Part, b: &Part| a.catalogue == b.catalogue && a.hash == b.hash;
                let kept = found.parts.iter().all(|old| parts.iter().any(|new| same(old, new)));
                if !kept {
                    // Answers were given to it: it may be left, not swapped under them.
                    return Err(Error::Invalid { field: "catalogue".into(), detail: String::new() });
                }
                check_parts(scene, parts)
            }
            Self::SetState { id, base, state, .. } => {
                let found = query::find(scene.db, *id)?;
                if found.revision == *base {
                    return Ok(());
                }
                Err(conflict(scene.db, self.thing(), found.revision, state, &found.state))
            }
            Self::Answer { id, items } => {
                let found = query::require_open(scene.db, *id)?;
                count(items.len())?;
                items.iter().try_for_each(|item| check_answer(scene, *id, &found.parts, item))
            }
            Self::Assign { id, items } => {
                let found = query::require_open(scene.db, *id)?;
                count(items.len())?;
                let now = query::assignments(scene.db, *id)?;
                for item in items {
                    query::part(&found.parts, &item.at)?;
                    if let Some(person) = item.person {
                        people::find(scene.db, person)?;
                    }
                    let there = now.get(&item.at);
                    let revision = there.map_or(0, |found| found.base);
                    if revision != item.base {
                        let theirs = there.and_then(|found| found.person);
                        return Err(conflict(scene.db, self.thing(), revision, &item.person, &theirs));
                    }
                }
                Ok(())
            }
            Self::Comment { id, at, text: words, .. } => {
                let found = query::find(scene.db, *id)?;
                query::part(&found.parts, at)?;
                text(words, &Text { field: "comment", limit: 4_000, required: true })
            }
            Self::Uncomment { id, comment, at, .. } => {
                let there = query::comments(scene.db, *id, at)?;
                let found = there.iter().find(|c| c.id == *comment);
                found.map(drop).ok_or_else(|| Error::NoSuchThing { thing: comment.to_string() })
            }
        }
    }

    fn apply(&self, scene: &Scene<'_>) -> Result<Option<Change>> {
        let inverse = match self {
            Self::Start { id, title, fiscal_year, parts, carried_from } => {
                let carried_from = carried_from.map(|id| id.to_string());
                write(
                    scene,
                    "INSERT INTO assessment (id, title, fiscal_year, parts, carried_from, state, revision)
                     VALUES (?1, ?2, ?3, ?4, ?5, 'open', ?6)",
                    params![id.to_string(), title, fiscal_year, canonical(parts)?, carried_from, scene.seq],
                )?;
                Self::SetState { id: *id, base: scene.seq, state: State::Withdrawn, back_to: None }
            }
            Self::Rescope { id, base, parts, back_to } => {
                let before = query::find(scene.db, *id)?;
                let revision = scene.revision(*back_to);
                write(
                    scene,
                    "UPDATE assessment SET parts = ?2, revision = ?3 WHERE id = ?1",
                    params![id.to_string(), canonical(parts)?, revision],
                )?;
                Self::Rescope { id: *id, base: revision, parts: before.parts, back_to: Some(*base) }
            }
            Self::SetState { id, base, state, back_to } => {
                let before = query::find(scene.db, *id)?;
                let revision = scene.revision(*back_to);
                let name: &str = state.into();
                write(
                    scene,
                    "UPDATE assessment SET state = ?2, revision = ?3 WHERE id = ?1",
                    params![id.to_string(), name, revision],
                )?;
                Self::SetState { id: *id, base: revision, state: before.state, back_to: Some(*base) }
            }
            Self::Answer { id, items } => {
                let items = items.iter().map(|item| set(scene, *id, item)).collect::<Result<_>>()?;
                Self::Answer { id: *id, items }
            }
            Self::Assign { id, items } => {
                let now = query::assignments(scene.db, *id)?;
                let mut undo = Vec::new();
                for item in items {
                    let person = now.get(&item.at).and_then(|found| found.person);
                    let base = assign(scene, *id, item)?;
                    undo.push(Assigned { at: item.at.clone(), base, person, back_to: Some(item.base) });
                }
                Self::Assign { id: *id, items: undo }
            }
            Self::Comment { id, comment, at, text } => {
                write(
                    scene,
                    "INSERT INTO comment (id, assessment, catalogue, control, person, at, text)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    params![
                        comment.to_string(),
                        id.to_string(),
                        at.catalogue,
                        at.control,
                        scene.by.to_string(),
                        scene.at.to_string(),
                        text
                    ],
                )?;
                Self::Uncomment { id: *id, comment: *comment, at: at.clone(), text: text.clone() }
            }
            Self::Uncomment { id, comment, at, text } => {
                write(scene, "DELETE FROM comment WHERE id = ?1", params![comment.to_string()])?;
                Self::Comment { id: *id, comment: *comment, at: at.clone(), text: text.clone() }
            }
        };
        Ok(Some(Change::Assessment(inverse)))
    }
}

fn count(items: usize) -> Result<()> {
    if items == 0 || items > MOST_ITEMS {
        return Err(Error::Invalid { field: "items".into(), detail: items.to_string() });
    }
    Ok(())
}

fn check_parts(scene: &Scene<'_>, parts: &[Part]) -> Result<()> {
    if parts.is_empty() {
        return Err(Error::Required { field: "catalogue".into() });
    }
    for (n, part) in parts.iter().enumerate() {
        if !catalogue::is_pinned(scene.db, &part.hash)? {
            return Err(Error::NoSuchThing { thing: part.hash.clone() });
        }
        if parts.iter().take(n).any(|other| other.catalogue == part.catalogue) {
            return Err(Error::Invalid { field: "catalogue".into(), detail: part.catalogue.clone() });
        }
    }
    Ok(())
}

fn check_answer(scene: &Scene<'_>, id: Uuid, parts: &[Part], item: &Setting) -> Result<()> {
    let Setting { at, base, answer, .. } = item;
    let part = query::part(parts, at)?;
    query::require_row(scene.db, part, at)?;
    let scale: String = scene
        .db
        .prepare_cached("SELECT scale FROM pin WHERE hash = ?1")
        .and_then(|mut s| s.query_row([&part.hash], |r| r.get(0)))
        .map_err(Error::db("looking for a scale"))?;
    let scale: Scale = serde_json::from_str(&scale).map_err(|e| Error::internal(e.to_string()))?;
    if scale.answer(&answer.value).is_none() {
        return Err(Error::Invalid { field: "value".into(), detail: answer.value.clone() });
    }
    for (field, words) in [("note", &answer.note), ("reason", &answer.reason), ("plan", &answer.plan)] {
        text(words, &Text { field, limit: 10_000, required: false })?;
    }
    if let Some(person) = answer.responsible {
        people::find(scene.db, person)?;
    }
    let found = query::answer(scene.db, id, at)?;
    let revision = found.as_ref().map_or(0, |found| found.revision);
    if revision == *base {
        return Ok(());
    }
    let theirs = found.map(|found| found.answer).unwrap_or_default();
    Err(conflict(scene.db, format!("answer:{} {}", at.catalogue, at.control), revision, answer, &theirs))
}

/// Writes one answer, and gives back what would undo it.
fn set(scene: &Scene<'_>, id: Uuid, item: &Setting) -> Result<Setting> {
    let Setting { at, base, answer, back_to } = item;
    let before = query::answer(scene.db, id, at)?.map(|found| found.answer).unwrap_or_default();
    let revision = scene.revision(*back_to);
    let id = id.to_string();
    if revision == 0 {
        // Back to where nothing had been answered.
        write(
            scene,
            "DELETE FROM answer WHERE assessment = ?1 AND catalogue = ?2 AND control = ?3",
            params![id, at.catalogue, at.control],
        )?;
    } else {
        write(
            scene,
            "INSERT OR REPLACE INTO answer (assessment, catalogue, control, value, note, reason, plan,
                                            planned_date, checked_date, responsible, revision)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            params![
                id,
                at.catalogue,
                at.control,
                answer.value,
                answer.note,
                answer.reason,
                answer.plan,
                answer.planned_date.map(|day| day.to_string()),
                answer.checked_date.map(|day| day.to_string()),
                answer.responsible.map(|person| person.to_string()),
                revision
            ],
        )?;
    }
    write(
        scene,
        "INSERT OR IGNORE INTO answer_entry (assessment, catalogue, control, seq) VALUES (?1, ?2, ?3, ?4)",
        params![id, at.catalogue, at.control, scene.seq],
    )?;
    Ok(Setting { at: at.clone(), base: revision, answer: before, back_to: Some(*base) })
}

/// Answers the revision the row has now: 0 where there is none.
fn assign(scene: &Scene<'_>, id: Uuid, item: &Assigned) -> Result<i64> {
    let (id, at) = (id.to_string(), &item.at);
    let Some(person) = item.person else {
        write(
            scene,
            "DELETE FROM assignment WHERE assessment = ?1 AND catalogue = ?2 AND control = ?3",
            params![id, at.catalogue, at.control],
        )?;
        return Ok(0);
    };
    let revision = scene.revision(item.back_to);
    write(
        scene,
        "INSERT OR REPLACE INTO assignment (assessment, catalogue, control, person, revision)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        params![id, at.catalogue, at.control, person.to_string(), revision],
    )?;
    Ok(revision)
}

fn write(scene: &Scene<'_>, sql: &str, values: impl rusqlite::Params) -> Result<()> {
    let done = scene.db.prepare_cached(sql).and_then(|mut s| s.execute(values));
    done.map(drop).map_err(Error::db("changing an assessment"))
}

/// As released ledgers have it: their rows must come out the same.
fn canonical(parts: &[Part]) -> Result<String> {
    serde_json_canonicalizer::to_string(&parts).map_err(|e| Error::internal(e.to_string()))
}
