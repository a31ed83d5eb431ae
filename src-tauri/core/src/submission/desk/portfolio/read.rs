//! What a portfolio is counted from.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::super::model::Layout;
use super::view::Last;
use crate::submission::model::CONFORMANCE;
use crate::{Error, Result};

pub fn layouts(db: &Connection) -> Result<BTreeMap<String, Layout>> {
    let all: Vec<(String, String)> = db
        .prepare_cached("SELECT id, layout FROM received_layout")
        .and_then(|mut s| s.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect())
        .map_err(Error::db("reading what came in"))?;
    all.into_iter().map(|(id, text)| Ok((id, read(&text)?))).collect()
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|e| Error::Damaged { path: "received".into(), detail: e.to_string() })
}

/// The last checklist of every facility for every year.
pub fn last_sent(db: &Connection) -> Result<Vec<Last>> {
    // SQLite takes the other columns from the row that has the greatest place in the chain.
    let mut statement = db
        .prepare_cached(
            "SELECT public, fiscal_year, fingerprint, json_extract(decision, '$.verdict'), rolled, max(chain)
             FROM received WHERE kind = ?1 GROUP BY public, fiscal_year",
        )
        .map_err(Error::db("reading what came in"))?;
    let doing = Error::db("reading what came in");
    let mut rows = statement.query([CONFORMANCE]).map_err(&doing)?;
    let mut all = Vec::new();
    while let Some(row) = rows.next().map_err(&doing)? {
        let rolled = row.get_ref(4).map_err(&doing)?;
        let rolled =
            rolled.as_str().map_err(|e| Error::Damaged { path: "received".into(), detail: e.to_string() })?;
        all.push(Last {
            rolled: read(rolled)?,
            public: row.get(0).map_err(&doing)?,
            fiscal_year: row.get(1).map_err(&doing)?,
            fingerprint: row.get(2).map_err(&doing)?,
            verdict: row.get(3).map_err(&doing)?,
        });
    }
    Ok(all)
}

/// What was sent, the one of most facilities first.
pub fn catalogues(sent: &[Last], layouts: &BTreeMap<String, Layout>) -> Vec<(String, String)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for rolled in sent.iter().flat_map(|one| &one.rolled) {
        *counts.entry(rolled.layout.as_str()).or_default() += 1;
    }
    let mut found: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for (id, count) in counts {
        if let Some(layout) = layouts.get(id) {
            let entry = found.entry(layout.catalogue.as_str()).or_insert((0, layout.title.as_str()));
            entry.0 += count;
        }
    }
    let mut all: Vec<_> = found.into_iter().collect();
    all.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    all.into_iter().map(|(id, (_, title))| (id.to_owned(), title.to_owned())).collect()
}
