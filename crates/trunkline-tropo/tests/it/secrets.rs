//! Planted secrets never show.

use trunkline_core::{Endpoint, Error};
use trunkline_tropo::Credentials;
use trunkline_tropo::addresses::*;
use trunkline_tropo::payments::*;
use trunkline_tropo::users::*;

use crate::support::response;

const SECRET: &str = "planted-4111111111111111";

fn hidden(what: &str, shown: impl std::fmt::Debug) {
    let text = format!("{shown:?} {shown:#?}");
    assert!(!text.contains(SECRET), "{what}: {text}");
}

fn never_shown(what: &str, error: &Error) {
    hidden(what, error);
    hidden(what, error.to_string());
    hidden(
        what,
        (
            error.body_snippet(),
            error.problems(),
            error.hint(),
            error.subject(),
        ),
    );
}

#[test]
fn in_requests() {
    hidden("credentials", Credentials::new("kim", SECRET));
    hidden("user", CreateUser::new("kim", SECRET, "a", "b", "c@d"));
    hidden("modified user", ModifyUser::new("kim").password(SECRET));
    hidden("confirmation", ConfirmUser::new("kim", SECRET, [127, 0, 0, 1]));
    hidden(
        "messenger account",
        CreateAddress::new("1", NewAddress::aim("kim", SECRET)),
    );
    let card = Card::new("https://a/types/payment/1", SECRET, SECRET, "Kim", "2011-12-10");
    let method = SetPaymentMethod::new("1", card, BillingAddress::new("a", "b", "c", "d", "e"));
    hidden("card", &method);
    // They do leave in the request itself.
    let request = method.request().expect("a request");
    assert_eq!(String::from_utf8_lossy(request.body()).matches(SECRET).count(), 2);
}

#[test]
fn in_refusals_that_repeat_them() {
    fn check<E: Endpoint>() {
        for status in [400, 401, 403, 404, 500, 503] {
            for body in [
                format!("{{\"error\": \"not accepted: {SECRET}\"}}"),
                format!("<html>{SECRET}</html>"),
            ] {
                match E::decode(response(status, body)) {
                    Ok(_) => panic!("{status} must be a refusal"),
                    Err(error) => never_shown(E::OPERATION.name, &error),
                }
            }
        }
    }
    check::<CreateUser>();
    check::<ModifyUser>();
    check::<ConfirmUser>();
    check::<SetPaymentMethod>();
    check::<CreateAddress>();
    check::<AttachAddress>();
}

#[test]
fn in_answers() {
    fn unreadable<E: Endpoint>(body: String) {
        match E::decode(response(200, body)) {
            Ok(_) => panic!("{} must not be readable", E::OPERATION.name),
            Err(error) => never_shown(E::OPERATION.name, &error),
        }
    }
    unreadable::<CreateUser>(format!("{{\"confirmationKey\": \"{SECRET}\"}}"));
    unreadable::<GetPaymentMethod>(format!(
        "{{\"accountNumber\": \"{SECRET}\", \"paymentType\": {{}}}}"
    ));
    unreadable::<ListAddresses>(format!("{{\"password\": \"{SECRET}\"}}"));

    let json = format!("[{{\"href\":\"https://a/b\",\"type\":\"aim\",\"password\":\"{SECRET}\"}}]");
    hidden(
        "address",
        ListAddresses::decode(response(200, json)).expect("a page"),
    );
    let json = format!("[{{\"type\":\"aim\",\"password\":\"{SECRET}\"}}]");
    let page = ListAddresses::decode(response(200, json)).expect("a page");
    assert_eq!(page.unreadable.len(), 1);
    hidden("unreadable address", page);
    let json = format!("[{{\"href\":7,\"type\":\"token\",\"token\":\"{SECRET}\"}}]");
    for page in [
        ListAddresses::decode(response(200, json.clone())).expect("a page"),
        ListAllAddresses::decode(response(200, json)).expect("a page"),
    ] {
        let item = &page.unreadable[0];
        assert_eq!(item.json, "");
        assert!(item.reason.to_string().starts_with("href: "), "{item:?}");
    }
    let json = format!("{{\"href\":\"https://a/users/1\",\"confirmationKey\":\"{SECRET}\"}}");
    hidden(
        "created user",
        CreateUser::decode(response(200, json)).expect("a user"),
    );
}

#[test]
fn a_token_is_shown_only_by_its_beginning() {
    let token = "0123456789abcdef".repeat(5) + "01234567";
    for subject in [
        DeleteAddress::new("1", "token", token.clone()).subject(),
        GetAddress::new("1", "token", token.clone()).subject(),
        LookUpAddress::new("token", token.clone()).subject(),
    ] {
        let subject = subject.expect("a subject");
        assert!(subject.starts_with("token 012345…"), "{subject}");
        assert!(!subject.contains(&token));
    }
}
