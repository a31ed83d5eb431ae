//! The catalogues as data, before anything reads them: complete where they claim to be, no id twice, nothing that
//! lacks a question, a proof or a source.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::print_stdout)] // figures for tests/README.md

use std::collections::{BTreeMap, BTreeSet};

use tenken_tests::{files, root};
use toml::{Table, Value};

fn catalogues() -> BTreeMap<String, Table> {
    files(&root().join("checklists"))
        .iter()
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .map(|path| {
            let text = std::fs::read_to_string(path).unwrap();
            let table: Table = text.parse().unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            (table["catalogue"]["id"].as_str().unwrap().to_owned(), table)
        })
        .collect()
}

fn controls(catalogue: &Table) -> Vec<&Value> {
    let sections = catalogue["sections"].as_array().unwrap();
    sections.iter().flat_map(|section| section["controls"].as_array().unwrap()).collect()
}

#[test]
fn every_control_can_be_asked_proved_and_found_in_its_source() {
    for (id, catalogue) in catalogues() {
        let mut seen = BTreeSet::new();
        for control in controls(&catalogue) {
            let name = control["id"].as_str().unwrap();
            assert!(seen.insert(name), "{id}: {name} twice");
            for field in ["domain", "practice", "question", "source"] {
                let text = control.get(field).and_then(Value::as_str).unwrap_or_default();
                assert!(!text.trim().is_empty(), "{id} {name}: no {field}");
            }
            let proof = control.get("proof").and_then(Value::as_array).map_or(0, Vec::len);
            assert!(proof > 0, "{id} {name}: no proof");
        }
        println!("{id}: {} controls", seen.len());
    }
}

#[test]
fn schedules_1_and_3_have_their_rows_and_grades() {
    let all = catalogues();
    for (schedule, count, grades) in [("F1", 49, (34, 7, 7, 1)), ("F3", 24, (20, 2, 2, 0))] {
        let rows: Vec<&Value> = controls(&all["fuhyo-5.1"])
            .into_iter()
            .filter(|c| c["id"].as_str().unwrap().starts_with(schedule))
            .collect();
        let grade = |wanted: Option<&str>| {
            rows.iter().filter(|c| c.get("grade").and_then(Value::as_str) == wanted).count()
        };
        assert_eq!(rows.len(), count, "{schedule}");
        assert_eq!((grade(Some("A")), grade(Some("B")), grade(Some("C")), grade(None)), grades, "{schedule}");
        for (n, row) in rows.iter().enumerate() {
            assert_eq!(row["id"].as_str().unwrap(), format!("{schedule}-{:02}", n + 1));
        }
    }
}

#[test]
fn every_blank_of_a_clause_is_declared() {
    for (id, catalogue) in catalogues() {
        let declared: BTreeSet<&str> = catalogue
            .get("blanks")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .map(|blank| blank["id"].as_str().unwrap())
            .collect();
        for control in controls(&catalogue) {
            for clause in control.get("clauses").and_then(Value::as_array).into_iter().flatten() {
                for blank in clause["text"].as_str().unwrap().split("{{").skip(1) {
                    let name = blank.split("}}").next().unwrap();
                    assert!(declared.contains(name), "{id} {}: {{{{{name}}}}}", control["id"]);
                }
            }
        }
    }
}
