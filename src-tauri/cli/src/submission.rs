//! `tenken submit` and `tenken package`: what is handed in, and whether a file is what was made. The operator's desk: `operator`.

use std::path::PathBuf;

use clap::Subcommand;
use serde_json::{Value, json};
use tenken_core::command::{Desk, Progress};
use tenken_core::{Error, Result};

use crate::Ending;
use crate::open;
use crate::register::{definition, text};
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
        #[arg(long, value_name = "DATE")]
        due: Option<String>,
        /// Who signs, in this order: `TITLE=LOGIN`.
        #[arg(long = "sign", value_name = "TITLE=LOGIN", required = true)]
        seats: Vec<String>,
        /// The one that was returned and is mended with this.
        #[arg(long, value_name = "ID|NUMBER")]
        again: Option<String>,
        /// Which of those that `kinds` lists.
        #[arg(long, value_name = "KIND", default_value = "conformance")]
        submission_kind: String,
        /// The records that are submitted, by their numbers.
        #[arg(long = "record", value_name = "NUMBER")]
        submitted_records: Vec<String>,
        /// The finding whose correction is reported.
        #[arg(long = "finding", value_name = "FINDING")]
        reported_finding: Option<String>,
    },
    Kinds,
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
        /// All files of the proofs travel, too.
        #[arg(long)]
        with_proofs: bool,
        /// These proofs' files travel, the others' hashes alone.
        #[arg(long = "proof", value_name = "PROOF", conflicts_with = "with_proofs")]
        travelling_proofs: Vec<String>,
        /// Sealed with the passphrase in it.
        #[arg(long, value_name = "FILE")]
        passphrase_file: Option<PathBuf>,
        /// Sealed to the key of somebody enrolled.
        #[arg(long, value_name = "KEY|NAME")]
        seal_to: Option<String>,
    },
    /// What was sent, once more.
    Copy {
        submission: String,
        #[arg(value_name = "FILE")]
        package: PathBuf,
        #[arg(long, value_name = "KEY|NAME")]
        seal_to: Option<String>,
    },
    Withdraw {
        submission: String,
        #[arg(long)]
        why: String,
    },
    /// What the operator decided or recommended.
    Decision {
        #[arg(value_name = "FILE")]
        package: PathBuf,
    },
    Key,
    /// This facility's name and keys in a file.
    Card {
        #[arg(value_name = "FILE")]
        package: PathBuf,
    },
    /// Takes in what is new in the folder that both sides see, and lays down what was decided.
    Exchange {
        /// The folder; the one that was named last where none is.
        #[arg(value_name = "DIR")]
        exchange_folder: Option<PathBuf>,
    },
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
            Submit::Kinds => {
                let all = Self::ask(desk, "submission.kinds", Value::Null)?;
                self.rows(&all, |one| vec![text(&one["id"]), text(&one["name"]), text(&one["basis"])]);
            }
            Submit::Send {
                submission,
                package,
                with_proofs,
                travelling_proofs,
                passphrase_file,
                seal_to,
            } => {
                let row = Self::submission_of(desk, submission)?;
                let phrase = passphrase_file.as_ref().map(|file| self.passphrase(Some(file))).transpose()?;
                let sealing =
                    json!({ "passphrase": phrase, "receiver": Self::enrolled_of(desk, seal_to.as_deref())? });
                let proofs = Self::travelling(desk, &row, *with_proofs, travelling_proofs)?;
                let request = json!({ "id": row["id"], "base": row["revision"], "path": package, "proofs": proofs,
                    "sealing": sealing });
                self.say_or_json("shell-sent", &Self::ask(desk, "submission.send", request)?);
            }
            Submit::Copy { submission, package, seal_to } => {
                let row = Self::submission_of(desk, submission)?;
                let sealing = json!({ "receiver": Self::enrolled_of(desk, seal_to.as_deref())? });
                let request = json!({ "id": row["id"], "path": package, "sealing": sealing });
                self.say_or_json("shell-file-written", &Self::ask(desk, "submission.copy_out", request)?);
            }
            Submit::Decision { package } => {
                let done = Self::ask(desk, "submission.take_in", json!({ "path": package }))?;
                if done["row"].is_null() {
                    self.say_or_json("shell-recommended", &done);
                } else {
                    self.stands(&done);
                }
            }
            Submit::Card { package } => {
                let done = Self::ask(desk, "submission.card_out", json!({ "path": package }))?;
                self.say_or_json("shell-file-written", &done);
            }
            Submit::Exchange { exchange_folder } => {
                if let Some(path) = exchange_folder {
                    let path = std::path::absolute(path).map_err(|e| Error::io("read", path, &e))?;
                    Self::ask(desk, "exchange.set", json!({ "path": path }))?;
                }
                let done = Self::ask(desk, "exchange.run", Value::Null)?;
                if self.common.json {
                    show::json(&done);
                    return Ok(Ending::Well);
                }
                for one in done["put"].as_array().into_iter().flatten() {
                    show::line(&text(one));
                }
                let answered = self.received(&done["answered"]);
                let received = self.received(&done["received"]);
                return Ok(if received == Ending::Well { answered } else { received });
            }
            Submit::Key => {
                self.say_or_json("shell-key", &Self::ask(desk, "submission.key", Value::Null)?);
            }
        }
        Ok(Ending::Well)
    }

    /// The files of proofs that are named by their titles, or all, or none.
    fn travelling(desk: &mut Desk, row: &Value, all: bool, titles: &[String]) -> Result<Value> {
        if all || titles.is_empty() {
            return Ok(json!(if all { "all" } else { "none" }));
        }
        let shown = Self::ask(desk, "submission.show", json!({ "id": row["id"] }))?;
        let each = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let rows = each(&shown["snapshot"]["catalogues"]).into_iter().flat_map(|one| each(&one["rows"]));
        let proofs: Vec<Value> = rows.flat_map(|one| each(&one["proofs"])).collect();
        let mut chosen = Vec::new();
        for title in titles {
            let before = chosen.len();
            let named = proofs.iter().filter(|one| one["title"] == title.as_str());
            chosen.extend(named.flat_map(|one| each(&one["sha256"])));
            if chosen.len() == before {
                return Err(Error::NoSuchThing { thing: title.clone() });
            }
        }
        Ok(json!({ "chosen": chosen }))
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
    pub fn submission_of(desk: &mut Desk, wanted: &str) -> Result<Value> {
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
        let Submit::Draft {
            submission_title,
            submit_to,
            year,
            due,
            seats,
            again,
            submission_kind,
            submitted_records,
            reported_finding,
        } = verb
        else {
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
        let kinds = Self::ask(desk, "submission.kinds", Value::Null)?;
        let kind = kinds.as_array().into_iter().flatten().find(|one| one["id"] == submission_kind.as_str());
        let kind = kind.ok_or_else(|| Error::NoSuchThing { thing: submission_kind.clone() })?;
        let (mut assessment, mut fiscal_year) = (Value::Null, Value::Null);
        if kind["about"] == "assessment" {
            let all = Self::ask(desk, "assessment.list", Value::Null)?;
            let open = all.as_array().into_iter().flatten().find(|one| one["state"] == "open");
            let open = open.ok_or_else(|| Error::Required { field: "assessment".into() })?;
            (assessment, fiscal_year) = (open["id"].clone(), open["fiscal_year"].clone());
        }
        let mut records = Vec::new();
        if !submitted_records.is_empty() {
            let all = Self::ask(desk, "register.list", Value::Null)?;
            for wanted in submitted_records {
                let register = definition(&all, &text(&kind["register"]))?;
                records.push(Self::record(desk, register, wanted)?["id"].take());
            }
        }
        let finding = match reported_finding {
            Some(wanted) => Self::finding_of(desk, wanted)?["id"].clone(),
            None => Value::Null,
        };
        let again = match again {
            Some(wanted) => Self::submission_of(desk, wanted)?["id"].clone(),
            None => Value::Null,
        };
        let fiscal_year = year.map_or(fiscal_year, |year| json!(year));
        if fiscal_year.is_null() {
            return Err(Error::Required { field: "fiscal_year".into() });
        }
        let submission = json!({ "kind": submission_kind, "title": submission_title, "fiscal_year": fiscal_year,
            "to": submit_to, "due": due, "assessment": assessment, "records": records, "finding": finding, "seats": signing,
            "again": again });
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
}

pub fn differs(one: &Value) -> Vec<String> {
    let mark = |side: &str| text(&one[side]["mark"]);
    vec![
        text(&one["at"]["control"]),
        format!("{} → {}", mark("before"), mark("now")),
        text(&one["now"]["answer"]["note"]),
        text(&one["practice"]),
    ]
}
