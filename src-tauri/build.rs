//! Tauri's own build step: checks the configuration and packs the pages of `ui/dist` into the program.

fn main() {
    tauri_build::build();
}
