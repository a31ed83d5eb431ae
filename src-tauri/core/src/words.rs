//! The sentences people read. One set of message files (Fluent, `messages/<language>/*.ftl`) serves the shell, the printed
//! papers and the window alike.

use std::borrow::Cow;
use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use serde_json::{Map, Value};
use strum::{EnumString, IntoStaticStr};

use crate::catalogue::Fault;
use crate::catalogue::guest::Noted;
use crate::error::Error;
use crate::ledger::{LogLine, Moved, Problem};
use crate::workspace::Notice;
use crate::{Result, bundled, calendar::Stamp};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, IntoStaticStr, EnumString)]
#[strum(serialize_all = "lowercase")]
pub enum Language {
    #[default]
    Ja,
    En,
}

impl Language {
    /// `ja_JP.UTF-8`, `en`, … ; Japanese where nothing else is said.
    pub fn of(locale: &str) -> Self {
        if locale.to_ascii_lowercase().starts_with("en") { Self::En } else { Self::Ja }
    }

    /// All its message files, one after the other.
    pub fn source(self) -> String {
        let name: &str = self.into();
        bundled::files(&format!("messages/{name}/")).map(|(_, text)| text).collect::<Vec<_>>().join("\n")
    }
}

pub struct Words {
    bundle: FluentBundle<FluentResource>,
    language: Language,
}

impl Words {
    pub fn new(language: Language) -> Result<Self> {
        let name: &str = language.into();
        let id = name.parse().map_err(|_| Error::internal(format!("language {name}")))?;
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // The papers and the shell show plain text: no invisible marks around what is filled in.
        bundle.set_use_isolating(false);
        let resource = FluentResource::try_new(language.source())
            .map_err(|(_, errors)| Error::internal(format!("messages {name}: {errors:?}")))?;
        bundle
            .add_resource(resource)
            .map_err(|errors| Error::internal(format!("messages {name}: {errors:?}")))?;
        Ok(Self { bundle, language })
    }

    pub fn language(&self) -> Language {
        self.language
    }

    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// The sentence of a key; the key itself where there is none (a test sees to it that there is).
    pub fn say(&self, key: &str, facts: &Map<String, Value>) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|m| m.value()) else {
            return key.to_owned();
        };
        let mut args = FluentArgs::new();
        for (name, value) in facts {
            args.set(name.clone(), self.value(name, value));
        }
        let mut errors = Vec::new();
        self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned()
    }

    pub fn plain(&self, key: &str) -> String {
        self.say(key, &Map::new())
    }

    /// The sentence of an error; below it, one a line, the faults of a file.
    pub fn error(&self, error: &Error) -> String {
        let mut sentence = self.say(&format!("error-{}", error.code()), &error.params());
        if let Error::Faulty { faults, .. } = error {
            for fault in faults {
                sentence.push('\n');
                sentence.push_str(&self.fault(fault));
            }
        }
        sentence
    }

    /// `fuhyo-5.1.toml:120:1 F1-03 grade: …`
    pub fn fault(&self, fault: &Fault) -> String {
        let number = |n: Option<u32>| n.map(|n| format!(":{n}")).unwrap_or_default();
        let at = number(fault.line) + &number(fault.column);
        let place = if fault.place.is_empty() { String::new() } else { format!(" {}", fault.place) };
        format!("{}{at}{place}: {}", fault.file, self.coded("fault", &fault.what))
    }

    pub fn noted(&self, what: &Noted) -> String {
        self.coded("import", what)
    }

    pub fn problem(&self, problem: &Problem) -> String {
        self.coded("problem", problem)
    }

    pub fn notice(&self, notice: &Notice) -> String {
        self.coded("notice", notice)
    }

    /// What somebody did, as one sentence: 「山田さんの役割を 職員 → 監査員 に変えました」.
    pub fn deed(&self, line: &LogLine) -> String {
        let key = format!("change-{}", line.kind.replace('.', "-"));
        let mut sentence = self.say(&key, &line.facts);
        let moved: Vec<String> = line.moved.iter().map(|m| self.moved(&line.kind, m)).collect();
        if !moved.is_empty() {
            let joined = self.one("moved-list", "list", &moved.join(&self.plain("moved-between")));
            sentence.push_str(&joined);
        }
        if let Some(seq) = line.undoes {
            sentence.push_str(&self.one("undoes", "seq", &seq.to_string()));
        }
        sentence
    }

    fn moved(&self, kind: &str, moved: &Moved) -> String {
        let mut facts = Map::new();
        facts.insert("field".into(), Value::String(self.field_of(kind, &moved.field)));
        facts.insert("from".into(), Value::String(self.shown(&moved.field, &moved.from)));
        facts.insert("to".into(), Value::String(self.shown(&moved.field, &moved.to)));
        self.say("moved", &facts)
    }

    /// The name of a facility is not called as the name of a person is.
    pub fn field_of(&self, kind: &str, field: &str) -> String {
        let domain = kind.split('.').next().unwrap_or_default();
        let own = format!("{domain}_{field}");
        if self.has(&format!("field-{}", own.replace('_', "-"))) {
            self.field(&own)
        } else {
            self.field(field)
        }
    }

    /// The name of a field as people call it.
    pub fn field(&self, field: &str) -> String {
        let key = format!("field-{}", field.replace('_', "-"));
        if self.has(&key) { self.plain(&key) } else { field.to_owned() }
    }

    pub fn time(&self, at: Stamp) -> String {
        let japan = at.utc() + chrono::Duration::hours(9);
        japan.format("%Y-%m-%d %H:%M").to_string()
    }

    fn one(&self, key: &str, name: &str, value: &str) -> String {
        let mut facts = Map::new();
        facts.insert(name.into(), Value::String(value.into()));
        self.say(key, &facts)
    }

    fn coded(&self, prefix: &str, coded: &impl serde::Serialize) -> String {
        let value = serde_json::to_value(coded).unwrap_or_default();
        let code = value.get("code").and_then(Value::as_str).unwrap_or_default();
        let facts = value.get("params").and_then(Value::as_object).cloned().unwrap_or_default();
        self.say(&format!("{prefix}-{code}"), &facts)
    }

    fn value<'a>(&self, name: &str, value: &'a Value) -> FluentValue<'a> {
        match value {
            Value::Number(n) => n.as_f64().map_or(FluentValue::None, FluentValue::from),
            other => FluentValue::String(Cow::Owned(self.shown(name, other))),
        }
    }

    /// A value as people say it: roles and kinds by their names, lists joined.
    pub fn shown(&self, field: &str, value: &Value) -> String {
        let named = |text: &str| {
            let key = format!("{}-{}", field.replace('_', "-"), text.replace('_', "-"));
            if self.has(&key) { self.plain(&key) } else { text.to_owned() }
        };
        match value {
            Value::Null => String::new(),
            Value::String(text) if text.is_empty() => self.plain("empty"),
            // Lists that cross as one text: `letter,digit`, `director, manager`.
            Value::String(text) if ["missing", "roles"].contains(&field) => {
                text.split(',').map(|part| named(part.trim())).collect::<Vec<_>>().join(&self.plain("and"))
            }
            Value::String(text) if field == "at" || field == "since" => {
                text.parse().map_or_else(|_| text.clone(), |at| self.time(at))
            }
            Value::String(text) if field == "field" => self.field(text),
            Value::String(text) => named(text),
            Value::Array(items) => {
                items.iter().map(|i| self.shown(field, i)).collect::<Vec<_>>().join(&self.plain("and"))
            }
            // What a definition says, it says in both languages.
            Value::Object(said) if said.contains_key("ja") && said.contains_key("en") => {
                let name: &str = self.language.into();
                said.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
            }
            other => other.to_string(),
        }
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Words({:?})", self.language)
    }
}
