//! `tenken register`: what is in the registers, a line more, a step further, what is due.

use clap::Subcommand;
use serde_json::{Map, Value, json};
use tenken_core::command::Desk;
use tenken_core::{Error, Result};

use crate::Ending;
use crate::open;
use crate::register_sheet::{Define, Export, Import};
use crate::show;
use crate::verbs::Shell;

#[derive(Debug, Subcommand)]
pub enum Registers {
    List,
    Show {
        register: String,
        record: Option<String>,
        #[arg(long)]
        text: Option<String>,
        #[arg(long, value_name = "DATE")]
        from: Option<String>,
        #[arg(long, value_name = "DATE")]
        to: Option<String>,
        #[arg(long)]
        limit: Option<u32>,
    },
    Add {
        register: String,
        #[arg(value_name = "FIELD=VALUE", required = true)]
        fields: Vec<String>,
    },
    Set {
        register: String,
        record: String,
        #[arg(value_name = "FIELD=VALUE", required = true)]
        fields: Vec<String>,
    },
    Move {
        register: String,
        record: String,
        step: String,
        #[arg(value_name = "FIELD=VALUE")]
        fields: Vec<String>,
    },
    Strike {
        register: String,
        record: String,
        #[arg(long)]
        reason: String,
    },
    Import(Import),
    Export(Export),
    Define(Define),
    Due,
    Freshness,
}

impl Shell<'_> {
    pub fn register(&self, verb: &Registers) -> Result<Ending> {
        let mut desk = open::unlocked(self.common, self.words)?;
        let done = self.register_with(&mut desk, verb);
        desk.sign_out()?;
        done
    }

    fn register_with(&self, desk: &mut Desk, verb: &Registers) -> Result<Ending> {
        let all = Self::ask(desk, "register.list", Value::Null)?;
        match verb {
            Registers::List => Ok(self.registers(&all)),
            Registers::Due => Ok(self.dues(&all)),
            Registers::Freshness => Ok(self.cycles(&all)),
            Registers::Import(import) => self.import(desk, definition(&all, &import.register)?, import),
            Registers::Export(export) => self.export(desk, definition(&all, &export.register)?, export),
            Registers::Define(define) => self.define(desk, &all, define),
            Registers::Show { register, record: Some(record), .. } => {
                let definition = definition(&all, register)?;
                let found = Self::record(desk, definition, record)?;
                self.one_record(definition, &Self::ask(desk, "register.show", json!({ "id": found["id"] }))?);
                Ok(Ending::Well)
            }
            Registers::Show { register, text: words, from, to, limit, .. } => {
                let definition = definition(&all, register)?;
                let filter = json!({
                    "text": words.clone().unwrap_or_default(), "from": from, "to": to, "limit": limit,
                });
                let request = json!({ "register": definition["id"], "filter": filter });
                self.records(definition, &Self::ask(desk, "register.records", request)?);
                Ok(Ending::Well)
            }
            Registers::Add { register, fields } => {
                let definition = definition(&all, register)?;
                let items = json!([{ "fields": Self::values(desk, definition, fields)? }]);
                let request = json!({ "register": definition["id"], "items": items });
                let written = Self::ask(desk, "register.write", request)?;
                self.say_or_json("shell-written", &written["records"][0]);
                Ok(Ending::Well)
            }
            Registers::Set { register, record, fields } => {
                let definition = definition(&all, register)?;
                let found = Self::record(desk, definition, record)?;
                let mut whole = written(definition, &found);
                whole.extend(Self::values(desk, definition, fields)?);
                let items = json!([{ "id": found["id"], "base": found["revision"], "fields": whole }]);
                let request = json!({ "register": definition["id"], "items": items });
                let written = Self::ask(desk, "register.write", request)?;
                self.say_or_json("shell-written", &written["records"][0]);
                Ok(Ending::Well)
            }
            Registers::Move { register, record, step, fields } => {
                let definition = definition(&all, register)?;
                let found = Self::record(desk, definition, record)?;
                let request = json!({
                    "id": found["id"], "base": found["revision"], "step": step,
                    "fields": Self::values(desk, definition, fields)?,
                });
                let mut moved = Self::ask(desk, "register.advance", request)?["records"][0].take();
                let state = name_of(&definition["states"], &text(&moved["state"]));
                if !self.common.json {
                    moved["state"] = json!(state);
                }
                self.say_or_json("shell-moved", &moved);
                Ok(Ending::Well)
            }
            Registers::Strike { register, record, reason } => {
                let definition = definition(&all, register)?;
                let found = Self::record(desk, definition, record)?;
                let items = json!([{ "id": found["id"], "base": found["revision"] }]);
                let request =
                    json!({ "register": definition["id"], "items": items, "struck": true, "reason": reason });
                let done = Self::ask(desk, "register.strike", request)?;
                self.say_or_json("shell-done", &done);
                Ok(Ending::Well)
            }
        }
    }

    fn registers(&self, all: &Value) -> Ending {
        if self.common.json {
            show::json(all);
            return Ending::Well;
        }
        let rows = all.as_array().into_iter().flatten().map(|one| {
            let due = one["due"].as_array().map_or(0, Vec::len);
            let due = if due == 0 { String::new() } else { format!("{due}") };
            vec![
                text(&one["register"]["id"]),
                text(&one["register"]["name"]),
                text(&one["records"]),
                text(&one["last"]),
                due,
            ]
        });
        show::table(&rows.collect::<Vec<_>>());
        Ending::Well
    }

    fn dues(&self, all: &Value) -> Ending {
        let mut dues: Vec<&Value> = all
            .as_array()
            .into_iter()
            .flatten()
            .flat_map(|one| one["due"].as_array().into_iter().flatten())
            .collect();
        dues.sort_by_key(|one| text(&one["day"]));
        if self.common.json {
            show::json(&json!(dues));
            return Ending::Well;
        }
        let when = |one: &Value| self.words.plain(&format!("when-{}", text(&one["when"]).replace('_', "-")));
        show::table(
            &dues
                .iter()
                .map(|one| vec![text(&one["day"]), when(one), text(&one["register"]), text(&one["title"])])
                .collect::<Vec<_>>(),
        );
        Ending::Well
    }

    fn cycles(&self, all: &Value) -> Ending {
        if self.common.json {
            show::json(all);
            return Ending::Well;
        }
        let kept = all.as_array().into_iter().flatten().filter(|one| one["records"] != 0);
        let rows = kept.flat_map(|one| {
            let name = text(&one["register"]["name"]);
            let kept = one["cycles"].as_array().into_iter().flatten();
            kept.filter(|cycle| cycle["freshness"]["asked"] != 0).map(move |cycle| {
                let fresh = &cycle["freshness"];
                let share = format!("{}/{}", fresh["kept"], fresh["asked"]);
                vec![name.clone(), text(&cycle["name"]), text(&fresh["last"]), share]
            })
        });
        show::table(&rows.collect::<Vec<_>>());
        Ending::Well
    }

    fn records(&self, definition: &Value, page: &Value) {
        if self.common.json {
            show::json(page);
            return;
        }
        let rows = page["records"].as_array().into_iter().flatten().map(|one| {
            let state = name_of(&definition["states"], &text(&one["state"]));
            vec![text(&one["number"]), text(&one["day"]), state, text(&one["title"])]
        });
        show::table(&rows.collect::<Vec<_>>());
    }

    fn one_record(&self, definition: &Value, shown: &Value) {
        if self.common.json {
            show::json(shown);
            return;
        }
        for field in definition["fields"].as_array().into_iter().flatten() {
            let value = &shown["record"]["fields"][text(&field["id"])];
            let said = match value {
                Value::Null => continue,
                Value::Array(all) => all
                    .iter()
                    .map(|one| name_of(&field["options"], &text(one)))
                    .collect::<Vec<_>>()
                    .join("、"),
                Value::Bool(truth) => if *truth { "✓" } else { "－" }.to_owned(),
                other => name_of(&field["options"], &text(other)),
            };
            show::wrapped(&format!("{}  ", text(&field["name"])), &said);
        }
        for step in shown["steps"].as_array().into_iter().flatten() {
            show::line(&format!(
                "{}  {}  {}",
                text(&step["at"]),
                text(&step["by_name"]),
                name_of(&definition["moves"], &text(&step["step"]))
            ));
        }
        for step in shown["moves"].as_array().into_iter().flatten().filter(|one| one["refused"].is_null()) {
            show::line(&format!("→ {}（{}）", text(&step["name"]), text(&step["step"])));
        }
    }

    /// `実施日=令和8年11月20日`, by a field's id or name; the values as people write them.
    fn values(desk: &mut Desk, definition: &Value, given: &[String]) -> Result<Map<String, Value>> {
        let (mut ids, mut cells) = (Vec::new(), Vec::new());
        for one in given {
            let bad = || Error::Invalid { field: "fields".into(), detail: one.clone() };
            let (name, value) = one.split_once('=').ok_or_else(bad)?;
            let mut fields = definition["fields"].as_array().into_iter().flatten();
            let field = fields.find(|field| field["id"] == name || field["name"] == name);
            let field = field.ok_or_else(|| Error::NoSuchThing { thing: name.into() })?;
            ids.push((text(&field["id"]), one));
            cells.push(json!({ "field": field["id"], "text": value }));
        }
        let request = json!({ "register": definition["id"], "cells": cells });
        let read = Self::ask(desk, "register.parse", request)?;
        let mut values = Map::new();
        for ((id, given), cell) in ids.into_iter().zip(read.as_array().into_iter().flatten()) {
            if !cell["failure"].is_null() {
                return Err(Error::Invalid { field: id, detail: given.clone() });
            }
            values.insert(id, cell["value"].clone());
        }
        Ok(values)
    }

    /// By its number, or by the beginning of its id.
    pub fn record(desk: &mut Desk, definition: &Value, wanted: &str) -> Result<Value> {
        let filter = json!({ "sort": "number", "descending": true, "limit": 1000 });
        let mut offset = 0;
        loop {
            let mut filter = filter.clone();
            filter["offset"] = json!(offset);
            let page = Self::ask(
                desk,
                "register.records",
                json!({ "register": definition["id"], "filter": filter }),
            )?;
            let records = page["records"].as_array().cloned().unwrap_or_default();
            let fits = |one: &&Value| text(&one["number"]) == wanted || text(&one["id"]).starts_with(wanted);
            if let Some(found) = records.iter().find(fits) {
                return Ok(found.clone());
            }
            offset += records.len();
            if records.is_empty() {
                return Err(Error::NoSuchThing { thing: wanted.into() });
            }
        }
    }
}

pub fn definition<'a>(all: &'a Value, wanted: &str) -> Result<&'a Value> {
    let mut registers = all.as_array().into_iter().flatten().map(|one| &one["register"]);
    let found = registers.find(|one| one["id"] == wanted || one["name"] == wanted);
    found.ok_or_else(|| Error::NoSuchThing { thing: wanted.into() })
}

/// What is stored of a record: not what follows from it.
fn written(definition: &Value, record: &Value) -> Map<String, Value> {
    let derived =
        |id: &str| {
            definition["fields"].as_array().into_iter().flatten().any(|field| {
                field["id"] == id && (field["type"] == "computed" || field["type"] == "sequence")
            })
        };
    let fields = record["fields"].as_object().cloned().unwrap_or_default();
    fields.into_iter().filter(|(id, _)| !derived(id)).collect()
}

fn name_of(list: &Value, id: &str) -> String {
    let found = list.as_array().into_iter().flatten().find(|one| one["id"] == id);
    found.map_or_else(|| id.to_owned(), |one| text(&one["name"]))
}

/// A value as a line of the shell has it: nothing for nothing.
pub fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
