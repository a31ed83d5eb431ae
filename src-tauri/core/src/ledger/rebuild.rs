//! The tables from the ledger alone: to compare with, to repair from, and to look at any past day.

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, params_from_iter};
use uuid::Uuid;

use super::change::{Change, Scene};
use super::entry::{COLUMNS, Raw};
use super::record::{Outcome, record};
use super::verify::difference_count;
use crate::calendar::{Day, Stamp};
use crate::workspace::{Session, WorkspaceChange, migrate};
use crate::{Error, Result};

/// Tables of a past moment. They live in memory only.
pub struct Past {
    pub db: Connection,
    /// The last entry they contain.
    pub seq: i64,
}

/// Fresh tables in memory, filled entry by entry.
pub(super) struct Replay {
    pub db: Connection,
}

impl Replay {
    pub fn new() -> Result<Self> {
        let doing = Error::db("making fresh tables");
        let mut db = Connection::open_in_memory().map_err(&doing)?;
        db.execute_batch("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;").map_err(&doing)?;
        db.set_prepared_statement_cache_capacity(128);
        migrate::run(&mut db)?;
        db.execute_batch("BEGIN").map_err(&doing)?;
        Ok(Self { db })
    }

    /// Applies one entry. Answers what is wrong with it where its columns say another thing than its change.
    pub fn apply(&self, raw: &Raw<'_>) -> Result<Option<&'static str>> {
        let bad = |detail: String| Error::BadEntry { seq: raw.seq, detail };
        let change = Change::parse(raw.change, raw.seq)?;
        let at: Stamp = raw.at.parse().map_err(|_| bad("at".into()))?;
        let by = Uuid::parse_str(raw.person).map_err(|e| bad(e.to_string()))?;
        let scene = Scene { db: &self.db, seq: raw.seq, at, by };
        let undo = change.domain().apply(&scene).map_err(|e| bad(e.to_string()))?;
        if change.kind() != raw.kind {
            return Ok(Some("kind"));
        }
        if change.domain().thing() != raw.thing {
            return Ok(Some("thing"));
        }
        let recorded = raw.undo.map(|text| Change::parse(text, raw.seq)).transpose()?;
        Ok((recorded != undo).then_some("undo"))
    }

    pub fn finish(self) -> Result<Connection> {
        self.db.execute_batch("COMMIT").map_err(Error::db("filling fresh tables"))?;
        Ok(self.db)
    }
}

fn replay(db: &Connection, last: i64) -> Result<Connection> {
    let doing = Error::db("reading the ledger");
    let replay = Replay::new()?;
    let mut statement =
        db.prepare(&format!("SELECT {COLUMNS} FROM entry WHERE seq <= ?1 ORDER BY seq")).map_err(&doing)?;
    let mut rows = statement.query([last]).map_err(&doing)?;
    while let Some(row) = rows.next().map_err(&doing)? {
        replay.apply(&Raw::of(row).map_err(&doing)?)?;
    }
    replay.finish()
}

/// The state at the end of a day. Order is by sequence: the last entry stamped on that day or before, and
/// everything before it, whatever the clock said in between.
pub fn as_of(db: &Connection, day: Day) -> Result<Past> {
    let end = day.end().ok_or(Error::Invalid { field: "date".into(), detail: day.to_string() })?;
    let last: Option<i64> = db
        .query_row("SELECT max(seq) FROM entry WHERE at < ?1", [end.to_string()], |r| r.get(0))
        .map_err(Error::db("looking for a past day"))?;
    let seq = last.ok_or(Error::NoSuchThing { thing: day.to_string() })?;
    Ok(Past { db: replay(db, seq)?, seq })
}

/// Replaces the tables by what the ledger says, and records that it was done and how many rows had differed.
pub fn rebuild(session: &mut Session) -> Result<(usize, Outcome)> {
    let doing = Error::db("rebuilding the tables");
    crate::people::permission::require(&session.db, session.person, crate::people::Right::Rebuild)?;
    let fresh = replay(&session.db, i64::MAX)?;
    let differing = difference_count(&session.db, &fresh)?;
    let tx = session.db.transaction().map_err(&doing)?;
    tx.execute_batch("PRAGMA defer_foreign_keys = ON").map_err(&doing)?;
    for table in tables(&fresh)? {
        tx.execute_batch(&format!("DELETE FROM \"{table}\"")).map_err(&doing)?;
        let mut read = fresh.prepare(&format!("SELECT * FROM \"{table}\"")).map_err(&doing)?;
        let width = read.column_count();
        let places = vec!["?"; width].join(",");
        let mut write = tx.prepare(&format!("INSERT INTO \"{table}\" VALUES ({places})")).map_err(&doing)?;
        let mut rows = read.query([]).map_err(&doing)?;
        while let Some(row) = rows.next().map_err(&doing)? {
            let values: Vec<Sql> =
                (0..width).map(|i| row.get(i)).collect::<Result<_, _>>().map_err(&doing)?;
            write.execute(params_from_iter(values)).map_err(&doing)?;
        }
    }
    tx.commit().map_err(&doing)?;
    let rows = i64::try_from(differing).unwrap_or(i64::MAX);
    let outcome = record(session, Change::Workspace(WorkspaceChange::Rebuild { rows }))?;
    Ok((differing, outcome))
}

/// Every table but the ledger itself, as the schema names them: none can be forgotten.
pub(super) fn tables(db: &Connection) -> Result<Vec<String>> {
    let doing = Error::db("listing tables");
    db.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'entry'
         AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
    )
    .and_then(|mut s| s.query_map([], |r| r.get(0))?.collect())
    .map_err(doing)
}
