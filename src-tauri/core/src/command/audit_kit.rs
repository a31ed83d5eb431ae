//! Commands around audit kits: an audit carried away, looked at, and brought back.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::Call;
use crate::audit::kit::{self, CarriedFile, CarriedProof, Joining, Kit};
use crate::audit::{self, Audit, Auditor, Item};
use crate::evidence::{self, EvidenceChange, Incoming, Use};
use crate::ledger::{self, Change, Outcome};
use crate::package::{self, Entry, Head, Package, Part, Seal, Unseal};
use crate::people::{self, check_password};
use crate::progress::Progress;
use crate::workspace::Password;
use crate::{Error, Result, facility};

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct KitOutRequest {
    id: Uuid,
    path: PathBuf,
    /// Whoever brings it in needs it.
    #[ts(type = "string")]
    passphrase: Password,
    /// What the facility shows travels too.
    #[serde(default)]
    #[ts(as = "Option<_>")]
    with_proofs: bool,
}

#[derive(Debug, Serialize, TS)]
pub struct KitWritten {
    path: String,
    bytes: u64,
    items: usize,
    photos: usize,
}

pub fn kit_out(call: &mut Call<'_>, request: KitOutRequest) -> Result<KitWritten> {
    check_password(&request.passphrase, "")?;
    let (progress, now, tuning) = (call.progress, call.desk.clock.now(), call.desk.tuning);
    let today = call.today();
    let session = call.session()?;
    let (db, me) = (session.db(), session.person());
    let mut kit = kit::pack(db, request.id)?;
    let found = audit::require(db, request.id)?;
    let (_, roles) = people::roles_of(db, me)?;
    let mut files = Vec::new();
    let filter = evidence::Filter::default();
    for proof in evidence::list(db, &filter, (me, &roles), &std::collections::BTreeSet::new(), today)? {
        let uses = carried(&found, &kit, evidence::uses(db, proof.id)?, request.with_proofs);
        if uses.is_empty() {
            continue;
        }
        let there = proof.files.iter().filter(|file| !file.shredded);
        let named: Vec<CarriedFile> =
            there.map(|file| CarriedFile { name: file.name.clone(), sha256: file.sha256.clone() }).collect();
        for one in &named {
            files.push(evidence::file(db, proof.id, &one.sha256)?.stored);
        }
        kit.proofs.push(CarriedProof { id: proof.id, details: proof.details, uses, files: named });
    }
    files.sort_by(|a, b| a.sha256.cmp(&b.sha256));
    files.dedup_by(|a, b| a.sha256 == b.sha256);
    let text = serde_json_canonicalizer::to_vec(&kit).map_err(|e| Error::internal(e.to_string()))?;
    let mut parts = vec![Part::of_bytes(kit::PART, text)];
    let layout = session.layout();
    for stored in &files {
        let entry = Entry {
            name: format!("files/{}", stored.sha256),
            bytes: u64::try_from(stored.bytes).unwrap_or(0),
            sha256: stored.sha256.clone(),
        };
        let open = Box::new(move || -> Result<Box<dyn std::io::Read>> {
            Ok(Box::new(evidence::open(layout, stored)?))
        });
        parts.push(Part { entry, open });
    }
    let from = facility::show(db)?.profile.name;
    let (kind, id) = (kit::KIND.into(), Uuid::now_v7());
    let head = Head { kind, id, made: now, from, chain: None, ledger: None, signer: None };
    let sealed = Some(Seal::Passphrase(&request.passphrase, tuning));
    let bytes = package::write(&request.path, head, &parts, None, sealed, progress)?.bytes;
    let path = crate::error::display(&request.path);
    Ok(KitWritten { path, bytes, items: kit.lines.len(), photos: files.len() })
}

/// What a proof is good for in this audit: its photographs, and, where it is wanted, what the facility shows.
fn carried(found: &Audit, kit: &Kit, uses: Vec<Use>, with_proofs: bool) -> Vec<Use> {
    let mut kept: Vec<Use> = Vec::new();
    for one in uses {
        match one {
            Use::Audited { audit, .. } if audit == found.id => kept.push(one),
            Use::Finding { finding } if kit.findings.iter().any(|row| row.id == finding) => kept.push(one),
            Use::Control { assessment, at } if with_proofs && Some(assessment) == found.plan.assessment => {
                let item = Item::Control(at);
                if kit.lines.iter().any(|line| line.item == item) {
                    kept.push(Use::Audited { audit: found.id, item });
                }
            }
            _ => {}
        }
    }
    kept
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct KitRequest {
    path: PathBuf,
    #[ts(type = "string")]
    passphrase: Password,
}

/// What is in a kit, and what bringing it in would do.
#[derive(Debug, Serialize, TS)]
pub struct KitLooked {
    audit: Uuid,
    title: String,
    from: String,
    /// Kept here: it comes back. Otherwise somebody takes it along.
    known: bool,
    auditors: Vec<Auditor>,
    items: usize,
    judgements: usize,
    contested: usize,
    new: usize,
    changed: usize,
    apart: usize,
    opinions_differ: bool,
    photos: usize,
}

pub fn kit_look(call: &mut Call<'_>, request: KitRequest) -> Result<KitLooked> {
    let (package, kit) = opened(&request, call.progress)?;
    let session = call.session()?;
    let db = session.db();
    let known = audit::find(db, kit.audit)?;
    let joining = match &known {
        Some(found) => kit::join(db, found, &kit)?,
        None => Joining { judgements: kit.judgements.len(), new: kit.findings.len(), ..Joining::default() },
    };
    let new = |proof: &&CarriedProof| !evidence::is_there(db, proof.id).unwrap_or(false);
    Ok(KitLooked {
        audit: kit.audit,
        title: kit.plan.title.clone(),
        from: package.manifest.head.from.clone(),
        known: known.is_some(),
        auditors: kit.plan.auditors.clone(),
        items: kit.lines.len(),
        judgements: joining.judgements,
        contested: joining.contested,
        new: joining.new,
        changed: joining.changed,
        apart: joining.apart,
        opinions_differ: joining.opinions_differ,
        photos: kit.proofs.iter().filter(new).count(),
    })
}

fn opened(request: &KitRequest, progress: &Progress<'_>) -> Result<(Package, Kit)> {
    let package = Package::open(&request.path, Unseal::with(Some(&request.passphrase)), progress)?;
    if package.manifest.head.kind != kit::KIND {
        let (path, holds) = (crate::error::display(&request.path), package.manifest.head.kind.clone());
        return Err(Error::OtherPackage { path, holds });
    }
    let kit = package.json(kit::PART)?;
    Ok((package, kit))
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct KitInRequest {
    kit: KitRequest,
    /// As whom, where it is taken along.
    auditor: Option<Uuid>,
}

#[derive(Debug, Serialize, TS)]
pub struct KitIn {
    audit: Uuid,
    /// How many entries of the record it is: so often undo takes it back. None where nothing was new.
    entries: usize,
    contested: usize,
    outcome: Option<Outcome>,
}

pub fn kit_in(call: &mut Call<'_>, request: KitInRequest) -> Result<KitIn> {
    let progress = call.progress;
    let (package, kit) = opened(&request.kit, progress)?;
    let session = call.session()?;
    let me = session.person();
    let mut joining = if let Some(found) = audit::find(session.db(), kit.audit)? {
        kit::join(session.db(), &found, &kit)?
    } else {
        let auditor = request.auditor.ok_or(Error::Required { field: "auditor".into() })?;
        kit::receive(session.db(), &kit, &package.manifest.head.from, auditor, me)?
    };
    photographs(session, &package, &kit, &mut joining.changes, progress)?;
    let mut done = KitIn {
        audit: kit.audit,
        entries: joining.changes.len(),
        contested: joining.contested,
        outcome: None,
    };
    if !joining.changes.is_empty() {
        done.outcome = Some(ledger::record_all(session, &joining.changes, progress)?);
    }
    Ok(done)
}

/// Those that are not known here, into the vault; nobody knows of them until the entries name them.
fn photographs(
    session: &crate::workspace::Session,
    package: &Package,
    kit: &Kit,
    changes: &mut Vec<Change>,
    progress: &Progress<'_>,
) -> Result<()> {
    let mut new = Vec::new();
    for proof in &kit.proofs {
        if !evidence::is_there(session.db(), proof.id)? {
            new.push(proof);
        }
    }
    let wanted = |part: &Entry| {
        let named = part.name.strip_prefix("files/");
        new.iter().flat_map(|proof| &proof.files).any(|file| Some(file.sha256.as_str()) == named)
    };
    let mut taken = std::collections::BTreeMap::new();
    package.each(wanted, |part, bytes| {
        let named = |file: &&&CarriedFile| part.name.ends_with(&file.sha256);
        let all: Vec<&CarriedFile> = new.iter().flat_map(|proof| &proof.files).collect();
        let name = all.iter().find(named).map_or("file", |file| file.name.as_str());
        // As it was: its position was taken out where it came in.
        let file = evidence::take_in(session, &Incoming::Bytes(name, bytes), false, progress)?.file;
        taken.insert(part.sha256.clone(), file);
        Ok(())
    })?;
    for proof in new {
        let files = proof.files.iter().filter_map(|file| {
            let found = taken.get(&file.sha256)?.clone();
            Some(evidence::File { name: file.name.clone(), ..found })
        });
        changes.push(Change::Evidence(EvidenceChange::Add {
            id: proof.id,
            details: proof.details.clone(),
            files: files.collect(),
            uses: proof.uses.clone(),
            for_good: false,
        }));
    }
    Ok(())
}
