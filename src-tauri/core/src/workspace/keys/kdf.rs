//! Argon2id: how a password becomes a key, how hard that is, and the floor under it.

use std::path::Path;
use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{Error, Result};

/// Stored with each slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kdf {
    pub memory_kib: u32,
    pub passes: u32,
    pub lanes: u32,
}

/// How hard a new slot is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tuning {
    /// Towards half a second on this machine.
    #[default]
    Machine,
    /// The weakest that is allowed: for samples and tests.
    Floor,
}

impl Kdf {
    pub const FLOOR: Self = Self { memory_kib: 64 * 1024, passes: 3, lanes: 1 };
    /// More than this and a damaged or hostile key file could hang the machine.
    const CEILING: Self = Self { memory_kib: 1024 * 1024, passes: 64, lanes: 8 };
    const TARGET: Duration = Duration::from_millis(500);

    pub fn tuned(tuning: Tuning) -> Result<Self> {
        if tuning == Tuning::Floor {
            return Ok(Self::FLOOR);
        }
        let started = Instant::now();
        Self::FLOOR.derive(b"tuning", &[0; 16])?;
        let once = started.elapsed().max(Duration::from_millis(1));
        // Memory first (up to 256 MiB): it is what an attacker's hardware lacks; then passes.
        let factor = (Self::TARGET.as_millis() / once.as_millis().max(1)).clamp(1, 64);
        let factor = u32::try_from(factor).unwrap_or(1);
        let memory = factor.min(4);
        let passes = (Self::FLOOR.passes * factor / memory).clamp(Self::FLOOR.passes, Self::CEILING.passes);
        Ok(Self { memory_kib: Self::FLOOR.memory_kib * memory, passes, lanes: 1 })
    }

    /// A key file that asks for less than the floor has been tampered with; one that asks for too much, too.
    pub fn check(&self, path: &Path) -> Result<()> {
        let found = format!("{} KiB, {} passes", self.memory_kib, self.passes);
        if self.memory_kib < Self::FLOOR.memory_kib || self.passes < Self::FLOOR.passes || self.lanes < 1 {
            return Err(Error::WeakKeyProtection { path: crate::error::display(path), found });
        }
        let top = Self::CEILING;
        if self.memory_kib > top.memory_kib || self.passes > top.passes || self.lanes > top.lanes {
            return Err(Error::damaged(path, found));
        }
        Ok(())
    }

    pub fn derive(&self, secret: &[u8], salt: &[u8; 16]) -> Result<Zeroizing<[u8; 32]>> {
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32))
            .map_err(|e| Error::internal(e.to_string()))?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(secret, salt, key.as_mut())
            .map_err(|e| Error::internal(e.to_string()))?;
        Ok(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weaker_than_the_floor_is_refused() {
        let path = Path::new("keys.json");
        assert!(Kdf::FLOOR.check(path).is_ok());
        for weak in [
            Kdf { memory_kib: Kdf::FLOOR.memory_kib - 1, ..Kdf::FLOOR },
            Kdf { passes: 2, ..Kdf::FLOOR },
            Kdf { lanes: 0, ..Kdf::FLOOR },
        ] {
            assert_eq!(weak.check(path).unwrap_err().code(), "weak-key-protection");
        }
        assert!(Kdf { memory_kib: u32::MAX, ..Kdf::FLOOR }.check(path).is_err());
    }

    #[test]
    fn tuning_never_goes_below_the_floor() {
        let tuned = Kdf::tuned(Tuning::Machine).unwrap();
        assert!(tuned.check(Path::new("keys.json")).is_ok());
    }
}
