//! Verbs about people and the facility.

use serde_json::{Value, json};
use tenken_core::command::Desk;
use tenken_core::{Error, Result};

use crate::Ending;
use crate::args::{Facility, Profile, User};
use crate::verbs::Shell;
use crate::{open, show};

impl Shell<'_> {
    pub fn user(&self, verb: &User) -> Result<Ending> {
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

    pub fn person(desk: &mut Desk, login: &str) -> Result<Value> {
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

    /// A thing's fields, one a line, by the names people call them.
    fn fields(&self, thing: &Value) {
        if self.common.json {
            return show::json(thing);
        }
        let fields = thing.as_object().into_iter().flatten();
        let rows: Vec<Vec<String>> = fields
            .map(|(field, value)| {
                vec![self.words.field_of("facility", field), self.words.shown(field, value)]
            })
            .collect();
        show::table(&rows);
    }

    pub fn facility(&self, verb: &Facility) -> Result<Ending> {
        let mut desk = open::unlocked(self.common, self.words)?;
        let as_of = match verb {
            Facility::Show { as_of } => as_of.as_deref(),
            Facility::Set { .. } => None,
        };
        let found = Self::ask(&mut desk, "facility.show", json!({ "as_of": as_of }))?;
        let Facility::Set { facility, kana, kind, beds, address } = verb else {
            desk.sign_out()?;
            self.fields(&found["profile"]);
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
