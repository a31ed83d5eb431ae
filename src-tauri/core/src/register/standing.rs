//! How a register stands today: how fresh each of its cycles is, and what is due. Only what is needed is read: the days
//! of the spans looked back on, and the records that are still open.

use rusqlite::Connection;

use super::definition::{Cycle, Register};
use super::expression::Expressions;
use super::freshness::{Asked, Kept, by_day, spans};
use super::model::{Due, Freshness};
use super::query;
use crate::Result;
use crate::calendar::Day;

/// Of each cycle in their order, and everything that is due, the earliest first.
pub fn standing(db: &Connection, register: &Register, asked: Asked) -> Result<(Vec<Freshness>, Vec<Due>)> {
    let today = asked.today;
    let expressions = Expressions::of(register);
    let (mut fresh, mut due) = (Vec::new(), Vec::new());
    for cycle in &register.cycles {
        if let Some(every) = cycle.every {
            let from = spans(every, today).first().map_or(today, |span| span.0);
            let kept = kept(db, register, cycle, &expressions, from)?;
            fresh.push(kept.freshness(Some(every), today));
            due.extend(kept.due(register, cycle, asked));
        } else {
            fresh.push(Freshness::default());
            if !cycle.off {
                query::open(db, register, cycle, |record| {
                    due.extend(by_day(register, cycle, &expressions, record, asked));
                })?;
            }
        }
    }
    due.sort_by(|a: &Due, b| (a.day, &a.title).cmp(&(b.day, &b.title)));
    Ok((fresh, due))
}

fn kept(
    db: &Connection,
    register: &Register,
    cycle: &Cycle,
    expressions: &Expressions,
    from: Day,
) -> Result<Kept> {
    if cycle.when.is_none() {
        let (first, last) = query::first_and_last(db, register)?;
        return Ok(Kept { first, last, days: query::days(db, register, from)? });
    }
    let mut kept = Kept::default();
    query::finished_days(db, register, expressions.names(cycle), |day, fields, state| {
        // In the order of days: many records of one day are asked until one counts.
        if kept.last != Some(day) && expressions.meant(cycle, fields, state) {
            kept.first.get_or_insert(day);
            kept.last = Some(day);
            if day >= from {
                kept.days.insert(day);
            }
        }
    })?;
    Ok(kept)
}

/// Why a control's condition cannot be asked of a register's records.
pub fn unanswerable(register: &Register, when: &str) -> Option<String> {
    let asked = meaning(register, when);
    let fault = Expressions::of(&asked)
        .faults(&asked)
        .into_iter()
        .find(|(pointer, ..)| pointer.starts_with("/cycles"));
    fault.map(|(_, _, detail)| detail)
}

/// So far back that the longest span of a control is seen.
const BACK: i64 = 4 * 366;

/// The days of a register whatever its cycles: what a control counts by, all of them or those that it means.
pub fn of_register(db: &Connection, register: &Register, when: &str, today: Day) -> Result<Kept> {
    let asked = meaning(register, when);
    let Some(meant) = asked.cycles.first() else { return Ok(Kept::default()) };
    kept(db, &asked, meant, &Expressions::of(&asked), today.plus_days(-BACK))
}

/// The register with one cycle alone: the records that a control means.
fn meaning(register: &Register, when: &str) -> Register {
    let meant = Cycle {
        id: String::new(),
        name: String::new(),
        name_en: String::new(),
        every: None,
        when: Some(when.to_owned()).filter(|when| !when.is_empty()),
        after: None,
        days: None,
        until: None,
        notice_days: 0,
        roles: Vec::new(),
        source: String::new(),
        off: false,
        given_to: String::new(),
    };
    Register { cycles: vec![meant], ..register.clone() }
}
