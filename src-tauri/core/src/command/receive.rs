//! Packages come in by the thousand: each verified whole, then taken in its facility's order; one that is refused keeps no other
//! out, and whoever is interrupted begins again where it ended.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Call;
use crate::evidence;
use crate::ledger::{self, Change};
use crate::package::{Chain, Glimpse, Package, Unseal};
use crate::progress::Progress;
use crate::submission::desk::{self, Coming, Layout, Rolled};
use crate::submission::{self, Sent, SubmissionChange};
use crate::workspace::{Password, Session};
use crate::{Error, Result};

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ReceiveRequest {
    /// Files and folders, thousands of them if need be: one that is refused keeps no other one out.
    paths: Vec<PathBuf>,
    #[ts(type = "string", optional)]
    passphrase: Option<Password>,
}

/// What became of one file.
#[derive(Debug, Serialize, TS)]
pub struct ReceivedFile {
    pub path: String,
    pub fingerprint: Option<String>,
    pub facility: String,
    /// It was here already.
    pub known: bool,
    pub refused: Option<Error>,
}

pub fn receive(call: &mut Call<'_>, request: ReceiveRequest) -> Result<Vec<ReceivedFile>> {
    let progress = call.progress;
    let mut paths = Vec::new();
    for path in request.paths {
        // A workspace is a folder of the same ending: only what lies directly in a folder that was named is looked at.
        if path.is_dir() { paths.extend(inside(&path)?) } else { paths.push(path) }
    }
    call.receive(paths, request.passphrase.as_ref(), progress)
}

fn inside(folder: &Path) -> Result<Vec<PathBuf>> {
    use crate::submission::{Carrier, Folder, Since};
    let carrier = Folder(folder.to_owned());
    let (parcels, _) = carrier.list(Since::default())?;
    parcels.iter().map(|parcel| carrier.get(parcel)).collect()
}

/// So many go into the ledger together.
const TOGETHER: usize = 64;
/// So many wait, verified, for their turn.
const AHEAD: usize = 4;

impl Call<'_> {
    pub(super) fn receive(
        &mut self,
        paths: Vec<PathBuf>,
        passphrase: Option<&Password>,
        progress: &Progress<'_>,
    ) -> Result<Vec<ReceivedFile>> {
        let session = self.session()?;
        let total = i64::try_from(paths.len() * 2).unwrap_or(i64::MAX);
        let key = submission::sealing_key(session.db())?;
        let with = Unseal { passphrase, key: key.as_ref() };
        // In the order in which each facility sent them, whatever the files are called: only their heads are read for it.
        let mut told = Vec::new();
        let mut wanted = Vec::new();
        for (done, path) in (1..).zip(paths) {
            let name = crate::error::display(&path);
            match Glimpse::of(&path, with).and_then(|seen| placed(session, (&path, &name), with, seen)) {
                Ok(Placed::Known(known)) => told.push(known),
                Ok(Placed::Wanted(public, chain)) => wanted.push((public, chain, path)),
                Err(error) => told.push(refusal(name, error)),
            }
            progress.step(done, total)?;
        }
        wanted.sort();
        let mut desk = Taking { session, layouts: None, waiting: Vec::new(), told };
        let begun = total - i64::try_from(wanted.len()).unwrap_or(0);
        std::thread::scope(|scope| {
            // While one is laid down for good, the next ones are verified.
            let (sender, verified) = mpsc::sync_channel(AHEAD);
            scope.spawn(move || {
                for (_, _, path) in wanted {
                    let name = crate::error::display(&path);
                    let found = verified_alone(&path, &name, with);
                    if sender.send((name, found)).is_err() {
                        return;
                    }
                }
            });
            for (done, (name, found)) in (begun + 1..).zip(verified) {
                desk.take(name, found)?;
                progress.step(done.min(total), total).inspect_err(|_| {
                    // What was verified so far is kept: the next time it is known.
                    let _ = desk.record();
                })?;
            }
            desk.record()
        })?;
        Ok(desk.told)
    }
}

enum Placed {
    Known(ReceivedFile),
    /// By its facility and its place.
    Wanted(String, u64),
}

fn placed(session: &Session, (file, path): (&Path, &str), with: Unseal<'_>, seen: Glimpse) -> Result<Placed> {
    if seen.head.kind != submission::KIND {
        return Err(Error::OtherPackage { path: path.to_owned(), holds: seen.head.kind });
    }
    if desk::is_received(session.db(), &seen.fingerprint)? {
        // It is what is here already, or it only says so.
        Package::open(file, with, &Progress::none())?;
        return Ok(Placed::Known(ReceivedFile {
            path: path.to_owned(),
            fingerprint: Some(seen.fingerprint),
            facility: seen.head.from,
            known: true,
            refused: None,
        }));
    }
    let place = seen.head.chain.map_or(0, |chain| chain.number);
    Ok(Placed::Wanted(seen.head.signer.unwrap_or_default(), place))
}

pub(super) fn refusal(path: String, error: Error) -> ReceivedFile {
    ReceivedFile { path, fingerprint: None, facility: String::new(), known: false, refused: Some(error) }
}

/// A package that is what it says; whose it is was not asked yet.
struct Verified {
    package: Package,
    sent: Sent,
    rolled: Vec<(Rolled, Layout)>,
    public: String,
    chain: Chain,
}

fn verified_alone(path: &Path, name: &str, with: Unseal<'_>) -> Result<Verified> {
    let package = Package::open(path, with, &Progress::none())?;
    let head = &package.manifest.head;
    let altered = |part: &str| Error::PackageAltered { path: name.to_owned(), part: part.to_owned() };
    let sent: Sent = package.json(submission::PART)?;
    let chain = head.chain.clone().ok_or_else(|| altered("chain"))?;
    let public = head.signer.clone().ok_or_else(|| altered("signature"))?;
    // What it says of itself outside is what was signed inside.
    let snapshot = &sent.snapshot;
    let stood = head.ledger.as_ref();
    let stood = stood.is_some_and(|one| one.entries == snapshot.entries && one.hash == snapshot.head);
    if !stood || head.from != snapshot.facility.name {
        return Err(altered("head"));
    }
    let papers = |paper: &submission::Paper| {
        package.manifest.parts.iter().any(|part| part.name == paper.name && part.sha256 == paper.sha256)
    };
    if let Some(missing) = snapshot.papers.iter().find(|paper| !papers(paper)) {
        return Err(altered(&missing.name));
    }
    let rolled = desk::roll(snapshot)?;
    Ok(Verified { package, sent, rolled, public, chain })
}

/// What is verified and goes into the ledger next.
struct Taking<'a> {
    session: &'a mut Session,
    layouts: Option<BTreeSet<String>>,
    waiting: Vec<(String, Change)>,
    told: Vec<ReceivedFile>,
}

impl Taking<'_> {
    /// What is wrong with one file is told beside it; what is wrong here ends the whole.
    fn take(&mut self, name: String, found: Result<Verified>) -> Result<()> {
        match found.and_then(|found| self.coming(found)) {
            Ok(change) => self.waiting.push((name, change)),
            Err(error) => self.told.push(refusal(name, error)),
        }
        if self.waiting.len() >= TOGETHER { self.record() } else { Ok(()) }
    }

    fn coming(&mut self, found: Verified) -> Result<Change> {
        let Verified { package, sent, rolled: all, public, chain } = found;
        let snapshot = &sent.snapshot;
        // Nothing of a stranger comes to lie here.
        if submission::enrolled(self.session.db(), &public)?.is_none_or(|one| one.0.stopped) {
            let key = crate::package::spoken(&public);
            return Err(Error::NotEnrolled { name: snapshot.facility.name.clone(), key });
        }
        let kept = keep(self.session, &package)?;
        let known = match &mut self.layouts {
            Some(known) => known,
            None => self.layouts.insert(desk::layout_ids(self.session.db())?),
        };
        let (mut rolled, mut layouts) = (Vec::new(), BTreeMap::new());
        for (one, layout) in all {
            if known.insert(one.layout.clone()) {
                layouts.insert(one.layout.clone(), layout);
            }
            rolled.push(one);
        }
        let coming = Coming {
            kind: snapshot.kind.clone(),
            heading: snapshot.title.clone(),
            fiscal_year: snapshot.fiscal_year,
            kept,
            rolled,
            layouts,
            answers: snapshot.answers,
        };
        Ok(Change::Submission(SubmissionChange::Receive {
            fingerprint: package.fingerprint.clone(),
            public,
            title: snapshot.facility.name.clone(),
            chain: i64::try_from(chain.number).unwrap_or(i64::MAX),
            previous: chain.previous.clone(),
            number: sent.number,
            snapshot: String::new(),
            coming: Some(Box::new(coming)),
        }))
    }

    /// All of them together; where one is refused, each by itself.
    fn record(&mut self) -> Result<()> {
        let waiting = std::mem::take(&mut self.waiting);
        let (names, changes): (Vec<String>, Vec<Change>) = waiting.into_iter().unzip();
        if changes.is_empty() {
            return Ok(());
        }
        if ledger::record_all(self.session, &changes, &Progress::none()).is_ok() {
            self.told.extend(names.into_iter().zip(&changes).map(|(name, change)| taken(name, change)));
            return Ok(());
        }
        // The layouts that came with one that is refused go with the next.
        let mut left = BTreeMap::new();
        for (name, mut change) in names.into_iter().zip(changes) {
            if let Some(layouts) = layouts_of(&mut change) {
                layouts.append(&mut left);
            }
            let mut again = change.clone();
            let told = taken(name.clone(), &change);
            match ledger::record(self.session, change) {
                Ok(_) => self.told.push(told),
                Err(error) => {
                    left = layouts_of(&mut again).map(std::mem::take).unwrap_or_default();
                    self.told.push(refusal(name, error));
                }
            }
        }
        // Those that nobody was left for are not known.
        self.layouts = None;
        Ok(())
    }
}

fn layouts_of(change: &mut Change) -> Option<&mut BTreeMap<String, Layout>> {
    match change {
        Change::Submission(SubmissionChange::Receive { coming: Some(coming), .. }) => {
            Some(&mut coming.layouts)
        }
        _ => None,
    }
}

fn keep(session: &Session, package: &Package) -> Result<evidence::Stored> {
    let total = package.manifest.parts.iter().map(|part| part.bytes).sum::<u64>();
    let total = i64::try_from(total).unwrap_or(i64::MAX);
    evidence::lay_in(session, package.whole()?, total, &Progress::none())
}

fn taken(path: String, change: &Change) -> ReceivedFile {
    let (fingerprint, facility) = match change {
        Change::Submission(SubmissionChange::Receive { fingerprint, title, .. }) => {
            (Some(fingerprint.clone()), title.clone())
        }
        _ => (None, String::new()),
    };
    ReceivedFile { path, fingerprint, facility, known: false, refused: None }
}
