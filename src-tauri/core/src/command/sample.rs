//! The sample clinic（見本クリニック）: to look around in. It is data, `templates/samples/clinic.toml`, played in through
//! the same commands that people use.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::Call;
use crate::assessment::Answer;
use crate::facility::FacilityProfile;
use crate::people::{Profile, Roles};
use crate::{Error, Result, bundled};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clinic {
    pub facility: FacilityProfile,
    pub director: Profile,
    people: Vec<Colleague>,
    assessment: Assessment,
    earlier: Assessment,
    proofs: Vec<Proof>,
}

#[derive(Deserialize)]
struct Colleague {
    login: String,
    roles: Roles,
    #[serde(flatten)]
    profile: Profile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Assessment {
    catalogues: Vec<String>,
    answers: BTreeMap<String, Answer>,
}

/// Days are counted from the day the sample is made, so that it is always of today.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Proof {
    title: String,
    kind: String,
    place: String,
    #[serde(default)]
    issuer: String,
    /// Days ago.
    since: i64,
    until: Option<i64>,
    controls: Vec<String>,
}

pub fn clinic() -> Result<Clinic> {
    let (name, text) = bundled::files("templates/samples/")
        .find(|(name, _)| *name == "clinic.toml")
        .ok_or_else(|| Error::internal("no sample"))?;
    toml::from_str(text).map_err(|e| Error::Damaged { path: name.into(), detail: e.to_string() })
}

impl Clinic {
    /// Fills a workspace that has just been made.
    pub fn play(self, call: &mut Call<'_>, password: &str) -> Result<()> {
        let today = call.today();
        let mut run = |name: &str, request: Value| -> Result<Value> {
            let command = super::find(name)?;
            (command.run)(call, request)
        };
        for Colleague { login, roles, profile } in self.people {
            let request = json!({ "login": login, "profile": profile, "roles": roles, "password": password });
            run("people.add", request)?;
        }
        let last = today.fiscal_year() - 1;
        let before = begin(&mut run, self.earlier, json!({ "fiscal_year": last }))?;
        let base = run("assessment.show", json!({ "id": before }))?;
        let base = base.pointer("/assessment/revision");
        run("assessment.set_state", json!({ "id": before, "base": base, "state": "closed" }))?;
        let only = self.assessment.catalogues.first().cloned().unwrap_or_default();
        let now = begin(&mut run, self.assessment, json!({ "carried_from": before }))?;
        for proof in self.proofs {
            let uses: Vec<Value> = proof
                .controls
                .iter()
                .map(|control| json!({ "catalogue": only, "control": control }))
                .map(|at| json!({ "control": { "assessment": now, "at": at } }))
                .collect();
            let details = json!({
                "title": proof.title, "kind": proof.kind, "place": proof.place, "issuer": proof.issuer,
                "speaks_for": today.plus_days(-proof.since),
                "valid_until": proof.until.map(|days| today.plus_days(days)),
            });
            run("evidence.add", json!({ "details": details, "uses": uses }))?;
        }
        super::sample_records::play(call)?;
        super::sample_training::play(call)?;
        super::sample_audit::play(call, password, &before, &now)?;
        super::sample_submissions::play(call, password, &before, &now)
    }
}

/// Starts an assessment and gives its answers; its id.
fn begin(
    run: &mut impl FnMut(&str, Value) -> Result<Value>,
    assessment: Assessment,
    mut request: Value,
) -> Result<Value> {
    let Assessment { catalogues, answers } = assessment;
    let only = catalogues.first().cloned().unwrap_or_default();
    if let Some(request) = request.as_object_mut() {
        request.insert("catalogues".into(), json!(catalogues));
    }
    let started = run("assessment.start", request)?;
    let id = started.get("id").cloned().unwrap_or_default();
    let items: Vec<Value> = answers
        .into_iter()
        .map(|(control, answer)| {
            json!({ "at": { "catalogue": only, "control": control }, "base": 0, "answer": answer })
        })
        .collect();
    run("assessment.answer", json!({ "id": id, "items": items }))?;
    Ok(id)
}
