//! The window. It carries calls to the core and back, and decides nothing.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod host;
mod rpc;

use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    if tenken_core::child::serve() {
        return ExitCode::SUCCESS;
    }
    if let Some(code) = host::again_without_dmabuf() {
        return code;
    }
    match host::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            // There is no window to say it in.
            let _ = writeln!(std::io::stderr(), "{sentence}");
            ExitCode::FAILURE
        }
    }
}
