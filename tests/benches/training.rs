//! Ten years of training of 2,000 people: who is missing, how many have taken what. Measured beside the same two questions
//! asked of the database barely. `./dev bench --bench training`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::indexing_slicing)]

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tenken_core::calendar::Day;
use tenken_core::command::Desk;
use tenken_tests::{Clinic, call};

const PEOPLE: usize = 2_000;
const YEARS: i64 = 10;
const TIMES: u32 = 20;

fn main() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let today: Day = call(&mut desk, "home.show", Value::Null)["today"].as_str().unwrap().parse().unwrap();
    let items: Vec<Value> = (0..PEOPLE)
        .zip((1..=12).cycle())
        .map(|(n, years): (usize, i64)| {
            json!({ "trainee": { "name": format!("職員 {n}"), "number": format!("{n:05}"), "department": format!("{}病棟", n % 40),
                "groups": if n % 20 == 0 { vec!["user", "handler"] } else { vec!["user"] },
                "joined": today.plus_days(-365 * years) } })
        })
        .collect();
    call(&mut desk, "training.enrol", json!({ "items": items }));
    let all = call(&mut desk, "training.trainees", Value::Null);
    let ids: Vec<&Value> = all.as_array().unwrap().iter().map(|one| &one["id"]).collect();
    let mut marks = 0;
    for year in 0..YEARS {
        // Two trainings a year; everybody but one in thirteen was there.
        for (half, course) in [(30, "security"), (200, "handler")] {
            let day = today.plus_days(-365 * year - half);
            let session =
                json!({ "title": format!("{day} 研修"), "day": day, "courses": [course], "state": "held" });
            let id = call(&mut desk, "training.set_session", json!({ "session": session }))["id"].clone();
            let there: Vec<Value> = ids
                .iter()
                .enumerate()
                .map(|(n, trainee)| {
                    let mark =
                        if (n + usize::try_from(year).unwrap()) % 13 == 0 { "absent" } else { "attended" };
                    json!({ "trainee": trainee, "base": 0, "mark": mark, "how": "sheet" })
                })
                .collect();
            marks += there.len();
            call(&mut desk, "training.attend", json!({ "session": id, "items": there }));
        }
    }
    desk.sign_out().unwrap();
    let mut desk = clinic.open();
    let first = timed(&mut desk, "training.missing", 1);
    let missing = call(&mut desk, "training.missing", Value::Null).as_array().unwrap().len();
    let again = timed(&mut desk, "training.missing", TIMES);
    let coverage = timed(&mut desk, "training.coverage", TIMES);
    let bare = bare(&mut desk);
    println!("{PEOPLE} people, {marks} attendances, {missing} lacking something");
    println!(
        "who is missing: {first:?} at first, then {again:?}; {:.2}× reading the same rows barely ({bare:?})",
        ratio(again, bare)
    );
    println!("how many have taken what: {coverage:?}");
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

fn timed(desk: &mut Desk, name: &str, times: u32) -> Duration {
    let start = Instant::now();
    for _ in 0..times {
        call(desk, name, Value::Null);
    }
    start.elapsed() / times
}

/// Everybody, and the last day of each person and course.
fn bare(desk: &mut Desk) -> Duration {
    let db = desk.session().unwrap().db();
    let start = Instant::now();
    for _ in 0..TIMES {
        let people: Vec<(String, String)> = db
            .prepare_cached("SELECT id, trainee FROM trainee ORDER BY sorted, id")
            .unwrap()
            .query_map([], |r| Ok((r.get(0)?, r.get(1)?)))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        let last: Vec<(String, String, String)> = db
            .prepare_cached(
                "SELECT course, trainee, max(day) FROM session_course JOIN attendance USING (session)
                 WHERE taken = 1 AND held = 1 GROUP BY course, trainee",
            )
            .unwrap()
            .query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        assert!(people.len() == PEOPLE && !last.is_empty());
    }
    start.elapsed() / TIMES
}
