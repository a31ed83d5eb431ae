//! Audits（監査）: planned by year, judged by independent auditors beside what the facility said, reported; what was found
//! and mended. Judgements are only ever added, so two auditors' parts join without losing anything. It proves the controls
//! that name `audit` or `corrective_action`, as registers do. What it leaves to others: its papers (`document`), its photographs
//! (`evidence`), its days among all days (`calendar`).

mod change;
mod check;
pub mod finding;
mod judged;
pub mod kit;
mod lines;
mod model;
mod proof;
mod query;
mod results;
mod sample;
mod step;

pub use change::AuditChange;
pub use finding::FindingChange;
pub use judged::{Standing, stand, standing};
pub use lines::{Pinned, lines as lines_of, require_scope};
pub use model::{
    Audit, Auditor, Away, Conclusion, Grade, Item, Judgement, Kind, Line, MOST, Method, Opinion, Part, Plan,
    Said, Sample, Series, State, Visit,
};
pub use proof::{corrections, held};
pub use query::{
    all, all_series, find, is_line, judgements, lines, of_days, one_series, require, wanted_by_series,
};
pub use results::{Compared, Counts, Repeated, Year, compare, counts, last_before, repeated, trend};
pub use sample::draw;
pub use step::Step;
