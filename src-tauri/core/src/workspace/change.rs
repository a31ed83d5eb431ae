//! What may happen to the workspace as such. Most of it is only recorded: the deed itself lies outside the tables.

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};
use ts_rs::TS;
use uuid::Uuid;

use super::model::{BackupKind, Settings};
use super::query;
use crate::ledger::{Change, Domain, Scene, Tag, Thing, conflict};
use crate::people::Right;
use crate::{Error, Result};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, IntoStaticStr, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case", prefix = "workspace.")]
pub enum WorkspaceChange {
    Create {
        id: Uuid,
        sample: bool,
        settings: Settings,
        keys_serial: i64,
    },
    SignIn {
        failed_before: i64,
    },
    SignOut {
        idle: bool,
    },
    Settings {
        base: i64,
        settings: Settings,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back_to: Option<i64>,
    },
    Backup {
        name: String,
        kind: BackupKind,
        entries: i64,
    },
    Restore {
        name: String,
        entries: i64,
        lost: i64,
    },
    Rekey {
        generation: u32,
        keys_serial: i64,
    },
    RenewRecovery {
        keys_serial: i64,
    },
    Recover {
        person: Uuid,
        keys_serial: i64,
    },
    ReconcileKeys {
        people: Vec<Uuid>,
        keys_serial: i64,
    },
    AcceptHead {
        expected: i64,
        expected_hash: String,
        found: i64,
    },
    Rebuild {
        rows: i64,
    },
    Update {
        from: i64,
        to: i64,
    },
}

impl WorkspaceChange {
    const fn keys_serial(&self) -> Option<i64> {
        match self {
            Self::Rekey { keys_serial, .. }
            | Self::RenewRecovery { keys_serial }
            | Self::Recover { keys_serial, .. }
            | Self::ReconcileKeys { keys_serial, .. } => Some(*keys_serial),
            _ => None,
        }
    }
}

impl Domain for WorkspaceChange {
    fn thing(&self) -> Thing {
        match self {
            Self::Recover { person, .. } => format!("person:{person}"),
            Self::Backup { name, .. } | Self::Restore { name, .. } => format!("backup:{name}"),
            _ => "workspace".into(),
        }
    }

    fn right(&self, _by: Uuid) -> Right {
        match self {
            Self::Create { .. }
            | Self::SignIn { .. }
            | Self::SignOut { .. }
            | Self::Recover { .. }
            | Self::ReconcileKeys { .. }
            | Self::Update { .. }
            | Self::Backup { kind: BackupKind::Auto | BackupKind::BeforeUpdate, .. } => Right::SignIn,
            Self::Settings { .. } => Right::EditSettings,
            Self::Backup { .. } => Right::Backup,
            Self::Restore { .. } => Right::Restore,
            Self::Rekey { .. } | Self::RenewRecovery { .. } => Right::ManageKeys,
            Self::AcceptHead { .. } => Right::AcceptHead,
            Self::Rebuild { .. } => Right::Rebuild,
        }
    }

    fn touches(&self) -> &'static [Tag] {
        match self {
            Self::Create { .. } | Self::Settings { .. } => &[Tag::Workspace],
            Self::SignIn { .. } | Self::SignOut { .. } => &[Tag::Session],
            Self::Backup { .. } => &[Tag::Backups],
            Self::Restore { .. } | Self::Rebuild { .. } => {
                &[Tag::Workspace, Tag::Backups, Tag::Facility, Tag::People]
            }
            _ => &[],
        }
    }

    fn check(&self, scene: &Scene<'_>) -> Result<()> {
        match self {
            Self::Create { .. } if query::find(scene.db)?.is_some() => {
                Err(Error::AlreadyExists { path: "workspace".into() })
            }
            Self::Settings { base, settings, .. } => {
                if !(1..=15).contains(&settings.idle_minutes) {
                    let detail = settings.idle_minutes.to_string();
                    return Err(Error::Invalid { field: "idle_minutes".into(), detail });
                }
                let found = query::show(scene.db)?;
                if found.revision != *base {
                    return Err(conflict(scene.db, self.thing(), found.revision, settings, &found.settings));
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn apply(&self, scene: &Scene<'_>) -> Result<Option<Change>> {
        let doing = Error::db("changing the workspace");
        match self {
            Self::Create { id, sample, settings, keys_serial } => {
                scene
                    .db
                    .execute(
                        "INSERT INTO workspace (id, created_at, sample, idle_minutes, keys_serial, revision)
                         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                        params![
                            id.to_string(),
                            scene.at.to_string(),
                            sample,
                            settings.idle_minutes,
                            keys_serial,
                            scene.seq
                        ],
                    )
                    .map_err(doing)?;
                Ok(None)
            }
            Self::Settings { base, settings, back_to } => {
                let revision = scene.revision(*back_to);
                let before = query::show(scene.db)?;
                scene
                    .db
                    .execute(
                        "UPDATE workspace SET idle_minutes = ?1, revision = ?2",
                        params![settings.idle_minutes, revision],
                    )
                    .map_err(doing)?;
                Ok(Some(Change::Workspace(Self::Settings {
                    base: revision,
                    settings: before.settings,
                    back_to: Some(*base),
                })))
            }
            other => {
                if let Some(serial) = other.keys_serial() {
                    set_keys_serial(scene.db, serial)?;
                }
                Ok(None)
            }
        }
    }
}

/// Part of every change that goes with a new `keys.json`.
pub(crate) fn set_keys_serial(db: &Connection, serial: i64) -> Result<()> {
    db.prepare_cached("UPDATE workspace SET keys_serial = ?1")
        .and_then(|mut s| s.execute([serial]))
        .map_err(Error::db("changing the workspace"))?;
    Ok(())
}
