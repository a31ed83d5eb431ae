//! Lists that come in: who works here, and who was there. Which heading means what is data,
//! `templates/training/{people,attendance}.toml`, in the form of a register.

use std::sync::{Arc, LazyLock};

use serde::Serialize;
use serde_json::{Map, Value};
use ts_rs::TS;

use super::model::{Group, Mark, Trainee, TraineeRow};
use super::names::{Match, matched};
use crate::register::{Register, SheetChoice, SheetColumn, find_headings, read, read_value};
use crate::spreadsheet::{Book, Sheet};
use crate::{Error, Result, bundled};

/// A file's name and what it says.
type Form = (String, Arc<Register>);

fn form(file: &str) -> Result<Arc<Register>> {
    static FORMS: LazyLock<Result<Vec<Form>>> = LazyLock::new(|| {
        let files = bundled::files("templates/training/").filter(|(name, _)| *name != "courses.toml");
        files.map(|(name, text)| Ok((name.to_owned(), Arc::new(read(name, text)?)))).collect()
    });
    let forms = FORMS.as_ref().map_err(Clone::clone)?;
    let found = forms.iter().find(|(name, _)| name == file);
    found.map(|(_, form)| Arc::clone(form)).ok_or_else(|| Error::internal(file))
}

/// What a row of a list of people says.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct PersonLine {
    /// As the spreadsheet counts.
    row: usize,
    pub trainee: Trainee,
    /// Who it is among those that are there.
    pub found: Match,
    failures: Vec<Error>,
}

/// What a row of an attendance list says.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct AttendanceLine {
    row: usize,
    name: String,
    department: String,
    mark: Mark,
    score: Option<u32>,
    found: Match,
    failures: Vec<Error>,
}

#[derive(Debug, Serialize, TS)]
pub struct PeopleRead {
    columns: Vec<SheetColumn>,
    pub lines: Vec<PersonLine>,
}

#[derive(Debug, Serialize, TS)]
pub struct AttendanceRead {
    columns: Vec<SheetColumn>,
    lines: Vec<AttendanceLine>,
}

struct Row {
    number: usize,
    fields: Map<String, Value>,
    failures: Vec<Error>,
}

fn rows(
    file: &str,
    mut book: Book,
    choice: &SheetChoice,
    path: &str,
) -> Result<(Vec<SheetColumn>, Vec<Row>)> {
    let form = form(file)?;
    book.sheets.iter_mut().for_each(Sheet::fill_merges);
    let found = find_headings(&form, &book.sheets, choice, path)?;
    let meant: Vec<(usize, String)> = found.meant().map(|(at, id)| (at, id.to_owned())).collect();
    let mut rows = Vec::new();
    for (at, cells) in found.sheet.rows.iter().enumerate().skip(found.header) {
        let mut row = Row { number: at + 1, fields: Map::new(), failures: Vec::new() };
        for (column, id) in &meant {
            let text = cells.get(*column).map_or("", |cell| cell.trim());
            let Some(field) = form.field(id) else { continue };
            match read_value(field, text, &mut |_, _| Ok(None)) {
                Ok(Some(value)) => {
                    row.fields.insert(id.clone(), value);
                }
                Ok(None) => {}
                Err(failure) => row.failures.push(failure),
            }
        }
        if row.fields.get("name").is_some() || row.fields.get("number").is_some() {
            rows.push(row);
        }
    }
    Ok((found.columns, rows))
}

fn text(fields: &Map<String, Value>, id: &str) -> String {
    fields.get(id).and_then(Value::as_str).unwrap_or_default().to_owned()
}

pub fn people(all: &[TraineeRow], book: Book, choice: &SheetChoice, path: &str) -> Result<PeopleRead> {
    let (columns, rows) = rows("people.toml", book, choice, path)?;
    let line = |row: Row| {
        let day = |id: &str| text(&row.fields, id).parse().ok();
        let groups = row.fields.get("groups").and_then(Value::as_array).into_iter().flatten();
        let trainee = Trainee {
            name: text(&row.fields, "name"),
            kana: text(&row.fields, "kana"),
            number: text(&row.fields, "number"),
            department: text(&row.fields, "department"),
            post: text(&row.fields, "post"),
            groups: groups.filter_map(|one| one.as_str()?.parse::<Group>().ok()).collect(),
            joined: day("joined"),
            left: day("left"),
            ..Trainee::default()
        };
        let found = matched(all, &trainee.name, &trainee.number, &trainee.department);
        PersonLine { row: row.number, trainee, found, failures: row.failures }
    };
    Ok(PeopleRead { columns, lines: rows.into_iter().map(line).collect() })
}

/// Whoever stands on the list was there, unless it says otherwise.
pub fn attendance(
    all: &[TraineeRow],
    book: Book,
    choice: &SheetChoice,
    path: &str,
) -> Result<AttendanceRead> {
    let (columns, rows) = rows("attendance.toml", book, choice, path)?;
    let line = |row: Row| {
        let (name, department) = (text(&row.fields, "name"), text(&row.fields, "department"));
        let score =
            row.fields.get("score").and_then(Value::as_f64).filter(|score| (0.0..=100.0).contains(score));
        // Between 0 and 100, so nothing is lost.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let score = score.map(|score| score.round() as u32);
        AttendanceLine {
            row: row.number,
            mark: text(&row.fields, "mark").parse().unwrap_or(Mark::Attended),
            found: matched(all, &name, &text(&row.fields, "number"), &department),
            name,
            department,
            score,
            failures: row.failures,
        }
    };
    Ok(AttendanceRead { columns, lines: rows.into_iter().map(line).collect() })
}
