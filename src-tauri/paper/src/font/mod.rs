//! The four faces that a paper is set in, and which glyph of which face shows a character.

mod outline;
mod shape;

use std::sync::LazyLock;

use ttf_parser::Face;

use crate::{Error, Result};

pub use outline::outline;
pub use shape::{Glyph, Shaped, Shaper};

include!(concat!(env!("OUT_DIR"), "/faces.rs"));

/// The face that people read, and behind it the one that has the kanji it lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FaceId {
    Regular,
    Bold,
    Fallback,
    FallbackBold,
}

impl FaceId {
    pub const ALL: [Self; 4] = [Self::Regular, Self::Bold, Self::Fallback, Self::FallbackBold];

    /// In which order a character is looked for.
    pub fn chain(bold: bool) -> [Self; 2] {
        if bold { [Self::Bold, Self::FallbackBold] } else { [Self::Regular, Self::Fallback] }
    }

    pub fn is_bold(self) -> bool {
        matches!(self, Self::Bold | Self::FallbackBold)
    }

    /// As style sheets call it.
    pub fn family(self) -> &'static str {
        match self {
            Self::Regular | Self::Bold => "BIZ UDPGothic",
            Self::Fallback | Self::FallbackBold => "Noto Sans JP",
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Regular => "BIZUDPGothic-Regular",
            Self::Bold => "BIZUDPGothic-Bold",
            Self::Fallback => "NotoSansJP-Regular",
            Self::FallbackBold => "NotoSansJP-Bold",
        }
    }

    pub fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => REGULAR,
            Self::Bold => BOLD,
            Self::Fallback => FALLBACK,
            Self::FallbackBold => FALLBACK_BOLD,
        }
    }

    pub fn face(self) -> Result<&'static Face<'static>> {
        static FACES: LazyLock<Vec<std::result::Result<Face<'static>, String>>> = LazyLock::new(|| {
            let parse = |id: &FaceId| Face::parse(id.bytes(), 0).map_err(|e| format!("{}: {e}", id.name()));
            FaceId::ALL.iter().map(parse).collect()
        });
        match FACES.get(self as usize) {
            Some(Ok(face)) => Ok(face),
            Some(Err(detail)) => Err(Error::Typeface { detail: detail.clone() }),
            None => Err(Error::Typeface { detail: self.name().to_owned() }),
        }
    }
}
