//! What is wrong with a file, where, and in words a person who knows the rules (not TOML) can act on.
//! All of a file's faults are found at once. Their sentences are `fault-<code>`.

use serde::Serialize;
use strum::{IntoStaticStr, VariantNames};
use ts_rs::TS;

use crate::Error;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Fault {
    pub file: String,
    /// Counted from 1; absent where the file has no lines（spreadsheets name a cell in `place`）.
    pub line: Option<u32>,
    pub column: Option<u32>,
    /// `F1-03 grade`, `B12`: what a person looks for.
    pub place: String,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, IntoStaticStr, VariantNames)]
#[serde(tag = "code", content = "params", rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum What {
    /// Not TOML (or YAML, JSON) at all, here.
    Syntax {
        detail: String,
    },
    UnknownKey {
        key: String,
    },
    MisspeltKey {
        key: String,
        near: String,
    },
    Missing {
        key: String,
    },
    WrongType {
        wanted: String,
    },
    NotOneOf {
        value: String,
        allowed: String,
    },
    /// The form of a value: a date, an id.
    BadForm {
        value: String,
        wanted: String,
    },
    Empty {
        key: String,
    },
    TooLong {
        length: u64,
        limit: u64,
    },
    TooMany {
        count: u64,
        limit: u64,
    },
    Duplicate {
        id: String,
    },
    NoSuch {
        thing: String,
        id: String,
    },
    /// A parent that is its own descendant.
    Circle {
        id: String,
    },
    /// A group of alternatives with one member.
    Alone {
        group: String,
    },
    /// Two pairs that contradict or repeat each other.
    PairTwice {
        id: String,
    },
    /// Both in a pair and said to have no counterpart.
    PairedAndUnmatched {
        id: String,
    },
    BlankNotDeclared {
        blank: String,
    },
    BlankBroken {
        text: String,
    },
    ScaleUnknown {
        scale: String,
        allowed: String,
    },
    /// A paper's expression that cannot be read or answered.
    Expression {
        expression: String,
        detail: String,
    },
    /// A paper's block that is none.
    Block {
        detail: String,
    },
    /// A gap: the catalogue works, and is not complete.
    NoQuestion,
    NoProof,
    NoSource,
}

impl What {
    pub fn code(&self) -> &'static str {
        self.into()
    }

    /// A gap is told; a fault stops.
    pub const fn is_gap(&self) -> bool {
        matches!(self, Self::NoQuestion | Self::NoProof | Self::NoSource)
    }
}

/// No error carries more than this many; the count says how many there are.
const SHOWN: usize = 200;

/// Faults as the one error of a file.
pub fn refused(file: &str, mut faults: Vec<Fault>) -> Error {
    faults.sort_by_key(|fault| (fault.line, fault.column));
    let count = faults.len();
    faults.truncate(SHOWN);
    Error::Faulty { path: file.into(), count, faults }
}
