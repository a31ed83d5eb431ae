//! Going back to a backup. What was there is kept as a backup of its own, and the going-back is recorded.

use std::fs;
use std::path::Path;

use super::anchor::Anchor;
use super::backup::{self, BackupInfo};
use super::change::WorkspaceChange;
use super::keys::{DataKey, KeyFile, Password, login_hash};
use super::model::BackupKind;
use super::session::{Place, Session};
use super::unlock::{self, Unlocking};
use super::{files, rekey, store};
use crate::error::IoContext;
use crate::ledger::{self, Change, Head};
use crate::people::{self, Right};
use crate::progress::Progress;
use crate::{Error, Result};

pub struct Restoring<'a> {
    pub name: &'a str,
    pub login: &'a str,
    pub password: &'a Password,
    /// The password of the backup's time, where re-keying has put today's out of its reach.
    pub old_password: Option<&'a Password>,
}

pub struct Restored {
    pub session: Session,
    pub from: BackupInfo,
    /// Where what was there before lies now.
    pub kept: String,
    /// Entries that the restored ledger does not have.
    pub lost: i64,
}

/// The workspace must be closed. Works also when `keys.json` or `ledger.db` is damaged or gone.
pub fn restore(place: &Place, with: &Restoring<'_>, progress: &Progress<'_>) -> Result<Restored> {
    let layout = &place.layout;
    let folder = backup::folder(layout, with.name)?;
    let info = backup::read_info(&folder)?;
    let lock = unlock::take_lock(place, with.login)?;
    backup::require_intact(&folder, &info)?;

    let (keys, current) = current_key(place, with, &folder)?;
    let old_key = match store::open_still(&folder.join("ledger.db"), &current) {
        Ok(_) => current.clone(),
        Err(_) => old_key(place, with, &folder)?,
    };
    let head = backup::check_copy(&folder.join("ledger.db"), &old_key, with.name, progress)?;
    let source = store::open_still(&folder.join("ledger.db"), &old_key)?;
    require_director(&source, &keys, with)?;

    drop(source);
    rekey::export(&folder.join("ledger.db"), &old_key, &layout.ledger_next(), &current)?;
    let (kept, present) = keep_present(place, &current)?;
    put_in_place(place)?;
    if !layout.keys().exists() || KeyFile::read(&layout.keys()).is_err() {
        files::copy_durably(&folder.join("keys.json"), &layout.keys())?;
    }
    let (mut anchor, _) = Anchor::open(&place.home.anchor(&keys.workspace))?;
    anchor.set(&head)?;
    anchor.sync()?;
    drop((anchor, lock));

    let unlocking =
        Unlocking { login: with.login.into(), password: with.password.clone(), accept_head: false };
    // The key file may be ahead of the restored ledger (people added since): unlocking settles that and says so.
    let mut session = unlock::unlock(place, &unlocking)?;
    let lost = (present.seq - head.seq).max(0);
    let change = WorkspaceChange::Restore { name: info.name.clone(), entries: head.seq, lost };
    ledger::record(&mut session, Change::Workspace(change))?;
    Ok(Restored { session, from: info, kept, lost })
}

/// Today's key file where it can be read (then today's password is asked), else the backup's own.
fn current_key(place: &Place, with: &Restoring<'_>, folder: &Path) -> Result<(KeyFile, DataKey)> {
    let path = place.layout.keys();
    let keys = KeyFile::read(&path).or_else(|_| KeyFile::read(&folder.join("keys.json")))?;
    let key = key_of(place, &keys, with.login, with.password)?;
    Ok((keys, key))
}

fn old_key(place: &Place, with: &Restoring<'_>, folder: &Path) -> Result<DataKey> {
    let keys = KeyFile::read(&folder.join("keys.json"))?;
    key_of(place, &keys, with.login, with.old_password.unwrap_or(with.password))
}

fn key_of(place: &Place, keys: &KeyFile, login: &str, password: &Password) -> Result<DataKey> {
    let name = login_hash(&keys.workspace, login);
    let path = place.layout.keys();
    let (ring, _) = unlock::guarded(place, keys, &name, |keys| match keys.person_slot(login) {
        Some(slot) => slot.open(&password.bytes(), &path),
        None => Ok(None),
    })?;
    let key = ring.get(keys.generation).cloned().ok_or_else(|| Error::damaged(&path, "generation"))?;
    keys.check_seal(&path, &key)?;
    Ok(key)
}

/// Whoever restores must have been, by the backup, and must be, by the present state if it can be read, permitted.
fn require_director(source: &rusqlite::Connection, keys: &KeyFile, with: &Restoring<'_>) -> Result<()> {
    let id = keys.person_slot(with.login).and_then(|slot| match &slot.owner {
        super::keys::Owner::Person { id, .. } => Some(*id),
        super::keys::Owner::Recovery => None,
    });
    let id = id.ok_or(Error::WrongPassword { wait_seconds: 0 })?;
    people::permission::require(source, id, Right::Restore)
}

/// The present files, whatever their state, as a backup of kind `kept`. Answers its name and the head it had.
fn keep_present(place: &Place, key: &DataKey) -> Result<(String, Head)> {
    let layout = &place.layout;
    let now = place.clock.now();
    let name = backup::free_name(layout, &format!("kept-{}", now.compact()));
    let folder = layout.backups().join(&name);
    fs::create_dir_all(&folder).doing("create", &folder)?;
    let mut head = Head::START;
    if layout.ledger().exists() {
        if let Ok(db) = store::open(&layout.ledger(), key) {
            head = ledger::head(&db).map_or(Head::START, |found| found.head);
            // A damaged WAL stays beside the copy; a sound one goes into the file.
            let _ = store::checkpoint(&db);
        }
        files::copy_durably(&layout.ledger(), &folder.join("ledger.db"))?;
    }
    if layout.wal().exists() {
        files::copy_durably(&layout.wal(), &folder.join("ledger.db-wal"))?;
    }
    if layout.keys().exists() {
        files::copy_durably(&layout.keys(), &folder.join("keys.json"))?;
    }
    if layout.ledger().exists() {
        backup::describe(&folder, &name, BackupKind::Kept, now, head)?;
    }
    files::sync_folder_of(&folder)?;
    Ok((name, head))
}

fn put_in_place(place: &Place) -> Result<()> {
    let layout = &place.layout;
    let wal = layout.wal();
    if wal.exists() {
        fs::remove_file(&wal).doing("remove", &wal)?;
    }
    fs::rename(layout.ledger_next(), layout.ledger()).doing("replace", &layout.ledger())?;
    files::sync_folder_of(&layout.ledger())
}
