//! Who plays the sample: its people sign in one after the other and do what people do, through the same commands.

use serde_json::{Value, json};

use super::Call;
use crate::{Error, Result, people};

/// The sample clinic's door: printed where it is offered, so it protects nothing and pretends nothing.
pub const SAMPLE_LOGIN: &str = "sample";
pub const SAMPLE_PASSWORD: &str = "Tenken-2026";

pub(super) fn run(call: &mut Call<'_>, name: &str, request: Value) -> Result<Value> {
    (super::find(name)?.run)(call, request)
}

pub(super) fn become_person(call: &mut Call<'_>, login: &str, password: &str) -> Result<()> {
    let path = crate::error::display(&call.session()?.layout().root);
    run(call, "workspace.unlock", json!({ "path": path, "login": login, "password": password })).map(drop)
}

pub(super) fn person(call: &mut Call<'_>, login: &str) -> Result<people::Person> {
    let all = people::list(call.session()?.db())?;
    all.into_iter().find(|one| one.login == login).ok_or_else(|| Error::NoSuchThing { thing: login.into() })
}
