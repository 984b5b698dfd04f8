//! Whose words a body may be: the carriers speak JSON, proxies and login pages do not.

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::Evidence;

/// What the body of a success looks like. The body decides and not its content type, which carriers get wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Nothing but white space.
    Empty,
    /// JSON.
    Json,
    /// A JSON object that reports an error: `errors` or `error` with something in it.
    Errors,
    /// JSON that ends too early.
    Cut,
    /// A page.
    Html,
    /// Anything else.
    Other,
}

/// How far into a body a page must have begun.
const HEAD: usize = 1024;

impl Form {
    pub(crate) fn of(body: &[u8]) -> Self {
        let text = body.trim_ascii();
        if text.is_empty() {
            return Self::Empty;
        }
        match serde_json::from_slice::<IgnoredAny>(text) {
            Ok(_) if reports_error(text) => Self::Errors,
            Ok(_) => Self::Json,
            Err(error) if error.is_eof() && matches!(text.first(), Some(b'{' | b'[')) => Self::Cut,
            Err(_) if is_html(text) => Self::Html,
            Err(_) => Self::Other,
        }
    }

    /// Whether these are no words of a carrier's.
    pub(crate) fn is_foreign(self) -> bool {
        matches!(self, Self::Html | Self::Other)
    }

    /// What a success proves that has this form and could not be read.
    pub(crate) fn evidence(self) -> Evidence {
        match self {
            Self::Json => Evidence::Unreadable,
            _ => Evidence::Redirected,
        }
    }
}

/// A marked page, or what begins like one.
fn is_html(body: &[u8]) -> bool {
    let head = body.get(..HEAD).unwrap_or(body).to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    head.contains("<html") || head.contains("<!doctype html")
}

fn reports_error(json: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Reported {
        #[serde(default)]
        error: Said,
        #[serde(default)]
        errors: Said,
    }
    json.starts_with(b"{")
        && serde_json::from_slice::<Reported>(json).is_ok_and(|said| said.error.0 || said.errors.0)
}

/// Whether a member says something: not `null`, `false`, `""`, `[]` or `{}`.
#[derive(Default)]
struct Said(bool);

impl<'de> Deserialize<'de> for Said {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde_json::Value;
        Ok(Self(match Value::deserialize(deserializer)? {
            Value::Null | Value::Bool(false) => false,
            Value::String(text) => !text.is_empty(),
            Value::Array(items) => !items.is_empty(),
            Value::Object(members) => !members.is_empty(),
            _ => true,
        }))
    }
}
