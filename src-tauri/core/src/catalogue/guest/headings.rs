//! Which heading of a spreadsheet means which field. The words are data: `checklists/import/headings.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantNames};
use ts_rs::TS;

use crate::catalogue::fold;
use crate::{Error, Result, bundled};

#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    TS,
    IntoStaticStr,
    EnumString,
    VariantNames,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Field {
    Id,
    Table,
    SectionNumber,
    Domain,
    Practice,
    Grade,
    Question,
    Statement,
    Technical,
    Operational,
    Clause,
    Proof,
    Source,
    Note,
}

impl Field {
    /// Of several columns with this meaning the first is taken, except where texts may simply be added up.
    pub const fn may_repeat(self) -> bool {
        matches!(
            self,
            Self::Statement | Self::Technical | Self::Operational | Self::Clause | Self::Proof | Self::Note
        )
    }

    /// Written once for all the rows below it.
    pub const fn carries_down(self) -> bool {
        matches!(self, Self::Table | Self::SectionNumber | Self::Domain)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    headings: BTreeMap<Field, Vec<String>>,
}

/// Bare heading → field.
pub struct Headings(BTreeMap<String, Field>);

impl Headings {
    pub fn get() -> Result<&'static Self> {
        static HEADINGS: LazyLock<Result<Headings>> = LazyLock::new(Headings::load);
        HEADINGS.as_ref().map_err(Clone::clone)
    }

    fn load() -> Result<Self> {
        let mut known = BTreeMap::new();
        for (name, text) in bundled::files("checklists/import/") {
            let file: File = toml::from_str(text)
                .map_err(|e| Error::Damaged { path: name.into(), detail: e.to_string() })?;
            for (field, words) in file.headings {
                known.extend(words.iter().map(|word| (fold::heading_key(word), field)));
            }
        }
        Ok(Self(known))
    }

    pub fn field(&self, heading: &str) -> Option<Field> {
        fold::heading_keys(heading).find_map(|key| self.0.get(&key).copied())
    }
}
