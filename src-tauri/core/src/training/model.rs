//! The nouns: who is to be trained, in what, when it was held, and who was there.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantNames};
use ts_rs::TS;
use uuid::Uuid;

use crate::calendar::{Day, Stamp};
use crate::register::Every;

/// Somebody of the house or from outside who is trained; most of them never sign in here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Trainee {
    #[ts(as = "String", optional = false)]
    pub name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub kana: String,
    /// 職員番号: tells two of one name apart.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub number: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub department: String,
    /// 職種・役職
    #[serde(skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub post: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub groups: Vec<Group>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub joined: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<Day>,
    /// Who it is among those who sign in here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<Uuid>,
    /// Keeps others from signing in for them in the room. Only its seal is kept.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub pin: String,
}

/// What somebody has to do with the systems: it decides what they must take.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    TS,
    IntoStaticStr,
    EnumString,
    VariantNames,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[ts(rename = "TraineeGroup")]
pub enum Group {
    /// 医療情報システムの利用者
    User,
    /// システム管理・運用の担当者
    Handler,
    /// 地域連携ネットワークの利用者
    Network,
    /// 委託先の作業者・派遣
    Contractor,
}

/// What must be taken, by whom, how often. Ours in `templates/training/courses.toml`, or their own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "TrainingCourse", optional_fields)]
pub struct Course {
    pub id: String,
    pub name: String,
    pub name_en: String,
    /// 個人情報の保護、IDとパスワードの管理、…
    #[serde(default)]
    #[ts(as = "Option<_>")]
    pub contents: String,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    pub source: String,
    /// Nobody named: everybody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub groups: Vec<Group>,
    /// Left out: once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<Every>,
    /// So many days after joining; 0 is before the first use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within_days: Option<i64>,
    /// No longer asked of anybody.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<_>")]
    pub off: bool,
}

/// A training that is planned or was held.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(rename = "TrainingSession", optional_fields)]
pub struct Session {
    #[ts(as = "String", optional = false)]
    pub title: String,
    #[ts(as = "Day", optional = false)]
    pub day: Option<Day>,
    /// 17:30
    #[serde(skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub from: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub to: String,
    /// Which courses whoever was there has taken.
    #[ts(as = "Vec<String>", optional = false)]
    pub courses: Vec<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub contents: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub purpose: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub trainer: String,
    /// 待合室, or an address where it is online.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub place: String,
    /// 講義・実習・訓練・動画
    #[serde(skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub method: String,
    /// The text that was used, with its version.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub text: String,
    /// Out of 100; none where there is no test.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pass_mark: Option<u32>,
    /// 理解度の確認, where it is taken on the screen or on paper.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub questions: Vec<Question>,
    /// For those who missed this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub makes_up: Option<Uuid>,
    #[ts(as = "Option<_>")]
    pub state: SessionState,
}

/// One question of a test: what is asked, what may be answered, and which of it is right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "TestQuestion", optional_fields)]
pub struct Question {
    pub ask: String,
    pub options: Vec<String>,
    /// Of the options, counted from 0.
    pub right: usize,
    /// Told after the answer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub why: String,
}

/// Whether somebody took what was held: they were there, and passed where there was a mark to reach.
pub fn has_taken(session: &Session, there: &Attendance) -> bool {
    let passed = session.pass_mark.is_none_or(|mark| there.score.is_some_and(|score| score >= mark));
    session.state == SessionState::Held && matches!(there.mark, Mark::Attended | Mark::MadeUp) && passed
}

impl Session {
    /// Out of 100, for answers in the order of the questions; nothing where there is no test.
    pub fn score(&self, answers: &[usize]) -> Option<u32> {
        let asked = u32::try_from(self.questions.len()).ok().filter(|count| *count > 0)?;
        let right = self.questions.iter().zip(answers).filter(|(one, given)| one.right == **given).count();
        Some((u32::try_from(right).ok()? * 100 + asked / 2) / asked)
    }
}

#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    TS,
    IntoStaticStr,
    EnumString,
    VariantNames,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum SessionState {
    #[default]
    Planned,
    Held,
    Cancelled,
}

/// Whether somebody was there.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    TS,
    IntoStaticStr,
    EnumString,
    VariantNames,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[ts(rename = "AttendanceMark")]
pub enum Mark {
    /// On the roster; nothing is known yet.
    Expected,
    Attended,
    Absent,
    /// Took it later by the text or a recording.
    MadeUp,
}

/// How it came to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, IntoStaticStr, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[ts(rename = "AttendanceHow")]
pub enum How {
    /// On the roster.
    Roster,
    /// Tapped in the room.
    SignedIn,
    /// From a list.
    Sheet,
    /// Afterwards, with a reason.
    Hand,
}

/// One person of a session's roster, as it is set: new where `base` is 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Attending {
    pub trainee: Uuid,
    pub base: i64,
    /// Taken off the roster where there is none.
    pub mark: Option<Mark>,
    pub how: How,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub reason: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back_to: Option<i64>,
}

/// As it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Attendance {
    pub session: Uuid,
    pub trainee: Uuid,
    pub mark: Mark,
    pub how: How,
    pub reason: String,
    pub score: Option<u32>,
    /// When and by whom it was set last.
    pub at: Stamp,
    pub by_name: String,
    pub revision: i64,
}

/// A trainee in the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TraineeRow {
    pub id: Uuid,
    #[serde(flatten)]
    pub trainee: Trainee,
    pub revision: i64,
}

/// As it is written: new where `base` is 0, gone where there is no trainee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Enrolling {
    pub id: Uuid,
    pub base: i64,
    pub trainee: Option<Trainee>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back_to: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(rename = "SessionRow")]
pub struct SessionRow {
    pub id: Uuid,
    pub session: Session,
    pub revision: i64,
    /// How many are on its roster, and how many of them took it.
    pub expected: u32,
    pub taken: u32,
}
