//! Where everything stands: lines, boxes, tables and figures, page by page.

mod band;
mod blocks;
mod chart;
mod code;
mod fields;
mod figure;
mod flow;
mod grid;
mod line;
mod page;
#[cfg(test)]
mod promises;
mod sign;
mod style;
mod table;

pub use fields::value as field_text;
pub use line::never_begins;
pub use page::{Bookmark, Colour, Laid, MM, Mark, Page, Run, Shape, Step};

use crate::Result;
use crate::block::Document;
use flow::Flow;

/// Lays a paper out. The same blocks give the same pages.
pub fn lay_out(document: &Document) -> Result<Laid> {
    let mut flow = Flow::new(document)?;
    blocks::all(&mut flow, &document.blocks)?;
    band::add(&mut flow);
    flow.laid.missing = flow.setter.missing();
    Ok(flow.laid)
}
