//! `tenken finding` and `tenken action`: what was found, what is done about it, and who accepts it.

use clap::Subcommand;
use serde_json::{Map, Value, json};
use tenken_core::command::Desk;
use tenken_core::{Error, Result};

use crate::Ending;
use crate::open;
use crate::register::text;
use crate::show;
use crate::verbs::Shell;

#[derive(Debug, Subcommand)]
pub enum Finding {
    List {
        #[arg(long)]
        unfinished: bool,
        #[arg(long)]
        mine: bool,
    },
    Show {
        finding: String,
    },
    /// What was found outside an audit.
    Add {
        #[arg(value_name = "TITLE")]
        finding_title: String,
        #[arg(long)]
        fact: String,
        #[arg(long, value_parser = ["minor", "major", "observation", "good"], default_value = "minor")]
        severity: String,
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
        #[arg(long, value_name = "DATE")]
        due: Option<String>,
        #[arg(long, value_name = "LOGIN")]
        owner: Option<String>,
        #[arg(long)]
        addressee: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub enum Action {
    /// What is done about it; what is not named stays.
    Write {
        finding: String,
        #[arg(long)]
        cause: Option<String>,
        #[arg(long)]
        correction: Option<String>,
        #[arg(long)]
        prevention: Option<String>,
        #[arg(long, value_name = "DATE")]
        planned: Option<String>,
        #[arg(long, value_name = "DATE")]
        done: Option<String>,
    },
    Step {
        finding: String,
        #[arg(value_parser = ["report", "accept", "return", "confirm", "reject", "recommend", "give_up", "withdraw", "reopen"], value_name = "STEP")]
        finding_step: String,
        #[arg(long)]
        why: Option<String>,
        #[arg(long, value_name = "DATE")]
        due: Option<String>,
    },
}

impl Shell<'_> {
    pub fn finding(&self, verb: &Finding) -> Result<Ending> {
        let mut desk = open::unlocked(self.common, self.words)?;
        let done = self.finding_with(&mut desk, verb);
        desk.sign_out()?;
        done
    }

    pub fn action(&self, verb: &Action) -> Result<Ending> {
        let mut desk = open::unlocked(self.common, self.words)?;
        let done = self.action_with(&mut desk, verb);
        desk.sign_out()?;
        done
    }

    fn finding_with(&self, desk: &mut Desk, verb: &Finding) -> Result<Ending> {
        match verb {
            Finding::List { unfinished, mine } => {
                let all = Self::ask(desk, "finding.list", json!({ "open": unfinished, "mine": mine }))?;
                self.rows(&all, |row| self.finding_row(row));
            }
            Finding::Show { finding } => {
                let found = Self::finding_of(desk, finding)?;
                let shown = Self::ask(desk, "finding.show", json!({ "id": found["id"] }))?;
                if self.common.json {
                    show::json(&shown);
                    return Ok(Ending::Well);
                }
                show::table(&[self.finding_row(&shown["row"])]);
                for key in ["fact", "basis", "request"] {
                    self.said(key, &shown["row"]["finding"][key]);
                }
                for key in ["cause", "correction", "prevention", "remaining"] {
                    self.said(key, &shown["row"]["correction"][key]);
                }
                self.rows(&shown["row"]["steps"], |one| {
                    let step = self.words.plain(&format!("step-{}", text(&one["step"]).replace('_', "-")));
                    vec![text(&one["at"]), step, text(&one["by_name"]), text(&one["reason"])]
                });
            }
            Finding::Add { finding_title, fact, severity, on, due, owner, addressee } => {
                let people = Self::ask(desk, "people.list", Value::Null)?;
                let owner = match owner {
                    Some(login) => {
                        let found =
                            people.as_array().into_iter().flatten().find(|one| one["login"] == *login);
                        Some(found.ok_or_else(|| Error::NoSuchThing { thing: login.clone() })?["id"].clone())
                    }
                    None => None,
                };
                let today = Self::ask(desk, "home.show", Value::Null)?["today"].clone();
                let on = on.clone().map_or(today, Value::String);
                let finding = json!({ "source": "other", "title": finding_title, "fact": fact, "grade": severity, "found_on": on,
                    "due": due, "owner": owner, "addressee": addressee.clone().unwrap_or_default() });
                let done = Self::ask(desk, "finding.write", json!({ "finding": finding }))?;
                self.say_or_json(
                    "shell-finding",
                    &json!({ "number": done["row"]["number"], "row": done["row"] }),
                );
            }
        }
        Ok(Ending::Well)
    }

    fn said(&self, key: &str, value: &Value) {
        let value = text(value);
        if !value.is_empty() {
            show::line(&format!("{}：{value}", self.words.field_of("finding.write", key)));
        }
    }

    fn action_with(&self, desk: &mut Desk, verb: &Action) -> Result<Ending> {
        let done = match verb {
            Action::Write { finding, cause, correction, prevention, planned, done } => {
                let row = Self::finding_of(desk, finding)?;
                let mut written: Map<String, Value> =
                    row["correction"].as_object().cloned().unwrap_or_default();
                for (key, value) in [
                    ("cause", cause),
                    ("correction", correction),
                    ("prevention", prevention),
                    ("planned_on", planned),
                    ("done_on", done),
                ] {
                    if let Some(value) = value {
                        written.insert(key.into(), json!(value));
                    }
                }
                let request = json!({ "id": row["id"], "base": row["revision"], "correction": written });
                Self::ask(desk, "finding.correct", request)?
            }
            Action::Step { finding, finding_step, why, due } => {
                let row = Self::finding_of(desk, finding)?;
                let request = json!({ "id": row["id"], "base": row["revision"], "step": finding_step,
                    "reason": why.clone().unwrap_or_default(), "due": due });
                Self::ask(desk, "finding.step", request)?
            }
        };
        let state = self.words.plain(&format!("state-finding-{}", text(&done["row"]["state"])));
        self.say_or_json(
            "shell-action",
            &json!({ "number": done["row"]["number"], "now": state, "row": done["row"] }),
        );
        Ok(Ending::Well)
    }

    pub fn finding_row(&self, row: &Value) -> Vec<String> {
        let state = self.words.plain(&format!("state-finding-{}", text(&row["state"])));
        let grade = self.words.plain(&format!("grade-{}", text(&row["finding"]["grade"])));
        vec![
            text(&row["number"]),
            grade,
            state,
            text(&row["due"]),
            text(&row["finding"]["title"]),
            text(&row["finding"]["owner_name"]),
        ]
    }

    /// By its number, or the beginning of its id.
    pub fn finding_of(desk: &mut Desk, wanted: &str) -> Result<Value> {
        let all = Self::ask(desk, "finding.list", json!({}))?;
        let fits = |row: &&Value| row["number"] == wanted || text(&row["id"]).starts_with(wanted);
        let found = all.as_array().into_iter().flatten().find(fits).cloned();
        found.ok_or_else(|| Error::NoSuchThing { thing: wanted.into() })
    }
}
