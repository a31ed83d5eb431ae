//! Verbs about the operation record, its proof and the backups.

use serde_json::{Value, json};
use tenken_core::ledger::{LogPage, Report};
use tenken_core::{Error, Result};

use crate::Ending;
use crate::args::Log;
use crate::open;
use crate::show::{self, say};
use crate::verbs::Shell;

impl Shell<'_> {
    pub fn log(&self, filter: &Log) -> Result<Ending> {
        let mut desk = open::unlocked(self.common, self.words)?;
        let person = match &filter.person {
            Some(login) => Self::person(&mut desk, login)?["id"].clone(),
            None => Value::Null,
        };
        let request = json!({
            "person": person, "kind": filter.kind, "thing": filter.thing,
            "from": filter.from, "to": filter.to, "before": filter.before, "limit": filter.limit,
        });
        if self.common.json {
            show::json(&Self::ask(&mut desk, "ledger.log", request)?);
        } else {
            let bad = |e: serde_json::Error| Error::Internal { detail: e.to_string() };
            // The typed page, because its sentences are made from it.
            let filter = serde_json::from_value(request).map_err(bad)?;
            let session = desk.session().ok_or(Error::NotOpen)?;
            session.require(tenken_core::people::Right::SeeRecord)?;
            self.page(&tenken_core::ledger::log(session.db(), &filter)?);
        }
        desk.sign_out()?;
        Ok(Ending::Well)
    }

    fn page(&self, page: &LogPage) {
        if page.lines.is_empty() {
            show::line(&self.words.plain("shell-log-empty"));
        }
        let rows: Vec<Vec<String>> = page
            .lines
            .iter()
            .map(|line| {
                let mark = if line.clock_back { "⚠" } else { "" };
                vec![
                    line.seq.to_string(),
                    format!("{}{mark}", self.words.time(line.at)),
                    line.person_name.clone(),
                    self.words.deed(line),
                ]
            })
            .collect();
        show::table(&rows);
        say(self.words, "shell-log-total", [("total", json!(page.total))]);
    }

    pub fn verify(&self) -> Result<Ending> {
        let mut desk = open::unlocked(self.common, self.words)?;
        let answer = Self::ask(&mut desk, "ledger.verify", Value::Null)?;
        let report: Report =
            serde_json::from_value(answer.clone()).map_err(|e| Error::Internal { detail: e.to_string() })?;
        desk.sign_out()?;
        if self.common.json {
            show::json(&answer);
        } else if report.is_well() {
            self.say_or_json("shell-all-well", &answer);
            self.say_or_json("shell-head", &answer);
        } else {
            say(self.words, "shell-problems", [("count", json!(report.problem_count))]);
            for problem in &report.problems {
                show::line(&format!("・{}", self.words.problem(problem)));
            }
            let more = report.problem_count - report.problems.len();
            if more > 0 {
                say(self.words, "shell-more-problems", [("count", json!(more))]);
            }
        }
        Ok(if report.is_well() { Ending::Well } else { Ending::ProblemFound })
    }
}
