//! Packages of many facilities, made without a folder for each: one clinic's checklist, said by others.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tenken_core::command::{Desk, Progress};
use tenken_core::package::{Chain, Entry, Head, Key, Package, Part, Standing, Unseal, write};
use uuid::Uuid;

use crate::call;

/// What one clinic really sent, to be said by others.
pub struct Model {
    sent: Value,
    papers: Vec<(Entry, Vec<u8>)>,
}

/// A facility that only sends.
pub struct Facility {
    pub name: String,
    pub key: Key,
    number: u64,
    previous: Option<String>,
}

impl Facility {
    pub fn new(number: usize) -> Self {
        let key = Key::make().expect("a key");
        Self { name: format!("参加機関{number:05}"), key, number: 0, previous: None }
    }
}

const KINDS: [&str; 3] = ["clinic", "pharmacy", "hospital"];

/// All of them known at the desk, in four districts and three kinds.
pub fn enrol(desk: &mut Desk, all: &[Facility]) {
    for (at, one) in all.iter().enumerate() {
        let enrolled =
            json!({ "name": one.name, "district": format!("地区{}", at % 4), "kind": KINDS[at % 3] });
        call(desk, "operator.enrol", json!({ "public": one.key.public(), "enrolled": enrolled }));
    }
}

impl Model {
    pub fn of(path: &Path) -> Self {
        let package = Package::open(path, Unseal::default(), &Progress::none()).expect("a package");
        let mut papers = Vec::new();
        let wanted = |part: &Entry| part.name.starts_with("papers/");
        let take = |part: &Entry, bytes: &[u8]| {
            papers.push((part.clone(), bytes.to_vec()));
            Ok(())
        };
        package.each(wanted, take).expect("papers");
        Self { sent: package.json("submission.json").expect("a submission"), papers }
    }

    /// The next one of a facility, for a 年度: of every so many rows one does not hold.
    pub fn send(&self, from: &mut Facility, fiscal_year: i32, weak: usize, folder: &Path) -> PathBuf {
        let mut sent = self.sent.clone();
        from.number += 1;
        let snapshot = &mut sent["snapshot"];
        snapshot["id"] = json!(Uuid::now_v7());
        snapshot["facility"]["name"] = json!(from.name);
        snapshot["fiscal_year"] = json!(fiscal_year);
        snapshot["title"] = json!(format!("{fiscal_year}年度 準拠度チェックリスト"));
        for catalogue in snapshot["catalogues"].as_array_mut().expect("catalogues") {
            for (at, row) in catalogue["rows"].as_array_mut().expect("rows").iter_mut().enumerate() {
                let means = if weak > 0 && at % weak == 0 { "fails" } else { "conforms" };
                row["means"] = json!(means);
                row["answer"] = json!({ "value": means });
            }
        }
        let (entries, head) = (&snapshot["entries"], &snapshot["head"]);
        let ledger = Standing {
            entries: entries.as_i64().expect("a count"),
            hash: head.as_str().expect("a head").to_owned(),
        };
        let made = serde_json::from_value(snapshot["frozen"].clone()).expect("a moment");
        sent["number"] = json!(format!("提出-{fiscal_year}-1"));
        let text = serde_json::to_vec(&sent).expect("JSON");
        let mut parts = vec![Part::of_bytes("submission.json", text)];
        parts.extend(self.papers.iter().map(|(entry, bytes)| Part::of_bytes(&entry.name, bytes.clone())));
        let chain = Chain { number: from.number, previous: from.previous.clone() };
        let head = Head {
            kind: "submission".into(),
            id: Uuid::now_v7(),
            made,
            from: from.name.clone(),
            chain: Some(chain),
            ledger: Some(ledger),
            signer: None,
        };
        let path = folder.join(format!("{}-{}.tenken", from.name, from.number));
        let written = write(&path, head, &parts, Some(&from.key), None, &Progress::none()).expect("written");
        from.previous = Some(written.fingerprint);
        path
    }
}
