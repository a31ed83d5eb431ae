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

pub fn clinic() -> Result<Clinic> {
    let (name, text) = bundled::files("templates/samples/")
        .find(|(name, _)| *name == "clinic.toml")
        .ok_or_else(|| Error::internal("no sample"))?;
    toml::from_str(text).map_err(|e| Error::Damaged { path: name.into(), detail: e.to_string() })
}

impl Clinic {
    /// Fills a workspace that has just been made.
    pub fn play(self, call: &mut Call<'_>, password: &str) -> Result<()> {
        let mut run = |name: &str, request: Value| -> Result<Value> {
            let command = super::find(name)?;
            (command.run)(call, request)
        };
        for Colleague { login, roles, profile } in self.people {
            let request = json!({ "login": login, "profile": profile, "roles": roles, "password": password });
            run("people.add", request)?;
        }
        let Assessment { catalogues, answers } = self.assessment;
        let only = catalogues.first().cloned().unwrap_or_default();
        let started = run("assessment.start", json!({ "catalogues": catalogues }))?;
        let id = started.get("id");
        let items: Vec<Value> = answers
            .into_iter()
            .map(|(control, answer)| {
                json!({ "at": { "catalogue": only, "control": control }, "base": 0, "answer": answer })
            })
            .collect();
        run("assessment.answer", json!({ "id": id, "items": items })).map(drop)
    }
}
