//! Puts every TOML file of `checklists/` and `templates/`, and every message file, into the program: a new catalogue,
//! register, paper or sentence is a file, not a Rust change.

use std::fmt::Write;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Asked when it runs: checkouts may share what was built.
    let here = std::env::var("CARGO_MANIFEST_DIR")?;
    let mut list = String::from("[");
    for folder in ["checklists", "templates", "src-tauri/core/messages"] {
        let root = Path::new(&here).join("../..").canonicalize()?;
        println!("cargo::rerun-if-changed={}", root.join(folder).display());
        let mut found = Vec::new();
        walk(&root.join(folder), &mut found)?;
        found.sort();
        for path in found {
            let name = path.strip_prefix(&root)?.display().to_string().replace('\\', "/");
            let name = name.trim_start_matches("src-tauri/core/");
            write!(list, "({name:?}, include_str!({:?})),", path.display().to_string())?;
        }
    }
    list.push(']');
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("bundled.rs"), list)?;
    Ok(())
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, found)?;
        } else if path.extension().is_some_and(|e| e == "toml" || e == "ftl") {
            found.push(path);
        }
    }
    Ok(())
}
