//! Who may do what: the one table, role × right. Every kind of change needs a right, and every right has a row,
//! or this does not compile.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};
use ts_rs::TS;
use uuid::Uuid;

use super::model::{PersonState, Role, Roles};
use super::query;
use crate::{Error, Result};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, IntoStaticStr, VariantArray)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Right {
    SignIn,
    ChangeOwnPassword,
    SeePeople,
    ManagePeople,
    EditPeople,
    GiveRoles,
    SeeFacility,
    EditFacility,
    EditSettings,
    ManageKeys,
    SeeRecord,
    Verify,
    Rebuild,
    Backup,
    Restore,
    AcceptHead,
    ManageCatalogues,
    SeeAssessments,
    LeadAssessment,
    Answer,
    Comment,
    SeeEvidence,
    AddEvidence,
    ShredEvidence,
    IssuePapers,
    EditTemplates,
    SeeRegisters,
    KeepRegisters,
    ArrangeRegisters,
    SeeTraining,
    KeepTraining,
    SeeAudits,
    PlanAudits,
    JudgeAudits,
    RaiseFindings,
    CorrectFindings,
    Recommend,
    SeeSubmissions,
    Submit,
    SignSubmission,
    ReviewSubmissions,
}

/// ● may, · may not. Columns: Director Manager Auditor Trainer Staff Operator Viewer.
// One line a right, even where two lines say the same: it is read as a table.
#[rustfmt::skip]
#[allow(clippy::match_same_arms)]
const fn row(right: Right) -> &'static str {
    match right {
        //                          D M A T S O V
        Right::SignIn            => "● ● ● ● ● ● ●",
        Right::ChangeOwnPassword => "● ● ● ● ● ● ●",
        Right::SeePeople         => "● ● ● ● ● ● ·",
        Right::ManagePeople      => "● ● · · · · ·",
        Right::EditPeople        => "● ● · · · · ·",
        Right::GiveRoles         => "● · · · · · ·",
        Right::SeeFacility       => "● ● ● ● ● ● ●",
        Right::EditFacility      => "● ● · · · · ·",
        Right::EditSettings      => "● ● · · · · ·",
        Right::ManageKeys        => "● · · · · · ·",
        Right::SeeRecord         => "● ● ● · · ● ·",
        Right::Verify            => "● ● ● · · ● ·",
        Right::Rebuild           => "● · · · · · ·",
        Right::Backup            => "● ● · · ● · ·",
        Right::Restore           => "● · · · · · ·",
        Right::AcceptHead        => "● · · · · · ·",
        Right::ManageCatalogues  => "● ● · · · ● ·",
        Right::SeeAssessments    => "● ● ● ● ● ● ●",
        Right::LeadAssessment    => "● ● · · · · ·",
        Right::Answer            => "● ● · ● ● · ·",
        Right::Comment           => "● ● ● ● ● ● ·",
        Right::SeeEvidence       => "● ● ● ● ● ● ·",
        Right::AddEvidence       => "● ● ● ● ● · ·",
        Right::ShredEvidence     => "● · · · · · ·",
        Right::IssuePapers       => "● ● ● ● ● ● ·",
        Right::EditTemplates     => "● ● · · · ● ·",
        Right::SeeRegisters      => "● ● ● ● ● ● ·",
        Right::KeepRegisters     => "● ● · ● ● ● ·",
        Right::ArrangeRegisters  => "● ● · · · ● ·",
        Right::SeeTraining       => "● ● ● ● ● ● ·",
        Right::KeepTraining      => "● ● · ● · ● ·",
        Right::SeeAudits         => "● ● ● ● ● ● ·",
        Right::PlanAudits        => "● ● ● · · ● ·",
        Right::JudgeAudits       => "· · ● · · · ·",
        Right::RaiseFindings     => "● ● ● · · ● ·",
        Right::CorrectFindings   => "● ● · ● ● ● ·",
        Right::Recommend         => "● ● · · · ● ·",
        Right::SeeSubmissions    => "● ● ● · ● ● ·",
        Right::Submit            => "● ● · · · · ·",
        Right::SignSubmission    => "● ● · · ● · ·",
        Right::ReviewSubmissions => "● · · · · ● ·",
    }
}

/// One line of the table, for the settings screen and for tests.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PermissionRow {
    pub right: Right,
    pub roles: Roles,
}

pub fn table() -> Vec<PermissionRow> {
    Right::VARIANTS.iter().map(|&right| PermissionRow { right, roles: roles_with(right) }).collect()
}

fn roles_with(right: Right) -> Roles {
    let marks = row(right).split(' ').map(|mark| mark == "●");
    Roles(Role::VARIANTS.iter().copied().zip(marks).filter(|(_, may)| *may).map(|(role, _)| role).collect())
}

pub fn may(roles: &Roles, right: Right) -> bool {
    roles_with(right).0.iter().any(|&role| roles.has(role))
}

/// Asked inside `record`'s transaction and by every reading command: the window is never trusted with it.
pub fn require(db: &Connection, person: Uuid, right: Right) -> Result<()> {
    let (state, roles) = query::roles_of(db, person)?;
    if state == PersonState::Active && may(&roles, right) {
        return Ok(());
    }
    let name: &str = right.into();
    Err(Error::NotPermitted { right: name.into(), roles: roles.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_mark_for_every_role() {
        for &right in Right::VARIANTS {
            let marks: Vec<&str> = row(right).split(' ').collect();
            assert_eq!(marks.len(), Role::VARIANTS.len(), "{right:?}");
            assert!(marks.iter().all(|m| ["●", "·"].contains(m)), "{right:?}");
        }
    }

    #[test]
    fn the_table_says_what_was_decided() {
        let may = |role, right| may(&Roles::of(&[role]), right);
        // A director may do everything but judge: who answers for all of it audits none of it.
        let not: Vec<_> = Right::VARIANTS.iter().filter(|&&right| !may(Role::Director, right)).collect();
        assert_eq!(not, [&Right::JudgeAudits]);
        assert_eq!(roles_with(Right::JudgeAudits), Roles::of(&[Role::Auditor]));
        assert!(!may(Role::Auditor, Right::CorrectFindings), "who judges a correction makes none");
        // A viewer changes nothing but their own password.
        let viewer: Vec<_> = Right::VARIANTS.iter().filter(|&&r| may(Role::Viewer, r)).collect();
        assert_eq!(
            viewer,
            [&Right::SignIn, &Right::ChangeOwnPassword, &Right::SeeFacility, &Right::SeeAssessments]
        );
        // The auditor sees everything and manages nothing: independence.
        assert!(may(Role::Auditor, Right::SeeRecord) && may(Role::Auditor, Right::Verify));
        assert!(!may(Role::Auditor, Right::EditFacility) && !may(Role::Auditor, Right::ManagePeople));
        assert!(!may(Role::Auditor, Right::Answer), "who judges the answers gives none");
        // Nobody but the director gives roles, touches keys or goes back in time.
        for right in [
            Right::ShredEvidence,
            Right::GiveRoles,
            Right::ManageKeys,
            Right::Restore,
            Right::AcceptHead,
            Right::Rebuild,
        ] {
            assert_eq!(roles_with(right), Roles::of(&[Role::Director]));
        }
    }

    #[test]
    fn several_roles_add_up() {
        let both = Roles::of(&[Role::Trainer, Role::Auditor]);
        assert!(may(&both, Right::SeeRecord));
        assert!(!may(&Roles::default(), Right::SignIn));
    }
}
