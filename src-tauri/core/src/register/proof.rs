//! Records prove controls: a control names registers and how often each must be kept; whether it is, follows from the
//! records.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::definition::{Every, Register};
use super::freshness::Kept;
use super::model::Freshness;
use super::setup::definition;
use super::standing::of_register;
use crate::Result;
use crate::assessment::{At, Part};
use crate::calendar::Day;
use crate::catalogue::{self, Catalogue, Control};
use crate::training;

/// What has a room of its own and proves controls as registers do.
const TRAINING: &str = "training";

/// How one register stands for one control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "RegisterProves")]
pub struct Proves {
    pub register: String,
    pub name: String,
    pub name_en: String,
    pub every: Option<Every>,
    pub freshness: Freshness,
}

/// The registers that were asked for and their days, read once.
#[derive(Default)]
pub struct Standing(BTreeMap<Meant, Option<(Arc<Register>, Kept)>>);

/// A register and the condition that its records must meet.
type Meant = (String, String);

impl Standing {
    /// Of every register that a control names and that is known. What has a room of its own is asked there.
    pub fn of(&mut self, db: &Connection, control: &Control, today: Day) -> Result<Vec<Proves>> {
        let mut all = Vec::new();
        for wanted in &control.registers {
            if wanted.id == TRAINING {
                let every = every(wanted.cycle);
                let freshness = training::proof(db, every, today)?;
                all.push(Proves {
                    register: TRAINING.into(),
                    name: "教育・研修".into(),
                    name_en: "Training".into(),
                    every,
                    freshness,
                });
                continue;
            }
            let key = (wanted.id.clone(), wanted.when.clone());
            if !self.0.contains_key(&key) {
                let read = match definition(db, &wanted.id) {
                    Ok(register) => {
                        let kept = of_register(db, &register, &wanted.when, today)?;
                        Some((register, kept))
                    }
                    Err(_) => None,
                };
                self.0.insert(key.clone(), read);
            }
            let Some(Some((register, kept))) = self.0.get(&key) else { continue };
            let every = every(wanted.cycle);
            all.push(Proves {
                register: register.id.clone(),
                name: register.name.clone(),
                name_en: register.name_en.clone(),
                every,
                freshness: kept.freshness(every, today),
            });
        }
        Ok(all)
    }

    /// One register that is kept as often as it must be is enough.
    pub fn proves(&mut self, db: &Connection, control: &Control, today: Day) -> Result<bool> {
        Ok(self.of(db, control, today)?.iter().any(|one| one.freshness.fresh))
    }
}

/// Adds the controls that a kept register proves to those that have a good proof.
pub fn prove<'a>(
    db: &Connection,
    parts: impl Iterator<Item = (&'a Part, &'a Catalogue)>,
    today: Day,
    good: &mut BTreeMap<At, bool>,
) -> Result<()> {
    let mut registers = Standing::default();
    for (part, catalogue) in parts {
        for control in part.scope.rows(catalogue) {
            let at = At { catalogue: catalogue.head.id.clone(), control: control.id.clone() };
            if good.get(&at) != Some(&true) && registers.proves(db, control, today)? {
                good.insert(at, true);
            }
        }
    }
    Ok(())
}

/// What happens when it happens, or as often as people decide, has no span to be counted in.
const fn every(cycle: catalogue::Cycle) -> Option<Every> {
    match cycle {
        catalogue::Cycle::Day => Some(Every::Day),
        catalogue::Cycle::Month => Some(Every::Month),
        catalogue::Cycle::HalfYear => Some(Every::HalfYear),
        catalogue::Cycle::Year => Some(Every::Year),
        catalogue::Cycle::FiscalYear => Some(Every::FiscalYear),
        catalogue::Cycle::Event | catalogue::Cycle::Own => None,
    }
}
