//! Why text is no telephone number.

use crate::excerpt::excerpt;
use crate::nanp::NanpRule;

/// Text that is no [`PhoneNumber`](crate::PhoneNumber), and the rule it breaks, in one line:
///
/// ```text
/// "206555123": 9 digits; a NANP number has 10, or 11 with the leading 1; other countries' numbers start with +
/// ```
///
/// At most the first 40 characters of the text are kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?}: {rule}")]
pub struct ParsePhoneNumberError {
    text: String,
    rule: Rule,
}

impl ParsePhoneNumberError {
    pub(super) fn new(text: &str, rule: Rule) -> Self {
        Self {
            text: excerpt(text),
            rule,
        }
    }
}

/// The rules, worded for the person who broke one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Rule {
    #[error("no digits")]
    NoDigits,
    #[error(
        "{}; a NANP number has 10, or 11 with the leading 1; other countries' numbers start with +",
        digits(.0)
    )]
    NotNanpLength(u32),
    #[error(
        "{0} digits and no leading 1; numbers outside the NANP are written with + and their country code"
    )]
    NoCountryCode(u32),
    #[error("{0} digits; a number of country code 1 has 11")]
    NanpLength(u32),
    #[error("{}; a telephone number has 7 to 15, country code included", digits(.0))]
    Length(u32),
    #[error("no country code starts with 0")]
    LeadingZero,
    #[error("(0) is written only after a country code")]
    TrunkZero,
    #[error(transparent)]
    Nanp(#[from] NanpRule),
    #[error("{0:?} has no place in a telephone number")]
    Character(char),
    #[error("+ comes first, and once")]
    Plus,
    #[error("an extension or parameter is not part of a telephone number")]
    Parameter,
    #[error(
        "letters only end a NANP number, as in 1-800-FLOWERS: seven at most, and no digit or extension after them"
    )]
    Letters,
    #[error("X stands for a digit that is missing")]
    Mask,
}

/// `1 digit`, `2 digits`.
fn digits(count: &u32) -> String {
    format!("{count} digit{}", if *count == 1 { "" } else { "s" })
}
