//! Opening `ledger.db`: SQLCipher with the raw key, every durability and safety switch on.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::keys::{DataKey, hex_key};
use crate::{Error, Result};

/// SQLCipher would write its own words to standard error; ours are sentences.
pub const QUIET: &str = "PRAGMA cipher_log_source = NONE";

/// Exclusive locking needs no shared-memory file, so a workspace works on a network drive too; the writer lock
/// already keeps everybody else out. Pages once deciphered are kept, 192 MB of them at most: a large register is gone
/// through again and again, and deciphering is most of what that costs.
const SWITCHES: &str = "
    PRAGMA cipher_page_size = 4096;
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA temp_store = MEMORY;
    PRAGMA foreign_keys = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA cache_size = -196608;
    PRAGMA wal_autocheckpoint = 1000;
";

pub fn open(path: &Path, key: &DataKey) -> Result<Connection> {
    if !path.exists() {
        return Err(Error::NotFound { path: crate::error::display(path) });
    }
    connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)
}

pub fn create(path: &Path, key: &DataKey) -> Result<Connection> {
    connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)
}

fn connect(path: &Path, key: &DataKey, flags: OpenFlags) -> Result<Connection> {
    let doing = Error::db("opening the ledger");
    let db = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(&doing)?;
    db.busy_timeout(Duration::from_secs(2)).map_err(&doing)?;
    db.pragma_update(None, "key", hex_key(key)?.as_str()).map_err(&doing)?;
    db.execute_batch(SWITCHES).map_err(&doing)?;
    db.set_prepared_statement_cache_capacity(128);
    db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())).map_err(&doing)?;
    Ok(db)
}

/// Opens a file that nobody is writing to, without touching it or anything beside it.
pub fn open_still(path: &Path, key: &DataKey) -> Result<Connection> {
    let doing = Error::db("opening a copy");
    let path = std::path::absolute(path).map_err(|e| Error::io("open", path, &e))?;
    let url = url::Url::from_file_path(&path).map_err(|()| Error::damaged(&path, "path"))?;
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(format!("{url}?immutable=1"), flags).map_err(&doing)?;
    db.execute_batch(QUIET).map_err(&doing)?;
    db.pragma_update(None, "key", hex_key(key)?.as_str()).map_err(&doing)?;
    db.execute_batch("PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;").map_err(&doing)?;
    db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())).map_err(&doing)?;
    Ok(db)
}

/// The whole WAL into the file, and the WAL emptied: before copies, integrity checks and moves.
pub fn checkpoint(db: &Connection) -> Result<()> {
    let doing = Error::db("checkpointing");
    let busy: i64 = db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |r| r.get(0)).map_err(&doing)?;
    if busy != 0 {
        return Err(Error::Database { doing: "checkpointing".into(), detail: "busy".into() });
    }
    Ok(())
}

/// Every page's authentication code, then SQLite's own check. Answers what is wrong.
pub fn integrity(db: &Connection) -> Result<Vec<String>> {
    let doing = Error::db("checking pages");
    let mut found = Vec::new();
    for pragma in ["PRAGMA cipher_integrity_check", "PRAGMA integrity_check(20)"] {
        let mut statement = db.prepare(pragma).map_err(&doing)?;
        let mut rows = statement.query([]).map_err(&doing)?;
        while let Some(row) = rows.next().map_err(&doing)? {
            let line: String = row.get(0).map_err(&doing)?;
            if line != "ok" {
                found.push(line);
            }
        }
        if !found.is_empty() {
            break;
        }
    }
    Ok(found)
}
