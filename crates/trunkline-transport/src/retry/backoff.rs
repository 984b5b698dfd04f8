//! When to try again.

use std::time::Duration;

use super::RetryPolicy;

/// Where a call stands after a failure that may be repeated.
#[derive(Clone, Copy, Debug)]
pub(super) struct Situation {
    /// How many attempts there were.
    pub(super) attempts: u32,
    /// How much time is left for the whole call; `None` for no end.
    pub(super) left: Option<Duration>,
    /// How long the carrier asked to wait.
    pub(super) retry_after: Option<Duration>,
}

/// Why there is no further attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The failure does not allow it.
    Settled,
    /// All attempts are used up.
    Exhausted,
    /// The wait would pass the deadline.
    Deadline,
    /// Too many calls of this client fail at the moment.
    Budget,
}

impl Stop {
    /// In words, for the log.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Settled => "settled",
            Self::Exhausted => "no attempts left",
            Self::Deadline => "no time left",
            Self::Budget => "retry budget used up",
        }
    }
}

/// The wait before the next attempt of a call that may be repeated, with full jitter: anything up to
/// `min(max_backoff, initial_backoff * 2^attempts)`, drawn by `jitter`, but never less than the carrier asked for.
pub(super) fn backoff(
    policy: &RetryPolicy,
    at: Situation,
    jitter: impl FnOnce(Duration) -> Duration,
) -> Result<Duration, Stop> {
    if at.attempts >= policy.max_attempts {
        return Err(Stop::Exhausted);
    }
    let doublings = at.attempts.saturating_sub(1).min(31);
    let up_to = policy
        .initial_backoff
        .saturating_mul(1 << doublings)
        .min(policy.max_backoff);
    let wait = jitter(up_to).max(at.retry_after.unwrap_or_default());
    match at.left {
        Some(left) if wait >= left => Err(Stop::Deadline),
        _ => Ok(wait),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    fn at(attempts: u32) -> Situation {
        Situation {
            attempts,
            left: None,
            retry_after: None,
        }
    }

    /// The longest wait that is drawn from.
    fn longest(policy: &RetryPolicy, attempts: u32) -> Result<Duration, Stop> {
        backoff(policy, at(attempts), |up_to| up_to)
    }

    #[test]
    fn the_longest_wait_doubles_up_to_the_cap() {
        let policy = RetryPolicy::new().max_attempts(100);
        let waits: Vec<_> = (1..=9).map(|n| longest(&policy, n)).collect();
        let expected = [250, 500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000];
        assert_eq!(waits, expected.map(|n| Ok(ms(n))));
        assert_eq!(longest(&policy, 99), Ok(ms(20_000)));
    }

    #[test]
    fn four_attempts_by_default() {
        let policy = RetryPolicy::default();
        assert_eq!(longest(&policy, 3), Ok(ms(1000)));
        assert_eq!(longest(&policy, 4), Err(Stop::Exhausted));
        assert_eq!(longest(&RetryPolicy::none(), 1), Err(Stop::Exhausted));
        assert_eq!(RetryPolicy::new().max_attempts(0), RetryPolicy::none());
    }

    #[test]
    fn what_the_carrier_asks_for_is_the_least() {
        let asked = |wait| Situation {
            retry_after: Some(wait),
            ..at(1)
        };
        let policy = RetryPolicy::default();
        assert_eq!(backoff(&policy, asked(ms(3000)), |_| ms(100)), Ok(ms(3000)));
        assert_eq!(backoff(&policy, asked(ms(50)), |_| ms(100)), Ok(ms(100)));
        // The cap is for our own waits only.
        assert_eq!(backoff(&policy, asked(ms(60_000)), |_| ms(0)), Ok(ms(60_000)));
    }

    #[test]
    fn no_wait_passes_the_deadline() {
        let left = |left, retry_after| Situation {
            left: Some(left),
            retry_after,
            ..at(1)
        };
        let policy = RetryPolicy::default();
        assert_eq!(backoff(&policy, left(ms(101), None), |_| ms(100)), Ok(ms(100)));
        assert_eq!(
            backoff(&policy, left(ms(100), None), |_| ms(100)),
            Err(Stop::Deadline)
        );
        assert_eq!(
            backoff(&policy, left(ms(900), Some(ms(1000))), |_| ms(0)),
            Err(Stop::Deadline)
        );
        assert_eq!(
            backoff(&policy, left(ms(0), None), |_| ms(0)),
            Err(Stop::Deadline)
        );
    }

    proptest::proptest! {
        #[test]
        fn a_wait_is_never_longer_than_asked_nor_past_the_deadline(
            attempts in 1u32..50, left in 0u64..100_000, after in proptest::option::of(0u64..100_000), roll in 0u64..30_000,
        ) {
            let policy = RetryPolicy::new().max_attempts(40);
            let at = Situation { attempts, left: Some(ms(left)), retry_after: after.map(ms) };
            let mut highest = Duration::ZERO;
            let wait = backoff(&policy, at, |up_to| { highest = up_to; up_to.min(ms(roll)) });
            proptest::prop_assert!(highest <= ms(20_000));
            if let Ok(wait) = wait {
                proptest::prop_assert!(attempts < 40);
                proptest::prop_assert!(wait < ms(left));
                proptest::prop_assert!(wait >= ms(after.unwrap_or(0)));
                proptest::prop_assert!(wait <= ms(20_000).max(ms(after.unwrap_or(0))));
            }
        }
    }
}
