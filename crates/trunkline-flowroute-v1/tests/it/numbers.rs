//! Numbers on the account: exact requests, documented answers, rules, refusals.

use crate::support::{decoded, documented, error, number, refused, request, response};
use insta::{assert_debug_snapshot, assert_json_snapshot, assert_snapshot};
use trunkline_core::{Applied, Effect, Endpoint, ErrorKind, PhoneNumber};
use trunkline_flowroute_v1::BillingMethod;
use trunkline_flowroute_v1::numbers::{GetNumber, ListNumbers, Purchase, UpdateRoutes};

fn london() -> PhoneNumber {
    "+442079460958".parse().unwrap()
}

#[test]
fn requests_are_exact() {
    assert_snapshot!("purchase", request(&Purchase::new(number())));
    assert_snapshot!(
        "purchase_all_parameters",
        request(&Purchase::new(number()).billing_method(BillingMethod::Vpri))
    );
    assert_snapshot!("list", request(&ListNumbers::new()));
    assert_snapshot!(
        "list_all_parameters",
        request(&ListNumbers::new().contains("206").limit(1).page(2))
    );
    assert_snapshot!("get", request(&GetNumber::new(number())));
    assert_snapshot!(
        "update_routes",
        request(&UpdateRoutes::new(number(), "HOSTroute1", "URIroute1"))
    );
}

#[test]
fn documented_answers_decode() {
    assert_debug_snapshot!("numbers", decoded::<ListNumbers>("numbers.list"));
    assert_debug_snapshot!("details", decoded::<GetNumber>("numbers.get").of(number()));
    assert!(decoded::<ListNumbers>("numbers.list.nothing").is_empty());
    decoded::<Purchase>("numbers.purchase");
    decoded::<UpdateRoutes>("numbers.update_routes");
}

#[test]
fn any_empty_success_will_do() {
    for status in 200..=206 {
        for body in ["", "{}", "\"\"", " \n", "null"] {
            assert!(
                Purchase::decode(response(status, body)).is_ok(),
                "{status} {body:?}"
            );
            assert!(
                UpdateRoutes::decode(response(status, body)).is_ok(),
                "{status} {body:?}"
            );
        }
    }
}

#[test]
fn a_number_of_nothing_is_not_found() {
    for answer in [
        response(200, "{}"),
        response(200, " { } "),
        response(404, ""),
        response(404, "{}"),
    ] {
        let error = error::<GetNumber>(answer);
        assert!(error.is_not_found(), "{error}");
        assert_eq!(error.applied(), Applied::No);
    }
    // A web server's page is about the address, and no word of the carrier's about the number.
    assert_eq!(
        error::<GetNumber>(response(404, "<html>")).kind(),
        ErrorKind::NotTheCarrier
    );
    assert_eq!(error::<GetNumber>(response(200, "")).kind(), ErrorKind::Decode);
    assert_snapshot!(
        error::<GetNumber>(response(200, "{}")).to_string(),
        @"flowroute-v1 numbers.get: no such thing on this account"
    );
}

#[test]
fn a_success_that_is_no_record_of_a_number_cannot_be_read() {
    let bodies = [
        "[]",
        r#"["METERED",[{"name":"sip-reg"},{"name":"sip-reg"}],null]"#,
        "null",
        r#"{"data":null}"#,
        r#"{"errors":[{"title":"Internal Error"}]}"#,
        r#"{"billing_method":null,"routes":null}"#,
        r#"{"billing_method":"","routes":[]}"#,
    ];
    for body in bodies {
        let error = error::<GetNumber>(response(200, body));
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
    }
}

#[test]
fn records_are_written_in_a_shape_of_their_own() {
    let owned = decoded::<ListNumbers>("numbers.list").items.remove(0);
    assert_json_snapshot!("owned_as_json", owned);
    assert_json_snapshot!("details_as_json", decoded::<GetNumber>("numbers.get"));
    let bare = ListNumbers::decode(response(200, r#"{"tns":{"12066417744":{}}}"#)).unwrap();
    assert_eq!(
        serde_json::to_string(&bare.items).unwrap(),
        r#"[{"number":"+12066417744"}]"#
    );
}

#[test]
fn effects_are_argued_from_the_contract() {
    assert_eq!(Purchase::OPERATION.effect, Effect::Once);
    assert_eq!(UpdateRoutes::OPERATION.effect, Effect::Repeatable);
    assert_eq!(GetNumber::OPERATION.effect, Effect::Read);
}

#[test]
fn a_number_that_is_not_for_sale_is_unavailable() {
    let error = error::<Purchase>(documented("errors/422-number-not-for-sale"));
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::NotForSale, Applied::No)
    );
    assert_snapshot!(error.to_string());
}

#[test]
fn a_bad_billing_method_does_not_make_a_number_unavailable() {
    let refusal = response(
        422,
        r#"{"error":"Billing method VPRI is not available for this TN."}"#,
    );
    assert_eq!(error::<Purchase>(refusal).kind(), ErrorKind::Rejected);
}

#[test]
fn a_breakdown_proves_nothing_about_a_purchase() {
    let error = error::<Purchase>(documented("errors/503-nothing"));
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::Server, Applied::Unknown)
    );
}

#[test]
fn an_update_names_what_is_missing() {
    assert_snapshot!(error::<UpdateRoutes>(response(404, r#"{"error":"unknown route"}"#)).to_string());
}

#[test]
fn wrong_values_are_named_before_anything_is_sent() {
    let lines = [
        refused(&Purchase::new(london())),
        refused(&Purchase::new(number()).billing_method("FREE".into())),
        refused(&GetNumber::new(london())),
        refused(&UpdateRoutes::new(london(), "a", "b")),
        refused(&UpdateRoutes::new(number(), "", "b")),
        refused(&UpdateRoutes::new(number(), "a", "")),
        refused(&ListNumbers::new().contains("")),
        refused(&ListNumbers::new().contains("206-641")),
        refused(&ListNumbers::new().limit(0)),
        refused(&ListNumbers::new().page(0)),
    ];
    assert_snapshot!("refused", lines.join("\n"));
}

#[test]
fn an_update_is_done_only_with_both_routes_in_order() {
    let owned = decoded::<GetNumber>("numbers.get").of(number());
    assert!(UpdateRoutes::new(number(), "sip-reg", "sip-reg").is_done(&owned));
    assert!(!UpdateRoutes::new(number(), "HOSTroute1", "sip-reg").is_done(&owned));

    let owned = decoded::<ListNumbers>("numbers.list").items.remove(0);
    assert!(UpdateRoutes::new(owned.number, "HOSTroute1", "URIroute1").is_done(&owned));
    assert!(!UpdateRoutes::new(owned.number, "URIroute1", "HOSTroute1").is_done(&owned));
    assert!(!UpdateRoutes::new(number(), "HOSTroute1", "URIroute1").is_done(&owned));
}
