//! Commits that come later than the reply was lost, against the emulator, in paused time: for every operation that settles its
//! own outcome, what the client says equals what the emulator has done, and nothing is done twice.

use std::time::Duration;

use tokio::time::Instant;
use trunkline::flowroute::cnam::CreateCnam;
use trunkline::flowroute::e911::{Address, CreateE911};
use trunkline::flowroute::numbers::Purchase;
use trunkline::flowroute::routes::{CreateRoute, RouteTarget};
use trunkline::flowroute::{FLOWROUTE, Flowroute};
use trunkline::flowroute_v1::{self, FlowrouteV1};
use trunkline::tropo::Tropo;
use trunkline::tropo::users::CreateUser;
use trunkline::{Applied, CallOptions, Credentials, Endpoint, ErrorKind, PhoneNumber, Region, Result};
use trunkline_emulator::{Emulator, Fault};

/// The keys that the emulator takes unless told otherwise.
fn keys() -> Credentials {
    Credentials::new("11223344", "emulator-secret-0123456789abcdef")
}

fn flowroute(emulator: &Emulator) -> Flowroute {
    let builder = Flowroute::builder(keys()).base_url(emulator.flowroute_url());
    builder.service(emulator.service()).build().unwrap()
}

fn flowroute_v1(emulator: &Emulator) -> FlowrouteV1 {
    let builder = FlowrouteV1::builder(keys()).base_url(emulator.flowroute_url());
    builder.service(emulator.service()).build().unwrap()
}

fn tropo(emulator: &Emulator) -> Tropo {
    let builder = Tropo::builder(Credentials::new("emulator", "emulator")).base_url(emulator.tropo_url());
    builder.service(emulator.service()).build().unwrap()
}

fn number() -> PhoneNumber {
    "+12064205780".parse().unwrap()
}

fn address() -> Address {
    Address::new("HQ")
        .name("Ada", "Lovelace")
        .street("1218", "3rd Ave")
        .city("Seattle", Region::WA, "98101")
}

fn seconds(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds)
}

/// Sends with a commit `delay` after the reply was lost; the result, and how long it took.
async fn lost<T, F: Future<Output = Result<T>>>(
    emulator: &Emulator,
    operation: &str,
    delay: f64,
    call: F,
) -> (Result<T>, Duration) {
    emulator.fault(Fault::on(operation).first().commit_late(seconds(delay)));
    let begun = Instant::now();
    let result = call.await;
    (result, begun.elapsed())
}

/// Every operation that settles by itself, with each delay: found, however late within the window.
#[tokio::test(start_paused = true)]
async fn a_late_commit_is_found() {
    for delay in [0.5, 3.0, 8.0, 20.0] {
        let emulator = Emulator::builder().build().unwrap();
        let v2 = flowroute(&emulator);
        let purchase = v2.send(Purchase::new(number()));
        let (owned, took) = lost(&emulator, "flowroute.v2.numbers.purchase", delay, purchase).await;
        assert_eq!(owned.unwrap().number, number(), "{delay}");
        assert!(took <= seconds(delay + 5.0), "{delay}: {took:?}");
        assert_eq!(emulator.audit().purchases(number()), 1);

        let route = v2.send(CreateRoute::new(
            "late",
            RouteTarget::host("sip.example.net").unwrap(),
        ));
        let (route, _) = lost(&emulator, "flowroute.v2.routes.create", delay, route).await;
        assert_eq!(route.unwrap().alias.as_deref(), Some("late"), "{delay}");

        let record = v2.send(CreateE911::new(address()));
        let (record, _) = lost(&emulator, "flowroute.v2.e911s.create", delay, record).await;
        assert_eq!(record.unwrap().label.as_deref(), Some("HQ"), "{delay}");

        let cnam = v2.send(CreateCnam::new("LATE INC"));
        let (cnam, _) = lost(&emulator, "flowroute.v2.cnams.create", delay, cnam).await;
        assert_eq!(cnam.unwrap().value.as_deref(), Some("LATE INC"), "{delay}");

        let v1 = flowroute_v1(&emulator);
        let other: PhoneNumber = "+12064205781".parse().unwrap();
        let purchase = v1.send(flowroute_v1::numbers::Purchase::new(other));
        let (bought, _) = lost(&emulator, "flowroute.v1.numbers.purchase", delay, purchase).await;
        bought.unwrap();
        assert_eq!(emulator.audit().purchases(other), 1, "{delay}");

        let target = flowroute_v1::routes::RouteTarget::host("24.239.23.40:5060").unwrap();
        let route = v1.send(flowroute_v1::routes::CreateRoute::new("latev1", target));
        let (route, _) = lost(&emulator, "flowroute.v1.routes.create", delay, route).await;
        route.unwrap();

        let tropo = tropo(&emulator);
        let user = tropo.send(CreateUser::new(
            "ada",
            "secret12",
            "Ada",
            "Lovelace",
            "ada@example.com",
        ));
        let (user, _) = lost(&emulator, "tropo.v1.users.create", delay, user).await;
        user.unwrap();
    }
}

/// A commit that comes when the window is over needs a longer window; the default is an assumption of the contract page.
#[tokio::test(start_paused = true)]
async fn a_commit_after_forty_seconds_needs_a_longer_window() {
    assert_eq!(FLOWROUTE.settlement_window, Duration::from_secs(30));
    let emulator = Emulator::builder().build().unwrap();
    let patient = flowroute(&emulator).with_options(CallOptions::new().settlement_window(seconds(45.0)));
    let purchase = patient.send(Purchase::new(number()));
    let (owned, took) = lost(&emulator, "flowroute.v2.numbers.purchase", 40.0, purchase).await;
    assert_eq!(owned.unwrap().number, number());
    assert!(took <= seconds(45.0));
    assert_eq!(emulator.audit().purchases(number()), 1);
}

/// A limit shorter than the window: the outcome stays unknown, and is settled later, whenever the commit comes.
#[tokio::test(start_paused = true)]
async fn what_is_unknown_when_the_time_is_up_is_settled_later() {
    for delay in [0.5, 3.0, 8.0, 20.0, 40.0] {
        let emulator = Emulator::builder().build().unwrap();
        let v2 = flowroute(&emulator);
        let request = Purchase::new(number());
        let hasty = v2.with_options(CallOptions::new().timeout(seconds(0.4)));
        let (result, took) = lost(
            &emulator,
            "flowroute.v2.numbers.purchase",
            delay,
            hasty.send(&request),
        )
        .await;
        assert_eq!(result.unwrap_err().applied(), Applied::Unknown, "{delay}");
        assert!(took <= seconds(0.41), "{took:?}");

        let later = v2.with_options(
            CallOptions::new()
                .settlement_window(seconds(60.0))
                .timeout(seconds(90.0)),
        );
        assert_eq!(later.settle(&request).await.unwrap().number, number(), "{delay}");
        assert_eq!(emulator.audit().purchases(number()), 1, "{delay}");
    }
}

/// The request never arrives: only when the window is over it is certain, and buying again buys once.
#[tokio::test(start_paused = true)]
async fn a_request_that_never_arrived_was_not_carried_out() {
    let emulator = Emulator::builder().build().unwrap();
    let v2 = flowroute(&emulator);
    emulator.fault(Fault::on("flowroute.v2.numbers.purchase").first().drop_before());
    let begun = Instant::now();
    let error = v2.send(Purchase::new(number())).await.unwrap_err();
    assert_eq!(
        (error.applied(), begun.elapsed()),
        (Applied::No, seconds(30.0)),
        "{error}"
    );
    v2.send(Purchase::new(number())).await.unwrap();
    assert_eq!(emulator.audit().purchases(number()), 1);
}

/// A redirect of one look-up says nothing of the purchase, and the next look-up finds it. Where the purchase itself was redirected
/// as well, somebody else answers, and asking on is in vain.
#[tokio::test(start_paused = true)]
async fn a_redirected_look_up_is_asked_again() {
    let get = || Fault::on("flowroute.v2.numbers.get");
    let emulator = Emulator::builder().build().unwrap();
    let v2 = flowroute(&emulator);
    emulator.fault(get().first().answer(302, ""));
    let (bought, took) = lost(
        &emulator,
        Purchase::OPERATION.name,
        0.0,
        v2.send(Purchase::new(number())),
    )
    .await;
    assert_eq!(bought.unwrap().number, number());
    assert!(took < seconds(2.0), "{took:?}");

    let emulator = Emulator::builder().build().unwrap();
    let v2 = flowroute(&emulator);
    emulator.fault(Fault::on("*").answer(302, ""));
    let begun = Instant::now();
    let error = v2.send(Purchase::new(number())).await.unwrap_err();
    assert_eq!(
        (error.applied(), error.kind()),
        (Applied::Unknown, ErrorKind::Redirect)
    );
    assert!(begun.elapsed() < seconds(2.0));
}

/// An endpoint of the user's own gets the same promise as the handle and `send`.
#[tokio::test(start_paused = true)]
async fn every_door_settles() {
    for door in 0..3 {
        let emulator = Emulator::builder().build().unwrap();
        let v2 = flowroute(&emulator);
        let request = Purchase::new(number());
        let call = async {
            match door {
                0 => v2.numbers().purchase(number()).await,
                1 => v2.send(&request).await,
                _ => v2.client().send(&request).await,
            }
        };
        let (owned, _) = lost(&emulator, Purchase::OPERATION.name, 8.0, call).await;
        assert_eq!(owned.unwrap().number, number(), "{door}");
        assert_eq!(emulator.audit().purchases(number()), 1);
    }
}

/// A read that lags by ten seconds shows what was carried out late, but fifteen seconds ago.
#[tokio::test(start_paused = true)]
async fn a_lagging_read_shows_what_was_carried_out_before() {
    let emulator = Emulator::builder().build().unwrap();
    let v2 = flowroute(&emulator);
    emulator.fault(Fault::on("numbers.purchase").first().commit_late(seconds(5.0)));
    emulator.fault(Fault::on("numbers.get").stale(seconds(10.0)));
    let hasty = v2.with_options(CallOptions::new().timeout(seconds(0.4)));
    let error = hasty.numbers().purchase(number()).await.unwrap_err();
    assert_eq!(error.applied(), Applied::Unknown);
    tokio::time::sleep(seconds(19.6)).await;
    assert_eq!(v2.numbers().get(number()).await.unwrap().number, number());
}
