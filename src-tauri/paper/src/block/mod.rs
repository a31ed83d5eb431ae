//! The tree of blocks, and its text in reading order.

mod model;
mod text;

pub use model::*;
