//! The sources read article by article: wherever one asks for a record, a register takes it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;
use strum::VariantNames;
use tenken_core::{audit, register};
use tenken_tests::{Clinic, call};

/// These have rooms of their own.
const ELSEWHERE: [&str; 4] = ["audit", "training", "submission", "corrective_action"];

/// `fixtures/duties/articles.tsv`: duty, source, article, the record that it asks for, the registers that take it, and the
/// controls of that article, which name them.
#[test]
fn every_record_that_an_article_asks_for_has_its_register() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let mut named: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for id in ["fuhyo-5.1", "tgp-1.1", "hachimaru", "kmix-r", "kasama"] {
        let shown = call(&mut desk, "catalogue.show", json!({ "id": id }));
        for section in shown["catalogue"]["sections"].as_array().unwrap() {
            for control in section["controls"].as_array().into_iter().flatten() {
                let registers = control["registers"].as_array().into_iter().flatten();
                let ids = registers.map(|one| one["id"].as_str().unwrap().to_owned());
                named.entry(control["id"].as_str().unwrap().to_owned()).or_default().extend(ids);
            }
        }
    }
    let known: BTreeSet<&str> = register::bundled_all().unwrap().iter().map(|one| one.id.as_str()).collect();
    let mut read = 0;
    for line in include_str!("fixtures/duties/articles.tsv").lines().skip(1) {
        let [duty, source, article, record, registers, controls] =
            line.split('\t').collect::<Vec<_>>().try_into().unwrap_or_else(|_| panic!("{line}"));
        let mut lit = BTreeSet::new();
        for control in controls.split_whitespace() {
            let found = named.get(control);
            lit.extend(found.unwrap_or_else(|| panic!("{duty} {source} {article}: no control {control}")));
        }
        let wanted: Vec<&str> = registers.split(", ").filter(|one| !one.is_empty()).collect();
        assert!(!wanted.is_empty(), "{duty} {source} {article}: nothing takes {record}");
        for register in wanted {
            assert!(
                known.contains(register) || ELSEWHERE.contains(&register),
                "{duty}: no register {register}"
            );
            assert!(
                lit.contains(&register.to_owned()),
                "{duty} {article} ({controls}): {register} lights nothing up"
            );
        }
        read += 1;
    }
    assert!(read > 200, "{read}");
}

/// Each condition speaks of fields that are there; of audits, of kinds that there are.
#[test]
fn every_condition_of_a_control_can_be_answered() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let (mut asked, mut audits) = (0, 0);
    for id in ["fuhyo-5.1", "tgp-1.1", "hachimaru", "kmix-r", "kasama"] {
        let shown = call(&mut desk, "catalogue.show", json!({ "id": id }));
        let sections = shown["catalogue"]["sections"].as_array().unwrap();
        let controls = sections.iter().flat_map(|one| one["controls"].as_array().into_iter().flatten());
        for control in controls {
            for named in control["registers"].as_array().into_iter().flatten() {
                let (Some(register), Some(when)) = (named["id"].as_str(), named["when"].as_str()) else {
                    continue;
                };
                if register == "audit" {
                    let meant = |kind: &&&str| {
                        let said = json!({ "kind": kind, "target": "x" });
                        register::holds(when, said.as_object().unwrap())
                    };
                    let kinds = audit::Kind::VARIANTS.iter().filter(meant).count();
                    assert!((1..audit::Kind::VARIANTS.len()).contains(&kinds), "{} {when}", control["id"]);
                    audits += 1;
                } else if let Ok(known) = register::bundled(register) {
                    assert_eq!(register::unanswerable(&known, when), None, "{} {when}", control["id"]);
                    asked += 1;
                }
            }
        }
    }
    assert!(asked > 500 && audits > 25, "{asked} {audits}");
}
