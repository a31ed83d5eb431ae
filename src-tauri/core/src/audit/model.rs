//! The nouns: an audit as it is planned, what it looks at, what the auditors judged.

use std::fmt;

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantNames};
use ts_rs::TS;
use uuid::Uuid;

use crate::assessment::At;
use crate::calendar::{Day, Recurrence, Stamp};

/// No more judgements in one entry, no more lines in one audit.
pub const MOST: usize = 5_000;

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
    VariantNames,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[ts(rename = "AuditKind")]
pub enum Kind {
    /// 定期の内部監査
    #[default]
    Internal,
    /// 情報システムの監査
    System,
    /// 利用機関への立入調査
    OnSite,
    /// 委託先・受託先の監査
    Contractor,
    /// 臨時の監査
    Extraordinary,
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
    VariantNames,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[ts(rename = "AuditMethod")]
pub enum Method {
    /// 書類
    Documents,
    /// 面談
    Interview,
    /// 実地
    Observation,
    /// 記録の抽出
    Sampling,
}

/// 適合・軽微・重大・観察・良好
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    TS,
    IntoStaticStr,
    EnumString,
    VariantNames,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[ts(rename = "AuditGrade")]
pub enum Grade {
    #[default]
    Conforms,
    Minor,
    Major,
    Observation,
    Good,
}

/// 監査責任者・監査員
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Auditor {
    pub id: Uuid,
    pub name: String,
    /// Who it is among those who sign in here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Uuid>,
    /// 所属・役職
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub post: String,
    /// 対象の業務との関わりと、独立性を保つ方法
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub independence: String,
    /// 監査責任者
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<_>")]
    pub lead: bool,
}

/// A day of the audit: what, where, who.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(rename = "AuditVisit", optional_fields)]
pub struct Visit {
    pub day: Option<Day>,
    #[ts(as = "Option<_>")]
    pub from: String,
    #[ts(as = "Option<_>")]
    pub to: String,
    #[ts(as = "Option<_>")]
    pub contents: String,
    #[ts(as = "Option<_>")]
    pub target: String,
    #[ts(as = "Option<_>")]
    pub auditor: String,
}

/// Records drawn from a register. The same seed draws the same ones again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "AuditSample")]
pub struct Sample {
    pub register: String,
    pub from: Day,
    pub to: Day,
    pub count: u32,
    pub seed: String,
}

/// Which part of which catalogue; every section where none is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "AuditPart", optional_fields)]
pub struct Part {
    pub catalogue: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub sections: Vec<String>,
}

/// An audit as it is planned.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(rename = "AuditPlan", optional_fields)]
pub struct Plan {
    #[ts(as = "String", optional = false)]
    pub title: String,
    #[ts(as = "Kind", optional = false)]
    pub kind: Kind,
    #[ts(as = "Day", optional = false)]
    pub from: Option<Day>,
    pub to: Option<Day>,
    /// Who or what is audited: a department, a member facility, a contractor.
    #[ts(as = "Option<_>")]
    pub target: String,
    #[ts(as = "Option<_>")]
    pub purpose: String,
    /// 運用管理規程（第3版）、付表
    #[ts(as = "Option<_>")]
    pub criteria: String,
    #[ts(as = "Option<_>")]
    pub methods: Vec<Method>,
    #[ts(as = "Option<_>")]
    pub method: String,
    #[ts(as = "Option<_>")]
    pub report_to: String,
    pub report_due: Option<Day>,
    #[ts(as = "Option<_>")]
    pub auditors: Vec<Auditor>,
    #[ts(as = "Option<_>")]
    pub schedule: Vec<Visit>,
    /// Whose answers stand beside.
    pub assessment: Option<Uuid>,
    #[ts(as = "Option<_>")]
    pub parts: Vec<Part>,
    #[ts(as = "Option<_>")]
    pub samples: Vec<Sample>,
    /// The series that asked for it, and the day that it is for.
    pub series: Option<Uuid>,
    pub series_day: Option<Day>,
    /// Where it came in as a kit: whom this folder speaks for.
    pub away: Option<Away>,
}

/// An audit that is carried here and goes back to where it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "AuditAway")]
pub struct Away {
    /// 見本クリニック
    pub from: String,
    pub auditor: Uuid,
    pub person: Uuid,
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
    VariantNames,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[ts(rename = "AuditState")]
pub enum State {
    #[default]
    Planned,
    /// What it looks at is pinned; auditors judge.
    Doing,
    Reported,
    /// Nothing found in it is open any more.
    Closed,
    Cancelled,
}

/// What is judged: a control, or a record that was drawn.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "AuditItem")]
pub enum Item {
    Control(At),
    Record { register: String, record: Uuid },
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Control(at) => write!(f, "control:{}:{}", at.catalogue, at.control),
            Self::Record { register, record } => write!(f, "record:{register}:{record}"),
        }
    }
}

/// What the facility had answered when the audit began. It stays untouched.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(rename = "AuditSaid", optional_fields)]
pub struct Said {
    /// 〇
    #[ts(as = "String", optional = false)]
    pub mark: String,
    #[ts(as = "String", optional = false)]
    pub answer: String,
    #[ts(as = "Option<_>")]
    pub note: String,
    #[ts(as = "Option<_>")]
    pub reason: String,
    #[ts(as = "Option<_>")]
    pub plan: String,
}

/// One line of an audit's own checklist, with everything that is needed to judge it away from home.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "AuditLine", optional_fields)]
pub struct Line {
    pub item: Item,
    /// 付表1 ② 管理体制, or the register's name.
    pub section: String,
    /// F1-08, No. 12
    pub number: String,
    pub title: String,
    /// What is asked for; a record's fields.
    #[serde(default)]
    #[ts(as = "Option<_>")]
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<Said>,
    /// What the facility shows for it, by title.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub proofs: Vec<String>,
    /// Who answers for it: they may not judge it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub answer_for: Vec<Uuid>,
}

/// One auditor's judgement of one item. It never changes: a later one replaces it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Judgement {
    pub id: Uuid,
    pub item: Item,
    /// Of the audit's auditors.
    pub auditor: Uuid,
    pub grade: Grade,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub methods: Vec<Method>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub observation: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub interviewees: String,
    /// Why it is judged otherwise than before.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub reason: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub replaces: Vec<Uuid>,
    /// When it was given; where it was brought in a kit, that is earlier than its entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<Stamp>,
}

/// What the auditors say in the end.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(rename = "AuditConclusion", optional_fields)]
pub struct Conclusion {
    pub opinion_grade: Option<Opinion>,
    #[ts(as = "Option<_>")]
    pub opinion: String,
    #[ts(as = "Option<_>")]
    pub next_steps: String,
    /// 応対者
    #[ts(as = "Option<_>")]
    pub attended_by: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, IntoStaticStr, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[ts(rename = "AuditOpinion")]
pub enum Opinion {
    /// 適切である
    Good,
    /// おおむね適切である
    Fair,
    /// 改善を要する
    Poor,
}

/// An audit as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Audit {
    pub id: Uuid,
    pub plan: Plan,
    pub conclusion: Conclusion,
    pub state: State,
    pub revision: i64,
}

impl Audit {
    /// By its first day.
    pub fn fiscal_year(&self) -> i32 {
        self.plan.from.map_or(0, Day::fiscal_year)
    }

    /// As whom somebody judges here.
    pub fn auditor_of(&self, person: Uuid) -> Option<&Auditor> {
        let away = self.plan.away.as_ref().filter(|away| away.person == person).map(|away| away.auditor);
        let is = |one: &&Auditor| match &self.plan.away {
            Some(_) => Some(one.id) == away,
            None => one.person == Some(person),
        };
        self.plan.auditors.iter().find(is)
    }
}

/// Audits that come back: what each of them begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "AuditSeries", optional_fields)]
pub struct Series {
    pub title: String,
    #[serde(default)]
    pub kind: Kind,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    pub target: String,
    pub recurrence: Recurrence,
}
