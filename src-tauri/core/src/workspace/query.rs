//! Questions about the workspace itself.

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use super::model::{Settings, WorkspaceInfo};
use crate::{Error, Result};

pub fn show(db: &Connection) -> Result<WorkspaceInfo> {
    find(db)?.ok_or(Error::NoSuchThing { thing: "workspace".into() })
}

pub(super) fn find(db: &Connection) -> Result<Option<WorkspaceInfo>> {
    let row: Option<(String, String, bool, i64, i64)> = db
        .prepare_cached("SELECT id, created_at, sample, idle_minutes, revision FROM workspace")
        .and_then(|mut s| {
            s.query_row([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?))).optional()
        })
        .map_err(Error::db("reading the workspace"))?;
    row.map(|(id, created_at, sample, idle_minutes, revision)| {
        let bad = |detail: String| Error::Damaged { path: "workspace".into(), detail };
        Ok(WorkspaceInfo {
            id: Uuid::parse_str(&id).map_err(|e| bad(e.to_string()))?,
            created_at: created_at.parse().map_err(|_| bad(created_at.clone()))?,
            sample,
            settings: Settings { idle_minutes },
            revision,
        })
    })
    .transpose()
}

pub(super) fn keys_serial(db: &Connection) -> Result<i64> {
    db.query_row("SELECT keys_serial FROM workspace", [], |r| r.get(0))
        .map_err(Error::db("reading the workspace"))
}
