//! What templates are filled from: what is always there, and what each source answers.

mod audit;
mod checklist;
mod record;
mod register;
mod submission;
mod training;

pub use audit::Audited;
pub use register::Listed;
pub use submission::Handed;
pub use training::Taught;

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::Connection;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::model::{Source, Template};
use crate::assessment::Assessment;
use crate::calendar::Day;
use crate::catalogue::{Catalogue, Scale};
use crate::people::Roles;
use crate::submission::{Snapshot, SubmissionRow};
use crate::{Error, Result, bundled, facility, people};

/// An assessment's catalogues as they were when it began.
pub type Pinned = Vec<(Arc<Catalogue>, Scale)>;

/// Who asks for a paper, of what, and what they said about it.
pub struct Ask<'a> {
    pub db: &'a Connection,
    pub person: Uuid,
    pub roles: &'a Roles,
    pub today: Day,
    /// The assessment, where the paper is about one.
    pub assessment: Option<(Assessment, Pinned)>,
    pub choices: &'a BTreeMap<String, String>,
    /// What is handed over for this paper alone: a form's fields, a recovery code, from when to when.
    pub values: &'a Map<String, Value>,
    /// Records of a register that stand on it: the first one fills the fields, each of them a line where there are lines.
    pub records: &'a [Uuid],
    /// The register that it lists.
    pub register: Option<&'a Listed>,
    /// The training that it is about.
    pub training: Option<&'a Taught>,
    /// The audit or the finding that it is about.
    pub audit: Option<&'a Audited>,
    /// What was handed in, decided or recommended, and how all stand.
    pub handed: Option<&'a Handed>,
    /// A submission that is just being frozen.
    pub frozen: Option<&'a (SubmissionRow, Snapshot)>,
    /// Filled with the sample instead.
    pub sample: bool,
    pub number: &'a str,
    /// Empty before it is issued.
    pub issued_on: &'a str,
}

/// Everything that a template may say.
pub fn data(template: &Template, ask: &Ask<'_>) -> Result<Value> {
    let facility = facility::show(ask.db)?.profile;
    let me = people::find(ask.db, ask.person)?.profile;
    let fiscal_year = ask.assessment.as_ref().map_or_else(|| ask.today.fiscal_year(), |(a, _)| a.fiscal_year);
    let mut data = json!({
        "facility": facility,
        "today": ask.today,
        "fiscal_year": fiscal_year,
        "printed_by": { "name": me.name, "title": me.title },
        "paper": { "number": ask.number, "version": "", "issued_on": ask.issued_on },
        "choice": choices(template, ask.choices)?,
    });
    let more = match template.source {
        Source::Checklist => checklist::data(ask)?,
        Source::Record => record::data(ask)?,
        Source::Recovery => json!({ "record": required(ask.values, "code")? }),
        Source::Form => {
            let sample = sample(&template.id)?;
            let mut record = if ask.sample { sample.clone() } else { blank(&sample) };
            if let Some(about) = ask.training {
                record = training::filled(ask, about, &template.id, &sample)?;
            } else if let Some(about) = ask.audit {
                record = audit::filled(ask, about, &template.id, &sample)?;
            } else if let Some(handed) = ask.handed {
                record = submission::filled(ask, handed, &sample)?;
            } else if let Some(list) = ask.register {
                record = register::listed(ask, list, &sample)?;
            } else if !ask.records.is_empty() {
                record = register::of_records(ask, &sample)?;
            }
            if let (Some(record), Some(given)) = (record.as_object_mut(), ask.values.get("record")) {
                let given = given.as_object().cloned().unwrap_or_default();
                // Only what the form has: a misspelt field must not vanish.
                for (key, value) in given {
                    let Some(place) = record.get_mut(&key) else {
                        return Err(Error::NoSuchThing { thing: format!("{}.{key}", template.id) });
                    };
                    *place = value;
                }
            }
            json!({ "record": record })
        }
    };
    if let (Some(all), Value::Object(more)) = (data.as_object_mut(), more) {
        all.extend(more);
    }
    Ok(data)
}

fn required(values: &Map<String, Value>, key: &str) -> Result<Value> {
    match values.get(key).and_then(Value::as_str).map(str::trim) {
        Some(text) if !text.is_empty() => Ok(json!({ key: text })),
        _ => Err(Error::Required { field: key.into() }),
    }
}

/// What was chosen, or what stands first.
fn choices(template: &Template, chosen: &BTreeMap<String, String>) -> Result<Value> {
    let mut out = Map::new();
    for choice in &template.choices {
        let wanted = chosen.get(&choice.id);
        let found = match wanted {
            Some(wanted) => choice.options.iter().find(|option| option.id == *wanted),
            None => choice.options.first(),
        };
        let missing = || Error::NoSuchThing { thing: format!("{}={}", choice.id, wanted.map_or("", |w| w)) };
        out.insert(choice.id.clone(), Value::String(found.ok_or_else(missing)?.id.clone()));
    }
    if let Some(unknown) = chosen.keys().find(|key| !out.contains_key(*key)) {
        return Err(Error::NoSuchThing { thing: unknown.clone() });
    }
    Ok(Value::Object(out))
}

/// The sample record of a form: `templates/samples/documents/`.
pub fn sample(id: &str) -> Result<Value> {
    let name = format!("{id}.toml");
    let found = bundled::files("templates/samples/documents/").find(|(file, _)| *file == name);
    let Some((_, text)) = found else { return Ok(Value::Object(Map::new())) };
    toml::from_str(text).map_err(|e| Error::Damaged { path: name, detail: e.to_string() })
}

/// The same fields with nothing in them: a form to be filled by hand.
pub fn blank(value: &Value) -> Value {
    match value {
        Value::Null => Value::Null,
        Value::Bool(_) => Value::Bool(false),
        Value::Number(_) => json!(0),
        Value::String(_) => json!(""),
        Value::Array(_) => json!([]),
        Value::Object(fields) => fields.iter().map(|(key, value)| (key.clone(), blank(value))).collect(),
    }
}
