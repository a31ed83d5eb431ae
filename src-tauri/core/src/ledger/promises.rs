//! Property tests of the one door: whatever sequence of changes anybody tries, the promises hold.

use proptest::prelude::*;
use rusqlite::Connection;
use serde_json::Value;
use uuid::Uuid;

use super::{Change, log, record, redo, undo, verify};
use crate::command::{Desk, Progress};
use crate::facility::{FacilityChange, FacilityKind, FacilityProfile};
use crate::ledger::LogFilter;
use crate::people::{self, PeopleChange, PersonState, Profile, Role, Roles, permission};
use crate::workspace::{Home, Session, Settings, WorkspaceChange};
use crate::{Error, facility, workspace};

/// What somebody may try. Numbers pick among what is there; `stale` tries with an old revision.
#[derive(Debug, Clone)]
enum Try {
    Add {
        roles: u8,
    },
    Edit {
        whom: u8,
        name: String,
        stale: bool,
    },
    SetRoles {
        whom: u8,
        roles: u8,
        stale: bool,
    },
    Stop {
        whom: u8,
    },
    Resume {
        whom: u8,
    },
    Remove {
        whom: u8,
    },
    Facility {
        name: String,
        beds: i64,
        stale: bool,
    },
    Settings {
        minutes: i64,
        stale: bool,
    },
    Undo,
    Redo,
    /// Somebody else sits down.
    Switch {
        whom: u8,
    },
}

fn tries() -> impl Strategy<Value = Vec<Try>> {
    let name = "[\\PC]{0,12}";
    let one = prop_oneof![
        2 => any::<u8>().prop_map(|roles| Try::Add { roles }),
        3 => (any::<u8>(), name, any::<bool>()).prop_map(|(whom, name, stale)| Try::Edit { whom, name, stale }),
        2 => (any::<u8>(), any::<u8>(), any::<bool>())
            .prop_map(|(whom, roles, stale)| Try::SetRoles { whom, roles, stale }),
        1 => any::<u8>().prop_map(|whom| Try::Stop { whom }),
        1 => any::<u8>().prop_map(|whom| Try::Resume { whom }),
        1 => any::<u8>().prop_map(|whom| Try::Remove { whom }),
        3 => (name, -5..30_i64, any::<bool>())
            .prop_map(|(name, beds, stale)| Try::Facility { name, beds, stale }),
        1 => (0..20_i64, any::<bool>()).prop_map(|(minutes, stale)| Try::Settings { minutes, stale }),
        3 => Just(Try::Undo),
        2 => Just(Try::Redo),
        2 => any::<u8>().prop_map(|whom| Try::Switch { whom }),
    ];
    prop::collection::vec(one, 1..40)
}

struct Bench {
    desk: Desk,
    _dir: tempfile::TempDir,
}

fn bench() -> Bench {
    let dir = tempfile::tempdir().unwrap();
    let clock = std::sync::Arc::new(crate::calendar::SystemClock);
    let mut desk = Desk::new(Home::at(&dir.path().join("home")), clock, workspace::Tuning::Floor);
    let request = serde_json::json!({
        "path": dir.path().join("a.tenken"), "login": "yamada", "password": "Abc-12345",
        "facility": { "name": "さくら診療所" }, "director": { "name": "山田 花子" },
    });
    desk.call("workspace.create", request, &Progress::none()).unwrap();
    Bench { desk, _dir: dir }
}

fn roles(bits: u8) -> Roles {
    use strum::VariantArray;
    Roles(Role::VARIANTS.iter().enumerate().filter(|(i, _)| bits >> i & 1 == 1).map(|(_, r)| *r).collect())
}

fn whom(db: &Connection, pick: u8) -> people::Person {
    let everybody = people::list(db).unwrap();
    everybody[usize::from(pick) % everybody.len()].clone()
}

/// Turns a try into a change, or does what is not a change.
fn change_of(session: &mut Session, attempt: &Try) -> Option<Change> {
    let db = session.db();
    let base = |revision: i64, stale: bool| if stale { revision - 1 } else { revision };
    let keys_serial = session.keys.serial;
    Some(match attempt {
        Try::Add { roles: bits } => {
            let id = Uuid::now_v7();
            let profile = Profile { name: "新人".into(), ..Profile::default() };
            Change::People(PeopleChange::Add {
                id,
                login: id.to_string(),
                profile,
                roles: roles(*bits),
                keys_serial,
            })
        }
        Try::Edit { whom: pick, name, stale } => {
            let person = whom(db, *pick);
            let profile = Profile { name: name.clone(), ..person.profile };
            Change::People(PeopleChange::Edit {
                id: person.id,
                base: base(person.revision, *stale),
                profile,
                back_to: None,
            })
        }
        Try::SetRoles { whom: pick, roles: bits, stale } => {
            let person = whom(db, *pick);
            let base = base(person.revision, *stale);
            Change::People(PeopleChange::SetRoles { id: person.id, base, roles: roles(*bits), back_to: None })
        }
        Try::Stop { whom: pick } => {
            let person = whom(db, *pick);
            Change::People(PeopleChange::Stop { id: person.id, base: person.revision, keys_serial })
        }
        Try::Resume { whom: pick } => {
            let person = whom(db, *pick);
            Change::People(PeopleChange::Resume { id: person.id, base: person.revision, keys_serial })
        }
        Try::Remove { whom: pick } => {
            let person = whom(db, *pick);
            Change::People(PeopleChange::Remove { id: person.id, base: person.revision, keys_serial })
        }
        Try::Facility { name, beds, stale } => {
            let base = base(facility::show(db).unwrap().revision, *stale);
            let kind = if *beds % 2 == 0 { FacilityKind::Clinic } else { FacilityKind::Hospital };
            let profile =
                FacilityProfile { name: name.clone(), kind, beds: *beds, ..FacilityProfile::default() };
            Change::Facility(FacilityChange::Set { base, profile, back_to: None })
        }
        Try::Settings { minutes, stale } => {
            let base = base(workspace::show(db).unwrap().revision, *stale);
            Change::Workspace(WorkspaceChange::Settings {
                base,
                settings: Settings { idle_minutes: *minutes },
                back_to: None,
            })
        }
        Try::Switch { whom: pick } => {
            session.person = whom(db, *pick).id;
            return None;
        }
        Try::Undo | Try::Redo => return None,
    })
}

/// Everything but revisions: those say when, not what.
fn content(db: &Connection) -> String {
    let people = people::list(db).unwrap();
    let people: Vec<_> = people.iter().map(|p| (&p.login, &p.profile, &p.roles, p.state)).collect();
    let (facility, workspace) = (facility::show(db).unwrap().profile, workspace::show(db).unwrap().settings);
    format!("{people:?} {facility:?} {workspace:?}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_changes_keeps_every_promise(tries in tries()) {
        let mut bench = bench();
        let session = bench.desk.session.as_mut().unwrap();
        for attempt in &tries {
            let before = (session.head().unwrap(), content(session.db()));
            let (state, mine) = people::roles_of(session.db(), session.person).unwrap();
            let outcome = match attempt {
                Try::Undo => undo(session),
                Try::Redo => redo(session),
                other => {
                    let Some(change) = change_of(session, other) else { continue };
                    let right = change.domain().right(session.person);
                    let permitted = state == PersonState::Active && permission::may(&mine, right);
                    let stale = matches!(other,
                        Try::Edit { stale: true, .. } | Try::SetRoles { stale: true, .. }
                        | Try::Facility { stale: true, .. } | Try::Settings { stale: true, .. });
                    let outcome = record(session, change);
                    if !permitted {
                        prop_assert!(matches!(outcome, Err(Error::NotPermitted { .. })), "{other:?}: {outcome:?}");
                    }
                    if stale {
                        prop_assert!(outcome.is_err(), "stale, yet accepted: {other:?}");
                    }
                    outcome
                }
            };
            match outcome {
                // One entry more, and it is the one that was answered.
                Ok(outcome) => {
                    prop_assert_eq!(outcome.seq, before.0.seq + 1);
                    prop_assert_eq!(session.head().unwrap().seq, outcome.seq);
                }
                // Refused: nothing has moved.
                Err(error) => {
                    prop_assert_eq!(session.head().unwrap(), before.0, "{}", error);
                    prop_assert_eq!(content(session.db()), before.1);
                }
            }
            let director = |p: &people::Person| p.state == PersonState::Active && p.roles.has(Role::Director);
            prop_assert!(people::list(session.db()).unwrap().iter().any(director), "no director left");
        }
        // The tables are what the ledger says, and nothing in it is out of place.
        let report = verify(session, &Progress::none()).unwrap();
        prop_assert!(report.is_well(), "{:?}", report.problems);
        prop_assert_eq!(report.entries, session.head().unwrap().seq);
        // Everything that happened can be read.
        let page = log(session.db(), &LogFilter { limit: Some(1000), ..LogFilter::default() }).unwrap();
        prop_assert_eq!(page.total, report.entries);
        prop_assert!(page.lines.iter().all(|line| !line.facts.is_empty() || line.kind.starts_with("workspace.")));
    }

    #[test]
    fn undo_goes_all_the_way_back_and_redo_all_the_way_forth(names in prop::collection::vec("[a-z]{1,8}", 1..12)) {
        let mut bench = bench();
        let session = bench.desk.session.as_mut().unwrap();
        let mut states = vec![content(session.db())];
        for (n, name) in names.iter().enumerate() {
            let attempt = if n % 3 == 2 {
                Try::Edit { whom: 0, name: name.clone(), stale: false }
            } else {
                Try::Facility { name: name.clone(), beds: 2, stale: false }
            };
            let change = change_of(session, &attempt).unwrap();
            record(session, change).unwrap();
            states.push(content(session.db()));
        }
        // Making the workspace set the facility too, but there was nothing before it to go back to.
        for state in states.iter().rev().skip(1) {
            undo(session).unwrap();
            prop_assert_eq!(&content(session.db()), state);
        }
        prop_assert!(matches!(undo(session), Err(Error::NothingToUndo)));
        for state in &states[1..] {
            redo(session).unwrap();
            prop_assert_eq!(&content(session.db()), state);
        }
        prop_assert!(matches!(redo(session), Err(Error::NothingToRedo)));
        // Back once, something new: what was undone is not brought back over it.
        undo(session).unwrap();
        let change = change_of(session, &Try::Facility { name: "新".into(), beds: 1, stale: false }).unwrap();
        record(session, change).unwrap();
        prop_assert!(matches!(redo(session), Err(Error::NothingToRedo)));
        prop_assert!(verify(session, &Progress::none()).unwrap().is_well());
    }
}

/// Somebody else's later change is not undone over their head.
#[test]
fn undo_does_not_overwrite_somebody_elses_change() {
    let mut bench = bench();
    let session = bench.desk.session.as_mut().unwrap();
    let first = session.person;
    let set = |session: &mut Session, name: &str| {
        let attempt = Try::Facility { name: name.into(), beds: 1, stale: false };
        let change = change_of(session, &attempt).unwrap();
        record(session, change).unwrap();
    };
    let id = Uuid::now_v7();
    let add = PeopleChange::Add {
        id,
        login: "second".into(),
        profile: Profile { name: "二人目".into(), ..Profile::default() },
        roles: Roles::of(&[Role::Director]),
        keys_serial: session.keys.serial,
    };
    record(session, Change::People(add)).unwrap();
    set(session, "先");
    session.person = id;
    set(session, "後");
    session.person = first;
    let error = undo(session).unwrap_err();
    assert_eq!(error.code(), "conflict");
    assert_eq!(error.params()["theirs"]["name"], Value::String("後".into()));
    assert_eq!(facility::show(session.db()).unwrap().profile.name, "後");
}
