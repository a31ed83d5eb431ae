//! Audits: planned, judged beside what the facility said by people who do not answer for it, reported; findings mended,
//! returned, accepted; who may take which step in which state; what repeats, and what it proves.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Value, json};
use strum::VariantArray;
use tenken_core::audit::finding;
use tenken_core::calendar::{ManualClock, Stamp};
use tenken_core::command::Desk;
use tenken_core::people::{Role, Roles, permission};
use tenken_tests::{Clinic, LOGIN, PASSWORD, call, refused};

const NOW: &str = "2026-11-21T01:00:00Z";

/// A clinic with people of their own roles, and a clock that is turned by hand.
struct House {
    clinic: Clinic,
    clock: Arc<ManualClock>,
    people: BTreeMap<&'static str, Value>,
}

impl House {
    fn new() -> Self {
        let clock = Arc::new(ManualClock::at(NOW).unwrap());
        let clinic = Clinic { dir: tempfile::tempdir().unwrap() };
        let mut desk = clinic.desk_at(clock.clone());
        clinic.create(&mut desk);
        let mut people = BTreeMap::new();
        for (login, name, roles) in [
            ("kansa", "監査 四郎", vec!["auditor"]),
            ("nanami", "監査 七海", vec!["auditor", "staff"]),
            ("sato", "佐藤 次郎", vec!["staff"]),
            ("kanri", "点検 花子", vec!["manager"]),
        ] {
            let request =
                json!({ "login": login, "profile": { "name": name }, "roles": roles, "password": PASSWORD });
            people.insert(login, call(&mut desk, "people.add", request)["id"].clone());
        }
        desk.sign_out().unwrap();
        Self { clinic, clock, people }
    }

    fn sign_in(&self, login: &str) -> Desk {
        let mut desk = self.clinic.desk_at(self.clock.clone());
        call(&mut desk, "workspace.unlock", self.clinic.door(login, PASSWORD));
        desk
    }

    fn later(&self, day: &str) {
        let at: Stamp = serde_json::from_value(json!(format!("{day}T01:00:00Z"))).unwrap();
        self.clock.set(at);
    }

    fn auditor(&self, login: &'static str, lead: bool) -> Value {
        let name = if login == "kansa" { "監査 四郎" } else { "監査 七海" };
        json!({ "id": uuid(login), "name": name, "person": self.people[login], "lead": lead,
            "independence": "受付の業務に関わらない" })
    }

    /// Planned by the director: the first section of 付表, and a sample where one is asked for.
    fn plan(&self, from: &str, assessment: Option<&Value>, samples: &Value) -> Value {
        let mut desk = self.sign_in(LOGIN);
        let section = section(&mut desk);
        let plan = json!({ "title": format!("定期監査 {from}"), "kind": "internal", "from": from, "to": from,
            "assessment": assessment, "parts": [{ "catalogue": "fuhyo-5.1", "sections": [section] }], "samples": samples,
            "auditors": [self.auditor("kansa", true), self.auditor("nanami", false)] });
        let id = call(&mut desk, "audit.plan", json!({ "plan": plan }))["id"].clone();
        desk.sign_out().unwrap();
        id
    }
}

fn uuid(login: &str) -> String {
    let first = if login == "kansa" { 'a' } else { 'b' };
    format!("{}-0000-4000-8000-000000000000", String::from(first).repeat(8))
}

fn section(desk: &mut Desk) -> Value {
    let shown = call(desk, "catalogue.show", json!({ "id": "fuhyo-5.1" }));
    let all = shown["catalogue"]["sections"].as_array().unwrap();
    let first = all.iter().find(|one| one["controls"].as_array().is_some_and(|rows| rows.len() > 3));
    first.unwrap()["id"].clone()
}

/// What an answer stands at, 0 before there is one.
fn revision(desk: &mut Desk, assessment: &Value, at: &Value) -> i64 {
    let shown = call(desk, "assessment.show", json!({ "id": assessment }));
    let found = shown["answers"].as_array().unwrap().iter().find(|one| one["at"] == *at);
    found.map_or(0, |one| one["revision"].as_i64().unwrap())
}

fn show(desk: &mut Desk, id: &Value) -> Value {
    call(desk, "audit.show", json!({ "id": id }))
}

fn step(desk: &mut Desk, id: &Value, step: &str, reason: &str) -> Value {
    let base = show(desk, id)["audit"]["revision"].clone();
    call(desk, "audit.step", json!({ "id": id, "base": base, "step": step, "reason": reason }))
}

fn judged(audit: &Value, line: &Value, grade: &str, observation: &str) -> Value {
    let heads = line["standing"]["heads"].as_array().cloned().unwrap_or_default();
    let replaces: Vec<&Value> = heads.iter().map(|head| &head["id"]).collect();
    json!({ "audit": audit, "items": [{ "item": line["line"]["item"], "grade": grade, "methods": ["documents"],
        "observation": observation, "replaces": replaces }] })
}

/// Everything that nobody judged yet conforms.
fn judge_the_rest(desk: &mut Desk, id: &Value) {
    let shown = show(desk, id);
    let me = &shown["me"];
    let open = shown["lines"].as_array().unwrap().iter().filter(|line| {
        line["standing"].is_null() && !line["not_independent"].as_array().unwrap().contains(me)
    });
    let items: Vec<Value> =
        open.map(|line| json!({ "item": line["line"]["item"], "grade": "conforms" })).collect();
    call(desk, "audit.judge", json!({ "audit": id, "items": items }));
}

fn conclude_and_report(desk: &mut Desk, id: &Value) {
    let base = show(desk, id)["audit"]["revision"].clone();
    let conclusion = json!({ "opinion_grade": "fair", "opinion": "おおむね適切に運用されている。" });
    call(desk, "audit.conclude", json!({ "id": id, "base": base, "conclusion": conclusion }));
    step(desk, id, "report", "");
}

fn finding(audit: &Value, item: &Value, owner: &Value, found_on: &str) -> Value {
    json!({ "source": { "audit": { "audit": audit } }, "item": item, "title": "離席時の画面の保護", "grade": "minor",
        "found_on": found_on, "fact": "受付の端末1台が30分であった。", "basis": "運用管理規程 第12条", "owner": owner,
        "check_after_months": 3 })
}

fn take(desk: &mut Desk, row: &Value, step: &str, more: &Value) -> Value {
    let mut request = json!({ "id": row["id"], "base": row["revision"], "step": step });
    request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    call(desk, "finding.step", request)["row"].clone()
}

fn mend(desk: &mut Desk, row: &Value, how: &str) -> Value {
    let base = call(desk, "finding.show", json!({ "id": row["id"] }))["row"]["revision"].clone();
    let correction = json!({ "whys": ["設定が変わっていた", "入れ替えで確認を漏らした"], "cause": "機器の入れ替えで確認を漏らした。",
        "correction": how, "prevention": "月1回の点検に加える。", "done_on": "2026-11-21" });
    call(desk, "finding.correct", json!({ "id": row["id"], "base": base, "correction": correction }))["row"]
        .clone()
}

#[test]
fn an_auditors_day_from_the_plan_to_the_closed_finding() {
    let house = House::new();
    let mut desk = house.sign_in("kanri");
    let assessment = call(
        &mut desk,
        "assessment.start",
        json!({ "catalogues": ["fuhyo-5.1"], "fiscal_year": 2026 }),
    )["id"]
        .clone();
    let at = json!({ "catalogue": "fuhyo-5.1", "control": "F1-01" });
    let items =
        json!([{ "at": at, "base": 0, "answer": { "value": "conforms", "note": "院長が任命しています" } }]);
    call(&mut desk, "assessment.answer", json!({ "id": assessment, "items": items }));
    let items = json!([{ "at": at, "base": 0, "person": house.people["nanami"] }]);
    call(&mut desk, "assessment.assign", json!({ "id": assessment, "items": items }));
    desk.sign_out().unwrap();
    let id = house.plan("2026-11-21", Some(&assessment), &json!([]));

    // The director planned it and may not judge it; nor may the manager begin it.
    let mut desk = house.sign_in(LOGIN);
    let shown = show(&mut desk, &id);
    let begin = shown["steps"].as_array().unwrap().iter().find(|one| one["step"] == "begin").unwrap();
    assert_eq!(begin["refused"]["code"], "not-permitted");
    // Who answers for something in its scope is named while it is still planned.
    assert_eq!(shown["clashes"][0]["name"], "監査 七海");
    assert_eq!(shown["clashes"][0]["numbers"], json!(["F1-01"]));
    desk.sign_out().unwrap();

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
    let bare = json!({ "id": row["id"], "base": row["revision"], "correction": {} });
    assert_eq!(refused(&mut desk, "finding.correct", bare), "not-permitted");
    desk.sign_out().unwrap();

    let mut desk = house.sign_in("sato");
    let request = json!({ "id": row["id"], "base": row["revision"], "step": "report" });
    assert_eq!(refused(&mut desk, "finding.step", request), "required", "nothing was written yet");
    let row = mend(&mut desk, &row, "設定を10分にした。");
    let row = take(&mut desk, &row, "report", &json!({}));
    assert_eq!(row["state"], "answered");
    desk.sign_out().unwrap();

    // It comes back unfixed.
    let mut desk = house.sign_in("kansa");
    let bare = json!({ "id": row["id"], "base": row["revision"], "step": "return" });
    assert_eq!(refused(&mut desk, "finding.step", bare), "required");
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
    step(&mut desk, &id, "close", "");
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

#[test]
fn whoever_mended_it_does_not_accept_it_even_as_an_auditor() {
    let house = House::new();
    let mut desk = house.sign_in("nanami");
    let request = json!({ "finding": { "source": "other", "title": "施錠", "grade": "minor", "found_on": "2026-11-20",
        "fact": "書庫が開いていた。", "owner": house.people["nanami"] } });
    let row = call(&mut desk, "finding.write", request)["row"].clone();
    let row = mend(&mut desk, &row, "鍵を替えた。");
    let row = take(&mut desk, &row, "report", &json!({}));
    let request = json!({ "id": row["id"], "base": row["revision"], "step": "accept" });
    assert_eq!(refused(&mut desk, "finding.step", request), "own-correction");
    desk.sign_out().unwrap();
    let mut desk = house.sign_in("kansa");
    assert_eq!(take(&mut desk, &row, "accept", &json!({}))["state"], "closed");
}

#[test]
fn a_recommendation_gives_time_and_ends_where_nothing_is_improved() {
    let house = House::new();
    let mut desk = house.sign_in("kanri");
    let request = json!({ "finding": { "source": "other", "title": "保守作業の記録の提出", "grade": "major",
        "found_on": "2026-11-20", "fact": "3件の報告がない。", "addressee": "見本システム株式会社" } });
    let row = call(&mut desk, "finding.write", request)["row"].clone();
    let without = json!({ "id": row["id"], "base": row["revision"], "step": "recommend", "reason": "口頭で求めたが提出がない" });
    assert_eq!(refused(&mut desk, "finding.step", without), "required");
    let row = take(&mut desk, &row, "recommend", &json!({ "reason": "提出がない", "due": "2026-12-18" }));
    assert_eq!((&row["state"], &row["due"]), (&json!("recommended"), &json!("2026-12-18")));
    // Not before its day.
    let give_up = json!({ "reason": "改善がない" });
    let early = json!({ "id": row["id"], "base": row["revision"], "step": "give_up", "reason": "x" });
    assert_eq!(refused(&mut desk, "finding.step", early), "wrong-state");
    desk.sign_out().unwrap();
    house.later("2026-12-21");
    let mut desk = house.sign_in("kanri");
    assert_eq!(take(&mut desk, &row, "give_up", &give_up)["state"], "unimproved");
}

/// Every state × step × role: what is offered is exactly what the table says.
#[test]
fn steps_of_findings_by_role_and_state() {
    let house = House::new();
    let mut desk = house.sign_in(LOGIN);
    for &role in Role::VARIANTS {
        let name: &str = role.into();
        let request = json!({ "login": format!("as_{name}"), "profile": { "name": name }, "roles": [name], "password": PASSWORD });
        call(&mut desk, "people.add", request);
    }
    desk.sign_out().unwrap();
    // One finding in each state, made by those who may.
    let path: [(&str, &[&str]); 8] = [
        ("open", &[]),
        ("recommended", &["kanri recommend"]),
        ("answered", &["sato report"]),
        ("returned", &["sato report", "kansa return"]),
        ("accepted", &["sato report", "kansa accept"]),
        ("closed", &["sato report", "kansa accept", "kansa confirm"]),
        ("unimproved", &["kanri recommend", "sato report", "kansa return", "kanri give_up"]),
        ("withdrawn", &["kansa withdraw"]),
    ];
    let mut made = Vec::new();
    for (state, steps) in path {
        let mut desk = house.sign_in("kanri");
        let request = json!({ "finding": { "source": "other", "title": state, "grade": "minor", "found_on": "2026-11-20",
            "fact": "x", "addressee": "社", "check_after_months": 1 } });
        let mut row = call(&mut desk, "finding.write", request)["row"].clone();
        desk.sign_out().unwrap();
        for step in steps {
            let (login, step) = step.split_once(' ').unwrap();
            let mut desk = house.sign_in(login);
            if step == "report" {
                row = mend(&mut desk, &row, "直した");
            }
            row = take(&mut desk, &row, step, &json!({ "reason": "x", "due": "2027-01-31" }));
            desk.sign_out().unwrap();
        }
        assert_eq!(row["state"], state);
        made.push((state, row));
    }
    for &role in Role::VARIANTS {
        let name: &str = role.into();
        let mut desk = house.sign_in(&format!("as_{name}"));
        for (state, row) in &made {
            if role == Role::Viewer {
                assert_eq!(refused(&mut desk, "finding.show", json!({ "id": row["id"] })), "not-permitted");
                continue;
            }
            let shown = call(&mut desk, "finding.show", json!({ "id": row["id"] }));
            let offered: BTreeSet<&str> =
                shown["steps"].as_array().unwrap().iter().map(|one| one["step"].as_str().unwrap()).collect();
            let state: finding::State = state.parse().unwrap();
            for &step in finding::Step::VARIANTS {
                let step_name: &str = step.into();
                let (from, _, right) = step.rule();
                assert_eq!(offered.contains(step_name), from.contains(&state), "{state:?} {step:?}");
                if !from.contains(&state) {
                    // Not offered, and refused whoever asks.
                    let request = json!({ "id": row["id"], "base": row["revision"], "step": step_name, "reason": "x", "due": "2027-01-31" });
                    let code = refused(&mut desk, "finding.step", request);
                    assert!(["wrong-state", "not-permitted"].contains(&code.as_str()), "{code}");
                    continue;
                }
                let one =
                    shown["steps"].as_array().unwrap().iter().find(|one| one["step"] == step_name).unwrap();
                let may = permission::may(&Roles::of(&[role]), right);
                assert_eq!(one["refused"]["code"] != "not-permitted", may, "{role:?} {state:?} {step:?}");
            }
        }
        desk.sign_out().unwrap();
    }
}

#[test]
fn the_same_seed_draws_the_same_records() {
    let house = House::new();
    let mut desk = house.sign_in("kanri");
    let items: Vec<Value> = (1..=30)
        .map(|day| {
            json!({ "fields": { "applied_on": format!("2026-10-{day:02}"), "name": format!("人 {day}"), "contents": "名簿",
                "taken_from": format!("2026-10-{day:02}"), "taken_to": "2026-10-31" } })
        })
        .collect();
    call(&mut desk, "register.write", json!({ "register": "take_out", "items": items }));
    let mut draw = |seed: &str, count: u32| {
        let request = json!({ "register": "take_out", "from": "2026-10-01", "to": "2026-10-31", "count": count, "seed": seed });
        let drawn = call(&mut desk, "audit.draw", request);
        assert_eq!(drawn["there"], 30);
        let records = drawn["records"].as_array().unwrap();
        records.iter().map(|one| one["number"].as_i64().unwrap()).collect::<Vec<_>>()
    };
    let ten = draw("令和8年度", 10);
    assert_eq!(ten.len(), 10);
    assert_eq!(draw("令和8年度", 10), ten);
    assert_ne!(draw("令和9年度", 10), ten);
    // Fewer of one seed are among the more of it.
    assert!(draw("令和8年度", 4).iter().all(|number| ten.contains(number)));
    assert_eq!(draw("令和8年度", 50).len(), 30);
    desk.sign_out().unwrap();
    // They are lines of the audit, and whoever wrote one does not judge it.
    let sample = json!([{ "register": "take_out", "from": "2026-10-01", "to": "2026-10-31", "count": 10, "seed": "令和8年度" }]);
    let id = house.plan("2026-11-21", None, &sample);
    let mut desk = house.sign_in("kansa");
    step(&mut desk, &id, "begin", "");
    let shown = show(&mut desk, &id);
    let drawn: Vec<&Value> = shown["lines"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|line| !line["line"]["item"]["record"].is_null())
        .collect();
    assert_eq!(drawn.len(), 10);
    assert!(drawn[0]["line"]["text"].as_str().unwrap().contains("名簿"));
    call(&mut desk, "audit.judge", judged(&id, drawn[0], "good", "帰着の確認まで記入されている"));
}

#[test]
fn what_was_found_before_is_found_again_and_it_proves_its_controls() {
    let house = House::new();
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

#[test]
fn audits_come_back_as_often_as_they_were_told_to() {
    let house = House::new();
    let mut desk = house.sign_in("kanri");
    let series = json!({ "title": "内部監査", "kind": "internal", "target": "",
        "recurrence": { "from": "2026-05-30", "times": 2, "working_days": true } });
    let made = call(&mut desk, "audit.set_series", json!({ "series": series }));
    let listed = call(&mut desk, "audit.list", json!({ "fiscal_year": 2026 }));
    let days: Vec<&Value> = listed["wanted"].as_array().unwrap().iter().map(|one| &one["day"]).collect();
    // The 30th of May 2026 is a Saturday, the last working day of its month the 29th.
    assert_eq!(days, ["2026-05-29", "2026-11-30"]);
    let plan = json!({ "title": "下期の内部監査", "kind": "internal", "from": "2026-12-01", "series": made["id"],
        "series_day": "2026-11-30" });
    call(&mut desk, "audit.plan", json!({ "plan": plan }));
    let listed = call(&mut desk, "audit.list", json!({ "fiscal_year": 2026 }));
    assert_eq!(listed["wanted"].as_array().unwrap().len(), 1);
    // All of it stands in the calendar.
    let range = json!({ "from": "2026-04-01", "to": "2027-06-30" });
    let all = call(&mut desk, "calendar.list", range);
    let kinds: Vec<(&str, &str)> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["kind"].as_str().unwrap(), one["day"].as_str().unwrap()))
        .collect();
    assert_eq!(
        kinds,
        [("audit_wanted", "2026-05-29"), ("audit", "2026-12-01"), ("audit_wanted", "2027-05-31")]
    );
}
