//! Property tests of the desk's deeds: whatever is answered, assigned, said and proved, in whatever order, can be taken
//! back to the beginning and brought again, and the tables are always what the ledger says.

use proptest::prelude::*;
use rusqlite::Connection;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Change, record, redo, undo, verify};
use crate::assessment::{self, Answer, AssessmentChange, Assigned, At, Setting};
use crate::command::{Desk, Progress};
use crate::document::{self, DocumentChange};
use crate::evidence::{self, Details, EvidenceChange, Use};
use crate::register::{self, Record, RegisterChange, Struck, Writing};
use crate::training::{self, Attending, Enrolling, How, Mark, SessionState, Trainee, TrainingChange};
use crate::workspace::{Home, Session, Tuning};

const CONTROLS: [&str; 4] = ["F1-01", "F1-02", "F1-04", "F1-06"];
const PAPER: &str = "cover-letter";
const REGISTER: &str = "take_out";
const VALUES: [&str; 4] = ["conforms", "partly", "fails", "open"];

#[derive(Debug, Clone)]
enum Deed {
    Answer { control: usize, value: usize, stale: bool },
    AnswerAll { value: usize },
    Assign { control: usize, nobody: bool },
    Comment { control: usize, text: String },
    Prove { control: usize, title: String },
    Describe { proof: usize, title: String, stale: bool },
    Withdraw { proof: usize },
    Link { proof: usize, control: usize },
    Unlink { proof: usize, control: usize },
    Template { title: String, stale: bool },
    DropTemplate,
    Register { count: usize },
    Rewrite { record: usize, purpose: String, stale: bool },
    WithdrawRequest { record: usize },
    Strike { record: usize },
    Arrange { fields: usize, unused: bool },
    Enrol { count: usize },
    Rename { trainee: usize, name: String, stale: bool },
    Session { session: usize, title: String, held: bool },
    Attend { session: usize, trainee: usize, mark: usize },
    Course { off: bool },
    Undo,
    Redo,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let text = "[a-zぁ-ん]{1,8}";
    let one = prop_oneof![
        6 => (0..4_usize, 0..4_usize, any::<bool>())
            .prop_map(|(control, value, stale)| Deed::Answer { control, value, stale: stale && takes_stale(value) }),
        1 => (0..4_usize).prop_map(|value| Deed::AnswerAll { value }),
        2 => (0..4_usize, any::<bool>()).prop_map(|(control, nobody)| Deed::Assign { control, nobody }),
        1 => (0..4_usize, text).prop_map(|(control, text)| Deed::Comment { control, text }),
        3 => (0..4_usize, text).prop_map(|(control, title)| Deed::Prove { control, title }),
        2 => (0..6_usize, text, any::<bool>()).prop_map(|(proof, title, stale)| Deed::Describe { proof, title, stale }),
        2 => (0..6_usize).prop_map(|proof| Deed::Withdraw { proof }),
        2 => (0..6_usize, 0..4_usize).prop_map(|(proof, control)| Deed::Link { proof, control }),
        2 => (0..6_usize, 0..4_usize).prop_map(|(proof, control)| Deed::Unlink { proof, control }),
        2 => (text, any::<bool>()).prop_map(|(title, stale)| Deed::Template { title, stale }),
        1 => Just(Deed::DropTemplate),
        2 => (1..4_usize).prop_map(|count| Deed::Register { count }),
        2 => (0..6_usize, text, any::<bool>()).prop_map(|(record, purpose, stale)| Deed::Rewrite { record, purpose, stale }),
        1 => (0..6_usize).prop_map(|record| Deed::WithdrawRequest { record }),
        2 => (0..6_usize).prop_map(|record| Deed::Strike { record }),
        2 => (0..3_usize, any::<bool>()).prop_map(|(fields, unused)| Deed::Arrange { fields, unused }),
        2 => (1..4_usize).prop_map(|count| Deed::Enrol { count }),
        1 => (0..4_usize, text, any::<bool>()).prop_map(|(trainee, name, stale)| Deed::Rename { trainee, name, stale }),
        2 => (0..3_usize, text, any::<bool>()).prop_map(|(session, title, held)| Deed::Session { session, title, held }),
        3 => (0..3_usize, 0..4_usize, 0..4_usize).prop_map(|(session, trainee, mark)| Deed::Attend { session, trainee, mark }),
        1 => any::<bool>().prop_map(|off| Deed::Course { off }),
        4 => Just(Deed::Undo),
        2 => Just(Deed::Redo),
    ];
    prop::collection::vec(one, 1..40)
}

/// A stale answer now and then, not every other time.
const fn takes_stale(value: usize) -> bool {
    value == 0
}

pub(super) struct Bench {
    pub desk: Desk,
    id: Uuid,
    pub _dir: tempfile::TempDir,
}

pub(super) fn bench() -> Bench {
    let dir = tempfile::tempdir().unwrap();
    let clock = std::sync::Arc::new(crate::calendar::SystemClock);
    let mut desk = Desk::new(Home::at(&dir.path().join("home")), clock, Tuning::Floor);
    let request = json!({
        "path": dir.path().join("a.tenken"), "login": "yamada", "password": "Abc-12345",
        "facility": { "name": "さくら診療所" }, "director": { "name": "山田 花子" },
    });
    desk.call("workspace.create", request, &Progress::none()).unwrap();
    let started =
        desk.call("assessment.start", json!({ "catalogues": ["fuhyo-5.1"] }), &Progress::none()).unwrap();
    let id = started["id"].as_str().unwrap().parse().unwrap();
    Bench { desk, id, _dir: dir }
}

fn at(control: usize) -> At {
    At { catalogue: "fuhyo-5.1".into(), control: CONTROLS[control].into() }
}

fn setting(db: &Connection, id: Uuid, control: usize, value: usize, stale: bool) -> Setting {
    let found = assessment::answer(db, id, &at(control)).unwrap();
    let base = found.as_ref().map_or(0, |found| found.revision) + i64::from(stale);
    let answer = Answer { value: VALUES[value].into(), ..found.map(|f| f.answer).unwrap_or_default() };
    Setting { at: at(control), base, answer, back_to: None }
}

fn proof(db: &Connection, pick: usize) -> Option<(Uuid, i64, String, bool)> {
    let mut all: Vec<(String, i64, String, bool)> = db
        .prepare("SELECT id, revision, details, withdrawn FROM proof ORDER BY id")
        .unwrap()
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    if all.is_empty() {
        return None;
    }
    let (id, revision, details, withdrawn) = all.swap_remove(pick % all.len());
    let details: Details = serde_json::from_str(&details).unwrap();
    Some((id.parse().unwrap(), revision, details.title, withdrawn))
}

/// Any record that stands, or was struck out.
fn record_of(db: &Connection, pick: usize) -> Option<Record> {
    let ids: Vec<String> = db
        .prepare("SELECT id FROM record ORDER BY number")
        .unwrap()
        .query_map([], |r| r.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let id = ids.get(pick.checked_rem(ids.len())?)?.parse().unwrap();
    register::find(db, id).unwrap()
}

fn writing(id: Uuid, base: i64, purpose: &str) -> Writing {
    let fields = json!({
        "applied_on": "2026-11-20", "name": "山田 花子", "contents": "予定表", "taken_from": "2026-11-24",
        "taken_to": "2026-11-28", "purpose": purpose,
    });
    let state = (base == 0).then(|| "requested".to_owned());
    let Value::Object(fields) = fields else { unreachable!() };
    let day = "2026-11-20".parse().unwrap();
    Writing { id, base, day, title: "予定表".into(), state, fields, back_to: None }
}

fn change_of(session: &Session, id: Uuid, deed: &Deed) -> Option<Change> {
    let db = session.db();
    let used = |control: usize| vec![Use::Control { assessment: id, at: at(control) }];
    Some(match deed {
        Deed::Answer { control, value, stale } => {
            let items = vec![setting(db, id, *control, *value, *stale)];
            Change::Assessment(AssessmentChange::Answer { id, items })
        }
        Deed::AnswerAll { value } => {
            let items = (0..CONTROLS.len()).map(|control| setting(db, id, control, *value, false)).collect();
            Change::Assessment(AssessmentChange::Answer { id, items })
        }
        Deed::Assign { control, nobody } => {
            let now = assessment::assignments(db, id).unwrap();
            let base = now.get(&at(*control)).map_or(0, |found| found.base);
            let person = (!nobody).then_some(session.person());
            let items = vec![Assigned { at: at(*control), base, person, back_to: None }];
            Change::Assessment(AssessmentChange::Assign { id, items })
        }
        Deed::Comment { control, text } => {
            let (comment, at, text) = (Uuid::now_v7(), at(*control), text.clone());
            Change::Assessment(AssessmentChange::Comment { id, comment, at, text })
        }
        Deed::Prove { control, title } => Change::Evidence(EvidenceChange::Add {
            id: Uuid::now_v7(),
            details: Details { title: title.clone(), place: "書庫".into(), ..Details::default() },
            files: Vec::new(),
            uses: used(*control),
            for_good: false,
        }),
        Deed::Describe { proof: pick, title, stale } => {
            let (proof, revision, _, _) = proof(db, *pick)?;
            let details = Details { title: title.clone(), place: "書庫".into(), ..Details::default() };
            let base = revision - i64::from(*stale);
            Change::Evidence(EvidenceChange::Edit { id: proof, base, details, back_to: None })
        }
        Deed::Withdraw { proof: pick } => {
            let (id, base, title, withdrawn) = proof(db, *pick)?;
            Change::Evidence(EvidenceChange::Withdraw {
                id,
                base,
                title,
                withdrawn: !withdrawn,
                back_to: None,
            })
        }
        Deed::Link { proof: pick, control } => {
            let (id, _, title, _) = proof(db, *pick)?;
            Change::Evidence(EvidenceChange::Link { id, title, uses: used(*control) })
        }
        Deed::Unlink { proof: pick, control } => {
            let (id, _, title, _) = proof(db, *pick)?;
            Change::Evidence(EvidenceChange::Unlink { id, title, uses: used(*control) })
        }
        Deed::Template { title, stale } => {
            let (text, _) = document::find(None, PAPER).unwrap();
            let text = text.replace("送付状", title);
            let base = document::own(db, PAPER).unwrap().map_or(0, |own| own.revision) + i64::from(*stale);
            let template = PAPER.into();
            Change::Document(DocumentChange::SetTemplate { template, base, text, back_to: None })
        }
        Deed::DropTemplate => {
            let base = document::own(db, PAPER).unwrap()?.revision;
            Change::Document(DocumentChange::DropTemplate { template: PAPER.into(), base })
        }
        other => return in_register(db, other).or_else(|| in_training(db, other)),
    })
}

/// What is done around training.
fn in_training(db: &Connection, deed: &Deed) -> Option<Change> {
    let day = "2026-04-01".parse().unwrap();
    let sessions = training::sessions(db, day, day).unwrap();
    let people = training::trainees(db).unwrap();
    Some(Change::Training(match deed {
        Deed::Enrol { count } => {
            let one = |n: usize| {
                let trainee = Some(Trainee { name: format!("受講者{n}"), ..Trainee::default() });
                Enrolling { id: Uuid::now_v7(), base: 0, trainee, back_to: None }
            };
            TrainingChange::Enrol { items: (0..*count).map(one).collect() }
        }
        Deed::Rename { trainee, name, stale } => {
            let found = people.get(trainee.checked_rem(people.len())?)?;
            let trainee = Some(Trainee { name: name.clone(), ..found.trainee.clone() });
            let base = found.revision + i64::from(*stale);
            TrainingChange::Enrol { items: vec![Enrolling { id: found.id, base, trainee, back_to: None }] }
        }
        Deed::Session { session, title, held } => {
            let found = sessions.get(*session);
            let state = if *held { SessionState::Held } else { SessionState::Planned };
            let (title, courses) = (title.clone(), vec!["security".to_owned()]);
            let made = training::Session {
                title: title.clone(),
                day: Some(day),
                courses,
                state,
                ..Default::default()
            };
            let id = found.map_or_else(Uuid::now_v7, |row| row.id);
            let base = found.map_or(0, |row| row.revision);
            TrainingChange::Session { id, title, base, session: Some(Box::new(made)), back_to: None }
        }
        Deed::Attend { session, trainee, mark } => {
            let row = sessions.get(session.checked_rem(sessions.len())?)?;
            let person = people.get(trainee.checked_rem(people.len())?)?;
            let there =
                training::attendances(db, row.id).unwrap().into_iter().find(|one| one.trainee == person.id);
            let marks = [Mark::Expected, Mark::Attended, Mark::Absent, Mark::MadeUp];
            let item = Attending {
                trainee: person.id,
                base: there.map_or(0, |one| one.revision),
                mark: marks.get(*mark).copied(),
                how: How::Hand,
                reason: "試し".into(),
                score: None,
                back_to: None,
            };
            TrainingChange::Attend { session: row.id, title: row.session.title.clone(), items: vec![item] }
        }
        Deed::Course { off } => {
            let (course, base) =
                training::courses(db).unwrap().into_iter().find(|(one, _)| one.id == "security")?;
            let (id, name) = (course.id.clone(), course.name.clone());
            let course = Some(Box::new(training::Course { off: *off, ..course }));
            TrainingChange::Course { id, name, base, course, back_to: None }
        }
        _ => return None,
    }))
}

/// What is done to records, and to what a register is.
fn in_register(db: &Connection, deed: &Deed) -> Option<Change> {
    Some(match deed {
        Deed::Register { count } => {
            let items = (0..*count).map(|n| writing(Uuid::now_v7(), 0, &n.to_string())).collect();
            Change::Register(RegisterChange::Write { register: REGISTER.into(), items })
        }
        Deed::Rewrite { record, purpose, stale } => {
            let found = record_of(db, *record)?;
            let items = vec![writing(found.id, found.revision + i64::from(*stale), purpose)];
            Change::Register(RegisterChange::Write { register: REGISTER.into(), items })
        }
        Deed::WithdrawRequest { record } => {
            let found = record_of(db, *record).filter(|one| !one.struck)?;
            let (step, to) = ("withdraw".to_owned(), "withdrawn".to_owned());
            if found.state.as_deref() != Some("requested") {
                return None;
            }
            let Record { id, revision: base, day, title, fields, .. } = found;
            let register = REGISTER.into();
            Change::Register(RegisterChange::Move {
                register,
                id,
                base,
                step,
                to,
                day,
                title,
                fields,
                back_to: None,
            })
        }
        Deed::Strike { record } => {
            let found = record_of(db, *record)?;
            let items = vec![Struck { id: found.id, base: found.revision, back_to: None }];
            let (register, reason) = (REGISTER.into(), "試し".into());
            Change::Register(RegisterChange::Strike { register, items, struck: !found.struck, reason })
        }
        Deed::Arrange { fields, unused } => {
            let base = register::own(db, REGISTER).unwrap().map_or(0, |own| own.revision);
            let field = |n: usize| json!({ "id": format!("own_{n}"), "name": format!("項目{n}"), "name_en": "x", "type": "text" });
            let fields: Vec<Value> = (0..*fields).map(field).collect();
            let setup = serde_json::from_value(json!({ "fields": fields, "unused": unused })).unwrap();
            let (register, name, setup) = (REGISTER.to_owned(), "持ち出し".to_owned(), Some(Box::new(setup)));
            Change::Register(RegisterChange::Arrange { register, name, base, setup, back_to: None })
        }
        _ => return None,
    })
}

/// Everything people see of it. When a comment or a proof was brought again is when it was brought again.
fn content(session: &Session, id: Uuid) -> String {
    let db = session.db();
    let answers: Vec<_> =
        assessment::answers(db, id).unwrap().into_values().map(|a| (a.at, a.answer)).collect();
    let assigned: Vec<_> =
        assessment::assignments(db, id).unwrap().into_values().map(|a| (a.at, a.person)).collect();
    let comments: Vec<Vec<_>> = (0..CONTROLS.len())
        .map(|c| assessment::comments(db, id, &at(c)).unwrap().into_iter().map(|c| (c.id, c.text)).collect())
        .collect();
    let mut proofs: Vec<String> = db
        .prepare("SELECT id || details FROM proof WHERE withdrawn = 0")
        .unwrap()
        .query_map([], |r| r.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    proofs.sort();
    let today = session.clock.now().day();
    let standing = evidence::standing(db, id, today).unwrap();
    let comments: Vec<Vec<_>> = comments
        .into_iter()
        .map(|mut all| {
            all.sort();
            all
        })
        .collect();
    let template = document::own(db, PAPER).unwrap().map(|own| own.text);
    // A new one that was taken back is struck out: as if it had not been there.
    let records: Vec<(String, Option<String>, String)> = db
        .prepare("SELECT id, state, fields FROM record WHERE struck = 0 ORDER BY number")
        .unwrap()
        .query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let setup = register::own(db, REGISTER).unwrap().map(|own| own.setup);
    let people: Vec<_> =
        training::trainees(db).unwrap().into_iter().map(|row| (row.id, row.trainee)).collect();
    let day = "2026-04-01".parse().unwrap();
    let taught: Vec<_> = training::sessions(db, day, day)
        .unwrap()
        .into_iter()
        .map(|row| {
            let there = training::attendances(db, row.id).unwrap();
            let marks: Vec<_> = there.into_iter().map(|one| (one.trainee, one.mark, one.reason)).collect();
            (row.id, row.session, marks)
        })
        .collect();
    let courses = training::courses(db).unwrap();
    let courses: Vec<_> = courses.into_iter().map(|(course, _)| course).collect();
    let taught = format!("{people:?} {taught:?} {courses:?}");
    format!(
        "{answers:?} {assigned:?} {comments:?} {proofs:?} {standing:?} {template:?} {records:?} {setup:?} {taught}"
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_at_the_desk_the_tables_are_what_the_ledger_says(deeds in deeds()) {
        let Bench { mut desk, id, _dir } = bench();
        let session = desk.session.as_mut().unwrap();
        for deed in &deeds {
            let before = (session.head().unwrap(), content(session, id));
            let outcome = match deed {
                Deed::Undo => undo(session),
                Deed::Redo => redo(session),
                other => {
                    let Some(change) = change_of(session, id, other) else { continue };
                    let stale = matches!(
                        other,
                        Deed::Answer { stale: true, .. } | Deed::Describe { stale: true, .. } | Deed::Template { stale: true, .. } | Deed::Rewrite { stale: true, .. } | Deed::Rename { stale: true, .. }
                    );
                    let outcome = record(session, change);
                    // Undone to its beginning, the assessment itself is withdrawn.
                    let open = assessment::require_open(session.db(), id).is_ok();
                    if stale {
                        prop_assert!(outcome.is_err(), "stale, yet accepted: {other:?}");
                    } else if open {
                        prop_assert!(outcome.is_ok(), "{other:?}: {outcome:?}");
                    }
                    outcome
                }
            };
            if outcome.is_err() {
                prop_assert_eq!(session.head().unwrap(), before.0);
                prop_assert_eq!(content(session, id), before.1);
            }
        }
        let report = verify(session, &Progress::none()).unwrap();
        prop_assert!(report.is_well(), "{:?}", report.problems);
    }

    #[test]
    fn every_deed_can_be_taken_back_and_brought_again(deeds in deeds()) {
        let Bench { mut desk, id, _dir } = bench();
        let session = desk.session.as_mut().unwrap();
        let mut states = vec![content(session, id)];
        for deed in &deeds {
            let Some(change) = change_of(session, id, deed) else { continue };
            if record(session, change).is_ok() {
                states.push(content(session, id));
            }
        }
        for state in states.iter().rev().skip(1) {
            undo(session).unwrap();
            prop_assert_eq!(&content(session, id), state);
        }
        for state in &states[1..] {
            redo(session).unwrap();
            prop_assert_eq!(&content(session, id), state);
        }
        let report = verify(session, &Progress::none()).unwrap();
        prop_assert!(report.is_well(), "{:?}", report.problems);
    }
}
