//! Where things lie in a workspace folder, and in this computer's own folder beside the app's settings.

use std::path::{Path, PathBuf};

use crate::{Error, Result};

/// The folder `名前.tenken/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    pub root: PathBuf,
}

impl Layout {
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    pub fn keys(&self) -> PathBuf {
        self.root.join("keys.json")
    }
    pub fn ledger(&self) -> PathBuf {
        self.root.join("ledger.db")
    }
    /// The database while it is being re-written under a new key or from a backup.
    pub fn ledger_next(&self) -> PathBuf {
        self.root.join("ledger.next.db")
    }
    pub fn wal(&self) -> PathBuf {
        self.root.join("ledger.db-wal")
    }
    pub fn evidence(&self) -> PathBuf {
        self.root.join("evidence")
    }
    pub fn backups(&self) -> PathBuf {
        self.root.join("backups")
    }
    /// Held by the one process that has the workspace open.
    pub fn lock(&self) -> PathBuf {
        self.root.join("lock")
    }
    /// Who holds the lock. Apart from the lock itself: Windows lets nobody read a locked file.
    pub fn holder(&self) -> PathBuf {
        self.root.join("holder.json")
    }
    /// Wrong passwords so far. It travels with the folder, so that moving to another computer forgives nothing.
    pub fn attempts(&self) -> PathBuf {
        self.root.join("attempts.json")
    }

    /// Fails with a sentence unless this is a workspace.
    pub fn require(&self) -> Result<()> {
        let path = crate::error::display(&self.root);
        if !self.root.exists() {
            return Err(Error::NotFound { path });
        }
        if !self.keys().exists() && !self.ledger().exists() {
            return Err(Error::NotAWorkspace { path });
        }
        Ok(())
    }

    /// The folder's own name without `.tenken`: what a person calls it before it is unlocked.
    pub fn name(&self) -> String {
        let name = self.root.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        name.strip_suffix(".tenken").map_or(name.clone(), str::to_owned)
    }
}

/// This computer's own folder: heads of ledgers it has seen, its name, recently opened workspaces.
#[derive(Debug, Clone)]
pub struct Home {
    pub root: PathBuf,
}

impl Home {
    /// `TENKEN_HOME`, or the place where this system keeps an app's settings.
    pub fn find() -> Result<Self> {
        if let Some(path) = std::env::var_os("TENKEN_HOME").filter(|p| !p.is_empty()) {
            return Ok(Self { root: path.into() });
        }
        directories::ProjectDirs::from("jp", "tenken", "tenken")
            .map(|dirs| Self { root: dirs.data_local_dir().to_path_buf() })
            .ok_or_else(|| Error::Required { field: "TENKEN_HOME".into() })
    }

    pub fn at(root: &Path) -> Self {
        Self { root: root.to_path_buf() }
    }

    pub fn anchor(&self, workspace: &uuid::Uuid) -> PathBuf {
        self.root.join("heads").join(workspace.to_string())
    }
    pub fn device(&self) -> PathBuf {
        self.root.join("device.json")
    }
    /// Which .ics file is kept up to date for whom.
    pub fn calendars(&self) -> PathBuf {
        self.root.join("calendars.json")
    }
    /// Which folder is exchanged with others, for which workspace.
    pub fn exchanges(&self) -> PathBuf {
        self.root.join("exchanges.json")
    }
    pub fn recent(&self) -> PathBuf {
        self.root.join("recent.json")
    }
}
