//! Finds the typefaces: they come with the window's npm packages, so that paper and screen use the same files.

use std::fmt::Write;
use std::path::Path;

const FACES: [(&str, &str); 4] = [
    ("REGULAR", "biz-udpgothic/400Regular/BIZUDPGothic_400Regular.ttf"),
    ("BOLD", "biz-udpgothic/700Bold/BIZUDPGothic_700Bold.ttf"),
    ("FALLBACK", "noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf"),
    ("FALLBACK_BOLD", "noto-sans-jp/700Bold/NotoSansJP_700Bold.ttf"),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Asked when it runs: checkouts may share what was built.
    let root =
        Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join("../../ui/node_modules/@expo-google-fonts");
    let mut source = String::new();
    for (name, file) in FACES {
        let path = root.join(file);
        println!("cargo::rerun-if-changed={}", path.display());
        if !path.is_file() {
            return Err(format!(
                "the typeface {} is not there. It comes with the window's npm packages: run `npm --prefix ui ci` first, or let `./dev` do it",
                path.display()
            )
            .into());
        }
        writeln!(
            source,
            "const {name}: &[u8] = include_bytes!({:?});",
            path.canonicalize()?.display().to_string()
        )?;
    }
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("faces.rs"), source)?;
    Ok(())
}
