//! The shell as somebody types it: answers, sentences, exit codes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss
)]
#![allow(clippy::print_stdout)] // figures for tests/README.md

use std::process::Output;

use serde_json::Value;
use tenken_tests::{Clinic, PASSWORD};

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn init_users_changes_and_proof() {
    let clinic = Clinic { dir: tempfile::tempdir().unwrap() };
    let made = clinic.run(&[
        "init",
        "--facility",
        "さくら診療所",
        "--name",
        "山田 花子",
        "--title",
        "院長",
        "--quick",
    ]);
    assert!(made.status.success(), "{}", said(&made));
    assert!(said(&made).contains("復旧コード"));
    for (login, name, role) in [
        ("sato", "佐藤 次郎", "staff"),
        ("ito", "伊藤 三郎", "auditor,trainer"),
        ("kato", "加藤 四郎", "viewer"),
    ] {
        let mut add = clinic.shell();
        add.args(["user", "add", login, "--name", name, "--role", role]).env("TENKEN_NEW_PASSWORD", PASSWORD);
        assert!(add.status().unwrap().success());
    }
    assert!(clinic.run(&["user", "edit", "sato", "--title", "看護師"]).status.success());
    assert!(clinic.run(&["undo"]).status.success());
    assert!(clinic.run(&["redo"]).status.success());
    let people = clinic.json(&["user", "list"]);
    let sato = people.as_array().unwrap().iter().find(|p| p["login"] == "sato").unwrap();
    assert_eq!(sato["profile"]["title"], "看護師");
    let log = said(&clinic.run(&["log", "--kind", "people"]));
    assert!(log.contains("佐藤 次郎さんの情報を変えました（役職 （なし） → 看護師）"), "{log}");
    let verified = clinic.run(&["verify"]);
    assert_eq!(verified.status.code(), Some(0), "{}", said(&verified));
    assert!(said(&verified).contains("異常はありません"));
    let english = said(&clinic.run(&["--lang", "en", "verify"]));
    assert!(english.contains("All is well"), "{english}");
}

#[test]
fn exit_codes_say_what_kind_of_no() {
    let clinic = Clinic::new();
    let code = |output: Output| output.status.code();
    assert_eq!(code(clinic.run(&["unlock-check"])), Some(0));
    assert_eq!(code(clinic.run(&["no-such-verb"])), Some(2));
    assert_eq!(code(clinic.run(&["user", "add", "x"])), Some(2));
    assert_eq!(code(clinic.run(&["restore", "no-such-backup"])), Some(2));
    let wrong = clinic.shell().arg("verify").env("TENKEN_PASSWORD", "wrong").output().unwrap();
    assert_eq!(wrong.status.code(), Some(3));
    let nowhere = clinic.shell().arg("verify").env("TENKEN_WORKSPACE", "/nowhere").output().unwrap();
    assert_eq!(nowhere.status.code(), Some(2));
    let unsaid = clinic.shell().arg("verify").env_remove("TENKEN_WORKSPACE").output().unwrap();
    assert_eq!(unsaid.status.code(), Some(2));
    assert!(said(&unsaid).contains("TENKEN_WORKSPACE"), "{}", said(&unsaid));
    let silent = clinic.shell().arg("verify").env_remove("TENKEN_PASSWORD").output().unwrap();
    assert_eq!(silent.status.code(), Some(2), "no terminal and no password is a usage error");
    let refused = clinic.shell().args(["user", "list"]).env("TENKEN_USER", "nobody").output().unwrap();
    assert_eq!(refused.status.code(), Some(3));
}

#[test]
fn errors_come_as_json_too() {
    let clinic = Clinic::new();
    let output = clinic.run(&["call", "people.edit", "{}", "--json"]);
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["error"]["code"], "bad-request");
    assert!(answer["sentence"].as_str().unwrap().contains("people.edit"));
}

#[test]
fn recover_backup_restore_and_rekey_by_hand() {
    let clinic = Clinic { dir: tempfile::tempdir().unwrap() };
    let made = clinic.json(&["init", "--facility", "さくら診療所", "--name", "山田 花子", "--quick"]);
    let mut recover = clinic.shell();
    recover
        .arg("recover")
        .env("TENKEN_RECOVERY_CODE", made["recovery_code"].as_str().unwrap())
        .env("TENKEN_NEW_PASSWORD", PASSWORD);
    assert!(recover.status().unwrap().success());
    let backup = clinic.json(&["backup", "make"]);
    assert!(clinic.run(&["facility", "set", "--facility", "新しい名前"]).status.success());
    assert!(clinic.run(&["rekey"]).status.success());
    let restored = clinic.run(&["restore", backup["name"].as_str().unwrap()]);
    assert!(restored.status.success(), "{}", said(&restored));
    assert!(said(&clinic.run(&["facility", "show"])).contains("さくら診療所"));
    assert_eq!(clinic.run(&["verify"]).status.code(), Some(0));
}

#[test]
fn the_demo_is_a_marked_sample() {
    let clinic = Clinic { dir: tempfile::tempdir().unwrap() };
    let path = clinic.dir.path().join("見本.tenken");
    let made = clinic.run(&["demo", path.to_str().unwrap()]);
    assert!(made.status.success(), "{}", said(&made));
    let mut check = clinic.shell();
    check
        .args(["unlock-check", "--json"])
        .env("TENKEN_WORKSPACE", &path)
        .env("TENKEN_USER", "sample")
        .env("TENKEN_PASSWORD", "Tenken-2026");
    let status: Value = serde_json::from_slice(&check.output().unwrap().stdout).unwrap();
    assert_eq!(status["workspace"]["sample"], true);
}

#[test]
fn every_command_of_the_list_is_within_reach() {
    let clinic = Clinic::new();
    let listed = said(&clinic.run(&["commands"]));
    for command in tenken_core::command::list() {
        assert!(listed.contains(command.name), "{}", command.name);
    }
    let named = clinic.json(&["commands"]);
    assert_eq!(named.as_array().unwrap().len(), tenken_core::command::list().len());
    assert!(said(&clinic.run(&["facility", "show"])).contains("施設名"));
    let output = clinic.run(&["call", "people.permissions"]);
    assert!(output.status.success());
}

#[test]
fn of_two_processes_the_second_is_told_who_has_it() {
    let clinic = Clinic::new();
    let mut first = clinic.batch();
    let mut out = std::io::BufReader::new(first.stdout.take().unwrap());
    let answer = tenken_tests::send(&mut first, &mut out, "people.list", &serde_json::json!({})).unwrap();
    assert!(answer["ok"].is_array());
    let second = clinic.run(&["verify"]);
    assert_eq!(second.status.code(), Some(1));
    assert!(said(&second).contains("yamada"), "{}", said(&second));
    drop(first.stdin.take());
    assert!(first.wait().unwrap().success());
    assert!(clinic.run(&["verify"]).status.success());
}
