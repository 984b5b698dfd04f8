//! Fleets in processes that are killed: `cargo xtask soak --fleet` plays the same with 10,000 numbers.

use std::time::Duration;

use futures_util::stream::{self, StreamExt};
use trunkline_tests::fleet::{Proof, Sabotage, Verdict};

const NUMBERS: u64 = 60;
const AT_ONCE: usize = 4;

async fn play(seeds: u64, sabotage: Sabotage, postgres: bool) -> Vec<Verdict> {
    let proofs = (1..=seeds).map(|seed| async move {
        let proof = Proof {
            program: env!("CARGO_BIN_EXE_fleet-proof").into(),
            seed,
            // Four workers are faster.
            numbers: if postgres { NUMBERS * 6 } else { NUMBERS },
            kill_after: Duration::from_millis(300),
            sabotage,
            postgres,
        };
        proof.run().await.unwrap()
    });
    stream::iter(proofs).buffer_unordered(AT_ONCE).collect().await
}

#[tokio::test]
async fn whatever_goes_wrong_what_is_owned_is_what_is_wanted() {
    let verdicts = play(20, Sabotage::None, false).await;
    let kills: u32 = verdicts.iter().map(|verdict| verdict.kills).sum();
    assert!(kills >= 20, "only {kills} workers were killed");
    for verdict in verdicts {
        assert!(verdict.violations.is_empty(), "{verdict}");
    }
}

/// What the check finds if nobody settles: it is known to bite.
#[tokio::test]
async fn without_settlement_numbers_are_bought_that_nobody_wanted() {
    let verdicts = play(3, Sabotage::WithoutSettlement, false).await;
    let orphans = |verdict: &&Verdict| verdict.owned > verdict.wanted;
    assert!(verdicts.iter().any(|verdict| orphans(&verdict)), "{verdicts:?}");
    for verdict in verdicts.iter().filter(orphans) {
        let found = verdict
            .violations
            .iter()
            .any(|line| line.contains("that the journal does not have"));
        assert!(found, "{verdict}");
    }
}

/// Four workers at a time share a journal, and the database is restarted meanwhile.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn four_workers_on_postgres_buy_what_is_wanted() {
    if trunkline_testkit::Postgres::start().is_none() {
        return;
    }
    for verdict in play(2, Sabotage::None, true).await {
        assert!(verdict.violations.is_empty(), "{verdict}");
        assert!(verdict.kills > 0 && verdict.restarts > 0, "{verdict}");
    }
}
