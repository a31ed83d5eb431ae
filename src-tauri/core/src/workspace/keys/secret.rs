//! Secrets that wipe themselves, and where randomness comes from.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::{Error, Result};

pub fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|e| Error::internal(format!("no randomness: {e}")))?;
    Ok(bytes)
}

/// The key everything in the workspace is encrypted with.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct DataKey(pub(super) [u8; 32]);

impl DataKey {
    pub fn generate() -> Result<Self> {
        random().map(Self)
    }

    /// A key for one purpose, so that no two uses ever share one.
    pub fn derive(&self, purpose: &str) -> Result<Zeroizing<[u8; 32]>> {
        let mut out = Zeroizing::new([0; 32]);
        hkdf::Hkdf::<sha2::Sha256>::new(None, &self.0)
            .expand(purpose.as_bytes(), out.as_mut())
            .map_err(|e| Error::internal(e.to_string()))?;
        Ok(out)
    }
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DataKey(…)")
    }
}

/// The database's key as SQLCipher wants it: `x'…'`.
pub fn hex_key(key: &DataKey) -> Result<Zeroizing<String>> {
    let raw = key.derive("ledger.db")?;
    let hex = Zeroizing::new(data_encoding::HEXLOWER.encode(raw.as_ref()));
    Ok(Zeroizing::new(format!("x'{}'", hex.as_str())))
}

/// A password on its way from the person to the key derivation. Never printed, wiped when dropped.
#[derive(Clone, Default, Serialize, Deserialize, Zeroize, ZeroizeOnDrop, TS)]
#[serde(transparent)]
#[ts(type = "string")]
pub struct Password(String);

impl Password {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// One password, however the keyboard composed it (か+゛ or が).
    pub fn bytes(&self) -> Zeroizing<Vec<u8>> {
        use unicode_normalization::UnicodeNormalization;
        Zeroizing::new(self.0.nfkc().collect::<String>().into_bytes())
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}
