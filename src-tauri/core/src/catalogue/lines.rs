//! A TOML file with its places: from a pointer into the data (`/sections/3/controls/2/grade`) to line and column, and
//! to the name a person knows the place by.

use serde_json::{Map, Value};
use toml::de::{DeTable, DeValue};

use super::fault::{Fault, What};

pub struct Source<'t> {
    file: &'t str,
    text: &'t str,
    tree: DeTable<'t>,
    starts: Vec<usize>,
    /// Where the text is not TOML.
    pub syntax: Vec<Fault>,
}

impl<'t> Source<'t> {
    pub fn read(file: &'t str, text: &'t str) -> Self {
        let (tree, errors) = DeTable::parse_recoverable(text);
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut source = Self { file, text, tree: tree.into_inner(), starts, syntax: Vec::new() };
        source.syntax = errors
            .iter()
            .map(|error| {
                let what = What::Syntax { detail: error.message().to_owned() };
                source.at(error.span().map(|span| span.start), String::new(), what)
            })
            .collect();
        source
    }

    /// The same data as JSON, to hold against the schema.
    pub fn json(&self) -> Value {
        table(&self.tree)
    }

    pub fn fault(&self, pointer: &str, what: What) -> Fault {
        let (offset, place) = self.locate(pointer);
        self.at(offset, place, what)
    }

    fn at(&self, offset: Option<usize>, place: String, what: What) -> Fault {
        let (line, column) = offset.map(|offset| self.position(offset)).unzip();
        Fault { file: self.file.to_owned(), line, column, place, what }
    }

    fn position(&self, offset: usize) -> (u32, u32) {
        let line = self.starts.partition_point(|&start| start <= offset);
        let start = line.checked_sub(1).and_then(|n| self.starts.get(n)).copied().unwrap_or(0);
        let column = self.text.get(start..offset).map_or(1, |before| before.chars().count() + 1);
        (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
    }

    /// Follows the pointer as far as the data goes: what is missing is told at the table that lacks it.
    fn locate(&self, pointer: &str) -> (Option<usize>, String) {
        let mut steps = pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~"));
        let mut place = Place::default();
        let Some(first) = steps.next() else {
            return (None, String::new());
        };
        let Some((key, mut here)) = self.tree.iter().find(|(key, _)| key.get_ref().as_ref() == first) else {
            return (None, String::new());
        };
        let mut offset = key.span().start;
        place.step(&first, here.get_ref());
        for step in steps {
            let next = match here.get_ref() {
                DeValue::Table(table) => table
                    .iter()
                    .find(|(key, _)| key.get_ref().as_ref() == step)
                    .map(|(key, value)| (key.span().start, value)),
                DeValue::Array(array) => step
                    .parse::<usize>()
                    .ok()
                    .and_then(|n| array.get(n))
                    .map(|value| (value.span().start, value)),
                _ => None,
            };
            let Some((start, value)) = next else {
                break;
            };
            offset = start;
            here = value;
            place.step(&step, here.get_ref());
        }
        (Some(offset), place.name())
    }
}

/// The nearest thing with an id, and the key below it.
#[derive(Default)]
struct Place {
    id: String,
    key: String,
}

impl Place {
    fn step(&mut self, step: &str, value: &DeValue<'_>) {
        let id = match value {
            DeValue::Table(table) => table.iter().find(|(key, _)| key.get_ref().as_ref() == "id"),
            _ => None,
        };
        if let Some(id) = id.and_then(|(_, value)| value.get_ref().as_str()) {
            id.clone_into(&mut self.id);
            self.key.clear();
        } else if step.parse::<usize>().is_err() {
            step.clone_into(&mut self.key);
        }
    }

    fn name(self) -> String {
        format!("{} {}", self.id, self.key).trim().to_owned()
    }
}

fn table(table: &DeTable<'_>) -> Value {
    let pairs = table.iter().map(|(key, v)| (key.get_ref().clone().into_owned(), value(v.get_ref())));
    Value::Object(pairs.collect::<Map<_, _>>())
}

fn value(of: &DeValue<'_>) -> Value {
    match of {
        DeValue::String(text) => Value::String(text.clone().into_owned()),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).map_or(Value::Null, Value::from)
        }
        DeValue::Float(number) => number.as_str().parse::<f64>().map_or(Value::Null, Value::from),
        DeValue::Boolean(truth) => Value::Bool(*truth),
        // A date is no text here, and must not pass for one.
        DeValue::Datetime(_) => Value::Null,
        DeValue::Array(array) => array.iter().map(|v| value(v.get_ref())).collect(),
        DeValue::Table(inner) => table(inner),
    }
}
