//! Verbs about catalogues. Reading needs no workspace; where one is named with its person, its packs count too.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use tenken_core::catalogue::guest::{Choices, Draft, Note};
use tenken_core::catalogue::{Catalogue, Fault, Loaded, Mapping, guest, load};
use tenken_core::command::Desk;
use tenken_core::{Error, Result};

use crate::Ending;
use crate::args::{Catalogue as Verb, Import};
use crate::verbs::Shell;
use crate::{open, show};

impl Shell<'_> {
    pub fn catalogue(&self, verb: &Verb) -> Result<Ending> {
        match verb {
            Verb::List => self.catalogue_list(),
            Verb::Show { id, grade } => self.catalogue_show(id, grade.as_deref()),
            Verb::Search { query, limit } => self.catalogue_search(&query.join(" "), *limit),
            Verb::Check { files } => self.catalogue_check(files),
            Verb::Import(import) => self.catalogue_import(import),
            Verb::Retire { id } => self.once("catalogue.retire", json!({ "id": id }), "shell-done"),
            Verb::Compare { from, to } => self.catalogue_compare(from, to),
            Verb::Export { id, format, folder } => {
                let request = json!({ "id": id, "format": format, "folder": folder });
                let answer = self.reading("catalogue.export", request)?;
                if self.common.json {
                    show::json(&answer);
                } else {
                    for file in texts(&answer["files"]) {
                        show::line(&file);
                    }
                }
                Ok(Ending::Well)
            }
            Verb::Overlay { id, file } => self.catalogue_overlay(id, file),
        }
    }

    /// Asks with the workspace where somebody is named for it, else without.
    fn reading(&self, name: &str, request: Value) -> Result<Value> {
        let named = self.common.workspace.is_some() && self.common.user.is_some();
        let mut desk = if named { open::unlocked(self.common, self.words)? } else { open::desk(false)? };
        let answer = Self::ask(&mut desk, name, request);
        desk.sign_out()?;
        answer
    }

    fn catalogue_list(&self) -> Result<Ending> {
        let answer = self.reading("catalogue.list", Value::Null)?;
        if self.common.json {
            show::json(&answer);
            return Ok(Ending::Well);
        }
        let row = |one: &Value| {
            let grades = one["grades"].as_object().into_iter().flatten();
            let grades =
                grades.map(|(grade, n)| format!("{}{n}", if grade.is_empty() { "－" } else { grade }));
            let retired =
                if one["retired"] == true { self.words.plain("shell-retired") } else { String::new() };
            vec![
                text(&one["id"]),
                text(&one["short_title"]),
                text(&one["version"]),
                one["controls"].to_string(),
                grades.collect::<Vec<_>>().join(" "),
                text(&one["hash"]).chars().take(12).collect(),
                retired,
            ]
        };
        let rows: Vec<Vec<String>> = answer.as_array().into_iter().flatten().map(row).collect();
        show::table(&rows);
        Ok(Ending::Well)
    }

    fn catalogue_show(&self, id: &str, grade: Option<&str>) -> Result<Ending> {
        let answer = self.reading("catalogue.show", json!({ "id": id, "grade": grade }))?;
        if self.common.json {
            show::json(&answer);
            return Ok(Ending::Well);
        }
        let head = &answer["catalogue"]["catalogue"];
        let (title, version) = (text(&head["title"]), text(&head["version"]));
        show::line(&if title.contains(&version) { title } else { format!("{title}  {version}") });
        let is_in = |control: &Value| {
            let applies = &answer["applies"][control["id"].as_str().unwrap_or_default()]["is"];
            applies == "yes" || applies == "by_choice"
        };
        let mut count = 0;
        for section in answer["catalogue"]["sections"].as_array().into_iter().flatten() {
            let controls: Vec<&Value> =
                section["controls"].as_array().into_iter().flatten().filter(|c| is_in(c)).collect();
            if controls.is_empty() {
                continue;
            }
            let table = section["table"].as_str().map(|t| format!("{t} ")).unwrap_or_default();
            show::line("");
            show::line(&format!("■ {table}{} {}", text(&section["number"]), text(&section["title"])));
            for control in controls {
                count += 1;
                self.control(control, &answer["counterparts"], &answer["official"]);
            }
        }
        show::line("");
        show::say(self.words, "shell-catalogue-count", [("count", json!(count))]);
        Ok(Ending::Well)
    }

    /// One row: its id, grade and name; below it, indented, what it asks and where else that is asked.
    fn control(&self, control: &Value, counterparts: &Value, official: &Value) {
        let id = text(&control["id"]);
        let grade = match &control["grade"] {
            Value::Null => "－".to_owned(),
            Value::String(one) => one.clone(),
            many => texts(many).join("・"),
        };
        let practice = text(&control["practice"]).replace('\n', " ");
        show::wrapped(&format!("  {id:<7} {grade} "), &practice);
        let asked =
            ["question", "statement"].into_iter().map(|key| text(&control[key])).find(|t| !t.is_empty());
        if let Some(asked) = asked.filter(|asked| *asked != practice) {
            show::wrapped("            ", &asked);
        }
        for (_, words) in official[&id].as_object().into_iter().flatten() {
            show::wrapped(&format!("            {}", self.words.plain("shell-official")), &text(words));
        }
        let elsewhere: Vec<String> = counterparts[&id]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|c| c["kind"] != "related")
            .map(|c| format!("{} {}", text(&c["catalogue"]), text(&c["control"])))
            .collect();
        if !elsewhere.is_empty() {
            show::wrapped("            → ", &elsewhere.join(", "));
        }
    }

    fn catalogue_search(&self, query: &str, limit: usize) -> Result<Ending> {
        let answer = self.reading("catalogue.search", json!({ "query": query, "limit": limit }))?;
        if self.common.json {
            show::json(&answer);
            return Ok(Ending::Well);
        }
        let hits: Vec<&Value> = answer.as_array().into_iter().flatten().collect();
        if hits.is_empty() {
            show::say(self.words, "shell-nothing-found", [("query", json!(query))]);
        }
        for hit in hits {
            let name = format!("{} {}  ", text(&hit["catalogue"]), text(&hit["control"]));
            show::wrapped(&name, &text(&hit["practice"]).replace('\n', " "));
            show::wrapped("    ", &text(&hit["excerpt"]));
        }
        Ok(Ending::Well)
    }

    /// Every fault of every file at once; mappings also against the catalogues among the files and those at hand.
    fn catalogue_check(&self, files: &[PathBuf]) -> Result<Ending> {
        let mut report = Report::default();
        let mut mappings = Vec::new();
        for path in files {
            let name = path.display().to_string();
            if !is_toml(path) {
                match guest::read(path, &Choices::default()) {
                    Ok(draft) => report.catalogues.extend(draft.catalogues),
                    Err(error) => report.failed(&name, error)?,
                }
                continue;
            }
            let source = read(path)?;
            if is_mapping(&source) {
                match load::mapping(&name, &source) {
                    Ok(mapping) => mappings.push((name, source, mapping)),
                    Err(error) => report.failed(&name, error)?,
                }
            } else {
                match load::catalogue(&name, &source) {
                    Ok(catalogue) => report.well(&name, &source, catalogue),
                    Err(error) => report.failed(&name, error)?,
                }
            }
        }
        let bundled = tenken_core::catalogue::Shelf::bundled()?;
        for (name, source, mapping) in &mappings {
            let at_hand = report.at_hand(mapping, bundled.catalogues());
            let checked = load::mapping_against(name, source, mapping, &at_hand);
            if let Err(error) = checked {
                report.failed(name, error)?;
            }
        }
        self.say_report(&report, mappings.len());
        Ok(if report.faults.is_empty() { Ending::Well } else { Ending::ProblemFound })
    }

    fn say_report(&self, report: &Report, mappings: usize) {
        if self.common.json {
            let controls: usize = report.catalogues.iter().map(Catalogue::control_count).sum();
            show::json(&json!({
                "catalogues": report.catalogues.len(), "controls": controls, "mappings": mappings,
                "faults": report.faults, "gaps": report.gaps,
            }));
            return;
        }
        for catalogue in &report.catalogues {
            let facts = [("id", json!(catalogue.head.id)), ("controls", json!(catalogue.control_count()))];
            show::say(self.words, "shell-catalogue-well", facts);
        }
        for fault in report.gaps.iter().chain(&report.faults) {
            show::line(&self.words.fault(fault));
        }
        let key = if report.faults.is_empty() { "shell-check-well" } else { "shell-check-faults" };
        show::say(
            self.words,
            key,
            [("count", json!(report.faults.len())), ("gaps", json!(report.gaps.len()))],
        );
    }

    fn catalogue_import(&self, import: &Import) -> Result<Ending> {
        let mut columns = Map::new();
        for pair in &import.column {
            let (field, column) = pair
                .split_once('=')
                .ok_or(Error::Invalid { field: "column".into(), detail: pair.clone() })?;
            columns.insert(field.to_owned(), json!(column));
        }
        let choices = json!({
            "id": import.id, "title": import.title, "version": import.pack_version, "sheet": import.sheet,
            "columns": columns, "language": import.translation, "profiles": import.profile,
        });
        let request = json!({ "path": import.file, "choices": choices });
        if import.preview {
            let choices = serde_json::from_value(choices)
                .map_err(|e| Error::BadRequest { name: "catalogue.preview".into(), detail: e.to_string() })?;
            // Typed, because its notes are sentences.
            let draft = guest::read(&import.file, &choices)?;
            if self.common.json {
                show::json(&serde_json::to_value(&draft).map_err(|e| Error::internal(e.to_string()))?);
            } else {
                self.say_draft(&draft);
            }
            return Ok(Ending::Well);
        }
        self.once("catalogue.import", request, "shell-imported")
    }

    fn say_draft(&self, draft: &Draft) {
        for catalogue in &draft.catalogues {
            let head = &catalogue.head;
            show::say(
                self.words,
                "shell-draft",
                [
                    ("id", json!(head.id)),
                    ("title", json!(head.title)),
                    ("sections", json!(catalogue.sections.len())),
                    ("controls", json!(catalogue.control_count())),
                ],
            );
            for control in catalogue.controls().take(5) {
                show::wrapped(&format!("  {}  ", control.id), control.asked());
            }
        }
        for mapping in &draft.mappings {
            let facts = [
                ("from", json!(mapping.head.from)),
                ("to", json!(mapping.head.to)),
                ("pairs", json!(mapping.pairs.len())),
            ];
            show::say(self.words, "shell-draft-mapping", facts);
        }
        let columns: Vec<Vec<String>> = draft
            .columns
            .iter()
            .map(|c| {
                let field = c.field.map(|field| <&str>::from(field).to_owned());
                let field = field.map_or("？".into(), |field| self.words.plain(&format!("column-{field}")));
                vec![format!("  {}", c.column), c.heading.replace('\n', " "), field]
            })
            .collect();
        show::table(&columns);
        for note in &draft.notes {
            show::line(&self.note(note));
        }
    }

    fn note(&self, note: &Note) -> String {
        let what = self.words.noted(&note.what);
        if note.place.is_empty() { what } else { format!("{}: {what}", note.place) }
    }

    fn catalogue_compare(&self, from: &Path, to: &Path) -> Result<Ending> {
        let answer = self.reading("catalogue.compare", json!({ "from": from, "to": to }))?;
        if self.common.json {
            show::json(&answer);
            return Ok(Ending::Well);
        }
        for row in answer["rows"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|row| row["fields"] != json!([]) || row["from"].is_null() || row["to"].is_null())
        {
            let what: Vec<String> = texts(&row["what"])
                .iter()
                .map(|what| self.words.plain(&format!("difference-{what}")))
                .collect();
            let side = |side: &Value| text(&side["id"]);
            let fate = self.words.plain(&format!("fate-{}", text(&row["fate"])));
            let name = text(&row["to"]["practice"]);
            let name = if name.is_empty() { text(&row["from"]["practice"]) } else { name };
            let ids = match (side(&row["from"]), side(&row["to"])) {
                (a, b) if a == b || b.is_empty() => a,
                (a, b) if a.is_empty() => b,
                (a, b) => format!("{a} → {b}"),
            };
            show::wrapped(&format!("{ids}  {}  [{fate}]  ", what.join("・")), &name.replace('\n', " "));
            for moved in row["fields"].as_array().into_iter().flatten() {
                show::line(&format!("    {}", text(&moved["field"])));
                show::wrapped("      － ", &text(&moved["from"]).replace('\n', " / "));
                show::wrapped("      ＋ ", &text(&moved["to"]).replace('\n', " / "));
            }
        }
        let counts = answer["counts"].as_object().cloned().unwrap_or_default();
        show::line(&self.words.say("shell-compared", &counts));
        Ok(Ending::Well)
    }

    fn catalogue_overlay(&self, id: &str, file: &Path) -> Result<Ending> {
        let mut desk: Desk = open::unlocked(self.common, self.words)?;
        let answer = Self::ask(&mut desk, "catalogue.overlay", json!({ "id": id, "path": file }))?;
        desk.sign_out()?;
        self.say_or_json("shell-overlaid", &answer);
        if !self.common.json {
            for row in answer["unmatched"].as_array().into_iter().flatten() {
                let facts = [("row", row[0].clone()), ("text", row[1].clone())];
                show::say(self.words, "shell-overlay-unmatched", facts);
            }
        }
        Ok(Ending::Well)
    }
}

/// What a check has found so far.
#[derive(Default)]
struct Report {
    catalogues: Vec<Catalogue>,
    faults: Vec<Fault>,
    gaps: Vec<Fault>,
}

impl Report {
    fn well(&mut self, name: &str, source: &str, catalogue: Catalogue) {
        self.gaps.extend(load::gaps(name, source, &catalogue));
        self.catalogues.push(catalogue);
    }

    /// Faults are collected; anything else (no such file) ends the check.
    fn failed(&mut self, _name: &str, error: Error) -> Result<()> {
        match error {
            Error::Faulty { faults, .. } => self.faults.extend(faults),
            other => return Err(other),
        }
        Ok(())
    }

    fn at_hand<'a>(&'a self, mapping: &Mapping, bundled: &'a [Loaded]) -> Vec<&'a Catalogue> {
        let named =
            |catalogue: &&Catalogue| [&mapping.head.from, &mapping.head.to].contains(&&catalogue.head.id);
        self.catalogues
            .iter()
            .chain(bundled.iter().map(|loaded| loaded.catalogue.as_ref()))
            .filter(named)
            .collect()
    }
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml"))
}

fn is_mapping(source: &str) -> bool {
    source.lines().map(str::trim).any(|line| line == "[mapping]")
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|e| Error::io("read", path, &e))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().map(text).collect()
}
