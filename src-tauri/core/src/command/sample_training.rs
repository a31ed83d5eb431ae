//! Who is trained in the sample clinic and what was held: `templates/samples/training.toml`, counted back from today.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::Call;
use crate::{Error, Result, bundled};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    trainees: Vec<Trained>,
    sessions: Vec<Held>,
}

#[derive(Deserialize)]
struct Trained {
    /// Days ago.
    joined: i64,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

#[derive(Deserialize)]
struct Held {
    /// Days ago; below 0 it is still to come.
    day: i64,
    /// By their numbers: all the others were there.
    #[serde(default)]
    absent: Vec<String>,
    /// By their numbers: nobody else is on the roster.
    #[serde(default)]
    only: Vec<String>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

pub fn play(call: &mut Call<'_>) -> Result<()> {
    let found = bundled::files("templates/samples/").find(|(name, _)| *name == "training.toml");
    let Some((name, text)) = found else { return Ok(()) };
    let file: File =
        toml::from_str(text).map_err(|e| Error::Damaged { path: name.into(), detail: e.to_string() })?;
    let today = call.today();
    let mut run = |name: &str, request: Value| (super::find(name)?.run)(call, request);
    run("training.enrol_people", Value::Null)?;
    let with = |mut rest: Map<String, Value>, key: &str, days: i64| {
        rest.insert(key.into(), json!(today.plus_days(-days)));
        Value::Object(rest)
    };
    let trainees =
        file.trainees.into_iter().map(|one| json!({ "trainee": with(one.rest, "joined", one.joined) }));
    run("training.enrol", json!({ "items": trainees.collect::<Vec<_>>() }))?;
    for held in file.sessions {
        let set = run("training.set_session", json!({ "session": with(held.rest, "day", held.day) }))?;
        let id = set.get("id").cloned().unwrap_or_default();
        run("training.expect", json!({ "session": id, "who": "everybody" }))?;
        let shown = run("training.session", json!({ "id": id }))?;
        let lines = shown.get("roster").and_then(Value::as_array).cloned().unwrap_or_default();
        let items = lines.iter().filter_map(|line| {
            let number = line.pointer("/trainee/number").and_then(Value::as_str).unwrap_or_default();
            let named = |list: &[String]| list.iter().any(|one| one == number);
            let mark = match (held.only.is_empty() || named(&held.only), held.day >= 0) {
                (false, _) => None,
                (true, false) => return None,
                (true, true) if named(&held.absent) => Some("absent"),
                (true, true) => Some("attended"),
            };
            let how = if mark == Some("attended") { "signed_in" } else { "hand" };
            Some(json!({
                "trainee": line.pointer("/trainee/id"), "base": line.pointer("/attendance/revision"), "mark": mark,
                "how": how,
            }))
        });
        let items: Vec<Value> = items.collect();
        run("training.attend", json!({ "session": id, "items": items }))?;
    }
    Ok(())
}
