//! Invariants of the house, held by plain tests: who may know whom, how long a file may be, what every list's
//! item must have, and what never changes once released.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss
)]
#![allow(clippy::print_stdout)] // figures for tests/README.md

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use strum::VariantNames;
use tenken_core::Error;
use tenken_core::assessment::Gap;
use tenken_core::audit::{self, finding};
use tenken_core::catalogue::What;
use tenken_core::catalogue::compare::{Difference, Fate};
use tenken_core::catalogue::guest::{Field, Noted};
use tenken_core::command::{self, typescript};
use tenken_core::ledger::{Change, Problem};
use tenken_core::people::Role;
use tenken_core::submission;
use tenken_core::words::{Language, Words};
use tenken_core::workspace::Notice;
use tenken_tests::{files, root};

/// Hand-written sources, by what stands in version control's reach: no build folders.
fn sources() -> Vec<PathBuf> {
    let built = |p: &Path| {
        p.components().any(|c| ["target", "node_modules", "dist", "gen"].iter().any(|n| c.as_os_str() == *n))
    };
    ["src-tauri", "ui/src", "tests"]
        .iter()
        .filter(|folder| root().join(folder).is_dir())
        .flat_map(|folder| walk(&root().join(folder)))
        .filter(|p| !built(p))
        .filter(|p| p.extension().is_some_and(|e| ["rs", "ts", "svelte", "css", "c"].iter().any(|x| e == *x)))
        .collect()
}

/// Like `files`, but never into build folders.
fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if !["target", "node_modules", "dist", "gen"].contains(&name.as_str()) {
                found.extend(walk(&path));
            }
        } else {
            found.push(path);
        }
    }
    found
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

#[test]
fn top_level_is_what_the_architecture_says() {
    let allowed = [
        "Cargo.toml",
        "Cargo.lock",
        "dev",
        "src-tauri",
        "ui",
        "checklists",
        "templates",
        "tests",
        "README.md",
        "CONTRIBUTING.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "target",
        "shots",
    ];
    for entry in fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(
            name.starts_with('.') || allowed.contains(&name.as_str()),
            "{name} does not belong at the top"
        );
    }
}

#[test]
fn no_source_is_longer_than_a_sitting() {
    let long: Vec<String> = sources()
        .iter()
        .filter(|p| !p.ends_with("generated.ts"))
        .filter_map(|p| {
            let lines = fs::read_to_string(p).unwrap().lines().count();
            (lines > 500).then(|| format!("{} ({lines})", shown(p)))
        })
        .collect();
    assert!(long.is_empty(), "{long:?}");
}

#[test]
fn every_rust_module_says_what_it_is_for() {
    let silent: Vec<String> = sources()
        .iter()
        .filter(|p| p.extension().is_some_and(|e| e == "rs"))
        .filter(|p| !fs::read_to_string(p).unwrap().starts_with("//!"))
        .map(|p| shown(p))
        .collect();
    assert!(silent.is_empty(), "{silent:?}");
}

#[test]
fn dependence_has_one_direction() {
    let core = root().join("src-tauri/core");
    let manifest = fs::read_to_string(core.join("Cargo.toml")).unwrap();
    for stranger in ["tauri", "clap", "rpassword"] {
        assert!(!manifest.contains(stranger), "the core knows {stranger}");
    }
    for path in walk(&core.join("src")) {
        let text = fs::read_to_string(&path).unwrap();
        let name = shown(&path);
        assert!(!text.contains("println!") && !text.contains("eprintln!"), "{name} prints");
        if !name.ends_with("calendar/clock.rs") {
            assert!(
                !text.contains("Utc::now()") && !text.contains("SystemTime::now()"),
                "{name} asks the time"
            );
        }
    }
    for path in sources().iter().filter(|p| shown(p).starts_with("ui/src/")) {
        let text = fs::read_to_string(path).unwrap();
        if !shown(path).starts_with("ui/src/host/") {
            assert!(!text.contains("@tauri-apps"), "{} knows Tauri", shown(path));
        }
    }
}

#[test]
fn only_the_door_writes() {
    // The search index is a table in memory of its own, not of the workspace.
    let may_write = |name: &str| {
        name.ends_with("/change.rs")
            || ["ledger/entry.rs", "ledger/rebuild.rs", "catalogue/search.rs"]
                .iter()
                .any(|allowed| name.ends_with(allowed))
            || name.contains("/migrations/")
            || name.ends_with("workspace/migrate.rs")
    };
    for path in walk(&root().join("src-tauri/core/src")) {
        let text = fs::read_to_string(&path).unwrap();
        for verb in ["INSERT INTO", "UPDATE ", "DELETE FROM"] {
            let writes = text.lines().any(|l| l.contains(&format!("\"{verb}")) || l.trim().starts_with(verb));
            assert!(!writes || may_write(&shown(&path)), "{} writes", shown(&path));
        }
    }
}

#[test]
fn generated_types_are_current() {
    let path = root().join("ui/src/host/generated.ts");
    let wanted = typescript::render();
    if std::env::var_os("TENKEN_BLESS").is_some() {
        fs::write(&path, &wanted).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == wanted, "ui/src/host/generated.ts has drifted: run ./dev types");
}

#[test]
fn no_two_types_of_the_window_have_one_name() {
    assert_eq!(typescript::clashes(), [] as [&str; 0]);
}

#[test]
fn both_languages_say_the_same_things() {
    let keys = |language: Language| -> BTreeSet<String> {
        language
            .source()
            .lines()
            .filter_map(|l| l.split_once(" =").map(|(key, _)| key))
            .filter(|k| k.chars().next().is_some_and(|c| c.is_ascii_alphabetic()))
            .map(str::to_owned)
            .collect()
    };
    let (ja, en) = (keys(Language::Ja), keys(Language::En));
    let apart: Vec<_> = ja.symmetric_difference(&en).collect();
    assert!(apart.is_empty(), "only in one language: {apart:?}");
    // A blank that one language fills and the other forgets is a fact lost in translation.
    let blanks = |language: Language, key: &str| -> BTreeSet<String> {
        let source = language.source();
        let start = source.find(&format!("\n{key} =")).unwrap() + 1;
        let end = source[start..].find("\n\n").map_or(source.len(), |e| start + e);
        let body: String = source[start..end]
            .lines()
            .enumerate()
            .take_while(|(i, l)| *i == 0 || l.starts_with(' ') || l.starts_with('}'))
            .map(|(_, l)| l)
            .collect();
        body.split('$')
            .skip(1)
            .map(|p| p.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
            .collect()
    };
    for key in &ja {
        assert_eq!(blanks(Language::Ja, key), blanks(Language::En, key), "{key}");
    }
}

fn named(prefix: &str, name: &str) -> String {
    format!("{prefix}-{}", name.replace('_', "-"))
}

#[test]
fn every_list_item_has_its_sentence() {
    let words = Words::new(Language::Ja).unwrap();
    let mut wanted: Vec<String> = Vec::new();
    wanted.extend(Error::VARIANTS.iter().map(|c| format!("error-{c}")));
    wanted.extend(Problem::VARIANTS.iter().map(|c| format!("problem-{c}")));
    wanted.extend(Notice::VARIANTS.iter().map(|c| format!("notice-{c}")));
    wanted.extend(What::VARIANTS.iter().map(|c| format!("fault-{c}")));
    wanted.extend(Noted::VARIANTS.iter().map(|c| format!("import-{c}")));
    wanted.extend(Field::VARIANTS.iter().map(|c| format!("column-{c}")));
    wanted.extend(Difference::VARIANTS.iter().map(|c| format!("difference-{c}")));
    wanted.extend(Fate::VARIANTS.iter().map(|c| format!("fate-{c}")));
    wanted.extend(Gap::VARIANTS.iter().map(|c| format!("gap-{c}")));
    wanted.extend(Role::VARIANTS.iter().map(|r| format!("roles-{r}")));
    wanted.extend(<audit::Step as VariantNames>::VARIANTS.iter().map(|c| named("step", c)));
    wanted.extend(<finding::Step as VariantNames>::VARIANTS.iter().map(|c| named("step", c)));
    wanted.extend(audit::State::VARIANTS.iter().map(|c| named("state-audit", c)));
    wanted.extend(<finding::State as VariantNames>::VARIANTS.iter().map(|c| named("state-finding", c)));
    wanted.extend(<submission::Step as VariantNames>::VARIANTS.iter().map(|c| named("step", c)));
    wanted.extend(<submission::State as VariantNames>::VARIANTS.iter().map(|c| named("state-submission", c)));
    wanted.extend(submission::Verdict::VARIANTS.iter().map(|c| named("verdict", c)));
    wanted.extend(audit::Kind::VARIANTS.iter().map(|c| named("kind", c)));
    wanted.extend(audit::Grade::VARIANTS.iter().map(|c| named("grade", c)));
    wanted.extend(audit::Method::VARIANTS.iter().map(|c| named("methods", c)));
    wanted.extend(audit::Opinion::VARIANTS.iter().map(|c| named("opinion-grade", c)));
    wanted.extend(Change::kinds().iter().map(|k| format!("change-{}", k.replace('.', "-"))));
    wanted.extend(command::list().iter().map(command::Command::key));
    let rights = tenken_core::people::permission::table();
    wanted.extend(rights.iter().map(|row| named("right", row.right.into())));
    let missing: Vec<_> = wanted.iter().filter(|k| !words.has(k)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn commands_are_named_once_and_by_their_room() {
    let mut seen = BTreeSet::new();
    for command in command::list() {
        assert!(seen.insert(command.name), "{} twice", command.name);
        let (room, verb) = command.name.split_once('.').unwrap();
        assert!(root().join(format!("src-tauri/core/src/command/{room}.rs")).is_file(), "{room}");
        assert!(verb.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{verb}");
    }
}

/// A released migration and a released ledger stay as they are for ever.
#[test]
fn what_was_released_never_changes() {
    let hash = |path: &Path| data_encoding::HEXLOWER.encode(&Sha256::digest(fs::read(path).unwrap()));
    let list = fs::read_to_string(root().join("tests/fixtures/released.txt")).unwrap();
    let known: BTreeMap<&str, &str> = list
        .lines()
        .filter(|l| !l.starts_with('#') && !l.trim().is_empty())
        .filter_map(|l| l.split_once("  ").map(|(hash, name)| (name, hash)))
        .collect();
    let mut found = walk(&root().join("src-tauri/core/src/workspace/migrations"));
    found.extend(files(&root().join("tests/fixtures/ledgers")));
    for path in &found {
        let name = shown(path);
        let wanted = known.get(name.as_str()).unwrap_or_else(|| panic!("{name} is not in released.txt"));
        assert_eq!(*wanted, hash(path), "{name} was released and has changed");
    }
    assert_eq!(found.len(), known.len(), "something in released.txt is gone");
}

/// A key the window asks for exists; a key nobody asks for is a sentence nobody reads.
#[test]
fn every_message_is_said_somewhere() {
    let words = Words::new(Language::Ja).unwrap();
    let sources: Vec<(String, String)> = sources()
        .iter()
        .filter(|p| !p.ends_with("generated.ts"))
        .map(|p| (shown(p), fs::read_to_string(p).unwrap()))
        .collect();
    for (name, text) in sources.iter().filter(|(name, _)| name.starts_with("ui/src/")) {
        for said in text.split("say(\"").skip(1) {
            let key = said.split('"').next().unwrap();
            assert!(words.has(key), "{name} says {key}, and there is no such sentence");
        }
    }
    // Keys made from codes and names are held by the lists they come from.
    let made = [
        "error-",
        "problem-",
        "notice-",
        "change-",
        "command-",
        "help",
        "field-",
        "roles-",
        "state-",
        "kind-",
        "right-",
        "missing-",
        "domain-",
        "place-",
        "shell-needs-",
        "fault-",
        "import-",
        "column-",
        "difference-",
        "fate-",
        "gap-",
        "freshness-",
        "evidence-",
        "when-",
        "attendance-",
        "step-",
        "grade-",
        "methods-",
        "opinion-grade-",
        "verdict-",
        "home-warmth-",
        "check-which-",
        "settings-ask-",
        "ui-theme-",
    ];
    let ja = Language::Ja.source();
    let unsaid: Vec<&str> = ja
        .lines()
        .filter_map(|l| l.split_once(" =").map(|(key, _)| key))
        .filter(|k| k.chars().next().is_some_and(|c| c.is_ascii_alphabetic()))
        .filter(|k| !made.iter().any(|prefix| k.starts_with(prefix)))
        .filter(|k| !sources.iter().any(|(_, text)| text.contains(&format!("\"{k}\""))))
        .collect();
    assert!(unsaid.is_empty(), "{unsaid:?}");
}
