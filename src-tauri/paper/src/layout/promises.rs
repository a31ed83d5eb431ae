//! Property tests: whatever people write into a table or a form, nothing of it is lost, no line begins with what may not
//! begin one, and no ink leaves the margins.

use proptest::prelude::*;

use super::{MM, Mark, Page, Run, lay_out, never_begins};
use crate::block::{Block, Cell, Column, Document, Field, FieldRow, Fields, Paragraph, Row, RowKind, Table};

/// Text as people write it: Japanese with Latin, numbers, names, addresses; brackets and stops where they belong.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[あいうえおかきくけこさしすせそたちつてとなアイウエオカキクケコ一二三医療情報点検記録管理者]{1,12}",
        2 => "[A-Za-z0-9]{1,14}",
        1 => "[A-Za-z0-9/:._-]{20,60}",
        1 => Just("髙﨑𠮷辻\u{E0100}".to_owned()),
        1 => Just("か\u{3099}は\u{309A}".to_owned()),
        1 => Just("きゃっぷ々".to_owned()),
        1 => Just("1,234.5".to_owned()),
        1 => Just("……――".to_owned()),
    ];
    let joint = prop_oneof![
        Just(""),
        Just("、"),
        Just("。"),
        Just("。」"),
        Just("（"),
        Just("）、"),
        Just("「"),
        Just(" "),
        Just("　"),
        Just("\n"),
        Just("・"),
        Just("！"),
        Just("〜"),
        Just("/")
    ];
    prop::collection::vec((word, joint), 0..30)
        .prop_map(|parts| parts.into_iter().map(|(word, joint)| word + joint).collect())
}

fn table() -> impl Strategy<Value = Table> {
    let row = (prop::collection::vec(text(), 4), 0..12_u8).prop_map(|(cells, kind)| Row {
        kind: match kind {
            0 => RowKind::Group,
            1 => RowKind::Total,
            _ => RowKind::Body,
        },
        cells: cells.into_iter().map(Cell::Text).collect(),
    });
    let column = (text(), 0..45_u8).prop_map(|(heading, width)| Column {
        heading: heading.chars().take(20).collect(),
        width: if width < 22 { 0.0 } else { f32::from(width) },
        ..Column::default()
    });
    (prop::collection::vec(column, 4), prop::collection::vec(row, 0..25)).prop_map(|(columns, rows)| Table {
        columns,
        rows,
        ..Table::default()
    })
}

fn document() -> impl Strategy<Value = Document> {
    (table(), text(), prop::collection::vec((text(), text()), 0..6), any::<bool>()).prop_map(
        |(table, paragraph, fields, landscape)| {
            let field = |(label, value): (String, String)| Field {
                label: label.chars().take(30).collect(),
                value,
                ..Field::default()
            };
            let rows =
                fields.into_iter().map(|one| FieldRow { fields: vec![field(one)], height: 20.0 }).collect();
            let mut document = Document {
                blocks: vec![
                    Block::Heading { text: "見出し".into(), level: 1 },
                    Block::Paragraph(Paragraph { text: paragraph, ..Paragraph::default() }),
                    Block::Fields(Fields { label_width: 30.0, rows }),
                    Block::Heading { text: "表".into(), level: 2 },
                    Block::Table(table),
                ],
                ..Document::default()
            };
            if landscape {
                document.page.orientation = crate::block::Orientation::Landscape;
            }
            document
        },
    )
}

fn runs(page: &Page) -> impl Iterator<Item = &Run> {
    page.marks.iter().filter_map(|mark| match mark {
        Mark::Text(run) => Some(run),
        _ => None,
    })
}

/// How often each visible character stands there; か with a separate ゛ is が, as it is shown.
fn letters<'t>(texts: impl Iterator<Item = &'t str>) -> std::collections::BTreeMap<char, i64> {
    use unicode_normalization::UnicodeNormalization;
    let mut counts = std::collections::BTreeMap::new();
    for c in texts
        .flat_map(|text| text.nfc().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<Vec<_>>())
    {
        *counts.entry(c).or_insert(0) += 1;
    }
    counts
}

/// The lines of a page: what stands on one baseline, in one box, one after the other.
fn lines(page: &Page) -> Vec<String> {
    let mut lines: Vec<(f32, f32, String)> = Vec::new();
    for run in runs(page) {
        match lines.last_mut() {
            Some((baseline, end, text))
                if (*baseline - run.baseline).abs() < 0.01 && (*end - run.x).abs() < 0.01 =>
            {
                text.push_str(&run.text);
                *end = run.x + run.width;
            }
            _ => lines.push((run.baseline, run.x + run.width, run.text.clone())),
        }
    }
    lines.into_iter().map(|(_, _, text)| text).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(std::env::var_os("TENKEN_LONG").map_or(120, |_| 5000)))]

    #[test]
    fn nothing_is_lost_misplaced_or_outside(document in document()) {
        let laid = lay_out(&document).unwrap();
        let said = letters(document.texts().into_iter());
        let shown = letters(laid.pages.iter().flat_map(runs).map(|run| run.text.as_str()));
        for (c, count) in &said {
            prop_assert!(shown.get(c).copied().unwrap_or(0) >= *count, "{c:?} of {count} is lost");
        }
        // What begins a paragraph begins a line, whatever it is.
        let starts: Vec<String> = document
            .texts()
            .iter()
            .flat_map(|text| text.split('\n').map(|line| line.chars().take(2).collect()))
            .collect();
        for page in &laid.pages {
            let [top, right, bottom, left] = document.page.margins.map(|mm| mm * MM);
            let mut before = String::new();
            for line in lines(page) {
                let first: String = line.chars().take(2).collect();
                let may = line.chars().next().is_none_or(|c| !never_begins(c));
                // After a space a line may end, whatever comes.
                let apart = before.ends_with([' ', '\u{3000}']);
                prop_assert!(may || apart || starts.contains(&first), "a line begins with {line:?}");
                before = line;
            }
            for run in runs(page) {
                // A stop may hang out of its line, within its box; spaces at a line's end have no ink.
                let end = page.width - right + 1.7 * MM;
                let inked = run.text.ends_with([' ', '\u{3000}']) || run.x + run.width <= end;
                prop_assert!(run.x >= left - 0.1 && inked, "{run:?}");
                let (over, under) = (run.baseline - run.size * 0.9, run.baseline + run.size * 0.2);
                prop_assert!(over >= top - 0.5 && under <= page.height - bottom + 0.5, "{run:?}");
            }
            for mark in &page.marks {
                if let Mark::Line { from, to, .. } = mark {
                    for (x, y) in [from, to] {
                        prop_assert!(*x >= left - 0.1 && *x <= page.width - right + 0.1, "{mark:?}");
                        prop_assert!(*y >= top - 0.1 && *y <= page.height - bottom + 0.6, "{mark:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_heading_never_stands_alone_at_the_foot_of_a_page() {
    for filled in 30..60 {
        let line =
            |n: usize| Block::Paragraph(Paragraph { text: format!("{n} 行"), ..Paragraph::default() });
        let mut blocks: Vec<Block> = (0..filled).map(line).collect();
        blocks.push(Block::Heading { text: "見出しの行".into(), level: 2 });
        blocks.push(Block::Table(Table {
            columns: vec![Column { heading: "題".into(), ..Column::default() }],
            rows: vec![
                Row { kind: RowKind::Group, cells: vec![Cell::Text("組の名".into())] },
                Row { cells: vec![Cell::Text("はじめの行".into())], ..Row::default() },
            ],
            ..Table::default()
        }));
        let laid = lay_out(&Document { blocks, ..Document::default() }).unwrap();
        let page_of = |text: &str| laid.pages.iter().position(|page| runs(page).any(|run| run.text == text));
        assert_eq!(page_of("見出しの行"), page_of("はじめの行"), "{filled}");
        assert_eq!(page_of("組の名"), page_of("はじめの行"), "{filled}");
    }
}

#[test]
fn a_row_longer_than_a_page_goes_on_and_says_so() {
    let long = "長い備考。".repeat(2000);
    let table = Table {
        columns: vec![
            Column { heading: "番号".into(), width: 20.0, ..Column::default() },
            Column { heading: "備考".into(), ..Column::default() },
        ],
        rows: vec![Row { cells: vec![Cell::Text("F1-01".into()), Cell::Text(long)], ..Row::default() }],
        ..Table::default()
    };
    let laid = lay_out(&Document { blocks: vec![Block::Table(table)], ..Document::default() }).unwrap();
    assert!(laid.pages.len() > 2);
    for (i, page) in laid.pages.iter().enumerate() {
        assert!(runs(page).any(|run| run.text == "番号"), "no head on page {}", i + 1);
        assert_eq!(runs(page).any(|run| run.text.contains("続き")), i > 0, "page {}", i + 1);
    }
}
