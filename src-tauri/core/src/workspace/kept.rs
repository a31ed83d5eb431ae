//! What this computer remembers by itself, beside every workspace: paths, which have other names on the next one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::files::write_atomically;
use crate::{Error, Result};

/// By a key of whoever keeps it.
pub fn kept<T: DeserializeOwned>(path: &Path) -> BTreeMap<String, T> {
    let text = fs::read_to_string(path).unwrap_or_default();
    // What cannot be read is asked for anew: nothing but paths is lost.
    serde_json::from_str(&text).unwrap_or_default()
}

pub fn keep<T: Serialize>(path: &Path, all: &BTreeMap<String, T>) -> Result<()> {
    let text = serde_json::to_vec_pretty(all).map_err(|e| Error::internal(e.to_string()))?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|e| Error::io("write", path, &e))?;
    }
    write_atomically(path, &text)
}
