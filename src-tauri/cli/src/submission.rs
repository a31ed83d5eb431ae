//! `tenken submit`, `tenken package` and `tenken operator`: what is handed in, whether a file is what was made, and the operator's
//! desk.

use std::path::PathBuf;

use clap::Subcommand;
use serde_json::{Map, Value, json};
use tenken_core::command::{Desk, Progress};
use tenken_core::{Error, Result};

use crate::Ending;
use crate::open;
use crate::register::text;
use crate::show;
use crate::verbs::Shell;

#[derive(Debug, Subcommand)]
pub enum Submit {
    List,
    Show {
        submission: String,
    },
    Draft {
        #[arg(value_name = "TITLE")]
        submission_title: String,
        #[arg(long, value_name = "OPERATOR")]
        submit_to: String,
        #[arg(long)]
        year: Option<i32>,
        /// Who signs, in this order: `TITLE=LOGIN`.
        #[arg(long = "sign", value_name = "TITLE=LOGIN", required = true)]
        seats: Vec<String>,
        /// The one that was returned and is mended with this.
        #[arg(long, value_name = "ID|NUMBER")]
        again: Option<String>,
    },
    Freeze {
        submission: String,
    },
    /// With the password once more.
    Sign {
        submission: String,
    },
    Thaw {
        submission: String,
        #[arg(long)]
        why: String,
    },
    Send {
        submission: String,
        #[arg(value_name = "FILE")]
        package: PathBuf,
        #[arg(long)]
        with_proofs: bool,
        /// Sealed with the passphrase in it.
        #[arg(long, value_name = "FILE")]
        passphrase_file: Option<PathBuf>,
    },
    Withdraw {
        submission: String,
        #[arg(long)]
        why: String,
    },
    Decision {
        #[arg(value_name = "FILE")]
        package: PathBuf,
    },
    Key,
}

#[derive(Debug, Subcommand)]
pub enum PackageVerb {
    /// For anybody, without a workspace.
    Verify {
        #[arg(value_name = "FILE")]
        package: PathBuf,
        #[arg(long, value_name = "FILE")]
        passphrase_file: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub enum Operator {
    Enrolled,
    Enrol {
        #[arg(value_name = "KEY")]
        public_key: String,
        #[arg(value_name = "NAME")]
        facility_name: String,
    },
    Receive {
        #[arg(value_name = "FILE", required = true)]
        packages: Vec<PathBuf>,
        #[arg(long, value_name = "FILE")]
        passphrase_file: Option<PathBuf>,
    },
    Inbox,
    Review {
        #[arg(value_name = "FINGERPRINT")]
        fingerprint: String,
    },
    Decide {
        #[arg(value_name = "FINGERPRINT")]
        fingerprint: String,
        #[arg(value_parser = ["approved", "conditional", "returned"])]
        verdict: String,
        #[arg(long)]
        letter: Option<String>,
        #[arg(long, value_name = "DATE")]
        due: Option<String>,
        /// The decision as a package for the facility.
        #[arg(long, value_name = "FILE")]
        decision_out: PathBuf,
    },
}

impl Shell<'_> {
    pub fn submit(&self, verb: &Submit) -> Result<Ending> {
        let mut desk = open::unlocked(self.common, self.words)?;
        let done = self.submit_with(&mut desk, verb);
        desk.sign_out()?;
        done
    }

    fn submit_with(&self, desk: &mut Desk, verb: &Submit) -> Result<Ending> {
        match verb {
            Submit::List => {
                let all = Self::ask(desk, "submission.list", Value::Null)?;
                self.rows(&all, |row| self.submission_row(row));
            }
            Submit::Show { submission } => {
                let found = Self::submission_of(desk, submission)?;
                let shown = Self::ask(desk, "submission.show", json!({ "id": found["id"] }))?;
                if self.common.json {
                    show::json(&shown);
                    return Ok(Ending::Well);
                }
                show::table(&[self.submission_row(&shown["row"])]);
                self.rows(&shown["row"]["steps"], |one| {
                    let step = self.words.plain(&format!("step-{}", text(&one["step"])));
                    vec![
                        text(&one["at"]),
                        step,
                        text(&one["by_name"]),
                        text(&one["seat"]),
                        text(&one["reason"]),
                    ]
                });
                self.rows(&shown["differences"], differs);
            }
            Submit::Draft { .. } => return self.draft(desk, verb),
            Submit::Freeze { submission } => return self.act(desk, "submission.freeze", submission, ""),
            Submit::Thaw { submission, why } => return self.act(desk, "submission.thaw", submission, why),
            Submit::Withdraw { submission, why } => {
                return self.act(desk, "submission.withdraw", submission, why);
            }
            Submit::Sign { submission } => {
                let row = Self::submission_of(desk, submission)?;
                let password = open::password(self.common, self.words)?;
                let request =
                    json!({ "id": row["id"], "base": row["revision"], "password": password.as_str() });
                let done = Self::ask(desk, "submission.sign", request)?;
                self.stands(&done);
            }
            Submit::Send { submission, package, with_proofs, passphrase_file } => {
                let row = Self::submission_of(desk, submission)?;
                let phrase = passphrase_file.as_ref().map(|file| self.passphrase(Some(file))).transpose()?;
                let request = json!({ "id": row["id"], "base": row["revision"], "path": package, "with_proofs": with_proofs,
                    "sealing": { "passphrase": phrase } });
                self.say_or_json("shell-sent", &Self::ask(desk, "submission.send", request)?);
            }
            Submit::Decision { package } => {
                let done = Self::ask(desk, "submission.take_in", json!({ "path": package }))?;
                self.stands(&done);
            }
            Submit::Key => {
                self.say_or_json("shell-key", &Self::ask(desk, "submission.key", Value::Null)?);
            }
        }
        Ok(Ending::Well)
    }

    fn submission_row(&self, row: &Value) -> Vec<String> {
        let state = self.words.plain(&format!("state-submission-{}", text(&row["state"])));
        let id = text(&row["id"]);
        let short = id.get(id.len().saturating_sub(8)..).unwrap_or(&id).to_owned();
        vec![
            short,
            text(&row["number"]),
            state,
            text(&row["submission"]["title"]),
            text(&row["next"]["name"]),
        ]
    }

    /// By its number or title, or the beginning or end of its id; of several the latest.
    fn submission_of(desk: &mut Desk, wanted: &str) -> Result<Value> {
        let all = Self::ask(desk, "submission.list", Value::Null)?;
        let fits = |row: &&Value| {
            let id = text(&row["id"]);
            row["number"] == wanted
                || row["submission"]["title"] == wanted
                || id.starts_with(wanted)
                || id.ends_with(wanted)
        };
        let found = all.as_array().into_iter().flatten().find(fits).cloned();
        found.ok_or_else(|| Error::NoSuchThing { thing: wanted.into() })
    }

    fn draft(&self, desk: &mut Desk, verb: &Submit) -> Result<Ending> {
        let Submit::Draft { submission_title, submit_to, year, seats, again } = verb else {
            return Err(Error::internal("draft"));
        };
        let people = Self::ask(desk, "people.list", Value::Null)?;
        let mut signing = Vec::new();
        for one in seats {
            let bad = || Error::Invalid { field: "sign".into(), detail: one.clone() };
            let (title, login) = one.split_once('=').ok_or_else(bad)?;
            let found = people.as_array().into_iter().flatten().find(|one| one["login"] == login);
            let person = found.ok_or_else(|| Error::NoSuchThing { thing: login.into() })?;
            signing
                .push(json!({ "title": title, "person": person["id"], "name": person["profile"]["name"] }));
        }
        let all = Self::ask(desk, "assessment.list", Value::Null)?;
        let open = all.as_array().into_iter().flatten().find(|one| one["state"] == "open");
        let assessment = open.ok_or_else(|| Error::Required { field: "assessment".into() })?;
        let again = match again {
            Some(wanted) => Self::submission_of(desk, wanted)?["id"].clone(),
            None => Value::Null,
        };
        let fiscal_year = year.map_or_else(|| assessment["fiscal_year"].clone(), |year| json!(year));
        let submission = json!({ "title": submission_title, "fiscal_year": fiscal_year, "to": submit_to,
            "assessment": assessment["id"], "seats": signing, "again": again });
        let done = Self::ask(desk, "submission.draft", json!({ "submission": submission }))?;
        self.stands(&done);
        Ok(Ending::Well)
    }

    fn act(&self, desk: &mut Desk, name: &str, wanted: &str, reason: &str) -> Result<Ending> {
        let row = Self::submission_of(desk, wanted)?;
        let request = json!({ "id": row["id"], "base": row["revision"], "reason": reason });
        let done = Self::ask(desk, name, request)?;
        self.stands(&done);
        Ok(Ending::Well)
    }

    /// How it stands now.
    fn stands(&self, done: &Value) {
        if self.common.json {
            return show::json(done);
        }
        show::table(&[self.submission_row(&done["row"])]);
    }

    pub fn package(&self, verb: &PackageVerb) -> Result<Ending> {
        let PackageVerb::Verify { package, passphrase_file } = verb;
        let phrase = passphrase_file.as_ref().map(|file| self.passphrase(Some(file))).transpose()?;
        let mut desk = open::desk(false)?;
        let request = json!({ "path": package, "passphrase": phrase });
        let told = desk.call("package.verify", request, &Progress::none())?;
        self.say_or_json("shell-verified", &told);
        Ok(Ending::Well)
    }

    pub fn operator(&self, verb: &Operator) -> Result<Ending> {
        let mut desk = open::unlocked(self.common, self.words)?;
        let done = self.operator_with(&mut desk, verb);
        desk.sign_out()?;
        done
    }

    fn operator_with(&self, desk: &mut Desk, verb: &Operator) -> Result<Ending> {
        match verb {
            Operator::Enrolled => {
                let all = Self::ask(desk, "operator.enrolled", Value::Null)?;
                self.rows(&all, |one| vec![text(&one["spoken"]), text(&one["enrolled"]["name"])]);
            }
            Operator::Enrol { public_key, facility_name } => {
                let request = json!({ "public": public_key, "enrolled": { "name": facility_name } });
                self.say_or_json("shell-done", &Self::ask(desk, "operator.enrol", request)?);
            }
            Operator::Receive { packages, passphrase_file } => {
                let phrase = passphrase_file.as_ref().map(|file| self.passphrase(Some(file))).transpose()?;
                let request = json!({ "paths": packages, "passphrase": phrase });
                let all = Self::ask(desk, "operator.receive", request)?;
                return Ok(self.received(&all));
            }
            Operator::Inbox => {
                let all = Self::ask(desk, "operator.inbox", json!({ "count": 2_000 }))?["rows"].clone();
                self.rows(&all, |row| {
                    let verdict = row["decision"]["verdict"].as_str();
                    let verdict =
                        verdict.map(|one| self.words.plain(&format!("verdict-{one}"))).unwrap_or_default();
                    let short = text(&row["fingerprint"]).chars().take(8).collect();
                    vec![short, text(&row["facility"]), text(&row["number"]), text(&row["title"]), verdict]
                });
            }
            Operator::Review { fingerprint } => {
                let row = Self::received_of(desk, fingerprint)?;
                let shown = Self::ask(desk, "operator.review", json!({ "fingerprint": row["fingerprint"] }))?;
                if self.common.json {
                    show::json(&shown);
                    return Ok(Ending::Well);
                }
                for catalogue in shown["snapshot"]["catalogues"].as_array().into_iter().flatten() {
                    self.rows(&catalogue["rows"], |row| {
                        let proofs = row["proofs"].as_array().map_or(0, Vec::len);
                        vec![
                            text(&row["at"]["control"]),
                            text(&row["mark"]),
                            proofs.to_string(),
                            text(&row["practice"]),
                        ]
                    });
                }
                self.rows(&shown["differences"], differs);
            }
            Operator::Decide { fingerprint, verdict, letter, due, decision_out } => {
                let row = Self::received_of(desk, fingerprint)?;
                let request = json!({ "fingerprint": row["fingerprint"], "base": row["revision"], "verdict": verdict,
                    "letter": letter.clone().unwrap_or_default(), "due": due });
                Self::ask(desk, "operator.decide", request)?;
                let request = json!({ "fingerprint": row["fingerprint"], "path": decision_out });
                self.say_or_json("shell-decided", &Self::ask(desk, "operator.decision_out", request)?);
            }
        }
        Ok(Ending::Well)
    }

    /// One line a file; a refused one says why and makes the ending say so.
    fn received(&self, all: &Value) -> Ending {
        if self.common.json {
            show::json(all);
        }
        let mut ending = Ending::Well;
        for one in all.as_array().into_iter().flatten() {
            let refused = one["refused"].as_object();
            if refused.is_some() {
                ending = Ending::ProblemFound;
            }
            if self.common.json {
                continue;
            }
            let facts: Map<String, Value> = match refused {
                Some(error) => error.get("params").and_then(Value::as_object).cloned().unwrap_or_default(),
                None => one.as_object().cloned().unwrap_or_default(),
            };
            let key = match refused.and_then(|error| error.get("code")).and_then(Value::as_str) {
                Some(code) => format!("error-{code}"),
                None if one["known"] == true => "shell-received-before".into(),
                None => "shell-received".into(),
            };
            show::line(&self.words.say(&key, &facts));
        }
        ending
    }

    /// By the beginning of its fingerprint, or its number where one facility alone has it.
    fn received_of(desk: &mut Desk, wanted: &str) -> Result<Value> {
        let all = Self::ask(desk, "operator.inbox", json!({ "count": 2_000 }))?["rows"].clone();
        let found =
            all.as_array().into_iter().flatten().find(|row| text(&row["fingerprint"]).starts_with(wanted));
        found.cloned().ok_or_else(|| Error::NoSuchThing { thing: wanted.into() })
    }
}

fn differs(one: &Value) -> Vec<String> {
    let mark = |side: &str| text(&one[side]["mark"]);
    vec![
        text(&one["at"]["control"]),
        format!("{} → {}", mark("before"), mark("now")),
        text(&one["now"]["answer"]["note"]),
        text(&one["practice"]),
    ]
}
