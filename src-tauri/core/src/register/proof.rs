//! Records prove controls: a control names registers and how often each must be kept; whether it is, follows from the
//! records.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::definition::Every;
use super::freshness::Kept;
use super::model::Freshness;
use super::setup::definition;
use super::standing::of_register;
use crate::assessment::{At, Part};
use crate::calendar::Day;
use crate::catalogue::{self, Catalogue, Control, RegisterProof};
use crate::{Result, audit, training};

/// What has a room of its own and proves controls as registers do.
const TRAINING: &str = "training";
const AUDIT: &str = "audit";
const CORRECTION: &str = "corrective_action";

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

/// What controls asked for, read once: how it is called and kept.
#[derive(Default)]
pub struct Standing(BTreeMap<Meant, Option<Read>>);

/// A register and the condition that its records must meet.
type Meant = (String, String);

struct Read {
    name: String,
    name_en: String,
    kept: Kept,
    /// Besides its days: enough people were reached.
    enough: bool,
}

impl Read {
    /// Nothing where nobody knows such a register.
    fn of(db: &Connection, wanted: &RegisterProof, today: Day) -> Result<Option<Self>> {
        let elsewhere = match wanted.id.as_str() {
            TRAINING => Some((training::proof(db, today)?, "教育・研修", "Training")),
            AUDIT => Some(((audit::held(db, &wanted.when, today)?, true), "監査", "Audits")),
            CORRECTION => Some((audit::corrections(db, today)?, "是正処置", "Corrective actions")),
            _ => None,
        };
        if let Some(((kept, enough), name, name_en)) = elsewhere {
            return Ok(Some(Self { name: name.into(), name_en: name_en.into(), kept, enough }));
        }
        let Ok(register) = definition(db, &wanted.id) else { return Ok(None) };
        let kept = of_register(db, &register, &wanted.when, today)?;
        let (name, name_en) = (register.name.clone(), register.name_en.clone());
        Ok(Some(Self { name, name_en, kept, enough: true }))
    }
}

impl Standing {
    /// Of every register that a control names and that is known.
    pub fn of(&mut self, db: &Connection, control: &Control, today: Day) -> Result<Vec<Proves>> {
        let mut all = Vec::new();
        for wanted in &control.registers {
            let key = (wanted.id.clone(), wanted.when.clone());
            if !self.0.contains_key(&key) {
                self.0.insert(key.clone(), Read::of(db, wanted, today)?);
            }
            let Some(Some(read)) = self.0.get(&key) else { continue };
            let every = every(wanted.cycle);
            let mut freshness = read.kept.freshness(every, today);
            freshness.fresh &= read.enough;
            all.push(Proves {
                register: wanted.id.clone(),
                name: read.name.clone(),
                name_en: read.name_en.clone(),
                every,
                freshness,
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
