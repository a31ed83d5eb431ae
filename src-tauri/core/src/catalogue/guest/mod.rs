//! Catalogues of strangers: spreadsheets, CISO Assistant libraries, OSCAL, and our own files. Each becomes a draft:
//! what would come in, and what was not understood. Nothing is stored here.

mod ciso;
mod ciso_sheet;
mod headings;
mod ids;
mod oscal;
pub(super) mod oscal_model;
mod sheet;

pub use oscal_model::NAMESPACE;

use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use strum::{IntoStaticStr, VariantNames};
use ts_rs::TS;

use super::fault::refused;
use super::model::Catalogue;
use super::pack::{self, Pack};
use super::{Fault, Mapping, What, check, load, table};
use crate::error::{IoContext, display};
use crate::{Error, Result, spreadsheet};

pub use headings::Field;
pub use sheet::{Laid, lay};

/// What a person decides about a file before it comes in.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Choices {
    pub id: Option<String>,
    pub title: Option<String>,
    pub version: Option<String>,
    /// Which sheet; the one whose headings are understood best where none is named.
    pub sheet: Option<String>,
    /// Columns chosen by hand: field → column letter.
    pub columns: std::collections::BTreeMap<Field, String>,
    /// Which translation, where the file brings several.
    pub language: Option<String>,
    /// OSCAL profiles to read grades from.
    pub profiles: Vec<String>,
}

/// What would come in.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct Draft {
    pub kind: FileKind,
    pub catalogues: Vec<Catalogue>,
    pub mappings: Vec<Mapping>,
    /// How the columns of a spreadsheet were understood.
    pub columns: Vec<Column>,
    pub notes: Vec<Note>,
    /// Files of a pack that are neither catalogue nor mapping: registers, documents.
    #[serde(skip)]
    #[ts(skip)]
    pub pack: Option<Pack>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS, IntoStaticStr, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum FileKind {
    #[default]
    Toml,
    Pack,
    /// A table that Tenken wrote.
    OwnTable,
    Sheet,
    CisoAssistant,
    Oscal,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Column {
    /// `D`
    pub column: String,
    pub heading: String,
    /// Nothing: the heading was not understood.
    pub field: Option<Field>,
}

/// Something a person should know before saying yes. Its sentence is `import-<code>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Note {
    pub place: String,
    pub what: Noted,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, IntoStaticStr, VariantNames)]
#[serde(tag = "code", content = "params", rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Noted {
    /// A row that has text and no name: left out.
    RowWithoutName {
        text: String,
    },
    ColumnNotUnderstood {
        heading: String,
    },
    /// The file gives no ids: they were made from row numbers.
    IdsMade {
        count: usize,
    },
    IdTwice {
        id: String,
        now: String,
    },
    /// Parts of the file that have no place here.
    LeftOut {
        thing: String,
        count: usize,
    },
    /// A value that another part of the file should have explained.
    Unexplained {
        thing: String,
        value: String,
    },
}

impl Noted {
    pub fn code(&self) -> &'static str {
        self.into()
    }
}

/// No longer file is read as text.
const LONGEST: u64 = 64 << 20;

/// Reads a file of any kind that is known. What it is, is told by its content, not its name.
pub fn read(path: &Path, choices: &Choices) -> Result<Draft> {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let length = std::fs::metadata(path).doing("read", path)?.len();
    if length > LONGEST {
        let detail = format!("{} MB > {} MB", length >> 20, LONGEST >> 20);
        return Err(Error::SheetTooBig { path: display(path), detail });
    }
    let bytes = std::fs::read(path).doing("read", path)?;
    let mut draft = match kind_of(&name, &bytes) {
        Some(Kind::Pack) => from_pack(pack::read(&name, bytes)?)?,
        Some(Kind::Toml) => toml(&name, text(path, bytes)?)?,
        Some(Kind::Json) => json(&name, &text(path, bytes)?, path, choices)?,
        Some(Kind::Yaml) => ciso::read(&name, &text(path, bytes)?, choices)?,
        Some(Kind::Table) => {
            let book = spreadsheet::read(path)?;
            if table::is_own(&book) {
                let catalogue = table::read(&name, &book)?;
                Draft { kind: FileKind::OwnTable, catalogues: vec![catalogue], ..Draft::default() }
            } else if ciso_sheet::is_one(&book) {
                ciso_sheet::read(&name, &book, choices)?
            } else {
                sheet::read(&name, book, choices)?
            }
        }
        None => return Err(Error::UnknownFormat { path: display(path) }),
    };
    named(&mut draft, choices);
    whole(&name, &draft)?;
    Ok(draft)
}

enum Kind {
    Pack,
    Toml,
    Json,
    Yaml,
    Table,
}

fn kind_of(name: &str, bytes: &[u8]) -> Option<Kind> {
    let extension = name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(if pack::is_one(bytes) { Kind::Pack } else { Kind::Table });
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Some(Kind::Table);
    }
    match extension.as_str() {
        "toml" => Some(Kind::Toml),
        "yaml" | "yml" => Some(Kind::Yaml),
        "json" => Some(Kind::Json),
        "csv" | "tsv" | "txt" => Some(Kind::Table),
        _ => None,
    }
}

fn text(path: &Path, bytes: Vec<u8>) -> Result<String> {
    let broken = |e: &std::string::FromUtf8Error| {
        let good = e.utf8_error().valid_up_to();
        let line = e.as_bytes().iter().take(good).filter(|b| **b == b'\n').count() + 1;
        Error::SheetEncoding { path: display(path), detail: format!("UTF-8: {line}") }
    };
    let text = String::from_utf8(bytes).map_err(|e| broken(&e))?;
    Ok(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text))
}

fn toml(name: &str, text: String) -> Result<Draft> {
    let catalogue = load::catalogue(name, &text)?;
    Ok(Draft { catalogues: vec![catalogue], ..Draft::default() })
}

pub fn from_pack(pack: Pack) -> Result<Draft> {
    let (catalogues, mappings) = pack.contents()?;
    Ok(Draft { kind: FileKind::Pack, catalogues, mappings, pack: Some(pack), ..Draft::default() })
}

fn json(name: &str, text: &str, path: &Path, choices: &Choices) -> Result<Draft> {
    let value: Value =
        serde_json::from_str(text).map_err(|e| syntax(name, e.line(), e.column(), e.to_string()))?;
    let has = |key: &str| value.get(key).is_some();
    if has("catalog") {
        let profiles: Vec<Value> =
            choices.profiles.iter().map(|file| profile(file)).collect::<Result<_>>()?;
        return oscal::read(name, value, &profiles);
    }
    if has("objects") {
        return ciso::read(name, text, choices);
    }
    Err(Error::UnknownFormat { path: display(path) })
}

fn profile(file: &str) -> Result<Value> {
    let path = Path::new(file);
    let text = text(path, std::fs::read(path).doing("read", path)?)?;
    serde_json::from_str(&text).map_err(|e| syntax(file, e.line(), e.column(), e.to_string()))
}

fn syntax(file: &str, line: usize, column: usize, detail: String) -> Error {
    let number = |n: usize| u32::try_from(n).ok().filter(|n| *n > 0);
    let what = What::Syntax { detail };
    let fault =
        Fault { file: file.into(), line: number(line), column: number(column), place: String::new(), what };
    refused(file, vec![fault])
}

/// What the person chose stands above what the file says.
fn named(draft: &mut Draft, choices: &Choices) {
    let [catalogue] = draft.catalogues.as_mut_slice() else {
        return;
    };
    let head = &mut catalogue.head;
    for (chosen, field) in [
        (&choices.id, &mut head.id),
        (&choices.title, &mut head.title),
        (&choices.version, &mut head.version),
    ] {
        if let Some(chosen) = chosen {
            chosen.clone_into(field);
        }
    }
}

/// A draft that could not be stored is no draft: the rules of a catalogue hold for guests too.
fn whole(file: &str, draft: &Draft) -> Result<()> {
    if draft.catalogues.is_empty() && draft.mappings.is_empty() {
        return Err(Error::NothingToImport { path: file.into() });
    }
    let mut faults = Vec::new();
    for catalogue in &draft.catalogues {
        for (pointer, what) in check::catalogue(catalogue) {
            let place = place(catalogue, &pointer);
            faults.push(Fault { file: file.into(), line: None, column: None, place, what });
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(refused(file, faults)) }
}

/// `/sections/3/controls/2/grade` → `F1-03 grade`
fn place(catalogue: &Catalogue, pointer: &str) -> String {
    let steps: Vec<&str> = pointer.split('/').skip(1).collect();
    let number = |n: usize| steps.get(n).and_then(|step| step.parse::<usize>().ok());
    let section = number(1).and_then(|n| catalogue.sections.get(n));
    let control = section.zip(number(3)).and_then(|(section, n)| section.controls.get(n));
    let id = control.map(|c| &c.id).or(section.map(|s| &s.id));
    let key = steps.iter().rev().find(|step| step.parse::<usize>().is_err()).unwrap_or(&"");
    id.map_or_else(|| (*key).to_owned(), |id| format!("{id} {key}"))
}

/// An id that may stand in a catalogue's head.
fn plain_id(text: &str) -> String {
    let folded: String = super::fold(text)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || "-._".contains(c) { c } else { '-' })
        .collect();
    let parts: Vec<&str> = folded.split('-').filter(|part| !part.is_empty()).collect();
    let id: String = parts.join("-").chars().take(80).collect();
    if id.is_empty() { "imported".into() } else { id }
}

/// The first line of a text as a name, not longer than a name is.
fn first_line(text: &str) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let mut name: String = line.chars().take(120).collect();
    if line.chars().count() > 120 {
        name.push('…');
    }
    name
}

fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
