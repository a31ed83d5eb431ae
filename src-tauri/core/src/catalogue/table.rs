//! A catalogue as tables that a person can read and change in Excel, and that come back the same: 項目 (one row a
//! control), 節 (sections) and 目録 (everything about the catalogue itself). As CSV the three stand under one another.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::fault::refused;
use super::model::{Alternative, Catalogue, Duty, Section};
use super::{Fault, What};
use crate::spreadsheet::{Book, Sheet};
use crate::{Error, Result};

pub const CONTROLS: &str = "項目";
pub const SECTIONS: &str = "節";
pub const HEAD: &str = "目録";

pub struct Tables(pub Vec<Grid>);

pub struct Grid {
    pub name: String,
    /// The first row holds the headings.
    pub rows: Vec<Vec<String>>,
}

/// Key in the file, heading in the table, how it is written, width of the column.
type Column = (&'static str, &'static str, Form, f64);

#[derive(Clone, Copy, PartialEq)]
enum Form {
    Text,
    /// One item a line, each with a dot before it.
    List,
    Yes,
    /// A grade or several, between commas.
    Words,
    Alternative,
    Duty,
    /// JSON, one a line: what has no simpler form.
    Lines,
}

const CONTROL: &[Column] = &[
    ("id", "ID", Form::Text, 10.0),
    ("section", "節", Form::Text, 9.0),
    ("section_number", "管理事項番号", Form::Text, 8.0),
    ("domain", "運用管理項目", Form::Text, 16.0),
    ("practice", "実施項目", Form::Text, 28.0),
    ("grade", "対象", Form::Words, 7.0),
    ("grade_mark", "対象の印字", Form::Text, 7.0),
    ("question", "何を聞かれているか", Form::Text, 40.0),
    ("statement", "原文", Form::Text, 40.0),
    ("technical", "技術的対策", Form::List, 40.0),
    ("operational", "運用的対策", Form::List, 40.0),
    ("clauses", "運用管理規程文例", Form::Lines, 40.0),
    ("proof", "証跡の例", Form::List, 30.0),
    ("source", "出典", Form::Text, 14.0),
    ("duty", "だれが・だれに・いつ・いつまで", Form::Duty, 30.0),
    ("registers", "台帳", Form::Lines, 24.0),
    ("applies_if", "対象になる条件", Form::Words, 16.0),
    ("applies_why", "対象外の理由", Form::Text, 24.0),
    ("alternative", "択一", Form::Alternative, 14.0),
    ("opt_in", "選んで対象にできる", Form::Yes, 8.0),
    ("aspects", "観点", Form::Words, 12.0),
    ("asks", "設問と選択肢", Form::Lines, 30.0),
    ("same_as", "同じ回答でよい項目", Form::Words, 14.0),
    ("parent", "親の項目", Form::Text, 10.0),
    ("note", "備考", Form::Text, 30.0),
];

const SECTION: &[Column] = &[
    ("id", "ID", Form::Text, 10.0),
    ("parent", "親の節", Form::Text, 10.0),
    ("table", "表", Form::Text, 8.0),
    ("number", "番号", Form::Text, 8.0),
    ("title", "題", Form::Text, 40.0),
    ("text", "説明", Form::Text, 60.0),
];

impl Grid {
    pub fn widths(&self) -> Vec<f64> {
        let columns = match self.name.as_str() {
            CONTROLS => CONTROL,
            SECTIONS => SECTION,
            _ => return vec![28.0, 80.0],
        };
        columns.iter().map(|column| column.3).collect()
    }
}

pub fn of(catalogue: &Catalogue) -> Result<Tables> {
    let headings = |columns: &[Column]| columns.iter().map(|column| column.1.to_owned()).collect::<Vec<_>>();
    let mut controls = vec![headings(CONTROL)];
    let mut sections = vec![headings(SECTION)];
    for section in &catalogue.sections {
        sections.push(row(SECTION, &json(&Section { controls: Vec::new(), ..section.clone() })?));
        for control in &section.controls {
            let mut fields = json(control)?;
            fields.insert("section".into(), section.id.clone().into());
            controls.push(row(CONTROL, &fields));
        }
    }
    let mut head = vec![vec!["項目".to_owned(), "値".to_owned()]];
    let about = json(&Catalogue { sections: Vec::new(), ..catalogue.clone() })?;
    for (key, value) in about.get("catalogue").and_then(Value::as_object).into_iter().flatten() {
        head.push(vec![key.clone(), value.as_str().unwrap_or_default().to_owned()]);
    }
    for (key, value) in about.iter().filter(|(key, _)| !["catalogue", "sections"].contains(&key.as_str())) {
        let lines = value.as_array().map_or_else(|| value.to_string(), |items| lines(items));
        head.push(vec![key.clone(), lines]);
    }
    let grid = |name: &str, rows| Grid { name: name.into(), rows };
    Ok(Tables(vec![grid(CONTROLS, controls), grid(SECTIONS, sections), grid(HEAD, head)]))
}

fn json<T: serde::Serialize>(value: &T) -> Result<Map<String, Value>> {
    match serde_json::to_value(value) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(Error::internal("not an object")),
        Err(e) => Err(Error::internal(e.to_string())),
    }
}

fn row(columns: &[Column], fields: &Map<String, Value>) -> Vec<String> {
    columns
        .iter()
        .map(|(key, _, form, _)| fields.get(*key).map_or(String::new(), |v| written(v, *form)))
        .collect()
}

fn written(value: &Value, form: Form) -> String {
    let texts = |value: &Value| -> Vec<String> {
        let items = value.as_array().into_iter().flatten();
        items.map(|item| item.as_str().unwrap_or_default().to_owned()).collect()
    };
    let get = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default();
    match form {
        Form::Text => value.as_str().unwrap_or_default().to_owned(),
        Form::List => texts(value)
            .iter()
            .map(|item| format!("・{}", item.replace('\n', "\n　")))
            .collect::<Vec<_>>()
            .join("\n"),
        Form::Yes => {
            if value == &Value::Bool(true) {
                "はい".into()
            } else {
                String::new()
            }
        }
        Form::Words => value.as_str().map_or_else(|| texts(value).join(", "), str::to_owned),
        Form::Alternative => format!("{} / {}", get("group"), get("by")),
        Form::Duty => ["actor", "recipient", "when", "deadline"].map(get).join(" ／ "),
        Form::Lines => lines(value.as_array().map_or(&[], Vec::as_slice)),
    }
}

fn lines(items: &[Value]) -> String {
    items.iter().map(Value::to_string).collect::<Vec<_>>().join("\n")
}

fn unwritten(text: &str, form: Form) -> Result<Value, String> {
    Ok(match form {
        Form::Text => text.into(),
        Form::List => items(text),
        Form::Yes => (text == "はい").into(),
        Form::Words => text.split(", ").map(Value::from).collect(),
        Form::Alternative => {
            let (group, by) = text.rsplit_once(" / ").ok_or_else(|| text.to_owned())?;
            let by = by.parse().map_err(|_| by.to_owned())?;
            serde_json::to_value(Alternative { group: group.into(), by }).map_err(|e| e.to_string())?
        }
        Form::Duty => {
            let mut parts =
                text.split(" ／ ").map(|part| Some(part.to_owned()).filter(|part| !part.is_empty()));
            let mut next = || parts.next().flatten();
            let duty = Duty { actor: next(), recipient: next(), when: next(), deadline: next() };
            serde_json::to_value(duty).map_err(|e| e.to_string())?
        }
        Form::Lines => {
            let values: Result<Vec<Value>, _> = text.lines().map(serde_json::from_str).collect();
            Value::Array(values.map_err(|e| e.to_string())?)
        }
    })
}

fn items(text: &str) -> Value {
    let mut found: Vec<String> = Vec::new();
    for line in text.split('\n') {
        match (line.strip_prefix('・'), found.last_mut()) {
            (Some(item), _) => found.push(item.to_owned()),
            (None, Some(last)) => {
                last.push('\n');
                last.push_str(line.strip_prefix('　').unwrap_or(line));
            }
            (None, None) => found.push(line.to_owned()),
        }
    }
    found.into()
}

/// Whether Tenken wrote this book: the sheets, or the marks between them in a CSV.
pub fn is_own(book: &Book) -> bool {
    let sheet = |name: &str| book.sheets.iter().any(|sheet| sheet.name == name);
    let first = book.sheets.first().map_or("", |sheet| sheet.cell(0, 0));
    (sheet(CONTROLS) && sheet(SECTIONS) && sheet(HEAD)) || first == mark(CONTROLS)
}

fn mark(name: &str) -> String {
    format!("［{name}］")
}

pub fn csv(tables: &Tables) -> Result<Vec<u8>> {
    let broken = |e: csv::Error| Error::internal(e.to_string());
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for grid in &tables.0 {
        writer.write_record([mark(&grid.name)]).map_err(broken)?;
        for row in &grid.rows {
            writer.write_record(row.iter().map(|cell| harmless(cell))).map_err(broken)?;
        }
    }
    let text = writer.into_inner().map_err(|e| Error::internal(e.to_string()))?;
    // Excel takes a CSV for Shift_JIS unless it begins with this.
    Ok([b"\xEF\xBB\xBF".as_slice(), &text].concat())
}

/// Excel runs a cell that begins like a formula; an apostrophe before it says that it is text.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\'', '\t']) { format!("'{cell}") } else { cell.to_owned() }
}

/// The tables of a book that Tenken wrote.
fn grids(book: &Book) -> Vec<Grid> {
    if book.sheets.iter().any(|sheet| sheet.name == CONTROLS) {
        let grid = |sheet: &Sheet| Grid { name: sheet.name.clone(), rows: sheet.rows.clone() };
        return book.sheets.iter().map(grid).collect();
    }
    let mut found: Vec<Grid> = Vec::new();
    for row in book.sheets.iter().flat_map(|sheet| &sheet.rows) {
        let name = [CONTROLS, SECTIONS, HEAD].into_iter().find(|name| row.first() == Some(&mark(name)));
        let plain = |cell: &String| cell.strip_prefix('\'').unwrap_or(cell).to_owned();
        match (name, found.last_mut()) {
            (Some(name), _) => found.push(Grid { name: name.into(), rows: Vec::new() }),
            (None, Some(grid)) => grid.rows.push(row.iter().map(plain).collect()),
            (None, None) => {}
        }
    }
    found
}

pub fn read(file: &str, book: &Book) -> Result<Catalogue> {
    let grids = grids(book);
    let mut faults = Vec::new();
    let get = |name: &str| grids.iter().find(|grid| grid.name == name).map_or(&[][..], |grid| &grid.rows);
    let mut about = head(get(HEAD));
    let mut sections: Vec<Map<String, Value>> = fields(file, SECTIONS, get(SECTIONS), SECTION, &mut faults);
    let mut controls: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    let known: BTreeSet<String> = sections.iter().map(id_of).collect();
    for mut control in fields(file, CONTROLS, get(CONTROLS), CONTROL, &mut faults) {
        let section = control.remove("section").unwrap_or_default().as_str().unwrap_or_default().to_owned();
        if !known.contains(&section) {
            let what = What::NoSuch { thing: "section".into(), id: section.clone() };
            faults.push(Fault { file: file.into(), line: None, column: None, place: id_of(&control), what });
        }
        controls.entry(section).or_default().push(Value::Object(control));
    }
    for section in &mut sections {
        let own = controls.remove(&id_of(section)).unwrap_or_default();
        section.insert("controls".into(), Value::Array(own));
    }
    about.insert("sections".into(), sections.into_iter().map(Value::Object).collect());
    if !faults.is_empty() {
        return Err(refused(file, faults));
    }
    serde_json::from_value(Value::Object(about)).map_err(|e| {
        let what = What::Syntax { detail: e.to_string() };
        refused(file, vec![Fault { file: file.into(), line: None, column: None, place: String::new(), what }])
    })
}

fn id_of(fields: &Map<String, Value>) -> String {
    fields.get("id").and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// Everything of the catalogue but its sections.
fn head(rows: &[Vec<String>]) -> Map<String, Value> {
    const LISTS: &[&str] = &["grades", "blanks", "profile_questions"];
    let mut about = Map::new();
    let mut inner = Map::new();
    for row in rows.iter().skip(1) {
        let (Some(key), Some(text)) = (row.first(), row.get(1)) else {
            continue;
        };
        if LISTS.contains(&key.as_str()) {
            about.insert(key.clone(), unwritten(text, Form::Lines).unwrap_or_default());
        } else if key == "own_scale" {
            about.insert(key.clone(), serde_json::from_str(text).unwrap_or_default());
        } else {
            inner.insert(key.clone(), text.clone().into());
        }
    }
    about.insert("catalogue".into(), Value::Object(inner));
    about
}

fn fields(
    file: &str,
    name: &str,
    rows: &[Vec<String>],
    columns: &[Column],
    faults: &mut Vec<Fault>,
) -> Vec<Map<String, Value>> {
    let headings = rows.first().map_or(&[][..], Vec::as_slice);
    let mut found = Vec::new();
    for (number, row) in rows.iter().enumerate().skip(1) {
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let mut fields = Map::new();
        for (at, (heading, text)) in
            headings.iter().zip(row).enumerate().filter(|(_, (_, text))| !text.is_empty())
        {
            let Some((key, _, form, _)) = columns.iter().find(|column| column.1 == heading) else {
                continue;
            };
            match unwritten(text, *form) {
                Ok(value) => _ = fields.insert((*key).into(), value),
                Err(detail) => {
                    let place = format!("{name}!{}", crate::spreadsheet::cell_name(number, at));
                    faults.push(Fault {
                        file: file.into(),
                        line: None,
                        column: None,
                        place,
                        what: What::Syntax { detail },
                    });
                }
            }
        }
        // A text that must be there, though it may be empty.
        for key in ["title", "practice", "id"].into_iter().filter(|key| columns.iter().any(|c| c.0 == *key)) {
            fields.entry(key).or_insert_with(|| "".into());
        }
        found.push(fields);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_with_line_ends_come_back() {
        for list in [vec!["一つ"], vec!["一つ", "二つ\n続き"], vec!["\n", "x"]] {
            let value: Value = list.iter().map(|item| Value::from(*item)).collect();
            assert_eq!(unwritten(&written(&value, Form::List), Form::List).unwrap(), value);
        }
    }

    #[test]
    fn formulas_are_text() {
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("当院"), "当院");
    }
}
