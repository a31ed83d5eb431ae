//! What the tests of evidence share: putting a file down, adding it, looking at it.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tenken_core::command::Desk;

use crate::{Clinic, call, files};

pub fn put(clinic: &Clinic, name: &str, bytes: &[u8]) -> PathBuf {
    let path = clinic.dir.path().join(name);
    fs::write(&path, bytes).unwrap();
    path
}

/// Adds files, and answers the proof of the first.
pub fn add(desk: &mut Desk, paths: &[&Path]) -> Value {
    let added = call(desk, "evidence.add", json!({ "paths": paths }));
    shown(desk, &added["ids"][0])["proof"].clone()
}

pub fn shown(desk: &mut Desk, id: &Value) -> Value {
    call(desk, "evidence.show", json!({ "id": id }))
}

pub fn stored(clinic: &Clinic) -> Vec<PathBuf> {
    let folder = clinic.path().join("evidence");
    if folder.exists() { files(&folder) } else { Vec::new() }
}

pub fn clean(desk: &mut Desk) {
    let report = call(desk, "ledger.verify", json!({}));
    assert_eq!(report["problem_count"], 0, "{report}");
    assert_eq!(call(desk, "evidence.check", json!({}))["bad"], json!([]));
}
