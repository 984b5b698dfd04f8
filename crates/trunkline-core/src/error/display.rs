//! The error line.

use std::fmt::{self, Debug, Display, Formatter, Write};
use std::time::Duration;

use super::{Error, ErrorKind, Inner};
use crate::{Applied, Attempts, Effect, Problem, Refusal};

/// How much of the carrier's own text the line shows, in characters.
const SHOWN: usize = 300;

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let e = &*self.0;
        write!(f, "{} {}", e.operation.carrier.name, e.operation.short_name())?;
        if let Some(subject) = &e.subject {
            write!(f, " {}", OneLine(subject))?;
        }
        f.write_str(": ")?;
        if e.applied == Applied::Unknown && e.operation.effect == Effect::Once {
            f.write_str("outcome unknown, ")?;
        }
        write!(f, "{}", OneLine(&e.what))?;
        consequence(e, f)?;
        if let Some(hint) = &e.hint {
            write!(f, "; {}", OneLine(hint))?;
        }
        history(e, f)
    }
}

/// `{:?}` is the line, since that is how `main` and `unwrap` show an error; `{:#?}` is its parts.
impl Debug for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if !f.alternate() {
            return Display::fmt(self, f);
        }
        let e = &*self.0;
        f.debug_struct("Error")
            .field("operation", &e.operation.name)
            .field("kind", &e.kind)
            .field("applied", &e.applied)
            .field("line", &self.to_string())
            .field("body_snippet", &e.snippet)
            .field("source", &e.source)
            .finish()
    }
}

/// Our summary and the carrier's words: `not for sale any more (404 "Could not find…", id b7b2fd9c)`.
pub(super) fn refusal(refusal: &Refusal, confidential: bool) -> String {
    let mut line = String::new();
    let problems: &[Problem] = if confidential { &[] } else { &refusal.problems };
    let words = words(problems);
    let status = refusal.status.as_u16();
    let id = problems.iter().find_map(|p| p.id.as_deref()).map(short_id);
    // Writing to a String cannot fail.
    let _ = match (&refusal.summary, words.is_empty()) {
        (Some(summary), false) => write!(line, "{summary} ({status} \"{words}\""),
        (None, false) => write!(line, "{words} ({status}"),
        (Some(summary), true) => write!(line, "{summary} ({status}"),
        (None, true) => write!(line, "{} ({status}", plain(refusal.kind)),
    };
    if let Some(id) = id {
        let _ = write!(line, ", id {id}");
    }
    line.push(')');
    line
}

/// `zip: too short; city: missing`.
fn words(problems: &[Problem]) -> String {
    let mut line = String::new();
    for problem in problems {
        let said = [problem.detail.as_deref(), problem.title.as_deref()];
        let Some(text) = said.into_iter().flatten().find(|t| !t.trim().is_empty()) else {
            continue;
        };
        if !line.is_empty() {
            line.push_str("; ");
        }
        if let Some(field) = &problem.field {
            line.push_str(field);
            line.push_str(": ");
        }
        line.push_str(text.trim());
    }
    line
}

/// What a refusal is called when the carrier says nothing.
fn plain(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Unauthorized => "the keys were not accepted",
        ErrorKind::Forbidden => "not allowed for this account",
        ErrorKind::InsufficientFunds => "the balance does not cover it",
        ErrorKind::NotFound => "no such thing on this account",
        ErrorKind::NotForSale => "not available",
        ErrorKind::NoneLeft => "no number is left that fits",
        ErrorKind::Taken => "it exists already",
        ErrorKind::UserPending => "the user is not confirmed yet",
        ErrorKind::Conflict => "it exists already or is in use",
        ErrorKind::RateLimited => "too many requests",
        ErrorKind::Server => "the carrier failed",
        ErrorKind::Timeout => "the carrier took too long",
        ErrorKind::Redirect => "the carrier redirects, which is not followed",
        _ => "the carrier refused the request",
    }
}

/// The first group of a UUID is enough to find it again; anything else is shown whole.
fn short_id(id: &str) -> &str {
    match id.split_once('-') {
        Some((first, _)) if id.len() == 36 => first,
        _ => id,
    }
}

fn consequence(e: &Inner, f: &mut Formatter<'_>) -> fmt::Result {
    if matches!(e.kind, ErrorKind::InvalidInput | ErrorKind::Configuration) {
        return f.write_str("; nothing was sent");
    }
    let done = e.operation.done;
    match (e.operation.effect, e.applied) {
        (Effect::Read, _) => Ok(()),
        (_, Applied::No) => write!(f, "; nothing was {done}"),
        (_, Applied::Yes) => write!(f, "; it was {done} nevertheless"),
        (Effect::Repeatable, Applied::Unknown) => {
            write!(f, "; it may have been {done}, and calling again is safe")
        }
        (Effect::Once, Applied::Unknown) => match e.operation.unknown_outcome {
            Some(doubt) => write!(f, "; {doubt}"),
            None => write!(f, "; it may have been {done}, and was not sent again"),
        },
    }
}

fn history(e: &Inner, f: &mut Formatter<'_>) -> fmt::Result {
    let Attempts {
        count,
        look_ups,
        elapsed,
        retry_after,
    } = e.attempts;
    if count + look_ups == 0 {
        return Ok(());
    }
    f.write_str("; ")?;
    if count > 0 {
        write!(f, "{}, ", Count(count, "attempt"))?;
    }
    if look_ups > 0 {
        write!(f, "{}, ", Count(look_ups, "look-up"))?;
    }
    write!(f, "{}", Took(elapsed))?;
    match retry_after {
        Some(wait) => write!(f, "; the carrier asks to wait {}", Took(wait)),
        None => Ok(()),
    }
}

/// `1 attempt`, `2 attempts`.
struct Count(u32, &'static str);

impl Display for Count {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(count, what) = self;
        write!(f, "{count} {what}{}", if *count == 1 { "" } else { "s" })
    }
}

/// `41 ms`, `2.5 s`.
struct Took(Duration);

impl Display for Took {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let millis = self.0.as_millis();
        match millis {
            0..=999 => write!(f, "{millis} ms"),
            _ => write!(f, "{}.{} s", millis / 1000, millis % 1000 / 100),
        }
    }
}

/// A foreign text in our line: no line breaks, no control characters, nothing that reorders or hides text, not too long.
struct OneLine<'a>(&'a str);

impl Display for OneLine<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for c in self.0.chars().take(SHOWN) {
            f.write_char(if is_plain(c) { c } else { ' ' })?;
        }
        if self.0.chars().nth(SHOWN).is_some() {
            f.write_char('…')?;
        }
        Ok(())
    }
}

/// Whether a terminal shows this character and nothing else. Line separators, marks of direction and invisible ones change
/// what the rest of the line looks like.
fn is_plain(c: char) -> bool {
    let changes_the_line = matches!(c,
        '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
    !c.is_control() && !changes_the_line
}
