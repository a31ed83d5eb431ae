//! `tenken`: everything the window can do, in a shell. Rules, permissions and sentences come from the core.
//!
//! Exit codes: 0 ok, 1 a problem was found, 2 the call was off, 3 refused.

// A JSON value asked by name answers Null where there is none; there are no slices here.
#![allow(clippy::indexing_slicing)]

mod args;
mod assess;
mod audit;
mod backup;
mod catalogue;
mod evidence;
mod finding;
mod open;
mod operator;
mod people;
mod print;
mod record;
mod register;
mod register_sheet;
mod show;
mod submission;
mod training;
mod verbs;

use std::io::{self, Write};
use std::process::ExitCode;

use serde_json::json;
use tenken_core::Error;
use tenken_core::words::{Language, Words};

/// How a verb ended, apart from errors.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    Well,
    ProblemFound,
}

fn main() -> ExitCode {
    if tenken_core::child::serve() {
        return ExitCode::SUCCESS;
    }
    let language = language();
    let words = match Words::new(language) {
        Ok(words) => words,
        Err(error) => return complain(&error.to_string(), 1),
    };
    let cli = match args::parse(&words) {
        Ok(cli) => cli,
        Err(error) => {
            // `--help` and `--version` come this way too and are not mistakes.
            let code = u8::try_from(error.exit_code()).unwrap_or(2);
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    match verbs::run(&cli, &words) {
        Ok(Ending::Well) => ExitCode::SUCCESS,
        Ok(Ending::ProblemFound) => ExitCode::from(1),
        Err(error) => {
            let sentence = sentence(&words, &error);
            if cli.common.json {
                let said = json!({ "error": error, "sentence": sentence });
                let _ = writeln!(io::stdout(), "{said}");
            }
            complain(&sentence, code_of(&error))
        }
    }
}

/// `--lang` before anything is parsed, because the help texts depend on it.
fn language() -> Language {
    let mut args = std::env::args().skip(1);
    let mut chosen = None;
    while let Some(arg) = args.next() {
        if arg == "--lang" {
            chosen = args.next();
        } else if let Some(value) = arg.strip_prefix("--lang=") {
            chosen = Some(value.to_owned());
        }
    }
    let locale = |name| std::env::var(name).ok().filter(|v: &String| !v.is_empty());
    Language::of(&chosen.or_else(|| locale("LC_ALL")).or_else(|| locale("LANG")).unwrap_or_default())
}

/// What is missing on the command line is asked for in the shell's own terms.
fn sentence(words: &Words, error: &Error) -> String {
    match error {
        Error::Required { field } if words.has(&format!("shell-needs-{field}")) => {
            words.plain(&format!("shell-needs-{field}"))
        }
        other => words.error(other),
    }
}

fn complain(sentence: &str, code: u8) -> ExitCode {
    let _ = writeln!(io::stderr(), "{sentence}");
    ExitCode::from(code)
}

fn code_of(error: &Error) -> u8 {
    match error {
        Error::NotPermitted { .. }
        | Error::WrongPassword { .. }
        | Error::WaitBeforeTrying { .. }
        | Error::WrongRecoveryCode { .. }
        | Error::RecoveryCodeMistyped
        | Error::PersonStopped { .. }
        | Error::WeakKeyProtection { .. }
        | Error::Locked
        | Error::NotOpen => 3,
        Error::BadRequest { .. }
        | Error::NoSuchCommand { .. }
        | Error::NoSuchThing { .. }
        | Error::NoSuchBackup { .. }
        | Error::NotFound { .. }
        | Error::NotAWorkspace { .. }
        | Error::AlreadyExists { .. }
        | Error::PasswordTooWeak { .. }
        | Error::Required { .. }
        | Error::Invalid { .. }
        | Error::TooLong { .. }
        | Error::LoginTaken { .. }
        | Error::UnknownFormat { .. }
        | Error::NoHeadings { .. }
        | Error::NotAFile { .. }
        | Error::NotABackup { .. }
        | Error::EvidenceTooBig { .. }
        | Error::PictureNotSupported { .. }
        | Error::PackDiffers { .. } => 2,
        _ => 1,
    }
}
