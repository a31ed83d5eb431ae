//! Control catalogues: what is asked, of whom, and what would prove it. As data, from TOML files.
//!
//! `load` and `check` read a file and find all of its faults; `shelf` and `library` are what is within reach;
//! `applies` says which rows concern a facility; `guest` and `export` are the ways in and out; `pack` is one file that
//! brings a catalogue with all that belongs to it.

mod applies;
mod change;
mod check;
pub mod compare;
pub mod export;
mod fault;
pub(crate) mod fold;
pub mod guest;
mod library;
mod lines;
pub mod load;
mod mapping;
mod model;
pub(crate) mod oscal_words;
pub mod overlay;
pub mod pack;
mod plain;
mod query;
mod scale;
mod search;
mod shelf;
mod table;

pub use applies::{Applies, Scope, proposed_size};
pub use change::{CatalogueChange, InUse};
pub(crate) use fault::refused;
pub use fault::{Fault, What};
pub use fold::fold;
pub use library::Library;
pub(crate) use lines::Source as Lines;
pub use mapping::{Counterpart, Counterparts, Coverage, Kind, Mapping, MappingHead, Pair, Unmatched};
pub use model::*;
pub use query::{InstalledPack, content, is_pinned, overlay as official, pack as installed, packs, pinned};
pub use scale::{AnswerKind, Beside, Meaning, Scale, bundled as scales, of as scale_of};
pub use search::{Hit, Index};
pub use shelf::{Loaded, Shelf};
