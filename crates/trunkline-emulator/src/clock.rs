//! How the virtual clock starts and passes.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;

use crate::store::switches::ClockMode;
use crate::time::{self, EPOCH, LAST, Micros, rfc3339};

/// A clock that runs as the one on the wall does, or that stands still until it is moved on.
///
/// ```
/// use trunkline_emulator::Clock;
///
/// assert_eq!("frozen@2026-01-15T12:00:00Z".parse(), Ok(Clock::frozen()));
/// assert_eq!("running".parse(), Ok(Clock::running()));
/// assert!("slow".parse::<Clock>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    pub(crate) mode: ClockMode,
    /// Nothing for the moment at which it is started.
    start: Option<Micros>,
}

/// A text is no [`Clock`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected running, frozen, or either with a start: frozen@2026-01-15T12:00:00Z")]
#[non_exhaustive]
pub struct ParseClockError;

impl Clock {
    /// Runs, from the real now on.
    #[must_use]
    pub const fn running() -> Self {
        Self {
            mode: ClockMode::Running,
            start: None,
        }
    }

    /// Stands still, at 2026-01-15T12:00:00Z.
    #[must_use]
    pub const fn frozen() -> Self {
        Self {
            mode: ClockMode::Frozen,
            start: Some(EPOCH),
        }
    }

    /// Where it starts.
    pub(crate) fn start(&self) -> Micros {
        self.start.unwrap_or_else(time::wall)
    }
}

impl FromStr for Clock {
    type Err = ParseClockError;

    fn from_str(text: &str) -> Result<Self, ParseClockError> {
        let (mode, start) = match text.split_once('@') {
            Some((mode, start)) => (mode, Some(start)),
            None => (text, None),
        };
        let clock = match mode {
            "running" => Self::running(),
            "frozen" => Self::frozen(),
            _ => return Err(ParseClockError),
        };
        let start = start.map(|start| start.parse::<Timestamp>().map_err(|_| ParseClockError));
        let start = start.transpose()?.map(Timestamp::as_microsecond);
        if start.is_some_and(|start| !(0..=LAST).contains(&start)) {
            return Err(ParseClockError);
        }
        Ok(Self {
            start: start.or(clock.start),
            ..clock
        })
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mode = match self.mode {
            ClockMode::Running => "running",
            ClockMode::Frozen => "frozen",
        };
        match self.start {
            Some(start) => write!(f, "{mode}@{}", rfc3339(start)),
            None => f.write_str(mode),
        }
    }
}
