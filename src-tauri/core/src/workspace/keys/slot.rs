//! A slot: one person's (or the recovery code's) way to the data key.

use std::path::Path;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use crypto_box::{PublicKey, SecretKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::kdf::Kdf;
use super::secret::{DataKey, random};
use crate::{Error, Result};

/// Whose slot it is. The login name is kept only as a hash: `keys.json` is readable by anybody who has the folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    Person { id: Uuid, login_hash: String },
    Recovery,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    pub id: Uuid,
    pub owner: Owner,
    pub kdf: Kdf,
    #[serde(with = "hex_array")]
    salt: [u8; 16],
    #[serde(with = "hex_array")]
    public: [u8; 32],
    #[serde(with = "hex_array")]
    nonce: [u8; 24],
    #[serde(with = "hex_bytes")]
    wrapped_private: Vec<u8>,
    /// The data key sealed to `public`, once per generation; two generations only while re-keying.
    pub(super) sealed: Vec<Sealed>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sealed {
    pub generation: u32,
    #[serde(with = "hex_bytes")]
    pub key: Vec<u8>,
}

/// One spelling of a login name: full width, case and composition do not matter.
pub fn fold_login(login: &str) -> String {
    login.trim().nfkc().collect::<String>().to_lowercase()
}

pub fn login_hash(workspace: &Uuid, login: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(workspace.as_bytes());
    hash.update(fold_login(login).as_bytes());
    data_encoding::HEXLOWER.encode(&hash.finalize())
}

impl Slot {
    pub fn new(owner: Owner, kdf: Kdf, secret: &[u8], data_key: &DataKey, generation: u32) -> Result<Self> {
        let private = SecretKey::from_bytes(random()?);
        let mut slot = Self {
            id: Uuid::new_v4(),
            owner,
            kdf,
            salt: random()?,
            public: private.public_key().to_bytes(),
            nonce: random()?,
            wrapped_private: Vec::new(),
            sealed: Vec::new(),
        };
        let wrapping = kdf.derive(secret, &slot.salt)?;
        let plain = Zeroizing::new(private.to_bytes());
        slot.wrapped_private = XChaCha20Poly1305::new(wrapping.as_slice().into())
            .encrypt(&XNonce::from(slot.nonce), Payload { msg: plain.as_ref(), aad: &slot.bound()? })
            .map_err(|e| Error::internal(e.to_string()))?;
        slot.seal(data_key, generation)?;
        Ok(slot)
    }

    /// What the wrapping is bound to: nobody can move a slot to another owner or weaken its parameters.
    fn bound(&self) -> Result<Vec<u8>> {
        serde_json_canonicalizer::to_vec(&(&self.id, &self.owner, self.kdf, self.public))
            .map_err(|e| Error::internal(e.to_string()))
    }

    /// Needs no password: only the public half.
    pub fn seal(&mut self, data_key: &DataKey, generation: u32) -> Result<()> {
        let key = PublicKey::from_bytes(self.public)
            .seal(&mut crypto_box::aead::OsRng, &data_key.0)
            .map_err(|e| Error::internal(e.to_string()))?;
        self.sealed.retain(|s| s.generation != generation);
        self.sealed.push(Sealed { generation, key });
        Ok(())
    }

    /// All data keys this slot leads to, newest first; `None` when the secret is wrong.
    pub fn open(&self, secret: &[u8], path: &Path) -> Result<Option<Vec<(u32, DataKey)>>> {
        self.kdf.check(path)?;
        let wrapping = self.kdf.derive(secret, &self.salt)?;
        let Ok(plain) = XChaCha20Poly1305::new(wrapping.as_slice().into())
            .decrypt(&XNonce::from(self.nonce), Payload { msg: &self.wrapped_private, aad: &self.bound()? })
        else {
            return Ok(None);
        };
        let plain = Zeroizing::new(plain);
        let private = SecretKey::from_slice(&plain).map_err(|e| Error::damaged(path, e.to_string()))?;
        let mut keys = Vec::new();
        for sealed in &self.sealed {
            let key = private.unseal(&sealed.key).map(Zeroizing::new);
            let key = key.map_err(|e| Error::damaged(path, format!("slot {}: {e}", self.id)))?;
            let bytes = <[u8; 32]>::try_from(key.as_slice())
                .map_err(|_| Error::damaged(path, format!("slot {}", self.id)))?;
            keys.push((sealed.generation, DataKey(bytes)));
        }
        keys.sort_by_key(|(generation, _)| std::cmp::Reverse(*generation));
        Ok(Some(keys))
    }
}

pub mod hex_bytes {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(bytes: &[u8], s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&data_encoding::HEXLOWER.encode(bytes))
    }
    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(d)?;
        data_encoding::HEXLOWER.decode(text.as_bytes()).map_err(D::Error::custom)
    }
}

pub mod hex_array {
    use serde::{Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer, const N: usize>(bytes: &[u8; N], s: S) -> Result<S::Ok, S::Error> {
        super::hex_bytes::serialize(bytes, s)
    }
    pub fn deserialize<'de, D: Deserializer<'de>, const N: usize>(d: D) -> Result<[u8; N], D::Error> {
        let bytes = super::hex_bytes::deserialize(d)?;
        bytes.try_into().map_err(|_| D::Error::custom(format!("{N} bytes expected")))
    }
}
