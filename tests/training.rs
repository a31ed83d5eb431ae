//! Training: who must take what is counted from rosters; lists that do not quite match are asked about; corrections carry a
//! reason; papers say what stands there; everything with a day stands in one calendar.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;

use serde_json::{Value, json};
use tenken_core::calendar::Day;
use tenken_core::command::Desk;
use tenken_tests::{Clinic, PASSWORD, call, refused};

fn today(desk: &mut Desk) -> Day {
    call(desk, "home.show", Value::Null)["today"].as_str().unwrap().parse().unwrap()
}

/// Five people, two of one name.
fn staff(desk: &mut Desk) -> Vec<Value> {
    let text = "職員番号\t氏名\tフリガナ\t部署\t区分\t採用日\n\
                101\t髙橋 五月\tたかはし さつき\t看護部\tシステム利用者\tR4.4.1\n\
                102\t山﨑 六郎\tやまざき ろくろう\t医事係\tシステム利用者、システム担当者\t2021/10/1\n\
                103\t佐藤 花子\tさとう はなこ\t医事係\tシステム利用者\t令和5年4月1日\n\
                104\t佐藤 花子\tさとう はなこ\t看護部\tシステム利用者\t2020-04-01\n\
                105\t渡邊 十和\tわたなべ とわ\t看護部\t\t2019-04-01\n";
    let read = call(desk, "training.read_people", json!({ "text": text }));
    let lines = read["lines"].as_array().unwrap();
    assert_eq!(lines.len(), 5, "{read:#}");
    assert!(lines.iter().all(|line| line["found"]["kind"] == "nobody" && line["failures"] == json!([])));
    let items: Vec<Value> = lines.iter().map(|line| json!({ "trainee": line["trainee"] })).collect();
    let done = call(desk, "training.enrol", json!({ "items": items }));
    assert_eq!((&done["added"], &done["entries"]), (&json!(5), &json!(1)));
    let again = call(desk, "training.read_people", json!({ "text": text }));
    assert!(
        again["lines"].as_array().unwrap().iter().all(|line| line["found"]["kind"] == "sure"),
        "{again:#}"
    );
    call(desk, "training.trainees", Value::Null).as_array().unwrap().clone()
}

fn named<'a>(all: &'a [Value], number: &str) -> &'a Value {
    all.iter().find(|one| one["number"] == number).unwrap()
}

fn session(desk: &mut Desk, title: &str, day: Day, courses: &[&str]) -> Value {
    let session = json!({ "title": title, "day": day, "courses": courses, "from": "17:30", "to": "18:30",
        "trainer": "点検 花子", "place": "待合室", "contents": "個人情報の保護" });
    call(desk, "training.set_session", json!({ "session": session }))["id"].clone()
}

fn held(desk: &mut Desk, id: &Value) {
    let row = call(desk, "training.session", json!({ "id": id }))["row"].clone();
    let mut session = row["session"].clone();
    session["state"] = json!("held");
    call(desk, "training.set_session", json!({ "id": id, "base": row["revision"], "session": session }));
}

fn lacking(desk: &mut Desk, course: &str) -> Vec<String> {
    let all = call(desk, "training.missing", Value::Null);
    let of_it = all.as_array().unwrap().iter().filter(|one| one["course"] == course);
    of_it.map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_trainers_day() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let all = staff(&mut desk);
    let today = today(&mut desk);
    assert_eq!(lacking(&mut desk, "security").len(), 5);
    assert_eq!(lacking(&mut desk, "handler"), ["山﨑 六郎"]);
    let id = session(&mut desk, "院内研修", today, &["security"]);
    let done = call(&mut desk, "training.expect", json!({ "session": id, "who": "missing" }));
    assert_eq!(done["added"], 5);
    assert_eq!(call(&mut desk, "training.expect", json!({ "session": id, "who": "missing" }))["added"], 0);

    // The list from the meeting service: spaces, old forms, a doubtful name, somebody unknown.
    let text =
        "名前\t出欠\t点数\n高橋五月\t○\t80\n山崎　六郎\t○\t60\n佐藤花子\t○\t90\nだれか\t○\t\n渡辺十和\t×\t\n";
    let read = call(&mut desk, "training.read_attendance", json!({ "text": text }));
    let kinds: Vec<&Value> =
        read["lines"].as_array().unwrap().iter().map(|line| &line["found"]["kind"]).collect();
    assert_eq!(kinds, ["sure", "sure", "doubtful", "nobody", "sure"], "{read:#}");
    assert_eq!(read["lines"][2]["found"]["candidates"].as_array().unwrap().len(), 2);
    assert_eq!(read["lines"][4]["mark"], "absent");
    let roster = call(&mut desk, "training.session", json!({ "id": id }))["roster"].clone();
    let base = |trainee: &Value| {
        let line =
            roster.as_array().unwrap().iter().find(|one| one["trainee"]["id"] == trainee["id"]).unwrap();
        line["attendance"]["revision"].clone()
    };
    let mark = |number: &str, mark: &str| {
        let trainee = named(&all, number);
        json!({ "trainee": trainee["id"], "base": base(trainee), "mark": mark, "how": "sheet" })
    };
    let items = json!([
        mark("101", "attended"),
        mark("102", "attended"),
        mark("104", "attended"),
        mark("105", "absent")
    ]);
    call(&mut desk, "training.attend", json!({ "session": id, "items": items }));
    // Nothing counts before it was held; what is still to come cannot have been held.
    assert_eq!(lacking(&mut desk, "security").len(), 5);
    held(&mut desk, &id);
    assert_eq!(lacking(&mut desk, "security"), ["佐藤 花子", "渡邊 十和"]);
    let courses = call(&mut desk, "training.courses", Value::Null);
    let security = courses.as_array().unwrap().iter().find(|one| one["course"]["id"] == "security").unwrap();
    assert_eq!((&security["must"], &security["taken"]), (&json!(5), &json!(3)));

    // A correction of what is known carries a reason, and the older entry stays in the record.
    let shown = call(&mut desk, "training.session", json!({ "id": id }));
    let late =
        shown["roster"].as_array().unwrap().iter().find(|one| one["trainee"]["number"] == "105").unwrap();
    let correct = |reason: &str| {
        json!({ "session": id, "items": [{ "trainee": late["trainee"]["id"], "base": late["attendance"]["revision"],
            "mark": "made_up", "how": "hand", "reason": reason }] })
    };
    assert_eq!(refused(&mut desk, "training.attend", correct("")), "required");
    call(&mut desk, "training.attend", correct("録画で受講"));
    assert_eq!(refused(&mut desk, "training.attend", correct("もう一度")), "conflict");
    assert_eq!(lacking(&mut desk, "security"), ["佐藤 花子"]);
    let history = call(&mut desk, "training.history", json!({ "id": late["trainee"]["id"] }));
    assert_eq!(history[0]["attendance"]["reason"], "録画で受講");

    // The make-up session takes who is still missing.
    let again = session(&mut desk, "補講", today, &["security"]);
    let done = call(&mut desk, "training.expect", json!({ "session": again, "who": { "absent": id } }));
    assert_eq!(done["added"], 1);

    // The papers say it.
    let text_of = |desk: &mut Desk, paper: Value| -> String {
        let path = clinic.dir.path().join("paper.html");
        call(desk, "document.save", json!({ "paper": paper, "format": "html", "path": path }));
        fs::read_to_string(path).unwrap()
    };
    let list = text_of(&mut desk, json!({ "id": "attendance-list", "training": { "session": id } }));
    for word in ["院内研修", "髙橋", "録画で受講", "待合室"] {
        assert!(list.contains(word), "{word}");
    }
    let one = |number: &str| json!({ "id": "completion-certificate", "training": { "session": id, "trainee": named(&all, number)["id"] } });
    let paper = text_of(&mut desk, one("101"));
    assert!(paper.contains("髙橋") && paper.contains("60分"), "{paper}");
    let path = clinic.dir.path().join("x.html");
    let unearned = json!({ "paper": one("103"), "format": "html", "path": path });
    assert_eq!(refused(&mut desk, "document.save", unearned), "not-taken");
    let plan = text_of(
        &mut desk,
        json!({ "id": "training-plan", "training": { "fiscal_year": today.fiscal_year() } }),
    );
    assert!(plan.contains("全職員") && plan.contains("点検 花子"));

    // Undone to its beginning, and the tables are what the ledger says.
    for _ in 0..8 {
        call(&mut desk, "ledger.undo", Value::Null);
    }
    call(&mut desk, "ledger.redo", Value::Null);
    assert_eq!(call(&mut desk, "ledger.verify", Value::Null)["problems"], json!([]));
    call(&mut desk, "ledger.rebuild", Value::Null);
    assert_eq!(call(&mut desk, "ledger.verify", Value::Null)["problems"], json!([]));
}

#[test]
fn what_was_taken_holds_until_the_next_year_is_over() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let all = staff(&mut desk);
    let today = today(&mut desk);
    let on = |desk: &mut Desk, back: i64| {
        let id = session(desk, "研修", today.plus_days(-back), &["security"]);
        let items = json!([{ "trainee": named(&all, "101")["id"], "base": 0, "mark": "attended", "how": "signed_in" }]);
        call(desk, "training.attend", json!({ "session": id, "items": items }));
        held(desk, &id);
    };
    on(&mut desk, 1_100);
    let missing = call(&mut desk, "training.missing", Value::Null);
    let of_her = missing
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["name"] == "髙橋 五月" && one["course"] == "security");
    let since: Day = of_her.unwrap()["since"].as_str().unwrap().parse().unwrap();
    assert_eq!(of_her.unwrap()["last"], json!(today.plus_days(-1_100)));
    assert!(since < today, "lacking since the end of the year after it: {since}");
    on(&mut desk, 0);
    assert!(!lacking(&mut desk, "security").contains(&"髙橋 五月".to_owned()));
    // Below the pass mark it was not taken.
    let row = call(&mut desk, "training.sessions", json!({ "from": today, "to": today }))[0].clone();
    let mut graded = row["session"].clone();
    graded["pass_mark"] = json!(70);
    call(
        &mut desk,
        "training.set_session",
        json!({ "id": row["id"], "base": row["revision"], "session": graded }),
    );
    assert!(lacking(&mut desk, "security").contains(&"髙橋 五月".to_owned()));
    // Whoever has left is asked nothing.
    let her = call(&mut desk, "training.trainees", Value::Null);
    let her = her.as_array().unwrap().iter().find(|one| one["number"] == "101").unwrap().clone();
    let mut gone = json!({ "name": her["name"], "number": "101", "department": her["department"], "joined": her["joined"] });
    gone["left"] = json!(today.plus_days(-1));
    call(
        &mut desk,
        "training.enrol",
        json!({ "items": [{ "id": her["id"], "base": her["revision"], "trainee": gone }] }),
    );
    assert!(!lacking(&mut desk, "security").contains(&"髙橋 五月".to_owned()));
    // Whoever was on a roster does not vanish.
    let her = call(&mut desk, "training.trainees", Value::Null);
    let her = her.as_array().unwrap().iter().find(|one| one["number"] == "101").unwrap().clone();
    let vanish = json!({ "items": [{ "id": her["id"], "base": her["revision"], "trainee": null }] });
    assert_eq!(refused(&mut desk, "training.enrol", vanish), "field-in-use");
}

#[test]
fn only_the_trainer_and_who_answers_for_it_plan_and_mark() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    for (login, role) in [("suzuki", "trainer"), ("sato", "staff"), ("ito", "auditor")] {
        let person =
            json!({ "login": login, "profile": { "name": login }, "roles": [role], "password": PASSWORD });
        call(&mut desk, "people.add", person);
    }
    desk.sign_out().unwrap();
    for (login, may) in [("suzuki", true), ("sato", false), ("ito", false)] {
        let mut desk = clinic.desk();
        call(&mut desk, "workspace.unlock", clinic.door(login, PASSWORD));
        let today = today(&mut desk);
        let request = json!({ "session": { "title": "研修", "day": today, "courses": ["security"] } });
        if may {
            call(&mut desk, "training.set_session", request);
        } else {
            assert_eq!(refused(&mut desk, "training.set_session", request), "not-permitted", "{login}");
        }
        assert!(call(&mut desk, "training.missing", Value::Null).is_array());
        desk.sign_out().unwrap();
    }
}

#[test]
fn everything_with_a_day_is_in_one_calendar_and_other_calendars_read_it() {
    let clinic = Clinic::new();
    let mut desk = clinic.desk();
    call(&mut desk, "workspace.sample", json!({ "path": clinic.dir.path().join("見本.tenken") }));
    let today = today(&mut desk);
    let id = session(&mut desk, "研修、「質問」; と改行\nまで", today.plus_days(10), &["security"]);
    let (from, to) = (today.plus_days(-400), today.plus_days(300));
    let all = call(&mut desk, "calendar.list", json!({ "from": from, "to": to }));
    let kinds: std::collections::BTreeSet<&str> =
        all.as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert_eq!(
        kinds.into_iter().collect::<Vec<_>>(),
        ["audit", "audit_wanted", "finding", "planned", "proof", "register", "submission", "training"]
    );
    assert!(all.as_array().unwrap().iter().any(|one| one["session"] == id));
    // What was held or called off wants nothing any more.
    let few = call(&mut desk, "calendar.list", json!({ "from": today, "to": today.plus_days(20) }));
    assert!(few.as_array().unwrap().len() < all.as_array().unwrap().len());
    assert_eq!(refused(&mut desk, "calendar.list", json!({ "from": to, "to": from })), "invalid");
    let path = clinic.dir.path().join("予定.ics");
    let written =
        call(&mut desk, "calendar.export", json!({ "days": { "from": from, "to": to }, "path": path }));
    assert_eq!(written["dates"], all.as_array().unwrap().len());
    let read = std::process::Command::new("/usr/bin/python3")
        .arg("-c")
        .arg(
            "import sys, icalendar\n\
             cal = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())\n\
             events = [e for e in cal.walk('VEVENT')]\n\
             uids = {str(e['UID']) for e in events}\n\
             assert len(uids) == len(events), 'doubled'\n\
             one = [e for e in events if 'と改行' in str(e['SUMMARY'])][0]\n\
             print(len(events), one['DTSTART'].dt.astimezone(__import__('datetime').timezone(__import__('datetime').timedelta(hours=9))).strftime('%H:%M'), repr(str(one['SUMMARY'])))",
        )
        .arg(&path)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&read.stdout).into_owned();
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    assert_eq!(
        said.trim(),
        format!("{} 17:30 '研修、「質問」; と改行\\nまで'", all.as_array().unwrap().len())
    );
}
