//! What must hold of a catalogue beyond its form. Each rule answers pointers into the data.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::fault::What;
use super::mapping::Mapping;
use super::model::{Catalogue, Control};

/// A pointer (`/sections/0/controls/3/id`) and what is wrong there.
pub type Found = (String, What);

/// More than this in one catalogue is a mistake, not a regulation.
pub const MOST_CONTROLS: usize = 50_000;
pub const LONGEST_TEXT: usize = 200_000;

pub fn catalogue(catalogue: &Catalogue) -> Vec<Found> {
    let mut found = head(catalogue);
    let count = catalogue.control_count();
    if count > MOST_CONTROLS {
        let what = What::TooMany { count: count as u64, limit: MOST_CONTROLS as u64 };
        found.push(("/sections".into(), what));
        return found;
    }
    found.extend(sections(catalogue));
    let known = Known::of(catalogue);
    let mut seen = HashSet::new();
    for (at, control) in located(catalogue) {
        if !control.id.is_empty() && !seen.insert(control.id.as_str()) {
            found.push((format!("{at}/id"), What::Duplicate { id: control.id.clone() }));
        }
        self::control(at, control, &known, &mut found);
    }
    found.extend(alternatives(catalogue));
    found.extend(circles(catalogue));
    found
}

/// Where a control stands. Written out only where something is wrong: most catalogues are well.
#[derive(Clone, Copy)]
struct At(usize, usize);

impl std::fmt::Display for At {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "/sections/{}/controls/{}", self.0, self.1)
    }
}

fn located(catalogue: &Catalogue) -> impl Iterator<Item = (At, &Control)> {
    catalogue.sections.iter().enumerate().flat_map(|(s, section)| {
        let controls = section.controls.iter().enumerate();
        controls.map(move |(c, control)| (At(s, c), control))
    })
}

fn head(catalogue: &Catalogue) -> Vec<Found> {
    let head = &catalogue.head;
    let mut found = Vec::new();
    for (key, text) in [("id", &head.id), ("title", &head.title), ("version", &head.version)] {
        wanted("/catalogue", key, text, &mut found);
    }
    let id_is_plain = head.id.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c));
    if !id_is_plain || head.id.len() > 100 {
        let wanted = "a-z 0-9 - . _".into();
        found.push(("/catalogue/id".into(), What::BadForm { value: head.id.clone(), wanted }));
    }
    let named: Vec<String> =
        super::scale::bundled().unwrap_or_default().into_iter().map(|scale| scale.id).collect();
    let own = head.scale == "own" && catalogue.own_scale.is_some();
    if !own && !named.contains(&head.scale) {
        let what = What::ScaleUnknown { scale: head.scale.clone(), allowed: named.join(", ") };
        found.push(("/catalogue/scale".into(), what));
    }
    for (list, ids) in [
        ("grades", catalogue.grades.iter().map(|g| &g.id).collect::<Vec<_>>()),
        ("blanks", catalogue.blanks.iter().map(|b| &b.id).collect()),
        ("profile_questions", catalogue.profile_questions.iter().map(|q| &q.id).collect()),
    ] {
        once(&format!("/{list}"), &ids, &mut found);
    }
    found
}

fn sections(catalogue: &Catalogue) -> Vec<Found> {
    let mut found = Vec::new();
    let ids: Vec<&String> = catalogue.sections.iter().map(|section| &section.id).collect();
    once("/sections", &ids, &mut found);
    let known: BTreeSet<&String> = ids.into_iter().collect();
    for (n, section) in catalogue.sections.iter().enumerate() {
        let at = format!("/sections/{n}");
        wanted(&at, "id", &section.id, &mut found);
        wanted(&at, "title", &section.title, &mut found);
        if let Some(parent) = section.parent.as_ref().filter(|parent| !known.contains(parent)) {
            let what = What::NoSuch { thing: "section".into(), id: parent.clone() };
            found.push((format!("{at}/parent"), what));
        }
    }
    found
}

/// What a control may refer to.
struct Known<'a> {
    controls: HashSet<&'a str>,
    grades: BTreeSet<String>,
    blanks: BTreeSet<&'a str>,
    questions: BTreeSet<&'a str>,
}

impl<'a> Known<'a> {
    fn of(catalogue: &'a Catalogue) -> Self {
        Self {
            controls: catalogue.controls().map(|c| c.id.as_str()).collect(),
            grades: catalogue.grades().into_iter().map(|g| g.id).collect(),
            blanks: catalogue.blanks.iter().map(|b| b.id.as_str()).collect(),
            questions: catalogue.profile_questions.iter().map(|q| q.id.as_str()).collect(),
        }
    }
}

fn control(at: At, control: &Control, known: &Known<'_>, found: &mut Vec<Found>) {
    wanted(at, "id", &control.id, found);
    wanted(at, "practice", &control.practice, found);
    let missing = |key: String, thing: &str, id: &str| {
        (format!("{at}/{key}"), What::NoSuch { thing: thing.into(), id: id.into() })
    };
    for (n, grade) in control.grade.iter().enumerate() {
        if !known.grades.contains(grade) {
            let key = if control.grade.len() == 1 { "grade".into() } else { format!("grade/{n}") };
            found.push(missing(key, "grade", grade));
        }
    }
    for (n, question) in control.applies_if.iter().enumerate() {
        if !known.questions.contains(question.as_str()) {
            found.push(missing(format!("applies_if/{n}"), "profile_question", question));
        }
    }
    if let Some(parent) = control.parent.as_ref().filter(|parent| !known.controls.contains(parent.as_str())) {
        found.push(missing("parent".into(), "control", parent));
    }
    for (n, other) in control.same_as.iter().enumerate() {
        if !known.controls.contains(other.as_str()) || *other == control.id {
            found.push(missing(format!("same_as/{n}"), "control", other));
        }
    }
    for (n, clause) in control.clauses.iter().enumerate() {
        for what in blanks(&clause.text, known) {
            found.push((format!("{at}/clauses/{n}/text"), what));
        }
    }
    let texts = [&control.technical, &control.operational, &control.proof];
    let longest = texts.iter().flat_map(|list| list.iter()).chain([&control.question, &control.practice]);
    if let Some(text) = longest.chain(&control.statement).find(|text| text.len() > LONGEST_TEXT) {
        let what = What::TooLong { length: text.len() as u64, limit: LONGEST_TEXT as u64 };
        found.push((at.to_string(), what));
    }
}

/// The blanks of a clause: `{{facility.name}}`.
pub fn blanks_of(text: &str) -> Vec<Result<&str, &str>> {
    text.split("{{")
        .skip(1)
        .map(|rest| {
            let name = rest.split_once("}}").map(|(name, _)| name.trim());
            name.filter(|name| !name.is_empty() && !name.contains(['{', '\n'])).ok_or(rest)
        })
        .collect()
}

fn blanks(text: &str, known: &Known<'_>) -> Vec<What> {
    let of = |blank: Result<&str, &str>| match blank {
        Ok(name) if known.blanks.contains(name) => None,
        Ok(name) => Some(What::BlankNotDeclared { blank: name.into() }),
        Err(rest) => Some(What::BlankBroken { text: rest.chars().take(20).collect() }),
    };
    blanks_of(text).into_iter().filter_map(of).collect()
}

fn alternatives(catalogue: &Catalogue) -> Vec<Found> {
    let mut groups: BTreeMap<&str, Vec<At>> = BTreeMap::new();
    for (at, control) in located(catalogue) {
        if let Some(alternative) = &control.alternative {
            groups.entry(&alternative.group).or_default().push(at);
        }
    }
    let alone = groups.into_iter().filter(|(_, members)| members.len() < 2);
    alone
        .flat_map(|(group, members)| {
            members
                .into_iter()
                .map(move |at| (format!("{at}/alternative"), What::Alone { group: group.into() }))
        })
        .collect()
}

/// Parents that lead back to where they began.
fn circles(catalogue: &Catalogue) -> Vec<Found> {
    let sections = catalogue.sections.iter().enumerate();
    let sections = sections.map(|(n, s)| (format!("/sections/{n}"), s.id.as_str(), s.parent.as_deref()));
    let mut found = round(&sections.filter(|(_, _, parent)| parent.is_some()).collect::<Vec<_>>());
    let controls = located(catalogue).filter(|(_, control)| control.parent.is_some());
    let controls = controls.map(|(at, c)| (at.to_string(), c.id.as_str(), c.parent.as_deref()));
    found.extend(round(&controls.collect::<Vec<_>>()));
    found
}

/// Among things that have a parent.
fn round(things: &[(String, &str, Option<&str>)]) -> Vec<Found> {
    let parents: HashMap<&str, &str> =
        things.iter().filter_map(|(_, id, parent)| parent.map(|parent| (*id, parent))).collect();
    // Each thing is walked once: what was found to end well need not be walked again.
    let mut ends_well: HashSet<&str> = HashSet::new();
    let mut found = Vec::new();
    for (at, id, _) in things {
        let mut path: HashSet<&str> = HashSet::new();
        let mut here = *id;
        while path.insert(here) && !ends_well.contains(here) {
            let Some(next) = parents.get(here) else {
                break;
            };
            here = next;
            if here == *id {
                found.push((format!("{at}/parent"), What::Circle { id: (*id).into() }));
                break;
            }
        }
        ends_well.extend(path);
    }
    found
}

fn wanted(at: impl std::fmt::Display, key: &str, text: &str, found: &mut Vec<Found>) {
    if text.trim().is_empty() {
        found.push((format!("{at}/{key}"), What::Empty { key: key.into() }));
    }
}

fn once(at: &str, ids: &[&String], found: &mut Vec<Found>) {
    let mut seen = BTreeSet::new();
    for (n, id) in ids.iter().enumerate() {
        if !seen.insert(id) {
            found.push((format!("{at}/{n}/id"), What::Duplicate { id: (*id).clone() }));
        }
    }
}

/// What a complete catalogue has of every row.
pub fn gaps(catalogue: &Catalogue) -> Vec<Found> {
    let gap = |(at, control): (At, &Control)| {
        let lacks = [
            (control.question.trim().is_empty(), What::NoQuestion),
            (control.proof.is_empty(), What::NoProof),
            (control.source.trim().is_empty(), What::NoSource),
        ];
        lacks
            .into_iter()
            .filter(|(lacking, _)| *lacking)
            .map(move |(_, what)| (at.to_string(), what))
            .collect::<Vec<_>>()
    };
    located(catalogue).flat_map(gap).collect()
}

pub fn mapping(mapping: &Mapping) -> Vec<Found> {
    let mut found = Vec::new();
    wanted("/mapping", "from", &mapping.head.from, &mut found);
    wanted("/mapping", "to", &mapping.head.to, &mut found);
    let mut seen = BTreeSet::new();
    for (n, pair) in mapping.pairs.iter().enumerate() {
        if !seen.insert((&pair.from, &pair.to)) {
            let id = format!("{} → {}", pair.from, pair.to);
            found.push((format!("/pairs/{n}"), What::PairTwice { id }));
        }
    }
    let paired: BTreeSet<&String> = mapping.pairs.iter().map(|pair| &pair.from).collect();
    let mut unmatched = BTreeSet::new();
    for (n, one) in mapping.unmatched.iter().enumerate() {
        let at = format!("/unmatched/{n}");
        if paired.contains(&one.id) {
            found.push((at.clone(), What::PairedAndUnmatched { id: one.id.clone() }));
        }
        if !unmatched.insert(&one.id) {
            found.push((at, What::Duplicate { id: one.id.clone() }));
        }
    }
    found
}

/// Ids that the named catalogues do not have. A catalogue that is not at hand is not asked.
pub fn mapping_against(mapping: &Mapping, at_hand: &[&Catalogue]) -> Vec<Found> {
    let ids = |wanted: &str| -> Option<BTreeSet<&str>> {
        let catalogue = at_hand.iter().find(|c| c.head.id == wanted)?;
        Some(catalogue.controls().map(|c| c.id.as_str()).collect())
    };
    let (from, to) = (ids(&mapping.head.from), ids(&mapping.head.to));
    let lacks =
        |known: &Option<BTreeSet<&str>>, id: &str| known.as_ref().is_some_and(|known| !known.contains(id));
    let missing = |at: String, id: &str| (at, What::NoSuch { thing: "control".into(), id: id.into() });
    let mut found = Vec::new();
    for (n, pair) in mapping.pairs.iter().enumerate() {
        if lacks(&from, &pair.from) {
            found.push(missing(format!("/pairs/{n}/from"), &pair.from));
        }
        if lacks(&to, &pair.to) {
            found.push(missing(format!("/pairs/{n}/to"), &pair.to));
        }
    }
    for (n, one) in mapping.unmatched.iter().enumerate() {
        if lacks(&from, &one.id) {
            found.push(missing(format!("/unmatched/{n}/id"), &one.id));
        }
    }
    found
}
