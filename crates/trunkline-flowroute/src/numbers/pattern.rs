//! Digits that a number starts with, contains or ends with.

use trunkline_core::{Query, ValidationError};

/// The three filters by digits, shared by the search and the list (docs/contracts/flowroute-v2.md §2.3, N4 and N6).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pattern {
    pub(crate) starts_with: Option<Box<str>>,
    pub(crate) contains: Option<Box<str>>,
    pub(crate) ends_with: Option<Box<str>>,
}

impl Pattern {
    pub(crate) fn validate(&self) -> Result<(), ValidationError> {
        digits(
            "starts_with",
            self.starts_with
                .as_deref()
                .map(|s| s.strip_prefix('+').unwrap_or(s)),
        )?;
        digits("contains", self.contains.as_deref())?;
        digits("ends_with", self.ends_with.as_deref())
    }

    pub(crate) fn query(&self, query: &mut Query) {
        query.push_some("starts_with", self.starts_with.as_deref());
        query.push_some("contains", self.contains.as_deref());
        query.push_some("ends_with", self.ends_with.as_deref());
    }
}

fn digits(field: &'static str, text: Option<&str>) -> Result<(), ValidationError> {
    match text {
        Some(text) if text.is_empty() || text.len() > 15 || !text.bytes().all(|b| b.is_ascii_digit()) => {
            Err(ValidationError::new(field, "must be 1 to 15 digits").got(text))
        }
        _ => Ok(()),
    }
}
