//! Evidence（証拠）: what proves an answer. Files lie encrypted in the workspace's `evidence/`, each once, named by a
//! keyed hash; what a proof is, since when and for what, stands in the ledger. What it leaves to others: what is proved
//! (`assessment` and later the registers), and reading spreadsheets.

mod change;
mod check;
mod disk;
mod intake;
mod kind;
mod look;
mod model;
mod photo;
mod query;
mod text;
mod vault;

pub use change::EvidenceChange;
pub(crate) use change::keep;
pub use check::{BadFile, Checked, Why, check};
pub use disk::{DiskBackup, FromDisk, RestoredFromDisk, back_up_to, list_on, restore_from};
pub(crate) use intake::lay_in;
pub use intake::{MOST_BYTES, Taken, take_in};
pub use kind::Media;
pub use look::page_as_png;
pub(crate) use look::serve as serve_look;
pub use look::{LOOK_ARGUMENT, Size, look, picture};
pub use model::{Details, File, Freshness, Incoming, Kind, Proof, Revision, Shown, Stored, Use};
pub use query::{
    Filter, counted, file, find, is_there, is_used, list, of_record, require_seen, revisions, standing,
    stored, titles, uses,
};
pub use text::{found_in_texts, texts};
pub(crate) use vault::sweep;
pub use vault::{export, open, read, remove};
