//! Audits: planned, judged beside what the facility said by people who do not answer for it, reported; findings mended,
//! returned, accepted; who may take which step in which state; what repeats, and what it proves.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use serde_json::{Value, json};
use tenken_core::command::Desk;
use tenken_tests::house::{
    House, conclude_and_report, finding, judge_the_rest, judged, mend, revision, show, step, take,
};
use tenken_tests::{LOGIN, call, refused};

/// Answered by the manager, looked after by one of the auditors, planned by the director; the assessment and the audit.
fn planned(house: &House, at: &Value) -> (Value, Value) {
    let mut desk = house.sign_in("kanri");
    let request = json!({ "catalogues": ["fuhyo-5.1"], "fiscal_year": 2026 });
    let assessment = call(&mut desk, "assessment.start", request)["id"].clone();
    let items =
        json!([{ "at": at, "base": 0, "answer": { "value": "conforms", "note": "院長が任命しています" } }]);
    call(&mut desk, "assessment.answer", json!({ "id": assessment, "items": items }));
    let items = json!([{ "at": at, "base": 0, "person": house.people["nanami"] }]);
    call(&mut desk, "assessment.assign", json!({ "id": assessment, "items": items }));
    desk.sign_out().unwrap();
    let id = house.plan("2026-11-21", Some(&assessment), &json!([]));
    // The director planned it and may not begin it.
    let mut desk = house.sign_in(LOGIN);
    let shown = show(&mut desk, &id);
    let begin = shown["steps"].as_array().unwrap().iter().find(|one| one["step"] == "begin").unwrap();
    assert_eq!(begin["refused"]["code"], "not-permitted");
    // Who answers for something in its scope is named while it is still planned.
    assert_eq!(shown["clashes"][0]["name"], "監査 七海");
    assert_eq!(shown["clashes"][0]["numbers"], json!(["F1-01"]));
    desk.sign_out().unwrap();
    (assessment, id)
}

#[test]
fn an_auditors_day_from_the_plan_to_the_closed_finding() {
    let house = House::build();
    let at = json!({ "catalogue": "fuhyo-5.1", "control": "F1-01" });
    let (assessment, id) = planned(&house, &at);
    let mut desk = house.sign_in("kansa");
    step(&mut desk, &id, "begin", "");
    let shown = show(&mut desk, &id);
    let lines = shown["lines"].as_array().unwrap().clone();
    assert!(lines.len() >= 3, "{}", lines.len());
    let first = lines.iter().find(|line| line["line"]["number"] == "F1-01").unwrap().clone();
    assert_eq!(first["line"]["said"]["mark"], "〇");
    assert_eq!(first["line"]["said"]["note"], "院長が任命しています");
    let second = lines.iter().find(|line| line["line"]["number"] != "F1-01").unwrap().clone();
    // What fails is told in words.
    assert_eq!(refused(&mut desk, "audit.judge", judged(&id, &second, "minor", "")), "required");
    call(&mut desk, "audit.judge", judged(&id, &second, "conforms", ""));
    // Whoever saw an earlier state of it is told.
    assert_eq!(refused(&mut desk, "audit.judge", judged(&id, &second, "major", "x")), "conflict");
    let second = show(&mut desk, &id)["lines"]
        .as_array()
        .unwrap()
        .iter()
        .find(|line| line["line"]["item"] == second["line"]["item"])
        .unwrap()
        .clone();
    // Another judgement than before carries a reason.
    let other = judged(&id, &second, "minor", "30分であった");
    assert_eq!(refused(&mut desk, "audit.judge", other.clone()), "required");
    let mut with_reason = other;
    with_reason["items"][0]["reason"] = json!("現場で確かめ直した");
    call(&mut desk, "audit.judge", with_reason);
    desk.sign_out().unwrap();

    // The facility answers on: the audit does not change with it.
    let mut desk = house.sign_in("kanri");
    let base = revision(&mut desk, &assessment, &at);
    let items = json!([{ "at": at, "base": base, "answer": { "value": "fails", "plan": "任命する", "planned_date": "2026-12-20" } }]);
    call(&mut desk, "assessment.answer", json!({ "id": assessment, "items": items }));
    desk.sign_out().unwrap();

    let mut desk = house.sign_in("nanami");
    assert_eq!(refused(&mut desk, "audit.judge", judged(&id, &first, "conforms", "")), "not-independent");
    desk.sign_out().unwrap();

    let mut desk = house.sign_in("kansa");
    let shown = show(&mut desk, &id);
    let line =
        shown["lines"].as_array().unwrap().iter().find(|line| line["line"]["number"] == "F1-01").unwrap();
    assert_eq!(line["line"]["said"]["mark"], "〇");
    let report =
        shown["steps"].as_array().unwrap().iter().find(|one| one["step"] == "report").unwrap().clone();
    assert_eq!(report["refused"]["code"], "unjudged");
    judge_the_rest(&mut desk, &id);
    let item = &second["line"]["item"];
    let request = json!({ "finding": finding(&id, item, &house.people["sato"], "2026-11-21") });
    let row = call(&mut desk, "finding.write", request)["row"].clone();
    assert_eq!((&row["number"], &row["state"]), (&json!("2026-1"), &json!("open")));
    conclude_and_report(&mut desk, &id);
    let shown = show(&mut desk, &id);
    assert_eq!(shown["counts"]["minor"], 1);
    let close = shown["steps"].as_array().unwrap().iter().find(|one| one["step"] == "close").unwrap().clone();
    assert_eq!(close["refused"]["code"], "findings-open");
    // The auditor mends nothing.
    let nothing = json!({ "id": row["id"], "base": row["revision"], "correction": {} });
    assert_eq!(refused(&mut desk, "finding.correct", nothing), "not-permitted");
    desk.sign_out().unwrap();
    it_comes_back_unfixed(&house, &id, row);
}

/// What the auditor found is mended badly, returned, left lying, mended, accepted, and looked at once more.
fn it_comes_back_unfixed(house: &House, id: &Value, row: Value) {
    let mut desk = house.sign_in("sato");
    let request = json!({ "id": row["id"], "base": row["revision"], "step": "report" });
    assert_eq!(refused(&mut desk, "finding.step", request), "required", "nothing was written yet");
    let row = mend(&mut desk, &row, "設定を10分にした。");
    let row = take(&mut desk, &row, "report", &json!({}));
    assert_eq!(row["state"], "answered");
    desk.sign_out().unwrap();

    // It comes back unfixed.
    let mut desk = house.sign_in("kansa");
    let silent = json!({ "id": row["id"], "base": row["revision"], "step": "return" });
    assert_eq!(refused(&mut desk, "finding.step", silent), "required");
    let row =
        take(&mut desk, &row, "return", &json!({ "reason": "診察室の1台が30分のまま", "due": "2026-12-04" }));
    assert_eq!((&row["state"], &row["due"]), (&json!("returned"), &json!("2026-12-04")));
    desk.sign_out().unwrap();
    let mut desk = house.sign_in("sato");
    let due = call(&mut desk, "home.show", Value::Null)["due"].clone();
    let mine = due.as_array().unwrap().iter().find(|one| one["kind"] == "finding").unwrap().clone();
    assert_eq!((&mine["given_to"], &mine["escalated"]), (&json!("佐藤 次郎"), &json!(false)));
    // Three weeks late: whoever leads must know.
    desk.sign_out().unwrap();
    house.later("2026-12-25");
    let mut desk = house.sign_in("sato");
    let due = call(&mut desk, "home.show", Value::Null)["due"].clone();
    let late = due.as_array().unwrap().iter().find(|one| one["kind"] == "finding").unwrap().clone();
    assert_eq!((&late["when"], &late["escalated"]), (&json!("late"), &json!(true)));
    let row = mend(&mut desk, &row, "4台すべてを10分にした。");
    let row = take(&mut desk, &row, "report", &json!({}));
    desk.sign_out().unwrap();
    let mut desk = house.sign_in("kansa");
    let row = take(&mut desk, &row, "accept", &json!({}));
    assert_eq!((&row["state"], &row["due"]), (&json!("accepted"), &json!("2027-03-25")));
    // Somebody still has to look at its effect, but nothing is open: the audit ends.
    step(&mut desk, id, "close", "");
    desk.sign_out().unwrap();
    house.later("2027-03-25");
    let mut desk = house.sign_in("kansa");
    let row = take(&mut desk, &row, "confirm", &json!({}));
    assert_eq!((&row["state"], &row["due"]), (&json!("closed"), &Value::Null));
    let steps: Vec<&str> =
        row["steps"].as_array().unwrap().iter().map(|one| one["step"].as_str().unwrap()).collect();
    assert_eq!(steps, ["report", "return", "report", "accept", "confirm"]);
    // Taken back and done again it is what it was.
    for _ in 0..3 {
        call(&mut desk, "ledger.undo", Value::Null);
    }
    assert_eq!(call(&mut desk, "finding.show", json!({ "id": row["id"] }))["row"]["state"], "answered");
    for _ in 0..3 {
        call(&mut desk, "ledger.redo", Value::Null);
    }
    assert_eq!(call(&mut desk, "finding.show", json!({ "id": row["id"] }))["row"], row);
    assert_eq!(call(&mut desk, "ledger.verify", Value::Null)["problems"], json!([]));
}

/// Every state × step × role: what is offered is exactly what the table says.

#[test]
fn what_was_found_before_is_found_again_and_it_proves_its_controls() {
    let house = House::build();
    let mut desk = house.sign_in("kanri");
    let request = json!({ "catalogues": ["kasama"], "fiscal_year": 2026 });
    let assessment = call(&mut desk, "assessment.start", request)["id"].clone();
    let lacks = |desk: &mut Desk, control: &str| {
        let at = json!({ "catalogue": "kasama", "control": control });
        let base = revision(desk, &assessment, &at);
        if base == 0 {
            let items = json!([{ "at": at, "base": base, "answer": { "value": "conforms" } }]);
            call(desk, "assessment.answer", json!({ "id": assessment, "items": items }));
        }
        let missing = call(desk, "assessment.readiness", json!({ "id": assessment }));
        missing
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["at"]["control"] == control && one["gap"] == "no-proof")
    };
    let audited = audited_control(&mut desk);
    assert!(lacks(&mut desk, &audited));
    desk.sign_out().unwrap();
    let mut found = Vec::new();
    for (day, now) in [("2026-11-21", "2026-11-21"), ("2027-05-21", "2027-05-21")] {
        house.later(now);
        let id = house.plan(day, None, &json!([]));
        let mut desk = house.sign_in("kansa");
        step(&mut desk, &id, "begin", "");
        let lines = show(&mut desk, &id)["lines"].as_array().unwrap().clone();
        call(&mut desk, "audit.judge", judged(&id, &lines[1], "minor", "30分であった"));
        judge_the_rest(&mut desk, &id);
        let request =
            json!({ "finding": finding(&id, &lines[1]["line"]["item"], &house.people["sato"], day) });
        found.push(call(&mut desk, "finding.write", request)["row"].clone());
        conclude_and_report(&mut desk, &id);
        let shown = show(&mut desk, &id);
        if found.len() == 1 {
            assert_eq!(shown["compared"], Value::Null);
            assert_eq!(shown["repeated"], json!([]));
        } else {
            assert_eq!(shown["compared"]["last_counts"]["minor"], 1);
            assert_eq!(shown["compared"]["follow_up"][0]["number"], "2026-1");
            assert_eq!(shown["repeated"][0]["number"], "2027-1");
            assert_eq!(shown["repeated"][0]["before"], json!(["2026-1"]));
        }
        desk.sign_out().unwrap();
    }
    let mut desk = house.sign_in("kanri");
    assert!(!lacks(&mut desk, &audited), "a reported audit of this year proves it");
    let trend = call(&mut desk, "audit.trend", Value::Null);
    let years: Vec<(i64, i64, i64)> = trend
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let number = |key: &str| one[key].as_i64().unwrap();
            (number("fiscal_year"), number("minor"), number("repeated"))
        })
        .collect();
    assert_eq!(years, [(2026, 1, 0), (2027, 1, 1)]);
}

/// A control of the region that an audit of every year proves.
fn audited_control(desk: &mut Desk) -> String {
    let shown = call(desk, "catalogue.show", json!({ "id": "kasama" }));
    let sections = shown["catalogue"]["sections"].as_array().unwrap().clone();
    let controls = sections.iter().flat_map(|one| one["controls"].as_array().cloned().unwrap_or_default());
    let found = controls.into_iter().find(|control| {
        let registers = control["registers"].as_array().cloned().unwrap_or_default();
        registers.len() == 1 && registers[0]["id"] == "audit" && registers[0]["cycle"] == "year"
    });
    found.unwrap()["id"].as_str().unwrap().to_owned()
}
