//! Findings（指摘）and what is done about them（是正）, whether from an audit, an incident or one's own answers.

mod change;
mod model;
mod query;

pub use change::{FindingChange, leads_to};
pub use model::{Correction, Filter, Finding, FindingRow, Source, State, Step, Taken};
pub use query::{due, earlier, find, is_number, list, next_number, of_audit, require, versions};
