//! Unlocking: the wait, the lock, the key, the head kept outside, the person, in that order.

use std::cell::RefCell;

use uuid::Uuid;

use super::anchor::Anchor;
use super::attempts::Attempts;
use super::backup;
use super::change::WorkspaceChange;
use super::device::Device;
use super::keys::{DataKey, Kdf, KeyFile, Owner, Password, Ring, login_hash};
use super::lock::WriterLock;
use super::model::BackupKind;
use super::model::Notice;
use super::session::{Place, Session};
use super::{files, migrate, query, store};
use crate::ledger::{self, Change, Head};
use crate::people::{self, PersonState, Right};
use crate::progress::Progress;
use crate::{Error, Result, evidence};

/// The name under which tries with the recovery code are counted.
pub(super) const RECOVERY: &str = "recovery";

pub struct Unlocking {
    pub login: String,
    pub password: Password,
    /// Accept a workspace older than what this computer last saw: a director's decision, and recorded.
    pub accept_head: bool,
}

pub fn unlock(place: &Place, with: &Unlocking) -> Result<Session> {
    place.layout.require()?;
    let keys = KeyFile::read(&place.layout.keys())?;
    let name = login_hash(&keys.workspace, &with.login);
    let lock = take_lock(place, &with.login)?;
    let (ring, failed_before) = guarded(place, &keys, &name, |keys| {
        let path = place.layout.keys();
        let secret = with.password.bytes();
        if let Some(slot) = keys.person_slot(&with.login) {
            return slot.open(&secret, &path);
        }
        // As slow as a wrong password, so that the time tells nobody which names exist.
        keys.slots.first().map_or(Kdf::FLOOR, |slot| slot.kdf).derive(&secret, &[0; 16])?;
        Ok(None)
    })?;
    let person = match keys.person_slot(&with.login).map(|s| &s.owner) {
        Some(Owner::Person { id, .. }) => *id,
        _ => return Err(Error::WrongPassword { wait_seconds: 0 }),
    };
    let mut session = open(place, keys, &ring, person, lock, with.accept_head)?;
    if failed_before > 0 {
        session.notices.push(Notice::FailedBefore { count: failed_before });
    }
    let signed_in = Change::Workspace(WorkspaceChange::SignIn { failed_before });
    let outcome = ledger::record(&mut session, signed_in)?;
    session.notices.extend(outcome.notices);
    Ok(session)
}

pub(super) fn take_lock(place: &Place, login: &str) -> Result<WriterLock> {
    let device = Device::this(&place.home)?;
    WriterLock::take(&place.layout, login.trim(), &device.label(), place.clock.now())
}

/// One try under the growing wait. Answers the data keys, and how many tries had failed before.
pub(super) fn guarded(
    place: &Place,
    keys: &KeyFile,
    name: &str,
    open: impl FnOnce(&KeyFile) -> Result<Option<Vec<(u32, DataKey)>>>,
) -> Result<(Ring, i64)> {
    let now = place.clock.now();
    let names: Vec<String> = keys
        .slots
        .iter()
        .map(|slot| match &slot.owner {
            Owner::Person { login_hash, .. } => login_hash.clone(),
            Owner::Recovery => RECOVERY.into(),
        })
        .collect();
    let mut attempts = Attempts::read(&place.layout.attempts(), now, &names)?;
    attempts.require_none(name, now)?;
    attempts.begin(name, now)?;
    match open(keys)? {
        Some(found) => Ok((Ring(found), attempts.clear(name)?)),
        None => Err(Error::WrongPassword { wait_seconds: attempts.wait(name, now) }),
    }
}

/// From data keys to a session: finishes what was cut off, updates, compares heads and keys, checks the person.
pub(super) fn open(
    place: &Place,
    mut keys: KeyFile,
    ring: &Ring,
    person: Uuid,
    lock: WriterLock,
    accept_head: bool,
) -> Result<Session> {
    let path = place.layout.keys();
    let in_force = ring.get(keys.generation).ok_or_else(|| Error::damaged(&path, "generation"))?;
    keys.check_seal(&path, in_force)?;
    remove_leftovers(place)?;
    let (db, data_key) = settle(place, &mut keys, ring)?;
    migrate::require_known(&db)?;

    let (anchor, kept) = Anchor::open(&place.home.anchor(&keys.workspace))?;
    let mut session = Session {
        db,
        data_key,
        keys,
        head: None,
        anchor,
        device: Device::this(&place.home)?,
        clock: place.clock.clone(),
        layout: place.layout.clone(),
        home: place.home.clone(),
        person,
        last_deed: place.clock.now(),
        notices: Vec::new(),
        put: RefCell::default(),
        _lock: lock,
    };
    let updated = update(&mut session)?;
    let (state, _) = people::roles_of(&session.db, person)?;
    if state != PersonState::Active {
        return Err(Error::PersonStopped { login: String::new() });
    }
    let head = ledger::head(&session.db)?.head;
    let accepted = compare_heads(&mut session, kept, head, accept_head)?;
    session.head = Some(head);
    if let Some(change) = accepted {
        ledger::record(&mut session, change)?;
    }
    if let Some(change) = updated {
        ledger::record(&mut session, change)?;
    }
    reconcile_keys(&mut session, accept_head)?;
    evidence::sweep(&session)?;
    Ok(session)
}

/// A re-writing that was cut off before its rename left only this.
fn remove_leftovers(place: &Place) -> Result<()> {
    let next = place.layout.ledger_next();
    for suffix in ["", "-wal", "-journal"] {
        let path = next.with_file_name(format!("ledger.next.db{suffix}"));
        if path.exists() {
            std::fs::remove_file(&path).map_err(|e| Error::io("remove", &path, &e))?;
        }
    }
    Ok(())
}

/// Opens the ledger with the newest data key that fits. Two generations mean a re-keying was cut off: whichever
/// opens the ledger is the one that holds from now on.
fn settle(place: &Place, keys: &mut KeyFile, ring: &Ring) -> Result<(rusqlite::Connection, DataKey)> {
    let mut last = Error::NotFound { path: crate::error::display(&place.layout.ledger()) };
    for (generation, key) in &ring.0 {
        match store::open(&place.layout.ledger(), key) {
            Ok(db) => {
                if !keys.is_settled() || keys.generation != *generation {
                    keys.settle(*generation);
                    keys.write(&place.layout.keys(), key)?;
                    files::sync_folder_of(&place.layout.keys())?;
                }
                return Ok((db, key.clone()));
            }
            Err(error) => last = error,
        }
    }
    Err(last)
}

fn update(session: &mut Session) -> Result<Option<Change>> {
    let from = migrate::version(&session.db)?;
    let to = migrate::latest();
    if from == to {
        return Ok(None);
    }
    backup::write(session, BackupKind::BeforeUpdate, &Progress::none())?;
    migrate::run(&mut session.db)?;
    session.notices.push(Notice::Updated { from, to });
    Ok(Some(Change::Workspace(WorkspaceChange::Update { from, to })))
}

fn compare_heads(
    session: &mut Session,
    kept: Option<Head>,
    found: Head,
    accept: bool,
) -> Result<Option<Change>> {
    let Some(kept) = kept else {
        session.notices.push(Notice::FirstTimeOnThisComputer);
        session.anchor.set(&found)?;
        return Ok(None);
    };
    if ledger::hash_at(&session.db, kept.seq)? == Some(kept.hash) {
        return Ok(None);
    }
    if !accept {
        return Err(Error::RolledBack { found: found.seq, expected: kept.seq });
    }
    session.require(Right::AcceptHead)?;
    session.notices.push(Notice::HeadAccepted { expected: kept.seq, found: found.seq });
    Ok(Some(Change::Workspace(WorkspaceChange::AcceptHead {
        expected: kept.seq,
        expected_hash: kept.hex(),
        found: found.seq,
    })))
}

/// `keys.json` behind the ledger is an old file put back; ahead of it, a change that was cut off between the two.
fn reconcile_keys(session: &mut Session, accept: bool) -> Result<()> {
    let known = query::keys_serial(&session.db)?;
    if session.keys.serial < known {
        if !accept {
            return Err(Error::KeysRolledBack { found: session.keys.serial, expected: known });
        }
        session.require(Right::AcceptHead)?;
        session.keys.serial = known;
        session.write_keys()?;
    }
    if session.keys.serial == known {
        return Ok(());
    }
    let everybody = people::list(&session.db)?;
    let is_active = |id: &Uuid| everybody.iter().any(|p| p.id == *id && p.state == PersonState::Active);
    let orphans: Vec<Uuid> = session
        .keys
        .slots
        .iter()
        .filter_map(|s| match &s.owner {
            Owner::Person { id, .. } if !is_active(id) => Some(*id),
            _ => None,
        })
        .collect();
    if !orphans.is_empty() {
        for id in &orphans {
            session.keys.remove(id);
        }
        session.write_keys()?;
    }
    let has_slot = |id: Uuid| {
        session.keys.slots.iter().any(|s| matches!(&s.owner, Owner::Person { id: owner, .. } if *owner == id))
    };
    let without: Vec<_> =
        everybody.iter().filter(|p| p.state == PersonState::Active && !has_slot(p.id)).collect();
    let names: Vec<&str> = without.iter().map(|p| p.profile.name.as_str()).collect();
    let notice = Notice::KeysReconciled { people: names.join("、") };
    let change = WorkspaceChange::ReconcileKeys {
        people: without.iter().map(|p| p.id).collect(),
        keys_serial: session.keys.serial,
    };
    session.notices.push(notice);
    ledger::record(session, Change::Workspace(change)).map(drop)
}
