//! Freezing: everything that is submitted, read once and never again; and how one snapshot differs from the one before.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::model::{Answered, Named, Row, Shown, Snapshot, SubmissionRow};
use crate::assessment::{self, Answer, Assessment, At};
use crate::calendar::Stamp;
use crate::document::Pinned;
use crate::people::{PersonState, Roles};
use crate::{Result, evidence, facility, ledger, people};

/// As everything stands now. Proofs are named with the hashes of their files, so far as whoever freezes may know of them.
pub fn freeze(
    db: &Connection,
    row: &SubmissionRow,
    (found, pinned): (&Assessment, &Pinned),
    viewer: (uuid::Uuid, &Roles),
    frozen: Stamp,
) -> Result<Snapshot> {
    let answers = assessment::answers(db, found.id)?;
    let mut proofs = proofs(db, found, viewer, frozen)?;
    let mut catalogues = Vec::new();
    for (part, (catalogue, scale)) in found.parts.iter().zip(pinned) {
        let sections: BTreeMap<&str, String> = catalogue
            .rows()
            .map(|(section, control)| {
                let table = section.table.as_deref().unwrap_or_default();
                (
                    control.id.as_str(),
                    format!("{table}{} {}", section.number, section.title).trim().to_owned(),
                )
            })
            .collect();
        let line = |control: &crate::catalogue::Control| {
            let at = At { catalogue: catalogue.head.id.clone(), control: control.id.clone() };
            let answer = answers.get(&at).map_or_else(Answer::default, |one| one.answer.clone());
            let kind = scale.answers.iter().find(|kind| kind.id == answer.value);
            let means = kind.map_or("open", |kind| kind.means.into());
            Row {
                section: sections.get(control.id.as_str()).cloned().unwrap_or_default(),
                practice: control.practice.clone(),
                mark: kind.map(|kind| kind.mark.clone()).unwrap_or_default(),
                means: means.to_owned(),
                proofs: proofs.remove(&at).unwrap_or_default(),
                answer,
                at,
            }
        };
        catalogues.push(Answered {
            id: catalogue.head.id.clone(),
            title: catalogue.head.title.clone(),
            version: catalogue.head.version.clone(),
            hash: part.hash.clone(),
            rows: part.scope.rows(catalogue).into_iter().map(line).collect(),
        });
    }
    let head = ledger::head(db)?.head;
    let again = match row.submission.again {
        Some(id) => super::find(db, id)?.and_then(|one| one.fingerprint),
        None => None,
    };
    Ok(Snapshot {
        id: row.id,
        title: row.submission.title.clone(),
        fiscal_year: row.submission.fiscal_year,
        to: row.submission.to.clone(),
        note: row.submission.note.clone(),
        facility: facility::show(db)?.profile,
        people: structure(db)?,
        catalogues,
        papers: Vec::new(),
        frozen,
        entries: head.seq,
        head: head.hex(),
        again,
    })
}

/// 管理体制: who holds which office.
fn structure(db: &Connection) -> Result<Vec<Named>> {
    let all = people::list(db)?.into_iter().filter(|one| one.state == PersonState::Active);
    let named = |one: people::Person| Named {
        roles: one.roles.0.iter().map(|&role| <&str>::from(role).to_owned()).collect(),
        title: one.profile.title,
        name: one.profile.name,
    };
    Ok(all.map(named).collect())
}

fn proofs(
    db: &Connection,
    found: &Assessment,
    viewer: (uuid::Uuid, &Roles),
    at: Stamp,
) -> Result<BTreeMap<At, Vec<Shown>>> {
    let nothing = std::collections::BTreeSet::new();
    let mut all: BTreeMap<At, Vec<Shown>> = BTreeMap::new();
    for proof in evidence::list(db, &evidence::Filter::default(), viewer, &nothing, at.day())? {
        for used in evidence::uses(db, proof.id)? {
            let evidence::Use::Control { assessment, at } = used else { continue };
            if assessment == found.id {
                all.entry(at).or_default().push(Shown {
                    title: proof.details.title.clone(),
                    valid_until: proof.details.valid_until,
                    sha256: proof.files.iter().map(|file| file.sha256.clone()).collect(),
                });
            }
        }
    }
    Ok(all)
}

/// A row that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "SubmittedDifference")]
pub struct Differs {
    pub at: At,
    pub practice: String,
    /// None where the row is new, or is gone.
    pub before: Option<Row>,
    pub now: Option<Row>,
}

/// Item by item, in the order of the rows.
pub fn differences(before: &Snapshot, now: &Snapshot) -> Vec<Differs> {
    let rows = |one: &Snapshot| -> Vec<Row> {
        one.catalogues.iter().flat_map(|catalogue| catalogue.rows.iter().cloned()).collect()
    };
    let mut was: BTreeMap<At, Row> = rows(before).into_iter().map(|row| (row.at.clone(), row)).collect();
    let mut all = Vec::new();
    for row in rows(now) {
        let old = was.remove(&row.at);
        if old.as_ref() != Some(&row) {
            let (at, practice) = (row.at.clone(), row.practice.clone());
            all.push(Differs { at, practice, before: old, now: Some(row) });
        }
    }
    all.extend(was.into_values().map(|row| Differs {
        at: row.at.clone(),
        practice: row.practice.clone(),
        before: Some(row),
        now: None,
    }));
    all
}
