//! Drawing records by a seed: whoever has the seed and the register draws the same ones, whatever order they came in.

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::model::Sample;
use crate::Result;
use crate::progress::Progress;
use crate::register::{self, Record, RecordFilter};

/// The records that a sample means, in the order of their days, and how many there were to draw from.
pub fn draw(db: &Connection, sample: &Sample, progress: &Progress<'_>) -> Result<(Vec<Record>, usize)> {
    let register = register::definition(db, &sample.register)?;
    let filter = RecordFilter { from: Some(sample.from), to: Some(sample.to), ..RecordFilter::default() };
    let all = register::list_all(db, &register, &filter, progress)?;
    let there = all.len();
    let mut ranked: Vec<([u8; 32], Record)> =
        all.into_iter().map(|record| (rank(&sample.seed, &record), record)).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.truncate(usize::try_from(sample.count).unwrap_or(usize::MAX));
    let mut drawn: Vec<Record> = ranked.into_iter().map(|(_, record)| record).collect();
    drawn.sort_by_key(|record| (record.day, record.number));
    Ok((drawn, there))
}

fn rank(seed: &str, record: &Record) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(seed.as_bytes());
    hasher.update([0]);
    hasher.update(record.id.as_bytes());
    hasher.finalize().into()
}
