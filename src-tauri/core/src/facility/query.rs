//! Questions about the facility.

use rusqlite::{Connection, OptionalExtension};

use super::model::{Facility, FacilityProfile};
use crate::{Error, Result};

pub fn show(db: &Connection) -> Result<Facility> {
    find(db)?.ok_or(Error::NoSuchThing { thing: "facility".into() })
}

pub(super) fn find(db: &Connection) -> Result<Option<Facility>> {
    let doing = Error::db("reading the facility");
    let row: Option<(String, String, String, i64, String, i64)> = db
        .prepare_cached("SELECT name, kana, kind, beds, address, revision FROM facility WHERE id = 1")
        .and_then(|mut s| {
            s.query_row([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?)))
                .optional()
        })
        .map_err(doing)?;
    row.map(|(name, kana, kind, beds, address, revision)| {
        let kind = kind
            .parse()
            .map_err(|_| Error::Damaged { path: "facility".into(), detail: format!("kind {kind}") })?;
        Ok(Facility { profile: FacilityProfile { name, kana, kind, beds, address }, revision })
    })
    .transpose()
}
