//! The nouns: what is submitted, as it was frozen, who signed it, what became of it; and, at the operator's desk, what came in.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray, VariantNames};
use ts_rs::TS;
use uuid::Uuid;

use crate::assessment::{Answer, At};
use crate::calendar::{Day, Stamp};
use crate::facility::{FacilityKind, FacilityProfile};
use crate::people::Right;

/// What is being prepared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Submission {
    /// Which of `templates/submissions.toml`.
    #[serde(default = "conformance")]
    #[ts(as = "String", optional = false)]
    pub kind: String,
    #[ts(as = "String", optional = false)]
    pub title: String,
    #[ts(as = "i32", optional = false)]
    pub fiscal_year: i32,
    /// サービス運用者
    #[ts(as = "String", optional = false)]
    pub to: String,
    /// Whose answers are submitted.
    pub assessment: Option<Uuid>,
    /// The records that are submitted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub records: Vec<Uuid>,
    /// The finding whose correction is reported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finding: Option<Uuid>,
    /// Who signs, in this order: 担当 → 運用管理責任者 → 院長.
    #[ts(as = "Vec<Seat>", optional = false)]
    pub seats: Vec<Seat>,
    #[ts(as = "Option<_>")]
    pub note: String,
    /// The one that was returned and is sent again, mended.
    pub again: Option<Uuid>,
    /// Until when it is to be handed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
}

impl Default for Submission {
    fn default() -> Self {
        Self {
            kind: conformance(),
            title: String::new(),
            fiscal_year: 0,
            to: String::new(),
            assessment: None,
            records: Vec::new(),
            finding: None,
            seats: Vec::new(),
            note: String::new(),
            again: None,
            due: None,
        }
    }
}

/// What a submission is where nothing else is said.
pub const CONFORMANCE: &str = "conformance";

fn conformance() -> String {
    CONFORMANCE.into()
}

/// A place to sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "SigningSeat")]
pub struct Seat {
    /// 運用管理責任者
    pub title: String,
    pub person: Uuid,
    pub name: String,
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
#[ts(rename = "SubmissionState")]
pub enum State {
    /// 下書き
    #[default]
    Draft,
    /// 確定: nothing of it changes any more; it is signed.
    Frozen,
    /// 提出済
    Sent,
    /// 受領: the operator has it.
    Received,
    /// 差戻し
    Returned,
    /// 条件付承認
    Conditional,
    /// 承認
    Approved,
    /// 取下げ
    Withdrawn,
}

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
#[ts(rename = "SubmissionStep")]
pub enum Step {
    /// 確定する
    Freeze,
    /// 署名する
    Sign,
    /// 下書きに戻す: whoever signed signs again.
    Thaw,
    /// 提出する
    Send,
    Withdraw,
    /// The operator said that it arrived.
    Receipted,
    /// What the operator decided came back.
    Decided,
}

impl Step {
    /// What comes from the operator is offered to nobody as a step.
    pub const fn comes_in(self) -> bool {
        matches!(self, Self::Receipted | Self::Decided)
    }

    /// Where it may be taken, and the right that it needs.
    pub const fn rule(self) -> (&'static [State], Right) {
        use State::{Conditional, Draft, Frozen, Received, Returned, Sent};
        match self {
            Self::Freeze => (&[Draft], Right::Submit),
            Self::Sign | Self::Thaw => (&[Frozen], Right::SignSubmission),
            Self::Send => (&[Frozen], Right::Submit),
            Self::Withdraw => (&[Draft, Frozen, Returned, Conditional], Right::Submit),
            Self::Receipted => (&[Sent], Right::Submit),
            Self::Decided => (&[Sent, Received], Right::Submit),
        }
    }

    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Thaw | Self::Withdraw)
    }
}

/// A step as it was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "SubmissionTaken", optional_fields)]
pub struct Taken {
    pub step: Step,
    pub at: Stamp,
    pub by: Uuid,
    pub by_name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub reason: String,
    /// In whose place they signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Receipt>,
}

/// What the operator says when a package has arrived: it names it by its fingerprint, and the facility's head by its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "SubmissionReceipt")]
pub struct Receipt {
    pub about: String,
    pub received: Stamp,
    pub operator: String,
    pub key: String,
    pub entries: i64,
    pub head: String,
}

/// What was frozen: everything that a stranger needs to read it, and nothing that can change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Snapshot {
    pub id: Uuid,
    #[serde(default = "conformance")]
    pub kind: String,
    pub title: String,
    pub fiscal_year: i32,
    pub to: String,
    pub note: String,
    pub facility: FacilityProfile,
    /// 管理体制
    pub people: Vec<Named>,
    pub catalogues: Vec<Answered>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub records: Vec<Written>,
    /// The recommendation that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<Uuid>,
    /// Its pages, as they were made when it was frozen.
    pub papers: Vec<Paper>,
    pub frozen: Stamp,
    /// How many entries the operation record had, and its head.
    pub entries: i64,
    pub head: String,
    /// The fingerprint of the one that was returned and is mended with this.
    #[ts(optional = nullable)]
    pub again: Option<String>,
}

/// A record, or a finding with its correction, as it was submitted: in words, for it must be read where the register is not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "SubmittedRecord")]
pub struct Written {
    pub id: Uuid,
    /// 障害記録
    pub what: String,
    pub title: String,
    /// Each field by its name.
    pub fields: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "SubmittedPerson")]
pub struct Named {
    pub name: String,
    pub title: String,
    pub roles: Vec<String>,
}

/// A paper of it; it lies among the proofs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "SubmittedPaper")]
pub struct Paper {
    pub name: String,
    pub sha256: String,
    pub proof: Uuid,
}

/// One catalogue of it, with every row that concerns the facility.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "SubmittedCatalogue")]
pub struct Answered {
    pub id: String,
    pub title: String,
    pub version: String,
    pub hash: String,
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "SubmittedRow")]
pub struct Row {
    pub at: At,
    pub section: String,
    pub practice: String,
    pub answer: Answer,
    pub mark: String,
    /// What the answer says in every scale.
    pub means: String,
    pub proofs: Vec<Shown>,
}

/// A proof by what it is called and what its files are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "SubmittedProof", optional_fields)]
pub struct Shown {
    pub title: String,
    #[ts(optional = nullable)]
    pub valid_until: Option<Day>,
    pub sha256: Vec<String>,
    /// What its files are called, in the same order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub names: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, IntoStaticStr, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Verdict {
    /// 承認
    Approved,
    /// 条件付承認
    Conditional,
    /// 差戻し
    Returned,
}

/// What the operator says of a submission; it names what it is about by its fingerprint and the facility's head by its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Of the package that was decided on.
    pub about: String,
    pub verdict: Verdict,
    pub letter: String,
    pub comments: Vec<Comment>,
    pub decided_on: Day,
    pub by_name: String,
    /// Who confirmed it, where two must agree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub confirmed_by: Option<String>,
    /// The operator's name, and the key that it signed with.
    pub operator: String,
    pub key: String,
    /// The facility's operation record as it was submitted: the operator's signature stands for it too.
    pub entries: i64,
    pub head: String,
    /// Until when what is asked for is to be done.
    pub due: Option<Day>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "ReviewComment")]
pub struct Comment {
    pub at: At,
    pub text: String,
}

/// A submission as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct SubmissionRow {
    pub id: Uuid,
    pub submission: Submission,
    pub state: State,
    pub number: Option<String>,
    pub fingerprint: Option<String>,
    pub steps: Vec<Taken>,
    /// Who has to sign next; none when all have, or nothing is frozen.
    pub next: Option<Seat>,
    pub revision: i64,
}

/// A facility whose packages are taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "EnrolledFacility", optional_fields)]
pub struct Enrolled {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<FacilityKind>,
    /// 地区
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub district: String,
    /// What packages for it are sealed to: an age recipient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealing: Option<String>,
    /// Its line in the register 参加機関.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<Uuid>,
    /// Nothing of it is taken any more.
    #[serde(default)]
    pub stopped: bool,
}

/// What travels in a submission's package beside its papers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    pub number: String,
    pub snapshot: Snapshot,
    pub signed: Vec<Taken>,
}
