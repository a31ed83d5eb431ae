//! Property tests of audits: whatever is planned, begun, judged, found, mended and sent back, in whatever order, what is
//! refused changes nothing, all of it can be taken back and brought again, and the tables are what the ledger says.

use proptest::prelude::*;
use rusqlite::Connection;
use serde_json::json;
use strum::VariantArray;
use uuid::Uuid;

use super::deeds::{Bench, bench};
use super::{Change, record, redo, undo, verify};
use crate::assessment::At;
use crate::audit::finding::{self, Correction, Finding, FindingChange, Source};
use crate::audit::{
    self, Audit, AuditChange, Auditor, Conclusion, Grade, Item, Judgement, Line, Opinion, Plan, Series, Step,
};
use crate::calendar::{Clock, Recurrence, SystemClock};
use crate::command::Progress;
use crate::workspace::Session;

const GRADES: [Grade; 3] = [Grade::Conforms, Grade::Minor, Grade::Good];

#[derive(Debug, Clone)]
enum Deed {
    Plan { audit: usize, title: String },
    Remove { audit: usize },
    Step { audit: usize, step: usize },
    Judge { audit: usize, item: usize, grade: usize, stale: bool },
    Conclude { audit: usize, opinion: String },
    Series { title: String, times: u32 },
    Find { audit: usize, title: String, months: u32 },
    Regrade { finding: usize, major: bool },
    Correct { finding: usize, cause: String },
    Mend { finding: usize, step: usize },
    Undo,
    Redo,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let text = "[a-zぁ-ん]{1,8}";
    let one = prop_oneof![
        3 => (0..3_usize, text).prop_map(|(audit, title)| Deed::Plan { audit, title }),
        1 => (0..3_usize).prop_map(|audit| Deed::Remove { audit }),
        5 => (0..3_usize, 0..Step::VARIANTS.len()).prop_map(|(audit, step)| Deed::Step { audit, step }),
        6 => (0..3_usize, 0..3_usize, 0..3_usize, any::<bool>())
            .prop_map(|(audit, item, grade, stale)| Deed::Judge { audit, item, grade, stale }),
        2 => (0..3_usize, text).prop_map(|(audit, opinion)| Deed::Conclude { audit, opinion }),
        1 => (text, 1..5_u32).prop_map(|(title, times)| Deed::Series { title, times }),
        3 => (0..4_usize, text, 0..2_u32).prop_map(|(audit, title, months)| Deed::Find { audit, title, months }),
        2 => (0..4_usize, any::<bool>()).prop_map(|(finding, major)| Deed::Regrade { finding, major }),
        3 => (0..4_usize, text).prop_map(|(finding, cause)| Deed::Correct { finding, cause }),
        6 => (0..4_usize, 0..finding::Step::VARIANTS.len()).prop_map(|(finding, step)| Deed::Mend { finding, step }),
        4 => Just(Deed::Undo),
        2 => Just(Deed::Redo),
    ];
    prop::collection::vec(one, 1..50)
}

fn item(at: usize) -> Item {
    Item::Control(At { catalogue: "fuhyo-5.1".into(), control: format!("F1-0{at}") })
}

fn line(at: usize) -> Line {
    Line {
        item: item(at),
        section: "管理体制".into(),
        number: format!("F1-0{at}"),
        title: "項目".into(),
        text: String::new(),
        said: None,
        proofs: Vec::new(),
        answer_for: Vec::new(),
    }
}

fn audit_of(db: &Connection, pick: usize) -> Option<Audit> {
    let mut all = audit::all(db).unwrap();
    all.sort_by_key(|one| one.id);
    let at = pick.checked_rem(all.len())?;
    Some(all.swap_remove(at))
}

fn finding_of(db: &Connection, pick: usize) -> Option<finding::FindingRow> {
    let mut all = finding::list(db, &finding::Filter::default(), Uuid::nil()).unwrap();
    all.sort_by_key(|one| one.id);
    let at = pick.checked_rem(all.len())?;
    Some(all.swap_remove(at))
}

fn plan_of(me: Uuid, title: &str) -> Plan {
    let auditor =
        Auditor {
            id: Uuid::from_u128(1), name: "監査 四郎".into(), person: Some(me), ..Auditor::default()
        };
    let from = Some("2026-11-21".parse().unwrap());
    Plan { title: title.into(), from, auditors: vec![auditor], ..Plan::default() }
}

fn change_of(db: &Connection, me: Uuid, deed: &Deed) -> Option<Change> {
    let audit = match deed {
        Deed::Plan { audit, title } => {
            // As often a new one as one that is there.
            let found = audit_of(db, *audit).filter(|_| *audit > 0);
            let plan = Some(Box::new(plan_of(me, title)));
            let (id, base) = found.map_or_else(|| (Uuid::now_v7(), 0), |one| (one.id, one.revision));
            AuditChange::Plan { id, title: title.clone(), base, plan, back_to: None }
        }
        Deed::Remove { audit } => {
            let one = audit_of(db, *audit)?;
            AuditChange::Plan {
                id: one.id,
                title: one.plan.title,
                base: one.revision,
                plan: None,
                back_to: None,
            }
        }
        Deed::Step { audit, step } => {
            let (one, step) = (audit_of(db, *audit)?, *Step::VARIANTS.get(*step)?);
            let lines = if step == Step::Begin { (1..4).map(line).collect() } else { Vec::new() };
            let (id, title, base, reason) = (one.id, one.plan.title, one.revision, "試し".to_owned());
            AuditChange::Step { id, title, base, step, reason, lines, back_to: None }
        }
        Deed::Judge { audit, item: at, grade, stale } => {
            let one = audit_of(db, *audit)?;
            let standing = audit::standing(db, one.id).unwrap();
            let item = item(at + 1);
            let heads = standing.get(&item).map(|one| one.heads.iter().map(|head| head.id).collect());
            let replaces = heads.filter(|_| !stale).unwrap_or_default();
            let judgement = Judgement {
                id: Uuid::now_v7(),
                item,
                auditor: Uuid::from_u128(1),
                grade: *GRADES.get(*grade)?,
                methods: Vec::new(),
                observation: "見た".into(),
                interviewees: String::new(),
                reason: "試し".into(),
                replaces,
                given: None,
            };
            AuditChange::Judge { audit: one.id, title: one.plan.title, items: vec![judgement] }
        }
        Deed::Conclude { audit, opinion } => {
            let one = audit_of(db, *audit)?;
            let conclusion = Conclusion {
                opinion_grade: Some(Opinion::Fair),
                opinion: opinion.clone(),
                ..Conclusion::default()
            };
            let (id, title, base) = (one.id, one.plan.title, one.revision);
            AuditChange::Conclude { id, title, base, conclusion: Box::new(conclusion), back_to: None }
        }
        Deed::Series { title, times } => {
            let recurrence = Recurrence {
                from: "2026-05-30".parse().unwrap(),
                times: *times,
                years: 1,
                working_days: false,
                until: None,
            };
            let target = String::new();
            let series = Series { title: title.clone(), kind: audit::Kind::Internal, target, recurrence };
            let id = Uuid::from_u128(7);
            let base = audit::one_series(db, id).unwrap().map_or(0, |(_, revision)| revision);
            AuditChange::Series {
                id,
                title: title.clone(),
                base,
                series: Some(Box::new(series)),
                back_to: None,
            }
        }
        other => return of_finding(db, other),
    };
    Some(Change::Audit(audit))
}

fn of_finding(db: &Connection, deed: &Deed) -> Option<Change> {
    Some(Change::Finding(match deed {
        Deed::Find { audit, title, months } => {
            let audit = audit_of(db, *audit).filter(|_| *audit < 3);
            let source = audit.map_or(Source::Other, |one| Source::Audit { audit: one.id });
            let finding = Finding {
                source,
                title: title.clone(),
                fact: "見た".into(),
                grade: Grade::Minor,
                addressee: "社".into(),
                found_on: Some("2026-11-21".parse().unwrap()),
                check_after_months: Some(*months),
                ..Finding::default()
            };
            let number = format!("2026-{}", finding::next_number(db, 2026).unwrap());
            write(Uuid::now_v7(), number, 0, finding)
        }
        Deed::Regrade { finding, major } => {
            let row = finding_of(db, *finding)?;
            let grade = if *major { Grade::Major } else { Grade::Minor };
            write(row.id, row.number, row.revision, Finding { grade, ..row.finding })
        }
        Deed::Correct { finding, cause } => {
            let row = finding_of(db, *finding)?;
            let correction = Correction {
                cause: cause.clone(),
                correction: "直した".into(),
                planned_on: Some("2026-12-01".parse().unwrap()),
                ..Correction::default()
            };
            let (id, number, base) = (row.id, row.number, row.revision);
            FindingChange::Correct { id, number, base, correction: Box::new(correction), back_to: None }
        }
        Deed::Mend { finding, step } => {
            let (row, step) = (finding_of(db, *finding)?, *finding::Step::VARIANTS.get(*step)?);
            let (id, number, base, reason) = (row.id, row.number, row.revision, "試し".to_owned());
            // Far in the future, whenever this runs.
            let due = Some("2999-01-31".parse().unwrap());
            let row = finding::require(db, id).unwrap();
            let today = SystemClock.now().day();
            let (to, until) = finding::leads_to(&row, step, due, today);
            FindingChange::Step { id, number, base, step, to, until, reason, due, back_to: None, taken: None }
        }
        _ => return None,
    }))
}

fn write(id: Uuid, number: String, base: i64, finding: Finding) -> FindingChange {
    let (finding, reason) = (Some(Box::new(finding)), "試し".to_owned());
    FindingChange::Write { id, number, base, finding, reason, back_to: None }
}

fn content(session: &Session) -> String {
    let db = session.db();
    let mut all: Vec<_> = audit::all(db)
        .unwrap()
        .into_iter()
        .map(|one| {
            let judged = audit::judgements(db, one.id).unwrap();
            (one.id, one.plan, one.conclusion, one.state, audit::lines(db, one.id).unwrap(), judged)
        })
        .collect();
    all.sort_by_key(|one| one.0);
    let mut found: Vec<_> = finding::list(db, &finding::Filter::default(), Uuid::nil())
        .unwrap()
        .into_iter()
        .map(|row| (row.id, row.number, row.finding, row.correction, row.state, row.due, row.steps))
        .collect();
    found.sort_by_key(|one| one.0);
    let series: Vec<_> = audit::all_series(db).unwrap().into_iter().map(|one| (one.0, one.1)).collect();
    format!("{all:?} {found:?} {series:?}")
}

/// Signed in as a director who is an auditor and of the staff as well: so much more may happen.
fn auditing() -> Bench {
    let mut made = bench();
    let people = made.desk.call("people.list", json!({}), &Progress::none()).unwrap();
    let request =
        json!({ "id": people[0]["id"], "base": people[0]["revision"], "roles": ["director", "auditor"] });
    made.desk.call("people.set_roles", request, &Progress::none()).unwrap();
    made
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_audited_the_tables_are_what_the_ledger_says(deeds in deeds()) {
        let Bench { mut desk, _dir, .. } = auditing();
        let session = desk.session.as_mut().unwrap();
        let me = session.person();
        for deed in &deeds {
            let before = (session.head().unwrap(), content(session));
            let outcome = match deed {
                Deed::Undo => undo(session),
                Deed::Redo => redo(session),
                other => {
                    let Some(change) = change_of(session.db(), me, other) else { continue };
                    record(session, change)
                }
            };
            if outcome.is_err() {
                prop_assert_eq!(session.head().unwrap(), before.0);
                prop_assert_eq!(content(session), before.1);
            }
        }
        let report = verify(session, &Progress::none()).unwrap();
        prop_assert!(report.is_well(), "{:?}", report.problems);
    }

    #[test]
    fn every_audit_can_be_taken_back_and_brought_again(deeds in deeds()) {
        let Bench { mut desk, _dir, .. } = auditing();
        let session = desk.session.as_mut().unwrap();
        let me = session.person();
        let mut states = vec![content(session)];
        for deed in &deeds {
            let Some(change) = change_of(session.db(), me, deed) else { continue };
            if record(session, change).is_ok() {
                states.push(content(session));
            }
        }
        for state in states.iter().rev().skip(1) {
            undo(session).unwrap();
            prop_assert_eq!(&content(session), state);
        }
        for state in &states[1..] {
            redo(session).unwrap();
            prop_assert_eq!(&content(session), state);
        }
        let report = verify(session, &Progress::none()).unwrap();
        prop_assert!(report.is_well(), "{:?}", report.problems);
    }
}
