//! Commands around people.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::facility::AsOf;
use super::{Call, Nothing};
use crate::Result;
use crate::ledger::{self, Change, Outcome};
use crate::people::{self, PeopleChange, Person, Profile, Roles, permission::PermissionRow};
use crate::workspace::{self as ws, NewPerson, Password};

pub fn list(call: &mut Call<'_>, request: AsOf) -> Result<Vec<Person>> {
    call.ask(request.as_of, people::list)
}

pub fn permissions(_: &mut Call<'_>, _: Nothing) -> Result<Vec<PermissionRow>> {
    Ok(people::permission::table())
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AddPerson {
    login: String,
    profile: Profile,
    roles: Roles,
    password: Password,
}

#[derive(Debug, Serialize, TS)]
pub struct AddedPerson {
    id: Uuid,
    outcome: Outcome,
}

pub fn add(call: &mut Call<'_>, request: AddPerson) -> Result<AddedPerson> {
    let new = NewPerson {
        login: request.login,
        profile: request.profile,
        roles: request.roles,
        password: request.password,
    };
    let (id, outcome) = ws::add_person(call.session()?, &new)?;
    Ok(AddedPerson { id, outcome })
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EditPerson {
    id: Uuid,
    base: i64,
    profile: Profile,
}

pub fn edit(call: &mut Call<'_>, request: EditPerson) -> Result<Outcome> {
    let change =
        PeopleChange::Edit { id: request.id, base: request.base, profile: request.profile, back_to: None };
    ledger::record(call.session()?, Change::People(change))
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetRoles {
    id: Uuid,
    base: i64,
    roles: Roles,
}

pub fn set_roles(call: &mut Call<'_>, request: SetRoles) -> Result<Outcome> {
    let change =
        PeopleChange::SetRoles { id: request.id, base: request.base, roles: request.roles, back_to: None };
    ledger::record(call.session()?, Change::People(change))
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OnePerson {
    id: Uuid,
    base: i64,
}

pub fn stop(call: &mut Call<'_>, request: OnePerson) -> Result<Outcome> {
    ws::stop_person(call.session()?, request.id, request.base)
}

pub fn remove(call: &mut Call<'_>, request: OnePerson) -> Result<Outcome> {
    ws::remove_person(call.session()?, request.id, request.base)
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ResumePerson {
    id: Uuid,
    base: i64,
    password: Password,
}

pub fn resume(call: &mut Call<'_>, request: ResumePerson) -> Result<Outcome> {
    ws::resume_person(call.session()?, request.id, request.base, &request.password)
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ChangePassword {
    /// Somebody else's; one's own when left out.
    #[serde(default)]
    id: Option<Uuid>,
    #[serde(default)]
    old_password: Option<Password>,
    new_password: Password,
}

pub fn change_password(call: &mut Call<'_>, request: ChangePassword) -> Result<Outcome> {
    let session = call.session()?;
    let id = request.id.unwrap_or(session.person());
    ws::change_password(session, id, request.old_password.as_ref(), &request.new_password)
}
