//! Asks on a terminal for what a command line lacks. The command line itself knows what that is, what to call it and how to
//! read it, so this holds for all commands; none of them prompts by itself.

use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal, Write};

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory, Parser};

use crate::arguments::Arguments;
use crate::usage::one_line;

/// The arguments of this process, and what somebody answers.
pub(crate) fn parse() -> Result<Arguments, clap::Error> {
    let mut words: Vec<OsString> = std::env::args_os().collect();
    loop {
        let parsed = Arguments::try_parse_from(&words);
        let Err(error) = &parsed else { return parsed };
        if error.kind() != ErrorKind::MissingRequiredArgument || !may_ask(&words) {
            return parsed;
        }
        let asked = missing(&words, error);
        if asked.is_empty() || !asked.iter().all(|argument| ask(argument, &mut words)) {
            return parsed;
        }
    }
}

/// Whether somebody is there to answer, and no script.
fn may_ask(words: &[OsString]) -> bool {
    let is_script = |word: &OsStr| {
        let word = word.to_string_lossy();
        let is_short_yes = word.starts_with('-') && !word.starts_with("--") && word.contains('y');
        word == "--json" || word == "--yes" || is_short_yes
    };
    io::stdin().is_terminal() && io::stderr().is_terminal() && !words.iter().any(|word| is_script(word))
}

/// The arguments that are missing. None if one of them cannot be asked for, since it is a choice between several.
fn missing(words: &[OsString], error: &clap::Error) -> Vec<Arg> {
    let Some(ContextValue::Strings(names)) = error.get(ContextKind::InvalidArg) else {
        return Vec::new();
    };
    let command = command(words);
    let argument = |name: &String| {
        command
            .get_arguments()
            .find(|known| known.to_string() == *name)
            .cloned()
    };
    names
        .iter()
        .map(argument)
        .collect::<Option<_>>()
        .unwrap_or_default()
}

/// The subcommand that is called.
fn command(words: &[OsString]) -> Command {
    let mut command = Arguments::command();
    command.build();
    for word in words.iter().skip(1) {
        if let Some(found) = command.find_subcommand(word) {
            command = found.clone();
        }
    }
    command
}

/// Asks until the answer can be read, and adds it to the words; false if there is none.
fn ask(argument: &Arg, words: &mut Vec<OsString>) -> bool {
    let what = argument
        .get_help()
        .map(|help| help.to_string())
        .unwrap_or_default();
    loop {
        let _ignored = io::stderr().write_all(format!("  {what}: ").as_bytes());
        let mut answer = String::new();
        if !io::stdin().read_line(&mut answer).is_ok_and(|length| length > 0) {
            let _ignored = writeln!(io::stderr());
            return false;
        }
        let tried = [&words[..], &spelled(argument, answer.trim())].concat();
        if tried.len() == words.len() {
            continue;
        }
        match Arguments::try_parse_from(&tried) {
            Err(error) if error.kind() != ErrorKind::MissingRequiredArgument => {
                let _ignored = writeln!(io::stderr(), "  {}", one_line(&error));
            }
            _ => {
                *words = tried;
                return true;
            }
        }
    }
}

/// The answer as words of a command line; none if it is empty.
fn spelled(argument: &Arg, answer: &str) -> Vec<OsString> {
    if answer.is_empty() {
        return Vec::new();
    }
    match (argument.get_long(), argument.get_action()) {
        (Some(name), _) => vec![format!("--{name}={answer}").into()],
        (None, ArgAction::Append) => answer.split_whitespace().map(OsString::from).collect(),
        (None, _) => vec![answer.into()],
    }
}
