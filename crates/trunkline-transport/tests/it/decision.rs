//! The pure functions.

use std::time::Duration;

use trunkline_core::{Applied, Effect, Proof};
use trunkline_transport::RetryPolicy;
use trunkline_transport::retry::{Decision, Evidence, Situation, Stop, Verdict, judge, next};

use Applied::{No, Unknown, Yes};
use Effect::{Once, Read, Repeatable};

/// For each effect: whether to try again, and what was done if not.
type Row = [(Effect, bool, Applied); 3];

#[test]
fn the_whole_table() {
    let table: [(Evidence, Row); 8] = [
        (
            Evidence::NotSent,
            [(Read, true, No), (Repeatable, true, No), (Once, true, No)],
        ),
        (
            Evidence::Impossible,
            [(Read, false, No), (Repeatable, false, No), (Once, false, No)],
        ),
        (
            Evidence::MaybeSent,
            [
                (Read, true, No),
                (Repeatable, true, Unknown),
                (Once, false, Unknown),
            ],
        ),
        (
            Evidence::Refused(Proof::BeforeWork),
            [(Read, true, No), (Repeatable, true, No), (Once, true, No)],
        ),
        (
            Evidence::Refused(Proof::None),
            [
                (Read, true, No),
                (Repeatable, true, Unknown),
                (Once, false, Unknown),
            ],
        ),
        (
            Evidence::Refused(Proof::Final),
            [(Read, false, No), (Repeatable, false, No), (Once, false, No)],
        ),
        (
            Evidence::Cut,
            [(Read, true, No), (Repeatable, true, Yes), (Once, false, Yes)],
        ),
        (
            Evidence::Unreadable,
            [(Read, false, No), (Repeatable, false, Yes), (Once, false, Yes)],
        ),
    ];
    for (evidence, row) in table {
        for (effect, again, applied) in row {
            assert_eq!(
                judge(effect, evidence),
                Verdict { again, applied },
                "{effect:?} {evidence:?}"
            );
        }
    }
}

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

/// The longest wait that the dice are asked for.
fn longest(policy: &RetryPolicy, attempts: u32) -> Decision {
    next(policy, at(attempts), |up_to| up_to)
}

#[test]
fn the_longest_wait_doubles_up_to_the_cap() {
    let policy = RetryPolicy::new().attempts(100);
    let waits: Vec<_> = (1..=9).map(|n| longest(&policy, n)).collect();
    let expected = [250, 500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000];
    assert_eq!(waits, expected.map(|n| Decision::Again(ms(n))));
    assert_eq!(longest(&policy, 99), Decision::Again(ms(20_000)));
}

#[test]
fn four_attempts_by_default() {
    let policy = RetryPolicy::default();
    assert_eq!(longest(&policy, 3), Decision::Again(ms(1000)));
    assert_eq!(longest(&policy, 4), Decision::Stop(Stop::Exhausted));
    assert_eq!(longest(&RetryPolicy::none(), 1), Decision::Stop(Stop::Exhausted));
    assert_eq!(RetryPolicy::new().attempts(0), RetryPolicy::none());
}

#[test]
fn what_the_carrier_asks_for_is_the_least() {
    let asked = |wait| Situation {
        retry_after: Some(wait),
        ..at(1)
    };
    let policy = RetryPolicy::default();
    assert_eq!(
        next(&policy, asked(ms(3000)), |_| ms(100)),
        Decision::Again(ms(3000))
    );
    assert_eq!(
        next(&policy, asked(ms(50)), |_| ms(100)),
        Decision::Again(ms(100))
    );
    // The cap is for our own waits only.
    assert_eq!(
        next(&policy, asked(ms(60_000)), |_| ms(0)),
        Decision::Again(ms(60_000))
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
    assert_eq!(
        next(&policy, left(ms(101), None), |_| ms(100)),
        Decision::Again(ms(100))
    );
    assert_eq!(
        next(&policy, left(ms(100), None), |_| ms(100)),
        Decision::Stop(Stop::Deadline)
    );
    assert_eq!(
        next(&policy, left(ms(900), Some(ms(1000))), |_| ms(0)),
        Decision::Stop(Stop::Deadline)
    );
    assert_eq!(
        next(&policy, left(ms(0), None), |_| ms(0)),
        Decision::Stop(Stop::Deadline)
    );
}

proptest::proptest! {
    #[test]
    fn a_wait_is_never_longer_than_asked_nor_past_the_deadline(
        attempts in 1u32..50, left in 0u64..100_000, after in proptest::option::of(0u64..100_000), roll in 0u64..30_000,
    ) {
        let policy = RetryPolicy::new().attempts(40);
        let at = Situation { attempts, left: Some(ms(left)), retry_after: after.map(ms) };
        let mut highest = Duration::ZERO;
        let decision = next(&policy, at, |up_to| { highest = up_to; up_to.min(ms(roll)) });
        proptest::prop_assert!(highest <= ms(20_000));
        if let Decision::Again(wait) = decision {
            proptest::prop_assert!(attempts < 40);
            proptest::prop_assert!(wait < ms(left));
            proptest::prop_assert!(wait >= ms(after.unwrap_or(0)));
            proptest::prop_assert!(wait <= ms(20_000).max(ms(after.unwrap_or(0))));
        }
    }
}
