//! All facilities side by side, and the same as a table for others.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Call;
use crate::Result;
use crate::register::{self, Leaving};
use crate::submission::desk::{self, Portfolio, PortfolioFilter};
use crate::workspace::write_atomically;

pub fn show(call: &mut Call<'_>, filter: PortfolioFilter) -> Result<Portfolio> {
    let today = call.today();
    desk::portfolio(call.session()?.db(), &filter, today)
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PortfolioOut {
    filter: PortfolioFilter,
    /// `.xlsx` or `.csv`
    path: PathBuf,
}

#[derive(Debug, Serialize, TS)]
pub struct PortfolioWritten {
    path: String,
}

const TITLE: &str = "参加機関の状況";

/// Facilities by sections; where it is masked, groups instead of facilities.
pub fn export(call: &mut Call<'_>, request: PortfolioOut) -> Result<PortfolioWritten> {
    let leaving = Leaving::of(&request.path)?;
    let filter = PortfolioFilter { from: 0, count: Some(usize::MAX), ..request.filter };
    let masked = filter.masked;
    let (head, rows) = desk::table(&show(call, filter)?, masked);
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    let bytes = register::table(TITLE, &head, &rows, leaving)?;
    write_atomically(&request.path, &bytes)?;
    Ok(PortfolioWritten { path: crate::error::display(&request.path) })
}
