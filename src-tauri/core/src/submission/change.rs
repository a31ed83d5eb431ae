//! What may happen to a submission, and to what comes in. Freezing, signing, sending and deciding are formal acts: they are
//! never taken back, only followed by another one.

use rusqlite::params;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};
use ts_rs::TS;
use uuid::Uuid;

use super::model::{Decision, Enrolled, State, Step, Submission, SubmissionRow, Taken, Verdict};
use super::query;
use crate::ledger::{Change, Domain, Scene, Tag, Text, Thing, json, text, unchanged};
use crate::people::Right;
use crate::{Error, Result, assessment};

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
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decision: Option<Box<Decision>>,
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
        snapshot: String,
    },
    Decide {
        fingerprint: String,
        title: String,
        base: i64,
        decision: Box<Decision>,
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
            Self::Draft { id, .. } | Self::Step { id, .. } => format!("submission:{id}"),
            Self::Enrol { public, .. } => format!("enrolled:{public}"),
            Self::Receive { fingerprint, .. } | Self::Decide { fingerprint, .. } => {
                format!("received:{fingerprint}")
            }
        }
    }

    fn right(&self, _by: Uuid) -> Right {
        match self {
            Self::Key { .. } | Self::Draft { .. } => Right::Submit,
            Self::Step { step, .. } => step.rule().1,
            Self::Enrol { .. } | Self::Receive { .. } | Self::Decide { .. } => Right::ReviewSubmissions,
        }
    }

    fn touches(&self) -> &'static [Tag] {
        &[Tag::Submissions]
    }

    fn check(&self, scene: &Scene<'_>) -> Result<()> {
        match self {
            Self::Key { .. } => match query::key(scene.db)? {
                Some(_) => Err(Error::internal("a key is there")),
                None => Ok(()),
            },
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
            Self::Step { id, base, step, reason, snapshot, package, decision, .. } => {
                let found = query::require(scene.db, *id)?;
                unchanged(scene.db, self.thing(), Some((&found.state, found.revision)), *base, step)?;
                if !step.rule().0.contains(&found.state) {
                    return Err(wrong((*step).into(), found.state));
                }
                text(reason, &Text { field: "reason", limit: 2_000, required: step.needs_reason() })?;
                check_step(scene, &found, *step, (snapshot, package.as_ref(), decision.as_deref()))
            }
            Self::Enrol { public, base, enrolled, .. } => {
                let found = query::enrolled(scene.db)?.into_iter().find(|one| one.0 == *public);
                unchanged(
                    scene.db,
                    self.thing(),
                    found.as_ref().map(|one| (&one.1, one.2)),
                    *base,
                    enrolled,
                )?;
                let sound = public.len() == 64 && public.bytes().all(|b| b.is_ascii_hexdigit());
                if !sound {
                    return Err(Error::Invalid {
                        field: "key".into(),
                        detail: public.chars().take(80).collect(),
                    });
                }
                enrolled.as_ref().map_or(Ok(()), |one| {
                    text(&one.name, &Text { field: "name", limit: 200, required: true })
                })
            }
            Self::Receive { fingerprint, public, title, chain, previous, .. } => {
                let known = query::enrolled(scene.db)?.into_iter().find(|one| one.0 == *public);
                if known.is_none_or(|one| one.1.stopped) {
                    return Err(Error::NotEnrolled {
                        name: title.clone(),
                        key: crate::package::spoken(public),
                    });
                }
                let last = query::last_of(scene.db, public)?;
                let (place, fingerprint_before) = last.map_or((0, None), |(at, one)| (at, Some(one)));
                // No gap, no fork: the one before is the one that is known.
                if *chain == place + 1 && *previous == fingerprint_before {
                    return Ok(());
                }
                let (found, expected) = (*chain, place + 1);
                Err(if found > expected {
                    Error::PackageGap { name: title.clone(), found, expected }
                } else {
                    Error::PackageForked {
                        name: title.clone(),
                        found,
                        known: crate::package::spoken(fingerprint),
                    }
                })
            }
            Self::Decide { fingerprint, base, decision, .. } => {
                let missing = || Error::NoSuchThing { thing: self.thing() };
                let (found, _) = query::one_received(scene.db, fingerprint)?.ok_or_else(missing)?;
                unchanged(scene.db, self.thing(), Some((&found.decision, found.revision)), *base, decision)?;
                // What was decided is not decided again: a mended one is another package.
                if found.decision.is_some() {
                    return Err(Error::WrongState { step: "decide".into(), state: "decided".into() });
                }
                let must = decision.verdict != Verdict::Approved;
                text(&decision.letter, &Text { field: "letter", limit: 8_000, required: must })
            }
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
            Self::Step { id, step, reason, snapshot, package, decision, .. } => {
                take(scene, *id, *step, reason, (snapshot, package.as_ref(), decision.as_deref()))?;
                return Ok(None);
            }
            Self::Enrol { public, title, base, enrolled, back_to } => {
                let before = query::enrolled(scene.db)?.into_iter().find(|one| one.0 == *public);
                let revision = scene.revision(*back_to);
                match enrolled {
                    Some(one) => write(
                        scene,
                        "INSERT INTO enrolled (public, enrolled, revision) VALUES (?1, ?2, ?3)
                         ON CONFLICT (public) DO UPDATE SET enrolled = ?2, revision = ?3",
                        params![public, json(one)?, revision],
                    )?,
                    None => write(scene, "DELETE FROM enrolled WHERE public = ?1", params![public])?,
                }
                Self::Enrol {
                    public: public.clone(),
                    title: title.clone(),
                    base: if enrolled.is_some() { revision } else { 0 },
                    enrolled: before.map(|one| Box::new(one.1)),
                    back_to: Some(*base),
                }
            }
            Self::Receive { fingerprint, public, chain, number, snapshot, .. } => {
                write(
                    scene,
                    "INSERT INTO received (fingerprint, public, chain, received, snapshot, at, revision)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    params![fingerprint, public, chain, number, snapshot, scene.at.to_string(), scene.seq],
                )?;
                return Ok(None);
            }
            Self::Decide { fingerprint, decision, .. } => {
                write(
                    scene,
                    "UPDATE received SET decision = ?2, revision = ?3 WHERE fingerprint = ?1",
                    params![fingerprint, json(decision)?, scene.seq],
                )?;
                return Ok(None);
            }
        };
        Ok(Some(Change::Submission(undo)))
    }
}

fn wrong(step: &str, state: State) -> Error {
    let state: &str = state.into();
    Error::WrongState { step: step.into(), state: format!("submission_{state}") }
}

type Beside<'a> = (&'a str, Option<&'a Numbered>, Option<&'a Decision>);

fn check_draft(scene: &Scene<'_>, one: &Submission) -> Result<()> {
    text(&one.title, &Text { field: "title", limit: 200, required: true })?;
    text(&one.to, &Text { field: "operator", limit: 200, required: true })?;
    text(&one.note, &Text { field: "note", limit: 4_000, required: false })?;
    let subject = one.assessment.ok_or(Error::Required { field: "assessment".into() })?;
    assessment::find(scene.db, subject)?;
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
    (snapshot, package, decision): Beside<'_>,
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
        Step::Decided => {
            let about = decision.map(|one| one.about.as_str());
            let mine = about == found.fingerprint.as_deref() && about.is_some();
            if mine { Ok(()) } else { Err(Error::Required { field: "decision".into() }) }
        }
        Step::Freeze | Step::Thaw | Step::Withdraw => Ok(()),
    }
}

fn take(
    scene: &Scene<'_>,
    id: Uuid,
    step: Step,
    reason: &str,
    (snapshot, package, decision): Beside<'_>,
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
    };
    let state = match (step, decision.map(|one| one.verdict)) {
        (Step::Freeze | Step::Sign, _) => State::Frozen,
        (Step::Thaw, _) => State::Draft,
        (Step::Send, _) | (Step::Decided, None) => State::Sent,
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
