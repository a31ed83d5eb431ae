//! Every paper there is: as the sample, empty, and overfull. What the blocks say is what an independent reader finds in
//! the PDF; what came out last time and was looked at comes out again.
//!
//! `TENKEN_BLESS=1` writes what comes out now; look at it before it is committed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use calamine::{Data, Reader};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use tenken_core::calendar::ManualClock;
use tenken_core::catalogue;
use tenken_core::command::{Desk, Progress};
use tenken_core::document::{self, Ask, Source};
use tenken_core::evidence::page_as_png;
use tenken_core::people::{Role, Roles};
use tenken_paper::block::Document;
use tenken_paper::layout::lay_out;
use tenken_tests::{Clinic, call, long};
use unicode_normalization::UnicodeNormalization;

const NOW: &str = "2026-11-20T09:00:00.000Z";

/// Names as they really are, and longer than any form expects.
const NAME: &str = "髙橋﨑山𠮷田辻\u{E0100}村か\u{3099}き\u{3099}・サミュエル=クリストファー＝ジョナサン・ヴァン・デル・ヘイデン記念医療法人社団見本会附属";

fn desk() -> (Clinic, Desk) {
    let clinic = Clinic { dir: tempfile::tempdir().unwrap() };
    let clock = Arc::new(ManualClock::at(NOW).unwrap());
    let mut desk = clinic.desk_at(clock);
    let request = json!({ "path": clinic.path() });
    call(&mut desk, "workspace.sample", request);
    (clinic, desk)
}

/// A paper with what is given, through the public doors of the core.
fn fill(desk: &mut Desk, id: &str, record: Option<Value>, choices: &BTreeMap<String, String>) -> Document {
    let (text, own) = document::find(None, id).unwrap();
    let template = document::read(id, &text, own).unwrap();
    let assessment = match template.head.source {
        Source::Checklist => {
            let db = desk.session().unwrap().db();
            let found = tenken_core::assessment::list(db).unwrap().remove(0);
            let pinned = found.parts.iter().map(|part| {
                let (catalogue, scale) = catalogue::pinned(db, &part.hash).unwrap();
                (Arc::new(catalogue), scale)
            });
            let pinned = pinned.collect();
            Some((found, pinned))
        }
        _ => None,
    };
    let session = desk.session().unwrap();
    let mut values = Map::new();
    if let Some(record) = record {
        values.insert("record".into(), record);
    }
    if template.head.source == Source::Recovery {
        values.insert("code".into(), json!("ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789"));
    }
    let mut data = document::data(
        &template,
        &Ask {
            db: session.db(),
            person: session.person(),
            roles: &Roles::of(&[Role::Director]),
            today: "2026-11-20".parse().unwrap(),
            assessment,
            choices,
            values: &values,
            sample: false,
            number: "見本-2026-001",
            issued_on: "2026-11-20",
        },
    )
    .unwrap();
    // Hashes and the computer's name are another every time.
    if let Some(hash) = data.pointer_mut("/head/hash") {
        *hash = json!("0123456789abcdef".repeat(4));
    }
    if template.head.source == Source::Record {
        data["head"] = json!("0123456789abcdef".repeat(4));
        for line in data["lines"].as_array_mut().unwrap() {
            line["hash"] = json!("0123456789ab");
            line["device"] = json!("受付のパソコン");
        }
    }
    let mut document = document::fill(id, &text, &data).unwrap_or_else(|e| panic!("{id}: {e:?}"));
    document.made_at = NOW.into();
    document.number = "見本-2026-001".into();
    document
}

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

/// What Poppler reads: another hand than ours.
fn extracted(pdf: &Path) -> String {
    let output =
        Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(pdf).arg("-").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
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
    let (text, own) = document::find(None, id).unwrap();
    let head = document::read(id, &text, own).unwrap().head;
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

#[test]
fn what_nobody_can_show_is_told_before_it_is_printed() {
    let (_clinic, mut desk) = desk();
    let record = json!({ "contents": "端末が止まりました😀👨‍👩‍👧 ꙮ" });
    let paper = json!({ "id": "incident-report", "values": { "record": record } });
    let shown = call(&mut desk, "document.preview", json!({ "paper": paper, "from": 0, "count": 1 }));
    let missing: Vec<&str> =
        shown["missing"].as_array().unwrap().iter().map(|one| one[0].as_str().unwrap()).collect();
    assert_eq!(missing, ["ꙮ", "👨\u{200d}👩\u{200d}👧", "😀"]);
    assert!(shown["pages"][0].as_str().unwrap().contains("〓"));
}

#[test]
fn a_field_that_the_form_does_not_have_is_refused() {
    let (_clinic, mut desk) = desk();
    let paper = json!({ "id": "incident-report", "values": { "record": { "contens": "x" } } });
    let said = desk
        .call("document.preview", json!({ "paper": paper, "from": 0, "count": 1 }), &Progress::none())
        .unwrap_err();
    assert_eq!(said.code(), "no-such-thing");
}

#[test]
fn a_fault_in_a_template_names_file_line_and_expression() {
    let (_clinic, mut desk) = desk();
    let (text, _) = document::find(None, "incident-report").unwrap();
    let broken = text.replace("{{ record.contents }}", "{{ record.contens }}");
    let line = broken.lines().position(|line| line.contains("contens")).unwrap() + 1;
    let faults =
        call(&mut desk, "document.check_template", json!({ "id": "incident-report", "text": broken }));
    assert_eq!(faults.as_array().unwrap().len(), 1, "{faults}");
    assert_eq!(faults[0]["file"], "incident-report.toml");
    assert_eq!(faults[0]["line"], line);
    assert_eq!(faults[0]["what"]["params"]["expression"], "{{ record.contens }}");
    // Several at once, each with its place: an unknown key, a block that is none, a text that ends in the middle.
    let broken = text
        .replace("block = \"title\"", "block = \"titel\"")
        .replace("label = \"原因\"", "lable = \"原因\"")
        .replace("{{ record.cause }}", "{{ record.cause");
    let faults =
        call(&mut desk, "document.check_template", json!({ "id": "incident-report", "text": broken }));
    let codes: Vec<&str> =
        faults.as_array().unwrap().iter().map(|one| one["what"]["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["block", "block", "expression"], "{faults}");
}

#[test]
fn numbers_have_no_gap_and_a_paper_keeps_what_it_said() {
    let (clinic, mut desk) = desk();
    let save = |desk: &mut Desk, name: &str, id: &str, issue: bool| {
        let path = clinic.dir.path().join(name);
        let request = json!({ "paper": { "id": id }, "format": "pdf", "path": path, "issue": issue });
        (call(desk, "document.save", request), path)
    };
    let (first, path) = save(&mut desk, "1.pdf", "cover-letter", true);
    assert_eq!(first["number"], "送付-2026-001");
    assert!(extracted(&path).contains("送付-2026-001"));
    let (second, _) = save(&mut desk, "2.pdf", "cover-letter", true);
    assert_eq!(second["number"], "送付-2026-002");
    // Another kind has numbers of its own; a draft has none.
    assert_eq!(
        save(&mut desk, "3.pdf", "take-out-request", true).0["number"].as_str().map(|n| n.ends_with("-001")),
        Some(true)
    );
    assert_eq!(save(&mut desk, "4.pdf", "cover-letter", false).0["number"], Value::Null);
    let issued = call(&mut desk, "document.issued", Value::Null);
    assert_eq!(issued.as_array().unwrap().len(), 3);
    let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(fs::read(path).unwrap()));
    assert_eq!(issued.as_array().unwrap().iter().filter(|one| one["sha256"] == hash.as_str()).count(), 1);
    // Where the file cannot be written, no number is used up.
    let request = json!({
        "paper": { "id": "cover-letter" }, "format": "pdf", "issue": true, "path": clinic.dir.path().join("no/such/place.pdf"),
    });
    assert!(desk.call("document.save", request, &Progress::none()).is_err());
    assert_eq!(save(&mut desk, "5.pdf", "cover-letter", true).0["number"], "送付-2026-003");
    // A number that stands on paper is not taken back.
    let undone = desk.call("ledger.undo", Value::Null, &Progress::none());
    assert!(
        undone.is_err() || call(&mut desk, "document.issued", Value::Null).as_array().unwrap().len() == 4
    );
    assert_eq!(call(&mut desk, "ledger.verify", Value::Null)["problems"], json!([]));
}

#[test]
fn a_template_is_changed_taken_back_and_brought_again() {
    let (_clinic, mut desk) = desk();
    let shown = call(&mut desk, "document.template", json!({ "id": "cover-letter" }));
    assert_eq!(shown["own"], Value::Null);
    let text = shown["text"].as_str().unwrap().replace("text = \"送付状\"", "text = \"御送付のご案内\"");
    assert_ne!(text, shown["original"].as_str().unwrap());
    let title = |desk: &mut Desk| {
        let shown = call(
            desk,
            "document.preview",
            json!({ "paper": { "id": "cover-letter" }, "from": 0, "count": 1 }),
        );
        shown["bookmarks"][0]["text"].clone()
    };
    assert_eq!(title(&mut desk), "送付状");
    let set =
        call(&mut desk, "document.set_template", json!({ "id": "cover-letter", "base": 0, "text": text }));
    assert_eq!(title(&mut desk), "御送付のご案内");
    // Somebody who looked at the earlier one does not overwrite it.
    let again = json!({ "id": "cover-letter", "base": 0, "text": text });
    assert_eq!(desk.call("document.set_template", again, &Progress::none()).unwrap_err().code(), "conflict");
    call(&mut desk, "document.drop_template", json!({ "id": "cover-letter", "base": set["seq"] }));
    assert_eq!(title(&mut desk), "送付状");
    call(&mut desk, "ledger.undo", Value::Null);
    assert_eq!(title(&mut desk), "御送付のご案内");
    call(&mut desk, "ledger.undo", Value::Null);
    assert_eq!(title(&mut desk), "送付状");
    call(&mut desk, "ledger.redo", Value::Null);
    assert_eq!(title(&mut desk), "御送付のご案内");
    assert_eq!(call(&mut desk, "ledger.verify", Value::Null)["problems"], json!([]));
}

#[test]
fn nobody_sees_on_paper_what_he_may_not_see() {
    let (clinic, mut desk) = desk();
    call(
        &mut desk,
        "people.add",
        json!({
            "login": "looker", "profile": { "name": "閲覧 一" }, "roles": ["viewer"], "password": "Abc-12345",
        }),
    );
    desk.sign_out().unwrap();
    let mut desk = clinic.desk();
    call(
        &mut desk,
        "workspace.unlock",
        json!({ "path": clinic.path(), "login": "looker", "password": "Abc-12345" }),
    );
    let preview = |desk: &mut Desk, paper: Value| {
        desk.call("document.preview", json!({ "paper": paper, "from": 0, "count": 1 }), &Progress::none())
    };
    assert_eq!(preview(&mut desk, json!({ "id": "operation-record" })).unwrap_err().code(), "not-permitted");
    let code = json!({ "id": "recovery-code", "values": { "code": "x" } });
    assert_eq!(preview(&mut desk, code).unwrap_err().code(), "not-permitted");
    assert!(preview(&mut desk, json!({ "id": "conformance-checklist" })).is_ok());
    let papers = call(&mut desk, "document.list", Value::Null);
    let may =
        |id: &str| papers.as_array().unwrap().iter().find(|one| one["id"] == id).unwrap()["may"].clone();
    assert_eq!((may("operation-record"), may("incident-report")), (json!(false), json!(true)));
    // Who may see no evidence finds none of it on the checklist.
    let shown = preview(&mut desk, json!({ "id": "conformance-checklist" })).unwrap();
    let pages = shown["sizes"].as_array().unwrap().len();
    let mut all = String::new();
    for from in (0..pages).step_by(20) {
        let request = json!({ "paper": { "id": "conformance-checklist" }, "from": from, "count": 20 });
        all.push_str(&call(&mut desk, "document.preview", request)["pages"].to_string());
    }
    assert!(!all.contains("電子カルテ保守契約書"));
    let request = json!({ "paper": { "id": "cover-letter" }, "format": "pdf", "issue": true, "path": clinic.dir.path().join("x.pdf") });
    assert_eq!(desk.call("document.save", request, &Progress::none()).unwrap_err().code(), "not-permitted");
}

#[test]
fn the_shell_prints_every_paper_in_every_form() {
    let (clinic, mut desk) = desk();
    desk.sign_out().unwrap();
    let run = |args: &[&str]| {
        let mut shell = clinic.shell();
        shell.env("TENKEN_USER", "sample").env("TENKEN_PASSWORD", "Tenken-2026").args(args);
        let output = shell.output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let listed = run(&["print", "--list"]);
    assert!(listed.contains("障害報告書") && listed.contains("conformance-checklist"));
    for (end, begin) in [("pdf", &b"%PDF-1.7"[..]), ("xlsx", b"PK"), ("html", b"<!doctype html>")] {
        let out = clinic.dir.path().join(format!("out.{end}"));
        run(&["print", "準拠度チェックリスト", "--set", "form=short", "--out", out.to_str().unwrap()]);
        assert!(fs::read(out).unwrap().starts_with(begin));
    }
    let folder = clinic.dir.path().join("pages");
    run(&["print", "incident-report", "--sample", "--preview-png", folder.to_str().unwrap()]);
    let page = image::open(folder.join("incident-report-001.png")).unwrap();
    assert!(page.width() > 800);
}
