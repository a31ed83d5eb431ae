//! Who must take what, who has not and since when, and how far each department has come: counted from the rosters, never
//! ticked off by hand.

use std::collections::{BTreeMap, HashMap};

use chrono::{Months, NaiveDate};
use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use super::model::{Course, Trainee, TraineeRow};
use super::query::{damaged, trainees};
use super::{course, query};
use crate::calendar::Day;
use crate::register::{Every, Kept, spans};
use crate::{Error, Result};

/// Somebody who has to take a course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "TrainingMissing")]
pub struct Missing {
    pub trainee: Uuid,
    pub name: String,
    pub department: String,
    pub course: String,
    /// When they took it last.
    pub last: Option<Day>,
    /// Since when it is lacking: the end of the last span that it was good for, or the day by which it was asked first.
    pub since: Day,
}

/// How far a department has come with a course.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "TrainingCoverage")]
pub struct Coverage {
    pub course: String,
    pub department: String,
    pub must: u32,
    pub taken: u32,
}

/// Who took which course when last, and since when each course is kept account of: one question for everybody.
struct Taken {
    last: HashMap<(Uuid, String), Day>,
    since: HashMap<String, Day>,
}

/// Whoever joined longer before a course was first held is not asked for it once more.
const BEFORE: i64 = 365;

impl Taken {
    fn by(&self, trainee: Uuid, course: &Course) -> Option<Day> {
        self.last.get(&(trainee, course.id.clone())).copied()
    }

    /// Since when somebody lacks a course that they have to take; none where they have it.
    fn lacking(&self, row: &TraineeRow, course: &Course, today: Day) -> Option<Day> {
        let first = self.since.get(&course.id).copied().unwrap_or(today);
        course.lacking(&row.trainee, self.by(row.id, course), first.min(today).plus_days(-BEFORE), today)
    }
}

fn last_taken(db: &Connection) -> Result<Taken> {
    let doing = Error::db("reading who took what");
    let mut statement = db
        .prepare_cached(
            "SELECT attendance.trainee, session_course.course, max(session_course.day)
             FROM attendance JOIN session_course ON session_course.session = attendance.session
             WHERE attendance.taken = 1 AND session_course.held = 1
               AND (session_course.pass IS NULL OR attendance.score >= session_course.pass)
             GROUP BY attendance.trainee, session_course.course",
        )
        .map_err(&doing)?;
    let mut rows = statement.query([]).map_err(&doing)?;
    let mut last = HashMap::new();
    while let Some(row) = rows.next().map_err(&doing)? {
        let text = |at: usize| row.get::<_, String>(at).map_err(&doing);
        let (trainee, course, day) = (text(0)?, text(1)?, text(2)?);
        let day = day.parse().map_err(|_| damaged(&day))?;
        last.insert((Uuid::parse_str(&trainee).map_err(damaged)?, course), day);
    }
    let firsts: Vec<(String, String)> = db
        .prepare_cached("SELECT course, min(day) FROM session_course WHERE held = 1 GROUP BY course")
        .and_then(|mut s| s.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect())
        .map_err(&doing)?;
    let first = |(course, day): (String, String)| Ok((course, day.parse().map_err(|_| damaged(&day))?));
    let since = firsts.into_iter().map(first).collect::<Result<_>>()?;
    Ok(Taken { last, since })
}

impl Course {
    /// Whether somebody has to take it today.
    fn asks(&self, trainee: &Trainee, today: Day) -> bool {
        let here =
            trainee.joined.is_none_or(|day| day <= today) && trainee.left.is_none_or(|day| day >= today);
        let meant = self.groups.is_empty() || self.groups.iter().any(|group| trainee.groups.contains(group));
        !self.off && here && meant
    }

    /// Since when somebody who took it last on this day lacks it; none while it still holds.
    fn lacking(&self, trainee: &Trainee, last: Option<Day>, kept: Day, today: Day) -> Option<Day> {
        let Some(every) = self.every else {
            let asked = last.is_none() && trainee.joined.is_some_and(|joined| joined >= kept);
            return asked.then(|| self.first_asked(trainee, today));
        };
        // A span without it may still run: it is lacking once the one that it was taken in, and the next, are over.
        let span = spans(every, today).pop().map_or((today, today), |span| span);
        match last {
            Some(day) if day >= span.0 => None,
            Some(day) => {
                let due = end_of_next(every, day);
                (due < today).then_some(due)
            }
            None => Some(self.first_asked(trainee, today)),
        }
    }

    fn first_asked(&self, trainee: &Trainee, today: Day) -> Day {
        trainee.joined.map_or(today, |day| day.plus_days(self.within_days.unwrap_or(0)))
    }
}

/// The last day of the span after the one that a day is in.
fn end_of_next(every: Every, day: Day) -> Day {
    let span = spans(every, day).pop().map_or((day, day), |span| span);
    let next = span.1.plus_days(1);
    spans(every, next).pop().map_or(next, |span| span.1)
}

/// Everybody who lacks something today, by course and name.
pub fn missing(db: &Connection, today: Day) -> Result<Vec<Missing>> {
    let (courses, last, all) = (course::courses(db)?, last_taken(db)?, trainees(db)?);
    let mut missing = Vec::new();
    for (course, _) in &courses {
        for row in &all {
            if !course.asks(&row.trainee, today) {
                continue;
            }
            if let Some(since) = last.lacking(row, course, today) {
                missing.push(of(row, course, last.by(row.id, course), since));
            }
        }
    }
    Ok(missing)
}

fn of(row: &TraineeRow, course: &Course, last: Option<Day>, since: Day) -> Missing {
    Missing {
        trainee: row.id,
        name: row.trainee.name.clone(),
        department: row.trainee.department.clone(),
        course: course.id.clone(),
        last,
        since,
    }
}

/// For every course and department, how many must and how many have.
pub fn coverage(db: &Connection, today: Day) -> Result<Vec<Coverage>> {
    let (courses, last, all) = (course::courses(db)?, last_taken(db)?, trainees(db)?);
    let mut counted: BTreeMap<(usize, String), Coverage> = BTreeMap::new();
    for (at, (course, _)) in courses.iter().enumerate() {
        for row in all.iter().filter(|row| course.asks(&row.trainee, today)) {
            let department = row.trainee.department.clone();
            let one = counted.entry((at, department.clone())).or_insert_with(|| Coverage {
                course: course.id.clone(),
                department,
                ..Coverage::default()
            });
            one.must += 1;
            one.taken += u32::from(last.lacking(row, course, today).is_none());
        }
    }
    Ok(counted.into_values().collect())
}

/// So many of a hundred must have taken what is asked for a control to be proved: somebody is always ill.
const ENOUGH: u32 = 90;

/// How training stands for the controls that ask for it: the days on which sessions were held, and whether enough of those
/// who must were there.
pub fn proof(db: &Connection, today: Day) -> Result<(Kept, bool)> {
    let held = query::sessions(db, back(today), today)?;
    let days = held.iter().filter(|one| one.taken > 0 && one.session.state == super::SessionState::Held);
    let kept = Kept::of(days.filter_map(|one| one.session.day).collect());
    let (must, taken) =
        coverage(db, today)?.iter().fold((0, 0), |(must, taken), one| (must + one.must, taken + one.taken));
    Ok((kept, taken * 100 >= must * ENOUGH))
}

fn back(today: Day) -> Day {
    today.0.checked_sub_months(Months::new(48)).or(NaiveDate::from_ymd_opt(2000, 1, 1)).map_or(today, Day)
}

/// Who is meant for a roster.
pub enum Wanted {
    Missing,
    Must,
    Everybody,
    Department(String),
    Absent(Uuid),
}

/// Those who are there on the session's day, in the order of rosters.
pub fn wanted(db: &Connection, who: &Wanted, session: &super::Session, day: Day) -> Result<Vec<Uuid>> {
    let courses = course::courses(db)?;
    let of_it: Vec<&Course> =
        courses.iter().map(|(one, _)| one).filter(|one| session.courses.contains(&one.id)).collect();
    let last = last_taken(db)?;
    let absent: Vec<Uuid> = match who {
        Wanted::Absent(other) => query::attendances(db, *other)?
            .into_iter()
            .filter(|one| matches!(one.mark, super::Mark::Absent | super::Mark::Expected))
            .map(|one| one.trainee)
            .collect(),
        _ => Vec::new(),
    };
    let meant = |row: &TraineeRow| {
        let trainee = &row.trainee;
        let here =
            trainee.joined.is_none_or(|joined| joined <= day) && trainee.left.is_none_or(|left| left >= day);
        let lacks = |course: &&&Course| course.asks(trainee, day) && last.lacking(row, course, day).is_some();
        here && match who {
            Wanted::Everybody => true,
            Wanted::Department(name) => trainee.department == *name,
            Wanted::Must => of_it.iter().any(|course| course.asks(trainee, day)),
            Wanted::Missing => of_it.iter().find(lacks).is_some(),
            Wanted::Absent(_) => absent.contains(&row.id),
        }
    };
    Ok(trainees(db)?.iter().filter(|row| meant(row)).map(|row| row.id).collect())
}
