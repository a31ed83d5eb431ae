//! Submissions（提出）: what is frozen, signed in order and sent as a signed package; at the operator's desk（受付）what came
//! in, in its order and from whom it says, and what was decided. Both sides can prove to the other what was said when. What it
//! leaves to others: the bytes of a package (`package`), its papers (`document`).

mod change;
mod model;
mod query;
mod snapshot;

pub use change::{Numbered, SubmissionChange};
pub use model::{
    Answered, Comment, Decision, Enrolled, Named, Paper, ReceivedRow, Row, Seat, Sent, Shown, Snapshot,
    State, Step, Submission, SubmissionRow, Taken, Verdict,
};
pub use query::{
    by_fingerprint, enrolled, find, key, last_of, last_sent, list, next_number, one_received, received,
    require, sent, snapshot,
};
pub use snapshot::{Differs, differences, freeze};

/// What `head.kind` says of packages that are submitted, and of decisions.
pub const KIND: &str = "submission";
pub const DECISION: &str = "decision";
/// The parts that hold them.
pub const PART: &str = "submission.json";
pub const DECISION_PART: &str = "decision.json";
