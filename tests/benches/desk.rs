//! The desk against what it stands on: starting and memory beside a bare window, an answer from key to paint with
//! 5,000 controls, and 1 GB of evidence beside `cp` and `sha256sum`. `./dev bench --bench desk`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::cast_precision_loss
)]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::json;
use tenken_tests::browser::Window;
use tenken_tests::evidence::large_catalogue;
use tenken_tests::{Clinic, LOGIN, PASSWORD, binary, call, nowhere, root};

fn main() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    // One part alone: TENKEN_BENCH=window.
    if std::env::var_os("TENKEN_BENCH").is_none() {
        evidence();
    }
    runtime.block_on(async {
        starting().await;
        answering().await;
    });
}

/// The best of five starts each, one after the other, so that both find the same machine.
async fn starting() {
    let bare = built_bare();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        ours.push(start(&binary("tenken-desktop")).await);
        theirs.push(start(&bare).await);
    }
    let best = |all: &[(Duration, u64)]| all.iter().map(|one| one.0).min().unwrap();
    let least = |all: &[(Duration, u64)]| all.iter().map(|one| one.1).min().unwrap();
    println!(
        "start to first usable screen: {:?}, {:.2}× a bare window ({:?})",
        best(&ours),
        best(&ours).as_secs_f64() / best(&theirs).as_secs_f64(),
        best(&theirs)
    );
    println!(
        "resident memory, all processes: {} MB, {:.2}× a bare window ({} MB)",
        least(&ours) >> 10,
        least(&ours) as f64 / least(&theirs) as f64,
        least(&theirs) >> 10
    );
}

async fn start(program: &Path) -> (Duration, u64) {
    let clinic = nowhere();
    let began = Instant::now();
    let window = Window::open_program(program, &clinic, (1280, 800)).await;
    window.wait_until("return document.readyState === 'complete' && (location.protocol === 'about:' || document.querySelector('main')?.dataset.ready === 'true')").await;
    let took = began.elapsed();
    tokio::time::sleep(Duration::from_millis(1500)).await;
    let memory = memory_of(program);
    window.drop_now().await;
    (took, memory)
}

/// Proportional memory of the program and of the web processes it has started, in KB.
fn memory_of(program: &Path) -> u64 {
    let mut whole = 0;
    for entry in fs::read_dir("/proc").unwrap().flatten() {
        let path = entry.path();
        let Ok(exe) = fs::read_link(path.join("exe")) else { continue };
        let name = exe.display().to_string();
        if exe == program || name.contains("WebKitWebProcess") || name.contains("WebKitNetworkProcess") {
            let rollup = fs::read_to_string(path.join("smaps_rollup")).unwrap_or_default();
            let pss = rollup.lines().find(|line| line.starts_with("Pss:")).unwrap_or("Pss: 0 kB");
            whole += pss.split_whitespace().nth(1).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0);
        }
    }
    whole
}

fn built_bare() -> std::path::PathBuf {
    let built = Command::new(env!("CARGO"))
        .current_dir(root())
        .args(["build", "--release", "-q", "-p", "tenken-desktop", "--example", "bare"])
        .status()
        .unwrap();
    assert!(built.success());
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), Into::into);
    target.join("release/examples/bare")
}

async fn answering() {
    let clinic = Clinic::new();
    clinic.json(&["catalogue", "import", large_catalogue(&clinic, 5_000).to_str().unwrap()]);
    let mut desk = clinic.open();
    call(&mut desk, "assessment.start", json!({ "catalogues": ["large"] }));
    desk.sign_out().unwrap();
    let window = Window::open(&clinic, 1280, 800).await;
    window.ready().await;
    window.click_text("ほかのフォルダーを開く").await;
    window.fill("path", &clinic.path().display().to_string()).await;
    window.click_button("次へ").await;
    window.fill("login", LOGIN).await;
    window.fill("password", PASSWORD).await;
    window.click_button("開く").await;
    window.wait_css("main[data-place=home][data-ready=true]").await;
    let opening = "const done = arguments[arguments.length - 1];
        const began = performance.now();
        location.hash = '#check';
        const look = () => document.querySelector('[data-key=\"large:c-0\"]')
            ? requestAnimationFrame(() => done(performance.now() - began)) : setTimeout(look, 1);
        look();";
    let opened = window.client.execute_async(opening, vec![]).await.unwrap();
    println!("opening 点検 with 5,000 controls: {:.0} ms (bound 200)", opened.as_f64().unwrap());
    let answering = "const done = arguments[arguments.length - 1];
        const took = [];
        const press = (key) => document.querySelector('[role=listbox]').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
        const one = (n) => {
            if (n === 100) return done(took.sort((a, b) => a - b));
            press('j');
            requestAnimationFrame(() => setTimeout(() => {
                const began = performance.now();
                const row = () => document.querySelector('[data-key=\"large:c-' + n + '\"]');
                press('1');
                const look = () => row()?.dataset.means === 'conforms'
                    ? requestAnimationFrame(() => { took.push(performance.now() - began); setTimeout(() => one(n + 1), 30); }) : setTimeout(look, 0);
                look();
            }, 60));
        };
        one(0);";
    let took = window.client.execute_async(answering, vec![]).await.unwrap();
    println!(
        "an answer, key to saved and painted, 5,000 controls: median {:.0} ms, 95th {:.0} ms (bound 50)",
        took[50].as_f64().unwrap(),
        took[95].as_f64().unwrap()
    );
    window.drop_now().await;
}

const SIZE: usize = 1 << 30;

fn evidence() {
    let clinic = Clinic::new();
    let big = clinic.dir.path().join("big.bin");
    let mut file = fs::File::create(&big).unwrap();
    let piece: Vec<u8> = (0..1_usize << 20).map(|n| u8::try_from(n * 7 % 251).unwrap()).collect();
    for _ in 0..SIZE >> 20 {
        file.write_all(&piece).unwrap();
    }
    file.sync_all().unwrap();
    let copy = clinic.dir.path().join("copy.bin");
    let (mut ours, mut theirs) = (Duration::MAX, Duration::MAX);
    for n in 0..3_u8 {
        let began = Instant::now();
        Command::new("cp").args([&big, &copy]).status().unwrap();
        Command::new("sha256sum").arg(&copy).output().unwrap();
        Command::new("sync").arg(&copy).status().unwrap();
        theirs = theirs.min(began.elapsed());
        fs::remove_file(&copy).unwrap();
        // Another content each time, or it would be there already.
        let mut file = fs::OpenOptions::new().append(true).open(&big).unwrap();
        file.write_all(&[n]).unwrap();
        let mut desk = clinic.open();
        let began = Instant::now();
        call(&mut desk, "evidence.add", json!({ "paths": [big] }));
        ours = ours.min(began.elapsed());
        desk.sign_out().unwrap();
    }
    let peak = fs::read_to_string("/proc/self/status").unwrap();
    let peak = peak.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default().to_owned();
    println!(
        "attaching 1 GB: {ours:?}; {:.2}× the speed of cp, sha256sum and sync ({theirs:?}); {peak}",
        theirs.as_secs_f64() / ours.as_secs_f64()
    );
}
