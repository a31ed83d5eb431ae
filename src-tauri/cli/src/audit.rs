//! `tenken audit`: the year's plan, judging, reporting, kits that are carried away and brought back.

use std::path::PathBuf;

use clap::Subcommand;
use serde_json::{Value, json};
use tenken_core::command::Desk;
use tenken_core::{Error, Result};

use crate::Ending;
use crate::open;
use crate::register::text;
use crate::show;
use crate::verbs::Shell;

#[derive(Debug, Subcommand)]
pub enum Audit {
    List {
        #[arg(long)]
        year: Option<i32>,
    },
    Show {
        audit: String,
    },
    Plan {
        #[arg(value_name = "TITLE")]
        audit_title: String,
        #[arg(long, value_parser = ["internal", "system", "on_site", "contractor", "extraordinary"], default_value = "internal")]
        audit_kind: String,
        #[arg(long, value_name = "DATE")]
        on: String,
        #[arg(long, value_name = "DATE")]
        last_day: Option<String>,
        #[arg(long)]
        target: Option<String>,
        /// A catalogue, or `catalogue:section`.
        #[arg(long = "scope", value_name = "CATALOGUE[:SECTION]")]
        scope: Vec<String>,
        /// The first one leads.
        #[arg(long = "auditor", value_name = "LOGIN")]
        auditors: Vec<String>,
        /// The newest self-assessment's answers stand beside.
        #[arg(long)]
        beside: bool,
    },
    Begin {
        audit: String,
    },
    Judge {
        audit: String,
        #[arg(value_name = "NUMBER")]
        item: String,
        #[arg(value_parser = ["conforms", "minor", "major", "observation", "good"])]
        judgement: String,
        #[arg(long)]
        observation: Option<String>,
        #[arg(long)]
        why: Option<String>,
    },
    Opinion {
        audit: String,
        #[arg(value_parser = ["good", "fair", "poor"])]
        opinion: String,
        #[arg(value_name = "TEXT")]
        opinion_text: String,
    },
    Report {
        audit: String,
    },
    Close {
        audit: String,
    },
    Cancel {
        audit: String,
        #[arg(long)]
        why: String,
    },
    /// Carries it away, sealed with a passphrase.
    KitOut {
        audit: String,
        #[arg(value_name = "FILE")]
        kit: PathBuf,
        #[arg(long)]
        with_proofs: bool,
        #[arg(long, value_name = "FILE")]
        passphrase_file: Option<PathBuf>,
    },
    KitIn {
        #[arg(value_name = "FILE")]
        kit: PathBuf,
        /// As which of its auditors, where it is taken along.
        #[arg(long, value_name = "NAME")]
        auditor: Option<String>,
        #[arg(long, value_name = "FILE")]
        passphrase_file: Option<PathBuf>,
    },
    Trend,
}

impl Shell<'_> {
    pub fn audit(&self, verb: &Audit) -> Result<Ending> {
        let mut desk = open::unlocked(self.common, self.words)?;
        let done = self.audit_with(&mut desk, verb);
        desk.sign_out()?;
        done
    }

    fn audit_with(&self, desk: &mut Desk, verb: &Audit) -> Result<Ending> {
        match verb {
            Audit::List { year } => {
                let plan = Self::ask(desk, "audit.list", json!({ "fiscal_year": year }))?;
                if self.common.json {
                    show::json(&plan);
                    return Ok(Ending::Well);
                }
                self.rows(&plan["rows"], |row| self.audit_row(row));
                self.rows(&plan["wanted"], |one| {
                    vec![text(&one["day"]), self.words.plain("shell-audit-wanted"), text(&one["title"])]
                });
            }
            Audit::Show { audit } => return self.show_audit(desk, audit),
            Audit::Plan { .. } => return self.plan_audit(desk, verb),
            Audit::Begin { audit } => return self.step_audit(desk, audit, "begin", ""),
            Audit::Report { audit } => return self.step_audit(desk, audit, "report", ""),
            Audit::Close { audit } => return self.step_audit(desk, audit, "close", ""),
            Audit::Cancel { audit, why } => return self.step_audit(desk, audit, "cancel", why),
            Audit::Judge { audit, item, judgement, observation, why } => {
                let shown = Self::audit_of(desk, audit)?;
                let line = shown["lines"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .find(|one| one["line"]["number"] == *item);
                let line = line.ok_or_else(|| Error::NoSuchThing { thing: item.clone() })?;
                let heads = line["standing"]["heads"].as_array().into_iter().flatten();
                let replaces: Vec<&Value> = heads.map(|head| &head["id"]).collect();
                let one = json!({ "item": line["line"]["item"], "grade": judgement, "observation": observation.clone().unwrap_or_default(),
                    "reason": why.clone().unwrap_or_default(), "replaces": replaces });
                let request = json!({ "audit": shown["audit"]["id"], "items": [one] });
                self.say_or_json("shell-judged", &Self::ask(desk, "audit.judge", request)?);
            }
            Audit::Opinion { audit, opinion, opinion_text } => {
                let shown = Self::audit_of(desk, audit)?;
                let mut conclusion = shown["audit"]["conclusion"].clone();
                if let Some(said) = conclusion.as_object_mut() {
                    said.insert("opinion_grade".into(), json!(opinion));
                    said.insert("opinion".into(), json!(opinion_text));
                }
                let request = json!({ "id": shown["audit"]["id"], "base": shown["audit"]["revision"], "conclusion": conclusion });
                self.say_or_json("shell-done", &Self::ask(desk, "audit.conclude", request)?);
            }
            Audit::KitOut { audit, kit, with_proofs, passphrase_file } => {
                let shown = Self::audit_of(desk, audit)?;
                let phrase = self.passphrase(passphrase_file.as_ref())?;
                let request = json!({ "id": shown["audit"]["id"], "path": kit, "passphrase": phrase, "with_proofs": with_proofs });
                self.say_or_json("shell-kit-out", &Self::ask(desk, "audit.kit_out", request)?);
            }
            Audit::KitIn { kit, auditor, passphrase_file } => {
                let phrase = self.passphrase(passphrase_file.as_ref())?;
                let which = json!({ "path": kit, "passphrase": phrase });
                let looked = Self::ask(desk, "audit.kit_look", which.clone())?;
                let named = looked["auditors"].as_array().into_iter().flatten();
                let as_whom =
                    named.into_iter().find(|one| Some(text(&one["name"])) == *auditor).map(|one| &one["id"]);
                let request = json!({ "kit": which, "auditor": as_whom });
                self.say_or_json("shell-kit-in", &Self::ask(desk, "audit.kit_in", request)?);
            }
            Audit::Trend => {
                let all = Self::ask(desk, "audit.trend", Value::Null)?;
                self.rows(&all, |one| {
                    ["fiscal_year", "audits", "judged", "major", "minor", "observation", "repeated", "open"]
                        .map(|key| text(&one[key]))
                        .to_vec()
                });
            }
        }
        Ok(Ending::Well)
    }

    pub fn passphrase(&self, file: Option<&PathBuf>) -> Result<Value> {
        let asked = open::secret_from(
            file.map(PathBuf::as_path),
            "TENKEN_PASSPHRASE",
            "shell-passphrase",
            self.words,
        )?;
        Ok(json!(asked.as_str()))
    }

    fn audit_row(&self, row: &Value) -> Vec<String> {
        let (plan, counts) = (&row["audit"]["plan"], &row["counts"]);
        let state = self.words.plain(&format!("state-audit-{}", text(&row["audit"]["state"])));
        let id = text(&row["audit"]["id"]);
        vec![
            id.get(..8).unwrap_or(&id).to_owned(),
            text(&plan["from"]),
            state,
            text(&plan["title"]),
            text(&plan["target"]),
            format!("{}/{}", counts["judged"], counts["items"]),
            format!("{}/{}", row["open"], row["findings"]),
        ]
    }

    /// By the beginning or the end of its id, by its day or its title; of several the latest.
    pub fn audit_of(desk: &mut Desk, wanted: &str) -> Result<Value> {
        let plan = Self::ask(desk, "audit.list", Value::Null)?;
        let mut years: Vec<Value> = plan["years"].as_array().cloned().unwrap_or_default();
        years.reverse();
        for year in years {
            let plan = Self::ask(desk, "audit.list", json!({ "fiscal_year": year }))?;
            let fits = |row: &&Value| {
                let (id, plan) = (text(&row["audit"]["id"]), &row["audit"]["plan"]);
                id.starts_with(wanted) || plan["from"] == wanted || plan["title"] == wanted
            };
            if let Some(row) = plan["rows"].as_array().into_iter().flatten().rev().find(fits) {
                return Self::ask(desk, "audit.show", json!({ "id": row["audit"]["id"] }));
            }
        }
        Err(Error::NoSuchThing { thing: wanted.into() })
    }

    fn show_audit(&self, desk: &mut Desk, wanted: &str) -> Result<Ending> {
        let shown = Self::audit_of(desk, wanted)?;
        if self.common.json {
            show::json(&shown);
            return Ok(Ending::Well);
        }
        self.rows(&shown["lines"], |one| {
            let grade = match one["standing"]["grade"].as_str() {
                Some(_) if one["standing"]["contested"] == true => self.words.plain("shell-contested"),
                Some(grade) => self.words.plain(&format!("grade-{grade}")),
                None => "－".to_owned(),
            };
            let line = &one["line"];
            vec![text(&line["number"]), text(&line["said"]["mark"]), grade, text(&line["title"])]
        });
        self.rows(&shown["findings"], |row| self.finding_row(row));
        Ok(Ending::Well)
    }

    fn plan_audit(&self, desk: &mut Desk, verb: &Audit) -> Result<Ending> {
        let Audit::Plan { audit_title, audit_kind, on, last_day, target, scope, auditors, beside } = verb
        else {
            return Err(Error::internal("plan"));
        };
        let people = Self::ask(desk, "people.list", Value::Null)?;
        let mut named = Vec::new();
        for (at, login) in auditors.iter().enumerate() {
            let found = people.as_array().into_iter().flatten().find(|one| one["login"] == *login);
            let one = found.ok_or_else(|| Error::NoSuchThing { thing: login.clone() })?;
            named.push(json!({ "id": one["id"], "person": one["id"], "name": one["profile"]["name"],
                "post": one["profile"]["title"], "lead": at == 0 }));
        }
        let parts: Vec<Value> = scope
            .iter()
            .map(|one| match one.split_once(':') {
                Some((catalogue, section)) => json!({ "catalogue": catalogue, "sections": [section] }),
                None => json!({ "catalogue": one }),
            })
            .collect();
        let assessment = if *beside {
            let all = Self::ask(desk, "assessment.list", Value::Null)?;
            all.as_array()
                .into_iter()
                .flatten()
                .find(|one| one["state"] == "open")
                .map(|one| one["id"].clone())
        } else {
            None
        };
        let plan = json!({ "title": audit_title, "kind": audit_kind, "from": on, "to": last_day, "target": target.clone().unwrap_or_default(),
            "parts": parts, "auditors": named, "assessment": assessment });
        let done = Self::ask(desk, "audit.plan", json!({ "plan": plan }))?;
        self.say_or_json("shell-audit-planned", &done);
        Ok(Ending::Well)
    }

    fn step_audit(&self, desk: &mut Desk, wanted: &str, step: &str, reason: &str) -> Result<Ending> {
        let found = Self::audit_of(desk, wanted)?["audit"].clone();
        let request = json!({ "id": found["id"], "base": found["revision"], "step": step, "reason": reason });
        self.say_or_json("shell-done", &Self::ask(desk, "audit.step", request)?);
        Ok(Ending::Well)
    }
}
