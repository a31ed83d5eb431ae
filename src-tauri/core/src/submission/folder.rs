//! How packages are carried. Whatever carries them, the bytes are the same: a folder that both sides see is the first form; a
//! stick is one, too.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::IoContext;
use crate::workspace::sync_folder_of;
use crate::{Error, Result};

/// Up to where a carrier was looked through. What it means is the carrier's own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[ts(rename = "CarriedSince")]
pub struct Since(pub i64);

/// Something that lies there to be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    pub name: String,
}

pub trait Carrier {
    /// Lays a file there under its name: whole or not at all, and never over another one. It is written where it is told.
    fn put(&self, name: &str, write: &mut dyn FnMut(&Path) -> Result<()>) -> Result<()>;
    /// What came since; and from where to look on. The same may be named twice: taking it twice is once.
    fn list(&self, since: Since) -> Result<(Vec<Parcel>, Since)>;
    /// Where it can be read.
    fn get(&self, parcel: &Parcel) -> Result<PathBuf>;
}

/// A folder that several people see.
pub struct Folder(pub PathBuf);

/// `.tenken`
const ENDING: &str = "tenken";
/// Clocks of two machines and of a server differ; looking twice costs nothing.
const OVERLAP: i64 = 120;

impl Carrier for Folder {
    fn put(&self, name: &str, write: &mut dyn FnMut(&Path) -> Result<()>) -> Result<()> {
        let to = self.0.join(name);
        if to.exists() {
            return Ok(());
        }
        // Beside, under a name that nobody takes for a package.
        let part = self.0.join(format!(".{name}.part"));
        let done = write(&part).and_then(|()| {
            fs::File::open(&part).and_then(|file| file.sync_all()).doing("write", &part)?;
            fs::rename(&part, &to).doing("write", &to)
        });
        if done.is_err() {
            // The first failure is what is told.
            let _ = fs::remove_file(&part);
        }
        done?;
        sync_folder_of(&to)
    }

    fn list(&self, since: Since) -> Result<(Vec<Parcel>, Since)> {
        let entries = fs::read_dir(&self.0).doing("read", &self.0)?;
        let (mut all, mut last) = (Vec::new(), since);
        for entry in entries {
            let entry = entry.doing("read", &self.0)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_package = Path::new(&name).extension().is_some_and(|end| end == ENDING);
            if !is_package || name.starts_with('.') {
                continue;
            }
            // What vanishes while we look is not there.
            let Ok(about) = entry.metadata() else { continue };
            // A folder of the same ending is somebody's workspace.
            if !about.is_file() {
                continue;
            }
            let at = arrived(&about);
            if at + OVERLAP >= since.0 {
                all.push(Parcel { name });
            }
            last = last.max(Since(at));
        }
        all.sort_by(|a, b| a.name.cmp(&b.name));
        Ok((all, last))
    }

    fn get(&self, parcel: &Parcel) -> Result<PathBuf> {
        let name = Path::new(&parcel.name).file_name();
        let name = name.ok_or_else(|| Error::NotAFile { path: parcel.name.clone() })?;
        Ok(self.0.join(name))
    }
}

/// When it came to lie here: a copy keeps the day on which its content was written.
fn arrived(about: &fs::Metadata) -> i64 {
    let seconds = |time: std::io::Result<SystemTime>| {
        let since = time.ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        i64::try_from(since.unwrap_or(Duration::ZERO).as_secs()).unwrap_or(0)
    };
    seconds(about.modified()).max(seconds(about.created()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_laid_down_is_found_once_more_and_nothing_else() {
        let mut write = |path: &Path| fs::write(path, b"package").doing("write", path);
        let there = tempfile::tempdir().unwrap();
        let carrier = Folder(there.path().to_owned());
        carrier.put("a.tenken", &mut write).unwrap();
        fs::write(there.path().join("memo.txt"), b"x").unwrap();
        fs::create_dir(there.path().join("somebody.tenken")).unwrap();
        let (all, since) = carrier.list(Since::default()).unwrap();
        assert_eq!(all, [Parcel { name: "a.tenken".into() }]);
        assert_eq!(fs::read(carrier.get(&all[0]).unwrap()).unwrap(), b"package");
        // It is not written over, and what is old is not named again.
        carrier.put("a.tenken", &mut |path| fs::write(path, b"another").doing("write", path)).unwrap();
        assert_eq!(fs::read(there.path().join("a.tenken")).unwrap(), b"package");
        assert!(carrier.list(Since(since.0 + OVERLAP + 1)).unwrap().0.is_empty());
        let outside = Parcel { name: "../a.tenken".into() };
        assert_eq!(carrier.get(&outside).unwrap(), there.path().join("a.tenken"));
    }
}
