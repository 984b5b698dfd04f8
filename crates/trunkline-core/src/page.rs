//! Lists: pages, where to go on, and items that could not be read.

use serde::{Deserialize, Serialize};

use crate::{DecodeError, Endpoint, ValidationError};

/// One page of a list.
///
/// Derefs to the slice of its items. An item that cannot be read never hides the others: it is kept in
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
    pub this: Option<Box<str>>,
    /// The next page; absent on the last one.
    #[serde(default)]
    pub next: Option<Box<str>>,
    /// The page before.
    #[serde(default)]
    pub prev: Option<Box<str>>,
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
    pub json: Box<str>,
}

impl Unreadable {
    /// The item at `index`, which came as `json` and cannot be read because of `reason`.
    pub fn new(index: usize, json: impl Into<Box<str>>, reason: DecodeError) -> Self {
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

    /// How many items the carrier sent, readable or not.
    pub fn sent(&self) -> usize {
        self.items.len() + self.unreadable.len()
    }
}

impl<T> std::ops::Deref for Page<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
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
pub struct Cursor(Box<str>);

impl Cursor {
    /// A cursor from its text.
    pub fn new(text: impl Into<Box<str>>) -> Self {
        Self(text.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// An endpoint that lists.
pub trait ListEndpoint: Endpoint<Output = Page<Self::Item>> + Clone + Send + Sync {
    /// What is listed.
    type Item: Send;

    /// Where this request stands in the list.
    fn cursor(&self) -> Cursor;

    /// Moves this request to another place in the list.
    ///
    /// # Errors
    /// [`ValidationError`] if the cursor is not one of this list.
    fn go_to(&mut self, cursor: &Cursor) -> Result<(), ValidationError>;

    /// Moves this request behind `page`, or says that `page` is the last one.
    fn advance(&mut self, page: &Page<Self::Item>) -> bool;

    /// Asks for as many items a page as the contract allows, unless the caller chose a number.
    fn prefer_full_pages(&mut self) {}

    /// What tells two items apart. Lists are not snapshots: a write between two pages shifts the rest, and the same
    /// item comes twice. `None` switches the check off.
    fn identity(item: &Self::Item) -> Option<u64> {
        let _ = item;
        None
    }
}

/// A number for [`ListEndpoint::identity`] from anything that can be hashed. The same in every run.
pub fn fingerprint(value: &(impl std::hash::Hash + ?Sized)) -> u64 {
    use std::hash::{DefaultHasher, Hasher};
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
