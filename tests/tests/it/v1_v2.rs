//! The two Flowroute APIs are two doors to one account.

use trunkline::flowroute::numbers::{Purchase as PurchaseV2, SearchNumbers as SearchV2};
use trunkline::flowroute::routes::{CreateRoute as CreateRouteV2, RouteId, RouteTarget as TargetV2};
use trunkline::flowroute::{Credentials as CredentialsV2, Flowroute};
use trunkline::flowroute_v1::inventory::SearchNumbers;
use trunkline::flowroute_v1::numbers::{ListNumbers, UpdateRoutes};
use trunkline::flowroute_v1::routes::{CreateRoute, RouteTarget};
use trunkline::flowroute_v1::{Credentials, FlowrouteV1};
use trunkline::{Applied, ErrorKind, PhoneNumber};
use trunkline_emulator::{Emulator, Fault};

const ACCESS: &str = "11223344";
const SECRET: &str = "emulator-secret-0123456789abcdef";
const PURCHASE: &str = "flowroute.v1.numbers.purchase";

/// One account over real TCP, and a client of each API.
struct Account {
    emulator: Emulator,
    v1: FlowrouteV1,
    v2: Flowroute,
}

impl Account {
    async fn open() -> Self {
        let emulator = Emulator::start().await.unwrap();
        let v1 = FlowrouteV1::builder(Credentials::new(ACCESS, SECRET)).base_url(emulator.flowroute_url());
        let v2 = Flowroute::builder(CredentialsV2::new(ACCESS, SECRET)).base_url(emulator.flowroute_url());
        Self {
            v1: v1.build().unwrap(),
            v2: v2.build().unwrap(),
            emulator,
        }
    }

    async fn for_sale_in_v1(&self) -> PhoneNumber {
        let search = SearchNumbers::new().npa("206").limit(5);
        let offers = self.v1.inventory().search(search).page().await.unwrap();
        offers.first().unwrap().number
    }

    async fn for_sale_in_v2(&self) -> PhoneNumber {
        let search = SearchV2::new().starts_with("1206").limit(5);
        let offers = self.v2.numbers().search(search).page().await.unwrap();
        offers.first().unwrap().number
    }

    /// The routes of a number in v1's list, first choice first.
    async fn listed_in_v1(&self, number: PhoneNumber) -> Option<Vec<String>> {
        let mut items = self.v1.numbers().list(ListNumbers::new().limit(2)).items();
        while let Some(owned) = items.try_next().await.unwrap() {
            if owned.number == number {
                return Some(owned.routes.iter().map(|route| route.name.to_string()).collect());
            }
        }
        None
    }

    fn bought(&self, number: PhoneNumber) -> u32 {
        let audit = self.emulator.audit();
        assert_eq!(audit.double_purchases(), 0);
        assert!(audit.violations().is_empty(), "{:?}", audit.violations());
        audit.purchases(number)
    }
}

#[tokio::test]
async fn bought_through_v1_routed_through_v2_listed_through_v1() {
    let account = Account::open().await;
    let number = account.for_sale_in_v1().await;
    account.v1.numbers().purchase(number).await.unwrap();
    assert_eq!(account.bought(number), 1);
    assert_eq!(account.v2.numbers().get(number).await.unwrap().number, number);

    let host = TargetV2::host("sip.example.net:5060").unwrap();
    let route = account
        .v2
        .routes()
        .create(CreateRouteV2::new("main-office", host))
        .await
        .unwrap();
    account.v2.routes().set_primary(number, route.id).await.unwrap();
    account
        .v2
        .routes()
        .set_failover(number, RouteId::SIP_REG)
        .await
        .unwrap();

    let routes = account.listed_in_v1(number).await.unwrap();
    assert_eq!(routes, ["main-office", "sip-reg"]);
    let owned = account.v1.numbers().get(number).await.unwrap();
    let primary = owned.primary_route().unwrap();
    assert_eq!(primary.value.as_deref(), Some("sip.example.net:5060"));
    assert_eq!(account.bought(number), 1);
}

#[tokio::test]
async fn bought_through_v2_seen_and_routed_in_v1() {
    let account = Account::open().await;
    let number = account.for_sale_in_v2().await;
    let bought = account
        .v2
        .numbers()
        .purchase(PurchaseV2::new(number))
        .await
        .unwrap();
    assert_eq!(bought.number, number);
    assert_eq!(
        account.listed_in_v1(number).await.unwrap(),
        ["sip-reg", "sip-reg"]
    );

    let host = RouteTarget::host("24.239.23.40:5060").unwrap();
    let create = CreateRoute::new("second-office", host);
    account.v1.routes().create(create).await.unwrap();
    let update = UpdateRoutes::new(number, "second-office", "sip-reg");
    account.v1.numbers().update_routes(update).await.unwrap();

    let seen = account.v2.numbers().get(number).await.unwrap();
    let relationships = seen.relationships.unwrap();
    let primary = relationships.primary_route.unwrap();
    let route = account.v2.routes().get(primary.id).await.unwrap();
    assert_eq!(route.alias.as_deref(), Some("second-office"));
    assert_eq!(route.value.as_deref(), Some("24.239.23.40:5060"));
    assert_eq!(
        relationships.failover_route.unwrap().id.as_str(),
        RouteId::SIP_REG
    );

    account.v2.numbers().release(number).await.unwrap();
    assert!(account.v1.numbers().find(number).await.unwrap().is_none());
    assert_eq!(account.listed_in_v1(number).await, None);
    assert_eq!(account.bought(number), 1);
    assert_eq!(account.emulator.audit().releases(number), 1);
}

#[tokio::test]
async fn what_one_api_bought_the_other_does_not_buy_again() {
    let account = Account::open().await;
    let first = account.for_sale_in_v1().await;
    account.v1.numbers().purchase(first).await.unwrap();
    let error = account.v2.numbers().purchase(first).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::Conflict, Applied::No),
        "{error}"
    );

    let second = account.for_sale_in_v2().await;
    assert_ne!(second, first);
    account.v2.numbers().purchase(second).await.unwrap();
    let error = account.v1.numbers().purchase(second).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::Conflict, Applied::No),
        "{error}"
    );
    assert_eq!((account.bought(first), account.bought(second)), (1, 1));
}

#[tokio::test]
async fn a_v1_purchase_whose_reply_is_lost_is_made_once() {
    let account = Account::open().await;
    for fault in [
        Fault::on(PURCHASE).commit_then_drop(),
        Fault::on(PURCHASE).commit_then_reset(),
        Fault::on(PURCHASE).respond_after_commit(500),
        Fault::on(PURCHASE).respond_after_commit(503),
        Fault::on(PURCHASE).html_body(200),
    ] {
        account.emulator.clear_faults();
        account.emulator.fault(fault.clone());
        let number = account.for_sale_in_v1().await;
        account.v1.numbers().purchase(number).await.unwrap();
        assert_eq!(account.bought(number), 1, "{fault:?}");
        assert_eq!(account.v2.numbers().get(number).await.unwrap().number, number);
        assert!(account.listed_in_v1(number).await.is_some(), "{fault:?}");
    }
    let attempts = account.emulator.requests();
    let sent = attempts
        .iter()
        .filter(|request| request.operation == Some(PURCHASE));
    assert_eq!(sent.count(), 5, "one request for each purchase");
}
