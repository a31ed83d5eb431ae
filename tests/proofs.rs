//! The life of a proof: attached, revised, taken back, run out, destroyed; and who may know of it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss
)]
#![allow(clippy::print_stdout)] // figures for tests/README.md

use std::path::PathBuf;

use serde_json::{Value, json};
use tenken_core::command::Desk;
use tenken_tests::evidence::{add, clean, put, shown, stored};
use tenken_tests::{Clinic, PASSWORD, call, refused};

fn assessment(desk: &mut Desk) -> Value {
    call(desk, "assessment.start", json!({ "catalogues": ["fuhyo-5.1"] }))["id"].clone()
}

fn used_for(assessment: &Value, control: &str) -> Value {
    json!({ "control": { "assessment": assessment, "at": { "catalogue": "fuhyo-5.1", "control": control } } })
}

#[test]
fn a_proof_has_its_life_and_each_step_can_be_taken_back() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let year = assessment(&mut desk);
    let (one, two) = (used_for(&year, "F1-01"), used_for(&year, "F1-02"));
    let paper = put(&clinic, "規程.txt", "第1版".as_bytes());
    let request = json!({ "paths": [paper], "uses": [one], "details": { "title": "運用管理規程" } });
    let id = call(&mut desk, "evidence.add", request)["ids"][0].clone();
    let now = |desk: &mut Desk| shown(desk, &id);
    let base = now(&mut desk)["proof"]["revision"].clone();
    let details = json!({ "title": "運用管理規程", "kind": "rule", "valid_until": "2027-03-31" });
    call(&mut desk, "evidence.edit", json!({ "id": id, "base": base, "details": details }));
    // Somebody who still looks at the first version is told.
    let stale = json!({ "id": id, "base": base, "details": { "title": "別" } });
    assert_eq!(refused(&mut desk, "evidence.edit", stale), "conflict");
    let paper = put(&clinic, "規程.txt", "第2版".as_bytes());
    let base = now(&mut desk)["proof"]["revision"].clone();
    call(&mut desk, "evidence.revise", json!({ "id": id, "base": base, "paths": [paper], "note": "改定" }));
    call(&mut desk, "evidence.link", json!({ "id": id, "uses": [one, two] }));
    let there = now(&mut desk);
    assert_eq!(there["revisions"].as_array().unwrap().len(), 2);
    assert_eq!(there["uses"][1]["practice"].as_str().map(str::is_empty), Some(false));
    assert_eq!(there["uses"].as_array().unwrap().len(), 2);
    let base = there["proof"]["revision"].clone();
    call(&mut desk, "evidence.withdraw", json!({ "id": id, "base": base, "withdrawn": true }));
    assert_eq!(call(&mut desk, "evidence.list", json!({})), json!([]));
    let end = now(&mut desk);
    for _ in 0..5 {
        call(&mut desk, "ledger.undo", json!({}));
        clean(&mut desk);
    }
    assert_eq!(now(&mut desk)["proof"]["withdrawn"], true, "the adding itself was taken back");
    for _ in 0..5 {
        call(&mut desk, "ledger.redo", json!({}));
        clean(&mut desk);
    }
    let again = now(&mut desk);
    assert_eq!(again["proof"]["withdrawn"], end["proof"]["withdrawn"]);
    assert_eq!(again["proof"]["files"], end["proof"]["files"]);
    assert_eq!(again["uses"], end["uses"]);
    call(&mut desk, "ledger.rebuild", json!({}));
    clean(&mut desk);
}

#[test]
fn readiness_asks_for_proofs_and_for_fresh_ones() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let year = assessment(&mut desk);
    let at = json!({ "catalogue": "fuhyo-5.1", "control": "F1-01" });
    let items = json!([{ "at": at, "base": 0, "answer": { "value": "conforms" } }]);
    call(&mut desk, "assessment.answer", json!({ "id": year, "items": items }));
    let gap = |desk: &mut Desk| -> Vec<Value> {
        let all = call(desk, "assessment.readiness", json!({ "id": year }));
        let here = all.as_array().unwrap().iter().filter(|one| one["at"] == at);
        here.map(|one| one["gap"].clone()).collect()
    };
    assert_eq!(gap(&mut desk), ["no-proof"]);
    let uses = json!([used_for(&year, "F1-01")]);
    let old = json!({ "details": { "title": "旧規程", "place": "書庫2 棚B", "valid_until": "2020-03-31" }, "uses": uses });
    call(&mut desk, "evidence.add", old);
    assert_eq!(gap(&mut desk), ["stale-proof"]);
    let new = json!({ "details": { "title": "規程", "link": "https://example.jp/kitei" }, "uses": uses });
    call(&mut desk, "evidence.add", new);
    assert_eq!(gap(&mut desk), [] as [&str; 0]);
    let home = call(&mut desk, "home.show", json!({}));
    assert!(
        home["due"].as_array().unwrap().iter().any(|due| due["kind"] == "proof" && due["when"] == "late")
    );
    assert_eq!(home["standing"][0]["catalogues"][0]["progress"]["whole"]["answered"], 1);
}

#[test]
fn who_may_not_know_of_a_proof_does_not() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    for (login, role) in [("sato", "staff"), ("ito", "manager")] {
        let person =
            json!({ "login": login, "profile": { "name": login }, "roles": [role], "password": PASSWORD });
        call(&mut desk, "people.add", person);
    }
    let secret = json!({ "details": { "title": "懲戒記録", "place": "院長室", "seen_by": ["manager"] } });
    let id = call(&mut desk, "evidence.add", secret)["ids"][0].clone();
    desk.sign_out().unwrap();
    let mut staff = clinic.desk();
    call(&mut staff, "workspace.unlock", clinic.door("sato", PASSWORD));
    assert_eq!(call(&mut staff, "evidence.list", json!({})), json!([]));
    for (name, request) in [
        ("evidence.show", json!({ "id": id })),
        ("evidence.link", json!({ "id": id, "uses": [] })),
        ("evidence.withdraw", json!({ "id": id, "base": 1, "withdrawn": true })),
        ("evidence.edit", json!({ "id": id, "base": 1, "details": { "title": "x" } })),
        ("evidence.shred", json!({ "id": id, "sha256": "", "reason": "x" })),
    ] {
        assert_eq!(refused(&mut staff, name, request), "not-permitted", "{name}");
    }
    let news = call(&mut staff, "home.show", json!({}))["news"].to_string();
    assert!(!news.contains("懲戒"), "{news}");
    staff.sign_out().unwrap();
    let mut manager = clinic.desk();
    call(&mut manager, "workspace.unlock", clinic.door("ito", PASSWORD));
    assert_eq!(call(&mut manager, "evidence.list", json!({}))[0]["id"], id);
}

#[test]
fn a_shredded_file_is_gone_and_the_record_says_so() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let paper = put(&clinic, "患者名簿.txt", "誤って取り込んだ名簿".as_bytes());
    let proof = add(&mut desk, &[&paper]);
    assert_eq!(stored(&clinic).len(), 1);
    let file = &proof["files"][0];
    let bare = json!({ "id": proof["id"], "sha256": file["sha256"], "reason": "" });
    assert_eq!(refused(&mut desk, "evidence.shred", bare), "required");
    let request = json!({ "id": proof["id"], "sha256": file["sha256"], "reason": "個人情報" });
    call(&mut desk, "evidence.shred", request.clone());
    assert_eq!(stored(&clinic), [] as [PathBuf; 0]);
    assert_eq!(shown(&mut desk, &proof["id"])["proof"]["files"][0]["shredded"], true);
    assert_eq!(call(&mut desk, "evidence.list", json!({ "text": "名簿" })).as_array().unwrap().len(), 1);
    assert_eq!(refused(&mut desk, "evidence.shred", request), "no-such-thing");
    let out = clinic.dir.path().join("out.txt");
    let export = json!({ "id": proof["id"], "sha256": file["sha256"], "path": out });
    assert_eq!(refused(&mut desk, "evidence.export", export), "shredded");
    clean(&mut desk);
    // Brought again it is there again.
    add(&mut desk, &[&paper]);
    assert_eq!(stored(&clinic).len(), 1);
    clean(&mut desk);
}
