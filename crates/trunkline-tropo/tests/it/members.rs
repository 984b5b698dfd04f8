//! Members that no setter knows, and applications that are put back.

use insta::assert_snapshot;
use serde_json::{Value, json};
use trunkline_core::{Endpoint, ErrorKind};
use trunkline_tropo::addresses::*;
use trunkline_tropo::applications::*;
use trunkline_tropo::users::*;

use crate::support::{documented, render};

fn ann() -> CreateUser {
    CreateUser::new("ann", "password", "Ann", "Lee", "ann@example.com")
}

fn create(address: NewAddress) -> CreateAddress {
    CreateAddress::new("108000", address)
}

#[test]
fn they_come_last_and_as_they_are() {
    let requests = [
        render(
            &CreateApplication::new("desk")
                .member("resultNotificationEnabled", false)
                .member("tags", json!({"b": [1, null], "a": 1.5}))
                .member("resultNotificationEnabled", true)
                .platform("webapi"),
        ),
        render(&UpdateApplication::new("108000").member("voiceEnvironmentId", 461)),
        render(&ann().member("notes", "likes \"quotes\"")),
        render(&ModifyUser::new("12345").member("notes", None::<&str>)),
        render(&create(
            NewAddress::number_with_prefix("1407").member("smsEnabled", true),
        )),
        render(&create(
            NewAddress::of_type("facebook")
                .member("username", "kim")
                .member("password", "secret"),
        )),
        render(&create(
            NewAddress::jabber("kim@bot.im").member("password", "secret"),
        )),
    ];
    assert_snapshot!(requests.join("\n"));
}

/// Refuses each member that the request has by itself, also in other case, and says so.
fn refuses_its_own<E: Endpoint>(full: E, with: impl Fn(&str) -> E) -> usize {
    let body = full.request().expect("a request").into_body();
    let body: serde_json::Map<String, Value> = serde_json::from_slice(&body).expect("an object");
    for name in body.keys() {
        for name in [name.clone(), name.to_uppercase()] {
            let error = with(&name).request().expect_err("a member of its own");
            assert_eq!(error.kind(), ErrorKind::InvalidInput);
            assert_eq!(error.field(), Some(name.as_str()));
        }
    }
    body.len()
}

#[test]
fn what_the_request_has_by_itself_is_refused_set_or_not() {
    let application = CreateApplication::new("desk")
        .voice_url("http://a")
        .messaging_url("http://a")
        .platform("webapi")
        .partition("staging")
        .environment("http://a/environments/1")
        .api_type("webapi");
    let count = refuses_its_own(application, |name| CreateApplication::new("desk").member(name, 1));
    assert_eq!(count, 7);

    let update = UpdateApplication::new("1")
        .name("desk")
        .voice_url("http://a")
        .messaging_url("http://a")
        .platform("webapi")
        .partition("staging")
        .environment("http://a/environments/1")
        .api_type("webapi");
    let count = refuses_its_own(update, |name| UpdateApplication::new("1").member(name, 1));
    assert_eq!(count, 7);

    let user = ann()
        .organization("a")
        .job_title("a")
        .address("a")
        .address2("a")
        .city("a")
        .state("a")
        .postal_code("a")
        .country("a")
        .marketing_opt_in(true)
        .twitter_id("a")
        .joined_from_host("a")
        .phone_number("a")
        .status("active");
    assert_eq!(refuses_its_own(user, |name| ann().member(name, 1)), 19);
    let modify = || ModifyUser::new("1").city("a");
    let both = modify()
        .username("a")
        .password("a")
        .first_name("a")
        .last_name("a")
        .email("a");
    assert_eq!(refuses_its_own(both, |name| modify().member(name, 1)), 6);
}

/// Otherwise the carrier could take another number than the one that is looked up after a lost reply.
#[test]
fn nothing_but_the_request_says_which_address_it_is() {
    let number = || NewAddress::number("4075551234".parse().expect("a number"));
    for name in ["prefix", "number", "username", "channel", "type", "Prefix"] {
        for address in [
            number(),
            NewAddress::number_with_prefix("1407"),
            NewAddress::token("voice"),
        ] {
            let error = create(address.member(name, "1305"))
                .request()
                .expect_err("two addresses");
            assert_eq!(error.field(), Some(name));
        }
    }
    let line = create(number().member("prefix", "1305"))
        .request()
        .expect_err("two addresses");
    assert_snapshot!(line, @"tropo addresses.create number +14075551234 for application 108000: prefix must be set by its own argument or setter; nothing was sent");
}

#[test]
fn a_name_must_be_there_and_a_value_must_be_json() {
    for request in [
        CreateApplication::new("desk").member(" ", 1),
        CreateApplication::new("desk").member("sizes", std::collections::HashMap::from([((1, 2), 3)])),
    ] {
        let error = request.request().expect_err("no member");
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
    }
}

#[test]
fn their_values_may_be_secrets() {
    let request = ann()
        .member("pin", json!({"of": ["planted-text", 4_711_471]}))
        .member("open", true);
    assert!(!format!("{request:?}").contains("planted-text"), "{request:?}");
    assert!(format!("{request:?}").contains("pin"), "{request:?}");
}

#[test]
fn what_was_fetched_is_put_back_and_nothing_else() {
    for name in ["applications.get", "applications.get.later_members"] {
        let case = documented()
            .into_iter()
            .find(|case| case.name == name)
            .expect("a fixture");
        let fetched = GetApplication::decode(case.response()).expect("an application");
        let request = UpdateApplication::back_to(&fetched).request().expect("a request");
        let sent: serde_json::Map<String, Value> = serde_json::from_slice(request.body()).expect("an object");
        let had: Value = serde_json::from_slice(case.response().body()).expect("JSON");
        for (name, value) in &sent {
            assert_eq!(Some(value), had.get(name), "{name}");
        }
        let told = [
            "name",
            "voiceUrl",
            "messagingUrl",
            "platform",
            "partition",
            "environment",
            "apiType",
        ];
        let told = told.into_iter().filter(|name| had.get(name).is_some());
        assert_eq!(sent.len(), told.count());
        assert_eq!(request.uri(), "/applications/108000");
    }
}
