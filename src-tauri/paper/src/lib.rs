//! Tenken's paper: one tree of blocks, laid out once, and written as PDF, workbook or preview. It knows nothing of what
//! the papers are about, and no SQL.
//!
//! | room | what lives there |
//! |---|---|
//! | [`block`] | the tree of blocks: what a paper says |
//! | [`font`] | the four faces, and which glyph shows a character |
//! | [`layout`] | line breaking, tables, pages: where everything stands |
//! | [`pdf`] | pages as a PDF/A-2b file |
//! | [`html`] | the same pages for the screen |
//! | [`sheet`] | the same blocks as a workbook |
//! | [`error`] | what can go wrong with a picture or a typeface |

pub mod block;
pub mod error;
pub mod font;
pub mod html;
pub mod layout;
pub mod pdf;
pub mod sheet;

pub use error::{Error, Result};
