//! What every test from outside needs: a clinic of its own, the shell to run on it, and ways to copy it.

// This whole crate is a test.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::return_self_not_must_use
)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;

use serde_json::{Value, json};
use tempfile::TempDir;
use tenken_core::calendar::{Clock, SystemClock};
use tenken_core::catalogue::Catalogue;
use tenken_core::command::{Desk, Progress};
use tenken_core::workspace::{Home, Tuning};

pub mod browser;
#[path = "evidence_files.rs"]
pub mod evidence;
pub mod house;
#[path = "paper_data.rs"]
pub mod papers;
pub mod parcels;
pub mod side;

pub const LOGIN: &str = "yamada";
pub const PASSWORD: &str = "Abc-12345";

/// Whether the slow forms run: `./dev test --long`.
pub fn long() -> bool {
    std::env::var_os("TENKEN_LONG").is_some()
}

/// A workspace in a folder of its own, with a computer's folder of its own beside it.
pub struct Clinic {
    pub dir: TempDir,
}

impl Clinic {
    /// Made by the core, signed out.
    pub fn new() -> Self {
        let clinic = Self { dir: tempfile::tempdir().expect("temp folder") };
        let mut desk = clinic.desk();
        clinic.create(&mut desk);
        desk.sign_out().expect("sign out");
        clinic
    }

    pub fn create(&self, desk: &mut Desk) -> Value {
        let request = json!({
            "path": self.path(), "login": LOGIN, "password": PASSWORD,
            "facility": { "name": "さくら診療所", "kana": "さくらしんりょうじょ", "kind": "clinic", "beds": 0 },
            "director": { "name": "山田 花子", "title": "院長" },
        });
        call(desk, "workspace.create", request)
    }

    pub fn path(&self) -> PathBuf {
        self.dir.path().join("さくら.tenken")
    }

    pub fn home(&self) -> PathBuf {
        self.dir.path().join("home")
    }

    pub fn desk(&self) -> Desk {
        self.desk_at(Arc::new(SystemClock))
    }

    pub fn desk_at(&self, clock: Arc<dyn Clock>) -> Desk {
        Desk::new(Home::at(&self.home()), clock, Tuning::Floor)
    }

    /// Signed in as the director.
    pub fn open(&self) -> Desk {
        let mut desk = self.desk();
        call(&mut desk, "workspace.unlock", self.door(LOGIN, PASSWORD));
        desk
    }

    pub fn try_open(&self) -> Result<Desk, tenken_core::Error> {
        let mut desk = self.desk();
        desk.call("workspace.unlock", self.door(LOGIN, PASSWORD), &Progress::none())?;
        Ok(desk)
    }

    pub fn door(&self, login: &str, password: &str) -> Value {
        json!({ "path": self.path(), "login": login, "password": password })
    }

    /// The shell, aimed at this clinic.
    pub fn shell(&self) -> Command {
        let mut command = Command::new(binary("tenken"));
        command
            .env("TENKEN_HOME", self.home())
            .env("TENKEN_WORKSPACE", self.path())
            .env("TENKEN_USER", LOGIN)
            .env("TENKEN_PASSWORD", PASSWORD)
            .env("LANG", "ja_JP.UTF-8")
            .env_remove("LC_ALL")
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, args: &[&str]) -> Output {
        self.shell().args(args).output().expect("the shell runs")
    }

    /// Runs with `--json` and reads the answer.
    pub fn json(&self, args: &[&str]) -> Value {
        let output = self.run(&[args, &["--json"]].concat());
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("JSON")
    }

    /// A shell that takes many calls through its standard input.
    pub fn batch(&self) -> Child {
        let mut command = self.shell();
        command.arg("batch").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().expect("the shell runs")
    }

    /// The same clinic somewhere else, byte by byte, with the same computer's memory of it.
    pub fn twin(&self) -> Self {
        let twin = Self { dir: tempfile::tempdir().expect("temp folder") };
        copy_tree(self.dir.path(), twin.dir.path());
        twin
    }

    pub fn ledger(&self) -> PathBuf {
        self.path().join("ledger.db")
    }
}

impl Default for Clinic {
    fn default() -> Self {
        Self::new()
    }
}

pub fn call(desk: &mut Desk, name: &str, request: Value) -> Value {
    match desk.call(name, request, &Progress::none()) {
        Ok(answer) => answer,
        Err(error) => panic!("{name}: {error}"),
    }
}

pub fn refused(desk: &mut Desk, name: &str, request: Value) -> String {
    match desk.call(name, request, &Progress::none()) {
        Ok(answer) => panic!("{name} was not refused: {answer}"),
        Err(error) => error.code().to_owned(),
    }
}

/// Sends one line to a batch shell and answers its answer; `None` when it has died.
pub fn send(
    child: &mut Child,
    out: &mut impl std::io::BufRead,
    name: &str,
    request: &Value,
) -> Option<Value> {
    let line = json!({ "name": name, "request": request });
    writeln!(child.stdin.as_mut()?, "{line}").ok()?;
    let mut answer = String::new();
    // Half a line is no acknowledgement.
    (out.read_line(&mut answer).ok()? > 0 && answer.ends_with('\n')).then_some(())?;
    serde_json::from_str(&answer).ok()
}

/// A place for files, with no workspace in it.
pub fn nowhere() -> Clinic {
    Clinic { dir: tempfile::tempdir().expect("temp folder") }
}

/// The shell without a workspace.
pub fn bare(clinic: &Clinic, args: &[&str]) -> Output {
    let mut shell = clinic.shell();
    shell.env_remove("TENKEN_WORKSPACE").env_remove("TENKEN_USER").args(args);
    shell.output().expect("the shell runs")
}

/// What would be imported from a file.
pub fn preview(clinic: &Clinic, path: &Path, more: &[&str]) -> Value {
    let args = [&["catalogue", "import", "--preview", "--json", path.to_str().expect("path")], more].concat();
    let output = bare(clinic, &args);
    assert!(output.status.success(), "{}: {}", path.display(), String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// Why a file is not imported.
pub fn refusal(clinic: &Clinic, path: &Path) -> Value {
    let file = path.to_str().expect("path");
    let output = bare(clinic, &["catalogue", "import", "--preview", "--json", file]);
    assert!(!output.status.success(), "{} was not refused", path.display());
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// The only catalogue of a draft.
pub fn drafted(draft: &Value) -> Catalogue {
    serde_json::from_value(draft["catalogues"][0].clone()).expect("a catalogue")
}

/// What iconv would say; the few characters above, so that no library under test checks itself.
pub fn shift_jis(text: &str) -> Vec<u8> {
    let output = Command::new("iconv")
        .args(["-f", "UTF-8", "-t", "SHIFT_JIS"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .and_then(|mut child| {
            child.stdin.take().expect("iconv").write_all(text.as_bytes())?;
            child.wait_with_output()
        })
        .expect("iconv");
    assert!(output.status.success());
    output.stdout
}

/// A program that `./dev test` has built beside this test.
pub fn binary(name: &str) -> PathBuf {
    if let Some(path) = std::env::var_os(format!("TENKEN_BIN_{}", name.to_uppercase().replace('-', "_"))) {
        return path.into();
    }
    let mut path = std::env::current_exe().expect("own path");
    while path.pop() {
        let found = path.join(name);
        if found.is_file() {
            return found;
        }
    }
    panic!("{name} is not built: run the tests through ./dev test")
}

pub fn copy_tree(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("folder");
    for entry in fs::read_dir(from).expect("folder") {
        let path = entry.expect("entry").path();
        let target = to.join(path.file_name().expect("name"));
        if path.is_dir() {
            copy_tree(&path, &target);
        } else {
            fs::copy(&path, &target).expect("copy");
        }
    }
}

/// Every file below a folder.
pub fn files(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root).expect("folder") {
        let path = entry.expect("entry").path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// The repository's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("root").to_path_buf()
}

/// A small generator with a seed that is printed, so that a failure can be had again.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// From 0 up to, not including, `end`.
    pub fn roll(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % end.max(1)
    }
}
