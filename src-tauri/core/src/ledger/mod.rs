//! The one door to write. [`record`] asks permission, checks, applies and appends in one transaction; nothing
//! else writes to a table. What it leaves to others: what a change means (the domains' `change.rs`).

mod change;
mod check;
mod entry;
mod query;
mod rebuild;
mod record;
mod undo;
mod verify;

#[cfg(test)]
mod audit_deeds;
#[cfg(test)]
mod deeds;
#[cfg(test)]
mod promises;

pub use change::{Change, Tag, Thing};
pub(crate) use change::{Domain, Scene};
pub(crate) use check::{Text, conflict, json, text, unchanged};
pub use entry::{Entry, Head};
pub use query::{LogFilter, LogLine, LogPage, Moved, log, news};
pub(crate) use query::{hash_at, head};
pub use rebuild::{Past, as_of, rebuild};
pub use record::{Outcome, record, record_all};
pub(crate) use record::{check, record_first};
pub use undo::{redo, undo};
pub(crate) use verify::check_chain;
pub use verify::{Problem, Report, verify};
