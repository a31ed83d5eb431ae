//! Answer scales: the words a form may be answered with, what each means, and what must stand beside it.
//! They are data (`checklists/scales/`); a catalogue names one or brings its own.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantNames};
use ts_rs::TS;

use super::model::Catalogue;

use crate::{Error, Result};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    pub id: String,
    pub label: String,
    pub answers: Vec<AnswerKind>,
    /// What may be filled in beside any answer（確認日, 備考 …）.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Beside>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct AnswerKind {
    pub id: String,
    /// 〇, △, はい, …
    pub mark: String,
    pub label: String,
    pub means: Meaning,
    /// What this answer is not whole without（対象外の理由, いいえの目標日 …）.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<Beside>,
}

/// What an answer says in every scale, so that one answer can be offered to another form. A `Partly` is never
/// offered as a `Conforms`.
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
pub enum Meaning {
    Conforms,
    Partly,
    Fails,
    NotApplicable,
    Open,
}

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
pub enum Beside {
    Reason,
    Plan,
    PlannedDate,
    CheckedDate,
    TargetDate,
    Remark,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    scale: Scale,
}

pub fn parse(text: &str) -> Result<Scale, toml::de::Error> {
    toml::from_str::<File>(text).map(|file| file.scale)
}

/// The scales that come with Tenken.
pub fn bundled() -> Result<Vec<Scale>> {
    crate::bundled::files("checklists/scales/")
        .map(|(name, text)| {
            parse(text).map_err(|e| Error::Damaged { path: name.into(), detail: e.to_string() })
        })
        .collect()
}

/// The scale a catalogue is answered in.
pub fn of(catalogue: &Catalogue) -> Result<Scale> {
    if let Some(own) = &catalogue.own_scale {
        return Ok(own.clone());
    }
    let named = bundled()?.into_iter().find(|scale| scale.id == catalogue.head.scale);
    named.ok_or_else(|| Error::NoSuchThing { thing: catalogue.head.scale.clone() })
}

impl Scale {
    pub fn answer(&self, id: &str) -> Option<&AnswerKind> {
        self.answers.iter().find(|answer| answer.id == id)
    }

    /// The answer of this scale that says the same, if it has one. はい/いいえ has none for 一部適合.
    pub fn saying(&self, means: Meaning) -> Option<&AnswerKind> {
        self.answers.iter().find(|answer| answer.means == means)
    }
}
