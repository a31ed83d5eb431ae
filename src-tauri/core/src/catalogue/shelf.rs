//! Every catalogue within reach: those that come with Tenken and those of packs installed in the workspace. A pack's
//! catalogue stands in front of a bundled one of the same id.

use std::sync::{Arc, LazyLock};

use super::load;
use super::mapping::{Counterparts, Coverage, Mapping};
use super::model::Catalogue;
use crate::{Error, Result, bundled};

/// A catalogue that has been loaded, with what was found on the way.
#[derive(Debug, Clone)]
pub struct Loaded {
    pub file: String,
    pub hash: String,
    /// From which pack; none for what came with Tenken.
    pub pack: Option<String>,
    pub retired: bool,
    pub catalogue: Arc<Catalogue>,
}

#[derive(Debug, Clone, Default)]
pub struct Shelf {
    catalogues: Vec<Loaded>,
    mappings: Vec<Arc<Mapping>>,
}

impl Shelf {
    /// What came with Tenken: parsed once a process.
    pub fn bundled() -> Result<&'static Self> {
        static SHELF: LazyLock<Result<Shelf>> = LazyLock::new(Shelf::load_bundled);
        SHELF.as_ref().map_err(Clone::clone)
    }

    /// Parses what came with Tenken, file beside file.
    pub fn load_bundled() -> Result<Self> {
        let mut shelf = Self::default();
        // One thread a file: the whole takes as long as the longest.
        let loaded: Vec<Result<Loaded>> = std::thread::scope(|scope| {
            let readers: Vec<_> = bundled::catalogues()
                .map(|(name, text)| scope.spawn(move || Loaded::read(name, text, None)))
                .collect();
            let broke = || Error::internal("a reader stopped");
            readers.into_iter().map(|reader| reader.join().map_err(|_| broke())?).collect()
        });
        shelf.catalogues = loaded.into_iter().collect::<Result<_>>()?;
        for (name, text) in bundled::files("checklists/mappings/") {
            shelf.mappings.push(Arc::new(load::mapping(name, text)?));
        }
        Ok(shelf)
    }

    /// Puts a pack's catalogue on the shelf, in front of others of its id.
    pub fn put(&mut self, loaded: Loaded) {
        self.catalogues.retain(|other| other.catalogue.head.id != loaded.catalogue.head.id);
        self.catalogues.push(loaded);
    }

    /// A mapping between the same two catalogues replaces the earlier one.
    pub fn put_mapping(&mut self, mapping: Arc<Mapping>) {
        self.mappings.retain(|other| other.head != mapping.head);
        self.mappings.push(mapping);
    }

    pub fn catalogues(&self) -> &[Loaded] {
        &self.catalogues
    }

    pub fn mappings(&self) -> &[Arc<Mapping>] {
        &self.mappings
    }

    /// By id, or by the beginning of one if it is the only one that begins so.
    pub fn find(&self, id: &str) -> Result<&Loaded> {
        let exact = self.catalogues.iter().find(|loaded| loaded.catalogue.head.id == id);
        let mut begins = self.catalogues.iter().filter(|loaded| loaded.catalogue.head.id.starts_with(id));
        exact
            .or_else(|| begins.next().filter(|_| begins.next().is_none()))
            .ok_or_else(|| Error::NoSuchThing { thing: id.into() })
    }

    pub fn counterparts(&self) -> Counterparts {
        Counterparts::of(self.mappings.iter().map(AsRef::as_ref))
    }

    /// How far each mapping has got.
    pub fn coverage(&self) -> Vec<(&Mapping, Coverage)> {
        self.mappings
            .iter()
            .filter_map(|mapping| {
                let from = self.find(&mapping.head.from).ok()?;
                Some((mapping.as_ref(), mapping.coverage(&from.catalogue)))
            })
            .collect()
    }
}

impl Loaded {
    pub fn read(file: &str, text: &str, pack: Option<String>) -> Result<Self> {
        let catalogue = load::catalogue(file, text)?;
        let hash = catalogue.content_hash()?;
        Ok(Self { file: file.into(), hash, pack, retired: false, catalogue: Arc::new(catalogue) })
    }
}
