//! Lost replies: what the carrier's records settle, and what they leave open.

use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request};
use tokio::time::Instant;
use trunkline_core::{Applied, ConfirmedBy, ErrorKind};
use trunkline_flowroute_v1::FlowrouteV1;
use trunkline_flowroute_v1::numbers::{Purchase, UpdateRoutes};
use trunkline_flowroute_v1::routes::{CreateRoute, RouteTarget};
use trunkline_testkit::script::{Answer, Carrier};
use trunkline_transport::CallOptions;

use crate::support::script::{FOR_SALE, OWNED, ROUTES, client, is_search, ok};
use crate::support::{documented, number};

/// The default settlement window.
const WINDOW: Duration = Duration::from_secs(30);
/// No record of a number, although the status is 200. The first two could be taken for one that says little.
const NO_RECORDS: [&str; 12] = [
    r#"{"billing_method":"METERED"}"#,
    r#"{"routes":[{"type":"SIP-REG","name":"sip-reg"},{"type":"SIP-REG","name":"sip-reg"}]}"#,
    r#"{"billing_method":"METERED","routes":[]}"#,
    r#"{"billing_method":null,"routes":null}"#,
    "[]",
    r#"["METERED",[{"name":"sip-reg"},{"name":"sip-reg"}],null]"#,
    "null",
    "",
    r#"{"data":null}"#,
    r#"{"errors":[{"title":"Internal Error"}]}"#,
    r#"{"error":"try again later"}"#,
    "<html>OK</html>",
];

/// The reply of every write is lost; reads are answered by `read`.
fn writes_are_lost(
    read: impl Fn(&Request<Bytes>) -> Answer + Send + Sync + 'static,
) -> (FlowrouteV1, Carrier) {
    client(move |_, request| match *request.method() {
        Method::GET => read(request),
        _ => Answer::Lost,
    })
}

fn update(primary: &str) -> UpdateRoutes {
    UpdateRoutes::new(number(), primary, "sip-reg")
}

fn create(name: &str, host: &str) -> CreateRoute {
    CreateRoute::new(name, RouteTarget::host(host).unwrap())
}

#[tokio::test(start_paused = true)]
async fn a_lost_reply_of_a_purchase_is_looked_up_and_it_is_ours() {
    let (flowroute, seen) = writes_are_lost(|_| ok(OWNED));
    let bought = flowroute.numbers().purchase(number()).await.unwrap();
    assert_eq!(bought, ConfirmedBy::LookUp, "it may have been there before");
    assert_eq!((seen.count("PUT"), seen.count("GET")), (1, 1));

    // Every door keeps the promise.
    flowroute.send(Purchase::new(number())).await.unwrap();
    assert_eq!((seen.count("PUT"), seen.count("GET")), (2, 2));
}

#[tokio::test(start_paused = true)]
async fn only_the_carriers_own_answer_is_one_and_a_page_is_looked_up() {
    for empty in ["", "\"\"", "{}"] {
        let (flowroute, seen) = client(move |_, _| Answer::new(201, empty));
        let bought = flowroute.numbers().purchase(number()).await.unwrap();
        assert_eq!((bought, seen.count("GET")), (ConfirmedBy::Reply, 0));
    }
    for page in ["<html>Please log in</html>", "OK"] {
        let (flowroute, seen) = client(move |_, request| match *request.method() {
            Method::GET if is_search(request) => ok(FOR_SALE),
            Method::GET => ok("{}"),
            _ => ok(page),
        });
        let purchase = flowroute.numbers().purchase(number()).await.unwrap_err();
        assert_eq!(
            (purchase.kind(), purchase.applied()),
            (ErrorKind::NotTheCarrier, Applied::No),
            "{purchase}"
        );
        let route = flowroute.routes().create(create("x", "sip.example.com")).await;
        assert_eq!(
            route.unwrap_err().applied(),
            Applied::Unknown,
            "no list of routes is readable"
        );
        assert_eq!(seen.count("PUT"), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn a_purchase_that_turns_up_late_is_ours() {
    let (flowroute, seen) = client(|nth, request| match (request.method(), nth) {
        (&Method::PUT, _) => Answer::new(503, ""),
        (_, ..3) => Answer::new(404, "{}"),
        _ => ok(OWNED),
    });
    flowroute.numbers().purchase(number()).await.unwrap();
    assert_eq!(seen.count("PUT"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_purchase_that_is_not_there_and_still_for_sale_after_the_window_did_not_happen() {
    let (flowroute, seen) = writes_are_lost(|request| match is_search(request) {
        true => ok(FOR_SALE),
        // The other way to say "not found".
        false => ok("{}"),
    });
    let begun = Instant::now();
    let error = flowroute.numbers().purchase(number()).await.unwrap_err();
    assert!(begun.elapsed() >= WINDOW, "{:?}", begun.elapsed());
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::ConnectionLost, Applied::No)
    );
    assert!(error.hint().unwrap().contains("calling again is safe"), "{error}");
    assert_eq!(seen.count("PUT"), 1);
    let search = seen.requests().pop().unwrap();
    assert_eq!(search.uri().query(), Some("limit=1&tn=12066417744"));
}

#[tokio::test(start_paused = true)]
async fn an_absence_within_the_window_proves_nothing() {
    let (flowroute, seen) = writes_are_lost(|request| match is_search(request) {
        true => ok(FOR_SALE),
        false => ok("{}"),
    });
    let hasty = flowroute.with_options(CallOptions::new().timeout(WINDOW - Duration::from_secs(1)));
    let error = hasty.numbers().purchase(number()).await.unwrap_err();
    assert_eq!(error.applied(), Applied::Unknown);
    let hint = error.hint().unwrap();
    assert!(hint.contains("proves nothing within 30 s"), "{hint}");
    assert!(
        hint.contains("check numbers.get +12066417744: if it is there, it is bought"),
        "{hint}"
    );
    assert_eq!(seen.count("PUT"), 1);

    // A caller who knows better may shorten it.
    let sure = hasty.with_options(CallOptions::new().settlement_window(Duration::ZERO));
    let error = sure.numbers().purchase(number()).await.unwrap_err();
    assert_eq!(error.applied(), Applied::No);
}

#[tokio::test(start_paused = true)]
async fn a_purchase_that_is_neither_there_nor_for_sale_stays_unknown() {
    let (flowroute, seen) = writes_are_lost(|request| match is_search(request) {
        true => ok("{}"),
        false => Answer::new(404, ""),
    });
    let error = flowroute.numbers().purchase(number()).await.unwrap_err();
    assert_eq!(error.applied(), Applied::Unknown);
    assert!(
        error
            .hint()
            .unwrap()
            .contains("not on the account and not for sale"),
        "{error}"
    );
    assert_eq!(seen.count("PUT"), 1);
    assert!(seen.requests().iter().any(is_search));
}

#[tokio::test(start_paused = true)]
async fn another_number_for_sale_proves_nothing() {
    let (flowroute, _) = writes_are_lost(|request| match is_search(request) {
        true => ok(&FOR_SALE.replace("12066417744", "12066417745")),
        false => Answer::new(404, ""),
    });
    let error = flowroute.numbers().purchase(number()).await.unwrap_err();
    assert_eq!(error.applied(), Applied::Unknown);
}

#[tokio::test(start_paused = true)]
async fn no_read_that_fails_settles_a_purchase() {
    for read in [
        || Answer::new(400, "{}"),
        || Answer::new(403, ""),
        || Answer::Lost,
    ] {
        let (flowroute, seen) = writes_are_lost(move |_| read());
        let error = flowroute.numbers().purchase(number()).await.unwrap_err();
        assert_eq!(error.applied(), Applied::Unknown);
        assert!(
            error.hint().unwrap().contains("check numbers.get +12066417744"),
            "{error}"
        );
        assert_eq!(seen.count("PUT"), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn only_the_record_of_a_number_proves_a_purchase() {
    for body in NO_RECORDS {
        let (flowroute, seen) = writes_are_lost(move |request| match is_search(request) {
            true => ok(FOR_SALE),
            false => ok(body),
        });
        let error = flowroute.numbers().purchase(number()).await.unwrap_err();
        assert_eq!(error.applied(), Applied::Unknown, "{body}");
        assert_eq!(seen.count("PUT"), 1);
        if body.contains("METERED") && body.starts_with('{') {
            assert!(
                error.hint().unwrap().contains("not the record of the number"),
                "{error}"
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn only_a_list_of_offers_proves_that_a_number_is_for_sale() {
    for body in [
        "[]",
        r#"{"errors":[]}"#,
        "null",
        r#"{"tns":[]}"#,
        r#"{"tns":{"12066417744":null}}"#,
    ] {
        let (flowroute, _) = writes_are_lost(move |request| match is_search(request) {
            true => ok(body),
            false => ok("{}"),
        });
        let error = flowroute.numbers().purchase(number()).await.unwrap_err();
        assert_eq!(error.applied(), Applied::Unknown, "{body}");
    }
}

#[tokio::test(start_paused = true)]
async fn buying_what_one_has_is_a_conflict() {
    let refused = |owned: fn() -> Answer| {
        client(move |_, request| match *request.method() {
            Method::PUT => Answer::Is(documented("errors/422-number-not-for-sale")),
            _ => owned(),
        })
    };
    let (flowroute, seen) = refused(|| ok(OWNED));
    let error = flowroute.numbers().purchase(number()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::Conflict, Applied::No)
    );
    assert_eq!(seen.count("PUT"), 1);

    let others: [fn() -> Answer; 3] = [|| Answer::new(404, ""), || ok("{}"), || ok("[]")];
    for other in others {
        let (flowroute, _) = refused(other);
        let error = flowroute.numbers().purchase(number()).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.applied()),
            (ErrorKind::NotForSale, Applied::No)
        );
    }
}

#[tokio::test(start_paused = true)]
async fn an_update_is_repeated_and_then_looked_up() {
    let (flowroute, seen) = client(|nth, _| {
        if nth == 0 {
            Answer::Lost
        } else {
            Answer::new(200, "")
        }
    });
    flowroute.numbers().update_routes(update("office")).await.unwrap();
    assert_eq!((seen.count("PATCH"), seen.count("GET")), (2, 0));

    let (flowroute, seen) = writes_are_lost(|_| ok(OWNED));
    flowroute
        .numbers()
        .update_routes(update("sip-reg"))
        .await
        .unwrap();
    assert_eq!(seen.count("PATCH"), 4);

    // Other routes, also after the window; or no such number.
    let reads: [fn() -> Answer; 2] = [|| ok(OWNED), || Answer::new(404, "")];
    for read in reads {
        let (flowroute, _) = writes_are_lost(move |_| read());
        let begun = Instant::now();
        let error = flowroute
            .numbers()
            .update_routes(update("office"))
            .await
            .unwrap_err();
        assert!(begun.elapsed() >= WINDOW, "{:?}", begun.elapsed());
        assert_eq!(
            (error.kind(), error.applied()),
            (ErrorKind::ConnectionLost, Applied::No)
        );
    }
}

#[tokio::test(start_paused = true)]
async fn only_both_routes_of_a_number_settle_an_update() {
    let one_route = r#"{"billing_method":"METERED","routes":[{"name":"office"}]}"#;
    let no_routes = r#"{"billing_method":"METERED","routes":null}"#;
    for body in [one_route, no_routes, "[]", r#"{"data":null}"#] {
        let (flowroute, _) = writes_are_lost(move |_| ok(body));
        let error = flowroute
            .numbers()
            .update_routes(update("office"))
            .await
            .unwrap_err();
        assert_eq!(error.applied(), Applied::Unknown, "{body}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_lost_reply_of_a_creation_is_looked_up_by_its_name() {
    let (flowroute, seen) = writes_are_lost(|_| ok(ROUTES));
    flowroute
        .routes()
        .create(create("office", "sip.example.com"))
        .await
        .unwrap();
    assert_eq!(seen.count("PUT"), 1);
    assert_eq!(seen.requests()[1].uri().query(), Some("limit=200"));

    for (request, kind) in [
        (create("lobby", "sip.example.com"), ErrorKind::ConnectionLost),
        (create("office", "other.example.com"), ErrorKind::Conflict),
    ] {
        let (flowroute, seen) = writes_are_lost(|_| ok(ROUTES));
        let begun = Instant::now();
        let error = flowroute.routes().create(request).await.unwrap_err();
        assert!(begun.elapsed() >= WINDOW, "{:?}", begun.elapsed());
        assert_eq!((error.kind(), error.applied()), (kind, Applied::No));
        assert_eq!(seen.count("PUT"), 1);
    }

    let (flowroute, seen) = client(|_, _| Answer::Lost);
    let error = flowroute
        .routes()
        .create(create("office", "sip.example.com"))
        .await
        .unwrap_err();
    assert_eq!(error.applied(), Applied::Unknown);
    assert_eq!(seen.count("PUT"), 1);
}

#[tokio::test(start_paused = true)]
async fn only_the_whole_list_proves_that_a_route_is_absent() {
    let no_lists = [
        "{}",
        "[]",
        "null",
        "",
        r#"{"routes":{}}"#,
        r#"{"routes":null}"#,
        r#"{"routes":[]}"#,
        r#"{"errors":[{"title":"Internal Error"}]}"#,
        r#"{"routes":null,"error":"try again later"}"#,
        r#"{"routes":{"lobby":{"type":"HOST","value":"sip.example.com"}}}"#,
        r#"{"routes":{"sip-reg":{"type":"SIP-REG","value":null},"office":[]}}"#,
        r#"{"routes":{"sip-reg":{"type":"SIP-REG","value":null},"office":{"type":"HOST"}}}"#,
    ];
    for body in no_lists {
        let (flowroute, seen) = writes_are_lost(move |_| ok(body));
        let request = create("office", "sip.example.com");
        let error = flowroute.routes().create(request).await.unwrap_err();
        assert_eq!(error.applied(), Applied::Unknown, "{body}");
        assert!(
            error.hint().unwrap().contains("check routes.list for office"),
            "{error}"
        );
        assert_eq!(seen.count("PUT"), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_lost_outcome_is_settled_later_by_reading_only() {
    let (flowroute, seen) = client(|_, request| {
        ok(match request.uri().path() {
            "/v1/routes/" => ROUTES,
            _ => OWNED,
        })
    });
    flowroute.settle(Purchase::new(number())).await.unwrap();
    flowroute.settle(update("sip-reg")).await.unwrap();
    flowroute
        .settle(create("office", "sip.example.com"))
        .await
        .unwrap();
    assert_eq!(seen.requests().len(), 3);
    assert_eq!(seen.count("GET"), 3);
}

#[tokio::test(start_paused = true)]
async fn what_is_absent_long_after_the_reply_was_lost_was_not_done() {
    let (flowroute, seen) = client(|_, request| match request.uri().path() {
        "/v1/routes/" => ok(ROUTES),
        _ if is_search(request) => ok(FOR_SALE),
        _ => ok("{}"),
    });
    let long_ago = flowroute.with_options(CallOptions::new().lost_ago(WINDOW));
    let begun = Instant::now();
    let purchase = long_ago.settle(Purchase::new(number())).await.unwrap_err();
    let update = long_ago.settle(update("office")).await.unwrap_err();
    let creation = long_ago
        .settle(create("lobby", "sip.example.com"))
        .await
        .unwrap_err();
    for error in [purchase, update, creation] {
        assert_eq!(error.applied(), Applied::No, "{error}");
    }
    assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
    assert_eq!(seen.count("GET"), seen.requests().len());
}
