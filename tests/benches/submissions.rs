//! Ten thousand signed packages of a clinic's checklist come in, measured beside reading, hashing, verifying and keeping the
//! same bytes barely; and the portfolio of ten thousand facilities and three years. `./dev bench --bench submissions`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::cast_precision_loss
)]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tenken_core::command::{Desk, Progress};
use tenken_core::ledger::{self, Change};
use tenken_core::package::{Manifest, is_signed};
use tenken_core::submission::SubmissionChange;
use tenken_core::submission::desk::{Coming, Layout, Rolled};
use tenken_core::workspace::{Password, Unlocking, unlock};
use tenken_tests::parcels::{self, Facility, Model};
use tenken_tests::side::Side;
use tenken_tests::{LOGIN, PASSWORD, call};

const FACILITIES: usize = 3_334;
const YEARS: [i32; 3] = [2024, 2025, 2026];

fn main() {
    let (clinic, operator) = (Side::new(), Side::new());
    let (_, path) = clinic.submit("m.tenken", None);
    let model = Model::of(&path);
    let mut all: Vec<Facility> = (0..FACILITIES).map(Facility::new).collect();
    let mut desk = operator.desk(LOGIN);
    parcels::enrol(&mut desk, &all);
    let count = FACILITIES * YEARS.len();
    let (mut received, mut bare, mut again, mut bytes) = (Duration::ZERO, Duration::ZERO, Duration::ZERO, 0);
    for year in YEARS {
        // A year at a time: all of them would fill a disk three times over.
        let folder = tempfile::tempdir().unwrap();
        for (at, one) in all.iter_mut().enumerate() {
            model.send(one, year, at % 17, folder.path());
        }
        bytes += files(folder.path()).iter().map(|path| fs::metadata(path).unwrap().len()).sum::<u64>();
        let mut take = || {
            let begun = Instant::now();
            let told = call(&mut desk, "operator.receive", json!({ "paths": [folder.path()] }));
            assert!(told.as_array().unwrap().iter().all(|one| one["refused"].is_null()));
            begun.elapsed()
        };
        received += take();
        bare += barely(folder.path());
        again += take();
    }
    println!("{count} packages, {} KiB each", bytes / u64::try_from(count).unwrap() / 1024);
    println!("received {received:?}, barely {bare:?}: {:.2} times", ratio(received, bare));
    println!("the same once more, known: {again:?}");
    println!("memory at its highest: {} MiB", highest() / 1024);
    let (first, again) = portfolio(&mut desk);
    println!("portfolio of {count} packages: {first:?}, then {again:?}");
    let hundred = call(&mut desk, "operator.portfolio", json!({ "text": "00", "count": 100 }));
    assert!(!hundred["facilities"].as_array().unwrap().is_empty());
    desk.sign_out().unwrap();

    for many in [100, 10_000] {
        let operator = Side::new();
        let mut desk = operator.desk(LOGIN);
        stand(&operator, &mut desk, many);
        let (first, again) = portfolio(&mut desk);
        println!("portfolio of {many} facilities, {} years: {first:?}, then {again:?}", YEARS.len());
    }
}

fn ratio(ours: Duration, bare: Duration) -> f64 {
    ours.as_secs_f64() / bare.as_secs_f64()
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

/// Read, hashed, verified, laid on the disk for good, and a line in a database of the same kind.
fn barely(folder: &Path) -> Duration {
    let out = tempfile::tempdir().unwrap();
    let mut db = Connection::open(out.path().join("bare.db")).unwrap();
    db.execute_batch(
        "PRAGMA key = 'bare'; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE received (fingerprint TEXT PRIMARY KEY, public TEXT, chain INTEGER, head TEXT)",
    )
    .unwrap();
    let begun = Instant::now();
    for together in files(folder).chunks(64) {
        let tx = db.transaction().unwrap();
        for path in together {
            let bytes = fs::read(path).unwrap();
            let length = usize::try_from(u32::from_be_bytes(bytes[16..20].try_into().unwrap())).unwrap();
            let (text, rest) = bytes[20..].split_at(length);
            let manifest: Manifest = serde_json::from_slice(text).unwrap();
            let signer = manifest.head.signer.clone().unwrap();
            assert!(is_signed(&signer, text, &rest[1..65]));
            let mut at = 65;
            for part in &manifest.parts {
                let end = at + usize::try_from(part.bytes).unwrap();
                let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(&rest[at..end]));
                assert_eq!(hash, part.sha256);
                at = end;
            }
            let fingerprint = data_encoding::HEXLOWER.encode(&Sha256::digest(text));
            let mut file = File::create(out.path().join(&fingerprint)).unwrap();
            file.write_all(&bytes).unwrap();
            file.sync_all().unwrap();
            File::open(out.path()).unwrap().sync_all().unwrap();
            let chain = i64::try_from(manifest.head.chain.unwrap().number).unwrap();
            tx.execute(
                "INSERT INTO received VALUES (?1, ?2, ?3, ?4)",
                params![fingerprint, signer, chain, std::str::from_utf8(text).unwrap()],
            )
            .unwrap();
        }
        tx.commit().unwrap();
    }
    begun.elapsed()
}

fn portfolio(desk: &mut Desk) -> (Duration, Duration) {
    let mut ask = || {
        let begun = Instant::now();
        let shown = call(desk, "operator.portfolio", Value::Null);
        assert!(shown["rate"].as_u64().is_some());
        begun.elapsed()
    };
    (ask(), (0..5).map(|_| ask()).min().unwrap())
}

/// As they would stand, without their packages: what a portfolio is counted from.
fn stand(operator: &Side, desk: &mut Desk, many: usize) {
    let all: Vec<Facility> = (0..many).map(Facility::new).collect();
    parcels::enrol(desk, &all);
    let rows = (0..81).map(|at| {
        (
            format!("付表1 {}", at / 8),
            format!("F1-{at:02}"),
            "個人情報保護に関する方針を定めている".to_owned(),
        )
    });
    let (catalogue, title) = ("fuhyo-5.1".to_owned(), "付表1～3".to_owned());
    let layout = Layout { catalogue, title, version: "5.1".into(), rows: rows.collect() };
    let mut changes = Vec::new();
    for (chain, year) in (1_i64..).zip(YEARS) {
        for (at, one) in all.iter().enumerate() {
            let letter = |row: usize| if (row + at).is_multiple_of(9) { 'f' } else { 'c' };
            let rolled = vec![Rolled {
                layout: "0123456789abcdef0123456789abcdef".into(),
                marks: (0..81).map(letter).collect(),
            }];
            let fingerprint = format!("{:064x}", at * 10 + usize::try_from(chain).unwrap());
            let stored = json!({ "sha256": fingerprint, "bytes": 1, "name": fingerprint, "key": "" });
            let coming = Coming {
                kind: "conformance".into(),
                heading: format!("{year}年度"),
                fiscal_year: year,
                kept: serde_json::from_value(stored).unwrap(),
                rolled,
                layouts: if at == 0 {
                    BTreeMap::from([("0123456789abcdef0123456789abcdef".to_owned(), layout.clone())])
                } else {
                    BTreeMap::new()
                },
                answers: None,
            };
            changes.push(Change::Submission(SubmissionChange::Receive {
                previous: (chain > 1)
                    .then(|| format!("{:064x}", at * 10 + usize::try_from(chain - 1).unwrap())),
                fingerprint,
                public: one.key.public(),
                title: one.name.clone(),
                chain,
                number: format!("提出-{year}-1"),
                snapshot: String::new(),
                coming: Some(Box::new(coming)),
            }));
        }
    }
    desk.sign_out().unwrap();
    let place = desk.place(operator.clinic.path().to_str().unwrap()).unwrap();
    let with = Unlocking { login: LOGIN.into(), password: Password::new(PASSWORD), accept_head: false };
    let mut session = unlock(&place, &with).unwrap();
    ledger::record_all(&mut session, &changes, &Progress::none()).unwrap();
    desk.seat(session);
}

/// In KiB, as the system counts it.
fn highest() -> u64 {
    let text = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with("VmHWM"));
    line.and_then(|line| line.split_whitespace().nth(1)).and_then(|kib| kib.parse().ok()).unwrap_or(0)
}
