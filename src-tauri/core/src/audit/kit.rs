//! An audit that is carried to where it is done, and back. What comes back only adds: judgements that are not known yet join
//! those that are; a finding that was changed on both sides becomes two, so that nothing of either is lost. The same
//! kit brought twice changes nothing.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::change::AuditChange;
use super::finding::{self, Finding, FindingChange, FindingRow};
use super::model::{Audit, Away, Conclusion, Judgement, Line, Plan, State};
use super::step::Step;
use super::{judged, query};
use crate::calendar::Day;
use crate::evidence::{Details, Use};
use crate::ledger::Change;
use crate::{Error, Result};

/// What `head.kind` says of it.
pub const KIND: &str = "audit-kit";
/// The part that holds it.
pub const PART: &str = "kit.json";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kit {
    pub audit: Uuid,
    pub plan: Plan,
    pub lines: Vec<Line>,
    pub judgements: Vec<Judgement>,
    pub conclusion: Conclusion,
    pub findings: Vec<Carried>,
    pub proofs: Vec<CarriedProof>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Carried {
    pub id: Uuid,
    pub number: String,
    pub finding: Finding,
    /// Every version it had before, the first one first.
    pub before: Vec<String>,
}

/// A photograph, or what the facility shows; its files are parts of the package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarriedProof {
    pub id: Uuid,
    pub details: Details,
    pub uses: Vec<Use>,
    pub files: Vec<CarriedFile>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarriedFile {
    pub name: String,
    pub sha256: String,
}

/// One content, one version.
fn version(finding: &Finding) -> Result<String> {
    let text = serde_json_canonicalizer::to_vec(finding).map_err(|e| Error::internal(e.to_string()))?;
    Ok(data_encoding::HEXLOWER.encode(&Sha256::digest(text)))
}

fn before(db: &Connection, id: Uuid) -> Result<Vec<String>> {
    finding::versions(db, id)?.iter().map(version).collect()
}

/// Everything of an audit but its files.
pub fn pack(db: &Connection, audit: Uuid) -> Result<Kit> {
    let found = query::require(db, audit)?;
    if found.state != State::Doing {
        let state: &str = found.state.into();
        return Err(Error::WrongState { step: "carry".into(), state: format!("audit_{state}") });
    }
    let carried = |row: FindingRow| {
        Ok(Carried { before: before(db, row.id)?, id: row.id, number: row.number, finding: row.finding })
    };
    Ok(Kit {
        audit,
        plan: Plan { away: None, ..found.plan.clone() },
        lines: query::lines(db, audit)?,
        judgements: query::judgements(db, audit)?,
        conclusion: found.conclusion,
        findings: finding::of_audit(db, audit)?.into_iter().map(carried).collect::<Result<_>>()?,
        proofs: Vec::new(),
    })
}

/// What bringing a kit in would change, in the order in which it is recorded.
#[derive(Debug, Default)]
pub struct Joining {
    pub changes: Vec<Change>,
    pub judgements: usize,
    pub contested: usize,
    pub new: usize,
    pub changed: usize,
    /// Changed on both sides: the one that is brought becomes a finding of its own.
    pub apart: usize,
    /// Both sides have an opinion, and they differ: the one that is kept here stays.
    pub opinions_differ: bool,
}

/// A kit that comes to where its audit is not known: somebody takes it along, speaking for one of its auditors.
pub fn receive(db: &Connection, kit: &Kit, from: &str, as_auditor: Uuid, person: Uuid) -> Result<Joining> {
    if !kit.plan.auditors.iter().any(|one| one.id == as_auditor) {
        return Err(Error::NoSuchThing { thing: format!("auditor:{as_auditor}") });
    }
    let away = Some(Away { from: from.to_owned(), auditor: as_auditor, person });
    // The answers stay where they were given: what is needed of them stands in the lines.
    let plan = Plan { away, assessment: None, series: None, series_day: None, ..kit.plan.clone() };
    let title = plan.title.clone();
    let id = kit.audit;
    let change =
        AuditChange::Plan { id, title: title.clone(), base: 0, plan: Some(Box::new(plan)), back_to: None };
    let mut joining = Joining { changes: vec![Change::Audit(change)], ..Joining::default() };
    joining.changes.push(Change::Audit(AuditChange::Step {
        id,
        title,
        // The plan's own entry, which is the next one.
        base: crate::ledger::head(db)?.head.seq + 1,
        step: Step::Begin,
        reason: String::new(),
        lines: kit.lines.clone(),
        back_to: None,
    }));
    judge(&mut joining, kit, kit.judgements.clone());
    let mut numbers = Numbers::default();
    for one in &kit.findings {
        write(db, &mut joining, &mut numbers, one.id, one, None)?;
    }
    Ok(joining)
}

/// A kit that comes back, or another auditor's.
pub fn join(db: &Connection, audit: &Audit, kit: &Kit) -> Result<Joining> {
    let known = query::judgements(db, audit.id)?;
    let new: Vec<Judgement> =
        kit.judgements.iter().filter(|one| known.iter().all(|other| other.id != one.id)).cloned().collect();
    let mut joining = Joining::default();
    let all = known.into_iter().chain(new.iter().cloned()).collect();
    joining.contested = judged::stand(all).values().filter(|one| one.contested).count();
    judge(&mut joining, kit, new);
    let mut numbers = Numbers::default();
    for one in &kit.findings {
        let theirs = version(&one.finding)?;
        let here = finding::find(db, one.id)?;
        let fate = match &here {
            None => Fate::New,
            Some(row) => {
                let here = (version(&row.finding)?, before(db, row.id)?);
                fate((&here.0, &here.1), (&theirs, &one.before))
            }
        };
        match (fate, here) {
            (Fate::Nothing, _) => {}
            (Fate::Take, Some(row)) => write(db, &mut joining, &mut numbers, one.id, one, Some(&row))?,
            (Fate::New | Fate::Take, _) => write(db, &mut joining, &mut numbers, one.id, one, None)?,
            (Fate::Apart, _) => {
                // The same one gets the same id, however often it is brought.
                let id = Uuid::new_v5(&one.id, theirs.as_bytes());
                if finding::find(db, id)?.is_none() {
                    write(db, &mut joining, &mut numbers, id, one, None)?;
                    joining.new -= 1;
                    joining.apart += 1;
                }
            }
        }
    }
    let nothing = Conclusion::default();
    if kit.conclusion != nothing && kit.conclusion != audit.conclusion {
        if audit.conclusion == nothing {
            joining.changes.push(Change::Audit(AuditChange::Conclude {
                id: audit.id,
                title: audit.plan.title.clone(),
                base: audit.revision,
                conclusion: Box::new(kit.conclusion.clone()),
                back_to: None,
            }));
        } else {
            joining.opinions_differ = true;
        }
    }
    Ok(joining)
}

fn judge(joining: &mut Joining, kit: &Kit, items: Vec<Judgement>) {
    joining.judgements = items.len();
    if !items.is_empty() {
        let (audit, title) = (kit.audit, kit.plan.title.clone());
        joining.changes.push(Change::Audit(AuditChange::Judge { audit, title, items }));
    }
}

/// Numbers that are given in this bringing already.
#[derive(Default)]
struct Numbers(Vec<String>);

impl Numbers {
    /// Its own where nothing here is called so, else the next of its 年度.
    fn of(&mut self, db: &Connection, one: &Carried) -> Result<String> {
        let fiscal_year = one.finding.found_on.map_or(0, Day::fiscal_year);
        let mut next = finding::next_number(db, fiscal_year)?;
        let mut number = one.number.clone();
        while self.0.contains(&number) || finding::is_number(db, &number)? {
            number = format!("{fiscal_year}-{next}");
            next += 1;
        }
        self.0.push(number.clone());
        Ok(number)
    }
}

fn write(
    db: &Connection,
    joining: &mut Joining,
    numbers: &mut Numbers,
    id: Uuid,
    one: &Carried,
    here: Option<&FindingRow>,
) -> Result<()> {
    let number = match here {
        Some(row) => row.number.clone(),
        None => numbers.of(db, one)?,
    };
    *(if here.is_some() { &mut joining.changed } else { &mut joining.new }) += 1;
    joining.changes.push(Change::Finding(FindingChange::Write {
        id,
        number,
        base: here.map_or(0, |row| row.revision),
        finding: Some(Box::new(one.finding.clone())),
        reason: "監査キット".into(),
        back_to: None,
    }));
    Ok(())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    New,
    Nothing,
    Take,
    Apart,
}

/// What becomes of a finding that is known here and comes in: each side as it is now, and as it had been before.
fn fate(here: (&str, &[String]), theirs: (&str, &[String])) -> Fate {
    let had = |before: &[String], one: &str| before.iter().any(|known| known == one);
    if theirs.0 == here.0 || had(here.1, theirs.0) {
        Fate::Nothing
    } else if had(theirs.1, here.0) {
        Fate::Take
    } else {
        Fate::Apart
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Told as the versions of both sides, the last letter being how it is now.
    fn told(here: &str, theirs: &str) -> Fate {
        let side = |text: &str| text.chars().map(String::from).collect::<Vec<_>>();
        let (here, theirs) = (side(here), side(theirs));
        fate((here.last().unwrap(), &here), (theirs.last().unwrap(), &theirs))
    }

    #[test]
    fn what_changed_on_one_side_is_taken_and_on_both_kept_apart() {
        assert_eq!(told("a", "a"), Fate::Nothing);
        assert_eq!(told("a", "ab"), Fate::Take);
        assert_eq!(told("ac", "a"), Fate::Nothing);
        assert_eq!(told("ac", "ab"), Fate::Apart);
        // Brought a second time, unchanged or changed again.
        assert_eq!(told("ab", "ab"), Fate::Nothing);
        assert_eq!(told("ab", "abd"), Fate::Take);
        assert_eq!(told("abc", "ab"), Fate::Nothing);
        assert_eq!(told("abc", "abd"), Fate::Apart);
        // Another one brought theirs in the meantime.
        assert_eq!(told("ab", "ac"), Fate::Apart);
        // Changed, and changed back.
        assert_eq!(told("ab", "aba"), Fate::Nothing);
    }
}
