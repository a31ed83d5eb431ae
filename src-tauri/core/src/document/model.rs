//! The nouns: a template, what it may be asked, a paper that was issued.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantNames};
use ts_rs::TS;
use uuid::Uuid;

use crate::calendar::Stamp;
use crate::people::Right;

/// Where a paper's content comes from.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, IntoStaticStr, EnumString, VariantNames,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[ts(rename = "PaperSource")]
pub enum Source {
    /// 準拠度チェックリスト: an assessment.
    Checklist,
    /// 操作記録
    Record,
    /// 復旧コード: handed over, kept nowhere.
    Recovery,
    /// A form: filled in by hand, or by a register.
    Form,
}

impl Source {
    /// What a person must be allowed to, to see it on paper.
    pub const fn right(self) -> Option<Right> {
        match self {
            Self::Checklist => Some(Right::SeeAssessments),
            Self::Record => Some(Right::SeeRecord),
            Self::Recovery => Some(Right::ManageKeys),
            Self::Form => None,
        }
    }
}

/// What a template says of itself, apart from what stands on the page.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    pub id: String,
    /// 障害報告書
    pub name: String,
    pub name_en: String,
    pub source: Source,
    /// 文書番号の型: `障報-{fiscal_year}-{seq}`
    pub number: String,
    /// Which articles and annexes it follows.
    #[serde(default)]
    pub basis: String,
    #[serde(default)]
    pub choices: Vec<Choice>,
}

/// 様式の選択: full or short, filled or to be signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "PaperChoice")]
pub struct Choice {
    pub id: String,
    pub name: String,
    pub name_en: String,
    pub options: Vec<Variant>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "PaperOption")]
pub struct Variant {
    pub id: String,
    pub name: String,
    pub name_en: String,
}

/// A template that people changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OwnTemplate {
    pub template: String,
    pub text: String,
    pub revision: i64,
}

/// 発行した文書
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IssuedPaper {
    pub id: Uuid,
    pub template: String,
    pub title: String,
    pub number: String,
    pub fiscal_year: i32,
    pub pages: i64,
    pub sha256: String,
    pub issued: Stamp,
    pub issued_by: Uuid,
    pub issued_by_name: String,
}
