//! The manifest: what a package is, who made it, and every part by name, length and hash.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
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
    /// Its place among those that this facility sends: no gap, no fork.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chain: Option<Chain>,
    /// Where its operation record stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ledger: Option<Standing>,
    /// Who signed the manifest: the Ed25519 key of the facility, in lower-case hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signer: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chain {
    /// 1, 2, 3, …
    pub number: u64,
    /// The fingerprint of the one before; none for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standing {
    pub entries: i64,
    pub hash: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    pub version: u32,
    pub head: Head,
    pub parts: Vec<Entry>,
    /// Over the parts, in their order: one of them can be shown to belong without the others.
    pub root: String,
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

/// The root of a binary tree: a leaf is SHA-256 of 0, the name, 0 and the part's hash in hexadecimal; a node of 1 and its two
/// children. Where a row has an odd one it goes up alone.
pub fn root(parts: &[Entry]) -> String {
    let leaf = |part: &Entry| digest(&[&[0], part.name.as_bytes(), &[0], part.sha256.as_bytes()]);
    let mut row: Vec<[u8; 32]> = parts.iter().map(leaf).collect();
    while row.len() > 1 {
        row = row
            .chunks(2)
            .map(|pair| match pair {
                [left, right] => digest(&[&[1], left, right]),
                alone => alone.first().copied().unwrap_or_default(),
            })
            .collect();
    }
    data_encoding::HEXLOWER.encode(&row.first().copied().unwrap_or_else(|| digest(&[])))
}

fn digest(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}

impl Manifest {
    /// What it is known by: SHA-256 of its canonical bytes, which name every part.
    pub fn fingerprint(bytes: &[u8]) -> String {
        data_encoding::HEXLOWER.encode(&digest(&[bytes]))
    }

    /// Why it cannot be, whatever its parts hold.
    pub fn fault(&self) -> Option<String> {
        if self.version == 0 {
            return Some("version 0".into());
        }
        if self.parts.len() > MOST_PARTS {
            return Some(format!("{} parts", self.parts.len()));
        }
        if self.root != root(&self.parts) {
            return Some("root".into());
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
