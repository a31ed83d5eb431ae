//! A workbook as its reader hands it over: every cell as the text a person sees.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Book {
    pub sheets: Vec<Sheet>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    pub name: String,
    /// From the first row of the sheet; a row ends at its last filled cell.
    pub rows: Vec<Vec<String>>,
    pub merges: Vec<Merge>,
}

/// Counted from 0, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    pub top: usize,
    pub left: usize,
    pub bottom: usize,
    pub right: usize,
}

/// Why a file was not read. The detail names the sheet and the cell where there is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", content = "detail", rename_all = "snake_case")]
pub enum Refusal {
    TooBig(String),
    Unreadable(String),
    Locked,
    Encoding(String),
}

impl Sheet {
    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.rows.get(row).and_then(|cells| cells.get(column)).map_or("", String::as_str)
    }

    pub fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// Puts a merged region's text into each of its cells, as a reader's eye does.
    pub fn fill_merges(&mut self) {
        for merge in std::mem::take(&mut self.merges) {
            let text = self.cell(merge.top, merge.left).to_owned();
            if text.is_empty() {
                continue;
            }
            for row in self.rows.iter_mut().take(merge.bottom + 1).skip(merge.top) {
                for column in merge.left..=merge.right.min(MOST_COLUMNS) {
                    put(row, column, text.clone());
                }
            }
        }
    }
}

pub const MOST_ROWS: usize = 200_000;
/// Excel's own; honest sheets have a stray cell far to the right.
pub const MOST_COLUMNS: usize = 16_384;
/// Cells with the empty ones before them in their rows: a few far to the right are honest, one in every row is not.
pub const MOST_CELLS: usize = 4_000_000;
pub const MOST_SHEETS: usize = 200;
/// Characters of all cells together.
pub const MOST_TEXT: usize = 64 << 20;

/// Answers by how many cells the row has grown.
pub(super) fn put(row: &mut Vec<String>, column: usize, text: String) -> usize {
    let grown = (column + 1).saturating_sub(row.len());
    row.resize(row.len() + grown, String::new());
    if let Some(cell) = row.get_mut(column) {
        *cell = text;
    }
    grown
}

/// `B12`
pub fn cell_name(row: usize, column: usize) -> String {
    format!("{}{}", column_name(column), row + 1)
}

pub fn column_name(mut column: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + u8::try_from(column % 26).unwrap_or(0)));
        column /= 26;
        if column == 0 {
            break;
        }
        column -= 1;
    }
    letters.iter().rev().collect()
}

/// `D` → 3
pub fn column_number(name: &str) -> Option<usize> {
    let letters = !name.is_empty() && name.len() <= 3 && name.chars().all(|c| c.is_ascii_alphabetic());
    letters.then(|| {
        let digit = |c: char| usize::from(c.to_ascii_uppercase() as u8 - b'A') + 1;
        name.chars().fold(0, |sum, c| sum * 26 + digit(c)) - 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_spreadsheets_name_them() {
        for (number, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_name(number), name);
            assert_eq!(column_number(name), Some(number));
        }
        assert_eq!(column_number("A1"), None);
    }
}
