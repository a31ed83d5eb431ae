//! The files of `checklists/`, `templates/` and `messages/`, as they were when this program was built.

const FILES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/bundled.rs"));

/// Name (without the folder) and text of every file below a folder: `checklists/mappings/`, `templates/samples/`.
pub fn files(folder: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().filter_map(move |(name, text)| Some((name.strip_prefix(folder)?, *text)))
}

/// The catalogues: what lies at the top of `checklists/`.
pub fn catalogues() -> impl Iterator<Item = (&'static str, &'static str)> {
    files("checklists/").filter(|(name, _)| !name.contains('/'))
}
