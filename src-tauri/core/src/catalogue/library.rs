//! The shelf of a desk, kept ready: packs are parsed once, the search index is made when it is first asked for.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::Connection;

use super::search::Index;
use super::shelf::{Loaded, Shelf};
use super::{Catalogue, Mapping, Scale, query};
use crate::Result;

#[derive(Default)]
pub struct Library {
    /// By digest: what a pack brought.
    parsed: BTreeMap<String, (Vec<Loaded>, Vec<Arc<Mapping>>)>,
    pinned: BTreeMap<String, (Arc<Catalogue>, Scale)>,
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

    /// A catalogue as it was when an assessment began to use it: content never changes, so it is parsed once.
    pub fn pinned(&mut self, db: &Connection, hash: &str) -> Result<(Arc<Catalogue>, Scale)> {
        if let Some(known) = self.pinned.get(hash) {
            return Ok(known.clone());
        }
        let (catalogue, scale) = query::pinned(db, hash)?;
        let known = (Arc::new(catalogue), scale);
        self.pinned.insert(hash.to_owned(), known.clone());
        Ok(known)
    }

    fn parse(db: &Connection, digest: &str) -> Result<(Vec<Loaded>, Vec<Arc<Mapping>>)> {
        let pack = query::content(db, digest)?;
        let (catalogues, mappings) = pack.contents()?;
        let loaded = |catalogue: Catalogue| -> Result<Loaded> {
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
