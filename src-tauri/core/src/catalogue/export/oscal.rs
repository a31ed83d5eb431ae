//! OSCAL 1.2: a catalog, and for each grade a profile and the catalog it resolves to. What OSCAL has no place for
//! travels in one property of our namespace, so that nothing is lost on the way back.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::calendar::Stamp;
use crate::catalogue::Scope;
use crate::catalogue::guest::oscal_model::{self as oscal, NAMESPACE, Part, Prop};
use crate::catalogue::model::{Catalogue, Control, Section};
use crate::catalogue::oscal_words::{OWN_CONTROLS, VERSION, line, token};
use crate::{Error, Result};

pub fn write(catalogue: &Catalogue, at: Stamp) -> Result<Vec<(String, Vec<u8>)>> {
    let id = &catalogue.head.id;
    let name = format!("{id}.catalog.json");
    let mut files = vec![(name.clone(), pretty(&catalog(catalogue, at)?)?)];
    for grade in catalogue.grades() {
        let Some(scope) = Scope::of_grade(catalogue, &grade.id) else {
            continue;
        };
        let kept = resolved(catalogue, &scope);
        let short = token(&grade.id);
        files.push((
            format!("{id}.profile-{short}.json"),
            pretty(&profile(catalogue, &kept, &grade.id, &name, at)?)?,
        ));
        files.push((format!("{id}.resolved-{short}.json"), pretty(&catalog(&kept, at)?)?));
    }
    Ok(files)
}

fn pretty<T: Serialize>(value: &T) -> Result<Vec<u8>> {
    serde_json::to_vec_pretty(value).map_err(|e| Error::internal(e.to_string()))
}

/// The catalogue with only the rows of the scope; sections left empty go, unless others stand in them.
fn resolved(catalogue: &Catalogue, scope: &Scope) -> Catalogue {
    let mut kept = catalogue.clone();
    let mut wanted: BTreeSet<String> = BTreeSet::new();
    let above: BTreeMap<&String, &Option<String>> =
        catalogue.sections.iter().map(|section| (&section.id, &section.parent)).collect();
    for section in &mut kept.sections {
        section.controls.retain(|control| scope.of(control, catalogue).is_in());
        let mut here = (!section.controls.is_empty()).then_some(&section.id);
        while let Some(id) = here {
            if !wanted.insert(id.clone()) {
                break;
            }
            here = above.get(id).and_then(|parent| parent.as_ref());
        }
    }
    kept.sections.retain(|section| wanted.contains(&section.id));
    without_the_absent(&mut kept);
    kept
}

/// What a row says of rows that are not there any more goes with them.
fn without_the_absent(kept: &mut Catalogue) {
    let here: BTreeSet<String> = kept.controls().map(|control| control.id.clone()).collect();
    let mut groups: BTreeMap<String, usize> = BTreeMap::new();
    for alternative in kept.controls().filter_map(|control| control.alternative.as_ref()) {
        *groups.entry(alternative.group.clone()).or_default() += 1;
    }
    for control in kept.sections.iter_mut().flat_map(|section| &mut section.controls) {
        control.same_as.retain(|id| here.contains(id));
        control.parent.take_if(|id| !here.contains(id));
        control.alternative.take_if(|alternative| groups.get(&alternative.group) == Some(&1));
    }
}

/// The same content has the same id.
fn uuid(catalogue: &Catalogue, what: &str) -> Result<String> {
    let name = format!("{what} {}", catalogue.content_hash()?);
    Ok(Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes()).to_string())
}

fn metadata(catalogue: &Catalogue, title: &str, at: Stamp) -> oscal::Metadata {
    let version = line(&catalogue.head.version);
    oscal::Metadata {
        title: title.to_owned(),
        last_modified: at.to_string(),
        version,
        oscal_version: VERSION.into(),
        ..oscal::Metadata::default()
    }
}

fn own(name: &str, value: String) -> Prop {
    Prop { name: name.into(), ns: Some(NAMESPACE.into()), value, ..Prop::default() }
}

fn rest<T: Serialize>(value: &T) -> Result<Prop> {
    let text = serde_json::to_string(value).map_err(|e| Error::internal(e.to_string()))?;
    Ok(own("tenken-rest", text))
}

fn catalog(catalogue: &Catalogue, at: Stamp) -> Result<oscal::File> {
    let mut metadata = metadata(catalogue, &line(&catalogue.head.title), at);
    metadata.props = vec![rest(&Catalogue { sections: Vec::new(), ..catalogue.clone() })?];
    metadata.remarks.clone_from(&catalogue.head.note);
    let mut inside: BTreeMap<Option<&String>, Vec<&Section>> = BTreeMap::new();
    for section in &catalogue.sections {
        inside.entry(section.parent.as_ref()).or_default().push(section);
    }
    let roots = inside.get(&None).into_iter().flatten();
    let groups = roots.map(|section| group(section, &inside)).collect::<Result<_>>()?;
    let params = catalogue.blanks.iter().map(|blank| oscal::Param {
        id: token(&blank.id),
        class: Some("tenken".into()),
        label: Some(line(&blank.label)),
    });
    let catalog = oscal::Catalog {
        uuid: uuid(catalogue, "catalog")?,
        metadata,
        params: params.collect(),
        groups,
        ..oscal::Catalog::default()
    };
    Ok(oscal::File { catalog })
}

type Inside<'a, T> = BTreeMap<Option<&'a String>, Vec<&'a T>>;

fn group(section: &Section, inside: &Inside<'_, Section>) -> Result<oscal::Group> {
    let inner = inside.get(&Some(&section.id)).into_iter().flatten();
    let mut groups: Vec<oscal::Group> = inner.map(|other| group(other, inside)).collect::<Result<_>>()?;
    let here: BTreeSet<&String> = section.controls.iter().map(|control| &control.id).collect();
    let mut standing: Inside<'_, Control> = BTreeMap::new();
    for control in &section.controls {
        // A parent in another section cannot be written as nesting: the row says it itself.
        standing.entry(control.parent.as_ref().filter(|id| here.contains(id))).or_default().push(control);
    }
    let mut controls = controls(None, &standing)?;
    if !groups.is_empty() && !controls.is_empty() {
        let apart = oscal::Group {
            id: Some(format!("{}.own", token(&section.id))),
            class: Some(OWN_CONTROLS.into()),
            title: line(&section.title),
            controls: std::mem::take(&mut controls),
            ..oscal::Group::default()
        };
        groups.insert(0, apart);
    }
    let mut props: Vec<Prop> = label(&section.number).into_iter().collect();
    props.push(rest(&Section { controls: Vec::new(), parent: None, ..section.clone() })?);
    Ok(oscal::Group {
        id: Some(token(&section.id)),
        title: line(&section.title),
        props,
        groups,
        controls,
        ..oscal::Group::default()
    })
}

fn label(number: &str) -> Option<Prop> {
    let value = line(number);
    (!value.is_empty()).then(|| Prop { name: "label".into(), value, ..Prop::default() })
}

/// The controls that stand under `parent`, with theirs inside them.
fn controls(parent: Option<&String>, standing: &Inside<'_, Control>) -> Result<Vec<oscal::Control>> {
    standing
        .get(&parent)
        .into_iter()
        .flatten()
        .map(|made| control(made, parent.is_some(), standing))
        .collect()
}

fn control(made: &Control, nested: bool, standing: &Inside<'_, Control>) -> Result<oscal::Control> {
    let mut props: Vec<Prop> = label(&made.section_number).into_iter().collect();
    props.extend(made.grade.iter().map(|grade| own("grade", grade.clone())));
    let mut left = made.clone();
    let mut parts = Vec::new();
    for (name, text) in [("statement", left.statement.take()), ("guidance", left.note.take())] {
        parts.extend(text.map(|prose| part(&made.id, name, Some(prose), Vec::new())));
    }
    if !left.question.is_empty() {
        parts.push(part(&made.id, "question", Some(std::mem::take(&mut left.question)), Vec::new()));
    }
    for (name, items) in [
        ("technical", std::mem::take(&mut left.technical)),
        ("operational", std::mem::take(&mut left.operational)),
        ("proof", std::mem::take(&mut left.proof)),
    ] {
        if !items.is_empty() {
            parts.push(part(&made.id, name, None, items));
        }
    }
    left.grade.clear();
    if nested {
        left.parent = None;
    }
    props.push(rest(&left)?);
    Ok(oscal::Control {
        id: token(&made.id),
        title: line(&made.practice),
        props,
        parts,
        controls: controls(Some(&made.id), standing)?,
        ..oscal::Control::default()
    })
}

fn part(id: &str, name: &str, prose: Option<String>, items: Vec<String>) -> Part {
    let of = token(id);
    let ns = (!["statement", "guidance"].contains(&name)).then(|| NAMESPACE.to_owned());
    let item = |(n, text): (usize, String)| Part {
        id: Some(format!("{of}_{name}.{}", n + 1)),
        name: "item".into(),
        prose: Some(text),
        ..Part::default()
    };
    Part {
        id: Some(format!("{of}_{name}")),
        name: name.into(),
        ns,
        prose,
        parts: items.into_iter().enumerate().map(item).collect(),
        ..Part::default()
    }
}

fn profile(catalogue: &Catalogue, kept: &Catalogue, grade: &str, href: &str, at: Stamp) -> Result<Value> {
    let title = format!("{} {grade}", line(&catalogue.head.title));
    let ids: Vec<String> = kept.controls().map(|control| token(&control.id)).collect();
    // OSCAL wants at least one id: a grade that concerns nothing takes in everything and then leaves it out.
    let import = if ids.is_empty() {
        json!({ "href": href, "include-all": {}, "exclude-controls": [{ "matching": [{ "pattern": "*" }] }] })
    } else {
        json!({ "href": href, "include-controls": [{ "with-ids": ids }] })
    };
    Ok(json!({
        "profile": {
            "uuid": uuid(catalogue, &format!("profile {grade}"))?,
            "metadata": metadata(catalogue, &title, at),
            "imports": [import],
            "merge": { "as-is": true },
        }
    }))
}
