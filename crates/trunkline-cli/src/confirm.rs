//! The yes before anything that costs money or cannot be taken back.

use std::io::{self, BufRead, IsTerminal};

use crate::failure::Failure;
use crate::output::Output;

/// Who says yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Consent {
    /// `--yes` has said it already.
    Given,
    /// The person at the terminal is asked.
    Ask,
    /// There is nobody to ask.
    Nobody,
}

impl Consent {
    /// `--yes`, else a person, if both stdin and stderr are a terminal.
    pub(crate) fn of(yes: bool) -> Self {
        if yes {
            Self::Given
        } else if io::stdin().is_terminal() && io::stderr().is_terminal() {
            Self::Ask
        } else {
            Self::Nobody
        }
    }

    /// Goes on only after a yes; an empty answer is a no. Say before what it is about and what it costs.
    pub(crate) async fn get(self, question: &str, output: &mut Output) -> Result<(), Failure> {
        match self {
            Self::Given => Ok(()),
            Self::Nobody => Err(Failure::user(format!(
                "nobody is there to answer \"{question}\"; nothing was done"
            ))
            .hint("add --yes to confirm without a terminal")),
            Self::Ask => {
                output.question(&format!("{question} [y/N]"))?;
                // Reading would block the runtime, and with it the answer to Ctrl-C.
                let answer = tokio::task::spawn_blocking(|| answer(&mut io::stdin().lock())).await;
                output.answered();
                match answer {
                    Ok(Ok(true)) => Ok(()),
                    Ok(Ok(false)) => Err(Failure::user("not confirmed; nothing was done")),
                    Ok(Err(error)) => Err(Failure::user(format!("the answer cannot be read: {error}"))),
                    Err(_) => Err(Failure::user("the question was interrupted; nothing was done")),
                }
            }
        }
    }
}

/// Whether the next line says yes.
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
