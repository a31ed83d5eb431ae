//! How what happens at the operator's desk is checked and applied. What comes in and what is decided is formal: it is followed,
//! never taken back. What a reviewer writes down and how the desk works is undone like everything else.

use std::collections::BTreeMap;

use rusqlite::params;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::model::{DeskSettings, Layout, Proposed, Recommendation, Review, Rolled};
use super::{line, query};
use crate::evidence::{self, Stored};
use crate::ledger::{Scene, Text, json, text, unchanged};
use crate::submission::model::{CONFORMANCE, Decision, Enrolled, Verdict};
use crate::submission::query::enrolled;
use crate::{Error, Result};

/// What of a package that comes in stands in the ledger; the package itself lies among the files, as it was signed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coming {
    pub kind: String,
    pub heading: String,
    pub fiscal_year: i32,
    pub kept: Stored,
    pub rolled: Vec<Rolled>,
    /// Those that nobody had sent before.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub layouts: BTreeMap<String, Layout>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<Uuid>,
}

pub(crate) fn check_enrol(
    scene: &Scene<'_>,
    public: &str,
    base: i64,
    wanted: Option<&Enrolled>,
) -> Result<()> {
    let found = enrolled(scene.db, public)?;
    let before = found.as_ref().map(|one| (&one.0, one.1));
    unchanged(scene.db, format!("enrolled:{public}"), before, base, &wanted)?;
    if public.len() != 64 || !public.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(Error::Invalid { field: "key".into(), detail: public.chars().take(80).collect() });
    }
    let Some(one) = wanted else { return Ok(()) };
    text(&one.name, &Text { field: "name", limit: 200, required: true })?;
    // What it was linked to before it may be linked to again, whatever became of that.
    let linked = found.and_then(|one| one.0.record);
    match one.record.filter(|record| Some(*record) != linked) {
        Some(record) => line::require(scene.db, record),
        None => Ok(()),
    }
}

/// Answers who it was before, and the revision now; none where it is not enrolled any more.
pub(crate) fn apply_enrol(
    scene: &Scene<'_>,
    public: &str,
    wanted: Option<&Enrolled>,
    back_to: Option<i64>,
) -> Result<(Option<Enrolled>, i64)> {
    let before = enrolled(scene.db, public)?.map(|one| one.0);
    let Some(one) = wanted else {
        write(scene, "DELETE FROM enrolled WHERE public = ?1", params![public])?;
        return Ok((before, 0));
    };
    let revision = scene.revision(back_to);
    let sql = "INSERT INTO enrolled (public, enrolled, revision) VALUES (?1, ?2, ?3)
               ON CONFLICT (public) DO UPDATE SET enrolled = ?2, revision = ?3";
    write(scene, sql, params![public, json(one)?, revision])?;
    Ok((before, revision))
}

pub(crate) fn check_receive(
    scene: &Scene<'_>,
    (fingerprint, public, title): (&str, &str, &str),
    (chain, previous): (i64, Option<&str>),
) -> Result<()> {
    let known = enrolled(scene.db, public)?;
    if known.is_none_or(|one| one.0.stopped) {
        let key = crate::package::spoken(public);
        return Err(Error::NotEnrolled { name: title.to_owned(), key });
    }
    let last = query::last_of(scene.db, public)?;
    let (place, before) = last.map_or((0, None), |(at, one)| (at, Some(one)));
    // No gap, no fork: the one before is the one that is known.
    if chain == place + 1 && previous == before.as_deref() {
        return Ok(());
    }
    let (name, found, expected) = (title.to_owned(), chain, place + 1);
    Err(if found > expected {
        Error::PackageGap { name, found, expected }
    } else {
        Error::PackageForked { name, found, known: crate::package::spoken(fingerprint) }
    })
}

pub(crate) fn apply_receive(
    scene: &Scene<'_>,
    (fingerprint, public, facility): (&str, &str, &str),
    (chain, number): (i64, &str),
    // Where it came in before packages were kept, the snapshot stands in the ledger itself.
    snapshot: &str,
    coming: Option<&Coming>,
) -> Result<()> {
    let rolled = json(coming.map_or(&[][..], |one| &one.rolled))?;
    write(
        scene,
        "INSERT INTO received (fingerprint, public, chain, received, snapshot, at, revision, kind, facility, title,
             fiscal_year, kept, rolled, answers)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, coalesce(?10, json_extract(?5, '$.title')),
             coalesce(?11, json_extract(?5, '$.fiscal_year')), ?12, ?13, ?14)",
        params![
            fingerprint,
            public,
            chain,
            number,
            snapshot,
            scene.at.to_string(),
            scene.seq,
            coming.map_or(CONFORMANCE, |one| &one.kind),
            facility,
            coming.map(|one| &one.heading),
            coming.map(|one| one.fiscal_year),
            coming.map(|one| &one.kept.sha256),
            rolled,
            coming.and_then(|one| one.answers).map(|id| id.to_string()),
        ],
    )?;
    let Some(coming) = coming else { return Ok(()) };
    evidence::keep(scene, &coming.kept)?;
    coming.layouts.iter().try_for_each(|(id, layout)| {
        let sql = "INSERT OR IGNORE INTO received_layout (id, layout) VALUES (?1, ?2)";
        write(scene, sql, params![id, json(layout)?])
    })
}

fn require(scene: &Scene<'_>, fingerprint: &str) -> Result<super::ReceivedRow> {
    let found = query::one_received(scene.db, fingerprint)?;
    found.map(|one| one.row).ok_or_else(|| Error::NoSuchThing { thing: format!("received:{fingerprint}") })
}

fn thing(fingerprint: &str) -> String {
    format!("received:{fingerprint}")
}

const DECIDED: &str = "decided";

fn undecided(found: &super::ReceivedRow, step: &str) -> Result<()> {
    // What was decided is not decided again: a mended one is another package.
    match found.decision {
        Some(_) => Err(Error::WrongState { step: step.into(), state: DECIDED.into() }),
        None => Ok(()),
    }
}

pub(crate) fn check_review(
    scene: &Scene<'_>,
    fingerprint: &str,
    base: i64,
    review: Option<&Review>,
) -> Result<()> {
    let found = require(scene, fingerprint)?;
    unchanged(scene.db, thing(fingerprint), Some((&found.review, found.revision)), base, &review)?;
    undecided(&found, "review")?;
    let Some(review) = review else { return Ok(()) };
    text(&review.note, &Text { field: "note", limit: 4_000, required: false })?;
    text(&review.letter, &Text { field: "letter", limit: 8_000, required: false })?;
    comments(&review.comments)
}

fn comments(all: &[crate::submission::Comment]) -> Result<()> {
    all.iter().try_for_each(|one| text(&one.text, &Text { field: "comment", limit: 4_000, required: true }))
}

/// Answers what was written down before, and its revision.
pub(crate) fn apply_review(
    scene: &Scene<'_>,
    fingerprint: &str,
    review: Option<&Review>,
    back_to: Option<i64>,
) -> Result<(Option<Review>, i64)> {
    let before = require(scene, fingerprint)?;
    let revision = scene.revision(back_to);
    let text = review.map(json).transpose()?;
    write(
        scene,
        "UPDATE received SET review = ?2, revision = ?3 WHERE fingerprint = ?1",
        params![fingerprint, text, revision],
    )?;
    Ok((before.review, revision))
}

pub(crate) fn check_decide(
    scene: &Scene<'_>,
    fingerprint: &str,
    base: i64,
    decision: &Decision,
    proposed: bool,
) -> Result<()> {
    let found = require(scene, fingerprint)?;
    unchanged(scene.db, thing(fingerprint), Some((&found.decision, found.revision)), base, decision)?;
    undecided(&found, "decide")?;
    if found.proposed.is_some() {
        return Err(Error::WrongState { step: "decide".into(), state: "proposed".into() });
    }
    if query::settings(scene.db)?.0.four_eyes && !proposed {
        return Err(Error::Required { field: "confirmation".into() });
    }
    let must = decision.verdict != Verdict::Approved;
    text(&decision.letter, &Text { field: "letter", limit: 8_000, required: must })?;
    comments(&decision.comments)
}

pub(crate) fn apply_decide(
    scene: &Scene<'_>,
    fingerprint: &str,
    decision: &Decision,
    proposed: bool,
) -> Result<()> {
    if proposed {
        let one = Proposed { by: scene.by, decision: decision.clone() };
        return set(scene, fingerprint, Some(&one), None);
    }
    set(scene, fingerprint, None, Some(decision))
}

fn set(
    scene: &Scene<'_>,
    fingerprint: &str,
    proposed: Option<&Proposed>,
    decision: Option<&Decision>,
) -> Result<()> {
    write(
        scene,
        "UPDATE received SET proposed = ?2, decision = ?3, revision = ?4 WHERE fingerprint = ?1",
        params![fingerprint, proposed.map(json).transpose()?, decision.map(json).transpose()?, scene.seq],
    )
}

pub(crate) fn check_confirm(
    scene: &Scene<'_>,
    fingerprint: &str,
    base: i64,
    decision: &Decision,
) -> Result<()> {
    let proposed = of_another(scene, fingerprint, base)?;
    // What is confirmed is what was proposed, with the name of whoever confirms.
    let confirmed = Decision { confirmed_by: decision.confirmed_by.clone(), ..proposed.decision };
    if confirmed == *decision && decision.confirmed_by.is_some() {
        return Ok(());
    }
    Err(Error::Required { field: "decision".into() })
}

pub(crate) fn apply_confirm(scene: &Scene<'_>, fingerprint: &str, decision: &Decision) -> Result<()> {
    set(scene, fingerprint, None, Some(decision))
}

pub(crate) fn check_decline(scene: &Scene<'_>, fingerprint: &str, base: i64, reason: &str) -> Result<()> {
    let found = require(scene, fingerprint)?;
    unchanged(scene.db, thing(fingerprint), Some((&found.proposed, found.revision)), base, &reason)?;
    if found.proposed.is_none() {
        return Err(Error::WrongState { step: "decline".into(), state: "received".into() });
    }
    text(reason, &Text { field: "reason", limit: 2_000, required: true })
}

pub(crate) fn apply_decline(scene: &Scene<'_>, fingerprint: &str) -> Result<()> {
    set(scene, fingerprint, None, None)
}

/// What somebody else proposed.
fn of_another(scene: &Scene<'_>, fingerprint: &str, base: i64) -> Result<Proposed> {
    let found = require(scene, fingerprint)?;
    unchanged(scene.db, thing(fingerprint), Some((&found.proposed, found.revision)), base, &base)?;
    let missing = || Error::WrongState { step: "confirm".into(), state: "received".into() };
    let proposed = found.proposed.ok_or_else(missing)?;
    if proposed.by == scene.by {
        return Err(Error::OwnProposal { name: proposed.decision.by_name });
    }
    Ok(proposed)
}

pub(crate) fn check_recommend(scene: &Scene<'_>, public: &str, one: &Recommendation) -> Result<()> {
    if enrolled(scene.db, public)?.is_none_or(|found| found.0.stopped) {
        let key = crate::package::spoken(public);
        return Err(Error::NotEnrolled { name: one.facility.clone(), key });
    }
    let fields =
        [("subject", &one.subject), ("fact", &one.fact), ("basis", &one.basis), ("contents", &one.contents)];
    fields
        .into_iter()
        .try_for_each(|(field, value)| text(value, &Text { field, limit: 4_000, required: true }))?;
    if one.due < one.given_on {
        return Err(Error::Invalid { field: "due".into(), detail: one.due.to_string() });
    }
    Ok(())
}

pub(crate) fn apply_recommend(scene: &Scene<'_>, public: &str, one: &Recommendation) -> Result<()> {
    write(
        scene,
        "INSERT INTO recommendation (id, public, recommendation, at, revision) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![one.id.to_string(), public, json(one)?, scene.at.to_string(), scene.seq],
    )
}

pub(crate) fn check_settings(scene: &Scene<'_>, base: i64, settings: &DeskSettings) -> Result<()> {
    let (found, revision) = query::settings(scene.db)?;
    unchanged(scene.db, "operator_desk".into(), Some((&found, revision)), base, settings)?;
    if settings.checklist.len() > 60 {
        return Err(Error::Invalid {
            field: "checklist".into(),
            detail: settings.checklist.len().to_string(),
        });
    }
    settings
        .checklist
        .iter()
        .try_for_each(|line| text(line, &Text { field: "checklist", limit: 300, required: true }))?;
    let day = &settings.expected_by;
    if day.is_empty() || query::day_of(2_027, day).is_some() {
        return Ok(());
    }
    Err(Error::Invalid { field: "expected_by".into(), detail: day.clone() })
}

/// Answers how the desk worked before, and the revision of it.
pub(crate) fn apply_settings(
    scene: &Scene<'_>,
    settings: &DeskSettings,
    back_to: Option<i64>,
) -> Result<(DeskSettings, i64)> {
    let before = query::settings(scene.db)?.0;
    let revision = scene.revision(back_to);
    write(
        scene,
        "INSERT INTO operator_desk (one, settings, revision) VALUES (1, ?1, ?2)
         ON CONFLICT (one) DO UPDATE SET settings = ?1, revision = ?2",
        params![json(settings)?, revision],
    )?;
    Ok((before, revision))
}

fn write(scene: &Scene<'_>, sql: &str, values: impl rusqlite::Params) -> Result<()> {
    let done = scene.db.prepare_cached(sql).and_then(|mut s| s.execute(values));
    done.map(drop).map_err(Error::db("writing at the operator's desk"))
}
