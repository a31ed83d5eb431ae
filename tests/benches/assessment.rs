//! How fast answering is: side by side in one run with the same rows on bare SQLCipher, and flat as they grow.
//! `./dev bench --bench assessment`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::indexing_slicing)]

use std::fmt::Write;
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};
use serde_json::{Value, json};
use tenken_core::command::Desk;
use tenken_tests::{Clinic, call};

const ANSWERS: usize = 1_000;

fn main() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let path = clinic.dir.path().join("many.toml");
    std::fs::write(&path, many(ANSWERS)).unwrap();
    call(&mut desk, "catalogue.import", json!({ "path": path }));
    let first = round(&mut desk);
    let bare = bare(&clinic);
    println!(
        "answers: {ANSWERS}, each durable and in the ledger: {first:?}; {:.2}× the same two rows on bare SQLCipher ({bare:?})",
        first.as_secs_f64() / bare.as_secs_f64()
    );
    // Twenty assessments later.
    let mut last = first;
    for _ in 0..19 {
        last = round(&mut desk);
    }
    println!(
        "answers: the 20th thousand took {last:?}, {:.2}× the first",
        last.as_secs_f64() / first.as_secs_f64()
    );
}

/// A new assessment, and every control of it answered one by one.
fn round(desk: &mut Desk) -> Duration {
    let started = call(desk, "assessment.start", json!({ "catalogues": ["many"], "fiscal_year": 2026 }));
    let id = started["id"].clone();
    let requests: Vec<Value> = (0..ANSWERS)
        .map(|n| {
            let at = json!({ "catalogue": "many", "control": format!("C{n}") });
            json!({ "id": id, "items": [{ "at": at, "base": 0, "answer": { "value": "conforms", "note": "確かめた" } }] })
        })
        .collect();
    let start = Instant::now();
    for request in requests {
        call(desk, "assessment.answer", request);
    }
    start.elapsed()
}

fn many(count: usize) -> String {
    let mut text = String::from(
        "[catalogue]\nid = \"many\"\ntitle = \"many\"\nversion = \"1\"\n\n[[sections]]\nid = \"s\"\ntitle = \"s\"\n",
    );
    for n in 0..count {
        write!(text, "\n[[sections.controls]]\nid = \"C{n}\"\npractice = \"責任者を定める {n}\"\n").unwrap();
    }
    text
}

/// An answer row and an entry row a transaction, with the same key and the same durability.
fn bare(clinic: &Clinic) -> Duration {
    let db = Connection::open(clinic.dir.path().join("bare.db")).unwrap();
    db.execute_batch(
        "PRAGMA key = \"x'2DD29CA851E7B56E4697B0E1F08507293D761A05CE4D1B628663F411A8086D99'\";
         PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA locking_mode = EXCLUSIVE;
         CREATE TABLE answer (control TEXT PRIMARY KEY, value TEXT, note TEXT) STRICT;
         CREATE TABLE entry (seq INTEGER PRIMARY KEY, body TEXT, hash BLOB) STRICT;",
    )
    .unwrap();
    let body = "x".repeat(400);
    let start = Instant::now();
    for n in 0..ANSWERS {
        let tx = db.unchecked_transaction().unwrap();
        tx.prepare_cached("INSERT INTO answer VALUES (?1, 'conforms', '確かめた')")
            .unwrap()
            .execute([format!("C{n}")])
            .unwrap();
        tx.prepare_cached("INSERT INTO entry (body, hash) VALUES (?1, ?2)")
            .unwrap()
            .execute(params![body, [7u8; 32]])
            .unwrap();
        tx.commit().unwrap();
    }
    start.elapsed()
}
