//! A new data key for everything: when somebody may have carried the old one away. Each step can be cut off:
//! both keys are in `keys.json` until the re-written ledger is in place.

use std::path::Path;

use super::change::WorkspaceChange;
use super::files;
use super::keys::{DataKey, Password, hex_key};
use super::session::Session;
use super::store;
use crate::error::IoContext;
use crate::ledger::{self, Change, Outcome};
use crate::people::Right;
use crate::{Error, Result};

pub fn rekey(session: &mut Session, password: &Password) -> Result<Outcome> {
    session.require(Right::ManageKeys)?;
    super::access::require_password(session, password)?;
    let next = DataKey::generate()?;
    let generation = session.keys.generation + 1;
    let before = session.keys.clone();
    session.keys.add_generation(&next, generation)?;
    if let Err(error) = session.write_keys().and_then(|()| rewrite(session, &next)) {
        let _ = std::fs::remove_file(session.layout.ledger_next());
        session.put_keys_back(before)?;
        return Err(error);
    }
    swap(session)?;
    session.reopen(next)?;
    session.keys.settle(generation);
    session.write_keys()?;
    let keys_serial = session.keys.serial;
    ledger::record(session, Change::Workspace(WorkspaceChange::Rekey { generation, keys_serial }))
}

/// Writes the whole ledger under the coming key beside the present one, and compares the two.
fn rewrite(session: &mut Session, next: &DataKey) -> Result<()> {
    let was = session.head()?;
    session.close_db()?;
    let path = session.layout.ledger_next();
    let exported = export(&session.layout.ledger(), &session.data_key, &path, next);
    session.reopen(session.data_key.clone())?;
    exported?;
    let copy = store::open(&path, next)?;
    let is = ledger::head(&copy)?.head;
    let found = store::integrity(&copy)?;
    store::checkpoint(&copy)?;
    if was == is && found.is_empty() {
        return Ok(());
    }
    Err(Error::damaged(&path, found.join("; ")))
}

/// Copies a closed ledger to `target` under another key.
pub(super) fn export(source: &Path, source_key: &DataKey, target: &Path, target_key: &DataKey) -> Result<()> {
    let doing = Error::db("writing the ledger anew");
    if target.exists() {
        std::fs::remove_file(target).doing("remove", target)?;
    }
    let db = store::create(target, target_key)?;
    let from = crate::error::display(source);
    db.execute("ATTACH DATABASE ?1 AS source KEY ?2", [from.as_str(), hex_key(source_key)?.as_str()])
        .map_err(&doing)?;
    let version: i64 = db.pragma_query_value(Some("source"), "user_version", |r| r.get(0)).map_err(&doing)?;
    db.query_row("SELECT sqlcipher_export('main', 'source')", [], |_| Ok(())).map_err(&doing)?;
    db.execute_batch("DETACH DATABASE source").map_err(&doing)?;
    db.pragma_update(None, "user_version", version).map_err(&doing)?;
    store::checkpoint(&db)?;
    db.close().map_err(|(_, error)| doing(error))?;
    std::fs::OpenOptions::new().write(true).open(target).and_then(|f| f.sync_all()).doing("write", target)
}

/// The re-written ledger takes the place of the old one. No WAL may stand beside a file it does not belong to.
fn swap(session: &mut Session) -> Result<()> {
    session.close_db()?;
    let wal = session.layout.wal();
    if wal.exists() {
        std::fs::remove_file(&wal).doing("remove", &wal)?;
    }
    let (next, ledger) = (session.layout.ledger_next(), session.layout.ledger());
    std::fs::rename(&next, &ledger).doing("replace", &ledger)?;
    files::sync_folder_of(&ledger)
}
