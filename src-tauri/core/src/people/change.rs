//! What may happen to people. Keys live outside the database: a change that goes with one carries the serial
//! of `keys.json`, so that an old key file put back is noticed.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};
use ts_rs::TS;
use uuid::Uuid;

use super::model::{Person, PersonState, Profile, Role, Roles};
use super::permission::Right;
use super::query;
use crate::ledger::{Change, Domain, Scene, Tag, Text, Thing, conflict, text};
use crate::workspace::{fold_login, set_keys_serial};
use crate::{Error, Result};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, IntoStaticStr, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case", prefix = "people.")]
pub enum PeopleChange {
    Add {
        id: Uuid,
        login: String,
        profile: Profile,
        roles: Roles,
        keys_serial: i64,
    },
    Edit {
        id: Uuid,
        base: i64,
        profile: Profile,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back_to: Option<i64>,
    },
    SetRoles {
        id: Uuid,
        base: i64,
        roles: Roles,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back_to: Option<i64>,
    },
    Stop {
        id: Uuid,
        base: i64,
        keys_serial: i64,
    },
    Resume {
        id: Uuid,
        base: i64,
        keys_serial: i64,
    },
    Remove {
        id: Uuid,
        base: i64,
        keys_serial: i64,
    },
    ChangePassword {
        id: Uuid,
        keys_serial: i64,
    },
}

impl PeopleChange {
    pub const fn person(&self) -> Uuid {
        match self {
            Self::Add { id, .. }
            | Self::Edit { id, .. }
            | Self::SetRoles { id, .. }
            | Self::Stop { id, .. }
            | Self::Resume { id, .. }
            | Self::Remove { id, .. }
            | Self::ChangePassword { id, .. } => *id,
        }
    }

    const fn new_state(&self) -> Option<PersonState> {
        match self {
            Self::Stop { .. } => Some(PersonState::Stopped),
            Self::Resume { .. } => Some(PersonState::Active),
            Self::Remove { .. } => Some(PersonState::Removed),
            _ => None,
        }
    }
}

impl Domain for PeopleChange {
    fn thing(&self) -> Thing {
        format!("person:{}", self.person())
    }

    fn right(&self, by: Uuid) -> Right {
        match self {
            Self::Edit { .. } => Right::EditPeople,
            Self::SetRoles { .. } => Right::GiveRoles,
            Self::ChangePassword { id, .. } if *id == by => Right::ChangeOwnPassword,
            // Whoever could add a director, or reset a director's password, would be one.
            Self::Add { roles, .. }
                if *roles != Roles::of(&[Role::Staff]) && *roles != Roles::of(&[Role::Viewer]) =>
            {
                Right::GiveRoles
            }
            Self::Add { .. } | Self::Stop { .. } | Self::Resume { .. } | Self::Remove { .. } => {
                Right::ManagePeople
            }
            Self::ChangePassword { .. } => Right::ManageKeys,
        }
    }

    fn touches(&self) -> &'static [Tag] {
        &[Tag::People]
    }

    fn check(&self, scene: &Scene<'_>) -> Result<()> {
        match self {
            Self::Add { login, profile, roles, .. } => {
                check_login(scene.db, login)?;
                check_profile(profile)?;
                require_roles(roles)
            }
            Self::Edit { id, base, profile, .. } => {
                check_profile(profile)?;
                require_base(scene.db, *id, *base, profile, |p| p.profile.clone()).map(drop)
            }
            Self::SetRoles { id, base, roles, .. } => {
                require_roles(roles)?;
                let person = require_base(scene.db, *id, *base, roles, |p| p.roles.clone())?;
                require_director_left(scene.db, &person, roles.has(Role::Director))
            }
            Self::Stop { id, base, .. } | Self::Resume { id, base, .. } | Self::Remove { id, base, .. } => {
                let person = require_base(scene.db, *id, *base, &self.new_state(), |p| p.state)?;
                if person.state == PersonState::Removed || Some(person.state) == self.new_state() {
                    return Err(Error::Invalid {
                        field: "state".into(),
                        detail: format!("{:?}", person.state),
                    });
                }
                let resumes = matches!(self, Self::Resume { .. });
                if !resumes || person.roles.has(Role::Director) {
                    // A manager may stop staff, not directors.
                    require_not_above(scene, &person)?;
                }
                require_director_left(scene.db, &person, resumes)
            }
            Self::ChangePassword { id, .. } => query::find(scene.db, *id).map(drop),
        }
    }

    fn apply(&self, scene: &Scene<'_>) -> Result<Option<Change>> {
        let doing = Error::db("changing a person");
        let id = self.person();
        match self {
            Self::Add { login, profile, roles, keys_serial, .. } => {
                scene
                    .db
                    .prepare_cached(
                        "INSERT INTO person (id, login, login_key, name, kana, title, department, email, roles,
                                             state, revision)
                         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'active', ?10)",
                    )
                    .and_then(|mut s| {
                        s.execute(params![
                            id.to_string(),
                            login,
                            fold_login(login),
                            profile.name,
                            profile.kana,
                            profile.title,
                            profile.department,
                            profile.email,
                            roles_json(roles),
                            scene.seq
                        ])
                    })
                    .map_err(doing)?;
                set_keys_serial(scene.db, *keys_serial)?;
                Ok(None)
            }
            Self::Edit { base, profile, back_to, .. } => {
                let revision = scene.revision(*back_to);
                let before = query::find(scene.db, id)?;
                scene
                    .db
                    .prepare_cached(
                        "UPDATE person SET name = ?2, kana = ?3, title = ?4, department = ?5, email = ?6,
                                           revision = ?7 WHERE id = ?1",
                    )
                    .and_then(|mut s| {
                        s.execute(params![
                            id.to_string(),
                            profile.name,
                            profile.kana,
                            profile.title,
                            profile.department,
                            profile.email,
                            revision
                        ])
                    })
                    .map_err(doing)?;
                Ok(Some(Change::People(Self::Edit {
                    id,
                    base: revision,
                    profile: before.profile,
                    back_to: Some(*base),
                })))
            }
            Self::SetRoles { base, roles, back_to, .. } => {
                let revision = scene.revision(*back_to);
                let before = query::find(scene.db, id)?;
                scene
                    .db
                    .prepare_cached("UPDATE person SET roles = ?2, revision = ?3 WHERE id = ?1")
                    .and_then(|mut s| s.execute(params![id.to_string(), roles_json(roles), revision]))
                    .map_err(doing)?;
                Ok(Some(Change::People(Self::SetRoles {
                    id,
                    base: revision,
                    roles: before.roles,
                    back_to: Some(*base),
                })))
            }
            Self::Stop { keys_serial, .. }
            | Self::Resume { keys_serial, .. }
            | Self::Remove { keys_serial, .. } => {
                let state: &str = self.new_state().unwrap_or(PersonState::Stopped).into();
                scene
                    .db
                    .prepare_cached("UPDATE person SET state = ?2, revision = ?3 WHERE id = ?1")
                    .and_then(|mut s| s.execute(params![id.to_string(), state, scene.seq]))
                    .map_err(doing)?;
                set_keys_serial(scene.db, *keys_serial)?;
                Ok(None)
            }
            Self::ChangePassword { keys_serial, .. } => {
                set_keys_serial(scene.db, *keys_serial)?;
                Ok(None)
            }
        }
    }
}

fn roles_json(roles: &Roles) -> String {
    serde_json::to_string(roles).unwrap_or_else(|_| "[]".into())
}

fn check_profile(profile: &Profile) -> Result<()> {
    text(&profile.name, &Text { field: "name", limit: 100, required: true })?;
    for (field, value) in [
        ("kana", &profile.kana),
        ("title", &profile.title),
        ("department", &profile.department),
        ("email", &profile.email),
    ] {
        text(value, &Text { field, limit: 200, required: false })?;
    }
    if !profile.email.is_empty() && !profile.email.contains('@') {
        return Err(Error::Invalid { field: "email".into(), detail: profile.email.clone() });
    }
    Ok(())
}

pub(crate) fn check_login(db: &Connection, login: &str) -> Result<()> {
    text(login, &Text { field: "login", limit: 64, required: true })?;
    if login.chars().any(char::is_whitespace) {
        return Err(Error::Invalid { field: "login".into(), detail: login.into() });
    }
    let taken: Option<i64> = db
        .prepare_cached("SELECT 1 FROM person WHERE login_key = ?1")
        .and_then(|mut s| s.query_row([fold_login(login)], |r| r.get(0)).optional())
        .map_err(Error::db("looking for a login name"))?;
    if taken.is_some() { Err(Error::LoginTaken { login: login.into() }) } else { Ok(()) }
}

fn require_roles(roles: &Roles) -> Result<()> {
    if roles.0.is_empty() { Err(Error::Required { field: "roles".into() }) } else { Ok(()) }
}

fn require_base<T: Serialize>(
    db: &Connection,
    id: Uuid,
    base: i64,
    yours: &impl Serialize,
    theirs: impl Fn(&Person) -> T,
) -> Result<Person> {
    let person = query::find(db, id)?;
    if person.revision == base {
        return Ok(person);
    }
    Err(conflict(db, format!("person:{id}"), person.revision, yours, &theirs(&person)))
}

fn require_not_above(scene: &Scene<'_>, person: &Person) -> Result<()> {
    let (_, mine) = query::roles_of(scene.db, scene.by)?;
    if person.roles.has(Role::Director) && !mine.has(Role::Director) {
        let right: &str = Right::GiveRoles.into();
        return Err(Error::NotPermitted { right: right.into(), roles: mine.to_string() });
    }
    Ok(())
}

/// A workspace without a director could never be managed again.
fn require_director_left(db: &Connection, person: &Person, stays: bool) -> Result<()> {
    let is_one = |p: &Person| p.state == PersonState::Active && p.roles.has(Role::Director);
    if stays || !is_one(person) || query::list(db)?.iter().any(|p| p.id != person.id && is_one(p)) {
        Ok(())
    } else {
        Err(Error::LastDirector)
    }
}
