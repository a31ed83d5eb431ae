//! The nouns: an assessment, what it is of, and an answer.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantNames};
use ts_rs::TS;
use uuid::Uuid;

use crate::calendar::{Day, Stamp};
use crate::catalogue::Scope;

/// The answer that says nothing yet, in every scale.
pub const OPEN: &str = "open";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Assessment {
    pub id: Uuid,
    pub title: String,
    pub fiscal_year: i32,
    pub parts: Vec<Part>,
    pub carried_from: Option<Uuid>,
    pub state: State,
    pub revision: i64,
}

/// One catalogue of an assessment: which content, and which of its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Part {
    pub catalogue: String,
    pub hash: String,
    #[serde(default)]
    pub scope: Scope,
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, IntoStaticStr, EnumString, VariantNames,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum State {
    /// 回答中
    Open,
    /// 終えた: nothing is answered any more.
    Closed,
    /// 取りやめた
    Withdrawn,
}

/// Which control.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct At {
    pub catalogue: String,
    pub control: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Answer {
    /// An answer of the catalogue's scale: `conforms`, `partly`, `yes` …
    pub value: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// 対象外の理由
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// △・×の対策
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub plan: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned_date: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_date: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible: Option<Uuid>,
}

impl Default for Answer {
    fn default() -> Self {
        Self {
            value: OPEN.into(),
            note: String::new(),
            reason: String::new(),
            plan: String::new(),
            planned_date: None,
            checked_date: None,
            responsible: None,
        }
    }
}

/// An answer being given: `base` is the revision it was made against, 0 for the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Setting {
    pub at: At,
    pub base: i64,
    pub answer: Answer,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back_to: Option<i64>,
}

/// An answer as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Answered {
    pub at: At,
    pub answer: Answer,
    pub revision: i64,
}

/// Who looks after a control; nobody takes the assignment away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Assigned {
    pub at: At,
    pub base: i64,
    pub person: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back_to: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Comment {
    pub id: Uuid,
    pub at: At,
    pub person: Uuid,
    pub person_name: String,
    pub written: Stamp,
    pub text: String,
}
