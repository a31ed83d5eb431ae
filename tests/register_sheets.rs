//! Lists in and out: what clinics keep in their spreadsheets comes in as it is, once; what goes out comes in as the same.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fmt::Write as _;
use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout};

use serde_json::{Value, json};
use tenken_core::command::{Desk, Progress, SAMPLE_LOGIN, SAMPLE_PASSWORD};
use tenken_tests::{Clinic, call, send};

/// The shell that takes many calls: files are read by the program called once more, so it must be the program.
struct Shell {
    child: Child,
    out: BufReader<ChildStdout>,
}

impl Shell {
    fn at(clinic: &Clinic, sample: Option<&Path>) -> Self {
        let mut command = clinic.shell();
        if let Some(path) = sample {
            command.env("TENKEN_WORKSPACE", path);
            command.env("TENKEN_USER", SAMPLE_LOGIN).env("TENKEN_PASSWORD", SAMPLE_PASSWORD);
        }
        command.arg("batch").stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
        let mut child = command.spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        Self { child, out }
    }

    fn call(&mut self, name: &str, request: Value) -> Value {
        let answer = send(&mut self.child, &mut self.out, name, &request).unwrap();
        assert!(answer.get("ok").is_some(), "{name} {request}: {answer}");
        answer["ok"].clone()
    }

    fn refused(&mut self, name: &str, request: Value) -> String {
        let answer = send(&mut self.child, &mut self.out, name, &request).unwrap();
        answer["error"]["code"]
            .as_str()
            .unwrap_or_else(|| panic!("{name} was not refused: {answer}"))
            .to_owned()
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// As a clinic keeps it: a title above, its own headings, days of every kind, a page heading in the middle.
const LIST: &str = "\
見本診療所　可搬媒体一覧表,,,,,
（令和8年11月20日現在）,,,,,
,,,,,
№,管理番号,媒体の種類,申請日,申請者,特記事項
1,USB-001,ＵＳＢメモリ,令和8年4月1日,山田 花子,
2,USB-002,USBメモリ,R8.5.11,佐藤 次郎,暗号化あり
3,DVD-001,ＤＶＤ,2026/6/8,山田 花子,\"検査会社から
受領\"
№,管理番号,媒体の種類,申請日,申請者,特記事項
,,,,,
4,HDD-001,フロッピー,2026/7/1,山田 花子,
5,HDD-002,外付けハードディスク,７月ごろ,山田 花子,
";

fn file(clinic: &Clinic, name: &str, text: &str) -> PathBuf {
    let path = clinic.dir.path().join(name);
    fs::write(&path, text).unwrap();
    path
}

fn sheet(register: &str, path: &Path) -> Value {
    json!({ "register": register, "path": path })
}

fn counts(reading: &Value) -> [i64; 4] {
    ["fresh", "changed", "same", "faulty"].map(|key| reading[key].as_i64().unwrap())
}

fn total(shell: &mut Shell, register: &str) -> i64 {
    shell.call("register.records", json!({ "register": register }))["total"].as_i64().unwrap()
}

#[test]
fn a_list_as_a_clinic_keeps_it_comes_in_once() {
    let clinic = Clinic::new();
    let mut shell = Shell::at(&clinic, None);
    let path = file(&clinic, "一覧.csv", LIST);
    let reading = shell.call("register.read_sheet", sheet("portable_media", &path));
    assert_eq!(counts(&reading), [3, 0, 0, 2], "{:#}", reading["lines"]);
    assert_eq!(reading["header"], 4);
    let field = |letter: &str| {
        let columns = reading["columns"].as_array().unwrap();
        columns.iter().find(|one| one["letter"] == letter).unwrap()["field"].clone()
    };
    assert_eq!(field("A"), Value::Null, "a running number is nobody's field");
    assert_eq!(
        ["B", "C", "D", "E", "F"].map(field),
        ["medium_number", "kind", "requested_on", "requester", "remarks"].map(|id| json!(id))
    );
    // The faults come first, each with its row and column as the spreadsheet has them.
    let lines = reading["lines"].as_array().unwrap();
    let faults: Vec<(&Value, &Value, &Value)> = lines
        .iter()
        .flat_map(|line| line["faults"].as_array().unwrap().iter().map(move |fault| (line, fault)))
        .map(|(line, fault)| (&line["row"], &fault["column"], &fault["failure"]["code"]))
        .collect();
    assert_eq!(
        faults,
        [
            (&json!(10), &json!("C"), &json!("not-an-option")),
            (&json!(11), &json!("D"), &json!("not-readable"))
        ]
    );
    let days: Vec<&Value> = lines
        .iter()
        .filter(|line| line["kind"] == "fresh")
        .map(|line| &line["fields"]["requested_on"])
        .collect();
    assert_eq!(days, ["2026-04-01", "2026-05-11", "2026-06-08"]);

    // One faulty row keeps all out, unless it is said that it shall be left out.
    let take = |more: Value| {
        let mut request = json!({ "sheet": sheet("portable_media", &path), "digest": reading["digest"] });
        request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        request
    };
    assert_eq!(shell.refused("register.take_in", take(json!({}))), "rows-faulty");
    assert_eq!(total(&mut shell, "portable_media"), 0);
    let taken = shell.call("register.take_in", take(json!({ "without_faulty": true })));
    assert_eq!((&taken["added"], &taken["left_out"], &taken["entries"]), (&json!(3), &json!(2), &json!(1)));

    // The list has grown and one line says something else: only that is told.
    let grown = LIST
        .replace("フロッピー", "USBメモリ")
        .replace("７月ごろ", "2026/7/15")
        .replace("暗号化あり", "暗号化あり、院長が保管");
    fs::write(&path, &grown).unwrap();
    assert_eq!(shell.refused("register.take_in", take(json!({}))), "file-changed");
    let reading = shell.call("register.read_sheet", sheet("portable_media", &path));
    assert_eq!(counts(&reading), [2, 1, 2, 0], "{:#}", reading["lines"]);
    assert_eq!(reading["lines"][0]["before"]["remarks"], "暗号化あり");
    let request = json!({ "sheet": sheet("portable_media", &path), "update": true });
    let taken = shell.call("register.take_in", request);
    assert_eq!((&taken["added"], &taken["changed"], &taken["same"]), (&json!(2), &json!(1), &json!(2)));
    let reading = shell.call("register.read_sheet", sheet("portable_media", &path));
    assert_eq!(counts(&reading), [0, 0, 5, 0]);
    // As often undone as it has entries, everything is as before.
    for _ in 0..taken["entries"].as_u64().unwrap() {
        shell.call("ledger.undo", Value::Null);
    }
    assert_eq!(total(&mut shell, "portable_media"), 3);
    assert_eq!(shell.call("ledger.verify", Value::Null)["problems"], json!([]));
}

#[test]
fn what_nobody_told_apart_is_counted() {
    let clinic = Clinic::new();
    let mut shell = Shell::at(&clinic, None);
    // Two visits of one person on one day are two visits; the same list again brings none.
    let row = "2026/11/20 9:00,保守業者 太郎,点検\n";
    let head = "入室日時,氏名,目的\n";
    let path = file(&clinic, "入退室.csv", &format!("{head}{row}{row}"));
    let all = shell.call("register.list", Value::Null);
    let entry = all.as_array().unwrap().iter().find(|one| one["register"]["id"] == "entry_log").unwrap();
    assert!(entry["register"]["known_by"].is_null(), "a log is known by its whole rows");
    let reading = shell.call("register.read_sheet", sheet("entry_log", &path));
    assert_eq!(counts(&reading), [2, 0, 0, 0]);
    shell.call("register.take_in", json!({ "sheet": sheet("entry_log", &path) }));
    fs::write(&path, format!("{head}{row}{row}{row}")).unwrap();
    let reading = shell.call("register.read_sheet", sheet("entry_log", &path));
    assert_eq!(counts(&reading), [1, 0, 2, 0]);
    // What was struck out does not come back with the next list.
    let page = shell.call("register.records", json!({ "register": "entry_log" }));
    let one = &page["records"][0];
    let strike = json!({ "register": "entry_log", "items": [{ "id": one["id"], "base": one["revision"] }], "struck": true, "reason": "誤り" });
    shell.call("register.strike", strike);
    let reading = shell.call("register.read_sheet", sheet("entry_log", &path));
    assert_eq!(counts(&reading), [1, 0, 2, 0]);
    // What was taken in and taken back may be taken in again.
    shell.call("register.take_in", json!({ "sheet": sheet("entry_log", &path) }));
    assert_eq!(counts(&shell.call("register.read_sheet", sheet("entry_log", &path))), [0, 0, 3, 0]);
    shell.call("ledger.undo", Value::Null);
    assert_eq!(counts(&shell.call("register.read_sheet", sheet("entry_log", &path))), [1, 0, 2, 0]);
}

#[test]
fn a_key_that_stands_twice_with_different_things_is_a_fault() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let text = "管理番号\t媒体の種類\t備考\nUSB-001\tUSBメモリ\tあ\nUSB-001\tUSBメモリ\tい\nUSB-002\tUSBメモリ\tう\nUSB-002\tUSBメモリ\tう\n";
    let reading =
        call(&mut desk, "register.read_sheet", json!({ "register": "portable_media", "text": text }));
    assert_eq!(counts(&reading), [2, 0, 1, 1], "{:#}", reading["lines"]);
    assert_eq!(reading["lines"][0]["faults"][0]["failure"]["code"], "named-twice");
}

#[test]
fn what_goes_out_comes_in_as_the_same() {
    let clinic = Clinic::new();
    let made = clinic.dir.path().join("見本.tenken");
    call(&mut clinic.desk(), "workspace.sample", json!({ "path": made }));
    let mut shell = Shell::at(&clinic, Some(&made));
    let all = shell.call("register.list", Value::Null);
    let kept: Vec<(&str, i64)> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["register"]["id"].as_str().unwrap(), one["records"].as_i64().unwrap()))
        .filter(|(_, records)| *records > 0)
        .collect();
    assert!(kept.len() >= 25, "{kept:?}");
    for (id, records) in &kept {
        for ending in ["xlsx", "csv"] {
            let path = clinic.dir.path().join(format!("{id}.{ending}"));
            let out = shell.call("register.export", json!({ "register": id, "path": path }));
            assert_eq!(out["records"], *records, "{id}");
            let reading = shell.call("register.read_sheet", sheet(id, &path));
            assert_eq!(counts(&reading), [0, 0, *records, 0], "{id}.{ending}: {:#}", reading["lines"]);
        }
    }
    drop(shell);

    // In another clinic they are all new, in the states that they had, and go out as the same again.
    let other = Clinic::new();
    let mut shell = Shell::at(&other, None);
    for (id, records) in &kept {
        let path = clinic.dir.path().join(format!("{id}.xlsx"));
        // Their own numbers mean nothing here.
        let mut choice = sheet(id, &path);
        let reading = shell.call("register.read_sheet", choice.clone());
        let mut columns: Vec<Value> =
            reading["columns"].as_array().unwrap().iter().map(|one| one["field"].clone()).collect();
        assert_eq!(columns[0], "@number");
        columns[0] = Value::Null;
        choice["choice"] = json!({ "columns": columns });
        let taken = shell.call("register.take_in", json!({ "sheet": choice }));
        assert_eq!(taken["added"], *records, "{id}");
        let again = other.dir.path().join(format!("{id}.csv"));
        shell.call("register.export", json!({ "register": id, "path": again }));
        let there = rows(&again);
        assert_eq!(there, rows(&clinic.dir.path().join(format!("{id}.csv"))), "{id}");
    }
}

/// Without the numbers, which are given anew.
fn rows(path: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let head: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let numbered = |at: usize| head[at].contains("Tenken番号") || head[at] == "番号";
    let row = |row: csv::StringRecord| {
        let cells = row.iter().enumerate().filter(|(at, _)| !numbered(*at));
        cells.map(|(_, cell)| cell.to_owned()).collect()
    };
    let mut rows: Vec<Vec<String>> = reader.records().map(|one| row(one.unwrap())).collect();
    rows.sort();
    rows
}

#[test]
fn many_rows_are_taken_in_whole_or_not_at_all() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let mut text = String::from("入室日時,氏名,目的\n");
    for n in 0..2_500 {
        writeln!(text, "2026/{:02}/{:02} 9:{:02},来訪者 {n},見学", n % 12 + 1, n % 28 + 1, n % 60).unwrap();
    }
    // Stopped in the middle: nothing of it is there.
    let stop = |done: i64, _: i64| done < 2;
    let request = json!({ "sheet": { "register": "entry_log", "text": text } });
    let total =
        |desk: &mut Desk| call(desk, "register.records", json!({ "register": "entry_log" }))["total"].clone();
    let stopped = desk.call("register.take_in", request.clone(), &Progress::to(&stop)).unwrap_err();
    assert_eq!(stopped.code(), "cancelled");
    assert_eq!(total(&mut desk), 0);
    let taken = call(&mut desk, "register.take_in", request);
    assert_eq!((&taken["added"], &taken["entries"]), (&json!(2_500), &json!(3)));
    assert_eq!(total(&mut desk), 2_500);
    for _ in 0..3 {
        call(&mut desk, "ledger.undo", Value::Null);
    }
    assert_eq!(total(&mut desk), 0);
    assert_eq!(call(&mut desk, "ledger.verify", Value::Null)["problems"], json!([]));
}

#[test]
fn typed_cells_are_read_as_lists_are() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let cells = json!([
        { "field": "kind", "text": "毎日のバックアップ" },
        { "field": "done_at", "text": "令和8年11月20日 午後2時5分" },
        { "field": "restore_minutes", "text": "３０分" },
        { "field": "target", "text": "" },
        { "field": "kind", "text": "毎時" },
    ]);
    let read = call(&mut desk, "register.parse", json!({ "register": "backup", "cells": cells }));
    let values: Vec<&Value> = read.as_array().unwrap().iter().map(|one| &one["value"]).collect();
    assert_eq!(values[1..4], [&json!("2026-11-20T14:05"), &json!(30), &Value::Null]);
    assert!(values[0].is_string(), "{read:#}");
    assert_eq!(read[4]["failure"]["code"], "not-an-option");
}
