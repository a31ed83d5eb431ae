//! Verbs about evidence.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::{Value, json};
use tenken_core::command::Desk;
use tenken_core::{Error, Result};

use crate::Ending;
use crate::assess::{place, text, which};
use crate::verbs::Shell;
use crate::{open, show};

#[derive(Debug, Subcommand)]
pub enum Evidence {
    Add(Box<Add>),
    List {
        #[arg(long, value_name = "TEXT")]
        search: Option<String>,
        #[arg(long, value_name = "valid|expiring|expired")]
        freshness: Option<String>,
        #[arg(long)]
        unused: bool,
    },
    Show {
        #[arg(value_name = "PROOF")]
        proof: String,
    },
    Export {
        #[arg(value_name = "PROOF")]
        proof: String,
        #[arg(long, default_value = ".", value_name = "DIR")]
        folder: PathBuf,
    },
    Check,
}

#[derive(Debug, Args)]
pub struct Add {
    pub files: Vec<PathBuf>,
    #[arg(long = "control", value_name = "CONTROL", value_delimiter = ',')]
    pub controls: Vec<String>,
    #[arg(long, value_name = "ASSESSMENT")]
    pub assessment: Option<String>,
    #[arg(long)]
    pub title: Option<String>,
    #[arg(long)]
    pub kind: Option<String>,
    #[arg(long, default_value = "")]
    pub issuer: String,
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    #[arg(long, default_value = "")]
    pub place: String,
    #[arg(long, default_value = "")]
    pub link: String,
    #[arg(long, default_value = "")]
    pub note: String,
    #[arg(long)]
    pub together: bool,
    #[arg(long)]
    pub keep_position: bool,
}

impl Shell<'_> {
    pub fn evidence(&self, verb: &Evidence) -> Result<Ending> {
        let mut desk = open::unlocked(self.common, self.words)?;
        let ending = match verb {
            Evidence::Add(add) => self.evidence_add(&mut desk, add),
            Evidence::List { search, freshness, unused } => {
                let filter = json!({ "text": search.as_deref().unwrap_or(""), "freshness": freshness, "unused": unused });
                self.evidence_list(&mut desk, filter)
            }
            Evidence::Show { proof } => self.evidence_show(&mut desk, proof),
            Evidence::Export { proof, folder } => self.evidence_export(&mut desk, proof, folder),
            Evidence::Check => self.evidence_check(&mut desk),
        };
        desk.sign_out()?;
        ending
    }

    fn evidence_add(&self, desk: &mut Desk, add: &Add) -> Result<Ending> {
        let mut uses = Vec::new();
        if !add.controls.is_empty() {
            let found = which(desk, add.assessment.as_deref())?;
            for control in &add.controls {
                uses.push(json!({ "control": { "assessment": found["id"], "at": place(&found, control)? } }));
            }
        }
        // A path of the shell is meant from where the person stands.
        let whole = |path: &PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone());
        let files: Vec<PathBuf> = add.files.iter().map(whole).collect();
        let request = json!({
            "paths": files, "uses": uses, "together": add.together, "keep_position": add.keep_position,
            "details": {
                "title": add.title.as_deref().unwrap_or(""), "kind": add.kind.as_deref().unwrap_or("other"),
                "issuer": add.issuer, "speaks_for": add.date, "valid_until": add.until,
                "place": add.place, "link": add.link, "note": add.note,
            },
        });
        let answer = Self::ask(desk, "evidence.add", request)?;
        if self.common.json {
            show::json(&answer);
            return Ok(Ending::Well);
        }
        let ids: Vec<String> = answer["ids"].as_array().into_iter().flatten().map(text).collect();
        show::say(
            self.words,
            "shell-evidence-added",
            [("count", json!(ids.len())), ("ids", json!(ids.join(" ")))],
        );
        for name in answer["position_kept"].as_array().into_iter().flatten() {
            show::say(self.words, "shell-position-kept", [("name", name.clone())]);
        }
        Ok(Ending::Well)
    }

    fn evidence_list(&self, desk: &mut Desk, filter: Value) -> Result<Ending> {
        let answer = Self::ask(desk, "evidence.list", filter)?;
        if self.common.json {
            show::json(&answer);
            return Ok(Ending::Well);
        }
        let row = |one: &Value| {
            let details = &one["details"];
            vec![
                text(&one["id"]),
                text(&details["title"]),
                self.words.plain(&format!("kind-{}", text(&details["kind"]))),
                details["valid_until"].as_str().unwrap_or_default().to_owned(),
                self.words.plain(&format!("freshness-{}", text(&one["freshness"]))),
            ]
        };
        let rows: Vec<Vec<String>> = answer.as_array().into_iter().flatten().map(row).collect();
        if rows.is_empty() {
            show::line(&self.words.plain("shell-no-evidence"));
        }
        show::table(&rows);
        Ok(Ending::Well)
    }

    fn evidence_show(&self, desk: &mut Desk, proof: &str) -> Result<Ending> {
        let id = Self::proof(desk, proof)?;
        let answer = Self::ask(desk, "evidence.show", json!({ "id": id }))?;
        if self.common.json {
            show::json(&answer);
            return Ok(Ending::Well);
        }
        let details = &answer["proof"]["details"];
        for field in ["title", "issuer", "speaks_for", "valid_until", "place", "link", "note"] {
            if let Some(value) = details[field].as_str().filter(|value| !value.is_empty()) {
                show::wrapped(&format!("{}  ", self.words.field_of("evidence.edit", field)), value);
            }
        }
        for file in answer["proof"]["files"].as_array().into_iter().flatten() {
            show::line(&format!("{}  {}", text(&file["name"]), file["bytes"]));
        }
        for used in answer["uses"].as_array().into_iter().flatten() {
            show::line(&format!(
                "{}  {} {}",
                text(&used["assessment"]),
                text(&used["control"]),
                text(&used["practice"])
            ));
        }
        Ok(Ending::Well)
    }

    fn evidence_export(&self, desk: &mut Desk, proof: &str, folder: &Path) -> Result<Ending> {
        let id = Self::proof(desk, proof)?;
        let found = Self::ask(desk, "evidence.show", json!({ "id": id }))?;
        let mut written = Vec::new();
        for (n, file) in found["proof"]["files"].as_array().into_iter().flatten().enumerate() {
            let path = free_path(folder, &plain_name(&text(&file["name"]), n));
            let request = json!({ "id": id, "sha256": file["sha256"], "path": path });
            written.push(Self::ask(desk, "evidence.export", request)?["path"].clone());
        }
        if self.common.json {
            show::json(&json!(written));
        } else {
            for path in &written {
                show::line(&text(path));
            }
        }
        Ok(Ending::Well)
    }

    fn evidence_check(&self, desk: &mut Desk) -> Result<Ending> {
        let answer = Self::ask(desk, "evidence.check", Value::Null)?;
        let bad: Vec<&Value> = answer["bad"].as_array().into_iter().flatten().collect();
        if self.common.json {
            show::json(&answer);
        } else {
            show::say(
                self.words,
                "shell-evidence-checked",
                [("files", answer["files"].clone()), ("bad", json!(bad.len()))],
            );
            for one in &bad {
                let why = self.words.plain(&format!("evidence-{}", text(&one["why"])));
                show::line(&format!("{}  {}  {why}", text(&one["title"]), text(&one["name"])));
            }
        }
        Ok(if bad.is_empty() { Ending::Well } else { Ending::ProblemFound })
    }

    /// By id, by its beginning, or by its title.
    fn proof(desk: &mut Desk, wanted: &str) -> Result<Value> {
        let all = Self::ask(desk, "evidence.list", Value::Null)?;
        let fits = |one: &&Value| text(&one["id"]).starts_with(wanted) || one["details"]["title"] == wanted;
        let mut found = all.as_array().into_iter().flatten().filter(fits);
        match (found.next(), found.next()) {
            (Some(one), None) => Ok(one["id"].clone()),
            _ => Err(Error::NoSuchThing { thing: wanted.into() }),
        }
    }
}

/// A name that came from outside, fit for this computer's folders: no separators, no devices, never hidden.
fn plain_name(name: &str, n: usize) -> String {
    let kept: String =
        name.chars().map(|c| if c.is_control() || r#"/\:*?"<>|"#.contains(c) { '_' } else { c }).collect();
    let kept = kept.trim_matches(|c| c == '.' || c == ' ');
    let stem = kept.split('.').next().unwrap_or_default().to_uppercase();
    let device = ["CON", "PRN", "AUX", "NUL"].contains(&stem.as_str())
        || (stem.len() == 4 && (stem.starts_with("COM") || stem.starts_with("LPT")));
    if kept.is_empty() || device { format!("file-{}", n + 1) } else { kept.to_owned() }
}

/// Nothing that lies there is written over.
fn free_path(folder: &Path, name: &str) -> PathBuf {
    let (stem, extension) =
        name.rsplit_once('.').map_or((name, String::new()), |(s, e)| (s, format!(".{e}")));
    let mut path = folder.join(name);
    let mut n = 2;
    while path.exists() {
        path = folder.join(format!("{stem} ({n}){extension}"));
        n += 1;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_from_outside_never_become_paths() {
        let cases = [
            ("../../etc/passwd", "_.._etc_passwd"),
            ("C:\\Windows\\x.dll", "C__Windows_x.dll"),
            ("con.txt", "file-1"),
            (".bashrc", "bashrc"),
            ("...", "file-1"),
            ("点検 写真.jpg", "点検 写真.jpg"),
        ];
        for (name, wanted) in cases {
            assert_eq!(plain_name(name, 0), wanted);
        }
    }
}
