//! What names a record.

use crate::Href;

/// The name of a record and its link, of which the carrier may leave out one.
pub(crate) struct Reference<Id> {
    pub(crate) id: Id,
    pub(crate) href: Option<Href>,
}

impl<Id: From<String>> Reference<Id> {
    /// The last segment of the link is what paths call the record by, so it counts; without it, the id that the record has of its
    /// own does (docs/contracts/tropo.md §4, item 2).
    pub(crate) fn read(own: Option<Id>, href: Option<Href>) -> Result<Self, &'static str> {
        match href.as_ref().and_then(Href::id).or(own) {
            Some(id) => Ok(Self { id, href }),
            None => Err("neither its id nor its href names the record"),
        }
    }
}

/// The link of a record, which some records may lack.
pub(crate) trait Link: Sized {
    fn read(link: Option<Href>) -> Option<Self>;
}

impl Link for Href {
    fn read(link: Option<Href>) -> Option<Self> {
        link
    }
}

impl Link for Option<Href> {
    fn read(link: Option<Href>) -> Option<Self> {
        Some(link)
    }
}
