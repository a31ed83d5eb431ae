//! An .ics file that other calendars follow: written anew whenever the person who asked for it opens or leaves the folder.
//! It lies outside the folder and in clear, because they asked for it; what it is called is this computer's to remember.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::calendar::{IcsRequest, Range, export};
use super::{Call, Nothing};
use crate::Result;
use crate::calendar::Stamp;
use crate::workspace as ws;
use crate::{Error, error};

/// Back and ahead: what was due last month is still to be seen, and a year lies before one.
const BACK: i64 = 31;
const AHEAD: i64 = 400;

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "CalendarSubscription", optional_fields)]
pub struct Kept {
    path: PathBuf,
    /// Whose calendar it is: another one sees other things.
    person: Uuid,
    written: Option<Stamp>,
    /// Why it could not be written last time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    failed: Option<String>,
}

/// By folder and person.
type All = BTreeMap<String, Kept>;

fn key(call: &mut Call<'_>) -> Result<String> {
    let session = call.session()?;
    Ok(format!("{}/{}", session.layout().root.display(), session.person()))
}

pub fn subscription(call: &mut Call<'_>, _: Nothing) -> Result<Option<Kept>> {
    let key = key(call)?;
    Ok(ws::kept(&call.desk.home.calendars()).remove(&key))
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SubscribeRequest {
    /// `.ics`; nothing where none is kept any more. The file stays where it is.
    path: Option<PathBuf>,
}

pub fn subscribe(call: &mut Call<'_>, request: SubscribeRequest) -> Result<Option<Kept>> {
    let key = key(call)?;
    let mut all: All = ws::kept(&call.desk.home.calendars());
    let Some(path) = request.path else {
        all.remove(&key);
        ws::keep(&call.desk.home.calendars(), &all)?;
        return Ok(None);
    };
    let path = std::path::absolute(&path).map_err(|e| Error::io("write", &path, &e))?;
    let person = call.session()?.person();
    let mut kept = Kept { path, person, written: None, failed: None };
    write(call, &kept)?;
    kept.written = Some(call.desk.clock.now());
    all.insert(key, kept.clone());
    ws::keep(&call.desk.home.calendars(), &all)?;
    Ok(Some(kept))
}

fn write(call: &mut Call<'_>, kept: &Kept) -> Result<()> {
    let today = call.today();
    let days = Range { from: today.plus_days(-BACK), to: today.plus_days(AHEAD) };
    export(call, IcsRequest { days, path: kept.path.clone() }).map(drop)
}

/// Written anew, where there is one. Whoever opens or leaves the folder is not kept from it by a disk that is not there: it
/// is told where the subscription is shown.
pub(super) fn refresh(call: &mut Call<'_>) {
    let Ok(key) = key(call) else { return };
    let mut all: All = ws::kept(&call.desk.home.calendars());
    let Some(kept) = all.get(&key).cloned() else { return };
    let done = write(call, &kept);
    if let Some(kept) = all.get_mut(&key) {
        match done {
            Ok(()) => {
                kept.written = Some(call.desk.clock.now());
                kept.failed = None;
            }
            Err(failure) => kept.failed = Some(error::display(&kept.path) + ": " + failure.code()),
        }
    }
    // Next time it is tried again.
    let _ = ws::keep(&call.desk.home.calendars(), &all);
}
