//! A register of a hundred thousand records: taken in from a spreadsheet, opened, searched. The import is measured beside
//! reading the same file and inserting the same entries barely. `./dev bench --bench registers`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::indexing_slicing)]

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tenken_core::command::Desk;
use tenken_core::spreadsheet;
use tenken_tests::{Clinic, call};

const RECORDS: u32 = 100_000;
const AN_ENTRY: usize = 1_000;

fn main() {
    // Spreadsheets are read by the same program once more.
    if tenken_core::child::serve() {
        return;
    }
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let path = clinic.dir.path().join("入退室.xlsx");
    write(&path);

    let start = Instant::now();
    let book = spreadsheet::read(&path).unwrap();
    let reading = start.elapsed();
    let rows = book.sheets[0].rows.len() - 1;
    drop(book);

    let start = Instant::now();
    let sheet = json!({ "register": "entry_log", "path": path });
    let taken = call(&mut desk, "register.take_in", json!({ "sheet": sheet }));
    let whole = start.elapsed();
    assert_eq!(taken["added"], rows);
    let inserting = bare(&clinic, &desk);
    println!(
        "import: {rows} rows in {whole:?}; {:.2}× reading the file ({reading:?}) and inserting the same entries ({inserting:?})",
        whole.as_secs_f64() / (reading + inserting).as_secs_f64()
    );
    let again = timed(&mut desk, "register.read_sheet", &sheet);
    println!("the same list again, recognised: {again:?}");

    desk.sign_out().unwrap();
    let mut desk = clinic.open();
    let first = timed(&mut desk, "register.records", &json!({ "register": "entry_log" }));
    println!("opened, nothing read before: {first:?}");
    for (name, filter) in [
        ("opened once more", json!({})),
        ("filtered by a word that many have", json!({ "text": "業者 77" })),
        ("filtered by a word that one has", json!({ "text": "業者 99999" })),
        ("filtered by days", json!({ "from": "2026-03-01", "to": "2026-03-02" })),
        ("sorted by a field", json!({ "sort": "purpose" })),
        ("the last page", json!({ "offset": 99_800 })),
    ] {
        let request = json!({ "register": "entry_log", "filter": filter });
        println!("{name}: {:?}", best(&mut desk, "register.records", &request));
    }
    println!("ホーム: {:?}", best(&mut desk, "home.show", &Value::Null));
    println!("all registers with what is due: {:?}", best(&mut desk, "register.list", &Value::Null));
}

fn timed(desk: &mut Desk, name: &str, request: &Value) -> Duration {
    let start = Instant::now();
    call(desk, name, request.clone());
    start.elapsed()
}

fn best(desk: &mut Desk, name: &str, request: &Value) -> Duration {
    (0..5).map(|_| timed(desk, name, request)).min().unwrap()
}

fn write(path: &Path) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let heads = ["入室日時", "退室日時", "氏名", "所属", "目的", "備考"];
    for (column, text) in (0..).zip(heads) {
        sheet.write_string(0, column, text).unwrap();
    }
    for n in 0..RECORDS {
        let day = format!("2026/{:02}/{:02}", n % 12 + 1, n / 12 % 28 + 1);
        let cells = [
            format!("{day} 9:{:02}", n % 60),
            format!("{day} 17:{:02}", n % 60),
            format!("業者 {n}"),
            format!("見本保守株式会社 第{}課", n % 9),
            format!("サーバの点検と保守（{}回目）", n % 100),
            "立ち会い：点検 花子".to_owned(),
        ];
        for (column, text) in (0..).zip(&cells) {
            sheet.write_string(n + 1, column, text).unwrap();
        }
    }
    workbook.save(path).unwrap();
}

/// The very entries and rows that the import made, in one transaction, with the same key and durability.
fn bare(clinic: &Clinic, desk: &Desk) -> Duration {
    let from = desk.session().unwrap().db();
    let entries: Vec<(String, String, String)> = from
        .prepare("SELECT id, change, undo FROM entry WHERE kind = 'register.write'")
        .unwrap()
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let records: Vec<(String, String, String, String)> = from
        .prepare("SELECT id, day, title, fields FROM record ORDER BY number")
        .unwrap()
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let db = Connection::open(clinic.dir.path().join("bare.db")).unwrap();
    db.execute_batch(
        "PRAGMA key = \"x'2DD29CA851E7B56E4697B0E1F08507293D761A05CE4D1B628663F411A8086D99'\";
         PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -32768;
         CREATE TABLE entry (seq INTEGER PRIMARY KEY, id TEXT, change TEXT, undo TEXT, hash BLOB) STRICT;
         CREATE TABLE record (id TEXT PRIMARY KEY, register TEXT, number INTEGER, day TEXT, title TEXT, fields TEXT,
             UNIQUE (register, number)) STRICT;
         CREATE INDEX record_of_day ON record (register, day, number);
         CREATE INDEX record_of_state ON record (register, day);",
    )
    .unwrap();
    let start = Instant::now();
    let tx = db.unchecked_transaction().unwrap();
    for (n, (id, change, undo)) in (0_usize..).zip(&entries) {
        let hash = Sha256::digest(change.as_bytes());
        tx.prepare_cached("INSERT INTO entry VALUES (?1, ?2, ?3, ?4, ?5)")
            .unwrap()
            .execute(params![i64::try_from(n).unwrap() + 1, id, change, undo, hash.as_slice()])
            .unwrap();
        for (number, (id, day, title, fields)) in records.iter().enumerate().skip(n * AN_ENTRY).take(AN_ENTRY)
        {
            tx.prepare_cached("INSERT INTO record VALUES (?1, 'entry_log', ?2, ?3, ?4, ?5)")
                .unwrap()
                .execute(params![id, i64::try_from(number).unwrap() + 1, day, title, fields])
                .unwrap();
        }
    }
    tx.commit().unwrap();
    start.elapsed()
}
