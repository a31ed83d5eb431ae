//! Ten thousand signed packages of a clinic's checklist come in, measured beside reading, hashing, verifying and keeping the
//! same bytes barely; and the portfolio of ten thousand facilities and three years. `./dev bench --bench submissions`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::cast_precision_loss
)]

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tenken_core::command::Desk;
use tenken_core::package::{Manifest, is_signed};
use tenken_tests::parcels::{self, Facility, Model};
use tenken_tests::side::Side;
use tenken_tests::{LOGIN, call};

const FACILITIES: usize = 3_334;
const YEARS: [i32; 3] = [2024, 2025, 2026];

fn main() {
    // A file that comes in is looked at by this same program once more.
    if tenken_core::child::serve() {
        return;
    }
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
        let all: Vec<Facility> = (0..many).map(Facility::new).collect();
        parcels::stand(&operator, &mut desk, &all, &YEARS);
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

/// In KiB, as the system counts it.
fn highest() -> u64 {
    let text = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with("VmHWM"));
    line.and_then(|line| line.split_whitespace().nth(1)).and_then(|kib| kib.parse().ok()).unwrap_or(0)
}
