//! Value rules that several calls share.

use secrecy::{ExposeSecret, SecretString};
use trunkline_core::{Money, ValidationError, ensure};

/// The gem's words for a value that is missing.
const REQUIRED: &str = "is a required parameter";

/// Text that must say something.
pub(crate) fn required(field: &'static str, text: &str) -> Result<(), ValidationError> {
    ensure(!text.trim().is_empty(), field, REQUIRED)
}

/// A secret that must say something.
pub(crate) fn required_secret(field: &'static str, secret: &SecretString) -> Result<(), ValidationError> {
    ensure(!secret.expose_secret().is_empty(), field, REQUIRED)
}

/// An amount that is not negative, if there is one.
pub(crate) fn not_negative(field: &'static str, amount: Option<Money>) -> Result<(), ValidationError> {
    ensure(
        !amount.is_some_and(Money::is_negative),
        field,
        "must not be negative",
    )
}

/// Country code and area code, digits only: `1407`, `31`. The plan of no country is checked.
pub(crate) fn prefix(text: &str) -> Result<(), ValidationError> {
    let ok = (1..=15).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let rule = "must be the digits of country code and area code, like 1407 or 31";
    if ok {
        Ok(())
    } else {
        Err(ValidationError::new("prefix", rule).got(text))
    }
}

/// `YYYY-MM-DD`, as the carrier expects expiry dates.
pub(crate) fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let mut part = |digits: usize| {
        parts
            .next()
            .filter(|p| p.len() == digits && p.bytes().all(|b| b.is_ascii_digit()))?
            .parse::<u16>()
            .ok()
    };
    let (Some(_year), Some(month), Some(day)) = (part(4), part(2), part(2)) else {
        return false;
    };
    (1..=12).contains(&month) && (1..=31).contains(&day) && parts.next().is_none()
}
