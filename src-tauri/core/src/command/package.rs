//! What anybody may ask of a package.

use serde::Serialize;
use ts_rs::TS;

use super::Call;
use super::facility_key::PackageRequest;
use crate::Result;
use crate::package::{Package, Unseal, spoken};
use crate::submission::{self, Sent};

/// What a package says of itself; everything in it was verified.
#[derive(Debug, Serialize, TS)]
pub struct PackageVerified {
    kind: String,
    from: String,
    made: crate::calendar::Stamp,
    fingerprint: String,
    spoken: String,
    /// The fingerprint that its papers must carry.
    facts: Option<String>,
    facts_spoken: Option<String>,
    /// Nobody where it is not signed.
    signer: Option<String>,
    signer_spoken: Option<String>,
    chain: Option<u64>,
    parts: Vec<String>,
    bytes: u64,
}

/// For anybody, without a workspace; where one is open, also what was sealed to it.
pub fn verify(call: &mut Call<'_>, request: PackageRequest) -> Result<PackageVerified> {
    let key = match call.session() {
        Ok(session) => submission::sealing_key(session.db())?,
        Err(_) => None,
    };
    let with = Unseal { passphrase: request.passphrase.as_ref(), key: key.as_ref() };
    let package = Package::open(&request.path, with, call.progress)?;
    let facts = if package.manifest.head.kind == submission::KIND {
        Some(submission::facts(&package.json::<Sent>(submission::PART)?.snapshot)?)
    } else {
        None
    };
    let head = package.manifest.head;
    Ok(PackageVerified {
        kind: head.kind,
        from: head.from,
        made: head.made,
        spoken: spoken(&package.fingerprint),
        fingerprint: package.fingerprint,
        facts_spoken: facts.as_deref().map(spoken),
        facts,
        signer_spoken: head.signer.as_deref().map(spoken),
        signer: head.signer,
        chain: head.chain.map(|one| one.number),
        bytes: package.manifest.parts.iter().map(|part| part.bytes).sum(),
        parts: package.manifest.parts.into_iter().map(|part| part.name).collect(),
    })
}
