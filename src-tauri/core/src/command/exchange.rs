//! A folder that both sides see（やりとりフォルダ）: what is new in it comes in, what was decided is laid there. Which folder it is
//! belongs to this computer: the same share has another name on the next one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::facility_key::opened;
use super::receive::ReceivedFile;
use super::{Call, Nothing};
use crate::calendar::Stamp;
use crate::package::{Glimpse, Unseal};
use crate::people::Right;
use crate::submission::desk;
use crate::submission::{self, Carrier, Folder, Since};
use crate::workspace as ws;
use crate::{Error, Result};

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "ExchangeFolder", optional_fields)]
pub struct Kept {
    path: PathBuf,
    #[serde(default)]
    since: Since,
    looked: Option<Stamp>,
}

type All = BTreeMap<String, Kept>;

fn key(call: &mut Call<'_>) -> Result<String> {
    Ok(call.session()?.layout().root.display().to_string())
}

pub fn show(call: &mut Call<'_>, _: Nothing) -> Result<Option<Kept>> {
    let key = key(call)?;
    Ok(ws::kept(&call.desk.home.exchanges()).remove(&key))
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SetExchange {
    /// Nothing where none is looked into any more.
    path: Option<PathBuf>,
}

pub fn set(call: &mut Call<'_>, request: SetExchange) -> Result<Option<Kept>> {
    let key = key(call)?;
    let mut all: All = ws::kept(&call.desk.home.exchanges());
    let kept = match request.path {
        Some(path) => {
            let path = std::path::absolute(&path).map_err(|e| Error::io("read", &path, &e))?;
            // Whether it can be looked into is known before it is kept.
            Folder(path.clone()).list(Since::default())?;
            Some(Kept { path, since: Since::default(), looked: None })
        }
        None => None,
    };
    match &kept {
        Some(kept) => all.insert(key, kept.clone()),
        None => all.remove(&key),
    };
    ws::keep(&call.desk.home.exchanges(), &all)?;
    Ok(kept)
}

/// What was done with the folder.
#[derive(Debug, Serialize, TS)]
#[ts(optional_fields)]
pub struct Exchanged {
    /// Submissions that came in, or why not.
    received: Vec<ReceivedFile>,
    /// Decisions and recommendations that came in.
    answered: Vec<ReceivedFile>,
    /// What was laid there.
    put: Vec<String>,
    looked: Option<Stamp>,
}

/// Takes in what is new and lays down what was decided; nothing where no folder is looked into.
pub fn run(call: &mut Call<'_>, _: Nothing) -> Result<Exchanged> {
    let key = key(call)?;
    let mut done = Exchanged { received: Vec::new(), answered: Vec::new(), put: Vec::new(), looked: None };
    let kept: Option<Kept> = ws::kept(&call.desk.home.exchanges()).remove(&key);
    let Some(mut kept) = kept else { return Ok(done) };
    let carrier = Folder(kept.path.clone());
    let (parcels, since) = carrier.list(kept.since)?;
    let may = |call: &mut Call<'_>, right| call.session().is_ok_and(|session| session.require(right).is_ok());
    let (desk, facility) = (may(call, Right::ReviewSubmissions), may(call, Right::Submit));
    let (mut packages, mut answers, mut sealed) = (Vec::new(), Vec::new(), Vec::new());
    let own = submission::sealing_key(call.session()?.db())?;
    // Whoever may not take it in does not make others miss it.
    let mut again = false;
    for parcel in &parcels {
        let path = carrier.get(parcel)?;
        let seen = match Glimpse::of(&path, Unseal { passphrase: None, key: own.as_ref() }) {
            Ok(seen) => seen,
            Err(error @ Error::PackageSealed { .. }) => {
                sealed.push(super::receive::refusal(crate::error::display(&path), error));
                continue;
            }
            // What is sealed to others, or no package at all, is none of our business here.
            Err(_) => continue,
        };
        let (submitted, answer) = match seen.head.kind.as_str() {
            submission::KIND => (true, false),
            submission::RECEIPT | submission::DECISION | submission::RECOMMENDATION => (false, true),
            _ => continue,
        };
        if own_key(call, seen.head.signer.as_deref())? {
            continue;
        }
        if submitted && desk {
            packages.push(path);
        } else if answer && facility {
            answers.push(path);
        } else {
            again = true;
        }
    }
    let progress = call.progress;
    done.received = call.receive(packages, None, progress)?;
    for path in answers {
        if let Some(one) = answer(call, &path)? {
            done.answered.push(one);
        }
    }
    if desk {
        done.put = lay_down(call, &carrier)?;
    }
    // What was refused because something else is missing is looked at again.
    let missing = |one: &ReceivedFile| {
        matches!(one.refused, Some(Error::PackageGap { .. } | Error::NotEnrolled { .. }))
    };
    again |= done.received.iter().chain(&done.answered).any(missing);
    done.received.append(&mut sealed);
    if !again {
        kept.since = since;
    }
    kept.looked = Some(call.desk.clock.now());
    done.looked = kept.looked;
    done.received.retain(|one| !one.known);
    let mut all: All = ws::kept(&call.desk.home.exchanges());
    all.insert(key, kept);
    ws::keep(&call.desk.home.exchanges(), &all)?;
    Ok(done)
}

fn own_key(call: &mut Call<'_>, signer: Option<&str>) -> Result<bool> {
    let own = submission::key(call.session()?.db())?.map(|key| key.public());
    Ok(own.is_some() && own.as_deref() == signer)
}

/// Nothing where it is about others, or was here already.
fn answer(call: &mut Call<'_>, path: &Path) -> Result<Option<ReceivedFile>> {
    let progress = call.progress;
    let package = opened(call.session()?, path, None, progress);
    let told = package.and_then(|package| {
        let from = package.manifest.head.from.clone();
        let fingerprint = package.fingerprint.clone();
        call.take_answer(path, &package).map(|taken| (from, fingerprint, taken.outcome.is_none()))
    });
    let path = crate::error::display(path);
    Ok(match told {
        Ok((_, _, true)) | Err(Error::NotAboutUs { .. }) => None,
        Ok((facility, fingerprint, _)) => {
            Some(ReceivedFile { path, fingerprint: Some(fingerprint), facility, known: false, refused: None })
        }
        Err(error) => Some(ReceivedFile {
            path,
            fingerprint: None,
            facility: String::new(),
            known: false,
            refused: Some(error),
        }),
    })
}

/// Receipts and decisions that do not lie there yet.
fn lay_down(call: &mut Call<'_>, carrier: &impl Carrier) -> Result<Vec<String>> {
    let (there, _) = carrier.list(Since::default())?;
    let there: BTreeSet<String> = there.into_iter().map(|parcel| parcel.name).collect();
    let mut put = Vec::new();
    for (fingerprint, number, decided) in desk::to_answer(call.session()?.db())? {
        let mark: String = fingerprint.chars().take(16).collect();
        let name = format!("{}-{number}-{mark}.tenken", if decided { "判断" } else { "受領" });
        if there.contains(&name) {
            continue;
        }
        carrier.put(&name, &mut |path| {
            let request =
                super::inbox::DecisionOut { fingerprint: fingerprint.clone(), path: path.to_owned() };
            if decided {
                super::inbox::decision_out(call, request).map(drop)
            } else {
                super::inbox::receipt_out(call, request).map(drop)
            }
        })?;
        put.push(name);
    }
    Ok(put)
}
