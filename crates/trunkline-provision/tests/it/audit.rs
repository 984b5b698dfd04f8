//! Audits: what is not as the file and the journal say.

use trunkline_core::Timestamp;
use trunkline_provision::{Audit, Bought, Fleet, PlanFile, PlanWriter, Setting, audit, plan};
use trunkline_testkit::Folder;

use crate::account::{Account, number, offer};

const FLEET: &str = r#"[[group]]
name = "sea"
count = 2
area_codes = ["206"]
route = "main office"
e911 = "HQ Seattle"

[[group]]
name = "front"
numbers = ["14252000001", "14252000002"]
messaging = true
"#;

/// An account that has what the file asks for, and the numbers that were bought for it.
async fn applied(fleet: &Fleet, folder: &Folder) -> (Account, Vec<Bought>) {
    let digits = [12062000001, 12062000002, 12062000003, 14252000001, 14252000002];
    let account = Account::with_stock(digits.map(|digits| offer(digits, 100, 125)).to_vec());
    let path = folder.file("fleet.plan");
    let at = Timestamp::from("2026-11-21T10:00:00Z");
    plan(fleet, &account, at, PlanWriter::create(&path).unwrap())
        .await
        .unwrap();
    let slots = PlanFile::open(&path).unwrap().slots().unwrap();
    let slots: Vec<_> = slots.map(Result::unwrap).collect();
    account.apply(&slots).await;
    let bought = slots.into_iter().map(|slot| Bought {
        number: slot.number,
        slot: slot.name,
    });
    (account, bought.collect())
}

/// Each finding on a line.
fn findings(audit: &Audit) -> String {
    let line = |finding| serde_json::to_string(finding).unwrap();
    audit.findings.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn a_fleet_that_was_applied_is_sound() {
    let folder = Folder::new();
    let fleet = Fleet::read(&folder.with("fleet.toml", FLEET.as_bytes())).unwrap();
    let (account, bought) = applied(&fleet, &folder).await;
    let found = audit(&fleet, &account, bought).await.unwrap();
    assert_eq!((found.wanted, found.sound, found.without_e911), (4, 4, 2));
    assert!(found.findings.is_empty(), "{found:?}");
}

#[tokio::test]
async fn drift_orphans_and_what_is_missing_are_named() {
    let folder = Folder::new();
    let fleet = Fleet::read(&folder.with("fleet.toml", FLEET.as_bytes())).unwrap();
    let (account, mut bought) = applied(&fleet, &folder).await;
    {
        let mut state = account.state();
        let sea = state.owned.get_mut(&number(12062000002)).unwrap();
        sea.emergency_address = Setting::Nothing;
        sea.primary_route = Setting::Is("2".to_owned());
        state.owned.remove(&number(14252000001));
    }
    // A number of another run, which nobody wants any more, and one that fits the group's aliases.
    account.owns(12062000003, "old-001");
    bought.push(Bought {
        number: number(12062000003),
        slot: "old-001".to_owned(),
    });
    account.owns(12069999001, "sea-003");
    account.owns(12069999002, "sea-003");
    let found = audit(&fleet, &account, bought).await.unwrap();
    assert_eq!((found.wanted, found.sound), (4, 2));
    insta::assert_snapshot!(findings(&found));
}

#[tokio::test]
async fn a_group_that_lacks_numbers_says_how_many() {
    let folder = Folder::new();
    let fleet = Fleet::read(&folder.with("fleet.toml", FLEET.as_bytes())).unwrap();
    let (account, _) = applied(&fleet, &folder).await;
    account.state().owned.clear();
    let found = audit(&fleet, &account, []).await.unwrap();
    assert_eq!(found.sound, 0);
    assert!(findings(&found).starts_with(r#"{"finding":"lacking","group":"sea","count":2}"#));
}
