//! A file comes in: what it is, its position taken out, its bytes into the vault, and a first look at it.

use std::fs;
use std::io::{Cursor, Read};

use super::kind::Media;
use super::look::{self, Size};
use super::model::{File, Incoming, Stored};
use super::{photo, query, text, vault};
use crate::calendar::Day;
use crate::error::{IoContext, display};
use crate::people::Right;
use crate::progress::Progress;
use crate::workspace::Session;
use crate::{Error, Result};

/// The largest file: 2 GB.
pub const MOST_BYTES: i64 = 2 << 30;

/// What came in, and what it says of itself.
#[derive(Debug)]
pub struct Taken {
    pub file: File,
    /// The day a photograph was taken.
    pub taken: Option<Day>,
    /// It says where it was taken, and that could not be taken out.
    pub position_kept: bool,
}

/// Puts a file into the vault. Nobody knows of it until a change names it.
pub fn take_in(
    session: &Session,
    incoming: &Incoming<'_>,
    strip_position: bool,
    progress: &Progress<'_>,
) -> Result<Taken> {
    session.require(Right::AddEvidence)?;
    let (name, start, total) = begin(incoming)?;
    let media = Media::of(&name, &start);
    if media == Media::Heic {
        return Err(Error::PictureNotSupported { path: name });
    }
    let mut file = File {
        name,
        media,
        // Replaced below: nothing is known of its bytes yet.
        stored: Stored::nothing(),
        original_sha256: None,
        thumbnail: None,
        text: None,
        pages: None,
    };
    if !media.can_be_seen() || total > look::LONGEST_FILE {
        file.stored = match incoming {
            Incoming::Path(path) => put(session, fs::File::open(path).doing("read", path)?, total, progress),
            Incoming::Bytes(_, bytes) => put(session, Cursor::new(bytes), total, progress),
        }?;
        file.text = keep_text(session, &text::of_file(media, incoming))?;
        return Ok(Taken { file, taken: None, position_kept: false });
    }
    let whole = match incoming {
        Incoming::Path(path) => fs::read(path).doing("read", path)?,
        Incoming::Bytes(_, bytes) => bytes.to_vec(),
    };
    let exif = photo::exif(&whole).filter(|_| media.is_picture());
    let taken = exif.as_ref().and_then(photo::taken);
    let stripped = if strip_position { photo::without_position(media, &whole) } else { None };
    let position_kept =
        stripped.is_none() && strip_position && exif.as_ref().is_some_and(photo::has_position);
    let bytes = match stripped {
        Some(stripped) => {
            file.original_sha256 = Some(text::sha256(&whole));
            stripped
        }
        None => whole,
    };
    let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    file.stored = put(session, bytes.as_slice(), length, progress)?;
    if let Some(seen) = look::look(media, bytes, Size::Small, 1)? {
        file.thumbnail = Some(put(session, seen.picture.as_slice(), 0, &Progress::none())?);
        file.pages = seen.pages;
        file.text = keep_text(session, &seen.text)?;
    }
    Ok(Taken { file, taken, position_kept })
}

/// Its name, its first bytes and its length; or why it can't be taken.
fn begin(incoming: &Incoming<'_>) -> Result<(String, Vec<u8>, i64)> {
    let (name, start, length) = match incoming {
        Incoming::Path(path) => {
            let about = fs::metadata(path).doing("read", path)?;
            if !about.is_file() {
                return Err(Error::NotAFile { path: display(path) });
            }
            let mut start = Vec::new();
            fs::File::open(path).and_then(|f| f.take(8 << 10).read_to_end(&mut start)).doing("read", path)?;
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            (name, start, i64::try_from(about.len()).unwrap_or(i64::MAX))
        }
        Incoming::Bytes(name, bytes) => {
            let start = bytes.get(..bytes.len().min(8 << 10)).unwrap_or_default().to_vec();
            ((*name).to_owned(), start, i64::try_from(bytes.len()).unwrap_or(i64::MAX))
        }
    };
    if length > MOST_BYTES {
        return Err(Error::EvidenceTooBig { path: name, megabytes: length >> 20, limit: MOST_BYTES >> 20 });
    }
    // Shown in one line and written into the record: no line ends, no pages of name.
    let name: String = name.chars().filter(|c| !c.is_control()).take(200).collect();
    Ok((if name.trim().is_empty() { "file".into() } else { name }, start, length))
}

/// What belongs to no proof, such as a package that came in: its bytes into the vault, whoever keeps account of them.
pub(crate) fn lay_in(
    session: &Session,
    from: impl Read,
    total: i64,
    progress: &Progress<'_>,
) -> Result<Stored> {
    put(session, from, total, progress)
}

fn put(session: &Session, from: impl Read, total: i64, progress: &Progress<'_>) -> Result<Stored> {
    let stored = vault::put(session, from, total, progress, |sha256| {
        let this_time = session.put.borrow().get(sha256).cloned();
        this_time.map_or_else(|| query::stored(session.db(), sha256), |stored| Ok(Some(stored)))
    })?;
    session.put.borrow_mut().insert(stored.sha256.clone(), stored.clone());
    Ok(stored)
}

fn keep_text(session: &Session, text: &str) -> Result<Option<Stored>> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    put(session, text.as_bytes(), 0, &Progress::none()).map(Some)
}
