//! Which control of one catalogue asks what a control of another asks: reviewed pair by pair, in files of their own
//! (`checklists/mappings/`), because neither document knows of the other.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantNames};
use ts_rs::TS;

use super::model::Catalogue;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    #[serde(rename = "mapping")]
    pub head: MappingHead,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pairs: Vec<Pair>,
    /// Looked at, and nothing in the other catalogue asks this.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unmatched: Vec<Unmatched>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct MappingHead {
    /// Catalogue id.
    pub from: String,
    /// Catalogue id.
    pub to: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Pair {
    pub from: String,
    pub to: String,
    pub kind: Kind,
    /// 何が同じで、何が違うか
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Unmatched {
    pub id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// How `from` stands to `to`.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    JsonSchema,
    TS,
    IntoStaticStr,
    EnumString,
    VariantNames,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    /// Whoever does one does the other.
    Equal,
    /// `from` asks a part of what `to` asks.
    PartOf,
    /// `from` asks more than `to`.
    Contains,
    /// The same subject; neither implies the other.
    Related,
}

impl Kind {
    /// The same pair seen from the other side.
    #[must_use]
    pub const fn turned(self) -> Self {
        match self {
            Self::PartOf => Self::Contains,
            Self::Contains => Self::PartOf,
            same => same,
        }
    }
}

/// A control elsewhere that asks the same, from where one stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Counterpart {
    pub catalogue: String,
    pub control: String,
    pub kind: Kind,
    pub why: Option<String>,
}

/// All pairs, looked up from either side.
#[derive(Debug, Default)]
pub struct Counterparts(BTreeMap<(String, String), Vec<Counterpart>>);

impl Counterparts {
    pub fn of<'a>(mappings: impl Iterator<Item = &'a Mapping>) -> Self {
        let mut found = Self::default();
        for mapping in mappings {
            let (from, to) = (&mapping.head.from, &mapping.head.to);
            for pair in &mapping.pairs {
                found.add((from, &pair.from), (to, &pair.to), pair.kind, pair.why.as_ref());
                found.add((to, &pair.to), (from, &pair.from), pair.kind.turned(), pair.why.as_ref());
            }
        }
        found
    }

    fn add(&mut self, here: (&String, &String), there: (&String, &String), kind: Kind, why: Option<&String>) {
        let key = (here.0.clone(), here.1.clone());
        let counterpart =
            Counterpart { catalogue: there.0.clone(), control: there.1.clone(), kind, why: why.cloned() };
        self.0.entry(key).or_default().push(counterpart);
    }

    pub fn get(&self, catalogue: &str, control: &str) -> &[Counterpart] {
        self.0.get(&(catalogue.to_owned(), control.to_owned())).map_or(&[], Vec::as_slice)
    }
}

/// How much of `from` has been looked at and how much has a counterpart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct Coverage {
    pub controls: usize,
    pub mapped: usize,
    pub unmatched: usize,
}

impl Mapping {
    pub fn coverage(&self, from: &Catalogue) -> Coverage {
        let mapped: BTreeSet<&str> = self.pairs.iter().map(|pair| pair.from.as_str()).collect();
        Coverage {
            controls: from.control_count(),
            mapped: from.controls().filter(|c| mapped.contains(c.id.as_str())).count(),
            unmatched: self.unmatched.len(),
        }
    }
}
