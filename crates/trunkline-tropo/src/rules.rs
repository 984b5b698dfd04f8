//! Value rules that several calls share.

use secrecy::{ExposeSecret, SecretString};
use trunkline_core::{ValidationError, ensure};

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

/// `YYYY-MM-DD`, as the carrier wants expiry dates.
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

/// What a call is about, unless there is nothing to say.
pub(crate) fn subject(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_owned())
}

/// What requests serialize a secret with: the only place where one leaves its wrapper.
pub(crate) fn exposed<S: serde::Serializer>(secret: &SecretString, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(secret.expose_secret())
}

/// [`exposed`] for a secret that may be missing (and is skipped then).
pub(crate) fn exposed_some<S: serde::Serializer>(
    secret: &Option<SecretString>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match secret {
        Some(secret) => exposed(secret, serializer),
        None => serializer.serialize_none(),
    }
}
