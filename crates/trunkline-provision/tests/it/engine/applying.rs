//! What a run does with each answer of a carrier.

use std::sync::Mutex;

use trunkline_core::Money;
use trunkline_provision::{Action, Event, Journal, Phase, Run, Slot, Standing, Status};
use trunkline_testkit::Folder;

use super::fleet::{assert_true, begin, dollars, number, options, plan, records, slot, stock};
use super::world::{Mishaps, World};

async fn apply(world: &World, slots: &[Slot], limit: i64) -> (Folder, Run, Status) {
    let folder = Folder::new();
    let journal = Journal::open(folder.file("journal").to_str().unwrap())
        .await
        .unwrap();
    let run = begin(&journal, &plan(slots, limit), slots).await;
    let status = run.work(world, &options(), |_| {}).await.unwrap();
    assert_true(world, &run, &status).await;
    (folder, run, status)
}

fn slots(count: u64) -> Vec<Slot> {
    (0..count).map(slot).collect()
}

#[tokio::test]
async fn each_number_is_bought_once_and_set_up() {
    let world = World::new(1, Mishaps::default(), stock(10));
    let (_folder, _, status) = apply(&world, &slots(5), 5).await;
    assert!(status.is_finished());
    assert_eq!(status.tally.done, 5);
    assert_eq!(status.tally.written, 10);
    assert_eq!(world.sent().len(), 5);
    assert_eq!(world.settings(number(3)).len(), 2);
}

#[tokio::test]
async fn orders_that_take_time_are_asked_for() {
    let mishaps = Mishaps {
        slow: true,
        ..Mishaps::default()
    };
    let world = World::new(1, mishaps, stock(10));
    let (_folder, _, status) = apply(&world, &slots(5), 5).await;
    assert_eq!(status.tally.done, 5);
    assert_eq!(world.sent().len(), 5);
}

#[tokio::test]
async fn a_lost_purchase_is_looked_up_and_the_others_go_on() {
    let mishaps = Mishaps {
        lost_after: 100,
        ..Mishaps::default()
    };
    let world = World::new(1, mishaps, stock(10));
    let slots: Vec<_> = slots(5)
        .into_iter()
        .map(|slot| Slot {
            changes: Vec::new(),
            ..slot
        })
        .collect();
    let (_folder, _, status) = apply(&world, &slots, 5).await;
    assert_eq!(status.tally.done, 5);
    assert_eq!(world.sent().len(), 5, "nothing was sent twice");
}

#[tokio::test]
async fn a_number_that_was_sold_is_replaced_by_one_that_no_slot_has() {
    let world = World::new(1, Mishaps::default(), stock(10));
    world.sell(number(1));
    world.sell(number(3));
    let (_folder, run, status) = apply(&world, &slots(5), 5).await;
    assert_eq!((status.tally.done, status.tally.replaced), (5, 2));
    let numbers: Vec<_> = records(&run)
        .await
        .into_iter()
        .map(|record| record.number)
        .collect();
    assert_eq!(
        [numbers[0], numbers[2], numbers[4]],
        [number(0), number(2), number(4)]
    );
    assert!(numbers[1] >= number(5) && numbers[3] >= number(5), "{numbers:?}");
}

#[tokio::test]
async fn a_number_is_replaced_as_the_plan_allows_or_not_at_all() {
    let dear = (5..10).map(|n| (number(n), dollars(2)));
    let world = World::new(1, Mishaps::default(), stock(3).chain(dear));
    world.sell(number(1));
    let (_folder, run, status) = apply(&world, &slots(3), 9).await;
    assert_eq!((status.tally.done, status.tally.given_up), (2, 1));
    let record = &records(&run).await[1];
    assert_eq!(record.standing, Standing::GivenUp, "{record:?}");
}

#[tokio::test]
async fn the_limit_is_never_passed() {
    let world = World::new(1, Mishaps::default(), stock(10));
    let (_folder, run, status) = apply(&world, &slots(8), 5).await;
    assert_eq!((status.tally.done, status.tally.given_up), (5, 3));
    assert_eq!(
        world.sent().len(),
        5,
        "nothing is sent that the limit does not allow"
    );
    let given_up = records(&run)
        .await
        .into_iter()
        .find(|record| record.standing == Standing::GivenUp);
    assert_eq!(
        given_up.unwrap().evidence,
        "the spending limit does not allow its price"
    );
}

#[tokio::test]
async fn an_account_without_money_stops_the_run_until_it_is_reopened() {
    let world = World::new(1, Mishaps::default(), stock(10)).with_money_for(3);
    let (_folder, run, status) = apply(&world, &slots(8), 8).await;
    assert_eq!(status.phase, Phase::Stopped("insufficient funds".to_owned()));
    assert_eq!(status.tally.bought, 3);
    assert_eq!(status.held_setup, Money::ZERO);

    let world = world.with_money_for(100);
    assert_eq!(
        run.work(&world, &options(), |_| {}).await.unwrap().tally.bought,
        3
    );
    run.reopen().await.unwrap();
    let status = run.work(&world, &options(), |_| {}).await.unwrap();
    assert_eq!(status.tally.done, 8);
    assert_true(&world, &run, &status).await;
}

#[tokio::test]
async fn a_canceled_run_begins_nothing_new() {
    let world = World::new(1, Mishaps::default(), stock(10));
    let folder = Folder::new();
    let journal = Journal::open(folder.file("journal").to_str().unwrap())
        .await
        .unwrap();
    let slots = slots(5);
    let run = begin(&journal, &plan(&slots, 5), &slots).await;
    run.cancel().await.unwrap();
    let status = run.work(&world, &options(), |_| {}).await.unwrap();
    assert_eq!(
        (status.phase, status.open, world.sent().len()),
        (Phase::Canceled, 5, 0)
    );
}

#[tokio::test]
async fn numbers_are_given_back_and_what_is_kept_is_set() {
    let world = World::new(1, Mishaps::default(), stock(10));
    let (_folder, _, _) = apply(&world, &slots(3), 3).await;
    let release = Slot {
        action: Action::Release,
        changes: Vec::new(),
        ..slot(0)
    };
    let keep = Slot {
        action: Action::Keep,
        ..slot(1)
    };
    let folder = Folder::new();
    let journal = Journal::open(folder.file("journal").to_str().unwrap())
        .await
        .unwrap();
    let slots = [release, keep];
    let run = begin(&journal, &plan(&slots, 0), &slots).await;
    let events = Mutex::new(Vec::new());
    let status = run
        .work(&world, &options(), |progress| {
            let entry = (progress.slot.clone(), progress.event.clone());
            events.lock().unwrap().push(entry);
        })
        .await
        .unwrap();
    assert_eq!(
        (status.tally.released, status.tally.written, status.tally.done),
        (1, 2, 2)
    );
    assert!(!world.owned().contains_key(&number(0)));
    let events = events.into_inner().unwrap();
    assert!(
        events.contains(&("slot-0".to_owned(), Event::Released)),
        "{events:?}"
    );
    assert_eq!(events.len(), 3, "{events:?}");
}
