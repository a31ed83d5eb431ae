//! What may happen to records: written (one or many at once), moved from state to state, struck out. What a definition
//! asks is checked here; what is applied stands in the change itself, so that the ledger rebuilds the tables whatever
//! becomes of the definition.

use rusqlite::params;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::{IntoStaticStr, VariantNames};
use ts_rs::TS;
use uuid::Uuid;

use super::model::{Record, Struck, Writing};
use super::{load, query, record};
use crate::calendar::Day;
use crate::ledger::{Change, Domain, Scene, Tag, Thing, conflict};
use crate::people::{self, Right};
use crate::{Error, Result};

/// No more in one entry: a larger import is several.
pub const MOST: usize = 1_000;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, IntoStaticStr, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case", prefix = "register.")]
pub enum RegisterChange {
    Write {
        register: String,
        items: Vec<Writing>,
    },
    /// `step` is empty where a move is taken back.
    Move {
        register: String,
        id: Uuid,
        base: i64,
        step: String,
        to: String,
        day: Day,
        title: String,
        fields: Map<String, Value>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back_to: Option<i64>,
    },
    Strike {
        register: String,
        items: Vec<Struck>,
        struck: bool,
        reason: String,
    },
}

impl Domain for RegisterChange {
    fn thing(&self) -> Thing {
        match self {
            Self::Write { register, items } => match items.as_slice() {
                [one] => format!("record:{}", one.id),
                _ => format!("register:{register}"),
            },
            Self::Move { id, .. } => format!("record:{id}"),
            Self::Strike { register, items, .. } => match items.as_slice() {
                [one] => format!("record:{}", one.id),
                _ => format!("register:{register}"),
            },
        }
    }

    fn right(&self, _by: Uuid) -> Right {
        Right::KeepRegisters
    }

    fn touches(&self) -> &'static [Tag] {
        &[Tag::Registers]
    }

    fn check(&self, scene: &Scene<'_>) -> Result<()> {
        match self {
            Self::Write { register, items } => {
                let definition = load::find(register)?;
                few(items.len())?;
                // An entry holds what is new or what is changed: it is taken back as one.
                if items.iter().any(|item| item.base == 0) && items.iter().any(|item| item.base != 0) {
                    return Err(Error::Invalid { field: "items".into(), detail: "new and changed".into() });
                }
                for item in items {
                    record::check(definition, &item.fields, item.state.as_deref())?;
                    match query::find(scene.db, item.id)? {
                        Some(found) => self.require_base(scene, &found, item.base, &item.fields)?,
                        None if item.base != 0 => return Err(missing(item.id)),
                        None => {}
                    }
                }
                Ok(())
            }
            Self::Move { register, id, base, step, to, fields, back_to, .. } => {
                let definition = load::find(register)?;
                let found = query::find(scene.db, *id)?.ok_or_else(|| missing(*id))?;
                self.require_base(scene, &found, *base, fields)?;
                if back_to.is_some() && step.is_empty() {
                    return Ok(());
                }
                let (_, roles) = people::roles_of(scene.db, scene.by)?;
                let steps = query::steps(scene.db, *id)?;
                let may = record::may_move(definition, &found, step, (scene.by, &roles), &steps)?;
                if may.to != *to {
                    return Err(Error::Invalid { field: "to".into(), detail: to.clone() });
                }
                record::check_needs(definition, may, fields)?;
                record::check(definition, fields, Some(to))
            }
            Self::Strike { items, .. } => {
                few(items.len())?;
                for item in items {
                    let found = query::find(scene.db, item.id)?.ok_or_else(|| missing(item.id))?;
                    self.require_base(scene, &found, item.base, &found.fields)?;
                }
                Ok(())
            }
        }
    }

    fn apply(&self, scene: &Scene<'_>) -> Result<Option<Change>> {
        let undo = match self {
            Self::Write { register, items } => write(scene, register, items)?,
            Self::Move { register, id, base, step, to, day, title, fields, back_to } => {
                let before = query::find(scene.db, *id)?.ok_or_else(|| missing(*id))?;
                let revision = scene.revision(*back_to);
                store(scene, *id, *day, title, fields, Some(to), revision)?;
                scene
                    .db
                    .prepare_cached(
                        "INSERT INTO record_step (record, seq, step, by, at) VALUES (?1, ?2, ?3, ?4, ?5)",
                    )
                    .and_then(|mut s| {
                        s.execute(params![
                            id.to_string(),
                            scene.seq,
                            step,
                            scene.by.to_string(),
                            scene.at.to_string()
                        ])
                    })
                    .map_err(Error::db("moving a record"))?;
                vec![Self::Move {
                    register: register.clone(),
                    id: *id,
                    base: revision,
                    step: String::new(),
                    to: before.state.unwrap_or_default(),
                    day: before.day,
                    title: before.title,
                    fields: before.fields,
                    back_to: Some(*base),
                }]
            }
            Self::Strike { register, items, struck, reason } => {
                let mut back = Vec::new();
                for item in items {
                    let revision = scene.revision(item.back_to);
                    scene
                        .db
                        .prepare_cached("UPDATE record SET struck = ?2, revision = ?3 WHERE id = ?1")
                        .and_then(|mut s| s.execute(params![item.id.to_string(), struck, revision]))
                        .map_err(Error::db("striking a record"))?;
                    back.push(Struck { id: item.id, base: revision, back_to: Some(item.base) });
                }
                let (register, reason) = (register.clone(), reason.clone());
                vec![Self::Strike { register, items: back, struck: !struck, reason }]
            }
        };
        // What was new and what was changed are taken back together: one change, or none.
        Ok(undo.into_iter().next().map(Change::Register))
    }
}

/// New records are struck out again where they are taken back, changed ones get what they had: an entry holds one kind.
fn write(scene: &Scene<'_>, register: &str, items: &[Writing]) -> Result<Vec<RegisterChange>> {
    let (mut fresh, mut changed) = (Vec::new(), Vec::new());
    for item in items {
        let revision = scene.revision(item.back_to);
        if let Some(before) = query::find(scene.db, item.id)? {
            store(scene, item.id, item.day, &item.title, &item.fields, None, revision)?;
            changed.push(Writing {
                id: item.id,
                base: revision,
                day: before.day,
                title: before.title,
                state: None,
                fields: before.fields,
                back_to: Some(item.base),
            });
        } else {
            insert(scene, register, item, revision)?;
            fresh.push(Struck { id: item.id, base: revision, back_to: None });
        }
    }
    let register = register.to_owned();
    Ok(if fresh.is_empty() {
        vec![RegisterChange::Write { register, items: changed }]
    } else {
        vec![RegisterChange::Strike { register, items: fresh, struck: true, reason: String::new() }]
    })
}

fn insert(scene: &Scene<'_>, register: &str, item: &Writing, revision: i64) -> Result<()> {
    let doing = Error::db("writing a record");
    scene
        .db
        .prepare_cached(
            "INSERT INTO record (id, register, number, day, title, state, fields, created, created_by, struck, revision)
             VALUES (?1, ?2, (SELECT coalesce(max(number), 0) + 1 FROM record WHERE register = ?2), ?3, ?4, ?5, ?6, ?7,
                     ?8, 0, ?9)",
        )
        .and_then(|mut s| {
            s.execute(params![
                item.id.to_string(),
                register,
                item.day.to_string(),
                item.title,
                item.state,
                Value::Object(item.fields.clone()).to_string(),
                scene.at.to_string(),
                scene.by.to_string(),
                revision
            ])
        })
        .map_err(doing)?;
    Ok(())
}

fn store(
    scene: &Scene<'_>,
    id: Uuid,
    day: Day,
    title: &str,
    fields: &Map<String, Value>,
    state: Option<&String>,
    revision: i64,
) -> Result<()> {
    scene
        .db
        .prepare_cached(
            "UPDATE record SET day = ?2, title = ?3, fields = ?4, state = coalesce(?5, state), revision = ?6
             WHERE id = ?1",
        )
        .and_then(|mut s| {
            let fields = Value::Object(fields.clone()).to_string();
            s.execute(params![id.to_string(), day.to_string(), title, fields, state, revision])
        })
        .map_err(Error::db("changing a record"))?;
    Ok(())
}

fn few(count: usize) -> Result<()> {
    if count <= MOST {
        return Ok(());
    }
    let length = i64::try_from(count).unwrap_or(i64::MAX);
    Err(Error::TooLong { field: "items".into(), length, limit: 1_000 })
}

fn missing(id: Uuid) -> Error {
    Error::NoSuchThing { thing: format!("record:{id}") }
}

impl RegisterChange {
    fn require_base(
        &self,
        scene: &Scene<'_>,
        found: &Record,
        base: i64,
        yours: &Map<String, Value>,
    ) -> Result<()> {
        if found.revision == base {
            return Ok(());
        }
        Err(conflict(scene.db, self.thing(), found.revision, yours, &found.fields))
    }
}
