//! Packages of many facilities, made without a folder for each: one clinic's checklist, said by others.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tenken_core::command::{Desk, Progress};
use tenken_core::ledger::{self, Change};
use tenken_core::package::{Chain, Entry, Head, Key, Package, Part, Standing, Unseal, write};
use tenken_core::submission::SubmissionChange;
use tenken_core::submission::desk::{Coming, Layout, Rolled};
use tenken_core::workspace::{Password, Unlocking, unlock};
use uuid::Uuid;

use crate::side::Side;
use crate::{LOGIN, PASSWORD, call};

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

fn enrolled(at: usize, one: &Facility) -> Value {
    json!({ "name": one.name, "district": format!("地区{}", at % 4), "kind": KINDS[at % 3] })
}

/// All of them known at the desk, in four districts and three kinds.
pub fn enrol(desk: &mut Desk, all: &[Facility]) {
    for (at, one) in all.iter().enumerate() {
        let request = json!({ "public": one.key.public(), "enrolled": enrolled(at, one) });
        call(desk, "operator.enrol", request);
    }
}

const ROWS: usize = 81;
const LAYOUT: &str = "0123456789abcdef0123456789abcdef";

fn layout() -> Layout {
    let row = |at: usize| {
        let practice = "個人情報保護に関する方針を定めている".to_owned();
        (format!("付表1 {}", at / 8), format!("F1-{at:02}"), practice)
    };
    let (catalogue, title) = ("fuhyo-5.1".to_owned(), "付表1～3".to_owned());
    Layout { catalogue, title, version: "5.1".into(), rows: (0..ROWS).map(row).collect() }
}

/// As they would stand after these years, without their packages: what a portfolio is counted from.
pub fn stand(operator: &Side, desk: &mut Desk, all: &[Facility], years: &[i32]) {
    let enrolments = all.iter().enumerate().map(|(at, one)| SubmissionChange::Enrol {
        public: one.key.public(),
        title: one.name.clone(),
        base: 0,
        enrolled: serde_json::from_value(enrolled(at, one)).expect("a facility"),
        back_to: None,
    });
    let mut changes: Vec<Change> = enrolments.map(Change::Submission).collect();
    for (chain, year) in (1_i64..).zip(years) {
        for (at, one) in all.iter().enumerate() {
            changes.push(Change::Submission(received((at, one), chain, *year)));
        }
    }
    desk.sign_out().expect("signed out");
    let place = desk.place(operator.clinic.path().to_str().expect("a path")).expect("a folder");
    let with = Unlocking { login: LOGIN.into(), password: Password::new(PASSWORD), accept_head: false };
    let mut session = unlock(&place, &with).expect("opened");
    ledger::record_all(&mut session, &changes, &Progress::none()).expect("recorded");
    desk.seat(session);
}

fn received((at, one): (usize, &Facility), chain: i64, year: i32) -> SubmissionChange {
    // In one place of nine something is not as it should be, and somewhere else for everybody.
    let letter = |row: usize| if (row + at).is_multiple_of(9) { 'f' } else { 'c' };
    let rolled = vec![Rolled { layout: LAYOUT.into(), marks: (0..ROWS).map(letter).collect() }];
    let mark = |chain: i64| format!("{at:032x}{chain:032x}");
    let fingerprint = mark(chain);
    let kept = json!({ "sha256": fingerprint, "bytes": 1, "name": fingerprint, "key": "" });
    let first = at == 0 && chain == 1;
    let coming = Coming {
        kind: "conformance".into(),
        heading: format!("{year}年度　準拠度チェックリスト"),
        fiscal_year: year,
        kept: serde_json::from_value(kept).expect("a file"),
        rolled,
        layouts: first.then(|| (LAYOUT.to_owned(), layout())).into_iter().collect(),
        answers: None,
    };
    SubmissionChange::Receive {
        previous: (chain > 1).then(|| mark(chain - 1)),
        fingerprint,
        public: one.key.public(),
        title: one.name.clone(),
        chain,
        number: format!("提出-{year}-1"),
        snapshot: String::new(),
        coming: Some(Box::new(coming)),
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
