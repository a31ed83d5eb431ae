//! What may happen to records: written (one or many at once), moved from state to state, struck out. What a definition
//! asks is checked here; what is applied stands in the change itself, so that the ledger rebuilds the tables whatever
//! becomes of the definition.

use rusqlite::params;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use strum::{IntoStaticStr, VariantNames};
use ts_rs::TS;
use uuid::Uuid;

use super::expression::Expressions;
use super::model::{Record, Struck, Writing};
use super::setup::{self, Setup};
use super::{query, record};
use crate::calendar::Day;
use crate::ledger::{Change, Domain, Scene, Tag, Thing, conflict};
use crate::people::{self, Right};
use crate::{Error, Result};

/// How a record stands in its table.
const STANDS: i64 = 0;
const STRUCK: i64 = 1;
const TAKEN_BACK: i64 = 2;

/// No more in one entry: a larger import is several.
pub const MOST: usize = 1_000;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, IntoStaticStr, VariantNames)]
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
        /// Whoever strikes out says why. Without a reason it is new records that are taken back: as if they had never been
        /// there, until they are brought again.
        reason: String,
    },
    /// Fields, cycles or a whole register of their own; nothing where it is taken away again.
    Arrange {
        register: String,
        name: String,
        base: i64,
        setup: Option<Box<Setup>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back_to: Option<i64>,
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
            Self::Arrange { register, .. } => format!("register:{register}"),
        }
    }

    fn right(&self, _by: Uuid) -> Right {
        match self {
            Self::Arrange { .. } => Right::ArrangeRegisters,
            _ => Right::KeepRegisters,
        }
    }

    fn touches(&self) -> &'static [Tag] {
        &[Tag::Registers]
    }

    fn check(&self, scene: &Scene<'_>) -> Result<()> {
        match self {
            Self::Write { register, items } => {
                let definition = setup::definition(scene.db, register)?;
                let expressions = Expressions::of(&definition);
                few(items.len())?;
                // An entry holds what is new or what is changed: it is taken back as one.
                if items.iter().any(|item| item.base == 0) && items.iter().any(|item| item.base != 0) {
                    return Err(Error::Invalid { field: "items".into(), detail: "new and changed".into() });
                }
                let first = definition.states.first().map(|state| &state.id);
                for item in items {
                    let found = if item.base == 0 && !query::is_there(scene.db, item.id)? {
                        None
                    } else {
                        query::find(scene.db, item.id)?
                    };
                    let state = found.as_ref().map_or(item.state.as_ref(), |found| found.state.as_ref());
                    record::check((&definition, &expressions), &item.fields, state.map(String::as_str))?;
                    match found {
                        Some(found) => self.require_base(scene, &found, item.base, &item.fields)?,
                        None if item.base != 0 => return Err(missing(item.id)),
                        // A step that nobody took here: a paper register brought in by whoever answers for it.
                        None if item.state.as_ref() != first => {
                            people::permission::require(scene.db, scene.by, Right::ArrangeRegisters)?;
                        }
                        None => {}
                    }
                }
                Ok(())
            }
            Self::Move { register, id, base, step, to, fields, back_to, .. } => {
                let definition = setup::definition(scene.db, register)?;
                let found = query::find(scene.db, *id)?.ok_or_else(|| missing(*id))?;
                self.require_base(scene, &found, *base, fields)?;
                if back_to.is_some() && step.is_empty() {
                    return Ok(());
                }
                let (_, roles) = people::roles_of(scene.db, scene.by)?;
                let steps = query::steps(scene.db, *id)?;
                let may = record::may_move(&definition, &found, step, (scene.by, &roles), &steps)?;
                if may.to != *to {
                    return Err(Error::Invalid { field: "to".into(), detail: to.clone() });
                }
                record::check_needs(scene.db, &definition, may, (*id, fields))?;
                record::check((&definition, &Expressions::of(&definition)), fields, Some(to))
            }
            Self::Strike { items, .. } => {
                few(items.len())?;
                for item in items {
                    let found = query::find(scene.db, item.id)?.ok_or_else(|| missing(item.id))?;
                    self.require_base(scene, &found, item.base, &found.fields)?;
                }
                Ok(())
            }
            Self::Arrange { register, base, setup, .. } => {
                let before = setup::own(scene.db, register)?;
                match &before {
                    Some(found) if found.revision != *base => {
                        let revision = found.revision;
                        return Err(conflict(scene.db, self.thing(), revision, setup, &found.setup));
                    }
                    None if *base != 0 => return Err(Error::NoSuchThing { thing: self.thing() }),
                    _ => {}
                }
                match setup {
                    Some(setup) => setup::check(scene.db, register, setup).map(|_| ()),
                    None => setup::require_unused(scene.db, register),
                }
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
                let how = match (struck, reason.is_empty()) {
                    (false, _) => STANDS,
                    (true, false) => STRUCK,
                    (true, true) => TAKEN_BACK,
                };
                let mut back = Vec::new();
                for item in items {
                    let revision = scene.revision(item.back_to);
                    scene
                        .db
                        .prepare_cached("UPDATE record SET struck = ?2, revision = ?3 WHERE id = ?1")
                        .and_then(|mut s| s.execute(params![item.id.to_string(), how, revision]))
                        .map_err(Error::db("striking a record"))?;
                    back.push(Struck { id: item.id, base: revision, back_to: Some(item.base) });
                }
                let (register, reason) = (register.clone(), reason.clone());
                vec![Self::Strike { register, items: back, struck: !struck, reason }]
            }
            Self::Arrange { register, name, base, setup, back_to } => {
                let before = setup::own(scene.db, register)?;
                let revision = scene.revision(*back_to);
                arrange(scene, register, setup.as_deref(), revision)?;
                vec![Self::Arrange {
                    register: register.clone(),
                    name: name.clone(),
                    base: if setup.is_some() { revision } else { 0 },
                    setup: before.map(|own| Box::new(own.setup)),
                    back_to: Some(*base),
                }]
            }
        };
        // What was new and what was changed are taken back together: one change, or none.
        Ok(undo.into_iter().next().map(Change::Register))
    }
}

/// New records are struck out again where they are taken back, changed ones get what they had: an entry holds one kind.
fn write(scene: &Scene<'_>, register: &str, items: &[Writing]) -> Result<Vec<RegisterChange>> {
    let (mut fresh, mut changed) = (Vec::new(), Vec::new());
    let mut inserting = Inserting::begin(scene, register)?;
    for item in items {
        let revision = scene.revision(item.back_to);
        // What says that it is new is new: another of its id would be refused by the table.
        if item.base == 0 {
            inserting.insert(item, revision)?;
            fresh.push(Struck { id: item.id, base: revision, back_to: None });
            continue;
        }
        let before = query::find(scene.db, item.id)?.ok_or_else(|| missing(item.id))?;
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
    }
    let register = register.to_owned();
    Ok(if fresh.is_empty() {
        vec![RegisterChange::Write { register, items: changed }]
    } else {
        vec![RegisterChange::Strike { register, items: fresh, struck: true, reason: String::new() }]
    })
}

fn arrange(scene: &Scene<'_>, register: &str, setup: Option<&Setup>, revision: i64) -> Result<()> {
    let done = match setup {
        Some(setup) => {
            let text = serde_json::to_string(setup).map_err(|e| Error::internal(e.to_string()))?;
            scene
                .db
                .prepare_cached(
                    "INSERT INTO register_setup (register, setup, revision) VALUES (?1, ?2, ?3)
                     ON CONFLICT (register) DO UPDATE SET setup = ?2, revision = ?3",
                )
                .and_then(|mut s| s.execute(params![register, text, revision]))
        }
        None => scene
            .db
            .prepare_cached("DELETE FROM register_setup WHERE register = ?1")
            .and_then(|mut s| s.execute([register])),
    };
    done.map(|_| ()).map_err(Error::db("arranging a register"))
}

/// New records one after the other: what is the same for all of them is asked once.
struct Inserting<'s> {
    scene: &'s Scene<'s>,
    register: &'s str,
    at: String,
    by: String,
    number: i64,
}

impl<'s> Inserting<'s> {
    fn begin(scene: &'s Scene<'s>, register: &'s str) -> Result<Self> {
        let number = scene
            .db
            .prepare_cached("SELECT coalesce(max(number), 0) FROM record WHERE register = ?1")
            .and_then(|mut s| s.query_row([register], |r| r.get(0)))
            .map_err(Error::db("numbering the records"))?;
        Ok(Self { scene, register, at: scene.at.to_string(), by: scene.by.to_string(), number })
    }

    fn insert(&mut self, item: &Writing, revision: i64) -> Result<()> {
        self.number += 1;
        let fields = serde_json::to_string(&item.fields).map_err(|e| Error::internal(e.to_string()))?;
        self.scene
            .db
            .prepare_cached(
                "INSERT INTO record (id, register, number, day, title, state, fields, created, created_by, struck, revision)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, ?10)",
            )
            .and_then(|mut s| {
                s.execute(params![
                    item.id.to_string(),
                    self.register,
                    self.number,
                    item.day.to_string(),
                    item.title,
                    item.state,
                    fields,
                    self.at,
                    self.by,
                    revision
                ])
            })
            .map_err(Error::db("writing a record"))?;
        Ok(())
    }
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
