//! Paths and queries that values cannot break out of.

use std::fmt::{self, Arguments, Display, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::PhoneNumber;

/// Everything but RFC 3986's unreserved characters.
pub(crate) const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The path of a request. Whatever a value contains, it stays one segment: `/`, `?`, `#` and `%` are encoded, a lone `.` or
/// `..` too, and an empty value is refused when the request is built.
///
/// [`endpoint!`](crate::endpoint) fills the template of an endpoint's URL with it; by hand:
///
/// ```
/// use trunkline_core::{Path, Segment};
///
/// let mut path = Path::default();
/// path.write(format_args!("/v2/routes/{}", Segment("a/b")));
/// assert_eq!(path.as_str(), "/v2/routes/a%2Fb");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Path {
    text: String,
    invalid: bool,
}

impl Path {
    /// Appends literal text with [`Segment`]s in it: `format_args!("/v2/numbers/{}", Segment(&number))`. Never format a value
    /// that is not wrapped into a `Segment`: it would not be encoded.
    pub fn write(&mut self, template: Arguments<'_>) -> &mut Self {
        // Fails only if a segment does: it is empty, or its Display fails.
        self.invalid |= self.text.write_fmt(template).is_err();
        self
    }

    /// Appends one segment.
    pub fn push(&mut self, segment: impl PathSegment) -> &mut Self {
        self.write(format_args!("/{}", Segment(&segment)))
    }

    /// The path as far as it is written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) fn finish(self) -> Option<String> {
        (!self.invalid && !self.text.is_empty()).then_some(self.text)
    }
}

/// A value that can stand in a path as one segment.
pub trait PathSegment {
    /// Writes the value, not encoded.
    ///
    /// # Errors
    /// If `to` cannot be written to.
    fn write_segment(&self, to: &mut dyn Write) -> fmt::Result;
}

impl<T: PathSegment + ?Sized> PathSegment for &T {
    fn write_segment(&self, to: &mut dyn Write) -> fmt::Result {
        (**self).write_segment(to)
    }
}

/// Country code and number, without `+`: as Flowroute's paths have it.
impl PathSegment for PhoneNumber {
    fn write_segment(&self, to: &mut dyn Write) -> fmt::Result {
        write!(to, "{}", self.digits())
    }
}

/// What a variable in the URL of an [`endpoint!`](crate::endpoint) can stand for: any [`PathSegment`], as one segment.
/// Implement it for a part of a path that may be missing, and write nothing but literal text and [`Segment`]s.
///
/// ```
/// # use std::fmt;
/// use trunkline_core::{PathPart, Segment};
///
/// /// A user's, or everybody's: `GET "{owner}/invitations"`.
/// struct Owner(Option<String>);
///
/// impl PathPart for Owner {
///     fn fmt_part(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
///         self.0.as_ref().map_or(Ok(()), |user| write!(f, "/users/{}", Segment(user)))
///     }
/// }
/// ```
pub trait PathPart {
    /// Writes the part, encoded.
    ///
    /// # Errors
    /// If a segment is empty or cannot be displayed.
    fn fmt_part(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

impl<T: PathSegment> PathPart for T {
    fn fmt_part(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Segment(self).fmt(f)
    }
}

/// Displays a [`PathPart`]: what [`endpoint!`](crate::endpoint) formats the variables of a URL with.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_structs, reason = "a wrapper to format with")]
pub struct Part<'a, T>(pub &'a T);

impl<T: PathPart> Display for Part<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt_part(f)
    }
}

macro_rules! displayed {
    ($($value:ty)+) => {$(
        impl PathSegment for $value {
            fn write_segment(&self, to: &mut dyn Write) -> fmt::Result {
                write!(to, "{self}")
            }
        }
    )+};
}
displayed!(str String u32 u64);

/// Percent-encodes a value as one segment of a path when it is displayed. An empty value cannot be displayed.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_structs, reason = "a wrapper to format with")]
pub struct Segment<T>(pub T);

impl<T: PathSegment> Display for Segment<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut encoder = SegmentEncoder {
            to: f,
            leading_dots: 0,
            only_dots: true,
        };
        self.0.write_segment(&mut encoder)?;
        encoder.finish()
    }
}

/// Holds back leading dots: a segment of nothing but one or two of them must not be written as such.
struct SegmentEncoder<'a, 'f> {
    to: &'a mut fmt::Formatter<'f>,
    leading_dots: usize,
    only_dots: bool,
}

impl SegmentEncoder<'_, '_> {
    fn write_dots(&mut self, as_written: &str) -> fmt::Result {
        (0..std::mem::take(&mut self.leading_dots)).try_for_each(|_| self.to.write_str(as_written))
    }

    fn finish(mut self) -> fmt::Result {
        match (self.only_dots, self.leading_dots) {
            (true, 0) => Err(fmt::Error),
            (true, 1 | 2) => self.write_dots("%2E"),
            _ => self.write_dots("."),
        }
    }
}

impl Write for SegmentEncoder<'_, '_> {
    fn write_str(&mut self, mut text: &str) -> fmt::Result {
        if self.only_dots {
            let rest = text.trim_start_matches('.');
            self.leading_dots += text.len() - rest.len();
            if rest.is_empty() {
                return Ok(());
            }
            self.only_dots = false;
            self.write_dots(".")?;
            text = rest;
        }
        write!(self.to, "{}", utf8_percent_encode(text, RESERVED))
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
        if !self.text.is_empty() {
            self.text.push('&');
        }
        self.text.extend(utf8_percent_encode(name, RESERVED));
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

    pub(crate) fn as_str(&self) -> &str {
        &self.text
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
