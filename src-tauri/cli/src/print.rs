//! `tenken print`: papers as PDF, workbook, HTML, or as pictures to look at.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Map, Value, json};
use tenken_core::command::{Desk, Progress};
use tenken_core::words::Language;
use tenken_core::{Error, Result};

use crate::Ending;
use crate::assess::{text, which};
use crate::open;
use crate::register::definition;
use crate::show;
use crate::verbs::Shell;

#[derive(Debug, Args)]
pub struct Print {
    /// A paper's id or name.
    #[arg(value_name = "DOC", required_unless_present = "list")]
    pub paper: Option<String>,
    #[arg(long)]
    pub list: bool,
    #[arg(long = "for", value_name = "ID")]
    pub subject: Option<String>,
    #[arg(long, value_name = "FILE.pdf|.xlsx|.html")]
    pub out: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    pub preview_png: Option<PathBuf>,
    #[arg(long = "set", value_name = "CHOICE=OPTION")]
    pub choices: Vec<String>,
    #[arg(long = "with", value_name = "FILE.json")]
    pub values: Option<PathBuf>,
    /// Records that stand on the form, each as `REGISTER/NUMBER`.
    #[arg(long = "record", value_name = "REGISTER/NUMBER")]
    pub records: Vec<String>,
    /// The register that the paper `register` lists.
    #[arg(long, value_name = "REGISTER")]
    pub register: Option<String>,
    /// The audit or the finding that it is about.
    #[arg(long)]
    pub audit: Option<String>,
    #[arg(long)]
    pub finding: Option<String>,
    /// 提出書 of a submission.
    #[arg(long)]
    pub submission: Option<String>,
    /// The letter of what was decided on a package.
    #[arg(long = "received", value_name = "FINGERPRINT")]
    pub fingerprint: Option<String>,
    /// 勧告書, by its subject.
    #[arg(long, value_name = "SUBJECT")]
    pub recommendation: Option<String>,
    /// All facilities side by side, for a 年度.
    #[arg(long, value_name = "YEAR")]
    pub portfolio: Option<i32>,
    /// Whose days the paper `year-calendar` lists.
    #[arg(long)]
    pub year: Option<i32>,
    #[arg(long)]
    pub sample: bool,
    #[arg(long)]
    pub issue: bool,
    #[arg(long, value_name = "FILE.toml")]
    pub template: Option<PathBuf>,
}

impl Shell<'_> {
    pub fn print(&self, print: &Print) -> Result<Ending> {
        let mut desk = open::unlocked(self.common, self.words)?;
        let done = self.print_with(&mut desk, print);
        desk.sign_out()?;
        done
    }

    fn print_with(&self, desk: &mut Desk, print: &Print) -> Result<Ending> {
        let papers = Self::ask(desk, "document.list", Value::Null)?;
        if print.list {
            return Ok(self.papers(&papers));
        }
        let wanted = print.paper.as_deref().unwrap_or_default();
        let found =
            papers.as_array().into_iter().flatten().find(|one| one["id"] == wanted || one["name"] == wanted);
        let paper = found.ok_or_else(|| Error::NoSuchThing { thing: wanted.into() })?;
        let request = Self::request(desk, paper, print)?;
        if let Some(folder) = &print.preview_png {
            return self.pictures(desk, &request, paper, folder);
        }
        let path = print.out.as_ref().ok_or_else(|| Error::Required { field: "out".into() })?;
        let format = match path.extension().and_then(|e| e.to_str()).map(str::to_lowercase).as_deref() {
            Some("pdf") => "pdf",
            Some("xlsx") => "xlsx",
            Some("html" | "htm") => "html",
            _ => return Err(Error::UnknownFormat { path: path.display().to_string() }),
        };
        let request = json!({ "paper": request, "format": format, "path": path, "issue": print.issue });
        let answer = Self::ask(desk, "document.save", request)?;
        self.say_or_json("shell-printed", &answer);
        if !self.common.json
            && let Some(number) = answer["number"].as_str()
        {
            show::say(self.words, "shell-issued", [("number", json!(number))]);
        }
        self.lacking(&answer["missing"]);
        Ok(Ending::Well)
    }

    fn papers(&self, papers: &Value) -> Ending {
        if self.common.json {
            show::json(papers);
            return Ending::Well;
        }
        let name = if self.words.language() == Language::En { "name_en" } else { "name" };
        let row = |one: &Value| vec![text(&one["id"]), text(&one[name]), text(&one["basis"])];
        show::table(&papers.as_array().into_iter().flatten().map(row).collect::<Vec<_>>());
        Ending::Well
    }

    fn request(desk: &mut Desk, paper: &Value, print: &Print) -> Result<Value> {
        let mut choices = Map::new();
        for one in &print.choices {
            let bad = || Error::Invalid { field: "set".into(), detail: one.clone() };
            let (choice, option) = one.split_once('=').ok_or_else(bad)?;
            choices.insert(choice.to_owned(), json!(option));
        }
        let mut request = json!({ "id": paper["id"], "choices": choices, "sample": print.sample });
        if let Some(path) = &print.values {
            let read = |e: String| Error::Invalid { field: path.display().to_string(), detail: e };
            let text = std::fs::read_to_string(path).map_err(|e| read(e.to_string()))?;
            let values: Value = serde_json::from_str(&text).map_err(|e| read(e.to_string()))?;
            // A form's fields may stand in the file by themselves.
            let whole = paper["source"] != "form" || values.get("record").is_some();
            request["values"] = if whole { values } else { json!({ "record": values }) };
        }
        if let Some(path) = &print.template {
            let text = std::fs::read_to_string(path);
            let read = |e: std::io::Error| Error::Invalid {
                field: path.display().to_string(),
                detail: e.to_string(),
            };
            request["text"] = json!(text.map_err(read)?);
        }
        if print.register.is_some() || !print.records.is_empty() {
            let all = Self::ask(desk, "register.list", Value::Null)?;
            if let Some(register) = &print.register {
                request["register"] = json!({ "id": definition(&all, register)?["id"] });
            }
            let mut records = Vec::new();
            for one in &print.records {
                let missing = || Error::NoSuchThing { thing: one.clone() };
                let (register, record) = one.split_once('/').ok_or_else(missing)?;
                records.push(Self::record(desk, definition(&all, register)?, record)?["id"].take());
            }
            request["records"] = json!(records);
        }
        if let Some(wanted) = &print.audit {
            request["audit"] = json!({ "audit": Self::audit_of(desk, wanted)?["audit"]["id"] });
        }
        if let Some(wanted) = &print.finding {
            request["audit"] = json!({ "finding": Self::finding_of(desk, wanted)?["id"] });
        }
        if let Some(handed) = Self::handed(desk, print)? {
            request["handed"] = handed;
        }
        if let Some(year) = print.year {
            request["year"] = json!(year);
        }
        if let Some(subject) = &print.subject {
            request["subject"] = which(desk, Some(subject))?["id"].take();
        }
        Ok(request)
    }

    /// What was handed in, decided or recommended, and how all stand.
    fn handed(desk: &mut Desk, print: &Print) -> Result<Option<Value>> {
        Ok(if let Some(wanted) = &print.submission {
            Some(json!({ "submission": { "id": Self::submission_of(desk, wanted)?["id"] } }))
        } else if let Some(wanted) = &print.fingerprint {
            Some(json!({ "decision": { "fingerprint": Self::received_of(desk, wanted)?["fingerprint"] } }))
        } else if let Some(wanted) = &print.recommendation {
            let all = Self::ask(desk, "operator.recommendations", Value::Null)?;
            let mut all = all.as_array().into_iter().flatten().map(|row| &row["recommendation"]);
            let found = all.find(|one| one["subject"] == wanted.as_str() || one["id"] == wanted.as_str());
            let found = found.ok_or_else(|| Error::NoSuchThing { thing: wanted.clone() })?;
            Some(json!({ "recommendation": { "id": found["id"] } }))
        } else {
            let filter = |year| json!({ "fiscal_year": year });
            print.portfolio.map(|year| json!({ "portfolio": { "filter": filter(year) } }))
        })
    }

    fn pictures(&self, desk: &mut Desk, request: &Value, paper: &Value, folder: &Path) -> Result<Ending> {
        let shown = Self::ask(desk, "document.preview", json!({ "paper": request, "from": 0, "count": 0 }))?;
        let pages = shown["sizes"].as_array().map_or(0, Vec::len);
        std::fs::create_dir_all(folder).map_err(|e| Error::io("write", folder, &e))?;
        let mut written = Vec::new();
        for page in 0..pages {
            let request = json!({ "paper": request, "page": page });
            let (_, bytes) = desk.carry("document.picture", request, &[], &Progress::none())?;
            let path = folder.join(format!("{}-{:03}.png", text(&paper["id"]), page + 1));
            std::fs::write(&path, bytes).map_err(|e| Error::io("write", &path, &e))?;
            written.push(path.display().to_string());
        }
        if self.common.json {
            show::json(&json!(written));
        } else {
            for path in &written {
                show::line(path);
            }
        }
        self.lacking(&shown["missing"]);
        Ok(Ending::Well)
    }

    /// Characters that no typeface has are told, always.
    fn lacking(&self, missing: &Value) {
        let all: Vec<String> = missing.as_array().into_iter().flatten().map(|one| text(&one[0])).collect();
        if !all.is_empty() && !self.common.json {
            let said = [("characters", json!(all.join("　")))];
            let facts = said.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
            show::aside(&self.words.say("papers-missing-glyphs", &facts));
        }
    }
}
