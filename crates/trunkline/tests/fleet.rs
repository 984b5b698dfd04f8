//! Flowroute v2 behind the port of fleets, against the emulator.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use trunkline::flowroute::{
    Flowroute,
    routes::{CreateRoute, RouteTarget},
};
use trunkline::provision::{
    Attached, Carrier, Change, FlowrouteFleet, NamedId, Purchase, Reference, Refused, Released, Search,
    Setting, Written,
};
use trunkline::{PhoneNumber, Timestamp};
use trunkline_emulator::{Emulator, Fault};

const WINDOW: Duration = Duration::from_millis(100);

async fn account() -> (Emulator, Flowroute, FlowrouteFleet) {
    let emulator = Emulator::start().await.unwrap();
    let flowroute = Flowroute::builder(emulator.flowroute_credentials())
        .base_url(emulator.flowroute_url())
        .build()
        .unwrap();
    let fleet = FlowrouteFleet::new(flowroute.clone(), "11223344")
        .call_limit(WINDOW)
        .settlement_window(WINDOW);
    (emulator, flowroute, fleet)
}

async fn for_sale(fleet: &FlowrouteFleet) -> PhoneNumber {
    let mut search = Search::default();
    search.area_code = Some("206".parse().unwrap());
    search.limit = 1;
    fleet.search(&search).await.unwrap().first().unwrap().number
}

fn ago(age: Duration) -> Timestamp {
    let then = SystemTime::now().duration_since(UNIX_EPOCH).unwrap() - age;
    Timestamp::from_unix_millis(i64::try_from(then.as_millis()).unwrap()).unwrap()
}

fn reference() -> Reference {
    Reference("tl-test".to_owned())
}

#[tokio::test]
async fn a_number_is_bought_set_up_shown_and_given_back() {
    let (emulator, flowroute, fleet) = account().await;
    assert_eq!(fleet.account(), "11223344 at Flowroute");
    let number = for_sale(&fleet).await;
    assert_eq!(fleet.buy(number, &reference()).await, Purchase::Owned);

    let route = CreateRoute::new(
        "main office",
        RouteTarget::Host("sip.example.com".parse().unwrap()),
    );
    flowroute.routes().create(route).await.unwrap();
    let names = fleet.names().await.unwrap();
    let main: &NamedId = names
        .routes
        .iter()
        .find(|route| route.name == "main office")
        .unwrap();
    for change in [
        Change::Alias("front desk".to_owned()),
        Change::Messaging(true),
        Change::Attach(Attached::PrimaryRoute, main.clone()),
    ] {
        assert_eq!(fleet.write(number, &change).await, Written::Done, "{change:?}");
    }
    // The carrier takes a while to arrange the use for messages.
    emulator.advance(Duration::from_secs(3600));
    let holding = fleet.holding(number).await.unwrap().unwrap();
    assert_eq!(holding.alias, Setting::Is("front desk".to_owned()));
    assert_eq!(holding.messaging, Setting::Is(true));
    assert_eq!(holding.primary_route, Setting::Is(main.id.clone()));
    assert_eq!(holding.emergency_address, Setting::Nothing);

    assert_eq!(fleet.release(number).await, Released::Released);
    assert_eq!(fleet.holding(number).await, Ok(None));
    assert_eq!(fleet.release(number).await, Released::AlreadyGone);
}

#[tokio::test]
async fn a_lost_purchase_is_settled_as_what_it_was() {
    let (emulator, _, fleet) = account().await;
    let number = for_sale(&fleet).await;
    emulator.fault(Fault::on("numbers.purchase").first().drop_before());
    let lost = fleet.buy(number, &reference()).await;
    assert!(
        matches!(lost, Purchase::Unknown(_) | Purchase::Rejected(Refused::Busy(_))),
        "{lost:?}"
    );
    let early = fleet.settle(number, &reference(), ago(Duration::ZERO)).await;
    assert!(
        matches!(early, Purchase::Unknown(_)),
        "an absence proves nothing yet: {early:?}"
    );
    let late = fleet.settle(number, &reference(), ago(WINDOW)).await;
    assert!(
        matches!(late, Purchase::Rejected(Refused::Busy(_))),
        "it is still for sale: {late:?}"
    );

    emulator.fault(Fault::on("numbers.purchase").first().sold_elsewhere());
    let sold = fleet.buy(number, &reference()).await;
    assert!(
        matches!(sold, Purchase::Rejected(Refused::NotForSale(_))),
        "{sold:?}"
    );
    let soon = fleet.settle(number, &reference(), ago(WINDOW)).await;
    assert!(
        matches!(soon, Purchase::Unknown(_)),
        "the account may not show it yet: {soon:?}"
    );
    let sure = fleet.settle(number, &reference(), ago(WINDOW * 3)).await;
    assert!(
        matches!(sure, Purchase::Rejected(Refused::NotForSale(_))),
        "{sure:?}"
    );
}

#[tokio::test]
async fn a_number_that_is_ours_already_is_found_by_looking() {
    let (_emulator, _, fleet) = account().await;
    let number = for_sale(&fleet).await;
    assert_eq!(fleet.buy(number, &reference()).await, Purchase::Owned);
    let again = fleet.buy(number, &reference()).await;
    assert!(matches!(again, Purchase::Unknown(_)), "{again:?}");
    assert_eq!(
        fleet.settle(number, &reference(), ago(WINDOW)).await,
        Purchase::Owned
    );
}
