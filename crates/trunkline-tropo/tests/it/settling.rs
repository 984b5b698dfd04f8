//! Lost replies: what can be looked up is, within the call or later, and the request is sent once.

use std::time::Duration;

use tokio::time::Instant;
use trunkline_core::{Applied, ConfirmedBy, Endpoint, Error, ErrorKind, Money};
use trunkline_emulator::{Emulator, Fault};
use trunkline_testkit::script::{Answer, Carrier};
use trunkline_transport::CallOptions;
use trunkline_tropo::addresses::{CreateAddress, NewAddress};
use trunkline_tropo::applications::Partition;
use trunkline_tropo::invitations::CreateInvitation;
use trunkline_tropo::users::{ConfirmUser, CreateUser, UserStatus};
use trunkline_tropo::{Credentials, Tropo};

use crate::emulated::{NUMBER, TO, ann, client, count, emulator};

fn number() -> CreateAddress {
    CreateAddress::new(TO, NewAddress::number(NUMBER.parse().expect("a number")))
}

fn messenger() -> CreateAddress {
    CreateAddress::new(TO, NewAddress::aim("tropocloud", "password01"))
}

fn invitation() -> CreateInvitation {
    CreateInvitation::with_code("ABC457")
        .count(10)
        .credit(Money::from_cents(500))
}

fn hinted(error: &Error, words: &str) {
    assert!(error.hint().is_some_and(|hint| hint.contains(words)), "{error}");
}

/// Loses the reply of a request that was carried out, and finds its result.
async fn found<E: Endpoint + Clone>(emulator: &Emulator, request: E) -> E::Output {
    let operation = E::OPERATION.short_name();
    emulator.fault(Fault::on(operation).commit_then_drop());
    let result = client(emulator).send(request).await;
    assert_eq!(count(emulator, operation), 1, "{operation} is sent once");
    result.unwrap_or_else(|error| panic!("{error}"))
}

/// Loses a request on its way. Its absence is proof only when it has lasted as long as the carrier may work on the request.
async fn absent<E: Endpoint<Output: std::fmt::Debug> + Clone>(
    emulator: &Emulator,
    request: E,
    look_at: &str,
) {
    let operation = E::OPERATION.short_name();
    emulator.fault(Fault::on(operation).drop_before());
    let tropo = client(emulator);
    let begun = Instant::now();
    let error = tropo.send(request.clone()).await.expect_err("lost");
    assert_eq!(error.applied(), Applied::No, "{error}");
    assert!(
        begun.elapsed() >= Duration::from_secs(30),
        "{:?}",
        begun.elapsed()
    );
    assert!(error.look_ups() > 1, "{error}");
    hinted(&error, "calling again is safe");

    // Out of time before.
    let hasty = tropo.with_options(CallOptions::new().timeout(Duration::from_secs(10)));
    let error = hasty.send(request.clone()).await.expect_err("lost");
    assert_eq!(error.applied(), Applied::Unknown, "{error}");
    assert!(error.look_ups() > 0, "{error}");
    hinted(&error, look_at);
    hinted(&error, "settle the same request later");

    // Later: one look is enough, and nothing is sent.
    let sent = count(emulator, operation);
    let later = tropo.with_options(CallOptions::new().lost_ago(Duration::from_secs(60)));
    let error = later.settle(request).await.expect_err("it was not carried out");
    assert_eq!((error.applied(), error.look_ups()), (Applied::No, 1), "{error}");
    assert_eq!(count(emulator, operation), sent);
    emulator.clear_faults();
}

/// Carries a request out, and settles it as another process would that knows no more than the request.
async fn settled<E: Endpoint<Output: std::fmt::Debug> + Clone>(
    tropo: &Tropo,
    emulator: &Emulator,
    request: E,
) -> E::Output {
    tropo.send(request.clone()).await.expect("a success");
    let sent = count(emulator, E::OPERATION.short_name());
    let output = tropo.settle(request).await.expect("settled");
    assert_eq!(
        count(emulator, E::OPERATION.short_name()),
        sent,
        "settling only reads"
    );
    output
}

#[tokio::test(start_paused = true)]
async fn a_user_that_was_created_is_found_again() {
    let emulator = emulator();
    let user = found(&emulator, ann()).await;
    assert!(user.confirmation_key.is_none());
    assert_eq!(user.confirmed_by, ConfirmedBy::LookUp);
    assert!(user.href.as_str().ends_with(user.id.as_str()), "{user:?}");
    let known = client(&emulator).users().get("ann").await.expect("a user");
    assert_eq!(known.id, user.id);
}

#[tokio::test(start_paused = true)]
async fn a_user_that_was_not_created_is_reported_so() {
    absent(&emulator(), ann(), "users.check_name ann").await;
}

#[tokio::test(start_paused = true)]
async fn somebody_elses_user_is_not_taken_for_ours() {
    let emulator = emulator();
    emulator.fault(Fault::on("users.create").drop_before());
    let users = client(&emulator).users();
    let taken = CreateUser::new("foobar5331", "password", "Kim", "Lee", "another@example.com");
    let error = users.create(taken).await.expect_err("it is taken");
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::Conflict, Applied::No),
        "{error}"
    );
    hinted(&error, "another user has the name foobar5331");

    // Somebody whom this account may not see could be the one that was to be created.
    let hidden = CreateUser::new("kim", "password", "Kim", "Lee", "another@example.com");
    let error = users.create(hidden).await.expect_err("nobody can tell");
    assert_eq!(error.applied(), Applied::Unknown, "{error}");
    hinted(&error, "not yours to see");
}

/// A user of this name whose e-mail address the carrier does not tell.
#[tokio::test(start_paused = true)]
async fn a_user_that_cannot_be_compared_settles_nothing() {
    let taken = Answer::new(200, r#"{"available":false,"valid":true}"#);
    let user = Answer::new(200, r#"{"id":"7","username":"ann"}"#);
    let carrier = Carrier::default()
        .on("GET /v1/usernames/ann", [taken])
        .on("GET /v1/users/ann", [user])
        .on("", [Answer::Lost]);
    let tropo = Tropo::builder(Credentials::new("kim", "secret"))
        .service(carrier)
        .build();
    let error = tropo
        .expect("a client")
        .users()
        .create(ann())
        .await
        .expect_err("nobody can tell");
    assert_eq!(error.applied(), Applied::Unknown, "{error}");
    hinted(&error, "no e-mail address to compare");
}

#[tokio::test(start_paused = true)]
async fn a_confirmation_whose_reply_was_lost_is_found_by_the_status() {
    let emulator = emulator();
    let users = client(&emulator).users();
    let user = users.create(ann()).await.expect("a user");
    let confirm = |key: &str| ConfirmUser::new(&user.id, key, [127, 0, 0, 1]);
    let key = user
        .confirmation_key
        .as_ref()
        .map(secrecy::ExposeSecret::expose_secret)
        .expect("a key");

    let wrong = users.confirm(confirm("wrong")).await.expect_err("refused");
    assert_eq!(
        (wrong.kind(), wrong.applied()),
        (ErrorKind::Rejected, Applied::No)
    );
    assert_eq!(wrong.look_ups(), 0);

    // The repetition is refused, because the key is used up.
    emulator.fault(Fault::on("users.confirm").first().commit_then_drop());
    users.confirm(confirm(key)).await.expect("a confirmation");
    assert_eq!(count(&emulator, "users.confirm"), 3);
    let known = users.get(&user.id).await.expect("a user");
    assert_eq!(known.status, Some(UserStatus::Active));
    client(&emulator).settle(confirm(key)).await.expect("settled");
    assert_eq!(count(&emulator, "users.confirm"), 3);
}

#[tokio::test(start_paused = true)]
async fn a_user_that_was_not_confirmed_is_reported_so() {
    let emulator = emulator();
    let user = client(&emulator).users().create(ann()).await.expect("a user");
    let request = ConfirmUser::new(&user.id, "wrong", [127, 0, 0, 1]);
    absent(&emulator, request.clone(), "a confirmed user is active").await;

    // A refusal of the repetition tells nothing about the first attempt: only the status does.
    emulator.fault(Fault::on("users.confirm").first().drop_before());
    let error = client(&emulator)
        .users()
        .confirm(request)
        .await
        .expect_err("refused");
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::Rejected, Applied::No),
        "{error}"
    );
    assert!(error.look_ups() > 1, "{error}");
}

#[tokio::test(start_paused = true)]
async fn an_address_that_was_taken_is_found_again() {
    for (request, value) in [(number(), NUMBER), (messenger(), "tropocloud")] {
        let emulator = emulator();
        let address = found(&emulator, request).await;
        assert_eq!(address.value, value);
        assert!(
            address.href.as_str().contains("/applications/108002/"),
            "{address:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn an_address_that_was_not_taken_is_reported_so() {
    absent(
        &emulator(),
        number(),
        "addresses.list of application 108002 for +14075551234",
    )
    .await;
    absent(
        &emulator(),
        messenger(),
        "addresses.list of application 108002 for tropocloud",
    )
    .await;
}

#[tokio::test(start_paused = true)]
async fn an_address_of_another_application_or_type_is_not_taken_for_ours() {
    let emulator = emulator();
    let tropo = client(&emulator);
    let elsewhere = CreateAddress::new("108001", NewAddress::number(NUMBER.parse().expect("a number")));
    tropo.addresses().create(elsewhere).await.expect("a number");
    let jabber = CreateAddress::new(TO, NewAddress::jabber("tropocloud"));
    tropo.addresses().create(jabber).await.expect("a name");
    absent(&emulator, number(), "addresses.list").await;
    absent(&emulator, messenger(), "addresses.list").await;
}

#[tokio::test(start_paused = true)]
async fn an_invitation_with_its_own_code_is_found_again() {
    let emulator = emulator();
    let created = found(&emulator, invitation()).await;
    assert_eq!(created.code.as_str(), "ABC457");
    assert_eq!(created.confirmed_by, ConfirmedBy::LookUp);
    assert!(
        created.href.as_str().ends_with("invitations/ABC457"),
        "{created:?}"
    );
    emulator.clear_faults();

    let of_user = CreateInvitation::with_code("ABC458").of_user("12345");
    emulator.fault(Fault::on("invitations.create").commit_then_drop());
    let created = client(&emulator)
        .invitations()
        .create(of_user)
        .await
        .expect("found");
    assert_eq!(created.code.as_str(), "ABC458");
}

#[tokio::test(start_paused = true)]
async fn an_invitation_that_was_not_created_is_reported_so() {
    absent(&emulator(), invitation(), "invitations.get ABC457").await;
}

#[tokio::test(start_paused = true)]
async fn another_invitation_of_this_code_is_not_taken_for_ours() {
    let emulator = emulator();
    let tropo = client(&emulator);
    tropo
        .invitations()
        .create(invitation().partition("staging"))
        .await
        .expect("an invitation");
    emulator.fault(Fault::on("invitations.create").drop_before());
    for other in [
        invitation().count(9),
        invitation().credit(Money::from_cents(501)),
        invitation().partition(Partition::Production),
    ] {
        let error = tropo
            .invitations()
            .create(other)
            .await
            .expect_err("it is another one");
        assert_eq!(
            (error.kind(), error.applied()),
            (ErrorKind::Conflict, Applied::No),
            "{error}"
        );
        hinted(&error, "another invitation has the code ABC457");
    }
    // Sign-ups lower the count, or it is another one: nobody can tell.
    let error = tropo
        .invitations()
        .create(invitation().count(11))
        .await
        .expect_err("fewer than asked for");
    assert_eq!(error.applied(), Applied::Unknown, "{error}");
    hinted(&error, "may be another one");
}

#[tokio::test(start_paused = true)]
async fn an_invitation_without_code_cannot_be_found_again() {
    let emulator = emulator();
    emulator.fault(Fault::on("invitations.create").commit_then_drop());
    let error = client(&emulator)
        .invitations()
        .create(CreateInvitation::new())
        .await
        .expect_err("no code to look for");
    assert_eq!(error.applied(), Applied::Unknown);
    hinted(&error, "invitations.list");
    assert_eq!(count(&emulator, "*"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_request_is_settled_by_what_it_says() {
    let emulator = emulator();
    let tropo = client(&emulator);
    let user = settled(&tropo, &emulator, ann()).await;
    assert!(user.confirmation_key.is_none());
    assert_eq!(settled(&tropo, &emulator, number()).await.value, NUMBER);
    assert_eq!(settled(&tropo, &emulator, messenger()).await.value, "tropocloud");
    assert_eq!(
        settled(&tropo, &emulator, invitation()).await.code.as_str(),
        "ABC457"
    );
}
