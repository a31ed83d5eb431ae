//! What audits may and may not: who takes which step in which state, draws that come out the same, recommendations, audits
//! that come back.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;

use serde_json::{Value, json};
use strum::VariantArray;
use tenken_core::audit::finding;
use tenken_core::people::{Role, Roles, permission};
use tenken_tests::house::{House, judged, mend, show, step, take};
use tenken_tests::{LOGIN, PASSWORD, call, refused};

#[test]
fn whoever_mended_it_does_not_accept_it_even_as_an_auditor() {
    let house = House::build();
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
    let house = House::build();
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

#[test]
fn steps_of_findings_by_role_and_state() {
    let house = House::build();
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
    let house = House::build();
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
fn audits_come_back_as_often_as_they_were_told_to() {
    let house = House::build();
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
