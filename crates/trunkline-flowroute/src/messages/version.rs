//! The versions of the messages API (docs/contracts/flowroute-v2.md §1.1).

use std::fmt;

use trunkline_core::{PathPart, PathSegment, Segment};

/// A version of the messages API. Also decides the form of the webhooks of a callback that is set through it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MessagesVersion {
    /// What the vendor's SDKs use.
    #[default]
    V2_1,
    /// What is documented now: tells the price of a message when it is sent.
    V2_2,
}

impl MessagesVersion {
    /// `v2.1`, `v2.2`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V2_1 => "v2.1",
            Self::V2_2 => "v2.2",
        }
    }
}

impl fmt::Display for MessagesVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl PathSegment for MessagesVersion {
    fn write_segment(&self, to: &mut dyn fmt::Write) -> fmt::Result {
        to.write_str(self.as_str())
    }
}

/// The first segment of the paths below: the version that was asked for, or v2.1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Api {
    pub(crate) version: Option<MessagesVersion>,
}

impl PathPart for Api {
    fn fmt_part(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Segment(&self.version.unwrap_or_default()))
    }
}
