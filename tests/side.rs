//! One side of what travels: a clinic with answers, and two people who sign.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use tenken_core::command::Desk;

use crate::{Clinic, LOGIN, PASSWORD, call};

/// A clinic with answers, and somebody who signs before the director.
pub struct Side {
    pub clinic: Clinic,
    pub manager: Value,
    pub director: Value,
    pub assessment: Value,
}

pub const ROW: &str = "F1-10";

pub fn at() -> Value {
    json!({ "catalogue": "fuhyo-5.1", "control": ROW })
}

impl Default for Side {
    fn default() -> Self {
        Self::new()
    }
}

impl Side {
    pub fn new() -> Self {
        let clinic = Clinic::new();
        let mut desk = clinic.open();
        let request = json!({ "login": "kanri", "profile": { "name": "点検 花子" }, "roles": ["manager"], "password": PASSWORD });
        let manager = call(&mut desk, "people.add", request)["id"].clone();
        let people = call(&mut desk, "people.list", Value::Null);
        let director =
            people.as_array().unwrap().iter().find(|one| one["login"] == LOGIN).unwrap()["id"].clone();
        let started =
            call(&mut desk, "assessment.start", json!({ "catalogues": ["fuhyo-5.1"], "fiscal_year": 2026 }));
        let assessment = started["id"].clone();
        let items =
            json!([{ "at": at(), "base": 0, "answer": { "value": "conforms", "note": "受付に掲示" } }]);
        call(&mut desk, "assessment.answer", json!({ "id": assessment, "items": items }));
        let paper = clinic.dir.path().join("掲示.txt");
        fs::write(&paper, "窓口のお知らせ").unwrap();
        let uses = json!([{ "control": { "assessment": assessment, "at": at() } }]);
        call(&mut desk, "evidence.add", json!({ "paths": [paper], "uses": uses }));
        desk.sign_out().unwrap();
        Self { clinic, manager, director, assessment }
    }

    pub fn desk(&self, login: &str) -> Desk {
        let mut desk = self.clinic.desk();
        call(&mut desk, "workspace.unlock", self.clinic.door(login, PASSWORD));
        desk
    }

    pub fn draft(&self, desk: &mut Desk, again: Option<&Value>) -> Value {
        let seats = json!([{ "title": "運用管理責任者", "person": self.manager, "name": "点検 花子" },
                           { "title": "院長", "person": self.director, "name": "山田 花子" }]);
        let submission = json!({ "title": "令和8年度 準拠度チェックリスト", "fiscal_year": 2026, "to": "見本市医師会",
            "assessment": self.assessment, "seats": seats, "again": again });
        call(desk, "submission.draft", json!({ "submission": submission }))["row"].clone()
    }

    /// Drafted, frozen, signed by both, sent; what was sent, and where it lies.
    pub fn submit(&self, name: &str, again: Option<&Value>) -> (Value, PathBuf) {
        let mut desk = self.desk("kanri");
        let row = self.draft(&mut desk, again);
        let row = act(&mut desk, "submission.freeze", &row);
        let row = sign(&mut desk, &row);
        desk.sign_out().unwrap();
        let mut desk = self.desk(LOGIN);
        let row = sign(&mut desk, &row);
        let path = self.clinic.dir.path().join(name);
        let request = json!({ "id": row["id"], "base": row["revision"], "path": path, "proofs": "all" });
        let sent = call(&mut desk, "submission.send", request);
        desk.sign_out().unwrap();
        (sent, path)
    }

    pub fn key(&self) -> Value {
        let mut desk = self.desk(LOGIN);
        let key = call(&mut desk, "submission.key", Value::Null);
        desk.sign_out().unwrap();
        key
    }
}

pub fn act(desk: &mut Desk, name: &str, row: &Value) -> Value {
    call(desk, name, json!({ "id": row["id"], "base": row["revision"] }))["row"].clone()
}

pub fn sign(desk: &mut Desk, row: &Value) -> Value {
    let request = json!({ "id": row["id"], "base": row["revision"], "password": PASSWORD });
    call(desk, "submission.sign", request)["row"].clone()
}

pub fn enrol(desk: &mut Desk, key: &Value) {
    let request = json!({ "public": key["public"], "enrolled": { "name": key["facility"] } });
    call(desk, "operator.enrol", request);
}

pub fn receive(desk: &mut Desk, path: &PathBuf) -> Value {
    call(desk, "operator.receive", json!({ "paths": [path] }))[0].clone()
}
