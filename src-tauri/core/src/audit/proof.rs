//! Audits and corrections prove controls as kept registers do: an audit by the day it was reported for, a correction by the
//! day it was accepted. `when` speaks of `kind` and `target`.

use std::collections::BTreeSet;

use rusqlite::Connection;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::finding;
use super::model::State;
use super::query;
use crate::Result;
use crate::calendar::Day;
use crate::register::{Kept, holds};

/// The days of audits that were reported; only those that a control means.
pub fn held(db: &Connection, when: &str, today: Day) -> Result<Kept> {
    let mut days = BTreeSet::new();
    for audit in query::all(db)? {
        let kind: &str = audit.plan.kind.into();
        let said: Map<String, Value> =
            [("kind".to_owned(), json!(kind)), ("target".to_owned(), json!(audit.plan.target))]
                .into_iter()
                .collect();
        let reported = matches!(audit.state, State::Reported | State::Closed);
        let day = audit.plan.to.or(audit.plan.from).filter(|day| *day <= today);
        if let Some(day) = day.filter(|_| reported && holds(when, &said)) {
            days.insert(day);
        }
    }
    Ok(Kept::of(days))
}

/// The days on which corrections were accepted, and whether none of what was found is late.
pub fn corrections(db: &Connection, today: Day) -> Result<(Kept, bool)> {
    let mut days = BTreeSet::new();
    let mut on_time = true;
    for row in finding::list(db, &finding::Filter::default(), Uuid::nil())? {
        let accepted = row.steps.iter().filter(|one| one.step == finding::Step::Accept);
        days.extend(accepted.map(|one| one.at.day()));
        on_time &= !(row.state.is_open() && row.due.is_some_and(|due| due < today));
    }
    Ok((Kept::of(days), on_time))
}
