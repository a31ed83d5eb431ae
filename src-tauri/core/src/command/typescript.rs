//! The window's types, written from the one list. `./dev types` writes the file; a test compares it.

use std::any::TypeId;
use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::json;
use ts_rs::{Config, TS, TypeVisitor};

use super::{Bytes, Effect, LIST, Who};
use crate::error::Error;

pub struct Collector {
    config: Config,
    seen: Vec<TypeId>,
    declared: BTreeMap<String, String>,
    /// Names that two types have.
    clashes: Vec<String>,
}

impl Collector {
    fn new() -> Self {
        // Every number we send fits a JavaScript number.
        Self {
            config: Config::new().with_large_int("number"),
            seen: Vec::new(),
            declared: BTreeMap::new(),
            clashes: Vec::new(),
        }
    }

    /// Answers the type's name, and keeps its declaration and those of everything it names.
    pub fn add<T: TS + 'static + ?Sized>(&mut self) -> String {
        T::visit_generics(self);
        self.declare::<T>();
        T::name(&self.config)
    }

    fn declare<T: TS + 'static + ?Sized>(&mut self) {
        if self.seen.contains(&TypeId::of::<T>()) {
            return;
        }
        self.seen.push(TypeId::of::<T>());
        if T::output_path().is_some() {
            let declaration = format!("export {}", T::decl(&self.config));
            let name = T::ident(&self.config);
            if self
                .declared
                .insert(name.clone(), declaration.clone())
                .is_some_and(|other| other != declaration)
            {
                self.clashes.push(name);
            }
        }
        T::visit_dependencies(self);
    }
}

impl TypeVisitor for Collector {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        self.declare::<T>();
        T::visit_generics(self);
    }
}

/// Names that two types of the core have: one of them would be lost on the way to the window.
pub fn clashes() -> Vec<String> {
    let mut collector = Collector::new();
    collector.add::<Error>();
    for command in LIST.iter() {
        (command.types)(&mut collector);
    }
    collector.clashes
}

/// The whole generated file.
pub fn render() -> String {
    let mut collector = Collector::new();
    collector.add::<Error>();
    let mut commands = String::new();
    let mut tags = BTreeMap::new();
    for command in LIST.iter() {
        let (request, answer) = (command.types)(&mut collector);
        let bytes = match command.bytes {
            Bytes::None => "",
            Bytes::In => "; bytes: \"in\"",
            Bytes::Out => "; bytes: \"out\"",
        };
        let _ =
            writeln!(commands, "  {:?}: {{ request: {request}; answer: {answer}{bytes} }};", command.name);
        let (effect, touched) = match command.effect {
            Effect::Reads(tags) => ("reads", tags),
            Effect::Changes(tags) => ("changes", tags),
        };
        let who = match command.who {
            Who::Anyone => json!("anyone"),
            Who::SignedIn => json!("signed_in"),
            Who::May(right) => json!({ "may": right }),
        };
        tags.insert(command.name, json!({ "who": who, effect: touched }));
    }
    let mut out =
        String::from("// Written by `./dev types` from the core's list of commands. Do not edit.\n\n");
    for declaration in collector.declared.values() {
        let _ = writeln!(out, "{declaration}\n");
    }
    let _ = writeln!(out, "export interface Commands {{\n{commands}}}\n");
    let list = serde_json::to_string_pretty(&tags).unwrap_or_default();
    let _ = writeln!(
        out,
        "/** Who may call what, and what it reads or changes. */\nexport const commands = {list} as const;"
    );
    out
}
