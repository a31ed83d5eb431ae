//! Commands around registers and spreadsheets: what a list would do, taking it in, giving one out, cells that are typed
//! or pasted.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::Call;
use crate::ledger::{self, Change, Outcome};
use crate::register::{
    self, Leaving, Links, MOST, RecordFilter, RegisterChange, SheetAsk, SheetChoice, SheetReading, Writing,
};
use crate::workspace::write_atomically;
use crate::{Error, Result, people, spreadsheet};

/// A file, or text that was pasted.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SheetRequest {
    register: String,
    path: Option<PathBuf>,
    text: Option<String>,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    choice: SheetChoice,
}

impl Call<'_> {
    fn intake(&mut self, request: &SheetRequest, ruled: bool) -> Result<register::Intake> {
        let today = self.today();
        let session = self.session()?;
        let (db, me) = (session.db(), session.person());
        let register = register::definition(db, &request.register)?;
        let (book, path) = spreadsheet::given(request.path.as_deref(), request.text.as_deref())?;
        let (_, roles) = people::roles_of(db, me)?;
        let ask = SheetAsk { db, register: &register, roles: &roles, today, ruled };
        register::take_in(&ask, book, &request.choice, &path)
    }
}

pub fn read_sheet(call: &mut Call<'_>, request: SheetRequest) -> Result<SheetReading> {
    Ok(call.intake(&request, true)?.reading)
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct TakeInRequest {
    sheet: SheetRequest,
    /// Of what was looked at; nothing where nobody looked.
    digest: Option<String>,
    /// Records that are there get what the list says.
    #[serde(default)]
    #[ts(as = "Option<_>")]
    update: bool,
    /// Rows with faults are left out; otherwise one of them keeps all of them out.
    #[serde(default)]
    #[ts(as = "Option<_>")]
    without_faulty: bool,
}

#[derive(Debug, Serialize, TS)]
pub struct TakenIn {
    added: usize,
    changed: usize,
    same: usize,
    left_out: usize,
    /// How many entries of the record it is: so often undo takes it back.
    entries: usize,
    outcome: Option<Outcome>,
}

/// All of it or nothing.
pub fn take_in(call: &mut Call<'_>, request: TakeInRequest) -> Result<TakenIn> {
    // The ledger holds every row against the rules; only where faulty ones are left out must they be known before.
    let register::Intake { reading, fresh, changed } = call.intake(&request.sheet, request.without_faulty)?;
    if request.digest.is_some_and(|digest| digest != reading.digest) {
        let path = request.sheet.path.as_deref().map(crate::error::display).unwrap_or_default();
        return Err(Error::FileChanged { path });
    }
    if reading.faulty > 0 && !request.without_faulty {
        return Err(Error::RowsFaulty { count: reading.faulty });
    }
    let changed = if request.update { changed } else { Vec::new() };
    let mut answer = TakenIn {
        added: fresh.len(),
        changed: changed.len(),
        same: reading.same,
        left_out: reading.faulty + if request.update { 0 } else { reading.changed },
        entries: 0,
        outcome: None,
    };
    let entry = |items: &[Writing]| {
        Change::Register(RegisterChange::Write {
            register: request.sheet.register.clone(),
            items: items.to_vec(),
        })
    };
    let entries: Vec<Change> = fresh.chunks(MOST).chain(changed.chunks(MOST)).map(entry).collect();
    answer.entries = entries.len();
    if !entries.is_empty() {
        let progress = call.progress;
        let outcome = ledger::record_all(call.session()?, &entries, progress);
        answer.outcome = Some(match outcome {
            Ok(outcome) => outcome,
            Err(refused) => {
                let count = call.intake(&request.sheet, true)?.reading.faulty;
                return Err(if count > 0 { Error::RowsFaulty { count } } else { refused });
            }
        });
    }
    Ok(answer)
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ParseRequest {
    register: String,
    cells: Vec<CellText>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CellText {
    field: String,
    text: String,
}

#[derive(Debug, Serialize, TS)]
pub struct CellRead {
    /// Null where nothing stands in it.
    value: Value,
    failure: Option<Error>,
}

/// What was typed or pasted, as values.
pub fn parse(call: &mut Call<'_>, request: ParseRequest) -> Result<Vec<CellRead>> {
    let db = call.session()?.db();
    let definition = register::definition(db, &request.register)?;
    let mut links = Links::new(db);
    request
        .cells
        .iter()
        .map(|cell| {
            let missing = || Error::NoSuchThing { thing: format!("{}.{}", definition.id, cell.field) };
            let field = definition.field(&cell.field).ok_or_else(missing)?;
            let read =
                register::read_value(field, &cell.text, &mut |register, text| links.find(register, text));
            Ok(match read {
                Ok(value) => CellRead { value: value.unwrap_or(Value::Null), failure: None },
                Err(failure) => CellRead { value: Value::Null, failure: Some(failure) },
            })
        })
        .collect()
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct GiveOutRequest {
    register: String,
    /// `.xlsx` or `.csv`
    path: PathBuf,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    filter: RecordFilter,
    /// The fields that go out, all where none are named.
    #[serde(default)]
    #[ts(as = "Option<_>")]
    columns: Vec<String>,
}

#[derive(Debug, Serialize, TS)]
pub struct GivenOut {
    path: String,
    records: usize,
}

/// What the filter finds, as a file that reads in again.
pub fn export(call: &mut Call<'_>, request: GiveOutRequest) -> Result<GivenOut> {
    let leaving = Leaving::of(&request.path)?;
    let progress = call.progress;
    let db = call.session()?.db();
    let definition = register::definition(db, &request.register)?;
    let mut records = register::list_all(db, &definition, &request.filter, progress)?;
    register::fill_in(&definition, &mut records);
    let bytes = register::sheet(db, &definition, &records, &request.columns, leaving)?;
    write_atomically(&request.path, &bytes)?;
    Ok(GivenOut { path: crate::error::display(&request.path), records: records.len() })
}
