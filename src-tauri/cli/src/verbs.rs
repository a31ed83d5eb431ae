//! The verbs: each turns its arguments into calls of the one list, and the answers into lines.

use std::io::BufRead;

use serde_json::{Map, Value, json};
use tenken_core::command::{self, Desk, Progress};
use tenken_core::words::Words;
use tenken_core::{Error, Result};

use crate::Ending;
use crate::args::{Cli, Common, Init, Verb};
use crate::open::{self, secret_from};
use crate::show::{self, say};

/// One running of the shell.
pub struct Shell<'a> {
    pub common: &'a Common,
    pub words: &'a Words,
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
        Verb::Backup(verb) => shell.backup(verb),
        Verb::Catalogue(verb) => shell.catalogue(verb),
        Verb::Assess(verb) => shell.assess(verb),
        Verb::Evidence(verb) => shell.evidence(verb),
        Verb::Print(print) => shell.print(print),
        Verb::Register(verb) => shell.register(verb),
        Verb::Training(training) => shell.training(training),
        Verb::Audit(audit) => shell.audit(audit),
        Verb::Finding(finding) => shell.finding(finding),
        Verb::Action(action) => shell.action(action),
        Verb::Submit(submit) => shell.submit(submit),
        Verb::Package(package) => shell.package(package),
        Verb::Operator(operator) => shell.operator(operator),
        Verb::Calendar(calendar) => shell.calendar(calendar),
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
        Verb::Commands => Ok(shell.commands()),
        Verb::Call { name, request } => shell.call(name, request.as_deref()),
        Verb::Batch => shell.batch(),
    }
}

impl Shell<'_> {
    pub fn ask(desk: &mut Desk, name: &str, request: Value) -> Result<Value> {
        desk.call(name, request, &Progress::none())
    }

    /// A table of what was asked for, or the JSON of it.
    pub fn rows(&self, all: &Value, row: impl Fn(&Value) -> Vec<String>) {
        if self.common.json {
            return show::json(all);
        }
        show::table(&all.as_array().into_iter().flatten().map(row).collect::<Vec<_>>());
    }

    pub fn say_or_json(&self, key: &str, answer: &Value) {
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
    pub fn once(&self, name: &str, request: Value, key: &str) -> Result<Ending> {
        let mut desk = open::unlocked(self.common, self.words)?;
        let answer = Self::ask(&mut desk, name, request)?;
        desk.sign_out()?;
        self.say_or_json(key, &answer);
        Ok(Ending::Well)
    }

    /// Calls a command that works on a closed workspace.
    pub fn closed(&self, name: &str, request: Value, key: &str) -> Result<Ending> {
        let mut desk = open::desk(false)?;
        let answer = Self::ask(&mut desk, name, request)?;
        desk.sign_out()?;
        self.say_or_json(key, &answer);
        Ok(Ending::Well)
    }

    pub fn door(&self) -> Result<Value> {
        Ok(json!({
            "path": open::workspace(self.common)?,
            "login": open::login(self.common)?,
            "password": open::password(self.common, self.words)?,
        }))
    }

    pub fn new_password(&self, file: Option<&std::path::Path>) -> Result<tenken_core::workspace::Password> {
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

    fn commands(&self) -> Ending {
        if self.common.json {
            let names: Vec<&str> = command::list().iter().map(|c| c.name).collect();
            show::json(&json!(names));
            return Ending::Well;
        }
        let rows: Vec<Vec<String>> = command::list()
            .iter()
            .map(|c| vec![c.name.to_owned(), format!("{:?}", c.who), self.words.plain(&c.key())])
            .collect();
        show::table(&rows);
        Ending::Well
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
