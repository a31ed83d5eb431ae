//! An unlocked workspace with one person in it. Without a session there is no key and no open database.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::Connection;
use uuid::Uuid;

use super::anchor::Anchor;
use super::change::WorkspaceChange;
use super::device::Device;
use super::keys::{DataKey, KeyFile};
use super::layout::{Home, Layout};
use super::lock::WriterLock;
use super::model::Notice;
use super::{query, store};
use crate::calendar::{Clock, Stamp};
use crate::evidence::Stored;
use crate::ledger::{self, Change, Head};
use crate::people::{self, Person, Right};
use crate::{Error, Result};

/// Where a workspace lies, whose computer this is, and what time it is: what every opening needs.
#[derive(Clone)]
pub struct Place {
    pub layout: Layout,
    pub home: Home,
    pub clock: Arc<dyn Clock>,
}

pub struct Session {
    // Dropped in this order: the database closes before the lock is let go.
    pub(crate) db: Connection,
    pub(crate) data_key: DataKey,
    pub(crate) keys: KeyFile,
    /// `None` after a failed commit: then the database says where the ledger ends.
    pub(crate) head: Option<Head>,
    pub(crate) anchor: Anchor,
    pub(crate) device: Device,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) layout: Layout,
    pub(crate) home: Home,
    pub(crate) person: Uuid,
    pub(crate) last_deed: Stamp,
    pub(crate) notices: Vec<Notice>,
    /// What was put into the vault in this session: a content may come twice before a change names it.
    pub(crate) put: RefCell<BTreeMap<String, Stored>>,
    pub(crate) _lock: WriterLock,
}

impl Session {
    /// For reading only: nothing outside this crate can write with it unseen, `verify` would tell.
    pub fn db(&self) -> &Connection {
        &self.db
    }

    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    pub fn person(&self) -> Uuid {
        self.person
    }

    pub fn me(&self) -> Result<Person> {
        people::find(&self.db, self.person)
    }

    pub fn require(&self, right: Right) -> Result<()> {
        people::permission::require(&self.db, self.person, right)
    }

    /// What was noticed while unlocking; told once.
    pub fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    pub fn head(&self) -> Result<Head> {
        self.head.map_or_else(|| Ok(ledger::head(&self.db)?.head), Ok)
    }

    pub fn touch(&mut self) {
        self.last_deed = self.clock.now();
    }

    /// Whether nobody has done anything for too long. A clock set back counts as too long: better locked.
    pub fn is_idle(&self) -> Result<bool> {
        let minutes = query::show(&self.db)?.settings.idle_minutes;
        let passed = self.clock.now().seconds_since(self.last_deed);
        Ok(passed < 0 || passed >= minutes * 60)
    }

    /// Records the leaving and closes everything; the key is wiped.
    pub fn sign_out(mut self, idle: bool) -> Result<()> {
        let recorded = ledger::record(&mut self, Change::Workspace(WorkspaceChange::SignOut { idle }));
        let synced = self.anchor.sync();
        let checkpointed = store::checkpoint(&self.db);
        recorded.and(synced).and(checkpointed)
    }

    pub(crate) fn write_keys(&mut self) -> Result<()> {
        self.keys.write(&self.layout.keys(), &self.data_key)
    }

    /// Takes back an edit of the key file whose change was not recorded. The serial never goes back. If even this
    /// fails, the key file is ahead of the ledger and the next unlocking settles it.
    pub(crate) fn put_keys_back(&mut self, before: KeyFile) -> Result<()> {
        let serial = self.keys.serial;
        self.keys = before;
        self.keys.serial = serial;
        self.write_keys()
    }

    /// Swaps the database under the session, as re-keying does.
    pub(crate) fn reopen(&mut self, key: DataKey) -> Result<()> {
        self.db = store::open(&self.layout.ledger(), &key)?;
        self.data_key = key;
        Ok(())
    }

    pub(crate) fn close_db(&mut self) -> Result<()> {
        let memory = Connection::open_in_memory().map_err(Error::db("closing the ledger"))?;
        let open = std::mem::replace(&mut self.db, memory);
        open.close().map_err(|(_, error)| Error::db("closing the ledger")(error))
    }
}
