//! Which registers there are, and whether their definitions hold together: every fault with its line.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use super::definition::{Kind, Register};
use super::expression::Expressions;
use crate::catalogue::{Fault, Lines, What, refused};
use crate::{Error, Result, bundled};

const FOLDER: &str = "templates/registers/";

/// The registers that come with Tenken, in the order of their groups and names.
pub fn bundled_all() -> Result<&'static [Arc<Register>]> {
    static ALL: LazyLock<Result<Vec<Arc<Register>>>> = LazyLock::new(|| {
        let mut all =
            bundled::files(FOLDER).map(|(name, text)| read(name, text)).collect::<Result<Vec<_>>>()?;
        all.sort_by(|a, b| (a.group, &a.name).cmp(&(b.group, &b.name)));
        let known: BTreeSet<&str> = all.iter().map(|one| one.id.as_str()).collect();
        for one in &all {
            for field in &one.fields {
                if let Some(register) = field.register.as_ref().filter(|id| !known.contains(id.as_str())) {
                    return Err(Error::NoSuchThing {
                        thing: format!("{}.{} → {register}", one.id, field.id),
                    });
                }
            }
        }
        Ok(all.into_iter().map(Arc::new).collect())
    });
    match &*ALL {
        Ok(all) => Ok(all),
        Err(error) => Err(error.clone()),
    }
}

pub fn find(id: &str) -> Result<Arc<Register>> {
    let found = bundled_all()?.iter().find(|one| one.id == id);
    found.cloned().ok_or_else(|| Error::NoSuchThing { thing: format!("register:{id}") })
}

/// A definition, whole and sound.
pub fn read(file: &str, text: &str) -> Result<Register> {
    let lines = Lines::read(file, text);
    if !lines.syntax.is_empty() {
        return Err(refused(file, lines.syntax));
    }
    let register: Register = serde_json::from_value(lines.json())
        .map_err(|e| refused(file, vec![lines.fault("", What::Block { detail: e.to_string() })]))?;
    let faults = faults(&register, &lines);
    if faults.is_empty() { Ok(register) } else { Err(refused(file, faults)) }
}

/// A definition that was made in the window: held against the same rules as a file.
pub fn require_sound(register: &Register) -> Result<()> {
    let text = toml::to_string(register).map_err(|e| Error::internal(e.to_string()))?;
    read(&register.name, &text).map(|_| ())
}

fn faults(register: &Register, lines: &Lines<'_>) -> Vec<Fault> {
    let mut found: Vec<(String, What)> = Vec::new();
    let no_such = |thing: &str, id: &str| What::NoSuch { thing: thing.to_owned(), id: id.to_owned() };
    let fields: BTreeSet<&str> = register.fields.iter().map(|field| field.id.as_str()).collect();
    let states: BTreeSet<&str> = register.states.iter().map(|state| state.id.as_str()).collect();
    let steps: BTreeSet<&str> = register.moves.iter().map(|step| step.id.as_str()).collect();
    for (key, id) in [("titled_by", Some(&register.titled_by)), ("dated_by", register.dated_by.as_ref())] {
        if let Some(id) = id.filter(|id| !fields.contains(id.as_str())) {
            found.push((format!("/{key}"), no_such("field", id)));
        }
    }
    for (i, id) in register.known_by.iter().enumerate().filter(|(_, id)| !fields.contains(id.as_str())) {
        found.push((format!("/known_by/{i}"), no_such("field", id)));
    }
    for (i, rule) in register.rules.iter().enumerate() {
        if !fields.contains(rule.field.as_str()) {
            found.push((format!("/rules/{i}/field"), no_such("field", &rule.field)));
        }
    }
    for (i, step) in register.moves.iter().enumerate() {
        for state in step.from.iter().chain([&step.to]).filter(|id| !states.contains(id.as_str())) {
            found.push((format!("/moves/{i}"), no_such("state", state)));
        }
        for field in step.needs.iter().filter(|id| !fields.contains(id.as_str())) {
            found.push((format!("/moves/{i}/needs"), no_such("field", field)));
        }
        if let Some(other) = step.not_by.as_ref().filter(|id| *id != "create" && !steps.contains(id.as_str()))
        {
            found.push((format!("/moves/{i}/not_by"), no_such("move", other)));
        }
    }
    for (i, cycle) in register.cycles.iter().enumerate() {
        for field in
            [&cycle.after, &cycle.until].into_iter().flatten().filter(|id| !fields.contains(id.as_str()))
        {
            found.push((format!("/cycles/{i}"), no_such("field", field)));
        }
        if cycle.every.is_none() && (cycle.after.is_none() || cycle.days.is_none()) {
            let key = "every".to_owned();
            found.push((format!("/cycles/{i}"), What::Missing { key }));
        }
    }
    let mut seen = BTreeSet::new();
    for (i, field) in register.fields.iter().enumerate() {
        if !seen.insert(&field.id) {
            found.push((format!("/fields/{i}/id"), What::Duplicate { id: field.id.clone() }));
        }
        let lacks = match field.kind {
            Kind::Choice | Kind::Choices => field.options.is_empty().then_some("options"),
            Kind::Link => field.register.is_none().then_some("register"),
            Kind::Computed => field.value.is_none().then_some("value"),
            _ => None,
        };
        if let Some(key) = lacks {
            found.push((format!("/fields/{i}"), What::Missing { key: key.to_owned() }));
        }
    }
    for (pointer, expression, detail) in Expressions::of(register).faults(register) {
        found.push((pointer, What::Expression { expression, detail }));
    }
    found.into_iter().map(|(pointer, what)| lines.fault(&pointer, what)).collect()
}
