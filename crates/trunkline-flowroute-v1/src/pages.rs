//! `limit` and `page`, which every list of Flowroute v1 has (docs/contracts/flowroute-v1.md §1.3).

use trunkline_core::{Cursor, Page, Query, ValidationError, ensure_range};

/// What the carrier takes if no limit is given.
const DEFAULT_LIMIT: u32 = 10;
/// The greatest page.
const MAX_LIMIT: u32 = 200;

/// The part of a list that one request asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    limit: Option<u32>,
    page: Option<u32>,
}

impl Place {
    pub(crate) fn limit(&mut self, limit: u32) {
        self.limit = Some(limit);
    }

    pub(crate) fn page(&mut self, page: u32) {
        self.page = Some(page);
    }

    /// A limit of 0 is answered with 500, which would look like a break-down: nothing of the kind is sent.
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

    /// Where a page begins depends on the limit, so a page that the caller chose keeps the limit it was counted with.
    pub(crate) fn prefer_full_pages(&mut self) {
        if self.page.is_none() {
            self.limit.get_or_insert(MAX_LIMIT);
        }
    }

    /// The limit is part of the place: without it a page number says nothing.
    pub(crate) fn cursor(&self) -> Cursor {
        Cursor::new(format!(
            "limit={}&page={}",
            self.limit.unwrap_or(DEFAULT_LIMIT),
            self.number()
        ))
    }

    pub(crate) fn go_to(&mut self, cursor: &Cursor) -> Result<(), ValidationError> {
        let foreign = || ValidationError::new("cursor", "is not one of this list").got(cursor);
        let rest = cursor.as_str().strip_prefix("limit=").ok_or_else(foreign)?;
        let (limit, page) = rest.split_once("&page=").ok_or_else(foreign)?;
        let place = Self {
            limit: limit.parse().ok(),
            page: page.parse().ok(),
        };
        if place.limit.is_none() || place.page.is_none() || place.validate().is_err() {
            return Err(foreign());
        }
        *self = place;
        Ok(())
    }

    /// The next page is counted, because links are not followed; only their absence is believed.
    pub(crate) fn advance<T>(&mut self, page: &Page<T>) -> bool {
        self.page = Some(self.number().saturating_add(1));
        page.links.next.is_some()
    }

    fn number(&self) -> u32 {
        self.page.unwrap_or(1)
    }
}

/// Gives a list endpoint its `limit` and `page` setters and makes it a [`trunkline_core::ListEndpoint`]: all that
/// differs between lists is the item and what tells two items apart.
macro_rules! paged {
    ($list:ident, $item:ty, $identity:expr) => {
        impl $list {
            /// At most this many items a page: 1 to 200, by default 10.
            pub fn limit(mut self, limit: u32) -> Self {
                self.place.limit(limit);
                self
            }

            /// Which page, from 1; by default the first. Pages are counted by their limit.
            pub fn page(mut self, page: u32) -> Self {
                self.place.page(page);
                self
            }
        }

        impl ::trunkline_core::ListEndpoint for $list {
            type Item = $item;

            fn cursor(&self) -> ::trunkline_core::Cursor {
                self.place.cursor()
            }

            /// The cursor brings its own limit along.
            fn go_to(
                &mut self,
                cursor: &::trunkline_core::Cursor,
            ) -> Result<(), ::trunkline_core::ValidationError> {
                self.place.go_to(cursor)
            }

            fn advance(&mut self, page: &::trunkline_core::Page<$item>) -> bool {
                self.place.advance(page)
            }

            fn prefer_full_pages(&mut self) {
                self.place.prefer_full_pages();
            }

            fn identity(item: &$item) -> Option<u64> {
                let identity: fn(&$item) -> u64 = $identity;
                Some(identity(item))
            }
        }
    };
}
pub(crate) use paged;
