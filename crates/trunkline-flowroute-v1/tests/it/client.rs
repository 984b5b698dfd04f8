//! The client through all layers: signatures, the clock, lists, doors.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request};
use trunkline_core::{Applied, ErrorKind, PhoneNumber};
use trunkline_flowroute_v1::FlowrouteV1;
use trunkline_flowroute_v1::inventory::SearchNumbers;
use trunkline_flowroute_v1::numbers::Purchase;
use trunkline_flowroute_v1::routes::ListRoutes;
use trunkline_flowroute_v1::signing::{Signer, timestamp};
use trunkline_testkit::script::{Answer, Carrier};

use crate::support::number;
use crate::support::script::{OWNED, client, keys, now, ok, refused_at, timestamps};

#[tokio::test(start_paused = true)]
async fn every_attempt_is_signed_freshly_and_sends_what_it_signs() {
    let ticks = Arc::new(Mutex::new(0));
    let clock = move || {
        let mut ticks = ticks.lock().unwrap();
        *ticks += 1;
        now() + Duration::from_secs(*ticks)
    };
    let busy = Answer::new(503, "{}");
    let seen = Carrier::new([busy.clone(), busy, ok("{}")]);
    let builder = FlowrouteV1::builder(keys()).base_url("http://127.0.0.1:4010/flowroute");
    let flowroute = builder.clock(clock).service(seen.clone()).build().unwrap();

    let search = SearchNumbers::new()
        .npa("206")
        .rate_center("ST JOHN+S")
        .region("IN".into());
    flowroute
        .inventory()
        .search(search.limit(3))
        .page()
        .await
        .unwrap();

    let times = timestamps(&seen);
    assert_eq!(times.len(), 3);
    assert!(times[0] < times[1] && times[1] < times[2], "{times:?}");
    for (request, time) in seen.requests().iter().zip(times) {
        assert_eq!(
            request.uri(),
            "http://127.0.0.1:4010/flowroute/v1/available-tns/tns/?limit=3&npa=206&ratecenter=ST+JOHN%2BS&state=IN"
        );
        let signed = Signer::new(keys())
            .sign(request.method(), request.uri(), None, &time)
            .unwrap();
        assert_eq!(signed.uri, *request.uri());
        assert_eq!(request.headers()["authorization"], signed.authorization);
        assert!(request.headers()["authorization"].is_sensitive());
    }
}

#[tokio::test(start_paused = true)]
async fn bodies_are_signed_with_the_request() {
    let (flowroute, seen) = client(|_, _| Answer::new(201, ""));
    flowroute.numbers().purchase(number()).await.unwrap();
    let request = seen.requests().remove(0);
    assert_eq!(&request.body()[..], br#"{"billing_method": "METERED"}"#);
    let body = Some(&request.body()[..]);
    let signed = Signer::new(keys())
        .sign(&Method::PUT, request.uri(), body, &timestamp(now()))
        .unwrap();
    assert_eq!(request.headers()["authorization"], signed.authorization);
}

#[tokio::test(start_paused = true)]
async fn a_wrong_clock_is_corrected_once_from_the_carriers_date() {
    for (there, stamp) in [
        (now() + Duration::from_secs(3600), "2026-11-20T11:00:00Z"),
        (now() - Duration::from_secs(86_400), "2026-11-19T10:00:00Z"),
    ] {
        let (flowroute, seen) = client(move |_, request| {
            let right = request.headers()["x-timestamp"].to_str().unwrap() == timestamp(there);
            if right {
                Answer::new(201, "")
            } else {
                refused_at(there)
            }
        });
        // A purchase too: the refusal proves that nothing was bought.
        flowroute.numbers().purchase(number()).await.unwrap();
        assert_eq!(timestamps(&seen), ["2026-11-20T10:00:00Z", stamp]);
        // What was learned stays.
        flowroute.numbers().purchase(number()).await.unwrap();
        assert_eq!(timestamps(&seen).len(), 3);
    }
}

#[tokio::test(start_paused = true)]
async fn wrong_keys_are_tried_once_and_a_mad_clock_twice() {
    let (flowroute, seen) = client(|_, _| refused_at(now() + Duration::from_secs(2)));
    let error = flowroute.numbers().purchase(number()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::Unauthorized, Applied::No)
    );
    assert!(error.hint().unwrap().contains("10:00:02 GMT"), "{error}");
    assert_eq!(seen.requests().len(), 1);

    let (flowroute, seen) =
        client(|nth, _| refused_at(now() + Duration::from_secs(10_000 * (nth as u64 + 1))));
    let error = flowroute.numbers().purchase(number()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unauthorized);
    assert_eq!(seen.requests().len(), 2);

    let (flowroute, seen) = client(|_, _| Answer::new(401, ""));
    assert!(flowroute.numbers().get(number()).await.is_err());
    assert_eq!(seen.requests().len(), 1);
}

/// No contract says that it comes before any work: the purchase is looked up, and not sent again.
#[tokio::test(start_paused = true)]
async fn a_purchase_is_not_repeated_after_a_rate_limit() {
    let (flowroute, seen) = client(|_, request| match *request.method() {
        Method::PUT => Answer::new(429, ""),
        _ => ok(OWNED),
    });
    flowroute.numbers().purchase(number()).await.unwrap();
    assert_eq!(seen.count("PUT"), 1);
}

#[tokio::test(start_paused = true)]
async fn pages_are_counted_and_links_never_followed() {
    let (flowroute, seen) = client(|_, request| {
        let page = request.uri().query().unwrap().strip_prefix("limit=200").unwrap();
        let next = r#","links":{"next":"https://elsewhere.example/v1/routes/?page=99"}"#;
        let (names, links) = match page {
            "" => (r#""a":{},"b":{}"#, next),
            "&page=2" => (r#""b":{},"c":{}"#, next),
            _ => ("", ""),
        };
        ok(&format!(r#"{{"routes":{{{names}}}{links}}}"#))
    });
    let mut items = flowroute.routes().list(ListRoutes::new()).items();
    let mut names = Vec::new();
    while let Some(route) = items.try_next().await.unwrap() {
        names.push(route.name.to_string());
    }
    // A route that a write has pushed to the next page comes once.
    assert_eq!(names, ["a", "b", "c"]);
    assert_eq!(seen.requests().len(), 3);
    assert!(
        seen.requests()
            .iter()
            .all(|request| request.uri().host() == Some("api.flowroute.com"))
    );
    assert!(flowroute.routes().find("c").await.unwrap().is_some());
    assert!(flowroute.routes().find("d").await.unwrap().is_none());
}

#[tokio::test(start_paused = true)]
async fn details_carry_the_number_that_was_asked_for() {
    let (flowroute, _) = client(|_, _| ok(OWNED));
    let owned = flowroute.numbers().get(number()).await.unwrap();
    assert_eq!(owned.number, number());
    let (flowroute, _) = client(|_, _| ok("{}"));
    assert_eq!(flowroute.numbers().find(number()).await.unwrap(), None);
}

#[tokio::test(start_paused = true)]
async fn raw_requests_and_single_endpoints_are_signed_too() {
    let (flowroute, seen) = client(|_, _| ok("{}"));
    let request = Request::get("/v1/anything/?b=2&a=1").body(Bytes::new()).unwrap();
    assert_eq!(flowroute.raw(request).await.unwrap().status(), 200);
    assert_eq!(
        seen.requests()[0].uri(),
        "https://api.flowroute.com/v1/anything/?a=1&b=2"
    );
    assert!(seen.requests()[0].headers().contains_key("authorization"));

    flowroute.send(Purchase::new(number())).await.unwrap();
    assert!(seen.requests()[1].headers().contains_key("authorization"));
}

#[tokio::test]
async fn wrong_values_reach_no_service() {
    let (flowroute, seen) = client(|_, _| ok("{}"));
    let london: PhoneNumber = "+442079460958".parse().unwrap();
    assert!(flowroute.numbers().purchase(london).await.is_err());
    assert!(flowroute.numbers().get(london).await.is_err());
    assert!(
        flowroute
            .inventory()
            .search(SearchNumbers::new().limit(0))
            .page()
            .await
            .is_err()
    );
    assert!(seen.requests().is_empty());
}

#[tokio::test]
async fn secrets_are_not_shown() {
    let (flowroute, seen) = client(|_, _| refused_at(now()));
    let error = flowroute.numbers().purchase(number()).await.unwrap_err();
    let shown = format!("{flowroute:?} {error} {error:#?} {:?}", seen.requests());
    assert!(!shown.contains("emulator-secret"), "{shown}");
    assert!(!shown.contains("Basic "), "{shown}");
}

#[tokio::test(start_paused = true)]
async fn a_signature_that_an_answer_repeats_is_not_shown() {
    let echo = |status: u16| {
        client(move |_, request| {
            let signed = request.headers()["authorization"].to_str().unwrap();
            Answer::new(status, format!("{{\"error\":\"you sent {signed}\"}}"))
        })
    };
    for status in [200, 400, 401, 500] {
        let (flowroute, seen) = echo(status);
        let error = flowroute.numbers().get(number()).await.unwrap_err();
        let shown = format!(
            "{error} {error:#?} {:?} {:?}",
            error.body_snippet(),
            error.problems()
        );
        for request in seen.requests() {
            let signed = request.headers()["authorization"].to_str().unwrap();
            let token = signed.strip_prefix("Basic ").unwrap();
            assert!(!shown.contains(token), "{shown}");
        }
        assert!(shown.contains("you sent Basic ***"), "{shown}");
    }
}
