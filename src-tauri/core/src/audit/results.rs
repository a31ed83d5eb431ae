//! What came out of it: how many of what, against the last audit of the same kind; what was found again; year by year.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use super::finding::{self, FindingRow};
use super::judged;
use super::model::{Audit, Grade, Kind, State};
use super::query;
use crate::Result;

/// How many items were judged how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "AuditCounts")]
pub struct Counts {
    pub items: u32,
    pub judged: u32,
    pub contested: u32,
    pub conforms: u32,
    pub minor: u32,
    pub major: u32,
    pub observation: u32,
    pub good: u32,
}

impl Counts {
    fn add(&mut self, found: Option<&judged::Standing>) {
        self.items += 1;
        let Some(found) = found else { return };
        self.judged += 1;
        self.contested += u32::from(found.contested);
        *match found.grade {
            Grade::Conforms => &mut self.conforms,
            Grade::Minor => &mut self.minor,
            Grade::Major => &mut self.major,
            Grade::Observation => &mut self.observation,
            Grade::Good => &mut self.good,
        } += 1;
    }
}

/// Of the whole audit, and of each section in its order.
pub fn counts(db: &Connection, audit: Uuid) -> Result<(Counts, Vec<(String, Counts)>)> {
    let standing = judged::standing(db, audit)?;
    let mut whole = Counts::default();
    let mut sections: Vec<(String, Counts)> = Vec::new();
    for line in query::lines(db, audit)? {
        let found = standing.get(&line.item);
        whole.add(found);
        if sections.last().is_none_or(|(name, _)| *name != line.section) {
            sections.push((line.section, Counts::default()));
        }
        if let Some((_, counts)) = sections.last_mut() {
            counts.add(found);
        }
    }
    Ok((whole, sections))
}

/// The audit of the same kind that was reported before this one began; of another house, the same house's.
pub fn last_before(db: &Connection, audit: &Audit) -> Result<Option<Audit>> {
    let elsewhere = matches!(audit.plan.kind, Kind::OnSite | Kind::Contractor);
    let before = |one: &Audit| {
        one.id != audit.id
            && matches!(one.state, State::Reported | State::Closed)
            && one.plan.kind == audit.plan.kind
            && (!elsewhere || one.plan.target == audit.plan.target)
            && one.plan.from < audit.plan.from
    };
    // The latest stands first.
    Ok(query::all(db)?.into_iter().find(before))
}

/// An audit beside the one before.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "AuditCompared")]
pub struct Compared {
    pub last: Uuid,
    pub last_title: String,
    pub counts: Counts,
    pub last_counts: Counts,
    /// What was found then, and what became of it.
    pub follow_up: Vec<FindingRow>,
}

pub fn compare(db: &Connection, audit: &Audit) -> Result<Option<Compared>> {
    let Some(last) = last_before(db, audit)? else { return Ok(None) };
    Ok(Some(Compared {
        counts: counts(db, audit.id)?.0,
        last_counts: counts(db, last.id)?.0,
        follow_up: finding::of_audit(db, last.id)?,
        last: last.id,
        last_title: last.plan.title,
    }))
}

/// A fault that had been found before.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "FindingRepeated")]
pub struct Repeated {
    pub finding: Uuid,
    pub number: String,
    pub title: String,
    /// The numbers of the earlier ones, the last first.
    pub before: Vec<String>,
}

pub fn repeated(db: &Connection, all: &[FindingRow]) -> Result<Vec<Repeated>> {
    let mut found = Vec::new();
    for row in all {
        let before: Vec<String> =
            finding::earlier(db, &row.finding, row.id)?.into_iter().map(|one| one.number).collect();
        if !before.is_empty() {
            let (number, title) = (row.number.clone(), row.finding.title.clone());
            found.push(Repeated { finding: row.id, number, title, before });
        }
    }
    Ok(found)
}

/// One 年度 of audits and findings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "AuditYear")]
pub struct Year {
    pub fiscal_year: i32,
    pub audits: u32,
    pub judged: u32,
    /// Judged 適合 or 良好.
    pub good: u32,
    pub major: u32,
    pub minor: u32,
    pub observation: u32,
    pub repeated: u32,
    /// Not mended yet.
    pub open: u32,
    /// From found to accepted, on average.
    pub days_to_mend: Option<u32>,
}

/// Year by year, the earliest first; audits count once they are reported.
pub fn trend(db: &Connection) -> Result<Vec<Year>> {
    let mut years: BTreeMap<i32, Year> = BTreeMap::new();
    for audit in query::all(db)? {
        if !matches!(audit.state, State::Reported | State::Closed) {
            continue;
        }
        let (counts, _) = counts(db, audit.id)?;
        let year = years.entry(audit.fiscal_year()).or_default();
        year.audits += 1;
        year.judged += counts.judged;
        year.good += counts.conforms + counts.good;
    }
    let all = finding::list(db, &finding::Filter::default(), Uuid::nil())?;
    let mut mended: BTreeMap<i32, Vec<i64>> = BTreeMap::new();
    for row in all.iter().filter(|row| row.state != finding::State::Withdrawn) {
        let Some(found_on) = row.finding.found_on else { continue };
        let fiscal_year = found_on.fiscal_year();
        let year = years.entry(fiscal_year).or_default();
        match row.finding.grade {
            Grade::Major => year.major += 1,
            Grade::Minor => year.minor += 1,
            Grade::Observation => year.observation += 1,
            Grade::Conforms | Grade::Good => {}
        }
        year.open += u32::from(row.state.is_open());
        let accepted = row.steps.iter().rev().find(|one| one.step == finding::Step::Accept);
        if let Some(accepted) = accepted.filter(|_| !row.state.is_open()) {
            mended.entry(fiscal_year).or_default().push((accepted.at.day().0 - found_on.0).num_days());
        }
    }
    for one in repeated(db, &all)? {
        let found = all.iter().find(|row| row.id == one.finding).and_then(|row| row.finding.found_on);
        if let Some(year) = found.and_then(|day| years.get_mut(&day.fiscal_year())) {
            year.repeated += 1;
        }
    }
    for (fiscal_year, year) in &mut years {
        year.fiscal_year = *fiscal_year;
        let days = mended.get(fiscal_year).map(Vec::as_slice).unwrap_or_default();
        let count = i64::try_from(days.len()).unwrap_or(i64::MAX);
        year.days_to_mend =
            days.iter().sum::<i64>().checked_div(count).and_then(|days| u32::try_from(days).ok());
    }
    Ok(years.into_values().collect())
}
