//! `tenken operator`: who is enrolled, what comes in, what is decided, confirmed and recommended, and how all stand.

use std::path::PathBuf;

use clap::Subcommand;
use serde_json::{Map, Value, json};
use tenken_core::command::Desk;
use tenken_core::{Error, Result};

use crate::Ending;
use crate::open;
use crate::register::{definition, text};
use crate::show;
use crate::submission::differs;
use crate::verbs::Shell;

#[derive(Debug, Subcommand)]
pub enum Operator {
    Enrolled,
    /// A key that was told, or a card; the card's mark is compared by another way first.
    Enrol {
        #[arg(value_name = "KEY|FILE")]
        public_key: String,
        #[arg(value_name = "NAME")]
        facility_name: Option<String>,
        #[arg(long, value_name = "NAME")]
        district: Option<String>,
        #[arg(long, value_name = "KIND")]
        facility_kind: Option<String>,
        /// Its line in the register 参加機関: by its number, or `new`, which writes one.
        #[arg(long = "line", value_name = "NUMBER|new")]
        facility_line: Option<String>,
    },
    /// Files and folders, thousands of them.
    Receive {
        #[arg(value_name = "FILE|DIR", required = true)]
        packages: Vec<PathBuf>,
        #[arg(long, value_name = "FILE")]
        passphrase_file: Option<PathBuf>,
    },
    Inbox {
        /// Nothing was decided of them yet.
        #[arg(long)]
        waiting: bool,
    },
    Review {
        #[arg(value_name = "FINGERPRINT")]
        fingerprint: String,
    },
    /// That it has arrived, as a package for the facility.
    Receipt {
        #[arg(value_name = "FINGERPRINT")]
        fingerprint: String,
        #[arg(value_name = "FILE")]
        receipt_out: PathBuf,
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
        /// The decision as a package for the facility; later, where a second person must confirm.
        #[arg(long, value_name = "FILE")]
        decision_out: Option<PathBuf>,
    },
    /// What somebody else proposed.
    Confirm {
        #[arg(value_name = "FINGERPRINT")]
        fingerprint: String,
        /// It is given back, and why.
        #[arg(long, value_name = "WHY")]
        decline: Option<String>,
        #[arg(long, value_name = "FILE")]
        decision_out: Option<PathBuf>,
    },
    Recommend {
        #[arg(value_name = "KEY|NAME")]
        facility_key: String,
        #[arg(long)]
        subject: String,
        #[arg(long)]
        fact: String,
        #[arg(long)]
        basis: String,
        #[arg(long)]
        contents: String,
        #[arg(long, value_name = "DATE")]
        until: String,
        /// The recommendation as a package for the facility.
        #[arg(long, value_name = "FILE")]
        recommendation_out: PathBuf,
    },
    Recommendations,
    /// All facilities side by side.
    Portfolio {
        #[arg(long)]
        year: Option<i32>,
        #[arg(long, value_name = "NAME")]
        district: Option<String>,
        /// As it may go outside: nobody by name, no small groups.
        #[arg(long)]
        masked: bool,
        /// As a table.
        #[arg(long, value_name = "FILE.xlsx|.csv")]
        table_out: Option<PathBuf>,
    },
}

impl Shell<'_> {
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
                self.rows(&all, |one| {
                    let enrolled = &one["enrolled"];
                    let line = text(&one["line"]["number"]);
                    vec![text(&one["spoken"]), text(&enrolled["name"]), text(&enrolled["district"]), line]
                });
            }
            Operator::Enrol { public_key, facility_name, district, facility_kind, facility_line } => {
                let mut request =
                    Self::enrolment(desk, public_key, facility_name.as_ref(), (district, facility_kind))?;
                match facility_line.as_deref() {
                    None => {}
                    Some("new") => request["new_line"] = json!(true),
                    Some(line) => request["enrolled"]["record"] = Self::facility_line(desk, line)?,
                }
                self.say_or_json("shell-done", &Self::ask(desk, "operator.enrol", request)?);
            }
            Operator::Receive { packages, passphrase_file } => {
                let phrase = passphrase_file.as_ref().map(|file| self.passphrase(Some(file))).transpose()?;
                let request = json!({ "paths": packages, "passphrase": phrase });
                let all = Self::ask(desk, "operator.receive", request)?;
                return Ok(self.received(&all));
            }
            Operator::Inbox { waiting } => self.inbox(desk, *waiting)?,
            Operator::Review { fingerprint } => self.review(desk, fingerprint)?,
            Operator::Receipt { fingerprint, receipt_out } => {
                let row = Self::received_of(desk, fingerprint)?;
                let request = json!({ "fingerprint": row["fingerprint"], "path": receipt_out });
                self.say_or_json("shell-file-written", &Self::ask(desk, "operator.receipt_out", request)?);
            }
            Operator::Decide { fingerprint, verdict, letter, due, decision_out } => {
                let row = Self::received_of(desk, fingerprint)?;
                let request = json!({ "fingerprint": row["fingerprint"], "base": row["revision"], "verdict": verdict,
                    "letter": letter.clone().unwrap_or_default(), "due": due });
                let done = Self::ask(desk, "operator.decide", request)?;
                self.decision(desk, &done, decision_out.as_ref())?;
            }
            Operator::Confirm { fingerprint, decline, decision_out } => {
                let row = Self::received_of(desk, fingerprint)?;
                let request = json!({ "fingerprint": row["fingerprint"], "base": row["revision"], "declined": decline });
                let done = Self::ask(desk, "operator.confirm", request)?;
                self.decision(desk, &done, decision_out.as_ref())?;
            }
            Operator::Recommend {
                facility_key,
                subject,
                fact,
                basis,
                contents,
                until,
                recommendation_out,
            } => {
                let public = Self::enrolled_of(desk, Some(facility_key))?;
                let request = json!({ "public": public, "subject": subject, "fact": fact, "basis": basis,
                    "contents": contents, "due": until });
                let id = Self::ask(desk, "operator.recommend", request)?["id"].clone();
                let request = json!({ "id": id, "path": recommendation_out });
                self.say_or_json(
                    "shell-file-written",
                    &Self::ask(desk, "operator.recommendation_out", request)?,
                );
            }
            Operator::Recommendations => {
                let all = Self::ask(desk, "operator.recommendations", Value::Null)?;
                self.rows(&all, |row| {
                    let one = &row["recommendation"];
                    let state = match (row["closed"] == true, row["answered"].is_null(), row["late"] == true)
                    {
                        (true, ..) => "verdict-approved",
                        (_, false, false) => "state-received",
                        (.., true) => "state-late",
                        _ => "state-submission-sent",
                    };
                    vec![
                        text(&one["due"]),
                        self.words.plain(state),
                        text(&one["facility"]),
                        text(&one["subject"]),
                    ]
                });
            }
            Operator::Portfolio { year, district, masked, table_out } => {
                let filter =
                    json!({ "fiscal_year": year, "district": district, "masked": masked, "count": 100_000 });
                if let Some(path) = table_out {
                    let request = json!({ "filter": filter, "path": path });
                    self.say_or_json(
                        "shell-file-written",
                        &Self::ask(desk, "operator.portfolio_out", request)?,
                    );
                    return Ok(Ending::Well);
                }
                self.portfolio(&Self::ask(desk, "operator.portfolio", filter)?);
            }
        }
        Ok(Ending::Well)
    }

    /// From a key that was told, or from a card.
    fn enrolment(
        desk: &mut Desk,
        key: &str,
        name: Option<&String>,
        (district, kind): (&Option<String>, &Option<String>),
    ) -> Result<Value> {
        let (mut public, mut enrolled, mut base) = (json!(key), json!({}), json!(0));
        if std::path::Path::new(key).is_file() {
            let read = Self::ask(desk, "operator.read_card", json!({ "path": key }))?;
            public = read["card"]["public"].clone();
            base = read["revision"].clone();
            // What is known of it stays, but for what the card says.
            if read["known"].is_object() {
                enrolled = read["known"].clone();
            }
            enrolled["name"] = read["card"]["facility"].clone();
            enrolled["sealing"] = read["card"]["sealing"].clone();
        }
        for (field, said) in [("name", name), ("district", district.as_ref()), ("kind", kind.as_ref())] {
            if let Some(said) = said {
                enrolled[field] = json!(said);
            }
        }
        Ok(json!({ "public": public, "base": base, "enrolled": enrolled }))
    }

    fn facility_line(desk: &mut Desk, line: &str) -> Result<Value> {
        let all = Self::ask(desk, "register.list", Value::Null)?;
        let register = definition(&all, "member_facility")?;
        Ok(Self::record(desk, register, line)?["id"].take())
    }

    /// The key of somebody enrolled, by it, its mark or the name.
    pub fn enrolled_of(desk: &mut Desk, wanted: Option<&str>) -> Result<Value> {
        let Some(wanted) = wanted else { return Ok(Value::Null) };
        let all = Self::ask(desk, "operator.enrolled", Value::Null)?;
        let fits = |one: &&Value| {
            one["public"] == wanted || one["spoken"] == wanted || one["enrolled"]["name"] == wanted
        };
        let found = all.as_array().into_iter().flatten().find(fits).map(|one| one["public"].clone());
        found.ok_or_else(|| Error::NoSuchThing { thing: wanted.into() })
    }

    fn inbox(&self, desk: &mut Desk, waiting: bool) -> Result<()> {
        let shows = if waiting { "waiting" } else { "all" };
        let all = Self::ask(desk, "operator.inbox", json!({ "shows": shows, "count": 2_000 }))?;
        self.rows(&all["rows"], |row| {
            let verdict = row["decision"]["verdict"].as_str();
            let verdict = verdict.map(|one| self.words.plain(&format!("verdict-{one}"))).unwrap_or_default();
            let short = text(&row["fingerprint"]).chars().take(8).collect();
            vec![short, text(&row["facility"]), text(&row["number"]), text(&row["title"]), verdict]
        });
        Ok(())
    }

    fn review(&self, desk: &mut Desk, fingerprint: &str) -> Result<()> {
        let row = Self::received_of(desk, fingerprint)?;
        let shown = Self::ask(desk, "operator.review", json!({ "fingerprint": row["fingerprint"] }))?;
        if self.common.json {
            show::json(&shown);
            return Ok(());
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
        Ok(())
    }

    fn decision(&self, desk: &mut Desk, done: &Value, out: Option<&PathBuf>) -> Result<()> {
        match out.filter(|_| !done["row"]["decision"].is_null()) {
            Some(path) => {
                let request = json!({ "fingerprint": done["row"]["fingerprint"], "path": path });
                self.say_or_json("shell-decided", &Self::ask(desk, "operator.decision_out", request)?);
            }
            None => self.say_or_json("shell-done", done),
        }
        Ok(())
    }

    fn portfolio(&self, shown: &Value) {
        if self.common.json {
            return show::json(shown);
        }
        let share =
            |one: &Value| one["rate"].as_u64().map_or_else(|| "－".to_owned(), |rate| format!("{rate}%"));
        self.rows(&shown["years"], |one| vec![text(&one["fiscal_year"]), text(&one["received"]), share(one)]);
        self.rows(&shown["facilities"], |one| vec![text(&one["name"]), text(&one["district"]), share(one)]);
        let group = |one: &Value| match (one["by"] == "kind", text(&one["name"])) {
            (_, name) if name.is_empty() => "－".into(),
            (true, kind) => self.words.plain(&format!("kind-{}", kind.replace('_', "-"))),
            (false, district) => district,
        };
        self.rows(&shown["groups"], |one| vec![group(one), text(&one["enrolled"]), share(one)]);
        self.rows(&shown["weakest"], |one| vec![text(&one["control"]), share(one), text(&one["practice"])]);
    }

    /// One line a file; a refused one says why and makes the ending say so.
    pub fn received(&self, all: &Value) -> Ending {
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

    /// By the beginning of its fingerprint.
    pub fn received_of(desk: &mut Desk, wanted: &str) -> Result<Value> {
        let found = Self::ask(desk, "operator.inbox", json!({ "text": wanted, "count": 2_000 }))?;
        let mut all = found["rows"].as_array().into_iter().flatten();
        let found = all.find(|row| text(&row["fingerprint"]).starts_with(wanted)).cloned();
        found.ok_or_else(|| Error::NoSuchThing { thing: wanted.into() })
    }
}
