//! `keys.json`: the slots, a checksum against accidents, and a seal (HMAC under the data key) against hands.

use std::path::Path;

use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::kdf::Kdf;
use super::secret::DataKey;
use super::slot::{Owner, Slot, login_hash};
use crate::workspace::files;
use crate::{Error, Result};

const FORMAT: &str = "tenken-keys";
const VERSION: i64 = 1;
const LIMIT: u64 = 16 * 1024 * 1024;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyFile {
    format: String,
    version: i64,
    pub workspace: Uuid,
    /// Counts every change of this file; the ledger knows the last one, so an old file put back is noticed.
    pub serial: i64,
    /// The data key in force. A newer one in the slots is a re-keying that was cut off.
    pub generation: u32,
    pub slots: Vec<Slot>,
    seal: String,
    checksum: String,
}

/// The data keys a secret led to.
#[derive(Debug)]
pub struct Ring(pub Vec<(u32, DataKey)>);

impl Ring {
    pub fn get(&self, generation: u32) -> Option<&DataKey> {
        self.0.iter().find(|(g, _)| *g == generation).map(|(_, key)| key)
    }
}

impl KeyFile {
    pub fn new(workspace: Uuid) -> Self {
        Self {
            format: FORMAT.into(),
            version: VERSION,
            workspace,
            serial: 0,
            generation: 1,
            slots: Vec::new(),
            seal: String::new(),
            checksum: String::new(),
        }
    }

    /// Reads and checks everything that can be checked without a secret.
    pub fn read(path: &Path) -> Result<Self> {
        #[derive(Deserialize)]
        struct Head {
            format: String,
            version: i64,
        }
        let bytes = files::read_small(path, LIMIT)?;
        let head: Head = serde_json::from_slice(&bytes).map_err(|e| Error::damaged(path, e.to_string()))?;
        if head.format != FORMAT {
            return Err(Error::NotAWorkspace { path: crate::error::display(path) });
        }
        if head.version > VERSION {
            let path = crate::error::display(path);
            return Err(Error::NewerVersion { path, found: head.version, known: VERSION });
        }
        let file: Self = serde_json::from_slice(&bytes).map_err(|e| Error::damaged(path, e.to_string()))?;
        if file.checksum != file.checksum_now()? {
            return Err(Error::damaged(path, "checksum"));
        }
        // The file is written in one form only: any other bytes are somebody's edit.
        if file.bytes()? != bytes {
            return Err(Error::damaged(path, "form"));
        }
        Ok(file)
    }

    /// Seals and writes, one serial further.
    pub fn write(&mut self, path: &Path, data_key: &DataKey) -> Result<()> {
        self.serial += 1;
        self.seal = data_encoding::HEXLOWER.encode(&self.mac(data_key)?.finalize().into_bytes());
        self.checksum = self.checksum_now()?;
        files::write_atomically(path, &self.bytes()?)
    }

    /// Nobody without the data key could have written this file.
    pub fn check_seal(&self, path: &Path, data_key: &DataKey) -> Result<()> {
        let seal = data_encoding::HEXLOWER.decode(self.seal.as_bytes()).unwrap_or_default();
        self.mac(data_key)?.verify_slice(&seal).map_err(|_| Error::damaged(path, "seal"))
    }

    pub fn person_slot(&self, login: &str) -> Option<&Slot> {
        let wanted = login_hash(&self.workspace, login);
        self.slots
            .iter()
            .find(|s| matches!(&s.owner, Owner::Person { login_hash, .. } if *login_hash == wanted))
    }

    pub fn recovery_slot(&self) -> Option<&Slot> {
        self.slots.iter().find(|s| s.owner == Owner::Recovery)
    }

    pub fn remove(&mut self, person: &Uuid) {
        self.slots.retain(|s| !matches!(&s.owner, Owner::Person { id, .. } if id == person));
    }

    /// Replaces whatever the owner had.
    pub fn put(&mut self, owner: Owner, kdf: Kdf, secret: &[u8], data_key: &DataKey) -> Result<()> {
        let slot = Slot::new(owner, kdf, secret, data_key, self.generation)?;
        match &slot.owner {
            Owner::Person { id, .. } => self.remove(&id.clone()),
            Owner::Recovery => self.slots.retain(|s| s.owner != Owner::Recovery),
        }
        self.slots.push(slot);
        Ok(())
    }

    /// Seals a coming data key to everybody beside the one in force.
    pub fn add_generation(&mut self, data_key: &DataKey, generation: u32) -> Result<()> {
        self.slots.iter_mut().try_for_each(|slot| slot.seal(data_key, generation))
    }

    /// From now on only this data key.
    pub fn settle(&mut self, generation: u32) {
        self.generation = generation;
        for slot in &mut self.slots {
            slot.sealed.retain(|s| s.generation == generation);
        }
    }

    pub fn is_settled(&self) -> bool {
        self.slots.iter().all(|s| s.sealed.iter().all(|k| k.generation == self.generation))
    }

    fn bytes(&self) -> Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec_pretty(self).map_err(|e| Error::internal(e.to_string()))?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    fn mac(&self, data_key: &DataKey) -> Result<Hmac<Sha256>> {
        let bare = Self { seal: String::new(), checksum: String::new(), ..self.clone() };
        let key = data_key.derive("keys.json")?;
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(key.as_ref())
            .map_err(|e| Error::internal(e.to_string()))?;
        mac.update(&bare.bytes()?);
        Ok(mac)
    }

    fn checksum_now(&self) -> Result<String> {
        let bare = Self { checksum: String::new(), ..self.clone() };
        Ok(data_encoding::HEXLOWER.encode(&Sha256::digest(bare.bytes()?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two_people() -> (KeyFile, DataKey) {
        let (mut file, key) = (KeyFile::new(Uuid::new_v4()), DataKey::generate().unwrap());
        for (login, password) in [("yamada", "one"), ("佐藤", "two")] {
            let owner = Owner::Person { id: Uuid::new_v4(), login_hash: login_hash(&file.workspace, login) };
            file.put(owner, Kdf::FLOOR, password.as_bytes(), &key).unwrap();
        }
        (file, key)
    }

    #[test]
    fn a_new_data_key_reaches_everybody_without_passwords() {
        let (mut file, _) = two_people();
        let next = DataKey::generate().unwrap();
        file.add_generation(&next, 2).unwrap();
        assert!(!file.is_settled());
        file.settle(2);
        let path = Path::new("keys.json");
        let keys = file.person_slot("ＹＡＭＡＤＡ").unwrap().open(b"one", path).unwrap().unwrap();
        assert_eq!(keys.len(), 1);
        assert_eq!(keys[0].1.0, next.0);
        assert!(file.person_slot("佐藤").unwrap().open(b"one", path).unwrap().is_none());
    }

    #[test]
    fn every_flipped_byte_of_the_file_is_noticed() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("keys.json");
        let (mut file, key) = two_people();
        file.write(&path, &key).unwrap();
        let good = std::fs::read(&path).unwrap();
        KeyFile::read(&path).unwrap().check_seal(&path, &key).unwrap();
        for i in 0..good.len() {
            let mut bad = good.clone();
            bad[i] ^= 0x01;
            std::fs::write(&path, &bad).unwrap();
            assert!(KeyFile::read(&path).is_err(), "byte {i} of {}", good.len());
        }
    }

    #[test]
    fn a_file_rewritten_without_the_data_key_has_no_seal() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("keys.json");
        let (mut file, key) = two_people();
        file.write(&path, &key).unwrap();
        file.slots.pop();
        file.checksum = file.checksum_now().unwrap();
        std::fs::write(&path, file.bytes().unwrap()).unwrap();
        assert!(KeyFile::read(&path).unwrap().check_seal(&path, &key).is_err());
    }
}
