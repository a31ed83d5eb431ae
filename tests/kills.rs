//! A writer killed at any moment loses nothing it has acknowledged. 100 kills; 10,000 with `--long`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss
)]
#![allow(clippy::print_stdout)] // figures for tests/README.md

use std::io::BufReader;
use std::thread;
use std::time::Duration;

use serde_json::json;
use tenken_tests::{Clinic, Dice, LOGIN, call, long, send};

#[test]
fn no_acknowledged_change_is_lost_to_sigkill() {
    let kills = if long() { 10_000 } else { 100 };
    let seed = u64::from(std::process::id());
    let mut dice = Dice::new(seed);
    let clinic = Clinic::new();
    let (mut acknowledged, mut in_flight, mut unkilled) = (0_i64, 0_i64, 0);
    for round in 0..kills {
        let mut writer = clinic.batch();
        let mut out = BufReader::new(writer.stdout.take().unwrap());
        let shown = send(&mut writer, &mut out, "facility.show", &json!({}));
        let shown = shown.unwrap_or_else(|| panic!("seed {seed}, round {round}: did not open"));
        let (mut base, found) = (shown["ok"]["revision"].clone(), number(&shown["ok"]["profile"]["name"]));
        // What was on its way when the plug was pulled may have arrived; what was acknowledged must have.
        assert!(
            found == acknowledged || found == in_flight,
            "seed {seed}, round {round}: {acknowledged} acknowledged, {found} found"
        );
        acknowledged = found;
        let pid = writer.id();
        let delay = Duration::from_micros(dice.roll(30_000));
        let killer = thread::spawn(move || {
            thread::sleep(delay);
            kill(pid);
        });
        for _ in 0..500 {
            in_flight = acknowledged + 1;
            let request = json!({ "base": base, "profile": { "name": format!("n-{in_flight}") } });
            let Some(answer) = send(&mut writer, &mut out, "facility.set", &request) else {
                break;
            };
            base = answer["ok"]["seq"].clone();
            assert!(base.is_i64(), "seed {seed}, round {round}: {answer}");
            acknowledged = in_flight;
        }
        killer.join().unwrap();
        unkilled += i32::from(writer.wait().unwrap().success());
        if round % 20 == 19 {
            let mut desk = clinic.open();
            assert_eq!(
                call(&mut desk, "ledger.verify", json!({}))["problem_count"],
                0,
                "seed {seed}, round {round}"
            );
            let name = number(&call(&mut desk, "facility.show", json!({}))["profile"]["name"]);
            assert!(name == acknowledged || name == in_flight);
            acknowledged = name;
            desk.sign_out().unwrap();
        }
    }
    assert_eq!(unkilled, 0);
    assert!(
        acknowledged > kills / 2,
        "only {acknowledged} changes in {kills} rounds: the kills came too early"
    );
    println!("{kills} kills of {LOGIN}'s shell, {acknowledged} acknowledged changes, 0 lost (seed {seed})");
}

fn number(name: &serde_json::Value) -> i64 {
    name.as_str().and_then(|n| n.strip_prefix("n-")).map_or(0, |n| n.parse().unwrap())
}

fn kill(pid: u32) {
    let status = std::process::Command::new("kill").args(["-KILL", &pid.to_string()]).status();
    assert!(status.unwrap().success());
}
