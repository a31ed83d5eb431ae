//! OSCAL catalogs (JSON): groups become sections, controls controls, parameters blanks, profiles grades. What Tenken
//! wrote itself comes back whole.

use std::collections::BTreeMap;

use serde_json::Value;

use super::ids::Ids;
use super::oscal_model::{self as oscal, NAMESPACE, Part, Prop};
use super::{Draft, FileKind, Note, Noted, first_line, plain_id, some, syntax};
use crate::catalogue::model::{Blank, BlankKind, Catalogue, Control, Grade, Head, Section};
use crate::catalogue::oscal_words::{NATIVE_PARTS, OWN_CONTROLS, line, token};
use crate::{Error, Result};

pub fn read(file: &str, value: Value, profiles: &[Value]) -> Result<Draft> {
    let parsed: oscal::File = serde_json::from_value(value).map_err(|e| syntax(file, 0, 0, e.to_string()))?;
    let mut reading = Reading::default();
    let mut catalogue = Reading::head(&parsed.catalog)?;
    for parameter in &parsed.catalog.params {
        reading.parameter(parameter);
    }
    if !parsed.catalog.controls.is_empty() {
        let title = catalogue.head.title.clone();
        let at = reading.open(Section { id: "-".into(), title, ..Section::default() });
        reading.controls(parsed.catalog.controls, at, None)?;
    }
    for group in parsed.catalog.groups {
        reading.group(group, None)?;
    }
    for profile in profiles {
        let grade = reading.profile(profile);
        catalogue.grades.push(grade);
    }
    catalogue.sections = reading.sections;
    if catalogue.blanks.is_empty() {
        catalogue.blanks = reading.blanks;
    }
    if reading.withdrawn > 0 {
        let what = Noted::LeftOut { thing: "withdrawn".into(), count: reading.withdrawn };
        reading.notes.push(Note { place: String::new(), what });
    }
    Ok(Draft { kind: FileKind::Oscal, catalogues: vec![catalogue], notes: reading.notes, ..Draft::default() })
}

#[derive(Default)]
struct Reading {
    sections: Vec<Section>,
    blanks: Vec<Blank>,
    notes: Vec<Note>,
    ids: Ids,
    withdrawn: usize,
}

fn own<'a>(props: &'a [Prop], name: &str) -> Option<&'a str> {
    let found = props.iter().find(|prop| prop.name == name && prop.ns.as_deref() == Some(NAMESPACE));
    found.map(|prop| prop.value.as_str())
}

fn plain<'a>(props: &'a [Prop], name: &str) -> Option<&'a str> {
    let found = props.iter().filter(|prop| prop.name == name && prop.class.is_none());
    found.map(|prop| prop.value.as_str()).next()
}

fn rest<T: serde::de::DeserializeOwned>(props: &[Prop]) -> Result<Option<T>> {
    let broken = |e: serde_json::Error| Error::Damaged { path: "tenken-rest".into(), detail: e.to_string() };
    own(props, "tenken-rest").map(serde_json::from_str).transpose().map_err(broken)
}

impl Reading {
    /// Ours: everything but the sections lies in one property. Theirs: from the metadata.
    fn head(catalog: &oscal::Catalog) -> Result<Catalogue> {
        let metadata = &catalog.metadata;
        let mut made: Catalogue = rest(&metadata.props)?.unwrap_or_else(|| Catalogue {
            head: Head {
                id: plain_id(&metadata.title),
                language: "en".into(),
                scale: "conformance".into(),
                issued: metadata.published.as_ref().and_then(|at| at.get(..10)).map(str::to_owned),
                note: metadata.remarks.as_deref().and_then(some),
                ..Head::default()
            },
            ..Catalogue::default()
        });
        if line(&made.head.title) != metadata.title {
            metadata.title.clone_into(&mut made.head.title);
        }
        if line(&made.head.version) != metadata.version {
            metadata.version.clone_into(&mut made.head.version);
        }
        Ok(made)
    }

    fn open(&mut self, section: Section) -> usize {
        self.sections.push(section);
        self.sections.len() - 1
    }

    fn group(&mut self, group: oscal::Group, parent: Option<usize>) -> Result<()> {
        for parameter in &group.params {
            self.parameter(parameter);
        }
        // Groups may hold groups or controls, never both: where ours hold both, the controls stand in a group apart.
        if let (Some(OWN_CONTROLS), Some(at)) = (group.class.as_deref(), parent) {
            return self.controls(group.controls, at, None);
        }
        let mut section: Section = rest(&group.props)?.unwrap_or_default();
        if section.id.is_empty() {
            section.id = group.id.clone().unwrap_or_else(|| format!("g{}", self.sections.len() + 1));
        }
        if line(&section.title) != group.title {
            section.title = some(&group.title).unwrap_or_else(|| section.id.clone());
        }
        if section.number.is_empty() {
            plain(&group.props, "label").unwrap_or_default().clone_into(&mut section.number);
        }
        section.parent = parent.and_then(|at| self.sections.get(at)).map(|above| above.id.clone());
        section.text = section.text.or_else(|| some(&prose(&group.parts)));
        let at = self.open(section);
        self.controls(group.controls, at, None)?;
        for inner in group.groups {
            self.group(inner, Some(at))?;
        }
        Ok(())
    }

    fn controls(&mut self, controls: Vec<oscal::Control>, at: usize, parent: Option<&str>) -> Result<()> {
        for control in controls {
            for parameter in &control.params {
                self.parameter(parameter);
            }
            if plain(&control.props, "status") == Some("withdrawn") {
                self.withdrawn += 1;
                continue;
            }
            let inner = control.controls;
            let read = self.control(&oscal::Control { controls: Vec::new(), ..control }, parent)?;
            let id = read.id.clone();
            if let Some(section) = self.sections.get_mut(at) {
                section.controls.push(read);
            }
            self.controls(inner, at, Some(&id))?;
        }
        Ok(())
    }

    fn control(&mut self, control: &oscal::Control, parent: Option<&str>) -> Result<Control> {
        let mut made: Control = rest(&control.props)?.unwrap_or_default();
        if made.id.is_empty() {
            made.id.clone_from(&control.id);
        }
        made.id = self.ids.take_noting(&made.id, &control.id, &mut self.notes);
        made.parent = parent.map(str::to_owned).or(made.parent);
        if line(&made.practice) != control.title {
            made.practice = some(&control.title).unwrap_or_else(|| made.id.clone());
        }
        if made.section_number.is_empty() {
            plain(&control.props, "label").unwrap_or_default().clone_into(&mut made.section_number);
        }
        let grades = control.props.iter().filter(|p| p.name == "grade" && p.ns.as_deref() == Some(NAMESPACE));
        made.grade = grades.map(|prop| prop.value.clone()).collect();
        self.parts(&control.parts, &mut made);
        Ok(made)
    }

    fn parts(&mut self, parts: &[Part], made: &mut Control) {
        for part in parts {
            let items = || part.parts.iter().filter_map(|item| item.prose.clone()).collect::<Vec<_>>();
            match part.name.as_str() {
                "statement" => made.statement = some(&prose(std::slice::from_ref(part))),
                "guidance" => made.note = some(&prose(std::slice::from_ref(part))),
                "question" => made.question = part.prose.clone().unwrap_or_default(),
                "technical" => made.technical = items(),
                "operational" => made.operational = items(),
                "proof" => made.proof = items(),
                // What an assessor looks at is what would prove the control.
                "assessment-objects" => made.proof.extend(
                    part.prose
                        .iter()
                        .chain(part.parts.iter().filter_map(|p| p.prose.as_ref()))
                        .flat_map(|text| text.lines())
                        .filter_map(some),
                ),
                "assessment-objective" | "assessment-method" | "assessment" => {
                    self.inside_assessment(part, made);
                }
                other => {
                    debug_assert!(!NATIVE_PARTS.contains(&other));
                    let text = prose(std::slice::from_ref(part));
                    if !text.is_empty() {
                        let note = made.note.get_or_insert_default();
                        if !note.is_empty() {
                            note.push('\n');
                        }
                        note.push_str(&text);
                    }
                }
            }
        }
    }

    fn inside_assessment(&mut self, part: &Part, made: &mut Control) {
        let objects: Vec<&Part> = part.parts.iter().filter(|p| p.name == "assessment-objects").collect();
        for object in objects {
            self.parts(std::slice::from_ref(object), made);
        }
    }

    fn parameter(&mut self, parameter: &oscal::Param) {
        if parameter.class.as_deref() == Some("tenken") || self.blanks.iter().any(|b| b.id == parameter.id) {
            return;
        }
        let label = parameter.label.as_deref().and_then(some).unwrap_or_else(|| parameter.id.clone());
        self.blanks.push(Blank { id: parameter.id.clone(), label, kind: BlankKind::Text });
    }

    /// A profile's selection as a grade: every control it names gets it.
    fn profile(&mut self, profile: &Value) -> Grade {
        let body = profile.get("profile").unwrap_or(profile);
        let title = body.pointer("/metadata/title").and_then(Value::as_str).unwrap_or("profile");
        let id = plain_id(title);
        let mut named: BTreeMap<&str, bool> = BTreeMap::new();
        let mut all = false;
        for import in body.get("imports").and_then(Value::as_array).into_iter().flatten() {
            all |= import.get("include-all").is_some();
            for include in import.get("include-controls").and_then(Value::as_array).into_iter().flatten() {
                let ids = include.get("with-ids").and_then(Value::as_array).into_iter().flatten();
                named.extend(ids.filter_map(Value::as_str).map(|id| (id, false)));
            }
        }
        for control in self.sections.iter_mut().flat_map(|section| &mut section.controls) {
            let token = token(&control.id);
            if all || named.contains_key(token.as_str()) {
                control.grade.push(id.clone());
                if let Some(found) = named.get_mut(token.as_str()) {
                    *found = true;
                }
            }
        }
        for (unknown, _) in named.into_iter().filter(|(_, found)| !found) {
            let what = Noted::Unexplained { thing: "control".into(), value: unknown.into() };
            self.notes.push(Note { place: id.clone(), what });
        }
        Grade { id, label: first_line(title), ..Grade::default() }
    }
}

/// A part and everything inside it as text; the labels of items are kept.
fn prose(parts: &[Part]) -> String {
    let mut lines = Vec::new();
    for part in parts {
        let label = plain(&part.props, "label").map(|label| format!("{label} ")).unwrap_or_default();
        let title = part.title.as_deref().map(|title| format!("{title} ")).unwrap_or_default();
        if let Some(text) = &part.prose {
            lines.push(format!("{label}{title}{text}"));
        }
        let inside = prose(&part.parts);
        if !inside.is_empty() {
            lines.push(inside);
        }
    }
    lines.join("\n")
}
