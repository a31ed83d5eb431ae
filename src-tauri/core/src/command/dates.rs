//! Everything with a day, from all rooms in one list: ホーム shows what is near, the calendar all of it.

use uuid::Uuid;

use super::Call;
use super::home::{AuditDay, Due, LEFT_LYING, SubmissionDay, What};
use crate::Result;
use crate::assessment::{self, State};
use crate::audit::{self, finding};
use crate::calendar::{Day, When};
use crate::evidence;
use crate::people::{self, Right};
use crate::register::Asked;
use crate::submission::{self, SubmissionRow, desk};
use crate::training::{self, Session};

struct Dates {
    today: Day,
    until: Day,
    all: Vec<Due>,
}

impl Dates {
    fn push(&mut self, day: Day, title: String, what: What) {
        if day <= self.until {
            self.all.push(Due { when: When::of(self.today, day), day, title, what });
        }
    }
}

/// Everything with a day until then that this person may know of, the earliest first. `ahead`: also what is not on
/// anybody's mind yet, as the records that a register will want next year.
pub(super) fn dates(call: &mut Call<'_>, until: Day, ahead: bool) -> Result<Vec<Due>> {
    let mut dates = Dates { today: call.today(), until, all: Vec::new() };
    planned(call, &mut dates)?;
    let may = |call: &mut Call<'_>, right| call.session().map(|session| session.require(right).is_ok());
    if may(call, Right::SeeEvidence)? {
        proofs(call, &mut dates)?;
    }
    if may(call, Right::SeeRegisters)? {
        registers(call, &mut dates, ahead)?;
    }
    if may(call, Right::SeeTraining)? {
        trainings(call, &mut dates)?;
    }
    if may(call, Right::SeeAudits)? {
        audits(call, &mut dates)?;
        findings(call, &mut dates)?;
    }
    if may(call, Right::SeeSubmissions)? {
        submissions(call, &mut dates)?;
    }
    if may(call, Right::ReviewSubmissions)? {
        for row in
            desk::recommendations(call.session()?.db(), dates.today)?.into_iter().filter(|row| !row.closed)
        {
            let one = row.recommendation;
            let title = format!("{}　{}", one.facility, one.subject);
            dates.push(one.due, title, What::Recommended { recommendation: one.id });
        }
    }
    dates.all.sort_by(|a, b| (a.day, &a.title).cmp(&(b.day, &b.title)));
    Ok(dates.all)
}

/// Measures that somebody promised.
fn planned(call: &mut Call<'_>, dates: &mut Dates) -> Result<()> {
    for found in assessment::list(call.session()?.db())? {
        if found.state != State::Open {
            continue;
        }
        let answers = assessment::answers(call.session()?.db(), found.id)?;
        if answers.values().all(|one| one.answer.planned_date.is_none()) {
            continue;
        }
        let (_, pinned) = call.pinned(found.id)?;
        for (at, answered) in answers {
            let Some(day) = answered.answer.planned_date else { continue };
            let catalogue = pinned.iter().find(|(catalogue, _)| catalogue.head.id == at.catalogue);
            let row = catalogue.and_then(|(catalogue, _)| catalogue.find(&at.control));
            let title = row.map(|row| row.practice.clone()).unwrap_or_default();
            dates.push(day, format!("{} {title}", at.control), What::Planned { assessment: found.id, at });
        }
    }
    Ok(())
}

/// Proofs that run out.
fn proofs(call: &mut Call<'_>, dates: &mut Dates) -> Result<()> {
    let session = call.session()?;
    let (_, roles) = people::roles_of(session.db(), session.person())?;
    let viewer = (session.person(), &roles);
    let nothing = std::collections::BTreeSet::new();
    let all = evidence::list(session.db(), &evidence::Filter::default(), viewer, &nothing, dates.today)?;
    for proof in all {
        if let Some(day) = proof.details.valid_until {
            dates.push(day, proof.details.title, What::Proof { proof: proof.id });
        }
    }
    Ok(())
}

fn registers(call: &mut Call<'_>, dates: &mut Dates, ahead: bool) -> Result<()> {
    let asked = Asked { today: dates.today, until: ahead.then_some(dates.until) };
    for one in super::register::dues(call.session()?.db(), asked)? {
        let what = What::Register {
            register: one.register,
            record: one.record,
            cycle: one.cycle,
            name_en: one.title_en,
            given_to: one.given_to,
        };
        dates.push(one.day, one.title, what);
    }
    Ok(())
}

/// Sessions that are planned; those that were held or called off want nothing.
fn trainings(call: &mut Call<'_>, dates: &mut Dates) -> Result<()> {
    for row in training::planned(call.session()?.db(), dates.until)? {
        let Some(day) = row.session.day else { continue };
        let Session { title, from, to, place, .. } = row.session;
        dates.push(day, title, What::Training { session: row.id, from, to, place });
    }
    Ok(())
}

/// Audits that are planned or go on: each visit, else the first day; the report; and those that a series wants.
fn audits(call: &mut Call<'_>, dates: &mut Dates) -> Result<()> {
    let (db, today) = (call.session()?.db(), dates.today);
    for found in audit::all(db)? {
        let planned = found.state == audit::State::Planned;
        if !planned && found.state != audit::State::Doing {
            continue;
        }
        let what = |about, from: &str, to: &str, place: &str| What::Audit {
            audit: found.id,
            about,
            from: from.to_owned(),
            to: to.to_owned(),
            place: place.to_owned(),
        };
        let title = &found.plan.title;
        let visits: Vec<_> = found.plan.schedule.iter().filter_map(|one| Some((one.day?, one))).collect();
        for (day, one) in visits.iter().filter(|(day, _)| planned || *day >= today) {
            let said =
                if one.contents.is_empty() { title.clone() } else { format!("{title}：{}", one.contents) };
            dates.push(*day, said, what(AuditDay::Visit, &one.from, &one.to, &one.target));
        }
        if let Some(day) = found.plan.from.filter(|_| planned && visits.is_empty()) {
            dates.push(day, title.clone(), what(AuditDay::Begins, "", "", &found.plan.target));
        }
        if let Some(day) = found.plan.report_due {
            dates.push(day, title.clone(), what(AuditDay::ReportDue, "", "", ""));
        }
    }
    // What was missed a year ago is not asked for any more.
    for (series, one, day) in audit::wanted_by_series(db, today.plus_days(-366), dates.until)? {
        dates.push(day, one.title, What::AuditWanted { series });
    }
    Ok(())
}

fn findings(call: &mut Call<'_>, dates: &mut Dates) -> Result<()> {
    for row in finding::due(call.session()?.db(), dates.until)? {
        let Some(day) = row.due else { continue };
        let what = What::Finding {
            finding: row.id,
            state: row.state,
            given_to: row.finding.owner_name.clone(),
            escalated: row.state.is_open() && day.plus_days(LEFT_LYING) < dates.today,
        };
        dates.push(day, format!("{} {}", row.number, row.finding.title), what);
    }
    Ok(())
}

/// What is to be handed in, signatures that are waited for, and what came back until its day.
fn submissions(call: &mut Call<'_>, dates: &mut Dates) -> Result<()> {
    let session = call.session()?;
    let (me, all) = (session.person(), submission::list(session.db())?);
    // What was sent again meanwhile, or is going to be on a day of its own.
    let mended = |row: &&SubmissionRow| {
        row.state != submission::State::Withdrawn
            && (row.fingerprint.is_some() || row.submission.due.is_some())
    };
    let again: Vec<Uuid> = all.iter().filter(mended).filter_map(|row| row.submission.again).collect();
    for row in all {
        let title = row.submission.title.clone();
        let what = |about| What::Submission { submission: row.id, about };
        if matches!(row.state, submission::State::Draft | submission::State::Frozen)
            && let Some(day) = row.submission.due
        {
            dates.push(day, title.clone(), what(SubmissionDay::HandIn));
        }
        let Some(last) = row.steps.last() else { continue };
        if row.next.as_ref().is_some_and(|seat| seat.person == me) {
            dates.push(last.at.day(), title, what(SubmissionDay::Sign));
        } else if matches!(row.state, submission::State::Returned | submission::State::Conditional)
            && !again.contains(&row.id)
            && let Some(day) = last.decision.as_ref().and_then(|decision| decision.due)
        {
            dates.push(day, title, what(SubmissionDay::Mend));
        }
    }
    Ok(())
}

/// What is the same thing for ever: a calendar that is read again changes, it does not double.
pub(super) fn uid(due: &Due) -> String {
    let thing = match &due.what {
        What::Planned { assessment, at } => format!("planned-{assessment}-{}-{}", at.catalogue, at.control),
        What::Proof { proof } => format!("proof-{proof}"),
        What::Register { register, record, cycle, .. } => {
            let record = record.map_or_else(|| due.day.to_string(), |id: Uuid| id.to_string());
            format!("register-{register}-{cycle}-{record}")
        }
        What::Training { session, .. } => format!("training-{session}"),
        What::Audit { audit, about, from, .. } => match about {
            AuditDay::Begins => format!("audit-{audit}"),
            AuditDay::Visit => format!("audit-{audit}-{}-{from}", due.day),
            AuditDay::ReportDue => format!("audit-{audit}-report"),
        },
        What::AuditWanted { series } => format!("audit-wanted-{series}-{}", due.day),
        What::Finding { finding, .. } => format!("finding-{finding}"),
        What::Submission { submission, about: SubmissionDay::HandIn } => {
            format!("submission-{submission}-hand-in")
        }
        What::Submission { submission, about: SubmissionDay::Sign } => {
            format!("submission-{submission}-sign")
        }
        What::Submission { submission, .. } => format!("submission-{submission}"),
        What::Recommended { recommendation } => format!("recommendation-{recommendation}"),
    };
    format!("{thing}@tenken")
}
