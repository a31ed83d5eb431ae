//! The recovery code: 128 random bits to print and keep in a safe, in seven groups of four, the last two
//! characters a check so that a slip of the pen is told from a wrong code.

use std::fmt;

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::secret::random;
use crate::{Error, Result};

/// Digits and letters that are not mistaken for one another (no I, L, O, U).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const DATA: usize = 26;
const CHECK: usize = 2;

#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct RecoveryCode([u8; 16]);

impl RecoveryCode {
    pub fn generate() -> Result<Self> {
        random().map(Self)
    }

    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// `XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX`
    pub fn grouped(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(40));
        for (i, value) in digits(u128::from_be_bytes(self.0)).iter().chain(&check(&self.0)).enumerate() {
            if i > 0 && i % 4 == 0 {
                text.push('-');
            }
            text.push(letter(*value));
        }
        text
    }

    /// Forgives case, spaces, hyphens, full width, and O for 0, I or L for 1.
    pub fn parse(text: &str) -> Result<Self> {
        let mut number: u128 = 0;
        let mut values = Zeroizing::new(Vec::with_capacity(DATA + CHECK));
        for c in text.nfkc().filter(|c| c.is_alphanumeric()) {
            let c = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                c => c,
            };
            let value =
                ALPHABET.iter().position(|&a| char::from(a) == c).ok_or(Error::RecoveryCodeMistyped)?;
            values.push(u8::try_from(value).map_err(|_| Error::RecoveryCodeMistyped)?);
        }
        if values.len() != DATA + CHECK {
            return Err(Error::RecoveryCodeMistyped);
        }
        let (data, checked) = values.split_at(DATA);
        for &value in data {
            number = number
                .checked_mul(32)
                .and_then(|n| n.checked_add(u128::from(value)))
                .ok_or(Error::RecoveryCodeMistyped)?;
        }
        let code = Self(number.to_be_bytes());
        if checked != check(&code.0) {
            return Err(Error::RecoveryCodeMistyped);
        }
        Ok(code)
    }
}

fn letter(value: u8) -> char {
    ALPHABET.get(usize::from(value)).map_or('0', |&c| char::from(c))
}

fn digits(mut number: u128) -> [u8; DATA] {
    let mut out = [0; DATA];
    for place in out.iter_mut().rev() {
        *place = (number % 32) as u8;
        number /= 32;
    }
    out
}

fn check(bytes: &[u8; 16]) -> [u8; CHECK] {
    let hash = Sha256::digest(bytes);
    let [first, second, ..] = hash.as_slice() else {
        return [0; CHECK];
    };
    [first % 32, second % 32]
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_can_be_typed_back() {
        let code = RecoveryCode::generate().unwrap();
        let text = code.grouped();
        assert_eq!(text.len(), 34);
        let sloppy = text.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "ｌ");
        assert_eq!(RecoveryCode::parse(&sloppy).unwrap().bytes(), code.bytes());
    }

    #[test]
    fn nearly_every_slip_is_noticed() {
        let code = RecoveryCode::generate().unwrap();
        let text = code.grouped();
        let mut missed = 0;
        for (i, c) in text.char_indices().filter(|(_, c)| *c != '-') {
            for other in ALPHABET.iter().map(|&a| char::from(a)).filter(|&o| o != c) {
                let mut wrong = text.to_string();
                wrong.replace_range(i..=i, &other.to_string());
                missed += usize::from(RecoveryCode::parse(&wrong).is_ok());
            }
        }
        // A check of 10 bits lets about one slip in a thousand through to the (slower) wrong-code answer.
        assert!(missed < 10, "{missed} of 868 slips missed");
        assert!(RecoveryCode::parse("").is_err());
        assert!(RecoveryCode::parse(&"Z".repeat(28)).is_err());
    }
}
