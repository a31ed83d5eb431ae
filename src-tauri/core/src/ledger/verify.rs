//! Proving that nothing was quietly changed: pages, chain, tables, keys, and the head kept outside.

use std::collections::BTreeMap;

use rusqlite::Connection;
use rusqlite::types::Value as Sql;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};
use ts_rs::TS;

use super::entry::{COLUMNS, Head, Raw};
use super::rebuild::{Replay, tables};
use crate::progress::Progress;
use crate::workspace::{Session, store};
use crate::{Error, Result};

/// One thing found wrong, named. The sentence is `problem-<code>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, IntoStaticStr, VariantNames)]
#[serde(tag = "code", content = "params", rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Problem {
    PageDamaged { detail: String },
    EntryAltered { seq: i64 },
    EntryMissing { seq: i64 },
    EntryMisplaced { seq: i64 },
    EntryUnreadable { seq: i64, detail: String },
    EntryContradicts { seq: i64, column: String },
    RowAltered { table: String, key: String, column: String, is: String, should: String },
    RowMissing { table: String, key: String },
    RowUnknown { table: String, key: String },
    SchemaAltered { name: String },
    HeadDiffers { seq: i64, found: i64 },
    KeysAltered { detail: String },
}

impl Problem {
    pub fn code(&self) -> &'static str {
        self.into()
    }
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
pub struct Report {
    pub entries: i64,
    /// Hash of the last entry: what a receipt would show.
    pub head: String,
    pub tables: usize,
    pub rows: usize,
    /// The first of them, in the order they were found.
    pub problems: Vec<Problem>,
    pub problem_count: usize,
}

impl Report {
    fn add(&mut self, problem: Problem) {
        const SHOWN: usize = 100;
        if self.problems.len() < SHOWN {
            self.problems.push(problem);
        }
        self.problem_count += 1;
    }

    pub fn is_well(&self) -> bool {
        self.problem_count == 0
    }
}

pub fn verify(session: &Session, progress: &Progress<'_>) -> Result<Report> {
    // From here on the file stands still, so a second reader can check its pages while the chain is walked.
    let checkpointed = store::checkpoint(&session.db);
    let (path, key) = (session.layout.ledger(), session.data_key.clone());
    let pages =
        std::thread::spawn(move || store::open_still(&path, &key).and_then(|db| store::integrity(&db)));
    let walked = checkpointed.and_then(|()| walk_and_compare(&session.db, progress));
    let pages = pages.join().map_err(|_| Error::internal("page check"))?;
    let damaged = match (pages, &walked) {
        (Ok(found), Err(Error::Damaged { detail, .. })) if found.is_empty() => vec![detail.clone()],
        (Ok(found), _) => found,
        (Err(Error::Damaged { detail, .. }), _) => vec![detail],
        (Err(error), _) => return Err(error),
    };
    if !damaged.is_empty() {
        // What lies in damaged pages cannot be judged; the pages themselves are the finding.
        let mut report = Report::default();
        for detail in damaged {
            report.add(Problem::PageDamaged { detail });
        }
        if let Some((seq, detail)) = first_unreadable(session) {
            report.add(Problem::EntryUnreadable { seq, detail });
        }
        return Ok(report);
    }
    let (head, mut report) = walked?;
    if let Some(expected) = session.head.filter(|expected| *expected != head) {
        report.add(Problem::HeadDiffers { seq: expected.seq, found: head.seq });
    }
    if let Err(error) = session.keys.check_seal(&session.layout.keys(), &session.data_key) {
        report.add(Problem::KeysAltered { detail: error.to_string() });
    }
    match crate::workspace::keys::KeyFile::read(&session.layout.keys()) {
        Ok(on_disk) if on_disk == session.keys => {}
        Ok(_) => report.add(Problem::KeysAltered { detail: "keys.json".into() }),
        Err(error) => report.add(Problem::KeysAltered { detail: error.to_string() }),
    }
    Ok(report)
}

/// The first entry that lies in a damaged page; none where the damage lies in an index or in free space.
fn first_unreadable(session: &Session) -> Option<(i64, String)> {
    // A reader of its own: after one damaged page the first one reads nothing more.
    let db = store::open_still(&session.layout.ledger(), &session.data_key).ok()?;
    let mut statement = db.prepare("SELECT seq, hash FROM entry NOT INDEXED ORDER BY seq").ok()?;
    let mut rows = statement.query([]).ok()?;
    let mut last = 0;
    loop {
        match rows.next() {
            Ok(Some(row)) => last = row.get(0).unwrap_or(last),
            Ok(None) => return None,
            Err(error) => return Some((last + 1, error.to_string())),
        }
    }
}

fn walk_and_compare(db: &Connection, progress: &Progress<'_>) -> Result<(Head, Report)> {
    let mut report = Report::default();
    let replay = Replay::new()?;
    let mut replaying = true;
    let head = walk(db, progress, &mut report, |raw, report| {
        if !replaying {
            return Ok(());
        }
        match replay.apply(raw) {
            Ok(None) => {}
            Ok(Some(column)) => report.add(Problem::EntryContradicts { seq: raw.seq, column: column.into() }),
            Err(error) => {
                report.add(Problem::EntryUnreadable { seq: raw.seq, detail: error.to_string() });
                replaying = false;
            }
        }
        Ok(())
    })?;
    report.head = head.hex();
    if replaying {
        compare(db, &replay.finish()?, &mut report)?;
    }
    Ok((head, report))
}

/// Only the chain: for backups, and for the bench.
pub(crate) fn check_chain(db: &Connection, progress: &Progress<'_>) -> Result<(Head, Report)> {
    let mut report = Report::default();
    let head = walk(db, progress, &mut report, |_, _| Ok(()))?;
    Ok((head, report))
}

fn walk(
    db: &Connection,
    progress: &Progress<'_>,
    report: &mut Report,
    mut each: impl FnMut(&Raw<'_>, &mut Report) -> Result<()>,
) -> Result<Head> {
    let doing = Error::db("reading the ledger");
    let total: i64 =
        db.query_row("SELECT coalesce(max(seq), 0) FROM entry", [], |r| r.get(0)).map_err(&doing)?;
    let mut head = Head::START;
    let mut buffer = Vec::with_capacity(4096);
    let mut statement = db.prepare(&format!("SELECT {COLUMNS} FROM entry ORDER BY seq")).map_err(&doing)?;
    let mut rows = statement.query([]).map_err(&doing)?;
    while let Some(row) = rows.next().map_err(&doing)? {
        let raw = match Raw::of(row) {
            Ok(raw) => raw,
            Err(error) => {
                let seq = row.get(0).unwrap_or(head.seq + 1);
                report.add(Problem::EntryUnreadable { seq, detail: error.to_string() });
                head.seq = seq;
                continue;
            }
        };
        for seq in (head.seq + 1..raw.seq).take(10) {
            report.add(Problem::EntryMissing { seq });
        }
        let hash = raw.hash_now(&mut buffer);
        if hash != raw.hash {
            report.add(Problem::EntryAltered { seq: raw.seq });
        } else if raw.prev != head.hash && raw.seq == head.seq + 1 {
            report.add(Problem::EntryMisplaced { seq: raw.seq });
        }
        each(&raw, report)?;
        // Going on from what is stored, so that one altered entry is one finding and not all that follow.
        head = Head { seq: raw.seq, hash: raw.hash.try_into().unwrap_or(hash) };
        report.entries += 1;
        if report.entries % 4096 == 0 {
            progress.step(raw.seq, total)?;
        }
    }
    Ok(head)
}

/// Live tables against fresh ones, row by row.
fn compare(live: &Connection, fresh: &Connection, report: &mut Report) -> Result<()> {
    let (is, should) = (schema(live)?, schema(fresh)?);
    for name in is.keys().chain(should.keys().filter(|n| !is.contains_key(*n))) {
        if is.get(name) != should.get(name) {
            report.add(Problem::SchemaAltered { name: name.clone() });
        }
    }
    if !report.problems.iter().any(|p| matches!(p, Problem::SchemaAltered { .. })) {
        for table in tables(fresh)? {
            compare_table(live, fresh, &table, report)?;
            report.tables += 1;
        }
    }
    Ok(())
}

pub(super) fn difference_count(live: &Connection, fresh: &Connection) -> Result<usize> {
    let mut report = Report::default();
    compare(live, fresh, &mut report)?;
    Ok(report.problem_count)
}

fn schema(db: &Connection) -> Result<BTreeMap<String, String>> {
    db.prepare("SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema")
        .and_then(|mut s| s.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect())
        .map_err(Error::db("reading the schema"))
}

fn compare_table(live: &Connection, fresh: &Connection, table: &str, report: &mut Report) -> Result<()> {
    let doing = Error::db("comparing tables");
    // The first column is the key of every table.
    let sql = format!("SELECT * FROM \"{table}\" ORDER BY 1");
    let (mut a, mut b) = (live.prepare(&sql).map_err(&doing)?, fresh.prepare(&sql).map_err(&doing)?);
    let columns: Vec<String> = b.column_names().map(Into::into).collect();
    let (mut a, mut b) = (a.query([]).map_err(&doing)?, b.query([]).map_err(&doing)?);
    let next = |rows: &mut rusqlite::Rows<'_>| -> Result<Option<Vec<Sql>>> {
        let Some(row) = rows.next().map_err(Error::db("comparing tables"))? else {
            return Ok(None);
        };
        (0..columns.len())
            .map(|i| row.get(i))
            .collect::<Result<_, _>>()
            .map(Some)
            .map_err(Error::db("comparing tables"))
    };
    let (mut is, mut should) = (next(&mut a)?, next(&mut b)?);
    loop {
        let order = match (&is, &should) {
            (None, None) => return Ok(()),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some(x), Some(y)) => key(x).cmp(&key(y)),
        };
        let table = table.to_owned();
        match order {
            std::cmp::Ordering::Less => {
                let key = is.as_deref().map(key).unwrap_or_default().1;
                report.add(Problem::RowUnknown { table, key });
                is = next(&mut a)?;
            }
            std::cmp::Ordering::Greater => {
                let key = should.as_deref().map(key).unwrap_or_default().1;
                report.add(Problem::RowMissing { table, key });
                should = next(&mut b)?;
            }
            std::cmp::Ordering::Equal => {
                let (x, y) = (is.unwrap_or_default(), should.unwrap_or_default());
                if let Some(((column, is), should)) =
                    columns.iter().zip(&x).zip(&y).find(|((_, is), should)| is != should)
                {
                    report.add(Problem::RowAltered {
                        table,
                        key: key(&x).1,
                        column: column.clone(),
                        is: shown(is),
                        should: shown(should),
                    });
                }
                report.rows += 1;
                (is, should) = (next(&mut a)?, next(&mut b)?);
            }
        }
    }
}

/// Sorts as SQLite does: numbers before texts.
fn key(row: &[Sql]) -> (Option<i64>, String) {
    match row.first() {
        Some(Sql::Integer(n)) => (Some(*n), n.to_string()),
        Some(other) => (Some(i64::MAX), shown(other)),
        None => (None, String::new()),
    }
}

fn shown(value: &Sql) -> String {
    match value {
        Sql::Null => "NULL".into(),
        Sql::Integer(n) => n.to_string(),
        Sql::Real(n) => n.to_string(),
        Sql::Text(text) => text.clone(),
        Sql::Blob(bytes) => data_encoding::HEXLOWER.encode(bytes),
    }
}
