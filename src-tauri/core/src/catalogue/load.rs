//! From the text of a file to a catalogue or a mapping, or to all of its faults at once.
//!
//! The good case is one pass of serde. Only when that fails, or a rule is broken, is the file read again with its
//! places: held against `schema.json` for form, and against the rules of `check`.

use std::sync::LazyLock;

use jsonschema::Validator;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use schemars::{JsonSchema, schema_for};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::check::{self, Found};
use super::fault::{Fault, What, refused};
use super::lines::Source;
use super::mapping::Mapping;
use super::model::Catalogue;
use crate::{Error, Result};

/// A file longer than this is no catalogue.
const LONGEST: usize = 64 << 20;

pub fn catalogue(file: &str, text: &str) -> Result<Catalogue> {
    static SCHEMA: LazyLock<Result<Validator, String>> = LazyLock::new(schema_of::<Catalogue>);
    let loaded: Catalogue = read(file, text, &SCHEMA)?;
    fitting(file, text, check::catalogue(&loaded)).map(|()| loaded)
}

pub fn mapping(file: &str, text: &str) -> Result<Mapping> {
    static SCHEMA: LazyLock<Result<Validator, String>> = LazyLock::new(schema_of::<Mapping>);
    let loaded: Mapping = read(file, text, &SCHEMA)?;
    fitting(file, text, check::mapping(&loaded)).map(|()| loaded)
}

/// Gaps of a catalogue that works: rows without question, proof or source.
pub fn gaps(file: &str, text: &str, catalogue: &Catalogue) -> Vec<Fault> {
    let source = Source::read(file, text);
    check::gaps(catalogue).into_iter().map(|(pointer, what)| source.fault(&pointer, what)).collect()
}

/// What a mapping says of catalogues that are at hand.
pub fn mapping_against(file: &str, text: &str, mapping: &Mapping, at_hand: &[&Catalogue]) -> Result<()> {
    fitting(file, text, check::mapping_against(mapping, at_hand))
}

/// For editors: `checklists/schema.json`.
pub fn schema() -> Value {
    schema_for!(Catalogue).to_value()
}

fn schema_of<T: JsonSchema>() -> Result<Validator, String> {
    jsonschema::validator_for(&schema_for!(T).to_value()).map_err(|e| e.to_string())
}

fn fitting(file: &str, text: &str, found: Vec<Found>) -> Result<()> {
    if found.is_empty() {
        return Ok(());
    }
    let source = Source::read(file, text);
    let faults = found.into_iter().map(|(pointer, what)| source.fault(&pointer, what)).collect();
    Err(refused(file, faults))
}

fn read<T: DeserializeOwned>(
    file: &str,
    text: &str,
    schema: &LazyLock<Result<Validator, String>>,
) -> Result<T> {
    if text.len() > LONGEST {
        let what = What::TooLong { length: text.len() as u64, limit: LONGEST as u64 };
        let fault = Fault { file: file.into(), line: None, column: None, place: String::new(), what };
        return Err(refused(file, vec![fault]));
    }
    toml::from_str(text).map_err(|error| {
        let source = Source::read(file, text);
        if !source.syntax.is_empty() {
            return refused(file, source.syntax);
        }
        match &**schema {
            Ok(validator) => refused(file, formal(&source, validator, &error)),
            Err(detail) => Error::internal(detail),
        }
    })
}

/// Every fault of form the schema sees; what only serde saw, where it sees none.
fn formal(source: &Source<'_>, schema: &Validator, error: &toml::de::Error) -> Vec<Fault> {
    let json = source.json();
    let mut faults = Vec::new();
    for problem in schema.iter_errors(&json) {
        let pointer = problem.instance_path().as_str();
        for (below, what) in told(problem.kind(), problem.instance(), problem.to_string()) {
            faults.push(source.fault(&format!("{pointer}{below}"), what));
        }
    }
    if faults.is_empty() {
        faults.push(source.fault("", What::Syntax { detail: error.message().to_owned() }));
    }
    faults
}

/// What the schema's complaint means; the pointer is below the thing it complains of.
fn told(kind: &ValidationErrorKind, value: &Value, detail: String) -> Vec<(String, What)> {
    let here = |what| vec![(String::new(), what)];
    let shown = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match kind {
        ValidationErrorKind::AdditionalProperties { unexpected } => unexpected
            .iter()
            .map(|key| {
                let unknown = || What::UnknownKey { key: key.clone() };
                let misspelt = |near: &str| What::MisspeltKey { key: key.clone(), near: near.into() };
                (format!("/{key}"), near(key).map_or_else(unknown, misspelt))
            })
            .collect(),
        ValidationErrorKind::Required { property } => here(What::Missing { key: shown(property) }),
        ValidationErrorKind::Type { kind } => here(What::WrongType { wanted: wanted(kind) }),
        ValidationErrorKind::AnyOf { .. } => here(What::WrongType { wanted: "string | array".into() }),
        ValidationErrorKind::Enum { options } => {
            let allowed: Vec<String> = options.as_array().into_iter().flatten().map(shown).collect();
            here(What::NotOneOf { value: shown(value), allowed: allowed.join(", ") })
        }
        ValidationErrorKind::OneOfNotValid { context } => {
            let allowed: Vec<String> = context.iter().flatten().filter_map(|e| constant(e.kind())).collect();
            here(What::NotOneOf { value: shown(value), allowed: allowed.join(", ") })
        }
        ValidationErrorKind::Pattern { pattern } => {
            here(What::BadForm { value: shown(value), wanted: pattern.clone() })
        }
        _ => here(What::Syntax { detail }),
    }
}

fn constant(kind: &ValidationErrorKind) -> Option<String> {
    match kind {
        ValidationErrorKind::Constant { expected_value } => expected_value.as_str().map(str::to_owned),
        ValidationErrorKind::Enum { options } => {
            let words: Vec<&str> = options.as_array()?.iter().filter_map(Value::as_str).collect();
            Some(words.join(", "))
        }
        _ => None,
    }
}

fn wanted(kind: &TypeKind) -> String {
    match kind {
        TypeKind::Single(one) => one.to_string(),
        TypeKind::Multiple(_) => "string".into(),
    }
}

/// The key that was probably meant.
fn near(key: &str) -> Option<&'static str> {
    const KEYS: &[&str] = &[
        "catalogue",
        "id",
        "title",
        "short_title",
        "version",
        "issuer",
        "issued",
        "language",
        "source",
        "supersedes",
        "scale",
        "note",
        "grades",
        "blanks",
        "profile_questions",
        "own_scale",
        "sections",
        "label",
        "type",
        "ask",
        "table",
        "number",
        "parent",
        "text",
        "controls",
        "section_number",
        "domain",
        "practice",
        "grade",
        "grade_mark",
        "alternative",
        "opt_in",
        "applies_if",
        "applies_why",
        "aspects",
        "question",
        "statement",
        "asks",
        "technical",
        "operational",
        "proof",
        "duty",
        "registers",
        "same_as",
        "clauses",
        "for",
        "mapping",
        "pairs",
        "unmatched",
        "from",
        "to",
        "kind",
        "why",
    ];
    let close = |candidate: &&&str| super::compare::likeness(key, candidate) >= 0.5;
    let best = KEYS
        .iter()
        .filter(close)
        .max_by(|a, b| super::compare::likeness(key, a).total_cmp(&super::compare::likeness(key, b)));
    best.copied()
}
