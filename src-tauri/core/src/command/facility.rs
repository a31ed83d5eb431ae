//! Commands around the facility's profile.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Call;
use crate::Result;
use crate::calendar::Day;
use crate::catalogue::{Grade, Size, proposed_size};
use crate::facility::{self, Facility, FacilityChange, FacilityKind, FacilityProfile};
use crate::ledger::{self, Change, Outcome};

/// A question that can be asked of any past day.
#[derive(Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct AsOf {
    pub as_of: Option<Day>,
}

pub fn show(call: &mut Call<'_>, request: AsOf) -> Result<Facility> {
    call.ask(request.as_of, facility::show)
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetFacility {
    base: i64,
    profile: FacilityProfile,
}

pub fn set(call: &mut Call<'_>, request: SetFacility) -> Result<Outcome> {
    let change = FacilityChange::Set { base: request.base, profile: request.profile, back_to: None };
    ledger::record(call.session()?, Change::Facility(change))
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GradeRequest {
    kind: FacilityKind,
    beds: i64,
}

/// What a facility of this kind and size would be asked by 付表. A proposal: the person decides.
#[derive(Debug, Serialize, TS)]
pub struct Graded {
    /// Nothing where the kind has no size of its own there.
    size: Option<Size>,
    grades: Vec<Grade>,
}

const WITH_GRADES: &str = "fuhyo-5.1";

pub fn grade(call: &mut Call<'_>, request: GradeRequest) -> Result<Graded> {
    let size = proposed_size(request.kind, request.beds);
    let shelf = call.desk.shelf()?;
    let mut grades = shelf.find(WITH_GRADES)?.catalogue.grades();
    grades.retain(|grade| size.is_some_and(|size| grade.sizes.contains(&size)));
    Ok(Graded { size, grades })
}
