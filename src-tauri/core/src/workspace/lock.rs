//! One writer. The lock is the operating system's own, so it ends with the process, however that ends.

use std::fs::{File, OpenOptions, TryLockError};

use serde::{Deserialize, Serialize};

use super::layout::Layout;
use crate::calendar::Stamp;
use crate::error::IoContext;
use crate::{Error, Result};

/// What the second one is told.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Holder {
    pub login: String,
    pub device: String,
    pub process: u32,
    pub since: Stamp,
}

#[derive(Debug)]
pub struct WriterLock {
    file: File,
    layout: Layout,
}

impl WriterLock {
    pub fn take(layout: &Layout, login: &str, device: &str, now: Stamp) -> Result<Self> {
        let path = layout.lock();
        let file =
            OpenOptions::new().create(true).truncate(false).write(true).open(&path).doing("open", &path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let holder = holder(layout);
                return Err(Error::InUse {
                    holder: holder.as_ref().map_or("?".into(), |h| format!("{} ({})", h.login, h.device)),
                    since: holder.map_or("?".into(), |h| h.since.to_string()),
                });
            }
            Err(TryLockError::Error(error)) => return Err(Error::io("lock", &path, &error)),
        }
        let holder =
            Holder { login: login.into(), device: device.into(), process: std::process::id(), since: now };
        let bytes = serde_json::to_vec(&holder).map_err(|e| Error::internal(e.to_string()))?;
        // Only a courtesy to the second one; without it the lock still holds.
        let _ = std::fs::write(layout.holder(), bytes);
        Ok(Self { file, layout: layout.clone() })
    }
}

pub fn holder(layout: &Layout) -> Option<Holder> {
    serde_json::from_slice(&std::fs::read(layout.holder()).ok()?).ok()
}

impl Drop for WriterLock {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(self.layout.holder());
        let _ = self.file.unlock();
    }
}
