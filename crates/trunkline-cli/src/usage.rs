//! Help, and what is wrong with a command line.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::error::ErrorKind;
use textwrap::core::display_width;

use crate::failure::Failure;
use crate::output;

/// Help and version go to stdout and exit with 0; everything else is a usage error.
pub(crate) fn show(error: &clap::Error) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        let _unread = print(
            error,
            &mut io::stdout(),
            terminal_size::terminal_size_of(io::stdout()),
        );
        return ExitCode::SUCCESS;
    }
    let is_json = std::env::args_os()
        .take_while(|argument| argument != "--")
        .any(|argument| argument == "--json");
    if is_json {
        let failure = Failure::user(one_line(error));
        let object = failure
            .message()
            .map(|message| output::failure_object(&failure, message));
        let _ignored = writeln!(io::stderr(), "{}", object.unwrap_or_default());
    } else {
        let _unread = print(
            error,
            &mut io::stderr(),
            terminal_size::terminal_size_of(io::stderr()),
        );
    }
    ExitCode::from(1)
}

/// Prints what clap has to say. It folds the help of arguments, but neither usage nor errors.
fn print(
    error: &clap::Error,
    to: &mut (impl Write + IsTerminal),
    size: Option<(terminal_size::Width, terminal_size::Height)>,
) -> io::Result<()> {
    let text = match to.is_terminal() && output::may_color() {
        true => error.render().ansi().to_string(),
        false => error.render().to_string(),
    };
    let width = size.map(|(width, _)| usize::from(width.0));
    for line in text.lines() {
        match width.filter(|width| display_width(line) > *width) {
            Some(width) => {
                let folded = output::folded(line, "         ", width);
                folded.iter().try_for_each(|line| writeln!(to, "{line}"))?;
            }
            None => writeln!(to, "{line}")?,
        }
    }
    Ok(())
}

/// What is wrong with the command line, without the advice below it.
pub(crate) fn one_line(error: &clap::Error) -> String {
    let text = error.render().to_string();
    let problem: Vec<&str> = text
        .lines()
        .take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more information"))
        .collect();
    let words = problem.join(" ");
    words.strip_prefix("error: ").unwrap_or(&words).trim().to_owned()
}
