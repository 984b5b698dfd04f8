//! What is different on Postgres: several workers, and a database that comes and goes.

use std::sync::atomic::{AtomicU32, Ordering};

use trunkline_provision::Journal;
use trunkline_testkit::Postgres;

use super::fleet::{assert_true, begin, options, plan, slot, stock};
use super::world::{Mishaps, World};

fn mishaps() -> Mishaps {
    Mishaps {
        lost_before: 10,
        lost_after: 10,
        lost_and_late: 5,
        busy: 10,
        sold_to_others: 5,
        stale: 10,
        slow: false,
    }
}

#[test]
fn what_is_owned_is_what_is_wanted() {
    if let Some(postgres) = Postgres::start() {
        super::schedules::hold(8, || postgres.url());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn four_workers_share_a_run_while_the_database_is_restarted() {
    let Some(postgres) = Postgres::start() else { return };
    const WANTED: u64 = 40;
    let world = World::new(1, mishaps(), stock(300));
    let slots: Vec<_> = (0..WANTED).map(slot).collect();
    let plan = plan(&slots, WANTED as i64);
    let journals = [
        Journal::open(&postgres.url()).await.unwrap(),
        Journal::open(&postgres.url()).await.unwrap(),
        Journal::open(&postgres.url()).await.unwrap(),
        Journal::open(&postgres.url()).await.unwrap(),
    ];
    let options = options();
    let told = AtomicU32::new(0);
    let restart = tokio::sync::Notify::new();
    let workers = journals.iter().map(|journal| async {
        let run = begin(journal, &plan, &slots).await;
        let observer = |_: &_| {
            if told.fetch_add(1, Ordering::Relaxed) == 20 {
                restart.notify_one();
            }
        };
        run.work(&world, &options, observer).await.unwrap()
    });
    let restarted = async {
        restart.notified().await;
        tokio::task::block_in_place(|| postgres.restart());
    };
    tokio::join!(futures_util::future::join_all(workers), restarted);

    let run = journals[0].run(&plan.digest).await.unwrap().unwrap();
    let status = run.status().await.unwrap();
    assert_true(&world, &run, &status).await;
    assert_eq!(
        (status.tally.done, world.owned().len() as u64),
        (WANTED, WANTED),
        "{status:?}"
    );
    for journal in journals {
        journal.close().await;
    }
}

/// A worker that hangs longer than its lease, and then goes on: another one has taken its slot over, and its word counts no more.
#[tokio::test]
async fn a_worker_that_was_thought_dead_buys_nothing_on_top() {
    let Some(postgres) = Postgres::start() else { return };
    let world = World::new(1, Mishaps::default(), stock(10));
    let slots = [slot(0)];
    let plan = plan(&slots, 1);
    let options = options();
    let first = Journal::open(&postgres.url()).await.unwrap();
    let run = begin(&first, &plan, &slots).await;
    world.crash_after(1);
    {
        let asleep = run.work(&world, &options, |_| {});
        tokio::pin!(asleep);
        tokio::select! {
            _ = &mut asleep => panic!("it ended"),
            () = world.crashed.notified() => {}
        }
        // It is not polled meanwhile: so a process is that was stopped.
        let second = Journal::open(&postgres.url()).await.unwrap();
        let other = begin(&second, &plan, &slots).await;
        let status = other.work(&world, &options, |_| {}).await.unwrap();
        assert_eq!(status.tally.done, 1);
        second.close().await;
        asleep.await.unwrap();
    }
    let status = run.status().await.unwrap();
    assert_true(&world, &run, &status).await;
    assert_eq!((status.tally.bought, world.sent().len()), (1, 1));
    first.close().await;
}
