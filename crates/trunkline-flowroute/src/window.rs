//! `limit` and `offset`, which every list of Flowroute's has (docs/contracts/flowroute-v2.md §1.5).

use trunkline_core::{Cursor, Links, Paging, Query, ValidationError, ensure_range};

/// The part of a list that one request asks for; at most `MAX` items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window<const MAX: u32> {
    pub(crate) limit: Option<u32>,
    pub(crate) offset: Option<u64>,
}

impl<const MAX: u32> Window<MAX> {
    pub(crate) fn validate(&self) -> Result<(), ValidationError> {
        ensure_range("limit", self.limit, 1..=MAX)
    }

    pub(crate) fn query(&self, query: &mut Query) {
        query.push_some("limit", self.limit);
        query.push_some("offset", self.offset.filter(|offset| *offset > 0));
    }

    fn behind(&self, items: u64) -> u64 {
        self.offset.unwrap_or_default().saturating_add(items)
    }
}

impl<const MAX: u32> Paging for Window<MAX> {
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

    /// The next offset is computed, because the carrier's links are not to be trusted; only their absence is.
    fn advance(&mut self, sent: usize, links: &Links) -> bool {
        let step = self.limit.map_or(sent as u64, u64::from);
        self.offset = Some(self.behind(step));
        links.next.is_some() && step > 0
    }

    fn prefer_full_pages(&mut self) {
        self.limit.get_or_insert(MAX.min(200));
    }

    fn next_if_full(&self) -> Option<(Self, usize)> {
        let limit = self.limit?;
        let next = Self {
            limit: self.limit,
            offset: Some(self.behind(limit.into())),
        };
        Some((next, usize::try_from(limit).ok()?))
    }
}
