//! From written amounts to decimals.

use rust_decimal::Decimal;

/// How many digits an amount may have and stay exact.
const MOST_DIGITS: u32 = 28;

/// The rules, worded for the person who broke one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Rule {
    #[error("an amount looks like 1.25 or $1.25")]
    NotAnAmount,
    #[error("commas stand between groups of three digits, as in $1,000.00")]
    Grouping,
    #[error("more than 28 digits")]
    TooLong,
}

/// Reads an optional sign and `$`, digits with optional grouping, and an optional fraction.
pub(super) fn amount(text: &str) -> Result<Decimal, Rule> {
    let (negative, digits) = sign_and_digits(text.trim());
    let (whole, fraction) = match digits.split_once('.') {
        Some((_, "")) => return Err(Rule::NotAnAmount),
        Some((whole, fraction)) => (whole, fraction),
        None => (digits, ""),
    };
    if whole.is_empty() && fraction.is_empty() {
        return Err(Rule::NotAnAmount);
    }
    let mut number = Digits::default();
    push_whole(&mut number, whole)?;
    number.push_all(fraction)?;
    let scale = u32::try_from(fraction.len()).map_err(|_| Rule::TooLong)?;
    let mantissa = if negative {
        -number.mantissa
    } else {
        number.mantissa
    };
    Decimal::try_from_i128_with_scale(mantissa, scale).map_err(|_| Rule::TooLong)
}

/// The sign may stand before or after the `$`; it stands once.
fn sign_and_digits(text: &str) -> (bool, &str) {
    let (sign, rest) = strip_sign(text);
    let rest = rest.strip_prefix('$').unwrap_or(rest);
    match (sign, strip_sign(rest)) {
        (None, (Some(negative), rest)) => (negative, rest),
        (sign, _) => (sign.unwrap_or(false), rest),
    }
}

fn strip_sign(text: &str) -> (Option<bool>, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (Some(true), rest),
        None => match text.strip_prefix('+') {
            Some(rest) => (Some(false), rest),
            None => (None, text),
        },
    }
}

fn push_whole(number: &mut Digits, whole: &str) -> Result<(), Rule> {
    let Some((first, groups)) = whole.split_once(',') else {
        return number.push_all(whole);
    };
    if !(1..=3).contains(&first.len()) || groups.split(',').any(|group| group.len() != 3) {
        return Err(Rule::Grouping);
    }
    number.push_all(first)?;
    groups.split(',').try_for_each(|group| number.push_all(group))
}

#[derive(Default)]
struct Digits {
    mantissa: i128,
    /// Leading zeros are not counted: they take no room.
    count: u32,
}

impl Digits {
    fn push_all(&mut self, digits: &str) -> Result<(), Rule> {
        for byte in digits.bytes() {
            if !byte.is_ascii_digit() {
                return Err(Rule::NotAnAmount);
            }
            if self.count == MOST_DIGITS {
                return Err(Rule::TooLong);
            }
            self.mantissa = self.mantissa * 10 + i128::from(byte - b'0');
            self.count += u32::from(self.mantissa != 0);
        }
        Ok(())
    }
}
