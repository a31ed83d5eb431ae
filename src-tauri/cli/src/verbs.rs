//! The verbs: each turns its arguments into calls of the one list, and the answers into lines.

use std::io::BufRead;

use serde_json::{Map, Value, json};
use tenken_core::command::{self, Desk, Progress};
use tenken_core::ledger::{LogPage, Report};
use tenken_core::words::Words;
use tenken_core::{Error, Result};

use crate::Ending;
use crate::args::{Backup, Cli, Common, Facility, Init, Log, Profile, User, Verb};
use crate::open::{self, secret_from};
use crate::show::{self, say};

/// One running of the shell.
struct Shell<'a> {
    common: &'a Common,
    words: &'a Words,
}

pub fn run(cli: &Cli, words: &Words) -> Result<Ending> {
    let shell = Shell { common: &cli.common, words };
    match &cli.verb {
        Verb::Init(init) => shell.init(init),
        Verb::UnlockCheck => shell.unlock_check(),
        Verb::User(verb) => shell.user(verb),
        Verb::Facility(verb) => shell.facility(verb),
        Verb::Log(filter) => shell.log(filter),
        Verb::Verify => shell.verify(),
        Verb::Rebuild => shell.once("ledger.rebuild", Value::Null, "shell-rebuilt"),
        Verb::Undo => shell.once("ledger.undo", Value::Null, "shell-done"),
        Verb::Redo => shell.once("ledger.redo", Value::Null, "shell-done"),
        Verb::Backup(Backup::Make) => shell.once("backup.make", Value::Null, "shell-backup-made"),
        Verb::Backup(Backup::List) => shell.backups(),
        Verb::Restore { name, old_password_file } => {
            let mut request = shell.door()?;
            request["name"] = json!(name);
            if let Some(path) = old_password_file {
                let old = secret_from(Some(path), "TENKEN_OLD_PASSWORD", "shell-old-password", words)?;
                request["old_password"] = json!(old);
            }
            shell.closed("backup.restore", request, "shell-restored")
        }
        Verb::Recover { code_file, new_password_file } => {
            let code =
                secret_from(code_file.as_deref(), "TENKEN_RECOVERY_CODE", "shell-recovery-code", words)?;
            let request = json!({
                "path": open::workspace(shell.common)?,
                "login": open::login(shell.common)?,
                "recovery_code": code,
                "new_password": shell.new_password(new_password_file.as_deref())?,
            });
            shell.closed("workspace.recover", request, "shell-recovery-once")
        }
        Verb::RenewRecovery => {
            let request = json!({ "password": open::password(shell.common, words)? });
            shell.once("workspace.renew_recovery", request, "shell-recovery-once")
        }
        Verb::Rekey => {
            let request = json!({ "password": open::password(shell.common, words)? });
            shell.once("workspace.rekey", request, "shell-rekeyed")
        }
        Verb::Demo { dir } => shell.demo(dir.as_deref()),
        Verb::Commands => shell.commands(),
        Verb::Call { name, request } => shell.call(name, request.as_deref()),
        Verb::Batch => shell.batch(),
    }
}

impl Shell<'_> {
    fn ask(desk: &mut Desk, name: &str, request: Value) -> Result<Value> {
        desk.call(name, request, &Progress::none())
    }

    fn say_or_json(&self, key: &str, answer: &Value) {
        if self.common.json {
            return show::json(answer);
        }
        let mut facts = Map::new();
        flatten(answer, &mut facts);
        show::line(&self.words.say(key, &facts));
        if let Some(code) = answer.get("recovery_code").and_then(Value::as_str).filter(|c| !c.is_empty()) {
            show::line(&format!("\n    {code}\n"));
        }
    }

    /// Opens, calls one command, leaves.
    fn once(&self, name: &str, request: Value, key: &str) -> Result<Ending> {
        let mut desk = open::unlocked(self.common, self.words)?;
        let answer = Self::ask(&mut desk, name, request)?;
        desk.sign_out()?;
        self.say_or_json(key, &answer);
        Ok(Ending::Well)
    }

    /// Calls a command that works on a closed workspace.
    fn closed(&self, name: &str, request: Value, key: &str) -> Result<Ending> {
        let mut desk = open::desk(false)?;
        let answer = Self::ask(&mut desk, name, request)?;
        desk.sign_out()?;
        self.say_or_json(key, &answer);
        Ok(Ending::Well)
    }

    fn door(&self) -> Result<Value> {
        Ok(json!({
            "path": open::workspace(self.common)?,
            "login": open::login(self.common)?,
            "password": open::password(self.common, self.words)?,
        }))
    }

    fn new_password(&self, file: Option<&std::path::Path>) -> Result<tenken_core::workspace::Password> {
        secret_from(file, "TENKEN_NEW_PASSWORD", "shell-new-password", self.words)
    }

    fn init(&self, init: &Init) -> Result<Ending> {
        let mut desk = open::desk(init.quick)?;
        let request = json!({
            "path": open::workspace(self.common)?,
            "login": open::login(self.common)?,
            "password": open::password(self.common, self.words)?,
            "facility": {
                "name": init.facility, "kana": init.kana, "kind": init.kind,
                "beds": init.beds, "address": init.address,
            },
            "director": { "name": init.name, "title": init.title },
        });
        let answer = Self::ask(&mut desk, "workspace.create", request)?;
        desk.sign_out()?;
        if !self.common.json {
            say(self.words, "shell-created", [("path", answer["path"].clone())]);
        }
        self.say_or_json("shell-recovery-once", &answer);
        Ok(Ending::Well)
    }

    fn unlock_check(&self) -> Result<Ending> {
        let mut desk = open::unlocked(self.common, self.words)?;
        let status = Self::ask(&mut desk, "workspace.status", Value::Null)?;
        desk.sign_out()?;
        if self.common.json {
            show::json(&status);
            return Ok(Ending::Well);
        }
        for notice in status["notices"].as_array().into_iter().flatten() {
            let code = notice["code"].as_str().unwrap_or_default();
            let facts = notice["params"].as_object().cloned().unwrap_or_default();
            show::aside(&self.words.say(&format!("notice-{code}"), &facts));
        }
        say(
            self.words,
            "shell-unlocked",
            [
                ("name", status["me"]["profile"]["name"].clone()),
                ("roles", status["me"]["roles"].clone()),
                ("entries", status["entries"].clone()),
            ],
        );
        Ok(Ending::Well)
    }

    fn user(&self, verb: &User) -> Result<Ending> {
        let (name, request) = match verb {
            User::List { as_of } => return self.people(as_of.as_deref()),
            User::Permissions => return self.permissions(),
            User::Add { login, profile, roles, new_password_file } => (
                "people.add",
                json!({
                    "login": login,
                    "profile": edited(&json!({ "name": login }), profile),
                    "roles": roles,
                    "password": self.new_password(new_password_file.as_deref())?,
                }),
            ),
            User::Edit { login, profile } => {
                return self.with_person(login, "people.edit", |person| {
                    Ok(json!({ "profile": edited(&person["profile"], profile) }))
                });
            }
            User::Roles { login, roles } => {
                return self.with_person(login, "people.set_roles", |_| Ok(json!({ "roles": roles })));
            }
            User::Stop { login } => return self.with_person(login, "people.stop", |_| Ok(json!({}))),
            User::Remove { login } => return self.with_person(login, "people.remove", |_| Ok(json!({}))),
            User::Resume { login, new_password_file } => {
                let password = self.new_password(new_password_file.as_deref())?;
                return self.with_person(login, "people.resume", |_| Ok(json!({ "password": password })));
            }
            User::Password { login: Some(login), new_password_file } => {
                return self.password_of(login, new_password_file.as_deref());
            }
            User::Password { login: None, new_password_file } => (
                "people.change_password",
                json!({
                    "old_password": open::password(self.common, self.words)?,
                    "new_password": self.new_password(new_password_file.as_deref())?,
                }),
            ),
        };
        self.once(name, request, "shell-done")
    }

    /// Finds the person by login name and sends their id and revision with the rest.
    fn with_person(
        &self,
        login: &str,
        name: &str,
        rest: impl FnOnce(&Value) -> Result<Value>,
    ) -> Result<Ending> {
        let mut desk = open::unlocked(self.common, self.words)?;
        let person = Self::person(&mut desk, login)?;
        let mut request = rest(&person)?;
        request["id"] = person["id"].clone();
        request["base"] = person["revision"].clone();
        let answer = Self::ask(&mut desk, name, request)?;
        desk.sign_out()?;
        self.say_or_json("shell-done", &answer);
        Ok(Ending::Well)
    }

    fn password_of(&self, login: &str, file: Option<&std::path::Path>) -> Result<Ending> {
        let new_password = self.new_password(file)?;
        let mut desk = open::unlocked(self.common, self.words)?;
        let person = Self::person(&mut desk, login)?;
        let request = json!({ "id": person["id"], "new_password": new_password });
        let answer = Self::ask(&mut desk, "people.change_password", request)?;
        desk.sign_out()?;
        self.say_or_json("shell-done", &answer);
        Ok(Ending::Well)
    }

    fn person(desk: &mut Desk, login: &str) -> Result<Value> {
        let people = Self::ask(desk, "people.list", Value::Null)?;
        let found = people.as_array().into_iter().flatten().find(|p| p["login"] == login);
        found.cloned().ok_or_else(|| Error::NoSuchThing { thing: login.into() })
    }

    fn people(&self, as_of: Option<&str>) -> Result<Ending> {
        let mut desk = open::unlocked(self.common, self.words)?;
        let people = Self::ask(&mut desk, "people.list", json!({ "as_of": as_of }))?;
        desk.sign_out()?;
        if self.common.json {
            show::json(&people);
            return Ok(Ending::Well);
        }
        let named = |prefix: &str, value: &Value| {
            self.words.plain(&format!("{prefix}-{}", value.as_str().unwrap_or_default().replace('_', "-")))
        };
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let rows: Vec<Vec<String>> = people
            .as_array()
            .into_iter()
            .flatten()
            .map(|p| {
                let roles: Vec<String> =
                    p["roles"].as_array().into_iter().flatten().map(|r| named("roles", r)).collect();
                vec![
                    text(&p["login"]),
                    text(&p["profile"]["name"]),
                    text(&p["profile"]["title"]),
                    roles.join(&self.words.plain("and")),
                    named("state", &p["state"]),
                ]
            })
            .collect();
        show::table(&rows);
        Ok(Ending::Well)
    }

    fn permissions(&self) -> Result<Ending> {
        let mut desk = open::unlocked(self.common, self.words)?;
        let rows = Self::ask(&mut desk, "people.permissions", Value::Null)?;
        desk.sign_out()?;
        if self.common.json {
            show::json(&rows);
            return Ok(Ending::Well);
        }
        for row in rows.as_array().into_iter().flatten() {
            let right = row["right"].as_str().unwrap_or_default().replace('_', "-");
            let roles: Vec<String> = row["roles"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|r| self.words.plain(&format!("roles-{}", r.as_str().unwrap_or_default())))
                .collect();
            let right = self.words.plain(&format!("right-{right}"));
            show::line(&format!("{right}: {}", roles.join(&self.words.plain("and"))));
        }
        Ok(Ending::Well)
    }

    fn facility(&self, verb: &Facility) -> Result<Ending> {
        let mut desk = open::unlocked(self.common, self.words)?;
        let as_of = match verb {
            Facility::Show { as_of } => as_of.as_deref(),
            Facility::Set { .. } => None,
        };
        let found = Self::ask(&mut desk, "facility.show", json!({ "as_of": as_of }))?;
        let Facility::Set { facility, kana, kind, beds, address } = verb else {
            desk.sign_out()?;
            show::json(&found["profile"]);
            return Ok(Ending::Well);
        };
        let mut profile = found["profile"].clone();
        let given = [
            ("name", json!(facility)),
            ("kana", json!(kana)),
            ("kind", json!(kind)),
            ("beds", json!(beds)),
            ("address", json!(address)),
        ];
        for (field, value) in given.into_iter().filter(|(_, value)| !value.is_null()) {
            profile[field] = value;
        }
        let request = json!({ "base": found["revision"], "profile": profile });
        let answer = Self::ask(&mut desk, "facility.set", request)?;
        desk.sign_out()?;
        self.say_or_json("shell-done", &answer);
        Ok(Ending::Well)
    }

    fn log(&self, filter: &Log) -> Result<Ending> {
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

    fn verify(&self) -> Result<Ending> {
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

    fn backups(&self) -> Result<Ending> {
        let mut desk = open::unlocked(self.common, self.words)?;
        let backups = Self::ask(&mut desk, "backup.list", Value::Null)?;
        desk.sign_out()?;
        if self.common.json {
            show::json(&backups);
            return Ok(Ending::Well);
        }
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let rows: Vec<Vec<String>> = backups
            .as_array()
            .into_iter()
            .flatten()
            .map(|b| {
                let kind = self.words.plain(&format!("kind-{}", text(&b["kind"])));
                let made_at = b["made_at"].as_str().and_then(|at| at.parse().ok());
                let made_at = made_at.map(|at| self.words.time(at)).unwrap_or_default();
                vec![text(&b["name"]), made_at, kind, text(&b["entries"])]
            })
            .collect();
        if rows.is_empty() {
            show::line(&self.words.plain("shell-no-backups"));
        }
        show::table(&rows);
        Ok(Ending::Well)
    }

    fn demo(&self, dir: Option<&std::path::Path>) -> Result<Ending> {
        let mut desk = open::desk(true)?;
        let answer = Self::ask(&mut desk, "workspace.sample", json!({ "path": dir }))?;
        desk.sign_out()?;
        if self.common.json {
            show::json(&answer);
            return Ok(Ending::Well);
        }
        say(self.words, "shell-demo", [("path", answer["path"].clone())]);
        let sign_in =
            [("login", json!(command::SAMPLE_LOGIN)), ("password", json!(command::SAMPLE_PASSWORD))];
        say(self.words, "shell-demo-sign-in", sign_in);
        Ok(Ending::Well)
    }

    fn commands(&self) -> Result<Ending> {
        let rows: Vec<Vec<String>> = command::list()
            .iter()
            .map(|c| vec![c.name.to_owned(), format!("{:?}", c.who), self.words.plain(&c.key())])
            .collect();
        show::table(&rows);
        Ok(Ending::Well)
    }

    /// Any command of the one list, with its request as JSON: what has no verb of its own is still within reach.
    fn call(&self, name: &str, request: Option<&str>) -> Result<Ending> {
        let request = parse(name, request.unwrap_or("{}"))?;
        let anyone = command::find(name)?.who == command::Who::Anyone;
        let mut desk = if anyone { open::desk(false)? } else { open::unlocked(self.common, self.words)? };
        let answer = Self::ask(&mut desk, name, request)?;
        desk.sign_out()?;
        show::json(&answer);
        Ok(Ending::Well)
    }

    /// Many calls in one sign-in: a line `{"name": …, "request": …}` each, an answer line each, written only when
    /// the change is on the disk.
    fn batch(&self) -> Result<Ending> {
        let mut desk = open::unlocked(self.common, self.words)?;
        let mut ending = Ending::Well;
        for line in std::io::stdin().lock().lines() {
            let line = line.map_err(|e| Error::Internal { detail: e.to_string() })?;
            if line.trim().is_empty() {
                continue;
            }
            let answer = parse("batch", &line).and_then(|call| {
                let name = call["name"].as_str().unwrap_or_default().to_owned();
                Self::ask(&mut desk, &name, call["request"].clone())
            });
            match answer {
                Ok(answer) => show::json(&json!({ "ok": answer })),
                Err(error) => {
                    show::json(&json!({ "error": error, "sentence": self.words.error(&error) }));
                    ending = Ending::ProblemFound;
                }
            }
        }
        desk.sign_out()?;
        Ok(ending)
    }
}

fn parse(name: &str, text: &str) -> Result<Value> {
    serde_json::from_str(text).map_err(|e| Error::BadRequest { name: name.into(), detail: e.to_string() })
}

fn edited(profile: &Value, given: &Profile) -> Value {
    let mut profile = profile.clone();
    let given = [
        ("name", &given.name),
        ("kana", &given.kana),
        ("title", &given.title),
        ("department", &given.department),
        ("email", &given.email),
    ];
    for (field, value) in given.into_iter().filter_map(|(field, value)| value.as_ref().map(|v| (field, v))) {
        profile[field] = json!(value);
    }
    profile
}

/// The facts of an answer for its sentence: what lies one level deeper counts too.
fn flatten(answer: &Value, facts: &mut Map<String, Value>) {
    for (name, value) in answer.as_object().into_iter().flatten() {
        match value {
            Value::Object(_) => flatten(value, facts),
            _ => {
                facts.insert(name.clone(), value.clone());
            }
        }
    }
}
