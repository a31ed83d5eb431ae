//! The one command that carries all others, and the way to cancel one.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;
use tauri::State;
use tauri::ipc::Channel;
use tenken_core::Error;
use tenken_core::command::{Desk, Progress};

/// The desk, shared between calls; each call has it alone.
pub struct SharedDesk(pub Arc<Mutex<Desk>>);

/// Jobs somebody wants no longer.
#[derive(Clone, Default)]
pub struct Jobs(Arc<Mutex<BTreeSet<u32>>>);

impl Jobs {
    fn with<T>(&self, f: impl FnOnce(&mut BTreeSet<u32>) -> T) -> T {
        f(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// `done` of `total`.
pub type Step = (i64, i64);

#[tauri::command]
pub async fn rpc(
    name: String,
    request: Value,
    job: u32,
    on_progress: Channel<Step>,
    desk: State<'_, SharedDesk>,
    jobs: State<'_, Jobs>,
) -> Result<Value, Error> {
    let (desk, jobs) = (Arc::clone(&desk.0), jobs.inner().clone());
    // Off the main thread: the window stays alive however long it takes.
    let work = tauri::async_runtime::spawn_blocking(move || {
        let step = |done, total| {
            // A window that has gone away is no reason to stop.
            let _ = on_progress.send((done, total));
            !jobs.with(|cancelled| cancelled.contains(&job))
        };
        let mut desk = desk.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = desk.call(&name, request, &Progress::to(&step));
        jobs.with(|cancelled| cancelled.remove(&job));
        answer
    });
    work.await.map_err(|error| Error::Internal { detail: error.to_string() })?
}

#[tauri::command]
pub fn cancel(job: u32, jobs: State<'_, Jobs>) {
    jobs.with(|cancelled| cancelled.insert(job));
}
