//! A register as a spreadsheet: the headings and values that are read again as the same.

use rusqlite::Connection;
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError};
use serde_json::Value;

use super::definition::{Field, Kind, Register};
use super::headings::{NUMBER, STATE};
use super::links::Links;
use super::model::Record;
use super::value::{self, Cell, FORMULA};
use crate::{Error, Result};

/// Which file it becomes, by its ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaving {
    Xlsx,
    Csv,
}

impl Leaving {
    pub fn of(path: &std::path::Path) -> Result<Self> {
        let ending = path.extension().and_then(|e| e.to_str()).map(str::to_lowercase);
        match ending.as_deref() {
            Some("xlsx") => Ok(Self::Xlsx),
            Some("csv") => Ok(Self::Csv),
            _ => Err(Error::UnknownFormat { path: path.display().to_string() }),
        }
    }
}

/// The records as a file. `columns`: the ids of the fields that go out, all of them where none are named.
pub fn sheet(
    db: &Connection,
    register: &Register,
    records: &[Record],
    columns: &[String],
    leaving: Leaving,
) -> Result<Vec<u8>> {
    if let Some(unknown) = columns.iter().find(|id| register.field(id).is_none()) {
        return Err(Error::NoSuchThing { thing: format!("{}.{unknown}", register.id) });
    }
    // The record's number stands first by itself; what is attached is no cell.
    let wanted = |field: &&Field| {
        let asked = if columns.is_empty() { !field.retired } else { columns.contains(&field.id) };
        asked && !matches!(field.kind, Kind::Sequence | Kind::File)
    };
    let fields: Vec<&Field> = register.fields.iter().filter(wanted).collect();
    let mut head = vec![NUMBER];
    if !register.states.is_empty() {
        head.push(STATE);
    }
    head.extend(fields.iter().map(|field| field.name.as_str()));
    let mut links = Links::new(db);
    let mut rows = Vec::new();
    for record in records {
        #[allow(clippy::cast_precision_loss)]
        let mut row = vec![Cell::Number(record.number as f64)];
        if !register.states.is_empty() {
            let state = record.state.as_deref().unwrap_or_default();
            row.push(Cell::Text(register.state_name(state).to_owned()));
        }
        for field in &fields {
            let value = record.fields.get(&field.id).unwrap_or(&Value::Null);
            row.push(value::write(field, value, &mut |register, id| links.title(register, id))?);
        }
        rows.push(row);
    }
    table(&register.name, &head, &rows, leaving)
}

/// Any table as a file.
pub fn table(name: &str, head: &[&str], rows: &[Vec<Cell>], leaving: Leaving) -> Result<Vec<u8>> {
    match leaving {
        Leaving::Xlsx => xlsx(name, head, rows).map_err(|e| Error::internal(e.to_string())),
        Leaving::Csv => csv(head, rows),
    }
}

/// Excel's own limit of a cell, in UTF-16 units.
const LONGEST_CELL: usize = 32_767;

fn xlsx(name: &str, head: &[&str], rows: &[Vec<Cell>]) -> Result<Vec<u8>, XlsxError> {
    let cell = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Hair);
    let heading = cell.clone().set_bold().set_background_color("#E6EEF2");
    let day = cell.clone().set_num_format("yyyy-mm-dd");
    let at = cell.clone().set_num_format("yyyy-mm-dd hh:mm");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    // Names of sheets are short and know no brackets.
    let name: String = name.chars().filter(|c| !"[]:*?/\\".contains(*c)).take(31).collect();
    sheet.set_name(&name)?;
    let mut widths: Vec<usize> = head.iter().map(|text| width(text)).collect();
    for (column, text) in (0_u16..).zip(head) {
        sheet.write_string_with_format(0, column, *text, &heading)?;
    }
    for (row, cells) in (1_u32..).zip(rows) {
        for ((column, value), widest) in (0_u16..).zip(cells).zip(&mut widths) {
            match value {
                Cell::Number(number) => sheet.write_number_with_format(row, column, *number, &cell)?,
                Cell::Day(date) => {
                    let date = ExcelDateTime::parse_from_str(&date.to_string())?;
                    sheet.write_datetime_with_format(row, column, &date, &day)?
                }
                Cell::At(when) => {
                    let when = ExcelDateTime::parse_from_str(&when.format("%Y-%m-%dT%H:%M").to_string())?;
                    sheet.write_datetime_with_format(row, column, &when, &at)?
                }
                Cell::Text(text) if text.is_empty() => sheet.write_blank(row, column, &cell)?,
                Cell::Text(text) if text.encode_utf16().count() > LONGEST_CELL => {
                    return Err(XlsxError::MaxStringLengthExceeded);
                }
                Cell::Text(text) => sheet.write_string_with_format(row, column, text, &cell)?,
            };
            *widest = (*widest).max(width(&value.text()));
        }
    }
    for (column, widest) in (0_u16..).zip(widths) {
        #[allow(clippy::cast_precision_loss)]
        sheet.set_column_width(column, (widest.clamp(6, 40) + 2) as f64)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.autofilter(
        0,
        0,
        u32::try_from(rows.len()).unwrap_or(0),
        u16::try_from(head.len() - 1).unwrap_or(0),
    )?;
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    workbook.save_to_buffer()
}

/// In half-width characters, of the longest line.
fn width(text: &str) -> usize {
    let line = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    text.lines().map(line).max().unwrap_or(0)
}

/// With a mark at its beginning that tells Excel it is UTF-8.
fn csv(head: &[&str], rows: &[Vec<Cell>]) -> Result<Vec<u8>> {
    let broken = |e: csv::Error| Error::internal(e.to_string());
    let mut writer = csv::Writer::from_writer("\u{FEFF}".as_bytes().to_vec());
    writer.write_record(head).map_err(broken)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell.text()))).map_err(broken)?;
    }
    writer.into_inner().map_err(|e| Error::internal(e.to_string()))
}

/// What a spreadsheet would take for a formula is given as text; reading takes the mark away again.
fn harmless(text: String) -> String {
    if text.starts_with(FORMULA) && text.parse::<f64>().is_err() {
        return format!("'{text}");
    }
    text
}
