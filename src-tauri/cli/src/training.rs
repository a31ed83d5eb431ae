//! `tenken training` and `tenken calendar`: sessions, people, who was there, who is missing; everything with a day.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::{Value, json};
use tenken_core::command::Desk;
use tenken_core::{Error, Result};

use crate::Ending;
use crate::open;
use crate::register::text;
use crate::show;
use crate::verbs::Shell;

#[derive(Debug, Subcommand)]
pub enum Training {
    Courses,
    Missing {
        #[arg(long)]
        course: Option<String>,
    },
    People,
    /// A list of those who are trained: new ones come in, doubtful names are told.
    Import {
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    Sessions {
        #[arg(long, value_name = "DATE")]
        from: Option<String>,
        #[arg(long, value_name = "DATE")]
        to: Option<String>,
    },
    Show {
        session: String,
    },
    Plan {
        #[arg(value_name = "TITLE")]
        training: String,
        #[arg(long, value_name = "DATE")]
        on: String,
        #[arg(long = "course", value_name = "COURSE")]
        courses: Vec<String>,
        #[arg(long)]
        trainer: Option<String>,
        #[arg(long)]
        room: Option<String>,
    },
    Expect {
        session: String,
        #[arg(value_parser = ["missing", "must", "everybody"], default_value = "missing")]
        who: String,
    },
    /// Who was there, from a list; only sure names are taken.
    Attend {
        session: String,
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    Held {
        session: String,
    },
}

#[derive(Debug, Args)]
pub struct Calendar {
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    #[arg(long, value_name = "FILE.ics")]
    pub ics: Option<PathBuf>,
}

impl Shell<'_> {
    pub fn training(&self, verb: &Training) -> Result<Ending> {
        let mut desk = open::unlocked(self.common, self.words)?;
        let done = self.training_with(&mut desk, verb);
        desk.sign_out()?;
        done
    }

    fn training_with(&self, desk: &mut Desk, verb: &Training) -> Result<Ending> {
        match verb {
            Training::Courses => {
                let all = Self::ask(desk, "training.courses", Value::Null)?;
                self.rows(&all, |one| {
                    let share = format!("{}/{}", one["taken"], one["must"]);
                    vec![text(&one["course"]["id"]), text(&one["course"]["name"]), share]
                });
            }
            Training::Missing { course } => {
                let mut all = Self::ask(desk, "training.missing", Value::Null)?;
                if let (Some(course), Some(list)) = (course, all.as_array_mut()) {
                    list.retain(|one| one["course"] == *course);
                }
                self.rows(&all, |one| {
                    ["name", "department", "course", "last", "since"].map(|key| text(&one[key])).to_vec()
                });
            }
            Training::People => {
                let all = Self::ask(desk, "training.trainees", Value::Null)?;
                self.rows(&all, |one| {
                    ["number", "name", "department", "post", "joined", "left"]
                        .map(|key| text(&one[key]))
                        .to_vec()
                });
            }
            Training::Import { file } => return self.import_people(desk, file),
            Training::Sessions { from, to } => {
                let all = Self::sessions(desk, from.as_deref(), to.as_deref())?;
                self.rows(&all, session_row);
            }
            Training::Show { session } => {
                let found = Self::session(desk, session)?;
                let shown = Self::ask(desk, "training.session", json!({ "id": found["id"] }))?;
                if self.common.json {
                    show::json(&shown);
                    return Ok(Ending::Well);
                }
                show::table(&[session_row(&shown["row"])]);
                let lines = shown["roster"].as_array().into_iter().flatten();
                let line = |one: &Value| {
                    let mark = self
                        .words
                        .plain(&format!("attendance-{}", text(&one["attendance"]["mark"]).replace('_', "-")));
                    vec![
                        text(&one["trainee"]["name"]),
                        text(&one["trainee"]["department"]),
                        mark,
                        text(&one["attendance"]["reason"]),
                    ]
                };
                show::table(&lines.map(line).collect::<Vec<_>>());
            }
            Training::Plan { training, on, courses, trainer, room } => {
                let session = json!({
                    "title": training, "day": on, "courses": courses, "trainer": trainer.clone().unwrap_or_default(),
                    "place": room.clone().unwrap_or_default(),
                });
                let done = Self::ask(desk, "training.set_session", json!({ "session": session }))?;
                self.say_or_json("shell-planned", &done);
            }
            Training::Expect { session, who } => {
                let found = Self::session(desk, session)?;
                let done = Self::ask(desk, "training.expect", json!({ "session": found["id"], "who": who }))?;
                self.say_or_json("shell-expected", &done);
            }
            Training::Attend { session, file } => return self.attend_from(desk, session, file),
            Training::Held { session } => {
                let found = Self::session(desk, session)?;
                let mut changed = found["session"].clone();
                changed["state"] = json!("held");
                let request = json!({ "id": found["id"], "base": found["revision"], "session": changed });
                let done = Self::ask(desk, "training.set_session", request)?;
                self.say_or_json("shell-done", &done["outcome"]);
            }
        }
        Ok(Ending::Well)
    }

    fn sessions(desk: &mut Desk, from: Option<&str>, to: Option<&str>) -> Result<Value> {
        let days = json!({ "from": from.unwrap_or("1990-01-01"), "to": to.unwrap_or("2999-12-31") });
        Self::ask(desk, "training.sessions", days)
    }

    /// By the beginning of its id, by its day, or by its title; of several the latest.
    fn session(desk: &mut Desk, wanted: &str) -> Result<Value> {
        let all = Self::sessions(desk, None, None)?;
        let fits = |one: &&Value| {
            let session = &one["session"];
            text(&one["id"]).starts_with(wanted) || session["day"] == wanted || session["title"] == wanted
        };
        let found = all.as_array().into_iter().flatten().rev().find(fits).cloned();
        found.ok_or_else(|| Error::NoSuchThing { thing: wanted.into() })
    }

    fn import_people(&self, desk: &mut Desk, file: &PathBuf) -> Result<Ending> {
        let read = Self::ask(desk, "training.read_people", json!({ "path": file }))?;
        let lines: Vec<&Value> = read["lines"].as_array().into_iter().flatten().collect();
        let clean = |line: &&&Value| line["failures"].as_array().is_none_or(Vec::is_empty);
        let fresh = lines.iter().filter(|line| line["found"]["kind"] == "nobody").filter(clean);
        let items: Vec<Value> = fresh.map(|line| json!({ "trainee": line["trainee"] })).collect();
        let done = Self::ask(desk, "training.enrol", json!({ "items": items }))?;
        self.say_or_json("shell-enrolled", &done);
        Ok(self.doubtful(&lines, |line| text(&line["trainee"]["name"])))
    }

    fn attend_from(&self, desk: &mut Desk, session: &str, file: &PathBuf) -> Result<Ending> {
        let found = Self::session(desk, session)?;
        let shown = Self::ask(desk, "training.session", json!({ "id": found["id"] }))?;
        let read = Self::ask(desk, "training.read_attendance", json!({ "path": file }))?;
        let lines: Vec<&Value> = read["lines"].as_array().into_iter().flatten().collect();
        let base = |trainee: &Value| {
            let mut roster = shown["roster"].as_array().into_iter().flatten();
            let there = roster.find(|one| one["trainee"]["id"] == *trainee);
            there.map_or(json!(0), |one| one["attendance"]["revision"].clone())
        };
        let sure = lines.iter().filter(|line| line["found"]["kind"] == "sure");
        let item = |line: &&Value| {
            let trainee = &line["found"]["trainee"];
            json!({ "trainee": trainee, "base": base(trainee), "mark": line["mark"], "how": "sheet", "score": line["score"] })
        };
        let items: Vec<Value> = sure.map(item).collect();
        let count = items.len();
        let done = Self::ask(desk, "training.attend", json!({ "session": found["id"], "items": items }))?;
        self.say_or_json("shell-attended", &json!({ "count": count, "outcome": done }));
        Ok(self.doubtful(&lines, |line| text(&line["name"])))
    }

    /// Whoever is not surely somebody is told, never guessed.
    fn doubtful(&self, lines: &[&Value], name: impl Fn(&Value) -> String) -> Ending {
        let open = lines.iter().filter(|line| {
            let kind = &line["found"]["kind"];
            *kind == "doubtful" || (*kind == "nobody" && line.get("mark").is_some())
        });
        let mut ending = Ending::Well;
        for line in open {
            show::say(
                self.words,
                "shell-doubtful",
                [("row", line["row"].clone()), ("name", json!(name(line)))],
            );
            ending = Ending::ProblemFound;
        }
        ending
    }

    pub fn calendar(&self, calendar: &Calendar) -> Result<Ending> {
        let mut desk = open::unlocked(self.common, self.words)?;
        let done = self.calendar_with(&mut desk, calendar);
        desk.sign_out()?;
        done
    }

    fn calendar_with(&self, desk: &mut Desk, calendar: &Calendar) -> Result<Ending> {
        let today = desk.clock.now().day();
        let from = calendar.from.clone().unwrap_or_else(|| today.plus_days(-60).to_string());
        let to = calendar.to.clone().unwrap_or_else(|| today.plus_days(365).to_string());
        let days = json!({ "from": from, "to": to });
        if let Some(path) = &calendar.ics {
            let path = std::path::absolute(path).map_err(|e| Error::io("write", path, &e))?;
            let done = Self::ask(desk, "calendar.export", json!({ "days": days, "path": path }))?;
            self.say_or_json("shell-calendar", &done);
            return Ok(Ending::Well);
        }
        let all = Self::ask(desk, "calendar.list", days)?;
        self.rows(&all, |one| {
            let when = self.words.plain(&format!("when-{}", text(&one["when"]).replace('_', "-")));
            vec![text(&one["day"]), when, text(&one["title"])]
        });
        Ok(Ending::Well)
    }
}

fn session_row(one: &Value) -> Vec<String> {
    let session = &one["session"];
    let share = format!("{}/{}", one["taken"], one["expected"]);
    vec![text(&one["id"]).chars().take(8).collect(), text(&session["day"]), text(&session["title"]), share]
}
