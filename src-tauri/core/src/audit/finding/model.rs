//! The nouns: a finding, what was done about it, and the steps that it goes.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray, VariantNames};
use ts_rs::TS;
use uuid::Uuid;

use super::super::model::{Grade, Item};
use crate::assessment::At;
use crate::calendar::{Day, Stamp};
use crate::people::Right;

/// Where it comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "FindingSource")]
pub enum Source {
    Audit {
        audit: Uuid,
    },
    /// A record of the register of incidents, complaints, …
    Record {
        register: String,
        record: Uuid,
    },
    /// One's own answer.
    Assessment {
        assessment: Uuid,
        at: At,
    },
    /// 勧告 of the service operator.
    Recommendation {
        recommendation: Uuid,
        operator: String,
    },
    #[default]
    Other,
}

/// 指摘: what does not hold, by what rule, who mends it until when.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Finding {
    #[ts(as = "Source", optional = false)]
    pub source: Source,
    pub item: Option<Item>,
    /// 離席時の画面の保護
    #[ts(as = "String", optional = false)]
    pub title: String,
    #[ts(as = "Grade", optional = false)]
    pub grade: Grade,
    #[ts(as = "Day", optional = false)]
    pub found_on: Option<Day>,
    #[ts(as = "Option<_>")]
    pub place: String,
    #[ts(as = "String", optional = false)]
    pub fact: String,
    /// 根拠
    #[ts(as = "Option<_>")]
    pub basis: String,
    /// 求める処置
    #[ts(as = "Option<_>")]
    pub request: String,
    /// Who mends it, among those who sign in here.
    pub owner: Option<Uuid>,
    #[ts(as = "Option<_>")]
    pub owner_name: String,
    /// A contractor or member facility that it is asked of.
    #[ts(as = "Option<_>")]
    pub addressee: String,
    pub due: Option<Day>,
    /// So many months after the correction was accepted it is looked at again.
    pub check_after_months: Option<u32>,
}

/// 是正: why, what was mended, how it does not happen again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Correction {
    /// なぜなぜ: each answers the one before.
    #[ts(as = "Option<_>")]
    pub whys: Vec<String>,
    #[ts(as = "Option<_>")]
    pub cause: String,
    #[ts(as = "Option<_>")]
    pub correction: String,
    /// 再発の防止
    #[ts(as = "Option<_>")]
    pub prevention: String,
    pub planned_on: Option<Day>,
    pub done_on: Option<Day>,
    /// What is not done yet.
    #[ts(as = "Option<_>")]
    pub remaining: String,
}

#[derive(
    Debug,
    Clone,
    Copy,
    Default,
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
#[ts(rename = "FindingState")]
pub enum State {
    /// 是正待ち
    #[default]
    Open,
    /// 勧告した
    Recommended,
    /// 是正報告を受けた
    Answered,
    /// 差し戻した
    Returned,
    /// 是正を確認した: its effect is still to be seen.
    Accepted,
    /// 完了
    Closed,
    /// 勧告しても改善されない
    Unimproved,
    /// 取り下げた
    Withdrawn,
}

impl State {
    /// It is not mended yet.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Recommended | Self::Answered | Self::Returned)
    }

    /// Nobody has to do anything any more.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Closed | Self::Unimproved | Self::Withdrawn)
    }
}

/// What may happen to a finding.
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
#[ts(rename = "FindingStep")]
pub enum Step {
    /// 是正を報告する
    Report,
    /// 是正を確認する
    Accept,
    /// 差し戻す
    Return,
    /// 効果を確認する
    Confirm,
    /// 効果がない
    Reject,
    /// 勧告する
    Recommend,
    /// 改善されなかった
    GiveUp,
    Withdraw,
    Reopen,
}

impl Step {
    /// Where it may be taken, where it leads, and the right that it needs. The auditor alone accepts or returns.
    pub const fn rule(self) -> (&'static [State], State, Right) {
        use State::{Accepted, Answered, Closed, Open, Recommended, Returned, Unimproved, Withdrawn};
        match self {
            Self::Report => (&[Open, Returned, Recommended], Answered, Right::CorrectFindings),
            Self::Accept => (&[Answered], Accepted, Right::JudgeAudits),
            Self::Return => (&[Answered], Returned, Right::JudgeAudits),
            Self::Confirm => (&[Accepted], Closed, Right::JudgeAudits),
            Self::Reject => (&[Accepted], Returned, Right::JudgeAudits),
            Self::Recommend => (&[Open, Returned], Recommended, Right::Recommend),
            Self::GiveUp => (&[Recommended, Returned], Unimproved, Right::Recommend),
            Self::Withdraw => (&[Open, Returned, Recommended], Withdrawn, Right::JudgeAudits),
            Self::Reopen => (&[Closed, Withdrawn, Unimproved], Open, Right::JudgeAudits),
        }
    }

    /// It goes against what somebody did or said: they are told why.
    pub const fn needs_reason(self) -> bool {
        matches!(
            self,
            Self::Return | Self::Reject | Self::Recommend | Self::GiveUp | Self::Withdraw | Self::Reopen
        )
    }
}

/// A step as it was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "FindingTaken", optional_fields)]
pub struct Taken {
    pub step: Step,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub reason: String,
    /// A new day until which it is to be mended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    pub at: Stamp,
    pub by: Uuid,
    pub by_name: String,
}

/// A finding as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FindingRow {
    pub id: Uuid,
    /// 2026-1
    pub number: String,
    pub finding: Finding,
    pub correction: Correction,
    pub state: State,
    /// Until when something is to be done now: mended, or looked at again.
    pub due: Option<Day>,
    pub steps: Vec<Taken>,
    pub revision: i64,
}

/// Which findings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(rename = "FindingFilter", optional_fields)]
pub struct Filter {
    pub audit: Option<Uuid>,
    pub state: Option<State>,
    /// Only those where somebody still has to do something.
    #[ts(as = "Option<_>")]
    pub open: bool,
    /// Only those that I mend.
    #[ts(as = "Option<_>")]
    pub mine: bool,
    /// Found in these days.
    pub from: Option<Day>,
    pub to: Option<Day>,
}
