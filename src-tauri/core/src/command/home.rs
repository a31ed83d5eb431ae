//! ホーム: where we stand, what is due, what others did since I was here.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use super::dates::dates;
use super::{Call, Nothing};
use crate::Result;
use crate::assessment::{self, Assessment, At, Progress, Score, State};
use crate::audit::finding;
use crate::calendar::{Day, Stamp, When};
use crate::evidence;
use crate::ledger::{self, LogLine};
use crate::people::{self, Right, permission};

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
    pub(super) when: When,
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
    /// An audit that is planned or goes on; nothing of a visit where it is the whole audit's first day or its report.
    Audit {
        audit: Uuid,
        about: AuditDay,
        from: String,
        to: String,
        place: String,
    },
    /// An audit that a series wants and nobody has planned.
    AuditWanted {
        series: Uuid,
    },
    /// What was found is to be mended, looked at, or looked at again.
    Finding {
        finding: Uuid,
        state: finding::State,
        given_to: String,
        /// So late that whoever leads must know.
        escalated: bool,
    },
    /// What is to be handed in, waits for this person's signature, or came back to be mended.
    Submission {
        submission: Uuid,
        about: SubmissionDay,
    },
    /// What the operator recommended and nobody has answered yet.
    Recommended {
        recommendation: Uuid,
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

#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AuditDay {
    Begins,
    Visit,
    ReportDue,
}

#[derive(Debug, Clone, Copy, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SubmissionDay {
    HandIn,
    Sign,
    Mend,
}

/// What is later than this has been left lying: whoever leads must know.
pub(super) const LEFT_LYING: i64 = 14;

/// Beyond this a day is not on anybody's mind yet.
const FAR: i64 = 60;
const MOST_NEWS: u32 = 50;

pub fn show(call: &mut Call<'_>, _: Nothing) -> Result<Home> {
    let today = call.today();
    let mut home = Home {
        today,
        standing: Vec::new(),
        trend: Vec::new(),
        due: dates(call, today.plus_days(FAR), false)?,
        since: None,
        news: Vec::new(),
    };
    for found in assessment::list(call.session()?.db())? {
        if found.state != State::Withdrawn {
            stand(call, found, &mut home)?;
        }
    }
    home.trend.sort_by(|a, b| (&a.catalogue, a.fiscal_year).cmp(&(&b.catalogue, b.fiscal_year)));
    news(call, &mut home)?;
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
