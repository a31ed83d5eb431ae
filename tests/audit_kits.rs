//! An audit kit is taken away by two auditors, changed by both, and brought back: nothing of one is lost, twice is once, and
//! whatever was altered on the way is refused before anything is written.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tenken_core::command::Desk;
use tenken_tests::{Clinic, LOGIN, PASSWORD, call, long, refused};

const PHRASE: &str = "さくら診療所の監査を持ち出します";

fn people(desk: &mut Desk) -> Vec<Value> {
    [("kansa", "監査 四郎"), ("nanami", "監査 七海")]
        .into_iter()
        .map(|(login, name)| {
            let profile = json!({ "name": name });
            let request =
                json!({ "login": login, "profile": profile, "roles": ["auditor"], "password": PASSWORD });
            call(desk, "people.add", request)["id"].clone()
        })
        .collect()
}

const FIRST: &str = "aaaaaaaa-0000-4000-8000-000000000000";
const SECOND: &str = "bbbbbbbb-0000-4000-8000-000000000000";

/// The audit, begun, with one finding; and a desk for the lead auditor.
fn begun(clinic: &Clinic) -> (Desk, Value, Value) {
    let mut desk = clinic.open();
    let ids = people(&mut desk);
    let plan = json!({ "title": "立入調査", "kind": "on_site", "from": "2026-11-21", "target": "みなみ診療所",
        "parts": [{ "catalogue": "hachimaru" }],
        "auditors": [{ "id": FIRST, "name": "監査 四郎", "person": ids[0], "lead": true },
                     { "id": SECOND, "name": "監査 七海", "person": ids[1] }] });
    let id = call(&mut desk, "audit.plan", json!({ "plan": plan }))["id"].clone();
    desk.sign_out().unwrap();
    let mut desk = clinic.desk();
    call(&mut desk, "workspace.unlock", clinic.door("kansa", PASSWORD));
    let base = show(&mut desk, &id)["audit"]["revision"].clone();
    call(&mut desk, "audit.step", json!({ "id": id, "base": base, "step": "begin" }));
    let item = lines(&mut desk, &id)[0]["line"]["item"].clone();
    let row = call(&mut desk, "finding.write", json!({ "finding": finding(&id, &item, "鍵の管理") }))["row"]
        .clone();
    (desk, id, row)
}

fn finding(audit: &Value, item: &Value, title: &str) -> Value {
    json!({ "source": { "audit": { "audit": audit } }, "item": item, "title": title, "grade": "minor",
        "found_on": "2026-11-21", "fact": "鍵の貸出の記録がない。" })
}

fn show(desk: &mut Desk, id: &Value) -> Value {
    call(desk, "audit.show", json!({ "id": id }))
}

fn lines(desk: &mut Desk, id: &Value) -> Vec<Value> {
    show(desk, id)["lines"].as_array().unwrap().clone()
}

fn kit_out(desk: &mut Desk, id: &Value, path: &Path) -> Value {
    call(desk, "audit.kit_out", json!({ "id": id, "path": path, "passphrase": PHRASE }))
}

fn kit_in(desk: &mut Desk, path: &Path, auditor: Option<&str>) -> Value {
    let kit = json!({ "path": path, "passphrase": PHRASE });
    call(desk, "audit.kit_in", json!({ "kit": kit, "auditor": auditor }))
}

/// A laptop with a folder of its own, whose owner is an auditor; the kit is on it.
fn laptop(kit: &Path, auditor: &str) -> (Clinic, Desk) {
    let laptop = Clinic::new();
    let mut desk = laptop.open();
    let all = call(&mut desk, "people.list", Value::Null);
    let me = &all[0];
    let roles = json!({ "id": me["id"], "base": me["revision"], "roles": ["director", "auditor"] });
    call(&mut desk, "people.set_roles", roles);
    let looked = call(&mut desk, "audit.kit_look", json!({ "path": kit, "passphrase": PHRASE }));
    assert_eq!((&looked["known"], &looked["from"]), (&json!(false), &json!("さくら診療所")));
    let taken = kit_in(&mut desk, kit, Some(auditor));
    assert!(taken["outcome"].is_object());
    (laptop, desk)
}

fn judge(desk: &mut Desk, id: &Value, at: usize, grade: &str, observation: &str) {
    let line = lines(desk, id)[at].clone();
    let heads = line["standing"]["heads"].as_array().cloned().unwrap_or_default();
    let replaces: Vec<&Value> = heads.iter().map(|head| &head["id"]).collect();
    let reason = if replaces.is_empty() { "" } else { "二人で話し合った" };
    let items = json!([{ "item": line["line"]["item"], "grade": grade, "observation": observation,
        "replaces": replaces, "reason": reason }]);
    call(desk, "audit.judge", json!({ "audit": id, "items": items }));
}

fn rewrite(desk: &mut Desk, id: &Value, fact: &str) {
    let row = call(desk, "finding.show", json!({ "id": id }))["row"].clone();
    let mut finding = row["finding"].clone();
    finding["fact"] = json!(fact);
    call(desk, "finding.write", json!({ "id": id, "base": row["revision"], "finding": finding }));
}

/// A picture of a few points.
fn photo(folder: &Path) -> PathBuf {
    let path = folder.join("サーバ室.png");
    image::RgbImage::from_pixel(8, 8, image::Rgb([200, 120, 40])).save(&path).unwrap();
    path
}

#[test]
fn two_auditors_share_an_audit_and_join_their_parts() {
    let home = Clinic::new();
    let (mut desk, id, row) = begun(&home);
    let kit = home.dir.path().join("監査キット.tenken");
    let written = kit_out(&mut desk, &id, &kit);
    assert!(written["items"].as_u64().unwrap() > 20);

    // The first one: two judgements, a photograph, a finding of its own, another word in the one that was carried.
    let (first_place, mut first) = laptop(&kit, FIRST);
    judge(&mut first, &id, 0, "conforms", "");
    judge(&mut first, &id, 1, "minor", "施錠されていない");
    let item = lines(&mut first, &id)[1]["line"]["item"].clone();
    let uses = json!([{ "audited": { "audit": id, "item": item } }]);
    let path = photo(first_place.dir.path());
    call(&mut first, "evidence.add", json!({ "paths": [path], "uses": uses }));
    call(&mut first, "finding.write", json!({ "finding": finding(&id, &item, "サーバ室の施錠") }));
    rewrite(&mut first, &row["id"], "鍵の貸出の記録が10月分だけない。");
    // Its steps are taken where the audit is kept.
    let carried = call(&mut first, "finding.show", json!({ "id": row["id"] }));
    let withdraw =
        carried["steps"].as_array().unwrap().iter().find(|one| one["step"] == "withdraw").unwrap().clone();
    assert_eq!(withdraw["refused"]["params"]["state"], "away");
    let report = show(&mut first, &id)["steps"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["step"] == "report")
        .unwrap()
        .clone();
    assert_eq!(report["refused"]["code"], "wrong-state");
    let first_kit = first_place.dir.path().join("戻り1.tenken");
    kit_out(&mut first, &id, &first_kit);

    // The second one judges one of the same items otherwise, and writes a finding of its own, too.
    let (second_place, mut second) = laptop(&kit, SECOND);
    judge(&mut second, &id, 1, "major", "扉が開いたままだった");
    judge(&mut second, &id, 2, "good", "手本になる");
    let item = lines(&mut second, &id)[2]["line"]["item"].clone();
    call(&mut second, "finding.write", json!({ "finding": finding(&id, &item, "保守の記録") }));
    rewrite(&mut second, &row["id"], "鍵の貸出の記録が二人分ない。");
    let second_kit = second_place.dir.path().join("戻り2.tenken");
    kit_out(&mut second, &id, &second_kit);

    // Brought back, one after the other.
    let looked = call(&mut desk, "audit.kit_look", json!({ "path": first_kit, "passphrase": PHRASE }));
    let counts = |looked: &Value| {
        ["judgements", "contested", "new", "changed", "apart", "photos"]
            .map(|key| looked[key].as_u64().unwrap())
    };
    assert_eq!(counts(&looked), [2, 0, 1, 1, 0, 1]);
    kit_in(&mut desk, &first_kit, None);
    let looked = call(&mut desk, "audit.kit_look", json!({ "path": second_kit, "passphrase": PHRASE }));
    assert_eq!(counts(&looked), [2, 1, 1, 0, 1, 0]);
    let joined = kit_in(&mut desk, &second_kit, None);
    assert_eq!(joined["contested"], 1);

    let shown = show(&mut desk, &id);
    let all = shown["lines"].as_array().unwrap();
    assert_eq!(all[0]["standing"]["grade"], "conforms");
    assert_eq!(all[1]["standing"]["contested"], true);
    assert_eq!(all[1]["standing"]["heads"].as_array().unwrap().len(), 2);
    assert_eq!(all[1]["photos"], 1);
    assert_eq!(all[2]["standing"]["grade"], "good");
    let findings = shown["findings"].as_array().unwrap();
    let facts: Vec<(&str, &str)> = findings
        .iter()
        .map(|row| (row["number"].as_str().unwrap(), row["finding"]["fact"].as_str().unwrap()))
        .collect();
    // Nothing of one is lost: what both changed stands twice.
    assert_eq!(
        facts,
        [
            ("2026-1", "鍵の貸出の記録が10月分だけない。"),
            ("2026-2", "鍵の貸出の記録がない。"),
            ("2026-3", "鍵の貸出の記録が二人分ない。"),
            ("2026-4", "鍵の貸出の記録がない。"),
        ]
    );
    // Twice is once.
    for path in [&first_kit, &second_kit] {
        let again = kit_in(&mut desk, path, None);
        assert_eq!((&again["entries"], &again["outcome"]), (&json!(0), &Value::Null));
    }
    // Whoever knows both decides, and says why.
    judge(&mut desk, &id, 1, "major", "扉が開いたままだった");
    let line = lines(&mut desk, &id)[1].clone();
    assert_eq!(
        (&line["standing"]["contested"], line["history"].as_array().unwrap().len()),
        (&json!(false), 3)
    );
    // The photograph can be looked at here.
    let item = &line["line"]["item"];
    let filter = json!({ "used_for": { "audited": { "audit": id, "item": item } } });
    let proofs = call(&mut desk, "evidence.list", filter);
    assert_eq!(proofs[0]["files"][0]["name"], "サーバ室.png");
    assert_eq!(call(&mut desk, "evidence.check", Value::Null)["bad"], json!([]));
    assert_eq!(call(&mut desk, "ledger.verify", Value::Null)["problems"], json!([]));
    // The first laptop goes on and comes again: only what is new joins.
    judge(&mut first, &id, 3, "conforms", "");
    rewrite(&mut first, &row["id"], "鍵の貸出の記録が10月と11月にない。");
    kit_out(&mut first, &id, &first_kit);
    let looked = call(&mut desk, "audit.kit_look", json!({ "path": first_kit, "passphrase": PHRASE }));
    assert_eq!(counts(&looked), [1, 0, 0, 1, 0, 0]);
    // Taken in, taken back, and it may be taken in again.
    let taken = kit_in(&mut desk, &first_kit, None);
    for _ in 0..taken["entries"].as_u64().unwrap() {
        call(&mut desk, "ledger.undo", Value::Null);
    }
    let looked = call(&mut desk, "audit.kit_look", json!({ "path": first_kit, "passphrase": PHRASE }));
    assert_eq!(counts(&looked), [1, 0, 0, 1, 0, 0]);
}

#[test]
fn a_kit_that_was_altered_is_refused_before_anything_is_written() {
    let home = Clinic::new();
    let (mut desk, id, _) = begun(&home);
    let kit = home.dir.path().join("kit.tenken");
    kit_out(&mut desk, &id, &kit);
    let whole = fs::read(&kit).unwrap();
    let seq = |desk: &mut Desk| call(desk, "ledger.log", Value::Null)["total"].clone();
    let before = seq(&mut desk);
    let broken = home.dir.path().join("broken.tenken");
    let request = json!({ "kit": { "path": broken, "passphrase": PHRASE } });
    let step = if long() { 1 } else { 997 };
    let known = ["package-altered", "wrong-passphrase", "not-a-package"];
    for at in (0..whole.len()).step_by(step) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x20;
        fs::write(&broken, &bytes).unwrap();
        let code = refused(&mut desk, "audit.kit_in", request.clone());
        assert!(known.contains(&code.as_str()), "{at}: {code}");
    }
    for end in (0..whole.len()).step_by(step * 7) {
        fs::write(&broken, &whole[..end]).unwrap();
        let code = refused(&mut desk, "audit.kit_in", request.clone());
        assert!(known.contains(&code.as_str()), "{end}: {code}");
    }
    let wrong = json!({ "kit": { "path": kit, "passphrase": "ほかの合言葉かもしれません" } });
    assert_eq!(refused(&mut desk, "audit.kit_in", wrong), "wrong-passphrase");
    let without = json!({ "kit": { "path": kit, "passphrase": "" } });
    assert_eq!(refused(&mut desk, "audit.kit_in", without), "package-sealed");
    fs::write(&broken, "これはパッケージではない").unwrap();
    assert_eq!(refused(&mut desk, "audit.kit_in", request), "not-a-package");
    assert_eq!(seq(&mut desk), before);
    // Nothing of the facility lies in it in clear.
    assert!(!whole.windows("みなみ".len()).any(|part| part == "みなみ".as_bytes()));
    let weak = json!({ "id": id, "path": kit, "passphrase": "abc" });
    assert_eq!(refused(&mut desk, "audit.kit_out", weak), "password-too-weak");
}

#[test]
fn whoever_is_no_auditor_brings_nothing_in() {
    let home = Clinic::new();
    let (mut desk, id, _) = begun(&home);
    let kit = home.dir.path().join("kit.tenken");
    kit_out(&mut desk, &id, &kit);
    desk.sign_out().unwrap();
    let mut desk = home.desk();
    call(&mut desk, "workspace.unlock", home.door(LOGIN, PASSWORD));
    let request = json!({ "kit": { "path": kit, "passphrase": PHRASE } });
    assert_eq!(refused(&mut desk, "audit.kit_in", request), "not-permitted");
}
