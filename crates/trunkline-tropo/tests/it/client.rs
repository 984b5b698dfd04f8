//! The handles: composite calls, credentials, base URL, and what is never done twice.

use std::time::SystemTime;

use bytes::Bytes;
use http::Request;
use trunkline_core::{Applied, ErrorKind, Money, PhoneNumber};
use trunkline_emulator::Fault;
use trunkline_transport::{AuthorizeError, Authorizer};
use trunkline_tropo::addresses::{CreateAddress, NewAddress};
use trunkline_tropo::applications::{CreateApplication, UpdateApplication};
use trunkline_tropo::payments::{BillingAddress, Card, MakePayment, SetPaymentMethod};
use trunkline_tropo::users::ConfirmUser;
use trunkline_tropo::{Credentials, Tropo};

use crate::emulated::{FROM, InFlight, NUMBER, TO, ann, another_account, builder, client, count, emulator};

fn number(text: &str) -> PhoneNumber {
    text.parse().expect("a number")
}

/// A user signs up with a phone system: account, card, first payment, application, number.
#[tokio::test(start_paused = true)]
async fn sign_up() {
    let emulator = emulator();
    let tropo = client(&emulator);

    assert!(tropo.users().check_name("ann").await.expect("a check").available);
    let user = tropo.users().create(ann()).await.expect("a user");
    assert!(tropo.users().get(&user.id).await.expect("a user").is_pending());
    let key = user.confirmation_key.expect("a key");
    tropo
        .users()
        .confirm(ConfirmUser::new(&user.id, key, [127, 0, 0, 1]))
        .await
        .expect("a confirmation");
    assert!(!tropo.users().get("ann").await.expect("a user").is_pending());

    let visa = tropo.catalog().payment_types().page().await.expect("a list");
    let visa = &visa.first().expect("a way to pay").href;
    let card = Card::new(visa, "4111111111111111", "123", "Ann Lee", "2031-12-10");
    let billing = BillingAddress::new("123 Smith Avenue", "San Carlos", "CA", "94070", "USA");
    tropo
        .payments()
        .set_method(SetPaymentMethod::new(&user.id, card, billing))
        .await
        .expect("a card");
    tropo
        .payments()
        .make(MakePayment::new(&user.id, Money::from_cents(1000)))
        .await
        .expect("a payment");
    let balance = tropo.payments().balance(&user.id).await.expect("a balance");
    assert_eq!(balance.balance, Money::from_cents(1000));

    let application = tropo
        .applications()
        .create("front desk")
        .await
        .expect("an application");
    let wanted = CreateAddress::new(&application.id, NewAddress::number_with_prefix("1407"));
    let address = tropo.addresses().create(wanted).await.expect("a number");
    let held = tropo
        .addresses()
        .find(&application.id, &address.value)
        .await
        .expect("a list")
        .expect("the number");
    assert_eq!(held.phone_number(), Some(number(NUMBER)));
    assert_eq!(count(&emulator, "payments.make"), 1);
}

/// A change is taken back with what was fetched before it. The carrier ignores members that it does not know.
#[tokio::test(start_paused = true)]
async fn an_application_is_put_back() {
    let emulator = emulator();
    let applications = client(&emulator).applications();
    let create = CreateApplication::new("front desk")
        .voice_url("http://example.com/voice.rb")
        .environment("https://api.tropo.com/rest/v1/environments/461")
        .member("resultNotificationEnabled", true);
    let id = applications.create(create).await.expect("an application").id;
    let before = applications.get(&id).await.expect("it");

    let change = UpdateApplication::new(&id)
        .name("back office")
        .voice_url("http://example.com/other.rb")
        .environment("https://api.tropo.com/rest/v1/environments/7")
        .api_type("webapi")
        .member("resultNotificationEnabled", false);
    applications.update(change).await.expect("a change");
    let changed = applications.get(&id).await.expect("it");
    assert_ne!(
        (&changed.name, &changed.environment),
        (&before.name, &before.environment)
    );

    let back = UpdateApplication::back_to(&before);
    applications.update(back).await.expect("another change");
    let mut after = applications.get(&id).await.expect("it");
    // What had not been told before stays as it is.
    assert!(before.api_type.is_none() && after.api_type.is_some());
    after.api_type = None;
    assert_eq!(after, before);
}

#[tokio::test(start_paused = true)]
async fn a_payment_is_never_made_twice() {
    let lost = Fault::on("tropo.v1.payments.make");
    for fault in [lost.clone().commit_then_drop(), lost.drop_before()] {
        let emulator = emulator();
        emulator.fault(fault);
        let error = client(&emulator)
            .payments()
            .make(MakePayment::new("12345", Money::from_cents(100)))
            .await;
        let error = error.expect_err("a lost reply");
        assert_eq!(error.applied(), Applied::Unknown);
        assert!(
            error.hint().is_some_and(|hint| hint.contains("payments.balance")),
            "{error}"
        );
        assert_eq!(count(&emulator, "*"), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_number_that_cannot_be_had_is_asked_for_once() {
    let emulator = emulator();
    let wanted = CreateAddress::new(TO, NewAddress::number(number("+13055550100")));
    let error = client(&emulator)
        .addresses()
        .create(wanted)
        .await
        .expect_err("the carrier does not have it");
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::NoneLeft, Applied::No)
    );
    assert_eq!(count(&emulator, "*"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_number_by_prefix_cannot_be_found_again() {
    let emulator = emulator();
    emulator.fault(Fault::on("tropo.v1.addresses.create").commit_then_drop());
    let wanted = CreateAddress::new(TO, NewAddress::number_with_prefix("1407"));
    let error = client(&emulator)
        .addresses()
        .create(wanted)
        .await
        .expect_err("nobody can tell");
    assert_eq!(error.applied(), Applied::Unknown);
    assert!(
        error
            .hint()
            .is_some_and(|hint| hint.contains("what it had before")),
        "{error}"
    );
    assert_eq!(count(&emulator, "*"), 1);
}

#[tokio::test(start_paused = true)]
async fn an_application_is_created_once() {
    let emulator = emulator();
    emulator.fault(Fault::on("tropo.v1.applications.create").commit_then_drop());
    let error = client(&emulator)
        .applications()
        .create(CreateApplication::new("desk"))
        .await
        .expect_err("lost");
    assert_eq!(error.applied(), Applied::Unknown);
    assert!(
        error.hint().is_some_and(|hint| hint.contains("\"desk\"")),
        "{error}"
    );
    assert_eq!(count(&emulator, "*"), 1);
}

#[tokio::test(start_paused = true)]
async fn applications_with_addresses_come_concurrently_and_in_order() {
    let emulator = emulator();
    let tropo = client(&emulator);
    for _ in 0..36 {
        tropo.applications().create("desk").await.expect("an application");
    }
    let listed = tropo.applications().list().page().await.expect("a page");
    let mut expected: Vec<_> = listed.iter().map(|application| application.id.clone()).collect();
    assert_eq!(expected.len(), 40);

    let (service, in_flight) = (emulator.service(), InFlight::default());
    let most = in_flight.clone();
    let slow = builder(&emulator).service(tower::service_fn(move |request| {
        in_flight.clone().pass(service.clone(), request)
    }));
    // Deleted between the list and the look at it.
    emulator.fault(Fault::on("tropo.v1.addresses.list").nth(21).refuse(404));
    let tropo = slow.build().expect("a client");
    let page = tropo.applications().list_with_addresses().await.expect("a page");
    expected.remove(20);
    let found: Vec<_> = page.iter().map(|found| found.application.id.clone()).collect();
    assert_eq!(found, expected);
    let is_its_own = |of: &trunkline_tropo::applications::ApplicationWithAddresses| {
        of.addresses
            .iter()
            .all(|address| address.application_id().as_ref() == Some(&of.application.id))
    };
    assert!(page.iter().all(is_its_own));
    assert_eq!(most.most(), 16);

    emulator.clear_faults();
    emulator.fault(Fault::on("tropo.v1.addresses.list").nth(11).refuse(403));
    let error = tropo.applications().list_with_addresses().await;
    assert_eq!(error.expect_err("the first error").kind(), ErrorKind::Forbidden);
}

#[tokio::test(start_paused = true)]
async fn the_limit_of_attempts_holds_for_composite_calls() {
    let emulator = emulator();
    let (service, in_flight) = (emulator.service(), InFlight::default());
    let most = in_flight.clone();
    let slow = builder(&emulator).service(tower::service_fn(move |request| {
        in_flight.clone().pass(service.clone(), request)
    }));
    let careful = slow.max_concurrency(3).build().expect("a client");
    let page = careful
        .applications()
        .list_with_addresses()
        .await
        .expect("a page");
    assert_eq!(page.len(), 4);
    assert_eq!(most.most(), 3);
}

#[tokio::test(start_paused = true)]
async fn an_address_is_deleted_by_any_way_to_write_it() {
    let emulator = emulator();
    let addresses = client(&emulator).addresses();
    let wanted = CreateAddress::new(FROM, NewAddress::number(number(NUMBER)));
    addresses.create(wanted).await.expect("a number");
    addresses
        .delete_by_value(FROM, "(407) 555-1234")
        .await
        .expect("gone");
    let requests = emulator.requests();
    let deleted = requests
        .iter()
        .find(|request| request.method == "DELETE")
        .expect("a deletion");
    assert!(
        deleted
            .target
            .ends_with("/applications/108001/addresses/number/%2B14075551234"),
        "{deleted:?}"
    );
    let error = addresses
        .delete_by_value(FROM, "4075551234")
        .await
        .expect_err("gone already");
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert_eq!(count(&emulator, "addresses.delete"), 1);
}

#[tokio::test(start_paused = true)]
async fn credentials_are_checked_when_asked_only() {
    let emulator = emulator();
    let tropo = client(&emulator);
    assert_eq!(count(&emulator, "*"), 0);
    assert_eq!(tropo.verify().await.expect("a user").username, "emulator");

    // Another user's credentials, for one call.
    let (ann, _) = another_account(&emulator).await;
    assert_eq!(ann.verify().await.expect("a user").username, "ann");
    let user = tropo
        .account(&Credentials::new("ann", "password"))
        .await
        .expect("a user");
    assert_eq!(user.username, "ann");
    let own = tropo.verify().await.expect("this client's own again");
    assert_eq!(own.username, "emulator");

    let error = tropo
        .account(&Credentials::new("ann", "planted"))
        .await
        .expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Unauthorized);
    assert!(!format!("{error:#?} {error}").contains("planted"));
}

#[tokio::test(start_paused = true)]
async fn a_client_that_does_not_know_who_calls_says_so() {
    struct Anonymous;
    impl Authorizer for Anonymous {
        fn authorize(&self, _: &mut Request<Bytes>, _: SystemTime) -> Result<(), AuthorizeError> {
            Ok(())
        }
    }
    let emulator = emulator();
    let tropo = builder(&emulator)
        .authorizer(Anonymous)
        .build()
        .expect("a client");
    let error = tropo.verify().await.expect_err("nobody");
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::InvalidInput, Applied::No)
    );
    assert!(error.to_string().contains("users().get"), "{error}");
    assert_eq!(count(&emulator, "*"), 0);
}

#[test]
fn the_base_url_ends_in_exactly_one_slash() {
    let credentials = || Credentials::new("kim", "secret");
    for given in [
        "https://testserver.com/rest/v1",
        "https://testserver.com/rest/v1/",
        "https://testserver.com/rest/v1//////",
    ] {
        let tropo = Tropo::builder(credentials())
            .base_url(given)
            .build()
            .expect("a client");
        assert_eq!(tropo.base_url(), "https://testserver.com/rest/v1/");
    }
    let default = Tropo::builder(credentials()).build().expect("a client");
    assert_eq!(default.base_url(), "https://api.tropo.com/v1/");
    assert!(
        Tropo::builder(credentials())
            .base_url("http://testserver.com/v1")
            .build()
            .is_err()
    );
}
