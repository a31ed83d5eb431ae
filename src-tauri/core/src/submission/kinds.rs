//! What can be handed in: `templates/submissions.toml`. A new kind is an entry there.

use std::sync::LazyLock;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::model::Submission;
use crate::audit::finding;
use crate::{Error, Result, assessment, bundled, register};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "SubmissionAbout")]
pub enum About {
    /// The answers of a self-assessment.
    Assessment,
    /// Records of one register.
    Records,
    /// A finding and its correction.
    Finding,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "SubmissionKind")]
pub struct Kind {
    pub id: String,
    pub name: String,
    pub name_en: String,
    pub basis: String,
    pub about: About,
    /// Whose records they are.
    #[serde(default)]
    pub register: String,
    /// Beside the submission sheet（提出書）.
    pub papers: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    kinds: Vec<Kind>,
}

const FILE: &str = "submissions.toml";

/// In the order of their file.
pub fn kinds() -> Result<&'static [Kind]> {
    static ALL: LazyLock<Result<Vec<Kind>>> = LazyLock::new(|| {
        let found = bundled::files("templates/").find(|(name, _)| *name == FILE);
        let Some((_, text)) = found else { return Ok(Vec::new()) };
        let file: File =
            toml::from_str(text).map_err(|e| Error::Damaged { path: FILE.into(), detail: e.to_string() })?;
        Ok(file.kinds)
    });
    match &*ALL {
        Ok(all) => Ok(all),
        Err(error) => Err(error.clone()),
    }
}

pub fn kind(id: &str) -> Result<&'static Kind> {
    let missing = || Error::NoSuchThing { thing: format!("submission_kind:{id}") };
    kinds()?.iter().find(|one| one.id == id).ok_or_else(missing)
}

/// Whether it names what its kind is about, and that is there.
pub fn check(db: &Connection, one: &Submission) -> Result<()> {
    let kind = kind(&one.kind)?;
    let required = |field: &str| Error::Required { field: field.into() };
    match kind.about {
        About::Assessment => {
            let subject = one.assessment.ok_or_else(|| required("assessment"))?;
            assessment::find(db, subject).map(drop)
        }
        About::Finding => {
            let subject = one.finding.ok_or_else(|| required("finding"))?;
            finding::require(db, subject).map(drop)
        }
        About::Records => {
            if one.records.is_empty() {
                return Err(required("records"));
            }
            one.records.iter().try_for_each(|id| {
                let found = register::find(db, *id)?.filter(|found| found.register == kind.register);
                found.map(drop).ok_or_else(|| Error::NoSuchThing { thing: format!("record:{id}") })
            })
        }
    }
}
