//! Lists: pages, where to go on, and items that could not be read.

use std::hash::Hash;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::{DecodeError, Endpoint, Operation, Unreadable, UnreadableItems, ValidationError, ensure};

/// One page of a list.
///
/// An item that cannot be read never hides the others: it is kept in
/// [`unreadable`](Self::unreadable).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items, in the carrier's order.
    pub items: Vec<T>,
    /// Items that could not be read, with the reason.
    pub unreadable: UnreadableItems,
    /// The carrier's links, as they came. They are shown, compared, but never followed: the next page is computed.
    pub links: Links,
}

/// The links of a list, verbatim. They may name other hosts or paths that do not exist.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Links {
    /// This page.
    #[serde(default, rename = "self")]
    pub this: Option<String>,
    /// The next page; absent on the last one.
    #[serde(default)]
    pub next: Option<String>,
    /// The page before.
    #[serde(default)]
    pub prev: Option<String>,
}

impl Links {
    /// The number that the carrier gives a parameter of the query: in the link to the next page, otherwise in that to this
    /// page. What it really applied, such as a smaller `limit` than was asked for, is told only there.
    pub fn number(&self, parameter: &str) -> Option<u64> {
        let links = [self.next.as_deref(), self.this.as_deref()];
        let queries = links
            .into_iter()
            .flatten()
            .filter_map(|link| link.split_once('?'));
        queries
            .flat_map(|(_, query)| query.split('&'))
            .filter_map(|pair| pair.split_once('='))
            .find_map(|(name, number)| (name == parameter).then(|| number.parse().ok())?)
    }
}

impl<T> Page<T> {
    /// A page of readable items.
    pub fn new(items: Vec<T>, links: Links) -> Self {
        Self {
            items,
            unreadable: UnreadableItems::default(),
            links,
        }
    }

    /// A page whose items are read one by one; those that cannot be read are kept apart. Slower than reading the page as a whole.
    pub fn read_each(
        items: impl IntoIterator<Item: AsRef<str>>,
        links: Links,
        read: impl Fn(&[u8]) -> Result<T, DecodeError>,
    ) -> Self {
        let mut page = Self::new(Vec::new(), links);
        for (index, json) in items.into_iter().enumerate() {
            match read(json.as_ref().as_bytes()) {
                Ok(item) => page.items.push(item),
                Err(_) if page.unreadable.is_full() => page.unreadable.count_one_more(),
                Err(reason) => page
                    .unreadable
                    .push(Unreadable::new(index, json.as_ref(), reason)),
            }
        }
        page
    }

    /// The page as it may be handed out: if the operation is confidential, the text of items that could not be read is dropped and
    /// the reason stays. [`endpoint!`](crate::endpoint) does this for every list.
    #[must_use]
    pub fn for_operation(mut self, operation: &Operation) -> Self {
        if operation.confidential {
            self.unreadable.iter_mut().for_each(|item| item.json.clear());
        }
        self
    }

    /// The readable items.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
    }

    /// The first readable item.
    pub fn first(&self) -> Option<&T> {
        self.items.first()
    }

    /// How many readable items there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are no readable items.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Drops the first `items` items, readable or not.
    pub fn skip(&mut self, items: usize) {
        self.retain(items, |_| true);
    }

    /// Keeps the items for which `is_kept` says so, except for the first `skip` items, readable or not. Where the others stood.
    pub(crate) fn retain(&mut self, skip: usize, mut is_kept: impl FnMut(&T) -> bool) -> Vec<usize> {
        let mut unreadable = self.unreadable.iter().map(|item| item.index).peekable();
        let (mut places, mut place) = (Vec::with_capacity(self.items.len()), 0);
        self.items.retain(|item| {
            while unreadable.next_if(|index| *index <= place).is_some() {
                place += 1;
            }
            let is_left = is_kept(item) && place >= skip;
            if is_left {
                places.push(place);
            }
            place += 1;
            is_left
        });
        self.unreadable.retain(|place| place >= skip);
        places
    }

    /// How many items the carrier sent, readable or not.
    pub fn sent(&self) -> usize {
        self.items.len() + self.unreadable.count()
    }
}

impl<T> AsRef<[T]> for Page<T> {
    fn as_ref(&self) -> &[T] {
        &self.items
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;
    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Page<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

/// Where a list can be taken up again, after a crash or tomorrow: at an item. Text, to be stored as it is; what it says is
/// between this version of the crate and the carrier, but a later version of the same `0.x` line reads it.
///
/// It is a place, not a snapshot. If the list has not changed, it goes on with the very next item. What was added or removed
/// before the place since then repeats or skips as many items.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(String);

impl Cursor {
    /// A cursor from its text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The place `items` items behind the beginning of the page at this place: `3@offset=200`.
    #[must_use]
    pub fn plus(self, items: usize) -> Self {
        match (items, self.split().0) {
            (0, 0) => self,
            _ => Self(format!("{items}@{}", self.0)),
        }
    }

    /// How many items of a page lie before the place, and the place of that page.
    #[must_use]
    pub fn split(&self) -> (usize, Self) {
        let split = self.0.split_once('@');
        let parsed = split.and_then(|(items, page)| Some((items.parse().ok()?, page)));
        parsed.map_or_else(|| (0, self.clone()), |(items, page)| (items, page.into()))
    }
}

impl From<&str> for Cursor {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Cursor {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// An endpoint that lists.
pub trait ListEndpoint: Endpoint<Output = Page<Self::Item>> + Clone + 'static {
    /// What is listed.
    type Item: Send + Sync + 'static;
    /// How the carrier pages this list.
    type Paging: Paging;
    /// What tells two items apart.
    type Key: Hash + Eq + Send + Sync;

    /// Where this request stands in the list.
    fn paging(&self) -> &Self::Paging;

    /// To move this request to another place in the list.
    fn paging_mut(&mut self) -> &mut Self::Paging;

    /// What tells an item from the others. Lists are not snapshots: a write between two pages shifts the rest, and the same
    /// item comes twice. `None` switches the check off.
    fn key(item: &Self::Item) -> Option<Self::Key>;
}

/// A carrier's way of paging: the place of one request in a list.
///
/// How a list is read with it ([`Walk`](crate::Walk)), so that no item is lost without a word:
///
/// * *There is more* if the carrier's links say so: if [`advance`](Self::advance) returns true. A short page, or an empty one,
///   ends nothing by itself. A link to a next page of a list that has none ([`advance`](Self::advance) returns false) is an
///   error.
/// * *Where it goes on* is computed, never taken from a link. If items are counted ([`window`](Self::window)), the next page is
///   asked for from the last item that came: by what came, not by what was asked for, since a carrier may send fewer. So two
///   pages have an item in common, which is dropped. Is it missing, items were removed meanwhile and the rest has moved up;
///   then the walk goes back until it meets an item that it knows.
/// * That cannot be seen where two pages have nothing in common: pages of one item, items without a
///   [`key`](ListEndpoint::key), the page behind an empty one, and lists whose places only the carrier knows (no window).
/// * It is taken for granted that the carrier keeps an order.
pub trait Paging: Clone + Send + Sync + 'static {
    /// This place, as text.
    fn cursor(&self) -> Cursor;

    /// Moves to another place.
    ///
    /// # Errors
    /// [`ValidationError`] if the cursor is not one of such a list.
    fn go_to(&mut self, cursor: &Cursor) -> Result<(), ValidationError>;

    /// Moves behind the page that was asked for, which came with `sent` items and these links, or says that it was the last
    /// one. If the links tell that the carrier applied a smaller limit than it was asked for, that is the limit from now on.
    fn advance(&mut self, sent: usize, links: &Links) -> bool;

    /// Asks for as many items a page as the contract allows, unless the caller chose a number.
    fn prefer_full_pages(&mut self) {}

    /// The items that this page has if it comes full, counted from 0 at the beginning of the list; `None` if places are not
    /// counted in items.
    fn window(&self) -> Option<Range<u64>> {
        None
    }

    /// Moves to the page that has `item` and reaches as far behind it as possible, if places are counted in items.
    fn seek(&mut self, item: u64) {
        let _ = item;
    }
}

/// A list that comes as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SinglePage;

impl SinglePage {
    const CURSOR: &str = "whole";
}

impl Paging for SinglePage {
    fn cursor(&self) -> Cursor {
        Cursor::from(Self::CURSOR)
    }

    fn go_to(&mut self, cursor: &Cursor) -> Result<(), ValidationError> {
        let rule = "is not one of this list, which comes whole";
        ensure(cursor.as_str() == Self::CURSOR, "cursor", rule)
    }

    fn advance(&mut self, _: usize, _: &Links) -> bool {
        false
    }
}
