//! Which items were on the last pages.

use std::collections::HashSet;
use std::hash::Hash;

/// What was on this page and the two before it, to drop an item that a write has moved to the next page.
pub(super) struct RecentItems<K> {
    pages: [HashSet<K>; 3],
}

impl<K: Hash + Eq> RecentItems<K> {
    pub(super) fn new() -> Self {
        Self {
            pages: Default::default(),
        }
    }

    /// A new page begins; the oldest one is forgotten.
    pub(super) fn next_page(&mut self) {
        self.pages.rotate_right(1);
        let [current, ..] = &mut self.pages;
        current.clear();
    }

    /// Remembers an item; `false` if it was on one of the pages already.
    pub(super) fn insert(&mut self, key: K) -> bool {
        let [current, before, earlier] = &mut self.pages;
        !before.contains(&key) && !earlier.contains(&key) && current.insert(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_pages_are_remembered() {
        let mut recent = RecentItems::new();
        for page in 0..1000 {
            recent.next_page();
            for item in 0..200 {
                assert!(recent.insert(page * 200 + item));
            }
        }
        assert_eq!(recent.pages.iter().map(HashSet::len).sum::<usize>(), 600);
        assert!(!recent.insert(997 * 200));
        assert!(recent.insert(996 * 200));
    }
}
