//! Commands around the operation record.

use serde::Serialize;
use ts_rs::TS;

use super::{Call, Nothing};
use crate::Result;
use crate::ledger::{self, LogFilter, LogPage, Outcome, Report};

pub fn log(call: &mut Call<'_>, request: LogFilter) -> Result<LogPage> {
    ledger::log(call.session()?.db(), &request)
}

pub fn verify(call: &mut Call<'_>, _: Nothing) -> Result<Report> {
    let progress = call.progress;
    ledger::verify(call.session()?, progress)
}

#[derive(Debug, Serialize, TS)]
pub struct Rebuilt {
    /// How many rows had differed.
    rows: usize,
    outcome: Outcome,
}

pub fn rebuild(call: &mut Call<'_>, _: Nothing) -> Result<Rebuilt> {
    let (rows, outcome) = ledger::rebuild(call.session()?)?;
    Ok(Rebuilt { rows, outcome })
}

pub fn undo(call: &mut Call<'_>, _: Nothing) -> Result<Outcome> {
    ledger::undo(call.session()?)
}

pub fn redo(call: &mut Call<'_>, _: Nothing) -> Result<Outcome> {
    ledger::redo(call.session()?)
}
