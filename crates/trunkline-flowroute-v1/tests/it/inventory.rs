//! The inventory: exact requests, documented answers, rules.

use crate::support::{decoded, number, refused, request, response};
use insta::{assert_debug_snapshot, assert_json_snapshot, assert_snapshot};
use trunkline_core::{Cursor, Endpoint, ListEndpoint, Paging, Region};
use trunkline_flowroute_v1::BillingMethod;
use trunkline_flowroute_v1::inventory::{ListAreaCodes, ListExchanges, SearchNumbers};

#[test]
fn requests_are_exact() {
    assert_snapshot!("list_area_codes", request(&ListAreaCodes::new()));
    assert_snapshot!(
        "list_area_codes_all_parameters",
        request(&ListAreaCodes::new().limit(3).page(2))
    );
    assert_snapshot!("list_exchanges", request(&ListExchanges::new()));
    assert_snapshot!(
        "list_exchanges_all_parameters",
        request(
            &ListExchanges::new()
                .area_code("203".parse().unwrap())
                .limit(2)
                .page(3)
        )
    );
    assert_snapshot!("search", request(&SearchNumbers::new()));
    assert_snapshot!(
        "search_all_parameters",
        request(
            &SearchNumbers::new()
                .exchange("206641".parse().unwrap())
                .rate_center("Seattle")
                .region(Region::WA)
                .contains("7744")
                .limit(3)
                .page(2)
        )
    );
    assert_snapshot!("search_exactly", request(&SearchNumbers::new().exactly(number())));
}

#[test]
fn partial_numbers_are_sent_as_they_are() {
    let sent = request(&SearchNumbers::new().npa("20").nxx("6"));
    assert!(
        sent.starts_with("GET /v1/available-tns/tns/?npa=20&nxx=6\n"),
        "{sent}"
    );
}

#[test]
fn documented_answers_decode() {
    assert_debug_snapshot!(
        "area_codes",
        decoded::<ListAreaCodes>("inventory.list_area_codes")
    );
    assert_debug_snapshot!("exchanges", decoded::<ListExchanges>("inventory.list_exchanges"));
    assert_debug_snapshot!("offers", decoded::<SearchNumbers>("inventory.search"));
}

#[test]
fn records_are_written_in_a_shape_of_their_own() {
    let area_codes = decoded::<ListAreaCodes>("inventory.list_area_codes").items;
    assert_json_snapshot!("area_code_as_json", area_codes.first());
    let exchanges = decoded::<ListExchanges>("inventory.list_exchanges").items;
    assert_json_snapshot!("exchange_as_json", exchanges.first());
    let offers = decoded::<SearchNumbers>("inventory.search").items;
    assert_json_snapshot!("offer_as_json", offers.first());
}

#[test]
fn the_order_of_the_carrier_is_kept() {
    let page = decoded::<ListAreaCodes>("inventory.list_area_codes");
    let codes: Vec<u16> = page.iter().map(|item| item.area_code.get()).collect();
    assert_eq!(codes, [201, 203, 202]);
}

#[test]
fn nothing_is_an_empty_object() {
    let page = decoded::<SearchNumbers>("inventory.search.nothing");
    assert!(page.items.is_empty() && page.unreadable.is_empty() && page.links.next.is_none());
    for body in [
        "{}",
        r#"{"tns":{}}"#,
        r#"{"tns":null,"links":null}"#,
        r#"{"links":{}}"#,
    ] {
        assert!(
            SearchNumbers::decode(response(200, body)).unwrap().is_empty(),
            "{body}"
        );
    }
    for body in [
        "",
        "[]",
        "null",
        r#"{"tns":[]}"#,
        r#"{"errors":[]}"#,
        r#"{"tns":null,"error":"later"}"#,
    ] {
        assert!(SearchNumbers::decode(response(200, body)).is_err(), "{body}");
    }
}

#[test]
fn costs_are_decimal_whether_text_or_number() {
    let body =
        r#"{"tns":{"12066417744":{"initial_cost":1,"monthly_cost":1.25,"billing_methods":["METERED"]}}}"#;
    let page = SearchNumbers::decode(response(200, body)).unwrap();
    assert_eq!(page.items[0].initial_cost, "1.00".parse().unwrap());
    assert_eq!(page.items[0].monthly_cost, "1.25".parse().unwrap());
}

#[test]
fn older_and_newer_billing_methods_are_kept() {
    let page = decoded::<SearchNumbers>("inventory.search.two_billing_methods");
    assert_eq!(
        page.items[0].billing_methods,
        [BillingMethod::Vpri, BillingMethod::Metered]
    );
    let body =
        r#"{"tns":{"12066417744":{"initial_cost":"1","monthly_cost":"1","billing_methods":["FLAT"]}}}"#;
    let page = SearchNumbers::decode(response(200, body)).unwrap();
    assert_eq!(page.items[0].billing_methods[0].as_str(), "FLAT");
}

#[test]
fn an_odd_entry_hides_no_other() {
    let body = r#"{"tns":{"12066417744":{"initial_cost":"1.00","monthly_cost":"1.25"},"1206641":{"initial_cost":"x"},
        "12066417745":{"initial_cost":"1.00","monthly_cost":"1.25"}},"links":{"next":"/v1/x?page=2"}}"#;
    let page = SearchNumbers::decode(response(200, body)).unwrap();
    assert_eq!(page.len(), 2);
    assert_eq!(page.links.next.as_deref(), Some("/v1/x?page=2"));
    assert_eq!((page.unreadable.len(), page.unreadable[0].index), (1, 1));
    assert_eq!(&*page.unreadable[0].json, r#"{"1206641":{"initial_cost":"x"}}"#);
}

#[test]
fn wrong_values_are_named_before_anything_is_sent() {
    let lines = [
        refused(&ListAreaCodes::new().limit(0)),
        refused(&ListAreaCodes::new().limit(201)),
        refused(&ListAreaCodes::new().page(0)),
        refused(&ListExchanges::new().npa("2066")),
        refused(&ListExchanges::new().npa("")),
        refused(&SearchNumbers::new().npa("20a")),
        refused(&SearchNumbers::new().nxx("641")),
        refused(&SearchNumbers::new().npa("206").nxx("6417")),
        refused(&SearchNumbers::new().rate_center("SEATTLE")),
        refused(&SearchNumbers::new().rate_center(" ").region(Region::WA)),
        refused(&SearchNumbers::new().region("Washington".into())),
        refused(&SearchNumbers::new().contains("+12066417744")),
        refused(&SearchNumbers::new().contains("120664177441")),
        refused(&SearchNumbers::new().limit(4_000_000_000)),
    ];
    assert_snapshot!("refused", lines.join("\n"));
}

#[test]
fn the_state_may_stand_alone_and_limits_reach_200() {
    assert!(SearchNumbers::new().region(Region::QC).limit(1).request().is_ok());
    assert!(
        SearchNumbers::new()
            .region(Region::QC)
            .limit(200)
            .page(u32::MAX)
            .request()
            .is_ok()
    );
}

#[test]
fn a_cursor_brings_its_limit_along() {
    let mut list = SearchNumbers::new().npa("206");
    list.paging_mut().prefer_full_pages();
    let first = r#"{"tns":{},"links":{"next":"/v1/available-tns/tns/?page=2"}}"#;
    let first = SearchNumbers::decode(response(200, first)).unwrap();
    assert!(list.paging_mut().advance(first.sent(), &first.links));
    let cursor = list.paging().cursor();
    assert_eq!(cursor.as_str(), "limit=200&page=2");

    let mut resumed = SearchNumbers::new().npa("206").limit(7);
    resumed.paging_mut().go_to(&cursor).unwrap();
    resumed.paging_mut().prefer_full_pages();
    assert!(request(&resumed).starts_with("GET /v1/available-tns/tns/?npa=206&limit=200&page=2\n"));

    for foreign in [
        "",
        "offset=2",
        "limit=0&page=1",
        "limit=10&page=0",
        "limit=&page=1",
        "limit=10",
        "limit=201&page=2",
    ] {
        let line = resumed
            .paging_mut()
            .go_to(&Cursor::new(foreign))
            .unwrap_err()
            .to_string();
        assert!(line.starts_with("cursor is not one of this list"), "{line}");
    }
}

/// A page begins at a multiple of its limit, so the limit is what is chosen.
#[test]
fn any_item_is_reached_by_some_limit() {
    let mut list = SearchNumbers::new();
    list.paging_mut().prefer_full_pages();
    for item in 0..20_000 {
        list.paging_mut().seek(item);
        let window = list.paging().window().unwrap();
        assert!(window.contains(&item), "{item} {window:?}");
        assert!(window.end - window.start <= 200, "{item} {window:?}");
        assert!(window.end - item >= 100, "{item} {window:?}");
        assert!(list.request().is_ok());
    }
    list.paging_mut().seek(199);
    assert_eq!(list.paging().cursor().as_str(), "limit=199&page=2");
}

#[test]
fn a_smaller_limit_that_the_carrier_applies_is_taken_over() {
    let body = r#"{"tns":{},"links":{"next":"/v1/available-tns/tns/?limit=50&page=2"}}"#;
    let page = SearchNumbers::decode(response(200, body)).unwrap();
    let mut list = SearchNumbers::new();
    list.paging_mut().prefer_full_pages();
    assert!(list.paging_mut().advance(50, &page.links));
    assert_eq!(list.paging().cursor().as_str(), "limit=50&page=2");
    list.paging_mut().seek(49);
    assert_eq!(list.paging().cursor().as_str(), "limit=49&page=2");
}

#[test]
fn the_last_page_has_no_next_link() {
    let mut list = ListAreaCodes::new();
    let empty = ListAreaCodes::decode(response(200, "{}")).unwrap();
    assert!(!list.paging_mut().advance(empty.sent(), &empty.links));
    // A page that the caller has chosen keeps the limit it was counted with.
    let mut chosen = ListAreaCodes::new().page(3);
    chosen.paging_mut().prefer_full_pages();
    assert!(request(&chosen).starts_with("GET /v1/available-tns/npas/?page=3\n"));
}
