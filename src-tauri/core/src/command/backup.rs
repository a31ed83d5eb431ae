//! Commands around backups.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Call, Nothing};
use crate::Result;
use crate::workspace::{self as ws, BackupInfo, Password, Restoring};

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
    call.desk.seat(restored.session);
    Ok(RestoredWorkspace { from: restored.from, kept: restored.kept, lost: restored.lost })
}
