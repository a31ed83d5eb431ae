//! One error type: what went wrong, where, and what the person can do.
//! The sentence people read is `error-<code>` in `messages/*.ftl`; the English here is for developers.

use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::Value;
use strum::{IntoStaticStr, VariantNames};
use ts_rs::TS;

use crate::catalogue::Fault;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Crosses to the window as `{code, params}`.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Serialize, TS, IntoStaticStr, VariantNames)]
#[serde(tag = "code", content = "params", rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[ts(rename = "Failure")]
pub enum Error {
    // The workspace and its files.
    #[error("nothing at {path}")]
    NotFound { path: String },
    #[error("{path} is not a Tenken workspace")]
    NotAWorkspace { path: String },
    #[error("{path} already exists")]
    AlreadyExists { path: String },
    #[error("{path} is damaged: {detail}")]
    Damaged { path: String, detail: String },
    #[error("{path} was made by a newer version ({found} > {known})")]
    NewerVersion { path: String, found: i64, known: i64 },
    #[error("in use by {holder} since {since}")]
    InUse { holder: String, since: String },
    #[error("the disk is full ({path})")]
    DiskFull { path: String },
    #[error("cannot {doing} {path}: {detail}")]
    Io { doing: String, path: String, detail: String },
    #[error("database: {detail} while {doing}")]
    Database { doing: String, detail: String },
    #[error("the workspace is older than what this computer last saw: {found} < {expected}")]
    RolledBack { found: i64, expected: i64 },
    #[error("the key file is older than the ledger: {found} < {expected}")]
    KeysRolledBack { found: i64, expected: i64 },
    #[error("someone else wrote: head {found}, expected {expected}")]
    HeadMoved { found: i64, expected: i64 },
    #[error("backup {name} not found")]
    NoSuchBackup { name: String },
    #[error("backup {name} failed verification: {detail}")]
    BackupBad { name: String, detail: String },

    // Signing in.
    #[error("no workspace is open")]
    NotOpen,
    #[error("locked")]
    Locked,
    #[error("wrong user name or password")]
    WrongPassword { wait_seconds: i64 },
    #[error("too many wrong passwords: wait {wait_seconds} s")]
    WaitBeforeTrying { wait_seconds: i64 },
    #[error("wrong recovery code")]
    WrongRecoveryCode { wait_seconds: i64 },
    #[error("the recovery code is mistyped")]
    RecoveryCodeMistyped,
    #[error("the key protection is weaker than the floor")]
    WeakKeyProtection { path: String, found: String },
    #[error("password too weak")]
    PasswordTooWeak { missing: String },
    #[error("user is stopped")]
    PersonStopped { login: String },

    // Changes.
    #[error("{right} is not permitted to {roles}")]
    NotPermitted { right: String, roles: String },
    #[error("{} changed meanwhile", .0.thing)]
    Conflict(Box<Conflict>),
    #[error("no such {thing}")]
    NoSuchThing { thing: String },
    #[error("{field} must be filled in")]
    Required { field: String },
    #[error("{field} is not valid: {detail}")]
    Invalid { field: String, detail: String },
    #[error("{field} is too long ({length} > {limit})")]
    TooLong { field: String, length: i64, limit: i64 },
    #[error("login {login} is taken")]
    LoginTaken { login: String },
    #[error("one director must remain")]
    LastDirector,
    #[error("nothing to undo")]
    NothingToUndo,
    #[error("nothing to redo")]
    NothingToRedo,
    #[error("entry {seq} cannot be read: {detail}")]
    BadEntry { seq: i64, detail: String },

    // The desk.
    #[error("{title} is not open")]
    AssessmentNotOpen { title: String },
    #[error("{path} is not a file")]
    NotAFile { path: String },
    #[error("{path} is too big: {megabytes} MB > {limit} MB")]
    EvidenceTooBig { path: String, megabytes: i64, limit: i64 },
    #[error("pictures of the kind of {path} cannot be read")]
    PictureNotSupported { path: String },
    #[error("{name} was shredded")]
    Shredded { name: String },
    #[error("{name} is missing or altered")]
    EvidenceBad { name: String },
    #[error("{path} is no backup of this workspace")]
    NotABackup { path: String },

    #[error("document number {number} is taken")]
    NumberTaken { number: String },
    #[error("the picture {name} cannot be printed: {detail}")]
    PaperPicture { name: String, detail: String },

    // Registers.
    #[error("{field}: {}", .say.en)]
    RuleBroken { field: String, say: Said },
    #[error("{step} is not possible while {state}")]
    WrongState { step: String, state: String },
    #[error("{step}: one's own request")]
    OwnRequest { step: String },
    #[error("{field} is used in {count} records")]
    FieldInUse { field: String, count: i64 },
    #[error("{field}: {text} is none of {options}")]
    NotAnOption { field: String, text: String, options: String },
    #[error("{field}: {text} is no {kind}")]
    NotReadable { field: String, text: String, kind: String },
    #[error("{field}: no record {text} in {register}")]
    NoSuchRecord { field: String, text: String, register: String },
    #[error("several rows are {text}")]
    NamedTwice { field: String, text: String },
    #[error("{count} rows cannot be taken in")]
    RowsFaulty { count: usize },
    #[error("{path} is not what was looked at")]
    FileChanged { path: String },

    // Training.
    #[error("{name} has not taken {title}")]
    NotTaken { name: String, title: String },
    #[error("wrong PIN")]
    WrongPin,

    // Audits.
    #[error("not an auditor of {title}")]
    NotAnAuditor { title: String },
    #[error("{name} answers for {number}")]
    NotIndependent { name: String, number: String },
    #[error("{open} items are not judged, {split} are contested")]
    Unjudged { open: usize, split: usize },
    #[error("{count} findings are open")]
    FindingsOpen { count: usize },
    #[error("one's own correction")]
    OwnCorrection,

    // Packages.
    #[error("{path} is no package")]
    NotAPackage { path: String },
    #[error("{path} is of format {found}")]
    PackageNewer { path: String, found: i64 },
    #[error("{path} is sealed")]
    PackageSealed { path: String },
    #[error("{path}: wrong passphrase")]
    WrongPassphrase { path: String },
    #[error("{path}: {part} is not what it was")]
    PackageAltered { path: String, part: String },

    #[error("{name} ({key}) is not enrolled")]
    NotEnrolled { name: String, key: String },
    #[error("{name}: {found} came, {expected} is missing")]
    PackageGap { name: String, found: i64, expected: i64 },
    #[error("{name}: {found} is not the one that is known ({known})")]
    PackageForked { name: String, found: i64, known: String },
    #[error("{path} is sealed to another key")]
    SealedToAnother { path: String },
    #[error("{name} proposed it, somebody else confirms")]
    OwnProposal { name: String },
    #[error("{path} is about another facility's submission")]
    NotAboutUs { path: String },
    #[error("{name} ({title}) signs next")]
    NotYourTurn { name: String, title: String },

    // Files that come in.
    #[error("{path} has {count} faults")]
    Faulty { path: String, count: usize, faults: Vec<Fault> },
    #[error("{path} is too big to read: {detail}")]
    SheetTooBig { path: String, detail: String },
    #[error("{path} is not a readable spreadsheet: {detail}")]
    SheetUnreadable { path: String, detail: String },
    #[error("{path} has a password")]
    SheetLocked { path: String },
    #[error("{path}: broken encoding ({detail})")]
    SheetEncoding { path: String, detail: String },
    #[error("{path}: no headings found")]
    NoHeadings { path: String, wanted: String },
    #[error("{path}: nothing in it can be imported")]
    NothingToImport { path: String },
    #[error("{path} is a package of another kind: {holds}")]
    OtherPackage { path: String, holds: String },
    #[error("{path} holds only {holds}")]
    OnlyHolds { path: String, holds: String },
    #[error("{path} is of no kind that is known")]
    UnknownFormat { path: String },
    #[error("pack {id} {version} is there already, with another content")]
    PackDiffers { id: String, version: String },

    // Calls.
    #[error("no command {name}")]
    NoSuchCommand { name: String },
    #[error("request of {name} not understood: {detail}")]
    BadRequest { name: String, detail: String },
    #[error("cancelled")]
    Cancelled,
    #[error("internal: {detail}")]
    Internal { detail: String },
}

/// A sentence that comes from a definition, in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Said {
    pub ja: String,
    pub en: String,
}

/// A change made against a row that somebody else has changed since: both sides, to choose from.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Conflict {
    pub thing: String,
    pub yours: Value,
    pub theirs: Value,
    pub by: String,
    pub at: String,
}

impl Error {
    /// The stable name, also the message key without its `error-`.
    pub fn code(&self) -> &'static str {
        self.into()
    }

    /// What the sentence's blanks are filled with.
    pub fn params(&self) -> serde_json::Map<String, Value> {
        match serde_json::to_value(self) {
            Ok(Value::Object(mut whole)) => match whole.remove("params") {
                Some(Value::Object(params)) => params,
                _ => serde_json::Map::new(),
            },
            _ => serde_json::Map::new(),
        }
    }

    pub fn io(doing: &str, path: &Path, error: &std::io::Error) -> Self {
        let path = display(path);
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::DiskFull { path },
            _ => Self::Io { doing: doing.into(), path, detail: error.to_string() },
        }
    }

    pub fn db(doing: &'static str) -> impl Fn(rusqlite::Error) -> Self {
        move |error| {
            use rusqlite::ErrorCode as E;
            let detail = error.to_string();
            match error.sqlite_error_code() {
                Some(E::DiskFull) => Self::DiskFull { path: "ledger.db".into() },
                Some(E::NotADatabase | E::DatabaseCorrupt) => {
                    Self::Damaged { path: "ledger.db".into(), detail }
                }
                Some(E::DatabaseBusy | E::DatabaseLocked) => {
                    Self::InUse { holder: "?".into(), since: "?".into() }
                }
                _ => Self::Database { doing: doing.into(), detail },
            }
        }
    }

    pub fn damaged(path: &Path, detail: impl Into<String>) -> Self {
        Self::Damaged { path: display(path), detail: detail.into() }
    }

    pub fn internal(detail: impl Into<String>) -> Self {
        Self::Internal { detail: detail.into() }
    }
}

pub(crate) fn display(path: &Path) -> String {
    path.display().to_string()
}

/// Attaches the path and the deed to an I/O error.
pub(crate) trait IoContext<T> {
    fn doing(self, doing: &str, path: &Path) -> Result<T>;
}

impl<T> IoContext<T> for std::io::Result<T> {
    fn doing(self, doing: &str, path: &Path) -> Result<T> {
        self.map_err(|error| Error::io(doing, path, &error))
    }
}

/// For [`PathBuf`]s that come out of requests.
pub(crate) fn required_path(path: &str, field: &str) -> Result<PathBuf> {
    if path.trim().is_empty() {
        return Err(Error::Required { field: field.into() });
    }
    Ok(PathBuf::from(path))
}
