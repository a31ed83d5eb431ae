//! What the shell understands. Help texts come from the message files (`help-…`), so there is one language at a time.

use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use tenken_core::words::Words;

use crate::audit::Audit;
use crate::evidence::Evidence;
use crate::finding::{Action, Finding};
use crate::operator::Operator;
use crate::print::Print;
use crate::register::Registers;
use crate::submission::{PackageVerb, Submit};
use crate::training::{Calendar, Training};

#[derive(Debug, Parser)]
#[command(name = "tenken", version, disable_help_subcommand = true)]
pub struct Cli {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub verb: Verb,
}

#[derive(Debug, Args)]
pub struct Common {
    #[arg(short, long, global = true, env = "TENKEN_WORKSPACE", value_name = "DIR")]
    pub workspace: Option<PathBuf>,
    #[arg(short, long, global = true, env = "TENKEN_USER", value_name = "LOGIN")]
    pub user: Option<String>,
    #[arg(long, global = true, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    #[arg(long, global = true)]
    pub json: bool,
    #[arg(long, global = true, value_name = "ja|en")]
    pub lang: Option<String>,
    #[arg(long, global = true)]
    pub accept_head: bool,
}

#[derive(Debug, Subcommand)]
pub enum Verb {
    Init(Init),
    UnlockCheck,
    #[command(subcommand)]
    User(User),
    #[command(subcommand)]
    Facility(Facility),
    Log(Log),
    Verify,
    Rebuild,
    Undo,
    Redo,
    #[command(subcommand)]
    Backup(Backup),
    #[command(subcommand)]
    Catalogue(Catalogue),
    #[command(subcommand)]
    Assess(Assess),
    #[command(subcommand)]
    Evidence(Evidence),
    Print(Print),
    #[command(subcommand)]
    Register(Registers),
    #[command(subcommand)]
    Training(Training),
    #[command(subcommand)]
    Audit(Audit),
    #[command(subcommand)]
    Finding(Finding),
    #[command(subcommand)]
    Action(Action),
    #[command(subcommand)]
    Submit(Submit),
    #[command(subcommand)]
    Package(PackageVerb),
    #[command(subcommand)]
    Operator(Operator),
    Calendar(Calendar),
    Restore {
        name: String,
        #[arg(long, value_name = "FILE")]
        old_password_file: Option<PathBuf>,
    },
    Recover {
        #[arg(long, value_name = "FILE")]
        code_file: Option<PathBuf>,
        #[arg(long, value_name = "FILE")]
        new_password_file: Option<PathBuf>,
    },
    RenewRecovery,
    Rekey,
    Demo {
        dir: Option<PathBuf>,
    },
    Commands,
    Call {
        name: String,
        #[arg(value_name = "JSON")]
        request: Option<String>,
    },
    Batch,
}

#[derive(Debug, Args)]
pub struct Init {
    #[arg(long)]
    pub facility: String,
    #[arg(long, default_value = "")]
    pub kana: String,
    #[arg(long, default_value = "clinic")]
    pub kind: String,
    #[arg(long, default_value_t = 0)]
    pub beds: i64,
    #[arg(long, default_value = "")]
    pub address: String,
    #[arg(long)]
    pub name: String,
    #[arg(long, default_value = "")]
    pub title: String,
    #[arg(long)]
    pub quick: bool,
}

#[derive(Debug, Args)]
pub struct Profile {
    #[arg(long)]
    pub name: Option<String>,
    #[arg(long)]
    pub kana: Option<String>,
    #[arg(long)]
    pub title: Option<String>,
    #[arg(long)]
    pub department: Option<String>,
    #[arg(long)]
    pub email: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum User {
    List {
        #[arg(long, value_name = "DATE")]
        as_of: Option<String>,
    },
    Add {
        login: String,
        #[command(flatten)]
        profile: Profile,
        #[arg(long = "role", value_delimiter = ',', required = true)]
        roles: Vec<String>,
        #[arg(long, value_name = "FILE")]
        new_password_file: Option<PathBuf>,
    },
    Edit {
        login: String,
        #[command(flatten)]
        profile: Profile,
    },
    Roles {
        login: String,
        #[arg(long = "role", value_delimiter = ',', required = true)]
        roles: Vec<String>,
    },
    Stop {
        login: String,
    },
    Resume {
        login: String,
        #[arg(long, value_name = "FILE")]
        new_password_file: Option<PathBuf>,
    },
    Remove {
        login: String,
    },
    Password {
        login: Option<String>,
        #[arg(long, value_name = "FILE")]
        new_password_file: Option<PathBuf>,
    },
    Permissions,
}

#[derive(Debug, Subcommand)]
pub enum Facility {
    Show {
        #[arg(long, value_name = "DATE")]
        as_of: Option<String>,
    },
    Set {
        #[arg(long)]
        facility: Option<String>,
        #[arg(long)]
        kana: Option<String>,
        #[arg(long)]
        kind: Option<String>,
        #[arg(long)]
        beds: Option<i64>,
        #[arg(long)]
        address: Option<String>,
    },
}

#[derive(Debug, Args)]
pub struct Log {
    #[arg(long, value_name = "LOGIN")]
    pub person: Option<String>,
    #[arg(long)]
    pub kind: Option<String>,
    #[arg(long)]
    pub thing: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    #[arg(long)]
    pub before: Option<i64>,
    #[arg(long, default_value_t = 50)]
    pub limit: u32,
}

#[derive(Debug, Subcommand)]
pub enum Backup {
    Make,
    List,
    ToDisk {
        #[arg(value_name = "DIR")]
        disk: PathBuf,
    },
    OnDisk {
        #[arg(value_name = "DIR")]
        disk: PathBuf,
    },
    FromDisk {
        #[arg(value_name = "DIR")]
        disk: PathBuf,
        name: Option<String>,
        #[arg(long, value_name = "FILE")]
        old_password_file: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub enum Catalogue {
    List,
    Show {
        #[arg(value_name = "CATALOGUE")]
        id: String,
        #[arg(long)]
        grade: Option<String>,
    },
    Search {
        #[arg(required = true)]
        query: Vec<String>,
        #[arg(long, default_value_t = 20)]
        limit: usize,
    },
    Check {
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    Import(Import),
    Retire {
        #[arg(value_name = "CATALOGUE")]
        id: String,
    },
    Compare {
        #[arg(value_name = "CATALOGUE|FILE")]
        from: PathBuf,
        #[arg(value_name = "CATALOGUE|FILE")]
        to: PathBuf,
    },
    Export {
        #[arg(value_name = "CATALOGUE|FILE")]
        id: String,
        #[arg(long, value_name = "toml|xlsx|csv|oscal|pack")]
        format: String,
        #[arg(long, default_value = ".", value_name = "DIR")]
        folder: PathBuf,
    },
    Overlay {
        #[arg(value_name = "CATALOGUE")]
        id: String,
        file: PathBuf,
    },
}

#[derive(Debug, Args)]
pub struct Import {
    pub file: PathBuf,
    #[arg(long)]
    pub preview: bool,
    #[arg(long)]
    pub id: Option<String>,
    #[arg(long)]
    pub title: Option<String>,
    #[arg(long, value_name = "VERSION")]
    pub pack_version: Option<String>,
    #[arg(long)]
    pub sheet: Option<String>,
    #[arg(long, value_name = "FIELD=COLUMN")]
    pub column: Vec<String>,
    #[arg(long, value_name = "LANGUAGE")]
    pub translation: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub profile: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum Assess {
    Start {
        #[arg(required = true, value_name = "CATALOGUE")]
        catalogues: Vec<String>,
        #[arg(long, value_name = "YEAR")]
        year: Option<i32>,
        #[arg(long)]
        title: Option<String>,
        #[arg(long, value_name = "ASSESSMENT")]
        carry_from: Option<String>,
    },
    List,
    Set {
        control: String,
        #[command(flatten)]
        given: Given,
        #[arg(long, value_name = "ASSESSMENT")]
        assessment: Option<String>,
    },
    SetMany {
        #[arg(long, value_name = "ASSESSMENT")]
        assessment: Option<String>,
    },
    Show {
        #[arg(long, value_name = "ASSESSMENT")]
        assessment: Option<String>,
    },
    Progress {
        #[arg(long, value_name = "ASSESSMENT")]
        assessment: Option<String>,
    },
    Readiness {
        #[arg(long, value_name = "ASSESSMENT")]
        assessment: Option<String>,
    },
    CarryOver {
        #[arg(long, value_name = "ASSESSMENT")]
        assessment: Option<String>,
    },
    Assign {
        #[arg(required = true, value_name = "CONTROL")]
        controls: Vec<String>,
        #[arg(long = "to", value_name = "LOGIN")]
        person: Option<String>,
        #[arg(long, value_name = "ASSESSMENT")]
        assessment: Option<String>,
    },
}

#[derive(Debug, Clone, Default, Args)]
pub struct Given {
    #[arg(value_name = "〇|△|×|－")]
    pub value: String,
    #[arg(long, default_value = "")]
    pub note: String,
    #[arg(long, default_value = "")]
    pub reason: String,
    #[arg(long, default_value = "")]
    pub plan: String,
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub checked: Option<String>,
    #[arg(long, value_name = "LOGIN")]
    pub responsible: Option<String>,
}

/// Parses with help in the person's language.
pub fn parse(words: &Words) -> Result<Cli, clap::Error> {
    let command = localise(Cli::command(), words, "help");
    let matches = command.try_get_matches()?;
    Cli::from_arg_matches(&matches)
}

fn localise(command: clap::Command, words: &Words, key: &str) -> clap::Command {
    let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    let args: Vec<String> = command.get_arguments().map(|a| a.get_id().to_string()).collect();
    let mut command = command.about(words.plain(key));
    for arg in args.iter().filter(|a| *a != "help" && *a != "version") {
        command =
            command.mut_arg(arg, |a| a.help(words.plain(&format!("help-arg-{}", arg.replace('_', "-")))));
    }
    for name in names {
        command = command.mut_subcommand(&name, |c| localise(c, words, &format!("{key}-{name}")));
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenken_core::words::Language;

    fn keys(command: &clap::Command, key: &str, out: &mut Vec<String>) {
        out.push(key.to_owned());
        for arg in command.get_arguments() {
            out.push(format!("help-arg-{}", arg.get_id().as_str().replace('_', "-")));
        }
        for sub in command.get_subcommands() {
            keys(sub, &format!("{key}-{}", sub.get_name()), out);
        }
    }

    #[test]
    fn everything_has_help_in_both_languages() {
        let mut wanted = Vec::new();
        keys(&Cli::command(), "help", &mut wanted);
        for language in [Language::Ja, Language::En] {
            let words = Words::new(language).unwrap();
            let missing: Vec<_> = wanted.iter().filter(|key| !words.has(key)).collect();
            assert!(missing.is_empty(), "{language:?}: {missing:?}");
        }
    }
}
