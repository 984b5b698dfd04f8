//! Any schedule of what goes wrong, and the end of the process at any point of it.

use std::sync::atomic::{AtomicU32, Ordering};

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use tokio::runtime::Builder;
use tokio::select;
use trunkline_provision::{Journal, Phase, Run, Status};
use trunkline_testkit::Folder;

use super::fleet::{assert_true, begin, options, plan, slot, stock};
use super::world::{Mishaps, World};

const WANTED: u64 = 12;

fn mishaps() -> impl Strategy<Value = Mishaps> {
    (
        0..30_u8,
        0..30_u8,
        0..30_u8,
        0..30_u8,
        0..20_u8,
        0..30_u8,
        any::<bool>(),
    )
        .prop_map(
            |(lost_before, lost_after, lost_and_late, busy, sold_to_others, stale, slow)| Mishaps {
                lost_before,
                lost_after,
                lost_and_late,
                busy,
                sold_to_others,
                stale,
                slow,
            },
        )
}

/// Works until the end, however often the process ends before: the journal is opened again each time.
async fn work(world: &World, journal: &str, crashes: &[u64]) -> (Run, Status) {
    let slots: Vec<_> = (0..WANTED).map(slot).collect();
    let plan = plan(&slots, WANTED as i64);
    let options = options();
    for calls in crashes {
        let opened = Journal::open(journal).await.unwrap();
        let run = begin(&opened, &plan, &slots).await;
        world.crash_after(*calls);
        select! {
            _ = world.crashed.notified() => {}
            ended = run.work(world, &options, |_| {}) => { ended.unwrap(); }
        }
        opened.close().await;
    }
    let opened = Journal::open(journal).await.unwrap();
    let run = begin(&opened, &plan, &slots).await;
    let status = run.work(world, &options, |_| {}).await.unwrap();
    (run, status)
}

/// What is owned is what is wanted, with the journal at `address`.
pub(super) fn hold(cases: u32, address: impl Fn() -> String) {
    let config = ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let schedules = (any::<u64>(), mishaps(), prop::collection::vec(1..40_u64, 0..4));
    let played = TestRunner::new(config).run(&schedules, |(seed, mishaps, crashes)| {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(play(seed, mishaps, &crashes, &address()));
        Ok(())
    });
    played.unwrap();
}

async fn play(seed: u64, mishaps: Mishaps, crashes: &[u64], journal: &str) {
    let world = World::new(seed, mishaps, stock(200));
    let (run, status) = work(&world, journal, crashes).await;
    assert_true(&world, &run, &status).await;
    assert_eq!(status.phase, Phase::Working);
    assert_eq!(world.owned().len() as u64, WANTED, "{status:?}");
    assert_eq!(status.tally.done, WANTED);
}

#[test]
fn what_is_owned_is_what_is_wanted() {
    let folder = Folder::new();
    let next = AtomicU32::new(0);
    hold(24, || {
        let name = format!("journal-{}", next.fetch_add(1, Ordering::Relaxed));
        folder.file(&name).to_str().unwrap().to_owned()
    });
}
