//! Putting the window up: one instance, its place remembered, locked when idle, signed out at the end.

use std::process::{Command, ExitCode};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tauri::{Emitter, Manager, RunEvent};
use tenken_core::calendar::SystemClock;
use tenken_core::command::Desk;
use tenken_core::workspace::{Home, Tuning};

use crate::rpc::{self, Jobs, SharedDesk};

/// WebKitGTK's DMABUF renderer shows a blank window on many Linux machines. The switch must be set before the
/// process starts, so the first start only starts the second.
pub fn again_without_dmabuf() -> Option<ExitCode> {
    const SWITCH: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if !cfg!(target_os = "linux") || std::env::var_os(SWITCH).is_some() {
        return None;
    }
    let mut again = Command::new(std::env::current_exe().ok()?);
    again.args(std::env::args_os().skip(1)).env(SWITCH, "1");
    replace_with(again)
}

#[cfg(unix)]
fn replace_with(mut command: Command) -> Option<ExitCode> {
    use std::os::unix::process::CommandExt;
    // Comes back only when it failed; then this process goes on without the switch.
    let _ = command.exec();
    None
}

#[cfg(not(unix))]
fn replace_with(_: Command) -> Option<ExitCode> {
    None
}

pub fn run() -> Result<(), String> {
    let home = Home::find().map_err(|error| error.to_string())?;
    // Only weaker in that guessing is faster, never below the rule's floor: for tests.
    let quick = std::env::var("TENKEN_KDF").is_ok_and(|v| v == "floor");
    let tuning = if quick { Tuning::Floor } else { Tuning::Machine };
    let desk = Arc::new(Mutex::new(Desk::new(home, Arc::new(SystemClock), tuning)));

    let mut builder = tauri::Builder::default();
    if std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_none() {
        // Tests run several windows side by side, each with a folder of its own.
        builder = builder.plugin(tauri_plugin_single_instance::init(|app, _, _| {
            if let Some(window) = app.get_webview_window("main") {
                let _ = window.unminimize().and_then(|()| window.set_focus());
            }
        }));
        builder = builder.plugin(tauri_plugin_window_state::Builder::default().build());
    }
    let watched = Arc::clone(&desk);
    let left = Arc::clone(&desk);
    let app = builder
        .plugin(tauri_plugin_dialog::init())
        .manage(SharedDesk(desk))
        .manage(Jobs::default())
        .invoke_handler(tauri::generate_handler![rpc::rpc, rpc::carry, rpc::cancel])
        .setup(move |app| {
            let handle = app.handle().clone();
            std::thread::spawn(move || watch(&watched, &handle));
            Ok(())
        })
        .build(tauri::generate_context!())
        .map_err(|error| error.to_string())?;
    app.run(move |_, event| {
        if matches!(event, RunEvent::Exit) {
            // Records the leaving and wipes the key; if that fails the key is wiped all the same.
            let _ = left.lock().unwrap_or_else(PoisonError::into_inner).sign_out();
        }
    });
    Ok(())
}

/// Locks when nobody has done anything for the agreed minutes, and tells the window.
fn watch(desk: &Mutex<Desk>, app: &tauri::AppHandle) {
    loop {
        std::thread::sleep(Duration::from_secs(10));
        // Busy means somebody is doing something.
        let Ok(mut desk) = desk.try_lock() else { continue };
        if matches!(desk.lock_if_idle(), Ok(true)) {
            let _ = app.emit("locked", ());
        }
    }
}
