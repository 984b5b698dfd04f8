//! Wrong values are named before anything is sent.

use insta::assert_snapshot;
use trunkline_core::{Applied, Endpoint, ErrorKind, Money};
use trunkline_tropo::addresses::*;
use trunkline_tropo::applications::*;
use trunkline_tropo::features::*;
use trunkline_tropo::invitations::*;
use trunkline_tropo::payments::*;
use trunkline_tropo::users::*;
use trunkline_tropo::webhooks::*;
use trunkline_tropo::whitelist::*;

fn refused<E: Endpoint>(endpoint: E) -> String {
    let error = endpoint.request().expect_err("must be refused");
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert_eq!(error.applied(), Applied::No);
    format!("{}: {error}", error.field().unwrap_or("?"))
}

macro_rules! refused {
    ($($endpoint:expr),+ $(,)?) => {[$(refused($endpoint)),+].join("\n")};
}

#[test]
fn applications_and_addresses() {
    let create = |address: NewAddress| CreateAddress::new("108000", address);
    let lines = refused![
        CreateApplication::new(""),
        CreateApplication::new("foo").platform("bar").partition("bar"),
        CreateApplication::new("foo").partition("bar"),
        UpdateApplication::new("1"),
        UpdateApplication::new("1").name(" "),
        create(NewAddress::of_type("")),
        create(NewAddress::of_type("number")),
        create(NewAddress::of_type("NUMBER")),
        create(NewAddress::of_type("did")),
        create(NewAddress::number_with_prefix("")),
        create(NewAddress::number_with_prefix("+1407")),
        create(NewAddress::number_with_prefix("14a7")),
        create(NewAddress::toll_free("1407")),
        create(NewAddress::aim("", "")),
        create(NewAddress::aim("foo", "")),
        create(NewAddress::of_type(AddressType::Gtalk)),
        create(NewAddress::jabber("")),
        create(NewAddress::of_type("token")),
        create(NewAddress::token("")),
        create(NewAddress::token("smoke signal")),
        GetAddress::new("1", "", "x"),
        DeleteAddress::new("1", "number", ""),
        ListAddresses::new("1").of_type(""),
        ListAvailable::new("1-407"),
        LookUpAddress::new("number", ""),
    ];
    assert_snapshot!(lines);
}

#[test]
fn an_empty_id_is_refused() {
    let error = GetApplication::new("").request().expect_err("must be refused");
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    let error = DeleteApplication::new("").request().expect_err("must be refused");
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
}

#[test]
fn parts_of_a_path_that_may_be_missing_stay_segments() {
    fn target<E: Endpoint>(endpoint: E) -> String {
        endpoint.request().expect("a request").uri().to_string()
    }
    let of = "../1?a#b";
    for (target, path) in [
        (
            target(GetInvitation::new("x/y").of_user(of)),
            "/users/..%2F1%3Fa%23b/invitations/x%2Fy",
        ),
        (
            target(ListInvitations::new().of_user(of)),
            "/users/..%2F1%3Fa%23b/invitations",
        ),
        (
            target(ListWhitelist::new().of_user("..")),
            "/users/%2E%2E/partitions/production/platforms/sms/whitelist",
        ),
        (
            target(ListAddresses::new("1").of_type(of)),
            "/applications/1/addresses/..%2F1%3Fa%23b",
        ),
        (
            target(CreateWebhook::new("a", "b", "c").of_application(of)),
            "/applications/..%2F1%3Fa%23b/webhooks",
        ),
    ] {
        assert_eq!(target, path);
    }
    // A user without name is not the user who calls.
    for line in [
        refused_for(DeleteInvitation::new("ABC").of_user("")),
        refused_for(RemoveFromWhitelist::new("14155551212").of_user("")),
        refused_for(CreateWebhook::new("a", "b", "c").of_application("")),
    ] {
        assert!(line.contains("a part of the path is empty"), "{line}");
    }
}

fn refused_for<E: Endpoint>(endpoint: E) -> String {
    endpoint.request().expect_err("must be refused").to_string()
}

#[test]
fn users() {
    let lines = refused![
        CreateUser::new("", "", "", "", ""),
        CreateUser::new("a", "", "", "", ""),
        CreateUser::new("a", "b", "", "", ""),
        CreateUser::new("a", "b", "c", " ", ""),
        CreateUser::new("a", "b", "c", "d", ""),
        ConfirmUser::new("1", "", [127, 0, 0, 1]),
        ModifyUser::new("1"),
        ModifyUser::new("1").email(""),
        ModifyUser::new("1").password(""),
        SearchUsers::new(),
        SearchUsers::new().field("", "x"),
        CheckUsername::new(""),
    ];
    assert_snapshot!(lines);
}

#[test]
fn money_and_the_rest() {
    let card = |number: &str, code: &str, date: &str| {
        Card::new("https://a/types/payment/1", number, code, "Kim", date)
    };
    let billing = || BillingAddress::new("a", "b", "c", "d", "e");
    let day = "2011-12-10";
    let lines = refused![
        MakePayment::new("1", Money::ZERO),
        MakePayment::new("1", -Money::from_cents(1)),
        SetRecurrence::new("1", -Money::from_cents(1), 10),
        SetPaymentMethod::new("1", card("", "1", day), billing()),
        SetPaymentMethod::new("1", card("4", "", day), billing()),
        SetPaymentMethod::new("1", card("4", "1", "12/2011"), billing()),
        SetPaymentMethod::new("1", card("4", "1", "2011-13-10"), billing()),
        SetPaymentMethod::new("1", Card::new("", "4", "1", "Kim", day), billing()),
        SetPaymentMethod::new(
            "1",
            card("4", "1", day),
            BillingAddress::new("", "b", "c", "d", "e")
        ),
        SetPaymentMethod::new("1", card("4", "1", day), billing())
            .recharge(-Money::from_cents(1), Money::ZERO),
        EnableFeature::new("1", ""),
        CreateInvitation::with_code(""),
        CreateInvitation::new().credit(-Money::from_cents(1)),
        UpdateInvitation::new("ABC"),
        AddToWhitelist::new("call me"),
        AddToWhitelist::new(""),
        RemoveFromWhitelist::new("x"),
        CreateWebhook::new("", "sms", "http://a"),
        CreateWebhook::new("smsdlr", "", "http://a"),
        CreateWebhook::new("smsdlr", "sms", ""),
        UpdateWebhook::new("1"),
    ];
    assert_snapshot!(lines);
}
