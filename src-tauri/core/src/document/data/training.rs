//! Training on its papers: 出席者名簿, 修了証, 年間計画. The fields are the forms' own.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use ts_rs::TS;
use uuid::Uuid;

use super::{Ask, blank};
use crate::calendar::Day;
use crate::training::{self, Group, Mark, Session, SessionRow, SessionState};
use crate::{Error, Result, facility, people};

/// Which training a paper is about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(rename = "TrainingPaper", optional_fields)]
pub struct Taught {
    session: Option<Uuid>,
    /// Whose certificate.
    trainee: Option<Uuid>,
    /// Of the plan.
    fiscal_year: Option<i32>,
}

pub fn filled(ask: &Ask<'_>, about: &Taught, template: &str, form: &Value) -> Result<Value> {
    let mut out = blank(form);
    let fields = match (template, about.session) {
        ("training-plan", _) => plan(ask, about.fiscal_year.unwrap_or_else(|| ask.today.fiscal_year()))?,
        ("completion-certificate", Some(session)) => certificate(ask, session, about.trainee)?,
        ("understanding-test", Some(session)) => test(ask, session)?,
        (_, Some(session)) => attendance(ask, session)?,
        _ => return Err(Error::Required { field: "session".into() }),
    };
    if let (Some(out), Value::Object(fields)) = (out.as_object_mut(), fields) {
        // A template that people changed may have dropped some of them.
        out.extend(fields.into_iter().filter(|(key, _)| form.get(key).is_some()));
    }
    Ok(out)
}

fn found(ask: &Ask<'_>, id: Uuid) -> Result<SessionRow> {
    training::session(ask.db, id)?.ok_or_else(|| Error::NoSuchThing { thing: format!("session:{id}") })
}

fn attendance(ask: &Ask<'_>, id: Uuid) -> Result<Value> {
    let Session { title, day, from, to, contents, trainer, place, text, .. } = found(ask, id)?.session;
    let held_at = day.map(|day| if from.is_empty() { day.to_string() } else { format!("{day}T{from}") });
    let line = |(trainee, there): (training::TraineeRow, training::Attendance)| {
        let mark: &str = match there.mark {
            // Nothing is ticked for whom nothing is known.
            Mark::Expected => "",
            mark => mark.into(),
        };
        json!({
            "name": trainee.trainee.name, "department": trainee.trainee.department, "attendance": mark,
            "remarks": there.reason,
        })
    };
    let attendees: Vec<Value> = training::roster(ask.db, id)?.into_iter().map(line).collect();
    let me = people::find(ask.db, ask.person)?.profile.name;
    Ok(json!({
        "training": title, "held_at": held_at.unwrap_or_default(), "ended_at": to, "place": place, "teacher": trainer,
        "contents": contents, "text": text, "prepared_by": me, "attendees": attendees,
    }))
}

fn certificate(ask: &Ask<'_>, id: Uuid, trainee: Option<Uuid>) -> Result<Value> {
    let row = found(ask, id)?;
    let wanted = trainee.ok_or(Error::Required { field: "trainee".into() })?;
    let roster = training::roster(ask.db, id)?;
    let missing = || Error::NoSuchThing { thing: format!("trainee:{wanted}") };
    let (who, there) = roster.into_iter().find(|(one, _)| one.id == wanted).ok_or_else(missing)?;
    if !training::has_taken(&row.session, &there) {
        // Nobody gets a paper for what they did not take.
        return Err(Error::NotTaken { name: who.trainee.name, title: row.session.title });
    }
    let hours = minutes(&row.session).map(|minutes| format!("{minutes}分")).unwrap_or_default();
    let director = facility::show(ask.db)?.profile;
    let issuer = people::list(ask.db)?.into_iter().find(|one| one.roles.has(people::Role::Director));
    let issuer = issuer.map(|one| one.profile).unwrap_or_default();
    Ok(json!({
        "name": who.trainee.name, "department": who.trainee.department, "training": row.session.title,
        "held_on": row.session.day, "hours": hours, "contents": row.session.contents,
        "issuer_title": if issuer.title.is_empty() { director.name } else { issuer.title }, "issuer_name": issuer.name,
    }))
}

fn test(ask: &Ask<'_>, id: Uuid) -> Result<Value> {
    let Session { title, day, questions, pass_mark, .. } = found(ask, id)?.session;
    let one = |(at, one): (usize, training::Question)| json!({ "number": at + 1, "ask": one.ask, "options": one.options, "right": one.right + 1, "why": one.why });
    let questions: Vec<Value> = questions.into_iter().enumerate().map(one).collect();
    Ok(json!({ "training": title, "held_on": day, "pass_mark": pass_mark, "questions": questions }))
}

fn minutes(session: &Session) -> Option<i64> {
    let time = crate::calendar::read_time;
    let minutes = (time(&session.to)? - time(&session.from)?).num_minutes();
    (minutes > 0).then_some(minutes)
}

fn plan(ask: &Ask<'_>, fiscal_year: i32) -> Result<Value> {
    let bad = || Error::Invalid { field: "fiscal_year".into(), detail: fiscal_year.to_string() };
    let (from, to) = Day::of_fiscal_year(fiscal_year).ok_or_else(bad)?;
    let courses = training::courses(ask.db)?;
    let mut lines = Vec::new();
    for row in training::sessions(ask.db, from, to)? {
        if row.session.state == SessionState::Cancelled {
            continue;
        }
        let taken: Vec<&training::Course> =
            courses.iter().map(|(one, _)| one).filter(|one| row.session.courses.contains(&one.id)).collect();
        let mut groups: Vec<Group> = taken.iter().flat_map(|one| one.groups.iter().copied()).collect();
        groups.sort_unstable();
        groups.dedup();
        let everybody = taken.is_empty() || taken.iter().any(|one| one.groups.is_empty());
        let audience = if everybody {
            "全職員".to_owned()
        } else {
            groups.into_iter().map(group_name).collect::<Vec<_>>().join("、")
        };
        let contents = if row.session.contents.is_empty() {
            row.session.title.clone()
        } else {
            row.session.contents.clone()
        };
        let basis = taken.iter().map(|one| one.source.as_str()).filter(|text| !text.is_empty());
        lines.push(json!({
            "when": row.session.day.map(Day::wareki).unwrap_or_default(), "contents": contents, "audience": audience,
            "method": row.session.method, "teacher": row.session.trainer, "text": row.session.text,
            "basis": basis.collect::<Vec<_>>().join("、"),
        }));
    }
    let me = people::find(ask.db, ask.person)?.profile.name;
    let expected = training::trainees(ask.db)?.iter().filter(|row| row.trainee.left.is_none()).count();
    Ok(json!({
        "fiscal_year": fiscal_year, "expected": expected, "prepared_by": me, "sessions": lines,
    }))
}

const fn group_name(group: Group) -> &'static str {
    match group {
        Group::User => "システム利用者",
        Group::Handler => "システム担当者",
        Group::Network => "ネットワーク利用者",
        Group::Contractor => "委託先・派遣",
    }
}
