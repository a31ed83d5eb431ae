//! Every kind of change there is, grouped by domain, and what a domain must be able to say of its changes.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};
use ts_rs::TS;
use uuid::Uuid;

use crate::assessment::AssessmentChange;
use crate::audit::{AuditChange, FindingChange};
use crate::calendar::Stamp;
use crate::catalogue::CatalogueChange;
use crate::document::DocumentChange;
use crate::evidence::EvidenceChange;
use crate::facility::FacilityChange;
use crate::people::{PeopleChange, Right};
use crate::register::RegisterChange;
use crate::submission::SubmissionChange;
use crate::training::TrainingChange;
use crate::workspace::WorkspaceChange;
use crate::{Error, Result};

/// The typed body of an entry. Old entries must stay readable for ever: fields are only ever added, with a default.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    Workspace(WorkspaceChange),
    Facility(FacilityChange),
    People(PeopleChange),
    Catalogue(CatalogueChange),
    Assessment(AssessmentChange),
    Evidence(EvidenceChange),
    Document(DocumentChange),
    Register(RegisterChange),
    Training(TrainingChange),
    Audit(AuditChange),
    Finding(FindingChange),
    Submission(SubmissionChange),
}

/// What a change touched and a query read: the window asks again for exactly that.
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
    VariantNames,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Tag {
    Session,
    Workspace,
    Backups,
    Facility,
    People,
    Catalogues,
    Assessments,
    Evidence,
    Papers,
    Registers,
    Training,
    Audits,
    Submissions,
    Ledger,
}

/// What an entry is about, `person:<id>`.
pub type Thing = String;

/// Where a change is checked and applied.
pub(crate) struct Scene<'a> {
    pub db: &'a Connection,
    /// The entry being written; it becomes the revision of every row it touches.
    pub seq: i64,
    pub at: Stamp,
    pub by: Uuid,
}

impl Scene<'_> {
    /// The revision a row gets: this entry, or, where a change is taken back, the one whose content it has again.
    /// So a revision stands for a content, and several changes can be undone one after the other.
    pub fn revision(&self, back_to: Option<i64>) -> i64 {
        back_to.unwrap_or(self.seq)
    }
}

/// What each domain's change can say and do. `apply` must depend on nothing but the tables and the scene,
/// or a rebuild would not give the same tables.
pub(crate) trait Domain {
    fn thing(&self) -> Thing;
    fn right(&self, by: Uuid) -> Right;
    fn touches(&self) -> &'static [Tag];
    fn check(&self, scene: &Scene<'_>) -> Result<()>;
    /// Writes, and answers the change that would take this one back.
    fn apply(&self, scene: &Scene<'_>) -> Result<Option<Change>>;
}

impl Change {
    /// `people.edit`
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Workspace(c) => c.into(),
            Self::Facility(c) => c.into(),
            Self::People(c) => c.into(),
            Self::Catalogue(c) => c.into(),
            Self::Assessment(c) => c.into(),
            Self::Evidence(c) => c.into(),
            Self::Document(c) => c.into(),
            Self::Register(c) => c.into(),
            Self::Training(c) => c.into(),
            Self::Audit(c) => c.into(),
            Self::Finding(c) => c.into(),
            Self::Submission(c) => c.into(),
        }
    }

    /// Every kind there is.
    pub fn kinds() -> Vec<&'static str> {
        [
            WorkspaceChange::VARIANTS,
            FacilityChange::VARIANTS,
            PeopleChange::VARIANTS,
            CatalogueChange::VARIANTS,
            AssessmentChange::VARIANTS,
            EvidenceChange::VARIANTS,
            DocumentChange::VARIANTS,
            RegisterChange::VARIANTS,
            TrainingChange::VARIANTS,
            AuditChange::VARIANTS,
            FindingChange::VARIANTS,
            SubmissionChange::VARIANTS,
        ]
        .concat()
    }

    pub(crate) fn domain(&self) -> &dyn Domain {
        match self {
            Self::Workspace(c) => c,
            Self::Facility(c) => c,
            Self::People(c) => c,
            Self::Catalogue(c) => c,
            Self::Assessment(c) => c,
            Self::Evidence(c) => c,
            Self::Document(c) => c,
            Self::Register(c) => c,
            Self::Training(c) => c,
            Self::Audit(c) => c,
            Self::Finding(c) => c,
            Self::Submission(c) => c,
        }
    }

    /// RFC 8785: one byte sequence for one content.
    pub fn canonical(&self) -> Result<String> {
        serde_json_canonicalizer::to_string(self).map_err(|e| Error::internal(e.to_string()))
    }

    pub fn parse(text: &str, seq: i64) -> Result<Self> {
        serde_json::from_str(text).map_err(|e| Error::BadEntry { seq, detail: e.to_string() })
    }
}
