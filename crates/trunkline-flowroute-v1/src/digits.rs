//! Checks of numbers and of parts of numbers.

use trunkline_core::{PhoneNumber, ValidationError};

/// Some digits of a number, or none at all.
///
/// # Errors
/// [`ValidationError`] unless there are 1 to `max` digits and nothing else.
pub(crate) fn ensure_digits(
    field: &'static str,
    text: Option<&str>,
    max: usize,
) -> Result<(), ValidationError> {
    match text {
        Some(text) if text.is_empty() || text.len() > max || !text.bytes().all(|b| b.is_ascii_digit()) => {
            Err(ValidationError::new(field, format!("must be 1 to {max} digits")).got(text))
        }
        _ => Ok(()),
    }
}

/// A number that this version of the API can name: eleven digits, the first a 1 (docs/contracts/flowroute-v1.md §1).
///
/// # Errors
/// [`ValidationError`] for a number of another country.
pub(crate) fn ensure_nanp(field: &'static str, number: PhoneNumber) -> Result<(), ValidationError> {
    if number.is_nanp() {
        return Ok(());
    }
    Err(ValidationError::new(field, "must be a number of country code 1, with eleven digits").got(number))
}
