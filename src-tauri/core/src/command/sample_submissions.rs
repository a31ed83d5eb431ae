//! What the sample clinic hands in: `templates/samples/submissions.toml`. Whoever signs is one of its people; what came back was
//! signed by an operator that is nowhere else.

use std::path::PathBuf;

use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::Call;
use super::facility_key::canonical;
use super::sample_cast::{SAMPLE_LOGIN, become_person, person, run};
use crate::assessment::At;
use crate::package::{self, Head, Key, Part};
use crate::submission::{self, Comment, Decision, Verdict};
use crate::{Error, Result, bundled};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    operator: String,
    submissions: Vec<HandedIn>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HandedIn {
    kind: String,
    /// `earlier` or `now` of the clinic's self-assessments, or the register whose last record it is.
    of: String,
    title: String,
    #[serde(default)]
    note: String,
    /// So many days from today.
    due: Option<i64>,
    /// Who has signed so far; where nobody has, it is a draft.
    #[serde(default)]
    signs: Vec<String>,
    decided: Option<Decided>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Decided {
    verdict: Verdict,
    by: String,
    letter: String,
    comments: Vec<Said>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    control: String,
    text: String,
}

/// `before` and `now` are the clinic's self-assessments.
pub fn play(call: &mut Call<'_>, password: &str, before: &Value, now: &Value) -> Result<()> {
    let found = bundled::files("templates/samples/").find(|(name, _)| *name == "submissions.toml");
    let Some((name, text)) = found else { return Ok(()) };
    let file: File =
        toml::from_str(text).map_err(|e| Error::Damaged { path: name.into(), detail: e.to_string() })?;
    let key = Key::make()?;
    let enrolled = json!({ "name": file.operator, "kind": "service_operator" });
    run(call, "operator.enrol", json!({ "public": key.public(), "enrolled": enrolled }))?;
    let this_year = call.today().fiscal_year();
    for one in file.submissions {
        let (fiscal_year, assessment) = match one.of.as_str() {
            "earlier" => (this_year - 1, before),
            "now" => (this_year, now),
            _ => (this_year, &Value::Null),
        };
        let row = drafted(call, &one, &file.operator, (fiscal_year, assessment))?;
        let row = signed(call, password, row, &one.signs)?;
        if let Some(decided) = one.decided {
            returned(call, &row, decided, (&key, &file.operator))?;
        }
    }
    Ok(())
}

fn drafted(
    call: &mut Call<'_>,
    one: &HandedIn,
    to: &str,
    (fiscal_year, assessment): (i32, &Value),
) -> Result<Value> {
    let today = call.today();
    let mut seats = Vec::new();
    for (title, login) in [("運用管理責任者", "hanako"), ("院長", SAMPLE_LOGIN)] {
        let who = person(call, login)?;
        seats.push(json!({ "title": title, "person": who.id, "name": who.profile.name }));
    }
    let mut records = Vec::new();
    if assessment.is_null() {
        let last = json!({ "register": one.of, "filter": { "limit": 1 } });
        records.extend(run(call, "register.records", last)?.pointer("/records/0/id").cloned());
    }
    let submission = json!({
        "kind": one.kind, "title": format!("{fiscal_year}年度　{}", one.title), "fiscal_year": fiscal_year, "to": to,
        "assessment": assessment, "records": records, "seats": seats, "note": one.note,
        "due": one.due.map(|days| today.plus_days(days)),
    });
    Ok(row(run(call, "submission.draft", json!({ "submission": submission }))?))
}

fn row(mut done: Value) -> Value {
    done.get_mut("row").map(Value::take).unwrap_or_default()
}

/// Frozen, and signed by these in their order.
fn signed(call: &mut Call<'_>, password: &str, draft: Value, signs: &[String]) -> Result<Value> {
    if signs.is_empty() {
        return Ok(draft);
    }
    let act = |row: &Value| json!({ "id": row.get("id"), "base": row.get("revision") });
    let mut last = row(run(call, "submission.freeze", act(&draft))?);
    for login in signs {
        become_person(call, login, password)?;
        let mut request = act(&last);
        if let Some(request) = request.as_object_mut() {
            request.insert("password".into(), password.into());
        }
        last = row(run(call, "submission.sign", request)?);
    }
    become_person(call, SAMPLE_LOGIN, password)?;
    Ok(last)
}

/// A file that is gone again.
struct Passing(PathBuf);

impl Passing {
    fn new() -> Self {
        Self(std::env::temp_dir().join(format!("{}.tenken", Uuid::now_v7())))
    }
}

impl Drop for Passing {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Sent, and what the operator said of it taken in.
fn returned(call: &mut Call<'_>, row: &Value, decided: Decided, (key, operator): (&Key, &str)) -> Result<()> {
    let (there, back) = (Passing::new(), Passing::new());
    let request = json!({ "id": row.get("id"), "base": row.get("revision"), "path": there.0 });
    let sent = run(call, "submission.send", request)?;
    let (made, today, progress) = (call.desk.clock.now(), call.today(), call.progress);
    let row = submission::by_fingerprint(call.session()?.db(), text(&sent, "fingerprint"))?
        .ok_or_else(|| Error::internal("the sample was not sent"))?;
    let db = call.session()?.db();
    let snapshot = submission::snapshot(db, row.id)?.ok_or_else(|| Error::internal("no snapshot"))?;
    let catalogue = snapshot.catalogues.first().map(|one| one.id.clone()).unwrap_or_default();
    let comments = decided
        .comments
        .into_iter()
        .map(|one| Comment { at: At { catalogue: catalogue.clone(), control: one.control }, text: one.text });
    let decision = Decision {
        about: text(&sent, "fingerprint").to_owned(),
        verdict: decided.verdict,
        letter: decided.letter,
        comments: comments.collect(),
        decided_on: today,
        by_name: decided.by,
        confirmed_by: None,
        operator: operator.to_owned(),
        key: key.public(),
        entries: snapshot.entries,
        head: snapshot.head,
        due: None,
    };
    let parts = [Part::of_bytes(submission::DECISION_PART, canonical(&decision)?)];
    let (kind, from) = (submission::DECISION.to_owned(), operator.to_owned());
    let head = Head { kind, id: Uuid::now_v7(), made, from, chain: None, ledger: None, signer: None };
    package::write(&back.0, head, &parts, Some(key), None, progress)?;
    run(call, "submission.take_in", json!({ "path": back.0 })).map(drop)
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}
