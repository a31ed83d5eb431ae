//! Which rows concern a facility: by its size (the grade), by what it says of itself, and by what it takes in by
//! choice. A row that is out always says why.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::model::{AlternativeBy, Catalogue, Control, Size};
use crate::facility::FacilityKind;

/// Below this a hospital is proposed as a small one. 付表 draws no line; statistics of the ministry begin the next
/// class at 100 beds. A proposal only: the person decides.
const LARGE_FROM_BEDS: i64 = 100;

/// The size to propose; nothing where the kind has no size of its own in 付表（薬局, 介護, network operators choose）.
pub fn proposed_size(kind: FacilityKind, beds: i64) -> Option<Size> {
    match kind {
        FacilityKind::Hospital if beds >= LARGE_FROM_BEDS => Some(Size::Large),
        FacilityKind::Clinic | FacilityKind::DentalClinic | FacilityKind::Hospital => Some(Size::Small),
        FacilityKind::Pharmacy
        | FacilityKind::CareProvider
        | FacilityKind::NetworkOperator
        | FacilityKind::ServiceOperator => None,
    }
}

/// What a facility has said that decides which rows concern it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Scope {
    /// Grades that concern it. Left out: nothing is taken out by grade.
    pub grades: Option<BTreeSet<String>>,
    /// Profile questions answered so far. An open one takes nothing out.
    pub answers: BTreeMap<String, bool>,
    /// Rows of the other size taken in by choice.
    pub opted_in: BTreeSet<String>,
}

/// Whether a row concerns the facility, and if not, why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Applies {
    Yes,
    /// Taken in by choice though its grade is another.
    ByChoice,
    /// Its grade is another; it may be taken in.
    MayOptIn {
        grades: Vec<String>,
    },
    OtherGrade {
        grades: Vec<String>,
    },
    /// A profile question was answered no.
    NotHere {
        question: String,
        why: String,
    },
}

impl Applies {
    pub const fn is_in(&self) -> bool {
        matches!(self, Self::Yes | Self::ByChoice)
    }
}

impl Scope {
    /// The scope of a size: its grades, nothing else said yet.
    pub fn of_size(catalogue: &Catalogue, size: Size) -> Self {
        let grades = catalogue.grades();
        let own = grades.into_iter().filter(|grade| grade.sizes.contains(&size)).map(|grade| grade.id);
        Self { grades: Some(own.collect()), ..Self::default() }
    }

    /// The scope of one grade as people name it: "C" is a small facility and answers A too.
    pub fn of_grade(catalogue: &Catalogue, grade: &str) -> Option<Self> {
        let grades = catalogue.grades();
        let named = grades.iter().find(|g| g.id.eq_ignore_ascii_case(grade))?;
        Some(match named.sizes.as_slice() {
            [size] => Self::of_size(catalogue, *size),
            _ => Self { grades: Some([named.id.clone()].into()), ..Self::default() },
        })
    }

    #[must_use]
    pub fn answering(mut self, question: &str, yes: bool) -> Self {
        self.answers.insert(question.into(), yes);
        self
    }

    pub fn of(&self, control: &Control, catalogue: &Catalogue) -> Applies {
        let no = |question: &&String| self.answers.get(question.as_str()) == Some(&false);
        if let Some(question) = control.applies_if.iter().find(no) {
            let why = control.applies_why.clone().unwrap_or_else(|| ask(catalogue, question));
            return Applies::NotHere { question: question.clone(), why };
        }
        let graded = match &self.grades {
            Some(own) if !control.grade.is_empty() => control.grade.iter().any(|grade| own.contains(grade)),
            _ => true,
        };
        let by_choice = || self.opted_in.contains(&control.id);
        // Of alternatives by situation the facility keeps one, whatever its size.
        let by_situation = control.alternative.as_ref().is_some_and(|a| a.by == AlternativeBy::Situation);
        match (graded, control.opt_in || by_situation) {
            (true, _) => Applies::Yes,
            (false, true) if by_choice() => Applies::ByChoice,
            (false, true) => Applies::MayOptIn { grades: control.grade.clone() },
            (false, false) => Applies::OtherGrade { grades: control.grade.clone() },
        }
    }

    /// The rows that concern the facility, in the catalogue's order.
    pub fn rows<'a>(&self, catalogue: &'a Catalogue) -> Vec<&'a Control> {
        catalogue.controls().filter(|control| self.of(control, catalogue).is_in()).collect()
    }
}

fn ask(catalogue: &Catalogue, question: &str) -> String {
    let found = catalogue.profile_questions.iter().find(|q| q.id == question);
    found.map_or_else(|| question.to_owned(), |q| q.ask.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn control(id: &str, grade: &[&str]) -> Control {
        Control {
            id: id.into(),
            practice: id.into(),
            grade: grade.iter().map(ToString::to_string).collect(),
            ..Control::default()
        }
    }

    #[test]
    fn a_row_is_in_or_says_why_not() {
        let catalogue = Catalogue::default();
        let clinic = Scope::of_size(&catalogue, Size::Small);
        assert_eq!(clinic.of(&control("1", &["A"]), &catalogue), Applies::Yes);
        assert_eq!(clinic.of(&control("2", &[]), &catalogue), Applies::Yes);
        let other = Applies::OtherGrade { grades: vec!["B".into()] };
        assert_eq!(clinic.of(&control("3", &["B"]), &catalogue), other);
        let mut choice = control("4", &["B"]);
        choice.opt_in = true;
        assert!(matches!(clinic.of(&choice, &catalogue), Applies::MayOptIn { .. }));
        let mut chosen = clinic.clone();
        chosen.opted_in.insert("4".into());
        assert_eq!(chosen.of(&choice, &catalogue), Applies::ByChoice);
        let mut scan = control("5", &["A"]);
        scan.applies_if = vec!["scanning".into()];
        assert_eq!(clinic.of(&scan, &catalogue), Applies::Yes, "an open question takes nothing out");
        let never = clinic.answering("scanning", false);
        assert!(matches!(never.of(&scan, &catalogue), Applies::NotHere { .. }));
    }

    #[test]
    fn sizes_are_proposed_only_where_the_tables_know_them() {
        assert_eq!(proposed_size(FacilityKind::Clinic, 0), Some(Size::Small));
        assert_eq!(proposed_size(FacilityKind::Hospital, 99), Some(Size::Small));
        assert_eq!(proposed_size(FacilityKind::Hospital, 100), Some(Size::Large));
        assert_eq!(proposed_size(FacilityKind::Pharmacy, 0), None);
    }
}
