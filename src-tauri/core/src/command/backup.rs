//! Commands around backups.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Call, Nothing};
use crate::Result;
use crate::evidence::{self, BadFile, DiskBackup, FromDisk};
use crate::workspace::{self as ws, BackupInfo, Notice, Password, Restored, Restoring};

pub fn list(call: &mut Call<'_>, _: Nothing) -> Result<Vec<BackupInfo>> {
    ws::list_backups(call.session()?.layout())
}

pub fn make(call: &mut Call<'_>, _: Nothing) -> Result<BackupInfo> {
    let progress = call.progress;
    ws::back_up(call.session()?, progress)
}

/// The automatic backup of the first opening of a day; nothing if there is one already.
pub fn if_due(call: &mut Call<'_>, _: Nothing) -> Result<Option<BackupInfo>> {
    let progress = call.progress;
    super::subscription::refresh(call);
    ws::back_up_if_due(call.session()?, progress)
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Restore {
    path: String,
    login: String,
    password: Password,
    name: String,
    /// The password of the backup's time, where everything was re-keyed since.
    #[serde(default)]
    old_password: Option<Password>,
}

#[derive(Debug, Serialize, TS)]
pub struct RestoredWorkspace {
    from: BackupInfo,
    /// The backup that what was there before became.
    kept: String,
    lost: i64,
}

/// Works on a closed workspace, because an unopenable one is what it is for.
pub fn restore(call: &mut Call<'_>, request: Restore) -> Result<RestoredWorkspace> {
    let place = call.desk.place(&request.path)?;
    call.desk.sign_out()?;
    let with = Restoring {
        name: &request.name,
        login: &request.login,
        password: &request.password,
        old_password: request.old_password.as_ref(),
    };
    let restored = ws::restore(&place, &with, call.progress)?;
    Ok(seated(call, restored))
}

/// The restored workspace is the open one; what became of the other is told in passing.
fn seated(call: &mut Call<'_>, restored: Restored) -> RestoredWorkspace {
    let Restored { mut session, from, kept, lost } = restored;
    session.notices.push(Notice::Restored { name: from.name.clone(), kept: kept.clone(), lost });
    call.desk.seat(session);
    RestoredWorkspace { from, kept, lost }
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Folder {
    folder: PathBuf,
}

/// Ledger and evidence to another disk: only what is new, and read again over there.
pub fn to_disk(call: &mut Call<'_>, request: Folder) -> Result<DiskBackup> {
    let progress = call.progress;
    evidence::back_up_to(call.session()?, &request.folder, progress)
}

#[derive(Debug, Serialize, TS)]
pub struct OnDisk {
    folder: String,
    /// What the workspace is called.
    name: String,
    info: BackupInfo,
}

/// What can be gone back to from a disk. Works without anything open.
pub fn on_disk(_: &mut Call<'_>, request: Folder) -> Result<Vec<OnDisk>> {
    let found = evidence::list_on(&request.folder)?;
    Ok(found
        .into_iter()
        .map(|(layout, info)| OnDisk {
            folder: crate::error::display(&layout.root),
            name: layout.name(),
            info,
        })
        .collect())
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct FromDiskRequest {
    folder: PathBuf,
    name: String,
    /// Where the workspace shall be: a new place, or its own.
    path: String,
    login: String,
    password: Password,
    #[serde(default)]
    old_password: Option<Password>,
}

#[derive(Debug, Serialize, TS)]
pub struct RestoredFrom {
    restored: RestoredWorkspace,
    copied: i64,
    bad: Vec<BadFile>,
}

pub fn from_disk(call: &mut Call<'_>, request: FromDiskRequest) -> Result<RestoredFrom> {
    let place = call.desk.place(&request.path)?;
    call.desk.sign_out()?;
    let with = FromDisk {
        source: &request.folder,
        name: &request.name,
        login: &request.login,
        password: &request.password,
        old_password: request.old_password.as_ref(),
    };
    let done = evidence::restore_from(&place, &with, call.progress)?;
    let sample = ws::show(done.restored.session.db())?.sample;
    ws::remember_recent(&place.home, &place.layout, &request.login, sample, place.clock.now())?;
    Ok(RestoredFrom { restored: seated(call, done.restored), copied: done.copied, bad: done.bad })
}
