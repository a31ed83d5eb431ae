//! ホーム: where we stand, what is due, what others did since I was here.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use super::{Call, Nothing};
use crate::Result;
use crate::assessment::{self, Assessment, At, Progress, Score, State};
use crate::calendar::{Day, Stamp, When};
use crate::evidence::{self, Filter, Freshness};
use crate::ledger::{self, LogLine};
use crate::people::{self, Right, permission};
use crate::training::{self, Session};

#[derive(Debug, Serialize, TS)]
pub struct Home {
    today: Day,
    /// The assessments that are being answered.
    standing: Vec<Stand>,
    /// How each catalogue did in each 年度, the oldest first.
    trend: Vec<Trend>,
    due: Vec<Due>,
    /// What others did since this person was last here, the newest first.
    since: Option<Stamp>,
    news: Vec<LogLine>,
    /// Until when days are looked for.
    #[serde(skip)]
    #[ts(skip)]
    until: Day,
}

#[derive(Debug, Serialize, TS)]
pub struct Stand {
    assessment: Assessment,
    catalogues: Vec<OneStand>,
    /// What is missing before it can be handed in, counted by kind.
    missing: BTreeMap<String, usize>,
    /// Assigned to this person, and how many of them are not answered yet.
    mine: usize,
    mine_open: usize,
}

#[derive(Debug, Serialize, TS)]
pub struct OneStand {
    id: String,
    title: String,
    progress: Progress,
    sections: Vec<Section>,
}

#[derive(Debug, Serialize, TS)]
#[ts(rename = "HomeSection")]
pub struct Section {
    id: String,
    number: String,
    title: String,
    score: Score,
}

#[derive(Debug, Serialize, TS)]
pub struct Trend {
    catalogue: String,
    title: String,
    fiscal_year: i32,
    score: Score,
}

/// Something with a day. `planned`: a measure somebody promised; `proof`: a proof that runs out.
#[derive(Debug, Serialize, TS)]
pub struct Due {
    when: When,
    pub(super) day: Day,
    pub(super) title: String,
    #[serde(flatten)]
    pub(super) what: What,
}

#[derive(Debug, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum What {
    Planned {
        assessment: Uuid,
        at: At,
    },
    Proof {
        proof: Uuid,
    },
    Training {
        session: Uuid,
        from: String,
        to: String,
        place: String,
    },
    /// A record is due, or something with one.
    Register {
        register: String,
        record: Option<Uuid>,
        cycle: String,
        /// Of its cycle, where a new record is due.
        name_en: String,
        /// Whom it was given to.
        given_to: String,
    },
}

/// Beyond this a day is not on anybody's mind yet.
const FAR: i64 = 60;
const MOST_NEWS: u32 = 50;

pub fn show(call: &mut Call<'_>, _: Nothing) -> Result<Home> {
    let today = call.today();
    let mut home = whole(call, today.plus_days(FAR))?;
    news(call, &mut home)?;
    Ok(home)
}

/// Everything with a day until then.
pub(super) fn dates(call: &mut Call<'_>, until: Day) -> Result<Vec<Due>> {
    Ok(whole(call, until)?.due)
}

fn whole(call: &mut Call<'_>, until: Day) -> Result<Home> {
    let today = call.today();
    let all = assessment::list(call.session()?.db())?;
    let mut home = Home {
        today,
        until,
        standing: Vec::new(),
        trend: Vec::new(),
        due: Vec::new(),
        since: None,
        news: Vec::new(),
    };
    for found in all.into_iter().filter(|one| one.state != State::Withdrawn) {
        stand(call, found, &mut home)?;
    }
    home.trend.sort_by(|a, b| (&a.catalogue, a.fiscal_year).cmp(&(&b.catalogue, b.fiscal_year)));
    proofs(call, &mut home)?;
    registers(call, &mut home)?;
    trainings(call, &mut home)?;
    home.due.sort_by(|a, b| (a.day, &a.title).cmp(&(b.day, &b.title)));
    Ok(home)
}

fn stand(call: &mut Call<'_>, found: Assessment, home: &mut Home) -> Result<()> {
    let (_, pinned) = call.pinned(found.id)?;
    let session = call.session()?;
    let (db, me) = (session.db(), session.person());
    let answers = assessment::answers(db, found.id)?;
    let proofs = super::assessment::proved(db, &found, &pinned, home.today)?;
    let mine: Vec<At> = assessment::assignments(db, found.id)?
        .into_values()
        .filter(|one| one.person == Some(me))
        .map(|one| one.at)
        .collect();
    let (mut catalogues, mut missing) = (Vec::new(), BTreeMap::new());
    for (part, (catalogue, scale)) in found.parts.iter().zip(&pinned) {
        let progress = assessment::progress(part, catalogue, scale, &answers);
        let title = catalogue.head.short_title.clone().unwrap_or_else(|| catalogue.head.title.clone());
        home.trend.push(Trend {
            catalogue: catalogue.head.id.clone(),
            title: title.clone(),
            fiscal_year: found.fiscal_year,
            score: progress.whole,
        });
        if found.state != State::Open {
            continue;
        }
        for gap in assessment::readiness(part, catalogue, scale, &answers, &proofs) {
            let name: &str = gap.gap.into();
            *missing.entry(name.to_owned()).or_insert(0) += 1;
        }
        for (at, answered) in answers.iter().filter(|(at, _)| at.catalogue == catalogue.head.id) {
            let Some(day) = answered.answer.planned_date else { continue };
            let row = catalogue.find(&at.control);
            let title = row.map(|row| row.practice.clone()).unwrap_or_default();
            let what = What::Planned { assessment: found.id, at: at.clone() };
            push_due(home, day, format!("{} {title}", at.control), what);
        }
        let sections = progress
            .sections
            .iter()
            .filter_map(|(id, score)| {
                let section = catalogue.sections.iter().find(|section| section.id == *id)?;
                let number = format!("{}{}", section.table.clone().unwrap_or_default(), section.number);
                Some(Section { id: id.clone(), number, title: section.title.clone(), score: *score })
            })
            .collect();
        catalogues.push(OneStand { id: catalogue.head.id.clone(), title, progress, sections });
    }
    if found.state == State::Open {
        let answered = |at: &&At| answers.get(*at).is_none_or(|a| a.answer.value == assessment::OPEN);
        let mine_open = mine.iter().filter(answered).count();
        home.standing.push(Stand { assessment: found, catalogues, missing, mine: mine.len(), mine_open });
    }
    Ok(())
}

fn push_due(home: &mut Home, day: Day, title: String, what: What) {
    if day <= home.until {
        home.due.push(Due { when: When::of(home.today, day), day, title, what });
    }
}

fn proofs(call: &mut Call<'_>, home: &mut Home) -> Result<()> {
    let session = call.session()?;
    if session.require(Right::SeeEvidence).is_err() {
        return Ok(());
    }
    let (_, roles) = people::roles_of(session.db(), session.person())?;
    let viewer = (session.person(), &roles);
    let all = evidence::list(
        session.db(),
        &Filter::default(),
        viewer,
        &std::collections::BTreeSet::new(),
        home.today,
    )?;
    for proof in all.into_iter().filter(|proof| proof.freshness != Freshness::Valid) {
        if let Some(day) = proof.details.valid_until {
            push_due(home, day, proof.details.title, What::Proof { proof: proof.id });
        }
    }
    Ok(())
}

fn registers(call: &mut Call<'_>, home: &mut Home) -> Result<()> {
    let session = call.session()?;
    if session.require(Right::SeeRegisters).is_err() {
        return Ok(());
    }
    for one in super::register::dues(session.db(), home.today)? {
        let what = What::Register {
            register: one.register,
            record: one.record,
            cycle: one.cycle,
            name_en: one.title_en,
            given_to: one.given_to,
        };
        push_due(home, one.day, one.title, what);
    }
    Ok(())
}

/// Sessions that are planned; those that were held or called off want nothing.
fn trainings(call: &mut Call<'_>, home: &mut Home) -> Result<()> {
    let session = call.session()?;
    if session.require(Right::SeeTraining).is_err() {
        return Ok(());
    }
    for row in training::planned(session.db(), home.until)? {
        let Some(day) = row.session.day else { continue };
        let Session { title, from, to, place, .. } = row.session;
        push_due(home, day, title, What::Training { session: row.id, from, to, place });
    }
    Ok(())
}

/// Whoever may read the record sees all of it; everybody sees what concerns the work they share.
fn news(call: &mut Call<'_>, home: &mut Home) -> Result<()> {
    let session = call.session()?;
    let (db, me) = (session.db(), session.person());
    let (_, roles) = people::roles_of(db, me)?;
    let (since, lines) = ledger::news(db, me, MOST_NEWS)?;
    let reads_all = permission::may(&roles, Right::SeeRecord);
    let shared = |line: &LogLine| match line.kind.split('.').next() {
        Some("assessment" | "catalogue" | "facility") => true,
        Some("evidence") => line
            .thing
            .strip_prefix("proof:")
            .and_then(|id| Uuid::parse_str(id).ok())
            .is_some_and(|id| evidence::require_seen(db, id, (me, &roles), home.today).is_ok()),
        _ => false,
    };
    home.news = lines.into_iter().filter(|line| reads_all || shared(line)).collect();
    home.since = since;
    Ok(())
}
