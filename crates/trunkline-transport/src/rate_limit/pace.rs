//! How fast a class of calls may leave: as the carrier's limit says, and as its refusals teach.

use std::time::Duration;

use tokio::time::Instant;

/// Between two calls, after the first refusal of a class whose limit nobody has told: ten calls a second.
const FIRST_GUESS: Duration = Duration::from_millis(100);
/// However much is refused.
const SLOWEST: Duration = Duration::from_secs(5);
/// Faster than this is as good as no limit.
const FASTEST: Duration = Duration::from_millis(1);
/// A refusal this soon after the one before says that the pace is far off.
const SOON: Duration = Duration::from_secs(2);
/// After so long without a refusal the pace has doubled.
const DOUBLES_AFTER: Duration = Duration::from_secs(20);

/// The time from one call to the next.
///
/// A refusal makes it longer: by a ninth, or a third if it comes soon after the one before. Then the pace grows again, ever
/// faster the longer nothing is refused: by 1 % within 2 s, a quarter within 10 s, twofold within 20 s. So it hovers just below
/// the carrier's limit, a refusal every few seconds tells where that is, and a limit that is gone is soon forgotten.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    /// What the carrier's limit allows; zero for as fast as one likes.
    least: Duration,
    learned: Option<Learned>,
}

#[derive(Clone, Copy, Debug)]
struct Learned {
    interval: Duration,
    since: Instant,
}

impl Pace {
    /// At most a call every `least`; zero for a limit that is not known.
    pub(super) fn new(least: Duration) -> Self {
        Self { least, learned: None }
    }

    /// The time from a call that leaves now to the next one.
    pub(super) fn interval(&self, now: Instant) -> Duration {
        let learned = self
            .learned
            .map_or(Duration::ZERO, |learned| learned.interval(now));
        learned.max(self.least)
    }

    /// A call was refused that had left at `left`, or before anything was learned. The refusal of one that left before the pace
    /// was last slowed down says nothing new.
    pub(super) fn slow_down(&mut self, left: Option<Instant>, now: Instant) {
        let current = self.interval(now);
        let interval = match self.learned {
            Some(learned) if left.is_none_or(|left| left <= learned.since) => return,
            _ if current.is_zero() => FIRST_GUESS,
            Some(learned) if now.duration_since(learned.since) < SOON => current * 4 / 3,
            _ => current * 10 / 9,
        };
        let interval = interval.min(SLOWEST.max(self.least));
        self.learned = Some(Learned { interval, since: now });
    }
}

impl Learned {
    fn interval(&self, now: Instant) -> Duration {
        let doubles = DOUBLES_AFTER.as_millis();
        let age = now.duration_since(self.since).as_millis().min(1_000_000);
        // interval / (1 + (age / doubles)^2), in whole numbers.
        let nanos = self.interval.as_nanos() * doubles * doubles / (doubles * doubles + age * age);
        let interval = Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX));
        if interval < FASTEST {
            Duration::ZERO
        } else {
            interval
        }
    }
}
