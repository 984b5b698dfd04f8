//! Numbers: exact requests, documented answers, rules.

use crate::support::{decoded, documented, error, refusal, refused, refused_whole, request, response};
use insta::{assert_debug_snapshot, assert_snapshot};
use trunkline_core::{
    Applied, AreaCode, Country, Endpoint, ErrorKind, Money, NpaNxx, PhoneNumber, RateCenter, Region,
};
use trunkline_flowroute::messages::CallbackType;
use trunkline_flowroute::numbers::{
    GetNumber, GetNumbers, ListAreaCodes, ListExchanges, ListNumbers, ListTiers, NumberType, OrderBy,
    Purchase, Release, SearchNumbers, SetNumberCallback, SortBy, UpdateNumber,
};

fn number() -> PhoneNumber {
    "+12064205780".parse().unwrap()
}

fn area_code() -> AreaCode {
    "206".parse().unwrap()
}

fn exchange() -> NpaNxx {
    "206420".parse().unwrap()
}

fn dollars(text: &str) -> Money {
    text.parse().unwrap()
}

#[test]
fn requests_about_many_numbers_and_callbacks_are_exact() {
    let other: PhoneNumber = "+12062011204".parse().unwrap();
    assert_snapshot!("details", request(&GetNumbers::new([number(), other])));
    let set = |kind| {
        request(&SetNumberCallback::new(
            number(),
            kind,
            "https://example.com/hook",
        ))
    };
    assert_snapshot!("set_callback", CallbackType::ALL.map(set).join("\n"));
    let refused = [
        refused(&GetNumbers::new([])),
        refused(&SetNumberCallback::new(number(), CallbackType::Mms, "nowhere")),
    ];
    assert_snapshot!("callbacks_refused", refused.join("\n"));
}

#[test]
fn the_names_of_the_other_documentation_are_synonyms() {
    let owned = decoded::<GetNumbers>("numbers.details");
    assert_debug_snapshot!("details_answer", owned);
}

#[test]
fn requests_are_exact() {
    assert_snapshot!("list_area_codes", request(&ListAreaCodes::new()));
    assert_snapshot!(
        "list_area_codes_all_parameters",
        request(
            &ListAreaCodes::new()
                .limit(400)
                .offset(20)
                .max_setup_cost(dollars("3.25"))
        )
    );
    assert_snapshot!(
        "list_exchanges",
        request(
            &ListExchanges::new()
                .area_code(area_code())
                .limit(3)
                .offset(3)
                .max_setup_cost(dollars("1"))
        )
    );
    assert_snapshot!("list_tiers", request(&ListTiers::new().limit(200).offset(2)));
    assert_snapshot!("search", request(&SearchNumbers::new()));
    assert_snapshot!(
        "search_all_parameters",
        request(
            &SearchNumbers::new()
                .starts_with("+1206")
                .contains("42")
                .ends_with("80")
                .rate_center(RateCenter::from("SEATTLE"))
                .region(Region::WA)
                .number_type(NumberType::Longcode)
                .country(Country::US)
                .tier("US Promo $0.0/$0.50/$0.005")
                .order_by(OrderBy::MonthlyCost, SortBy::Descending)
                .limit(200)
                .offset(400)
        )
    );
    assert_snapshot!("purchase", request(&Purchase::new(number())));
    assert_snapshot!(
        "purchase_all_parameters",
        request(
            &Purchase::new(number())
                .cnam_lookups(true)
                .messaging(true)
                .messaging_email("ops@example.com")
                .messaging_callback("https://example.com/prov")
        )
    );
    assert_snapshot!(
        "list",
        request(
            &ListNumbers::new()
                .starts_with("201")
                .contains("5")
                .ends_with("0")
                .alias("front desk")
                .limit(3)
        )
    );
    assert_snapshot!("get", request(&GetNumber::new(number())));
    assert_snapshot!(
        "update",
        request(
            &UpdateNumber::new(number())
                .alias("front desk")
                .cnam_lookups(false)
                .messaging(true)
                .messaging_email("ops@example.com")
                .messaging_callback("https://example.com/prov")
        )
    );
    assert_snapshot!("release", request(&Release::new(number())));
}

#[test]
fn filters_by_area_code_and_exchange_are_prefixes() {
    assert_eq!(
        SearchNumbers::new().area_code(area_code()),
        SearchNumbers::new().starts_with("1206")
    );
    assert_eq!(
        SearchNumbers::new().exchange(exchange()),
        SearchNumbers::new().starts_with("1206420")
    );
    assert!(request(&SearchNumbers::new().exactly(number())).contains("starts_with=12064205780&limit=1"));
    let london: PhoneNumber = "+442079460000".parse().unwrap();
    assert!(request(&SearchNumbers::new().exactly(london)).contains("starts_with=%2B442079460000&limit=1"));
}

#[test]
fn documented_answers_decode() {
    assert_debug_snapshot!("area_codes", decoded::<ListAreaCodes>("numbers.list_area_codes"));
    assert_debug_snapshot!("exchanges", decoded::<ListExchanges>("numbers.list_exchanges"));
    assert_debug_snapshot!("tiers", decoded::<ListTiers>("numbers.list_tiers"));
    assert_debug_snapshot!("offers", decoded::<SearchNumbers>("numbers.search"));
    assert_debug_snapshot!("offers_newer", decoded::<SearchNumbers>("numbers.search.newer"));
    assert_debug_snapshot!("owned_list", decoded::<ListNumbers>("numbers.list"));
    assert_debug_snapshot!("owned", decoded::<GetNumber>("numbers.get"));
    assert_debug_snapshot!("owned_everything", decoded::<GetNumber>("numbers.get.everything"));
    assert_debug_snapshot!("purchased", decoded::<Purchase>("numbers.purchase"));
    assert_debug_snapshot!("purchased_newer", decoded::<Purchase>("numbers.purchase.newer"));
}

#[test]
fn a_purchase_wrapped_twice_reads_like_one_wrapped_once() {
    assert_eq!(
        decoded::<Purchase>("numbers.purchase.nested"),
        decoded::<Purchase>("numbers.purchase.newer")
    );
}

#[test]
fn the_v2_1_names_of_routes_are_understood() {
    let owned = decoded::<GetNumber>("numbers.get.v2_1_names");
    let relationships = owned.relationships.unwrap();
    assert_eq!(relationships.primary_route.unwrap().id.as_str(), "0");
    assert_eq!(relationships.failover_route.unwrap().id.as_str(), "48112");
    assert_eq!(owned.alias, None);
}

#[test]
fn every_success_is_a_purchase() {
    let body = documented("numbers.purchase.newer").body;
    for status in [200, 201, 207] {
        let owned = Purchase::decode(response(status, body.to_string())).unwrap();
        assert_eq!(owned.number.to_string(), "+16502390214");
    }
}

#[test]
fn bad_input_is_refused_with_field_and_rule() {
    let lines = [
        refused(&ListAreaCodes::new().limit(401)),
        refused(&ListAreaCodes::new().max_setup_cost(dollars("-1"))),
        refused(&ListExchanges::new().limit(0)),
        refused(&ListTiers::new().limit(201)),
        refused(&SearchNumbers::new().limit(0)),
        refused(&SearchNumbers::new().limit(9999)),
        refused(&SearchNumbers::new().starts_with("20 6")),
        refused(&SearchNumbers::new().starts_with("")),
        refused(&SearchNumbers::new().contains("+1")),
        refused(&SearchNumbers::new().ends_with("1234567890123456")),
        refused(&SearchNumbers::new().region(Region::from("XX"))),
        refused(&SearchNumbers::new().number_type(NumberType::Inum)),
        refused(&SearchNumbers::new().order_by(OrderBy::from("beauty"), SortBy::Ascending)),
        refused(&ListNumbers::new().alias("")),
        refused(&ListNumbers::new().alias("x".repeat(65))),
        refused(&Purchase::new(number()).messaging_email("nobody")),
        refused(&Purchase::new(number()).messaging_callback("ftp://example.com")),
        refused_whole(&UpdateNumber::new(number())),
        refused(&UpdateNumber::new(number()).alias("x".repeat(65))),
    ];
    assert_snapshot!("refused", lines.join("\n"));
}

#[test]
fn a_number_not_for_sale_is_unavailable() {
    let body = r#"{"errors":[{"detail":"Could not find that resource on your account.","id":"b7b2fd9c-3a8a-4ac5-8f0a-1d3a3f5d9c03","status":404}]}"#;
    let error = error::<Purchase>(404, body);
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::NotForSale, Applied::No)
    );
    assert_eq!(error.request_id(), Some("b7b2fd9c-3a8a-4ac5-8f0a-1d3a3f5d9c03"));
    assert_snapshot!(error.with_subject(Some(number().to_string())), @r#"flowroute numbers.purchase +12064205780: not for sale (any more) (404 "Could not find that resource on your account.", id b7b2fd9c); nothing was bought"#);
}

#[test]
fn a_server_error_leaves_a_purchase_unknown_and_a_read_harmless() {
    assert_eq!(error::<Purchase>(500, "").applied(), Applied::Unknown);
    assert_eq!(error::<GetNumber>(500, "").applied(), Applied::No);
    assert_eq!(error::<Purchase>(201, "<html>").applied(), Applied::Unknown);
    assert_eq!(error::<Purchase>(201, r#"{"data": 7}"#).applied(), Applied::Yes);
}

#[test]
fn a_number_of_somebody_elses_cannot_be_released() {
    assert_eq!(error::<Release>(404, "").kind(), ErrorKind::NotFound);
    assert_eq!(Release::already_applied(&refusal::<Release>(404, "")), None);
}

#[test]
fn one_odd_number_does_not_hide_the_others() {
    let body = r#"{"data":[
        {"type":"number","id":"12064205780","attributes":{"value":"12064205780"}},
        {"type":"number","id":"banana","attributes":{"value":"banana"}},
        {"type":"number","id":"12064205781","attributes":{"value":"12064205781"}}]}"#;
    let page = ListNumbers::decode(response(200, body)).unwrap();
    assert_eq!(page.len(), 2);
    assert_eq!(page.unreadable.len(), 1);
    assert_eq!(page.unreadable[0].index, 1);
    assert!(page.unreadable[0].json.contains("banana"));
}

#[test]
fn of_a_page_of_rubbish_a_hundred_items_are_kept() {
    let body = format!(r#"{{"data":[{}{{}}]}}"#, "{},".repeat(20_000));
    let page = ListNumbers::decode(response(200, body)).unwrap();
    assert_eq!(
        (page.len(), page.unreadable.len(), page.unreadable.count()),
        (0, 100, 20_001)
    );
    assert_eq!(page.unreadable[99].json, "{}");
    assert!(format!("{page:?}").contains("and 19901 more"));
}
