//! The manifest: what a package is, who made it, and every part by name, length and hash.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::calendar::Stamp;

/// The first bytes of every package that is not sealed, and of what is inside a seal.
pub const MAGIC: &[u8; 16] = b"TENKEN-PACKAGE\r\n";
/// Of the format.
pub const VERSION: u32 = 1;
/// No manifest is longer.
pub const LONGEST_MANIFEST: u32 = 16 << 20;
const MOST_PARTS: usize = 20_000;
/// No part is longer: the largest proof, and a little.
const LONGEST_PART: u64 = (2 << 30) + (1 << 20);

/// What it is and who made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// `audit-kit`
    pub kind: String,
    pub id: Uuid,
    pub made: Stamp,
    /// The facility that made it.
    pub from: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    pub version: u32,
    pub head: Head,
    pub parts: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// `kit.json`, `files/<sha256>`
    pub name: String,
    pub bytes: u64,
    /// Lower-case hexadecimal.
    pub sha256: String,
}

impl Manifest {
    /// Why it cannot be, whatever its parts hold.
    pub fn fault(&self) -> Option<String> {
        if self.parts.len() > MOST_PARTS {
            return Some(format!("{} parts", self.parts.len()));
        }
        let mut seen = BTreeSet::new();
        self.parts.iter().find_map(|part| {
            let named = !part.name.is_empty()
                && part.name.len() <= 200
                && part.name.split('/').all(|piece| !piece.is_empty() && piece != "." && piece != "..")
                && part.name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_./".contains(&b));
            let hashed = part.sha256.len() == 64
                && part.sha256.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
            let sound = named && hashed && part.bytes <= LONGEST_PART && seen.insert(part.name.as_str());
            (!sound).then(|| part.name.chars().take(80).collect())
        })
    }
}
