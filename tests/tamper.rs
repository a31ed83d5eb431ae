//! Altered, spliced, cut, turned back: each is found and named, on opening or by verifying.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss
)]
#![allow(clippy::print_stdout)] // figures for tests/README.md

use std::collections::BTreeMap;
use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tenken_tests::{Clinic, Dice, call, copy_tree, files, long, send};

/// A clinic with some history, signed out.
fn lived_in() -> Clinic {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    rename(&mut desk, 0..30);
    desk.sign_out().unwrap();
    clinic
}

fn rename(desk: &mut tenken_core::command::Desk, range: std::ops::Range<i32>) {
    let mut base = call(desk, "facility.show", json!({}))["revision"].clone();
    for n in range {
        let profile = json!({ "name": format!("名前{n}"), "address": "長い住所".repeat(20) });
        base = call(desk, "facility.set", json!({ "base": base, "profile": profile }))["seq"].clone();
    }
}

/// What opening and verifying say: an error's code or the problems' codes; `None` when all is well.
fn found(clinic: &Clinic) -> Option<String> {
    let mut desk = match clinic.try_open() {
        Ok(desk) => desk,
        Err(error) => return Some(error.code().to_owned()),
    };
    let report = match desk.call("ledger.verify", Value::Null, &tenken_core::command::Progress::none()) {
        Ok(report) => report,
        Err(error) => return Some(error.code().to_owned()),
    };
    let codes: Vec<&str> =
        report["problems"].as_array().unwrap().iter().filter_map(|p| p["code"].as_str()).collect();
    (!codes.is_empty()).then(|| codes.join(","))
}

/// Sampled places of a file: fifty times as many in the long form.
fn places(length: usize, sample: usize, dice: &mut Dice) -> Vec<usize> {
    let sample = if long() { sample * 50 } else { sample };
    if length <= sample {
        return (0..length).collect();
    }
    (0..sample).map(|_| usize::try_from(dice.roll(length as u64)).unwrap()).collect()
}

#[test]
fn a_flipped_byte_anywhere_is_found() {
    let clinic = lived_in();
    let mut dice = Dice::new(7);
    let mut tally: BTreeMap<String, usize> = BTreeMap::new();
    let mut flipped = 0;
    for name in ["ledger.db", "keys.json", "attempts.json"] {
        let bytes = fs::read(clinic.path().join(name)).unwrap();
        for place in places(bytes.len(), 60, &mut dice) {
            let twin = clinic.twin();
            let mut bad = bytes.clone();
            bad[place] ^= 1 << dice.roll(8);
            fs::write(twin.path().join(name), bad).unwrap();
            let said = found(&twin).unwrap_or_else(|| panic!("{name}: byte {place} of {}", bytes.len()));
            *tally.entry(format!("{name}: {said}")).or_default() += 1;
            flipped += 1;
        }
    }
    let named =
        tally.iter().filter(|(said, _)| said.contains("entry-unreadable")).map(|(_, n)| n).sum::<usize>();
    assert!(named > 0, "a byte flipped among the entries names the first entry it took with it: {tally:?}");
    println!("{flipped} flipped bytes, {flipped} found: {tally:?}");
}

#[test]
fn an_old_page_spliced_back_is_found() {
    const PAGE: usize = 4096;
    let clinic = lived_in();
    let old = fs::read(clinic.ledger()).unwrap();
    let mut desk = clinic.open();
    rename(&mut desk, 100..110);
    desk.sign_out().unwrap();
    let new = fs::read(clinic.ledger()).unwrap();
    let mut spliced = 0;
    for (n, (was, is)) in old.chunks(PAGE).zip(new.chunks(PAGE)).enumerate() {
        if was == is {
            continue;
        }
        let twin = clinic.twin();
        let mut bad = new.clone();
        bad[n * PAGE..(n + 1) * PAGE].copy_from_slice(was);
        fs::write(twin.ledger(), bad).unwrap();
        assert!(found(&twin).is_some(), "page {n}");
        spliced += 1;
    }
    assert!(spliced >= 3, "{spliced}");
    println!("{spliced} old pages spliced back, {spliced} found");
}

/// A writer killed in the middle leaves its newest changes in the WAL.
fn with_wal() -> (Clinic, PathBuf) {
    let clinic = Clinic::new();
    let mut writer = clinic.batch();
    let mut out = BufReader::new(writer.stdout.take().unwrap());
    let mut base =
        send(&mut writer, &mut out, "facility.show", &json!({})).unwrap()["ok"]["revision"].clone();
    for n in 0..20 {
        let request = json!({ "base": base, "profile": { "name": format!("名前{n}") } });
        base = send(&mut writer, &mut out, "facility.set", &request).unwrap()["ok"]["seq"].clone();
    }
    writer.kill().unwrap();
    writer.wait().unwrap();
    let wal = clinic.path().join("ledger.db-wal");
    assert!(fs::metadata(&wal).unwrap().len() > 50_000);
    (clinic, wal)
}

fn holds_everything(clinic: &Clinic) -> bool {
    clinic.try_open().is_ok_and(|mut desk| {
        call(&mut desk, "facility.show", json!({}))["profile"]["name"] == "名前19"
            && call(&mut desk, "ledger.verify", json!({}))["problem_count"] == 0
    })
}

#[test]
fn a_wal_flipped_or_cut_in_its_middle_swallows_nothing_unseen() {
    let (clinic, wal) = with_wal();
    assert!(holds_everything(&clinic.twin()));
    let bytes = fs::read(&wal).unwrap();
    let name = wal.file_name().unwrap();
    let mut dice = Dice::new(11);
    let (mut told, mut harmless) = (0, 0);
    let mut try_with = |bad: &[u8], what: String| {
        let twin = clinic.twin();
        fs::write(twin.path().join(name), bad).unwrap();
        if let Some(code) = clinic_says(&twin) {
            let named = ["rolled-back", "damaged", "keys-rolled-back"].contains(&code.as_str());
            assert!(named, "{what}: {code}");
            told += 1;
        } else {
            assert!(holds_everything(&twin), "{what}: something is gone and nobody said so");
            harmless += 1;
        }
    };
    for place in places(bytes.len(), 60, &mut dice) {
        let mut bad = bytes.clone();
        bad[place] ^= 0x10;
        try_with(&bad, format!("flip at {place}"));
    }
    for place in places(bytes.len(), 20, &mut dice) {
        try_with(&bytes[..place], format!("cut at {place}"));
    }
    try_with(&[], "emptied".into());
    assert!(told > harmless, "{told} told, {harmless} harmless");
    println!(
        "{} damaged WALs: {told} named on opening, {harmless} changed nothing, 0 unseen losses",
        told + harmless
    );
}

fn clinic_says(clinic: &Clinic) -> Option<String> {
    clinic.try_open().err().map(|e| e.code().to_owned())
}

#[test]
fn yesterdays_folder_put_back_is_noticed_and_only_a_director_accepts_it() {
    let clinic = lived_in();
    let yesterday = tempfile::tempdir().unwrap();
    copy_tree(&clinic.path(), yesterday.path());
    let mut desk = clinic.open();
    let sato = json!({ "login": "sato", "profile": { "name": "佐藤" }, "roles": ["staff"], "password": "Abc-12345" });
    call(&mut desk, "people.add", sato);
    rename(&mut desk, 200..203);
    desk.sign_out().unwrap();
    fs::remove_dir_all(clinic.path()).unwrap();
    copy_tree(yesterday.path(), &clinic.path());

    assert_eq!(clinic_says(&clinic).as_deref(), Some("rolled-back"));
    let mut accepting = clinic.door("yamada", "Abc-12345");
    accepting["accept_head"] = json!(true);
    let mut desk = clinic.desk();
    call(&mut desk, "workspace.unlock", accepting);
    let log = call(&mut desk, "ledger.log", json!({ "kind": "workspace.accept_head" }));
    assert_eq!(log["total"], 1, "it is recorded who accepted what");
    desk.sign_out().unwrap();
    assert!(found(&clinic).is_none());
}

/// Somebody who has the key can write what they like; the chain, the tables and the head kept outside tell on them.
#[test]
fn alterations_by_somebody_with_the_key_are_named() {
    let cases: [(&str, &str); 9] = [
        ("UPDATE entry SET change = replace(change, '名前', '名X') WHERE seq = 9", "entry-altered"),
        ("UPDATE entry SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 9", "entry-altered"),
        ("DELETE FROM entry WHERE seq = 9", "entry-missing"),
        (
            "UPDATE entry SET seq = -1 WHERE seq = 9; UPDATE entry SET seq = 9 WHERE seq = 10;
          UPDATE entry SET seq = 10 WHERE seq = -1",
            "entry-altered",
        ),
        ("UPDATE facility SET name = '別の名前'", "row-altered"),
        ("DELETE FROM person", "row-missing"),
        (
            "INSERT INTO person VALUES ('x','x','x','x','','','','','[\"director\"]','active',1)",
            "row-unknown",
        ),
        ("CREATE TRIGGER t AFTER INSERT ON entry BEGIN SELECT 1; END", "schema-altered"),
        ("UPDATE workspace SET keys_serial = keys_serial + 0, idle_minutes = 99", "row-altered"),
    ];
    let clinic = lived_in();
    for (sql, wanted) in cases {
        let twin = clinic.twin();
        let desk = twin.open();
        desk.session().unwrap().db().execute_batch(sql).unwrap();
        // Verifying in the same session: whoever altered it may not even sign in again (DELETE FROM person).
        let report =
            tenken_core::ledger::verify(desk.session().unwrap(), &tenken_core::command::Progress::none())
                .unwrap();
        let codes: Vec<&str> = report.problems.iter().map(tenken_core::ledger::Problem::code).collect();
        assert!(codes.contains(&wanted), "{sql}: {codes:?}");
        assert!(report.problem_count <= 8, "one alteration is not a hundred findings: {:?}", report.problems);
    }
    println!("{} alterations with the key, {0} named", cases.len());
}

#[test]
fn a_chain_forged_from_the_middle_is_told_by_the_head_kept_outside() {
    let clinic = lived_in();
    let desk = clinic.open();
    forge(desk.session().unwrap().db(), 9);
    drop(desk);
    assert_eq!(clinic_says(&clinic).as_deref(), Some("rolled-back"));
    // On another computer, which has never seen the real head, the chain alone looks whole: hence the receipts.
    let elsewhere = Clinic { dir: tempfile::tempdir().unwrap() };
    copy_tree(&clinic.path(), &elsewhere.path());
    assert!(elsewhere.try_open().is_ok());
}

/// Alters one entry and re-computes every hash after it, as somebody with the key and our source could.
fn forge(db: &rusqlite::Connection, from: i64) {
    use sha2::{Digest, Sha256};
    db.execute("UPDATE entry SET at = '2020-01-01T00:00:00.000Z' WHERE seq = ?1", [from]).unwrap();
    let mut prev: Vec<u8> =
        db.query_row("SELECT hash FROM entry WHERE seq = ?1", [from - 1], |r| r.get(0)).unwrap();
    let last: i64 = db.query_row("SELECT max(seq) FROM entry", [], |r| r.get(0)).unwrap();
    for seq in from..=last {
        let text = |column: &str| -> Value {
            let sql = format!("SELECT {column} FROM entry WHERE seq = ?1");
            let text: Option<String> = db.query_row(&sql, [seq], |r| r.get(0)).unwrap();
            text.map_or(Value::Null, Value::String)
        };
        let json_of = |column: &str| -> Value {
            text(column).as_str().map_or(Value::Null, |t| serde_json::from_str(t).unwrap())
        };
        let undoes: Option<i64> =
            db.query_row("SELECT undoes FROM entry WHERE seq = ?1", [seq], |r| r.get(0)).unwrap();
        let entry = json!({
            "seq": seq, "id": text("id"), "at": text("at"), "person": text("person"), "device": text("device"),
            "kind": text("kind"), "thing": text("thing"), "change": json_of("change"), "undo": json_of("undo"),
            "undoes": undoes, "prev": data_encoding::HEXLOWER.encode(&prev),
        });
        // serde_json keeps keys sorted, and our values hold no floats: this is canonical JSON.
        let hash = Sha256::digest(entry.to_string()).to_vec();
        db.execute(
            "UPDATE entry SET prev = ?1, hash = ?2 WHERE seq = ?3",
            rusqlite::params![prev, hash, seq],
        )
        .unwrap();
        prev = hash;
    }
}

#[test]
fn a_rebuild_mends_altered_tables() {
    let clinic = lived_in();
    let mut desk = clinic.open();
    desk.session().unwrap().db().execute_batch("UPDATE facility SET name = '別の名前'").unwrap();
    assert_eq!(call(&mut desk, "ledger.rebuild", json!({}))["rows"], 1);
    assert_eq!(call(&mut desk, "ledger.verify", json!({}))["problem_count"], 0);
    assert_eq!(call(&mut desk, "facility.show", json!({}))["profile"]["name"], "名前29");
}

#[test]
fn files_that_do_not_belong_change_nothing() {
    let clinic = lived_in();
    fs::write(clinic.path().join("ledger.next.db"), b"left over").unwrap();
    fs::write(clinic.path().join("Thumbs.db"), b"left by the system").unwrap();
    fs::create_dir_all(clinic.path().join("backups/not-ours")).unwrap();
    assert!(found(&clinic).is_none());
    assert!(!clinic.path().join("ledger.next.db").exists());
    assert!(files(Path::new(&clinic.path())).iter().any(|p| p.ends_with("Thumbs.db")));
}
