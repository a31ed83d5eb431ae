//! Self-assessment: answers given, taken back, contested, carried over and offered; and what is still missing.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::io::Write;
use std::process::Stdio;

use serde_json::{Value, json};
use tenken_core::command::Desk;
use tenken_tests::{Clinic, LOGIN, PASSWORD, call, refused};

fn start(desk: &mut Desk, catalogues: &[&str]) -> Value {
    call(desk, "assessment.start", json!({ "catalogues": catalogues, "fiscal_year": 2026 }))["id"].clone()
}

fn at(catalogue: &str, control: &str) -> Value {
    json!({ "catalogue": catalogue, "control": control })
}

fn give(desk: &mut Desk, id: &Value, place: &Value, base: i64, answer: Value) -> i64 {
    let items = json!([{ "at": place, "base": base, "answer": answer }]);
    call(desk, "assessment.answer", json!({ "id": id, "items": items }))["outcome"]["seq"].as_i64().unwrap()
}

fn around(desk: &mut Desk, id: &Value, place: &Value) -> Value {
    call(desk, "assessment.around", json!({ "id": id, "at": place }))
}

fn whole(desk: &mut Desk, id: &Value) -> Value {
    call(desk, "assessment.progress", json!({ "id": id }))[0]["whole"].clone()
}

#[test]
fn a_clinic_answers_its_81_rows_and_is_ready() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let id = start(&mut desk, &["fuhyo-5.1"]);
    let shown = call(&mut desk, "catalogue.show", json!({ "id": "fuhyo-5.1", "grade": "C" }));
    let rows: Vec<String> = shown["applies"]
        .as_object()
        .unwrap()
        .iter()
        .filter(|(_, applies)| applies["is"] == "yes")
        .map(|(control, _)| control.clone())
        .collect();
    assert_eq!(rows.len(), 81);
    let items: Vec<Value> = rows
        .iter()
        .map(|row| json!({ "at": at("fuhyo-5.1", row), "base": 0, "answer": { "value": "conforms" } }))
        .collect();
    call(&mut desk, "assessment.answer", json!({ "id": id, "items": items }));
    let score = whole(&mut desk, &id);
    assert_eq!((&score["rows"], &score["answered"], &score["rate"]), (&json!(81), &json!(81), &json!(100)));
    // Saying it is not showing it.
    let missing = call(&mut desk, "assessment.readiness", json!({ "id": id }));
    assert!(missing.as_array().unwrap().iter().all(|one| one["gap"] == "no-proof"));
    let uses: Vec<Value> = rows
        .iter()
        .map(|row| json!({ "control": { "assessment": id, "at": at("fuhyo-5.1", row) } }))
        .collect();
    let binder = json!({ "details": { "title": "運用管理規程 一式", "place": "院長室" }, "uses": uses });
    call(&mut desk, "evidence.add", binder);
    assert_eq!(call(&mut desk, "assessment.readiness", json!({ "id": id })), json!([]));
    // △ and 対象外 ask for more; what does not apply does not count, △ does not conform.
    let bases = call(&mut desk, "assessment.show", json!({ "id": id }))["answers"].clone();
    let base = bases[0]["revision"].as_i64().unwrap();
    give(&mut desk, &id, &at("fuhyo-5.1", &rows[0]), base, json!({ "value": "partly" }));
    give(&mut desk, &id, &at("fuhyo-5.1", &rows[1]), base, json!({ "value": "not_applicable" }));
    let missing = call(&mut desk, "assessment.readiness", json!({ "id": id }));
    let gaps: Vec<&str> = missing.as_array().unwrap().iter().map(|m| m["gap"].as_str().unwrap()).collect();
    assert_eq!(gaps, ["no-plan", "no-planned-date", "no-reason"]);
    assert_eq!(whole(&mut desk, &id)["rate"], json!(79 * 100 / 80));
    // Everything at once is one thing to take back.
    for _ in 0..4 {
        call(&mut desk, "ledger.undo", json!({}));
    }
    assert_eq!(whole(&mut desk, &id)["answered"], 0);
    for _ in 0..4 {
        call(&mut desk, "ledger.redo", json!({}));
    }
    assert_eq!(whole(&mut desk, &id)["answered"], 81);
    assert_eq!(call(&mut desk, "ledger.verify", json!({}))["problem_count"], 0);
    assert_eq!(call(&mut desk, "ledger.rebuild", json!({}))["rows"], 0);
}

#[test]
fn a_contested_answer_shows_both_and_every_answer_has_its_history() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let id = start(&mut desk, &["fuhyo-5.1"]);
    let place = at("fuhyo-5.1", "F1-10");
    let first = give(&mut desk, &id, &place, 0, json!({ "value": "conforms", "note": "窓口あり" }));
    // Somebody who had not seen it.
    let items = json!([{ "at": place, "base": 0, "answer": { "value": "fails" } }]);
    let request = json!({ "id": id, "items": items });
    let error = desk.call("assessment.answer", request, &tenken_core::command::Progress::none()).unwrap_err();
    let params = error.params();
    assert_eq!((error.code(), params["yours"]["value"].as_str()), ("conflict", Some("fails")));
    assert_eq!(
        (params["theirs"]["value"].as_str(), params["by"].as_str()),
        (Some("conforms"), Some("山田 花子"))
    );
    give(&mut desk, &id, &place, first, json!({ "value": "partly", "plan": "掲示する" }));
    call(&mut desk, "ledger.undo", json!({}));
    let history = around(&mut desk, &id, &place)["history"].clone();
    let told: Vec<(&str, &str)> = history
        .as_array()
        .unwrap()
        .iter()
        .map(|past| (past["from"]["value"].as_str().unwrap(), past["to"]["value"].as_str().unwrap()))
        .collect();
    assert_eq!(told, [("partly", "conforms"), ("conforms", "partly"), ("open", "conforms")]);
    assert_eq!(history[0]["person_name"], "山田 花子");
    // What cannot be an answer is none.
    let wrong = |desk: &mut Desk, place: Value, value: &str| {
        let items = json!([{ "at": place, "base": 0, "answer": { "value": value } }]);
        refused(desk, "assessment.answer", json!({ "id": id, "items": items }))
    };
    assert_eq!(wrong(&mut desk, at("fuhyo-5.1", "F1-01"), "はい"), "invalid");
    assert_eq!(wrong(&mut desk, at("fuhyo-5.1", "F9-99"), "conforms"), "no-such-thing");
    assert_eq!(wrong(&mut desk, at("tgp-1.1", "T04-1"), "conforms"), "no-such-thing");
    // Many at once: one stale answer, and none is given.
    let items = json!([
        { "at": at("fuhyo-5.1", "F1-01"), "base": 0, "answer": { "value": "conforms" } },
        { "at": place, "base": 0, "answer": { "value": "conforms" } },
    ]);
    assert_eq!(refused(&mut desk, "assessment.answer", json!({ "id": id, "items": items })), "conflict");
    assert_eq!(whole(&mut desk, &id)["answered"], 1);
    // A closed assessment stays as it is.
    let base = call(&mut desk, "assessment.list", json!({}))[0]["revision"].clone();
    call(&mut desk, "assessment.set_state", json!({ "id": id, "base": base, "state": "closed" }));
    assert_eq!(wrong(&mut desk, at("fuhyo-5.1", "F1-01"), "conforms"), "assessment-not-open");
}

#[test]
fn who_judges_gives_no_answers_and_everybody_may_speak() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let id = start(&mut desk, &["fuhyo-5.1"]);
    for (login, role) in [("sato", "staff"), ("ito", "auditor"), ("kato", "viewer")] {
        let person =
            json!({ "login": login, "profile": { "name": login }, "roles": [role], "password": PASSWORD });
        call(&mut desk, "people.add", person);
    }
    let sato = call(&mut desk, "people.list", json!({}));
    let sato = sato.as_array().unwrap().iter().find(|p| p["login"] == "sato").unwrap()["id"].clone();
    let place = at("fuhyo-5.1", "F1-10");
    let items = json!([{ "at": place, "base": 0, "person": sato }]);
    call(&mut desk, "assessment.assign", json!({ "id": id, "items": items }));
    desk.sign_out().unwrap();
    let answer =
        json!({ "id": id, "items": [{ "at": place, "base": 0, "answer": { "value": "conforms" } }] });
    let comment = json!({ "id": id, "at": place, "text": "掲示の写真を付けてください" });
    for (login, may_answer, may_comment) in
        [("sato", true, true), ("ito", false, true), ("kato", false, false)]
    {
        let mut desk = clinic.desk();
        call(&mut desk, "workspace.unlock", clinic.door(login, PASSWORD));
        let mut tried = |name: &str, request: &Value| {
            desk.call(name, request.clone(), &tenken_core::command::Progress::none()).is_ok()
        };
        assert_eq!(tried("assessment.answer", &answer), may_answer, "{login}");
        assert_eq!(tried("assessment.comment", &comment), may_comment, "{login}");
        let shown = call(&mut desk, "assessment.show", json!({ "id": id }));
        assert_eq!(shown["assignments"][0]["person"], sato);
        desk.sign_out().unwrap();
    }
    let mut desk = clinic.desk();
    call(&mut desk, "workspace.unlock", clinic.door(LOGIN, PASSWORD));
    let comments = around(&mut desk, &id, &place)["comments"].clone();
    assert_eq!(comments.as_array().unwrap().len(), 2);
    assert_eq!(call(&mut desk, "ledger.verify", json!({}))["problem_count"], 0);
}

#[test]
fn what_is_answered_once_is_offered_elsewhere_and_never_as_more_than_it_is() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let id = start(&mut desk, &["fuhyo-5.1", "tgp-1.1", "hachimaru"]);
    let offered = |desk: &mut Desk, place: &Value| around(desk, &id, place)["offers"].clone();
    // Part of what 付表 asks: an 適合 there is an 適合 here, anything else says nothing.
    let (whole, part) = (at("fuhyo-5.1", "F1-10"), at("tgp-1.1", "T15-1"));
    let seq = give(&mut desk, &id, &whole, 0, json!({ "value": "conforms" }));
    let offer = offered(&mut desk, &part)[0].clone();
    assert_eq!((&offer["from"], &offer["answer"]["value"]), (&whole, &json!("conforms")));
    assert!(offer["why"].as_str().is_some());
    give(&mut desk, &id, &whole, seq, json!({ "value": "partly" }));
    assert_eq!(offered(&mut desk, &part)[0]["answer"], Value::Null);
    // The same of the same: any answer.
    give(&mut desk, &id, &at("hachimaru", "H04-1"), 0, json!({ "value": "partly", "plan": "研修をする" }));
    let offer = offered(&mut desk, &at("tgp-1.1", "T04-1"))[0].clone();
    assert_eq!((&offer["kind"], &offer["answer"]["value"]), (&json!("equal"), &json!("partly")));
    // Offered, not taken.
    let shown = call(&mut desk, "assessment.show", json!({ "id": id }));
    assert_eq!(shown["answers"].as_array().unwrap().len(), 2);
}

#[test]
fn last_years_answers_come_as_suggestions_and_changed_rows_are_marked() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let text = |version: &str, question: &str| {
        format!(
            "[catalogue]\nid = \"own\"\ntitle = \"自前\"\nversion = \"{version}\"\n\n[[sections]]\nid = \"s\"\n\
             title = \"体制\"\n\n[[sections.controls]]\nid = \"1\"\npractice = \"責任者\"\n\
             question = \"責任者を決めていますか。\"\n\n[[sections.controls]]\nid = \"2\"\n\
             practice = \"見直し\"\nquestion = \"{question}\"\n"
        )
    };
    let file = clinic.dir.path().join("own.toml");
    fs::write(&file, text("1", "規程を見直していますか。")).unwrap();
    call(&mut desk, "catalogue.import", json!({ "path": file }));
    let first = start(&mut desk, &["own"]);
    for control in ["1", "2"] {
        give(&mut desk, &first, &at("own", control), 0, json!({ "value": "conforms" }));
    }
    fs::write(&file, text("2", "規程を毎年見直していますか。")).unwrap();
    call(&mut desk, "catalogue.import", json!({ "path": file }));
    let request = json!({ "catalogues": ["own"], "fiscal_year": 2027, "carried_from": first });
    let second = call(&mut desk, "assessment.start", request)["id"].clone();
    let carried = call(&mut desk, "assessment.carry_over", json!({ "id": second }));
    let fates: Vec<&str> =
        carried.as_array().unwrap().iter().map(|c| c["earlier"]["fate"].as_str().unwrap()).collect();
    assert_eq!(fates, ["keep", "review"]);
    assert_eq!(carried[1]["earlier"]["fields"][0]["field"], "question");
    let shown = call(&mut desk, "assessment.show", json!({ "id": second }));
    assert_eq!(shown["answers"], json!([]), "a suggestion is no answer");
    // The first is still what it was answered to.
    let shown = call(&mut desk, "assessment.show", json!({ "id": first }));
    assert_eq!(shown["catalogues"][0]["catalogue"]["catalogue"]["version"], "1");
}

#[test]
fn the_shell_answers_too() {
    let clinic = Clinic::new();
    assert!(clinic.run(&["assess", "start", "fuhyo-5.1"]).status.success());
    assert!(clinic.run(&["assess", "set", "F1-10", "○"]).status.success());
    let set = ["assess", "set", "F1-11", "△", "--plan", "手順書を作る", "--date", "2026-12-20"];
    assert!(clinic.run(&set).status.success());
    assert_eq!(clinic.run(&["assess", "set", "F1-11", "たぶん"]).status.code(), Some(2));
    let mut many = clinic.shell();
    let mut many =
        many.args(["assess", "set-many"]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    many.stdin.take().unwrap().write_all("F1-01 〇\nF1-02 ×\n".as_bytes()).unwrap();
    assert!(many.wait().unwrap().success());
    let shown = String::from_utf8_lossy(&clinic.run(&["assess", "show"]).stdout).into_owned();
    for wanted in
        ["F1-01   〇", "F1-02   ×", "F1-10   〇", "F1-11   △", "対策：手順書を作る", "予定日：2026-12-20"]
    {
        assert!(shown.contains(wanted), "{wanted} is not in:\n{shown}");
    }
    let progress = String::from_utf8_lossy(&clinic.run(&["assess", "progress"]).stdout).into_owned();
    assert!(progress.contains("4/81 回答済み") && progress.contains("適合率は、"), "{progress}");
    let ready = clinic.run(&["assess", "readiness"]);
    assert_eq!(ready.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&ready.stdout).contains("対策がない"));
    let log = String::from_utf8_lossy(&clinic.run(&["log", "--kind", "assessment"]).stdout).into_owned();
    assert!(log.contains("F1-10 に回答しました") && log.contains("2 項目に回答しました"), "{log}");
}
