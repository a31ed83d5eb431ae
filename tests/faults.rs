//! Disks that fail and fill up at every single write of a whole workflow, and clocks that jump.
//! What must hold each time: an error is shown, what was acknowledged is there, the workspace opens and is true.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss
)]
#![allow(clippy::print_stdout)] // figures for tests/README.md

use std::fs;
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tenken_tests::{Clinic, LOGIN, PASSWORD, call, long, root, send};

const EIO: i32 = 5;
const ENOSPC: i32 = 28;
const TEN_YEARS: i64 = 10 * 365 * 24 * 3600;
const NEW: &str = "Neu-98765";

fn shim(folder: &Path) -> PathBuf {
    let out = folder.join("faults.so");
    let built = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o"])
        .arg(&out)
        .arg(root().join("tests/shim/faults.c"))
        .arg("-ldl")
        .status();
    assert!(built.expect("a C compiler").success());
    out
}

/// A whole workflow in one shell; answers the calls it acknowledged, and whether all went well.
fn workflow(clinic: &Clinic, shim: &Path, at: u64, errno: i32) -> (Vec<String>, bool, String) {
    let mut shell = clinic.shell();
    shell
        .arg("batch")
        .env("LD_PRELOAD", shim)
        .env("FAULT_DIR", clinic.dir.path())
        .env("FAULT_AT", at.to_string())
        .env("FAULT_ERRNO", errno.to_string())
        .env("FAULT_COUNT", shim.with_extension("count"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = shell.spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut acknowledged = Vec::new();
    let mut say = |name: &str, request: Value| -> Option<Value> {
        let answer = send(&mut child, &mut out, name, &request)?;
        assert!(answer["error"].is_null() || !answer["sentence"].as_str().unwrap().is_empty());
        if answer["ok"].is_null() {
            return None;
        }
        acknowledged.push(name.to_owned());
        Some(answer["ok"].clone())
    };
    let base = say("facility.show", json!({})).map(|f| f["revision"].clone()).unwrap_or(json!(2));
    say("facility.set", json!({ "base": base, "profile": { "name": "あたらしい名前", "beds": 3 } }));
    say(
        "people.add",
        json!({ "login": "sato", "profile": { "name": "佐藤" }, "roles": ["staff"], "password": PASSWORD }),
    );
    say("backup.make", json!({}));
    say("workspace.rekey", json!({ "password": PASSWORD }));
    say("people.change_password", json!({ "old_password": PASSWORD, "new_password": NEW }));
    drop(child.stdin.take());
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (acknowledged, output.status.success(), said)
}

/// Opens without faults, with whichever password is in force, and checks everything.
fn check(clinic: &Clinic, acknowledged: &[String], context: &str) {
    let done = |name: &str| acknowledged.iter().any(|a| a == name);
    let mut desk = clinic.desk();
    let open = |desk: &mut tenken_core::command::Desk, password: &str| {
        desk.call("workspace.unlock", clinic.door(LOGIN, password), &tenken_core::command::Progress::none())
    };
    let first = if done("people.change_password") { NEW } else { PASSWORD };
    let second = if first == NEW { PASSWORD } else { NEW };
    if let Err(error) = open(&mut desk, first) {
        // An unacknowledged change of password may have arrived all the same; an acknowledged one must have.
        assert!(error.code() == "wrong-password" && first == PASSWORD, "{context}: {error}");
        open(&mut desk, second).unwrap_or_else(|error| panic!("{context}: {error}"));
    }
    let report = call(&mut desk, "ledger.verify", json!({}));
    assert_eq!(report["problem_count"], 0, "{context}: {report}");
    if done("facility.set") {
        let facility = call(&mut desk, "facility.show", json!({}));
        assert_eq!(facility["profile"]["name"], "あたらしい名前", "{context}");
    }
    if done("people.add") {
        let people = call(&mut desk, "people.list", json!({}));
        assert_eq!(people.as_array().unwrap().len(), 2, "{context}");
        let mut other = clinic.desk();
        desk.sign_out().unwrap();
        other
            .call("workspace.unlock", clinic.door("sato", PASSWORD), &tenken_core::command::Progress::none())
            .unwrap_or_else(|error| panic!("{context}: sato: {error}"));
        other.sign_out().unwrap();
        open(&mut desk, if done("people.change_password") { NEW } else { PASSWORD })
            .or_else(|_| open(&mut desk, NEW))
            .unwrap_or_else(|error| panic!("{context}: {error}"));
    }
    if done("backup.make") {
        let backups = call(&mut desk, "backup.list", json!({}));
        assert!(backups.to_string().contains("manual"), "{context}");
    }
}

#[test]
fn every_write_may_fail_or_find_the_disk_full() {
    let tools = tempfile::tempdir().unwrap();
    let shim = shim(tools.path());
    let template = Clinic::new();
    // The day's backup and the device's name first, so that every run is the same run.
    assert!(template.run(&["unlock-check"]).status.success());

    let whole = template.twin();
    let (acknowledged, well, said) = workflow(&whole, &shim, 0, 0);
    assert!(well && acknowledged.len() == 6, "{acknowledged:?} {said}");
    check(&whole, &acknowledged, "no fault");
    let count = fs::read_to_string(shim.with_extension("count")).unwrap();
    let writes: u64 = count.parse().unwrap();
    assert!(writes > 100, "{writes}");

    let step = if long() { 1 } else { 11 };
    let (mut runs, mut shown) = (0, 0);
    for errno in [EIO, ENOSPC] {
        let first = if errno == EIO { 1 } else { 1 + step / 2 };
        for at in (first..=writes).step_by(usize::try_from(step).unwrap()) {
            let clinic = template.twin();
            let (acknowledged, well, said) = workflow(&clinic, &shim, at, errno);
            let context = format!("errno {errno} at write {at} of {writes}, acknowledged {acknowledged:?}");
            // Where nothing was shown, nothing was lost: the fault met a courtesy (who holds the lock, tidying up).
            assert!(well || !said.contains("panicked"), "{context}: {said}");
            shown += u64::from(!well || !said.is_empty());
            check(&clinic, &acknowledged, &context);
            runs += 1;
        }
    }
    assert!(shown * 2 > runs, "{shown} of {runs} faults were shown");
    println!(
        "{writes} write calls in the workflow, {runs} faults injected, {shown} shown, 0 acknowledged changes lost"
    );
}

#[test]
fn a_clock_ten_years_off_only_leaves_a_note() {
    let tools = tempfile::tempdir().unwrap();
    let shim = shim(tools.path());
    let clinic = Clinic::new();
    for (offset, beds) in [(TEN_YEARS, 1), (-TEN_YEARS, 2), (0, 3)] {
        let mut shell = clinic.shell();
        shell
            .args(["facility", "set", "--beds", &beds.to_string()])
            .env("LD_PRELOAD", &shim)
            .env("FAULT_CLOCK", offset.to_string());
        let output = shell.output().unwrap();
        assert!(output.status.success(), "{offset}: {}", String::from_utf8_lossy(&output.stderr));
    }
    let mut desk = clinic.open();
    assert_eq!(call(&mut desk, "facility.show", json!({}))["profile"]["beds"], 3, "order is by sequence");
    assert_eq!(call(&mut desk, "ledger.verify", json!({}))["problem_count"], 0);
    let log = call(&mut desk, "ledger.log", json!({ "limit": 1000 }));
    let back: Vec<i64> = log["lines"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|l| l["clock_back"] == true)
        .map(|l| l["seq"].as_i64().unwrap())
        .collect();
    assert_eq!(back.len(), 1, "the one entry before which the clock went back is marked: {back:?}");
    std::io::stdout().flush().unwrap();
}
