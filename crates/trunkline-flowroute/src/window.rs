//! `limit` and `offset`, which every list of Flowroute's has (docs/contracts/flowroute-v2.md §1.5).

use trunkline_core::{Cursor, Page, Query, ValidationError, ensure_range};

/// The part of a list that one request asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Window {
    limit: Option<u32>,
    offset: u64,
}

impl Window {
    pub(crate) fn limit(&mut self, limit: u32) {
        self.limit = Some(limit);
    }

    pub(crate) fn offset(&mut self, offset: u64) {
        self.offset = offset;
    }

    pub(crate) fn validate(&self, max: u32) -> Result<(), ValidationError> {
        ensure_range("limit", self.limit, 1..=max)
    }

    pub(crate) fn query(&self, query: &mut Query) {
        query.push_some("limit", self.limit);
        query.push_some("offset", (self.offset > 0).then_some(self.offset));
    }

    pub(crate) fn prefer(&mut self, limit: u32) {
        self.limit.get_or_insert(limit);
    }

    pub(crate) fn cursor(&self) -> Cursor {
        Cursor::new(format!("offset={}", self.offset))
    }

    pub(crate) fn go_to(&mut self, cursor: &Cursor) -> Result<(), ValidationError> {
        let offset = cursor
            .as_str()
            .strip_prefix("offset=")
            .and_then(|n| n.parse().ok());
        self.offset =
            offset.ok_or_else(|| ValidationError::new("cursor", "is not one of this list").got(cursor))?;
        Ok(())
    }

    /// The next offset is computed, because the carrier's links are not to be trusted; only their absence is.
    pub(crate) fn advance<T>(&mut self, page: &Page<T>) -> bool {
        let step = self.limit.map_or(page.sent() as u64, u64::from);
        self.offset = self.offset.saturating_add(step);
        page.links.next.is_some() && step > 0
    }
}

/// Gives a list endpoint its `limit` and `offset` setters and makes it a [`trunkline_core::ListEndpoint`]: all that
/// differs between lists is the item, the greatest page, and what tells two items apart.
macro_rules! windowed {
    ($list:ident, $item:ty, default $default:literal, max $max:literal, $identity:expr) => {
        impl $list {
            #[doc = concat!("At most this many items a page: 1 to ", $max, ", by default ", $default, ".")]
            pub fn limit(mut self, limit: u32) -> Self {
                self.window.limit(limit);
                self
            }

            /// How many items to skip; none by default.
            pub fn offset(mut self, offset: u64) -> Self {
                self.window.offset(offset);
                self
            }
        }

        impl ::trunkline_core::ListEndpoint for $list {
            type Item = $item;

            fn cursor(&self) -> ::trunkline_core::Cursor {
                self.window.cursor()
            }

            fn go_to(
                &mut self,
                cursor: &::trunkline_core::Cursor,
            ) -> Result<(), ::trunkline_core::ValidationError> {
                self.window.go_to(cursor)
            }

            fn advance(&mut self, page: &::trunkline_core::Page<$item>) -> bool {
                self.window.advance(page)
            }

            fn prefer_full_pages(&mut self) {
                self.window.prefer(200.min($max));
            }

            fn identity(item: &$item) -> Option<u64> {
                let identity: fn(&$item) -> u64 = $identity;
                Some(identity(item))
            }
        }
    };
}
pub(crate) use windowed;
