//! `limit` and `offset`, which every list of Flowroute's has (docs/contracts/flowroute-v2.md §1.5).

use std::ops::Range;

use trunkline_core::{Cursor, Links, Paging, Query, ValidationError, ensure_range};

/// The part of a list that one request asks for; at most `MAX` items. A list that is not `LINKED` does not say whether there
/// is more: it is read until a page comes empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window<const MAX: u32, const LINKED: bool = true> {
    pub(crate) limit: Option<u32>,
    pub(crate) offset: Option<u64>,
}

impl<const MAX: u32, const LINKED: bool> Window<MAX, LINKED> {
    pub(crate) fn validate(&self) -> Result<(), ValidationError> {
        ensure_range("limit", self.limit, 1..=MAX)
    }

    pub(crate) fn query(&self, query: &mut Query) {
        query.push_some("limit", self.limit);
        query.push_some("offset", self.offset.filter(|offset| *offset > 0));
    }
}

impl<const MAX: u32, const LINKED: bool> Paging for Window<MAX, LINKED> {
    fn cursor(&self) -> Cursor {
        Cursor::new(format!("offset={}", self.offset.unwrap_or_default()))
    }

    fn go_to(&mut self, cursor: &Cursor) -> Result<(), ValidationError> {
        let offset = cursor
            .as_str()
            .strip_prefix("offset=")
            .and_then(|n| n.parse().ok());
        let foreign = || ValidationError::new("cursor", "is not one of this list").got(cursor);
        self.offset = Some(offset.ok_or_else(foreign)?);
        Ok(())
    }

    /// The carrier's links are not to be trusted: only their absence, and the limit they say was applied, are used.
    fn advance(&mut self, sent: usize, links: &Links) -> bool {
        let applied = links.number("limit").and_then(|limit| u32::try_from(limit).ok());
        self.limit = self
            .limit
            .map(|limit| applied.map_or(limit, |applied| limit.min(applied.max(1))));
        let step = self.limit.map_or(sent as u64, u64::from);
        self.offset = Some(self.offset.unwrap_or_default().saturating_add(step));
        // Without a link, only an empty page is known to be behind the last item.
        let more = if LINKED { links.next.is_some() } else { sent > 0 };
        more && step > 0
    }

    fn prefer_full_pages(&mut self) {
        self.limit.get_or_insert(MAX.min(200));
    }

    fn window(&self) -> Option<Range<u64>> {
        let start = self.offset.unwrap_or_default();
        self.limit.map(|limit| start..start.saturating_add(limit.into()))
    }

    fn seek(&mut self, item: u64) {
        self.offset = Some(item);
    }
}
