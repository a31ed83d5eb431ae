//! The official wording beside ours: a person who holds the ministry's file lays it over a catalogue. The catalogue
//! itself, and its hash, stay as they are.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::compare::likeness;
use super::fold::bare;
use super::guest::{Field, Laid};
use super::model::{Catalogue, Control};
use crate::Result;
use crate::spreadsheet::Book;

/// Control id → field → the official words.
pub type Texts = BTreeMap<String, BTreeMap<Field, String>>;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Overlay {
    pub texts: Texts,
    /// Rows of the file that belong to no control: row number and what stands there.
    pub unmatched: Vec<(usize, String)>,
}

/// A number alone is not enough where several rows share it: then the name must be close.
const CLOSE: f64 = 0.6;

pub fn read(file: &str, book: Book, catalogue: &Catalogue) -> Result<Overlay> {
    let mut overlay = Overlay::default();
    for laid in super::guest::lay(file, book)? {
        let Laid { row, cells } = laid;
        if let Some(control) = owner(&cells, catalogue) {
            let wording =
                cells.into_iter().filter(|(field, text)| carries_wording(*field) && !text.is_empty());
            overlay.texts.entry(control.id.clone()).or_default().extend(wording);
        } else {
            let shown = [Field::Practice, Field::Statement, Field::SectionNumber];
            let text = shown.iter().find_map(|field| cells.get(field)).cloned().unwrap_or_default();
            overlay.unmatched.push((row, text));
        }
    }
    overlay.texts.retain(|_, texts| !texts.is_empty());
    Ok(overlay)
}

const fn carries_wording(field: Field) -> bool {
    !matches!(field, Field::Id | Field::Table | Field::SectionNumber | Field::Grade)
}

fn owner<'a>(cells: &BTreeMap<Field, String>, catalogue: &'a Catalogue) -> Option<&'a Control> {
    let get = |field: Field| cells.get(&field).map(String::as_str).filter(|text| !text.is_empty());
    if let Some(found) = get(Field::Id).and_then(|id| catalogue.find(id)) {
        return Some(found);
    }
    let number = get(Field::SectionNumber).map(bare);
    let of_number = |control: &&Control| number.as_ref().is_none_or(|n| bare(&control.section_number) == *n);
    let practice = get(Field::Practice);
    let mut candidates: Vec<&Control> = catalogue.controls().filter(of_number).collect();
    if let (Some(_), None, [one]) = (&number, practice, candidates.as_slice()) {
        return Some(one);
    }
    let name = practice?;
    let alike = |control: &Control| likeness(&control.practice, name);
    candidates.sort_by(|a, b| alike(b).total_cmp(&alike(a)));
    // Two rows of one name and number cannot be told apart: neither is guessed.
    let best = candidates.first().copied().filter(|control| alike(control) >= CLOSE)?;
    let twin = candidates.get(1).is_some_and(|second| bare(&second.practice) == bare(&best.practice));
    (!twin).then_some(best)
}
