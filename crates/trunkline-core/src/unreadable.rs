//! Items of a list that could not be read.

use std::fmt;
use std::ops::{Deref, DerefMut};

use crate::DecodeError;

/// An item of a page that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unreadable {
    /// Its place on the page, from 0.
    pub index: usize,
    /// Why it could not be read, with the JSON path.
    pub reason: DecodeError,
    /// The item as it came, unmasked: whatever the carrier sent is in it. Empty if the list is
    /// [confidential](crate::Operation::confidential), so that no secret is kept by accident.
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

/// The items of a page that could not be read: how many there are, and the first [`KEPT`](Self::KEPT) of them. A carrier that
/// sends rubbish must not fill the memory with it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct UnreadableItems {
    first: Vec<Unreadable>,
    more: usize,
}

impl UnreadableItems {
    /// How many are kept of one page.
    pub const KEPT: usize = 100;

    /// How many items could not be read, kept or not.
    pub fn count(&self) -> usize {
        self.first.len() + self.more
    }

    /// Adds one. It is only counted if [`KEPT`](Self::KEPT) are there already.
    pub fn push(&mut self, item: Unreadable) {
        if self.is_full() {
            self.more += 1;
        } else {
            self.first.push(item);
        }
    }

    /// Whether a further item would only be counted.
    pub(crate) fn is_full(&self) -> bool {
        self.first.len() >= Self::KEPT
    }

    /// Counts an item for which there is no room.
    pub(crate) fn count_one_more(&mut self) {
        self.more += 1;
    }

    /// Keeps those that stood in this part of the page. Those that are only counted stood at its end.
    pub fn retain(&mut self, is_kept: impl Fn(usize) -> bool) {
        self.first.retain(|item| is_kept(item.index));
        if !is_kept(usize::MAX) {
            self.more = 0;
        }
    }
}

/// Those that are kept.
impl Deref for UnreadableItems {
    type Target = [Unreadable];

    fn deref(&self) -> &[Unreadable] {
        &self.first
    }
}

impl DerefMut for UnreadableItems {
    fn deref_mut(&mut self) -> &mut [Unreadable] {
        &mut self.first
    }
}

impl<'a> IntoIterator for &'a UnreadableItems {
    type Item = &'a Unreadable;
    type IntoIter = std::slice::Iter<'a, Unreadable>;

    fn into_iter(self) -> Self::IntoIter {
        self.first.iter()
    }
}

impl IntoIterator for UnreadableItems {
    type Item = Unreadable;
    type IntoIter = std::vec::IntoIter<Unreadable>;

    fn into_iter(self) -> Self::IntoIter {
        self.first.into_iter()
    }
}

impl fmt::Debug for UnreadableItems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut list = f.debug_list();
        list.entries(&self.first);
        if self.more > 0 {
            list.entry(&format_args!("and {} more", self.more));
        }
        list.finish()
    }
}
