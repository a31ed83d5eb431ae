//! Commands of the operator's desk（受付）: who is enrolled, how the desk works, and what is recommended. What comes in: `inbox`.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::facility_key::{FacilityKey, PackageRequest, WrittenOut, canonical, opened, own_key};
use super::{Call, Nothing};
use crate::calendar::Day;
use crate::ledger::{self, Change, Outcome};
use crate::package::{Part, is_receiver, spoken};
use crate::progress::Progress;
use crate::submission::desk::{self, DeskSettings, Line, Lines, Recommendation, RecommendationRow};
use crate::submission::{self, Enrolled, SubmissionChange};
use crate::{Error, Result, facility, people};

#[derive(Debug, Serialize, TS)]
pub struct EnrolledRow {
    public: String,
    spoken: String,
    enrolled: Enrolled,
    /// In the register 参加機関.
    line: Option<Line>,
    /// Where it has none: the line there that bears its name.
    alike: Option<Line>,
    revision: i64,
}

pub fn enrolled(call: &mut Call<'_>, _: Nothing) -> Result<Vec<EnrolledRow>> {
    let db = call.session()?.db();
    let (all, lines) = (submission::all_enrolled(db)?, Lines::of(db)?);
    let free = lines.free(all.iter().map(|one| &one.1).filter(|one| !one.stopped));
    let row = |(public, enrolled, revision): &(String, Enrolled, i64)| EnrolledRow {
        spoken: spoken(public),
        public: public.clone(),
        line: lines.get(enrolled),
        alike: if enrolled.record.is_none() { free.called(&enrolled.name) } else { None },
        enrolled: enrolled.clone(),
        revision: *revision,
    };
    let mut rows: Vec<EnrolledRow> = all.iter().map(row).collect();
    rows.sort_by(|a, b| a.enrolled.name.cmp(&b.enrolled.name));
    Ok(rows)
}

/// What a card says, before anybody believes it: its fingerprint is compared by another way.
#[derive(Debug, Serialize, TS)]
pub struct CardRead {
    card: FacilityKey,
    /// As it is enrolled already, and the revision of that.
    known: Option<Enrolled>,
    /// The line of its name in the register 参加機関.
    alike: Option<Line>,
    revision: i64,
}

pub fn read_card(call: &mut Call<'_>, request: PackageRequest) -> Result<CardRead> {
    let progress = call.progress;
    let session = call.session()?;
    let package = opened(session, &request.path, request.passphrase.as_ref(), progress)?;
    let path = crate::error::display(&request.path);
    let head = &package.manifest.head;
    if head.kind != submission::CARD {
        return Err(Error::OtherPackage { path, holds: head.kind.clone() });
    }
    let card: FacilityKey = package.json(submission::CARD_PART)?;
    // Whoever wrote it holds the key that it names.
    if head.signer.as_ref() != Some(&card.public) || card.spoken != spoken(&card.public) {
        return Err(Error::PackageAltered { path, part: submission::CARD_PART.into() });
    }
    let db = session.db();
    let found = submission::enrolled(db, &card.public)?;
    let (known, revision) = found.map_or((None, 0), |(one, revision)| (Some(one), revision));
    // Whoever has a new key keeps the line that they had.
    let alike = Lines::of(db)?.free(std::iter::empty()).called(&card.facility);
    Ok(CardRead { card, known, alike, revision })
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct EnrolFacility {
    /// Its key, as it was told by another way than the file.
    public: String,
    #[serde(default)]
    #[ts(as = "Option<_>")]
    base: i64,
    enrolled: Enrolled,
    /// A line is written for it in the register 参加機関, too.
    #[serde(default)]
    #[ts(as = "Option<_>")]
    new_line: bool,
}

pub fn enrol(call: &mut Call<'_>, request: EnrolFacility) -> Result<Outcome> {
    let EnrolFacility { public, base, mut enrolled, new_line } = request;
    let today = call.today();
    let public = public.trim().to_lowercase();
    if let Some(key) = enrolled.sealing.as_ref().filter(|key| !is_receiver(key)) {
        let detail = key.chars().take(80).collect();
        return Err(Error::Invalid { field: "sealing".into(), detail });
    }
    let session = call.session()?;
    let mut changes = Vec::new();
    if new_line {
        let line = desk::line_written(&enrolled, today);
        let (id, change) = super::register::written(session.db(), desk::FACILITIES, line, today)?;
        enrolled.record = Some(id);
        changes.push(change);
    }
    let (title, enrolled) = (enrolled.name.clone(), Some(Box::new(enrolled)));
    let change = SubmissionChange::Enrol { public, title, base, enrolled, back_to: None };
    changes.push(Change::Submission(change));
    ledger::record_all(session, &changes, &Progress::none())
}

#[derive(Debug, Serialize, TS)]
pub struct DeskShown {
    settings: DeskSettings,
    revision: i64,
    /// How many wait for a decision, and how many of them for a second person.
    waiting: i64,
    proposed: i64,
    enrolled: usize,
}

pub fn desk(call: &mut Call<'_>, _: Nothing) -> Result<DeskShown> {
    let db = call.session()?.db();
    let (settings, revision) = desk::settings(db)?;
    let (waiting, proposed) = desk::waiting(db)?;
    let enrolled = submission::all_enrolled(db)?.iter().filter(|one| !one.1.stopped).count();
    Ok(DeskShown { settings, revision, waiting, proposed, enrolled })
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetDesk {
    base: i64,
    settings: DeskSettings,
}

pub fn set_desk(call: &mut Call<'_>, request: SetDesk) -> Result<Outcome> {
    let settings = Box::new(request.settings);
    let change = SubmissionChange::Settings { base: request.base, settings, back_to: None };
    ledger::record(call.session()?, Change::Submission(change))
}

pub fn recommendations(call: &mut Call<'_>, _: Nothing) -> Result<Vec<RecommendationRow>> {
    let today = call.today();
    desk::recommendations(call.session()?.db(), today)
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RecommendRequest {
    /// The facility's key.
    public: String,
    subject: String,
    fact: String,
    basis: String,
    contents: String,
    due: Day,
}

#[derive(Debug, Serialize, TS)]
pub struct Recommended {
    id: Uuid,
    outcome: Outcome,
}

pub fn recommend(call: &mut Call<'_>, request: RecommendRequest) -> Result<Recommended> {
    let today = call.today();
    let session = call.session()?;
    let key = own_key(session)?.public();
    let db = session.db();
    let found = submission::enrolled(db, &request.public)?;
    let missing = || Error::NotEnrolled { name: String::new(), key: spoken(&request.public) };
    let facility = found.ok_or_else(missing)?.0.name;
    let id = Uuid::now_v7();
    let recommendation = Box::new(Recommendation {
        id,
        facility: facility.clone(),
        to: request.public.clone(),
        subject: request.subject,
        fact: request.fact,
        basis: request.basis,
        contents: request.contents,
        due: request.due,
        given_on: today,
        by_name: people::find(db, session.person())?.profile.name,
        operator: facility::show(db)?.profile.name,
        key,
    });
    let change = SubmissionChange::Recommend { public: request.public, title: facility, recommendation };
    let outcome = ledger::record(session, Change::Submission(change))?;
    Ok(Recommended { id, outcome })
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RecommendationOut {
    id: Uuid,
    /// `.tenken`
    path: PathBuf,
}

pub fn recommendation_out(call: &mut Call<'_>, request: RecommendationOut) -> Result<WrittenOut> {
    let today = call.today();
    let all = desk::recommendations(call.session()?.db(), today)?;
    let missing = || Error::NoSuchThing { thing: format!("recommendation:{}", request.id) };
    let row = all.into_iter().find(|row| row.recommendation.id == request.id).ok_or_else(missing)?;
    let one = row.recommendation;
    let parts = [Part::of_bytes(submission::RECOMMENDATION_PART, canonical(&one)?)];
    call.send_out(&request.path, (submission::RECOMMENDATION, one.id), &one.operator, &parts, None)
}
