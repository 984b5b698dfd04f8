//! Bounded memories.

use std::collections::{HashSet, VecDeque};

/// The last cursors, to notice a list that goes in circles.
pub(super) struct Trail {
    /// In the order they came, the oldest first.
    order: VecDeque<u64>,
    known: HashSet<u64>,
}

/// How many cursors are remembered; a circle of more pages than that is not noticed.
const TRAIL: usize = 1024;

impl Trail {
    pub(super) fn new() -> Self {
        Self {
            order: VecDeque::new(),
            known: HashSet::new(),
        }
    }

    /// Remembers `place`; `false` if it is remembered already.
    pub(super) fn step(&mut self, place: u64) -> bool {
        if !self.known.insert(place) {
            return false;
        }
        self.order.push_back(place);
        let oldest = if self.order.len() > TRAIL {
            self.order.pop_front()
        } else {
            None
        };
        if let Some(oldest) = oldest {
            self.known.remove(&oldest);
        }
        true
    }
}

/// What was on this page and the two before it, to drop an item that a write has moved to the next page.
pub(super) struct Recent {
    pages: [HashSet<u64>; 3],
}

impl Recent {
    pub(super) fn new() -> Self {
        Self {
            pages: Default::default(),
        }
    }

    /// A new page begins; the oldest one is forgotten.
    pub(super) fn turn(&mut self) {
        self.pages.rotate_right(1);
        let [current, ..] = &mut self.pages;
        current.clear();
    }

    /// Remembers an item; `false` if it was on one of the pages already.
    pub(super) fn see(&mut self, identity: u64) -> bool {
        let [current, before, earlier] = &mut self.pages;
        !before.contains(&identity) && !earlier.contains(&identity) && current.insert(identity)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trail_is_bounded_and_notices_what_it_remembers() {
        let mut trail = Trail::new();
        for place in 0..100_000 {
            assert!(trail.step(place));
            assert!(!trail.step(place));
        }
        assert_eq!((trail.order.len(), trail.known.len()), (TRAIL, TRAIL));
        assert!(!trail.step(100_000 - TRAIL as u64));
        assert!(trail.step(0));
    }

    #[test]
    fn three_pages_are_remembered() {
        let mut recent = Recent::new();
        for page in 0..1000 {
            recent.turn();
            for item in 0..200 {
                assert!(recent.see(page * 200 + item));
            }
        }
        assert_eq!(recent.pages.iter().map(HashSet::len).sum::<usize>(), 600);
        assert!(!recent.see(997 * 200));
        assert!(recent.see(996 * 200));
    }
}
