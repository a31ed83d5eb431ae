//! The password rule of 別紙1: eight or more, with a letter, a digit and a symbol. It is the floor; a longer
//! passphrase (15 characters or more, of any kind) is welcome instead.

use crate::workspace::Password;
use crate::{Error, Result};

const SHORTEST: usize = 8;
const PASSPHRASE: usize = 15;

pub fn check_password(password: &Password, login: &str) -> Result<()> {
    let text = password.as_str();
    let count = text.chars().count();
    let mut missing = Vec::new();
    if count < SHORTEST {
        missing.push("length");
    }
    if count < PASSPHRASE {
        if !text.chars().any(char::is_alphabetic) {
            missing.push("letter");
        }
        if !text.chars().any(char::is_numeric) {
            missing.push("digit");
        }
        if text.chars().all(|c| c.is_alphanumeric() || c.is_whitespace()) {
            missing.push("symbol");
        }
    }
    let mut kinds: Vec<char> = text.chars().collect();
    kinds.sort_unstable();
    kinds.dedup();
    if kinds.len() < 4 {
        missing.push("variety");
    }
    if !login.is_empty() && text.to_lowercase() == login.to_lowercase() {
        missing.push("login");
    }
    if missing.is_empty() { Ok(()) } else { Err(Error::PasswordTooWeak { missing: missing.join(",") }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing(text: &str) -> String {
        match check_password(&Password::new(text), "yamada-1@clinic") {
            Ok(()) => String::new(),
            Err(Error::PasswordTooWeak { missing }) => missing,
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn the_rule_of_annex_1_is_the_floor() {
        assert_eq!(missing("abc-1234"), "");
        assert_eq!(missing("ab-1234"), "length");
        assert_eq!(missing("abcd1234"), "symbol");
        assert_eq!(missing("abcd-efg"), "digit");
        assert_eq!(missing("1234-567"), "letter");
        assert_eq!(missing("aaaaaaaaaaaaaaaaaaaa"), "variety");
        assert_eq!(missing("yamada-1@clinic"), "login");
    }

    #[test]
    fn a_long_passphrase_is_welcome() {
        assert_eq!(missing("さくらの花が咲くころに会いましょう"), "");
        assert_eq!(missing("correct horse battery staple"), "");
    }
}
