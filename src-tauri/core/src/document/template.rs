//! Which templates there are: Tenken's own, and what people made of them here.

use rusqlite::Connection;
use serde_json::Value;

use super::model::Template;
use super::query;
use crate::catalogue::{Lines, What, refused};
use crate::{Error, Result, bundled};

/// What fills the page.
const KNOWN: [&str; 8] = ["title", "subject", "author", "version", "page", "header", "footer", "blocks"];

const FOLDER: &str = "templates/documents/";

/// Id and text of every paper that comes with Tenken, in the order of their ids.
pub fn bundled_all() -> impl Iterator<Item = (&'static str, &'static str)> {
    bundled::files(FOLDER).filter_map(|(name, text)| Some((name.strip_suffix(".toml")?, text)))
}

/// What people made of it here, or what came with Tenken. Answers its text, and whether it is people's own.
pub fn find(db: Option<&Connection>, id: &str) -> Result<(String, bool)> {
    if let Some(db) = db
        && let Some(own) = query::own(db, id)?
    {
        return Ok((own.text, true));
    }
    let found = bundled_all().find(|(name, _)| *name == id);
    found.map(|(_, text)| (text.to_owned(), false)).ok_or_else(|| Error::NoSuchThing { thing: id.to_owned() })
}

/// What a paper is called.
pub fn name_of(db: &Connection, id: &str) -> Result<String> {
    let (text, _) = find(Some(db), id)?;
    Ok(read(id, &text)?.name)
}

/// A changed template stays the paper that it was.
pub fn require_id(file: &str, text: &str, template: &Template, id: &str) -> Result<()> {
    if template.id == id {
        return Ok(());
    }
    let what = What::NotOneOf { value: template.id.clone(), allowed: id.to_owned() };
    Err(refused(file, vec![Lines::read(file, text).fault("/id", what)]))
}

/// What a template says of itself; its blocks are looked at when they are filled.
pub fn read(file: &str, text: &str) -> Result<Template> {
    let lines = Lines::read(file, text);
    if !lines.syntax.is_empty() {
        return Err(refused(file, lines.syntax));
    }
    let Value::Object(mut whole) = lines.json() else {
        return Err(Error::internal("a table"));
    };
    let mut head = serde_json::Map::new();
    for key in ["id", "name", "name_en", "source", "number", "basis", "choices"] {
        if let Some(value) = whole.remove(key) {
            head.insert(key.to_owned(), value);
        }
    }
    let template: Template = serde_json::from_value(Value::Object(head))
        .map_err(|e| refused(file, vec![lines.fault("", What::Block { detail: e.to_string() })]))?;
    if template.number.trim().is_empty() || !template.number.contains("{seq}") {
        let what = What::BadForm { value: template.number, wanted: "…{fiscal_year}-{seq}".into() };
        return Err(refused(file, vec![lines.fault("/number", what)]));
    }
    let unknown: Vec<_> = whole
        .keys()
        .filter(|key| !KNOWN.contains(&key.as_str()))
        .map(|key| lines.fault(&format!("/{key}"), What::UnknownKey { key: key.clone() }))
        .collect();
    if !unknown.is_empty() {
        return Err(refused(file, unknown));
    }
    Ok(template)
}
