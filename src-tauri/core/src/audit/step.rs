//! The steps of an audit: from where to where, and who may take them.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray, VariantNames};
use ts_rs::TS;

use super::model::State;
use crate::people::Right;

/// Where an audit may go.
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
    VariantArray,
    VariantNames,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[ts(rename = "AuditStep")]
pub enum Step {
    /// 監査を始める
    Begin,
    /// 報告する
    Report,
    /// 終える
    Close,
    /// 監査に戻す
    Reopen,
    /// 取りやめる
    Cancel,
    /// 取りやめたものを続ける
    Resume,
}

impl Step {
    /// Where it may be taken, where it leads, and the right that it needs.
    pub const fn rule(self) -> (&'static [State], State, Right) {
        use State::{Cancelled, Closed, Doing, Planned, Reported};
        match self {
            Self::Begin => (&[Planned], Doing, Right::JudgeAudits),
            Self::Report => (&[Doing], Reported, Right::JudgeAudits),
            Self::Close => (&[Reported], Closed, Right::JudgeAudits),
            Self::Reopen => (&[Reported, Closed], Doing, Right::JudgeAudits),
            Self::Cancel => (&[Planned, Doing], Cancelled, Right::PlanAudits),
            Self::Resume => (&[Cancelled], Planned, Right::PlanAudits),
        }
    }

    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Reopen | Self::Cancel)
    }
}
