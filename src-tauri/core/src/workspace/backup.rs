//! Backups: a copy that has been opened and verified, in a folder of its own with the keys of its time.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;

use super::change::WorkspaceChange;
use super::keys::{DataKey, hex_key};
use super::layout::Layout;
use super::model::BackupKind;
use super::session::Session;
use super::{files, rotation, store};
use crate::calendar::Stamp;
use crate::error::IoContext;
use crate::ledger::{self, Change, Head};
use crate::people::Right;
use crate::progress::Progress;
use crate::{Error, Result};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupInfo {
    pub name: String,
    pub kind: BackupKind,
    pub made_at: Stamp,
    pub entries: i64,
    pub head: String,
    pub bytes: i64,
    sha256: String,
}

pub(crate) fn folder(layout: &Layout, name: &str) -> Result<PathBuf> {
    let plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let path = layout.backups().join(name);
    if plain && path.is_dir() { Ok(path) } else { Err(Error::NoSuchBackup { name: name.into() }) }
}

/// Newest first. Folders without a readable description are not backups of ours.
pub fn list(layout: &Layout) -> Result<Vec<BackupInfo>> {
    let path = layout.backups();
    if !path.exists() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in std::fs::read_dir(&path).doing("read", &path)? {
        let folder = entry.doing("read", &path)?.path();
        if let Ok(info) = read_info(&folder) {
            found.push(info);
        }
    }
    found.sort_by(|a: &BackupInfo, b| (b.made_at, &b.name).cmp(&(a.made_at, &a.name)));
    Ok(found)
}

pub(crate) fn read_info(folder: &Path) -> Result<BackupInfo> {
    let path = folder.join("backup.json");
    let bytes = files::read_small(&path, 64 * 1024)?;
    serde_json::from_slice(&bytes).map_err(|e| Error::damaged(&path, e.to_string()))
}

/// By hand.
pub fn back_up(session: &mut Session, progress: &Progress<'_>) -> Result<BackupInfo> {
    session.require(Right::Backup)?;
    make(session, BackupKind::Manual, progress)
}

/// On the first opening of a day; then older automatic ones are rotated away.
pub fn back_up_if_due(session: &mut Session, progress: &Progress<'_>) -> Result<Option<BackupInfo>> {
    let today = session.clock.now().day();
    let all = list(&session.layout)?;
    if all.iter().any(|b| b.kind == BackupKind::Auto && b.made_at.day() == today) {
        return Ok(None);
    }
    let made = make(session, BackupKind::Auto, progress)?;
    rotate(&session.layout, BackupKind::Auto)?;
    Ok(Some(made))
}

fn make(session: &mut Session, kind: BackupKind, progress: &Progress<'_>) -> Result<BackupInfo> {
    let info = write(session, kind, progress)?;
    let change = WorkspaceChange::Backup { name: info.name.clone(), kind, entries: info.entries };
    ledger::record(session, Change::Workspace(change))?;
    Ok(info)
}

/// Copies, then opens the copy and verifies it; nothing appears under its name before that.
pub(super) fn write(session: &Session, kind: BackupKind, progress: &Progress<'_>) -> Result<BackupInfo> {
    write_in(session, &session.layout, kind, progress)
}

/// The same, into another folder: on another disk.
pub(crate) fn write_in(
    session: &Session,
    layout: &Layout,
    kind: BackupKind,
    progress: &Progress<'_>,
) -> Result<BackupInfo> {
    let now = session.clock.now();
    let prefix: &str = kind.into();
    let name = free_name(layout, &format!("{prefix}-{}", now.compact()));
    let part = layout.backups().join(format!(".{name}.part"));
    std::fs::create_dir_all(&part).doing("create", &part)?;
    let made = (|| {
        let copy = part.join("ledger.db");
        store::checkpoint(&session.db)?;
        copy_pages(&session.db, &copy, &session.data_key, progress)?;
        let head = check_copy(&copy, &session.data_key, &name, progress)?;
        if head != session.head()? {
            return Err(Error::BackupBad { name: name.clone(), detail: format!("head {}", head.seq) });
        }
        files::copy_durably(&session.layout.keys(), &part.join("keys.json"))?;
        describe(&part, &name, kind, now, head)
    })();
    let info = match made {
        Ok(info) => info,
        Err(error) => {
            let _ = std::fs::remove_dir_all(&part);
            return Err(error);
        }
    };
    let place = layout.backups().join(&name);
    std::fs::rename(&part, &place).doing("create", &place)?;
    files::sync_folder_of(&place)?;
    Ok(info)
}

pub(crate) fn free_name(layout: &Layout, wanted: &str) -> String {
    let taken = |name: &str| layout.backups().join(name).exists();
    let mut name = wanted.to_owned();
    let mut n = 2;
    while taken(&name) {
        name = format!("{wanted}-{n}");
        n += 1;
    }
    name
}

pub(super) fn describe(
    folder: &Path,
    name: &str,
    kind: BackupKind,
    made_at: Stamp,
    head: Head,
) -> Result<BackupInfo> {
    let (sha256, bytes) = hash_file(&folder.join("ledger.db"))?;
    let info =
        BackupInfo { name: name.into(), kind, made_at, entries: head.seq, head: head.hex(), bytes, sha256 };
    let json = serde_json::to_vec_pretty(&info).map_err(|e| Error::internal(e.to_string()))?;
    files::write_atomically(&folder.join("backup.json"), &json)?;
    Ok(info)
}

fn copy_pages(db: &Connection, to: &Path, key: &DataKey, progress: &Progress<'_>) -> Result<()> {
    let doing = Error::db("copying the ledger");
    let mut copy = Connection::open(to).map_err(&doing)?;
    copy.execute_batch(store::QUIET).map_err(&doing)?;
    copy.pragma_update(None, "key", hex_key(key)?.as_str()).map_err(&doing)?;
    copy.execute_batch("PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;").map_err(&doing)?;
    {
        let backup = Backup::new(db, &mut copy).map_err(&doing)?;
        loop {
            let step = backup.step(2000).map_err(&doing)?;
            let at = backup.progress();
            progress.step(i64::from(at.pagecount - at.remaining), i64::from(at.pagecount))?;
            match step {
                StepResult::Done => break,
                StepResult::More => {}
                _ => std::thread::sleep(std::time::Duration::from_millis(20)),
            }
        }
    }
    // One file, no WAL beside it: readable where nothing may be written.
    copy.execute_batch("PRAGMA journal_mode = DELETE").map_err(&doing)?;
    copy.close().map_err(|(_, e)| doing(e))?;
    std::fs::OpenOptions::new().write(true).open(to).and_then(|f| f.sync_all()).doing("write", to)
}

/// Opens a copy without touching it, and reads every page and the whole chain.
pub(super) fn check_copy(path: &Path, key: &DataKey, name: &str, progress: &Progress<'_>) -> Result<Head> {
    let bad = |detail: String| Error::BackupBad { name: name.into(), detail };
    let db = store::open_still(path, key).map_err(|e| bad(e.to_string()))?;
    let pages = store::integrity(&db).map_err(|e| bad(e.to_string()))?;
    if let Some(first) = pages.first() {
        return Err(bad(first.clone()));
    }
    let (head, report) = ledger::check_chain(&db, progress)?;
    match report.problems.first() {
        None => Ok(head),
        Some(problem) => Err(bad(problem.code().into())),
    }
}

/// Whether the bytes are still those that were verified when the backup was made.
pub(super) fn require_intact(folder: &Path, info: &BackupInfo) -> Result<()> {
    let (sha256, _) = hash_file(&folder.join("ledger.db"))?;
    if sha256 == info.sha256 {
        return Ok(());
    }
    Err(Error::BackupBad { name: info.name.clone(), detail: "sha256".into() })
}

fn hash_file(path: &Path) -> Result<(String, i64)> {
    let mut file = std::fs::File::open(path).doing("read", path)?;
    let mut hash = Sha256::new();
    let bytes = std::io::copy(&mut file, &mut hash).doing("read", path)?;
    Ok((data_encoding::HEXLOWER.encode(&hash.finalize()), i64::try_from(bytes).unwrap_or(i64::MAX)))
}

/// Takes away what is superfluous of one kind.
pub(crate) fn rotate(layout: &Layout, kind: BackupKind) -> Result<()> {
    let autos: Vec<BackupInfo> = list(layout)?.into_iter().filter(|b| b.kind == kind).collect();
    let days: Vec<_> = autos.iter().map(|b| b.made_at.day()).collect();
    for place in rotation::superfluous(&days) {
        if let Some(old) = autos.get(place) {
            let path = folder(layout, &old.name)?;
            std::fs::remove_dir_all(&path).doing("remove", &path)?;
        }
    }
    Ok(())
}
