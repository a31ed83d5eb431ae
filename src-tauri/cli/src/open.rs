//! Which workspace, which person, which password; and the desk they sit down at.

use std::io::IsTerminal;
use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};
use tenken_core::calendar::SystemClock;
use tenken_core::command::{Desk, Progress};
use tenken_core::words::Words;
use tenken_core::workspace::{Home, Password, Tuning};
use tenken_core::{Error, Result};

use crate::args::Common;

pub fn desk(quick: bool) -> Result<Desk> {
    let tuning = if quick { Tuning::Floor } else { Tuning::Machine };
    Ok(Desk::new(Home::find()?, Arc::new(SystemClock), tuning))
}

/// Opens and signs in; the day's first opening makes the automatic backup.
pub fn unlocked(common: &Common, words: &Words) -> Result<Desk> {
    let mut desk = desk(false)?;
    let request = json!({
        "path": workspace(common)?,
        "login": login(common)?,
        "password": password(common, words)?,
        "accept_head": common.accept_head,
    });
    desk.call("workspace.unlock", request, &Progress::none())?;
    if let Err(error) = desk.call("backup.if_due", Value::Null, &Progress::none()) {
        crate::show::aside(&words.error(&error));
    }
    Ok(desk)
}

pub fn workspace(common: &Common) -> Result<String> {
    let path = common.workspace.as_ref().ok_or_else(|| Error::Required { field: "workspace".into() })?;
    Ok(path.display().to_string())
}

pub fn login(common: &Common) -> Result<String> {
    common.user.clone().ok_or_else(|| Error::Required { field: "user".into() })
}

pub fn password(common: &Common, words: &Words) -> Result<Password> {
    if let Some(path) = &common.password_file {
        return from_file(path);
    }
    secret("TENKEN_PASSWORD", "shell-password", words)
}

/// From a file, the environment, or asked for at the terminal; never from the command line, which others can see.
pub fn secret_from(file: Option<&Path>, variable: &str, prompt: &str, words: &Words) -> Result<Password> {
    match file {
        Some(path) => from_file(path),
        None => secret(variable, prompt, words),
    }
}

fn secret(variable: &str, prompt: &str, words: &Words) -> Result<Password> {
    if let Ok(value) = std::env::var(variable) {
        return Ok(Password::new(value));
    }
    let missing = || Error::Required { field: "password".into() };
    if !std::io::stdin().is_terminal() {
        return Err(missing());
    }
    rpassword::prompt_password(words.plain(prompt)).map(Password::new).map_err(|_| missing())
}

fn from_file(path: &Path) -> Result<Password> {
    let bad = |e: std::io::Error| Error::Io {
        doing: "read".into(),
        path: path.display().to_string(),
        detail: e.to_string(),
    };
    let text = zeroize::Zeroizing::new(std::fs::read_to_string(path).map_err(bad)?);
    Ok(Password::new(text.trim_end_matches(['\r', '\n'])))
}
