//! A number is never bought twice, whatever the network does.

use crate::support::emulated::{for_sale, in_process, over_tcp};
use proptest::prelude::*;
use tokio::time::Instant;
use trunkline_core::{Applied, ErrorKind, PhoneNumber};
use trunkline_emulator::{Emulator, Fault};
use trunkline_flowroute::numbers::{ListNumbers, ListTiers, SearchNumbers};
use trunkline_testkit::Mishap;

const PURCHASE: &str = "flowroute.v2.numbers.purchase";

#[tokio::test]
async fn a_lost_reply_is_looked_up_over_real_tcp() {
    let emulator = Emulator::start().await.unwrap();
    let flowroute = over_tcp(&emulator).build().unwrap();
    let number = for_sale(&flowroute).await;
    for fault in [
        Fault::on(PURCHASE).first().commit_then_drop(),
        Fault::on(PURCHASE).first().commit_then_reset(),
        Fault::on(PURCHASE).first().commit_then_cut_body(20),
        Fault::on(PURCHASE).first().respond_after_commit(503),
        Fault::on(PURCHASE).first().malformed_body(),
        Fault::on(PURCHASE).first().empty_body(),
    ] {
        emulator.clear_faults();
        emulator.fault(fault);
        let before = emulator.audit().purchases(number);
        let owned = flowroute.numbers().purchase(number).await.unwrap();
        assert_eq!(owned.number, number);
        assert_eq!(emulator.audit().purchases(number), before + 1);
        flowroute.numbers().release(number).await.unwrap();
    }
    assert_eq!(emulator.audit().double_purchases(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_request_that_never_arrived_is_a_definite_no() {
    for fault in [Fault::on(PURCHASE).drop_before(), Fault::on(PURCHASE).refuse(500)] {
        let (emulator, flowroute) = in_process();
        let number = for_sale(&flowroute).await;
        emulator.fault(fault);
        let begun = Instant::now();
        let error = flowroute.numbers().purchase(number).await.unwrap_err();
        assert_eq!(error.applied(), Applied::No, "{error}");
        assert_eq!(error.attempts(), 1, "{error}");
        assert!(error.to_string().contains("calling again is safe"), "{error}");
        assert_eq!(begun.elapsed().as_secs(), 30, "an earlier absence proves nothing");
        assert_eq!(emulator.audit().purchases(number), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_looked_up_stays_unknown() {
    let (emulator, flowroute) = in_process();
    let number = for_sale(&flowroute).await;
    emulator.fault(Fault::on(PURCHASE).commit_then_drop());
    emulator.fault(Fault::on("numbers.get").refuse(503));
    let error = flowroute.numbers().purchase(number).await.unwrap_err();
    assert_eq!(error.applied(), Applied::Unknown, "{error}");
    assert!(error.to_string().contains("check numbers.get"), "{error}");
    assert_eq!(emulator.audit().purchases(number), 1);
}

#[tokio::test(start_paused = true)]
async fn what_can_be_asked_only_by_half_stays_unknown() {
    let (emulator, flowroute) = in_process();
    let number = for_sale(&flowroute).await;
    emulator.fault(Fault::on(PURCHASE).drop_before());
    emulator.fault(Fault::on("numbers.search").refuse(503));
    let error = flowroute.numbers().purchase(number).await.unwrap_err();
    assert_eq!(error.applied(), Applied::Unknown, "{error}");
    assert!(error.to_string().contains("could not be asked"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn sold_to_somebody_else_and_ours_already_are_told_apart() {
    let (_emulator, flowroute) = in_process();
    let number = for_sale(&flowroute).await;
    flowroute.numbers().purchase(number).await.unwrap();
    let ours = flowroute.numbers().purchase(number).await.unwrap_err();
    assert_eq!(
        (ours.kind(), ours.applied()),
        (ErrorKind::Conflict, Applied::No),
        "{ours}"
    );

    let nobodys: PhoneNumber = "+12065550100".parse().unwrap();
    let sold = flowroute.numbers().purchase(nobodys).await.unwrap_err();
    assert_eq!(
        (sold.kind(), sold.applied()),
        (ErrorKind::NotForSale, Applied::No),
        "{sold}"
    );
}

#[tokio::test(start_paused = true)]
async fn too_many_requests_were_not_carried_out_and_are_tried_again() {
    let (emulator, flowroute) = in_process();
    let number = for_sale(&flowroute).await;
    emulator.fault(Fault::on(PURCHASE).times(2).too_many_requests(Some("1")));
    flowroute.numbers().purchase(number).await.unwrap();
    assert_eq!(emulator.audit().purchases(number), 1);
}

fn mishap() -> impl Strategy<Value = Mishap> {
    use Mishap::*;
    let statuses = || prop::sample::select(vec![408, 500, 502, 503, 504]);
    prop_oneof![
        Just(DropBefore),
        Just(ResetBefore),
        Just(CommitDrop),
        Just(CommitReset),
        Just(CommitHang),
        Just(CommitCut),
        statuses().prop_map(CommitStatus),
        statuses().prop_map(Refuse),
        Just(TooMany(None)),
        Just(Malformed),
        statuses().prop_map(Html),
        Just(Empty),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// For any schedule of mishaps: no number is bought twice, and what the client believes is what the carrier did.
    #[test]
    fn belief_equals_truth(
        schedule in prop::collection::vec((prop::sample::select(vec![PURCHASE, "numbers.get", "numbers.search", "*"]), mishap()), 0..8),
        rounds in 1_usize..4,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
        runtime.block_on(async {
            let (emulator, flowroute) = in_process();
            let number = for_sale(&flowroute).await;
            for (operation, mishap) in schedule {
                emulator.fault(mishap.strikes(Fault::on(operation).times(1)));
            }
            let mut believed = None;
            for _ in 0..rounds {
                match flowroute.numbers().purchase(number).await {
                    Ok(_) => believed = Some(1),
                    Err(e) if e.applied() == Applied::Yes => believed = Some(1),
                    Err(e) if e.applied() == Applied::No && e.kind() == ErrorKind::Conflict => believed = Some(1),
                    Err(e) if e.applied() == Applied::No => believed = Some(believed.unwrap_or(0)),
                    Err(_) => believed = None,
                }
                if let Some(believed) = believed {
                    assert_eq!(emulator.audit().purchases(number), believed);
                }
            }
            let audit = emulator.audit();
            assert_eq!(audit.double_purchases(), 0);
            assert!(audit.purchases(number) <= 1);
            assert!(audit.violations().is_empty(), "{:?}", audit.violations());
        });
    }
}

#[tokio::test]
async fn lists_stream_over_all_pages() {
    let emulator = Emulator::start().await.unwrap();
    let flowroute = over_tcp(&emulator).build().unwrap();
    let search = SearchNumbers::new().starts_with("1206").limit(7);
    let mut offers = flowroute.numbers().search(search).take(40).items();
    let mut numbers = Vec::new();
    while let Some(offer) = offers.try_next().await.unwrap() {
        numbers.push(offer.number);
    }
    assert_eq!(numbers.len(), 40);
    let mut sorted = numbers.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(sorted, numbers, "in order, and none twice");
    let owned = flowroute.numbers().list(ListNumbers::new()).page().await.unwrap();
    assert_eq!(owned.len(), 3);
}

#[tokio::test(start_paused = true)]
async fn only_a_listed_tier_has_numbers_for_sale() {
    let (_emulator, flowroute) = in_process();
    let sold = async |tier: &str| {
        let search = SearchNumbers::new().tier(tier).limit(1);
        !flowroute
            .numbers()
            .search(search)
            .page()
            .await
            .unwrap()
            .is_empty()
    };
    let mut tiers = flowroute.numbers().tiers(ListTiers::new().limit(1)).items();
    let mut seen = 0;
    while let Some(tier) = tiers.try_next().await.unwrap() {
        assert!(sold(&tier.tier).await, "{tier:?}");
        seen += 1;
    }
    assert!(seen > 1, "{seen}");
    assert!(!sold("none of them").await);
}
