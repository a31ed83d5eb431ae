//! A desk with the sample clinic on a day that does not move, and papers filled from it.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use rusqlite::Connection;
use serde_json::{Map, Value, json};
use tenken_core::assessment::{self, Assessment};
use tenken_core::calendar::ManualClock;
use tenken_core::catalogue::{self, Catalogue, Scale};
use tenken_core::command::Desk;
use tenken_core::document::{self, Ask, Source};
use tenken_core::people::{Role, Roles};
use tenken_paper::block::Document;

use crate::{Clinic, call};

pub const NOW: &str = "2026-11-20T09:00:00.000Z";

pub fn desk() -> (Clinic, Desk) {
    let clinic = Clinic { dir: tempfile::tempdir().unwrap() };
    let clock = Arc::new(ManualClock::at(NOW).unwrap());
    let mut desk = clinic.desk_at(clock);
    let request = json!({ "path": clinic.path() });
    call(&mut desk, "workspace.sample", request);
    (clinic, desk)
}

/// The newest assessment with its catalogues.
pub fn checklist(db: &Connection) -> (Assessment, Vec<(Arc<Catalogue>, Scale)>) {
    let found = assessment::list(db).unwrap().remove(0);
    let pinned = found.parts.iter().map(|part| {
        let (catalogue, scale) = catalogue::pinned(db, &part.hash).unwrap();
        (Arc::new(catalogue), scale)
    });
    let pinned = pinned.collect();
    (found, pinned)
}

/// A paper with what is given, through the public doors of the core.
pub fn fill(
    desk: &mut Desk,
    id: &str,
    record: Option<Value>,
    choices: &BTreeMap<String, String>,
) -> Document {
    let (text, _) = document::find(None, id).unwrap();
    let template = document::read(id, &text).unwrap();
    let assessment = match template.source {
        Source::Checklist => Some(checklist(desk.session().unwrap().db())),
        _ => None,
    };
    let session = desk.session().unwrap();
    let mut values = Map::new();
    if let Some(record) = record {
        values.insert("record".into(), record);
    }
    if template.source == Source::Recovery {
        values.insert("code".into(), json!("ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789"));
    }
    let mut data = document::data(
        &template,
        &Ask {
            db: session.db(),
            person: session.person(),
            roles: &Roles::of(&[Role::Director]),
            today: "2026-11-20".parse().unwrap(),
            assessment,
            choices,
            values: &values,
            records: &[],
            register: None,
            training: None,
            audit: None,
            handed: None,
            frozen: None,
            sample: false,
            number: "見本-2026-001",
            issued_on: "2026-11-20",
        },
    )
    .unwrap();
    // Hashes and the computer's name are another every time.
    if let Some(hash) = data.pointer_mut("/head/hash") {
        *hash = json!("0123456789abcdef".repeat(4));
    }
    if template.source == Source::Record {
        data["head"] = json!("0123456789abcdef".repeat(4));
        for line in data["lines"].as_array_mut().unwrap() {
            line["hash"] = json!("0123456789ab");
            line["device"] = json!("受付のパソコン");
        }
    }
    let mut document = document::fill(id, &text, &data).unwrap_or_else(|e| panic!("{id}: {e:?}"));
    document.made_at = NOW.into();
    document.number = "見本-2026-001".into();
    document
}

/// What Poppler reads: another hand than ours.
pub fn extracted(pdf: &Path) -> String {
    let output =
        Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(pdf).arg("-").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
