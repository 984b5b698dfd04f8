//! Links to records, from which their ids are read.

use std::fmt;

use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};

use crate::addresses::beginning;

/// A link as the carrier wrote it.
///
/// Links name other hosts, schemes, ports and prefixes than the one that was called (docs/contracts/tropo.md §4, item 1).
/// They are shown, compared and asked for the record they name; they are never followed.
///
/// ```
/// use trunkline_tropo::Href;
///
/// let link = Href::from("http://api-eng.voxeo.net:8080/provisioning/applications/108000/addresses/number/%2B14076800712");
/// assert_eq!(link.last().as_deref(), Some("+14076800712"));
/// assert_eq!(link.segment(1).as_deref(), Some("number"));
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Href(String);

impl Href {
    /// The link as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last segment of its path, percent-decoded: the id, name or value of the record. A `+` is a plus, not a
    /// blank. `None` if there is no path, or it is not text.
    #[must_use]
    pub fn last(&self) -> Option<String> {
        self.segment(0)
    }

    /// The segment that stands `from_end` places before the last one, percent-decoded.
    #[must_use]
    pub fn segment(&self, from_end: usize) -> Option<String> {
        let segments = path(&self.0).rsplit('/').filter(|segment| !segment.is_empty());
        let segment = segments.into_iter().nth(from_end)?;
        percent_decode_str(segment)
            .decode_utf8()
            .ok()
            .map(|text| text.trim().to_owned())
    }

    /// The last segment as an id.
    pub(crate) fn id<T: From<String>>(&self) -> Option<T> {
        self.last().filter(|text| !text.is_empty()).map(T::from)
    }
}

/// What lies between the host and the query. A link without scheme and host is all path.
fn path(link: &str) -> &str {
    let link = link.split(['?', '#']).next().unwrap_or_default().trim();
    match link.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_host, path)| path),
        None => link,
    }
}

impl From<&str> for Href {
    fn from(link: &str) -> Self {
        Self(link.into())
    }
}

impl From<String> for Href {
    fn from(link: String) -> Self {
        Self(link)
    }
}

impl From<&Self> for Href {
    fn from(link: &Self) -> Self {
        link.clone()
    }
}

/// A link may end in a token, of which only the beginning is shown.
impl fmt::Debug for Href {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = match self.0.rsplit_once('/') {
            Some((path, last)) => format!("{path}/{}", beginning(last)),
            None => beginning(&self.0),
        };
        f.debug_tuple("Href").field(&shown).finish()
    }
}

impl fmt::Display for Href {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
