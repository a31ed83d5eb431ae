//! What may happen around training: people enrolled, courses changed, sessions planned and held, attendance set. A
//! correction is a new entry; nothing that was recorded is deleted from the record.

use std::collections::BTreeSet;

use rusqlite::params;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};
use ts_rs::TS;
use uuid::Uuid;

use super::model::{Attending, Course, Enrolling, How, Mark, Question, Session, SessionState, Trainee};
use super::{course, query};
use crate::calendar::{Day, read_time};
use crate::catalogue::fold;
use crate::ledger::{Change, Domain, Scene, Tag, Text, Thing, json, text, unchanged};
use crate::people::Right;
use crate::{Error, Result};

/// No more in one entry.
pub const MOST: usize = 1_000;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, IntoStaticStr, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case", prefix = "training.")]
pub enum TrainingChange {
    /// People who are trained: only new ones or only known ones, so that it is taken back as one.
    Enrol { items: Vec<Enrolling> },
    /// Nothing where it is taken away again: ours becomes what it was.
    Course {
        id: String,
        name: String,
        base: i64,
        course: Option<Box<Course>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back_to: Option<i64>,
    },
    /// Nothing where a new one is taken back.
    Session {
        id: Uuid,
        title: String,
        base: i64,
        session: Option<Box<Session>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back_to: Option<i64>,
    },
    /// Who is on a session's roster, who was there: only new ones or only known ones.
    Attend { session: Uuid, title: String, items: Vec<Attending> },
}

impl Domain for TrainingChange {
    fn thing(&self) -> Thing {
        match self {
            Self::Enrol { items } => match items.as_slice() {
                [one] => format!("trainee:{}", one.id),
                _ => "trainees".into(),
            },
            Self::Course { id, .. } => format!("course:{id}"),
            Self::Session { id, .. } | Self::Attend { session: id, .. } => format!("session:{id}"),
        }
    }

    fn right(&self, _by: Uuid) -> Right {
        Right::KeepTraining
    }

    fn touches(&self) -> &'static [Tag] {
        &[Tag::Training]
    }

    fn check(&self, scene: &Scene<'_>) -> Result<()> {
        match self {
            Self::Enrol { items } => {
                one_kind(items.len(), items.iter().map(|item| item.base))?;
                items.iter().try_for_each(|item| self.check_trainee(scene, item))
            }
            Self::Course { id, base, course, .. } => {
                let found = course::own(scene.db, id)?;
                unchanged(scene.db, self.thing(), found, *base, course)?;
                let Some(course) = course else { return Ok(()) };
                text(&course.name, &Text { field: "name", limit: 200, required: true })?;
                text(&course.contents, &Text { field: "contents", limit: 4_000, required: false })?;
                if course.id != *id {
                    return Err(Error::Invalid { field: "id".into(), detail: course.id.clone() });
                }
                Ok(())
            }
            Self::Session { id, base, session, .. } => {
                let found = query::session(scene.db, *id)?;
                let held = found.as_ref().is_some_and(|row| row.expected > 0);
                unchanged(
                    scene.db,
                    self.thing(),
                    found.map(|row| (row.session, row.revision)),
                    *base,
                    session,
                )?;
                match session {
                    Some(session) => check_session(scene, session),
                    // A roster would hang in the air.
                    None if held => Err(Error::FieldInUse { field: self.title(), count: 1 }),
                    None => Ok(()),
                }
            }
            Self::Attend { session, items, .. } => {
                one_kind(items.len(), items.iter().map(|item| item.base))?;
                let missing = || Error::NoSuchThing { thing: self.thing() };
                let found = query::session(scene.db, *session)?.ok_or_else(missing)?;
                if found.session.state == SessionState::Cancelled {
                    return Err(Error::WrongState { step: "attend".into(), state: "cancelled".into() });
                }
                items.iter().try_for_each(|item| self.check_attending(scene, *session, item))
            }
        }
    }

    fn apply(&self, scene: &Scene<'_>) -> Result<Option<Change>> {
        let undo = match self {
            Self::Enrol { items } => {
                let back = items.iter().map(|item| enrol(scene, item)).collect::<Result<_>>()?;
                Self::Enrol { items: back }
            }
            Self::Course { id, name, base, course, back_to } => {
                let before = course::own(scene.db, id)?;
                let revision = scene.revision(*back_to);
                match course {
                    Some(course) => write(
                        scene,
                        "INSERT INTO training_course (id, course, revision) VALUES (?1, ?2, ?3)
                         ON CONFLICT (id) DO UPDATE SET course = ?2, revision = ?3",
                        params![id, json(course)?, revision],
                    )?,
                    None => write(scene, "DELETE FROM training_course WHERE id = ?1", params![id])?,
                };
                Self::Course {
                    id: id.clone(),
                    name: name.clone(),
                    base: if course.is_some() { revision } else { 0 },
                    course: before.map(|(course, _)| Box::new(course)),
                    back_to: Some(*base),
                }
            }
            Self::Session { id, title, base, session, back_to } => {
                let before = query::session(scene.db, *id)?;
                let revision = scene.revision(*back_to);
                store_session(scene, *id, session.as_deref(), revision)?;
                Self::Session {
                    id: *id,
                    title: title.clone(),
                    base: if session.is_some() { revision } else { 0 },
                    session: before.map(|row| Box::new(row.session)),
                    back_to: Some(*base),
                }
            }
            Self::Attend { session, title, items } => {
                let back = items.iter().map(|item| attend(scene, *session, item)).collect::<Result<_>>()?;
                Self::Attend { session: *session, title: title.clone(), items: back }
            }
        };
        Ok(Some(Change::Training(undo)))
    }
}

impl TrainingChange {
    fn title(&self) -> String {
        match self {
            Self::Session { title, .. } | Self::Attend { title, .. } => title.clone(),
            Self::Course { name, .. } => name.clone(),
            Self::Enrol { .. } => String::new(),
        }
    }

    fn check_trainee(&self, scene: &Scene<'_>, item: &Enrolling) -> Result<()> {
        let found = query::trainee(scene.db, item.id)?;
        unchanged(
            scene.db,
            self.thing(),
            found.map(|row| (row.trainee, row.revision)),
            item.base,
            &item.trainee,
        )?;
        let Some(trainee) = &item.trainee else {
            let used = count(scene, "SELECT count(*) FROM attendance WHERE trainee = ?1", item.id)?;
            // Whoever was once on a roster leaves by a day, never without a trace.
            if used > 0 {
                return Err(Error::FieldInUse { field: "trainee".into(), count: used });
            }
            return Ok(());
        };
        text(&trainee.name, &Text { field: "name", limit: 200, required: true })?;
        for (field, value) in [
            ("kana", &trainee.kana),
            ("number", &trainee.number),
            ("department", &trainee.department),
            ("post", &trainee.post),
        ] {
            text(value, &Text { field, limit: 200, required: false })?;
        }
        match (trainee.joined, trainee.left) {
            (Some(joined), Some(left)) if left < joined => {
                Err(Error::Invalid { field: "left".into(), detail: left.to_string() })
            }
            _ => Ok(()),
        }
    }

    fn check_attending(&self, scene: &Scene<'_>, session: Uuid, item: &Attending) -> Result<()> {
        let missing = || Error::NoSuchThing { thing: format!("trainee:{}", item.trainee) };
        query::trainee(scene.db, item.trainee)?.ok_or_else(missing)?;
        let found = query::one_attendance(scene.db, session, item.trainee)?;
        // What is known is corrected with a reason; coming in by oneself needs none.
        let known = found.as_ref().is_some_and(|one| one.mark != Mark::Expected);
        let reason = Text {
            field: "reason",
            limit: 1_000,
            required: known && item.how == How::Hand && item.back_to.is_none(),
        };
        text(&item.reason, &reason)?;
        if item.score.is_some_and(|score| score > 100) {
            return Err(Error::Invalid {
                field: "score".into(),
                detail: item.score.unwrap_or_default().to_string(),
            });
        }
        unchanged(scene.db, self.thing(), found.map(|one| ((), one.revision)), item.base, &item.mark)
    }
}

/// New ones and known ones are taken back in different ways: an entry holds one kind.
fn one_kind(length: usize, mut bases: impl Iterator<Item = i64> + Clone) -> Result<()> {
    if length > MOST {
        let length = i64::try_from(length).unwrap_or(i64::MAX);
        return Err(Error::TooLong { field: "items".into(), length, limit: 1_000 });
    }
    if bases.clone().any(|base| base == 0) && bases.any(|base| base != 0) {
        return Err(Error::Invalid { field: "items".into(), detail: "new and known".into() });
    }
    Ok(())
}

fn check_session(scene: &Scene<'_>, session: &Session) -> Result<()> {
    text(&session.title, &Text { field: "title", limit: 200, required: true })?;
    let long = [("contents", &session.contents), ("purpose", &session.purpose)];
    for (field, value) in long {
        text(value, &Text { field, limit: 4_000, required: false })?;
    }
    for (field, value) in [
        ("trainer", &session.trainer),
        ("place", &session.place),
        ("method", &session.method),
        ("text", &session.text),
    ] {
        text(value, &Text { field, limit: 400, required: false })?;
    }
    let day = session.day.ok_or(Error::Required { field: "day".into() })?;
    for (field, value) in [("from", &session.from), ("to", &session.to)] {
        if !value.is_empty() && read_time(value).is_none() {
            return Err(Error::Invalid { field: field.into(), detail: value.clone() });
        }
    }
    if !session.from.is_empty() && !session.to.is_empty() && session.to < session.from {
        return Err(Error::Invalid { field: "to".into(), detail: session.to.clone() });
    }
    check_questions(&session.questions)?;
    if session.pass_mark.is_some_and(|mark| mark > 100) {
        return Err(Error::Invalid { field: "pass_mark".into(), detail: "> 100".into() });
    }
    // What is still to come was not held.
    if session.state == SessionState::Held && day > scene.at.day() {
        return Err(Error::Invalid { field: "day".into(), detail: day.to_string() });
    }
    let known: BTreeSet<String> = course::courses(scene.db)?.into_iter().map(|(one, _)| one.id).collect();
    if let Some(unknown) = session.courses.iter().find(|id| !known.contains(*id)) {
        return Err(Error::NoSuchThing { thing: format!("course:{unknown}") });
    }
    Ok(())
}

/// As short as it is meant: 30 questions at most, each with two to six answers and one of them right.
fn check_questions(questions: &[Question]) -> Result<()> {
    if questions.len() > 30 {
        return Err(Error::Invalid { field: "questions".into(), detail: questions.len().to_string() });
    }
    for one in questions {
        text(&one.ask, &Text { field: "questions", limit: 500, required: true })?;
        text(&one.why, &Text { field: "questions", limit: 1_000, required: false })?;
        if !(2..=6).contains(&one.options.len()) || one.right >= one.options.len() {
            return Err(Error::Invalid {
                field: "questions".into(),
                detail: one.ask.chars().take(40).collect(),
            });
        }
        for option in &one.options {
            text(option, &Text { field: "questions", limit: 200, required: true })?;
        }
    }
    Ok(())
}

fn enrol(scene: &Scene<'_>, item: &Enrolling) -> Result<Enrolling> {
    let before = query::trainee(scene.db, item.id)?;
    let revision = scene.revision(item.back_to);
    match &item.trainee {
        Some(trainee) => write(
            scene,
            "INSERT INTO trainee (id, trainee, sorted, revision) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (id) DO UPDATE SET trainee = ?2, sorted = ?3, revision = ?4",
            params![item.id.to_string(), json(trainee)?, sorted(trainee), revision],
        )?,
        None => write(scene, "DELETE FROM trainee WHERE id = ?1", params![item.id.to_string()])?,
    };
    Ok(Enrolling {
        id: item.id,
        base: if item.trainee.is_some() { revision } else { 0 },
        trainee: before.map(|row| row.trainee),
        back_to: Some(item.base),
    })
}

/// By department and reading, as rosters are.
fn sorted(trainee: &Trainee) -> String {
    let reading = if trainee.kana.is_empty() { &trainee.name } else { &trainee.kana };
    format!("{}\u{1f}{}", trainee.department, fold::bare(reading))
}

fn store_session(scene: &Scene<'_>, id: Uuid, session: Option<&Session>, revision: i64) -> Result<()> {
    let key = id.to_string();
    write(scene, "DELETE FROM session_course WHERE session = ?1", params![key])?;
    let Some(session) = session else {
        write(scene, "DELETE FROM training_session WHERE id = ?1", params![key])?;
        return Ok(());
    };
    let day = session.day.map(|day: Day| day.to_string()).unwrap_or_default();
    write(
        scene,
        "INSERT INTO training_session (id, session, day, revision) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (id) DO UPDATE SET session = ?2, day = ?3, revision = ?4",
        params![key, json(session)?, day, revision],
    )?;
    let held = session.state == SessionState::Held;
    for course in &session.courses {
        write(
            scene,
            "INSERT OR IGNORE INTO session_course (session, course, day, held, pass) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![key, course, day, held, session.pass_mark],
        )?;
    }
    Ok(())
}

fn attend(scene: &Scene<'_>, session: Uuid, item: &Attending) -> Result<Attending> {
    let before = query::one_attendance(scene.db, session, item.trainee)?;
    let revision = scene.revision(item.back_to);
    let (key, trainee) = (session.to_string(), item.trainee.to_string());
    match item.mark {
        Some(mark) => {
            let (mark_name, how): (&str, &str) = (mark.into(), item.how.into());
            let taken = matches!(mark, Mark::Attended | Mark::MadeUp);
            write(
                scene,
                "INSERT INTO attendance (session, trainee, mark, how, reason, score, taken, at, by, revision)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
                 ON CONFLICT (session, trainee) DO UPDATE SET mark = ?3, how = ?4, reason = ?5, score = ?6, taken = ?7,
                     at = ?8, by = ?9, revision = ?10",
                params![
                    key,
                    trainee,
                    mark_name,
                    how,
                    item.reason,
                    item.score,
                    taken,
                    scene.at.to_string(),
                    scene.by.to_string(),
                    revision
                ],
            )?
        }
        None => {
            write(scene, "DELETE FROM attendance WHERE session = ?1 AND trainee = ?2", params![key, trainee])?
        }
    };
    Ok(Attending {
        trainee: item.trainee,
        base: if item.mark.is_some() { revision } else { 0 },
        mark: before.as_ref().map(|one| one.mark),
        how: before.as_ref().map_or(item.how, |one| one.how),
        reason: before.as_ref().map(|one| one.reason.clone()).unwrap_or_default(),
        score: before.and_then(|one| one.score),
        back_to: Some(item.base),
    })
}

fn count(scene: &Scene<'_>, sql: &str, id: Uuid) -> Result<i64> {
    scene
        .db
        .prepare_cached(sql)
        .and_then(|mut s| s.query_row([id.to_string()], |r| r.get(0)))
        .map_err(Error::db("counting rosters"))
}

fn write(scene: &Scene<'_>, sql: &str, values: impl rusqlite::Params) -> Result<usize> {
    let done = scene.db.prepare_cached(sql).and_then(|mut s| s.execute(values));
    done.map_err(Error::db("writing training"))
}
