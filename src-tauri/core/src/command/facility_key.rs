//! By what a facility is known to others: its keys, its card, and packages that are signed with them.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::{Call, Nothing};
use crate::ledger::{self, Change};
use crate::package::{self, Head, Key, Package, Part, Seal, SealingKey, Unseal, spoken};
use crate::progress::Progress;
use crate::submission::{self, SubmissionChange};
use crate::workspace::{Password, Session};
use crate::{Error, Result, facility};

/// The facility's key, made at first use.
pub(super) fn own_key(session: &mut Session) -> Result<Key> {
    if let Some(key) = submission::key(session.db())? {
        return Ok(key);
    }
    let key = Key::make()?;
    let change = SubmissionChange::Key { public: key.public(), secret: key.secret().to_string() };
    ledger::record(session, Change::Submission(change))?;
    Ok(key)
}

/// What packages for this facility are sealed to, made at first use.
fn own_sealing(session: &mut Session) -> Result<SealingKey> {
    if let Some(key) = submission::sealing_key(session.db())? {
        return Ok(key);
    }
    let key = SealingKey::make();
    let change = SubmissionChange::Sealing { public: key.public(), secret: key.secret().to_string() };
    ledger::record(session, Change::Submission(change))?;
    Ok(key)
}

/// A package from outside, opened with what it may be sealed to.
pub(super) fn opened(
    session: &Session,
    path: &Path,
    passphrase: Option<&Password>,
    progress: &Progress<'_>,
) -> Result<Package> {
    let key = submission::sealing_key(session.db())?;
    Package::open(path, Unseal { passphrase, key: key.as_ref() }, progress)
}

/// What the other side is told to know us by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FacilityKey {
    pub public: String,
    pub spoken: String,
    pub facility: String,
    pub sealing: String,
}

pub fn key(call: &mut Call<'_>, _: Nothing) -> Result<FacilityKey> {
    let session = call.session()?;
    let public = own_key(session)?.public();
    let sealing = own_sealing(session)?.public();
    let facility = facility::show(session.db())?.profile.name;
    Ok(FacilityKey { spoken: spoken(&public), public, facility, sealing })
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CardOut {
    /// `.tenken`
    path: PathBuf,
}

#[derive(Debug, Serialize, TS)]
pub struct WrittenOut {
    pub path: String,
    pub fingerprint: String,
}

/// The facility's card: its name and keys in a file, for whoever enrols it.
pub fn card_out(call: &mut Call<'_>, request: CardOut) -> Result<WrittenOut> {
    let card = key(call, Nothing {})?;
    let text = canonical(&card)?;
    let parts = [Part::of_bytes(submission::CARD_PART, text)];
    call.send_out(&request.path, (submission::CARD, Uuid::now_v7()), &card.facility, &parts, None)
}

pub(super) fn canonical(value: &impl Serialize) -> Result<Vec<u8>> {
    serde_json_canonicalizer::to_vec(value).map_err(|e| Error::internal(e.to_string()))
}

impl Call<'_> {
    /// A signed package that has no place in a chain.
    pub(super) fn send_out(
        &mut self,
        path: &Path,
        (kind, id): (&str, Uuid),
        from: &str,
        parts: &[Part<'_>],
        sealed: Option<Seal<'_>>,
    ) -> Result<WrittenOut> {
        let (progress, made) = (self.progress, self.desk.clock.now());
        let key = own_key(self.session()?)?;
        let (kind, from) = (kind.to_owned(), from.to_owned());
        let head = Head { kind, id, made, from, chain: None, ledger: None, signer: None };
        let written = package::write(path, head, parts, Some(&key), sealed, progress)?;
        Ok(WrittenOut { path: crate::error::display(path), fingerprint: written.fingerprint })
    }
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct PackageRequest {
    pub path: PathBuf,
    #[ts(type = "string", optional)]
    pub passphrase: Option<Password>,
}
