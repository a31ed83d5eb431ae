//! Sealing: an age file, which any age tool can open; with a passphrase where it is carried by hand, or to the key of whoever
//! receives it.

use std::io::{BufRead, Read, Write};
use std::path::Path;

use age::scrypt;
use age::secrecy::{ExposeSecret, SecretString};
use age::{DecryptError, Decryptor, Encryptor, x25519};
use zeroize::Zeroizing;

use crate::error::display;
use crate::workspace::{Password, Tuning};
use crate::{Error, Result};

/// What every age file begins with.
const AGE: &[u8] = b"age-encryption.org/";
/// 2^17 blocks: about half a second, as long as opening a workspace.
const WORK: u8 = 17;
const LEAST_WORK: u8 = 10;
/// More than this and a hostile file could hang the machine.
const MOST_WORK: u8 = 20;

/// What a facility opens packages with that were sealed to it. Its secret half never leaves the folder.
#[derive(Clone)]
pub struct SealingKey(x25519::Identity);

impl SealingKey {
    pub fn make() -> Self {
        Self(x25519::Identity::generate())
    }

    /// As `secret` gave it.
    pub fn of(secret: &str) -> Result<Self> {
        let damaged = |e: &str| Error::Damaged { path: "sealing_key".into(), detail: e.into() };
        secret.parse().map(Self).map_err(damaged)
    }

    pub fn secret(&self) -> Zeroizing<String> {
        Zeroizing::new(self.0.to_string().expose_secret().to_owned())
    }

    /// What others seal to: `age1…`
    pub fn public(&self) -> String {
        self.0.to_public().to_string()
    }
}

/// What a package is sealed to; nothing where everybody may read it.
#[derive(Clone, Copy)]
pub enum Seal<'a> {
    Passphrase(&'a Password, Tuning),
    /// The receiver's public key.
    Receiver(&'a str),
}

/// What may open a sealed one.
#[derive(Clone, Copy, Default)]
pub struct Unseal<'a> {
    pub passphrase: Option<&'a Password>,
    pub key: Option<&'a SealingKey>,
}

impl<'a> Unseal<'a> {
    pub fn with(passphrase: Option<&'a Password>) -> Self {
        Self { passphrase, key: None }
    }
}

/// Whether somebody can be sealed to by it.
pub fn is_receiver(public: &str) -> bool {
    public.parse::<x25519::Recipient>().is_ok()
}

fn secret(passphrase: &Password) -> SecretString {
    SecretString::from(String::from_utf8_lossy(&passphrase.bytes()).into_owned())
}

pub fn seal<W: Write>(to: W, with: Seal<'_>) -> Result<age::stream::StreamWriter<W>> {
    let broken = |e: String| Error::internal(format!("age: {e}"));
    let recipient: Box<dyn age::Recipient> = match with {
        Seal::Passphrase(passphrase, tuning) => {
            let mut recipient = scrypt::Recipient::new(secret(passphrase));
            recipient.set_work_factor(if tuning == Tuning::Floor { LEAST_WORK } else { WORK });
            Box::new(recipient)
        }
        Seal::Receiver(public) => Box::new(public.parse::<x25519::Recipient>().map_err(|_| {
            Error::Invalid { field: "sealing".into(), detail: public.chars().take(80).collect() }
        })?),
    };
    let recipients = std::iter::once(recipient.as_ref());
    let encryptor = Encryptor::with_recipients(recipients).map_err(|e| broken(e.to_string()))?;
    encryptor.wrap_output(to).map_err(|e| broken(e.to_string()))
}

/// Its content, whether it is sealed or not.
pub fn unseal<'a, R: BufRead + 'a>(mut from: R, path: &Path, with: Unseal<'_>) -> Result<Box<dyn Read + 'a>> {
    let sealed = from.fill_buf().is_ok_and(|start| start.starts_with(AGE));
    if !sealed {
        return Ok(Box::new(from));
    }
    let decryptor = Decryptor::new_buffered(from).map_err(|e| refused(path, &e))?;
    if !decryptor.is_scrypt() {
        // Sealed to somebody: whoever it is opens it without being asked for anything.
        let key = with.key.map(|key| &key.0 as &dyn age::Identity);
        let opened = decryptor.decrypt(key.into_iter()).map_err(|error| match refused(path, &error) {
            Error::WrongPassphrase { path } => Error::SealedToAnother { path },
            other => other,
        })?;
        return Ok(Box::new(opened));
    }
    let Some(passphrase) = with.passphrase.filter(|one| !one.as_str().is_empty()) else {
        return Err(Error::PackageSealed { path: display(path) });
    };
    let mut identity = scrypt::Identity::new(secret(passphrase));
    identity.set_max_work_factor(MOST_WORK);
    let opened = decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity));
    Ok(Box::new(opened.map_err(|e| refused(path, &e))?))
}

fn refused(path: &Path, error: &DecryptError) -> Error {
    let path = display(path);
    match error {
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed | DecryptError::NoMatchingKeys => {
            Error::WrongPassphrase { path }
        }
        other => Error::PackageAltered { path, part: other.to_string() },
    }
}
