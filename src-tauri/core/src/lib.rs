//! Tenken's core: the rules, the records and the keys. It knows nothing of windows or terminals.
//!
//! | room | what lives there |
//! |---|---|
//! | [`assessment`] | self-assessment: answers, progress, what is missing, what was answered elsewhere |
//! | [`audit`] | audits: planned, judged beside what the facility said, reported; findings and corrective actions |
//! | `bundled` | the files of `checklists/` and `templates/`, as they were when this was built |
//! | [`calendar`] | the clock; days as Japan counts and writes them; days for other calendars (.ics) |
//! | [`catalogue`] | controls, grades, clauses: load, check, import, compare, search |
//! | [`child`] | the same program once more, to read what a stranger made |
//! | [`command`] | the one list of commands: window and shell both call through it |
//! | [`document`] | what a page says: blocks filled from templates; papers issued under a number |
//! | [`evidence`] | what proves an answer: encrypted files, thumbnails, expiry, where used |
//! | [`facility`] | who we are: name, kind, size |
//! | [`ledger`] | the one door to write: `Change` → `Entry`, the hash chain, verify, rebuild, undo |
//! | [`package`] | one file for another workspace: parts with their hashes, sealed, verified whole |
//! | [`people`] | users, roles, what each role may do |
//! | [`progress`] | how far a long piece of work is, and whether it is still wanted |
//! | [`register`] | registers（台帳）from their definitions: records, states, what is due, how fresh |
//! | [`spreadsheet`] | reading .xlsx/.xls/.ods/.csv in a child process with limits |
//! | [`submission`] | what is frozen, signed and sent; at the operator's desk what came in and was decided |
//! | [`training`] | who must take what, sessions, rosters, who is missing since when |
//! | [`words`] | the sentences people read, Japanese and English |
//! | [`workspace`] | the encrypted folder: keys, lock, backups, migrations, the head kept outside |
//! | [`error`] | what went wrong, where, and what the person can do |
//!
//! A domain folder has three rooms: `model.rs` (nouns, no SQL), `change.rs` (the only SQL that writes),
//! `query.rs` (one function a question). Domains may call `ledger`, `people` and `calendar`, never each other's SQL.

pub mod assessment;
pub mod audit;
mod bundled;
pub mod calendar;
pub mod catalogue;
pub mod child;
pub mod command;
pub mod document;
pub mod error;
pub mod evidence;
pub mod facility;
pub mod ledger;
pub mod package;
pub mod people;
pub mod progress;
pub mod register;
pub mod spreadsheet;
pub mod submission;
pub mod training;
pub mod words;
pub mod workspace;

pub use error::{Error, Result};
