//! Input that is refused before anything is sent.

use std::borrow::Cow;
use std::fmt::{self, Display};

/// A value that breaks a rule of the contract, found before anything was sent: names the field and the rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidationError {
    field: Option<Cow<'static, str>>,
    rule: Cow<'static, str>,
    got: Option<String>,
}

/// What is shown of a wrong value at most, in characters.
const SHOWN: usize = 60;

impl ValidationError {
    /// `field` `rule`: `ValidationError::new("limit", "must be 1 to 200")`.
    pub fn new(field: impl Into<Cow<'static, str>>, rule: impl Into<Cow<'static, str>>) -> Self {
        Self {
            field: Some(field.into()),
            rule: rule.into(),
            got: None,
        }
    }

    /// A rule about the request as a whole: "nothing to change is set".
    pub fn of_request(rule: impl Into<Cow<'static, str>>) -> Self {
        Self {
            field: None,
            rule: rule.into(),
            got: None,
        }
    }

    /// Shows the wrong value, cut after 60 characters. Never call it with a secret.
    #[must_use]
    pub fn got(mut self, value: impl Display) -> Self {
        let text = value.to_string();
        let mut shown: String = text.chars().take(SHOWN).flat_map(char::escape_debug).collect();
        if text.chars().nth(SHOWN).is_some() {
            shown.push('…');
        }
        self.got = Some(shown);
        self
    }

    /// The field as the contract spells it; `None` if the rule is about the request as a whole.
    pub fn field(&self) -> Option<&str> {
        self.field.as_deref()
    }

    /// The rule it breaks.
    pub fn rule(&self) -> &str {
        &self.rule
    }
}

impl Display for ValidationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(field) = &self.field {
            write!(f, "{field} ")?;
        }
        f.write_str(&self.rule)?;
        match self.got.as_deref() {
            Some("") => f.write_str(", got nothing"),
            Some(got) => write!(f, ", got {got}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ValidationError {}

/// `Ok` if `ok`, else the rule that `field` breaks.
///
/// # Errors
/// [`ValidationError`] naming the field and the rule.
pub fn ensure(ok: bool, field: &'static str, rule: &'static str) -> Result<(), ValidationError> {
    if ok {
        Ok(())
    } else {
        Err(ValidationError::new(field, rule))
    }
}

/// A number that must lie in a range, both ends included.
///
/// # Errors
/// [`ValidationError`] naming the field, the range and the value.
pub fn ensure_range<N: PartialOrd + Display>(
    field: &'static str,
    value: Option<N>,
    range: std::ops::RangeInclusive<N>,
) -> Result<(), ValidationError> {
    match value {
        Some(n) if !range.contains(&n) => {
            Err(ValidationError::new(field, format!("must be {} to {}", range.start(), range.end())).got(n))
        }
        _ => Ok(()),
    }
}

/// Text that must have a certain number of characters.
///
/// # Errors
/// [`ValidationError`] naming the field and the lengths, never the text.
pub fn ensure_length(
    field: &'static str,
    text: &str,
    range: std::ops::RangeInclusive<usize>,
) -> Result<(), ValidationError> {
    let length = text.chars().count();
    if range.contains(&length) {
        return Ok(());
    }
    if length == 0 {
        return Err(ValidationError::new(field, "must not be empty"));
    }
    let rule = format!("must have {} to {} characters", range.start(), range.end());
    let plural = if length == 1 { "" } else { "s" };
    Err(ValidationError::new(field, rule).got(format_args!("{length} character{plural}")))
}
