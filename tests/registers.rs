//! Registers: every definition is sound and known to the catalogues, every state is walked by every role, a record's life
//! can be taken back step by step, freshness is what a plain count says.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use strum::VariantArray;
use tenken_core::calendar::Day;
use tenken_core::command::Desk;
use tenken_core::people::{Role, Roles};
use tenken_core::register::{self, Record, Step};
use tenken_tests::{Clinic, PASSWORD, call, refused};

/// These have rooms of their own.
const ELSEWHERE: [&str; 4] = ["audit", "training", "submission", "corrective_action"];

#[test]
fn every_register_that_a_control_names_is_there() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let known: BTreeSet<&str> = register::bundled_all().unwrap().iter().map(|one| one.id.as_str()).collect();
    assert!(known.len() >= 30, "{}", known.len());
    let mut named = BTreeSet::new();
    for id in ["fuhyo-5.1", "tgp-1.1", "hachimaru", "kmix-r", "kasama"] {
        let shown = call(&mut desk, "catalogue.show", json!({ "id": id }));
        for section in shown["catalogue"]["sections"].as_array().unwrap() {
            for control in section["controls"].as_array().into_iter().flatten() {
                for one in control["registers"].as_array().into_iter().flatten() {
                    named.insert(one["id"].as_str().unwrap().to_owned());
                }
            }
        }
    }
    assert!(named.len() >= 30, "{named:?}");
    let missing: Vec<&String> =
        named.iter().filter(|id| !known.contains(id.as_str()) && !ELSEWHERE.contains(&id.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let unnamed: Vec<&&str> = known.iter().filter(|id| !named.contains(**id)).collect();
    assert!(unnamed.is_empty(), "no control is proved by {unnamed:?}");
}

#[test]
fn a_fault_in_a_definition_is_told_with_its_line() {
    let text = "id = \"x\"\nname = \"x\"\nname_en = \"x\"\nsource = \"\"\npurpose = \"x\"\ngroup = \"assets\"\ntitled_by = \"nothing\"\n\
                fields = [\n  { id = \"a\", name = \"a\", name_en = \"a\", type = \"choice\" },\n  { id = \"a\", name = \"a\", name_en = \"a\", type = \"text\" },\n]\n\
                rules = [{ check = \"b == ''\", field = \"c\", say = \"x\", say_en = \"x\" }]\n";
    let Err(tenken_core::Error::Faulty { faults, .. }) = register::read("x.toml", text) else { panic!() };
    let told: Vec<(Option<u32>, &str)> = faults.iter().map(|fault| (fault.line, fault.what.code())).collect();
    assert_eq!(
        told,
        [
            (Some(7), "no-such"),
            (Some(9), "missing"),
            (Some(10), "duplicate"),
            (Some(12), "expression"),
            (Some(12), "no-such")
        ]
    );
}

fn record(of: &register::Register, state: &str, by: uuid::Uuid) -> Record {
    Record {
        id: uuid::Uuid::now_v7(),
        register: of.id.clone(),
        number: 1,
        day: "2026-11-20".parse().unwrap(),
        title: String::new(),
        state: Some(state.to_owned()),
        fields: Map::new(),
        created: "2026-11-20T00:00:00Z".parse().unwrap(),
        created_by: by,
        created_by_name: String::new(),
        struck: false,
        revision: 1,
    }
}

#[test]
fn every_state_is_walked_by_every_role() {
    let (me, other) = (uuid::Uuid::now_v7(), uuid::Uuid::now_v7());
    let mut walked = 0;
    for one in register::bundled_all().unwrap() {
        // Every state can be reached from the first, and every one that is not the end leads on.
        let mut reached: BTreeSet<&str> = one.states.iter().take(1).map(|state| state.id.as_str()).collect();
        loop {
            let more: Vec<&str> = one
                .moves
                .iter()
                .filter(|step| step.from.iter().any(|from| reached.contains(from.as_str())))
                .map(|step| step.to.as_str())
                .filter(|to| !reached.contains(to))
                .collect();
            if more.is_empty() {
                break;
            }
            reached.extend(more);
        }
        for state in &one.states {
            assert!(reached.contains(state.id.as_str()), "{}: {} cannot be reached", one.id, state.id);
            let leads = one.moves.iter().any(|step| step.from.contains(&state.id));
            assert!(leads || state.done || state.dropped, "{}: {} leads nowhere", one.id, state.id);
            for step in &one.moves {
                for &role in Role::VARIANTS {
                    let roles = Roles::of(&[role]);
                    let may = |by: uuid::Uuid, steps: &[Step]| {
                        let found = record(one, &state.id, by);
                        register::may_move(one, &found, &step.id, (me, &roles), steps).is_ok()
                    };
                    let wanted = step.from.contains(&state.id) && step.roles.contains(&role);
                    assert_eq!(may(other, &[]), wanted, "{} {} {} {role:?}", one.id, state.id, step.id);
                    let own = step.not_by.as_deref() == Some("create");
                    assert_eq!(
                        may(me, &[]),
                        wanted && !own,
                        "{} {} {} {role:?} own",
                        one.id,
                        state.id,
                        step.id
                    );
                    if let Some(before) = step.not_by.as_ref().filter(|before| *before != "create") {
                        let at = "2026-11-20T00:00:00Z".parse().unwrap();
                        let mine = Step { step: before.clone(), by: me, by_name: String::new(), at };
                        assert!(
                            !may(other, &[mine]),
                            "{} {} {} after one's own step",
                            one.id,
                            state.id,
                            step.id
                        );
                    }
                    walked += 1;
                }
            }
        }
    }
    assert!(walked > 1000, "{walked}");
}

fn write(desk: &mut Desk, register: &str, fields: Value) -> Value {
    call(desk, "register.write", json!({ "register": register, "items": [{ "fields": fields }] }))["records"]
        [0]
    .clone()
}

#[test]
fn a_request_is_permitted_by_another_and_comes_back() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    call(
        &mut desk,
        "people.add",
        json!({ "login": "sato", "profile": { "name": "佐藤 次郎" }, "roles": ["staff"], "password": PASSWORD }),
    );
    let asked = json!({
        "applied_on": "2026-11-20", "name": "山田 花子", "contents": "訪問先の予定表 8件", "taken_from": "2026-11-24",
        "taken_to": "2026-11-28", "media": ["laptop"], "purpose": "訪問診療", "department": "診療部", "contact": "03-0000-0000",
    });
    let made = write(&mut desk, "take_out", asked);
    assert_eq!(
        (&made["number"], &made["state"], &made["day"]),
        (&json!(1), &json!("requested"), &json!("2026-11-20"))
    );
    let permit = |record: &Value| {
        let fields =
            json!({ "permitted": "permitted", "permitted_on": "2026-11-20", "permitted_by": "佐藤 次郎" });
        json!({ "id": record["id"], "base": record["revision"], "step": "permit", "fields": fields })
    };
    // Nobody permits their own request; the window is told so before it is tried.
    assert_eq!(refused(&mut desk, "register.advance", permit(&made)), "own-request");
    let shown = call(&mut desk, "register.show", json!({ "id": made["id"] }));
    let step = |shown: &Value, id: &str| {
        shown["moves"].as_array().unwrap().iter().find(|one| one["step"] == id).cloned().unwrap_or_default()
    };
    assert_eq!(step(&shown, "permit")["refused"]["code"], "own-request");
    assert_eq!(step(&shown, "withdraw")["refused"], Value::Null);
    desk.sign_out().unwrap();
    let mut desk = clinic.desk();
    call(&mut desk, "workspace.unlock", clinic.door("sato", PASSWORD));
    // What a step needs is asked for, and nothing is half done.
    let bare = json!({ "id": made["id"], "base": made["revision"], "step": "permit" });
    assert_eq!(refused(&mut desk, "register.advance", bare), "required");
    let moved = call(&mut desk, "register.advance", permit(&made))["records"][0].clone();
    assert_eq!(moved["state"], "permitted");
    // The same step twice is one too many, and a stale one is a conflict.
    assert_eq!(refused(&mut desk, "register.advance", permit(&moved)), "wrong-state");
    let outdated = json!({ "id": made["id"], "base": made["revision"], "step": "take_out", "fields": { "taken_out_on": "2026-11-24" } });
    assert_eq!(refused(&mut desk, "register.advance", outdated), "conflict");
    let out = json!({ "id": made["id"], "base": moved["revision"], "step": "take_out", "fields": { "taken_out_on": "2026-11-24" } });
    let out = call(&mut desk, "register.advance", out)["records"][0].clone();
    assert_eq!(out["state"], "out");
    // Taken back and brought again, step by step.
    call(&mut desk, "ledger.undo", Value::Null);
    let state =
        |desk: &mut Desk| call(desk, "register.show", json!({ "id": made["id"] }))["record"]["state"].clone();
    assert_eq!(state(&mut desk), "permitted");
    call(&mut desk, "ledger.undo", Value::Null);
    assert_eq!(state(&mut desk), "requested");
    call(&mut desk, "ledger.redo", Value::Null);
    call(&mut desk, "ledger.redo", Value::Null);
    assert_eq!(state(&mut desk), "out");
    assert_eq!(
        call(&mut desk, "register.show", json!({ "id": made["id"] }))["steps"].as_array().unwrap().len(),
        6
    );
    desk.sign_out().unwrap();
    assert_eq!(call(&mut clinic.open(), "ledger.verify", Value::Null)["problems"], json!([]));
}

#[test]
fn what_does_not_fit_is_refused_by_name_and_nothing_is_written() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let whole =
        json!({ "kind": "daily", "done_at": "2026-11-20T02:00", "target": "電子カルテ", "result": "good" });
    let with = |key: &str, value: Value| {
        let mut fields = whole.clone();
        fields[key] = value;
        json!({ "register": "backup", "items": [{ "fields": whole }, { "fields": fields }] })
    };
    for (key, value, code) in [
        ("done_at", json!("2026-11-20 02:00"), "invalid"),
        ("kind", json!("weekly"), "invalid"),
        ("target", json!("  "), "required"),
        ("restore_minutes", json!(-1), "invalid"),
        ("encrypted", json!("yes"), "invalid"),
        ("nowhere", json!("x"), "no-such-thing"),
        ("number", json!(7), "invalid"),
        ("ended_at", json!("2026-11-20T01:00"), "rule-broken"),
        ("result", json!("failed"), "rule-broken"),
    ] {
        assert_eq!(refused(&mut desk, "register.write", with(key, value)), code, "{key}");
    }
    let page = call(&mut desk, "register.records", json!({ "register": "backup" }));
    assert_eq!(page["total"], 0);
}

#[test]
fn records_are_found_sorted_changed_and_struck() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let one = |day: u32, target: &str| json!({ "fields": { "kind": "daily", "done_at": format!("2026-11-{day:02}T02:00"), "target": target, "result": "good" } });
    let items: Vec<Value> =
        (1..=20).map(|day| one(day, if day % 2 == 0 { "電子カルテ" } else { "画像 100%" })).collect();
    let written = call(&mut desk, "register.write", json!({ "register": "backup", "items": items }));
    assert_eq!(written["records"].as_array().unwrap().len(), 20);
    let page = |desk: &mut Desk, filter: Value| {
        call(desk, "register.records", json!({ "register": "backup", "filter": filter }))
    };
    assert_eq!(page(&mut desk, json!({ "text": "カルテ" }))["total"], 10);
    // What a search means is what it says: a per cent sign is no wildcard.
    assert_eq!(page(&mut desk, json!({ "text": "100%" }))["total"], 10);
    assert_eq!(page(&mut desk, json!({ "text": "1%0" }))["total"], 0);
    assert_eq!(page(&mut desk, json!({ "from": "2026-11-05", "to": "2026-11-06" }))["total"], 2);
    let sorted = page(&mut desk, json!({ "sort": "target", "limit": 3 }));
    assert_eq!(sorted["records"][0]["fields"]["target"], "画像 100%");
    assert_eq!(
        refused(
            &mut desk,
            "register.records",
            json!({ "register": "backup", "filter": { "sort": "x') --" } })
        ),
        "no-such-thing"
    );
    let first = sorted["records"][0].clone();
    assert_eq!(first["fields"]["number"], first["number"]);
    let mut fields = first["fields"].clone();
    fields.as_object_mut().unwrap().remove("number");
    fields["target"] = json!("画像サーバ");
    let change = json!({ "register": "backup", "items": [{ "id": first["id"], "base": first["revision"], "fields": fields }] });
    let changed = call(&mut desk, "register.write", change.clone())["records"][0].clone();
    assert_eq!((&changed["title"], &changed["number"]), (&json!("画像サーバ"), &first["number"]));
    assert_eq!(refused(&mut desk, "register.write", change), "conflict");
    let strike = json!({ "register": "backup", "items": [{ "id": changed["id"], "base": changed["revision"] }], "struck": true, "reason": "二重に記入したため" });
    call(&mut desk, "register.strike", strike);
    assert_eq!(page(&mut desk, json!({}))["total"], 19);
    assert_eq!(page(&mut desk, json!({ "struck": true }))["total"], 1);
    call(&mut desk, "ledger.undo", Value::Null);
    assert_eq!(page(&mut desk, json!({}))["total"], 20);
    call(&mut desk, "ledger.undo", Value::Null);
    assert_eq!(page(&mut desk, json!({ "text": "画像サーバ" }))["total"], 0);
    call(&mut desk, "ledger.undo", Value::Null);
    assert_eq!(page(&mut desk, json!({}))["total"], 0);
    call(&mut desk, "ledger.redo", Value::Null);
    assert_eq!(page(&mut desk, json!({}))["total"], 20);
    call(&mut desk, "ledger.rebuild", Value::Null);
    assert_eq!(page(&mut desk, json!({}))["total"], 20);
    assert_eq!(call(&mut desk, "ledger.verify", Value::Null)["problems"], json!([]));
}

#[test]
fn freshness_is_what_a_plain_count_says() {
    let backup = register::bundled("backup").unwrap();
    let cycle = backup.cycles.iter().find(|cycle| cycle.id == "daily").unwrap();
    let today: Day = "2026-11-20".parse().unwrap();
    // A pseudo-random set of days, many times: one in so many is missed.
    for seed in 1..200_u64 {
        let mut days = BTreeSet::new();
        let mut state = seed;
        for back in 0..60_i64 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            if (state >> 33) % 4 != 0 {
                days.insert(today.plus_days(-back));
            }
        }
        let found = register::Kept::of(days.clone()).freshness(cycle.every, today);
        let first = *days.first().unwrap();
        let spans: Vec<Day> =
            (0..30).map(|back| today.plus_days(-back)).filter(|day| *day >= first).collect();
        let asked = spans.iter().filter(|day| **day != today || days.contains(day)).count();
        let kept = spans.iter().filter(|day| days.contains(day)).count();
        assert_eq!((found.kept as usize, found.asked as usize), (kept, asked), "{seed}");
        assert_eq!(found.last, days.last().copied());
        assert_eq!(found.fresh, days.contains(&today) || days.contains(&today.plus_days(-1)));
    }
}

#[test]
fn what_is_due_is_asked_for_once_it_is_kept() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let due = |desk: &mut Desk| -> Vec<String> {
        let all = call(desk, "register.list", Value::Null);
        let dues = all.as_array().unwrap().iter().flat_map(|one| one["due"].as_array().unwrap().clone());
        dues.map(|one| one["cycle"].as_str().unwrap().to_owned()).collect()
    };
    // What nobody has begun to keep asks for nothing.
    assert_eq!(due(&mut desk), Vec::<String>::new());
    let today: Day = call(&mut desk, "home.show", Value::Null)["today"].as_str().unwrap().parse().unwrap();
    let at = |days: i64| format!("{}T02:00", today.plus_days(days));
    write(
        &mut desk,
        "backup",
        json!({ "kind": "daily", "done_at": at(-3), "target": "電子カルテ", "result": "good" }),
    );
    assert!(due(&mut desk).contains(&"daily".to_owned()));
    for days in [-1, 0] {
        write(
            &mut desk,
            "backup",
            json!({ "kind": "daily", "done_at": at(days), "target": "電子カルテ", "result": "good" }),
        );
    }
    assert!(!due(&mut desk).contains(&"daily".to_owned()));
}

#[test]
fn a_kept_register_proves_the_controls_that_name_it() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let id =
        call(&mut desk, "assessment.start", json!({ "catalogues": ["fuhyo-5.1", "tgp-1.1"] }))["id"].clone();
    let shown = call(&mut desk, "assessment.show", json!({ "id": id }));
    // Every row of both that a backup record proves.
    let (mut rows, mut daily) = (Vec::new(), 0);
    for one in shown["catalogues"].as_array().unwrap() {
        for section in one["catalogue"]["sections"].as_array().unwrap() {
            for control in section["controls"].as_array().into_iter().flatten() {
                let registers = control["registers"].as_array().into_iter().flatten();
                let mut whens = registers
                    .filter(|one| one["id"] == "backup")
                    .map(|one| one["when"].as_str().unwrap_or_default())
                    .peekable();
                if whens.peek().is_none() || !one["rows"].as_array().unwrap().contains(&control["id"]) {
                    continue;
                }
                // What a good daily one is enough for, in the words of the catalogues.
                if whens.any(|when| {
                    let daily =
                        when.contains("'daily'") || when.contains("kind not in") || when.contains("kind !=");
                    when.is_empty() || daily && !when.contains("kept_until")
                }) {
                    daily += 1;
                }
                rows.push(
                    json!({ "catalogue": one["catalogue"]["catalogue"]["id"], "control": control["id"] }),
                );
            }
        }
    }
    assert!(rows.len() > 5 && daily > 2 && daily < rows.len(), "{daily} of {rows:?}");
    let items: Vec<Value> =
        rows.iter().map(|at| json!({ "at": at, "base": 0, "answer": { "value": "conforms" } })).collect();
    call(&mut desk, "assessment.answer", json!({ "id": id, "items": items }));
    let missing = |desk: &mut Desk| {
        let all = call(desk, "assessment.readiness", json!({ "id": id }));
        let gaps = all
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["gap"] == "no-proof" && rows.contains(&one["at"]));
        gaps.count()
    };
    assert_eq!(missing(&mut desk), rows.len());
    let today = call(&mut desk, "home.show", Value::Null)["today"].as_str().unwrap().to_owned();
    let done = json!({ "kind": "daily", "done_at": format!("{today}T02:00"), "target": "電子カルテ", "result": "good" });
    let record = write(&mut desk, "backup", done);
    // A daily backup proves what asks for daily backups, and nothing that asks for others.
    assert_eq!(missing(&mut desk), rows.len() - daily);
    let at = rows.iter().find(|at| at["control"] == "F2-13").unwrap();
    let around = call(&mut desk, "assessment.around", json!({ "id": id, "at": at }));
    let backup =
        around["registers"].as_array().unwrap().iter().find(|one| one["register"] == "backup").unwrap();
    assert_eq!((&backup["freshness"]["last"], &backup["freshness"]["fresh"]), (&json!(today), &json!(true)));
    // What is struck out proves nothing.
    let items = json!([{ "id": record["id"], "base": record["revision"] }]);
    call(
        &mut desk,
        "register.strike",
        json!({ "register": "backup", "items": items, "struck": true, "reason": "試し" }),
    );
    assert_eq!(missing(&mut desk), rows.len());
}

#[test]
fn the_shell_keeps_a_register() {
    let clinic = Clinic::new();
    let run = |args: &[&str]| {
        let output = clinic.run(args);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(run(&["register", "list"]).contains("バックアップ実施記録"));
    let add = [
        "register",
        "add",
        "backup",
        "種類=毎日のバックアップ",
        "実施日時=2026-11-20T02:00",
        "対象=電子カルテ",
        "結果=正常",
    ];
    assert!(run(&add).contains('1'));
    assert!(run(&["register", "show", "backup"]).contains("電子カルテ"));
    run(&["register", "set", "バックアップ実施記録", "1", "対象=画像サーバ"]);
    assert!(run(&["register", "show", "backup", "1"]).contains("画像サーバ"));
    assert!(run(&["register", "freshness"]).contains("毎日のバックアップ"));
    run(&["register", "strike", "backup", "1", "--reason", "試し"]);
    assert_eq!(clinic.json(&["register", "show", "backup"])["total"], 0);
    let wrong = clinic.run(&["register", "add", "backup", "種類=毎週"]);
    assert!(!wrong.status.success());
}

#[test]
fn a_viewer_neither_reads_nor_writes() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    call(
        &mut desk,
        "people.add",
        json!({ "login": "looker", "profile": { "name": "閲覧 一" }, "roles": ["viewer"], "password": PASSWORD }),
    );
    desk.sign_out().unwrap();
    let mut desk = clinic.desk();
    call(&mut desk, "workspace.unlock", clinic.door("looker", PASSWORD));
    assert_eq!(refused(&mut desk, "register.records", json!({ "register": "backup" })), "not-permitted");
    let items = json!([{ "fields": { "kind": "daily", "done_at": "2026-11-20T02:00", "target": "x", "result": "good" } }]);
    assert_eq!(
        refused(&mut desk, "register.write", json!({ "register": "backup", "items": items })),
        "not-permitted"
    );
}
