//! What follows from what a failed attempt proves: the whole table.

use Applied::{No, Unknown, Yes};
use Effect::{Once, Read, Repeatable};
use trunkline_core::{Applied, Effect, Evidence, Verdict};

/// For each effect: whether to try again, and what was done if not.
type Row = [(Effect, bool, Applied); 3];

#[test]
fn the_whole_table() {
    let table: [(Evidence, Row); 6] = [
        (
            Evidence::NotProcessed,
            [(Read, true, No), (Repeatable, true, No), (Once, true, No)],
        ),
        (
            Evidence::Rejected,
            [(Read, false, No), (Repeatable, false, No), (Once, false, No)],
        ),
        (
            Evidence::Inconclusive,
            [
                (Read, true, No),
                (Repeatable, true, Unknown),
                (Once, false, Unknown),
            ],
        ),
        (
            Evidence::Redirected,
            [
                (Read, false, No),
                (Repeatable, false, Unknown),
                (Once, false, Unknown),
            ],
        ),
        (
            Evidence::Truncated,
            [(Read, true, No), (Repeatable, true, Yes), (Once, false, Yes)],
        ),
        (
            Evidence::Unreadable,
            [(Read, false, No), (Repeatable, false, Yes), (Once, false, Yes)],
        ),
    ];
    for (evidence, row) in table {
        for (effect, retry, applied) in row {
            assert_eq!(
                evidence.verdict(effect),
                Verdict { retry, applied },
                "{effect:?} {evidence:?}"
            );
        }
    }
}
