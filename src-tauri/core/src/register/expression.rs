//! The expressions of a definition over a record's fields: rules, computed fields, when a cycle counts.

use minijinja::value::{Serde, Value as Jinja};
use minijinja::{Environment, UndefinedBehavior};
use serde_json::{Map, Value, json};

use super::definition::{Kind, Register};

pub struct Expressions {
    environment: Environment<'static>,
    empty: Map<String, Value>,
}

impl Expressions {
    pub fn of(register: &Register) -> Self {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        let empty = register.fields.iter().map(|field| (field.id.clone(), nothing(field.kind))).collect();
        Self { environment, empty }
    }

    fn context(&self, fields: &Map<String, Value>, state: &str) -> Jinja {
        let mut all = self.empty.clone();
        for (key, value) in fields {
            if let Some(place) = all.get_mut(key).filter(|_| !value.is_null()) {
                place.clone_from(value);
            }
        }
        all.insert("state".into(), json!(state));
        Jinja::from(Serde(&all))
    }

    fn value(&self, expression: &str, fields: &Map<String, Value>, state: &str) -> Result<Jinja, String> {
        let compiled = self.environment.compile_expression_owned(expression.to_owned());
        compiled.and_then(|it| it.eval(self.context(fields, state))).map_err(|e| e.to_string())
    }

    /// What cannot be answered is not true: a definition was checked before it got here.
    pub fn holds(&self, expression: &str, fields: &Map<String, Value>, state: &str) -> bool {
        self.value(expression, fields, state).is_ok_and(|value| value.is_true())
    }

    pub fn text(&self, expression: &str, fields: &Map<String, Value>, state: &str) -> String {
        self.value(expression, fields, state).map(|value| value.to_string()).unwrap_or_default()
    }

    /// Every expression that cannot be read or answered, with its place; a rule that an empty record breaks is one of them.
    pub fn faults(&self, register: &Register) -> Vec<(String, String, String)> {
        let state = register.states.first().map_or("", |state| state.id.as_str());
        let mut faults = Vec::new();
        let mut look = |pointer: String, expression: &str, must_hold: bool| match self.value(
            expression,
            &Map::new(),
            state,
        ) {
            Ok(value) if must_hold && !value.is_true() => {
                faults.push((pointer, expression.to_owned(), "false while all fields are empty".to_owned()));
            }
            Ok(_) => {}
            Err(detail) => faults.push((pointer, expression.to_owned(), detail)),
        };
        for (i, rule) in register.rules.iter().enumerate() {
            look(format!("/rules/{i}/check"), &rule.check, true);
        }
        for (i, cycle) in register.cycles.iter().enumerate() {
            if let Some(when) = &cycle.when {
                look(format!("/cycles/{i}/when"), when, false);
            }
        }
        for (i, field) in register.fields.iter().enumerate() {
            if let Some(value) = &field.value {
                look(format!("/fields/{i}/value"), value, false);
            }
        }
        faults
    }
}

/// A field without a value, as expressions see it.
fn nothing(kind: Kind) -> Value {
    match kind {
        Kind::Check => json!(false),
        Kind::Choices => json!([]),
        _ => json!(""),
    }
}
