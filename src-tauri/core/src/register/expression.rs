//! The expressions of a definition over a record's fields: rules, computed fields, when a cycle counts. Compiled once,
//! asked of as many records as there are.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use minijinja::value::{Serde, Value as Jinja};
use minijinja::{Environment, Expression, UndefinedBehavior};
use serde_json::{Map, Value, json};

use super::definition::{Cycle, Kind, Register, Rule};

/// What cannot be compiled keeps why.
type Compiled = Result<Asked, String>;

/// An expression and the fields that it speaks of: nothing else of a record is unpacked for it.
struct Asked {
    expression: Expression<'static, 'static>,
    names: Vec<String>,
}

pub struct Expressions {
    /// A record without anything in it, as expressions see it.
    empty: Map<String, Value>,
    rules: Vec<Compiled>,
    /// By the cycle's id.
    cycles: BTreeMap<String, Compiled>,
    /// By the computed field's id.
    fields: BTreeMap<String, Compiled>,
}

fn compiled(expression: &str) -> Compiled {
    static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment
    });
    let expression =
        ENVIRONMENT.compile_expression_owned(expression.to_owned()).map_err(|e| e.to_string())?;
    let mut names: Vec<String> = expression.undeclared_variables(false).into_iter().collect();
    names.sort_unstable();
    Ok(Asked { expression, names })
}

impl Expressions {
    pub fn of(register: &Register) -> Self {
        let meant = register.cycles.iter().filter_map(|one| Some((one.id.clone(), one.when.as_ref()?)));
        let valued = register.fields.iter().filter_map(|one| Some((one.id.clone(), one.value.as_ref()?)));
        Self {
            empty: register.fields.iter().map(|field| (field.id.clone(), nothing(field.kind))).collect(),
            rules: register.rules.iter().map(|rule| compiled(&rule.check)).collect(),
            cycles: meant.map(|(id, when)| (id, compiled(when))).collect(),
            fields: valued.map(|(id, value)| (id, compiled(value))).collect(),
        }
    }

    fn answer(&self, asked: &Compiled, fields: &Map<String, Value>, state: &str) -> Result<Jinja, String> {
        let asked = asked.as_ref().map_err(Clone::clone)?;
        let mut context = Map::new();
        for name in &asked.names {
            let value = match (fields.get(name), self.empty.get(name)) {
                (Some(value), Some(_)) if !value.is_null() => value.clone(),
                (_, Some(empty)) => empty.clone(),
                (_, None) if name == "state" => json!(state),
                (_, None) => continue,
            };
            context.insert(name.clone(), value);
        }
        asked.expression.eval(Jinja::from(Serde(&context))).map_err(|e| e.to_string())
    }

    /// What cannot be answered is not true: a definition was checked before it got here.
    fn is_true(&self, asked: &Compiled, fields: &Map<String, Value>, state: &str) -> bool {
        self.answer(asked, fields, state).is_ok_and(|value| value.is_true())
    }

    /// The first rule that does not hold.
    pub fn broken<'r>(
        &self,
        register: &'r Register,
        fields: &Map<String, Value>,
        state: &str,
    ) -> Option<&'r Rule> {
        let mut rules = register.rules.iter().zip(&self.rules);
        rules.find(|(_, compiled)| !self.is_true(compiled, fields, state)).map(|(rule, _)| rule)
    }

    /// Whether a cycle means a record with these fields.
    pub fn meant(&self, cycle: &Cycle, fields: &Map<String, Value>, state: &str) -> bool {
        self.cycles.get(&cycle.id).is_none_or(|when| self.is_true(when, fields, state))
    }

    /// The fields that decide whether a cycle means a record.
    pub fn names(&self, cycle: &Cycle) -> &[String] {
        let asked = self.cycles.get(&cycle.id).and_then(|when| when.as_ref().ok());
        asked.map_or(&[], |asked| asked.names.as_slice())
    }

    /// The computed fields, each with its value.
    pub fn computed(&self, fields: &Map<String, Value>, state: &str) -> Vec<(&String, String)> {
        let said =
            |value| self.answer(value, fields, state).map(|value| value.to_string()).unwrap_or_default();
        self.fields.iter().map(|(id, value)| (id, said(value))).collect()
    }

    /// Every expression that cannot be read or answered, with its place; a rule that an empty record breaks is one of them.
    pub fn faults(&self, register: &Register) -> Vec<(String, String, String)> {
        let state = register.states.first().map_or("", |state| state.id.as_str());
        let mut faults = Vec::new();
        let mut look = |pointer: String, text: &str, compiled: &Compiled, must_hold: bool| {
            // Also what an empty record does not come to: `kind == 'x' and nonsense`.
            let known = |name: &&String| *name == "state" || self.empty.contains_key(*name);
            let stranger = compiled.iter().flat_map(|asked| &asked.names).find(|name| !known(name));
            let fault = match (self.answer(compiled, &Map::new(), state), stranger) {
                (Err(detail), _) => detail,
                (Ok(_), Some(name)) => format!("unknown: {name}"),
                (Ok(value), None) if must_hold && !value.is_true() => {
                    "false while all fields are empty".to_owned()
                }
                (Ok(_), None) => return,
            };
            faults.push((pointer, text.to_owned(), fault));
        };
        for (i, (rule, compiled)) in register.rules.iter().zip(&self.rules).enumerate() {
            look(format!("/rules/{i}/check"), &rule.check, compiled, true);
        }
        for (i, cycle) in register.cycles.iter().enumerate() {
            if let (Some(when), Some(compiled)) = (&cycle.when, self.cycles.get(&cycle.id)) {
                look(format!("/cycles/{i}/when"), when, compiled, false);
            }
        }
        for (i, field) in register.fields.iter().enumerate() {
            if let (Some(value), Some(compiled)) = (&field.value, self.fields.get(&field.id)) {
                look(format!("/fields/{i}/value"), value, compiled, false);
            }
        }
        faults
    }
}

/// Whether a condition holds of these fields alone; an empty one always does.
pub fn holds(when: &str, fields: &Map<String, Value>) -> bool {
    let asked = || compiled(when).ok()?.expression.eval(Jinja::from(Serde(fields))).ok();
    when.is_empty() || asked().is_some_and(|value| value.is_true())
}

/// A field without a value, as expressions see it.
fn nothing(kind: Kind) -> Value {
    match kind {
        Kind::Check => json!(false),
        Kind::Choices => json!([]),
        _ => json!(""),
    }
}
