//! The handles: read-back after lost answers, composite calls, credentials, base URL.

use trunkline_core::{Applied, ErrorKind, Money, PhoneNumber};
use trunkline_tropo::addresses::{CreateAddress, NewAddress};
use trunkline_tropo::applications::CreateApplication;
use trunkline_tropo::invitations::CreateInvitation;
use trunkline_tropo::payments::{BillingAddress, Card, MakePayment, SetPaymentMethod};
use trunkline_tropo::users::{ConfirmUser, CreateUser};
use trunkline_tropo::{Credentials, Tropo};

use crate::fake::{Fake, Fault};

fn number(text: &str) -> PhoneNumber {
    text.parse().expect("a number")
}

fn ann() -> CreateUser {
    CreateUser::new("ann", "password", "Ann", "Lee", "ann@example.com")
}

/// A user signs up with a phone system: account, card, first payment, application, number.
#[tokio::test(start_paused = true)]
async fn sign_up() {
    let fake = Fake::new();
    let tropo = fake.client();

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

    let card = Card::new(
        "http://x/types/payment/1",
        "4111111111111111",
        "123",
        "Ann Lee",
        "2031-12-10",
    );
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
    assert_eq!(held.phone_number(), Some(number("+14075550001")));
    assert_eq!(fake.count("POST /v1/users/2/payments"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_payment_is_never_made_twice() {
    for fault in [Fault::LoseAnswer, Fault::LoseRequest] {
        let fake = Fake::new();
        fake.fault("POST /v1/users/1/payments", 9, fault);
        let error = fake
            .client()
            .payments()
            .make(MakePayment::new("1", Money::from_cents(100)))
            .await;
        let error = error.expect_err("a lost answer");
        assert_eq!(error.applied(), Applied::Unknown);
        assert!(
            error.hint().is_some_and(|hint| hint.contains("payments.balance")),
            "{error}"
        );
        assert_eq!(fake.count("POST"), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_created_user_is_found_again() {
    let fake = Fake::new();
    fake.fault("POST /v1/users", 1, Fault::LoseAnswer);
    let user = fake.client().users().create(ann()).await.expect("the user");
    assert_eq!(user.id.as_str(), "2");
    assert!(user.confirmation_key.is_none());
    assert_eq!(fake.count("POST"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_user_that_was_not_created_is_reported_so() {
    let fake = Fake::new();
    fake.fault("POST /v1/users", 1, Fault::LoseRequest);
    let error = fake
        .client()
        .users()
        .create(ann())
        .await
        .expect_err("nobody was created");
    assert_eq!(error.applied(), Applied::No);
    assert!(
        error.hint().is_some_and(|hint| hint.contains("is free")),
        "{error}"
    );
    assert_eq!(fake.count("POST"), 1);
}

#[tokio::test(start_paused = true)]
async fn somebody_elses_user_is_not_taken_for_ours() {
    let fake = Fake::new();
    fake.fault("POST /v1/users", 1, Fault::LoseRequest);
    let kim = CreateUser::new("kim", "password", "Kim", "Lee", "another@example.com");
    let error = fake.client().users().create(kim).await.expect_err("it is taken");
    assert_eq!(error.applied(), Applied::Unknown);
    assert!(
        error.hint().is_some_and(|hint| hint.contains("another user")),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_confirmation_whose_answer_was_lost_is_found_by_the_status() {
    let fake = Fake::new();
    let tropo = fake.client();
    let user = tropo.users().create(ann()).await.expect("a user");
    fake.fault("POST /v1/users/2/confirmations", 1, Fault::LoseAnswer);
    // The repetition is refused, because the key is used up.
    tropo
        .users()
        .confirm(ConfirmUser::new(&user.id, "k1", [127, 0, 0, 1]))
        .await
        .expect("a confirmation");
    assert_eq!(fake.count("POST /v1/users/2/confirmations"), 2);

    let wrong = tropo
        .users()
        .confirm(ConfirmUser::new(&user.id, "k2", [127, 0, 0, 1]))
        .await;
    assert_eq!(wrong.expect_err("refused").kind(), ErrorKind::Rejected);
}

#[tokio::test(start_paused = true)]
async fn a_number_is_taken_once() {
    let fake = Fake::with_two_applications();
    let tropo = fake.client();
    let wanted = || CreateAddress::new("2", NewAddress::number(number("+14075550002")));

    fake.fault("POST /v1/applications/2/addresses", 1, Fault::LoseAnswer);
    let taken = tropo
        .addresses()
        .create(wanted())
        .await
        .expect("the number, found again");
    assert_eq!(&*taken.value, "+14075550002");
    assert_eq!(fake.count("POST"), 1);

    let error = tropo.addresses().create(wanted()).await.expect_err("it is taken");
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::NotForSale, Applied::No)
    );
    assert_eq!(fake.count("POST"), 2);
}

#[tokio::test(start_paused = true)]
async fn a_number_that_was_not_taken_is_reported_so() {
    let fake = Fake::with_two_applications();
    fake.fault("POST /v1/applications/2/addresses", 1, Fault::LoseRequest);
    let moved = fake
        .client()
        .addresses()
        .move_number("2", number("+14075550002"))
        .await;
    assert_eq!(moved.expect_err("it was not").applied(), Applied::No);
}

#[tokio::test(start_paused = true)]
async fn a_number_by_prefix_cannot_be_found_again() {
    let fake = Fake::with_two_applications();
    fake.fault("POST /v1/applications/2/addresses", 1, Fault::LoseAnswer);
    let wanted = CreateAddress::new("2", NewAddress::number_with_prefix("1407"));
    let error = fake
        .client()
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
    assert_eq!(fake.count("POST"), 1);
    assert_eq!(fake.count("GET"), 0);
}

#[tokio::test(start_paused = true)]
async fn an_application_is_created_once() {
    let fake = Fake::new();
    fake.fault("POST /v1/applications", 1, Fault::LoseAnswer);
    let error = fake
        .client()
        .applications()
        .create(CreateApplication::new("desk"))
        .await
        .expect_err("lost");
    assert_eq!(error.applied(), Applied::Unknown);
    assert!(
        error.hint().is_some_and(|hint| hint.contains("\"desk\"")),
        "{error}"
    );
    assert_eq!(fake.count("POST"), 1);
}

#[tokio::test(start_paused = true)]
async fn an_invitation_with_its_own_code_is_found_again() {
    let fake = Fake::new();
    fake.fault("POST /v1/invitations", 1, Fault::LoseAnswer);
    let tropo = fake.client();
    let created = tropo
        .invitations()
        .create(CreateInvitation::with_code("ABC457"))
        .await
        .expect("found");
    assert_eq!(created.code.as_str(), "ABC457");

    fake.fault("POST /v1/invitations", 1, Fault::LoseRequest);
    let error = tropo
        .invitations()
        .create(CreateInvitation::with_code("ABC458"))
        .await
        .expect_err("not there");
    assert_eq!(error.applied(), Applied::No);

    fake.fault("POST /v1/invitations", 1, Fault::LoseAnswer);
    let error = tropo
        .invitations()
        .create(CreateInvitation::new())
        .await
        .expect_err("no code to look for");
    assert_eq!(error.applied(), Applied::Unknown);
    assert_eq!(fake.count("POST"), 3);
}

#[tokio::test(start_paused = true)]
async fn applications_with_addresses_come_concurrently_and_in_order() {
    let fake = Fake::new();
    fake.state(|state| {
        for n in 100..140 {
            state
                .applications
                .insert(n.to_string(), vec![("number".into(), format!("+1407555{n:04}"))]);
        }
    });
    // Deleted between the list and the look at it.
    fake.fault("GET /v1/applications/120/addresses", 1, Fault::Refuse(404, ""));
    let page = fake
        .client()
        .applications()
        .list_with_addresses()
        .await
        .expect("a page");
    let ids: Vec<_> = page
        .iter()
        .map(|found| found.application.id.as_str().to_owned())
        .collect();
    let expected: Vec<_> = (100..140).filter(|n| *n != 120).map(|n| n.to_string()).collect();
    assert_eq!(ids, expected);
    assert!(
        page.iter()
            .all(|found| found.addresses[0].is(&format!("407555{:0>4}", found.application.id)))
    );
    assert_eq!(fake.state(|state| state.most_in_flight), 16);

    let careful = fake.builder().max_concurrency(3).build().expect("a client");
    fake.state(|state| state.most_in_flight = 0);
    assert_eq!(
        careful
            .applications()
            .list_with_addresses()
            .await
            .expect("a page")
            .len(),
        40
    );
    assert_eq!(fake.state(|state| state.most_in_flight), 3);

    fake.fault("GET /v1/applications/110/addresses", 1, Fault::Refuse(403, ""));
    let error = careful
        .applications()
        .list_with_addresses()
        .await
        .expect_err("the first error");
    assert_eq!(error.kind(), ErrorKind::Forbidden);
}

#[tokio::test(start_paused = true)]
async fn an_address_is_deleted_by_any_way_to_write_it() {
    let fake = Fake::with_two_applications();
    let tropo = fake.client();
    tropo
        .addresses()
        .delete_by_value("1", "(407) 555-1234")
        .await
        .expect("gone");
    assert_eq!(
        fake.count("DELETE /v1/applications/1/addresses/number/%2B14075551234"),
        1
    );
    let error = tropo
        .addresses()
        .delete_by_value("1", "4075551234")
        .await
        .expect_err("gone already");
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert_eq!(fake.count("DELETE"), 1);
}

#[tokio::test(start_paused = true)]
async fn credentials_are_checked_when_asked_only() {
    let fake = Fake::new();
    let tropo = fake.client();
    assert_eq!(fake.count(""), 0);
    assert_eq!(&*tropo.verify("kim").await.expect("a user").username, "kim");
    // Another user's credentials, for one call.
    tropo
        .account(&Credentials::new("kim", "other"))
        .await
        .expect("a user");
    tropo.verify("kim").await.expect("a user");
    let headers = fake.state(|state| state.authorization.clone());
    assert_eq!(headers[0], "Basic a2ltOnNlY3JldA==");
    assert_eq!(headers[1], "Basic a2ltOm90aGVy");
    assert_eq!(headers[2], headers[0]);

    fake.fault("GET /v1/users", 1, Fault::Refuse(401, ""));
    let error = tropo
        .account(&Credentials::new("kim", "planted"))
        .await
        .expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Unauthorized);
    assert!(!format!("{error:?} {error}").contains("planted"));
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
