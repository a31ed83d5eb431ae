//! A few digits that keep others from signing in for somebody in the room. It guards a list of names, not secrets; still
//! nobody reads it from the list.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{Error, Result};

/// Four to eight digits, full-width or not, as they are kept.
pub fn seal_pin(trainee: Uuid, pin: &str) -> Result<String> {
    let digits: String = crate::catalogue::fold(pin.trim());
    let sound = (4..=8).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if !sound {
        return Err(Error::Invalid { field: "pin".into(), detail: "4-8".into() });
    }
    let mut hasher = Sha256::new();
    hasher.update(trainee.as_bytes());
    hasher.update(digits.as_bytes());
    Ok(data_encoding::HEXLOWER.encode(&hasher.finalize()))
}

pub fn is_pin(trainee: Uuid, sealed: &str, pin: &str) -> bool {
    seal_pin(trainee, pin).is_ok_and(|found| found == sealed)
}
