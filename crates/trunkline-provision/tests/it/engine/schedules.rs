//! Any schedule of what goes wrong, and the end of the process at any point of it.

use proptest::prelude::*;
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_owned_is_what_is_wanted(
        seed: u64,
        mishaps in mishaps(),
        crashes in prop::collection::vec(1..40_u64, 0..4),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let folder = Folder::new();
            let journal = folder.file("journal").to_str().unwrap().to_owned();
            let world = World::new(seed, mishaps, stock(200));
            let (run, status) = work(&world, &journal, &crashes).await;
            assert_true(&world, &run, &status).await;
            assert_eq!(status.phase, Phase::Working);
            assert_eq!(world.owned().len() as u64, WANTED, "{status:?}");
            assert_eq!(status.tally.done, WANTED);
        });
    }
}
