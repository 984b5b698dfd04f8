//! Lists: pages, where to go on, and items that could not be read.

use std::hash::Hash;

use serde::{Deserialize, Serialize};

use crate::{DecodeError, Endpoint, ValidationError, ensure};

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
    pub unreadable: Vec<Unreadable>,
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

/// An item of a page that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unreadable {
    /// Its place on the page, from 0.
    pub index: usize,
    /// Why it could not be read, with the JSON path.
    pub reason: DecodeError,
    /// The item as it came.
    pub json: String,
}

impl Unreadable {
    /// The item at `index`, which came as `json` and cannot be read because of `reason`.
    pub fn new(index: usize, json: impl Into<String>, reason: DecodeError) -> Self {
        Self {
            index,
            reason,
            json: json.into(),
        }
    }
}

impl<T> Page<T> {
    /// A page of readable items.
    pub fn new(items: Vec<T>, links: Links) -> Self {
        Self {
            items,
            unreadable: Vec::new(),
            links,
        }
    }

    /// A page whose items are read one by one; those that cannot be read are kept apart. Slower than reading the page as a whole.
    pub fn read_each(
        items: impl IntoIterator<Item = String>,
        links: Links,
        read: impl Fn(&[u8]) -> Result<T, DecodeError>,
    ) -> Self {
        let mut page = Self::new(Vec::new(), links);
        for (index, json) in items.into_iter().enumerate() {
            match read(json.as_bytes()) {
                Ok(item) => page.items.push(item),
                Err(reason) => page.unreadable.push(Unreadable::new(index, json, reason)),
            }
        }
        page
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

    /// How many items the carrier sent, readable or not.
    pub fn sent(&self) -> usize {
        self.items.len() + self.unreadable.len()
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

/// Where a list can be taken up again, after a crash or tomorrow. Text, to be stored as it is.
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
pub trait Paging: Clone + Send + Sync + 'static {
    /// This place, as text.
    fn cursor(&self) -> Cursor;

    /// Moves to another place.
    ///
    /// # Errors
    /// [`ValidationError`] if the cursor is not one of such a list.
    fn go_to(&mut self, cursor: &Cursor) -> Result<(), ValidationError>;

    /// Moves behind a page that came with `sent` items and these links, or says that it was the last one.
    fn advance(&mut self, sent: usize, links: &Links) -> bool;

    /// Asks for as many items a page as the contract allows, unless the caller chose a number.
    fn prefer_full_pages(&mut self) {}

    /// The next place if this page comes full, and how many items that is, to read ahead; `None` if it cannot be told
    /// beforehand.
    fn next_if_full(&self) -> Option<(Self, usize)> {
        None
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
