//! Audits and findings on their papers: 監査計画書, 通知書, 監査報告書, 指摘・是正処置要求書, 是正報告書, 勧告書. The fields
//! are the forms' own.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use ts_rs::TS;
use uuid::Uuid;

use super::{Ask, blank};
use crate::audit::finding::{self, FindingRow, Source, Step};
use crate::audit::{self, Audit, Counts, Kind};
use crate::calendar::Day;
use crate::evidence::{self, Use};
use crate::people::Role;
use crate::{Error, Result, facility, people};

/// Which audit or finding a paper is about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(rename = "AuditPaper", optional_fields)]
pub struct Audited {
    audit: Option<Uuid>,
    finding: Option<Uuid>,
}

impl Audited {
    pub const fn of_finding(finding: Uuid) -> Self {
        Self { audit: None, finding: Some(finding) }
    }
}

pub fn filled(ask: &Ask<'_>, about: &Audited, template: &str, form: &Value) -> Result<Value> {
    let mut out = blank(form);
    let fields = match (about.finding, about.audit) {
        (Some(id), _) => of_finding(ask, &finding::require(ask.db, id)?, template)?,
        (None, Some(id)) => {
            let found = audit::require(ask.db, id)?;
            if template == "audit-report" { report(ask, &found)? } else { plan(ask, &found)? }
        }
        (None, None) => return Err(Error::Required { field: "audit".into() }),
    };
    if let (Some(out), Value::Object(fields)) = (out.as_object_mut(), fields) {
        // A template that people changed may have dropped some of them.
        out.extend(fields.into_iter().filter(|(key, _)| form.get(key).is_some()));
    }
    Ok(out)
}

fn kinds(kind: Kind) -> [&'static str; 1] {
    match kind {
        Kind::Internal | Kind::System => ["regular"],
        Kind::Extraordinary => ["special"],
        Kind::OnSite => ["on_site"],
        Kind::Contractor => ["contractor"],
    }
}

/// 監査責任者
fn lead(found: &Audit) -> Option<&audit::Auditor> {
    found.plan.auditors.iter().find(|one| one.lead).or_else(|| found.plan.auditors.first())
}

fn director(ask: &Ask<'_>) -> Result<people::Profile> {
    let first = people::list(ask.db)?.into_iter().find(|one| one.roles.has(Role::Director));
    Ok(first.map(|one| one.profile).unwrap_or_default())
}

/// Who is audited, as a letter is addressed: the target, where it is another house, else this one.
fn addressee(ask: &Ask<'_>, found: &Audit) -> Result<(String, String)> {
    let elsewhere =
        matches!(found.plan.kind, Kind::OnSite | Kind::Contractor) && !found.plan.target.is_empty();
    if elsewhere {
        return Ok((found.plan.target.clone(), String::new()));
    }
    let head = director(ask)?;
    Ok((facility::show(ask.db)?.profile.name, format!("{}　{}", head.title, head.name).trim().to_owned()))
}

fn plan(ask: &Ask<'_>, found: &Audit) -> Result<Value> {
    let plan = &found.plan;
    let visit = |one: &audit::Visit| {
        let day = one.day.map(Day::wareki_with_weekday).unwrap_or_default();
        let hours = [one.from.as_str(), one.to.as_str()].join(if one.to.is_empty() { "" } else { "～" });
        json!({
            "when": format!("{day} {hours}").trim(), "contents": one.contents, "target": one.target,
            "auditor": one.auditor,
        })
    };
    let auditor = |one: &audit::Auditor| {
        json!({
            "role": if one.lead { "監査責任者" } else { "監査員" }, "name": one.name, "post": one.post,
            "independence": one.independence,
        })
    };
    let (to, person) = addressee(ask, found)?;
    let led = lead(found).cloned().unwrap_or_default();
    let looked_at = scope(ask, found)?;
    let named = [plan.target.as_str(), &looked_at].into_iter().filter(|part| !part.is_empty());
    let scope = named.collect::<Vec<_>>().join("：");
    Ok(json!({
        "fiscal_year": found.fiscal_year(), "subject": plan.title, "purpose": plan.purpose, "kinds": kinds(plan.kind),
        "scope": scope, "target": plan.target, "criteria": plan.criteria, "methods": plan.methods, "method": plan.method,
        "held_from": plan.from, "held_to": plan.to.or(plan.from), "report_to": plan.report_to, "report_due": plan.report_due,
        "schedule": plan.schedule.iter().map(visit).collect::<Vec<_>>(),
        "auditors": plan.auditors.iter().map(auditor).collect::<Vec<_>>(),
        "prepared_by": led.name, "approved_by": director(ask)?.name,
        "addressee": to, "addressee_person": person, "sender_office": led.post, "sender_title": "監査責任者",
        "sender_name": led.name,
    }))
}

/// The catalogues and registers that are looked at, by name.
fn scope(ask: &Ask<'_>, found: &Audit) -> Result<String> {
    let mut named: Vec<String> = Vec::new();
    for line in audit::lines(ask.db, found.id)? {
        if !named.contains(&line.section) {
            named.push(line.section);
        }
    }
    let more = named.len().saturating_sub(6);
    named.truncate(6);
    let joined = named.join("、");
    Ok(if more == 0 { joined } else { format!("{joined} ほか{more}区分") })
}

fn report(ask: &Ask<'_>, found: &Audit) -> Result<Value> {
    let plan = &found.plan;
    let (whole, sections) = audit::counts(ask.db, found.id)?;
    let section = |(name, one): &(String, Counts)| {
        json!({
            "name": name, "checked": one.judged, "conforms": one.conforms, "minor": one.minor, "major": one.major,
            "observation": one.observation, "good": one.good,
        })
    };
    let rows = finding::of_audit(ask.db, found.id)?;
    let repeated = audit::repeated(ask.db, &rows)?;
    let line = |row: &FindingRow| {
        let before = repeated.iter().find(|one| one.finding == row.id).map(|one| one.before.join("、"));
        let fact = match before {
            Some(before) => format!("{}（前回の指摘 {before} と同じ項目）", row.finding.fact),
            None => row.finding.fact.clone(),
        };
        json!({
            "number": row.number, "grade": row.finding.grade, "control": row.finding.title, "fact": fact,
            "owner": row.finding.owner_name, "due": row.finding.due,
        })
    };
    let compared = audit::compare(ask.db, found)?;
    let comparison = compared.as_ref().map(|one| comparison(&one.last_counts, &whole)).unwrap_or_default();
    let follow_up: Vec<Value> = compared.iter().flat_map(|one| &one.follow_up).map(followed).collect();
    let led = lead(found).cloned().unwrap_or_default();
    let second =
        plan.auditors.iter().find(|one| one.id != led.id).map(|one| one.name.clone()).unwrap_or_default();
    let (to, person) = addressee(ask, found)?;
    let said = &found.conclusion;
    Ok(json!({
        "addressee": to, "addressee_person": person, "sender_office": led.post, "sender_title": "監査責任者",
        "sender_name": led.name, "fiscal_year": found.fiscal_year(), "subject": plan.title, "target": plan.target,
        "kinds": kinds(plan.kind), "held_from": plan.from, "held_to": plan.to.or(plan.from), "criteria": plan.criteria,
        "method": plan.method, "auditors": plan.auditors.iter().map(|one| &one.name).collect::<Vec<_>>(),
        "attended_by": said.attended_by, "opinion_grade": said.opinion_grade, "opinion": said.opinion,
        "next_steps": said.next_steps, "co_auditor": second, "received_by": director(ask)?.name,
        "sections": sections.iter().map(section).collect::<Vec<_>>(),
        "findings": rows.iter().map(line).collect::<Vec<_>>(), "comparison": comparison, "follow_up": follow_up,
    }))
}

fn comparison(last: &Counts, this: &Counts) -> Vec<Value> {
    [
        ("確認した項目", last.judged, this.judged),
        ("適合・良好", last.conforms + last.good, this.conforms + this.good),
        ("重大な指摘", last.major, this.major),
        ("軽微な指摘", last.minor, this.minor),
        ("観察", last.observation, this.observation),
    ]
    .map(|(item, last, this)| json!({ "item": item, "last": last, "this": this, "remarks": "" }))
    .to_vec()
}

/// What became of it.
fn followed(row: &FindingRow) -> Value {
    let accepted = row.steps.iter().rev().find(|one| one.step == Step::Accept).map(|one| one.at.day());
    let state = match row.state {
        finding::State::Open => "是正待ち",
        finding::State::Recommended => "勧告中",
        finding::State::Answered => "是正の報告を受け、確認待ち",
        finding::State::Returned => "再度の是正を求めている",
        finding::State::Accepted => "是正を確認し、効果の確認待ち",
        finding::State::Closed => "完了",
        finding::State::Unimproved => "改善されなかった",
        finding::State::Withdrawn => "取り下げ",
    };
    let did = if row.correction.correction.is_empty() {
        state.to_owned()
    } else {
        format!("{state}　{}", row.correction.correction)
    };
    json!({
        "number": row.number, "finding": format!("{}　{}", row.finding.title, row.finding.fact), "state": did,
        "verified_on": accepted,
    })
}

fn of_finding(ask: &Ask<'_>, row: &FindingRow, template: &str) -> Result<Value> {
    let found = match row.finding.source {
        Source::Audit { audit } => audit::find(ask.db, audit)?,
        _ => None,
    };
    Ok(match template {
        "recommendation" => recommendation(ask, row)?,
        "corrective-report" => corrective(ask, row, found.as_ref())?,
        _ => request(ask, row, found.as_ref())?,
    })
}

fn attached(ask: &Ask<'_>, row: &FindingRow) -> Result<Vec<String>> {
    let used_for = Some(Use::Finding { finding: row.id });
    let filter = evidence::Filter { used_for, ..evidence::Filter::default() };
    let nothing = std::collections::BTreeSet::new();
    let all = evidence::list(ask.db, &filter, (ask.person, ask.roles), &nothing, ask.today)?;
    Ok(all.into_iter().map(|one| one.details.title).collect())
}

fn request(ask: &Ask<'_>, row: &FindingRow, found: Option<&Audit>) -> Result<Value> {
    let one = &row.finding;
    let led = found.and_then(lead).cloned().unwrap_or_default();
    let house = facility::show(ask.db)?.profile.name;
    let last = |step: Step| row.steps.iter().rev().find(|taken| taken.step == step);
    let verdict = row.steps.iter().rev().find(|taken| matches!(taken.step, Step::Accept | Step::Return));
    let reported = last(Step::Report);
    let mended = &row.correction;
    let whys = mended.whys.iter().filter(|why| !why.is_empty()).cloned().collect::<Vec<_>>().join(" → ");
    let cause = [whys, mended.cause.clone()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    Ok(json!({
        "addressee": if one.addressee.is_empty() { house } else { one.addressee.clone() },
        "addressee_person": if one.addressee.is_empty() { one.owner_name.clone() } else { String::new() },
        "sender_title": "監査責任者", "sender_name": led.name, "number": row.number,
        "audit": found.map(|found| found.plan.title.clone()).unwrap_or_default(), "control": one.title, "grade": one.grade,
        "found_on": one.found_on, "place": one.place, "fact": one.fact, "basis": one.basis, "request": one.request,
        "owner": one.owner_name, "due": row.due.or(one.due), "cause": cause.join("\n"), "correction": mended.correction,
        "prevention": mended.prevention, "corrected_on": mended.done_on.or(mended.planned_on),
        "attachments": attached(ask, row)?, "replied_on": reported.map(|taken| taken.at.day()),
        "replied_by": reported.map(|taken| taken.by_name.clone()).unwrap_or_default(),
        "verified": match verdict.map(|taken| taken.step) {
            Some(Step::Accept) => "accepted",
            Some(_) => "returned",
            None => "",
        },
        "verified_on": verdict.map(|taken| taken.at.day()),
        "verified_by": verdict.map(|taken| taken.by_name.clone()).unwrap_or_default(),
    }))
}

fn corrective(ask: &Ask<'_>, row: &FindingRow, found: Option<&Audit>) -> Result<Value> {
    let one = &row.finding;
    let mended = &row.correction;
    let asked = row.steps.iter().rev().find(|taken| taken.step == Step::Recommend);
    let led = found.and_then(lead).cloned().unwrap_or_default();
    let head = director(ask)?;
    let done = mended.done_on.is_some();
    let contact = people::list(ask.db)?.into_iter().find(|person| Some(person.id) == one.owner);
    let called = |person: people::Person| format!("{} {}", person.profile.title, person.profile.name);
    let contact = contact.map(|person| called(person).trim().to_owned());
    Ok(json!({
        "addressee": if led.post.is_empty() { led.name } else { led.post }, "sender_title": head.title,
        "sender_name": head.name, "requested_on": asked.map(|taken| taken.at.day()).or(one.found_on),
        "request_number": row.number, "request_name": if asked.is_some() { "勧告" } else { "指摘" },
        "prevention": mended.prevention, "remaining": mended.remaining, "attachments": attached(ask, row)?,
        "contact_name": contact.unwrap_or_else(|| one.owner_name.clone()),
        "corrections": [{
            "number": "1", "finding": one.fact, "cause": mended.cause, "correction": mended.correction,
            "corrected_on": mended.done_on.or(mended.planned_on), "done": done,
        }],
    }))
}

fn recommendation(ask: &Ask<'_>, row: &FindingRow) -> Result<Value> {
    let one = &row.finding;
    let head = director(ask)?;
    let asked = row.steps.iter().rev().find(|taken| taken.step == Step::Recommend);
    let due = asked.and_then(|taken| taken.due).or(row.due);
    let company = ["会社", "社団法人", "㈱", "(株)"].iter().any(|word| one.addressee.contains(word));
    Ok(json!({
        "addressee": one.addressee, "addressee_kind": if company { "社" } else { "機関" }, "sender_title": head.title,
        "sender_name": head.name, "subject": one.title, "fact": one.fact, "basis": one.basis, "contents": one.request,
        "due": due, "report_due": due,
    }))
}
