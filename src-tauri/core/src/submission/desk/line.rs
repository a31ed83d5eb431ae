//! A facility's line in the register 参加機関: who is enrolled by a key stands there as whoever applied, was permitted and leaves.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use serde::Serialize;
use serde_json::{Map, Value};
use ts_rs::TS;
use uuid::Uuid;

use crate::calendar::Day;
use crate::catalogue::fold::bare;
use crate::facility::FacilityKind;
use crate::register;
use crate::submission::model::Enrolled;
use crate::{Error, Result};

pub const REGISTER: &str = "member_facility";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "EnrolledLine")]
pub struct Line {
    pub id: Uuid,
    pub number: i64,
    pub title: String,
    /// What the register calls the state that it is in.
    pub state: String,
    pub state_en: String,
    /// It was struck out.
    pub struck: bool,
}

/// All lines of the register, by what they are.
pub struct Lines(BTreeMap<Uuid, Line>);

impl Lines {
    pub fn of(db: &Connection) -> Result<Self> {
        let definition = register::definition(db, REGISTER)?;
        let doing = Error::db("reading the register of facilities");
        let mut statement = db
            .prepare_cached(
                "SELECT id, number, title, coalesce(state, ''), struck FROM record WHERE register = ?1 AND struck < 2",
            )
            .map_err(&doing)?;
        let all = statement
            .query_map([REGISTER], |r| {
                Ok((r.get::<_, String>(0)?, r.get(1)?, r.get(2)?, r.get::<_, String>(3)?, r.get(4)?))
            })
            .map_err(&doing)?;
        let mut lines = BTreeMap::new();
        for row in all {
            let (id, number, title, state, struck) = row.map_err(&doing)?;
            let damaged = |e: uuid::Error| Error::Damaged { path: "record".into(), detail: e.to_string() };
            let id = Uuid::parse_str(&id).map_err(damaged)?;
            let state = definition.states.iter().find(|one| one.id == state);
            let (state, state_en) =
                state.map_or_else(Default::default, |one| (one.name.clone(), one.name_en.clone()));
            lines.insert(id, Line { id, number, title, state, state_en, struck });
        }
        Ok(Self(lines))
    }

    pub fn get(&self, enrolled: &Enrolled) -> Option<Line> {
        enrolled.record.and_then(|id| self.0.get(&id)).cloned()
    }

    /// Those that are nobody's yet, by their names.
    pub fn free<'a>(&self, taken: impl Iterator<Item = &'a Enrolled>) -> Free<'_> {
        let taken: BTreeSet<Uuid> = taken.filter_map(|one| one.record).collect();
        let mut names: BTreeMap<String, Vec<&Line>> = BTreeMap::new();
        for line in self.0.values().filter(|line| !line.struck && !taken.contains(&line.id)) {
            names.entry(bare(&line.title)).or_default().push(line);
        }
        Free(names)
    }
}

pub struct Free<'a>(BTreeMap<String, Vec<&'a Line>>);

impl Free<'_> {
    /// The one line of this name; of several nobody can say which is meant.
    pub fn called(&self, name: &str) -> Option<Line> {
        match self.0.get(&bare(name)).map(Vec::as_slice) {
            Some([one]) => Some(Line::clone(one)),
            _ => None,
        }
    }
}

pub fn require(db: &Connection, record: Uuid) -> Result<()> {
    let found = register::find(db, record)?.filter(|one| one.register == REGISTER && !one.struck);
    found.map(drop).ok_or_else(|| Error::NoSuchThing { thing: format!("record:{record}") })
}

/// What a new line says of somebody who is enrolled.
pub fn written(enrolled: &Enrolled, today: Day) -> Map<String, Value> {
    let mut fields = Map::new();
    fields.insert("facility_name".into(), enrolled.name.clone().into());
    fields.insert("applied_on".into(), today.to_string().into());
    if let Some(kind) = enrolled.kind {
        fields.insert("facility_kind".into(), kind_of(kind).into());
    }
    fields
}

/// As the register calls it.
const fn kind_of(kind: FacilityKind) -> &'static str {
    match kind {
        FacilityKind::Clinic => "clinic",
        FacilityKind::DentalClinic => "dental",
        FacilityKind::Hospital => "hospital",
        FacilityKind::Pharmacy => "pharmacy",
        FacilityKind::CareProvider => "care",
        FacilityKind::NetworkOperator | FacilityKind::ServiceOperator => "other",
    }
}
