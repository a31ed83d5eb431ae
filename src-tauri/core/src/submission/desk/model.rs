//! The nouns of the operator's desk.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::calendar::{Day, Stamp};
use crate::submission::model::{Comment, Decision, Snapshot};

/// How the operator works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct DeskSettings {
    /// Whoever decides is confirmed by another person.
    pub four_eyes: bool,
    /// What a reviewer looks at, one line each.
    pub checklist: Vec<String>,
    /// Groups of fewer facilities are masked where results go outside.
    pub mask_below: u32,
    /// Until when the checklist of a 年度 is expected: month and day, `11-30`; never where it is empty.
    pub expected_by: String,
}

impl Default for DeskSettings {
    fn default() -> Self {
        Self { four_eyes: false, checklist: Vec::new(), mask_below: 5, expected_by: String::new() }
    }
}

/// What a reviewer wrote down before anything was decided.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(rename = "DeskReview")]
pub struct Review {
    pub comments: Vec<Comment>,
    /// The lines of the checklist that were looked at.
    pub checked: Vec<String>,
    /// For colleagues; it does not leave the desk.
    pub note: String,
    /// As it will be sent.
    pub letter: String,
}

/// What one person wants to decide and another one has to confirm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "ProposedDecision")]
pub struct Proposed {
    pub by: Uuid,
    pub decision: Decision,
}

/// What came in, and what was decided.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ReceivedRow {
    pub fingerprint: String,
    /// The facility's key.
    pub public: String,
    pub kind: String,
    pub facility: String,
    pub chain: i64,
    pub number: String,
    pub title: String,
    pub fiscal_year: i32,
    pub at: Stamp,
    pub review: Option<Review>,
    pub proposed: Option<Proposed>,
    pub decision: Option<Decision>,
    /// The recommendation that it answers.
    pub answers: Option<Uuid>,
    /// The facility sent one of this kind and year before.
    pub again: bool,
    /// It came after the day on which it was expected.
    pub late: bool,
    pub revision: i64,
}

/// A received one, and what it holds where that stands in the ledger itself (as it did at first).
pub struct Received {
    pub row: ReceivedRow,
    pub snapshot: Option<Snapshot>,
    /// The content of its package among the files.
    pub kept: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum InboxShows {
    #[default]
    All,
    /// Nothing was decided yet.
    Waiting,
    /// Somebody has to confirm.
    Proposed,
    Decided,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct InboxFilter {
    #[ts(as = "Option<_>")]
    pub shows: InboxShows,
    pub fiscal_year: Option<i32>,
    pub kind: Option<String>,
    /// One facility's alone.
    pub public: Option<String>,
    /// Part of the facility's name, of the number or of the title.
    #[ts(as = "Option<_>")]
    pub text: String,
    /// From which on, counted from 0, and how many; 200 where nothing is said.
    #[ts(as = "Option<_>")]
    pub from: u32,
    pub count: Option<u32>,
}

/// The answers of one catalogue, a letter a row: `c` conforms, `p` partly, `f` fails, `n` not applicable, `o` open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "RolledAnswers")]
pub struct Rolled {
    pub layout: String,
    pub marks: String,
}

/// The rows that the letters stand for, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "RolledLayout")]
pub struct Layout {
    pub catalogue: String,
    pub title: String,
    pub version: String,
    /// Section, control and practice.
    pub rows: Vec<(String, String, String)>,
}

/// 勧告: in writing, with a deadline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Recommendation {
    pub id: Uuid,
    /// To whom, and their key.
    pub facility: String,
    pub to: String,
    pub subject: String,
    /// 遵守していない事実
    pub fact: String,
    /// 根拠とする条項
    pub basis: String,
    pub contents: String,
    /// 是正の期限
    pub due: Day,
    pub given_on: Day,
    pub by_name: String,
    pub operator: String,
    pub key: String,
}

/// A recommendation, and how it stands.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct RecommendationRow {
    pub public: String,
    pub recommendation: Recommendation,
    /// The report that answers it.
    pub answered: Option<String>,
    /// The report was approved.
    pub closed: bool,
    pub late: bool,
    pub revision: i64,
}
