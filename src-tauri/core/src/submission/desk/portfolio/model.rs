//! The nouns of a portfolio: what is asked for, and what stands side by side.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::calendar::Day;
use crate::facility::FacilityKind;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct PortfolioFilter {
    /// The newest that anything was sent for, where none is named.
    pub fiscal_year: Option<i32>,
    /// The one that most facilities sent, where none is named.
    pub catalogue: Option<String>,
    pub district: Option<String>,
    pub kind: Option<FacilityKind>,
    /// Part of a facility's name.
    #[ts(as = "Option<_>")]
    pub text: String,
    /// As it may go outside: nobody by name, and no small groups.
    #[ts(as = "Option<_>")]
    pub masked: bool,
    /// The weakest first, not by name.
    #[ts(as = "Option<_>")]
    pub weakest_first: bool,
    #[ts(as = "Option<_>")]
    pub from: usize,
    /// 100 where nothing is said.
    pub count: Option<usize>,
}

#[derive(Debug, Serialize, TS)]
pub struct Portfolio {
    pub fiscal_year: i32,
    pub years_known: Vec<i32>,
    /// The id and the title of each that was sent.
    pub catalogues: Vec<(String, String)>,
    pub catalogue: Option<String>,
    pub districts: Vec<String>,
    /// How many are enrolled (and chosen by district and kind), sent something this year, are approved, wait, are late.
    pub enrolled: usize,
    pub received: usize,
    pub approved: usize,
    pub waiting: usize,
    pub late: usize,
    pub expected_by: Option<Day>,
    /// Of all of them; none where there are too few to say it.
    pub rate: Option<u32>,
    pub sections: Vec<SectionHead>,
    /// A part of them; empty where masked.
    pub facilities: Vec<FacilityLine>,
    pub total: usize,
    pub years: Vec<YearSum>,
    pub weakest: Vec<Weak>,
    pub groups: Vec<Group>,
    /// The first of them; empty where masked.
    pub late_ones: Vec<Late>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "PortfolioSection")]
pub struct SectionHead {
    pub title: String,
    pub rate: Option<u32>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "PortfolioCell")]
pub struct Cell {
    /// Conforming among those that concern the facility; none where none does.
    pub rate: Option<u32>,
    pub fails: u32,
    pub open: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "PortfolioFacility")]
pub struct FacilityLine {
    pub public: String,
    pub name: String,
    pub district: String,
    pub kind: Option<FacilityKind>,
    /// The last one of the year.
    pub fingerprint: Option<String>,
    /// `approved`, `conditional`, `returned`; none where nobody decided yet.
    pub verdict: Option<String>,
    pub rate: Option<u32>,
    /// In the order of the sections.
    pub cells: Vec<Cell>,
    pub late: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "PortfolioYear")]
pub struct YearSum {
    pub fiscal_year: i32,
    pub received: usize,
    pub approved: usize,
    pub rate: Option<u32>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "PortfolioWeak")]
pub struct Weak {
    pub section: String,
    pub control: String,
    pub practice: String,
    pub fails: u32,
    pub partly: u32,
    pub open: u32,
    /// Whom it concerns.
    pub facilities: u32,
    pub rate: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "PortfolioBy")]
pub enum By {
    District,
    Kind,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "PortfolioGroup")]
pub struct Group {
    pub by: By,
    /// A district's name, or a kind.
    pub name: String,
    pub enrolled: usize,
    /// None where it is masked.
    pub received: Option<usize>,
    pub rate: Option<u32>,
    pub masked: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "PortfolioLate")]
pub struct Late {
    pub public: String,
    pub name: String,
    pub district: String,
}
