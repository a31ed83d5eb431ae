//! The spreadsheet form of a CISO Assistant library: sheets in pairs, `x_meta` (key, value) and `x_content` (a table).
//! Read into the same library as the YAML form.

use std::collections::{BTreeMap, BTreeSet};

use super::ciso::{self, Choice, Framework, Group, Library, Mapped, MappingSet, Node, Question, Texts};
use super::ids::Ids;
use super::{Choices, Draft, plain_id};
use crate::Result;
use crate::spreadsheet::{Book, Sheet};

pub fn is_one(book: &Book) -> bool {
    book.sheets.iter().any(|sheet| sheet.name == "library_meta")
}

pub fn read(file: &str, book: &Book, choices: &Choices) -> Result<Draft> {
    let meta = |sheet: &Sheet| -> BTreeMap<String, String> {
        let pairs =
            sheet.rows.iter().filter_map(|row| Some((row.first()?.trim().to_lowercase(), row.get(1)?)));
        pairs.map(|(key, value)| (key, value.trim().to_owned())).collect()
    };
    let mut library = Library::default();
    let mut parts = Vec::new();
    for (sheet, next) in book.sheets.iter().zip(book.sheets.iter().skip(1).map(Some).chain([None])) {
        // By what it says, not by its name: Excel cuts names at 31 characters, and with them `_meta` and `_content`.
        let named = sheet.name.strip_suffix("_meta").map(|name| format!("{name}_content"));
        if named.is_none() && !sheet.cell(0, 0).trim().eq_ignore_ascii_case("type") {
            continue;
        }
        let meta = meta(sheet);
        let content = book.sheets.iter().find(|other| Some(&other.name) == named.as_ref()).or(next);
        match (meta.get("type").map(String::as_str), content) {
            (Some("library"), _) => about(&mut library, &meta),
            (Some(kind), Some(content)) => parts.push((kind.to_owned(), meta, Table::of(content))),
            _ => {}
        }
    }
    let named = |kind: &str, name: Option<&String>| {
        parts.iter().find(|(k, meta, _)| k == kind && meta.get("name") == name).map(|(_, _, table)| table)
    };
    for (kind, meta, table) in &parts {
        match kind.as_str() {
            "framework" => {
                let groups = named("implementation_groups", meta.get("implementation_groups_definition"));
                let answers = named("answers", meta.get("answers_definition"));
                library.objects.frameworks.push(framework(meta, table, groups, answers));
            }
            "requirement_mapping_set" => library.objects.requirement_mapping_sets.push(mappings(meta, table)),
            "implementation_groups" | "answers" | "scores" | "urn_prefix" => {}
            other => _ = library.objects.others.insert(other.to_owned(), serde::de::IgnoredAny),
        }
    }
    ciso::draft(file, library, choices)
}

fn about(library: &mut Library, meta: &BTreeMap<String, String>) {
    let get = |key: &str| meta.get(key).cloned().unwrap_or_default();
    library.name = get("name");
    library.version = get("version");
    library.locale = get("locale");
    library.provider = get("provider");
    library.copyright = get("copyright");
    library.publication_date = get("publication_date");
}

/// A sheet whose first row names its columns.
struct Table<'a> {
    headings: Vec<String>,
    rows: Vec<&'a Vec<String>>,
}

impl<'a> Table<'a> {
    fn of(sheet: &'a Sheet) -> Self {
        let mut rows = sheet.rows.iter();
        let headings = rows.next().into_iter().flatten().map(|h| h.trim().to_lowercase()).collect();
        Self { headings, rows: rows.filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).collect() }
    }

    fn get<'r>(&self, row: &'r [String], name: &str) -> &'r str {
        let column = self.headings.iter().position(|heading| heading == name);
        column.and_then(|column| row.get(column)).map_or("", |cell| cell.trim())
    }

    fn texts(&self, row: &[String], language: &str) -> Texts {
        let get = |name: &str| {
            let column = if language.is_empty() { name.to_owned() } else { format!("{name}[{language}]") };
            self.get(row, &column).to_owned()
        };
        Texts {
            name: get("name"),
            description: get("description"),
            annotation: get("annotation"),
            typical_evidence: get("typical_evidence"),
        }
    }

    /// Languages that some column is written in: `name[fr]`.
    fn languages(&self) -> BTreeSet<&str> {
        let tagged = self.headings.iter().filter_map(|heading| heading.strip_suffix(']')?.split_once('['));
        tagged.map(|(_, language)| language).collect()
    }

    fn translations(&self, row: &[String]) -> BTreeMap<String, Texts> {
        self.languages().into_iter().map(|l| (l.to_owned(), self.texts(row, l))).collect()
    }
}

fn framework(
    meta: &BTreeMap<String, String>,
    table: &Table<'_>,
    groups: Option<&Table<'_>>,
    answers: Option<&Table<'_>>,
) -> Framework {
    let get = |key: &str| meta.get(key).cloned().unwrap_or_default();
    let mut ids = Ids::default();
    // The urn at each depth, so that a row knows what it stands under.
    let mut path: Vec<String> = Vec::new();
    let mut nodes = Vec::new();
    for row in &table.rows {
        let depth = table.get(row, "depth").parse::<usize>().unwrap_or(1).clamp(1, 32);
        path.truncate(depth - 1);
        let id = own_id(table, row, &mut ids);
        let urn = format!("urn:x:x:req_node:x:{id}");
        nodes.push(Node {
            parent_urn: path.last().cloned(),
            ref_id: table.get(row, "ref_id").to_owned(),
            assessable: !table.get(row, "assessable").is_empty(),
            texts: table.texts(row, ""),
            translations: table.translations(row),
            implementation_groups: Some(list(table.get(row, "implementation_groups"))),
            questions: Some(questions(table, row, answers)),
            urn: urn.clone(),
            ..Node::default()
        });
        path.push(urn);
    }
    let definitions = groups.map(|groups| {
        let group = |row: &&Vec<String>| Group {
            ref_id: groups.get(row, "ref_id").to_owned(),
            texts: groups.texts(row, ""),
            translations: groups.translations(row),
        };
        groups.rows.iter().map(group).filter(|group| !group.ref_id.is_empty()).collect()
    });
    Framework {
        urn: get("urn"),
        texts: Texts { name: get("name"), description: get("description"), ..Texts::default() },
        implementation_groups_definition: definitions,
        requirement_nodes: nodes,
        ..Framework::default()
    }
}

/// As the tools of CISO Assistant make it: an id of its own, or the reference id, or a number.
fn own_id(table: &Table<'_>, row: &[String], ids: &mut Ids) -> String {
    let given = ["urn_id", "node_id", "ref_id"].into_iter().map(|name| table.get(row, name));
    let given = given.into_iter().find(|id| !id.is_empty()).unwrap_or_default();
    let base = if given.is_empty() {
        format!("node{}", ids.len() + 1)
    } else {
        given.to_lowercase().replace(char::is_whitespace, "-")
    };
    ids.take(&base)
}

fn list(text: &str) -> Vec<serde_json::Value> {
    text.split([',', '\n']).map(str::trim).filter(|part| !part.is_empty()).map(Into::into).collect()
}

/// One question a line; one answer kind a line, or one for all.
fn questions(table: &Table<'_>, row: &[String], answers: Option<&Table<'_>>) -> BTreeMap<String, Question> {
    let kinds: Vec<&str> =
        table.get(row, "answer").lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let texts: Vec<&str> =
        table.get(row, "questions").lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    // An answer without a question is answered for the row itself.
    let texts = if texts.is_empty() && !kinds.is_empty() { vec![""] } else { texts };
    let question = |(n, text): (usize, &&str)| {
        let kind = kinds.get(n).or(kinds.first()).copied().unwrap_or_default();
        let found = answers.and_then(|answers| {
            answers.rows.iter().find(|row| answers.get(row, "id") == kind).map(|row| (answers, row))
        });
        let choices = found.map(|(answers, row)| choices(answers.get(row, "question_choices")));
        let kind =
            found.map(|(answers, row)| answers.get(row, "question_type").to_owned()).unwrap_or_default();
        (format!("{n:04}"), Question { kind, text: (*text).to_owned(), choices })
    };
    texts.iter().enumerate().map(question).collect()
}

/// A choice a line; a line that begins with `|` goes on with the one before.
fn choices(text: &str) -> Vec<Choice> {
    let mut found: Vec<Choice> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match (line.strip_prefix('|'), found.last_mut()) {
            (Some(more), Some(last)) => {
                last.value.push('\n');
                last.value.push_str(more.trim());
            }
            _ => found.push(Choice { value: line.to_owned() }),
        }
    }
    found
}

fn mappings(meta: &BTreeMap<String, String>, table: &Table<'_>) -> MappingSet {
    let get = |key: &str| meta.get(key).cloned().unwrap_or_default();
    let urn =
        |id: &str| format!("urn:x:x:req_node:x:{}", id.to_lowercase().replace(char::is_whitespace, "-"));
    let pair = |row: &&Vec<String>| Mapped {
        source_requirement_urn: urn(table.get(row, "source_node_id")),
        target_requirement_urn: urn(table.get(row, "target_node_id")),
        relationship: table.get(row, "relationship").to_owned(),
        rationale: table.get(row, "rationale").to_owned(),
    };
    MappingSet {
        source_framework_urn: plain_id(get("source_framework_urn").rsplit(':').next().unwrap_or_default()),
        target_framework_urn: plain_id(get("target_framework_urn").rsplit(':').next().unwrap_or_default()),
        requirement_mappings: table.rows.iter().map(pair).collect(),
    }
}
