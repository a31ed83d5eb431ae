//! What is handed in, decided and recommended on its papers, and how all facilities stand.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use ts_rs::TS;
use uuid::Uuid;

use super::{Ask, blank};
use crate::package::spoken;
use crate::people::Right;
use crate::submission::desk::{self, PortfolioFilter};
use crate::submission::{self, Snapshot, Step, SubmissionRow, Verdict};
use crate::{Error, Result};

/// What a paper is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "HandedPaper")]
pub enum Handed {
    /// 提出書 of what was frozen.
    Submission { id: Uuid },
    /// The letter of a decision.
    Decision { fingerprint: String },
    /// 勧告書
    Recommendation { id: Uuid },
    /// All facilities side by side.
    Portfolio { filter: PortfolioFilter },
}

impl Handed {
    pub const fn right(&self) -> Right {
        match self {
            Self::Submission { .. } => Right::SeeSubmissions,
            Self::Decision { .. } | Self::Recommendation { .. } | Self::Portfolio { .. } => {
                Right::ReviewSubmissions
            }
        }
    }
}

pub fn filled(ask: &Ask<'_>, about: &Handed, form: &Value) -> Result<Value> {
    let mut out = blank(form);
    let fields = match about {
        Handed::Submission { id } => {
            if let Some((row, snapshot)) = ask.frozen {
                sheet(ask, row, snapshot)?
            } else {
                let row = submission::require(ask.db, *id)?;
                let missing = || Error::Required { field: "snapshot".into() };
                let snapshot = submission::snapshot(ask.db, *id)?.ok_or_else(missing)?;
                sheet(ask, &row, &snapshot)?
            }
        }
        Handed::Decision { fingerprint } => letter(ask, fingerprint)?,
        Handed::Recommendation { id } => recommendation(ask, *id)?,
        Handed::Portfolio { filter } => portfolio(ask, filter)?,
    };
    if let (Some(out), Value::Object(fields)) = (out.as_object_mut(), fields) {
        // A template that people changed may have dropped some of them.
        out.extend(fields.into_iter().filter(|(key, _)| form.get(key).is_some()));
    }
    Ok(out)
}

/// What a QR code says: what it is, what was said, and by which key.
fn code(facts: &str, key: &str) -> String {
    format!("TENKEN:1:{facts}:{key}")
}

fn sheet(ask: &Ask<'_>, row: &SubmissionRow, snapshot: &Snapshot) -> Result<Value> {
    let facts = submission::facts(snapshot)?;
    let key = submission::key(ask.db)?.map(|key| key.public()).unwrap_or_default();
    let kind = submission::kind(&snapshot.kind)?;
    let since = row.steps.iter().rposition(|one| one.step == Step::Freeze).map_or(0, |at| at + 1);
    let mut signed = row.steps.iter().skip(since).filter(|one| one.step == Step::Sign);
    let seats = row.submission.seats.iter().map(|seat| {
        let by = signed.next();
        json!({ "title": seat.title, "name": seat.name, "signed_on": by.map(|by| by.at.to_string()) })
    });
    let counts = |means: &str| {
        snapshot.catalogues.iter().flat_map(|one| &one.rows).filter(|row| row.means == means).count()
    };
    let rows: usize = snapshot.catalogues.iter().map(|one| one.rows.len()).sum();
    let catalogues =
        snapshot.catalogues.iter().map(|one| json!({ "title": one.title, "version": one.version }));
    let records = snapshot.records.iter().map(|one| {
        let fields = one.fields.iter().map(|(name, text)| json!({ "name": name, "text": text }));
        json!({ "what": one.what, "title": one.title, "fields": fields.collect::<Vec<_>>() })
    });
    let sent = row.steps.iter().rev().find(|one| one.step == Step::Send);
    let names =
        kind.papers.iter().map(|id| crate::document::name_of(ask.db, id)).collect::<Result<Vec<_>>>()?;
    Ok(json!({
        "kind": kind.name, "title": snapshot.title, "addressee": snapshot.to, "fiscal_year": snapshot.fiscal_year,
        "note": snapshot.note, "number": row.number.clone().unwrap_or_default(),
        "sent_on": sent.map(|one| one.at.day().to_string()).unwrap_or_default(),
        "again": snapshot.again.as_deref().map(spoken).unwrap_or_default(),
        "fingerprint": spoken(&facts), "key": spoken(&key), "code": code(&facts, &key),
        "frozen_on": snapshot.frozen.day().to_string(), "entries": snapshot.entries,
        "seats": seats.collect::<Vec<_>>(), "rows": rows, "conforms": counts("conforms"), "partly": counts("partly"),
        "fails": counts("fails"), "not_applicable": counts("not_applicable"), "open": counts("open"),
        "catalogues": catalogues.collect::<Vec<_>>(), "records": records.collect::<Vec<_>>(), "enclosures": names,
    }))
}

const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Approved => "承認",
        Verdict::Conditional => "条件付承認",
        Verdict::Returned => "差戻し",
    }
}

fn letter(ask: &Ask<'_>, fingerprint: &str) -> Result<Value> {
    let missing = || Error::NoSuchThing { thing: format!("received:{}", spoken(fingerprint)) };
    let row = desk::one_received(ask.db, fingerprint)?.ok_or_else(missing)?.row;
    let decision = row.decision.ok_or(Error::Required { field: "decision".into() })?;
    let practices = desk::practices(ask.db, fingerprint)?;
    let comments = decision.comments.iter().map(|one| {
        let practice = practices.get(&one.at.control).cloned().unwrap_or_default();
        json!({ "control": one.at.control, "practice": practice, "text": one.text })
    });
    Ok(json!({
        "addressee": row.facility, "number": row.number, "title": row.title, "fiscal_year": row.fiscal_year,
        "received_on": row.at.day().to_string(), "verdict": verdict(decision.verdict), "letter": decision.letter,
        "comments": comments.collect::<Vec<_>>(), "due": decision.due.map(|day| day.to_string()).unwrap_or_default(),
        "decided_on": decision.decided_on.to_string(), "by_name": decision.by_name,
        "confirmed_by": decision.confirmed_by.unwrap_or_default(), "fingerprint": spoken(fingerprint),
        "entries": decision.entries, "head": decision.head.chars().take(16).collect::<String>(),
        "key": spoken(&decision.key),
    }))
}

fn recommendation(ask: &Ask<'_>, id: Uuid) -> Result<Value> {
    let missing = || Error::NoSuchThing { thing: format!("recommendation:{id}") };
    let all = desk::recommendations(ask.db, ask.today)?;
    let one = all.into_iter().find(|row| row.recommendation.id == id).ok_or_else(missing)?.recommendation;
    Ok(json!({
        "addressee": one.facility, "addressee_kind": "機関", "sender_name": one.by_name, "subject": one.subject,
        "rule": one.basis, "fact": one.fact, "basis": one.basis, "contents": one.contents, "due": one.due,
        "report_due": one.due, "report_to": one.operator,
    }))
}

fn portfolio(ask: &Ask<'_>, filter: &PortfolioFilter) -> Result<Value> {
    let all = desk::portfolio(ask.db, filter, ask.today)?;
    let share = |rate: Option<u32>| rate.map_or_else(|| "－".to_owned(), |rate| format!("{rate}%"));
    let sections = all
        .sections
        .iter()
        .map(|one| json!({ "title": one.title, "rate": share(one.rate), "value": one.rate.unwrap_or(0) }));
    let years = all.years.iter().map(|one| {
        json!({ "year": one.fiscal_year, "received": one.received, "approved": one.approved, "rate": share(one.rate) })
    });
    let weakest = all.weakest.iter().map(|one| {
        json!({ "control": one.control, "practice": one.practice, "rate": share(Some(one.rate)), "fails": one.fails,
            "partly": one.partly, "open": one.open, "facilities": one.facilities })
    });
    let groups = all.groups.iter().map(|one| {
        let received = one.received.map_or_else(|| "（少数）".to_owned(), |count| count.to_string());
        json!({ "by": one.by, "name": one.name, "enrolled": one.enrolled, "received": received, "rate": share(one.rate) })
    });
    let late = all.late_ones.iter().map(|one| json!({ "name": one.name, "district": one.district }));
    let title = all.catalogues.iter().find(|one| Some(&one.0) == all.catalogue.as_ref());
    Ok(json!({
        "fiscal_year": all.fiscal_year, "catalogue": title.map(|one| one.1.clone()).unwrap_or_default(),
        "enrolled": all.enrolled, "received": all.received, "approved": all.approved, "waiting": all.waiting,
        "late": all.late, "expected_by": all.expected_by.map(|day| day.to_string()).unwrap_or_default(),
        "rate": share(all.rate), "masked": filter.masked, "sections": sections.collect::<Vec<_>>(),
        "years": years.collect::<Vec<_>>(), "weakest": weakest.collect::<Vec<_>>(),
        "groups": groups.collect::<Vec<_>>(), "late_ones": late.collect::<Vec<_>>(),
    }))
}
