//! `record`: permission → check → apply → append, in one `BEGIN IMMEDIATE` transaction.

use std::sync::mpsc;

use rusqlite::{Connection, TransactionBehavior};
use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use super::change::{Change, Scene, Tag};
use super::entry::{Entry, Head};
use super::query;
use crate::calendar::Stamp;
use crate::people;
use crate::progress::Progress;
use crate::workspace::{Notice, Session};
use crate::{Error, Result};

/// What a change did: the window refreshes what it touched.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Outcome {
    pub seq: i64,
    pub at: Stamp,
    pub kind: String,
    pub thing: String,
    pub touched: Vec<Tag>,
    pub can_undo: bool,
    pub notices: Vec<Notice>,
}

/// The one door to write.
pub fn record(session: &mut Session, change: Change) -> Result<Outcome> {
    record_as(session, change, None)
}

/// Several changes that stand or fall together: an entry each, in one transaction. Answers the last one's outcome.
pub fn record_all(session: &mut Session, changes: &[Change], progress: &Progress<'_>) -> Result<Outcome> {
    record_each(session, changes, None, progress)
}

pub(super) fn record_as(session: &mut Session, change: Change, undoes: Option<i64>) -> Result<Outcome> {
    record_each(session, &[change], undoes, &Progress::none())
}

fn record_each(
    session: &mut Session,
    changes: &[Change],
    undoes: Option<i64>,
    progress: &Progress<'_>,
) -> Result<Outcome> {
    let author = Author { person: session.person, at: session.clock.now(), device: session.device.label() };
    let expected = session.head;
    let tx = session
        .db
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(Error::db("beginning a change"))?;
    let found = query::head(&tx)?;
    if expected.is_some_and(|expected| expected != found.head) {
        let expected = expected.map_or(0, |e| e.seq);
        return Err(Error::HeadMoved { found: found.head.seq, expected });
    }
    let (mut head, mut last, mut touched) = (found.head, None, vec![Tag::Ledger]);
    let total = i64::try_from(changes.len()).unwrap_or(i64::MAX);
    std::thread::scope(|scope| {
        // How a change reads does not depend on what lies there: the next ones are put into words meanwhile.
        let (sender, texts) = mpsc::sync_channel(4);
        if changes.len() > 1 {
            scope.spawn(move || changes.iter().try_for_each(|change| sender.send(change.canonical())));
        }
        for (done, change) in (0_i64..).zip(changes) {
            people::permission::require(&tx, author.person, change.domain().right(author.person))?;
            let text = if total > 1 { texts.recv().ok() } else { None };
            let entry = append(&tx, head, &author, (change, text.transpose()?), undoes)?;
            head = Head { seq: entry.seq, hash: entry.hash };
            touched.extend(change.domain().touches());
            last = Some(entry);
            progress.step(done + 1, total)?;
        }
        Ok(())
    })?;
    let entry = last.ok_or_else(|| Error::Required { field: "changes".into() })?;
    // Until the commit is known to be whole, the head is not known either.
    session.head = None;
    tx.commit().map_err(Error::db("saving a change"))?;
    session.head = Some(head);

    let mut notices = Vec::new();
    if found.last_at.is_some_and(|last| author.at < last) {
        notices.push(Notice::ClockWentBack);
    }
    if session.anchor.set(&head).is_err() {
        // The change is saved; only this computer's memory of it is not.
        notices.push(Notice::HeadNotKept);
    }
    touched.sort_unstable();
    touched.dedup();
    Ok(Outcome {
        seq: entry.seq,
        at: entry.at,
        kind: entry.kind,
        thing: entry.thing,
        touched,
        can_undo: entry.undo.is_some(),
        notices,
    })
}

/// Whether `record` would accept the change now: asked before something outside the database is written for it.
pub(crate) fn check(session: &Session, change: &Change) -> Result<()> {
    let domain = change.domain();
    people::permission::require(&session.db, session.person, domain.right(session.person))?;
    let seq = session.head()?.seq + 1;
    domain.check(&Scene { db: &session.db, seq, at: session.clock.now(), by: session.person })
}

/// The entries a new workspace begins with, before there is anybody to ask for permission.
pub(crate) fn record_first(
    db: &mut Connection,
    person: Uuid,
    at: Stamp,
    device: &str,
    changes: &[Change],
) -> Result<Head> {
    let author = Author { person, at, device: device.into() };
    let tx = db
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(Error::db("beginning the ledger"))?;
    let mut head = query::head(&tx)?.head;
    for change in changes {
        let entry = append(&tx, head, &author, (change, None), None)?;
        head = Head { seq: entry.seq, hash: entry.hash };
    }
    tx.commit().map_err(Error::db("beginning the ledger"))?;
    Ok(head)
}

struct Author {
    person: Uuid,
    at: Stamp,
    device: String,
}

fn append(
    db: &Connection,
    head: Head,
    author: &Author,
    (change, text): (&Change, Option<String>),
    undoes: Option<i64>,
) -> Result<Entry> {
    let scene = Scene { db, seq: head.seq + 1, at: author.at, by: author.person };
    let domain = change.domain();
    domain.check(&scene)?;
    let undo = domain.apply(&scene)?;
    let mut entry = Entry {
        seq: scene.seq,
        id: Uuid::now_v7(),
        at: author.at,
        person: author.person,
        device: author.device.clone(),
        kind: change.kind().into(),
        thing: domain.thing(),
        change: text.map_or_else(|| change.canonical(), Ok)?,
        undo: undo.map(|u| u.canonical()).transpose()?,
        undoes,
        prev: head.hash,
        hash: super::entry::GENESIS,
    };
    entry.append(db)?;
    Ok(entry)
}
