//! Commands around what people make of registers: fields, cycles and whole registers of their own.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::Call;
use crate::ledger::{self, Change, Outcome};
use crate::register::{self, Field, OWN, OWN_FIELD, Register, RegisterChange, Setup};
use crate::{Error, Result};

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ArrangeRequest {
    /// None for a register that is new: it gets its id here.
    register: Option<String>,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    base: i64,
    /// Nothing: what was made of it is taken away again.
    setup: Option<Setup>,
}

#[derive(Debug, Serialize, TS)]
pub struct Arranged {
    register: String,
    outcome: Outcome,
}

/// Whoever makes a field or a register gives it a name; its id is given here.
pub fn arrange(call: &mut Call<'_>, request: ArrangeRequest) -> Result<Arranged> {
    let ArrangeRequest { register, base, mut setup } = request;
    let id = match (register, setup.as_mut().and_then(|setup| setup.whole.as_mut())) {
        (Some(id), _) => id,
        (None, Some(_)) => fresh(OWN),
        (None, None) => return Err(Error::Required { field: "register".into() }),
    };
    let db = call.session()?.db();
    if let Some(setup) = &mut setup {
        if let Some(whole) = &mut setup.whole {
            whole.id.clone_from(&id);
            name_all(&mut whole.fields);
            let only = |named: &str| whole.fields.iter().any(|field| field.id == named);
            if !only(&whole.titled_by) {
                let first = whole.fields.iter().find(|field| !field.kind.follows());
                whole.titled_by = first.map(|field| field.id.clone()).unwrap_or_default();
            }
        }
        name_all(&mut setup.fields);
        let cycles = setup.cycles.iter_mut().chain(setup.whole.iter_mut().flat_map(|one| &mut one.cycles));
        for cycle in cycles.filter(|cycle| cycle.id.is_empty()) {
            cycle.id = fresh(OWN_FIELD);
        }
    }
    let name = match setup.as_ref().and_then(|setup| setup.whole.as_ref()) {
        Some(whole) => whole.name.clone(),
        None => register::definition(db, &id)?.name.clone(),
    };
    let change = RegisterChange::Arrange {
        register: id.clone(),
        name,
        base,
        setup: setup.map(Box::new),
        back_to: None,
    };
    let outcome = ledger::record(call.session()?, Change::Register(change))?;
    Ok(Arranged { register: id, outcome })
}

/// Short, and not to be met twice.
fn fresh(prefix: &str) -> String {
    let random = Uuid::new_v4().simple().to_string();
    format!("{prefix}{}", random.get(..12).unwrap_or(&random))
}

fn name_all(fields: &mut [Field]) {
    for field in fields {
        if field.id.is_empty() {
            field.id = fresh(OWN_FIELD);
        }
        for option in field.options.iter_mut().filter(|option| option.id.is_empty()) {
            option.id = fresh(OWN_FIELD);
        }
    }
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DefinitionRequest {
    /// What the text is called where a fault is told.
    file: String,
    /// TOML, as in `templates/registers/`.
    text: String,
}

/// A definition as a file has it, held against everything a definition must be.
pub fn read_definition(_: &mut Call<'_>, request: DefinitionRequest) -> Result<Register> {
    register::read(&request.file, &request.text)
}
