//! The one command that carries all others, its twin for calls with bytes, and the way to cancel one.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Deserialize;
use serde_json::Value;
use tauri::State;
use tauri::ipc::{Channel, InvokeBody, Request, Response};
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

/// What the header `x-call` says: the bytes are the body.
#[derive(Deserialize)]
struct Called {
    name: String,
    request: Value,
}

/// A call with bytes: the body goes in. What comes out is the answer's length (4 bytes), the answer, and the bytes.
#[tauri::command]
pub async fn carry(request: Request<'_>, desk: State<'_, SharedDesk>) -> Result<Response, Error> {
    let bad = |detail: String| Error::BadRequest { name: "carry".into(), detail };
    let InvokeBody::Raw(bytes) = request.body() else {
        return Err(bad("body".into()));
    };
    let header = request.headers().get("x-call").map(|value| value.as_bytes().to_vec()).unwrap_or_default();
    let called: Called = serde_json::from_slice(&header).map_err(|e| bad(e.to_string()))?;
    let (desk, bytes) = (Arc::clone(&desk.0), bytes.clone());
    let work = tauri::async_runtime::spawn_blocking(move || {
        let mut desk = desk.lock().unwrap_or_else(PoisonError::into_inner);
        desk.carry(&called.name, called.request, &bytes, &Progress::none())
    });
    let (answer, mut out) = work.await.map_err(|error| Error::Internal { detail: error.to_string() })??;
    let answer =
        serde_json::to_vec(&answer).map_err(|error| Error::Internal { detail: error.to_string() })?;
    let length = u32::try_from(answer.len()).unwrap_or(u32::MAX);
    let mut framed = length.to_le_bytes().to_vec();
    framed.extend(answer);
    framed.append(&mut out);
    Ok(Response::new(framed))
}

#[tauri::command]
pub fn cancel(job: u32, jobs: State<'_, Jobs>) {
    jobs.with(|cancelled| cancelled.insert(job));
}
