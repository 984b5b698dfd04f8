//! Path segments that cannot be injected into.

use std::fmt::{self, Display, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but RFC 3986's unreserved characters.
pub(crate) const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The path of a request, built from segments. Whatever a value contains, it stays one segment: `/`, `?`, `#` and `%`
/// are encoded, a lone `.` or `..` too, and an empty value is refused when the request is built.
#[derive(Clone, Debug, Default)]
pub struct Path {
    text: String,
    empty_segment: bool,
}

impl Path {
    /// Adds one segment.
    pub fn push(&mut self, segment: impl Display) -> &mut Self {
        self.text.push('/');
        let start = self.text.len();
        // Writing to a String cannot fail; a Display that fails leaves the segment empty, which is refused below.
        let written = write!(Encoded(&mut self.text), "{segment}");
        let piece = self.text.get(start..).unwrap_or_default();
        if written.is_err() || piece.is_empty() {
            self.empty_segment = true;
        } else if matches!(piece, "." | "..") {
            let escaped = piece.replace('.', "%2E");
            self.text.truncate(start);
            self.text.push_str(&escaped);
        }
        self
    }

    /// Ends the path with `/`, as some carriers' collections do.
    pub fn trailing_slash(&mut self) -> &mut Self {
        self.text.push('/');
        self
    }

    pub(crate) fn finish(self) -> Option<String> {
        (!self.empty_segment && !self.text.is_empty()).then_some(self.text)
    }
}

/// Percent-encodes what is written through it.
struct Encoded<'a>(&'a mut String);

impl Write for Encoded<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.extend(utf8_percent_encode(text, RESERVED));
        Ok(())
    }
}

/// The query of a request: ordered pairs, encoded as they are added.
#[derive(Clone, Debug, Default)]
pub struct Query {
    text: String,
}

impl Query {
    /// Adds `name=value`.
    pub fn push(&mut self, name: &str, value: impl Display) -> &mut Self {
        self.name(name);
        self.text.push('=');
        // Writing to a String cannot fail.
        let _ = write!(Encoded(&mut self.text), "{value}");
        self
    }

    /// Adds `name=value` if there is a value.
    pub fn push_some(&mut self, name: &str, value: Option<impl Display>) -> &mut Self {
        match value {
            Some(value) => self.push(name, value),
            None => self,
        }
    }

    fn name(&mut self, name: &str) {
        if !self.text.is_empty() {
            self.text.push('&');
        }
        self.text.extend(utf8_percent_encode(name, RESERVED));
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }
}
