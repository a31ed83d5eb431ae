//! People and their keys together: `keys.json` is written first, then the change is recorded; if that fails, the
//! keys are put back. A crash in between leaves the key file one serial ahead, and the next unlocking settles it.

use uuid::Uuid;

use super::keys::{Kdf, KeyFile, Owner, Password, Tuning, login_hash};
use super::session::Session;
use crate::ledger::{self, Change, Outcome};
use crate::people::{self, PeopleChange, Person, Profile, Right, Roles, check_password};
use crate::{Error, Result};

pub struct NewPerson {
    pub login: String,
    pub profile: Profile,
    pub roles: Roles,
    pub password: Password,
}

pub fn add_person(session: &mut Session, new: &NewPerson) -> Result<(Uuid, Outcome)> {
    session.require(Right::ManagePeople)?;
    people::check_login(&session.db, &new.login)?;
    check_password(&new.password, &new.login)?;
    let id = Uuid::now_v7();
    let login = new.login.trim().to_owned();
    let owner = owner(&session.keys, id, &login);
    let kdf = kdf_like_mine(session)?;
    let (profile, roles) = (new.profile.clone(), new.roles.clone());
    let outcome = with_keys(
        session,
        |keys, data_key| keys.put(owner, kdf, &new.password.bytes(), data_key),
        |keys_serial| PeopleChange::Add { id, login, profile, roles, keys_serial },
    )?;
    Ok((id, outcome))
}

pub fn stop_person(session: &mut Session, id: Uuid, base: i64) -> Result<Outcome> {
    without_key(session, id, |keys_serial| PeopleChange::Stop { id, base, keys_serial })
}

pub fn remove_person(session: &mut Session, id: Uuid, base: i64) -> Result<Outcome> {
    without_key(session, id, |keys_serial| PeopleChange::Remove { id, base, keys_serial })
}

/// A stopped person's key is gone; coming back needs a new password.
pub fn resume_person(session: &mut Session, id: Uuid, base: i64, password: &Password) -> Result<Outcome> {
    session.require(Right::ManagePeople)?;
    let person = people::find(&session.db, id)?;
    put_key(session, &person, password, |keys_serial| PeopleChange::Resume { id, base, keys_serial })
}

/// One's own with the old password; somebody else's (forgotten) by whoever manages keys.
pub fn change_password(
    session: &mut Session,
    id: Uuid,
    old: Option<&Password>,
    new: &Password,
) -> Result<Outcome> {
    let person = people::find(&session.db, id)?;
    if id == session.person {
        session.require(Right::ChangeOwnPassword)?;
        require_password(session, old.unwrap_or(&Password::default()))?;
    } else {
        session.require(Right::ManageKeys)?;
        if person.state != people::PersonState::Active {
            return Err(Error::PersonStopped { login: person.login });
        }
    }
    put_key(session, &person, new, |keys_serial| PeopleChange::ChangePassword { id, keys_serial })
}

/// Asks for the password again before what cannot be taken back.
pub(crate) fn require_password(session: &Session, password: &Password) -> Result<()> {
    let login = people::find(&session.db, session.person)?.login;
    let place = super::session::Place {
        layout: session.layout.clone(),
        home: session.home.clone(),
        clock: session.clock.clone(),
    };
    let name = login_hash(&session.keys.workspace, &login);
    super::unlock::guarded(&place, &session.keys, &name, |keys| match keys.person_slot(&login) {
        Some(slot) => slot.open(&password.bytes(), &place.layout.keys()),
        None => Ok(None),
    })
    .map(drop)
}

fn put_key(
    session: &mut Session,
    person: &Person,
    password: &Password,
    change: impl FnOnce(i64) -> PeopleChange,
) -> Result<Outcome> {
    check_password(password, &person.login)?;
    let owner = owner(&session.keys, person.id, &person.login);
    let kdf = kdf_like_mine(session)?;
    with_keys(session, |keys, data_key| keys.put(owner, kdf, &password.bytes(), data_key), change)
}

fn without_key(session: &mut Session, id: Uuid, change: impl FnOnce(i64) -> PeopleChange) -> Result<Outcome> {
    session.require(Right::ManagePeople)?;
    with_keys(
        session,
        |keys, _| {
            keys.remove(&id);
            Ok(())
        },
        change,
    )
}

/// Asks the ledger whether the change would be accepted, writes the keys, records; puts the keys back on failure.
fn with_keys(
    session: &mut Session,
    edit: impl FnOnce(&mut KeyFile, &super::keys::DataKey) -> Result<()>,
    change: impl FnOnce(i64) -> PeopleChange,
) -> Result<Outcome> {
    let change = Change::People(change(session.keys.serial + 1));
    ledger::check(session, &change)?;
    let before = session.keys.clone();
    let mut edited = before.clone();
    edit(&mut edited, &session.data_key)?;
    session.keys = edited;
    let done = session.write_keys().and_then(|()| ledger::record(session, change));
    if done.is_err() {
        let _ = session.put_keys_back(before);
    }
    done
}

fn owner(keys: &KeyFile, id: Uuid, login: &str) -> Owner {
    Owner::Person { id, login_hash: login_hash(&keys.workspace, login) }
}

/// New slots are as hard as the one of whoever makes them, so that a sample stays quick and a clinic stays tuned.
fn kdf_like_mine(session: &Session) -> Result<Kdf> {
    let mine = session
        .keys
        .slots
        .iter()
        .find(|s| matches!(&s.owner, Owner::Person { id, .. } if *id == session.person));
    mine.map_or_else(|| Kdf::tuned(Tuning::Machine), |slot| Ok(slot.kdf))
}
