//! From a template to a paper's blocks. Every text of the template is compiled once, however often it repeats.

use minijinja::value::{Serde, Value as Jinja, merge_maps};
use minijinja::{Environment, Expression, Template as Text};
use serde_json::{Map, Value};
use tenken_paper::block::{Block, Document};

use super::filters::environment;
use crate::catalogue::{Fault, Lines, What, refused};
use crate::{Error, Result};

/// `source` is the template's TOML, so that a fault can be told with its line.
pub fn fill(file: &str, source: &str, data: &Value) -> Result<Document> {
    let lines = Lines::read(file, source);
    if !lines.syntax.is_empty() {
        return Err(refused(file, lines.syntax));
    }
    let Value::Object(mut whole) = lines.json() else {
        return Err(Error::internal("a table"));
    };
    let environment = environment();
    let context = Jinja::from(Serde(data));
    let mut filler = Filler { environment: &environment, lines: &lines, faults: Vec::new() };
    let blocks = whole.remove("blocks").unwrap_or_default();
    let document = filler.document(&whole, &context);
    let blocks = filler.blocks(&blocks, &context);
    if !filler.faults.is_empty() {
        return Err(refused(file, filler.faults));
    }
    let mut document = document.unwrap_or_default();
    document.blocks = blocks;
    Ok(document)
}

/// A place of the template, compiled.
enum Node<'e> {
    Plain(Value),
    Text(Text<'e, 'e>),
    Expression(Expression<'e, 'e>),
    List(Vec<Node<'e>>),
    Table(Box<Table<'e>>),
    /// What could not be compiled; its fault is noted.
    Broken,
}

struct Table<'e> {
    pointer: String,
    when: Option<Expression<'e, 'e>>,
    /// The name each thing has, and where they come from.
    each: Option<(&'e str, Expression<'e, 'e>)>,
    /// What stands there instead of the table itself.
    items: Option<Vec<Node<'e>>>,
    fields: Vec<(&'e str, Node<'e>)>,
}

struct Filler<'e, 'l> {
    environment: &'e Environment<'static>,
    lines: &'l Lines<'l>,
    faults: Vec<Fault>,
}

const CONTROLS: [&str; 3] = ["when", "each", "items"];

impl<'e> Filler<'e, '_> {
    fn fault(&mut self, pointer: &str, what: What) {
        let fault = self.lines.fault(pointer, what);
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }

    fn wrong(&mut self, pointer: &str, expression: &str, error: &minijinja::Error) {
        let mut detail = error.kind().to_string();
        if let Some(more) = error.detail() {
            detail = format!("{detail}: {more}");
        }
        self.fault(pointer, What::Expression { expression: expression.to_owned(), detail });
    }

    fn document(&mut self, whole: &'e Map<String, Value>, context: &Jinja) -> Option<Document> {
        let mut out = Map::new();
        for key in ["title", "subject", "author", "version", "page", "header", "footer"] {
            if let Some(value) = whole.get(key) {
                let pointer = format!("/{key}");
                let node = self.compile(&pointer, value);
                out.insert(key.to_owned(), self.one(&node, &pointer, context)?);
            }
        }
        match serde_json::from_value(Value::Object(out)) {
            Ok(document) => Some(document),
            Err(e) => {
                self.fault("", What::Block { detail: e.to_string() });
                None
            }
        }
    }

    fn blocks(&mut self, blocks: &'e Value, context: &Jinja) -> Vec<Block> {
        let Value::Array(blocks) = blocks else {
            self.fault("", What::Missing { key: "blocks".into() });
            return Vec::new();
        };
        let mut out = Vec::new();
        for (i, block) in blocks.iter().enumerate() {
            let pointer = format!("/blocks/{i}");
            let node = self.compile(&pointer, block);
            let mut filled = Vec::new();
            self.many(&node, &pointer, context, &mut filled);
            for value in filled {
                match serde_json::from_value(value) {
                    Ok(block) => out.push(block),
                    Err(e) => self.fault(&pointer, What::Block { detail: e.to_string() }),
                }
            }
        }
        out
    }

    fn expression(&mut self, pointer: &str, text: &'e str) -> Option<Expression<'e, 'e>> {
        match self.environment.compile_expression(text) {
            Ok(expression) => Some(expression),
            Err(e) => {
                self.wrong(pointer, text, &e);
                None
            }
        }
    }

    fn compile(&mut self, pointer: &str, value: &'e Value) -> Node<'e> {
        match value {
            Value::String(text) => match text.strip_prefix("= ") {
                Some(expression) => {
                    self.expression(pointer, expression).map_or(Node::Broken, Node::Expression)
                }
                None if text.contains("{{") || text.contains("{%") => {
                    match self.environment.template_from_str(text) {
                        Ok(template) => Node::Text(template),
                        Err(e) => {
                            self.wrong(pointer, text, &e);
                            Node::Broken
                        }
                    }
                }
                None => Node::Plain(value.clone()),
            },
            Value::Array(items) => Node::List(self.list(pointer, items)),
            Value::Object(table) => self.table(pointer, table),
            other => Node::Plain(other.clone()),
        }
    }

    fn list(&mut self, pointer: &str, items: &'e [Value]) -> Vec<Node<'e>> {
        items.iter().enumerate().map(|(i, item)| self.compile(&format!("{pointer}/{i}"), item)).collect()
    }

    fn table(&mut self, pointer: &str, table: &'e Map<String, Value>) -> Node<'e> {
        let text = |key: &str| table.get(key).and_then(Value::as_str);
        let when = text("when").and_then(|when| self.expression(&format!("{pointer}/when"), when));
        let each = text("each").and_then(|each| {
            let at = format!("{pointer}/each");
            let Some((name, from)) = each.split_once(" in ") else {
                self.fault(&at, What::BadForm { value: each.to_owned(), wanted: "x in …".into() });
                return None;
            };
            Some((name.trim(), self.expression(&at, from)?))
        });
        let items = match table.get("items") {
            // Choices and attachments have items of their own: only what repeats or may be missing is spliced.
            Some(Value::Array(items)) if !table.contains_key("block") && splices(table) => {
                Some(self.list(&format!("{pointer}/items"), items))
            }
            _ => None,
        };
        let own = |key: &str| !(CONTROLS.contains(&key) && (key != "items" || items.is_some()));
        let fields = table
            .iter()
            .filter(|(key, _)| own(key))
            .map(|(key, value)| (key.as_str(), self.compile(&format!("{pointer}/{key}"), value)))
            .collect();
        Node::Table(Box::new(Table { pointer: pointer.to_owned(), when, each, items, fields }))
    }

    /// Exactly one value: what is not in a list cannot repeat.
    fn one(&mut self, node: &Node<'e>, pointer: &str, context: &Jinja) -> Option<Value> {
        let mut out = Vec::new();
        self.many(node, pointer, context, &mut out);
        out.into_iter().next()
    }

    fn many(&mut self, node: &Node<'e>, pointer: &str, context: &Jinja, out: &mut Vec<Value>) {
        match node {
            Node::Plain(value) => out.push(value.clone()),
            Node::Broken => {}
            Node::Text(template) => match template.render(context.clone()) {
                Ok(text) => out.push(Value::String(text)),
                Err(e) => self.wrong(pointer, template.source(), &e),
            },
            Node::Expression(expression) => match self.value(expression, pointer, context) {
                Some(value) => out.push(value),
                None => out.push(Value::Null),
            },
            Node::List(items) => {
                let mut list = Vec::new();
                for (i, item) in items.iter().enumerate() {
                    self.many(item, &format!("{pointer}/{i}"), context, &mut list);
                }
                out.push(Value::Array(list));
            }
            Node::Table(table) => self.repeated(table, context, out),
        }
    }

    fn value(&mut self, expression: &Expression<'e, 'e>, pointer: &str, context: &Jinja) -> Option<Value> {
        let found = expression.eval(context.clone()).and_then(|value| {
            serde_json::to_value(&value)
                .map_err(|e| minijinja::Error::new(minijinja::ErrorKind::BadSerialization, e.to_string()))
        });
        match found {
            Ok(value) => Some(value),
            Err(e) => {
                self.wrong(pointer, "", &e);
                None
            }
        }
    }

    fn repeated(&mut self, table: &Table<'e>, context: &Jinja, out: &mut Vec<Value>) {
        let Some((name, from)) = &table.each else {
            self.single(table, context, out);
            return;
        };
        let all = match from
            .eval(context.clone())
            .and_then(|all| all.try_iter().map(Iterator::collect::<Vec<_>>))
        {
            Ok(all) => all,
            Err(e) => {
                self.wrong(&format!("{}/each", table.pointer), name, &e);
                return;
            }
        };
        for thing in all {
            let inner = merge_maps([Jinja::from_pairs([(*name, thing)]), context.clone()]);
            self.single(table, &inner, out);
        }
    }

    fn single(&mut self, table: &Table<'e>, context: &Jinja, out: &mut Vec<Value>) {
        if let Some(when) = &table.when {
            match when.eval(context.clone()) {
                Ok(truth) if truth.is_true() => {}
                Ok(_) => return,
                Err(e) => {
                    self.wrong(&format!("{}/when", table.pointer), "", &e);
                    return;
                }
            }
        }
        if let Some(items) = &table.items {
            for (i, item) in items.iter().enumerate() {
                self.many(item, &format!("{}/items/{i}", table.pointer), context, out);
            }
            return;
        }
        let mut filled = Map::new();
        for (key, node) in &table.fields {
            let pointer = format!("{}/{key}", table.pointer);
            if let Some(value) = self.one(node, &pointer, context) {
                filled.insert((*key).to_owned(), value);
            }
        }
        out.push(Value::Object(filled));
    }
}

/// A table that is nothing but its items, under a condition or for each of many.
fn splices(table: &Map<String, Value>) -> bool {
    table.keys().all(|key| CONTROLS.contains(&key.as_str()))
}
