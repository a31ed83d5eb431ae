//! Audits of the sample clinic: `templates/samples/audits.toml`, counted back from today. Whoever judges is an auditor of the
//! clinic, whoever mends is one of its people: each signs in for what they do.

use serde::Deserialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::Call;
use super::sample_cast::{SAMPLE_LOGIN, become_person, person, run};
use crate::{Error, Result, bundled};

const AUDITOR: &str = "shiro";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    series: Back,
    audits: Vec<Audit>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Back {
    title: String,
    kind: String,
    target: String,
    from: i64,
    times: u32,
}

#[derive(Deserialize)]
#[serde(default)]
struct Audit {
    from: i64,
    to: Option<i64>,
    report_due: Option<i64>,
    /// Whose answers stand beside: `earlier` or `now`.
    beside: String,
    sections: Vec<String>,
    visits: Vec<Map<String, Value>>,
    judged: Vec<Map<String, Value>>,
    /// From this item on nothing is judged yet.
    open_from: usize,
    findings: Vec<Map<String, Value>>,
    /// `close`: reported and finished. Where nobody judged anything it has not begun.
    ends: String,
    opinion_grade: Option<String>,
    opinion: String,
    next_steps: String,
    attended_by: Vec<String>,
    #[serde(flatten)]
    plan: Map<String, Value>,
}

impl Default for Audit {
    fn default() -> Self {
        Self {
            from: 0,
            to: None,
            report_due: None,
            beside: String::new(),
            sections: Vec::new(),
            visits: Vec::new(),
            judged: Vec::new(),
            open_from: usize::MAX,
            findings: Vec::new(),
            ends: String::new(),
            opinion_grade: None,
            opinion: String::new(),
            next_steps: String::new(),
            attended_by: Vec::new(),
            plan: Map::new(),
        }
    }
}

fn take(map: &mut Map<String, Value>, key: &str) -> Value {
    map.remove(key).unwrap_or_default()
}

/// `before` and `now` are the clinic's self-assessments.
pub fn play(call: &mut Call<'_>, password: &str, before: &Value, now: &Value) -> Result<()> {
    let found = bundled::files("templates/samples/").find(|(name, _)| *name == "audits.toml");
    let Some((name, text)) = found else { return Ok(()) };
    let file: File =
        toml::from_str(text).map_err(|e| Error::Damaged { path: name.into(), detail: e.to_string() })?;
    let today = call.today();
    let Back { title, kind, target, from, times } = file.series;
    let recurrence = json!({ "from": today.plus_days(-from), "times": times });
    let series = json!({ "title": title, "kind": kind, "target": target, "recurrence": recurrence });
    let back = run(call, "audit.set_series", json!({ "series": series }))?;
    let first = json!([back.get("id"), today.plus_days(-from)]);
    for mut audit in file.audits {
        if audit.from == from {
            for (key, value) in ["series", "series_day"].iter().zip(first.as_array().into_iter().flatten()) {
                audit.plan.insert((*key).into(), value.clone());
            }
        }
        let beside = match audit.beside.as_str() {
            "earlier" => before,
            "now" => now,
            _ => &Value::Null,
        };
        one(call, password, audit, beside)?;
    }
    become_person(call, SAMPLE_LOGIN, password)
}

fn one(call: &mut Call<'_>, password: &str, audit: Audit, beside: &Value) -> Result<()> {
    let today = call.today();
    let day = |ago: i64| json!(today.plus_days(-ago));
    let leading = person(call, AUDITOR)?;
    let visits: Vec<Value> = audit
        .visits
        .into_iter()
        .map(|mut one| {
            let ago = take(&mut one, "day").as_i64().unwrap_or_default();
            one.insert("day".into(), day(ago));
            Value::Object(one)
        })
        .collect();
    let mut plan = audit.plan;
    for (key, value) in [
        ("from", day(audit.from)),
        ("to", audit.to.map(day).unwrap_or_default()),
        ("report_due", audit.report_due.map(day).unwrap_or_default()),
        ("schedule", json!(visits)),
        ("assessment", beside.clone()),
        ("parts", json!([{ "catalogue": "fuhyo-5.1", "sections": audit.sections }])),
        (
            "auditors",
            json!([{ "id": Uuid::now_v7(), "person": leading.id, "name": leading.profile.name, "lead": true,
            "post": leading.profile.title, "independence": "契約による第三者。院内の業務に関わらない。" }]),
        ),
    ] {
        plan.insert(key.into(), value);
    }
    let made = run(call, "audit.plan", json!({ "plan": plan }))?;
    let id = made.get("id").cloned().unwrap_or_default();
    if audit.judged.is_empty() {
        return Ok(());
    }
    become_person(call, AUDITOR, password)?;
    step(call, &id, "begin")?;
    let shown = run(call, "audit.show", json!({ "id": id }))?;
    let lines: Vec<Value> = shown.get("lines").and_then(Value::as_array).cloned().unwrap_or_default();
    let item =
        |at: usize| lines.get(at).and_then(|line| line.pointer("/line/item")).cloned().unwrap_or_default();
    let at_of = |one: &Map<String, Value>| {
        let named = |line: &Value| line.pointer("/line/number") == one.get("control");
        lines.iter().position(named).unwrap_or_default()
    };
    let mut items = Vec::new();
    for at in 0..lines.len() {
        let mut said = match audit.judged.iter().find(|one| at_of(one) == at) {
            Some(said) => said.clone(),
            None if at >= audit.open_from => continue,
            None => conforming(),
        };
        said.remove("control");
        said.insert("item".into(), item(at));
        items.push(Value::Object(said));
    }
    run(call, "audit.judge", json!({ "audit": id, "items": items }))?;
    let mut rows = Vec::new();
    for mut one in audit.findings {
        let judged =
            take(&mut one, "judged").as_u64().and_then(|at| usize::try_from(at).ok()).unwrap_or_default();
        let said = audit.judged.get(judged).cloned().unwrap_or_default();
        let (steps, due) = (take(&mut one, "steps"), take(&mut one, "due"));
        let mut mended = Map::new();
        for key in ["whys", "cause", "correction", "prevention"] {
            if let Some(value) = one.remove(key) {
                mended.insert(key.into(), value);
            }
        }
        let owner = person(call, take(&mut one, "owner").as_str().unwrap_or_default())?;
        for (key, value) in [
            ("source", json!({ "audit": { "audit": id } })),
            ("item", item(at_of(&said))),
            ("grade", said.get("grade").cloned().unwrap_or_default()),
            ("fact", said.get("observation").cloned().unwrap_or_default()),
            ("found_on", day(audit.from)),
            ("owner", json!(owner.id)),
            ("due", due.as_i64().map(day).unwrap_or_default()),
        ] {
            one.insert(key.into(), value);
        }
        let row = run(call, "finding.write", json!({ "finding": one }))?;
        rows.push((row.get("row").cloned().unwrap_or_default(), mended, steps));
    }
    let conclusion = json!({ "opinion_grade": audit.opinion_grade, "opinion": audit.opinion, "next_steps": audit.next_steps,
        "attended_by": audit.attended_by });
    let base = revision(call, &id)?;
    run(call, "audit.conclude", json!({ "id": id, "base": base, "conclusion": conclusion }))?;
    if !audit.ends.is_empty() {
        step(call, &id, "report")?;
    }
    for (row, mended, steps) in rows {
        mend(call, password, row, mended, &steps)?;
    }
    become_person(call, AUDITOR, password)?;
    if audit.ends == "close" {
        step(call, &id, "close")?;
    }
    become_person(call, SAMPLE_LOGIN, password)
}

fn conforming() -> Map<String, Value> {
    let said = [("grade".to_owned(), json!("conforms")), ("methods".to_owned(), json!(["documents"]))];
    said.into_iter().collect()
}

fn revision(call: &mut Call<'_>, id: &Value) -> Result<Value> {
    let shown = run(call, "audit.show", json!({ "id": id }))?;
    Ok(shown.pointer("/audit/revision").cloned().unwrap_or_default())
}

fn step(call: &mut Call<'_>, id: &Value, step: &str) -> Result<()> {
    let base = revision(call, id)?;
    run(call, "audit.step", json!({ "id": id, "base": base, "step": step })).map(drop)
}

/// `hanako report`, `shiro return もう一度`.
fn mend(
    call: &mut Call<'_>,
    password: &str,
    mut row: Value,
    mended: Map<String, Value>,
    steps: &Value,
) -> Result<()> {
    let today = call.today();
    for one in steps.as_array().into_iter().flatten().filter_map(Value::as_str) {
        let mut words = one.splitn(3, ' ');
        let (login, step) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        become_person(call, login, password)?;
        let base = |row: &Value| (row.get("id").cloned(), row.get("revision").cloned());
        if step == "report" {
            let mut mended = mended.clone();
            mended.insert("done_on".into(), json!(today));
            let (id, base) = base(&row);
            let done = run(call, "finding.correct", json!({ "id": id, "base": base, "correction": mended }))?;
            row = done.get("row").cloned().unwrap_or_default();
        }
        let (id, base) = base(&row);
        let request =
            json!({ "id": id, "base": base, "step": step, "reason": words.next().unwrap_or_default() });
        row = run(call, "finding.step", request)?.get("row").cloned().unwrap_or_default();
    }
    Ok(())
}
