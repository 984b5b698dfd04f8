//! Journals: who may use them, and what they take in.

use std::convert::Infallible;

use trunkline_provision::{Journal, JournalErrorKind, Slot};
use trunkline_testkit::Folder;

use super::fleet::{begin, number, options, plan, slot, stock};
use super::world::{Mishaps, World};

async fn journal(folder: &Folder) -> Journal {
    Journal::open(folder.file("a fleet's journal #1").to_str().unwrap())
        .await
        .unwrap()
}

#[tokio::test]
async fn the_same_plan_is_the_same_run_and_is_found_by_its_digest() {
    let folder = Folder::new();
    let journal = journal(&folder).await;
    let world = World::new(1, Mishaps::default(), stock(5));
    let slots = [slot(0), slot(1)];
    let plan = plan(&slots, 2);
    begin(&journal, &plan, &slots)
        .await
        .work(&world, &options(), |_| {})
        .await
        .unwrap();
    let again = begin(&journal, &plan, &slots)
        .await
        .work(&world, &options(), |_| {})
        .await
        .unwrap();
    assert_eq!((again.tally.done, world.sent().len()), (2, 2));
    let found = journal.run(&plan.digest).await.unwrap().unwrap();
    assert_eq!(found.status().await.unwrap(), again);
    assert_eq!(journal.runs().await.unwrap().len(), 1);
    assert!(journal.run("another").await.unwrap().is_none());
}

#[tokio::test]
async fn two_processes_do_not_work_with_one_file() {
    let folder = Folder::new();
    let first = journal(&folder).await;
    let slots = [slot(0)];
    let plan = plan(&slots, 1);
    let run = begin(&first, &plan, &slots).await;
    let world = World::new(1, Mishaps::default(), stock(5));
    world.crash_after(1);
    let options = options();
    let working = run.work(&world, &options, |_| {});
    tokio::pin!(working);
    tokio::select! {
        _ = &mut working => panic!("it ended"),
        () = world.crashed.notified() => {}
    }
    let second = journal(&folder).await;
    let other = begin(&second, &plan, &slots).await;
    let refused = other.work(&world, &options, |_| {}).await.unwrap_err();
    assert_eq!(refused.kind(), JournalErrorKind::InUse, "{refused}");
    assert_eq!(other.status().await.unwrap().intent, 1, "anybody may read");
}

#[tokio::test]
async fn a_plan_is_for_one_account() {
    let folder = Folder::new();
    let slots = [slot(0)];
    let mut plan = plan(&slots, 1);
    plan.basis.account = "World 2".to_owned();
    let run = begin(&journal(&folder).await, &plan, &slots).await;
    let world = World::new(1, Mishaps::default(), stock(5));
    let refused = run.work(&world, &options(), |_| {}).await.unwrap_err();
    assert_eq!(
        refused.to_string(),
        "the plan is for World 2, and these keys are for World 1: plan again for this account"
    );
}

#[tokio::test]
async fn a_plan_that_is_cut_off_or_has_something_twice_is_refused() {
    let folder = Folder::new();
    let journal = journal(&folder).await;
    let cut = plan(&[slot(0), slot(1)], 2);
    let refused = journal
        .begin(&cut, [Ok::<_, Infallible>(slot(0))])
        .await
        .unwrap_err();
    assert_eq!(refused.kind(), JournalErrorKind::Plan);
    assert!(
        refused
            .to_string()
            .contains("it has 1 slots, and its header says 2"),
        "{refused}"
    );

    let twice = [
        slot(0),
        Slot {
            number: number(0),
            ..slot(1)
        },
    ];
    let refused = journal
        .begin(&plan(&twice, 2), twice.map(Ok::<_, Infallible>))
        .await
        .unwrap_err();
    assert_eq!(
        refused.to_string(),
        "the plan: slot-1: another slot has the same name or the same number, +12065550000; plan again"
    );
    let unreadable = journal
        .begin(&plan(&[], 2), [Err::<Slot, _>("line 3: no JSON")])
        .await;
    assert_eq!(unreadable.unwrap_err().to_string(), "the plan: line 3: no JSON");
}

#[tokio::test]
async fn an_address_says_what_it_can_be() {
    for address in ["mysql://here/there", "http://x"] {
        let refused = Journal::open(address).await.unwrap_err();
        assert_eq!(refused.kind(), JournalErrorKind::Address, "{refused}");
    }
    let refused = Journal::open("/nowhere/at/all").await.unwrap_err();
    assert!(refused.to_string().starts_with("the journal"), "{refused}");
}
