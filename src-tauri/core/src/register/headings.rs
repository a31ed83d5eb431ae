//! Which column of a sheet is which field: where the headings stand, and what each of them means.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::definition::Register;
use crate::catalogue::fold;
use crate::spreadsheet::{Sheet, column_name, column_number};
use crate::{Error, Result};

/// The heading of a record's own number in what Tenken writes: nobody else's list has it.
pub const NUMBER: &str = "Tenken番号";
pub const STATE: &str = "状態";
/// What such columns mean, where others mean a field.
pub const NUMBER_ID: &str = "@number";
pub const STATE_ID: &str = "@state";

/// Headings are looked for in so many rows: above them stand titles and dates.
const SEARCHED: usize = 30;

/// A column of the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "SheetColumn")]
pub struct Column {
    /// `C`
    pub letter: String,
    pub heading: String,
    /// A field's id, `@number`, `@state`, or nothing: it is not taken in.
    pub field: Option<String>,
    /// What stands in it first.
    pub examples: Vec<String>,
}

/// What somebody says of the columns instead of their headings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(rename = "SheetChoice", optional_fields)]
pub struct Choice {
    /// Which sheet; the first one with headings where none is named.
    pub sheet: Option<String>,
    /// In which row the headings stand, counted from 1; 0 where there are none.
    pub header: Option<usize>,
    /// For each column a field's id or nothing.
    pub columns: Option<Vec<Option<String>>>,
}

/// A sheet whose columns are understood.
pub struct Found<'a> {
    pub sheet: &'a Sheet,
    /// Counted from 1; 0 where there are none.
    pub header: usize,
    pub columns: Vec<Column>,
}

impl Found<'_> {
    /// The columns that mean something, by their number.
    pub fn meant(&self) -> impl Iterator<Item = (usize, &str)> {
        let meant = self.columns.iter();
        meant.filter_map(|column| Some((column_number(&column.letter)?, column.field.as_deref()?)))
    }
}

pub fn find<'a>(register: &Register, sheets: &'a [Sheet], choice: &Choice, path: &str) -> Result<Found<'a>> {
    let meanings = meanings(register);
    let meant = |sheet: &&Sheet| choice.sheet.as_ref().is_none_or(|name| *name == sheet.name);
    let mut best: Option<(usize, &Sheet, usize)> = None;
    for sheet in sheets.iter().filter(meant) {
        let (header, score) = match choice.header {
            Some(header) => (header, score(&meanings, sheet, header)),
            None => heading_row(&meanings, sheet),
        };
        if best.is_none_or(|(most, ..)| score > most) {
            best = Some((score, sheet, header));
        }
    }
    let wanted = || {
        let names = register.fields.iter().filter(|field| !field.aside && !field.kind.follows());
        names.map(|field| field.name.as_str()).collect::<Vec<_>>().join("、")
    };
    let none = || Error::NoHeadings { path: path.to_owned(), wanted: wanted() };
    let (score, sheet, header) = best.ok_or_else(none)?;
    if score == 0 && choice.columns.is_none() {
        return Err(none());
    }
    let columns = columns(register, &meanings, sheet, header, choice.columns.as_deref())?;
    Ok(Found { sheet, header, columns })
}

/// Bare heading → field. A field's own name before another's further headings.
fn meanings(register: &Register) -> BTreeMap<String, String> {
    let mut known = BTreeMap::new();
    let fields = || register.fields.iter().filter(|field| !field.kind.follows());
    for field in fields() {
        for name in [&field.name, &field.name_en, &field.id] {
            if !name.is_empty() {
                known.entry(fold::heading_key(name)).or_insert_with(|| field.id.clone());
            }
        }
    }
    for field in fields() {
        for heading in &field.headings {
            known.entry(fold::heading_key(heading)).or_insert_with(|| field.id.clone());
        }
    }
    known.insert(fold::heading_key(NUMBER), NUMBER_ID.into());
    if !register.states.is_empty() {
        known.entry(fold::heading_key(STATE)).or_insert_with(|| STATE_ID.into());
    }
    known
}

fn meaning<'m>(meanings: &'m BTreeMap<String, String>, heading: &str) -> Option<&'m String> {
    fold::heading_keys(heading).find_map(|key| meanings.get(&key))
}

/// How many different fields the row's cells name.
fn score(meanings: &BTreeMap<String, String>, sheet: &Sheet, header: usize) -> usize {
    let row = header.checked_sub(1).and_then(|at| sheet.rows.get(at));
    let mut found: Vec<&String> =
        row.into_iter().flatten().filter_map(|cell| meaning(meanings, cell)).collect();
    found.sort_unstable();
    found.dedup();
    found.len()
}

fn heading_row(meanings: &BTreeMap<String, String>, sheet: &Sheet) -> (usize, usize) {
    let rows = 1..=sheet.rows.len().min(SEARCHED);
    // The first of the best: what looks the same further down is a repeated heading.
    rows.map(|header| (header, score(meanings, sheet, header)))
        .reduce(|best, one| if one.1 > best.1 { one } else { best })
        .unwrap_or((0, 0))
}

/// 媒体の種類 for 媒体: the one field whose name begins so, or that the heading begins with, where no column is it yet.
fn near(register: &Register, heading: &str, taken: &[Option<String>]) -> Option<String> {
    let key = fold::heading_key(heading);
    let long = |text: &str| text.chars().count() >= 2;
    let mut near = register.fields.iter().filter(|field| {
        let name = fold::heading_key(&field.name);
        let alike = long(&name) && key.starts_with(&name) || long(&key) && name.starts_with(&key);
        alike && !field.kind.follows() && !taken.iter().flatten().any(|id| *id == field.id)
    });
    let found = near.next()?;
    near.next().is_none().then(|| found.id.clone())
}

fn columns(
    register: &Register,
    meanings: &BTreeMap<String, String>,
    sheet: &Sheet,
    header: usize,
    chosen: Option<&[Option<String>]>,
) -> Result<Vec<Column>> {
    let heading = |at: usize| if header == 0 { "" } else { sheet.cell(header - 1, at) };
    let mut wanted: Vec<Option<String>> = match chosen {
        Some(chosen) => (0..sheet.width()).map(|at| chosen.get(at).cloned().flatten()).collect(),
        None => (0..sheet.width()).map(|at| meaning(meanings, heading(at)).cloned()).collect(),
    };
    if chosen.is_none() {
        for at in 0..wanted.len() {
            if wanted.get(at).is_some_and(Option::is_none)
                && let Some(near) = near(register, heading(at), &wanted)
                && let Some(place) = wanted.get_mut(at)
            {
                *place = Some(near);
            }
        }
    }
    let mut taken: Vec<String> = Vec::new();
    let mut all = Vec::new();
    for (at, wanted) in wanted.into_iter().enumerate() {
        if let Some(id) = wanted.as_deref() {
            let known = id == NUMBER_ID || id == STATE_ID || register.field(id).is_some();
            if !known {
                return Err(Error::NoSuchThing { thing: format!("{}.{id}", register.id) });
            }
        }
        // Of several columns with one meaning the first counts.
        let field = wanted.filter(|id| !taken.contains(id));
        taken.extend(field.clone());
        let below = sheet.rows.iter().skip(header).filter_map(|row| row.get(at));
        let examples = below.filter(|cell| !cell.trim().is_empty()).take(3).cloned().collect();
        let heading = heading(at).trim().to_owned();
        all.push(Column { letter: column_name(at), heading, field, examples });
    }
    // Columns where nothing stands at all are nobody's business.
    all.retain(|column| !column.heading.is_empty() || !column.examples.is_empty() || column.field.is_some());
    Ok(all)
}
