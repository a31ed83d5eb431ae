//! A portfolio as a table for a spreadsheet.

use super::portfolio::{By, Portfolio};
use crate::register::Cell;

/// Facilities by sections; where it is masked, groups. Its headings, and its rows.
pub fn table(all: &Portfolio, masked: bool) -> (Vec<String>, Vec<Vec<Cell>>) {
    if masked { of_groups(all) } else { of_facilities(all) }
}

fn words(all: &[&str]) -> Vec<String> {
    all.iter().map(|one| (*one).to_owned()).collect()
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn rate(rate: Option<u32>) -> Cell {
    rate.map_or_else(|| text(""), |rate| Cell::Number(f64::from(rate)))
}

fn of_facilities(all: &Portfolio) -> (Vec<String>, Vec<Vec<Cell>>) {
    let mut head = words(&["施設", "地区", "年度", "判断", "適合率（%）"]);
    head.extend(all.sections.iter().map(|section| section.title.clone()));
    let rows = all
        .facilities
        .iter()
        .map(|line| {
            let verdict = match (line.verdict.as_deref(), &line.fingerprint) {
                (Some("approved"), _) => "承認",
                (Some("conditional"), _) => "条件付承認",
                (Some(_), _) => "差戻し",
                (None, Some(_)) => "受領",
                (None, None) if line.late => "未提出（期限超過）",
                (None, None) => "未提出",
            };
            let year = Cell::Number(f64::from(all.fiscal_year));
            let mut row = vec![text(&line.name), text(&line.district), year, text(verdict), rate(line.rate)];
            let cells = all.sections.iter().enumerate().map(|(at, _)| line.cells.get(at));
            row.extend(cells.map(|cell| rate(cell.and_then(|cell| cell.rate))));
            row
        })
        .collect();
    (head, rows)
}

fn of_groups(all: &Portfolio) -> (Vec<String>, Vec<Vec<Cell>>) {
    let head = words(&["区分", "名称", "登録", "受領", "適合率（%）"]);
    let count = |count: usize| Cell::Number(f64::from(u32::try_from(count).unwrap_or(u32::MAX)));
    let rows = all
        .groups
        .iter()
        .map(|group| {
            let by = match group.by {
                By::District => "地区",
                By::Kind => "種別",
            };
            let received = group.received.map_or_else(|| text("（少数のため非表示）"), count);
            vec![text(by), text(&group.name), count(group.enrolled), received, rate(group.rate)]
        })
        .collect();
    (head, rows)
}
