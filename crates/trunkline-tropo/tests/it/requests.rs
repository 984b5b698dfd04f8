//! The exact request of every endpoint.

use insta::assert_snapshot;
use trunkline_core::{AreaCode, Money, PhoneNumber};
use trunkline_tropo::Href;
use trunkline_tropo::addresses::*;
use trunkline_tropo::applications::*;
use trunkline_tropo::catalog::*;
use trunkline_tropo::features::*;
use trunkline_tropo::invitations::*;
use trunkline_tropo::payments::*;
use trunkline_tropo::users::*;
use trunkline_tropo::webhooks::*;
use trunkline_tropo::whitelist::*;

use crate::support::render;

/// Renders a list of endpoints, one after the other.
macro_rules! rendered {
    ($($endpoint:expr),+ $(,)?) => {[$(render(&$endpoint)),+].join("\n")};
}

fn money(text: &str) -> Money {
    text.parse().expect("an amount")
}

fn number() -> PhoneNumber {
    "4077969837".parse().expect("a number")
}

#[test]
fn applications() {
    let full = CreateApplication::new("foobar")
        .partition("production")
        .platform("scripting")
        .messaging_url("http://foobar")
        .voice_url("http://foobar/a?b=c&d=\"<e>\"");
    let requests = rendered![
        ListApplications::new(),
        GetApplication::new("108000"),
        GetApplication::new(108_000),
        GetApplication::new("../users?a#b%2F"),
        CreateApplication::new("foo"),
        full,
        CreateApplication::new("later")
            .environment("https://api.tropo.com/rest/v1/environments/461")
            .api_type("webapi"),
        UpdateApplication::new("108000")
            .name("bar")
            .platform("webapi")
            .partition("production"),
        UpdateApplication::new("108000")
            .voice_url("http://foobar")
            .no_messaging_url(),
        UpdateApplication::new("108000")
            .no_voice_url()
            .messaging_url("http://foobar")
            .platform("sms"),
        DeleteApplication::new("108000"),
    ];
    assert_snapshot!(requests);
}

#[test]
fn addresses() {
    let create = |address: NewAddress| CreateAddress::new("108000", address);
    let requests = rendered![
        ListAddresses::new("108000"),
        ListAddresses::new("108000").of_type(AddressType::Number),
        ListAllAddresses::new(),
        ListAvailable::new("1443"),
        GetAddress::new("108000", "number", "+14075551234"),
        GetAddress::new("108000", AddressType::Jabber, "xyz123@bot.im"),
        LookUpAddress::new("number", "+14438637082"),
        create(NewAddress::number_with_prefix("1303")),
        create(NewAddress::number(number())),
        create(NewAddress::toll_free("1866")),
        create(NewAddress::token(Channel::Voice)),
        create(NewAddress::token("messaging")),
        create(NewAddress::jabber("xyz123@bot.im")),
        create(NewAddress::aim("tropocloud", "password01")),
        create(NewAddress::msn("tropocloud", "password01")),
        create(NewAddress::yahoo("tropocloud", "password01")),
        create(NewAddress::gtalk("tropocloud", "password01")),
        create(NewAddress::sip()),
        create(NewAddress::skype()),
        create(NewAddress::pin()),
        create(NewAddress::of_type("carrier-pigeon")),
        DeleteAddress::new("108000", "number", "+14075551234"),
        AttachAddress::new("108001", "number", "+14075551234"),
    ];
    assert_snapshot!(requests);
}

#[test]
fn users() {
    let create = || CreateUser::new("foobar7474", "fooey", "jason", "blah", "a@example.com");
    let requests = rendered![
        GetUser::new("12345"),
        GetUser::new("foo@example.com"),
        create(),
        create()
            .website("http://example.com")
            .organization("Voxeo")
            .job_title("Technical Writer")
            .address("1234 Anywhere St")
            .address2("Unit 1337")
            .city("Orlando")
            .state("FL")
            .postal_code("32801")
            .country("USA")
            .marketing_opt_in(true)
            .twitter_id("foo")
            .joined_from_host("127.0.0.1")
            .phone_number("4075551212")
            .status(UserStatus::Active),
        ConfirmUser::new("12345", "1234", [127, 0, 0, 1]),
        ModifyUser::new("12345").password("foobar"),
        ModifyUser::new("12345")
            .username("foo")
            .first_name("a")
            .last_name("b")
            .email("c@d")
            .city("Köln"),
        SearchUsers::new().username("foo bar&x=y"),
        SearchUsers::new()
            .city("San Francisco")
            .field("firstName", "jason"),
        CheckUsername::new("jsgoecke"),
        ListUserApplications::new("12345"),
    ];
    assert_snapshot!(requests);
}

#[test]
fn payments() {
    let card = Card::new(
        "https://api-smsified-eng.voxeo.net/v1/types/payment/1",
        "1234567890",
        "123",
        "Tropo User",
        "2011-12-10",
    );
    let billing = BillingAddress::new("123 Smith Avenue", "San Carlos", "CA", "94070", "USA");
    let requests = rendered![
        GetPaymentMethod::new("12345"),
        SetPaymentMethod::new("12345", card.clone(), billing.clone()),
        SetPaymentMethod::new("12345", card, billing.address2("Unit 2"))
            .recharge(money("10.5"), money("5.0"))
            .email("j@doe.com")
            .phone_number("4155551212"),
        GetRecurrence::new("1234"),
        SetRecurrence::new("1234", money("13.5"), 10),
        MakePayment::new("1234", money("1")),
        MakePayment::new("1234", money("0.10")),
        MakePayment::new("1234", money("12345678901234567890.12")),
        GetBalance::new("12345"),
    ];
    assert_snapshot!(requests);
}

#[test]
fn catalog_and_features() {
    let requests = rendered![
        ListCountries::new(),
        ListStates::new("36"),
        ListExchanges::new(),
        ListExchanges::new().area_code(AreaCode::try_from("212").expect("an area code")),
        ListPartitions::new(),
        ListPlatforms::new("staging"),
        trunkline_tropo::catalog::ListFeatures::new(),
        ListPaymentTypes::new(),
        ListUserFeatures::new("12345"),
        EnableFeature::new("12345", "http://api-smsified-eng.voxeo.net/v1/features/8"),
        EnableFeature::new("12345", FeatureId::from("8")).flag("d"),
        DisableFeature::new("12345", "8"),
    ];
    assert_snapshot!(requests);
}

#[test]
fn invitations() {
    let requests = rendered![
        ListInvitations::new(),
        ListInvitations::new().of_user("15909"),
        GetInvitation::new("ABC457"),
        GetInvitation::new("ABC457").of_user("15909"),
        CreateInvitation::new(),
        CreateInvitation::with_code("ABC457")
            .count(100)
            .credit(money("10")),
        CreateInvitation::with_code("ABC457")
            .of_user("15909")
            .credit(money("10.50"))
            .partition(Partition::Production)
            .owner(Href::from("https://api.tropo.com/v1/users/15909")),
        UpdateInvitation::new("ABC457").count(200),
        UpdateInvitation::new("ABC457")
            .of_user("15909")
            .credit(money("10"))
            .partition("staging"),
        DeleteInvitation::new("ABC457"),
        DeleteInvitation::new("ABC457").of_user("15909"),
    ];
    assert_snapshot!(requests);
}

#[test]
fn whitelist() {
    let requests = rendered![
        ListWhitelist::new(),
        ListWhitelist::new().of_user("15909"),
        AddToWhitelist::new("14155551212"),
        AddToWhitelist::new("(415) 555-1212").of_user("15909"),
        AddToWhitelist::from(number()),
        RemoveFromWhitelist::new("+1 415 555 1212"),
        RemoveFromWhitelist::new("14155551212").of_user("15909"),
    ];
    assert_snapshot!(requests);
}

#[test]
fn webhooks() {
    let requests = rendered![
        ListWebhooks::new(),
        ListWebhooks::new()
            .event(WebhookEvent::CdrCreated)
            .resource("sms"),
        GetWebhook::new(12),
        CreateWebhook::new("smsdlr", WebhookResource::Sms, "http://example.com/a"),
        CreateWebhook::new("cdrRated", "call", "http://example.com/a")
            .resource("sms")
            .of_application("108000")
            .name("receipts")
            .payload("x")
            .enabled(false),
        UpdateWebhook::new("12").enabled(true),
        UpdateWebhook::new("12")
            .event("smsdlr")
            .resource("all")
            .target_url("http://b")
            .name("n")
            .payload("p"),
        DeleteWebhook::new("12"),
    ];
    assert_snapshot!(requests);
}
