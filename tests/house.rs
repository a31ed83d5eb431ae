//! A clinic that is audited: people of their own roles, a clock that is turned by hand, and what auditors do all day.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};
use tenken_core::calendar::{ManualClock, Stamp};
use tenken_core::command::Desk;

use crate::{Clinic, LOGIN, PASSWORD, call};

const NOW: &str = "2026-11-21T01:00:00Z";

/// A clinic with people of their own roles, and a clock that is turned by hand.
pub struct House {
    pub clinic: Clinic,
    clock: Arc<ManualClock>,
    pub people: BTreeMap<&'static str, Value>,
}

impl House {
    pub fn build() -> Self {
        let clock = Arc::new(ManualClock::at(NOW).unwrap());
        let clinic = Clinic { dir: tempfile::tempdir().unwrap() };
        let mut desk = clinic.desk_at(clock.clone());
        clinic.create(&mut desk);
        let mut people = BTreeMap::new();
        for (login, name, roles) in [
            ("kansa", "監査 四郎", vec!["auditor"]),
            ("nanami", "監査 七海", vec!["auditor", "staff"]),
            ("sato", "佐藤 次郎", vec!["staff"]),
            ("kanri", "点検 花子", vec!["manager"]),
        ] {
            let request =
                json!({ "login": login, "profile": { "name": name }, "roles": roles, "password": PASSWORD });
            people.insert(login, call(&mut desk, "people.add", request)["id"].clone());
        }
        desk.sign_out().unwrap();
        Self { clinic, clock, people }
    }

    pub fn sign_in(&self, login: &str) -> Desk {
        let mut desk = self.clinic.desk_at(self.clock.clone());
        call(&mut desk, "workspace.unlock", self.clinic.door(login, PASSWORD));
        desk
    }

    pub fn later(&self, day: &str) {
        let at: Stamp = serde_json::from_value(json!(format!("{day}T01:00:00Z"))).unwrap();
        self.clock.set(at);
    }

    fn auditor(&self, login: &'static str, lead: bool) -> Value {
        let name = if login == "kansa" { "監査 四郎" } else { "監査 七海" };
        json!({ "id": uuid(login), "name": name, "person": self.people[login], "lead": lead,
            "independence": "受付の業務に関わらない" })
    }

    /// Planned by the director: the first section of 付表, and a sample where one is asked for.
    pub fn plan(&self, from: &str, assessment: Option<&Value>, samples: &Value) -> Value {
        let mut desk = self.sign_in(LOGIN);
        let section = section(&mut desk);
        let plan = json!({ "title": format!("定期監査 {from}"), "kind": "internal", "from": from, "to": from,
            "assessment": assessment, "parts": [{ "catalogue": "fuhyo-5.1", "sections": [section] }], "samples": samples,
            "auditors": [self.auditor("kansa", true), self.auditor("nanami", false)] });
        let id = call(&mut desk, "audit.plan", json!({ "plan": plan }))["id"].clone();
        desk.sign_out().unwrap();
        id
    }
}

fn uuid(login: &str) -> String {
    let first = if login == "kansa" { 'a' } else { 'b' };
    format!("{}-0000-4000-8000-000000000000", String::from(first).repeat(8))
}

fn section(desk: &mut Desk) -> Value {
    let shown = call(desk, "catalogue.show", json!({ "id": "fuhyo-5.1" }));
    let all = shown["catalogue"]["sections"].as_array().unwrap();
    let first = all.iter().find(|one| one["controls"].as_array().is_some_and(|rows| rows.len() > 3));
    first.unwrap()["id"].clone()
}

/// What an answer stands at, 0 before there is one.
pub fn revision(desk: &mut Desk, assessment: &Value, at: &Value) -> i64 {
    let shown = call(desk, "assessment.show", json!({ "id": assessment }));
    let found = shown["answers"].as_array().unwrap().iter().find(|one| one["at"] == *at);
    found.map_or(0, |one| one["revision"].as_i64().unwrap())
}

pub fn show(desk: &mut Desk, id: &Value) -> Value {
    call(desk, "audit.show", json!({ "id": id }))
}

pub fn step(desk: &mut Desk, id: &Value, step: &str, reason: &str) -> Value {
    let base = show(desk, id)["audit"]["revision"].clone();
    call(desk, "audit.step", json!({ "id": id, "base": base, "step": step, "reason": reason }))
}

pub fn judged(audit: &Value, line: &Value, grade: &str, observation: &str) -> Value {
    let heads = line["standing"]["heads"].as_array().cloned().unwrap_or_default();
    let replaces: Vec<&Value> = heads.iter().map(|head| &head["id"]).collect();
    json!({ "audit": audit, "items": [{ "item": line["line"]["item"], "grade": grade, "methods": ["documents"],
        "observation": observation, "replaces": replaces }] })
}

/// Everything that nobody judged yet conforms.
pub fn judge_the_rest(desk: &mut Desk, id: &Value) {
    let shown = show(desk, id);
    let me = &shown["me"];
    let open = shown["lines"].as_array().unwrap().iter().filter(|line| {
        line["standing"].is_null() && !line["not_independent"].as_array().unwrap().contains(me)
    });
    let items: Vec<Value> =
        open.map(|line| json!({ "item": line["line"]["item"], "grade": "conforms" })).collect();
    call(desk, "audit.judge", json!({ "audit": id, "items": items }));
}

pub fn conclude_and_report(desk: &mut Desk, id: &Value) {
    let base = show(desk, id)["audit"]["revision"].clone();
    let conclusion = json!({ "opinion_grade": "fair", "opinion": "おおむね適切に運用されている。" });
    call(desk, "audit.conclude", json!({ "id": id, "base": base, "conclusion": conclusion }));
    step(desk, id, "report", "");
}

pub fn finding(audit: &Value, item: &Value, owner: &Value, found_on: &str) -> Value {
    json!({ "source": { "audit": { "audit": audit } }, "item": item, "title": "離席時の画面の保護", "grade": "minor",
        "found_on": found_on, "fact": "受付の端末1台が30分であった。", "basis": "運用管理規程 第12条", "owner": owner,
        "check_after_months": 3 })
}

pub fn take(desk: &mut Desk, row: &Value, step: &str, more: &Value) -> Value {
    let mut request = json!({ "id": row["id"], "base": row["revision"], "step": step });
    request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    call(desk, "finding.step", request)["row"].clone()
}

pub fn mend(desk: &mut Desk, row: &Value, how: &str) -> Value {
    let base = call(desk, "finding.show", json!({ "id": row["id"] }))["row"]["revision"].clone();
    let correction = json!({ "whys": ["設定が変わっていた", "入れ替えで確認を漏らした"], "cause": "機器の入れ替えで確認を漏らした。",
        "correction": how, "prevention": "月1回の点検に加える。", "done_on": "2026-11-21" });
    call(desk, "finding.correct", json!({ "id": row["id"], "base": base, "correction": correction }))["row"]
        .clone()
}
