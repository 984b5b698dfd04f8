//! The client through all layers, with a scripted service in place of the wire.

use crate::support;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use crate::support::{number, response};
use bytes::Bytes;
use http::{Method, Request, Response, StatusCode};
use trunkline_core::{Applied, ErrorKind, PhoneNumber, Timestamp};
use trunkline_flowroute_v1::inventory::SearchNumbers;
use trunkline_flowroute_v1::numbers::{Purchase, UpdateRoutes};
use trunkline_flowroute_v1::routes::{CreateRoute, ListRoutes, RouteTarget};
use trunkline_flowroute_v1::signing::{Signer, timestamp};
use trunkline_flowroute_v1::{Credentials, FlowrouteV1};
use trunkline_transport::TransportError;

const OWNED: &str = r#"{"billing_method":"METERED","routes":[{"type":"SIP-REG","name":"sip-reg"},{"type":"SIP-REG","name":"sip-reg"}]}"#;
const FOR_SALE: &str = r#"{"tns":{"12066417744":{"initial_cost":"1.00","monthly_cost":"1.25"}}}"#;
const ROUTES: &str = r#"{"routes":{"sip-reg":{"type":"SIP-REG","value":null},"office":{"type":"HOST","value":"sip.example.com"}}}"#;

type Answer = Result<Response<Bytes>, TransportError>;

/// What the service has seen.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<Request<Bytes>>>>);

impl Seen {
    fn all(&self) -> Vec<Request<Bytes>> {
        self.0.lock().unwrap().clone()
    }

    fn count(&self, method: &Method) -> usize {
        self.all()
            .iter()
            .filter(|request| request.method() == method)
            .count()
    }

    fn timestamps(&self) -> Vec<String> {
        self.all()
            .iter()
            .map(|r| r.headers()["x-timestamp"].to_str().unwrap().to_owned())
            .collect()
    }
}

fn keys() -> Credentials {
    Credentials::new("11223344", "emulator-secret-0123456789abcdef")
}

/// Our clock in these tests: it stands still, 2026-11-20T10:00:00Z.
fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_168_800)
}

fn http_date(time: SystemTime) -> String {
    Timestamp::from(time).http_date()
}

/// A client whose requests `answer` answers; it is told how many came before.
fn client(answer: impl Fn(usize, &Request<Bytes>) -> Answer + Send + Sync + 'static) -> (FlowrouteV1, Seen) {
    let seen = Seen::default();
    let kept = seen.clone();
    let answer = Arc::new(answer);
    let service = tower::service_fn(move |request: Request<Bytes>| {
        let mut all = kept.0.lock().unwrap();
        let result = answer(all.len(), &request);
        all.push(request);
        async move { result }
    });
    let flowroute = FlowrouteV1::builder(keys())
        .clock(now)
        .service(service)
        .build()
        .unwrap();
    (flowroute, seen)
}

fn ok(body: &str) -> Answer {
    Ok(response(200, body.to_owned()))
}

fn lost() -> Answer {
    Err(TransportError::maybe_sent(
        "the connection closed after the request had been sent",
    ))
}

fn refused_at(time: SystemTime) -> Answer {
    let mut answer = response(401, r#"{"error":"Unauthorized"}"#);
    answer
        .headers_mut()
        .insert("date", http_date(time).parse().unwrap());
    Ok(answer)
}

fn is_search(request: &Request<Bytes>) -> bool {
    request.uri().path().starts_with("/v1/available-tns/")
}

#[tokio::test(start_paused = true)]
async fn every_attempt_is_signed_freshly_and_sends_what_it_signs() {
    let ticks = Arc::new(Mutex::new(0));
    let clock = move || {
        let mut ticks = ticks.lock().unwrap();
        *ticks += 1;
        now() + Duration::from_secs(*ticks)
    };
    let seen = Seen::default();
    let kept = seen.clone();
    let service = tower::service_fn(move |request: Request<Bytes>| {
        let mut all = kept.0.lock().unwrap();
        all.push(request);
        let status = if all.len() < 3 { 503 } else { 200 };
        async move { Ok::<_, TransportError>(response(status, "{}")) }
    });
    let builder = FlowrouteV1::builder(keys()).base_url("http://127.0.0.1:4010/flowroute");
    let flowroute = builder.clock(clock).service(service).build().unwrap();

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

    let times = seen.timestamps();
    assert_eq!(times.len(), 3);
    assert!(times[0] < times[1] && times[1] < times[2], "{times:?}");
    for (request, time) in seen.all().iter().zip(times) {
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
    let (flowroute, seen) = client(|_, _| Ok(response(201, "")));
    flowroute.numbers().purchase(number()).await.unwrap();
    let request = seen.all().remove(0);
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
                Ok(response(201, ""))
            } else {
                refused_at(there)
            }
        });
        // A purchase too: the refusal proves that nothing was bought.
        flowroute.numbers().purchase(number()).await.unwrap();
        assert_eq!(seen.timestamps(), ["2026-11-20T10:00:00Z", stamp]);
        // What was learned stays.
        flowroute.numbers().purchase(number()).await.unwrap();
        assert_eq!(seen.timestamps().len(), 3);
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
    assert_eq!(seen.all().len(), 1);

    let (flowroute, seen) =
        client(|nth, _| refused_at(now() + Duration::from_secs(10_000 * (nth as u64 + 1))));
    let error = flowroute.numbers().purchase(number()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unauthorized);
    assert_eq!(seen.all().len(), 2);

    let (flowroute, seen) = client(|_, _| Ok(response(401, "")));
    assert!(flowroute.numbers().get(number()).await.is_err());
    assert_eq!(seen.all().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_lost_reply_of_a_purchase_is_looked_up_and_it_is_ours() {
    let (flowroute, seen) = client(|_, request| {
        if request.method() == Method::PUT {
            lost()
        } else {
            ok(OWNED)
        }
    });
    flowroute.numbers().purchase(number()).await.unwrap();
    assert_eq!((seen.count(&Method::PUT), seen.count(&Method::GET)), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_purchase_that_turns_up_late_is_ours() {
    let (flowroute, seen) = client(|nth, request| match (request.method(), nth) {
        (&Method::PUT, _) => Ok(response(503, "")),
        (_, ..3) => Ok(response(404, "{}")),
        _ => ok(OWNED),
    });
    flowroute.numbers().purchase(number()).await.unwrap();
    assert_eq!(seen.count(&Method::PUT), 1);
}

#[tokio::test(start_paused = true)]
async fn a_purchase_that_is_not_there_and_still_for_sale_did_not_happen() {
    let (flowroute, seen) = client(|_, request| match request.method() {
        &Method::PUT => lost(),
        _ if is_search(request) => ok(FOR_SALE),
        // The other way to say "not found".
        _ => ok("{}"),
    });
    let error = flowroute.numbers().purchase(number()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::ConnectionLost, Applied::No)
    );
    assert!(
        error.hint().unwrap().contains("buying it again is safe"),
        "{error}"
    );
    assert_eq!(seen.count(&Method::PUT), 1);
    let search = seen.all().pop().unwrap();
    assert_eq!(search.uri().query(), Some("limit=1&tn=12066417744"));
}

#[tokio::test(start_paused = true)]
async fn a_purchase_that_nothing_settles_stays_unknown() {
    let (flowroute, seen) = client(|_, request| match request.method() {
        &Method::PUT => lost(),
        _ if is_search(request) => ok("{}"),
        _ => Ok(response(404, "")),
    });
    let error = flowroute.numbers().purchase(number()).await.unwrap_err();
    assert_eq!(error.applied(), Applied::Unknown);
    assert!(error.hint().unwrap().contains("contradict"), "{error}");
    assert_eq!(seen.count(&Method::PUT), 1);

    let (flowroute, _) = client(|_, request| {
        if request.method() == Method::PUT {
            lost()
        } else {
            Ok(response(400, "{}"))
        }
    });
    let error = flowroute.numbers().purchase(number()).await.unwrap_err();
    assert_eq!(error.applied(), Applied::Unknown);
    assert!(
        error.hint().unwrap().contains("check numbers.get +12066417744"),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn buying_what_one_has_is_a_conflict() {
    let not_for_sale = || Ok(support::documented("errors/422-number-not-for-sale"));
    let (flowroute, _) = client(move |_, request| {
        if request.method() == Method::PUT {
            not_for_sale()
        } else {
            ok(OWNED)
        }
    });
    let error = flowroute.numbers().purchase(number()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::Conflict, Applied::No)
    );

    let (flowroute, _) = client(move |_, request| {
        if request.method() == Method::PUT {
            not_for_sale()
        } else {
            Ok(response(404, ""))
        }
    });
    let error = flowroute.numbers().purchase(number()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::NotForSale, Applied::No)
    );
}

#[tokio::test(start_paused = true)]
async fn an_update_is_repeated_and_then_looked_up() {
    let update = |primary| UpdateRoutes::new(number(), primary, "sip-reg");
    let (flowroute, seen) = client(|nth, _| {
        if nth == 0 {
            lost()
        } else {
            Ok(response(StatusCode::OK.as_u16(), ""))
        }
    });
    flowroute.numbers().update_routes(update("office")).await.unwrap();
    assert_eq!((seen.count(&Method::PATCH), seen.count(&Method::GET)), (2, 0));

    let lost_patch = |_, request: &Request<Bytes>| {
        if request.method() == Method::PATCH {
            lost()
        } else {
            ok(OWNED)
        }
    };
    let (flowroute, seen) = client(lost_patch);
    flowroute
        .numbers()
        .update_routes(update("sip-reg"))
        .await
        .unwrap();
    assert_eq!(seen.count(&Method::PATCH), 4);

    let (flowroute, _) = client(lost_patch);
    let error = flowroute
        .numbers()
        .update_routes(update("office"))
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::ConnectionLost, Applied::No)
    );
}

#[tokio::test(start_paused = true)]
async fn a_lost_reply_of_a_creation_is_looked_up_by_its_name() {
    let create = |name: &str, host: &str| CreateRoute::new(name, RouteTarget::host(host).unwrap());
    let service = |_, request: &Request<Bytes>| {
        if request.method() == Method::PUT {
            lost()
        } else {
            ok(ROUTES)
        }
    };

    let (flowroute, seen) = client(service);
    flowroute
        .routes()
        .create(create("office", "sip.example.com"))
        .await
        .unwrap();
    assert_eq!(seen.count(&Method::PUT), 1);
    assert_eq!(seen.all()[1].uri().query(), Some("limit=200"));

    let (flowroute, seen) = client(service);
    let error = flowroute
        .routes()
        .create(create("lobby", "sip.example.com"))
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::ConnectionLost, Applied::No)
    );
    assert_eq!(seen.count(&Method::PUT), 1);

    let (flowroute, seen) = client(service);
    let error = flowroute
        .routes()
        .create(create("office", "other.example.com"))
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::Conflict, Applied::No)
    );
    assert_eq!(seen.count(&Method::PUT), 1);

    let (flowroute, _) = client(|_, _| lost());
    let error = flowroute
        .routes()
        .create(create("office", "sip.example.com"))
        .await
        .unwrap_err();
    assert_eq!(error.applied(), Applied::Unknown);
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
    assert_eq!(seen.all().len(), 3);
    assert!(
        seen.all()
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
        seen.all()[0].uri(),
        "https://api.flowroute.com/v1/anything/?a=1&b=2"
    );
    assert!(seen.all()[0].headers().contains_key("authorization"));

    flowroute.send(Purchase::new(number())).await.unwrap();
    assert!(seen.all()[1].headers().contains_key("authorization"));
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
    assert!(seen.all().is_empty());
}

#[tokio::test]
async fn secrets_are_not_shown() {
    let (flowroute, seen) = client(|_, _| refused_at(now()));
    let error = flowroute.numbers().purchase(number()).await.unwrap_err();
    let shown = format!("{flowroute:?} {error} {error:?} {:?}", seen.all());
    assert!(!shown.contains("emulator-secret"), "{shown}");
    assert!(!shown.contains("Basic "), "{shown}");
}
