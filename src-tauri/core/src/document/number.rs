//! 文書番号: a pattern per kind of paper, gapless per 年度.

use rusqlite::{Connection, params};

use crate::calendar::fiscal_year_name;
use crate::{Error, Result};

/// The number that the next paper of this kind gets in this 年度.
pub fn next(db: &Connection, template: &str, fiscal_year: i32) -> Result<i64> {
    db.prepare_cached("SELECT coalesce(max(seq), 0) + 1 FROM paper WHERE template = ?1 AND fiscal_year = ?2")
        .and_then(|mut s| s.query_row(params![template, fiscal_year], |r| r.get(0)))
        .map_err(Error::db("looking for the next document number"))
}

/// `障報-{fiscal_year}-{seq}` → 障報-2026-007; `{era}` is 令和8年度.
pub fn of_pattern(pattern: &str, fiscal_year: i32, seq: i64) -> String {
    pattern
        .replace("{fiscal_year}", &fiscal_year.to_string())
        .replace("{era}", &fiscal_year_name(fiscal_year))
        .replace("{seq}", &format!("{seq:03}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_follows_its_pattern() {
        assert_eq!(of_pattern("障報-{fiscal_year}-{seq}", 2026, 7), "障報-2026-007");
        assert_eq!(of_pattern("{era}第{seq}号", 2026, 1234), "令和8年度第1234号");
    }
}
