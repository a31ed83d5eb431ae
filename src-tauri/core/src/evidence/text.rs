//! The words in files, to be found again. They lie encrypted beside the files; in clear only in memory.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::kind::Media;
use super::model::Incoming;
use super::{query, vault};
use crate::catalogue::fold;
use crate::workspace::Session;
use crate::{Result, spreadsheet};

/// Of one file this much is kept.
const MOST: usize = 200_000;

pub fn sha256(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(bytes))
}

/// The words of a spreadsheet or a plain text; of what can't be read, none.
pub(super) fn of_file(media: Media, incoming: &Incoming<'_>) -> String {
    let mut text = match (media, incoming) {
        (Media::Spreadsheet, Incoming::Path(path)) => {
            spreadsheet::read(path).map(|book| words(&book)).unwrap_or_default()
        }
        (Media::Text, Incoming::Path(path)) => {
            std::fs::read(path).map(|bytes| plain(&bytes)).unwrap_or_default()
        }
        (Media::Text, Incoming::Bytes(_, bytes)) => plain(bytes),
        _ => String::new(),
    };
    if let Some((at, _)) = text.char_indices().nth(MOST) {
        text.truncate(at);
    }
    text
}

fn words(book: &spreadsheet::Book) -> String {
    let lines = book.sheets.iter().flat_map(|sheet| &sheet.rows).map(|row| row.join("\t"));
    lines.collect::<Vec<_>>().join("\n")
}

fn plain(bytes: &[u8]) -> String {
    spreadsheet::plain_text(bytes).unwrap_or_default()
}

/// Every text of the workspace, folded for searching, by the hash it is stored under. `have` is read already.
pub fn texts(session: &Session, have: &mut BTreeMap<String, String>) -> Result<()> {
    for stored in query::texts(session.db())? {
        if !have.contains_key(&stored.sha256) {
            // A text that is missing is found by `evidence check`; searching goes on without it.
            let bytes = vault::read(session.layout(), &stored, 8 << 20).unwrap_or_default();
            have.insert(stored.sha256.clone(), fold(&String::from_utf8_lossy(&bytes)));
        }
    }
    Ok(())
}

/// The proofs whose files say it.
pub fn found_in_texts(
    db: &Connection,
    texts: &BTreeMap<String, String>,
    wanted: &str,
) -> Result<BTreeSet<String>> {
    let wanted = fold(wanted);
    let hits: BTreeSet<&String> =
        texts.iter().filter(|(_, text)| text.contains(&wanted)).map(|(sha, _)| sha).collect();
    query::proofs_with_text(db, &hits)
}
