//! What stands in the sample clinic's registers: `templates/samples/records.toml`, counted back from the day it is made,
//! so that there is always something of today, something due and something late.

use serde::Deserialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::Call;
use crate::calendar::Day;
use crate::{Error, Result, bundled, people};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    records: Vec<Records>,
}

/// Records of one register that are alike: one for each of its days.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Records {
    register: String,
    /// Days back from today: these…
    #[serde(default)]
    days: Vec<i64>,
    /// … or from so many to so few.
    from: Option<i64>,
    #[serde(default)]
    to: i64,
    step: Option<i64>,
    #[serde(default)]
    workdays: bool,
    /// Who makes them; the director where nobody is named.
    by: Option<String>,
    fields: Map<String, Value>,
    #[serde(default)]
    steps: Vec<Taken>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Taken {
    step: String,
    by: Option<String>,
    #[serde(default)]
    fields: Map<String, Value>,
}

pub fn play(call: &mut Call<'_>) -> Result<()> {
    let damaged =
        |name: &str, e: toml::de::Error| Error::Damaged { path: name.into(), detail: e.to_string() };
    let found = bundled::files("templates/samples/").find(|(name, _)| *name == "records.toml");
    let Some((name, text)) = found else { return Ok(()) };
    let file: File = toml::from_str(text).map_err(|e| damaged(name, e))?;
    let today = call.today();
    let director = call.session()?.person();
    for records in &file.records {
        acting(call, records.by.as_deref(), director)?;
        let days = records.days(today);
        let items: Vec<Value> =
            days.iter().map(|day| json!({ "fields": dated_all(&records.fields, *day) })).collect();
        let written = run(call, "register.write", json!({ "register": records.register, "items": items }))?;
        let made = written.get("records").and_then(Value::as_array).cloned().unwrap_or_default();
        for (mut record, day) in made.into_iter().zip(days) {
            for step in &records.steps {
                acting(call, step.by.as_deref(), director)?;
                let request = json!({
                    "id": record.get("id"), "base": record.get("revision"), "step": step.step,
                    "fields": dated_all(&step.fields, day),
                });
                let moved = run(call, "register.advance", request)?;
                record = moved.pointer("/records/0").cloned().unwrap_or_default();
            }
        }
    }
    acting(call, None, director)
}

fn run(call: &mut Call<'_>, name: &str, request: Value) -> Result<Value> {
    let told = request.to_string();
    (super::find(name)?.run)(call, request).map_err(|e| {
        let detail = format!("{e}: {}", told.chars().take(300).collect::<String>());
        Error::Damaged { path: "records.toml".into(), detail }
    })
}

/// The sample's own people play it: nobody could permit their own request.
fn acting(call: &mut Call<'_>, login: Option<&str>, director: Uuid) -> Result<()> {
    let session = call.session()?;
    session.person = match login {
        None => director,
        Some(login) => {
            let found = people::list(session.db())?.into_iter().find(|one| one.login == login);
            found.ok_or_else(|| Error::NoSuchThing { thing: format!("person:{login}") })?.id
        }
    };
    Ok(())
}

impl Records {
    /// The oldest first.
    fn days(&self, today: Day) -> Vec<Day> {
        let mut back = self.days.clone();
        if let Some(from) = self.from {
            let step = usize::try_from(self.step.unwrap_or(1).max(1)).unwrap_or(1);
            back.extend((self.to..=from).rev().step_by(step));
        }
        back.sort_unstable_by(|a, b| b.cmp(a));
        let days = back.into_iter().map(|days| today.plus_days(-days));
        days.filter(|day| !self.workdays || day.is_working_day()).collect()
    }
}

fn dated_all(fields: &Map<String, Value>, day: Day) -> Map<String, Value> {
    fields.iter().map(|(key, value)| (key.clone(), dated(value, day))).collect()
}

/// `@0`, `@-3`, `@+7`, `@0T17:30`, `@0/@+6`: counted from the record's own day.
fn dated(value: &Value, day: Day) -> Value {
    let Some(text) = value.as_str().filter(|text| text.starts_with('@')) else { return value.clone() };
    let one = |part: &str| -> Option<String> {
        let part = part.strip_prefix('@')?;
        let (days, time) = part.split_once('T').map_or((part, None), |(days, time)| (days, Some(time)));
        let on = day.plus_days(days.trim_start_matches('+').parse().ok()?);
        Some(time.map_or_else(|| on.to_string(), |time| format!("{on}T{time}")))
    };
    let parts: Option<Vec<String>> = text.split('/').map(one).collect();
    parts.map_or_else(|| value.clone(), |parts| Value::from(parts.join("/")))
}
