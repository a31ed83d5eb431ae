//! Commands around the workspace itself: opening, leaving, keys, settings.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::sample;
use super::sample_cast::{SAMPLE_LOGIN, SAMPLE_PASSWORD};
use super::{Call, Nothing};
use crate::facility::{self, FacilityProfile};
use crate::ledger::{self, Change, Outcome};
use crate::people::{Person, Profile, Right, permission};
use crate::workspace::{
    self as ws, NewWorkspace, Notice, Password, Recent, Recovery, Settings, Tuning, Unlocking,
    WorkspaceChange, WorkspaceInfo,
};
use crate::{Error, Result};

#[derive(Debug, Serialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Status {
    Closed,
    Locked { path: String, name: String, login: String, idle: bool },
    Open(Box<Open>),
}

#[derive(Debug, Serialize, TS)]
pub struct Open {
    path: String,
    name: String,
    me: Person,
    /// What this person may do, so that a screen can say so without knowing a rule.
    rights: Vec<Right>,
    facility: FacilityProfile,
    /// Whether others hand in to this facility: it has an operator's desk.
    receives: bool,
    workspace: WorkspaceInfo,
    entries: i64,
    head: String,
    notices: Vec<Notice>,
}

pub fn status(call: &mut Call<'_>, _: Nothing) -> Result<Status> {
    if let Some(session) = call.desk.session.as_mut() {
        let notices = session.take_notices();
        let (layout, me) = (session.layout(), session.me()?);
        let head = session.head()?;
        let rights = permission::table().into_iter().filter(|row| permission::may(&me.roles, row.right));
        let facility = facility::show(session.db())?.profile;
        return Ok(Status::Open(Box::new(Open {
            path: crate::error::display(&layout.root),
            name: layout.name(),
            rights: rights.map(|row| row.right).collect(),
            me,
            receives: facility.kind.receives(),
            facility,
            workspace: ws::show(session.db())?,
            entries: head.seq,
            head: head.hex(),
            notices,
        })));
    }
    Ok(match &call.desk.locked {
        None => Status::Closed,
        Some(locked) => Status::Locked {
            name: ws::Layout::new(&locked.path).name(),
            path: crate::error::display(&locked.path),
            login: locked.login.clone(),
            idle: locked.idle,
        },
    })
}

pub fn recent(call: &mut Call<'_>, _: Nothing) -> Result<Vec<Recent>> {
    Ok(ws::list_recent(&call.desk.home))
}

#[derive(Debug, Deserialize, TS)]
pub struct Path {
    path: String,
}

pub fn forget(call: &mut Call<'_>, request: Path) -> Result<Nothing> {
    ws::forget_recent(&call.desk.home, &request.path).map(|()| Nothing {})
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CreateWorkspace {
    path: String,
    facility: FacilityProfile,
    login: String,
    director: Profile,
    password: Password,
}

#[derive(Debug, Serialize, TS)]
pub struct CreatedWorkspace {
    path: String,
    /// Shown once, never again.
    recovery_code: String,
}

pub fn create(call: &mut Call<'_>, request: CreateWorkspace) -> Result<CreatedWorkspace> {
    let new = NewWorkspace {
        facility: request.facility,
        login: request.login,
        director: request.director,
        password: request.password,
        tuning: call.desk.tuning,
        sample: false,
    };
    make(call, &request.path, &new)
}

fn make(call: &mut Call<'_>, path: &str, new: &NewWorkspace) -> Result<CreatedWorkspace> {
    // One workspace at a time: the open one is left properly first.
    let place = call.desk.place(path)?;
    let created = ws::create(&place, new)?;
    call.desk.sign_out()?;
    call.desk.seat(created.session);
    let now = place.clock.now();
    ws::remember_recent(&place.home, &place.layout, &new.login, new.sample, now)?;
    Ok(CreatedWorkspace {
        path: crate::error::display(&place.layout.root),
        recovery_code: created.recovery_code.grouped().to_string(),
    })
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Sample {
    /// Where to make it; else in this computer's own folder.
    #[serde(default)]
    path: Option<String>,
}

/// Opens the sample clinic, making it if it is not there yet. It is marked as a sample for ever.
pub fn sample(call: &mut Call<'_>, request: Sample) -> Result<CreatedWorkspace> {
    let path = request
        .path
        .unwrap_or_else(|| crate::error::display(&call.desk.home.root.join("見本クリニック.tenken")));
    if ws::Layout::new(&path).require().is_ok() {
        let request = Unlock {
            path: path.clone(),
            login: SAMPLE_LOGIN.into(),
            password: Password::new(SAMPLE_PASSWORD),
            accept_head: false,
        };
        unlock(call, request)?;
        return Ok(CreatedWorkspace { path, recovery_code: String::new() });
    }
    let clinic = sample::clinic()?;
    let new = NewWorkspace {
        facility: clinic.facility.clone(),
        login: SAMPLE_LOGIN.into(),
        director: clinic.director.clone(),
        password: Password::new(SAMPLE_PASSWORD),
        tuning: Tuning::Floor,
        sample: true,
    };
    let made = make(call, &path, &new)?;
    clinic.play(call, SAMPLE_PASSWORD)?;
    Ok(made)
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Unlock {
    path: String,
    login: String,
    password: Password,
    #[serde(default)]
    #[ts(as = "Option<bool>")]
    accept_head: bool,
}

pub fn unlock(call: &mut Call<'_>, request: Unlock) -> Result<Nothing> {
    let place = call.desk.place(&request.path)?;
    if call.desk.session().is_some() {
        call.desk.sign_out()?;
    }
    let unlocking =
        Unlocking { login: request.login, password: request.password, accept_head: request.accept_head };
    let session = ws::unlock(&place, &unlocking)?;
    let sample = ws::show(session.db())?.sample;
    call.desk.seat(session);
    ws::remember_recent(&place.home, &place.layout, &unlocking.login, sample, place.clock.now())?;
    Ok(Nothing {})
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Recover {
    path: String,
    login: String,
    recovery_code: String,
    new_password: Password,
}

/// Answers the new recovery code: the old one has been read and opens nothing any more.
pub fn recover(call: &mut Call<'_>, request: Recover) -> Result<CreatedWorkspace> {
    let place = call.desk.place(&request.path)?;
    call.desk.sign_out()?;
    let with = Recovery {
        code: &request.recovery_code,
        login: &request.login,
        new_password: &request.new_password,
        tuning: call.desk.tuning,
    };
    let (session, code) = ws::recover(&place, &with)?;
    call.desk.seat(session);
    ws::remember_recent(&place.home, &place.layout, &request.login, false, place.clock.now())?;
    let path = crate::error::display(&place.layout.root);
    Ok(CreatedWorkspace { path, recovery_code: code.grouped().to_string() })
}

pub fn lock(call: &mut Call<'_>, _: Nothing) -> Result<Nothing> {
    super::subscription::refresh(call);
    call.desk.leave(false).map(|()| Nothing {})
}

pub fn sign_out(call: &mut Call<'_>, _: Nothing) -> Result<Nothing> {
    super::subscription::refresh(call);
    call.desk.sign_out().map(|()| Nothing {})
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetSettings {
    base: i64,
    settings: Settings,
}

pub fn set_settings(call: &mut Call<'_>, request: SetSettings) -> Result<Outcome> {
    let change = WorkspaceChange::Settings { base: request.base, settings: request.settings, back_to: None };
    ledger::record(call.session()?, Change::Workspace(change))
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Confirmed {
    password: Password,
}

pub fn rekey(call: &mut Call<'_>, request: Confirmed) -> Result<Outcome> {
    let done = ws::rekey(call.session()?, &request.password);
    // A re-keying that failed half-way leaves no open database: better locked than half open.
    if matches!(&done, Err(error) if !matches!(error, Error::WrongPassword { .. } | Error::WaitBeforeTrying { .. } | Error::NotPermitted { .. }))
        && call.session()?.head().is_err()
    {
        call.desk.session = None;
    }
    done
}

#[derive(Debug, Serialize, TS)]
pub struct RecoveryCodeOnce {
    recovery_code: String,
}

pub fn renew_recovery(call: &mut Call<'_>, request: Confirmed) -> Result<RecoveryCodeOnce> {
    let code = ws::renew_recovery(call.session()?, &request.password)?;
    Ok(RecoveryCodeOnce { recovery_code: code.grouped().to_string() })
}
