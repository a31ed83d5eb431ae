//! Any spreadsheet with a row of headings: which sheet, which row, which column means what, and then row by row.

use std::collections::{BTreeMap, BTreeSet};

use super::headings::{Field, Headings};
use super::ids::Ids;
use super::{Choices, Column, Draft, FileKind, Note, Noted, first_line, plain_id, some};
use crate::catalogue::fold;
use crate::catalogue::model::{Catalogue, Clause, Control, Grade, Head, Section};
use crate::spreadsheet::{Book, Sheet, column_name, column_number};
use crate::{Error, Result};

/// Headings stand near the top, and take up to this many rows.
const SEARCHED: usize = 40;
const TALLEST: usize = 3;

/// Where the headings are and what they mean.
struct Layout {
    /// The first row below the headings.
    body: usize,
    columns: Vec<Column>,
    fields: BTreeMap<Field, Vec<usize>>,
}

pub fn read(file: &str, book: Book, choices: &Choices) -> Result<Draft> {
    let (layout, sheet) = best(file, book, choices)?;
    Ok(Reading::new(file, sheet.name).read(layout, sheet.rows))
}

/// The sheet whose headings are understood best, its merged cells filled.
fn best(file: &str, book: Book, choices: &Choices) -> Result<(Layout, Sheet)> {
    let mut best: Option<(Layout, Sheet)> = None;
    for mut sheet in book.sheets {
        if choices.sheet.as_ref().is_some_and(|wanted| *wanted != sheet.name) {
            continue;
        }
        sheet.fill_merges();
        let Some(layout) = layout(&sheet, choices)? else {
            continue;
        };
        let is_better = best.as_ref().is_none_or(|(other, rows)| {
            (layout.fields.len(), sheet.rows.len()) > (other.fields.len(), rows.rows.len())
        });
        if is_better {
            best = Some((layout, sheet));
        }
    }
    best.ok_or_else(|| Error::NoHeadings {
        path: file.into(), wanted: "実施項目, 項目, title, …".into()
    })
}

/// One row of a spreadsheet, by field; what is written once for many rows is carried down.
pub struct Laid {
    /// As the spreadsheet counts.
    pub row: usize,
    pub cells: BTreeMap<Field, String>,
}

/// The rows of the best understood sheet, without making a catalogue of them.
pub fn lay(file: &str, book: Book) -> Result<Vec<Laid>> {
    let (layout, sheet) = best(file, book, &Choices::default())?;
    let mut carried: BTreeMap<Field, String> = BTreeMap::new();
    let mut rows = Vec::new();
    for number in layout.body..sheet.rows.len() {
        let mut cells: BTreeMap<Field, String> = BTreeMap::new();
        for (field, columns) in &layout.fields {
            let texts: Vec<&str> = columns
                .iter()
                .map(|column| sheet.cell(number, *column).trim())
                .filter(|t| !t.is_empty())
                .collect();
            if !texts.is_empty() {
                cells.insert(*field, texts.join("\n"));
            }
        }
        if cells.is_empty() {
            continue;
        }
        carried.extend(cells.iter().filter(|(field, _)| field.carries_down()).map(|(f, t)| (*f, t.clone())));
        let below =
            carried.iter().filter(|(field, _)| !cells.contains_key(field)).map(|(f, t)| (*f, t.clone()));
        let below: Vec<_> = below.collect();
        cells.extend(below);
        rows.push(Laid { row: number + 1, cells });
    }
    Ok(rows)
}

/// The row of headings that is understood best; the first and the shortest of equals.
fn layout(sheet: &Sheet, choices: &Choices) -> Result<Option<Layout>> {
    let headings = Headings::get()?;
    let mut best: Option<Layout> = None;
    for top in 0..sheet.rows.len().min(SEARCHED) {
        // Below understood headings stand the rows themselves, some of which look like headings too.
        if best.as_ref().is_some_and(|best| top > best.body) {
            break;
        }
        for height in 1..=TALLEST.min(sheet.rows.len() - top) {
            let found = understood(sheet, top, height, headings, choices)?;
            let named = found.fields.contains_key(&Field::Practice)
                || found.fields.contains_key(&Field::Question)
                || found.fields.contains_key(&Field::Statement);
            // One lucky word is no row of headings, unless the person has said which column is which.
            let enough = found.fields.len() >= 2 || !choices.columns.is_empty();
            if named && enough && best.as_ref().is_none_or(|best| found.fields.len() > best.fields.len()) {
                best = Some(found);
            }
        }
    }
    Ok(best)
}

fn understood(
    sheet: &Sheet,
    top: usize,
    height: usize,
    headings: &Headings,
    choices: &Choices,
) -> Result<Layout> {
    let by_hand = by_hand(choices)?;
    let mut columns = Vec::new();
    let mut fields: BTreeMap<Field, Vec<usize>> = BTreeMap::new();
    for number in 0..sheet.width() {
        let heading = heading(sheet, top, height, number);
        let chosen = by_hand.get(&number).copied();
        let taken = |field: Field| {
            !field.may_repeat() && (fields.contains_key(&field) || by_hand.values().any(|f| *f == field))
        };
        let lowest = sheet.cell(top + height - 1, number);
        let guessed =
            headings.field(lowest).or_else(|| headings.field(&heading)).filter(|field| !taken(*field));
        let field = chosen.or(guessed);
        if let Some(field) = field {
            fields.entry(field).or_default().push(number);
        }
        if !heading.is_empty() || chosen.is_some() {
            columns.push(Column { column: column_name(number), heading, field });
        }
    }
    Ok(Layout { body: top + height, columns, fields })
}

fn by_hand(choices: &Choices) -> Result<BTreeMap<usize, Field>> {
    let column = |(field, name): (&Field, &String)| {
        let number = column_number(name.trim());
        number
            .map(|number| (number, *field))
            .ok_or_else(|| Error::Invalid { field: "column".into(), detail: name.clone() })
    };
    choices.columns.iter().map(column).collect()
}

/// Headings over several rows, read downwards; a merged one is read once.
fn heading(sheet: &Sheet, top: usize, height: usize, column: usize) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for row in top..top + height {
        let part = sheet.cell(row, column).trim();
        if !part.is_empty() && parts.last() != Some(&part) {
            parts.push(part);
        }
    }
    parts.join(" ")
}

struct Reading<'a> {
    file: &'a str,
    sheet: String,
    notes: Vec<Note>,
    ids: Ids,
    made: usize,
    sections: Vec<Section>,
    /// Table, number and title → its section.
    known: BTreeMap<(String, String, String), usize>,
    grades: BTreeSet<String>,
}

/// One row on its way into a control: each text is taken out, not copied.
struct Cells<'a> {
    row: Vec<String>,
    fields: &'a BTreeMap<Field, Vec<usize>>,
}

impl Cells<'_> {
    fn columns(&self, field: Field) -> &[usize] {
        self.fields.get(&field).map_or(&[], Vec::as_slice)
    }

    /// The first text of a field, looked at.
    fn see(&self, field: Field) -> &str {
        let texts = self.columns(field).iter().filter_map(|column| self.row.get(*column));
        texts.map(|text| text.trim()).find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// All texts of a field.
    fn take(&mut self, field: Field) -> Vec<String> {
        let columns = self.fields.get(&field).map_or(&[][..], Vec::as_slice);
        let mut taken = Vec::with_capacity(columns.len());
        for column in columns {
            let Some(text) = self.row.get_mut(*column).map(std::mem::take) else {
                continue;
            };
            let bare = text.trim().len();
            if bare > 0 {
                taken.push(if bare == text.len() { text } else { text.trim().to_owned() });
            }
        }
        taken
    }

    /// The texts of a field as one.
    fn text(&mut self, field: Field) -> String {
        let mut texts = self.take(field);
        if texts.len() == 1 { texts.pop().unwrap_or_default() } else { texts.join("\n") }
    }

    fn some(&mut self, field: Field) -> Option<String> {
        Some(self.text(field)).filter(|text| !text.is_empty())
    }

    /// What stands there beside what is carried down.
    fn rest(&self) -> String {
        let texts = self.fields.iter().filter(|(field, _)| !field.carries_down());
        let cells = texts.flat_map(|(_, columns)| columns.iter().filter_map(|column| self.row.get(*column)));
        cells.map(|text| text.trim()).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

impl<'a> Reading<'a> {
    fn new(file: &'a str, sheet: String) -> Self {
        Self {
            file,
            sheet,
            notes: Vec::new(),
            ids: Ids::default(),
            made: 0,
            sections: Vec::new(),
            known: BTreeMap::new(),
            grades: BTreeSet::new(),
        }
    }

    fn read(mut self, layout: Layout, rows: Vec<Vec<String>>) -> Draft {
        for column in layout.columns.iter().filter(|column| column.field.is_none()) {
            let what = Noted::ColumnNotUnderstood { heading: column.heading.clone() };
            self.notes.push(Note { place: column.column.clone(), what });
        }
        let mut carried: BTreeMap<Field, String> = BTreeMap::new();
        for (number, row) in rows.into_iter().enumerate().skip(layout.body) {
            self.row(number, Cells { row, fields: &layout.fields }, &mut carried);
        }
        if self.made > 0 {
            let what = Noted::IdsMade { count: self.made };
            self.notes.push(Note { place: self.sheet.clone(), what });
        }
        let title = self.file.rsplit_once('.').map_or(self.file, |(stem, _)| stem).to_owned();
        let head = Head {
            id: plain_id(&title),
            title,
            version: "1".into(),
            language: "ja".into(),
            source: Some(format!("{} {}", self.file, self.sheet)),
            scale: "conformance".into(),
            ..Head::default()
        };
        let own_grades = self.grades.iter().any(|grade| !["A", "B", "C"].contains(&grade.as_str()));
        let grade = |id: String| Grade { label: id.clone(), id, ..Grade::default() };
        let grades = if own_grades { self.grades.into_iter().map(grade).collect() } else { Vec::new() };
        let catalogue = Catalogue { head, grades, sections: self.sections, ..Catalogue::default() };
        Draft {
            kind: FileKind::Sheet,
            catalogues: vec![catalogue],
            columns: layout.columns,
            notes: self.notes,
            ..Draft::default()
        }
    }

    fn row(&mut self, number: usize, mut cells: Cells<'_>, carried: &mut BTreeMap<Field, String>) {
        for field in [Field::Table, Field::SectionNumber, Field::Domain] {
            let here = cells.see(field);
            if !here.is_empty() && carried.get(&field).is_none_or(|old| old != here) {
                // A new table begins its numbers and domains anew.
                if field == Field::Table {
                    carried.clear();
                }
                carried.insert(field, here.to_owned());
            }
        }
        let practice =
            match [Field::Practice, Field::Question, Field::Statement].map(|field| cells.see(field)) {
                ["", "", ""] => return self.unnamed(number, &cells),
                ["", "", text] | ["", text, _] => first_line(text),
                _ => cells.take(Field::Practice).into_iter().next().unwrap_or_default(),
            };
        let id = self.own_id(cells.see(Field::Id), cells.see(Field::SectionNumber), number);
        let mark = cells.text(Field::Grade);
        let grade = grades(&mark);
        for one in grade.iter().filter(|one| !self.grades.contains(*one)).cloned().collect::<Vec<_>>() {
            self.grades.insert(one);
        }
        let control = Control {
            id,
            section_number: carried.get(&Field::SectionNumber).cloned().unwrap_or_default(),
            domain: carried.get(&Field::Domain).cloned().unwrap_or_default(),
            practice,
            grade_mark: some(&mark).filter(|mark| grade != [mark.as_str()]),
            grade,
            question: cells.text(Field::Question),
            statement: cells.some(Field::Statement),
            technical: items(cells.take(Field::Technical)),
            operational: items(cells.take(Field::Operational)),
            proof: items(cells.take(Field::Proof)),
            source: cells.text(Field::Source),
            note: cells.some(Field::Note),
            clauses: clauses(cells.take(Field::Clause)),
            ..Control::default()
        };
        let at = self.section(carried);
        if let Some(section) = self.sections.get_mut(at) {
            section.controls.push(control);
        }
    }

    /// A row without a name: nothing, a heading repeated on the next page, or something to tell of.
    fn unnamed(&mut self, number: usize, cells: &Cells<'_>) {
        let text = cells.rest();
        if !text.is_empty() {
            let what = Noted::RowWithoutName { text: first_line(&text) };
            self.notes.push(Note { place: (number + 1).to_string(), what });
        }
    }

    /// The file's id; else its number where that is one of a kind; else the row's number.
    fn own_id(&mut self, id: &str, number: &str, row: usize) -> String {
        let by_number = Some(number).filter(|n| id.is_empty() && !n.is_empty() && !self.ids.has(n));
        let wanted = if id.is_empty() { by_number.map(str::to_owned) } else { Some(id.to_owned()) };
        let base = wanted.clone().unwrap_or_else(|| {
            self.made += 1;
            format!("R{}", row + 1)
        });
        self.ids.take_noting(&base, &(row + 1).to_string(), &mut self.notes)
    }

    fn section(&mut self, carried: &BTreeMap<Field, String>) -> usize {
        let get = |field: Field| carried.get(&field).cloned().unwrap_or_default();
        let (table, domain) = (get(Field::Table), get(Field::Domain));
        // Where there are domains they are the sections; a number may then belong to the row alone.
        let number = if domain.is_empty() { String::new() } else { section_part(&get(Field::SectionNumber)) };
        let key = (table.clone(), number.clone(), domain.clone());
        if let Some(at) = self.known.get(&key) {
            return *at;
        }
        let at = self.sections.len();
        let titles = [some(&domain), some(&table), some(&self.sheet)];
        let title = titles.into_iter().flatten().next().unwrap_or_else(|| "-".into());
        let id = format!("S{}", at + 1);
        self.sections.push(Section { id, table: some(&table), number, title, ..Section::default() });
        self.known.insert(key, at);
        at
    }
}

/// ① stays; 1-2 and 3.4 are rows of section 1 and 3.
fn section_part(number: &str) -> String {
    number.split(['-', '.', '－', '．']).next().unwrap_or_default().trim().to_owned()
}

/// `Ａ`, `A・C`, `必須`: one grade or several; widths do not matter.
fn grades(mark: &str) -> Vec<String> {
    let folded: String = fold(mark).to_uppercase();
    let mut found: Vec<String> = Vec::new();
    for part in
        folded.split(['/', ',', '、', '・', '･', '\n', ' ']).map(str::trim).filter(|part| !part.is_empty())
    {
        if !found.iter().any(|known| known == part) {
            found.push(part.to_owned());
        }
    }
    found
}

/// A list written into one cell: every line begins with a mark. Otherwise the cell is one item.
fn items(cells: Vec<String>) -> Vec<String> {
    let mut found = Vec::with_capacity(cells.len());
    for cell in cells {
        if !cell.contains('\n') {
            found.push(cell);
            continue;
        }
        let lines: Vec<&str> = cell.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        if lines.len() > 1 && lines.iter().all(|line| begins_item(line)) {
            let bare = |line: &&str| line.trim_start_matches(['・', '･', '●', '-', '*', '•', ' ']).to_owned();
            found.extend(lines.iter().map(bare));
        } else {
            found.push(cell);
        }
    }
    found
}

fn begins_item(line: &str) -> bool {
    let first = line.chars().next().unwrap_or_default();
    "・･●-*•①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮(（".contains(first) || first.is_ascii_digit()
}

/// Foreign clauses have no blanks of ours: braces stay text.
fn clauses(cells: Vec<String>) -> Vec<Clause> {
    let plain = |text: String| if text.contains("{{") { text.replace("{{", "{ {") } else { text };
    cells.into_iter().map(|text| Clause { audience: Vec::new(), text: plain(text) }).collect()
}
