//! Who we are: the facility's name, kind and size. Which grades apply follows from it.

mod change;
mod model;
mod query;

pub use change::FacilityChange;
pub use model::{Facility, FacilityKind, FacilityProfile};
pub use query::show;
