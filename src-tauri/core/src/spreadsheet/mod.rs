//! Reading .xlsx, .xls, .ods and .csv from strangers: in a child process with limits on memory and time, because a
//! spreadsheet of a kilobyte can ask its reader for half a terabyte.

mod child;
mod model;
mod read;
mod text;

pub(crate) use child::serve;
pub use child::{READER_ARGUMENT, read};
pub use model::{Book, Merge, Sheet, cell_name, column_name, column_number};
pub(crate) use text::plain as plain_text;

use std::path::Path;

use crate::{Error, Result};

/// A list as a person gives it, a file or what they pasted; and what it is called where something is wrong with it.
pub fn given(path: Option<&Path>, text: Option<&str>) -> Result<(Book, String)> {
    match (path, text) {
        (Some(path), _) => Ok((read(path)?, crate::error::display(path))),
        (None, Some(text)) => Ok((text::pasted(text)?, String::new())),
        (None, None) => Err(Error::Required { field: "path".into() }),
    }
}
