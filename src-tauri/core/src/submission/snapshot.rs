//! Freezing: everything that is submitted, read once and never again; and how one snapshot differs from the one before.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde::Serialize;
use sha2::{Digest, Sha256};
use ts_rs::TS;

use super::model::{Answered, Named, Row, Shown, Snapshot, SubmissionRow, Written};
use crate::assessment::{self, Answer, Assessment, At};
use crate::audit::finding;
use crate::calendar::Stamp;
use crate::document::Pinned;
use crate::people::{PersonState, Roles};
use crate::{Error, Result, evidence, facility, ledger, people, register};

/// As everything stands now. Proofs are named with the hashes of their files, so far as whoever freezes may know of them.
pub fn freeze(
    db: &Connection,
    row: &SubmissionRow,
    subject: Option<&(Assessment, Pinned)>,
    viewer: (uuid::Uuid, &Roles),
    frozen: Stamp,
) -> Result<Snapshot> {
    let catalogues = match subject {
        Some((found, pinned)) => answered(db, (found, pinned), viewer, frozen)?,
        None => Vec::new(),
    };
    let mut records = written(db, &row.submission.records)?;
    let mut answers = None;
    if let Some(id) = row.submission.finding {
        let found = finding::require(db, id)?;
        if let finding::Source::Recommendation { recommendation, .. } = &found.finding.source {
            answers = Some(*recommendation);
        }
        records.push(mended(&found));
    }
    let head = ledger::head(db)?.head;
    let again = match row.submission.again {
        Some(id) => super::find(db, id)?.and_then(|one| one.fingerprint),
        None => None,
    };
    Ok(Snapshot {
        id: row.id,
        kind: row.submission.kind.clone(),
        title: row.submission.title.clone(),
        fiscal_year: row.submission.fiscal_year,
        to: row.submission.to.clone(),
        note: row.submission.note.clone(),
        facility: facility::show(db)?.profile,
        people: structure(db)?,
        catalogues,
        records,
        answers,
        papers: Vec::new(),
        frozen,
        entries: head.seq,
        head: head.hex(),
        again,
    })
}

/// The fingerprint of what is said, which its papers carry: of everything but the papers themselves.
pub fn facts(snapshot: &Snapshot) -> Result<String> {
    let bare = Snapshot { papers: Vec::new(), ..snapshot.clone() };
    let text = serde_json_canonicalizer::to_vec(&bare).map_err(|e| Error::internal(e.to_string()))?;
    Ok(data_encoding::HEXLOWER.encode(&Sha256::digest(&text)))
}

/// Records in words.
fn written(db: &Connection, ids: &[uuid::Uuid]) -> Result<Vec<Written>> {
    let mut links = register::Links::new(db);
    let mut all = Vec::new();
    for id in ids {
        let missing = || Error::NoSuchThing { thing: format!("record:{id}") };
        let mut record = register::find(db, *id)?.ok_or_else(missing)?;
        let definition = register::definition(db, &record.register)?;
        register::fill_in(&definition, std::slice::from_mut(&mut record));
        let mut fields = Vec::new();
        for field in &definition.fields {
            let Some(value) = record.fields.get(&field.id) else { continue };
            let cell = register::write_value(field, value, &mut |register, id| links.title(register, id))?;
            let text = cell.text();
            if !text.is_empty() {
                fields.push((field.name.clone(), text));
            }
        }
        if let Some(state) = &record.state {
            fields.push(("状態".into(), definition.state_name(state).to_owned()));
        }
        all.push(Written { id: *id, what: definition.name.clone(), title: record.title, fields });
    }
    Ok(all)
}

/// A finding with what became of it.
fn mended(row: &finding::FindingRow) -> Written {
    let (one, correction) = (&row.finding, &row.correction);
    let day = |day: Option<crate::calendar::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let fields = [
        ("番号", row.number.clone()),
        ("事実", one.fact.clone()),
        ("根拠", one.basis.clone()),
        ("求められた処置", one.request.clone()),
        ("期限", day(row.due.or(one.due))),
        ("原因", [correction.whys.join(" → "), correction.cause.clone()].join("\n").trim().to_owned()),
        ("是正の内容", correction.correction.clone()),
        ("再発の防止", correction.prevention.clone()),
        ("是正した日", day(correction.done_on)),
        ("是正する予定の日", day(correction.planned_on)),
        ("終わっていないもの", correction.remaining.clone()),
    ];
    let said = fields.into_iter().filter(|(_, text)| !text.is_empty());
    Written {
        id: row.id,
        what: "是正".into(),
        title: one.title.clone(),
        fields: said.map(|(name, text)| (name.to_owned(), text)).collect(),
    }
}

fn answered(
    db: &Connection,
    (found, pinned): (&Assessment, &Pinned),
    viewer: (uuid::Uuid, &Roles),
    frozen: Stamp,
) -> Result<Vec<Answered>> {
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
    Ok(catalogues)
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
                    names: proof.files.iter().map(|file| file.name.clone()).collect(),
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

/// A field of a record that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "SubmittedFieldDifference", optional_fields)]
pub struct FieldDiffers {
    pub title: String,
    pub field: String,
    /// None where it is new, or is gone.
    pub before: Option<String>,
    pub now: Option<String>,
}

/// Field by field, in the order of the records.
pub fn field_differences(before: &Snapshot, now: &Snapshot) -> Vec<FieldDiffers> {
    type Said<'a> = BTreeMap<(uuid::Uuid, &'a str), &'a str>;
    fn said(one: &Snapshot) -> Said<'_> {
        let of = |record: &'_ Written| record.id;
        one.records
            .iter()
            .flat_map(|record| {
                record.fields.iter().map(move |(name, text)| ((of(record), name.as_str()), text.as_str()))
            })
            .collect()
    }
    let (was, is) = (said(before), said(now));
    let records = now.records.iter().chain(&before.records);
    let mut seen = std::collections::BTreeSet::new();
    let mut all = Vec::new();
    for (record, (name, _)) in records.flat_map(|one| one.fields.iter().map(move |field| (one, field))) {
        let key = (record.id, name.as_str());
        let (old, new) = (was.get(&key), is.get(&key));
        if old != new && seen.insert(key) {
            all.push(FieldDiffers {
                title: record.title.clone(),
                field: name.clone(),
                before: old.map(|text| (*text).to_owned()),
                now: new.map(|text| (*text).to_owned()),
            });
        }
    }
    all
}
