//! Layers and services of the user's, and what the shared layers share.

use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use tower::{Service, ServiceExt};
use trunkline_core::{Applied, Endpoint, ErrorKind, Evidence};
use trunkline_testkit::script::{Answer, Carrier, response};
use trunkline_transport::retry::RetryLayer;
use trunkline_transport::{
    AttemptTimeoutLayer, AttemptTraceLayer, AuthorizeLayer, BasicAuth, BodyLayer, Client, ClientBuilder,
    ConcurrencyLimitLayer, HttpService, RateLimitLayer, RateLimits, RetryPolicy, TransportError,
};

use crate::support::calls::{Buy, Show};

fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

fn patient(script: &Carrier) -> ClientBuilder {
    Client::builder("https://a.example")
        .service(script.clone())
        .jitter(|up_to| up_to)
}

type Log = Arc<Mutex<Vec<String>>>;

/// Notes its name, the target, and whether it has seen credentials.
fn noting(log: &Log, name: &'static str) -> impl tower::Layer<HttpService, Service: Noting> + Send + 'static {
    let log = Arc::clone(log);
    tower::layer::layer_fn(move |next: HttpService| {
        let log = Arc::clone(&log);
        tower::service_fn(move |request: Request<Bytes>| {
            let secret = request.headers().contains_key("authorization");
            log.lock()
                .unwrap()
                .push(format!("{name} {} {secret}", request.uri()));
            let mut next = next.clone();
            async move { next.call(request).await }
        })
    })
}

trait Noting:
    Service<Request<Bytes>, Response = Response<Bytes>, Error = TransportError, Future: Send>
    + Clone
    + Send
    + Sync
    + 'static
{
}
impl<S> Noting for S where
    S: Service<Request<Bytes>, Response = Response<Bytes>, Error = TransportError, Future: Send>
        + Clone
        + Send
        + Sync
        + 'static
{
}

#[tokio::test(start_paused = true)]
async fn layers_see_calls_and_attempt_layers_see_attempts() {
    let log = Log::default();
    let script = Carrier::new([Answer::new(500, ""), Answer::new(200, "ok")]);
    let client = patient(&script)
        .authorizer(BasicAuth::new("user", "pass".into()))
        .layer(noting(&log, "outer"))
        .layer(noting(&log, "inner"))
        .attempt_layer(noting(&log, "attempt"))
        .build()
        .unwrap();
    client.send(&Show).await.unwrap();
    let expected = [
        "outer /things/7 false",
        "inner /things/7 false",
        "attempt /things/7 false",
        "attempt /things/7 false",
    ];
    assert_eq!(*log.lock().unwrap(), expected);
    assert!(
        script
            .requests()
            .iter()
            .all(|r| r.headers()["authorization"].is_sensitive())
    );
}

#[tokio::test]
async fn a_layer_may_answer_by_itself_or_fail() {
    let script = Carrier::new([Answer::new(200, "wire")]);
    let cached = tower::layer::layer_fn(|_: HttpService| {
        tower::service_fn(|_: Request<Bytes>| async {
            Ok::<_, std::io::Error>(Response::new(Bytes::from("cached")))
        })
    });
    assert_eq!(
        patient(&script)
            .layer(cached)
            .build()
            .unwrap()
            .send(&Show)
            .await
            .unwrap(),
        "cached"
    );
    let broken = tower::layer::layer_fn(|_: HttpService| {
        tower::service_fn(|_: Request<Bytes>| async {
            Err::<Response<Bytes>, _>(std::io::Error::other("broken"))
        })
    });
    let error = patient(&script)
        .layer(broken)
        .build()
        .unwrap()
        .send(&Buy)
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.applied(), script.count("")),
        (ErrorKind::ConnectionLost, Applied::No, 0)
    );
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "broken");
}

#[tokio::test]
async fn a_service_that_knows_more_says_so() {
    let knowing = tower::service_fn(|_: Request<Bytes>| async {
        Err::<Response<Bytes>, _>(TransportError::not_sent("no line"))
    });
    let client = Client::builder("https://a.example")
        .service(knowing)
        .jitter(|_| Duration::ZERO)
        .build()
        .unwrap();
    let error = client.send(&Buy).await.unwrap_err();
    assert_eq!(
        (error.attempts(), error.applied(), error.kind()),
        (4, Applied::No, ErrorKind::ConnectFailed)
    );
}

#[tokio::test(start_paused = true)]
async fn a_permit_is_free_during_back_off() {
    let script = Carrier::new([Answer::new(500, ""), Answer::new(200, "ok")]);
    let client = patient(&script).max_concurrency(1).build().unwrap();
    let slow = client.clone();
    // The first call backs off for 250 ms; meanwhile the only permit serves the second one.
    let first = tokio::spawn(async move { slow.send(&Show).await });
    tokio::task::yield_now().await;
    client.send(&Show).await.unwrap();
    first.await.unwrap().unwrap();
    assert_eq!(script.times(), [ms(0), ms(0), ms(250)]);
}

#[tokio::test(start_paused = true)]
async fn permits_limit_what_is_under_way() {
    let script = Carrier::new([Answer::After(ms(100), response(200, "ok"))]);
    let client = patient(&script).max_concurrency(2).build().unwrap();
    let calls: Vec<_> = (0..5)
        .map(|_| client.clone())
        .map(|c| tokio::spawn(async move { c.send(&Show).await }))
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(script.times(), [0, 0, 100, 100, 200].map(ms));
}

#[tokio::test(start_paused = true)]
async fn waiting_for_a_permit_ends_with_the_deadline_and_proves_that_nothing_was_sent() {
    let script = Carrier::new([Answer::Hangs]);
    let client = patient(&script)
        .max_concurrency(1)
        .operation_timeout(ms(500))
        .build()
        .unwrap();
    let hog = client.clone();
    let held = tokio::spawn(async move { hog.send(&Buy).await });
    tokio::task::yield_now().await;
    let error = client
        .with_options(trunkline_transport::CallOptions::new().timeout(ms(200)))
        .send(&Buy)
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.applied(), error.elapsed()),
        (ErrorKind::Timeout, Applied::No, ms(200))
    );
    assert_eq!(held.await.unwrap().unwrap_err().applied(), Applied::Unknown);
    assert_eq!(script.count(""), 1);
}

#[tokio::test(start_paused = true)]
async fn pacing_spaces_every_attempt_of_its_class() {
    let script = Carrier::new([Answer::new(503, "not executed"), Answer::new(201, "ok")]);
    let pacing = RateLimits::none()
        .limit("acme.things.buy", 5)
        .limit("acme.", 1000);
    let policy = RetryPolicy::new().initial_backoff(Duration::ZERO);
    let client = patient(&script)
        .rate_limits(pacing)
        .retry(policy)
        .build()
        .unwrap();
    for _ in 0..3 {
        client.clone().send(&Buy).await.unwrap();
    }
    assert_eq!(script.times(), [0, 200, 400, 600].map(ms));
    client.send(&Show).await.unwrap();
    assert_eq!(script.times()[4], ms(600), "another class");
    assert_eq!(script.times().len(), 5);
}

#[tokio::test(start_paused = true)]
async fn a_place_past_the_deadline_is_not_waited_for() {
    let script = Carrier::new([Answer::new(201, "ok")]);
    let client = patient(&script)
        .rate_limits(RateLimits::none().limit("acme.", 1))
        .operation_timeout(ms(1500))
        .build()
        .unwrap();
    let calls: Vec<_> = (0..3)
        .map(|_| client.clone())
        .map(|c| tokio::spawn(async move { c.send(&Buy).await }))
        .collect();
    let mut results = Vec::new();
    for call in calls {
        results.push(
            call.await
                .unwrap()
                .map_err(|e| (e.kind(), e.applied(), e.elapsed())),
        );
    }
    let refused = Err((ErrorKind::RateLimited, Applied::No, ms(0)));
    assert_eq!(results, [Ok("ok".to_owned()), Ok("ok".to_owned()), refused]);
}

/// Drops a call after each number of polls it takes, and looks at what was sent and what was given back.
#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_is_not_sent_again_and_gives_everything_back() {
    for polls in 0..40 {
        let script = Carrier::new([
            Answer::After(ms(1), response(429, "")),
            Answer::After(ms(1), response(429, "")),
            Answer::After(ms(1), response(201, "ok")),
        ]);
        let client = patient(&script)
            .max_concurrency(1)
            .rate_limits(RateLimits::none().limit("acme.", 100))
            .build()
            .unwrap();
        {
            let mut call = pin!(client.send(&Buy));
            for _ in 0..polls {
                let done = call.as_mut().poll(&mut Context::from_waker(Waker::noop()));
                if done.is_ready() {
                    break;
                }
                tokio::time::advance(ms(7)).await;
            }
        }
        let sent = script.count("");
        tokio::time::sleep(Duration::from_secs(10)).await;
        assert_eq!(script.count(""), sent, "after {polls} polls");
        // The only permit is there.
        client.send(&Buy).await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_timed_out_attempt_gives_its_permit_back() {
    let script = Carrier::new([Answer::Hangs, Answer::new(200, "ok")]);
    let client = patient(&script)
        .max_concurrency(1)
        .attempt_timeout(ms(50))
        .build()
        .unwrap();
    assert_eq!(client.send(&Show).await.unwrap(), "ok");
}

#[test]
fn clients_and_calls_can_be_sent() {
    fn check<T: Send + Sync + Clone + 'static>(_: &T) {}
    fn call<T: Send>(_: T) {}
    let client = Client::builder("https://a.example").service(tower::service_fn(|_: Request<Bytes>| async {
        Ok::<_, TransportError>(Response::new(Bytes::new()))
    }));
    let client = client.build().unwrap();
    check(&client);
    call(client.send(&Show));
    call(client.raw(Request::new(Bytes::new())));
}

#[test]
fn errors_are_one_pointer() {
    assert_eq!(size_of::<TransportError>(), size_of::<usize>());
    let error = TransportError::unsendable(ErrorKind::Configuration, "x");
    assert_eq!(error.evidence(), Some(Evidence::Rejected));
}

/// A layer that fails without calling what is below it, the first `failures` times.
fn failing(
    failures: usize,
) -> impl tower::Layer<
    HttpService,
    Service: Service<Request<Bytes>, Response = Response<Bytes>, Error = std::io::Error, Future: Send>
                 + Clone
                 + Send
                 + Sync,
> + Send
+ Sync
+ 'static {
    let left = Arc::new(AtomicUsize::new(failures));
    tower::layer::layer_fn(move |inner: HttpService| {
        let left = Arc::clone(&left);
        tower::service_fn(move |request: Request<Bytes>| {
            let fails = left
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| n.checked_sub(1))
                .is_ok();
            let mut inner = inner.clone();
            async move {
                match fails {
                    true => Err(std::io::Error::other("not today")),
                    false => inner.call(request).await.map_err(std::io::Error::other),
                }
            }
        })
    })
}

#[tokio::test(start_paused = true)]
async fn an_attempt_layer_that_fails_before_sending_proves_that_nothing_was_sent() {
    let script = Carrier::new([Answer::new(201, "ok")]);
    let client = patient(&script).attempt_layer(failing(2)).build().unwrap();
    assert_eq!(client.send(&Buy).await.unwrap(), "ok");
    let client = patient(&script).attempt_layer(failing(9)).build().unwrap();
    let error = client.send(&Buy).await.unwrap_err();
    assert_eq!(
        (error.applied(), error.attempts(), script.count("")),
        (Applied::No, 4, 1)
    );
}

#[tokio::test(start_paused = true)]
async fn a_layer_that_fails_after_the_call_hides_nothing() {
    let spoil = tower::layer::layer_fn(|inner: HttpService| {
        tower::service_fn(move |request: Request<Bytes>| {
            let mut inner = inner.clone();
            async move {
                let response = inner.call(request).await.map_err(std::io::Error::other)?;
                Err::<Response<Bytes>, _>(std::io::Error::other(response.status().to_string()))
            }
        })
    });
    for (turn, applied) in [
        (Answer::new(201, "ok"), Applied::Yes),
        (Answer::new(500, ""), Applied::Unknown),
        (Answer::new(422, ""), Applied::No),
    ] {
        let client = patient(&Carrier::new([turn.clone()]))
            .layer(spoil)
            .build()
            .unwrap();
        assert_eq!(
            client.send(&Buy).await.unwrap_err().applied(),
            applied,
            "{turn:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_layer_that_hangs_does_not_make_a_call_longer_than_its_timeout() {
    let hang = tower::layer::layer_fn(|_: HttpService| {
        tower::service_fn(|_: Request<Bytes>| {
            std::future::pending::<Result<Response<Bytes>, std::io::Error>>()
        })
    });
    let script = Carrier::new([Answer::new(201, "ok")]);
    let client = patient(&script).layer(hang).build().unwrap();
    let error = client.send(&Buy).await.unwrap_err();
    assert_eq!((error.kind(), error.applied()), (ErrorKind::Timeout, Applied::No));
    assert_eq!((error.elapsed(), script.count("")), (Duration::from_secs(60), 0));
}

#[tokio::test(start_paused = true)]
async fn a_layer_of_tower_http_fits() {
    let answers = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&answers);
    let trace = tower_http::trace::TraceLayer::new_for_http().on_response(
        move |_: &Response<_>, _: Duration, _: &tracing::Span| {
            count.fetch_add(1, Ordering::Relaxed);
        },
    );
    let script = Carrier::new([Answer::new(500, ""), Answer::new(200, "ok")]);
    let client = patient(&script)
        .layer(BodyLayer::new(trace.clone()))
        .attempt_layer(BodyLayer::new(trace))
        .build()
        .unwrap();
    assert_eq!(client.send(&Show).await.unwrap(), "ok");
    // One call, two attempts.
    assert_eq!(answers.load(Ordering::Relaxed), 3);
}

/// The layers without the client: a stack of one's own around any service.
#[tokio::test(start_paused = true)]
async fn the_layers_can_be_composed_in_another_way() {
    let script = Carrier::new([Answer::Hangs, Answer::new(503, ""), Answer::new(201, "ok")]);
    let authorizer = BasicAuth::new("user", "secret".into());
    let service = tower::ServiceBuilder::new()
        .layer(RetryLayer::new(RetryPolicy::new()))
        .layer(RateLimitLayer::new(RateLimits::none().limit("acme.", 1)))
        .layer(ConcurrencyLimitLayer::new(2))
        .layer(AuthorizeLayer::new("https://api.example.com/v2", authorizer).unwrap())
        .layer(AttemptTraceLayer::default())
        .layer(AttemptTimeoutLayer::new(ms(300)))
        .service(HttpService::foreign(script.clone()));
    let response = service.oneshot(Show.request().unwrap()).await.unwrap();
    assert_eq!(response.body(), "ok");
    let times = script.times();
    assert!(
        times[1] >= ms(1000) && times[2] >= ms(2000),
        "one attempt a second: {times:?}"
    );
    let sent = &script.requests()[2];
    assert_eq!(sent.uri(), "https://api.example.com/v2/things/7");
    assert!(sent.headers()["authorization"].is_sensitive());
}

/// Calls that are dropped while they wait for their turn leave no gap, and do not count against those behind them.
#[tokio::test(start_paused = true)]
async fn a_dropped_call_gives_its_turn_back() {
    let script = Carrier::new([Answer::new(201, "ok")]);
    let limits = RateLimits::none().limit("acme.", 5);
    let client = patient(&script).rate_limits(limits).build().unwrap();
    let dropped: Vec<_> = (0..1000)
        .map(|_| client.clone())
        .map(|client| tokio::spawn(async move { client.send(&Buy).await }))
        .collect();
    tokio::time::sleep(ms(20)).await;
    dropped.iter().for_each(tokio::task::JoinHandle::abort);
    tokio::task::yield_now().await;
    client.send(&Buy).await.unwrap();
    assert_eq!(script.times(), [0, 200].map(ms), "the second place was free");
}

#[tokio::test(start_paused = true)]
async fn turns_are_taken_in_the_order_of_asking() {
    let script = Carrier::new([Answer::new(201, "ok")]);
    let limits = RateLimits::none().limit("acme.", 10);
    let client = patient(&script).rate_limits(limits).build().unwrap();
    let order = Arc::new(Mutex::new(Vec::new()));
    let mut calls = Vec::new();
    for number in 0..20 {
        let (client, order) = (client.clone(), Arc::clone(&order));
        calls.push(tokio::spawn(async move {
            client.send(&Buy).await.unwrap();
            order.lock().unwrap().push(number);
        }));
        tokio::task::yield_now().await;
    }
    // Every third one gives up; nobody else loses the place.
    for call in calls.iter().skip(1).step_by(3) {
        call.abort();
    }
    for call in calls {
        let _ = call.await;
    }
    let expected: Vec<_> = (0..20).filter(|n| n % 3 != 1).collect();
    assert_eq!(*order.lock().unwrap(), expected);
    let even: Vec<_> = (0..expected.len() as u64).map(|n| ms(n * 100)).collect();
    assert_eq!(script.times(), even);
}
