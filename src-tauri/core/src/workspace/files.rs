//! Writing a file so that a crash leaves either the old one or the new one, never half of one.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::Path;

use crate::error::IoContext;
use crate::{Error, Result};

/// Temp file beside the target → write → fsync → rename → fsync of the folder.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<()> {
    let temp = path.with_extension("part");
    let written = (|| {
        let mut file = File::create(&temp).doing("write", &temp)?;
        file.write_all(bytes).doing("write", &temp)?;
        file.sync_all().doing("write", &temp)?;
        fs::rename(&temp, path).doing("replace", path)?;
        sync_folder_of(path)
    })();
    if written.is_err() {
        // The caller reports the first failure; a leftover temp file is harmless and is overwritten next time.
        let _ = fs::remove_file(&temp);
    }
    written
}

/// Makes a rename or a new file survive a power cut. Windows has no such call and needs none.
pub fn sync_folder_of(path: &Path) -> Result<()> {
    // A bare name lies in the folder one is in.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if cfg!(unix) {
        File::open(folder).and_then(|f| f.sync_all()).doing("write", folder)?;
    }
    Ok(())
}

/// A copy that is on the disk when this returns.
pub fn copy_durably(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).doing("copy", from)?;
    OpenOptions::new().write(true).open(to).and_then(|f| f.sync_all()).doing("write", to)?;
    sync_folder_of(to)
}

/// Reads a small file; larger than `limit` is damage, not data.
pub fn read_small(path: &Path, limit: u64) -> Result<Vec<u8>> {
    let length = fs::metadata(path).doing("read", path)?.len();
    if length > limit {
        return Err(Error::damaged(path, format!("{length} bytes")));
    }
    fs::read(path).doing("read", path)
}
