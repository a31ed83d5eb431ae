//! Verbs about self-assessment.

use std::collections::BTreeMap;
use std::io::BufRead;

use serde_json::{Value, json};
use tenken_core::command::Desk;
use tenken_core::{Error, Result};

use crate::Ending;
use crate::args::{Assess, Given};
use crate::verbs::Shell;
use crate::{open, show};

impl Shell<'_> {
    pub fn assess(&self, verb: &Assess) -> Result<Ending> {
        let mut desk = open::unlocked(self.common, self.words)?;
        let ending = self.assessed(&mut desk, verb);
        desk.sign_out()?;
        ending
    }

    fn assessed(&self, desk: &mut Desk, verb: &Assess) -> Result<Ending> {
        match verb {
            Assess::Start { catalogues, year, title, carry_from } => {
                let from = carry_from.as_deref().map(|from| which(desk, Some(from))).transpose()?;
                let request = json!({
                    "catalogues": catalogues, "fiscal_year": year, "title": title,
                    "carried_from": from.map(|found| found["id"].clone()),
                });
                let answer = Self::ask(desk, "assessment.start", request)?;
                self.say_or_json("shell-assessment-started", &answer);
            }
            Assess::List => self.assess_list(desk)?,
            Assess::Set { control, given, assessment } => {
                self.assess_set(desk, assessment.as_deref(), &[(control.clone(), given.clone())])?;
            }
            Assess::SetMany { assessment } => {
                let lines = std::io::stdin().lock().lines().map_while(std::result::Result::ok);
                let items: Vec<(String, Given)> = lines
                    .filter_map(|line| {
                        let (control, value) = line.trim().split_once(char::is_whitespace)?;
                        Some((
                            control.to_owned(),
                            Given { value: value.trim().to_owned(), ..Given::default() },
                        ))
                    })
                    .collect();
                self.assess_set(desk, assessment.as_deref(), &items)?;
            }
            Assess::Show { assessment } => self.assess_show(desk, assessment.as_deref())?,
            Assess::Progress { assessment } => self.assess_progress(desk, assessment.as_deref())?,
            Assess::Readiness { assessment } => return self.assess_readiness(desk, assessment.as_deref()),
            Assess::CarryOver { assessment } => self.assess_carry_over(desk, assessment.as_deref())?,
            Assess::Assign { controls, person, assessment } => {
                let found = which(desk, assessment.as_deref())?;
                let id = match person {
                    Some(login) => Self::person(desk, login)?["id"].clone(),
                    None => Value::Null,
                };
                let shown = Self::ask(desk, "assessment.show", json!({ "id": found["id"] }))?;
                let now = by_control(&shown["assignments"], "base");
                let item = |control: &String| -> Result<Value> {
                    let at = place(&found, control)?;
                    let base = now.get(&at.to_string()).cloned().unwrap_or_else(|| json!(0));
                    Ok(json!({ "at": at, "base": base, "person": id }))
                };
                let items: Vec<Value> = controls.iter().map(item).collect::<Result<_>>()?;
                let answer =
                    Self::ask(desk, "assessment.assign", json!({ "id": found["id"], "items": items }))?;
                self.say_or_json("shell-done", &answer);
            }
        }
        Ok(Ending::Well)
    }

    fn assess_list(&self, desk: &mut Desk) -> Result<()> {
        let answer = Self::ask(desk, "assessment.list", Value::Null)?;
        if self.common.json {
            show::json(&answer);
            return Ok(());
        }
        let row = |one: &Value| {
            let parts = one["parts"].as_array().into_iter().flatten().map(|p| text(&p["catalogue"]));
            let state = self.words.plain(&format!("state-{}", text(&one["state"])));
            vec![text(&one["id"]), text(&one["title"]), parts.collect::<Vec<_>>().join(" "), state]
        };
        let rows: Vec<Vec<String>> = answer.as_array().into_iter().flatten().map(row).collect();
        if rows.is_empty() {
            show::line(&self.words.plain("shell-no-assessments"));
        }
        show::table(&rows);
        Ok(())
    }

    /// Answers against what stands there now: whoever types a line means to change it.
    fn assess_set(&self, desk: &mut Desk, which_one: Option<&str>, given: &[(String, Given)]) -> Result<()> {
        let found = which(desk, which_one)?;
        let shown = Self::ask(desk, "assessment.show", json!({ "id": found["id"] }))?;
        let now = by_control(&shown["answers"], "revision");
        let mut items = Vec::new();
        for (control, given) in given {
            let at = place(&found, control)?;
            let base = now.get(&at.to_string()).cloned().unwrap_or_else(|| json!(0));
            let responsible = match &given.responsible {
                Some(login) => Self::person(desk, login)?["id"].clone(),
                None => Value::Null,
            };
            let answer = json!({
                "value": value(&shown, &at, &given.value)?, "note": given.note, "reason": given.reason,
                "plan": given.plan, "planned_date": given.date, "checked_date": given.checked,
                "responsible": responsible,
            });
            items.push(json!({ "at": at, "base": base, "answer": answer }));
        }
        let count = items.len();
        let answer = Self::ask(desk, "assessment.answer", json!({ "id": found["id"], "items": items }))?;
        if self.common.json {
            show::json(&answer);
        } else {
            show::say(self.words, "shell-answered", [("count", json!(count))]);
        }
        Ok(())
    }

    fn assess_show(&self, desk: &mut Desk, which_one: Option<&str>) -> Result<()> {
        let found = which(desk, which_one)?;
        let shown = Self::ask(desk, "assessment.show", json!({ "id": found["id"] }))?;
        if self.common.json {
            show::json(&shown);
            return Ok(());
        }
        let answers = by_control(&shown["answers"], "answer");
        for opened in shown["catalogues"].as_array().into_iter().flatten() {
            let catalogue = &opened["catalogue"];
            let id = &catalogue["catalogue"]["id"];
            show::line(&text(&catalogue["catalogue"]["title"]));
            for section in catalogue["sections"].as_array().into_iter().flatten() {
                for control in section["controls"].as_array().into_iter().flatten() {
                    let at = json!({ "catalogue": id, "control": control["id"] });
                    let Some(answer) = answers.get(&at.to_string()) else {
                        continue;
                    };
                    let mark = kind(&opened["scale"], &answer["value"])["mark"].clone();
                    let practice = text(&control["practice"]).replace('\n', " ");
                    show::wrapped(&format!("  {:<7} {} ", text(&control["id"]), text(&mark)), &practice);
                    for field in ["reason", "plan", "planned_date", "note"] {
                        let words = text(&answer[field]);
                        if !words.is_empty() {
                            let name = self.words.plain(&format!("field-{}", field.replace('_', "-")));
                            show::wrapped(&format!("            {name}："), &words);
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn assess_progress(&self, desk: &mut Desk, which_one: Option<&str>) -> Result<()> {
        let found = which(desk, which_one)?;
        let answer = Self::ask(desk, "assessment.progress", json!({ "id": found["id"] }))?;
        if self.common.json {
            show::json(&answer);
            return Ok(());
        }
        for one in answer.as_array().into_iter().flatten() {
            let mut facts = one["whole"].as_object().cloned().unwrap_or_default();
            facts.insert("catalogue".into(), one["catalogue"].clone());
            show::line(&self.words.say("shell-progress", &facts));
            let row = |name: String, score: &Value| {
                let number = |key: &str| score[key].to_string();
                vec![
                    format!("  {name}"),
                    format!("{}/{}", number("answered"), number("rows")),
                    format!("{}%", number("rate")),
                ]
            };
            let sections = one["sections"].as_array().into_iter().flatten().map(|s| row(text(&s[0]), &s[1]));
            show::table(&sections.collect::<Vec<_>>());
        }
        show::line(&self.words.plain("rate-is"));
        Ok(())
    }

    fn assess_readiness(&self, desk: &mut Desk, which_one: Option<&str>) -> Result<Ending> {
        let found = which(desk, which_one)?;
        let answer = Self::ask(desk, "assessment.readiness", json!({ "id": found["id"] }))?;
        let missing = answer.as_array().cloned().unwrap_or_default();
        if self.common.json {
            show::json(&answer);
        } else {
            for one in &missing {
                let gap = self.words.plain(&format!("gap-{}", text(&one["gap"])));
                let name =
                    format!("{} {}  {gap}  ", text(&one["at"]["catalogue"]), text(&one["at"]["control"]));
                show::wrapped(&name, &text(&one["practice"]).replace('\n', " "));
            }
            let key = if missing.is_empty() { "shell-ready" } else { "shell-not-ready" };
            show::say(self.words, key, [("count", json!(missing.len()))]);
        }
        Ok(if missing.is_empty() { Ending::Well } else { Ending::ProblemFound })
    }

    fn assess_carry_over(&self, desk: &mut Desk, which_one: Option<&str>) -> Result<()> {
        let found = which(desk, which_one)?;
        let answer = Self::ask(desk, "assessment.carry_over", json!({ "id": found["id"] }))?;
        if self.common.json {
            show::json(&answer);
            return Ok(());
        }
        let row = |one: &Value| {
            let fate = self.words.plain(&format!("fate-{}", text(&one["earlier"]["fate"])));
            vec![
                text(&one["at"]["catalogue"]),
                text(&one["at"]["control"]),
                text(&one["earlier"]["answer"]["answer"]["value"]),
                fate,
            ]
        };
        show::table(&answer.as_array().into_iter().flatten().map(row).collect::<Vec<_>>());
        Ok(())
    }
}

/// The assessment named by the beginning of its id, its title or its 年度; without a name the newest open one.
pub fn which(desk: &mut Desk, name: Option<&str>) -> Result<Value> {
    let all = Shell::ask(desk, "assessment.list", Value::Null)?;
    let mut all = all.as_array().into_iter().flatten();
    let found = match name {
        Some(name) => all.find(|one| {
            text(&one["id"]).starts_with(name)
                || text(&one["title"]) == name
                || name.parse() == Ok(one["fiscal_year"].as_i64().unwrap_or(-1))
        }),
        None => all.find(|one| one["state"] == "open"),
    };
    let missing = || Error::NoSuchThing { thing: name.unwrap_or("assessment").into() };
    found.cloned().ok_or_else(missing)
}

/// `F1-01`, or `fuhyo-5.1:F1-01` where the assessment has several catalogues.
pub fn place(assessment: &Value, control: &str) -> Result<Value> {
    let parts: Vec<String> =
        assessment["parts"].as_array().into_iter().flatten().map(|part| text(&part["catalogue"])).collect();
    let (catalogue, control) = match (control.split_once(':'), parts.as_slice()) {
        (Some((catalogue, control)), _) => (catalogue.to_owned(), control),
        (None, [only]) => (only.clone(), control),
        (None, _) => return Err(Error::Required { field: "catalogue".into() }),
    };
    Ok(json!({ "catalogue": catalogue, "control": control }))
}

/// By its id, its mark or its label: `conforms`, `〇`, `適合`. Circles and crosses of every kind are taken.
fn value(shown: &Value, at: &Value, given: &str) -> Result<String> {
    let plain = |mark: &str| match mark {
        "○" | "◯" | "o" | "O" => "〇".to_owned(),
        "✕" | "✗" | "x" | "X" | "☓" => "×".to_owned(),
        "-" | "ー" | "−" | "―" => "－".to_owned(),
        "▲" => "△".to_owned(),
        other => other.to_owned(),
    };
    let opened = shown["catalogues"].as_array().into_iter().flatten();
    let scale = opened.into_iter().find(|one| one["catalogue"]["catalogue"]["id"] == at["catalogue"]);
    let kinds = scale.and_then(|one| one["scale"]["answers"].as_array()).into_iter().flatten();
    let given = plain(given);
    let mut found =
        kinds.filter(|kind| kind["id"] == given || kind["mark"] == given || kind["label"] == given);
    let wrong = || Error::Invalid { field: "value".into(), detail: given.clone() };
    found.next().map(|kind| text(&kind["id"])).ok_or_else(wrong)
}

fn kind(scale: &Value, value: &Value) -> Value {
    let kinds = scale["answers"].as_array().into_iter().flatten();
    kinds.into_iter().find(|kind| kind["id"] == *value).cloned().unwrap_or_default()
}

/// A field of each item, by its place.
fn by_control(items: &Value, field: &str) -> BTreeMap<String, Value> {
    let items = items.as_array().into_iter().flatten();
    items.map(|item| (item["at"].to_string(), item[field].clone())).collect()
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
