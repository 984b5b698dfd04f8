//! What a caller name may be (docs/contracts/flowroute-v2.md §5.3).

use trunkline_core::{ValidationError, ensure, ensure_length};

/// 1 to 15 characters, one of them a letter, and none that a telephone's display may not show.
pub(super) fn name(value: &str) -> Result<(), ValidationError> {
    ensure_length("value", value, 1..=15)?;
    let allowed = |c: char| c.is_ascii_alphanumeric() || " -_.,@+&'/\"".contains(c);
    if let Some(wrong) = value.chars().find(|&c| !allowed(c)) {
        let rule = "must consist of letters A to Z, digits, spaces and - _ . , @ + & ' / \"";
        return Err(ValidationError::new("value", rule).got(wrong));
    }
    ensure(
        value.chars().any(|c| c.is_ascii_alphabetic()),
        "value",
        "must contain a letter",
    )
}
