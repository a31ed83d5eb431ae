//! What a register is: its fields, its rules, its states and who may move them, its cycles. Exactly as its TOML file in
//! `templates/registers/` has them.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantNames};
use ts_rs::TS;

use crate::people::Role;

/// One register（台帳）.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Register {
    /// Stable id, as the catalogues name it: `backup`.
    pub id: String,
    /// バックアップ実施記録
    pub name: String,
    pub name_en: String,
    /// Which articles ask for it.
    pub source: String,
    /// What it is for, in a sentence or two: shown while it is empty, with what to enter first.
    pub purpose: String,
    /// 何の台帳か: what the list is grouped under.
    pub group: Group,
    /// How long a record is kept, in years, where a source says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept_years: Option<u32>,
    /// The field whose day says when a record is of: what freshness is counted from. The day of entry where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated_by: Option<String>,
    /// The field that names a record in lists and links.
    pub titled_by: String,
    /// The fields that tell its records apart: a list that comes again is recognised by them. Whole rows where none are named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub known_by: Vec<String>,
    /// The paper of one record（`incident-report`）; which of its fields is which of ours, where they are called otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<String>,
    pub fields: Vec<Field>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub rules: Vec<Rule>,
    /// Left out where a record simply stands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub states: Vec<State>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub moves: Vec<Move>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub cycles: Vec<Cycle>,
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
#[ts(rename = "RegisterGroup")]
pub enum Group {
    /// 体制・規程・契約
    Governance,
    /// 資産・媒体
    Assets,
    /// 設備・入退室・鍵
    Premises,
    /// 利用者・アクセス
    Access,
    /// 運用・保守
    #[default]
    Operations,
    /// 障害・問合せ
    Incidents,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "RegisterField", optional_fields)]
pub struct Field {
    pub id: String,
    /// 実施日
    pub name: String,
    pub name_en: String,
    #[serde(rename = "type")]
    pub kind: Kind,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<_>")]
    pub required: bool,
    /// What to write, where the name does not say it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub help: String,
    /// Of a choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub options: Vec<Choice>,
    /// Of a link: another register's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub register: Option<String>,
    /// Of a computed field: an expression over the other fields.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Of a number: the least and the most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<f64>,
    /// Which headings of a spreadsheet mean it, besides its name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub headings: Vec<String>,
    /// Not among the columns shown at first.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<_>")]
    pub aside: bool,
    /// No longer asked for; what older records have in it stays to be read.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<_>")]
    pub retired: bool,
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, IntoStaticStr, EnumString, VariantNames,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[ts(rename = "FieldKind")]
pub enum Kind {
    Text,
    LongText,
    Number,
    /// 2026-11-20
    Date,
    /// 14:05
    Time,
    /// 2026-11-20T14:05
    DateTime,
    /// From a date to a date: `2026-11-20/2026-11-27`.
    Period,
    /// One of its options.
    Choice,
    /// Some of its options.
    Choices,
    /// Yes or not.
    Check,
    /// A person of the list, or a name from outside.
    Person,
    /// A record of another register: an asset, a facility of the network, a contract.
    Link,
    /// What is attached to the record under this name; nothing stands in the record itself.
    File,
    Computed,
    /// 1, 2, 3, … : given when the record is made.
    Sequence,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "FieldOption")]
pub struct Choice {
    pub id: String,
    pub name: String,
    pub name_en: String,
}

/// What must hold between fields. An expression that is true where all is well; empty fields are `''`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "RegisterRule")]
pub struct Rule {
    /// `recovered_at == '' or recovered_at >= occurred_at`
    pub check: String,
    /// Where the person looks.
    pub field: String,
    /// 復旧日時は発生日時より後にしてください。
    pub say: String,
    pub say_en: String,
}

/// 申請 → 許可 → 実施 → 報告 → 完了. The first one is where a record begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "RegisterState", optional_fields)]
pub struct State {
    pub id: String,
    pub name: String,
    pub name_en: String,
    /// Nothing is left to do; only then does the record prove anything.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<_>")]
    pub done: bool,
    /// Refused or withdrawn: it proves nothing, and nothing is due.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<_>")]
    pub dropped: bool,
}

/// A step from one state to another, and who may take it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "RegisterMove", optional_fields)]
pub struct Move {
    pub id: String,
    /// 許可する
    pub name: String,
    pub name_en: String,
    pub from: Vec<String>,
    pub to: String,
    pub roles: Vec<Role>,
    /// Nobody permits their own request: not whoever took this step (`create` for the making of the record).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_by: Option<String>,
    /// Fields that must be filled by then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub needs: Vec<String>,
}

/// What has to be done again and again, or so many days after something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "RegisterCycle", optional_fields)]
pub struct Cycle {
    pub id: String,
    /// 日次バックアップ
    pub name: String,
    pub name_en: String,
    /// A new record is due in each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<Every>,
    /// Only records for which this holds count, and only they are reminded of（`kind == 'daily'`, `state == 'out'`）.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// So many days after this field's day something must be done with the record itself…
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<i64>,
    /// … until this field is filled. Left out: until the record is in a state that is done or dropped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// It is told so many days before.
    #[serde(default)]
    #[ts(as = "Option<_>")]
    pub notice_days: i64,
    /// Who has to do it.
    pub roles: Vec<Role>,
    /// The article that says so; empty where the source gives no period and the proposal is ours.
    #[serde(default)]
    #[ts(as = "Option<_>")]
    pub source: String,
    /// Switched off here: nothing is due by it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<_>")]
    pub off: bool,
    /// Whom it was given to here, by name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub given_to: String,
}

/// From the shortest to the longest.
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
pub enum Every {
    Day,
    Workday,
    Week,
    Month,
    Quarter,
    HalfYear,
    Year,
    FiscalYear,
}

impl Kind {
    /// It is shown and never written: it follows from the other fields, or from what is attached.
    pub const fn follows(self) -> bool {
        matches!(self, Self::Computed | Self::Sequence | Self::File)
    }
}

impl Register {
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// 許可済み; the id itself where the definition no longer has it.
    pub fn state_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.states.iter().find(|state| state.id == id).map_or(id, |state| state.name.as_str())
    }
}
