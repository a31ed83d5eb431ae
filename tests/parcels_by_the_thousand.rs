//! Thousands of packages come in: killed at any moment, an import is gone on with and ends exact; whatever is done to a package
//! or to its manifest, it is refused and nothing is written.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};
use tenken_core::command::Progress;
use tenken_core::package::{Package, Unseal};
use tenken_tests::parcels::{self, Facility, Model};
use tenken_tests::side::Side;
use tenken_tests::{Dice, LOGIN, call, long};

/// Whole facilities with two packages each; the folder holds them all.
fn sent(operator: &Side, count: usize) -> (tempfile::TempDir, usize) {
    let clinic = Side::new();
    let (_, path) = clinic.submit("m.tenken", None);
    let model = Model::of(&path);
    let mut all: Vec<Facility> = (0..count).map(Facility::new).collect();
    let mut desk = operator.desk(LOGIN);
    parcels::enrol(&mut desk, &all);
    desk.sign_out().unwrap();
    let folder = tempfile::tempdir().unwrap();
    for one in &mut all {
        model.send(one, 2025, 7, folder.path());
        model.send(one, 2026, 9, folder.path());
    }
    (folder, count * 2)
}

#[test]
fn an_import_that_is_killed_is_gone_on_with() {
    let operator = Side::new();
    let (folder, total) = sent(&operator, if long() { 500 } else { 40 });
    let mut dice = Dice::new(8);
    for _ in 0..if long() { 40 } else { 6 } {
        let mut child = operator
            .clinic
            .shell()
            .args(["operator", "receive", folder.path().to_str().unwrap()])
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(200 + dice.roll(if long() { 9_000 } else { 1_500 })));
        let _ = child.kill();
        child.wait().unwrap();
        let mut desk = operator.desk(LOGIN);
        // Whatever came in so far is whole and true.
        assert_eq!(call(&mut desk, "ledger.verify", Value::Null)["problems"], json!([]));
        assert_eq!(call(&mut desk, "evidence.check", Value::Null)["bad"], json!([]));
        desk.sign_out().unwrap();
    }
    let mut desk = operator.desk(LOGIN);
    let told = call(&mut desk, "operator.receive", json!({ "paths": [folder.path()] }));
    assert!(told.as_array().unwrap().iter().all(|one| one["refused"].is_null()), "{told}");
    assert_eq!(call(&mut desk, "operator.inbox", Value::Null)["total"], total);
    assert_eq!(call(&mut desk, "operator.portfolio", Value::Null)["received"], total / 2);
    assert_eq!(call(&mut desk, "ledger.verify", Value::Null)["problems"], json!([]));
    // And once more changes nothing.
    let head = call(&mut desk, "ledger.verify", Value::Null)["entries"].clone();
    let told = call(&mut desk, "operator.receive", json!({ "paths": [folder.path()] }));
    assert!(told.as_array().unwrap().iter().all(|one| one["known"] == true));
    assert_eq!(call(&mut desk, "ledger.verify", Value::Null)["entries"], head);
}

#[test]
fn whatever_is_done_to_a_package_nothing_of_it_is_believed() {
    let clinic = Side::new();
    let (_, path) = clinic.submit("m.tenken", None);
    let whole = fs::read(&path).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let altered = folder.path().join("a.tenken");
    let mut dice = Dice::new(4);
    let place =
        |dice: &mut Dice, end: usize| usize::try_from(dice.roll(u64::try_from(end.max(1)).unwrap())).unwrap();
    // The manifest is where the reader decides most; half of all strokes fall there.
    let manifest = whole.windows(8).position(|w| w == b"\"version").unwrap().min(4_000);
    for round in 0..if long() { 200_000 } else { 400 } {
        let mut bytes = whole.clone();
        let end = if dice.roll(2) == 0 { manifest } else { bytes.len() };
        match dice.roll(5) {
            0 => bytes.truncate(place(&mut dice, whole.len())),
            1 => {
                let at = place(&mut dice, end);
                let new = u8::try_from(dice.roll(256)).unwrap();
                bytes.insert(at, new);
            }
            2 => {
                let (from, many) = (place(&mut dice, end), place(&mut dice, 200) + 1);
                let to = (from + many).min(bytes.len());
                bytes.drain(from..to);
            }
            3 => {
                let (from, to) = (place(&mut dice, end), place(&mut dice, end));
                bytes.swap(from, to);
            }
            _ => {
                let at = place(&mut dice, end);
                bytes[at] = bytes[at].wrapping_add(1 + u8::try_from(dice.roll(255)).unwrap());
            }
        }
        if bytes == whole {
            continue;
        }
        fs::write(&altered, &bytes).unwrap();
        let opened = Package::open(&altered, Unseal::default(), &Progress::none());
        let code = opened.err().unwrap_or_else(|| panic!("round {round} was believed")).code();
        let known =
            ["package-altered", "not-a-package", "package-newer", "package-sealed", "sealed-to-another"];
        assert!(known.contains(&code), "round {round}: {code}");
    }
}
