//! Numbers that are given back, after a waiting time.

use std::convert::Infallible;

use trunkline_core::{Money, Timestamp};
use trunkline_provision::{Action, Basis, Journal, JournalErrorKind, Options, Plan, Slot};
use trunkline_testkit::Folder;

use crate::account::{Account, number};

fn release(digits: u64) -> Slot {
    Slot {
        name: digits.to_string(),
        group: "old".to_owned(),
        number: number(digits),
        action: Action::Release,
        changes: Vec::new(),
    }
}

#[tokio::test]
async fn nothing_is_given_back_before_its_time() {
    let (folder, account) = (Folder::new(), Account::with_stock(Vec::new()));
    account.owns(12069999001, "old-001");
    account.owns(12069999002, "old-002");
    let basis = Basis {
        at: Timestamp::from("2026-11-21T10:00:00Z"),
        account: "memory:1".to_owned(),
        fleet: String::new(),
        owned: 2,
    };
    let slots = [release(12069999001), release(12069999002)];
    let journal = Journal::open(folder.file("journal").to_str().unwrap())
        .await
        .unwrap();
    let begin = async |not_before: &str| {
        let plan = Plan::waiting(basis.clone(), Timestamp::from(not_before), &slots).unwrap();
        assert_eq!(plan.limits.setup, Some(Money::ZERO));
        let slots = slots.iter().cloned().map(Ok::<_, Infallible>);
        journal.begin(&plan, slots).await.unwrap()
    };
    let run = begin("9999-01-01T00:00:00Z").await;
    let error = run.work(&account, &Options::default(), |_| {}).await.unwrap_err();
    assert_eq!(error.kind(), JournalErrorKind::Plan);
    assert_eq!(
        error.to_string(),
        "nothing of this plan is done before 9999-01-01T00:00:00Z"
    );
    assert_eq!(account.state().owned.len(), 2);

    // It is another plan, and its time has come.
    let run = begin("2026-11-21T10:00:01Z").await;
    let status = run.work(&account, &Options::default(), |_| {}).await.unwrap();
    assert!(status.is_finished());
    assert_eq!(status.tally.released, 2);
    assert!(account.state().owned.is_empty());
}
