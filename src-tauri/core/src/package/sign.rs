//! The signature of a facility: Ed25519 over the manifest, which names every part by its hash.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use zeroize::Zeroizing;

use crate::{Error, Result};

/// As long as every signature.
pub const LENGTH: usize = 64;

/// A facility's own key. Its secret half never leaves the folder.
pub struct Key(SigningKey);

impl Key {
    pub fn make() -> Result<Self> {
        let mut secret = Zeroizing::new([0; 32]);
        getrandom::fill(secret.as_mut()).map_err(|e| Error::internal(e.to_string()))?;
        Ok(Self(SigningKey::from_bytes(&secret)))
    }

    /// As `secret` gave it.
    pub fn of(secret: &str) -> Result<Self> {
        let bytes = data_encoding::HEXLOWER.decode(secret.as_bytes()).map(Zeroizing::new);
        let bytes: Option<[u8; 32]> = bytes.ok().and_then(|bytes| bytes.as_slice().try_into().ok());
        let bytes =
            bytes.ok_or_else(|| Error::Damaged { path: "signing_key".into(), detail: "length".into() })?;
        Ok(Self(SigningKey::from_bytes(&bytes)))
    }

    pub fn secret(&self) -> Zeroizing<String> {
        Zeroizing::new(data_encoding::HEXLOWER.encode(self.0.as_bytes()))
    }

    /// What others know it by.
    pub fn public(&self) -> String {
        data_encoding::HEXLOWER.encode(self.0.verifying_key().as_bytes())
    }

    pub fn sign(&self, bytes: &[u8]) -> [u8; LENGTH] {
        self.0.sign(bytes).to_bytes()
    }
}

/// Strictly: no small-order keys, no second form of a signature.
pub fn is_signed(public: &str, bytes: &[u8], signature: &[u8]) -> bool {
    let key = data_encoding::HEXLOWER.decode(public.as_bytes()).ok();
    let key: Option<[u8; 32]> = key.and_then(|bytes| bytes.try_into().ok());
    let key = key.and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok());
    let signature = Signature::from_slice(signature).ok();
    key.zip(signature).is_some_and(|(key, signature)| key.verify_strict(bytes, &signature).is_ok())
}

/// As people compare it: the first sixteen digits in fours.
pub fn spoken(fingerprint: &str) -> String {
    let digits: Vec<char> = fingerprint.chars().take(16).collect();
    digits.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}
