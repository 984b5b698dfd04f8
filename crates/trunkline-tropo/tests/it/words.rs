//! The carrier's own words are kept, and the secrets of the request are taken out of them.

use trunkline_core::{Endpoint, Error, ErrorKind};
use trunkline_testkit::script::{Answer, Carrier};
use trunkline_tropo::addresses::*;
use trunkline_tropo::payments::*;
use trunkline_tropo::users::*;
use trunkline_tropo::{Credentials, Tropo};

const NUMBER: &str = "4111111111111111";
const PASSWORD: &str = "planted-pa/ss \"word";
/// `kim:planted-secret`
const TOKEN: &str = "a2ltOnBsYW50ZWQtc2VjcmV0";
const SECRET: &str = "planted-secret";

async fn refused<E: Endpoint>(request: E, answer: Answer) -> Error {
    let builder = Tropo::builder(Credentials::new("kim", SECRET)).service(Carrier::new([answer]));
    let tropo = builder.build().expect("a client");
    tropo.send(request).await.err().expect("a refusal")
}

fn card() -> SetPaymentMethod {
    let card = Card::new("https://a/types/payment/1", NUMBER, "737", "Kim", "2011-12-10");
    SetPaymentMethod::new("1", card, BillingAddress::new("a", "b", "c", "d", "e"))
}

fn shows_nothing_of(secrets: &[&str], error: &Error) {
    let source = std::error::Error::source(error).map(|source| format!("{source} {source:?}"));
    let everything = format!(
        "{error} {error:#?} {:?} {:?} {:?} {source:?}",
        error.body_snippet(),
        error.problems(),
        error.hint()
    );
    for secret in secrets {
        assert!(!everything.contains(secret), "{secret}: {everything}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_the_carrier_says_reads_as_it_was_said() {
    let confirm = ConfirmUser::new("1", "planted-key", [127, 0, 0, 1]);
    let wrong = || {
        Answer::new(
            400,
            r#"{"error":"wrong confirmation key planted-key for user 1"}"#,
        )
    };
    let error = refused(confirm, wrong()).await;
    assert_eq!(error.kind(), ErrorKind::Rejected);
    assert!(
        error
            .to_string()
            .contains("wrong confirmation key *** for user 1 (400"),
        "{error}"
    );
    assert_eq!(
        error.problems()[0].detail.as_deref(),
        Some("wrong confirmation key *** for user 1")
    );
    shows_nothing_of(&["planted-key"], &error);

    let skype = CreateAddress::new("1", NewAddress::skype());
    let error = refused(
        skype,
        Answer::new(400, r#"{"error":"skype addresses are assigned"}"#),
    )
    .await;
    assert!(
        error.to_string().contains("skype addresses are assigned"),
        "{error}"
    );
    // Words in no known shape are kept as they came.
    let error = refused(card(), Answer::new(500, "no database")).await;
    assert_eq!(error.body_snippet(), Some("no database"));
}

#[tokio::test(start_paused = true)]
async fn what_was_sent_in_confidence_is_never_repeated() {
    let page = format!(
        "<pre>Authorization: Basic {TOKEN} ({SECRET})\n{{\"accountNumber\":\"{NUMBER}\",\"securityCode\":\"737\"}} 4111-1111-1111-1111\n{}</pre>",
        serde_json::Value::from(PASSWORD)
    );
    let json = serde_json::json!({"error": page}).to_string();
    for status in [400, 401, 404, 422, 500, 503] {
        for body in [&page, &json] {
            let answer = || Answer::new(status, body.clone());
            shows_nothing_of(
                &[NUMBER, "4111-1111", "737", SECRET, TOKEN],
                &refused(card(), answer()).await,
            );
            let user = CreateUser::new("kim", PASSWORD, "a", "b", "c@d");
            shows_nothing_of(
                &[NUMBER, "4111-1111", "pa/ss", "planted", TOKEN],
                &refused(user, answer()).await,
            );
        }
    }
    let redirect = Answer::with(302, &[("location", "https://a/a2ltOnBsYW50ZWQtc2VjcmV0/b")], "");
    let error = refused(GetUser::new("1"), redirect).await;
    assert!(
        error.hint().is_some_and(|hint| hint.contains("https://a/***/b")),
        "{error}"
    );
    for body in [
        format!("\"{TOKEN} {SECRET}\""),
        format!("[\"{TOKEN}\"]"),
        format!("{TOKEN} {SECRET}"),
    ] {
        shows_nothing_of(
            &[TOKEN, SECRET],
            &refused(GetUser::new("1"), Answer::new(200, body)).await,
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_is_never_whole() {
    let token = "0123456789abcdef".repeat(5) + "01234567";
    let body = format!("{{\"error\":\"no such token {token}\"}}");
    let request = DeleteAddress::new("1", "token", token.clone());
    shows_nothing_of(
        &[&token, "456789abcdef"],
        &refused(&request, Answer::new(400, body)).await,
    );
    let json = format!(
        "[{{\"href\":\"https://a/applications/1/addresses/token/{token}\",\"type\":\"token\",\"token\":\"{token}\"}}]"
    );
    let page = ListAddresses::decode(trunkline_testkit::script::response(200, json)).expect("a page");
    let created = format!("{{\"href\":\"https://a/applications/1/addresses/token/{token}\"}}");
    let created =
        CreateAddress::decode(trunkline_testkit::script::response(200, created)).expect("an address");
    assert_eq!(created.value, token.as_str());
    let shown = format!(
        "{page:?} {:?} {created:?} {request:?} {:?} {:?} {:?} {:?}",
        page.first(),
        GetAddress::new("1", "token", token.clone()),
        AttachAddress::new("1", "token", token.clone()),
        LookUpAddress::new("token", token.clone()),
        MoveAddress::new("1", "2", token.clone()),
    );
    assert!(shown.contains("012345…"), "{shown}");
    assert!(!shown.contains("0123456789"), "{shown}");
}

#[tokio::test(start_paused = true)]
async fn members_that_no_setter_knows_are_taken_out_as_well() {
    let said = || Answer::new(400, r#"{"error":"no planted-pin, no 4711471"}"#);
    let pin = serde_json::json!({"pins": ["planted-pin", 4_711_471]});
    let create = CreateUser::new("kim", PASSWORD, "a", "b", "c@d").member("more", &pin);
    let modify = ModifyUser::new("kim").member("more", &pin);
    let address = NewAddress::of_type("facebook").member("more", &pin);
    for error in [
        refused(create, said()).await,
        refused(modify, said()).await,
        refused(CreateAddress::new("1", address), said()).await,
    ] {
        shows_nothing_of(&["planted-pin", "4711471"], &error);
        assert!(error.to_string().contains("no ***, no ***"), "{error}");
    }
}
