//! The copy on another disk: the ledger as a backup, and the evidence beside it, only what is new each time. Everything
//! is read again over there before it counts as copied.

use std::fs;
use std::path::Path;

use serde::Serialize;
use ts_rs::TS;

use super::check::{BadFile, check_files};
use super::{query, vault};
use crate::error::{IoContext, display};
use crate::ledger::{self, Change};
use crate::people::Right;
use crate::progress::Progress;
use crate::words::{Language, Words};
use crate::workspace::keys::KeyFile;
use crate::workspace::{
    self as ws, BackupInfo, BackupKind, Layout, Password, Place, Restoring, Session, WorkspaceChange,
};
use crate::{Error, Result};

const SUFFIX: &str = "tenken-backup";

#[derive(Debug, Clone, Serialize, TS)]
pub struct DiskBackup {
    pub folder: String,
    pub info: BackupInfo,
    /// Files that were new, and those that lay there already.
    pub copied: i64,
    pub there: i64,
    /// Files that this workspace itself lacks, or that could not be read again over there.
    pub bad: Vec<BadFile>,
}

/// Into `folder`, or into the backup that was made there before.
pub fn back_up_to(session: &mut Session, folder: &Path, progress: &Progress<'_>) -> Result<DiskBackup> {
    session.require(Right::Backup)?;
    let target = target(session, folder)?;
    fs::create_dir_all(&target.root).doing("create", &target.root)?;
    write_guide(&target)?;
    let wanted = query::in_use(session.db())?;
    let total: i64 = wanted.iter().map(|stored| stored.bytes).sum();
    let (mut copied, mut there, mut done) = (Vec::new(), 0, 0);
    for stored in &wanted {
        let (from, to) = (vault::path_of(session.layout(), stored), vault::path_of(&target, stored));
        let length = |path: &Path| fs::metadata(path).map_or(0, |m| m.len());
        if length(&to) == vault::sealed_length(stored.bytes) {
            there += 1;
        } else if from.exists() {
            copy(&from, &to)?;
            copied.push(stored.name.clone());
        }
        done += stored.bytes;
        progress.step(done, total)?;
    }
    let missing = |stored: &super::model::Stored| !vault::path_of(&target, stored).exists();
    let unread: Vec<&String> = wanted.iter().filter(|s| missing(s)).map(|s| &s.name).collect();
    let checked = check_files(session.db(), &target, progress, |name| {
        copied.iter().any(|one| one == name) || unread.iter().any(|one| *one == name)
    })?;
    let info = ws::write_in(session, &target, BackupKind::Disk, progress)?;
    ws::rotate(&target, BackupKind::Disk)?;
    let change =
        WorkspaceChange::Backup { name: info.name.clone(), kind: BackupKind::Disk, entries: info.entries };
    ledger::record(session, Change::Workspace(change))?;
    let copied = i64::try_from(copied.len()).unwrap_or(i64::MAX);
    Ok(DiskBackup { folder: display(&target.root), info, copied, there, bad: checked.bad })
}

/// Which folder: never one inside the workspace, never another workspace's.
fn target(session: &Session, folder: &Path) -> Result<Layout> {
    let layout = session.layout();
    let chosen = folder.extension().is_some_and(|e| e == SUFFIX);
    let root = if chosen { folder.to_owned() } else { folder.join(format!("{}.{SUFFIX}", layout.name())) };
    if !chosen && !folder.is_dir() {
        return Err(Error::NotFound { path: display(folder) });
    }
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    if whole(&root).starts_with(whole(&layout.root)) {
        return Err(Error::Invalid { field: "folder".into(), detail: display(&root) });
    }
    let target = Layout::new(root);
    for made in ws::list_backups(&target)? {
        let keys = KeyFile::read(&ws::backup_folder(&target, &made.name)?.join("keys.json"))?;
        if keys.workspace != session.keys.workspace {
            return Err(Error::NotABackup { path: display(&target.root) });
        }
    }
    Ok(target)
}

/// Half of a file never stands there under its name.
fn copy(from: &Path, to: &Path) -> Result<()> {
    let shelf = to.parent().unwrap_or(to);
    fs::create_dir_all(shelf).doing("create", shelf)?;
    let part = to.with_extension("part");
    let copied = ws::copy_durably(from, &part).and_then(|()| fs::rename(&part, to).doing("create", to));
    if copied.is_err() {
        let _ = fs::remove_file(&part);
    }
    copied?;
    ws::sync_folder_of(to)
}

/// For whoever finds the disk: what this is, and how to go back to it.
fn write_guide(target: &Layout) -> Result<()> {
    let say = |language| Words::new(language).map(|words| words.say("disk-guide", &serde_json::Map::new()));
    let text = format!("{}\n\n{}\n", say(Language::Ja)?, say(Language::En)?);
    let path = target.root.join("READ-ME.txt");
    fs::write(&path, text).doing("write", &path)
}

/// The backups on a disk, the newest first. `folder` may be the disk's own or the backup's.
pub fn list_on(folder: &Path) -> Result<Vec<(Layout, BackupInfo)>> {
    let mut found = Vec::new();
    let mut roots = vec![folder.to_owned()];
    if folder.is_dir() {
        let entries = fs::read_dir(folder).doing("read", folder)?;
        roots.extend(
            entries.flatten().map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == SUFFIX)),
        );
    }
    for root in roots {
        let layout = Layout::new(root);
        found.extend(ws::list_backups(&layout)?.into_iter().map(|info| (layout.clone(), info)));
    }
    found.sort_by_key(|(_, info)| std::cmp::Reverse(info.made_at));
    Ok(found)
}

#[derive(Debug)]
pub struct FromDisk<'a> {
    pub source: &'a Path,
    pub name: &'a str,
    pub login: &'a str,
    pub password: &'a Password,
    pub old_password: Option<&'a Password>,
}

pub struct RestoredFromDisk {
    pub restored: ws::Restored,
    pub copied: i64,
    pub bad: Vec<BadFile>,
}

/// The workspace at `place` as it was on the disk; `place` may be empty, or the same workspace in whatever state.
pub fn restore_from(place: &Place, with: &FromDisk<'_>, progress: &Progress<'_>) -> Result<RestoredFromDisk> {
    let source = Layout::new(with.source);
    let backup = ws::backup_folder(&source, with.name)?;
    let theirs = KeyFile::read(&backup.join("keys.json"))?;
    if let Ok(ours) = KeyFile::read(&place.layout.keys())
        && ours.workspace != theirs.workspace
    {
        return Err(Error::AlreadyExists { path: display(&place.layout.root) });
    }
    fs::create_dir_all(place.layout.backups()).doing("create", &place.layout.backups())?;
    let copied = bring(&source, &place.layout, progress)?;
    let name = bring_backup(&backup, &place.layout, with.name)?;
    let restoring = Restoring {
        name: &name,
        login: with.login,
        password: with.password,
        old_password: with.old_password,
    };
    let restored = ws::restore(place, &restoring, progress)?;
    let bad = check_files(restored.session.db(), &place.layout, progress, |_| true)?.bad;
    Ok(RestoredFromDisk { restored, copied, bad })
}

/// Every file of evidence that is not there yet. What it is worth is seen when the ledger is open again.
fn bring(source: &Layout, to: &Layout, progress: &Progress<'_>) -> Result<i64> {
    let mut wanted = Vec::new();
    let shelves = source.evidence();
    if shelves.is_dir() {
        for shelf in fs::read_dir(&shelves).doing("read", &shelves)?.flatten().filter(|e| e.path().is_dir()) {
            for file in fs::read_dir(shelf.path()).doing("read", &shelf.path())?.flatten() {
                wanted.push((shelf.file_name(), file));
            }
        }
    }
    let total = i64::try_from(wanted.len()).unwrap_or(i64::MAX);
    let mut copied = 0;
    for (done, (shelf, file)) in wanted.into_iter().enumerate() {
        let target = to.evidence().join(shelf).join(file.file_name());
        let length = file.metadata().map(|m| m.len()).ok();
        if fs::metadata(&target).map(|m| m.len()).ok() != length {
            copy(&file.path(), &target)?;
            copied += 1;
        }
        progress.step(i64::try_from(done).unwrap_or(0), total)?;
    }
    Ok(copied)
}

/// Answers what the backup is called in its new place.
fn bring_backup(backup: &Path, to: &Layout, name: &str) -> Result<String> {
    let wanted = ws::read_info(backup)?;
    if let Ok(there) = ws::backup_folder(to, name).and_then(|folder| ws::read_info(&folder))
        && there == wanted
    {
        return Ok(name.to_owned());
    }
    let name = ws::free_name(to, name);
    let folder = to.backups().join(&name);
    fs::create_dir_all(&folder).doing("create", &folder)?;
    for file in ["ledger.db", "keys.json", "backup.json"] {
        ws::copy_durably(&backup.join(file), &folder.join(file))?;
    }
    Ok(name)
}
