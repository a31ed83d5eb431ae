//! Commands around registers: which there are and how they stand, their records, writing and moving them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;
use uuid::Uuid;

use super::{Call, Nothing};
use crate::calendar::Day;
use crate::evidence::{self, Proof};
use crate::ledger::{self, Change, LogFilter, LogLine, Outcome};
use crate::people::{self, Right, Roles};
use crate::register::{
    self, Asked, Due, Freshness, Record, RecordFilter, RecordPage, Register, RegisterChange, Setup, Step,
    Struck, Writing,
};
use crate::{Error, Result};

/// A register and how it stands.
#[derive(Debug, Serialize, TS)]
pub struct RegisterStand {
    /// As it is kept here: with fields and cycles of their own.
    register: Register,
    /// What was made of it here, and its revision; none where nothing was.
    setup: Option<Setup>,
    revision: i64,
    records: i64,
    last: Option<Day>,
    /// Of each of its cycles.
    cycles: Vec<CycleStand>,
    due: Vec<Due>,
}

#[derive(Debug, Serialize, TS)]
pub struct CycleStand {
    id: String,
    name: String,
    freshness: Freshness,
}

pub fn list(call: &mut Call<'_>, _: Nothing) -> Result<Vec<RegisterStand>> {
    let today = call.today();
    let db = call.session()?.db();
    let counts = register::counts(db)?;
    register::definitions(db)?
        .iter()
        .map(|one| {
            let found = counts.iter().find(|(id, ..)| *id == one.id);
            let (fresh, due) = match found {
                Some(_) => register::standing(db, one, Asked { today, until: None })?,
                None => (vec![Freshness::default(); one.cycles.len()], Vec::new()),
            };
            let cycles = one.cycles.iter().zip(fresh).map(|(cycle, freshness)| CycleStand {
                id: cycle.id.clone(),
                name: cycle.name.clone(),
                freshness,
            });
            let own = register::own(db, &one.id)?;
            Ok(RegisterStand {
                records: found.map_or(0, |(_, count, _)| *count),
                last: found.and_then(|(_, _, last)| *last),
                cycles: cycles.collect(),
                due,
                register: Register::clone(one),
                revision: own.as_ref().map_or(0, |own| own.revision),
                setup: own.map(|own| own.setup),
            })
        })
        .collect()
}

/// What all registers want done, by their own records.
pub(super) fn dues(db: &rusqlite::Connection, asked: Asked) -> Result<Vec<Due>> {
    let mut all = Vec::new();
    for (id, ..) in register::counts(db)? {
        let Ok(definition) = register::definition(db, &id) else { continue };
        all.extend(register::standing(db, &definition, asked)?.1);
    }
    Ok(all)
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct RecordsRequest {
    register: String,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    filter: RecordFilter,
}

pub fn records(call: &mut Call<'_>, request: RecordsRequest) -> Result<RecordPage> {
    let db = call.session()?.db();
    let definition = register::definition(db, &request.register)?;
    let mut page = register::list(db, &definition, &request.filter)?;
    register::fill_in(&definition, &mut page.records);
    Ok(page)
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WhichRecord {
    id: Uuid,
}

#[derive(Debug, Serialize, TS)]
pub struct RecordShown {
    record: Record,
    steps: Vec<Step>,
    /// Every step that leads on from here, and, where this person may not take it, why.
    moves: Vec<NextMove>,
    /// What is attached, the first one first.
    attached: Vec<Attached>,
    /// What happened to it, the newest first; for those who may see the operation record.
    history: Vec<LogLine>,
}

#[derive(Debug, Serialize, TS)]
pub struct Attached {
    /// The field that it is attached under; empty where it is none.
    field: String,
    proof: Proof,
}

#[derive(Debug, Serialize, TS)]
pub struct NextMove {
    step: String,
    name: String,
    name_en: String,
    to: String,
    needs: Vec<String>,
    refused: Option<Error>,
}

pub fn show(call: &mut Call<'_>, request: WhichRecord) -> Result<RecordShown> {
    let today = call.today();
    let session = call.session()?;
    let (db, me) = (session.db(), session.person());
    let mut record = found(db, request.id)?;
    let definition = register::definition(db, &record.register)?;
    let (_, roles) = people::roles_of(db, me)?;
    let steps = register::steps(db, record.id)?;
    let moves = next(&definition, &record, (me, &roles), &steps);
    let attached = evidence::of_record(db, record.id, (me, &roles), today)?;
    let history = if session.require(Right::SeeRecord).is_ok() {
        let thing = Some(format!("record:{}", record.id));
        ledger::log(db, &LogFilter { thing, limit: Some(50), ..LogFilter::default() })?.lines
    } else {
        Vec::new()
    };
    register::fill_in(&definition, std::slice::from_mut(&mut record));
    let attached = attached.into_iter().map(|(field, proof)| Attached { field, proof }).collect();
    Ok(RecordShown { record, steps, moves, attached, history })
}

fn next(register: &Register, record: &Record, me: (Uuid, &Roles), steps: &[Step]) -> Vec<NextMove> {
    let here = record.state.as_deref().unwrap_or_default();
    let leads = register.moves.iter().filter(|one| one.from.iter().any(|from| from == here));
    leads
        .map(|one| NextMove {
            step: one.id.clone(),
            name: one.name.clone(),
            name_en: one.name_en.clone(),
            to: one.to.clone(),
            needs: one.needs.clone(),
            refused: register::may_move(register, record, &one.id, me, steps).err(),
        })
        .collect()
}

fn found(db: &rusqlite::Connection, id: Uuid) -> Result<Record> {
    register::find(db, id)?.ok_or_else(|| Error::NoSuchThing { thing: format!("record:{id}") })
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WriteRequest {
    register: String,
    items: Vec<RecordWriting>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct RecordWriting {
    /// Of a record that is changed; a new one gets its own.
    id: Option<Uuid>,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    base: i64,
    /// All of them: what is left out is empty.
    fields: Map<String, Value>,
}

#[derive(Debug, Serialize, TS)]
pub struct RecordsWritten {
    outcome: Outcome,
    records: Vec<Record>,
}

pub fn write(call: &mut Call<'_>, request: WriteRequest) -> Result<RecordsWritten> {
    let today = call.today();
    let definition = register::definition(call.session()?.db(), &request.register)?;
    let items: Vec<Writing> = request
        .items
        .into_iter()
        .map(|item| writing(&definition, (item.id, item.base), item.fields, today))
        .collect();
    let ids: Vec<Uuid> = items.iter().map(|item| item.id).collect();
    let change = RegisterChange::Write { register: request.register, items };
    let outcome = ledger::record(call.session()?, Change::Register(change))?;
    let db = call.session()?.db();
    let mut records = ids.into_iter().map(|id| found(db, id)).collect::<Result<Vec<_>>>()?;
    register::fill_in(&definition, &mut records);
    Ok(RecordsWritten { outcome, records })
}

fn writing(
    definition: &Register,
    (id, base): (Option<Uuid>, i64),
    mut fields: Map<String, Value>,
    today: Day,
) -> Writing {
    fields.retain(|_, value| !register::empty(value));
    let first = definition.states.first().map(|state| state.id.clone());
    Writing {
        id: id.unwrap_or_else(Uuid::now_v7),
        base,
        day: register::day_of(definition, &fields, today),
        title: register::title_of(definition, &fields),
        state: first.filter(|_| id.is_none()),
        fields,
        back_to: None,
    }
}

/// A new record beside another change: its id, and what is to be written with that.
pub(super) fn written(
    db: &rusqlite::Connection,
    register: &str,
    fields: Map<String, Value>,
    today: Day,
) -> Result<(Uuid, Change)> {
    let item = writing(&*register::definition(db, register)?, (None, 0), fields, today);
    let id = item.id;
    Ok((id, Change::Register(RegisterChange::Write { register: register.to_owned(), items: vec![item] })))
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct MoveRequest {
    id: Uuid,
    base: i64,
    step: String,
    /// What is filled in with the step, beside what stands there.
    #[serde(default)]
    #[ts(as = "Option<_>")]
    fields: Map<String, Value>,
}

pub fn advance(call: &mut Call<'_>, request: MoveRequest) -> Result<RecordsWritten> {
    let today = call.today();
    let db = call.session()?.db();
    let record = found(db, request.id)?;
    let definition = register::definition(db, &record.register)?;
    let step = definition.moves.iter().find(|one| one.id == request.step);
    let step = step.ok_or_else(|| Error::NoSuchThing { thing: request.step.clone() })?;
    let mut fields = record.fields;
    fields.extend(request.fields);
    fields.retain(|_, value| !register::empty(value));
    let change = RegisterChange::Move {
        register: record.register,
        id: request.id,
        base: request.base,
        step: request.step,
        to: step.to.clone(),
        day: register::day_of(&definition, &fields, today),
        title: register::title_of(&definition, &fields),
        fields,
        back_to: None,
    };
    let outcome = ledger::record(call.session()?, Change::Register(change))?;
    let mut record = found(call.session()?.db(), request.id)?;
    register::fill_in(&definition, std::slice::from_mut(&mut record));
    Ok(RecordsWritten { outcome, records: vec![record] })
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StrikeRequest {
    register: String,
    items: Vec<Struck>,
    struck: bool,
    reason: String,
}

pub fn strike(call: &mut Call<'_>, request: StrikeRequest) -> Result<Outcome> {
    let StrikeRequest { register, items, struck, reason } = request;
    let reason = match (struck, reason.trim()) {
        (true, "") => return Err(Error::Required { field: "reason".into() }),
        // Bringing back needs no reason; taken back in its turn, it is a striking out again, not a record taken back.
        (false, "") => "－".to_owned(),
        (_, reason) => reason.to_owned(),
    };
    let change = RegisterChange::Strike { register, items, struck, reason };
    ledger::record(call.session()?, Change::Register(change))
}
