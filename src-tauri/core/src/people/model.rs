//! The nouns: a person, a role.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray, VariantNames};
use ts_rs::TS;
use uuid::Uuid;

/// In the order of the permission table's columns.
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
pub enum Role {
    /// 院長・施設の長
    Director,
    /// 運用管理責任者
    Manager,
    /// 監査責任者・監査員
    Auditor,
    /// 教育担当
    Trainer,
    /// システム管理者・システム運用者・鍵管理者・職員
    Staff,
    /// サービス運用者の審査担当
    Operator,
    /// 閲覧のみ
    Viewer,
}

/// A person may hold several.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(as = "Vec<Role>")]
pub struct Roles(pub BTreeSet<Role>);

impl Roles {
    pub fn of(roles: &[Role]) -> Self {
        Self(roles.iter().copied().collect())
    }

    pub fn has(&self, role: Role) -> bool {
        self.0.contains(&role)
    }
}

impl fmt::Display for Roles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.0.iter().map(|&role| role.into()).collect();
        f.write_str(&names.join(", "))
    }
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS, IntoStaticStr, EnumString,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum PersonState {
    Active,
    /// May not sign in for now.
    Stopped,
    /// Has left. The name stays: old records and rosters need it.
    Removed,
}

/// What is known of a person apart from sign-in and roles.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    pub name: String,
    #[serde(default)]
    pub kana: String,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub department: String,
    #[serde(default)]
    pub email: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Person {
    pub id: Uuid,
    pub login: String,
    pub profile: Profile,
    pub roles: Roles,
    pub state: PersonState,
    pub revision: i64,
}
