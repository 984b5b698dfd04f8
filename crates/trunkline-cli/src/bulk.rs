//! The same for several numbers, in one command.

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use clap::Args;
use trunkline::PhoneNumber;

use crate::context::Context;
use crate::failure::Failure;

/// The longest list that is read, in bytes.
const LONGEST: u64 = 4 * 1024 * 1024;
/// Kinds of failures that the next number would meet as well.
const HOPELESS: [&str; 6] = [
    "unauthorized",
    "insufficient_funds",
    "connect_failed",
    "configuration",
    "redirect",
    "incomplete",
];

/// The numbers that a command is about.
#[derive(Clone, Debug, Args)]
pub(crate) struct Numbers {
    /// Phone numbers, in any common format; @FILE or - reads them from a file or from stdin
    #[arg(value_name = "NUMBER", required = true)]
    numbers: Vec<Source>,
}

/// Where numbers come from.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    One(PhoneNumber),
    File(PathBuf),
    Stdin,
}

impl std::str::FromStr for Source {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.strip_prefix('@') {
            Some(path) => Ok(Self::File(path.into())),
            None if text == "-" => Ok(Self::Stdin),
            None => text.parse().map(Self::One).map_err(|error| format!("{error}")),
        }
    }
}

impl Numbers {
    /// All numbers, each of them once, in order.
    pub(crate) fn read(self) -> Result<Vec<PhoneNumber>, Failure> {
        read(self.numbers)
    }
}

/// All numbers of these sources, each of them once, in order.
pub(crate) fn read(sources: Vec<Source>) -> Result<Vec<PhoneNumber>, Failure> {
    let mut numbers = Vec::new();
    for source in sources {
        match source {
            Source::One(number) => numbers.push(number),
            Source::File(path) => {
                let name = path.display().to_string();
                let file = File::open(&path).map_err(|error| unreadable(&name, &error))?;
                numbers.extend(listed(&text(file, &name)?, &name)?);
            }
            Source::Stdin => numbers.extend(listed(&text(io::stdin().lock(), "stdin")?, "stdin")?),
        }
    }
    let mut seen = std::collections::HashSet::new();
    numbers.retain(|number| seen.insert(*number));
    if numbers.is_empty() {
        return Err(Failure::user(
            "there are no numbers in the list; nothing was done",
        ));
    }
    Ok(numbers)
}

/// A text of moderate length.
pub(crate) fn text(source: impl Read, name: &str) -> Result<String, Failure> {
    let mut text = String::new();
    let length = source
        .take(LONGEST + 1)
        .read_to_string(&mut text)
        .map_err(|error| unreadable(name, &error))?;
    if u64::try_from(length).is_ok_and(|length| length > LONGEST) {
        return Err(Failure::user(format!(
            "{name} is longer than 4 MiB; nothing was done"
        )));
    }
    Ok(text)
}

fn unreadable(name: &str, error: &io::Error) -> Failure {
    Failure::user(format!("cannot read {name}: {error}; nothing was done"))
}

/// One number on each line, in its first column. Blank lines, comments and a heading are skipped.
fn listed(text: &str, name: &str) -> Result<Vec<PhoneNumber>, Failure> {
    let mut numbers = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let first = line.split(['\t', ',', ';']).next().unwrap_or_default();
        let first = first.trim().trim_matches('"');
        if first.is_empty() || first.starts_with('#') {
            continue;
        }
        match first.parse() {
            Ok(number) => numbers.push(number),
            Err(_) if index == 0 && !first.contains(|c: char| c.is_ascii_digit()) => {}
            Err(error) => {
                let line = index + 1;
                return Err(Failure::user(format!(
                    "{name}, line {line}: {error}; nothing was done"
                )));
            }
        }
    }
    Ok(numbers)
}

/// Does something for each number. What fails for one is reported and does not keep it from the others, unless it would be
/// the same for them. The failure at the end says how many were done.
pub(crate) async fn each<'a>(
    numbers: &[PhoneNumber],
    context: &mut Context<'a>,
    mut work: impl AsyncFnMut(PhoneNumber, &mut Context<'a>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    if let [number] = numbers {
        return work(*number, context).await;
    }
    let (mut done, mut failed, mut unknown) = (0, 0, 0);
    let bar = context.output.progress().numbers(numbers.len());
    for number in numbers {
        bar.at(number.international());
        let worked = work(*number, context).await;
        bar.advance();
        match worked {
            Ok(()) | Err(Failure::DryRun) => done += 1,
            Err(Failure::ReaderGone) => return Err(Failure::ReaderGone),
            Err(failure) => {
                match &failure {
                    Failure::Unknown(_) => unknown += 1,
                    _ => failed += 1,
                }
                context.output.failure(&failure);
                if failure
                    .message()
                    .is_some_and(|message| HOPELESS.contains(&message.kind.as_str()))
                {
                    break;
                }
            }
        }
    }
    summary(numbers.len(), done, failed, unknown)
}

fn summary(all: usize, done: usize, failed: usize, unknown: usize) -> Result<(), Failure> {
    if failed + unknown == 0 {
        return Ok(());
    }
    let counts = [
        (failed, "failed"),
        (unknown, "of unknown outcome"),
        (all - done - failed - unknown, "not tried"),
    ];
    let mut text = format!("{done} of {all} done");
    for (count, what) in counts.iter().filter(|(count, _)| *count > 0) {
        text.push_str(&format!(", {count} {what}"));
    }
    Err(if done + unknown > 0 {
        Failure::partial(text)
    } else {
        Failure::failed(text)
    })
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn a_list_has_a_number_on_each_line() {
        let text =
            "number,alias\n+12064205780,\"front, desk\"\n\n# old\n(206) 420-5781\n12064205782\tseattle\n";
        let numbers = listed(text, "list").unwrap();
        let digits: Vec<String> = numbers.iter().map(|number| number.digits()).collect();
        assert_eq!(digits, ["12064205780", "12064205781", "12064205782"]);
        let problem = listed("12064205780\n12\n", "list").err().unwrap();
        assert!(
            problem.message().unwrap().text.starts_with("list, line 2: "),
            "{problem:?}"
        );
    }
}
