//! A window with an empty page and nothing behind it: what starting and memory are measured against.

fn main() {
    let page = "about:blank".parse().map(tauri::WebviewUrl::External);
    let run = tauri::Builder::default().setup(|app| {
        if let Ok(page) = page {
            tauri::WebviewWindowBuilder::new(app, "bare", page).inner_size(1280.0, 800.0).build()?;
        }
        Ok(())
    });
    let mut context = tauri::generate_context!();
    // Not the desk's own window.
    context.config_mut().app.windows.clear();
    if run.run(context).is_err() {
        std::process::exit(1);
    }
}
