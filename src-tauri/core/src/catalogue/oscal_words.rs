//! How our names are written in OSCAL, the same for reading and writing.

pub use super::guest::NAMESPACE;

/// The class of a group that holds the controls of a section which has subsections too.
pub const OWN_CONTROLS: &str = "tenken-own-controls";

/// Of OSCAL, as we write it.
pub const VERSION: &str = "1.2.1";

/// Parts that a control's texts are written into.
pub const NATIVE_PARTS: &[&str] = &["statement", "guidance", "question", "technical", "operational", "proof"];

/// One line, as OSCAL wants titles.
pub fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// OSCAL's ids begin with a letter and hold letters, digits, `.`, `-` and `_`.
pub fn token(id: &str) -> String {
    let plain: String =
        id.chars().map(|c| if c.is_alphanumeric() || ".-_".contains(c) { c } else { '_' }).collect();
    if plain.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_') {
        plain
    } else {
        format!("_{plain}")
    }
}
