//! Back in with the recovery code: a new password for one person, and a new code, because this one has been read.

use super::change::WorkspaceChange;
use super::keys::{Kdf, KeyFile, Owner, Password, RecoveryCode, Tuning, login_hash};
use super::session::{Place, Session};
use super::unlock;
use crate::ledger::{self, Change};
use crate::people::{self, PersonState, Right, Role, check_password};
use crate::{Error, Result};

pub struct Recovery<'a> {
    pub code: &'a str,
    pub login: &'a str,
    pub new_password: &'a Password,
    pub tuning: Tuning,
}

pub fn recover(place: &Place, with: &Recovery<'_>) -> Result<(Session, RecoveryCode)> {
    place.layout.require()?;
    let code = RecoveryCode::parse(with.code)?;
    check_password(with.new_password, with.login)?;
    let keys = KeyFile::read(&place.layout.keys())?;
    let lock = unlock::take_lock(place, with.login)?;
    let opened = unlock::guarded(place, &keys, unlock::RECOVERY, |keys| match keys.recovery_slot() {
        Some(slot) => slot.open(code.bytes(), &place.layout.keys()),
        None => Ok(None),
    });
    let ring = match opened {
        Ok((ring, _)) => ring,
        Err(Error::WrongPassword { wait_seconds }) => return Err(Error::WrongRecoveryCode { wait_seconds }),
        Err(error) => return Err(error),
    };
    // The person is only known inside: the slot that carries the login name, or the row that does.
    let person = keys
        .person_slot(with.login)
        .and_then(|s| match &s.owner {
            Owner::Person { id, .. } => Some(*id),
            Owner::Recovery => None,
        })
        .ok_or(Error::NoSuchThing { thing: with.login.trim().into() })?;
    let mut session = unlock::open(place, keys, &ring, person, lock, false)?;
    let found = people::find(&session.db, person)?;
    if found.state != PersonState::Active || !found.roles.has(Role::Director) {
        // The code lies in the director's safe: it is the director it lets back in.
        let right: &str = Right::ManageKeys.into();
        return Err(Error::NotPermitted { right: right.into(), roles: found.roles.to_string() });
    }
    let fresh = RecoveryCode::generate()?;
    let owner = Owner::Person { id: person, login_hash: login_hash(&session.keys.workspace, with.login) };
    let kdf = Kdf::tuned(with.tuning)?;
    session.keys.put(owner, kdf, &with.new_password.bytes(), &session.data_key)?;
    session.keys.put(Owner::Recovery, Kdf::FLOOR, fresh.bytes(), &session.data_key)?;
    session.write_keys()?;
    let keys_serial = session.keys.serial;
    ledger::record(&mut session, Change::Workspace(WorkspaceChange::Recover { person, keys_serial }))?;
    Ok((session, fresh))
}

/// A new code for the safe; the old one opens nothing any more.
pub fn renew_recovery(session: &mut Session, password: &Password) -> Result<RecoveryCode> {
    session.require(Right::ManageKeys)?;
    super::access::require_password(session, password)?;
    let fresh = RecoveryCode::generate()?;
    let before = session.keys.clone();
    session.keys.put(Owner::Recovery, Kdf::FLOOR, fresh.bytes(), &session.data_key)?;
    let done = session.write_keys().and_then(|()| {
        let keys_serial = session.keys.serial;
        ledger::record(session, Change::Workspace(WorkspaceChange::RenewRecovery { keys_serial }))
    });
    if let Err(error) = done {
        let _ = session.put_keys_back(before);
        return Err(error);
    }
    Ok(fresh)
}
