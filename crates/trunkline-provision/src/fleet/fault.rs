//! What is wrong with a fleet file, and where.

use std::fmt;
use std::sync::Arc;

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub(super) file: Arc<str>,
    pub(super) line: usize,
}

impl Place {
    /// The file, as it was named.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, counted from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }
}

/// `fleet.toml:14`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// A line of a fleet file, and the rule that it breaks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    place: Place,
    rule: String,
}

impl Fault {
    pub(crate) fn new(place: &Place, rule: impl Into<String>) -> Self {
        Self {
            place: place.clone(),
            rule: rule.into(),
        }
    }

    /// Where it is.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// What must be so, and what is.
    #[must_use]
    pub fn rule(&self) -> &str {
        &self.rule
    }
}

/// `fleet.toml:14: max_setup must be an amount of money such as "$1.00", got "cheap"`.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.rule)
    }
}

/// Everything that is wrong with a fleet file; at least one fault, in the order of the lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    kept: Vec<Fault>,
    more: usize,
}

impl Faults {
    /// How many faults are kept. A list of a million numbers may have as many.
    const KEPT: usize = 100;

    pub(crate) fn add(&mut self, place: &Place, rule: impl Into<String>) {
        if self.kept.len() < Self::KEPT {
            self.kept.push(Fault::new(place, rule));
        } else {
            self.more += 1;
        }
    }

    /// The value, unless there are faults.
    pub(crate) fn or<T>(mut self, value: T) -> Result<T, Self> {
        if self.kept.is_empty() {
            return Ok(value);
        }
        self.kept.sort();
        Err(self)
    }

    /// The faults, as far as they are kept: the first hundred.
    pub fn iter(&self) -> impl Iterator<Item = &Fault> {
        self.kept.iter()
    }

    /// How many more there are.
    #[must_use]
    pub fn more(&self) -> usize {
        self.more
    }
}

/// One fault a line.
impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.kept.iter().enumerate() {
            let end = if index == 0 { "" } else { "\n" };
            write!(f, "{end}{fault}")?;
        }
        match self.more {
            0 => Ok(()),
            more => write!(f, "\nand {more} more"),
        }
    }
}

impl std::error::Error for Faults {}
