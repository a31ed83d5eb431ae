//! 操作記録: what was done, by whom, as sentences.

use serde_json::{Value, json};

use super::Ask;
use crate::calendar::Day;
use crate::ledger::{self, LogFilter};
use crate::words::{Language, Words};
use crate::{Error, Result};

/// No paper has more lines: a record of years goes out year by year.
const MOST: usize = 20_000;
const STEP: u32 = 1000;

pub fn data(ask: &Ask<'_>) -> Result<Value> {
    let words = Words::new(Language::Ja)?;
    let day = |key: &str| -> Result<Option<Day>> {
        ask.values
            .get(key)
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty())
            .map(str::parse)
            .transpose()
    };
    let (from, to) = (day("from")?, day("to")?);
    let mut filter = LogFilter { from, to, limit: Some(STEP), ..LogFilter::default() };
    let (mut lines, mut total) = (Vec::new(), None);
    loop {
        let page = ledger::log(ask.db, &filter)?;
        // A filter's total counts what lies before the page, too: only the first one's counts all.
        total.get_or_insert(page.total);
        filter.before = page.lines.last().map(|line| line.seq);
        lines.extend(page.lines);
        if lines.len() > MOST {
            let length = i64::try_from(lines.len()).unwrap_or(i64::MAX);
            return Err(Error::TooLong { field: "record".into(), length, limit: 20_000 });
        }
        if !page.more {
            break;
        }
    }
    // On paper it is read from the beginning.
    lines.reverse();
    let rows: Vec<Value> = lines
        .iter()
        .map(|line| {
            json!({
                "seq": line.seq,
                "at": words.time(line.at),
                "person": line.person_name,
                "device": line.device,
                "deed": words.deed(line),
                "hash": line.hash.get(..12).unwrap_or_default(),
                "clock_back": line.clock_back,
            })
        })
        .collect();
    let head = lines.last().map(|line| line.hash.clone()).unwrap_or_default();
    Ok(json!({ "lines": rows, "total": total.unwrap_or(0), "from": from, "to": to, "head": head }))
}
