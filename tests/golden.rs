//! Every paper there is: as the sample, empty, and overfull. What the blocks say is what an independent reader finds in
//! the PDF and in the workbook; what came out last time and was looked at comes out again.
//!
//! `TENKEN_BLESS=1` writes what comes out now; look at it before it is committed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tenken_core::command::Desk;
use tenken_core::document::{self, Source};
use tenken_core::evidence::page_as_png;
use tenken_paper::block::Document;
use tenken_paper::layout::lay_out;
use tenken_tests::long;
use tenken_tests::papers::{desk, extracted, fill};
use unicode_normalization::UnicodeNormalization;

/// Names as they really are, and longer than any form expects.
const NAME: &str = "髙橋﨑山𠮷田辻\u{E0100}村か\u{3099}き\u{3099}・サミュエル=クリストファー＝ジョナサン・ヴァン・デル・ヘイデン記念医療法人社団見本会附属";

/// Every string 80 letters long, every note 2,000, every list long.
fn overfull(value: &Value, name: &str, rows: usize) -> Value {
    match value {
        Value::String(text)
            if text.is_empty() || name == "id" || name == "from" || name == "to" || name == "kind" =>
        {
            value.clone()
        }
        Value::String(text) if text.parse::<tenken_core::calendar::Day>().is_ok() || text.contains('T') => {
            value.clone()
        }
        Value::String(text) if text.chars().count() > 28 && rows > 1 => {
            json!("長い本文です。続きます、".repeat(167))
        }
        Value::String(text) => json!(format!("{text}{NAME}").chars().take(80).collect::<String>()),
        Value::Array(items) if items.is_empty() => value.clone(),
        // A chart of hundreds of boxes is nobody's.
        Value::Array(items) if name.starts_with("chart") || name == "columns" => {
            items.iter().map(|item| overfull(item, "", rows)).collect()
        }
        Value::Array(items) => {
            let one = |i: usize| overfull(&items[i % items.len()], name, if i < 3 { 3 } else { 1 });
            (0..rows).map(one).collect()
        }
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| (name.clone(), overfull(value, name, rows))).collect()
        }
        other => other.clone(),
    }
}

fn visible(text: &str) -> String {
    text.nfc()
        .filter(|c| !c.is_whitespace() && !c.is_control() && !('\u{E0100}'..='\u{E01EF}').contains(c))
        .collect()
}

/// All that the blocks say stands in the PDF; in their order, but for what a page's end tears apart.
fn check_text(name: &str, document: &Document, pages: usize, found: &str) {
    let found = visible(found);
    let mut left: BTreeMap<char, i64> = BTreeMap::new();
    for c in found.chars() {
        *left.entry(c).or_default() += 1;
    }
    let (mut at, mut torn, mut passed) = (0, 0, 0);
    for text in document.texts() {
        let text = visible(text);
        for c in text.chars() {
            let count = left.entry(c).or_default();
            *count -= 1;
            assert!(*count >= 0, "{name}: {c:?} of {text:?} is lost");
        }
        // Near by: what was torn before it, a page's foot and head, and the rest of its row may come between.
        let near = found.len().min(at + 3_000 + passed + text.len());
        let near = (near..found.len()).find(|&i| found.is_char_boundary(i)).unwrap_or(found.len());
        if let Some(place) = found[at..near].find(&text) {
            (at, passed) = (at + place + text.len(), 0);
        } else {
            (torn, passed) = (torn + 1, passed + text.len());
        }
    }
    assert!(torn <= pages * 12, "{name}: {torn} texts are not where they belong");
}

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/papers")
}

fn bless() -> bool {
    std::env::var_os("TENKEN_BLESS").is_some()
}

/// Small and grey: enough to see that something moved.
fn picture(document: &Document, page: usize) -> image::GrayImage {
    let mut laid = lay_out(document).unwrap();
    laid.pages = laid.pages.into_iter().skip(page).take(1).collect();
    laid.bookmarks.clear();
    let png = page_as_png(tenken_paper::pdf::write(document, &laid).unwrap(), 110.0).unwrap();
    let whole = image::load_from_memory(&png).unwrap().to_luma8();
    {
        let (width, height) = (whole.width() / 3, whole.height() / 3);
        let mut small = image::imageops::resize(&whole, width, height, image::imageops::FilterType::Triangle);
        small.pixels_mut().for_each(|dot| dot.0[0] &= 0xF0);
        small
    }
}

fn compare(name: &str, now: &image::GrayImage) {
    let path = golden().join(format!("{name}.png"));
    if bless() {
        now.save(&path).unwrap();
        return;
    }
    let before = image::open(&path).unwrap_or_else(|e| panic!("{name}: {e}")).to_luma8();
    assert_eq!(before.dimensions(), now.dimensions(), "{name}");
    let moved = before.pixels().zip(now.pixels()).filter(|(a, b)| a.0[0].abs_diff(b.0[0]) > 48).count();
    let most = (now.width() * now.height()) as usize / 1000;
    if moved > most {
        let shown = std::env::temp_dir().join(format!("tenken-{name}.png"));
        now.save(&shown).unwrap();
        panic!("{name}: {moved} dots differ (at most {most}); as it is now: {}", shown.display());
    }
}

/// What the workbook's cells say.
fn cells(bytes: &[u8]) -> String {
    let mut book = calamine::Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for name in book.sheet_names() {
        for row in book.worksheet_range(&name).unwrap().rows() {
            for cell in row {
                match cell {
                    Data::Empty => {}
                    Data::Float(number) => write!(all, "{number}").unwrap(),
                    other => all.push_str(&other.to_string()),
                }
            }
        }
    }
    all
}

struct Case {
    name: String,
    document: Document,
}

/// `--long`: 1,000 of everything; only what is said is looked at then, the pictures are of the short form.
fn rows() -> usize {
    if long() { 1000 } else { 300 }
}

fn cases(desk: &mut Desk, id: &str) -> Vec<Case> {
    let (text, _) = document::find(None, id).unwrap();
    let head = document::read(id, &text).unwrap();
    let sample = document::sample(id).unwrap();
    let mut ways = vec![BTreeMap::new()];
    for choice in &head.choices {
        for option in choice.options.iter().skip(1) {
            ways.push(BTreeMap::from([(choice.id.clone(), option.id.clone())]));
        }
    }
    let mut cases = Vec::new();
    for way in ways {
        let said = way.values().fold(String::new(), |said, option| said + "-" + option);
        if head.source == Source::Form {
            let mut add = |kind: &str, record: Value| {
                let document = fill(desk, id, Some(record), &way);
                cases.push(Case { name: format!("{id}{said}-{kind}"), document });
            };
            add("sample", sample.clone());
            add("empty", document::blank(&sample));
            add("overfull", overfull(&sample, "", if said.is_empty() { rows() } else { 40 }));
        } else {
            cases.push(Case { name: format!("{id}{said}-sample"), document: fill(desk, id, None, &way) });
        }
    }
    cases
}

#[test]
fn every_paper_says_in_pdf_and_excel_what_its_blocks_say() {
    let (clinic, mut desk) = desk();
    let mut index = String::new();
    for (id, _) in document::bundled_all() {
        for Case { name, document } in cases(&mut desk, id) {
            let laid = lay_out(&document).unwrap();
            assert!(laid.missing.is_empty(), "{name}: {:?}", laid.missing);
            let bytes = tenken_paper::pdf::write(&document, &laid).unwrap();
            assert!(
                bytes == tenken_paper::pdf::write(&document, &laid).unwrap(),
                "{name} differs the second time"
            );
            let pdf = clinic.dir.path().join(format!("{name}.pdf"));
            fs::write(&pdf, &bytes).unwrap();
            let text = extracted(&pdf);
            check_text(&name, &document, laid.pages.len(), &text);
            let sheet = tenken_paper::sheet::write(&document).unwrap();
            let in_cells = visible(&cells(&sheet));
            for text in document.texts() {
                // The seal is paper's; a check box is said by its mark; a number is a number there.
                let plain = visible(text);
                if text.encode_utf16().count() > 32_700 {
                    continue;
                }
                let number = plain.replace(',', "").parse::<f64>().is_ok();
                assert!(
                    plain == "印" || number || in_cells.contains(&plain),
                    "{name}: {text:?} is not in the workbook"
                );
            }
            if long() {
                continue;
            }
            let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(visible(&text)));
            writeln!(index, "{name}\t{}\t{}", laid.pages.len(), &hash[..16]).unwrap();
            compare(&name, &picture(&document, 0));
            if laid.pages.len() > 1 && !name.ends_with("-empty") {
                compare(&format!("{name}-last"), &picture(&document, laid.pages.len() - 1));
            }
        }
    }
    let path = golden().join("texts.tsv");
    if long() {
        return;
    }
    if bless() {
        fs::write(path, index).unwrap();
    } else {
        assert_eq!(fs::read_to_string(path).unwrap(), index);
    }
}
