//! Ratios, byte counts and medians, and how they are printed.

use std::fmt;
use std::time::Duration;

/// A ratio in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ratio(u64);

impl Ratio {
    /// `thousandths / 1000`.
    pub const fn thousandths(thousandths: u64) -> Self {
        Self(thousandths)
    }

    /// `one / other`; 1 if `other` is zero.
    pub fn of(one: Duration, other: Duration) -> Self {
        let ratio = (one.as_nanos() * 1000)
            .checked_div(other.as_nanos())
            .unwrap_or(1000);
        Self(u64::try_from(ratio).unwrap_or(u64::MAX))
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{}.{:03}", self.0 / 1000, self.0 % 1000);
        f.pad(&text)
    }
}

/// An amount of memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bytes(u64);

impl Bytes {
    /// `count` KiB.
    pub const fn kib(count: u64) -> Self {
        Self(count * 1024)
    }

    /// `count` MiB.
    pub const fn mib(count: u64) -> Self {
        Self::kib(count * 1024)
    }

    /// How many bytes.
    #[must_use]
    pub const fn count(self) -> u64 {
        self.0
    }

    /// How much more this is than `other`; zero if it is less.
    #[must_use]
    pub const fn above(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kib = self.0 / 1024;
        let text = format!("{}.{:02} MiB", kib / 1024, kib % 1024 * 100 / 1024);
        f.pad(&text)
    }
}

/// The median, of two middle values the lower one; `None` without values.
pub fn median<T: Ord + Copy>(values: &[T]) -> Option<T> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len().checked_sub(1)? / 2).copied()
}
