//! 準拠度チェックリスト: an assessment as its paper needs it, catalogue by catalogue, section by section, row by row.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use uuid::Uuid;

use super::Ask;
use crate::assessment::{self, Answer, Answered, At, Missing, OPEN, Part, Progress, Score};
use crate::catalogue::{Catalogue, Control, Meaning, Scale, Section};
use crate::evidence::{self, Filter, Proof, Use};
use crate::people::{self, Right, permission};
use crate::words::{Language, Words};
use crate::{Error, Result, ledger, register};

/// What the rows are filled from.
struct Desk<'a> {
    answers: BTreeMap<At, Answered>,
    assigned: BTreeMap<At, Uuid>,
    proofs: BTreeMap<At, Vec<&'a Proof>>,
    names: BTreeMap<Uuid, String>,
    words: Words,
}

pub fn data(ask: &Ask<'_>) -> Result<Value> {
    let (found, pinned) =
        ask.assessment.as_ref().ok_or_else(|| Error::NoSuchThing { thing: "assessment".into() })?;
    let may = permission::may(ask.roles, Right::SeeEvidence);
    let seen = if may { proofs(ask, found.id)? } else { Vec::new() };
    let mut by_control: BTreeMap<At, Vec<&Proof>> = BTreeMap::new();
    for (proof, controls) in &seen {
        for at in controls {
            by_control.entry(at.clone()).or_default().push(proof);
        }
    }
    let assigned = assessment::assignments(ask.db, found.id)?;
    let desk = Desk {
        answers: assessment::answers(ask.db, found.id)?,
        assigned: assigned.into_iter().filter_map(|(at, one)| Some((at, one.person?))).collect(),
        proofs: by_control,
        names: people::list(ask.db)?.into_iter().map(|person| (person.id, person.profile.name)).collect(),
        words: Words::new(Language::Ja)?,
    };
    let standing = evidence::standing(ask.db, found.id, ask.today)?;
    let mut good = assessment::proved(&standing);
    let parts = found.parts.iter().zip(pinned.iter().map(|(catalogue, _)| &**catalogue));
    register::prove(ask.db, parts, ask.today, &mut good)?;
    let mut whole = Score::default();
    let (mut catalogues, mut plans, mut missing) = (Vec::new(), Vec::new(), Vec::new());
    for (part, (catalogue, scale)) in found.parts.iter().zip(pinned) {
        let progress = assessment::progress(part, catalogue, scale, &desk.answers);
        whole = whole.plus(&progress.whole);
        catalogues.push(desk.catalogue(part, catalogue, scale, &progress, &mut plans));
        let gaps = assessment::readiness(part, catalogue, scale, &desk.answers, &good);
        missing.extend(gaps.iter().map(|gap| desk.gap(gap)));
    }
    let proofs: Vec<Value> = seen.iter().map(|(proof, controls)| desk.proof(proof, controls)).collect();
    let head = ledger::head(ask.db)?;
    Ok(json!({
        "assessment": { "title": found.title, "fiscal_year": found.fiscal_year, "state": found.state },
        "catalogues": catalogues,
        "score": whole,
        "plans": plans,
        "proofs": proofs,
        "missing": missing,
        "head": { "seq": head.head.seq, "hash": hex(&head.head.hash) },
    }))
}

fn hex(hash: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(hash)
}

/// What this person may see of the proofs that this assessment uses, each with its controls.
fn proofs(ask: &Ask<'_>, id: Uuid) -> Result<Vec<(Proof, Vec<At>)>> {
    let viewer = (ask.person, ask.roles);
    let all = evidence::list(ask.db, &Filter::default(), viewer, &BTreeSet::new(), ask.today)?;
    let mut used = Vec::new();
    for proof in all {
        let controls: Vec<At> = evidence::uses(ask.db, proof.id)?
            .into_iter()
            .filter_map(|one| match one {
                Use::Control { assessment, at } if assessment == id => Some(at),
                _ => None,
            })
            .collect();
        if !controls.is_empty() {
            used.push((proof, controls));
        }
    }
    used.sort_by(|a, b| (&a.1, &a.0.details.title).cmp(&(&b.1, &b.0.details.title)));
    Ok(used)
}

fn tone(means: Meaning) -> &'static str {
    match means {
        Meaning::Conforms => "good",
        Meaning::Partly => "warn",
        Meaning::Fails => "bad",
        Meaning::NotApplicable => "soft",
        Meaning::Open => "plain",
    }
}

impl Desk<'_> {
    fn catalogue(
        &self,
        part: &Part,
        catalogue: &Catalogue,
        scale: &Scale,
        progress: &Progress,
        plans: &mut Vec<Value>,
    ) -> Value {
        let head = &catalogue.head;
        let scores: BTreeMap<&String, &Score> =
            progress.sections.iter().map(|(id, score)| (id, score)).collect();
        let sections: Vec<Value> = catalogue
            .sections
            .iter()
            .filter_map(|section| {
                let score = scores.get(&section.id)?;
                let rows =
                    section.controls.iter().filter(|control| part.scope.of(control, catalogue).is_in());
                let controls: Vec<Value> =
                    rows.map(|control| self.control(catalogue, scale, control, plans)).collect();
                Some(json!({
                    "id": section.id,
                    "number": number(section),
                    "title": section.title,
                    "score": score,
                    "controls": controls,
                }))
            })
            .collect();
        let marks: Vec<Value> = scale
            .answers
            .iter()
            .map(|answer| json!({ "mark": answer.mark, "label": answer.label, "means": answer.means }))
            .collect();
        json!({
            "id": head.id,
            "title": head.title,
            "short_title": head.short_title.as_ref().unwrap_or(&head.title),
            "version": head.version,
            "issuer": head.issuer.clone().unwrap_or_default(),
            "score": progress.whole,
            "sections": sections,
            "marks": marks,
            "note": head.note.clone().unwrap_or_default(),
        })
    }

    fn control(
        &self,
        catalogue: &Catalogue,
        scale: &Scale,
        control: &Control,
        plans: &mut Vec<Value>,
    ) -> Value {
        let at = At { catalogue: catalogue.head.id.clone(), control: control.id.clone() };
        let nothing = Answer::default();
        let answer = self.answers.get(&at).map_or(&nothing, |found| &found.answer);
        let kind = scale.answer(&answer.value);
        let means = kind.map_or(Meaning::Open, |kind| kind.means);
        let mark = if answer.value == OPEN { "" } else { kind.map_or("", |kind| kind.mark.as_str()) };
        let name = |id: Option<&Uuid>| id.and_then(|id| self.names.get(id)).cloned().unwrap_or_default();
        let responsible = name(answer.responsible.as_ref().or_else(|| self.assigned.get(&at)));
        let proofs: Vec<Value> = self
            .proofs
            .get(&at)
            .into_iter()
            .flatten()
            .map(|proof| json!({ "title": proof.details.title, "place": proof.details.place }))
            .collect();
        let row = json!({
            "id": control.id,
            "number": control.section_number,
            "domain": control.domain,
            "practice": control.practice,
            "question": control.question,
            "grade": control.grade_mark.clone().unwrap_or_else(|| control.grade.join("・")),
            "technical": control.technical,
            "operational": control.operational,
            "source": control.source,
            "value": answer.value,
            "means": means,
            "mark": mark,
            "answer": kind.map_or("", |kind| kind.label.as_str()),
            "tone": tone(means),
            "note": answer.note,
            "reason": answer.reason,
            "plan": answer.plan,
            "planned_date": answer.planned_date.map(|day| day.to_string()).unwrap_or_default(),
            "checked_date": answer.checked_date.map(|day| day.to_string()).unwrap_or_default(),
            "responsible": responsible,
            "proofs": proofs,
        });
        if matches!(means, Meaning::Partly | Meaning::Fails) {
            plans.push(row.clone());
        }
        row
    }

    fn proof(&self, proof: &Proof, controls: &[At]) -> Value {
        let details = &proof.details;
        let kind: &str = details.kind.into();
        let day = |day: Option<crate::calendar::Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let first = proof.files.first();
        json!({
            "title": details.title,
            "kind": self.words.plain(&format!("kind-{kind}")),
            "issuer": details.issuer,
            "place": details.place,
            "speaks_for": day(details.speaks_for),
            "valid_until": day(details.valid_until),
            "freshness": proof.freshness,
            "files": proof.files.iter().map(|file| file.name.clone()).collect::<Vec<_>>(),
            "fingerprint": first.and_then(|file| file.sha256.get(..12)).unwrap_or_default(),
            "controls": controls.iter().map(|at| at.control.clone()).collect::<Vec<_>>(),
        })
    }

    fn gap(&self, missing: &Missing) -> Value {
        let name: &str = missing.gap.into();
        json!({
            "catalogue": missing.at.catalogue,
            "control": missing.at.control,
            "practice": missing.practice,
            "text": self.words.plain(&format!("gap-{name}")),
        })
    }
}

/// 付表1 ①
fn number(section: &Section) -> String {
    let table = section.table.clone().unwrap_or_default();
    format!("{table} {}", section.number).trim().to_owned()
}
