//! The one list of commands. Window and shell both call through it; from it come dispatch, permission, the
//! TypeScript types, the role × command test and the shell's help. A new command is one line here and one function.

// Every command has one shape, also where it cannot fail.
#![allow(clippy::unnecessary_wraps)]

mod assessment;
mod audit;
mod audit_kit;
mod backup;
mod calendar;
mod catalogue;
mod dates;
mod desk;
mod document;
mod evidence;
mod exchange;
mod facility;
mod facility_key;
mod finding;
mod home;
mod inbox;
mod ledger;
mod operator;
mod package;
mod paper;
mod people;
mod portfolio;
mod receive;
mod register;
mod register_setup;
mod register_sheet;
mod sample;
mod sample_audit;
mod sample_cast;
mod sample_records;
mod sample_submissions;
mod sample_training;
mod submission;
mod submission_out;
mod subscription;
mod training;
pub mod typescript;
mod workspace;

use std::sync::LazyLock;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

pub use crate::progress::Progress;
pub use desk::{Call, Desk};
pub use sample_cast::{SAMPLE_LOGIN, SAMPLE_PASSWORD};

use crate::ledger::Tag;
use crate::people::Right;
use crate::{Error, Result};

/// Who may call a command at all. A change is asked for permission once more in the ledger, always.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Also when nothing is open, or it is locked.
    Anyone,
    /// Any signed-in person; what exactly is decided by what is changed.
    SignedIn,
    May(Right),
}

/// What the window needs to know to ask again at the right time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    Reads(&'static [Tag]),
    Changes(&'static [Tag]),
}

type Run = Box<dyn Fn(&mut Call<'_>, Value) -> Result<Value> + Send + Sync>;

/// Which way a command carries bytes beside its JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bytes {
    None,
    In,
    Out,
}

pub struct Command {
    pub name: &'static str,
    pub who: Who,
    pub effect: Effect,
    pub bytes: Bytes,
    run: Run,
    types: fn(&mut typescript::Collector) -> (String, String),
}

impl Command {
    fn new<Request, Answer>(
        name: &'static str,
        who: Who,
        effect: Effect,
        run: fn(&mut Call<'_>, Request) -> Result<Answer>,
    ) -> Self
    where
        Request: DeserializeOwned + TS + 'static,
        Answer: Serialize + TS + 'static,
    {
        Self {
            name,
            who,
            effect,
            bytes: Bytes::None,
            run: Box::new(move |call, request| {
                let request = if request.is_null() { Value::Object(serde_json::Map::new()) } else { request };
                let bad =
                    |e: serde_json::Error| Error::BadRequest { name: name.into(), detail: e.to_string() };
                let answer = run(call, serde_json::from_value(request).map_err(bad)?)?;
                serde_json::to_value(answer).map_err(|e| Error::internal(e.to_string()))
            }),
            types: |collector| (collector.add::<Request>(), collector.add::<Answer>()),
        }
    }
}

impl Command {
    const fn takes_bytes(mut self) -> Self {
        self.bytes = Bytes::In;
        self
    }

    const fn gives_bytes(mut self) -> Self {
        self.bytes = Bytes::Out;
        self
    }

    /// The message that says what it does: `command-people-add`.
    pub fn key(&self) -> String {
        format!("command-{}", self.name.replace(['.', '_'], "-"))
    }
}

/// For commands that need nothing or have nothing to say.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, TS)]
pub struct Nothing {}

pub fn list() -> &'static [Command] {
    &LIST
}

pub fn find(name: &str) -> Result<&'static Command> {
    LIST.iter().find(|c| c.name == name).ok_or_else(|| Error::NoSuchCommand { name: name.into() })
}

#[rustfmt::skip]
static LIST: LazyLock<Vec<Command>> = LazyLock::new(|| {
    use Effect::{Changes, Reads};
    use Who::{Anyone, May, SignedIn};
    use Tag::{Assessments, Audits, Backups, Catalogues, Evidence, Facility, Ledger, Papers, People, Registers, Session, Submissions, Training, Workspace};
    const ALL: &[Tag] = &[Session, Workspace, Backups, Facility, People, Catalogues, Assessments, Evidence, Papers, Registers, Training, Audits, Submissions, Ledger];
    vec![
        Command::new("workspace.status", Anyone, Reads(&[Session, Workspace, Facility, People]), workspace::status),
        Command::new("workspace.recent", Anyone, Reads(&[Session]), workspace::recent),
        Command::new("workspace.forget", Anyone, Changes(&[Session]), workspace::forget),
        Command::new("workspace.create", Anyone, Changes(ALL), workspace::create),
        Command::new("workspace.sample", Anyone, Changes(ALL), workspace::sample),
        Command::new("workspace.unlock", Anyone, Changes(ALL), workspace::unlock),
        Command::new("workspace.recover", Anyone, Changes(ALL), workspace::recover),
        Command::new("workspace.lock", SignedIn, Changes(ALL), workspace::lock),
        Command::new("workspace.sign_out", Anyone, Changes(ALL), workspace::sign_out),
        Command::new("workspace.set_settings", May(Right::EditSettings), Changes(&[Workspace, Ledger]), workspace::set_settings),
        Command::new("workspace.rekey", May(Right::ManageKeys), Changes(&[Workspace, Ledger]), workspace::rekey),
        Command::new("workspace.renew_recovery", May(Right::ManageKeys), Changes(&[Ledger]), workspace::renew_recovery),
        Command::new("backup.list", May(Right::Backup), Reads(&[Backups]), backup::list),
        Command::new("backup.make", May(Right::Backup), Changes(&[Backups, Ledger]), backup::make),
        Command::new("backup.if_due", SignedIn, Changes(&[Backups, Ledger]), backup::if_due),
        Command::new("backup.restore", Anyone, Changes(ALL), backup::restore),
        Command::new("backup.to_disk", May(Right::Backup), Changes(&[Backups, Ledger]), backup::to_disk),
        Command::new("backup.on_disk", Anyone, Reads(&[]), backup::on_disk),
        Command::new("backup.from_disk", Anyone, Changes(ALL), backup::from_disk),
        Command::new("facility.show", May(Right::SeeFacility), Reads(&[Facility]), facility::show),
        Command::new("facility.set", May(Right::EditFacility), Changes(&[Facility, Ledger]), facility::set),
        Command::new("facility.grade", Anyone, Reads(&[]), facility::grade),
        Command::new("people.list", May(Right::SeePeople), Reads(&[People]), people::list),
        Command::new("people.permissions", SignedIn, Reads(&[]), people::permissions),
        Command::new("people.add", May(Right::ManagePeople), Changes(&[People, Ledger]), people::add),
        Command::new("people.edit", May(Right::EditPeople), Changes(&[People, Ledger]), people::edit),
        Command::new("people.set_roles", May(Right::GiveRoles), Changes(&[People, Ledger]), people::set_roles),
        Command::new("people.stop", May(Right::ManagePeople), Changes(&[People, Ledger]), people::stop),
        Command::new("people.resume", May(Right::ManagePeople), Changes(&[People, Ledger]), people::resume),
        Command::new("people.remove", May(Right::ManagePeople), Changes(&[People, Ledger]), people::remove),
        Command::new("people.change_password", SignedIn, Changes(&[People, Ledger]), people::change_password),
        Command::new("catalogue.list", Anyone, Reads(&[Catalogues, Session]), catalogue::list),
        Command::new("catalogue.show", Anyone, Reads(&[Catalogues, Facility, Session]), catalogue::show),
        Command::new("catalogue.search", Anyone, Reads(&[Catalogues, Session]), catalogue::search),
        Command::new("catalogue.preview", Anyone, Reads(&[]), catalogue::preview),
        Command::new("catalogue.packs", SignedIn, Reads(&[Catalogues]), catalogue::packs),
        Command::new("catalogue.import", May(Right::ManageCatalogues), Changes(&[Catalogues, Ledger]), catalogue::import),
        Command::new("catalogue.retire", May(Right::ManageCatalogues), Changes(&[Catalogues, Ledger]), catalogue::retire),
        Command::new("catalogue.compare", Anyone, Reads(&[Catalogues, Session]), catalogue::compare),
        Command::new("catalogue.export", Anyone, Reads(&[Catalogues, Session]), catalogue::export),
        Command::new("catalogue.overlay", May(Right::ManageCatalogues), Changes(&[Catalogues, Ledger]), catalogue::overlay),
        Command::new("assessment.list", May(Right::SeeAssessments), Reads(&[Assessments]), assessment::list),
        Command::new("assessment.start", May(Right::LeadAssessment), Changes(&[Assessments, Ledger]), assessment::start),
        Command::new("assessment.show", May(Right::SeeAssessments), Reads(&[Assessments]), assessment::show),
        Command::new("assessment.standing", May(Right::SeeAssessments), Reads(&[Assessments]), assessment::standing),
        Command::new("assessment.answer", May(Right::Answer), Changes(&[Assessments, Ledger]), assessment::answer),
        Command::new("assessment.assign", May(Right::LeadAssessment), Changes(&[Assessments, Ledger]), assessment::assign),
        Command::new("assessment.rescope", May(Right::LeadAssessment), Changes(&[Assessments, Ledger]), assessment::rescope),
        Command::new("assessment.set_state", May(Right::LeadAssessment), Changes(&[Assessments, Ledger]), assessment::set_state),
        Command::new("assessment.comment", May(Right::Comment), Changes(&[Assessments, Ledger]), assessment::comment),
        Command::new("assessment.around", May(Right::SeeAssessments), Reads(&[Assessments, Catalogues, Registers, Training, Audits]), assessment::around),
        Command::new("assessment.carry_over", May(Right::SeeAssessments), Reads(&[Assessments]), assessment::carry_over),
        Command::new("assessment.progress", May(Right::SeeAssessments), Reads(&[Assessments]), assessment::progress),
        Command::new("assessment.readiness", May(Right::SeeAssessments), Reads(&[Assessments, Evidence, Registers, Training, Audits]), assessment::readiness),
        Command::new("evidence.list", May(Right::SeeEvidence), Reads(&[Evidence]), evidence::list),
        Command::new("evidence.show", May(Right::SeeEvidence), Reads(&[Evidence, Assessments]), evidence::show),
        Command::new("evidence.add", May(Right::AddEvidence), Changes(&[Evidence, Ledger]), evidence::add),
        Command::new("evidence.paste", May(Right::AddEvidence), Changes(&[Evidence, Ledger]), evidence::paste).takes_bytes(),
        Command::new("evidence.edit", May(Right::AddEvidence), Changes(&[Evidence, Ledger]), evidence::edit),
        Command::new("evidence.revise", May(Right::AddEvidence), Changes(&[Evidence, Ledger]), evidence::revise),
        Command::new("evidence.withdraw", May(Right::AddEvidence), Changes(&[Evidence, Ledger]), evidence::withdraw),
        Command::new("evidence.link", May(Right::AddEvidence), Changes(&[Evidence, Ledger]), evidence::link),
        Command::new("evidence.unlink", May(Right::AddEvidence), Changes(&[Evidence, Ledger]), evidence::unlink),
        Command::new("evidence.shred", May(Right::ShredEvidence), Changes(&[Evidence, Ledger]), evidence::shred),
        Command::new("evidence.picture", May(Right::SeeEvidence), Reads(&[Evidence]), evidence::picture).gives_bytes(),
        Command::new("evidence.export", May(Right::SeeEvidence), Reads(&[Evidence]), evidence::export),
        Command::new("evidence.check", May(Right::Verify), Reads(&[Evidence]), evidence::check),
        Command::new("document.list", SignedIn, Reads(&[Papers, Session]), document::list),
        Command::new("document.preview", SignedIn, Reads(&[Papers, Facility, Assessments, Evidence, Registers, Training, Audits, Submissions, Ledger]), document::preview),
        Command::new("document.picture", SignedIn, Reads(&[Papers, Facility, Assessments, Evidence, Registers, Training, Audits, Submissions, Ledger]), document::picture).gives_bytes(),
        Command::new("document.save", SignedIn, Changes(&[Papers, Ledger]), document::save),
        Command::new("document.issued", SignedIn, Reads(&[Papers]), document::issued),
        Command::new("document.template", SignedIn, Reads(&[Papers]), document::template),
        Command::new("document.check_template", SignedIn, Reads(&[Papers]), document::check_template),
        Command::new("document.set_template", May(Right::EditTemplates), Changes(&[Papers, Ledger]), document::set_template),
        Command::new("document.drop_template", May(Right::EditTemplates), Changes(&[Papers, Ledger]), document::drop_template),
        Command::new("register.list", May(Right::SeeRegisters), Reads(&[Registers]), register::list),
        Command::new("register.records", May(Right::SeeRegisters), Reads(&[Registers]), register::records),
        Command::new("register.show", May(Right::SeeRegisters), Reads(&[Registers, Evidence]), register::show),
        Command::new("register.write", May(Right::KeepRegisters), Changes(&[Registers, Ledger]), register::write),
        Command::new("register.advance", May(Right::KeepRegisters), Changes(&[Registers, Ledger]), register::advance),
        Command::new("register.strike", May(Right::KeepRegisters), Changes(&[Registers, Ledger]), register::strike),
        Command::new("register.parse", May(Right::SeeRegisters), Reads(&[Registers]), register_sheet::parse),
        Command::new("register.read_sheet", May(Right::KeepRegisters), Reads(&[Registers]), register_sheet::read_sheet),
        Command::new("register.take_in", May(Right::KeepRegisters), Changes(&[Registers, Ledger]), register_sheet::take_in),
        Command::new("register.export", May(Right::SeeRegisters), Reads(&[Registers]), register_sheet::export),
        Command::new("register.arrange", May(Right::ArrangeRegisters), Changes(&[Registers, Ledger]), register_setup::arrange),
        Command::new("register.read_definition", May(Right::ArrangeRegisters), Reads(&[]), register_setup::read_definition),
        Command::new("training.courses", May(Right::SeeTraining), Reads(&[Training]), training::courses),
        Command::new("training.set_course", May(Right::KeepTraining), Changes(&[Training, Ledger]), training::set_course),
        Command::new("training.trainees", May(Right::SeeTraining), Reads(&[Training]), training::trainees),
        Command::new("training.enrol", May(Right::KeepTraining), Changes(&[Training, Ledger]), training::enrol),
        Command::new("training.enrol_people", May(Right::KeepTraining), Changes(&[Training, Ledger]), training::enrol_people),
        Command::new("training.read_people", May(Right::KeepTraining), Reads(&[Training]), training::read_people),
        Command::new("training.sessions", May(Right::SeeTraining), Reads(&[Training]), training::sessions),
        Command::new("training.session", May(Right::SeeTraining), Reads(&[Training]), training::session),
        Command::new("training.set_session", May(Right::KeepTraining), Changes(&[Training, Ledger]), training::set_session),
        Command::new("training.attend", May(Right::KeepTraining), Changes(&[Training, Ledger]), training::attend),
        Command::new("training.take_attendance", May(Right::KeepTraining), Changes(&[Training, Ledger]), training::take_attendance),
        Command::new("training.sign_in", May(Right::KeepTraining), Changes(&[Training, Ledger]), training::sign_in),
        Command::new("training.set_pin", May(Right::KeepTraining), Changes(&[Training, Ledger]), training::set_pin),
        Command::new("training.expect", May(Right::KeepTraining), Changes(&[Training, Ledger]), training::expect),
        Command::new("training.read_attendance", May(Right::KeepTraining), Reads(&[Training]), training::read_attendance),
        Command::new("training.missing", May(Right::SeeTraining), Reads(&[Training]), training::missing),
        Command::new("training.coverage", May(Right::SeeTraining), Reads(&[Training]), training::coverage),
        Command::new("training.history", May(Right::SeeTraining), Reads(&[Training]), training::history),
        Command::new("audit.list", May(Right::SeeAudits), Reads(&[Audits]), audit::list),
        Command::new("audit.show", May(Right::SeeAudits), Reads(&[Audits, Assessments, Evidence, Registers, Catalogues]), audit::show),
        Command::new("audit.plan", May(Right::PlanAudits), Changes(&[Audits, Ledger]), audit::plan),
        Command::new("audit.step", May(Right::SeeAudits), Changes(&[Audits, Ledger]), audit::step),
        Command::new("audit.judge", May(Right::JudgeAudits), Changes(&[Audits, Ledger]), audit::judge),
        Command::new("audit.conclude", May(Right::JudgeAudits), Changes(&[Audits, Ledger]), audit::conclude),
        Command::new("audit.series", May(Right::SeeAudits), Reads(&[Audits]), audit::series),
        Command::new("audit.set_series", May(Right::PlanAudits), Changes(&[Audits, Ledger]), audit::set_series),
        Command::new("audit.draw", May(Right::PlanAudits), Reads(&[Registers]), audit::draw),
        Command::new("audit.auditors", May(Right::SeeAudits), Reads(&[People]), audit::auditors),
        Command::new("audit.trend", May(Right::SeeAudits), Reads(&[Audits]), audit::trend),
        Command::new("audit.kit_out", May(Right::PlanAudits), Reads(&[Audits]), audit_kit::kit_out),
        Command::new("audit.kit_look", May(Right::SeeAudits), Reads(&[Audits]), audit_kit::kit_look),
        Command::new("audit.kit_in", May(Right::JudgeAudits), Changes(&[Audits, Evidence, Ledger]), audit_kit::kit_in),
        Command::new("finding.list", May(Right::SeeAudits), Reads(&[Audits]), finding::list),
        Command::new("finding.show", May(Right::SeeAudits), Reads(&[Audits, Evidence]), finding::show),
        Command::new("finding.write", May(Right::RaiseFindings), Changes(&[Audits, Ledger]), finding::write),
        Command::new("finding.correct", May(Right::CorrectFindings), Changes(&[Audits, Ledger]), finding::correct),
        Command::new("finding.step", May(Right::SeeAudits), Changes(&[Audits, Ledger]), finding::step),
        Command::new("submission.kinds", May(Right::SeeSubmissions), Reads(&[]), submission::kinds),
        Command::new("submission.list", May(Right::SeeSubmissions), Reads(&[Submissions]), submission::list),
        Command::new("submission.show", May(Right::SeeSubmissions), Reads(&[Submissions]), submission::show),
        Command::new("submission.draft", May(Right::Submit), Changes(&[Submissions, Ledger]), submission::draft),
        Command::new("submission.freeze", May(Right::Submit), Changes(&[Submissions, Evidence, Ledger]), submission::freeze),
        Command::new("submission.sign", May(Right::SignSubmission), Changes(&[Submissions, Ledger]), submission::sign),
        Command::new("submission.thaw", May(Right::SignSubmission), Changes(&[Submissions, Ledger]), submission::thaw),
        Command::new("submission.withdraw", May(Right::Submit), Changes(&[Submissions, Ledger]), submission::withdraw),
        Command::new("submission.send", May(Right::Submit), Changes(&[Submissions, Ledger]), submission_out::send),
        Command::new("submission.copy_out", May(Right::SeeSubmissions), Reads(&[Submissions]), submission_out::copy_out),
        Command::new("submission.take_in", May(Right::Submit), Changes(&[Submissions, Audits, Ledger]), submission_out::take_in),
        Command::new("submission.key", May(Right::Submit), Changes(&[Submissions, Ledger]), facility_key::key),
        Command::new("submission.card_out", May(Right::Submit), Changes(&[Submissions, Ledger]), facility_key::card_out),
        Command::new("exchange.show", SignedIn, Reads(&[Submissions]), exchange::show),
        Command::new("exchange.set", May(Right::SeeSubmissions), Changes(&[Submissions]), exchange::set),
        Command::new("exchange.run", May(Right::SeeSubmissions), Changes(&[Submissions, Audits, Ledger]), exchange::run),
        Command::new("operator.desk", May(Right::ReviewSubmissions), Reads(&[Submissions]), operator::desk),
        Command::new("operator.set_desk", May(Right::ReviewSubmissions), Changes(&[Submissions, Ledger]), operator::set_desk),
        Command::new("operator.enrolled", May(Right::SeeSubmissions), Reads(&[Submissions, Registers]), operator::enrolled),
        Command::new("operator.read_card", May(Right::ReviewSubmissions), Reads(&[Submissions, Registers]), operator::read_card),
        Command::new("operator.enrol", May(Right::ReviewSubmissions), Changes(&[Submissions, Registers, Ledger]), operator::enrol),
        Command::new("operator.receive", May(Right::ReviewSubmissions), Changes(&[Submissions, Ledger]), receive::receive),
        Command::new("operator.inbox", May(Right::ReviewSubmissions), Reads(&[Submissions]), inbox::list),
        Command::new("operator.review", May(Right::ReviewSubmissions), Reads(&[Submissions]), inbox::review),
        Command::new("operator.picture", May(Right::ReviewSubmissions), Reads(&[Submissions]), inbox::picture).gives_bytes(),
        Command::new("operator.part_out", May(Right::ReviewSubmissions), Reads(&[Submissions]), inbox::part_out),
        Command::new("operator.set_review", May(Right::ReviewSubmissions), Changes(&[Submissions, Ledger]), inbox::set_review),
        Command::new("operator.decide", May(Right::ReviewSubmissions), Changes(&[Submissions, Ledger]), inbox::decide),
        Command::new("operator.confirm", May(Right::ReviewSubmissions), Changes(&[Submissions, Ledger]), inbox::confirm),
        Command::new("operator.decision_out", May(Right::ReviewSubmissions), Changes(&[Submissions, Ledger]), inbox::decision_out),
        Command::new("operator.receipt_out", May(Right::ReviewSubmissions), Changes(&[Submissions, Ledger]), inbox::receipt_out),
        Command::new("operator.recommendations", May(Right::ReviewSubmissions), Reads(&[Submissions]), operator::recommendations),
        Command::new("operator.recommend", May(Right::ReviewSubmissions), Changes(&[Submissions, Ledger]), operator::recommend),
        Command::new("operator.recommendation_out", May(Right::ReviewSubmissions), Changes(&[Submissions, Ledger]), operator::recommendation_out),
        Command::new("operator.portfolio", May(Right::ReviewSubmissions), Reads(&[Submissions]), portfolio::show),
        Command::new("operator.portfolio_out", May(Right::ReviewSubmissions), Reads(&[Submissions]), portfolio::export),
        Command::new("package.verify", Anyone, Reads(&[]), package::verify),
        Command::new("calendar.list", May(Right::SeeAssessments), Reads(&[Assessments, Evidence, Registers, Training, Audits]), calendar::list),
        Command::new("calendar.export", May(Right::SeeAssessments), Reads(&[Assessments, Evidence, Registers, Training, Audits]), calendar::export),
        Command::new("calendar.subscription", May(Right::SeeAssessments), Reads(&[Workspace]), subscription::subscription),
        Command::new("calendar.subscribe", May(Right::SeeAssessments), Changes(&[Workspace]), subscription::subscribe),
        Command::new("home.show", May(Right::SeeAssessments), Reads(&[Assessments, Evidence, Registers, Training, Audits, Ledger]), home::show),
        Command::new("ledger.log", May(Right::SeeRecord), Reads(&[Ledger]), ledger::log),
        Command::new("ledger.verify", May(Right::Verify), Reads(&[Ledger]), ledger::verify),
        Command::new("ledger.rebuild", May(Right::Rebuild), Changes(ALL), ledger::rebuild),
        Command::new("ledger.undo", SignedIn, Changes(ALL), ledger::undo),
        Command::new("ledger.redo", SignedIn, Changes(ALL), ledger::redo),
    ]
});
