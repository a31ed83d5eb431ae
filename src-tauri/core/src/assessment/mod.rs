//! Self-assessment（自己点検）: a 年度's answers to one or more catalogues, each pinned as it was when it began.
//! The records of what was answered, by whom and why stand in the ledger; the tables hold how it stands now.

mod change;
mod model;
mod offer;
mod progress;
mod query;

pub use change::AssessmentChange;
pub use model::{Answer, Answered, Assessment, Assigned, At, Comment, OPEN, Part, Setting, State};
pub use offer::{Offer, offers};
pub use progress::{Gap, Missing, Progress, Score, progress, proved, readiness};
pub use query::{
    Past, answer, answered_by, answers, assignments, comments, find, history, list, require_control,
    require_open,
};
