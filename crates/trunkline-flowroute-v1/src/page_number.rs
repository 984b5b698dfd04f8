//! `limit` and `page`, which every list of Flowroute v1 has (docs/contracts/flowroute-v1.md §1.3).

use std::ops::Range;

use trunkline_core::{Cursor, Links, Paging, Query, ValidationError, ensure_range};

/// What the carrier takes if no limit is given.
const DEFAULT_LIMIT: u32 = 10;
/// The greatest page.
const MAX_LIMIT: u32 = 200;

/// The part of a list that one request asks for: pages are counted from 1, by their limit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageNumber {
    pub(crate) limit: Option<u32>,
    pub(crate) page: Option<u32>,
    /// The greatest page that may be asked for; the carrier may have said that it applies less.
    most: Option<u32>,
}

impl PageNumber {
    /// A limit of 0 is answered with 500, which would look like a breakdown: nothing of the kind is sent.
    pub(crate) fn validate(&self) -> Result<(), ValidationError> {
        ensure_range("limit", self.limit, 1..=MAX_LIMIT)?;
        match self.page {
            Some(0) => Err(ValidationError::new("page", "must be 1 or more").got(0)),
            _ => Ok(()),
        }
    }

    pub(crate) fn query(&self, query: &mut Query) {
        query.push_some("limit", self.limit);
        query.push_some("page", self.page);
    }

    fn limit(&self) -> u32 {
        self.limit.unwrap_or(DEFAULT_LIMIT)
    }

    fn number(&self) -> u32 {
        self.page.unwrap_or(1)
    }

    fn most(&self) -> u32 {
        self.most.unwrap_or_else(|| self.limit()).max(1)
    }
}

impl Paging for PageNumber {
    /// The limit is part of the place: without it a page number says nothing.
    fn cursor(&self) -> Cursor {
        Cursor::new(format!("limit={}&page={}", self.limit(), self.number()))
    }

    /// The cursor brings its own limit along.
    fn go_to(&mut self, cursor: &Cursor) -> Result<(), ValidationError> {
        let foreign = || ValidationError::new("cursor", "is not one of this list").got(cursor);
        let rest = cursor.as_str().strip_prefix("limit=").ok_or_else(foreign)?;
        let (limit, page) = rest.split_once("&page=").ok_or_else(foreign)?;
        let place = Self {
            limit: Some(limit.parse().map_err(|_| foreign())?),
            page: Some(page.parse().map_err(|_| foreign())?),
            most: self.most,
        };
        place.validate().map_err(|_| foreign())?;
        *self = place;
        Ok(())
    }

    /// The next page is counted, because links are not followed; only their absence, and the limit they say was applied, are
    /// used.
    fn advance(&mut self, _: usize, links: &Links) -> bool {
        let applied = links.number("limit").and_then(|limit| u32::try_from(limit).ok());
        if let Some(applied) = applied.filter(|applied| *applied < self.limit()) {
            self.limit = Some(applied.max(1));
            self.most = self.limit;
        }
        self.page = Some(self.number().saturating_add(1));
        links.next.is_some()
    }

    /// Where a page begins depends on the limit, so a page that the caller chose keeps the limit it was counted with.
    fn prefer_full_pages(&mut self) {
        if self.page.is_none() {
            self.limit.get_or_insert(MAX_LIMIT);
        }
        self.most = Some(self.limit());
    }

    fn window(&self) -> Option<Range<u64>> {
        let (limit, before) = (
            u64::from(self.limit()),
            u64::from(self.number()).saturating_sub(1),
        );
        Some(before * limit..(before + 1) * limit)
    }

    /// A page begins at a multiple of its limit. So the limit is chosen, among those allowed, whose page with this item reaches
    /// farthest.
    fn seek(&mut self, item: u64) {
        let end = |limit: &u32| (item / u64::from(*limit) + 1).saturating_mul(u64::from(*limit));
        if let Some(limit) = (1..=self.most()).max_by_key(end) {
            self.limit = Some(limit);
            self.page = Some(u32::try_from(item / u64::from(limit) + 1).unwrap_or(u32::MAX));
        }
    }
}
