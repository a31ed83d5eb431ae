//! Wrong passwords and the growing wait after them. Written before a password is tried, so that pulling the
//! plug forgives nothing; a file somebody has damaged counts as many failures, not none.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::files;
use crate::calendar::Stamp;
use crate::{Error, Result};

const FREE: i64 = 3;
const LONGEST: i64 = 15 * 60;
/// Names that do not exist are counted too, but not without end.
const MOST_NAMES: usize = 200;

#[derive(Debug, Default, Serialize, Deserialize)]
struct Stored {
    failures: BTreeMap<String, Failures>,
    checksum: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Failures {
    count: i64,
    last: Stamp,
}

#[derive(Debug)]
pub struct Attempts {
    path: PathBuf,
    stored: Stored,
}

impl Attempts {
    pub fn read(path: &Path, now: Stamp, names: &[String]) -> Result<Self> {
        let mut stored = Stored::default();
        if path.exists() {
            let bytes = files::read_small(path, 1024 * 1024)?;
            match serde_json::from_slice::<Stored>(&bytes) {
                Ok(read) if read.checksum == checksum(&read.failures)? => stored = read,
                _ => {
                    let many = Failures { count: FREE + 5, last: now };
                    stored.failures = names.iter().map(|n| (n.clone(), many.clone())).collect();
                    let mut damaged = Self { path: path.to_path_buf(), stored };
                    damaged.write()?;
                    return Ok(damaged);
                }
            }
        }
        Ok(Self { path: path.to_path_buf(), stored })
    }

    /// Seconds to wait before `name` may try again. A clock that went back does not shorten it.
    pub fn wait(&self, name: &str, now: Stamp) -> i64 {
        self.stored.failures.get(name).map_or(0, |f| {
            let passed = now.seconds_since(f.last).max(0);
            (delay(f.count) - passed).max(0)
        })
    }

    pub fn require_none(&self, name: &str, now: Stamp) -> Result<()> {
        match self.wait(name, now) {
            0 => Ok(()),
            wait_seconds => Err(Error::WaitBeforeTrying { wait_seconds }),
        }
    }

    /// Counts a try as failed until `clear` says it was not.
    pub fn begin(&mut self, name: &str, now: Stamp) -> Result<()> {
        if self.stored.failures.len() >= MOST_NAMES && !self.stored.failures.contains_key(name) {
            let oldest = self.stored.failures.iter().min_by_key(|(_, f)| f.last).map(|(n, _)| n.clone());
            oldest.and_then(|n| self.stored.failures.remove(&n));
        }
        let entry = self.stored.failures.entry(name.into()).or_insert(Failures { count: 0, last: now });
        entry.count += 1;
        entry.last = now;
        self.write()
    }

    /// The try succeeded; answers how many had failed before it.
    pub fn clear(&mut self, name: &str) -> Result<i64> {
        let before = self.stored.failures.remove(name).map_or(0, |f| f.count - 1);
        self.write()?;
        Ok(before)
    }

    fn write(&mut self) -> Result<()> {
        self.stored.checksum = checksum(&self.stored.failures)?;
        let bytes = serde_json::to_vec_pretty(&self.stored).map_err(|e| Error::internal(e.to_string()))?;
        files::write_atomically(&self.path, &bytes)
    }
}

fn delay(failures: i64) -> i64 {
    match failures - FREE {
        over if over < 0 => 0,
        over => 2_i64.saturating_pow(u32::try_from(over.min(30)).unwrap_or(30)).min(LONGEST),
    }
}

fn checksum(failures: &BTreeMap<String, Failures>) -> Result<String> {
    let bytes = serde_json::to_vec(failures).map_err(|e| Error::internal(e.to_string()))?;
    Ok(data_encoding::HEXLOWER.encode(&Sha256::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Stamp {
        "2026-11-20T00:00:00Z".parse::<Stamp>().unwrap().plus_seconds(second)
    }

    #[test]
    fn the_wait_grows_survives_a_restart_and_ends_with_success() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("attempts.json");
        let mut waits = Vec::new();
        for _ in 0..16 {
            let mut attempts = Attempts::read(&path, at(0), &[]).unwrap();
            attempts.begin("a", at(0)).unwrap();
            waits.push(attempts.wait("a", at(0)));
        }
        assert_eq!(&waits[..6], [0, 0, 1, 2, 4, 8]);
        assert_eq!(waits[15], LONGEST);
        let mut attempts = Attempts::read(&path, at(0), &[]).unwrap();
        assert!(attempts.require_none("a", at(LONGEST - 1)).is_err());
        assert!(attempts.require_none("a", at(LONGEST)).is_ok());
        assert!(attempts.require_none("a", at(-3600)).is_err(), "a clock set back must not help");
        assert!(attempts.require_none("b", at(0)).is_ok());
        assert_eq!(attempts.clear("a").unwrap(), 15);
        assert_eq!(Attempts::read(&path, at(0), &[]).unwrap().wait("a", at(0)), 0);
    }

    #[test]
    fn a_damaged_file_counts_as_failures() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("attempts.json");
        std::fs::write(&path, b"{}").unwrap();
        let attempts = Attempts::read(&path, at(0), &["a".into()]).unwrap();
        assert!(attempts.wait("a", at(0)) > 0);
    }
}
