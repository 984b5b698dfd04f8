//! Query parameters and the links that echo them (docs/contracts/flowroute-v2.md §1.5).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::api::Call;
use crate::wire::Problem;

/// What links leave unescaped.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// Percent-encodes a value of a link.
pub(super) fn encode(value: &str) -> String {
    utf8_percent_encode(value, ESCAPED).to_string()
}

/// A window on a list.
#[derive(Clone, Copy)]
pub(super) struct Window {
    pub(super) limit: usize,
    pub(super) offset: usize,
}

impl Window {
    /// Reads `limit` and `offset`. Above `most` is clamped; below 1, negative and not a number is 422 (docs/contracts/flowroute-v2.md A:7).
    pub(super) fn read(call: &Call<'_>, usual: usize, most: usize) -> Result<Self, Problem> {
        let limit = whole(call, "limit")?.map_or(Ok(usual), |limit| {
            if limit < 1 {
                return Err(Problem::field("limit", "Must be greater than or equal to 1."));
            }
            Ok(usize::try_from(limit).unwrap_or(usize::MAX))
        })?;
        let offset = whole(call, "offset")?.unwrap_or(0);
        let offset = usize::try_from(offset)
            .map_err(|_| Problem::field("offset", "Must be greater than or equal to 0."))?;
        Ok(Self {
            limit: limit.min(most),
            offset,
        })
    }

    /// The items in the window, and whether more follow.
    pub(super) fn of<T>(&self, items: impl IntoIterator<Item = T>) -> (Vec<T>, bool) {
        let mut rest = items.into_iter().skip(self.offset);
        let taken: Vec<T> = rest.by_ref().take(self.limit).collect();
        let more = rest.next().is_some();
        (taken, more)
    }

    fn next_offset(&self) -> usize {
        self.offset.saturating_add(self.limit)
    }
}

fn whole(call: &Call<'_>, name: &str) -> Result<Option<i64>, Problem> {
    let Some(text) = call.request.query(name) else {
        return Ok(None);
    };
    text.trim()
        .parse()
        .map(Some)
        .map_err(|_| Problem::field(name, "Not a valid integer."))
}

/// The links of a list: normalized filters first, then the window.
pub(super) struct Listing {
    path: &'static str,
    filters: Vec<(&'static str, String)>,
    page: Window,
}

impl Listing {
    pub(super) fn new(path: &'static str, page: Window) -> Self {
        Self {
            path,
            filters: Vec::new(),
            page,
        }
    }

    /// Echoes a filter that was given.
    pub(super) fn filter(mut self, name: &'static str, value: Option<String>) -> Self {
        self.filters.extend(value.map(|value| (name, value)));
        self
    }

    /// The list with its links.
    pub(super) fn document(&self, call: &Call<'_>, data: Vec<Value>, more: bool) -> Value {
        self.document_at(call, self.path, data, more)
    }

    /// The same for a path that is not known beforehand.
    pub(super) fn document_at(&self, call: &Call<'_>, path: &str, data: Vec<Value>, more: bool) -> Value {
        let link = |offset: usize| {
            let mut link = call.request.link(path);
            link.push('?');
            for (name, value) in &self.filters {
                link.push_str(&format!("{name}={}&", encode(value)));
            }
            link.push_str(&format!("limit={}&offset={offset}", self.page.limit));
            link
        };
        let mut links = json!({"self": link(self.page.offset)});
        if let (true, Value::Object(links)) = (more, &mut links) {
            links.insert("next".to_owned(), Value::from(link(self.page.next_offset())));
        }
        json!({"data": data, "links": links})
    }
}

/// A run of digits; 422 if there is something else.
pub(super) fn digits(call: &Call<'_>, name: &str) -> Result<Option<String>, Problem> {
    let Some(text) = call.request.query(name) else {
        return Ok(None);
    };
    let plain = !text.is_empty() && text.len() <= 15 && text.bytes().all(|b| b.is_ascii_digit());
    if plain {
        Ok(Some(text.to_owned()))
    } else {
        Err(Problem::field(name, "Not a valid integer."))
    }
}

/// A prefix with its country code: `646` and `1646` are `1646`, `+44` is `44` and echoed as `+44`.
pub(super) struct Prefix {
    pub(super) digits: String,
    pub(super) echo: String,
}

/// Reads `starts_with`.
pub(super) fn prefix(call: &Call<'_>) -> Result<Option<Prefix>, Problem> {
    let name = "starts_with";
    let Some(text) = call.request.query(name) else {
        return Ok(None);
    };
    // A `+` that was not percent-encoded arrives as a space.
    let international = text.strip_prefix('+').or_else(|| text.strip_prefix(' '));
    let plain = international.unwrap_or(text);
    if plain.is_empty() || plain.len() > 15 || !plain.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Problem::field(name, "Not a valid integer."));
    }
    // No area code begins with 1, so a leading 1 is the country code already.
    let digits = if international.is_some() || plain.starts_with('1') {
        plain.to_owned()
    } else {
        format!("1{plain}")
    };
    let echo = if digits.starts_with('1') {
        digits.clone()
    } else {
        format!("+{digits}")
    };
    Ok(Some(Prefix { digits, echo }))
}
