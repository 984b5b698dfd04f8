//! Confirmation before anything that costs money or cannot be undone.

use std::io::{self, BufRead, IsTerminal};

use crate::failure::Failure;
use crate::output::Output;

/// What went wrong, for programs.
const NOT_CONFIRMED: &str = "not_confirmed";

/// How confirmation is obtained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Consent {
    /// `--yes` was given.
    Given,
    /// By a prompt on the terminal.
    Ask,
    /// Not at all: there is no terminal to ask on.
    NonInteractive,
}

impl Consent {
    /// By `--yes`, or else by a prompt if both stdin and stderr are a terminal.
    pub(crate) fn of(yes: bool) -> Self {
        if yes {
            Self::Given
        } else if io::stdin().is_terminal() && io::stderr().is_terminal() {
            Self::Ask
        } else {
            Self::NonInteractive
        }
    }

    /// Succeeds only if the answer is yes; an empty one is no.
    pub(crate) async fn get(self, question: &str, output: &mut Output) -> Result<(), Failure> {
        match self {
            Self::Given => Ok(()),
            Self::NonInteractive => Err(Failure::user(format!(
                "cannot ask \"{question}\" without a terminal; nothing was done"
            ))
            .kind(NOT_CONFIRMED)
            .hint("use --yes to skip the prompt")),
            Self::Ask => {
                forget_what_was_typed();
                output.ask(&format!("{question} [y/N]"))?;
                // Reading blocks; on a thread of its own it does not delay the handling of Ctrl-C.
                let answer = tokio::task::spawn_blocking(|| answer(&mut io::stdin().lock())).await;
                output.answered();
                match answer {
                    Ok(Ok(true)) => Ok(()),
                    Ok(Ok(false)) => {
                        Err(Failure::user("not confirmed; nothing was done").kind(NOT_CONFIRMED))
                    }
                    Ok(Err(error)) => Err(Failure::user(format!("cannot read the answer: {error}"))),
                    Err(_) => Err(Failure::user("the prompt was interrupted; nothing was done")),
                }
            }
        }
    }
}

/// Drops what was typed before the question, which cannot be an answer to it.
#[cfg(unix)]
fn forget_what_was_typed() {
    use rustix::termios::{QueueSelector, tcflush};

    // There is a terminal; were it gone, reading the answer would fail.
    let _ignored = tcflush(io::stdin(), QueueSelector::IFlush);
}

/// Elsewhere the console has no such call; the answer is a whole line typed after the question's or before it.
#[cfg(not(unix))]
fn forget_what_was_typed() {}

/// Whether the next line is `y` or `yes`.
fn answer(input: &mut impl BufRead) -> io::Result<bool> {
    let mut line = String::new();
    input.read_line(&mut line)?;
    let word = line.trim();
    Ok(word.eq_ignore_ascii_case("y") || word.eq_ignore_ascii_case("yes"))
}

#[cfg(test)]
mod tests {
    use super::answer;

    #[test]
    fn only_a_yes_is_a_yes() {
        for (typed, yes) in [
            ("y\n", true),
            ("YES\n", true),
            (" y \r\n", true),
            ("\n", false),
            ("", false),
            ("yep\n", false),
            ("n\n", false),
        ] {
            assert_eq!(answer(&mut typed.as_bytes()).unwrap(), yes, "{typed:?}");
        }
    }
}
