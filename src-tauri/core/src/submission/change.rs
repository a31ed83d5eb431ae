//! What may happen to a submission, and to what comes in. Freezing, signing, sending and deciding are formal acts: they are
//! never taken back, only followed by another one.

use rusqlite::params;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};
use ts_rs::TS;
use uuid::Uuid;

use super::desk::{self, Coming, DeskSettings, Recommendation, Review};
use super::model::{Decision, Enrolled, Receipt, State, Step, Submission, SubmissionRow, Taken, Verdict};
use super::{kinds, query};
use crate::evidence::{self, Stored};
use crate::ledger::{Change, Domain, Scene, Tag, Text, Thing, json, text, unchanged};
use crate::people::Right;
use crate::{Error, Result};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, IntoStaticStr, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case", prefix = "submission.")]
pub enum SubmissionChange {
    /// The facility's own key.
    Key {
        public: String,
        #[ts(skip)]
        secret: String,
    },
    /// What packages for this facility are sealed to.
    Sealing {
        public: String,
        #[ts(skip)]
        secret: String,
    },
    /// Nothing where a new one is taken back.
    Draft {
        id: Uuid,
        title: String,
        base: i64,
        submission: Option<Box<Submission>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back_to: Option<i64>,
    },
    Step {
        id: Uuid,
        title: String,
        base: i64,
        step: Step,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
        /// As it was frozen: canonical JSON.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        snapshot: String,
        /// Of what was sent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        package: Option<Numbered>,
        /// Its bytes, kept among the files.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(skip)]
        kept: Option<Box<Stored>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decision: Option<Box<Decision>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        receipt: Option<Box<Receipt>>,
    },
    /// A facility whose packages are taken.
    Enrol {
        public: String,
        title: String,
        base: i64,
        enrolled: Option<Box<Enrolled>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back_to: Option<i64>,
    },
    Receive {
        fingerprint: String,
        public: String,
        title: String,
        chain: i64,
        previous: Option<String>,
        number: String,
        /// Only of what came in before packages were kept.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        snapshot: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(skip)]
        coming: Option<Box<Coming>>,
    },
    /// What a reviewer writes down; nothing where it is taken back.
    Review {
        fingerprint: String,
        title: String,
        base: i64,
        review: Option<Box<Review>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back_to: Option<i64>,
    },
    Decide {
        fingerprint: String,
        title: String,
        base: i64,
        decision: Box<Decision>,
        /// Another person has to confirm it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        proposed: bool,
    },
    /// By another person than the one who proposed it.
    Confirm {
        fingerprint: String,
        title: String,
        base: i64,
        decision: Box<Decision>,
    },
    Decline {
        fingerprint: String,
        title: String,
        base: i64,
        reason: String,
    },
    /// 勧告
    Recommend {
        public: String,
        title: String,
        recommendation: Box<Recommendation>,
    },
    /// How the operator's desk works.
    Settings {
        base: i64,
        settings: Box<DeskSettings>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back_to: Option<i64>,
    },
}

/// A package that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "NumberedPackage")]
pub struct Numbered {
    pub number: String,
    pub fingerprint: String,
    pub chain: i64,
}

impl Domain for SubmissionChange {
    fn thing(&self) -> Thing {
        match self {
            Self::Key { .. } => "facility_key".into(),
            Self::Sealing { .. } => "sealing_key".into(),
            Self::Draft { id, .. } | Self::Step { id, .. } => format!("submission:{id}"),
            Self::Enrol { public, .. } => format!("enrolled:{public}"),
            Self::Receive { fingerprint, .. }
            | Self::Review { fingerprint, .. }
            | Self::Decide { fingerprint, .. }
            | Self::Confirm { fingerprint, .. }
            | Self::Decline { fingerprint, .. } => format!("received:{fingerprint}"),
            Self::Recommend { recommendation, .. } => format!("recommendation:{}", recommendation.id),
            Self::Settings { .. } => "operator_desk".into(),
        }
    }

    fn right(&self, _by: Uuid) -> Right {
        match self {
            Self::Key { .. } | Self::Sealing { .. } | Self::Draft { .. } => Right::Submit,
            Self::Step { step, .. } => step.rule().1,
            Self::Enrol { .. }
            | Self::Receive { .. }
            | Self::Review { .. }
            | Self::Decide { .. }
            | Self::Confirm { .. }
            | Self::Decline { .. }
            | Self::Recommend { .. }
            | Self::Settings { .. } => Right::ReviewSubmissions,
        }
    }

    fn touches(&self) -> &'static [Tag] {
        &[Tag::Submissions]
    }

    fn check(&self, scene: &Scene<'_>) -> Result<()> {
        match self {
            Self::Key { .. } => only_one(query::key(scene.db)?.is_some()),
            Self::Sealing { .. } => only_one(query::sealing_key(scene.db)?.is_some()),
            Self::Draft { id, base, submission, .. } => {
                let found = query::find(scene.db, *id)?;
                unchanged(
                    scene.db,
                    self.thing(),
                    found.as_ref().map(|one| (&one.submission, one.revision)),
                    *base,
                    submission,
                )?;
                if found.is_some_and(|one| one.state != State::Draft) {
                    return Err(wrong("draft", State::Frozen));
                }
                submission.as_ref().map_or(Ok(()), |one| check_draft(scene, one))
            }
            Self::Step { id, base, step, reason, snapshot, package, decision, receipt, .. } => {
                let found = query::require(scene.db, *id)?;
                unchanged(scene.db, self.thing(), Some((&found.state, found.revision)), *base, step)?;
                if !step.rule().0.contains(&found.state) {
                    return Err(wrong((*step).into(), found.state));
                }
                text(reason, &Text { field: "reason", limit: 2_000, required: step.needs_reason() })?;
                let said = (decision.as_deref(), receipt.as_deref());
                check_step(scene, &found, *step, (snapshot, package.as_ref(), said))
            }
            Self::Enrol { public, base, enrolled, .. } => {
                desk::check_enrol(scene, public, *base, enrolled.as_deref())
            }
            Self::Receive { fingerprint, public, title, chain, previous, .. } => {
                desk::check_receive(scene, (fingerprint, public, title), (*chain, previous.as_deref()))
            }
            Self::Review { fingerprint, base, review, .. } => {
                desk::check_review(scene, fingerprint, *base, review.as_deref())
            }
            Self::Decide { fingerprint, base, decision, proposed, .. } => {
                desk::check_decide(scene, fingerprint, *base, decision, *proposed)
            }
            Self::Confirm { fingerprint, base, decision, .. } => {
                desk::check_confirm(scene, fingerprint, *base, decision)
            }
            Self::Decline { fingerprint, base, reason, .. } => {
                desk::check_decline(scene, fingerprint, *base, reason)
            }
            Self::Recommend { public, recommendation, .. } => {
                desk::check_recommend(scene, public, recommendation)
            }
            Self::Settings { base, settings, .. } => desk::check_settings(scene, *base, settings),
        }
    }

    fn apply(&self, scene: &Scene<'_>) -> Result<Option<Change>> {
        let undo = match self {
            Self::Key { public, secret } => {
                write(
                    scene,
                    "INSERT INTO facility_key (public, secret) VALUES (?1, ?2)",
                    params![public, secret],
                )?;
                return Ok(None);
            }
            Self::Sealing { public, secret } => return new_sealing_key(scene, public, secret),
            Self::Draft { id, title, base, submission, back_to } => {
                let before = query::find(scene.db, *id)?;
                let revision = scene.revision(*back_to);
                match submission {
                    Some(one) => write(
                        scene,
                        "INSERT INTO submission (id, submission, state, snapshot, made, revision)
                         VALUES (?1, ?2, 'draft', '', ?3, ?4)
                         ON CONFLICT (id) DO UPDATE SET submission = ?2, revision = ?4",
                        params![id.to_string(), json(one)?, scene.at.to_string(), revision],
                    )?,
                    None => write(scene, "DELETE FROM submission WHERE id = ?1", params![id.to_string()])?,
                }
                Self::Draft {
                    id: *id,
                    title: title.clone(),
                    base: if submission.is_some() { revision } else { 0 },
                    submission: before.map(|one| Box::new(one.submission)),
                    back_to: Some(*base),
                }
            }
            Self::Step { id, step, reason, snapshot, package, kept, decision, receipt, .. } => {
                let said = (decision.as_deref(), receipt.as_deref());
                take(scene, *id, *step, reason, (snapshot, package.as_ref(), said))?;
                if let Some(kept) = kept {
                    let sql = "UPDATE submission SET kept = ?2 WHERE id = ?1";
                    write(scene, sql, params![id.to_string(), kept.sha256])?;
                    evidence::keep(scene, kept)?;
                }
                return Ok(None);
            }
            Self::Enrol { public, title, base, enrolled, back_to } => {
                let (before, revision) = desk::apply_enrol(scene, public, enrolled.as_deref(), *back_to)?;
                Self::Enrol {
                    public: public.clone(),
                    title: title.clone(),
                    base: revision,
                    enrolled: before.map(Box::new),
                    back_to: Some(*base),
                }
            }
            Self::Receive { fingerprint, public, title, chain, number, snapshot, coming, .. } => {
                let what = (fingerprint.as_str(), public.as_str(), title.as_str());
                desk::apply_receive(scene, what, (*chain, number), snapshot, coming.as_deref())?;
                return Ok(None);
            }
            Self::Review { fingerprint, title, base, review, back_to } => {
                let (before, revision) = desk::apply_review(scene, fingerprint, review.as_deref(), *back_to)?;
                Self::Review {
                    fingerprint: fingerprint.clone(),
                    title: title.clone(),
                    base: revision,
                    review: before.map(Box::new),
                    back_to: Some(*base),
                }
            }
            Self::Decide { fingerprint, decision, proposed, .. } => {
                desk::apply_decide(scene, fingerprint, decision, *proposed)?;
                return Ok(None);
            }
            Self::Confirm { fingerprint, decision, .. } => {
                desk::apply_confirm(scene, fingerprint, decision)?;
                return Ok(None);
            }
            Self::Decline { fingerprint, .. } => {
                desk::apply_decline(scene, fingerprint)?;
                return Ok(None);
            }
            Self::Recommend { public, recommendation, .. } => {
                desk::apply_recommend(scene, public, recommendation)?;
                return Ok(None);
            }
            Self::Settings { base, settings, back_to } => {
                let (before, revision) = desk::apply_settings(scene, settings, *back_to)?;
                Self::Settings { base: revision, settings: Box::new(before), back_to: Some(*base) }
            }
        };
        Ok(Some(Change::Submission(undo)))
    }
}

fn new_sealing_key(scene: &Scene<'_>, public: &str, secret: &str) -> Result<Option<Change>> {
    let sql = "INSERT INTO sealing_key (public, secret) VALUES (?1, ?2)";
    write(scene, sql, params![public, secret]).map(|()| None)
}

fn only_one(there: bool) -> Result<()> {
    if there { Err(Error::internal("a key is there")) } else { Ok(()) }
}

fn wrong(step: &str, state: State) -> Error {
    let state: &str = state.into();
    Error::WrongState { step: step.into(), state: format!("submission_{state}") }
}

type Said<'a> = (Option<&'a Decision>, Option<&'a Receipt>);
type Beside<'a> = (&'a str, Option<&'a Numbered>, Said<'a>);

fn check_draft(scene: &Scene<'_>, one: &Submission) -> Result<()> {
    text(&one.title, &Text { field: "title", limit: 200, required: true })?;
    text(&one.to, &Text { field: "operator", limit: 200, required: true })?;
    text(&one.note, &Text { field: "note", limit: 4_000, required: false })?;
    kinds::check(scene.db, one)?;
    if one.seats.is_empty() || one.seats.len() > 10 {
        return Err(Error::Required { field: "seats".into() });
    }
    one.seats.iter().try_for_each(|seat| {
        text(&seat.title, &Text { field: "seats", limit: 100, required: true })?;
        crate::people::find(scene.db, seat.person).map(drop)
    })
}

fn check_step(
    scene: &Scene<'_>,
    found: &SubmissionRow,
    step: Step,
    (snapshot, package, (decision, receipt)): Beside<'_>,
) -> Result<()> {
    match step {
        Step::Freeze if snapshot.is_empty() => Err(Error::Required { field: "snapshot".into() }),
        // In their order, each in their own place.
        Step::Sign => match &found.next {
            Some(seat) if seat.person == scene.by => Ok(()),
            Some(seat) => Err(Error::NotYourTurn { name: seat.name.clone(), title: seat.title.clone() }),
            None => Err(wrong("sign", State::Sent)),
        },
        Step::Send => match (&found.next, package) {
            (Some(seat), _) => Err(Error::NotYourTurn { name: seat.name.clone(), title: seat.title.clone() }),
            (None, None) => Err(Error::Required { field: "package".into() }),
            (None, Some(_)) => Ok(()),
        },
        Step::Decided => is_about(found, decision.map(|one| one.about.as_str()), "decision"),
        Step::Receipted => is_about(found, receipt.map(|one| one.about.as_str()), "receipt"),
        Step::Freeze | Step::Thaw | Step::Withdraw => Ok(()),
    }
}

/// What comes from the operator names what was sent.
fn is_about(found: &SubmissionRow, about: Option<&str>, field: &str) -> Result<()> {
    let mine = about.is_some() && about == found.fingerprint.as_deref();
    if mine { Ok(()) } else { Err(Error::Required { field: field.into() }) }
}

fn take(
    scene: &Scene<'_>,
    id: Uuid,
    step: Step,
    reason: &str,
    (snapshot, package, (decision, receipt)): Beside<'_>,
) -> Result<()> {
    let before = query::require(scene.db, id)?;
    let taken = Taken {
        step,
        at: scene.at,
        by: scene.by,
        by_name: crate::people::name_of(scene.db, scene.by)?.unwrap_or_default(),
        reason: reason.to_owned(),
        seat: before.next.filter(|_| step == Step::Sign).map(|seat| seat.title),
        decision: decision.cloned(),
        receipt: receipt.cloned(),
    };
    let state = match (step, decision.map(|one| one.verdict)) {
        (Step::Freeze | Step::Sign, _) => State::Frozen,
        (Step::Thaw, _) => State::Draft,
        (Step::Send, _) | (Step::Decided, None) => State::Sent,
        (Step::Receipted, _) => State::Received,
        (Step::Withdraw, _) => State::Withdrawn,
        (Step::Decided, Some(Verdict::Approved)) => State::Approved,
        (Step::Decided, Some(Verdict::Conditional)) => State::Conditional,
        (Step::Decided, Some(Verdict::Returned)) => State::Returned,
    };
    let state: &str = state.into();
    write(
        scene,
        "UPDATE submission SET state = ?2, revision = ?3,
             snapshot = CASE ?4 WHEN 'freeze' THEN ?5 WHEN 'thaw' THEN '' ELSE snapshot END,
             number = coalesce(?6, number), fingerprint = coalesce(?7, fingerprint), chain = coalesce(?8, chain)
         WHERE id = ?1",
        params![
            id.to_string(),
            state,
            scene.seq,
            <&str>::from(step),
            snapshot,
            package.map(|one| &one.number),
            package.map(|one| &one.fingerprint),
            package.map(|one| one.chain)
        ],
    )?;
    write(
        scene,
        "INSERT INTO submission_step (submission, number, step)
         SELECT ?1, 1 + count(*), ?2 FROM submission_step WHERE submission = ?1",
        params![id.to_string(), json(&taken)?],
    )
}

fn write(scene: &Scene<'_>, sql: &str, values: impl rusqlite::Params) -> Result<()> {
    let done = scene.db.prepare_cached(sql).and_then(|mut s| s.execute(values));
    done.map(drop).map_err(Error::db("writing a submission"))
}
