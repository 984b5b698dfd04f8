//! What a text gives away by its looks, whatever field it stands in: an error page may quote anything.

use super::fields::{self, Class};
use super::numbers::Fictional;
use super::{REDACTED, scheme};
use crate::failure::Failure;

/// Whether a text may contain card numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cards {
    Hide,
    /// An id's digits may look like a card's.
    Keep,
}

const EMAIL: &str = "person@example.com";
/// A number every card processor knows as a test.
const CARD: &str = "4111111111111111";

/// Goes through the text; where `found` recognizes something at the start of the rest, gives its length in bytes and
/// its replacement. It is told the character before.
fn replace(
    text: &str,
    mut found: impl FnMut(Option<char>, &str) -> Result<Option<(usize, String)>, Failure>,
) -> Result<String, Failure> {
    let mut kept = String::with_capacity(text.len());
    let (mut rest, mut previous) = (text, None);
    while let Some(first) = rest.chars().next() {
        let (length, replacement) = match found(previous, rest)? {
            Some((length, replacement)) if length > 0 => (length, replacement),
            _ => (first.len_utf8(), first.to_string()),
        };
        kept.push_str(&replacement);
        let (taken, left) = rest.split_at_checked(length).unwrap_or((rest, ""));
        (rest, previous) = (left, taken.chars().next_back());
    }
    Ok(kept)
}

/// For what cannot fail.
fn replace_all(text: &str, mut found: impl FnMut(Option<char>, &str) -> Option<(usize, String)>) -> String {
    replace(text, |previous, rest| Ok(found(previous, rest))).unwrap_or_else(|_| REDACTED.to_owned())
}

fn in_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

/// `Basic …`, `Bearer …`, `user:password@host`, tokens, and values behind a name that tells a secret.
pub(super) fn secrets(text: &str) -> String {
    replace_all(text, |previous, rest| {
        if let Some(tail) = rest.strip_prefix("://") {
            return user_info(tail).map(|length| (length + 3, format!("://{REDACTED}")));
        }
        if previous.is_some_and(in_word) {
            return None;
        }
        authorization(rest)
            .or_else(|| token(rest))
            .or_else(|| named_value(rest))
    })
}

/// The shortest run of hexadecimal digits that is a token; ids have 32. A path may name the thing it is about by its
/// token, so it is known by its looks alone.
const TOKEN: usize = 64;

fn token(rest: &str) -> Option<(usize, String)> {
    let length = rest.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(rest.len());
    let ends = !rest.get(length..)?.starts_with(in_word);
    (length >= TOKEN && ends).then(|| (length, REDACTED.to_owned()))
}

/// The length of `user:password` before the `@` of a URL's host.
fn user_info(tail: &str) -> Option<usize> {
    let authority = tail.split(['/', '?', '#', ' ', '"', '<', '\'']).next()?;
    authority.rfind('@')
}

fn authorization(rest: &str) -> Option<(usize, String)> {
    let (word, tail) = rest.split_once(' ')?;
    if !["basic", "bearer"]
        .iter()
        .any(|scheme| word.eq_ignore_ascii_case(scheme))
    {
        return None;
    }
    let token = |c: char| c.is_ascii_alphanumeric() || "+/=-_.~".contains(c);
    let length = tail.find(|c| !token(c)).unwrap_or(tail.len());
    // `basic plan` is no login. A header's realm is none either.
    let is_login = length >= 8 && !tail.starts_with("realm") && !tail.starts_with("redacted");
    is_login.then(|| (word.len() + 1 + length, scheme(rest)))
}

/// `password=…`, `"secret_key": "…"`, `token => …`, `name="password" value="…"`.
fn named_value(rest: &str) -> Option<(usize, String)> {
    let name = rest.get(..rest.find(|c| !in_word(c)).unwrap_or(rest.len()))?;
    if name.is_empty() || fields::class(name) != Class::Secret {
        return None;
    }
    let start = name.len() + joint(rest.get(name.len()..)?)?;
    let (before, value) = rest.split_at_checked(start)?;
    let length = value_length(name, before, value);
    (length > 0).then(|| (start + length, format!("{before}{REDACTED}")))
}

/// How far a value goes: to its closing quote, else to the end of the word, of which an `Authorization` has two.
fn value_length(name: &str, before: &str, value: &str) -> usize {
    let length_to = |end: &dyn Fn(char) -> bool| value.find(end).unwrap_or(value.len());
    if let Some(quote) = before.chars().next_back().filter(|c| matches!(c, '"' | '\'')) {
        return length_to(&|c| c == quote || c == '\\');
    }
    let ends = |c: char| c.is_whitespace() || "&<>\"',;)}]\\".contains(c);
    let word = length_to(&ends);
    let second = value.get(word..).and_then(|rest| rest.strip_prefix(' '));
    match second {
        Some(rest) if name.to_ascii_lowercase().ends_with("authorization") => {
            word + 1 + rest.find(ends).unwrap_or(rest.len())
        }
        _ => word,
    }
}

/// The length of what stands between a name and its value; `None` when it joins no such two.
fn joint(behind: &str) -> Option<usize> {
    const QUOTES: &[&str] = &["\\\"", "\"", "'", "&quot;", "&#34;", "&#39;"];
    let skip_quote = |text: &str| {
        QUOTES
            .iter()
            .find(|quote| text.starts_with(**quote))
            .map_or(0, |quote| quote.len())
    };
    let skip_space = |text: &str| text.len() - text.trim_start_matches(' ').len();
    let mut at = skip_quote(behind);
    at += skip_space(behind.get(at..)?);
    let sign = ["=>", "=", ":", "value="]
        .iter()
        .find(|sign| behind.get(at..).is_some_and(|rest| rest.starts_with(**sign)))?;
    at += sign.len();
    at += skip_space(behind.get(at..)?);
    at += skip_quote(behind.get(at..)?);
    Some(at)
}

/// Mail addresses, and SIP ones, which look the same.
pub(super) fn emails(text: &str) -> String {
    let local = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    replace_all(text, |previous, rest| {
        if previous.is_some_and(local) {
            return None;
        }
        let (name, tail) = rest.split_once('@')?;
        if name.is_empty() || !name.chars().all(local) {
            return None;
        }
        let host_end = tail
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-'))
            .unwrap_or(tail.len());
        let host = tail.get(..host_end)?.trim_end_matches('.');
        host.contains('.')
            .then(|| (name.len() + 1 + host.len(), EMAIL.to_owned()))
    })
}

/// 13 to 19 digits, in groups or not, that pass the check every card number passes.
pub(super) fn cards(text: &str) -> String {
    replace_all(text, |previous, rest| {
        if previous.is_some_and(in_word) || !rest.starts_with(['2', '3', '4', '5', '6']) {
            return None;
        }
        let (digits, length) = digit_groups(rest)?;
        ((13..=19).contains(&digits.len()) && luhn(&digits)).then(|| (length, CARD.to_owned()))
    })
}

/// Digits with at most one space or hyphen between two of them, and the length of the whole.
fn digit_groups(rest: &str) -> Option<(Vec<u32>, usize)> {
    let (mut digits, mut length, mut gap) = (Vec::new(), 0, false);
    for (at, c) in rest.char_indices() {
        match c.to_digit(10) {
            Some(digit) => {
                digits.push(digit);
                (length, gap) = (at + 1, false);
            }
            None if (c == ' ' || c == '-') && !gap => gap = true,
            None if c.is_ascii_alphanumeric() && !gap => return None,
            None => break,
        }
    }
    Some((digits, length))
}

fn luhn(digits: &[u32]) -> bool {
    let doubled = |(index, digit): (usize, &u32)| match (index % 2, *digit * 2) {
        (0, _) => *digit,
        (_, twice) if twice > 9 => twice - 9,
        (_, twice) => twice,
    };
    digits.iter().rev().enumerate().map(doubled).sum::<u32>() % 10 == 0
}

/// Telephone numbers in every written form; the form stays, the last seven digits change.
pub(super) fn phones(text: &str, numbers: &mut Fictional) -> Result<String, Failure> {
    replace(text, |previous, rest| {
        if previous.is_some_and(|c| c.is_ascii_alphanumeric() || c == '+') {
            return Ok(None);
        }
        if let Some((length, digits)) = nanp(rest) {
            return fictional(rest.get(..length).unwrap_or(rest), &digits, numbers)
                .map(|text| Some((length, text)));
        }
        Ok(international(rest))
    })
}

/// The length of a North American number at the start of the text, and its ten digits.
fn nanp(rest: &str) -> Option<(usize, String)> {
    let mut at = usize::from(rest.starts_with('+'));
    if at == 1 && !rest.starts_with("+1") {
        return None;
    }
    if rest.get(at..)?.starts_with('1') {
        at += 1;
        at += separator(rest.get(at..)?);
    }
    let opened = rest.get(at..)?.starts_with('(');
    at += usize::from(opened);
    let area = take_digits(rest.get(at..)?, 3)?;
    at += 3;
    if opened {
        at += usize::from(rest.get(at..)?.strip_prefix(')').is_some());
    }
    at += separator(rest.get(at..)?);
    let exchange = take_digits(rest.get(at..)?, 3)?;
    at += 3;
    at += separator(rest.get(at..)?);
    let line = take_digits(rest.get(at..)?, 4)?;
    at += 4;
    let ends = !rest.get(at..)?.starts_with(|c: char| c.is_ascii_alphanumeric());
    let plausible = [area, exchange].iter().all(|part| !part.starts_with(['0', '1']));
    (ends && plausible).then(|| (at, format!("{area}{exchange}{line}")))
}

fn separator(rest: &str) -> usize {
    usize::from(rest.starts_with([' ', '-', '.']))
}

fn take_digits(rest: &str, count: usize) -> Option<&str> {
    rest.get(..count)
        .filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The same text with the last seven digits replaced in place.
fn fictional(written: &str, digits: &str, numbers: &mut Fictional) -> Result<String, Failure> {
    let (area, local) = digits.split_at_checked(3).unwrap_or((digits, ""));
    let local = numbers.local(area, local)?;
    let keep = written.chars().filter(char::is_ascii_digit).count() - local.len();
    let (mut seen, mut fresh) = (0, local.chars());
    let swap = |c: char| {
        if !c.is_ascii_digit() {
            return c;
        }
        seen += 1;
        if seen > keep { fresh.next().unwrap_or(c) } else { c }
    };
    Ok(written.chars().map(swap).collect())
}

/// `+` and up to 15 digits of another country: the first three stay, the rest becomes zeros.
fn international(rest: &str) -> Option<(usize, String)> {
    let digits = rest.strip_prefix('+')?;
    let length = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    if !(7..=15).contains(&length) || digits.starts_with('1') {
        return None;
    }
    Some((
        1 + length,
        format!("+{}{}", digits.get(..3)?, "0".repeat(length - 3)),
    ))
}
