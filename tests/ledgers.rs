//! Workspaces of every released version, frozen: they open, update themselves and stay true.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss
)]
#![allow(clippy::print_stdout)] // figures for tests/README.md

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tenken_core::command::Desk;
use tenken_core::workspace::{Home, Layout};
use tenken_tests::{Clinic, LOGIN, PASSWORD, call, copy_tree, root};

fn fixtures() -> std::path::PathBuf {
    root().join("tests/fixtures/ledgers")
}

/// What `freeze` writes next.
const VERSION: &str = "v11.tenken";

const OWN: &str = r#"
[catalogue]
id = "own"
title = "自前のチェックリスト"
version = "1"

[[sections]]
id = "s"
title = "体制"

[[sections.controls]]
id = "1"
practice = "責任者を定める"
"#;

/// Records, what a register is, what is attached.
fn registers(desk: &mut Desk, proof: &Value) {
    let fields = json!({ "applied_on": "2026-11-20", "name": "山田 花子", "contents": "予定表", "taken_from": "2026-11-24",
        "taken_to": "2026-11-28" });
    let request = json!({ "register": "take_out", "items": [{ "fields": fields }] });
    let record = call(desk, "register.write", request)["records"][0].clone();
    let fields = json!({ "applied_on": "2026-11-20", "name": "山田 花子", "contents": "予定表 8件",
        "taken_from": "2026-11-24", "taken_to": "2026-11-28" });
    let items = json!([{ "id": record["id"], "base": record["revision"], "fields": fields }]);
    let request = json!({ "register": "take_out", "items": items });
    let record = call(desk, "register.write", request)["records"][0].clone();
    let request = json!({ "id": record["id"], "base": record["revision"], "step": "withdraw" });
    let record = call(desk, "register.advance", request)["records"][0].clone();
    let items = json!([{ "id": record["id"], "base": record["revision"] }]);
    let request = json!({ "register": "take_out", "items": items, "struck": true, "reason": "試し" });
    call(desk, "register.strike", request);
    call(desk, "ledger.undo", json!({}));
    call(desk, "ledger.undo", json!({}));
    let field = json!({ "id": "own_case", "name": "鞄", "name_en": "Bag", "type": "text" });
    let setup = json!({ "fields": [field], "given": [{ "cycle": "return", "to": "佐藤 次郎" }] });
    let arranged = call(desk, "register.arrange", json!({ "register": "take_out", "setup": setup }));
    let unused =
        json!({ "register": "take_out", "base": arranged["outcome"]["seq"], "setup": { "unused": true } });
    call(desk, "register.arrange", unused);
    call(desk, "ledger.undo", json!({}));
    let text = "申請日\t氏名\t情報の内容\t期間（はじめ）\t期間（おわり）\nR8.11.20\t佐藤 次郎\t名簿\tR8.11.24\tR8.11.25\n";
    let sheet = json!({ "sheet": { "register": "take_out", "text": text } });
    call(desk, "register.take_in", sheet.clone());
    call(desk, "ledger.undo", json!({}));
    call(desk, "register.take_in", sheet);
    let whole = json!({ "id": "", "name": "救急カート点検", "name_en": "Crash cart", "source": "院内の定め", "purpose": "毎日点検します。",
        "group": "operations", "titled_by": "own_on", "fields": [{ "id": "own_on", "name": "点検日", "name_en": "On", "type": "date" }] });
    call(desk, "register.arrange", json!({ "setup": { "whole": whole } }));
    let uses = json!([{ "record": { "record": record["id"], "field": "" } }]);
    call(desk, "evidence.link", json!({ "id": proof, "uses": uses }));
}

/// People who are trained, a course, a session and who was there.
fn training(desk: &mut Desk) {
    call(desk, "training.enrol_people", json!({}));
    let trainee = json!({ "name": "渡邊 十和", "kana": "わたなべ とわ", "number": "105", "groups": ["user"], "joined": "2019-04-01" });
    call(desk, "training.enrol", json!({ "items": [{ "trainee": trainee }] }));
    let course = json!({ "id": "security", "name": "個人情報の保護", "name_en": "x", "every": "half_year" });
    call(desk, "training.set_course", json!({ "id": "security", "course": course }));
    let session = json!({ "title": "院内研修", "day": "2026-06-18", "courses": ["security"], "from": "17:30", "pass_mark": 60 });
    let id = call(desk, "training.set_session", json!({ "session": session }))["id"].clone();
    call(desk, "training.expect", json!({ "session": id, "who": "everybody" }));
    let roster = call(desk, "training.session", json!({ "id": id }))["roster"].clone();
    let items: Vec<Value> = roster
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            json!({ "trainee": one["trainee"]["id"], "base": one["attendance"]["revision"], "mark": "attended",
                "how": "signed_in", "score": 80 })
        })
        .collect();
    call(desk, "training.attend", json!({ "session": id, "items": items }));
    call(desk, "ledger.undo", json!({}));
    call(desk, "ledger.redo", json!({}));
}

/// Writes the fixture of the present schema version. Run once when a version is released, never again.
/// An audit from its plan to its report, a finding that is returned, and audits that come back.
fn audits(desk: &mut Desk, assessment: &Value) {
    let people = call(desk, "people.list", json!({}));
    let me = people.as_array().unwrap().iter().find(|one| one["login"] == LOGIN).unwrap().clone();
    let roles = json!({ "id": me["id"], "base": me["revision"], "roles": ["director", "auditor"] });
    call(desk, "people.set_roles", roles);
    let series = json!({ "title": "内部監査", "recurrence": { "from": "2026-05-30", "times": 2, "working_days": true } });
    let series = call(desk, "audit.set_series", json!({ "series": series }))["id"].clone();
    let auditor = "aaaaaaaa-0000-4000-8000-000000000000";
    let mut plan = json!({ "title": "定期監査", "kind": "internal", "from": "2026-11-21", "to": "2026-11-30", "target": "受付",
        "auditors": [{ "id": auditor, "name": "山田 花子", "person": me["id"], "lead": true }], "series": series,
        "series_day": "2026-11-30", "assessment": assessment, "parts": [{ "catalogue": "own" }, { "catalogue": "kasama", "sections": [] }],
        "samples": [{ "register": "take_out", "from": "2026-11-01", "to": "2026-11-30", "count": 2, "seed": "x" }],
        "schedule": [{ "day": "2026-11-24", "from": "13:30", "contents": "現場の確認" }] });
    let made = call(desk, "audit.plan", json!({ "plan": plan }));
    let id = made["id"].clone();
    plan["target"] = json!("受付、診察室");
    let set = call(desk, "audit.plan", json!({ "id": id, "base": made["outcome"]["seq"], "plan": plan }));
    let begin = json!({ "id": id, "base": set["outcome"]["seq"], "step": "begin" });
    call(desk, "audit.step", begin);
    call(desk, "ledger.undo", json!({}));
    call(desk, "ledger.redo", json!({}));
    let shown = call(desk, "audit.show", json!({ "id": id }));
    let free = |line: &&Value| line["not_independent"].as_array().unwrap().is_empty();
    let lines: Vec<Value> = shown["lines"].as_array().unwrap().iter().filter(free).cloned().collect();
    let judge = |line: &Value, grade: &str| json!({ "item": line["line"]["item"], "grade": grade, "observation": "見たとおり", "methods": ["documents"] });
    call(
        desk,
        "audit.judge",
        json!({ "audit": id, "items": [judge(&lines[0], "minor"), judge(&lines[1], "good")] }),
    );
    call(desk, "audit.judge", json!({ "audit": id, "items": [judge(&lines[2], "conforms")] }));
    call(desk, "ledger.undo", json!({}));
    let base = shown["audit"]["revision"].clone();
    let conclusion = json!({ "opinion_grade": "fair", "opinion": "おおむね適切", "attended_by": ["院長"] });
    call(desk, "audit.conclude", json!({ "id": id, "base": base, "conclusion": conclusion }));
    let finding = json!({ "source": { "audit": { "audit": id } }, "item": lines[0]["line"]["item"], "title": "施錠", "grade": "minor",
        "found_on": "2026-11-21", "fact": "開いていた", "owner": me["id"], "due": "2026-12-20", "check_after_months": 3 });
    let row = call(desk, "finding.write", json!({ "finding": finding }))["row"].clone();
    let correction = json!({ "whys": ["鍵が壊れていた"], "cause": "鍵の故障", "correction": "鍵を替えた", "done_on": "2026-11-21" });
    let request = json!({ "id": row["id"], "base": row["revision"], "correction": correction });
    let row = call(desk, "finding.correct", request)["row"].clone();
    let step = |row: &Value, step: &str| json!({ "id": row["id"], "base": row["revision"], "step": step, "reason": "もう一度" });
    let row = call(desk, "finding.step", step(&row, "report"))["row"].clone();
    let row = call(desk, "finding.step", step(&row, "return"))["row"].clone();
    call(desk, "finding.step", step(&row, "withdraw"));
    call(desk, "ledger.undo", json!({}));
    let base = call(desk, "audit.show", json!({ "id": id }))["audit"]["revision"].clone();
    call(desk, "audit.step", json!({ "id": id, "base": base, "step": "cancel", "reason": "延期" }));
    let base = call(desk, "audit.show", json!({ "id": id }))["audit"]["revision"].clone();
    call(desk, "audit.step", json!({ "id": id, "base": base, "step": "resume" }));
    let used = json!([{ "audited": { "audit": id, "item": lines[0]["line"]["item"] } }, { "finding": { "finding": row["id"] } }]);
    let proofs = call(desk, "evidence.list", json!({}));
    call(desk, "evidence.link", json!({ "id": proofs[0]["id"], "uses": used }));
}

/// A submission that is frozen, thawed, signed, sent; received by ourselves, returned, and known to be so.
fn submissions(desk: &mut Desk, assessment: &Value, folder: &Path) {
    let people = call(desk, "people.list", json!({}));
    let me = people.as_array().unwrap().iter().find(|one| one["login"] == LOGIN).unwrap().clone();
    let seats = json!([{ "title": "院長", "person": me["id"], "name": "山田 花子" }]);
    let submission = json!({ "title": "準拠度チェックリスト", "fiscal_year": 2026, "to": "見本市医師会", "assessment": assessment,
        "seats": seats });
    let row = call(desk, "submission.draft", json!({ "submission": submission }))["row"].clone();
    call(desk, "ledger.undo", json!({}));
    call(desk, "ledger.redo", json!({}));
    let act = |desk: &mut Desk, name: &str, row: &Value| {
        let request = json!({ "id": row["id"], "base": row["revision"], "reason": "直す" });
        call(desk, name, request)["row"].clone()
    };
    let row = act(desk, "submission.freeze", &row);
    let row = act(desk, "submission.thaw", &row);
    let row = act(desk, "submission.freeze", &row);
    let sign = json!({ "id": row["id"], "base": row["revision"], "password": PASSWORD });
    let row = call(desk, "submission.sign", sign)["row"].clone();
    let (out, back) = (folder.join("提出.tenken"), folder.join("判断.tenken"));
    let sent =
        call(desk, "submission.send", json!({ "id": row["id"], "base": row["revision"], "path": out }));
    let key = call(desk, "submission.key", json!({}));
    let enrol = json!({ "public": key["public"], "enrolled": { "name": "さくら診療所" } });
    call(desk, "operator.enrol", enrol);
    call(desk, "operator.receive", json!({ "paths": [out] }));
    let fingerprint = &sent["fingerprint"];
    let base = call(desk, "operator.inbox", json!({}))["rows"][0]["revision"].clone();
    let decide = json!({ "fingerprint": fingerprint, "base": base, "verdict": "returned", "letter": "写真を添えてください" });
    call(desk, "operator.decide", decide);
    call(desk, "operator.decision_out", json!({ "fingerprint": fingerprint, "path": back }));
    let row = call(desk, "submission.take_in", json!({ "path": back }))["row"].clone();
    act(desk, "submission.withdraw", &row);
    recommended(desk, &key, folder);
}

/// What the operator's desk knows beside: a recommendation to ourselves, and the report that answers it.
fn recommended(desk: &mut Desk, key: &Value, folder: &Path) {
    let settings =
        json!({ "four_eyes": true, "checklist": ["署名"], "mask_below": 5, "expected_by": "11-30" });
    call(desk, "operator.set_desk", json!({ "base": 0, "settings": settings }));
    call(desk, "ledger.undo", json!({}));
    call(desk, "ledger.redo", json!({}));
    let request = json!({ "public": key["public"], "subject": "鍵の管理", "fact": "貸出簿がない", "basis": "第24条第1項",
        "contents": "貸出簿を備える", "due": "2026-12-20" });
    let id = call(desk, "operator.recommend", request)["id"].clone();
    let path = folder.join("勧告.tenken");
    call(desk, "operator.recommendation_out", json!({ "id": id, "path": path }));
    let finding = call(desk, "submission.take_in", json!({ "path": path }))["finding"].clone();
    let people = call(desk, "people.list", json!({}));
    let me = people.as_array().unwrap().iter().find(|one| one["login"] == LOGIN).unwrap().clone();
    let seats = json!([{ "title": "院長", "person": me["id"], "name": "山田 花子" }]);
    let submission = json!({ "kind": "corrective", "title": "是正報告", "fiscal_year": 2026, "to": "見本市医師会", "finding": finding,
        "seats": seats });
    let row = call(desk, "submission.draft", json!({ "submission": submission }))["row"].clone();
    let request = json!({ "id": row["id"], "base": row["revision"] });
    let row = call(desk, "submission.freeze", request)["row"].clone();
    let request = json!({ "id": row["id"], "base": row["revision"], "password": PASSWORD });
    let row = call(desk, "submission.sign", request)["row"].clone();
    let out = folder.join("是正.tenken");
    call(desk, "submission.send", json!({ "id": row["id"], "base": row["revision"], "path": out }));
    call(desk, "operator.receive", json!({ "paths": [out] }));
    let row = call(desk, "operator.inbox", json!({}))["rows"][0].clone();
    let review = json!({ "comments": [], "checked": ["署名"], "note": "電話で確かめた", "letter": "" });
    let request = json!({ "fingerprint": row["fingerprint"], "base": row["revision"], "review": review });
    let row = call(desk, "operator.set_review", request)["row"].clone();
    call(desk, "ledger.undo", json!({}));
    call(desk, "ledger.redo", json!({}));
    let base = call(desk, "operator.inbox", json!({}))["rows"][0]["revision"].clone();
    call(
        desk,
        "operator.decide",
        json!({ "fingerprint": row["fingerprint"], "base": base, "verdict": "approved" }),
    );
}

/// A second person gives back what the first one proposed, proposes it anew, and the first one confirms.
fn two_agree(clinic: &Clinic) {
    let mut desk = clinic.desk();
    call(&mut desk, "workspace.unlock", clinic.door("suzuki", PASSWORD));
    let row = call(&mut desk, "operator.inbox", json!({}))["rows"][0].clone();
    let request =
        json!({ "fingerprint": row["fingerprint"], "base": row["revision"], "declined": "もう一度" });
    let row = call(&mut desk, "operator.confirm", request)["row"].clone();
    let request =
        json!({ "fingerprint": row["fingerprint"], "base": row["revision"], "verdict": "approved" });
    let row = call(&mut desk, "operator.decide", request)["row"].clone();
    desk.sign_out().unwrap();
    let mut desk = clinic.open();
    call(
        &mut desk,
        "operator.confirm",
        json!({ "fingerprint": row["fingerprint"], "base": row["revision"] }),
    );
    call(&mut desk, "ledger.rebuild", json!({}));
    desk.sign_out().unwrap();
}

#[test]
#[ignore = "writes a fixture: ./dev freeze"]
fn freeze() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let sato = json!({ "login": "sato", "profile": { "name": "佐藤 次郎", "kana": "さとう じろう" },
        "roles": ["staff"], "password": PASSWORD });
    let id = call(&mut desk, "people.add", sato)["id"].clone();
    let base = |desk: &mut _| {
        let people = call(desk, "people.list", json!({}));
        people.as_array().unwrap().iter().find(|p| p["id"] == id).unwrap()["revision"].clone()
    };
    let revision = base(&mut desk);
    let profile = json!({ "name": "佐藤 次郎", "title": "看護師" });
    call(&mut desk, "people.edit", json!({ "id": id, "base": revision, "profile": profile }));
    call(&mut desk, "ledger.undo", json!({}));
    call(&mut desk, "ledger.redo", json!({}));
    let revision = base(&mut desk);
    call(
        &mut desk,
        "people.set_roles",
        json!({ "id": id, "base": revision, "roles": ["auditor", "trainer"] }),
    );
    call(&mut desk, "workspace.set_settings", json!({ "base": 1, "settings": { "idle_minutes": 5 } }));
    call(&mut desk, "workspace.renew_recovery", json!({ "password": PASSWORD }));
    call(&mut desk, "workspace.rekey", json!({ "password": PASSWORD }));
    let revision = base(&mut desk);
    call(&mut desk, "people.stop", json!({ "id": id, "base": revision }));
    let own = clinic.dir.path().join("own.toml");
    fs::write(&own, OWN).unwrap();
    call(&mut desk, "catalogue.import", json!({ "path": own }));
    call(&mut desk, "catalogue.retire", json!({ "id": "own" }));
    call(&mut desk, "ledger.undo", json!({}));
    let request = json!({ "catalogues": ["own", "fuhyo-5.1"], "fiscal_year": 2026 });
    let assessment = call(&mut desk, "assessment.start", request)["id"].clone();
    let at = json!({ "catalogue": "own", "control": "1" });
    let items = json!([
        { "at": at, "base": 0, "answer": { "value": "partly", "plan": "研修をする", "planned_date": "2026-12-20" } },
        { "at": { "catalogue": "fuhyo-5.1", "control": "F1-01" }, "base": 0, "answer": { "value": "conforms" } },
    ]);
    call(&mut desk, "assessment.answer", json!({ "id": assessment, "items": items }));
    call(&mut desk, "assessment.comment", json!({ "id": assessment, "at": at, "text": "確かめました" }));
    let items = json!([{ "at": at, "base": 0, "person": id }]);
    call(&mut desk, "assessment.assign", json!({ "id": assessment, "items": items }));
    call(&mut desk, "ledger.undo", json!({}));
    let paper = clinic.dir.path().join("誓約書.txt");
    fs::write(&paper, "守秘義務を誓約します").unwrap();
    let uses = json!([{ "control": { "assessment": assessment, "at": at } }]);
    let request = json!({ "paths": [paper], "uses": uses, "details": { "title": "誓約書", "kind": "contract",
        "speaks_for": "2026-04-01", "valid_until": "2027-03-31", "seen_by": ["manager"] } });
    let proof = call(&mut desk, "evidence.add", request)["ids"][0].clone();
    fs::write(&paper, "守秘義務を誓約します（改）").unwrap();
    let shown = call(&mut desk, "evidence.show", json!({ "id": proof }));
    let base = shown["proof"]["revision"].clone();
    let request = json!({ "id": proof, "base": base, "paths": [paper], "note": "書き直し" });
    call(&mut desk, "evidence.revise", request);
    call(&mut desk, "evidence.unlink", json!({ "id": proof, "uses": uses }));
    call(&mut desk, "ledger.undo", json!({}));
    let old = shown["proof"]["files"][0]["sha256"].clone();
    call(
        &mut desk,
        "evidence.shred",
        json!({ "id": proof, "sha256": old, "reason": "誤って取り込んだため" }),
    );
    let out = clinic.dir.path().join("送付状.pdf");
    let request = json!({ "paper": { "id": "cover-letter" }, "format": "pdf", "path": out, "issue": true });
    call(&mut desk, "document.save", request);
    let shown = call(&mut desk, "document.template", json!({ "id": "cover-letter" }));
    let text = shown["text"].as_str().unwrap().replace("送付状", "御送付のご案内");
    let request = json!({ "id": "cover-letter", "base": 0, "text": text });
    let base = call(&mut desk, "document.set_template", request)["seq"].clone();
    call(&mut desk, "document.drop_template", json!({ "id": "cover-letter", "base": base }));
    call(&mut desk, "ledger.undo", json!({}));
    registers(&mut desk, &proof);
    training(&mut desk);
    audits(&mut desk, &assessment);
    submissions(&mut desk, &assessment, clinic.dir.path());
    let second = json!({ "login": "suzuki", "profile": { "name": "鈴木 三郎" }, "roles": ["operator"], "password": PASSWORD });
    call(&mut desk, "people.add", second);
    desk.sign_out().unwrap();
    two_agree(&clinic);
    // Through the shell: it is the program that reads spreadsheets.
    let official = clinic.dir.path().join("official.csv");
    fs::write(&official, "項目ID,実施項目,運用的対策\nF1-01,理念,公式の文言\n").unwrap();
    assert!(clinic.run(&["catalogue", "overlay", "fuhyo-5.1", official.to_str().unwrap()]).status.success());
    let target = fixtures().join(VERSION);
    assert!(!target.exists(), "{VERSION} is released: name the next one");
    copy_tree(&clinic.path(), &target);
    let _ = fs::remove_file(target.join("lock"));
    // The shell's daily backup holds the same ledger once more.
    let _ = fs::remove_dir_all(target.join("backups"));
}

#[test]
fn every_released_ledger_still_opens_and_is_true() {
    let mut opened = 0;
    for entry in fs::read_dir(fixtures()).unwrap() {
        let frozen = entry.unwrap().path();
        let clinic = Clinic { dir: tempfile::tempdir().unwrap() };
        copy_tree(&frozen, &clinic.path());
        // Version control keeps no empty folders.
        fs::create_dir_all(clinic.path().join("evidence")).unwrap();
        fs::create_dir_all(clinic.path().join("backups")).unwrap();
        let mut desk = clinic.open();
        let report = call(&mut desk, "ledger.verify", json!({}));
        assert_eq!(report["problem_count"], 0, "{}: {report}", frozen.display());
        assert!(report["entries"].as_i64().unwrap() > 10);
        let checked = call(&mut desk, "evidence.check", json!({}));
        assert_eq!(checked["bad"], json!([]), "{}", frozen.display());
        let log = call(&mut desk, "ledger.log", json!({ "limit": 1000 }));
        assert_eq!(log["total"], log["lines"].as_array().unwrap().len());
        opened += 1;
    }
    assert!(opened >= 1);
}

#[test]
fn a_newer_version_is_refused_with_a_sentence_and_untouched() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    desk.session().unwrap().db().pragma_update(None, "user_version", 999).unwrap();
    desk.sign_out().unwrap();
    let before = fs::read(clinic.ledger()).unwrap();
    let error = clinic.try_open().err().unwrap();
    assert_eq!(error.code(), "newer-version");
    assert_eq!(before, fs::read(clinic.ledger()).unwrap());
    // Places that are no workspaces are refused by name, too.
    let layout = Layout::new(Path::new("/nowhere"));
    assert_eq!(layout.require().unwrap_err().code(), "not-found");
    assert!(Home::at(clinic.dir.path()).recent().ends_with("recent.json"));
    assert_eq!(
        tenken_tests::refused(
            &mut clinic.desk(),
            "workspace.unlock",
            json!({ "path": clinic.dir.path(), "login": LOGIN, "password": PASSWORD })
        ),
        "not-a-workspace"
    );
}

/// An update is preceded by a backup, and one that fails leaves the ledger as it was.
#[test]
fn a_failing_update_leaves_a_backup_and_the_old_state() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    // As if this ledger came from before the first version: the update will stumble over tables that are there.
    desk.session().unwrap().db().pragma_update(None, "user_version", 0).unwrap();
    desk.sign_out().unwrap();
    assert_eq!(clinic.try_open().err().unwrap().code(), "database");
    let backups = fs::read_dir(clinic.path().join("backups")).unwrap();
    let kept: Vec<_> = backups.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    assert!(kept.len() == 1 && kept[0].starts_with("before-update-"), "{kept:?}");
    assert_eq!(
        clinic.try_open().err().unwrap().code(),
        "database",
        "and it stays closed rather than half updated"
    );
}
