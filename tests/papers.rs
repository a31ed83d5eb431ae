//! Papers as people use them: faults told with their line, numbers without gap, templates changed and taken back, nobody
//! sees on paper what he may not see, and the shell. What they look like is `golden.rs`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tenken_core::command::{Desk, Progress};
use tenken_core::document;
use tenken_tests::call;
use tenken_tests::papers::{desk, extracted};

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
    // An assessment is named by its 年度 as well: last year's paper is another.
    let last_year = clinic.dir.path().join("last.html");
    run(&["print", "conformance-checklist", "--for", "2025", "--out", last_year.to_str().unwrap()]);
    assert!(fs::read_to_string(last_year).unwrap().contains("令和7年度"));
    let folder = clinic.dir.path().join("pages");
    run(&["print", "incident-report", "--sample", "--preview-png", folder.to_str().unwrap()]);
    let page = image::open(folder.join("incident-report-001.png")).unwrap();
    assert!(page.width() > 800);
}
