//! Two versions of a catalogue side by side: what is new, gone, renumbered, re-worded, re-graded. By id first, then
//! by likeness for what is left; and what becomes of answers given to the old one.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;
use strum::{IntoStaticStr, VariantNames};
use ts_rs::TS;

use super::fold::fold;
use super::model::{Catalogue, Control};
use crate::{Error, Result};

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Comparison {
    pub from: Named,
    pub to: Named,
    pub rows: Vec<Row>,
    pub counts: BTreeMap<&'static str, usize>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Named {
    pub id: String,
    pub title: String,
    pub version: String,
    pub hash: String,
}

/// One control of either, or a pair.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Row {
    pub from: Option<Side>,
    pub to: Option<Side>,
    pub what: Vec<Difference>,
    pub fate: Fate,
    /// 1 where nothing differs.
    pub likeness: f64,
    pub fields: Vec<Moved>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Side {
    pub id: String,
    pub practice: String,
}

/// A field that reads differently; both as people read them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "MovedText")]
pub struct Moved {
    pub field: String,
    pub from: String,
    pub to: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS, IntoStaticStr, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Difference {
    Same,
    Added,
    Removed,
    /// Another id or section number.
    Renumbered,
    /// Another name, question, measure, clause, proof …
    Reworded,
    Regraded,
}

/// What becomes of an answer given to the old control.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS, IntoStaticStr, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Fate {
    /// Stays as it is.
    Keep,
    /// Comes along marked 要再確認, with the difference.
    Review,
    /// Nothing to carry: it is new.
    New,
    /// Stays with the old version only.
    Leave,
}

/// How alike two texts are, 0 to 1: shared pairs of neighbouring characters (Dice).
pub fn likeness(a: &str, b: &str) -> f64 {
    Pairs::of(&fold(a)).likeness(&Pairs::of(&fold(b)))
}

/// The bigrams of a text, sorted.
struct Pairs(Vec<(char, char)>);

impl Pairs {
    fn of(text: &str) -> Self {
        let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        let mut pairs: Vec<_> = match chars.as_slice() {
            [one] => vec![(*one, *one)],
            _ => chars.iter().copied().zip(chars.iter().copied().skip(1)).collect(),
        };
        pairs.sort_unstable();
        Self(pairs)
    }

    // Lengths of texts are far below what a double holds exactly.
    #[allow(clippy::cast_precision_loss)]
    fn likeness(&self, other: &Self) -> f64 {
        let total = self.0.len() + other.0.len();
        if total == 0 {
            return 1.0;
        }
        let (mut a, mut b) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut shared = 0;
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            match x.cmp(y) {
                std::cmp::Ordering::Equal => {
                    shared += 1;
                    a.next();
                    b.next();
                }
                std::cmp::Ordering::Less => _ = a.next(),
                std::cmp::Ordering::Greater => _ = b.next(),
            }
        }
        2.0 * f64::from(shared) / total as f64
    }
}

/// An id that means something else now is not the same control.
const SAME_ID_AT_LEAST: f64 = 0.2;
const OTHER_ID_AT_LEAST: f64 = 0.6;
/// Up to so many leftovers on either side are compared one with another; beyond, only equal texts are paired.
const COMPARED_PAIRWISE: usize = 2_000;

pub fn compare(from: &Catalogue, to: &Catalogue) -> Result<Comparison> {
    let pairs = paired(from, to);
    let partner_of: BTreeMap<&str, &str> = pairs.iter().map(|(a, b)| (*b, *a)).collect();
    let kept: BTreeSet<&str> = pairs.iter().map(|(a, _)| *a).collect();
    let old: BTreeMap<&str, &Control> = from.controls().map(|c| (c.id.as_str(), c)).collect();
    let mut rows = Vec::new();
    // In the new one's order; what is gone comes where it used to stand, after the last kept one before it.
    let mut gone_after: BTreeMap<Option<&str>, Vec<&Control>> = BTreeMap::new();
    let mut last_kept = None;
    for control in from.controls() {
        if kept.contains(control.id.as_str()) {
            last_kept = Some(control.id.as_str());
        } else {
            gone_after.entry(last_kept).or_default().push(control);
        }
    }
    rows.extend(gone_after.remove(&None).unwrap_or_default().into_iter().map(removed));
    for control in to.controls() {
        match partner_of.get(control.id.as_str()).and_then(|id| old.get(id)) {
            Some(before) => {
                rows.push(pair(before, control)?);
                let gone = gone_after.remove(&Some(before.id.as_str())).unwrap_or_default();
                rows.extend(gone.into_iter().map(removed));
            }
            None => rows.push(added(control)),
        }
    }
    let mut counts: BTreeMap<&'static str, usize> =
        Difference::VARIANTS.iter().map(|name| (*name, 0)).collect();
    for what in rows.iter().flat_map(|row| &row.what) {
        *counts.entry(what.into()).or_default() += 1;
    }
    Ok(Comparison { from: named(from)?, to: named(to)?, rows, counts })
}

fn named(catalogue: &Catalogue) -> Result<Named> {
    let head = &catalogue.head;
    let hash = catalogue.content_hash()?;
    Ok(Named { id: head.id.clone(), title: head.title.clone(), version: head.version.clone(), hash })
}

/// Which control of `from` is which of `to`, by their ids.
fn paired<'a>(from: &'a Catalogue, to: &'a Catalogue) -> Vec<(&'a str, &'a str)> {
    let new: BTreeMap<&str, &Control> = to.controls().map(|c| (c.id.as_str(), c)).collect();
    let mut pairs = Vec::new();
    let mut taken = BTreeSet::new();
    let mut left = Vec::new();
    for control in from.controls() {
        match new.get(control.id.as_str()) {
            Some(same_id) if control == *same_id || alike(control, same_id) >= SAME_ID_AT_LEAST => {
                pairs.push((control.id.as_str(), same_id.id.as_str()));
                taken.insert(same_id.id.as_str());
            }
            _ => left.push(control),
        }
    }
    let open: Vec<&Control> = to.controls().filter(|c| !taken.contains(c.id.as_str())).collect();
    pairs.extend(by_likeness(&left, &open));
    pairs
}

/// The most alike first, each only once.
fn by_likeness<'a>(left: &[&'a Control], open: &[&'a Control]) -> Vec<(&'a str, &'a str)> {
    let mut candidates = Vec::new();
    if left.len().max(open.len()) <= COMPARED_PAIRWISE {
        let texts: Vec<Pairs> = open.iter().map(|c| Pairs::of(&fold(&all_text(c)))).collect();
        for control in left {
            let text = Pairs::of(&fold(&all_text(control)));
            for (other, pairs) in open.iter().zip(&texts) {
                let alike = text.likeness(pairs);
                if alike >= OTHER_ID_AT_LEAST {
                    candidates.push((alike, control.id.as_str(), other.id.as_str()));
                }
            }
        }
    } else {
        let texts: BTreeMap<String, &str> = open.iter().map(|c| (all_text(c), c.id.as_str())).collect();
        let equal = left.iter().filter_map(|c| texts.get(&all_text(c)).map(|id| (1.0, c.id.as_str(), *id)));
        candidates.extend(equal);
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let (mut from_taken, mut to_taken) = (BTreeSet::new(), BTreeSet::new());
    candidates
        .into_iter()
        .filter(|(_, a, b)| {
            let free = !from_taken.contains(a) && !to_taken.contains(b);
            free && from_taken.insert(*a) && to_taken.insert(*b)
        })
        .map(|(_, a, b)| (a, b))
        .collect()
}

fn all_text(control: &Control) -> String {
    let mut text = format!("{} {} {}", control.domain, control.practice, control.question);
    for part in control.statement.iter().chain(&control.technical).chain(&control.operational) {
        text.push(' ');
        text.push_str(part);
    }
    text
}

fn alike(a: &Control, b: &Control) -> f64 {
    likeness(&all_text(a), &all_text(b))
}

fn side(control: &Control) -> Side {
    Side { id: control.id.clone(), practice: control.practice.clone() }
}

fn removed(control: &Control) -> Row {
    let what = vec![Difference::Removed];
    Row { from: Some(side(control)), to: None, what, fate: Fate::Leave, likeness: 0.0, fields: Vec::new() }
}

fn added(control: &Control) -> Row {
    let what = vec![Difference::Added];
    Row { from: None, to: Some(side(control)), what, fate: Fate::New, likeness: 0.0, fields: Vec::new() }
}

fn pair(from: &Control, to: &Control) -> Result<Row> {
    let fields = moved(from, to)?;
    let about = |names: &[&str]| fields.iter().any(|field| names.contains(&field.field.as_str()));
    let mut what = Vec::new();
    if about(&["id", "section_number"]) {
        what.push(Difference::Renumbered);
    }
    if fields.iter().any(|field| {
        !["id", "section_number", "grade", "grade_mark", "source"].contains(&field.field.as_str())
    }) {
        what.push(Difference::Reworded);
    }
    if about(&["grade"]) {
        what.push(Difference::Regraded);
    }
    // A new number alone changes nothing that was answered.
    let asks_otherwise = what.iter().any(|w| matches!(w, Difference::Reworded | Difference::Regraded));
    let fate = if asks_otherwise { Fate::Review } else { Fate::Keep };
    if what.is_empty() {
        what.push(Difference::Same);
    }
    let likeness = if fields.is_empty() { 1.0 } else { alike(from, to) };
    Ok(Row { from: Some(side(from)), to: Some(side(to)), what, fate, likeness, fields })
}

/// Field by field, as the file names them.
fn moved(from: &Control, to: &Control) -> Result<Vec<Moved>> {
    let whole = |control: &Control| -> Result<Value> {
        serde_json::to_value(control).map_err(|e| Error::internal(e.to_string()))
    };
    let (from, to) = (whole(from)?, whole(to)?);
    let keys: BTreeSet<&String> =
        [&from, &to].into_iter().filter_map(Value::as_object).flat_map(|o| o.keys()).collect();
    let shown = |whole: &Value, key: &str| whole.get(key).map(readable).unwrap_or_default();
    Ok(keys
        .into_iter()
        .filter(|key| from.get(*key) != to.get(*key))
        .map(|key| Moved { field: key.clone(), from: shown(&from, key), to: shown(&to, key) })
        .collect())
}

fn readable(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(readable).collect::<Vec<_>>().join("\n"),
        Value::Object(fields) => {
            let parts: Vec<String> =
                fields.iter().map(|(key, v)| format!("{key}: {}", readable(v))).collect();
            parts.join(", ")
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::Section;
    use super::*;

    fn catalogue(version: &str, controls: Vec<Control>) -> Catalogue {
        let mut made = Catalogue::default();
        made.head.id = format!("x-{version}");
        made.head.version = version.into();
        made.sections = vec![Section { id: "s".into(), title: "s".into(), controls, ..Section::default() }];
        made
    }

    fn control(id: &str, practice: &str, grade: &str) -> Control {
        Control { id: id.into(), practice: practice.into(), grade: vec![grade.into()], ..Control::default() }
    }

    #[test]
    fn every_kind_of_difference_is_found_and_answers_know_their_fate() {
        let old = catalogue(
            "1",
            vec![
                control("1", "バックアップを毎日取得すること", "A"),
                control("2", "入退室の記録を残し定期的に確かめること", "A"),
                control("3", "監査を年に一回行うこと", "C"),
                control("4", "無線LANの利用者を限定すること", "A"),
                control("5", "廃棄の手順を定めること", "A"),
            ],
        );
        let new = catalogue(
            "2",
            vec![
                control("1", "バックアップを毎日取得すること", "A"),
                control("2", "入退室の記録を残し毎月確かめること", "A"),
                control("3", "監査を年に一回行うこと", "A"),
                control("6", "無線LANの利用者を限定すること", "A"),
                control("5", "サイバー攻撃に備えた連絡先の一覧", "A"),
            ],
        );
        let compared = compare(&old, &new).unwrap();
        let told: Vec<String> = compared
            .rows
            .iter()
            .map(|row| {
                let id = |side: &Option<Side>| side.as_ref().map_or("-".to_owned(), |s| s.id.clone());
                let what: Vec<&str> = row.what.iter().map(Into::into).collect();
                let fate: &str = row.fate.into();
                format!("{} {} {} {fate}", id(&row.from), id(&row.to), what.join("+"))
            })
            .collect();
        assert_eq!(
            told,
            [
                "1 1 same keep",
                "2 2 reworded review",
                "3 3 regraded review",
                "4 6 renumbered keep",
                "5 - removed leave",
                "- 5 added new",
            ]
        );
        assert_eq!(compared.counts["added"], 1);
    }

    #[test]
    fn the_same_compared_with_itself_keeps_everything() {
        let one = catalogue("1", vec![control("1", "あ", "A"), control("2", "い", "B")]);
        let compared = compare(&one, &one).unwrap();
        assert!(compared.rows.iter().all(|row| row.fate == Fate::Keep));
        assert_eq!(compared.counts["same"], 2);
    }
}
