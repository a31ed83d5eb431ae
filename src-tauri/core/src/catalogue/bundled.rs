//! The files of `checklists/`, as they were when this program was built.

const FILES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/checklists.rs"));

/// Name and text of every file whose name starts with `folder`, e.g. `mappings/`.
pub fn files(folder: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().copied().filter(move |(name, _)| name.starts_with(folder))
}

/// The catalogues: what lies at the top of `checklists/`.
pub fn catalogues() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().copied().filter(|(name, _)| !name.contains('/'))
}
