//! Catalogues as others read them: TOML, Excel, CSV, OSCAL, or a pack. Reading any of them back gives the same
//! catalogue.

mod oscal;
mod xlsx;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantNames};
use ts_rs::TS;

use super::model::Catalogue;
use super::pack::{self, Pack};
use super::plain::toml;
use super::{Mapping, table};
use crate::Result;
use crate::calendar::Stamp;
use crate::error::IoContext;

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, IntoStaticStr, EnumString, VariantNames,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Format {
    Toml,
    Xlsx,
    Csv,
    /// A catalog, and for each grade a profile and its resolution.
    Oscal,
    Pack,
}

/// Writes into a folder; answers the files, the main one first. Nothing is left half-written.
pub fn write(
    catalogue: &Catalogue,
    mappings: &[&Mapping],
    format: Format,
    folder: &Path,
    at: Stamp,
) -> Result<Vec<PathBuf>> {
    let id = &catalogue.head.id;
    let files: Vec<(String, Vec<u8>)> = match format {
        Format::Toml => vec![(format!("{id}.toml"), toml(catalogue)?.into_bytes())],
        Format::Xlsx => vec![(format!("{id}.xlsx"), xlsx::write(&table::of(catalogue)?)?)],
        Format::Csv => vec![(format!("{id}.csv"), table::csv(&table::of(catalogue)?)?)],
        Format::Oscal => oscal::write(catalogue, at)?,
        Format::Pack => vec![(format!("{id}.{}", pack::EXTENSION), Pack::of(catalogue, mappings)?.write()?)],
    };
    std::fs::create_dir_all(folder).doing("make", folder)?;
    files.into_iter().map(|(name, bytes)| whole(&folder.join(name), &bytes)).collect()
}

/// Beside it first, then in its place.
fn whole(path: &Path, bytes: &[u8]) -> Result<PathBuf> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let beside = PathBuf::from(beside);
    std::fs::write(&beside, bytes).doing("write", &beside)?;
    std::fs::rename(&beside, path).doing("write", path)?;
    Ok(path.to_path_buf())
}
