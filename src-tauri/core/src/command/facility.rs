//! Commands around the facility's profile.

use serde::Deserialize;
use ts_rs::TS;

use super::Call;
use crate::Result;
use crate::calendar::Day;
use crate::facility::{self, Facility, FacilityChange, FacilityProfile};
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
