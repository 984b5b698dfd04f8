//! Rate limits over a sliding second (docs/contracts/flowroute-v2.md §1.7). Not part of the state.

use std::collections::{HashMap, VecDeque};

use crate::time::{Micros, SECOND};

/// Attempts of the last second, by what they are counted under.
#[derive(Default)]
pub(crate) struct Limits {
    attempts: HashMap<&'static str, VecDeque<Micros>>,
}

impl Limits {
    /// Counts an attempt and tells whether it is over the limit; every attempt counts, refused ones too.
    pub(crate) fn is_over(&mut self, counter: &'static str, per_second: Option<u32>, now: Micros) -> bool {
        let Some(limit) = per_second else { return false };
        let attempts = self.attempts.entry(counter).or_default();
        while attempts.front().is_some_and(|at| *at <= now - SECOND) {
            attempts.pop_front();
        }
        // More than this many need not be remembered to know that the limit is reached.
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        if attempts.len() > limit {
            attempts.pop_front();
        }
        attempts.push_back(now);
        attempts.len() > limit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_slides() {
        let mut limits = Limits::default();
        for at in 0..5 {
            assert!(!limits.is_over("sms", Some(5), at));
        }
        assert!(limits.is_over("sms", Some(5), 5));
        assert!(!limits.is_over("mms", Some(1), 5));
        assert!(!limits.is_over("sms", Some(5), 2 * SECOND));
        assert!(!limits.is_over("sms", None, 2 * SECOND));
    }
}
