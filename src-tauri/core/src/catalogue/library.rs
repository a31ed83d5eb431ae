//! The shelf of a desk, kept ready: packs are parsed once, the search index is made when it is first asked for.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::Connection;

use super::search::Index;
use super::shelf::{Loaded, Shelf};
use super::{Mapping, query};
use crate::Result;

#[derive(Default)]
pub struct Library {
    /// By digest: what a pack brought.
    parsed: BTreeMap<String, (Vec<Loaded>, Vec<Arc<Mapping>>)>,
    /// The index, and the hashes of what is in it.
    index: Option<(Vec<String>, Index)>,
}

impl Library {
    /// What came with Tenken, and in front of it the packs of the open workspace.
    pub fn shelf(&mut self, db: Option<&Connection>) -> Result<Shelf> {
        let mut all = Shelf::bundled()?.clone();
        let Some(db) = db else {
            return Ok(all);
        };
        for pack in query::packs(db)? {
            if !self.parsed.contains_key(&pack.digest) {
                let parsed = Self::parse(db, &pack.digest)?;
                self.parsed.insert(pack.digest.clone(), parsed);
            }
            let Some((catalogues, mappings)) = self.parsed.get(&pack.digest) else {
                continue;
            };
            for loaded in catalogues {
                all.put(Loaded { retired: pack.retired, ..loaded.clone() });
            }
            for mapping in mappings.iter().filter(|_| !pack.retired) {
                all.put_mapping(mapping.clone());
            }
        }
        Ok(all)
    }

    fn parse(db: &Connection, digest: &str) -> Result<(Vec<Loaded>, Vec<Arc<Mapping>>)> {
        let pack = query::content(db, digest)?;
        let (catalogues, mappings) = pack.contents()?;
        let loaded = |catalogue: super::Catalogue| -> Result<Loaded> {
            let file = format!("catalogues/{}.toml", catalogue.head.id);
            let hash = catalogue.content_hash()?;
            let pack = Some(pack.manifest.id.clone());
            Ok(Loaded { file, hash, pack, retired: false, catalogue: Arc::new(catalogue) })
        };
        let catalogues = catalogues.into_iter().map(loaded).collect::<Result<_>>()?;
        Ok((catalogues, mappings.into_iter().map(Arc::new).collect()))
    }

    pub fn index(&mut self, of: &Shelf) -> Result<&Index> {
        let hashes: Vec<String> = of
            .catalogues()
            .iter()
            .filter(|loaded| !loaded.retired)
            .map(|loaded| loaded.hash.clone())
            .collect();
        let current = self.index.take().filter(|(known, _)| *known == hashes);
        let kept = match current {
            Some(kept) => kept,
            None => (hashes, Index::of(of)?),
        };
        Ok(&self.index.insert(kept).1)
    }
}
