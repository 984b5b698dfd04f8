//! Two figures that are measured in alternating rounds, and their medians.

use std::time::Duration;

use crate::{Ratio, median};

/// The times of two ways to do the same, round by round.
#[derive(Default)]
pub(crate) struct Rounds {
    first: Vec<Duration>,
    second: Vec<Duration>,
    ratios: Vec<Ratio>,
}

impl Rounds {
    pub(crate) fn push(&mut self, first: Duration, second: Duration) {
        self.first.push(first);
        self.second.push(second);
        self.ratios.push(Ratio::of(second, first));
    }

    /// `None` without a round.
    pub(crate) fn medians(&self) -> Option<Medians> {
        Some(Medians {
            first: median(&self.first)?,
            second: median(&self.second)?,
            ratio: median(&self.ratios)?,
            range: (*self.ratios.iter().min()?, *self.ratios.iter().max()?),
            rounds: self.ratios.len(),
        })
    }
}

/// What the rounds have in common.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Medians {
    /// The median of the first way's times.
    pub first: Duration,
    /// The median of the second way's times.
    pub second: Duration,
    /// The median of the rounds' ratios, second to first.
    pub ratio: Ratio,
    /// The smallest and the largest ratio of a round.
    pub range: (Ratio, Ratio),
    /// How many rounds counted.
    pub rounds: usize,
}
