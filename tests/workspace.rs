//! The workspace as a person lives with it: passwords, locks, recovery, re-keying, backups, and no plaintext.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss
)]
#![allow(clippy::print_stdout)] // figures for tests/README.md

use std::fs;
use std::sync::Arc;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tenken_core::calendar::ManualClock;
use tenken_core::command::Progress;
use tenken_tests::{Clinic, LOGIN, PASSWORD, call, copy_tree, files, refused};

const NEW: &str = "Neu-98765";

#[test]
fn no_plaintext_reaches_the_disk() {
    let clinic = Clinic { dir: tempfile::tempdir().unwrap() };
    let mut desk = clinic.desk();
    let created = clinic.create(&mut desk);
    let code = created["recovery_code"].as_str().unwrap().to_owned();
    let secret_words = ["山田 花子", "さくら診療所", "髙橋内科の秘密", "hanako@example.jp", PASSWORD, &code];
    let me = call(&mut desk, "workspace.status", json!({}))["me"].clone();
    let profile = json!({ "name": "髙橋内科の秘密", "email": "hanako@example.jp" });
    call(&mut desk, "people.edit", json!({ "id": me["id"], "base": me["revision"], "profile": profile }));
    call(&mut desk, "backup.make", json!({}));
    // While open, so that the WAL is there; and again after closing.
    let grep = |when: &str| {
        let mut looked_at = 0;
        for path in files(clinic.dir.path()) {
            let bytes = fs::read(&path).unwrap();
            for word in secret_words {
                let utf16: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
                let found = [word.as_bytes(), &utf16].iter().any(|w| bytes.windows(w.len()).any(|b| b == *w));
                assert!(!found, "{word} in {} {when}", path.display());
            }
            looked_at += 1;
        }
        looked_at
    };
    assert!(clinic.path().join("ledger.db-wal").exists());
    assert!(grep("while open") >= 8);
    desk.sign_out().unwrap();
    grep("when closed");
}

#[test]
fn wrong_passwords_wait_and_the_wait_survives_a_restart() {
    let clinic = Clinic::new();
    let clock = Arc::new(ManualClock::at("2026-11-20T00:00:00Z").unwrap());
    for _ in 0..3 {
        let mut desk = clinic.desk_at(clock.clone());
        assert_eq!(refused(&mut desk, "workspace.unlock", clinic.door(LOGIN, "wrong")), "wrong-password");
    }
    // Even the right one has to wait, from a new process as well.
    let mut desk = clinic.desk_at(clock.clone());
    assert_eq!(refused(&mut desk, "workspace.unlock", clinic.door(LOGIN, PASSWORD)), "wait-before-trying");
    let again = clinic.twin();
    let mut desk = again.desk_at(clock.clone());
    assert_eq!(refused(&mut desk, "workspace.unlock", again.door(LOGIN, PASSWORD)), "wait-before-trying");
    clock.advance(3);
    let mut desk = clinic.desk_at(clock);
    call(&mut desk, "workspace.unlock", clinic.door(LOGIN, PASSWORD));
    let status = call(&mut desk, "workspace.status", json!({}));
    let notices = status["notices"].to_string();
    assert!(notices.contains("failed-before") && notices.contains('3'), "{notices}");
}

#[test]
fn an_unknown_name_is_told_like_a_wrong_password() {
    let clinic = Clinic::new();
    let mut desk = clinic.desk();
    assert_eq!(refused(&mut desk, "workspace.unlock", clinic.door("nobody", PASSWORD)), "wrong-password");
}

#[test]
fn it_locks_itself_when_nobody_does_anything() {
    let clinic = Clinic::new();
    let clock = Arc::new(ManualClock::at("2026-11-20T00:00:00Z").unwrap());
    let mut desk = clinic.desk_at(clock.clone());
    call(&mut desk, "workspace.unlock", clinic.door(LOGIN, PASSWORD));
    clock.advance(9 * 60);
    call(&mut desk, "people.list", json!({}));
    clock.advance(9 * 60);
    call(&mut desk, "workspace.status", json!({}));
    clock.advance(60);
    assert_eq!(refused(&mut desk, "people.list", json!({})), "locked");
    let status = call(&mut desk, "workspace.status", json!({}));
    assert_eq!(
        (&status["state"], &status["idle"], &status["login"]),
        (&json!("locked"), &json!(true), &json!(LOGIN))
    );
    assert!(desk.session().is_none(), "no key and no database while locked");
    call(&mut desk, "workspace.unlock", clinic.door(LOGIN, PASSWORD));
    let log = call(&mut desk, "ledger.log", json!({ "kind": "workspace.sign_out" }));
    assert_eq!(log["lines"][0]["facts"]["idle"], true);
}

#[test]
fn one_writer_and_the_second_is_told_who() {
    let clinic = Clinic::new();
    let first = clinic.open();
    let error = clinic.try_open().err().unwrap();
    assert_eq!(error.code(), "in-use");
    assert!(error.params()["holder"].as_str().unwrap().starts_with(LOGIN), "{error}");
    drop(first);
    assert!(clinic.try_open().is_ok());
}

#[test]
fn passwords_change_people_come_and_go() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let change = json!({ "old_password": "wrong", "new_password": NEW });
    assert_eq!(refused(&mut desk, "people.change_password", change), "wrong-password");
    let weak = json!({ "old_password": PASSWORD, "new_password": "short" });
    assert_eq!(refused(&mut desk, "people.change_password", weak), "password-too-weak");
    call(&mut desk, "people.change_password", json!({ "old_password": PASSWORD, "new_password": NEW }));

    let sato =
        json!({ "login": "sato", "profile": { "name": "佐藤" }, "roles": ["staff"], "password": PASSWORD });
    let id = call(&mut desk, "people.add", sato.clone())["id"].clone();
    assert_eq!(refused(&mut desk, "people.add", sato), "login-taken");
    let revision = |desk: &mut _| -> Value {
        let people = call(desk, "people.list", json!({}));
        people.as_array().unwrap().iter().find(|p| p["id"] == id).unwrap()["revision"].clone()
    };
    let base = revision(&mut desk);
    call(&mut desk, "people.stop", json!({ "id": id, "base": base }));
    desk.sign_out().unwrap();

    let mut other = clinic.desk();
    assert_eq!(refused(&mut other, "workspace.unlock", clinic.door("sato", PASSWORD)), "wrong-password");
    assert_eq!(refused(&mut other, "workspace.unlock", clinic.door(LOGIN, PASSWORD)), "wrong-password");
    call(&mut other, "workspace.unlock", clinic.door(LOGIN, NEW));
    let base = revision(&mut other);
    call(&mut other, "people.resume", json!({ "id": id, "base": base, "password": NEW }));
    call(&mut other, "workspace.unlock", clinic.door("sato", NEW));
    assert_eq!(
        refused(
            &mut other,
            "people.add",
            json!({
                "login": "x", "profile": { "name": "x" }, "roles": ["staff"], "password": NEW,
            })
        ),
        "not-permitted"
    );
}

#[test]
fn the_recovery_code_lets_the_director_back_in_once() {
    let clinic = Clinic { dir: tempfile::tempdir().unwrap() };
    let mut desk = clinic.desk();
    let code = clinic.create(&mut desk)["recovery_code"].clone();
    desk.sign_out().unwrap();
    let request = |code: &Value| json!({ "path": clinic.path(), "login": LOGIN, "recovery_code": code, "new_password": NEW });
    let typo = json!(code.as_str().unwrap().replacen(|c: char| c.is_ascii_digit(), "Z", 2));
    let refusal = refused(&mut desk, "workspace.recover", request(&typo));
    assert!(["recovery-code-mistyped", "wrong-recovery-code"].contains(&refusal.as_str()), "{refusal}");
    let fresh = call(&mut desk, "workspace.recover", request(&code))["recovery_code"].clone();
    assert_ne!(fresh, code);
    desk.sign_out().unwrap();
    call(&mut desk, "workspace.unlock", clinic.door(LOGIN, NEW));
    assert_eq!(refused(&mut desk, "workspace.recover", request(&code)), "wrong-recovery-code");
    call(&mut desk, "workspace.recover", request(&fresh));
    assert!(call(&mut desk, "ledger.verify", json!({}))["problem_count"] == 0);
}

#[test]
fn rekeying_keeps_everybody_and_shuts_out_the_old_key() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let sato =
        json!({ "login": "sato", "profile": { "name": "佐藤" }, "roles": ["staff"], "password": PASSWORD });
    call(&mut desk, "people.add", sato);
    let old_keys = fs::read(clinic.path().join("keys.json")).unwrap();
    let old_ledger_size = fs::metadata(clinic.ledger()).unwrap().len();
    assert_eq!(refused(&mut desk, "workspace.rekey", json!({ "password": "wrong" })), "wrong-password");
    call(&mut desk, "workspace.rekey", json!({ "password": PASSWORD }));
    assert_eq!(call(&mut desk, "ledger.verify", json!({}))["problem_count"], 0);
    desk.sign_out().unwrap();
    assert!(fs::metadata(clinic.ledger()).unwrap().len() >= old_ledger_size / 2);
    call(&mut desk, "workspace.unlock", clinic.door("sato", PASSWORD));
    desk.sign_out().unwrap();
    // The old key file, put back, opens nothing.
    fs::write(clinic.path().join("keys.json"), old_keys).unwrap();
    assert_eq!(clinic.try_open().err().unwrap().code(), "damaged");
}

#[test]
fn an_old_key_file_put_back_is_noticed() {
    let clinic = Clinic::new();
    let old_keys = fs::read(clinic.path().join("keys.json")).unwrap();
    let mut desk = clinic.open();
    call(&mut desk, "people.change_password", json!({ "old_password": PASSWORD, "new_password": NEW }));
    desk.sign_out().unwrap();
    fs::write(clinic.path().join("keys.json"), old_keys).unwrap();
    assert_eq!(clinic.try_open().err().unwrap().code(), "keys-rolled-back");
}

#[test]
fn a_backup_comes_back_and_what_was_there_is_kept() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let name = |desk: &mut _| call(desk, "facility.show", json!({}))["profile"]["name"].clone();
    let backup = call(&mut desk, "backup.make", json!({}));
    let facility = call(&mut desk, "facility.show", json!({}));
    let request = json!({ "base": facility["revision"], "profile": { "name": "あとの名前" } });
    call(&mut desk, "facility.set", request);
    desk.sign_out().unwrap();

    let mut request = clinic.door(LOGIN, PASSWORD);
    request["name"] = backup["name"].clone();
    let mut wrong = request.clone();
    wrong["password"] = json!("wrong");
    assert_eq!(refused(&mut desk, "backup.restore", wrong), "wrong-password");
    let restored = call(&mut desk, "backup.restore", request.clone());
    assert!(restored["lost"].as_i64().unwrap() >= 2, "{restored}");
    assert_eq!(name(&mut desk), "さくら診療所");
    assert_eq!(call(&mut desk, "ledger.verify", json!({}))["problem_count"], 0);
    desk.sign_out().unwrap();
    // And back again to what was kept.
    request["name"] = restored["kept"].clone();
    call(&mut desk, "backup.restore", request);
    assert_eq!(name(&mut desk), "あとの名前");
    desk.sign_out().unwrap();
    assert!(clinic.try_open().is_ok());
}

#[test]
fn a_backup_helps_when_everything_else_is_broken() {
    for broken in ["keys.json", "ledger.db", "both gone"] {
        let clinic = Clinic::new();
        let mut desk = clinic.open();
        let backup = call(&mut desk, "backup.make", json!({}))["name"].clone();
        desk.sign_out().unwrap();
        match broken {
            "both gone" => {
                fs::remove_file(clinic.path().join("keys.json")).unwrap();
                fs::remove_file(clinic.ledger()).unwrap();
            }
            name => fs::write(clinic.path().join(name), b"broken").unwrap(),
        }
        assert!(clinic.try_open().is_err(), "{broken}");
        let mut request = clinic.door(LOGIN, PASSWORD);
        request["name"] = backup;
        call(&mut desk, "backup.restore", request);
        assert_eq!(call(&mut desk, "ledger.verify", json!({}))["problem_count"], 0, "{broken}");
    }
}

#[test]
fn a_backup_from_before_a_rekeying_comes_back_with_the_old_password() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let backup = call(&mut desk, "backup.make", json!({}))["name"].clone();
    call(&mut desk, "people.change_password", json!({ "old_password": PASSWORD, "new_password": NEW }));
    call(&mut desk, "workspace.rekey", json!({ "password": NEW }));
    desk.sign_out().unwrap();
    let mut request = clinic.door(LOGIN, NEW);
    request["name"] = backup;
    request["old_password"] = json!(PASSWORD);
    call(&mut desk, "backup.restore", request);
    desk.sign_out().unwrap();
    call(&mut desk, "workspace.unlock", clinic.door(LOGIN, NEW));
    assert_eq!(call(&mut desk, "ledger.verify", json!({}))["problem_count"], 0);
}

#[test]
fn a_damaged_backup_is_refused_and_nothing_is_touched() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let backup = call(&mut desk, "backup.make", json!({}))["name"].as_str().unwrap().to_owned();
    desk.sign_out().unwrap();
    let copy = clinic.path().join("backups").join(&backup).join("ledger.db");
    let mut bytes = fs::read(&copy).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&copy, bytes).unwrap();
    let before = fs::read(clinic.ledger()).unwrap();
    let mut request = clinic.door(LOGIN, PASSWORD);
    request["name"] = json!(backup);
    assert_eq!(refused(&mut desk, "backup.restore", request.clone()), "backup-bad");
    request["name"] = json!("../../etc");
    assert_eq!(refused(&mut desk, "backup.restore", request), "no-such-backup");
    assert_eq!(before, fs::read(clinic.ledger()).unwrap());
}

#[test]
fn the_first_opening_of_a_day_makes_a_backup_and_old_ones_go() {
    let clinic = Clinic::new();
    let clock = Arc::new(ManualClock::at("2027-01-01T00:00:00Z").unwrap());
    let mut desk = clinic.desk_at(clock.clone());
    for _ in 0..30 {
        call(&mut desk, "workspace.unlock", clinic.door(LOGIN, PASSWORD));
        assert!(!call(&mut desk, "backup.if_due", json!({})).is_null());
        assert!(call(&mut desk, "backup.if_due", json!({})).is_null(), "once a day");
        clock.advance(24 * 3600);
    }
    call(&mut desk, "workspace.unlock", clinic.door(LOGIN, PASSWORD));
    let backups = call(&mut desk, "backup.list", json!({}));
    let count = backups.as_array().unwrap().len();
    assert!((9..=12).contains(&count), "{count} kept of 30");
}

#[test]
fn long_work_can_be_cancelled_and_leaves_nothing_behind() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let stop = |_: i64, _: i64| false;
    let error = desk.call("backup.make", json!({}), &Progress::to(&stop)).unwrap_err();
    assert_eq!(error.code(), "cancelled");
    assert_eq!(call(&mut desk, "backup.list", json!({})), json!([]));
    assert_eq!(fs::read_dir(clinic.path().join("backups")).unwrap().count(), 0);
}

#[test]
fn a_key_file_with_weakened_parameters_is_refused() {
    let clinic = Clinic::new();
    let path = clinic.path().join("keys.json");
    let text = fs::read_to_string(&path).unwrap().replace("\"passes\": 3", "\"passes\": 1");
    // Without its checksum it is refused as damaged; with one made to fit, as weaker than the floor.
    fs::write(&path, &text).unwrap();
    assert_eq!(clinic.try_open().err().unwrap().code(), "damaged");
    let mut file: Value = serde_json::from_str(&text).unwrap();
    let sum = file["checksum"].as_str().unwrap().to_owned();
    file["checksum"] = json!("");

    let bare = text.replace(&format!("\"checksum\": \"{sum}\""), "\"checksum\": \"\"");
    let fitting = data_encoding::HEXLOWER.encode(&Sha256::digest(bare.as_bytes()));
    fs::write(&path, text.replace(&sum, &fitting)).unwrap();
    assert_eq!(clinic.try_open().err().unwrap().code(), "weak-key-protection");
}

#[test]
fn a_stale_change_is_a_conflict_that_shows_both_sides() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let base = call(&mut desk, "facility.show", json!({}))["revision"].clone();
    let named = |name: &str| json!({ "base": base, "profile": { "name": name } });
    call(&mut desk, "facility.set", named("先の人"));
    let error = desk.call("facility.set", named("後の人"), &Progress::none()).unwrap_err();
    let facts = error.params();
    assert_eq!(error.code(), "conflict");
    assert_eq!(facts["theirs"]["name"], "先の人");
    assert_eq!(facts["yours"]["name"], "後の人");
    assert_eq!(facts["by"], "山田 花子");
    assert_eq!(call(&mut desk, "facility.show", json!({}))["profile"]["name"], "先の人");
}

#[test]
fn any_past_day_can_be_shown() {
    let clinic = Clinic { dir: tempfile::tempdir().unwrap() };
    let clock = Arc::new(ManualClock::at("2026-04-01T00:00:00Z").unwrap());
    let mut desk = clinic.desk_at(clock.clone());
    clinic.create(&mut desk);
    for name in ["四月二日", "四月三日", "四月四日"] {
        clock.advance(24 * 3600);
        call(&mut desk, "workspace.unlock", clinic.door(LOGIN, PASSWORD));
        let base = call(&mut desk, "facility.show", json!({}))["revision"].clone();
        call(&mut desk, "facility.set", json!({ "base": base, "profile": { "name": name } }));
    }
    let on = |desk: &mut _, day: &str| {
        call(desk, "facility.show", json!({ "as_of": day }))["profile"]["name"].clone()
    };
    assert_eq!(on(&mut desk, "2026-04-01"), "さくら診療所");
    assert_eq!(on(&mut desk, "2026-04-03"), "四月三日");
    assert_eq!(on(&mut desk, "2030-01-01"), "四月四日");
    assert_eq!(refused(&mut desk, "facility.show", json!({ "as_of": "2026-03-31" })), "no-such-thing");
}

#[test]
fn a_folder_moved_to_another_computer_opens_there_and_says_so() {
    let clinic = Clinic::new();
    let elsewhere = Clinic { dir: tempfile::tempdir().unwrap() };
    copy_tree(&clinic.path(), &elsewhere.path());
    let mut desk = elsewhere.open();
    let status = call(&mut desk, "workspace.status", json!({}));
    assert!(status["notices"].to_string().contains("first-time-on-this-computer"));
}
