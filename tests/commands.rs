//! Every command × every role × nothing open, locked, signed in. A new command is walked by itself, and fails
//! here until it says who may.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss
)]
#![allow(clippy::print_stdout)] // figures for tests/README.md

use serde_json::{Value, json};
use tenken_core::command::{self, Desk, Progress, Who};
use tenken_core::people::{Right, Role, Roles, permission};
use tenken_tests::{Clinic, LOGIN, PASSWORD, call};

const EVERYBODY: [(Role, &str); 7] = [
    (Role::Director, "director"),
    (Role::Manager, "manager"),
    (Role::Auditor, "auditor"),
    (Role::Trainer, "trainer"),
    (Role::Staff, "staff"),
    (Role::Operator, "operator"),
    (Role::Viewer, "viewer"),
];

fn code(desk: &mut Desk, name: &str) -> Option<&'static str> {
    desk.call(name, Value::Null, &Progress::none()).err().map(|e| e.code())
}

#[test]
fn nothing_but_the_door_works_while_nothing_is_open_or_it_is_locked() {
    let clinic = Clinic::new();
    for command in command::list() {
        let mut closed = clinic.desk();
        let answer = code(&mut closed, command.name);
        let mut locked = clinic.open();
        call(&mut locked, "workspace.lock", json!({}));
        let locked_answer = code(&mut locked, command.name);
        if command.who == Who::Anyone {
            assert!(!matches!(answer, Some("not-open" | "locked")), "{}", command.name);
            assert!(!matches!(locked_answer, Some("not-open" | "locked")), "{}", command.name);
        } else {
            assert_eq!(answer, Some("not-open"), "{}", command.name);
            assert_eq!(locked_answer, Some("locked"), "{}", command.name);
        }
    }
}

#[test]
fn each_role_may_what_the_table_says_and_nothing_else() {
    let clinic = Clinic::new();
    let mut director = clinic.open();
    for (_, name) in EVERYBODY {
        let request = json!({
            "login": name, "profile": { "name": name }, "roles": [name], "password": PASSWORD,
        });
        call(&mut director, "people.add", request);
    }
    director.sign_out().unwrap();
    let mut walked = 0;
    for (role, login) in EVERYBODY {
        let roles = Roles::of(&[role]);
        let mut desk = clinic.desk();
        call(&mut desk, "workspace.unlock", clinic.door(login, PASSWORD));
        for command in command::list().iter().filter(|c| c.who != Who::Anyone) {
            if desk.session().is_none() {
                call(&mut desk, "workspace.unlock", clinic.door(login, PASSWORD));
            }
            let refused = code(&mut desk, command.name) == Some("not-permitted");
            let may = match command.who {
                Who::May(right) => permission::may(&roles, right),
                _ => true,
            };
            assert_eq!(!refused, may, "{} as {login}", command.name);
            walked += 1;
        }
    }
    assert_eq!(walked, 7 * command::list().iter().filter(|c| c.who != Who::Anyone).count());
}

/// Signed-in is not enough: what is changed decides once more, in the ledger.
#[test]
fn the_ledger_asks_again() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let me = call(&mut desk, "workspace.status", json!({}))["me"].clone();
    let staff =
        json!({ "login": "sato", "profile": { "name": "佐藤" }, "roles": ["staff"], "password": PASSWORD });
    call(&mut desk, "people.add", staff);
    let manager =
        json!({ "login": "ito", "profile": { "name": "伊藤" }, "roles": ["manager"], "password": PASSWORD });
    call(&mut desk, "people.add", manager);
    desk.sign_out().unwrap();

    let refused = |login: &str, name: &str, request: Value| {
        let mut desk = clinic.desk();
        call(&mut desk, "workspace.unlock", clinic.door(login, PASSWORD));
        tenken_tests::refused(&mut desk, name, request)
    };
    let reset = json!({ "id": me["id"], "new_password": "Hacked-123" });
    assert_eq!(refused("sato", "people.change_password", reset.clone()), "not-permitted");
    // A manager may manage staff, but not become a director by way of one.
    assert_eq!(refused("ito", "people.change_password", reset), "not-permitted");
    let promoted = json!({
        "login": "own", "profile": { "name": "自分" }, "roles": ["director"], "password": PASSWORD,
    });
    assert_eq!(refused("ito", "people.add", promoted), "not-permitted");
    let stop = json!({ "id": me["id"], "base": me["revision"] });
    assert_eq!(refused("ito", "people.stop", stop.clone()), "not-permitted");
    assert_eq!(refused("ito", "people.remove", stop.clone()), "not-permitted");
    // And nobody can leave a workspace without a director.
    assert_eq!(refused(LOGIN, "people.stop", stop), "last-director");
    let roles = json!({ "id": me["id"], "base": me["revision"], "roles": ["staff"] });
    assert_eq!(refused(LOGIN, "people.set_roles", roles), "last-director");
}

#[test]
fn every_right_is_asked_for_by_somebody() {
    let asked: Vec<Right> = command::list()
        .iter()
        .filter_map(|c| match c.who {
            Who::May(right) => Some(right),
            _ => None,
        })
        .collect();
    // These are asked for by the ledger or while opening, not by a command's own line.
    let elsewhere = [
        Right::SignIn,
        Right::ChangeOwnPassword,
        Right::AcceptHead,
        Right::Restore,
        Right::IssuePapers,
        Right::Recommend,
    ];
    for row in permission::table() {
        assert!(asked.contains(&row.right) || elsewhere.contains(&row.right), "{:?}", row.right);
    }
}

#[test]
fn requests_that_make_no_sense_are_refused_by_name() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    for (name, request) in [
        ("people.add", json!({ "login": 5 })),
        ("people.edit", json!({ "id": "x", "base": 1, "profile": {} })),
        ("ledger.log", json!({ "unknown": true })),
        ("facility.set", json!([])),
    ] {
        assert_eq!(tenken_tests::refused(&mut desk, name, request), "bad-request", "{name}");
    }
    assert_eq!(tenken_tests::refused(&mut desk, "no.such", json!({})), "no-such-command");
}
