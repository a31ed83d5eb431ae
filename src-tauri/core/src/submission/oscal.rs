//! The same facts as OSCAL: what was to be assessed (assessment-plan), what was found (assessment-results), and what is done
//! about what does not hold (plan-of-action-and-milestones). What OSCAL has no word for (一部適合, 対象外, 未確認) stands in
//! properties of our namespace.

use serde_json::{Value, json};
use uuid::Uuid;

use super::model::{Answered, Row, Snapshot};
use crate::catalogue::oscal_words::{NAMESPACE, VERSION, line, token};
use crate::{Error, Result};

/// The files by their names. Nothing where nothing was assessed; no plan where nothing is planned.
pub fn files(snapshot: &Snapshot) -> Result<Vec<(&'static str, Vec<u8>)>> {
    if snapshot.catalogues.is_empty() {
        return Ok(Vec::new());
    }
    let mut all = vec![(PLAN, plan(snapshot)), (RESULTS, results(snapshot))];
    let actions = actions(snapshot);
    all.extend(actions.map(|actions| (ACTIONS, actions)));
    let bytes =
        |value: &Value| serde_json_canonicalizer::to_vec(value).map_err(|e| Error::internal(e.to_string()));
    all.iter().map(|(name, value)| Ok((*name, bytes(value)?))).collect()
}

const PLAN: &str = "oscal/assessment-plan.json";
const RESULTS: &str = "oscal/assessment-results.json";
const ACTIONS: &str = "oscal/plan-of-action-and-milestones.json";

/// The same submission has the same ids.
fn id(snapshot: &Snapshot, what: &str) -> String {
    Uuid::new_v5(&snapshot.id, what.as_bytes()).to_string()
}

fn of_row(snapshot: &Snapshot, what: &str, row: &Row) -> String {
    id(snapshot, &format!("{what} {} {}", row.at.catalogue, row.at.control))
}

/// With one more member.
fn with(mut value: Value, name: &str, more: Value) -> Value {
    if let Some(members) = value.as_object_mut() {
        members.insert(name.to_owned(), more);
    }
    value
}

fn own(name: &str, value: &str) -> Value {
    json!({ "name": name, "ns": NAMESPACE, "value": line(value) })
}

fn metadata(snapshot: &Snapshot) -> Value {
    let operator = id(snapshot, "operator");
    let facility = id(snapshot, "facility");
    json!({
        "title": line(&snapshot.title), "last-modified": snapshot.frozen, "version": snapshot.fiscal_year.to_string(),
        "oscal-version": VERSION,
        "props": [own("ledger-entries", &snapshot.entries.to_string()), own("ledger-head", &snapshot.head)],
        "roles": [{ "id": "assessed", "title": "点検した施設" }, { "id": "approver", "title": "サービス運用者" }],
        "parties": [
            { "uuid": facility, "type": "organization", "name": line(&snapshot.facility.name) },
            { "uuid": operator, "type": "organization", "name": line(&snapshot.to) },
        ],
        "responsible-parties": [
            { "role-id": "assessed", "party-uuids": [facility] }, { "role-id": "approver", "party-uuids": [operator] },
        ],
    })
}

fn selection(one: &Answered) -> Value {
    let controls: Vec<Value> =
        one.rows.iter().map(|row| json!({ "control-id": token(&row.at.control) })).collect();
    let selection = json!({
        "description": line(&one.title),
        "props": [own("catalogue", &one.id), own("catalogue-version", &one.version), own("catalogue-hash", &one.hash)],
    });
    // A catalogue of which nothing concerns the facility selects nothing.
    if controls.is_empty() {
        return selection;
    }
    with(selection, "include-controls", Value::Array(controls))
}

fn plan(snapshot: &Snapshot) -> Value {
    let selections: Vec<Value> = snapshot.catalogues.iter().map(selection).collect();
    json!({ "assessment-plan": {
        "uuid": id(snapshot, "plan"), "metadata": metadata(snapshot),
        "import-ssp": { "href": "#", "remarks": "施設の説明は submission.json にあります。" },
        "reviewed-controls": { "control-selections": selections },
    }})
}

/// What a row says, for readers that know `satisfied` only.
fn status(row: &Row) -> Value {
    match row.means.as_str() {
        "conforms" => json!({ "state": "satisfied", "reason": "pass" }),
        "not_applicable" => json!({ "state": "satisfied", "reason": "other" }),
        "fails" => json!({ "state": "not-satisfied", "reason": "fail" }),
        _ => json!({ "state": "not-satisfied", "reason": "other" }),
    }
}

fn words(row: &Row) -> String {
    let parts = [&row.mark, &row.answer.note, &row.answer.reason, &row.answer.plan];
    let said: Vec<&str> =
        parts.into_iter().map(String::as_str).filter(|one| !one.trim().is_empty()).collect();
    if said.is_empty() { "未確認".to_owned() } else { said.join("\n") }
}

fn results(snapshot: &Snapshot) -> Value {
    let one = |answered: &Answered| {
        let result = json!({
            "uuid": id(snapshot, &format!("result {}", answered.id)), "title": line(&answered.title),
            "description": "施設による自己点検の結果です。", "start": snapshot.frozen, "end": snapshot.frozen,
            "reviewed-controls": { "control-selections": [selection(answered)] },
        });
        let observations: Vec<Value> = answered.rows.iter().map(|row| observation(snapshot, row)).collect();
        let findings: Vec<Value> = answered.rows.iter().map(|row| finding(snapshot, row)).collect();
        if findings.is_empty() {
            return result;
        }
        with(with(result, "observations", Value::Array(observations)), "findings", Value::Array(findings))
    };
    let all: Vec<Value> = snapshot.catalogues.iter().map(one).collect();
    json!({ "assessment-results": {
        "uuid": id(snapshot, "results"), "metadata": metadata(snapshot), "import-ap": { "href": PLAN }, "results": all,
    }})
}

fn observation(snapshot: &Snapshot, row: &Row) -> Value {
    let one = json!({
        "uuid": of_row(snapshot, "observation", row), "description": words(row), "methods": ["EXAMINE"],
        "collected": snapshot.frozen,
    });
    let proofs: Vec<Value> = row
        .proofs
        .iter()
        .map(|proof| {
            let hashes: Vec<Value> = proof.sha256.iter().map(|hash| own("sha256", hash)).collect();
            let said = json!({ "description": proof.title });
            if hashes.is_empty() { said } else { with(said, "props", Value::Array(hashes)) }
        })
        .collect();
    if proofs.is_empty() { one } else { with(one, "relevant-evidence", Value::Array(proofs)) }
}

fn finding(snapshot: &Snapshot, row: &Row) -> Value {
    json!({
        "uuid": of_row(snapshot, "finding", row), "title": line(&row.practice), "description": words(row),
        "props": [own("answer", &row.answer.value), own("means", &row.means)],
        "target": { "type": "objective-id", "target-id": token(&row.at.control), "status": status(row) },
        "related-observations": [{ "observation-uuid": of_row(snapshot, "observation", row) }],
    })
}

fn actions(snapshot: &Snapshot) -> Option<Value> {
    let rows = snapshot.catalogues.iter().flat_map(|one| &one.rows);
    let weak: Vec<&Row> = rows.filter(|row| ["partly", "fails"].contains(&row.means.as_str())).collect();
    if weak.is_empty() {
        return None;
    }
    let risks: Vec<Value> = weak.iter().map(|row| risk(snapshot, row)).collect();
    let item = |row: &&Row| {
        json!({
            "uuid": of_row(snapshot, "item", row), "title": line(&row.practice), "description": words(row),
            "props": [own("control", &row.at.control), own("means", &row.means)],
            "related-risks": [{ "risk-uuid": of_row(snapshot, "risk", row) }],
        })
    };
    let items: Vec<Value> = weak.iter().map(item).collect();
    Some(json!({ "plan-of-action-and-milestones": {
        "uuid": id(snapshot, "actions"), "metadata": metadata(snapshot),
        "system-id": { "identifier-type": NAMESPACE, "id": line(&snapshot.facility.name) },
        "risks": risks, "poam-items": items,
    }}))
}

fn risk(snapshot: &Snapshot, row: &Row) -> Value {
    let one = json!({
        "uuid": of_row(snapshot, "risk", row), "title": line(&row.practice), "description": words(row),
        "statement": line(&row.practice), "status": "open",
    });
    let Some(day) = row.answer.planned_date else { return one };
    let plan = if row.answer.plan.is_empty() { words(row) } else { row.answer.plan.clone() };
    let until = format!("{day}T00:00:00+09:00");
    let remediations = json!([{
        "uuid": of_row(snapshot, "remediation", row), "lifecycle": "planned", "title": line(&plan), "description": plan,
        "tasks": [{
            "uuid": of_row(snapshot, "task", row), "type": "milestone", "title": line(&plan),
            "timing": { "on-date": { "date": until } },
        }],
    }]);
    with(with(one, "deadline", json!(until)), "remediations", remediations)
}
