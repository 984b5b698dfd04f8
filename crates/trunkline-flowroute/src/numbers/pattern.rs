//! Digits that a number starts with, contains or ends with.

use crate::prelude::*;

/// The three filters by digits, shared by the search and the list (docs/contracts/flowroute-v2.md §2.3, N4 and N6).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pattern {
    pub(crate) starts_with: Option<String>,
    pub(crate) contains: Option<String>,
    pub(crate) ends_with: Option<String>,
}

impl Pattern {
    pub(crate) fn validate(&self) -> Valid {
        let start = self.starts_with.as_deref();
        ensure_digits("starts_with", start.map(|s| s.strip_prefix('+').unwrap_or(s)))?;
        ensure_digits("contains", self.contains.as_deref())?;
        ensure_digits("ends_with", self.ends_with.as_deref())
    }

    pub(crate) fn query(&self, query: &mut Query) {
        query.push_some("starts_with", self.starts_with.as_ref());
        query.push_some("contains", self.contains.as_ref());
        query.push_some("ends_with", self.ends_with.as_ref());
    }
}

fn ensure_digits(field: &'static str, text: Option<&str>) -> Valid {
    match text {
        Some(text) if text.is_empty() || text.len() > 15 || !text.bytes().all(|b| b.is_ascii_digit()) => {
            Err(ValidationError::new(field, "must be 1 to 15 digits").got(text))
        }
        _ => Ok(()),
    }
}
