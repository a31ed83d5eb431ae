//! In the child process: the program called with [`READER_ARGUMENT`] reads one file and answers with JSON.

use std::ffi::OsStr;
use std::io::{BufRead, BufWriter, Write};
use std::path::Path;
use std::time::Duration;

use super::model::{Book, Refusal, Sheet};
use super::read::{self, Part};
use crate::child::{self, Limits};
use crate::error::{IoContext, display};
use crate::{Error, Result};

/// The hidden first argument of both programs.
pub const READER_ARGUMENT: &str = "read-spreadsheet";

/// The child's address space, program included.
const MEMORY: u64 = 240 << 20;
const TIME: Duration = Duration::from_secs(20);
/// Longer than this no file is even handed to the child.
const LONGEST_FILE: u64 = 64 << 20;
/// What the child may answer.
const LONGEST_ANSWER: u64 = 256 << 20;

/// Reads a spreadsheet in a child process. Whatever the file does to the child, this process only gets an error.
pub fn read(path: &Path) -> Result<Book> {
    let length = std::fs::metadata(path).doing("read", path)?.len();
    if length > LONGEST_FILE {
        return Err(too_big(path, format!("{} MB > {} MB", length >> 20, LONGEST_FILE >> 20)));
    }
    let arguments = [OsStr::new(READER_ARGUMENT), path.as_os_str()];
    let limits = Limits { time: TIME, answer: LONGEST_ANSWER };
    let (heard, status) = child::ask(&arguments, None, &limits, hear)?;
    match heard {
        Some(Heard::Book(book)) => Ok(book),
        Some(Heard::Refused(refusal)) => Err(refused(path, refusal)),
        // It died of its limits: that is what they are for.
        Some(Heard::Nothing) => Err(too_big(path, status.map_or_else(|e| e.to_string(), |s| s.to_string()))),
        None => Err(too_big(path, format!("> {} s", TIME.as_secs()))),
    }
}

enum Heard {
    Book(Book),
    Refused(Refusal),
    Nothing,
}

/// Only a book that was handed over to its end is a book.
fn hear(mut from: impl BufRead) -> Heard {
    let mut book = Book::default();
    let mut line = Vec::new();
    loop {
        line.clear();
        if !from.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            return Heard::Nothing;
        }
        match (serde_json::from_slice(&line), book.sheets.last_mut()) {
            (Ok(Part::Sheet(name)), _) => book.sheets.push(Sheet { name, ..Sheet::default() }),
            (Ok(Part::Rows(rows)), Some(sheet)) => sheet.rows.extend(rows),
            (Ok(Part::Merges(merges)), Some(sheet)) => sheet.merges = merges,
            (Ok(Part::Refused(refusal)), _) => return Heard::Refused(refusal),
            (Ok(Part::End), _) => return Heard::Book(book),
            _ => return Heard::Nothing,
        }
    }
}

fn too_big(path: &Path, detail: String) -> Error {
    Error::SheetTooBig { path: display(path), detail }
}

fn refused(path: &Path, refusal: Refusal) -> Error {
    let path = display(path);
    match refusal {
        Refusal::TooBig(detail) => Error::SheetTooBig { path, detail },
        Refusal::Unreadable(detail) => Error::SheetUnreadable { path, detail },
        Refusal::Locked => Error::SheetLocked { path },
        Refusal::Encoding(detail) => Error::SheetEncoding { path, detail },
    }
}

/// What the child does: read, answer, and be done.
pub fn serve(path: Option<&OsStr>) {
    child::live_within(MEMORY);
    let read = path.map(std::fs::read).transpose();
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let mut send = |part: Part| {
        // If nobody listens any more there is nobody to tell.
        let _ = serde_json::to_writer(&mut out, &part);
        let _ = out.write_all(b"\n");
    };
    let outcome = match read {
        Ok(Some(bytes)) => read::book(bytes, &mut send),
        Ok(None) => Err(Refusal::Unreadable(String::new())),
        Err(e) => Err(Refusal::Unreadable(e.to_string())),
    };
    send(outcome.map_or_else(Part::Refused, |()| Part::End));
    let _ = out.flush();
}
