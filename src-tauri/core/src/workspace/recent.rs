//! The workspaces this computer has opened lately. Kept beside the app's settings: paths and login names only.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::files;
use super::layout::{Home, Layout};
use crate::calendar::Stamp;
use crate::error::IoContext;
use crate::{Error, Result};

const MOST: usize = 12;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Recent {
    pub path: String,
    /// The folder's name, as people call it.
    pub name: String,
    pub login: String,
    pub last: Stamp,
    #[serde(default)]
    pub sample: bool,
    /// Whether it is still there.
    #[serde(default, skip_deserializing)]
    pub present: bool,
}

/// Newest first. A damaged list is an empty list: it is a convenience.
pub fn list(home: &Home) -> Vec<Recent> {
    let read = std::fs::read(home.recent()).ok();
    let mut found: Vec<Recent> =
        read.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
    for recent in &mut found {
        recent.present = Layout::new(&recent.path).require().is_ok();
    }
    found
}

pub fn remember(home: &Home, layout: &Layout, login: &str, sample: bool, now: Stamp) -> Result<()> {
    let path = std::path::absolute(&layout.root).unwrap_or_else(|_| layout.root.clone());
    let path = crate::error::display(&path);
    let mut all = list(home);
    all.retain(|r| r.path != path);
    all.insert(
        0,
        Recent { path, name: layout.name(), login: login.trim().into(), last: now, sample, present: true },
    );
    all.truncate(MOST);
    write(home, &all)
}

pub fn forget(home: &Home, path: &str) -> Result<()> {
    let mut all = list(home);
    all.retain(|r| r.path != path);
    write(home, &all)
}

fn write(home: &Home, all: &[Recent]) -> Result<()> {
    std::fs::create_dir_all(&home.root).doing("create", &home.root)?;
    let bytes = serde_json::to_vec_pretty(all).map_err(|e| Error::internal(e.to_string()))?;
    files::write_atomically(&home.recent(), &bytes)
}
