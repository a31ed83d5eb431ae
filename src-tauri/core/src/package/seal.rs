//! Sealing with a passphrase: an age file (scrypt), which any age tool can open.

use std::io::{BufRead, Read, Write};
use std::path::Path;

use age::scrypt::{Identity, Recipient};
use age::secrecy::SecretString;
use age::{DecryptError, Decryptor, Encryptor};

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

fn secret(passphrase: &Password) -> SecretString {
    SecretString::from(String::from_utf8_lossy(&passphrase.bytes()).into_owned())
}

pub fn seal<W: Write>(to: W, passphrase: &Password, tuning: Tuning) -> Result<age::stream::StreamWriter<W>> {
    let mut recipient = Recipient::new(secret(passphrase));
    recipient.set_work_factor(if tuning == Tuning::Floor { LEAST_WORK } else { WORK });
    let recipients = std::iter::once(&recipient as &dyn age::Recipient);
    let broken = |e: String| Error::internal(format!("age: {e}"));
    let encryptor = Encryptor::with_recipients(recipients).map_err(|e| broken(e.to_string()))?;
    encryptor.wrap_output(to).map_err(|e| broken(e.to_string()))
}

/// Its content, whether it is sealed or not.
pub fn unseal<'a, R: BufRead + 'a>(
    mut from: R,
    path: &Path,
    passphrase: Option<&Password>,
) -> Result<Box<dyn Read + 'a>> {
    let sealed = from.fill_buf().is_ok_and(|start| start.starts_with(AGE));
    if !sealed {
        return Ok(Box::new(from));
    }
    let Some(passphrase) = passphrase.filter(|one| !one.as_str().is_empty()) else {
        return Err(Error::PackageSealed { path: display(path) });
    };
    let mut identity = Identity::new(secret(passphrase));
    identity.set_max_work_factor(MOST_WORK);
    let decryptor = Decryptor::new_buffered(from).map_err(|e| refused(path, &e))?;
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
