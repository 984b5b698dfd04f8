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
    /// The carrier is only too busy: it has answered, and waiting is all it takes.
    pub(super) busy: bool,
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

/// The wait before the next attempt of a call that may be repeated: what the carrier asked for, and then
///
/// * usually anything up to `min(max_backoff, initial_backoff * 2^attempts)`, drawn by `jitter`;
/// * for a carrier that is too busy between half of four times that and all of it: refused attempts count against its limits,
///   too, so that those who come back early only keep everybody out. The waits become shorter again as time runs out.
///
/// The longer the carrier makes everybody wait, the further apart they come back.
pub(super) fn backoff(
    policy: &RetryPolicy,
    at: Situation,
    jitter: impl FnOnce(Duration) -> Duration,
) -> Result<Duration, Stop> {
    if at.attempts >= policy.attempts(at.busy && at.left.is_some()) {
        return Err(Stop::Exhausted);
    }
    let asked = at.retry_after.unwrap_or_default();
    let longest = longest_wait(policy, at, asked);
    let own = match at.busy {
        true => longest / 2 + jitter(longest / 2),
        false => jitter(longest),
    };
    let wait = asked.saturating_add(own);
    match at.left {
        Some(left) if wait >= left => Err(Stop::Deadline),
        _ => Ok(wait),
    }
}

/// Our own share of the wait, before it is drawn.
fn longest_wait(policy: &RetryPolicy, at: Situation, asked: Duration) -> Duration {
    let first = policy.initial_backoff * if at.busy { 4 } else { 1 };
    let doublings = at.attempts.saturating_sub(1).min(31);
    let longest = first
        .saturating_mul(1 << doublings)
        .min(policy.max_backoff)
        .max(asked / 4);
    match at.left {
        // It must fit behind what was asked for.
        Some(left) if !asked.is_zero() => longest.min(left.saturating_sub(asked) / 2),
        Some(left) if at.busy => longest.min((left / 2).max(first)),
        _ => longest,
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
            busy: false,
        }
    }

    /// After 429.
    fn busy(attempts: u32, left: Duration) -> Situation {
        Situation {
            left: Some(left),
            busy: true,
            ..at(attempts)
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
    fn a_busy_carrier_is_waited_for_as_long_as_there_is_time() {
        let policy = RetryPolicy::default();
        let wait =
            |attempts, left, roll: fn(Duration) -> Duration| backoff(&policy, busy(attempts, left), roll);
        let minute = ms(60_000);
        let shortest: Vec<_> = (1..=7).map(|n| wait(n, minute, |_| ms(0))).collect();
        assert_eq!(
            shortest,
            [500, 1000, 2000, 4000, 8000, 10_000, 10_000].map(|n| Ok(ms(n)))
        );
        assert_eq!(wait(1, minute, |up_to| up_to), Ok(ms(1000)));
        assert_eq!(wait(99, minute, |up_to| up_to), Ok(ms(20_000)));
        // Half of what is left, but no less than at first.
        assert_eq!(wait(99, ms(8000), |up_to| up_to), Ok(ms(4000)));
        assert_eq!(wait(99, ms(1100), |up_to| up_to), Ok(ms(1000)));
        assert_eq!(wait(99, ms(900), |up_to| up_to), Err(Stop::Deadline));
        // What the caller says holds; and without a deadline something else must end it.
        let twice = RetryPolicy::new().max_attempts(2);
        assert_eq!(backoff(&twice, busy(2, minute), |_| ms(0)), Err(Stop::Exhausted));
        let endless = Situation {
            left: None,
            ..busy(4, minute)
        };
        assert_eq!(backoff(&policy, endless, |_| ms(0)), Err(Stop::Exhausted));
    }

    #[test]
    fn what_the_carrier_asks_for_is_the_least() {
        let asked = |wait| Situation {
            retry_after: Some(wait),
            ..at(1)
        };
        let policy = RetryPolicy::default();
        assert_eq!(backoff(&policy, asked(ms(3000)), |_| ms(0)), Ok(ms(3000)));
        assert_eq!(backoff(&policy, asked(ms(50)), |_| ms(100)), Ok(ms(150)));
        // The cap is for our own waits only.
        assert_eq!(backoff(&policy, asked(ms(60_000)), |_| ms(0)), Ok(ms(60_000)));
    }

    #[test]
    fn those_who_are_asked_to_wait_long_come_back_far_apart_and_in_time() {
        let asked = |left| Situation {
            retry_after: Some(ms(20_000)),
            ..busy(1, left)
        };
        let policy = RetryPolicy::default();
        assert_eq!(backoff(&policy, asked(ms(60_000)), |_| ms(0)), Ok(ms(22_500)));
        assert_eq!(backoff(&policy, asked(ms(60_000)), |up_to| up_to), Ok(ms(25_000)));
        assert_eq!(backoff(&policy, asked(ms(21_000)), |up_to| up_to), Ok(ms(20_500)));
        assert_eq!(
            backoff(&policy, asked(ms(20_000)), |_| ms(0)),
            Err(Stop::Deadline)
        );
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
            attempts in 1u32..50, left in 0u64..100_000, after in proptest::option::of(0u64..100_000), roll in 0u64..30_000, busy: bool,
        ) {
            let policy = RetryPolicy::new().max_attempts(40);
            let at = Situation { attempts, left: Some(ms(left)), retry_after: after.map(ms), busy };
            let mut highest = Duration::ZERO;
            let wait = backoff(&policy, at, |up_to| { highest = up_to; up_to.min(ms(roll)) });
            let longest = ms(20_000).max(ms(after.unwrap_or(0) / 4));
            proptest::prop_assert!(highest <= longest);
            if let Ok(wait) = wait {
                proptest::prop_assert!(attempts < 40);
                proptest::prop_assert!(wait < ms(left));
                proptest::prop_assert!(wait >= ms(after.unwrap_or(0)));
                proptest::prop_assert!(wait <= ms(after.unwrap_or(0)) + longest);
            }
        }
    }
}
