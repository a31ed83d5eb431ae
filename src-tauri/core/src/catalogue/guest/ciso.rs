//! Library files of CISO Assistant (YAML): a framework is a tree of nodes; those that can be assessed become controls,
//! the others sections. Mapping sets become mappings.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::ids::Ids;
use super::{Choices, Draft, FileKind, Note, Noted, first_line, plain_id, some, syntax};
use crate::catalogue::model::{Ask, Catalogue, Control, Grade, Head, Section};
use crate::catalogue::{Kind, Mapping, MappingHead, Pair};
use crate::{Error, Result};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Library {
    pub name: String,
    #[serde(deserialize_with = "loose")]
    pub version: String,
    #[serde(deserialize_with = "loose")]
    pub publication_date: String,
    pub locale: String,
    #[serde(deserialize_with = "loose")]
    pub provider: String,
    #[serde(deserialize_with = "loose")]
    pub copyright: String,
    pub objects: Objects,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Objects {
    pub framework: Option<Framework>,
    pub frameworks: Vec<Framework>,
    pub requirement_mapping_set: Option<MappingSet>,
    pub requirement_mapping_sets: Vec<MappingSet>,
    #[serde(flatten)]
    // A map, because only a map can take what is left.
    #[allow(clippy::zero_sized_map_values)]
    pub others: BTreeMap<String, IgnoredAny>,
}

type Translations = BTreeMap<String, Texts>;

/// What a translation may bring.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(super) struct Texts {
    #[serde(deserialize_with = "loose")]
    pub name: String,
    #[serde(deserialize_with = "loose")]
    pub description: String,
    #[serde(deserialize_with = "loose")]
    pub annotation: String,
    #[serde(deserialize_with = "loose")]
    pub typical_evidence: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Framework {
    pub urn: String,
    #[serde(flatten)]
    pub texts: Texts,
    pub translations: Translations,
    pub implementation_groups_definition: Option<Vec<Group>>,
    pub requirement_nodes: Vec<Node>,
    pub max_score: Option<IgnoredAny>,
    pub scores_definition: Option<IgnoredAny>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Group {
    #[serde(deserialize_with = "loose")]
    pub ref_id: String,
    #[serde(flatten)]
    pub texts: Texts,
    pub translations: Translations,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Node {
    pub urn: String,
    pub parent_urn: Option<String>,
    #[serde(deserialize_with = "loose")]
    pub ref_id: String,
    pub assessable: bool,
    #[serde(flatten)]
    pub texts: Texts,
    pub translations: Translations,
    pub implementation_groups: Option<Vec<Value>>,
    pub questions: Option<BTreeMap<String, Question>>,
    pub reference_controls: Option<Vec<IgnoredAny>>,
    pub threats: Option<Vec<IgnoredAny>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Question {
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(deserialize_with = "loose")]
    pub text: String,
    pub choices: Option<Vec<Choice>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Choice {
    #[serde(deserialize_with = "loose")]
    pub value: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct MappingSet {
    pub source_framework_urn: String,
    pub target_framework_urn: String,
    pub requirement_mappings: Vec<Mapped>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Mapped {
    pub source_requirement_urn: String,
    pub target_requirement_urn: String,
    pub relationship: String,
    #[serde(deserialize_with = "loose")]
    pub rationale: String,
}

/// Authors write numbers, dates and nothing where a text is meant.
fn loose<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Null => String::new(),
        Value::String(text) => text,
        other => other.to_string(),
    })
}

pub fn read(file: &str, text: &str, choices: &Choices) -> Result<Draft> {
    // A library of 10,000 nodes with translations is honest; the budget still stops alias bombs and endless nesting.
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_events: 8_000_000,
            max_nodes: 4_000_000,
            max_total_scalar_bytes: 64 << 20,
            max_depth: 64,
        },
    };
    let library: Library = serde_saphyr::from_str_with_options(text, options).map_err(|e| {
        let at = e.location().map(|l| (l.line(), l.column()));
        let (line, column) = at.unwrap_or_default();
        let number = |n| usize::try_from(n).unwrap_or(0);
        let detail = e.to_string().lines().next().unwrap_or_default().to_owned();
        syntax(file, number(line), number(column), detail)
    })?;
    draft(file, library, choices)
}

pub(super) fn draft(file: &str, library: Library, choices: &Choices) -> Result<Draft> {
    let wanted = choices.language.as_deref().unwrap_or("ja");
    let mut draft = Draft { kind: FileKind::CisoAssistant, ..Draft::default() };
    let Library { name, version, publication_date, locale, provider, copyright, objects } = library;
    let Objects { framework, frameworks, requirement_mapping_set, requirement_mapping_sets, others } =
        objects;
    for framework in framework.into_iter().chain(frameworks) {
        let mut reading = Reading::new(wanted, &mut draft.notes);
        let mut catalogue = reading.framework(framework);
        let head = &mut catalogue.head;
        head.version.clone_from(&version);
        head.issuer = some(&provider);
        head.issued = issued(&publication_date);
        if !reading.translated {
            head.language.clone_from(&locale);
        }
        head.source = some(&name);
        head.note = some(&copyright);
        draft.catalogues.push(catalogue);
    }
    for set in requirement_mapping_set.into_iter().chain(requirement_mapping_sets) {
        draft.mappings.push(mapping(set));
    }
    if draft.catalogues.is_empty() && draft.mappings.is_empty() {
        let path = file.to_owned();
        let holds = others.into_keys().collect::<Vec<_>>().join(", ");
        return Err(if holds.is_empty() {
            Error::NothingToImport { path }
        } else {
            Error::OnlyHolds { path, holds }
        });
    }
    for thing in others.into_keys() {
        let note = Note { place: String::new(), what: Noted::LeftOut { thing, count: 1 } };
        draft.notes.push(note);
    }
    Ok(draft)
}

fn issued(date: &str) -> Option<String> {
    let day: String = date.chars().take(10).collect();
    let is_date = day.len() == 10 && day.chars().all(|c| c.is_ascii_digit() || c == '-');
    is_date.then_some(day)
}

fn mapping(set: MappingSet) -> Mapping {
    let id = |urn: &str| plain_id(tail(urn));
    let mut seen = BTreeSet::new();
    let pairs = set
        .requirement_mappings
        .into_iter()
        .filter(|pair| {
            seen.insert((pair.source_requirement_urn.clone(), pair.target_requirement_urn.clone()))
        })
        .map(|pair| Pair {
            from: node_id(&pair.source_requirement_urn),
            to: node_id(&pair.target_requirement_urn),
            kind: match pair.relationship.as_str() {
                "equal" => Kind::Equal,
                "subset" => Kind::PartOf,
                "superset" => Kind::Contains,
                _ => Kind::Related,
            },
            why: some(&pair.rationale),
        })
        .collect();
    let head = MappingHead { from: id(&set.source_framework_urn), to: id(&set.target_framework_urn) };
    Mapping { head, pairs, unmatched: Vec::new() }
}

/// `urn:intuitem:risk:framework:iso27001-2022` → `iso27001-2022`
fn tail(urn: &str) -> &str {
    urn.rsplit(':').next().unwrap_or(urn)
}

/// `urn:intuitem:risk:req_node:iso27001-2022:a.5.1` → `a.5.1`: the same for a mapping and its framework.
pub(super) fn node_id(urn: &str) -> String {
    let id = urn.splitn(6, ':').nth(5).unwrap_or_else(|| tail(urn));
    some(id).unwrap_or_else(|| "?".into())
}

struct Reading<'a> {
    wanted: &'a str,
    notes: &'a mut Vec<Note>,
    translated: bool,
}

impl<'a> Reading<'a> {
    fn new(wanted: &'a str, notes: &'a mut Vec<Note>) -> Self {
        Self { wanted, notes, translated: false }
    }

    fn left_out(&mut self, thing: &str, count: usize) {
        if count > 0 {
            let what = Noted::LeftOut { thing: thing.into(), count };
            self.notes.push(Note { place: String::new(), what });
        }
    }

    /// The wanted translation where there is one, field by field.
    fn texts(&mut self, own: Texts, translations: &Translations) -> Texts {
        let Some(other) = translations.get(self.wanted) else {
            return own;
        };
        self.translated = true;
        let either = |a: &str, b: String| if a.trim().is_empty() { b } else { a.to_owned() };
        Texts {
            name: either(&other.name, own.name),
            description: either(&other.description, own.description),
            annotation: either(&other.annotation, own.annotation),
            typical_evidence: either(&other.typical_evidence, own.typical_evidence),
        }
    }

    fn framework(&mut self, framework: Framework) -> Catalogue {
        let texts = self.texts(framework.texts, &framework.translations);
        let scored = framework.max_score.is_some() || framework.scores_definition.is_some();
        self.left_out("scores", usize::from(scored));
        let head = Head {
            id: plain_id(tail(&framework.urn)),
            title: some(&texts.name).unwrap_or_else(|| tail(&framework.urn).to_owned()),
            language: self.wanted.to_owned(),
            scale: "conformance".into(),
            ..Head::default()
        };
        let grades = framework.implementation_groups_definition.unwrap_or_default();
        let grades = grades.into_iter().map(|group| self.grade(group)).collect();
        let mut catalogue = Catalogue { head, grades, ..Catalogue::default() };
        self.nodes(framework.requirement_nodes, &mut catalogue);
        catalogue
    }

    fn grade(&mut self, group: Group) -> Grade {
        let texts = self.texts(group.texts, &group.translations);
        let label = some(&texts.name).unwrap_or_else(|| group.ref_id.clone());
        Grade { id: group.ref_id, label, sizes: Vec::new(), note: some(&texts.description) }
    }

    fn nodes(&mut self, nodes: Vec<Node>, catalogue: &mut Catalogue) {
        let (mut references, mut threats) = (0, 0);
        // Where each node hangs: the section it is, or the section that holds it.
        let mut home: BTreeMap<String, usize> = BTreeMap::new();
        let mut controls: BTreeSet<String> = BTreeSet::new();
        let mut ids = Ids::default();
        for node in nodes {
            references += node.reference_controls.as_ref().map_or(0, Vec::len);
            threats += node.threats.as_ref().map_or(0, Vec::len);
            let wanted = node_id(&node.urn);
            let id = ids.take_noting(&wanted, &wanted, self.notes);
            let above = node.parent_urn.as_ref().and_then(|urn| home.get(urn).copied());
            let texts = self.texts(node.texts.clone(), &node.translations);
            if node.assessable {
                let at = above.unwrap_or_else(|| whole(catalogue));
                let parent = node.parent_urn.as_deref().map(node_id).filter(|id| controls.contains(id));
                let control = self.control(&node, id.clone(), parent, texts, &mut catalogue.grades);
                if let Some(section) = catalogue.sections.get_mut(at) {
                    section.controls.push(control);
                }
                home.insert(node.urn, at);
                controls.insert(id);
            } else {
                let parent =
                    above.and_then(|at| catalogue.sections.get(at)).map(|section| section.id.clone());
                home.insert(node.urn, catalogue.sections.len());
                catalogue.sections.push(section(id, parent, node.ref_id, &texts));
            }
        }
        self.left_out("reference_controls", references);
        self.left_out("threats", threats);
    }

    fn control(
        &mut self,
        node: &Node,
        id: String,
        parent: Option<String>,
        texts: Texts,
        grades: &mut Vec<Grade>,
    ) -> Control {
        let named = [some(&texts.name), some(&first_line(&texts.description)), some(&node.ref_id)];
        let practice = named.into_iter().flatten().next().unwrap_or_else(|| id.clone());
        let grade: Vec<String> = node
            .implementation_groups
            .iter()
            .flatten()
            .map(|group| group.as_str().map_or_else(|| group.to_string(), str::to_owned))
            .collect();
        for unknown in &grade {
            if !grades.iter().any(|known| known.id == *unknown) {
                grades.push(Grade { id: unknown.clone(), label: unknown.clone(), ..Grade::default() });
                let what = Noted::Unexplained { thing: "grade".into(), value: unknown.clone() };
                self.notes.push(Note { place: id.clone(), what });
            }
        }
        Control {
            id,
            parent,
            section_number: node.ref_id.clone(),
            practice,
            grade,
            statement: some(&texts.description),
            asks: asks(node.questions.as_ref()),
            proof: some(&texts.typical_evidence).into_iter().collect(),
            note: some(&texts.annotation),
            ..Control::default()
        }
    }
}

/// The section of controls that stand in none.
fn whole(catalogue: &mut Catalogue) -> usize {
    if let Some(at) = catalogue.sections.iter().position(|section| section.id == "-") {
        return at;
    }
    let title = catalogue.head.title.clone();
    catalogue.sections.push(Section { id: "-".into(), title, ..Section::default() });
    catalogue.sections.len() - 1
}

fn section(id: String, parent: Option<String>, number: String, texts: &Texts) -> Section {
    let named = [some(&texts.name), some(&first_line(&texts.description)), some(&number)];
    let title = named.into_iter().flatten().next().unwrap_or_else(|| id.clone());
    let text = some(&texts.description).filter(|text| *text != title);
    Section { id, parent, number, title, text, ..Section::default() }
}

fn asks(questions: Option<&BTreeMap<String, Question>>) -> Vec<Ask> {
    let mut sorted: Vec<_> = questions.into_iter().flatten().collect();
    // …:question:2 before …:question:10
    sorted.sort_by_key(|(urn, _)| (urn.len(), urn.as_str()));
    sorted
        .into_iter()
        .map(|(_, question)| Ask {
            text: question.text.clone(),
            choices: question.choices.iter().flatten().map(|choice| choice.value.clone()).collect(),
            many: question.kind == "multiple_choice",
        })
        .collect()
}
