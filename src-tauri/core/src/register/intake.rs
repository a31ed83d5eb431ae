//! A list that comes in: what each of its rows would do. New, changed, there already, or with faults; nothing is written
//! here.

use std::collections::{BTreeMap, HashMap};

use rusqlite::Connection;
use serde::Serialize;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use ts_rs::TS;
use uuid::Uuid;

use super::definition::{Field, Kind, Register};
use super::expression::Expressions;
use super::headings::{self, Choice, Column, Found, NUMBER_ID, STATE, STATE_ID};
use super::links::Links;
use super::model::{Record, Writing};
use super::{query, record, value};
use crate::calendar::Day;
use crate::catalogue::fold;
use crate::people::{Right, Roles, permission};
use crate::spreadsheet::{Book, Sheet};
use crate::{Error, Result};

/// What a sheet would do to a register.
#[derive(Debug, Serialize, TS)]
pub struct SheetReading {
    /// Names of all sheets, and the one that was read.
    sheets: Vec<String>,
    sheet: String,
    /// The row of the headings, counted from 1; 0 where there are none.
    header: usize,
    columns: Vec<Column>,
    pub fresh: usize,
    pub changed: usize,
    pub same: usize,
    pub faulty: usize,
    /// Those with faults and those that change something first; of the rest the beginning.
    lines: Vec<Line>,
    /// Of what was read: whoever takes it in names what they looked at.
    pub digest: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    Faulty,
    Changed,
    Fresh,
    Same,
}

#[derive(Debug, Serialize, TS)]
#[ts(rename = "SheetLine")]
pub struct Line {
    /// As the spreadsheet counts.
    row: usize,
    kind: LineKind,
    fields: Map<String, Value>,
    /// What a changed record has now, where it differs.
    before: Map<String, Value>,
    /// The number of the record that it is.
    record: Option<i64>,
    faults: Vec<CellFault>,
}

#[derive(Debug, Serialize, TS)]
pub struct CellFault {
    /// `C`; empty where no column has it.
    column: String,
    failure: Error,
}

/// What is to be written, besides what is told of it.
pub struct Intake {
    pub reading: SheetReading,
    pub fresh: Vec<Writing>,
    pub changed: Vec<Writing>,
}

/// So many lines are told of each kind.
const TOLD: [(LineKind, usize); 4] =
    [(LineKind::Faulty, 500), (LineKind::Changed, 200), (LineKind::Fresh, 100), (LineKind::Same, 20)];

pub struct Ask<'a> {
    pub db: &'a Connection,
    pub register: &'a Register,
    pub roles: &'a Roles,
    pub today: Day,
    /// Whether each row is held against the register's rules here; whoever writes them at once leaves it to the ledger.
    pub ruled: bool,
}

pub fn read(ask: &Ask<'_>, mut book: Book, choice: &Choice, path: &str) -> Result<Intake> {
    book.sheets.iter_mut().for_each(Sheet::fill_merges);
    let found = headings::find(ask.register, &book.sheets, choice, path)?;
    let existing = query::everything(ask.db, ask.register)?;
    let mut reader = Reader {
        ask,
        expressions: Expressions::of(ask.register),
        known: Known::of(ask.register, &found, &existing),
        columns: found.meant().map(|(at, id)| (at, id.to_owned(), ask.register.field(id))).collect(),
        seen: HashMap::new(),
        may_state: permission::may(ask.roles, Right::ArrangeRegisters),
    };
    let (mut lines, mut fresh, mut changed, mut counts) =
        (Vec::new(), Vec::new(), Vec::new(), BTreeMap::new());
    let rows = found.sheet.rows.iter().enumerate().skip(found.header);
    let meant = rows
        .filter(|(_, cells)| !reader.is_nothing(cells) && !reader.repeats(found.sheet, found.header, cells));
    let (places, cells): (Vec<usize>, Vec<&[String]>) =
        meant.map(|(at, cells)| (at, cells.as_slice())).unzip();
    for (at, parsed) in places.into_iter().zip(all_parsed(ask, &reader.columns, &cells)) {
        let row = reader.judged(parsed);
        let kind = row.kind;
        let count: &mut usize = counts.entry(kind).or_default();
        *count += 1;
        if TOLD.iter().any(|(one, most)| *one == kind && *count <= *most) {
            lines.push(row.told(at + 1));
        }
        match (kind, row.writing) {
            (LineKind::Fresh, Some(writing)) => fresh.push(writing),
            (LineKind::Changed, Some(writing)) => changed.push(writing),
            _ => {}
        }
    }
    lines.sort_by_key(|line| (line.kind, line.row));
    let counted = |kind| counts.get(&kind).copied().unwrap_or(0);
    let reading = SheetReading {
        digest: digest(found.sheet),
        sheet: found.sheet.name.clone(),
        header: found.header,
        columns: found.columns,
        faulty: counted(LineKind::Faulty),
        changed: counted(LineKind::Changed),
        fresh: counted(LineKind::Fresh),
        same: counted(LineKind::Same),
        lines,
        sheets: book.sheets.iter().map(|sheet| sheet.name.clone()).collect(),
    };
    Ok(Intake { reading, fresh, changed })
}

fn digest(sheet: &Sheet) -> String {
    let mut hash = Sha256::new();
    for row in &sheet.rows {
        for cell in row {
            hash.update(cell.as_bytes());
            hash.update([0x1f]);
        }
        hash.update([0x1e]);
    }
    data_encoding::HEXLOWER.encode(&hash.finalize())
}

/// The records that are there, by what a row may be recognised by. Struck ones too: what was struck out does not come
/// back with the next list.
struct Known<'a> {
    by_number: HashMap<i64, &'a Record>,
    by_key: HashMap<String, &'a Record>,
    /// How many records say exactly this, in the columns that the sheet has.
    by_content: HashMap<String, usize>,
    key: Vec<String>,
    content: Vec<String>,
}

impl<'a> Known<'a> {
    fn of(register: &Register, found: &Found<'_>, existing: &'a [Record]) -> Self {
        let content: Vec<String> =
            found.meant().filter(|(_, id)| !id.starts_with('@')).map(|(_, id)| id.to_owned()).collect();
        // A part of a key tells nothing apart.
        let whole = register.known_by.iter().all(|id| content.contains(id));
        let key = if whole { register.known_by.clone() } else { Vec::new() };
        let mut known = Self {
            by_number: HashMap::new(),
            by_key: HashMap::new(),
            by_content: HashMap::new(),
            key,
            content,
        };
        for record in existing {
            known.by_number.insert(record.number, record);
            if let Some(key) = known.key_of(&record.fields) {
                // The one that stands, before one that was struck out.
                let place = known.by_key.entry(key).or_insert(record);
                if place.struck {
                    *place = record;
                }
            }
            *known.by_content.entry(projected(&known.content, &record.fields)).or_default() += 1;
        }
        known
    }

    fn key_of(&self, fields: &Map<String, Value>) -> Option<String> {
        let filled = self.key.iter().any(|id| fields.get(id).is_some_and(|value| !record::empty(value)));
        filled.then(|| projected(&self.key, fields))
    }
}

/// These fields as one text; the same number is the same however it was written.
fn projected(ids: &[String], fields: &Map<String, Value>) -> String {
    let mut text = String::new();
    for id in ids {
        match fields.get(id) {
            Some(Value::Number(number)) => text.push_str(&number.as_f64().unwrap_or_default().to_string()),
            Some(Value::String(value)) => text.push_str(value.trim()),
            // Marks have no order.
            Some(Value::Array(marks)) => {
                let mut marks: Vec<&str> = marks.iter().filter_map(Value::as_str).collect();
                marks.sort_unstable();
                text.push_str(&marks.join("\u{1d}"));
            }
            // A mark that was taken away is none.
            Some(value) if !record::empty(value) && value != &Value::Bool(false) => {
                text.push_str(&value.to_string());
            }
            _ => {}
        }
        text.push('\u{1f}');
    }
    text
}

struct Reader<'a> {
    ask: &'a Ask<'a>,
    expressions: Expressions,
    known: Known<'a>,
    columns: Vec<(usize, String, Option<&'a Field>)>,
    /// What the rows before said of each thing that they named.
    seen: HashMap<String, String>,
    /// Whether this person may bring in records that are already further on.
    may_state: bool,
}

type Columns<'a> = [(usize, String, Option<&'a Field>)];

/// What a row's cells say, before anybody asks what it is to the register.
struct Parsed {
    fields: Map<String, Value>,
    number: Option<i64>,
    state: Option<String>,
    faults: Vec<CellFault>,
}

fn parsed(
    register: &Register,
    columns: &Columns<'_>,
    cells: &[String],
    find: &mut value::Find<'_>,
) -> Parsed {
    let mut row = Parsed { fields: Map::new(), number: None, state: None, faults: Vec::new() };
    for (at, id, field) in columns {
        let text = Reader::text(cells, *at);
        let read = match (id.as_str(), field) {
            (NUMBER_ID, _) => {
                // As a spreadsheet writes it: 12, 12.0
                row.number = text.parse::<f64>().ok().and_then(|number| number.to_string().parse().ok());
                Ok(None)
            }
            (STATE_ID, _) => register.state_of(text).map(|found| {
                row.state = found;
                None
            }),
            (_, Some(field)) => value::read(field, text, find),
            _ => Ok(None),
        };
        match read {
            Ok(Some(value)) => {
                row.fields.insert(id.clone(), value);
            }
            Ok(None) => {}
            Err(failure) => {
                let column = crate::spreadsheet::column_name(*at);
                row.faults.push(CellFault { column, failure });
            }
        }
    }
    row
}

/// Every row, each by itself: on two cores where nothing has to be looked up for them.
fn all_parsed(ask: &Ask<'_>, columns: &Columns<'_>, rows: &[&[String]]) -> Vec<Parsed> {
    const FEW: usize = 500;
    let links = columns.iter().any(|(_, _, field)| field.is_some_and(|field| field.kind == Kind::Link));
    let register = ask.register;
    if links || rows.len() < FEW {
        let mut links = Links::new(ask.db);
        let mut find = |register: &str, text: &str| links.find(register, text);
        return rows.iter().map(|cells| parsed(register, columns, cells, &mut find)).collect();
    }
    let many = |rows: &[&[String]]| -> Vec<Parsed> {
        rows.iter().map(|cells| parsed(register, columns, cells, &mut |_, _| Ok(None))).collect()
    };
    let (first, second) = rows.split_at(rows.len() / 2);
    std::thread::scope(|scope| {
        let other = scope.spawn(|| many(second));
        let mut all = many(first);
        match other.join() {
            Ok(rest) => all.extend(rest),
            Err(_) => all.extend(many(second)),
        }
        all
    })
}

struct Row {
    kind: LineKind,
    fields: Map<String, Value>,
    before: Map<String, Value>,
    record: Option<i64>,
    faults: Vec<CellFault>,
    writing: Option<Writing>,
}

impl Row {
    fn told(&self, row: usize) -> Line {
        let faults = self.faults.iter();
        let faults = faults.map(|one| CellFault { column: one.column.clone(), failure: one.failure.clone() });
        let (fields, before) = (self.fields.clone(), self.before.clone());
        Line { row, kind: self.kind, fields, before, record: self.record, faults: faults.collect() }
    }
}

impl Reader<'_> {
    fn text(cells: &[String], at: usize) -> &str {
        cells.get(at).map_or("", |cell| cell.trim())
    }

    fn is_nothing(&self, cells: &[String]) -> bool {
        self.columns.iter().all(|(at, ..)| Self::text(cells, *at).is_empty())
    }

    /// Headings that stand again on every printed page.
    fn repeats(&self, sheet: &Sheet, header: usize, cells: &[String]) -> bool {
        let Some(row) = header.checked_sub(1) else { return false };
        self.columns.iter().all(|(at, ..)| sheet.cell(row, *at).trim() == Self::text(cells, *at))
    }

    fn column(&self, id: &str) -> String {
        let found = self.columns.iter().find(|(_, one, _)| one == id);
        found.map(|(at, ..)| crate::spreadsheet::column_name(*at)).unwrap_or_default()
    }

    /// The column that a failure speaks of: some name their field by its id, some by its name.
    fn fault(&self, failure: Error) -> CellFault {
        let named = failure.params().get("field").and_then(Value::as_str).map(str::to_owned);
        let fields = &self.ask.register.fields;
        let named = named.unwrap_or_default();
        let field = fields.iter().find(|field| field.id == named || field.name == named);
        CellFault { column: field.map(|field| self.column(&field.id)).unwrap_or_default(), failure }
    }

    /// What the row is to the register.
    fn judged(&mut self, parsed: Parsed) -> Row {
        let Parsed { fields, number, state, mut faults } = parsed;
        let key = self.known.key_of(&fields);
        let found = match (number, &key) {
            (Some(number), _) => self.known.by_number.get(&number).copied(),
            (None, Some(key)) => self.known.by_key.get(key).copied(),
            (None, None) => None,
        };
        let content = projected(&self.known.content, &fields);
        let thing = found.map(|found| found.id.to_string()).or(key);
        let before = thing.and_then(|thing| self.seen.insert(thing, content.clone()));
        if before.as_ref().is_some_and(|before| *before != content) {
            let names = self.ask.register.known_by.iter().filter_map(|id| self.ask.register.field(id));
            let names = names.map(|field| field.name.as_str()).collect::<Vec<_>>().join("・");
            let text = record::title_of(self.ask.register, &fields);
            faults
                .push(CellFault { column: String::new(), failure: Error::NamedTwice { field: names, text } });
        }
        let same = match found {
            // Said once more in the same list.
            _ if before.is_some() && faults.is_empty() => true,
            Some(found) => found.struck || projected(&self.known.content, &found.fields) == content,
            // As often as it stands there already: a second visit on one day is a second visit.
            None => match self.known.by_content.get_mut(&content) {
                Some(left) if *left > 0 && faults.is_empty() => {
                    *left -= 1;
                    true
                }
                _ => false,
            },
        };
        let record = found.map(|found| found.number);
        let mut row = Row {
            kind: LineKind::Same,
            fields,
            before: Map::new(),
            record,
            faults: Vec::new(),
            writing: None,
        };
        if same && faults.is_empty() {
            return row;
        }
        let mut whole = found.map(|found| found.fields.clone()).unwrap_or_default();
        for id in &self.known.content {
            match row.fields.get(id) {
                Some(value) => whole.insert(id.clone(), value.clone()),
                None => whole.remove(id),
            };
        }
        let register = self.ask.register;
        let first = register.states.first().map(|state| state.id.clone());
        let state = match found {
            Some(found) => found.state.clone(),
            None => state.or_else(|| first.clone()),
        };
        if found.is_none() && state != first && !self.may_state {
            let right: &str = Right::ArrangeRegisters.into();
            let failure = Error::NotPermitted { right: right.into(), roles: self.ask.roles.to_string() };
            faults.push(CellFault { column: self.column(STATE_ID), failure });
        }
        if self.ask.ruled
            && faults.is_empty()
            && let Err(failure) = record::check((register, &self.expressions), &whole, state.as_deref())
        {
            faults.push(self.fault(failure));
        }
        if !faults.is_empty() {
            row.kind = LineKind::Faulty;
            row.faults = faults;
            return row;
        }
        row.kind = if found.is_some() { LineKind::Changed } else { LineKind::Fresh };
        if let Some(found) = found {
            let differs = |id: &&String| found.fields.get(*id) != whole.get(*id);
            let before = self.known.content.iter().filter(differs);
            row.before =
                before.map(|id| (id.clone(), found.fields.get(id).cloned().unwrap_or(Value::Null))).collect();
        }
        row.writing = Some(Writing {
            id: found.map_or_else(Uuid::now_v7, |found| found.id),
            base: found.map_or(0, |found| found.revision),
            day: record::day_of(register, &whole, found.map_or(self.ask.today, |found| found.day)),
            title: record::title_of(register, &whole),
            state: if found.is_some() { None } else { state },
            fields: whole,
            back_to: None,
        });
        row
    }
}

impl Register {
    /// The state that is called so.
    fn state_of(&self, text: &str) -> Result<Option<String>> {
        if text.is_empty() {
            return Ok(None);
        }
        let key = fold::bare(text);
        let named = |name: &String| fold::bare(name) == key;
        let found = self.states.iter().find(|one| one.id == text || named(&one.name) || named(&one.name_en));
        let options = || self.states.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join("、");
        let none = || Error::NotAnOption { field: STATE.into(), text: text.to_owned(), options: options() };
        found.map(|one| Some(one.id.clone())).ok_or_else(none)
    }
}
