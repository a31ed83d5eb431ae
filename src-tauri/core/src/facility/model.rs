//! The nouns: a facility and its kind.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantNames};
use ts_rs::TS;

#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    TS,
    IntoStaticStr,
    EnumString,
    VariantNames,
    Default,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum FacilityKind {
    #[default]
    Clinic,
    DentalClinic,
    Hospital,
    Pharmacy,
    CareProvider,
    /// システム運用管理事業者
    NetworkOperator,
    /// サービス運用者
    ServiceOperator,
}

impl FacilityKind {
    /// Whether others hand in to it.
    pub const fn receives(self) -> bool {
        matches!(self, Self::NetworkOperator | Self::ServiceOperator)
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FacilityProfile {
    pub name: String,
    #[serde(default)]
    pub kana: String,
    #[serde(default)]
    pub kind: FacilityKind,
    #[serde(default)]
    pub beds: i64,
    #[serde(default)]
    pub address: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Facility {
    pub profile: FacilityProfile,
    pub revision: i64,
}
