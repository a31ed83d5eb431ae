//! Every file read again: which are missing, which were altered.

use rusqlite::Connection;
use serde::Serialize;
use strum::{IntoStaticStr, VariantNames};
use ts_rs::TS;

use super::{query, vault};
use crate::Result;
use crate::people::Right;
use crate::progress::Progress;
use crate::workspace::{Layout, Session};

#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct Checked {
    pub files: i64,
    pub bytes: i64,
    pub bad: Vec<BadFile>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct BadFile {
    /// The proof's title, and the file's name in it.
    pub title: String,
    pub name: String,
    pub why: Why,
}

/// Its sentence is `evidence-<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS, IntoStaticStr, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Why {
    Missing,
    Altered,
}

/// Reads every file of the workspace from its beginning to its end.
pub fn check(session: &Session, progress: &Progress<'_>) -> Result<Checked> {
    session.require(Right::Verify)?;
    check_files(session.db(), session.layout(), progress, |_| true)
}

/// Also of a copy on another disk; `which` by the name on the disk.
pub fn check_files(
    db: &Connection,
    layout: &Layout,
    progress: &Progress<'_>,
    which: impl Fn(&str) -> bool,
) -> Result<Checked> {
    let mut all = query::files_of_all(db)?;
    all.retain(|found| which(&found.stored.name));
    let total: i64 = all.iter().map(|found| found.stored.bytes).sum();
    let mut checked = Checked::default();
    for found in all {
        let path = vault::path_of(layout, &found.stored);
        let why = if path.exists() {
            let whole = vault::is_whole(layout, &found.stored, |count| {
                checked.bytes += count;
                progress.step(checked.bytes, total)
            })?;
            (!whole).then_some(Why::Altered)
        } else {
            Some(Why::Missing)
        };
        checked.files += 1;
        if let Some(why) = why {
            checked.bad.push(BadFile { title: found.title, name: found.name, why });
        }
    }
    Ok(checked)
}
