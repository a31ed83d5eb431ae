//! One window with its own display and driver, and what a person does with it. Waits for what should be seen,
//! never for time; everything has an end.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::{Clinic, binary, root};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};

const PATIENCE: Duration = Duration::from_secs(20);

pub struct Window {
    pub client: Client,
    _display: Killed,
    _driver: Killed,
    name: String,
    size: (u32, u32),
}

/// A child that does not outlive its test.
struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// The display says itself under which number it is there: no two tests ever share one.
fn display(width: u32, height: u32) -> (Killed, String) {
    let mut child = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", &format!("{width}x{height}x24"), "-nolisten", "tcp"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("Xvfb (./dev test installs it)");
    let mut number = String::new();
    let said = child.stdout.take().map(|out| BufReader::new(out).read_line(&mut number));
    let child = Killed(child);
    assert!(matches!(said, Some(Ok(1..))), "no display could be started");
    (child, format!(":{}", number.trim()))
}

/// Everything has an end, also a driver that has stopped answering.
async fn soon<T>(work: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, work).await.expect("the driver answers")
}

impl Window {
    pub async fn open(clinic: &Clinic, width: u32, height: u32) -> Self {
        Self::open_program(&binary("tenken-desktop"), clinic, (width, height)).await
    }

    /// The sample clinic, just made, with its director at ホーム.
    pub async fn sample(width: u32, height: u32) -> (Clinic, Self) {
        let clinic = Clinic { dir: tempfile::tempdir().unwrap() };
        let window = Self::open(&clinic, width, height).await;
        window.ready().await;
        window.click_text("見本を見る").await;
        window.wait_text("期日のあるもの").await;
        window.ready().await;
        (clinic, window)
    }

    /// At the first page: the folder that was open last is opened by this person.
    pub async fn sign_in(&self, login: &str, password: &str) {
        self.click(".place").await;
        self.wait_css("input[name=password]").await;
        self.fill("login", login).await;
        self.fill("password", password).await;
        self.click_button("開く").await;
        self.wait_css("button[aria-label=サインアウトする]").await;
        self.ready().await;
    }

    pub async fn open_program(
        program: &std::path::Path,
        clinic: &Clinic,
        (width, height): (u32, u32),
    ) -> Self {
        let (screen, name) = display(width, height);
        let port = free_port();
        let driver = Command::new("WebKitWebDriver")
            .args([&format!("--port={port}"), "--host=127.0.0.1"])
            .env("DISPLAY", &name)
            .env("TENKEN_HOME", clinic.home())
            // What the page keeps (language, light, size) is this window's own.
            .env("XDG_DATA_HOME", clinic.dir.path().join("data"))
            .env("XDG_CONFIG_HOME", clinic.dir.path().join("config"))
            .env("XDG_CACHE_HOME", clinic.dir.path().join("cache"))
            .env("TENKEN_KDF", "floor")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            // No desktop session stands behind this display: nobody would answer on its buses.
            .env("NO_AT_BRIDGE", "1")
            .env("GTK_USE_PORTAL", "0")
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
            .env_remove("WAYLAND_DISPLAY")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("WebKitWebDriver (./dev test installs it)");
        let driver = Killed(driver);
        let options = json!({ "webkitgtk:browserOptions": { "binary": program } });
        let started = Instant::now();
        let client = loop {
            let mut builder = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new());
            builder.capabilities(options.as_object().unwrap().clone());
            match builder.connect(&format!("http://127.0.0.1:{port}")).await {
                Ok(client) => break client,
                Err(error) => assert!(started.elapsed() < PATIENCE, "no session: {error}"),
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        };
        if (width, height) != (1280, 800) {
            client.set_window_rect(0, 0, width, height).await.unwrap();
        }
        Self { client, _display: screen, _driver: driver, name, size: (width, height) }
    }

    pub async fn run(&self, script: &str) -> Value {
        soon(self.client.execute(script, vec![])).await.unwrap_or_else(|e| panic!("{script}: {e}"))
    }

    /// Until the script answers true.
    pub async fn wait_until(&self, script: &str) {
        let started = Instant::now();
        // A page that is just being loaded anew answers nobody: it is asked again.
        while soon(self.client.execute(script, vec![])).await.ok() != Some(json!(true)) {
            if started.elapsed() > PATIENCE {
                let page = self.run("return document.body.innerText").await;
                panic!("waited in vain for: {script}\n{}", page.as_str().unwrap_or_default());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    pub async fn ready(&self) {
        self.wait_until("return document.querySelector('main')?.dataset.ready === 'true'").await;
    }

    pub async fn wait_text(&self, text: &str) {
        self.wait_until(&format!("return document.body.innerText.includes({})", json!(text))).await;
    }

    pub async fn wait_css(&self, css: &str) {
        self.wait_until(&format!("return document.querySelector({}) !== null", json!(css))).await;
    }

    pub async fn wait_gone(&self, css: &str) {
        self.wait_until(&format!("return document.querySelector({}) === null", json!(css))).await;
    }

    pub async fn click(&self, css: &str) {
        self.wait_css(css).await;
        soon(self.client.find(Locator::Css(css)).await.unwrap().click()).await.unwrap();
    }

    /// The button that says exactly this.
    pub async fn click_button(&self, label: &str) {
        self.click_xpath(&format!("//button[normalize-space(.)='{label}']")).await;
    }

    /// Whatever button says this somewhere.
    pub async fn click_text(&self, text: &str) {
        self.click_xpath(&format!("//button[contains(., '{text}')]")).await;
    }

    /// The link that says this somewhere.
    pub async fn click_link(&self, text: &str) {
        self.click_xpath(&format!("//a[contains(., '{text}')]")).await;
    }

    /// Into sight first, as a person would: what sticks to the window's foot lies over it otherwise.
    async fn click_xpath(&self, xpath: &str) {
        let found = format!(
            "const found = document.evaluate({}, document, null, 9, null).singleNodeValue;
             if (!found || found.disabled) return false;
             found.scrollIntoView({{ block: 'center' }});
             return true",
            json!(xpath)
        );
        self.wait_until(&found).await;
        soon(self.client.find(Locator::XPath(xpath)).await.unwrap().click()).await.unwrap();
    }

    /// Types into the field of that name, over what is there.
    pub async fn fill(&self, name: &str, text: &str) {
        let css = format!(":is(input, textarea)[name={name}]");
        self.wait_css(&css).await;
        let input = self.client.find(Locator::Css(&css)).await.unwrap();
        input.clear().await.unwrap();
        input.send_keys(text).await.unwrap();
    }

    /// In the list that is called so, by its own name or by its label.
    pub async fn choose(&self, label: &str, value: &str) {
        let (label, value) = (json!(label), json!(value));
        self.wait_until(&format!(
            "const list = [...document.querySelectorAll('select')].find((one) =>
                 one.ariaLabel === {label} || one.labels?.[0]?.textContent.trim() === {label});
             if (!list) return false;
             list.value = {value};
             list.dispatchEvent(new Event('change', {{ bubbles: true }}));
             return true"
        ))
        .await;
    }

    /// Another place at the desk.
    pub async fn go(&self, place: &str) {
        self.run(&format!("location.hash = {}; return true", json!(place))).await;
        let name = place.trim_start_matches('#').split('/').next().unwrap_or_default();
        self.wait_until(&format!(
            "const main = document.querySelector('main');
             return main?.dataset.place === {} && main.dataset.ready === 'true'",
            json!(name)
        ))
        .await;
    }

    /// Lets files go over a place, as a hand would.
    pub async fn drop_on(&self, css: &str, paths: &[&std::path::Path]) {
        self.wait_css(css).await;
        let script = format!(
            "const box = document.querySelector({}).getBoundingClientRect();
             const detail = {{ phase: 'drop', paths: {}, x: box.x + 20, y: box.y + 10 }};
             window.dispatchEvent(new CustomEvent('tenken-drop', {{ detail }}));
             return true",
            json!(css),
            json!(paths)
        );
        self.run(&script).await;
    }

    /// A call of the core that the page knows nothing of: as if somebody else had made it.
    pub async fn behind(&self, name: &str, request: &Value) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             window.__TAURI_INTERNALS__
                 .invoke('rpc', {{ name: {}, request: {request}, job: 999999, onProgress: '__CHANNEL__:1' }})
                 .then(done, (e) => done({{ failed: e }}));",
            json!(name)
        );
        soon(self.client.execute_async(&script, vec![])).await.unwrap()
    }

    /// Types into whatever is there, over what was there.
    pub async fn type_into(&self, css: &str, text: &str) {
        self.wait_css(css).await;
        let input = self.client.find(Locator::Css(css)).await.unwrap();
        input.clear().await.unwrap();
        input.send_keys(text).await.unwrap();
    }

    pub async fn keys(&self, keys: &str) {
        for key in keys.chars() {
            let actions = KeyActions::new("keys".into())
                .then(KeyAction::Down { value: key })
                .then(KeyAction::Up { value: key });
            self.client.perform_actions(actions).await.unwrap();
        }
    }

    pub async fn text(&self, css: &str) -> String {
        self.wait_css(css).await;
        let script = format!("return document.querySelector({}).innerText", json!(css));
        self.run(&script).await.as_str().unwrap_or_default().trim().to_owned()
    }

    /// A picture of the display, where pictures are wanted. (The driver's own screenshots hang on some pages.)
    pub async fn shot(&self, name: &str) {
        let Some(folder) = std::env::var_os("TENKEN_SHOTS") else { return };
        self.settled().await;
        let (width, height) = self.size;
        let file = PathBuf::from(folder).join(format!("{name}-{width}x{height}.png"));
        let taken =
            Command::new("import").args(["-display", &self.name, "-window", "root"]).arg(file).status();
        assert!(taken.expect("import (./dev shots installs ImageMagick)").success());
    }

    /// Until nothing moves any more and two frames have been painted.
    async fn settled(&self) {
        self.wait_until("return document.getAnimations().every((a) => a.playState !== 'running')").await;
        let painted = "const done = arguments[arguments.length - 1]; setTimeout(() => done(true), 60);";
        soon(self.client.execute_async(painted, vec![])).await.unwrap();
    }

    /// axe finds nothing, and the page has thrown nothing.
    pub async fn check_axe(&self, place: &str) {
        self.settled().await;
        let source =
            std::fs::read_to_string(root().join("ui/node_modules/axe-core/axe.min.js")).expect("axe-core");
        self.run(&format!("if (!window.axe) {{ {source} }} return true")).await;
        let script = "const done = arguments[arguments.length - 1];
            axe.run(document, { resultTypes: ['violations'] })
               .then((r) => done(r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html).join(' ')).join('\\n')))
               .catch((e) => done('axe: ' + e));";
        let found = self.client.execute_async(script, vec![]).await.unwrap();
        assert_eq!(found, json!(""), "axe at {place}");
        assert_eq!(self.run("return window.tenkenErrors").await, json!([]), "errors at {place}");
    }

    /// Leaves without looking back: a program that was only started has nothing to say.
    pub async fn drop_now(self) {
        let _ = tokio::time::timeout(Duration::from_secs(3), self.client.close()).await;
    }

    pub async fn close(self) {
        assert_eq!(self.run("return window.tenkenErrors").await, json!([]));
        let programs = running_on(&self.name);
        self.client.close().await.unwrap();
        // The driver does not wait until the program has put everything down; whoever opens the folder next must.
        let started = Instant::now();
        while programs.iter().any(|program| !is_over(program)) && started.elapsed() < PATIENCE {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

/// Gone, or only waiting to be counted: an ending program loses its name, and its first thread, before it lets go of its
/// files.
fn is_over(program: &std::path::Path) -> bool {
    let stat = std::fs::read_to_string(program.join("stat")).unwrap_or_default();
    let state = stat.rsplit(')').next().unwrap_or_default().trim();
    let threads = std::fs::read_dir(program.join("task")).map_or(0, Iterator::count);
    state.is_empty() || (state.starts_with('Z') && threads <= 1)
}

/// Where the window's programs of a display are found.
fn running_on(display: &str) -> Vec<PathBuf> {
    let wanted = format!("DISPLAY={display}");
    let all = std::fs::read_dir("/proc").unwrap().flatten().map(|entry| entry.path());
    let is_it = |path: &PathBuf| {
        std::fs::read_link(path.join("exe")).is_ok_and(|exe| exe.ends_with("tenken-desktop"))
            && std::fs::read(path.join("environ"))
                .is_ok_and(|all| all.split(|b| *b == 0).any(|one| one == wanted.as_bytes()))
    };
    all.filter(is_it).collect()
}
