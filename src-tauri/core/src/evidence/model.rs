//! The nouns: a proof, its files, and what it is used for.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantNames};
use ts_rs::TS;
use uuid::Uuid;

use super::kind::Media;
use crate::Error;
use crate::assessment::At;
use crate::audit::Item;
use crate::calendar::{Day, Stamp};
use crate::people::{Role, Roles};

/// What kind of paper or thing it is.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    TS,
    IntoStaticStr,
    EnumString,
    VariantNames,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[ts(rename = "ProofKind")]
pub enum Kind {
    /// 写真
    Photo,
    /// 規程・手順書
    Rule,
    /// 記録・帳票
    Record,
    /// 契約書・覚書・誓約書
    Contract,
    /// 証明書・報告書
    Certificate,
    /// 画面の写し・設定
    Screen,
    #[default]
    Other,
}

/// What people say of a proof.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Details {
    pub title: String,
    #[serde(default)]
    #[ts(as = "Option<Kind>")]
    pub kind: Kind,
    /// 発行者・作成者
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>")]
    pub issuer: String,
    /// The day it speaks for: not the day it was added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaks_for: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Day>,
    /// 「書庫2 棚B」
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>")]
    pub place: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>")]
    pub link: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>")]
    pub note: String,
    /// Nobody named: everybody who may see evidence at all.
    #[serde(default, skip_serializing_if = "no_roles")]
    #[ts(as = "Option<Roles>")]
    pub seen_by: Roles,
}

fn no_roles(roles: &Roles) -> bool {
    roles.0.is_empty()
}

/// Where a file's bytes come from.
#[derive(Debug)]
pub enum Incoming<'a> {
    Path(&'a Path),
    /// Pasted: what it is called, and what it is.
    Bytes(&'a str, &'a [u8]),
}

/// A file's bytes as they lie in `evidence/`. Each has a key of its own, so re-keying the ledger is enough.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stored {
    /// Of the content.
    pub sha256: String,
    pub bytes: i64,
    /// Keyed hash: what it is called on the disk.
    pub name: String,
    pub(super) key: String,
}

/// One file of a proof, as the ledger has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// What it was called where it came from. Shown, never used as a path.
    pub name: String,
    pub media: Media,
    pub stored: Stored,
    /// Of the file as it came, where the position was taken out of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_sha256: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thumbnail: Option<Stored>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Stored>,
    /// Pages of a PDF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
}

/// What a proof proves.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Use {
    Control {
        assessment: Uuid,
        at: At,
    },
    /// Attached to a record of a register; under one of its fields where one is named.
    Record {
        record: Uuid,
        #[serde(default)]
        #[ts(as = "Option<String>", optional)]
        field: String,
    },
    /// A photograph of what an auditor saw.
    Audited {
        audit: Uuid,
        item: Item,
    },
    /// Proves that a finding was mended.
    Finding {
        finding: Uuid,
    },
    /// What a training was held with.
    Session {
        session: Uuid,
    },
}

impl fmt::Display for Use {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Control { assessment, at } => {
                write!(f, "control:{assessment}:{}:{}", at.catalogue, at.control)
            }
            Self::Record { record, field } => write!(f, "record:{record}:{field}"),
            Self::Audited { audit, item } => write!(f, "audited:{audit}:{item}"),
            Self::Finding { finding } => write!(f, "finding:{finding}:"),
            Self::Session { session } => write!(f, "session:{session}:"),
        }
    }
}

impl FromStr for Use {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self, Error> {
        let bad = || Error::Damaged { path: "proof_use".into(), detail: text.into() };
        let mut parts = text.splitn(4, ':');
        let mut next = || parts.next().ok_or_else(bad);
        let id = |text: &str| Uuid::parse_str(text).map_err(|_| bad());
        match next()? {
            "control" => Ok(Self::Control {
                assessment: Uuid::parse_str(next()?).map_err(|_| bad())?,
                at: At { catalogue: next()?.into(), control: next()?.into() },
            }),
            "record" => Ok(Self::Record {
                record: Uuid::parse_str(next()?).map_err(|_| bad())?,
                field: next()?.into(),
            }),
            "audited" => {
                let (audit, kind, rest) = (id(next()?)?, next()?, next()?);
                let (first, second) = rest.split_once(':').ok_or_else(bad)?;
                let item = match kind {
                    "control" => Item::Control(At { catalogue: first.into(), control: second.into() }),
                    "record" => Item::Record { register: first.into(), record: id(second)? },
                    _ => return Err(bad()),
                };
                Ok(Self::Audited { audit, item })
            }
            "finding" => Ok(Self::Finding { finding: id(next()?)? }),
            "session" => Ok(Self::Session { session: id(next()?)? }),
            _ => Err(bad()),
        }
    }
}

/// A proof as it stands. Its files without their keys: those never leave the core.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Proof {
    pub id: Uuid,
    pub details: Details,
    pub files: Vec<Shown>,
    pub added: Stamp,
    pub added_by: Uuid,
    pub added_by_name: String,
    /// How many revisions its files have had.
    pub revisions: u32,
    /// How many things it is used for.
    pub used: u32,
    pub withdrawn: bool,
    pub freshness: Freshness,
    pub revision: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ProofFile")]
pub struct Shown {
    pub name: String,
    pub media: Media,
    pub bytes: i64,
    pub sha256: String,
    pub original_sha256: Option<String>,
    pub thumbnail: bool,
    pub pages: Option<u32>,
    /// Taken out of the folder for good.
    pub shredded: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Revision {
    pub number: u32,
    pub files: Vec<Shown>,
    pub note: String,
    pub added: Stamp,
    pub added_by_name: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, IntoStaticStr, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Freshness {
    Valid,
    /// Runs out within 60 days.
    Expiring,
    Expired,
}

/// How long before its end a proof is called expiring.
const SOON: i64 = 60;

impl Freshness {
    pub fn on(today: Day, valid_until: Option<Day>) -> Self {
        match valid_until.map(|end| (end.0 - today.0).num_days()) {
            Some(left) if left < 0 => Self::Expired,
            Some(left) if left <= SOON => Self::Expiring,
            _ => Self::Valid,
        }
    }
}

impl Proof {
    /// Whether a person of these roles may know of it.
    pub fn seen_by(&self, person: Uuid, roles: &Roles) -> bool {
        let named = &self.details.seen_by.0;
        named.is_empty()
            || self.added_by == person
            || roles.has(Role::Director)
            || named.iter().any(|&role| roles.has(role))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_use_survives_being_written_whatever_the_control_is_called() {
        let at = At { catalogue: "fuhyo-5.1".into(), control: "A.5:1:ろ".into() };
        let used = Use::Control { assessment: Uuid::now_v7(), at };
        assert_eq!(used.to_string().parse::<Use>().unwrap(), used);
        let at = At { catalogue: "fuhyo-5.1".into(), control: "A.5:1:ろ".into() };
        let id = Uuid::now_v7();
        for used in [
            Use::Record { record: id, field: String::new() },
            Use::Audited { audit: id, item: Item::Control(at) },
            Use::Audited { audit: id, item: Item::Record { register: "user_id".into(), record: id } },
            Use::Finding { finding: id },
            Use::Session { session: id },
        ] {
            assert_eq!(used.to_string().parse::<Use>().unwrap(), used);
        }
        assert!("control:x".parse::<Use>().is_err());
    }

    #[test]
    fn a_proof_expires_after_its_last_day() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let on = |end: &str| Freshness::on(day("2026-11-20"), Some(day(end)));
        assert_eq!(on("2026-11-20"), Freshness::Expiring);
        assert_eq!(on("2026-11-19"), Freshness::Expired);
        assert_eq!(on("2027-01-19"), Freshness::Expiring);
        assert_eq!(on("2027-01-20"), Freshness::Valid);
        assert_eq!(Freshness::on(day("2026-11-20"), None), Freshness::Valid);
    }
}
