//! From written forms to digits.

use std::num::NonZeroU64;

use super::PhoneNumber;
use super::error::Rule;
use crate::nanp::exchange_rule;

/// Fifteen digits behind the longest international prefix, `011`.
const MOST_DIGITS: u32 = 18;

/// What a text says before it is known whether that is a number.
#[derive(Default)]
struct Scan {
    /// The digits as one number, as long as there are at most [`MOST_DIGITS`].
    value: u64,
    count: u32,
    /// The first digit is a zero.
    zero_first: bool,
    plus: bool,
    /// A `(0)` was left out.
    trunk_zero: bool,
    letters: u32,
    /// Some letter is not an X.
    word: bool,
}

/// Reads any form listed at [`PhoneNumber`].
pub(super) fn written(text: &str) -> Result<PhoneNumber, Rule> {
    if let Some(scan) = plain(text) {
        return interpret(&scan);
    }
    let text = text.trim_matches(is_invisible);
    let text = match text.split_at_checked(4) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("tel:") => rest,
        _ => text,
    };
    interpret(&scan(text)?)
}

/// How to take digits without `+` in JSON.
#[derive(Clone, Copy)]
pub(super) enum Bare {
    /// Ten are a NANP number without its 1, eleven and more carry their country code, fewer are refused.
    Usual,
    /// They always carry their country code.
    E164,
}

/// Reads text from JSON.
pub(super) fn wire(text: &str, bare: Bare) -> Result<PhoneNumber, Rule> {
    match plain(text) {
        // A leading zero begins an international prefix.
        Some(scan) if !scan.plus && !scan.zero_first => wire_digits(scan.value, scan.count, bare),
        _ => written(text),
    }
}

/// [`wire`], for a JSON integer.
pub(super) fn wire_digits(value: u64, count: u32, bare: Bare) -> Result<PhoneNumber, Rule> {
    match (bare, count) {
        (Bare::Usual, ..10) => Err(Rule::NotNanpLength(count)),
        (Bare::Usual, 10) => nanp(value),
        _ => e164(value, count),
    }
}

/// Checks E.164 digits, country code included.
pub(super) fn e164(value: u64, count: u32) -> Result<PhoneNumber, Rule> {
    if count == 0 {
        return Err(Rule::NoDigits);
    }
    if !(7..=15).contains(&count) {
        return Err(Rule::Length(count));
    }
    match value / 10_u64.pow(count - 1) {
        0 => Err(Rule::LeadingZero),
        1 if count != 11 => Err(Rule::NanpLength(count)),
        1 => nanp(value % 10_000_000_000),
        _ => number(value),
    }
}

/// How many decimal digits `value` has.
pub(super) fn count_digits(value: u64) -> u32 {
    value.checked_ilog10().map_or(0, |log| log + 1)
}

/// Checks ten digits of the numbering plan.
fn nanp(ten_digits: u64) -> Result<PhoneNumber, Rule> {
    let exchange = u32::try_from(ten_digits / 10_000).unwrap_or(u32::MAX);
    match exchange_rule(exchange) {
        Some(rule) => Err(Rule::Nanp(rule)),
        None => number(10_000_000_000 + ten_digits),
    }
}

fn number(digits: u64) -> Result<PhoneNumber, Rule> {
    NonZeroU64::new(digits).map(PhoneNumber).ok_or(Rule::NoDigits)
}

fn interpret(scan: &Scan) -> Result<PhoneNumber, Rule> {
    let Scan { value, count, .. } = *scan;
    let number = if count == scan.letters {
        Err(Rule::NoDigits)
    } else if scan.plus {
        e164(value, count)
    } else if let Some(number) = scan.zero_first.then(|| prefixed(value, count)).flatten() {
        number
    } else if scan.trunk_zero {
        Err(Rule::TrunkZero)
    } else {
        match count {
            10 => nanp(value),
            11 if value / 10_000_000_000 == 1 => e164(value, count),
            11..=15 => Err(Rule::NoCountryCode(count)),
            _ => Err(Rule::NotNanpLength(count)),
        }
    }?;
    if scan.letters > 0 && !number.is_nanp() {
        Err(Rule::Letters)
    } else {
        Ok(number)
    }
}

/// The number behind an international prefix, if there is one: `00` (most of the world) or `011` (the NANP).
fn prefixed(value: u64, count: u32) -> Option<Result<PhoneNumber, Rule>> {
    if count > MOST_DIGITS {
        return None;
    }
    [(2, 0), (3, 11)].into_iter().find_map(|(length, prefix)| {
        let rest = count.checked_sub(length)?;
        let unit = 10_u64.pow(rest);
        (value / unit == prefix).then(|| e164(value % unit, rest))
    })
}

/// The fast way for the forms that computers write: digits, perhaps behind a `+`.
fn plain(text: &str) -> Option<Scan> {
    let (plus, digits) = match text.as_bytes() {
        [b'+', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    let count = u32::try_from(digits.len())
        .ok()
        .filter(|count| (1..=MOST_DIGITS).contains(count))?;
    let mut value = 0;
    for byte in digits {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value * 10 + u64::from(byte - b'0');
    }
    let zero_first = digits.first() == Some(&b'0');
    Some(Scan {
        value,
        count,
        zero_first,
        plus,
        ..Scan::default()
    })
}

fn scan(text: &str) -> Result<Scan, Rule> {
    let mut scan = Scan::default();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '0'..='9' if scan.letters > 0 => return Err(Rule::Letters),
            '0'..='9' => scan.push(u64::from(c) - u64::from('0')),
            '+' | '\u{ff0b}' if scan.plus || scan.count > 0 => return Err(Rule::Plus),
            '+' | '\u{ff0b}' => scan.plus = true,
            '(' if scan.count > 0 && rest.as_str().starts_with("0)") => {
                scan.trunk_zero = true;
                rest.nth(1);
            }
            '(' => {}
            _ if is_invisible(c) => {}
            _ if scan.count > 0 && is_separator(c) => {}
            'A'..='Z' | 'a'..='z' => scan.push_letter(c)?,
            ';' | '#' | ',' => return Err(Rule::Parameter),
            _ => return Err(Rule::Character(c)),
        }
    }
    if scan.letters > 0 && !scan.word {
        Err(Rule::Mask)
    } else {
        Ok(scan)
    }
}

impl Scan {
    fn push(&mut self, digit: u64) {
        self.zero_first |= self.count == 0 && digit == 0;
        if self.count < MOST_DIGITS {
            self.value = self.value * 10 + digit;
        }
        self.count = self.count.saturating_add(1);
    }

    fn push_letter(&mut self, letter: char) -> Result<(), Rule> {
        self.letters += 1;
        self.word |= !letter.eq_ignore_ascii_case(&'x');
        if self.letters > 7 {
            return Err(Rule::Letters);
        }
        self.push(key(letter));
        Ok(())
    }
}

/// The key of a telephone that carries `letter`.
fn key(letter: char) -> u64 {
    match letter.to_ascii_lowercase() {
        'a'..='c' => 2,
        'd'..='f' => 3,
        'g'..='i' => 4,
        'j'..='l' => 5,
        'm'..='o' => 6,
        'p'..='s' => 7,
        't'..='v' => 8,
        _ => 9,
    }
}

/// White space of every kind (the no-break ones too), and the direction marks that address books wrap numbers in.
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Dots, slashes, closing parentheses and dashes of every kind.
fn is_separator(c: char) -> bool {
    matches!(c, '-' | '.' | '/' | ')')
        || matches!(
            c,
            '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
        )
}
