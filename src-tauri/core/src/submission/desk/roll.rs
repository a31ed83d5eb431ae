//! A snapshot's answers as a letter a row: what portfolios of thousands are counted from.

use sha2::{Digest, Sha256};

use super::model::{Layout, Rolled};
use crate::submission::model::{Answered, Snapshot};
use crate::{Error, Result};

/// Each catalogue's answers with the layout that they belong to.
pub fn roll(snapshot: &Snapshot) -> Result<Vec<(Rolled, Layout)>> {
    snapshot.catalogues.iter().map(one).collect()
}

fn one(answered: &Answered) -> Result<(Rolled, Layout)> {
    let rows = answered.rows.iter();
    let layout = Layout {
        catalogue: answered.id.clone(),
        title: answered.title.clone(),
        version: answered.version.clone(),
        rows: rows
            .clone()
            .map(|row| (row.section.clone(), row.at.control.clone(), row.practice.clone()))
            .collect(),
    };
    let text = serde_json_canonicalizer::to_vec(&layout).map_err(|e| Error::internal(e.to_string()))?;
    let id: String = data_encoding::HEXLOWER.encode(&Sha256::digest(&text)).chars().take(LENGTH).collect();
    Ok((Rolled { layout: id, marks: rows.map(|row| letter(&row.means)).collect() }, layout))
}

/// Long enough that two layouts never share one by chance, short enough to stand in thirty thousand rows.
const LENGTH: usize = 32;

fn letter(means: &str) -> char {
    match means {
        "conforms" => 'c',
        "partly" => 'p',
        "fails" => 'f',
        "not_applicable" => 'n',
        _ => 'o',
    }
}
