//! Submissions（提出）: what is frozen, signed in order and sent as a signed package; at the operator's desk（受付）what came
//! in, in its order and from whom it says, and what was decided. Both sides can prove to the other what was said when. What it
//! leaves to others: the bytes of a package (`package`), its papers (`document`).

mod change;
pub mod desk;
mod folder;
mod kinds;
mod model;
mod oscal;
mod query;
mod snapshot;

pub use change::{Numbered, SubmissionChange};
pub use folder::{Carrier, Folder, Parcel, Since};
pub use kinds::{About, Kind, kind, kinds};
pub use model::{
    Answered, CONFORMANCE, Comment, Decision, Enrolled, Named, Paper, Receipt, Row, Seat, Sent, Shown,
    Snapshot, State, Step, Submission, SubmissionRow, Taken, Verdict, Written,
};
pub use oscal::files as oscal_files;
pub use query::{
    all_enrolled, by_fingerprint, enrolled, find, kept, key, last_sent, list, next_number, require,
    sealing_key, sent, snapshot,
};
pub use snapshot::{Differs, FieldDiffers, differences, facts, field_differences, freeze};

/// What `head.kind` says of packages that are submitted, of receipts, decisions and recommendations, and of cards.
pub const KIND: &str = "submission";
pub const DECISION: &str = "decision";
pub const RECEIPT: &str = "receipt";
pub const RECOMMENDATION: &str = "recommendation";
pub const CARD: &str = "card";
/// The parts that hold them.
pub const PART: &str = "submission.json";
pub const DECISION_PART: &str = "decision.json";
pub const RECEIPT_PART: &str = "receipt.json";
pub const RECOMMENDATION_PART: &str = "recommendation.json";
pub const CARD_PART: &str = "card.json";
/// Papers that say what is handed in: the sheet（提出書）that stands before those of every kind, and records in words.
pub const SHEET: &str = "submission-sheet";
pub const RECORDS: &str = "submitted-records";
