//! Commands around training: courses, people, sessions, rosters, who is missing.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::{Call, Nothing};
use crate::calendar::Day;
use crate::ledger::{self, Change, Outcome};
use crate::people::PersonState;
use crate::register::SheetChoice;
use crate::training::{
    self, Attendance, AttendanceRead, Attending, Course, Coverage, Enrolling, How, MOST, Mark, Missing,
    PeopleRead, Session, SessionRow, Trainee, TraineeRow, TrainingChange,
};
use crate::{Error, Result, people, spreadsheet};

/// A course as it is asked for here.
#[derive(Debug, Serialize, TS)]
pub struct CourseStand {
    course: Course,
    /// 0 where nobody changed it.
    revision: i64,
    ours: bool,
    must: u32,
    taken: u32,
}

pub fn courses(call: &mut Call<'_>, _: Nothing) -> Result<Vec<CourseStand>> {
    let today = call.today();
    let db = call.session()?.db();
    let covered = training::coverage(db, today)?;
    let ours = training::bundled()?;
    let stand = |(course, revision): (Course, i64)| {
        let own = covered.iter().filter(|one| one.course == course.id);
        let (must, taken) = own.fold((0, 0), |(must, taken), one| (must + one.must, taken + one.taken));
        CourseStand { ours: ours.iter().any(|one| one.id == course.id), course, revision, must, taken }
    };
    Ok(training::courses(db)?.into_iter().map(stand).collect())
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SetCourseRequest {
    /// None for a new one: it gets its id here.
    id: Option<String>,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    base: i64,
    /// Nothing: ours becomes what it was, theirs goes away.
    course: Option<Course>,
}

pub fn set_course(call: &mut Call<'_>, request: SetCourseRequest) -> Result<Outcome> {
    let SetCourseRequest { id, base, mut course } = request;
    let id = id.unwrap_or_else(|| format!("own-{}", Uuid::new_v4().simple()));
    if let Some(course) = &mut course {
        course.id.clone_from(&id);
    }
    let known = training::courses(call.session()?.db())?;
    let named = course.as_ref().or_else(|| known.iter().map(|(one, _)| one).find(|one| one.id == id));
    let name = named.map(|one| one.name.clone()).unwrap_or_default();
    let course = course.map(Box::new);
    let change = TrainingChange::Course { id, name, base, course, back_to: None };
    ledger::record(call.session()?, Change::Training(change))
}

pub fn trainees(call: &mut Call<'_>, _: Nothing) -> Result<Vec<TraineeRow>> {
    training::trainees(call.session()?.db())
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EnrolRequest {
    items: Vec<EnrolItem>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct EnrolItem {
    /// None for somebody new.
    id: Option<Uuid>,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    base: i64,
    /// Nothing: taken off the list, which only somebody who never was on a roster can be.
    trainee: Option<Trainee>,
}

#[derive(Debug, Serialize, TS)]
pub struct Enrolled {
    added: usize,
    changed: usize,
    /// How many entries of the record it is: so often undo takes it back.
    entries: usize,
    outcome: Option<Outcome>,
}

pub fn enrol(call: &mut Call<'_>, request: EnrolRequest) -> Result<Enrolled> {
    let mut items = Vec::new();
    for EnrolItem { id, base, mut trainee } in request.items {
        let id = id.unwrap_or_else(Uuid::now_v7);
        // No list says it, and none takes it away.
        let known = training::trainee(call.session()?.db(), id)?;
        if let Some(trainee) = &mut trainee {
            trainee.pin = known.map(|row| row.trainee.pin).unwrap_or_default();
        }
        items.push(Enrolling { id, base, trainee, back_to: None });
    }
    enrol_all(call, items)
}

fn enrol_all(call: &mut Call<'_>, items: Vec<Enrolling>) -> Result<Enrolled> {
    let (fresh, changed): (Vec<Enrolling>, Vec<Enrolling>) =
        items.into_iter().partition(|item| item.base == 0);
    let entry = |items: &[Enrolling]| Change::Training(TrainingChange::Enrol { items: items.to_vec() });
    let entries: Vec<Change> = fresh.chunks(MOST).chain(changed.chunks(MOST)).map(entry).collect();
    let mut done =
        Enrolled { added: fresh.len(), changed: changed.len(), entries: entries.len(), outcome: None };
    if !entries.is_empty() {
        let progress = call.progress;
        done.outcome = Some(ledger::record_all(call.session()?, &entries, progress)?);
    }
    Ok(done)
}

/// Everybody who signs in here and is not among those who are trained yet.
pub fn enrol_people(call: &mut Call<'_>, _: Nothing) -> Result<Enrolled> {
    let db = call.session()?.db();
    let known = training::trainees(db)?;
    let fresh = people::list(db)?.into_iter().filter(|one| {
        one.state == PersonState::Active && known.iter().all(|row| row.trainee.person != Some(one.id))
    });
    let items = fresh.map(|one| Enrolling {
        id: Uuid::now_v7(),
        base: 0,
        trainee: Some(Trainee {
            name: one.profile.name,
            kana: one.profile.kana,
            department: one.profile.department,
            post: one.profile.title,
            groups: vec![training::Group::User],
            person: Some(one.id),
            ..Trainee::default()
        }),
        back_to: None,
    });
    enrol_all(call, items.collect())
}

/// A list, as a file or pasted.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ListRequest {
    path: Option<PathBuf>,
    text: Option<String>,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    choice: SheetChoice,
}

/// Who a list of people names, and who of them is known. The window enrols whom the person chose.
pub fn read_people(call: &mut Call<'_>, request: ListRequest) -> Result<PeopleRead> {
    let (book, path) = spreadsheet::given(request.path.as_deref(), request.text.as_deref())?;
    let all = training::trainees(call.session()?.db())?;
    training::read_people(&all, book, &request.choice, &path)
}

/// Who an attendance list says was there; doubtful names are asked, not guessed.
pub fn read_attendance(call: &mut Call<'_>, request: ListRequest) -> Result<AttendanceRead> {
    let (book, path) = spreadsheet::given(request.path.as_deref(), request.text.as_deref())?;
    let all = training::trainees(call.session()?.db())?;
    training::read_attendance(&all, book, &request.choice, &path)
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Days {
    from: Day,
    to: Day,
}

pub fn sessions(call: &mut Call<'_>, request: Days) -> Result<Vec<SessionRow>> {
    training::sessions(call.session()?.db(), request.from, request.to)
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WhichSession {
    id: Uuid,
}

#[derive(Debug, Serialize, TS)]
pub struct SessionShown {
    row: SessionRow,
    roster: Vec<RosterLine>,
}

#[derive(Debug, Serialize, TS)]
pub struct RosterLine {
    trainee: TraineeRow,
    attendance: Attendance,
    /// They may have a certificate: it was held, they were there, and they passed.
    taken: bool,
}

pub fn session(call: &mut Call<'_>, request: WhichSession) -> Result<SessionShown> {
    let db = call.session()?.db();
    let row = found(db, request.id)?;
    let roster = training::roster(db, request.id)?;
    let line = |(trainee, attendance)| {
        let taken = training::has_taken(&row.session, &attendance);
        RosterLine { trainee, attendance, taken }
    };
    let roster = roster.into_iter().map(line).collect();
    Ok(SessionShown { row, roster })
}

fn found(db: &rusqlite::Connection, id: Uuid) -> Result<SessionRow> {
    training::session(db, id)?.ok_or_else(|| Error::NoSuchThing { thing: format!("session:{id}") })
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SetSessionRequest {
    /// None for a new one.
    id: Option<Uuid>,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    base: i64,
    session: Session,
}

#[derive(Debug, Serialize, TS)]
pub struct SessionSet {
    id: Uuid,
    outcome: Outcome,
}

pub fn set_session(call: &mut Call<'_>, request: SetSessionRequest) -> Result<SessionSet> {
    let SetSessionRequest { id, base, session } = request;
    let id = id.unwrap_or_else(Uuid::now_v7);
    let title = session.title.clone();
    let session = Some(Box::new(session));
    let change = TrainingChange::Session { id, title, base, session, back_to: None };
    Ok(SessionSet { id, outcome: ledger::record(call.session()?, Change::Training(change))? })
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AttendRequest {
    session: Uuid,
    items: Vec<Attending>,
}

#[derive(Debug, Default, Serialize, TS)]
pub struct Attended {
    /// How many entries of the record it is: so often undo takes it back.
    entries: usize,
    outcome: Option<Outcome>,
}

pub fn attend(call: &mut Call<'_>, request: AttendRequest) -> Result<Attended> {
    // Whoever has a PIN comes in with it, or by hand with a reason.
    let db = call.session()?.db();
    for item in request.items.iter().filter(|item| item.how == How::SignedIn) {
        if training::trainee(db, item.trainee)?.is_some_and(|row| !row.trainee.pin.is_empty()) {
            return Err(Error::WrongPin);
        }
    }
    bring(call, request.session, Vec::new(), request.items)
}

/// People who are new and who was there, as one.
fn bring(
    call: &mut Call<'_>,
    session: Uuid,
    fresh: Vec<Enrolling>,
    items: Vec<Attending>,
) -> Result<Attended> {
    let title = found(call.session()?.db(), session)?.session.title;
    let (new, known): (Vec<Attending>, Vec<Attending>) = items.into_iter().partition(|item| item.base == 0);
    let enrolled = fresh.chunks(MOST).map(|items| TrainingChange::Enrol { items: items.to_vec() });
    let there = new.chunks(MOST).chain(known.chunks(MOST)).map(|items| TrainingChange::Attend {
        session,
        title: title.clone(),
        items: items.to_vec(),
    });
    let entries: Vec<Change> = enrolled.chain(there).map(Change::Training).collect();
    if entries.is_empty() {
        return Ok(Attended::default());
    }
    let progress = call.progress;
    let outcome = Some(ledger::record_all(call.session()?, &entries, progress)?);
    Ok(Attended { entries: entries.len(), outcome })
}

/// A list of who was there: those who are on no list yet come in with it.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TakeAttendance {
    session: Uuid,
    /// Each with the id that `items` calls them by.
    fresh: Vec<FreshTrainee>,
    items: Vec<Attending>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FreshTrainee {
    id: Uuid,
    trainee: Trainee,
}

pub fn take_attendance(call: &mut Call<'_>, request: TakeAttendance) -> Result<Attended> {
    let new =
        |one: FreshTrainee| Enrolling { id: one.id, base: 0, trainee: Some(one.trainee), back_to: None };
    let fresh = request.fresh.into_iter().map(new).collect();
    bring(call, request.session, fresh, request.items)
}

/// Somebody comes in, in the room.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SignIn {
    session: Uuid,
    trainee: Uuid,
    pin: Option<String>,
    /// Of the test, in the order of its questions.
    answers: Option<Vec<usize>>,
}

#[derive(Debug, Serialize, TS)]
pub struct SignedIn {
    outcome: Option<Outcome>,
    /// Where the test was taken.
    score: Option<u32>,
    passed: bool,
}

pub fn sign_in(call: &mut Call<'_>, request: SignIn) -> Result<SignedIn> {
    let SignIn { session, trainee, pin, answers } = request;
    let db = call.session()?.db();
    let missing = || Error::NoSuchThing { thing: format!("trainee:{trainee}") };
    let who = training::trainee(db, trainee)?.ok_or_else(missing)?;
    let sealed = who.trainee.pin;
    if !sealed.is_empty() && !training::is_pin(trainee, &sealed, pin.as_deref().unwrap_or_default()) {
        return Err(Error::WrongPin);
    }
    let held = found(db, session)?.session;
    let there = training::attendances(db, session)?.into_iter().find(|one| one.trainee == trainee);
    let score = answers.as_deref().and_then(|given| held.score(given));
    let item = Attending {
        trainee,
        base: there.as_ref().map_or(0, |one| one.revision),
        mark: Some(Mark::Attended),
        how: How::SignedIn,
        reason: String::new(),
        score: score.or(there.and_then(|one| one.score)),
        back_to: None,
    };
    let done = bring(call, session, Vec::new(), vec![item])?;
    let passed = held.pass_mark.is_none_or(|mark| score.is_some_and(|score| score >= mark));
    Ok(SignedIn { outcome: done.outcome, score, passed })
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SetPin {
    trainee: Uuid,
    base: i64,
    /// Nothing: none any more.
    pin: Option<String>,
}

pub fn set_pin(call: &mut Call<'_>, request: SetPin) -> Result<Outcome> {
    let SetPin { trainee: id, base, pin } = request;
    let missing = || Error::NoSuchThing { thing: format!("trainee:{id}") };
    let row = training::trainee(call.session()?.db(), id)?.ok_or_else(missing)?;
    let pin = pin.map(|pin| training::seal_pin(id, &pin)).transpose()?.unwrap_or_default();
    let items = vec![Enrolling { id, base, trainee: Some(Trainee { pin, ..row.trainee }), back_to: None }];
    ledger::record(call.session()?, Change::Training(TrainingChange::Enrol { items }))
}

/// Who shall be on a roster.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// Everybody who lacks one of its courses.
    Missing,
    /// Everybody who must take one of its courses.
    Must,
    Everybody,
    Department(String),
    /// Those who missed another session.
    Absent(Uuid),
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExpectRequest {
    session: Uuid,
    who: Who,
}

#[derive(Debug, Serialize, TS)]
pub struct Expected {
    added: usize,
    outcome: Option<Outcome>,
}

/// Puts people on a roster who are not on it yet.
pub fn expect(call: &mut Call<'_>, request: ExpectRequest) -> Result<Expected> {
    let today = call.today();
    let db = call.session()?.db();
    let row = found(db, request.session)?;
    let there: Vec<Uuid> =
        training::attendances(db, request.session)?.into_iter().map(|one| one.trainee).collect();
    let day = row.session.day.unwrap_or(today);
    let wanted = training::wanted(db, &request.who.into(), &row.session, day)?;
    let items = wanted.into_iter().filter(|id| !there.contains(id)).map(|trainee| Attending {
        trainee,
        base: 0,
        mark: Some(Mark::Expected),
        how: How::Roster,
        reason: String::new(),
        score: None,
        back_to: None,
    });
    let items: Vec<Attending> = items.collect();
    let added = items.len();
    let outcome = bring(call, request.session, Vec::new(), items)?.outcome;
    Ok(Expected { added, outcome })
}

impl From<Who> for training::Wanted {
    fn from(who: Who) -> Self {
        match who {
            Who::Missing => Self::Missing,
            Who::Must => Self::Must,
            Who::Everybody => Self::Everybody,
            Who::Department(name) => Self::Department(name),
            Who::Absent(session) => Self::Absent(session),
        }
    }
}

pub fn missing(call: &mut Call<'_>, _: Nothing) -> Result<Vec<Missing>> {
    let today = call.today();
    training::missing(call.session()?.db(), today)
}

pub fn coverage(call: &mut Call<'_>, _: Nothing) -> Result<Vec<Coverage>> {
    let today = call.today();
    training::coverage(call.session()?.db(), today)
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WhichTrainee {
    id: Uuid,
}

#[derive(Debug, Serialize, TS)]
pub struct TaughtLine {
    session: SessionRow,
    attendance: Attendance,
    /// They may have a certificate of it.
    taken: bool,
}

/// What somebody took, the newest first.
pub fn history(call: &mut Call<'_>, request: WhichTrainee) -> Result<Vec<TaughtLine>> {
    let all = training::history(call.session()?.db(), request.id)?;
    let line = |(session, attendance): (SessionRow, Attendance)| {
        let taken = training::has_taken(&session.session, &attendance);
        TaughtLine { session, attendance, taken }
    };
    Ok(all.into_iter().map(line).collect())
}
