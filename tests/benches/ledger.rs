//! The ledger's speed, each figure beside the bare minimum on the same machine in the same run.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss
)]
#![allow(clippy::print_stdout)] // figures for tests/README.md

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rusqlite::{Connection, TransactionBehavior, params};
use sha2::{Digest, Sha256};
use tenken_core::calendar::SystemClock;
use tenken_core::command::Progress;
use tenken_core::facility::{FacilityChange, FacilityProfile};
use tenken_core::ledger::{self, Change};
use tenken_core::people::Profile;
use tenken_core::workspace::keys::Kdf;
use tenken_core::workspace::{
    Home, Layout, NewWorkspace, Password, Place, Session, Tuning, Unlocking, create, unlock,
};

const PASSWORD: &str = "Abc-12345";

fn place(root: &Path, name: &str) -> Place {
    Place {
        layout: Layout::new(root.join(format!("{name}.tenken"))),
        home: Home::at(&root.join("home")),
        clock: Arc::new(SystemClock),
    }
}

fn made(place: &Place) -> Session {
    let new = NewWorkspace {
        facility: FacilityProfile { name: "さくら診療所".into(), ..FacilityProfile::default() },
        login: "yamada".into(),
        director: Profile { name: "山田 花子".into(), ..Profile::default() },
        password: Password::new(PASSWORD),
        tuning: Tuning::Floor,
        sample: false,
    };
    create(place, &new).unwrap().session
}

fn change(base: i64, n: usize) -> Change {
    let profile = FacilityProfile {
        name: format!("さくら診療所 {n}"),
        address: "東京都中央区日本橋室町1-2-3".into(),
        ..FacilityProfile::default()
    };
    Change::Facility(FacilityChange::Set { base, profile, back_to: None })
}

/// `count` recorded changes; answers the time each took.
fn record(session: &mut Session, base: &mut i64, count: usize) -> Vec<Duration> {
    (0..count)
        .map(|n| {
            let change = change(*base, n);
            let started = Instant::now();
            *base = ledger::record(session, change).unwrap().seq;
            started.elapsed()
        })
        .collect()
}

fn fill(session: &mut Session, base: &mut i64, entries: i64) {
    session.db().execute_batch("PRAGMA synchronous = OFF").unwrap();
    while session.head().unwrap().seq < entries {
        record(session, base, 1000);
    }
    session.db().execute_batch("PRAGMA synchronous = FULL").unwrap();
}

/// The same two rows on bare SQLCipher with the same durability, and nothing else.
struct Bare {
    db: Connection,
    seq: i64,
}

impl Bare {
    fn new(path: &Path) -> Self {
        let db = Connection::open(path).unwrap();
        db.pragma_update(None, "key", format!("x'{}'", "ab".repeat(32))).unwrap();
        db.execute_batch(
            "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
             PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768;
             CREATE TABLE entry (seq INTEGER PRIMARY KEY, id TEXT, at TEXT, person TEXT, device TEXT, kind TEXT,
                 thing TEXT, change TEXT, undo TEXT, undoes INTEGER, prev BLOB, hash BLOB) STRICT;
             CREATE TABLE facility (id INTEGER PRIMARY KEY, name TEXT, kana TEXT, kind TEXT, beds INTEGER,
                 address TEXT, revision INTEGER) STRICT;",
        )
        .unwrap();
        Self { db, seq: 0 }
    }

    fn insert(&mut self, body: &str) {
        self.seq += 1;
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
        tx.prepare_cached("INSERT INTO entry VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,NULL,?10,?11)")
            .unwrap()
            .execute(params![
                self.seq,
                "0197a4b0-0000-7000-8000-000000000000",
                "2026-11-20T00:00:00.000Z",
                "0197a4b0-0000-7000-8000-000000000000",
                "PC (1f3a)",
                "facility.set",
                "facility",
                body,
                body,
                [7_u8; 32].as_slice(),
                [8_u8; 32].as_slice()
            ])
            .unwrap();
        tx.prepare_cached("INSERT OR REPLACE INTO facility VALUES (1,?1,'','clinic',0,?2,?3)")
            .unwrap()
            .execute(params![format!("さくら診療所 {}", self.seq), "東京都中央区日本橋室町1-2-3", self.seq])
            .unwrap();
        tx.commit().unwrap();
    }

    fn run(&mut self, body: &str, count: usize) -> Vec<Duration> {
        (0..count)
            .map(|_| {
                let started = Instant::now();
                self.insert(body);
                started.elapsed()
            })
            .collect()
    }
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1e6
}

fn recording(session: &mut Session, base: &mut i64, plain: &mut Bare) -> (f64, f64) {
    let body = change(1, 1).canonical().unwrap();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    // Turn and turn about, so that a busy moment of the machine meets both.
    for _ in 0..20 {
        ours.extend(record(session, base, 50));
        theirs.extend(plain.run(&body, 50));
    }
    (median(ours), median(theirs))
}

/// Opening without the key derivation, which is slow on purpose.
fn opening(place: &Place) -> Duration {
    let with = Unlocking { login: "yamada".into(), password: Password::new(PASSWORD), accept_head: false };
    let mut times: Vec<Duration> = (0..15)
        .map(|_| {
            let started = Instant::now();
            let session = unlock(place, &with).unwrap();
            let whole = started.elapsed();
            session.sign_out(false).unwrap();
            let started = Instant::now();
            Kdf::FLOOR.derive(b"password", &[1; 16]).unwrap();
            whole.saturating_sub(started.elapsed())
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2]
}

/// Reads and hashes every byte of the ledger, and does nothing with it.
fn read_and_hash(db: &Connection) -> usize {
    let mut statement = db.prepare("SELECT * FROM entry ORDER BY seq").unwrap();
    let mut rows = statement.query([]).unwrap();
    let mut bytes = 0;
    while let Some(row) = rows.next().unwrap() {
        let mut hash = Sha256::new();
        for column in 1..12 {
            if let Ok(value) = row.get_ref(column)
                && let Ok(part) = value.as_bytes()
            {
                hash.update(part);
                bytes += part.len();
            }
        }
        std::hint::black_box(hash.finalize());
    }
    bytes
}

fn main() {
    let large: i64 =
        std::env::var("TENKEN_BENCH_ENTRIES").ok().and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let dir = tempfile::tempdir_in(std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| ".".into())).unwrap();
    let (small_place, large_place) = (place(dir.path(), "small"), place(dir.path(), "large"));

    let mut session = made(&small_place);
    let mut base = 2;
    fill(&mut session, &mut base, 1_000);
    let mut plain = Bare::new(&dir.path().join("bare.db"));
    let (ours, theirs) = recording(&mut session, &mut base, &mut plain);
    println!(
        "record, 1,000 entries:      {ours:7.0} µs   bare {theirs:7.0} µs   ratio {:.2} (≤ 1.5)",
        ours / theirs
    );
    session.sign_out(false).unwrap();

    let mut session = made(&large_place);
    let mut base = 2;
    let started = Instant::now();
    fill(&mut session, &mut base, large);
    println!(
        "(filled to {large} entries in {:.0} s, without waiting for the disk)",
        started.elapsed().as_secs_f64()
    );
    let (ours_large, theirs) = recording(&mut session, &mut base, &mut plain);
    println!(
        "record, {large} entries:  {ours_large:7.0} µs   bare {theirs:7.0} µs   ratio {:.2} (≤ 1.5); to 1,000 entries {:.2}",
        ours_large / theirs,
        ours_large / ours
    );

    let started = Instant::now();
    let bytes = read_and_hash(session.db());
    let bare_time = started.elapsed();
    let started = Instant::now();
    let report = ledger::verify(&session, &Progress::none()).unwrap();
    let ours = started.elapsed();
    assert!(report.is_well(), "{:?}", report.problems);
    println!(
        "verify, {} entries, {} MB: {:.2} s   read and hash {:.2} s   ratio {:.2} (≤ 3)",
        report.entries,
        bytes / 1_000_000,
        ours.as_secs_f64(),
        bare_time.as_secs_f64(),
        ours.as_secs_f64() / bare_time.as_secs_f64()
    );
    session.sign_out(false).unwrap();

    let (small, large_open) = (opening(&small_place), opening(&large_place));
    println!(
        "open: {:.1} ms with 1,000 entries, {:.1} ms with {large}   ratio {:.2} (< 2)",
        small.as_secs_f64() * 1e3,
        large_open.as_secs_f64() * 1e3,
        large_open.as_secs_f64() / small.as_secs_f64()
    );
}
