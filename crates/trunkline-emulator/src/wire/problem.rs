//! An error before a carrier's envelope is put around it.

use http::header::HeaderName;
use serde_json::Value;

/// An error answer in the making. Each carrier's API renders it in its carrier's envelope.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    pub(crate) status: u16,
    pub(crate) title: Option<&'static str>,
    pub(crate) detail: Detail,
    /// Whether the envelope names an id for the support.
    pub(crate) has_id: bool,
    pub(crate) headers: Vec<(HeaderName, String)>,
    /// The call took effect all the same; only magic recipients do this.
    pub(crate) took_effect: bool,
}

/// The explanation.
#[derive(Clone, Debug)]
pub(crate) enum Detail {
    Text(String),
    /// Field errors, flat or nested.
    Fields(Value),
    /// The path does not exist; some carriers answer this one in a shape of its own.
    UnknownPath,
}

impl Problem {
    pub(crate) fn new(status: u16, title: Option<&'static str>, detail: impl Into<String>) -> Self {
        Self {
            status,
            title,
            detail: Detail::Text(detail.into()),
            has_id: true,
            headers: Vec::new(),
            took_effect: false,
        }
    }

    /// 404 for a path no operation has.
    pub(crate) fn unknown_path() -> Self {
        Self {
            detail: Detail::UnknownPath,
            has_id: false,
            ..Self::new(404, None, "")
        }
    }

    /// `Retry-After`, if a value is given.
    pub(crate) fn with_retry_after(self, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.with_header(http::header::RETRY_AFTER, value.to_owned()),
            None => self,
        }
    }

    /// The challenge of a 401.
    pub(crate) fn with_challenge(self, realm: &str) -> Self {
        self.with_header(http::header::WWW_AUTHENTICATE, format!("Basic realm=\"{realm}\""))
    }

    pub(crate) fn with_header(mut self, name: HeaderName, value: String) -> Self {
        self.headers.push((name, value));
        self
    }
}
