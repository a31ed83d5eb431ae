//! Taking back and bringing back: always by a new change, never by deleting an entry.
//!
//! An undo points at the entry it takes back, a redo at the undo. So an entry stands at some depth of such
//! pointers: even, it is a deed (done or done again); odd, it is a taking-back.

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use super::change::Change;
use super::record::{Outcome, record_as};
use crate::workspace::Session;
use crate::{Error, Result};

/// Takes back the person's last deed that still stands.
pub fn undo(session: &mut Session) -> Result<Outcome> {
    let found = standing(&session.db, session.person)?.find(|s| s.is_deed);
    take_back(session, found.ok_or(Error::NothingToUndo)?)
}

/// Brings back what the person's last undo took, unless they have done something new since.
pub fn redo(session: &mut Session) -> Result<Outcome> {
    let found =
        standing(&session.db, session.person)?.take_while(|s| !(s.is_deed && s.is_new)).find(|s| !s.is_deed);
    take_back(session, found.ok_or(Error::NothingToRedo)?)
}

struct Standing {
    seq: i64,
    undo: String,
    is_deed: bool,
    is_new: bool,
}

/// The person's entries that can be taken back and have not been, newest first. A person takes back a few
/// things, not thousands: the newest of them are enough.
fn standing(db: &Connection, person: Uuid) -> Result<impl Iterator<Item = Standing>> {
    let doing = Error::db("looking for the last change");
    let mut statement = db
        .prepare_cached(
            "SELECT seq, undo, undoes FROM entry WHERE person = ?1 AND undo IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM entry AS later WHERE later.undoes = entry.seq)
             ORDER BY seq DESC LIMIT 500",
        )
        .map_err(&doing)?;
    let rows = statement
        .query_map([person.to_string()], |r| Ok((r.get(0)?, r.get(1)?, r.get::<_, Option<i64>>(2)?)))
        .map_err(&doing)?;
    let mut found = Vec::new();
    for row in rows {
        let (seq, undo, undoes) = row.map_err(&doing)?;
        let is_deed = depth(db, undoes)? % 2 == 0;
        found.push(Standing { seq, undo, is_deed, is_new: undoes.is_none() });
    }
    Ok(found.into_iter())
}

fn depth(db: &Connection, mut undoes: Option<i64>) -> Result<usize> {
    let mut depth = 0;
    while let Some(target) = undoes {
        depth += 1;
        undoes = db
            .prepare_cached("SELECT undoes FROM entry WHERE seq = ?1")
            .and_then(|mut s| s.query_row([target], |r| r.get(0)).optional())
            .map_err(Error::db("looking for the last change"))?
            .flatten();
    }
    Ok(depth)
}

fn take_back(session: &mut Session, found: Standing) -> Result<Outcome> {
    let change = Change::parse(&found.undo, found.seq)?;
    record_as(session, change, Some(found.seq))
}
