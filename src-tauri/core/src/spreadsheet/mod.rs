//! Reading .xlsx, .xls, .ods and .csv from strangers: in a child process with limits on memory and time, because a
//! spreadsheet of a kilobyte can ask its reader for half a terabyte.

mod child;
mod model;
mod read;
mod text;

pub(crate) use child::serve;
pub use child::{READER_ARGUMENT, read};
pub use model::{Book, Merge, Sheet, cell_name, column_name, column_number};
pub(crate) use text::{pasted, plain as plain_text};
