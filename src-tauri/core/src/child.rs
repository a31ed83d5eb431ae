//! The same program once more, as the reader of a file that a stranger made: with little memory and little time.
//! Whatever the file does to it, this process only gets an error.

use std::ffi::OsStr;
use std::io::{BufReader, Read, Take, Write};
use std::process::{ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crate::{Error, Result, evidence, spreadsheet};

/// Told to the child.
const READER: &str = "TENKEN_READER";

pub(crate) struct Limits {
    pub time: Duration,
    /// What it may answer.
    pub answer: u64,
}

pub(crate) type Told = BufReader<Take<ChildStdout>>;

/// Runs the child and hears it out; nothing heard if it took too long. `input` is given to it.
pub(crate) fn ask<T: Send + 'static>(
    arguments: &[&OsStr],
    input: Option<Vec<u8>>,
    limits: &Limits,
    hear: fn(Told) -> T,
) -> Result<(Option<T>, std::io::Result<ExitStatus>)> {
    // Whoever forgot to serve would begin itself again and again.
    if std::env::var_os(READER).is_some() {
        return Err(Error::internal("a reader asks for a reader"));
    }
    let program = std::env::current_exe().map_err(|e| Error::internal(e.to_string()))?;
    let mut child = Command::new(program)
        .args(arguments)
        .env(READER, "1")
        .stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() })
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| Error::internal(e.to_string()))?;
    if let (Some(mut to), Some(bytes)) = (child.stdin.take(), input) {
        // A child that has seen enough stops listening.
        std::thread::spawn(move || to.write_all(&bytes));
    }
    let heard = child.stdout.take().and_then(|out| {
        let (sender, receiver) = mpsc::channel();
        let out = BufReader::with_capacity(1 << 16, out.take(limits.answer));
        std::thread::spawn(move || sender.send(hear(out)));
        receiver.recv_timeout(limits.time).ok()
    });
    // Dead or not, it is not needed any more.
    let _ = child.kill();
    Ok((heard, child.wait()))
}

/// What both programs do first: if they were called as a reader, read, answer, and be done.
pub fn serve() -> bool {
    let mut arguments = std::env::args_os().skip(1);
    let called_as = arguments.next();
    match called_as.as_deref().and_then(OsStr::to_str) {
        Some(spreadsheet::READER_ARGUMENT) => spreadsheet::serve(arguments.next().as_deref()),
        Some(evidence::LOOK_ARGUMENT) => evidence::serve_look(arguments),
        _ => return false,
    }
    true
}

/// The child's address space, program included.
pub(crate) fn live_within(memory: u64) {
    #[cfg(unix)]
    let _ = rlimit::Resource::AS.set(memory, memory);
    #[cfg(not(unix))]
    let _ = memory;
}
