//! The nouns: what a workspace says of itself, its settings, and what a person should be told in passing.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantNames};
use ts_rs::TS;
use uuid::Uuid;

use crate::calendar::Stamp;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct WorkspaceInfo {
    pub id: Uuid,
    pub created_at: Stamp,
    /// The sample clinic, never to be mixed with real data.
    pub sample: bool,
    pub settings: Settings,
    pub revision: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Minutes without a deed until the workspace locks itself.
    pub idle_minutes: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { idle_minutes: 10 }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, IntoStaticStr, EnumString)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum BackupKind {
    /// The first opening of a day. The only kind that is rotated away.
    Auto,
    Manual,
    BeforeUpdate,
    /// What a restore replaced.
    Kept,
    /// On another disk, with the evidence.
    Disk,
}

/// Said in passing, never in the way. The sentence is `notice-<code>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, IntoStaticStr, VariantNames)]
#[serde(tag = "code", content = "params", rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Notice {
    FirstTimeOnThisComputer,
    FailedBefore { count: i64 },
    ClockWentBack,
    HeadNotKept,
    HeadAccepted { expected: i64, found: i64 },
    KeysReconciled { people: String },
    Updated { from: i64, to: i64 },
    BackupFailed { detail: String },
    Restored { name: String, kept: String, lost: i64 },
}

impl Notice {
    pub fn code(&self) -> &'static str {
        self.into()
    }
}
