//! What people make of registers: fields and cycles of their own, registers of their own, files attached to records.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;

use serde_json::{Value, json};
use tenken_core::calendar::Day;
use tenken_core::command::Desk;
use tenken_tests::{Clinic, PASSWORD, call, refused};

fn stand(desk: &mut Desk, id: &str) -> Value {
    let all = call(desk, "register.list", Value::Null);
    let found = all.as_array().unwrap().iter().find(|one| one["register"]["id"] == id);
    found.cloned().unwrap_or_default()
}

fn backup(more: Value) -> Value {
    let mut fields =
        json!({ "kind": "daily", "done_at": "2026-11-20T02:00", "target": "電子カルテ", "result": "good" });
    fields.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    json!({ "register": "backup", "items": [{ "fields": fields }] })
}

#[test]
fn a_field_of_their_own_is_kept_as_long_as_something_stands_in_it() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let field = json!({ "id": "", "name": "テープ番号", "name_en": "Tape", "type": "text", "headings": ["テープNo"] });
    let choice = json!({ "id": "", "name": "棚", "name_en": "Shelf", "type": "choice", "options": [
        { "id": "", "name": "上", "name_en": "Upper" }, { "id": "", "name": "下", "name_en": "Lower" },
    ] });
    let setup = json!({ "fields": [field, choice] });
    call(&mut desk, "register.arrange", json!({ "register": "backup", "setup": setup }));
    let made = stand(&mut desk, "backup");
    let own = made["setup"]["fields"].clone();
    let (tape, shelf) = (own[0]["id"].as_str().unwrap(), own[1]["id"].as_str().unwrap());
    assert!(tape.starts_with("own_") && tape != shelf, "{own}");
    let upper = own[1]["options"][0]["id"].clone();
    let written = call(&mut desk, "register.write", backup(json!({ tape: "T-01", shelf: upper })));
    assert_eq!(written["records"][0]["fields"][tape], "T-01");
    assert_eq!(refused(&mut desk, "register.write", backup(json!({ shelf: "own_nowhere" }))), "invalid");
    // By its own heading it comes in from a list.
    let text = "区分\t実施日時\t対象\t結果\tテープNo\n日次\t2026/11/21 2:00\t電子カルテ\t正常\tT-02\n";
    let reading = call(&mut desk, "register.read_sheet", json!({ "register": "backup", "text": text }));
    let columns = reading["columns"].as_array().unwrap();
    assert!(columns.iter().any(|one| one["field"] == tape), "{reading:#}");
    // What is used does not go away; it can be retired.
    let with = |fields: Value| json!({ "register": "backup", "base": made["revision"], "setup": { "fields": fields } });
    let only_shelf = with(json!([own[1]]));
    assert_eq!(refused(&mut desk, "register.arrange", only_shelf), "field-in-use");
    let mut number = own.clone();
    number[0]["type"] = json!("number");
    assert_eq!(refused(&mut desk, "register.arrange", with(number)), "field-in-use");
    let mut lost = own.clone();
    lost[1]["options"].as_array_mut().unwrap().remove(0);
    assert_eq!(refused(&mut desk, "register.arrange", with(lost)), "field-in-use");
    let mut retired = own.clone();
    retired[0]["retired"] = json!(true);
    retired[0]["required"] = json!(true);
    call(&mut desk, "register.arrange", with(retired));
    call(&mut desk, "register.write", backup(json!({})));
    // A change over an older one is a conflict; a name that is there already is refused.
    assert_eq!(refused(&mut desk, "register.arrange", with(own.clone())), "conflict");
    let twice = json!({ "register": "incident", "setup": { "fields": [{ "id": "", "name": "備考", "name_en": "x", "type": "text" }] } });
    assert_eq!(refused(&mut desk, "register.arrange", twice), "invalid");
    // Taken back as far as nothing stands in the way, and the tables are what the ledger says.
    call(&mut desk, "ledger.undo", Value::Null);
    call(&mut desk, "ledger.undo", Value::Null);
    call(&mut desk, "ledger.undo", Value::Null);
    assert_eq!(refused(&mut desk, "ledger.undo", Value::Null), "field-in-use");
    assert_eq!(call(&mut desk, "ledger.verify", Value::Null)["problems"], json!([]));
}

#[test]
fn a_cycle_is_given_to_somebody_or_switched_off() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let today: Day = call(&mut desk, "home.show", Value::Null)["today"].as_str().unwrap().parse().unwrap();
    let at = format!("{}T02:00", today.plus_days(-3));
    call(&mut desk, "register.write", backup(json!({ "done_at": at })));
    let due = |desk: &mut Desk| stand(desk, "backup")["due"].clone();
    assert_eq!(due(&mut desk)[0]["cycle"], "daily");
    assert_eq!(due(&mut desk)[0]["given_to"], "");
    let given = json!([{ "cycle": "daily", "to": "佐藤 次郎" }]);
    let own =
        json!([{ "id": "", "name": "控えの確認", "name_en": "Check", "every": "month", "roles": ["staff"] }]);
    let setup = json!({ "given": given, "cycles": own });
    call(&mut desk, "register.arrange", json!({ "register": "backup", "setup": setup }));
    assert_eq!(due(&mut desk)[0]["given_to"], "佐藤 次郎");
    let home = call(&mut desk, "home.show", Value::Null).to_string();
    assert!(home.contains("毎日のバックアップ"), "{home}");
    let made = stand(&mut desk, "backup");
    assert!(made["cycles"].as_array().unwrap().iter().any(|one| one["name"] == "控えの確認"));
    let off = json!({ "given": [{ "cycle": "daily", "off": true }] });
    let request = json!({ "register": "backup", "base": made["revision"], "setup": off });
    call(&mut desk, "register.arrange", request);
    let cycles: Vec<Value> =
        due(&mut desk).as_array().unwrap().iter().map(|one| one["cycle"].clone()).collect();
    assert!(!cycles.contains(&json!("daily")), "{cycles:?}");
}

#[test]
fn a_register_of_their_own_is_kept_like_the_others() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let whole = json!({
        "id": "", "name": "救急カート点検", "name_en": "Crash cart", "source": "院内の定め", "purpose": "毎日、救急カートを点検します。",
        "group": "operations", "titled_by": "", "fields": [
            { "id": "own_on", "name": "点検日", "name_en": "On", "type": "date", "required": true },
            { "id": "", "name": "点検者", "name_en": "By", "type": "person", "required": true },
            { "id": "", "name": "不足", "name_en": "Lacking", "type": "long_text" },
        ],
        "dated_by": "own_on", "known_by": ["own_on"],
        "cycles": [{ "id": "", "name": "毎日の点検", "name_en": "Daily", "every": "day", "roles": ["staff"] }],
    });
    let id = call(&mut desk, "register.arrange", json!({ "setup": { "whole": whole } }))["register"].clone();
    let id = id.as_str().unwrap();
    let made = stand(&mut desk, id);
    assert_eq!(made["register"]["titled_by"], "own_on");
    let text = "点検日\t点検者\t不足\nR8.11.19\t山田 花子\t\nR8.11.20\t佐藤 次郎\tガーゼ\n";
    let sheet = json!({ "register": id, "text": text });
    let taken = call(&mut desk, "register.take_in", json!({ "sheet": sheet }));
    assert_eq!(taken["added"], 2);
    let made = stand(&mut desk, id);
    assert_eq!((&made["records"], &made["last"]), (&json!(2), &json!("2026-11-20")));
    assert_eq!(made["cycles"][0]["freshness"]["last"], "2026-11-20");
    // It is in use: it neither goes away nor loses a field.
    let gone = json!({ "register": id, "base": made["revision"], "setup": null });
    assert_eq!(refused(&mut desk, "register.arrange", gone), "field-in-use");
    let log = call(&mut desk, "ledger.log", json!({ "kind": "register" }));
    assert!(log["lines"].to_string().contains("救急カート点検"));
    // A definition from outside is held against the same rules, with the line of each fault.
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../templates/registers/backup.toml"))
        .unwrap();
    let file = json!({ "file": "a.toml", "text": text.replace("titled_by = ", "titled_by = \"nowhere\" #") });
    assert_eq!(refused(&mut desk, "register.read_definition", file), "faulty");
    assert_eq!(call(&mut desk, "ledger.verify", Value::Null)["problems"], json!([]));
}

#[test]
fn only_who_answers_for_it_changes_what_a_register_is() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let person = json!({ "login": "sato", "profile": { "name": "佐藤 次郎" }, "roles": ["staff"], "password": PASSWORD });
    call(&mut desk, "people.add", person);
    desk.sign_out().unwrap();
    let mut desk = clinic.desk();
    call(&mut desk, "workspace.unlock", clinic.door("sato", PASSWORD));
    let setup = json!({ "register": "backup", "setup": { "unused": true } });
    assert_eq!(refused(&mut desk, "register.arrange", setup), "not-permitted");
    // Nor does anybody else bring in what was permitted elsewhere: nobody here took that step.
    let take_out = stand(&mut desk, "take_out");
    let permitted = take_out["register"]["states"][1]["name"].as_str().unwrap();
    let head = "状態\t申請日\t氏名\t情報の内容\t媒体\t目的\t期間（はじめ）\t期間（おわり）\n";
    let text = format!("{head}{permitted}\tR8.11.20\t山田\t予定表\t\t訪問\tR8.11.24\tR8.11.28\n");
    let reading = call(&mut desk, "register.read_sheet", json!({ "register": "take_out", "text": text }));
    let codes = reading["lines"][0]["faults"].to_string();
    assert!(codes.contains("not-permitted"), "{reading:#}");
}

#[test]
fn what_is_attached_is_what_a_step_may_need() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let field = json!({ "id": "own_photo", "name": "写真", "name_en": "Photo", "type": "file" });
    call(&mut desk, "register.arrange", json!({ "register": "backup", "setup": { "fields": [field] } }));
    let made = call(&mut desk, "register.write", backup(json!({})))["records"][0].clone();
    assert_eq!(refused(&mut desk, "register.write", backup(json!({ "own_photo": "x" }))), "invalid");
    let picture = clinic.dir.path().join("画面.txt");
    fs::write(&picture, "バックアップの結果").unwrap();
    let used = |field: &str| json!({ "record": { "record": made["id"], "field": field } });
    let add = json!({ "paths": [picture], "uses": [used("own_photo")] });
    let proof = call(&mut desk, "evidence.add", add)["ids"][0].clone();
    let shown = call(&mut desk, "register.show", json!({ "id": made["id"] }));
    assert_eq!(shown["attached"][0]["field"], "own_photo");
    assert_eq!(shown["attached"][0]["proof"]["id"], proof);
    assert!(shown["history"].as_array().is_some_and(|lines| !lines.is_empty()), "{shown:#}");
    // In the evidence it says what it belongs to.
    let hangs = call(&mut desk, "evidence.show", json!({ "id": proof }))["uses"].clone();
    assert_eq!(
        (&hangs[0]["assessment"], &hangs[0]["control"]),
        (&json!("バックアップ実施記録"), &json!("1"))
    );
    // Nothing hangs on a field that takes no files, or on a record that is not there.
    let link = |used: Value| json!({ "id": proof, "uses": [used] });
    assert_eq!(refused(&mut desk, "evidence.link", link(used("target"))), "no-such-thing");
    let nowhere = json!({ "record": { "record": "0193c5d6-0000-7000-8000-000000000000", "field": "" } });
    assert_eq!(refused(&mut desk, "evidence.link", link(nowhere)), "no-such-thing");
    call(&mut desk, "evidence.unlink", link(used("own_photo")));
    let shown = call(&mut desk, "register.show", json!({ "id": made["id"] }));
    assert_eq!(shown["attached"], json!([]));
    assert_eq!(call(&mut desk, "ledger.verify", Value::Null)["problems"], json!([]));
}
