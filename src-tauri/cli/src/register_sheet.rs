//! `tenken register import|export|define`: lists in and out, registers of one's own.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};
use tenken_core::command::Desk;
use tenken_core::{Error, Result};

use crate::Ending;
use crate::register::text;
use crate::show;
use crate::verbs::Shell;

#[derive(Debug, Args)]
pub struct Import {
    pub register: String,
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[arg(long)]
    pub sheet: Option<String>,
    /// A heading or column letter, and the field that it means.
    #[arg(long = "column", value_name = "COLUMN=FIELD")]
    pub columns: Vec<String>,
    #[arg(long)]
    pub update: bool,
    #[arg(long)]
    pub without_faulty: bool,
    #[arg(long)]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub struct Export {
    pub register: String,
    #[arg(long, value_name = "FILE.xlsx|.csv")]
    pub out: PathBuf,
    #[arg(long)]
    pub text: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
}

#[derive(Debug, Args)]
pub struct Define {
    #[arg(value_name = "FILE.toml")]
    pub file: PathBuf,
}

impl Shell<'_> {
    /// What it would do, and, unless that is all that was asked, the doing.
    pub fn import(&self, desk: &mut Desk, definition: &Value, import: &Import) -> Result<Ending> {
        let mut sheet = json!({ "register": definition["id"], "path": import.file, "choice": {} });
        if let Some(name) = &import.sheet {
            sheet["choice"]["sheet"] = json!(name);
        }
        let mut reading = Self::ask(desk, "register.read_sheet", sheet.clone())?;
        if !import.columns.is_empty() {
            sheet["choice"]["columns"] = json!(columns(definition, &reading["columns"], &import.columns)?);
            sheet["choice"]["header"] = reading["header"].clone();
            reading = Self::ask(desk, "register.read_sheet", sheet.clone())?;
        }
        if import.dry_run {
            self.told(&reading);
            return Ok(if reading["faulty"] == 0 { Ending::Well } else { Ending::ProblemFound });
        }
        if reading["faulty"] != 0 && !import.without_faulty {
            self.told(&reading);
        }
        let request = json!({
            "sheet": sheet, "digest": reading["digest"], "update": import.update,
            "without_faulty": import.without_faulty,
        });
        let done = Self::ask(desk, "register.take_in", request)?;
        self.say_or_json("shell-taken-in", &done);
        Ok(Ending::Well)
    }

    fn told(&self, reading: &Value) {
        if self.common.json {
            show::json(reading);
            return;
        }
        self.say_or_json("shell-would-take-in", reading);
        for line in reading["lines"].as_array().into_iter().flatten() {
            for fault in line["faults"].as_array().into_iter().flatten() {
                let facts = fault["failure"]["params"].as_object().cloned().unwrap_or_default();
                let key = format!("error-{}", text(&fault["failure"]["code"]));
                let place = format!("{}{}", text(&fault["column"]), line["row"]);
                show::line(&format!("{place}  {}", self.words.say(&key, &facts)));
            }
        }
    }

    pub fn export(&self, desk: &mut Desk, definition: &Value, export: &Export) -> Result<Ending> {
        let filter = json!({
            "text": export.text.clone().unwrap_or_default(), "from": export.from, "to": export.to,
        });
        let path = std::path::absolute(&export.out).map_err(|e| Error::io("write", &export.out, &e))?;
        let request = json!({ "register": definition["id"], "path": path, "filter": filter });
        let done = Self::ask(desk, "register.export", request)?;
        self.say_or_json("shell-given-out", &done);
        Ok(Ending::Well)
    }

    /// A register of one's own from a file, or the one of that name made anew.
    pub fn define(&self, desk: &mut Desk, all: &Value, define: &Define) -> Result<Ending> {
        let text = read(&define.file)?;
        let file = define.file.display().to_string();
        let mut whole = Self::ask(desk, "register.read_definition", json!({ "file": file, "text": text }))?;
        let mut stands = all.as_array().into_iter().flatten();
        let before =
            stands.find(|one| one["register"]["name"] == whole["name"] && !one["setup"]["whole"].is_null());
        let (register, base) = before
            .map_or((Value::Null, json!(0)), |one| (one["register"]["id"].clone(), one["revision"].clone()));
        whole["id"] = register.clone();
        if register.is_null() {
            whole["id"] = json!("");
        }
        let request = json!({ "register": register, "base": base, "setup": { "whole": whole } });
        let done = Self::ask(desk, "register.arrange", request)?;
        self.say_or_json("shell-defined", &done);
        Ok(Ending::Well)
    }
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|e| Error::io("read", path, &e))
}

/// For each column of the sheet its field: what was found, and over it what was said.
fn columns(definition: &Value, found: &Value, said: &[String]) -> Result<Vec<Value>> {
    let all: Vec<&Value> = found.as_array().into_iter().flatten().collect();
    let mut meant: Vec<Value> = Vec::new();
    for column in &all {
        let at = number(&text(&column["letter"]));
        meant.resize(meant.len().max(at + 1), Value::Null);
        if let Some(place) = meant.get_mut(at) {
            *place = column["field"].clone();
        }
    }
    for one in said {
        let bad = || Error::Invalid { field: "column".into(), detail: one.clone() };
        let (column, field) = one.split_once('=').ok_or_else(bad)?;
        let named = |one: &&&Value| one["heading"] == column || one["letter"] == column;
        let at = number(&text(&all.iter().find(named).ok_or_else(bad)?["letter"]));
        let mut fields = definition["fields"].as_array().into_iter().flatten();
        let id = match field {
            "" => Value::Null,
            field => {
                fields.find(|one| one["id"] == field || one["name"] == field).ok_or_else(bad)?["id"].clone()
            }
        };
        // A field is one column's alone.
        meant
            .iter_mut()
            .filter(|other| !id.is_null() && **other == id)
            .for_each(|other| *other = Value::Null);
        if let Some(place) = meant.get_mut(at) {
            *place = id;
        }
    }
    Ok(meant)
}

fn number(letter: &str) -> usize {
    tenken_core::spreadsheet::column_number(letter).unwrap_or_default()
}
