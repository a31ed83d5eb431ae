//! The nouns: a record, a page of records, how fresh a register is, what is due.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;
use uuid::Uuid;

use crate::calendar::{Day, Stamp, When};

/// A line of a register.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(rename = "RegisterRecord")]
pub struct Record {
    pub id: Uuid,
    pub register: String,
    /// 1, 2, 3, … within its register; given once.
    pub number: i64,
    /// What it is of: freshness is counted from it.
    pub day: Day,
    pub title: String,
    pub state: Option<String>,
    pub fields: Map<String, Value>,
    pub created: Stamp,
    pub created_by: Uuid,
    pub created_by_name: String,
    /// Struck out: stays readable, proves nothing.
    pub struck: bool,
    pub revision: i64,
}

/// A record as it is written: new where `base` is 0. Day and title are taken from its fields, so that the ledger alone
/// can rebuild the tables, whatever becomes of the definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Writing {
    pub id: Uuid,
    pub base: i64,
    pub day: Day,
    pub title: String,
    /// Of a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    pub fields: Map<String, Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back_to: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Struck {
    pub id: Uuid,
    pub base: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back_to: Option<i64>,
}

/// Which records, in which order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct RecordFilter {
    #[ts(as = "Option<_>")]
    pub text: String,
    pub state: Option<String>,
    pub from: Option<Day>,
    pub to: Option<Day>,
    #[ts(as = "Option<_>")]
    pub struck: bool,
    /// A field, `number`, `day` or `state`; the newest first where none is given.
    pub sort: Option<String>,
    #[ts(as = "Option<_>")]
    pub descending: bool,
    #[ts(as = "Option<_>")]
    pub offset: u32,
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct RecordPage {
    pub records: Vec<Record>,
    pub total: i64,
}

/// How well a register keeps up with its cycle: 直近 11/19、過去30日 30/30.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "RegisterFreshness")]
pub struct Freshness {
    pub last: Option<Day>,
    /// How many of the past spans have a record, and how many should.
    pub kept: u32,
    pub asked: u32,
    /// The span that runs now has its record, or is not over yet.
    pub fresh: bool,
}

/// Something a register wants done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "RegisterDue")]
pub struct Due {
    pub register: String,
    pub cycle: String,
    /// The record it concerns; none where a new one is due.
    pub record: Option<Uuid>,
    pub title: String,
    pub title_en: String,
    /// Whom the cycle was given to; empty where its roles have to see to it.
    pub given_to: String,
    pub day: Day,
    pub when: When,
}

/// Who took which step, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "RecordStep")]
pub struct Step {
    pub step: String,
    pub by: Uuid,
    pub by_name: String,
    pub at: Stamp,
}
