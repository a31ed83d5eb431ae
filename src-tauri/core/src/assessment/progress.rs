//! How far an assessment is, how well it conforms, and what is still missing before it can be handed in.

use std::collections::BTreeMap;

use serde::Serialize;
use strum::{IntoStaticStr, VariantNames};
use ts_rs::TS;

use super::model::{Answered, At, OPEN, Part};
use crate::catalogue::{Beside, Catalogue, Meaning, Scale};
use crate::evidence::Freshness;

/// Counts of one section, grade or whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
pub struct Score {
    /// Rows that concern the facility.
    pub rows: usize,
    pub answered: usize,
    pub conforms: usize,
    pub partly: usize,
    pub fails: usize,
    pub not_applicable: usize,
    /// 適合率: 適合 ÷ (rows − 対象外), in per cent. △ counts as not conforming, and so does what is unanswered.
    pub rate: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Progress {
    pub catalogue: String,
    pub whole: Score,
    /// By section id, in the catalogue's order.
    pub sections: Vec<(String, Score)>,
    pub grades: BTreeMap<String, Score>,
}

impl Score {
    fn add(&mut self, means: Meaning) {
        self.rows += 1;
        self.answered += usize::from(means != Meaning::Open);
        let counted = match means {
            Meaning::Conforms => &mut self.conforms,
            Meaning::Partly => &mut self.partly,
            Meaning::Fails => &mut self.fails,
            Meaning::NotApplicable => &mut self.not_applicable,
            Meaning::Open => return,
        };
        *counted += 1;
    }

    /// Of several catalogues together.
    #[must_use]
    pub fn plus(self, other: &Self) -> Self {
        Self {
            rows: self.rows + other.rows,
            answered: self.answered + other.answered,
            conforms: self.conforms + other.conforms,
            partly: self.partly + other.partly,
            fails: self.fails + other.fails,
            not_applicable: self.not_applicable + other.not_applicable,
            rate: 0,
        }
        .rated()
    }

    fn rated(mut self) -> Self {
        let asked = self.rows - self.not_applicable;
        self.rate =
            (self.conforms * 100).checked_div(asked).map_or(0, |rate| u32::try_from(rate).unwrap_or(0));
        self
    }
}

type Answers = BTreeMap<At, Answered>;

fn at(catalogue: &Catalogue, control: &str) -> At {
    At { catalogue: catalogue.head.id.clone(), control: control.to_owned() }
}

fn meaning(scale: &Scale, answers: &Answers, at: &At) -> Meaning {
    let found = answers.get(at).and_then(|found| scale.answer(&found.answer.value));
    found.map_or(Meaning::Open, |answer| answer.means)
}

pub fn progress(part: &Part, catalogue: &Catalogue, scale: &Scale, answers: &Answers) -> Progress {
    let mut whole = Score::default();
    let mut sections = Vec::new();
    let mut grades: BTreeMap<String, Score> = BTreeMap::new();
    for section in &catalogue.sections {
        let mut score = Score::default();
        for control in section.controls.iter().filter(|control| part.scope.of(control, catalogue).is_in()) {
            let means = meaning(scale, answers, &at(catalogue, &control.id));
            score.add(means);
            whole.add(means);
            grades.entry(control.grade.join("・")).or_default().add(means);
        }
        if score.rows > 0 {
            sections.push((section.id.clone(), score.rated()));
        }
    }
    let grades = grades.into_iter().map(|(grade, score)| (grade, score.rated())).collect();
    Progress { catalogue: catalogue.head.id.clone(), whole: whole.rated(), sections, grades }
}

/// Something that keeps an assessment from being handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Missing {
    pub at: At,
    pub practice: String,
    pub gap: Gap,
}

/// Its sentence is `gap-<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS, IntoStaticStr, VariantNames)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Gap {
    Unanswered,
    NoReason,
    NoPlan,
    NoPlannedDate,
    NoCheckedDate,
    NoTargetDate,
    NoRemark,
    NoProof,
    StaleProof,
}

/// The controls that have proofs, and whether one of them is still good.
pub fn proved(standing: &BTreeMap<At, Vec<Freshness>>) -> BTreeMap<At, bool> {
    let good = |all: &Vec<Freshness>| all.iter().any(|one| *one != Freshness::Expired);
    standing.iter().map(|(at, all)| (at.clone(), good(all))).collect()
}

/// What is missing, row by row. `proofs`: the controls that have any, and whether one of them is still good.
pub fn readiness(
    part: &Part,
    catalogue: &Catalogue,
    scale: &Scale,
    answers: &Answers,
    proofs: &BTreeMap<At, bool>,
) -> Vec<Missing> {
    let mut missing = Vec::new();
    for control in part.scope.rows(catalogue) {
        let at = at(catalogue, &control.id);
        let given = answers.get(&at).map(|found| &found.answer).filter(|answer| answer.value != OPEN);
        let mut miss = |gap: Gap| {
            missing.push(Missing { at: at.clone(), practice: control.practice.clone(), gap });
        };
        let Some(answer) = given else {
            miss(Gap::Unanswered);
            continue;
        };
        let needs = scale.answer(&answer.value).map_or(&[][..], |kind| &kind.needs);
        for need in needs {
            let (there, gap) = match need {
                Beside::Reason => (!answer.reason.trim().is_empty(), Gap::NoReason),
                Beside::Plan => (!answer.plan.trim().is_empty(), Gap::NoPlan),
                Beside::PlannedDate => (answer.planned_date.is_some(), Gap::NoPlannedDate),
                Beside::TargetDate => (answer.planned_date.is_some(), Gap::NoTargetDate),
                Beside::CheckedDate => (answer.checked_date.is_some(), Gap::NoCheckedDate),
                Beside::Remark => (!answer.note.trim().is_empty(), Gap::NoRemark),
            };
            if !there {
                miss(gap);
            }
        }
        // Only who says that it is done must show it.
        if meaning(scale, answers, &at) == Meaning::Conforms && !control.proof.is_empty() {
            match proofs.get(&at) {
                None => miss(Gap::NoProof),
                Some(false) => miss(Gap::StaleProof),
                Some(true) => {}
            }
        }
    }
    missing
}
