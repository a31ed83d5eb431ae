//! Questions about papers that were issued, and templates that people changed.

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use super::model::{IssuedPaper, OwnTemplate};
use crate::{Error, Result, people};

fn damaged(detail: impl ToString) -> Error {
    Error::Damaged { path: "paper".into(), detail: detail.to_string() }
}

pub fn own(db: &Connection, template: &str) -> Result<Option<OwnTemplate>> {
    db.prepare_cached("SELECT template, text, revision FROM paper_template WHERE template = ?1")
        .and_then(|mut s| {
            let read = |r: &rusqlite::Row<'_>| {
                Ok(OwnTemplate { template: r.get(0)?, text: r.get(1)?, revision: r.get(2)? })
            };
            s.query_row([template], read).optional()
        })
        .map_err(Error::db("reading a template"))
}

/// Ids of the templates that people changed.
pub fn own_all(db: &Connection) -> Result<Vec<String>> {
    db.prepare_cached("SELECT template FROM paper_template ORDER BY template")
        .and_then(|mut s| s.query_map([], |r| r.get(0))?.collect())
        .map_err(Error::db("reading the templates"))
}

type Raw = (String, String, String, String, i32, i64, String, String, String);

/// The newest first.
pub fn issued(db: &Connection) -> Result<Vec<IssuedPaper>> {
    let rows: Vec<Raw> = db
        .prepare_cached(
            "SELECT id, template, title, number, fiscal_year, pages, sha256, issued, issued_by
             FROM paper ORDER BY issued DESC, id DESC",
        )
        .and_then(|mut s| {
            s.query_map([], |r| {
                Ok((
                    r.get(0)?,
                    r.get(1)?,
                    r.get(2)?,
                    r.get(3)?,
                    r.get(4)?,
                    r.get(5)?,
                    r.get(6)?,
                    r.get(7)?,
                    r.get(8)?,
                ))
            })?
            .collect()
        })
        .map_err(Error::db("reading the papers"))?;
    let read = |(id, template, title, number, fiscal_year, pages, sha256, issued, by): Raw| {
        let issued_by = Uuid::parse_str(&by).map_err(damaged)?;
        Ok(IssuedPaper {
            id: Uuid::parse_str(&id).map_err(damaged)?,
            issued: issued.parse().map_err(|_| damaged(&issued))?,
            issued_by_name: people::name_of(db, issued_by)?.unwrap_or_default(),
            template,
            title,
            number,
            fiscal_year,
            pages,
            sha256,
            issued_by,
        })
    };
    rows.into_iter().map(read).collect()
}
