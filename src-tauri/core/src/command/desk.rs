//! The desk: at most one open workspace, the person at it, and the way every call takes.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;

use super::{Progress, Who, find};
use crate::calendar::{Clock, Day};
use crate::catalogue::Library;
use crate::ledger;
use crate::people::PersonState;
use crate::workspace::{Home, Layout, Place, Session, Tuning};
use crate::{Error, Result, people};

pub struct Desk {
    pub home: Home,
    pub clock: Arc<dyn Clock>,
    /// How hard new passwords are made to guess; the floor only in samples and tests.
    pub tuning: Tuning,
    pub(crate) session: Option<Session>,
    /// Catalogues kept ready.
    pub(super) library: Library,
    /// The words of the evidence, read when somebody first searched in them.
    pub(super) texts: BTreeMap<String, String>,
    /// The paper that was shown last: its other pages, or its file, are asked for next.
    pub(super) paper: Option<super::paper::Made>,
    /// What was open before it was locked.
    pub(super) locked: Option<Locked>,
}

#[derive(Debug, Clone)]
pub(super) struct Locked {
    pub path: PathBuf,
    pub login: String,
    pub idle: bool,
}

/// One call on its way through the desk.
pub struct Call<'a> {
    pub desk: &'a mut Desk,
    pub progress: &'a Progress<'a>,
    /// Bytes that came with the request, and those that go with the answer: files never travel as JSON.
    pub bytes_in: &'a [u8],
    pub bytes_out: &'a mut Vec<u8>,
}

impl Desk {
    pub fn new(home: Home, clock: Arc<dyn Clock>, tuning: Tuning) -> Self {
        Self {
            home,
            clock,
            tuning,
            session: None,
            library: Library::default(),
            texts: BTreeMap::new(),
            paper: None,
            locked: None,
        }
    }

    pub fn call(&mut self, name: &str, request: Value, progress: &Progress<'_>) -> Result<Value> {
        self.carry(name, request, &[], progress).map(|(answer, _)| answer)
    }

    /// The one way in: idle → who → run. Bytes go in beside the request, and come out beside the answer.
    pub fn carry(
        &mut self,
        name: &str,
        request: Value,
        bytes_in: &[u8],
        progress: &Progress<'_>,
    ) -> Result<(Value, Vec<u8>)> {
        let command = find(name)?;
        self.lock_if_idle()?;
        match (command.who, &self.session) {
            (Who::Anyone, _) => {}
            (_, None) if self.locked.is_some() => return Err(Error::Locked),
            (_, None) => return Err(Error::NotOpen),
            (Who::SignedIn, Some(session)) => {
                let (state, _) = people::roles_of(session.db(), session.person())?;
                if state != PersonState::Active {
                    return Err(Error::PersonStopped { login: String::new() });
                }
            }
            (Who::May(right), Some(session)) => session.require(right)?,
        }
        // Asking how things stand is not a deed: a window that asks by itself must not keep the lock open.
        if name != "workspace.status"
            && let Some(session) = &mut self.session
        {
            session.touch();
        }
        let mut bytes_out = Vec::new();
        let mut call = Call { desk: self, progress, bytes_in, bytes_out: &mut bytes_out };
        let answer = (command.run)(&mut call, request)?;
        Ok((answer, bytes_out))
    }

    /// Locks when nobody has done anything for the agreed minutes. Called before every command and by the window's timer.
    pub fn lock_if_idle(&mut self) -> Result<bool> {
        match &self.session {
            Some(session) if session.is_idle()? => self.leave(true).map(|()| true),
            _ => Ok(false),
        }
    }

    /// Records the leaving, wipes the key, closes the files; the path and name stay for coming back.
    pub(super) fn leave(&mut self, idle: bool) -> Result<()> {
        let Some(session) = self.session.take() else {
            return Ok(());
        };
        self.texts.clear();
        self.paper = None;
        let login = session.me().map(|p| p.login).unwrap_or_default();
        self.locked = Some(Locked { path: session.layout().root.clone(), login, idle });
        session.sign_out(idle)
    }

    pub fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// For the shell and tests, which open by themselves.
    pub fn seat(&mut self, session: Session) {
        self.session = Some(session);
        self.locked = None;
    }

    pub fn sign_out(&mut self) -> Result<()> {
        let left = self.leave(false);
        self.locked = None;
        left
    }

    pub fn place(&self, path: &str) -> Result<Place> {
        let path = crate::error::required_path(path, "path")?;
        Ok(Place { layout: Layout::new(path), home: self.home.clone(), clock: self.clock.clone() })
    }
}

impl Call<'_> {
    pub fn session(&mut self) -> Result<&mut Session> {
        self.desk.session.as_mut().ok_or(Error::NotOpen)
    }

    pub fn today(&self) -> Day {
        self.desk.clock.now().day()
    }

    /// The tables of today, or of a past day, for a question.
    pub fn ask<T>(
        &mut self,
        as_of: Option<Day>,
        question: impl FnOnce(&rusqlite::Connection) -> Result<T>,
    ) -> Result<T> {
        let session = self.session()?;
        match as_of {
            None => question(session.db()),
            Some(day) => {
                session.require(people::Right::SeeRecord)?;
                question(&ledger::as_of(session.db(), day)?.db)
            }
        }
    }
}
