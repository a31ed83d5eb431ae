//! Training（教育）: who must take what and how often, sessions, rosters and attendance, and who is missing since when.
//! It proves the controls that name `training`, as registers do. What it leaves to others: its papers (`document`), its
//! days among all days (`calendar`).

mod change;
mod course;
mod missing;
mod model;
mod names;
mod pin;
mod query;
mod sheet;

pub use change::{MOST, TrainingChange};
pub use course::{bundled, courses};
pub use missing::{Coverage, Missing, Wanted, coverage, missing, proof, wanted};
pub use model::{
    Attendance, Attending, Course, Enrolling, Group, How, Mark, Question, Session, SessionRow, SessionState,
    Trainee, TraineeRow, has_taken,
};
pub use names::{Match, matched};
pub use pin::{is_pin, seal_pin};
pub use query::{attendances, history, planned, roster, session, sessions, trainee, trainees};
pub use sheet::{
    AttendanceLine, AttendanceRead, PeopleRead, PersonLine, attendance as read_attendance,
    people as read_people,
};
