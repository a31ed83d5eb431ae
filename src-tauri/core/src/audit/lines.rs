//! What an audit looks at, pinned when it begins: the controls in its scope with what the facility had said, and the records
//! that were drawn. Everything a line needs to be judged stands in it, so it can be judged away from home.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use serde_json::Value;
use uuid::Uuid;

use super::model::{Item, Line, Part, Plan, Said};
use super::sample;
use crate::assessment::{self, Answered, At};
use crate::calendar::Day;
use crate::catalogue::{Catalogue, Control, Scale, Scope, Section};
use crate::evidence;
use crate::progress::Progress;
use crate::register::{self, Kind, Links, Record, Register};
use crate::{Error, Result};

/// A catalogue as it is audited; with the scale and the scope of the answers that stand beside, where there are any.
pub struct Pinned<'a> {
    pub catalogue: &'a Catalogue,
    pub answered: Option<(&'a Scale, &'a Scope)>,
    pub part: &'a Part,
}

pub fn lines(
    db: &Connection,
    plan: &Plan,
    parts: &[Pinned<'_>],
    progress: &Progress<'_>,
) -> Result<Vec<Line>> {
    let mut all = Vec::new();
    let beside = plan.assessment.map(|id| Beside::of(db, id)).transpose()?.unwrap_or_default();
    for one in parts {
        let rows: Option<BTreeSet<&str>> = one
            .answered
            .map(|(_, scope)| scope.rows(one.catalogue).into_iter().map(|row| row.id.as_str()).collect());
        for (section, control) in one.catalogue.rows() {
            let wanted = one.part.sections.is_empty() || one.part.sections.contains(&section.id);
            let concerned = rows.as_ref().is_none_or(|rows| rows.contains(control.id.as_str()));
            if wanted && concerned {
                all.push(of_control(one, section, control, &beside));
            }
        }
    }
    for one in &plan.samples {
        let register = register::definition(db, &one.register)?;
        let (mut drawn, _) = sample::draw(db, one, progress)?;
        register::fill_in(&register, &mut drawn);
        let mut links = Links::new(db);
        for record in &drawn {
            all.push(of_record(&register, record, &mut links)?);
        }
    }
    Ok(all)
}

/// What the facility says of its controls.
#[derive(Default)]
struct Beside {
    answers: BTreeMap<At, Answered>,
    proofs: BTreeMap<At, Vec<String>>,
    answer_for: BTreeMap<At, Vec<Uuid>>,
}

impl Beside {
    fn of(db: &Connection, id: Uuid) -> Result<Self> {
        let answers = assessment::answers(db, id)?;
        let mut answer_for = assessment::answered_by(db, id)?;
        let assigned = assessment::assignments(db, id)?;
        let responsible = answers.iter().filter_map(|(at, one)| Some((at, one.answer.responsible?)));
        let assigned = assigned.iter().filter_map(|(at, one)| Some((at, one.person?)));
        for (at, person) in responsible.chain(assigned) {
            let known = answer_for.entry(at.clone()).or_default();
            if !known.contains(&person) {
                known.push(person);
            }
        }
        Ok(Self { answers, proofs: evidence::titles(db, id)?, answer_for })
    }
}

fn of_control(of: &Pinned<'_>, section: &Section, control: &Control, beside: &Beside) -> Line {
    let at = At { catalogue: of.catalogue.head.id.clone(), control: control.id.clone() };
    let answered = of.answered.and_then(|(scale, _)| {
        let answer = beside.answers.get(&at)?.answer.clone();
        let kind = scale.answers.iter().find(|kind| kind.id == answer.value)?;
        Some(Said {
            mark: kind.mark.clone(),
            answer: kind.label.clone(),
            note: answer.note,
            reason: answer.reason,
            plan: answer.plan,
        })
    });
    let named = [section.table.as_deref().unwrap_or_default(), &section.number, &section.title];
    // What an auditor looks for: what is asked, by which measures, and what shows it.
    let mut told: Vec<String> =
        Some(&control.question).filter(|text| !text.is_empty()).cloned().into_iter().collect();
    for (name, texts) in [
        ("技術的対策", &control.technical),
        ("運用的対策", &control.operational),
        ("証跡の例", &control.proof),
    ] {
        if !texts.is_empty() {
            told.push(name.to_owned());
            told.extend(texts.iter().map(|text| format!("・{text}")));
        }
    }
    Line {
        section: named.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "),
        number: control.id.clone(),
        title: control.practice.clone(),
        text: told.join("\n"),
        said: answered,
        proofs: beside.proofs.get(&at).cloned().unwrap_or_default(),
        answer_for: beside.answer_for.get(&at).cloned().unwrap_or_default(),
        item: Item::Control(at),
    }
}

fn of_record(register: &Register, record: &Record, links: &mut Links<'_>) -> Result<Line> {
    let mut said = Vec::new();
    for field in register.fields.iter().filter(|field| field.kind != Kind::Sequence) {
        let value = record.fields.get(&field.id).unwrap_or(&Value::Null);
        let text = register::write_value(field, value, &mut |to, id| links.title(to, id))?.text();
        if !text.is_empty() {
            said.push(format!("{}: {text}", field.name));
        }
    }
    Ok(Line {
        item: Item::Record { register: register.id.clone(), record: record.id },
        section: register.name.clone(),
        number: format!("No. {}", record.number),
        title: format!("{} {}", Day::wareki(record.day), record.title),
        text: said.join("\n"),
        said: None,
        proofs: Vec::new(),
        answer_for: vec![record.created_by],
    })
}

/// Where nothing at all would be looked at, the plan says what is missing.
pub fn require_scope(plan: &Plan) -> Result<()> {
    if plan.parts.is_empty() && plan.samples.is_empty() {
        return Err(Error::Required { field: "scope".into() });
    }
    Ok(())
}
