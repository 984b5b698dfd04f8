//! The loop, in paused time.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use tokio::time::Instant;
use trunkline_core::{Applied, Endpoint, ErrorKind, Evidence};
use trunkline_testkit::script::{Answer, Carrier, response};
use trunkline_transport::{
    CallOptions, Client, ClientBuilder, EventKind, RateLimits, RetryPolicy, TransportError,
};

use crate::support::calls::{Assign, Buy, Kind, Show};

const URL: &str = "https://api.example.com/v2";

/// The request was not sent.
const NOT_SENT: Answer = Answer::Fails(|| {
    TransportError::new(Evidence::NotProcessed, ErrorKind::ConnectionLost, "scripted").into()
});

fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// Waits as long as it may, so that times are exact.
fn patient(script: &Carrier) -> ClientBuilder {
    Client::builder(URL).service(script.clone()).jitter(|up_to| up_to)
}

#[tokio::test(start_paused = true)]
async fn sends_and_waits_are_exact() {
    let script = Carrier::new([Answer::new(500, "")]);
    let error = patient(&script).build().unwrap().send(&Show).await.unwrap_err();
    assert_eq!(script.times(), [ms(0), ms(250), ms(750), ms(1750)]);
    assert_eq!((error.attempts(), error.elapsed()), (4, ms(1750)));
}

#[tokio::test(start_paused = true)]
async fn a_success_ends_the_loop() {
    let script = Carrier::new([NOT_SENT, Answer::Lost, Answer::new(200, "ok")]);
    assert_eq!(patient(&script).build().unwrap().send(&Show).await.unwrap(), "ok");
    assert_eq!(script.times(), [ms(0), ms(250), ms(750)]);
}

#[tokio::test(start_paused = true)]
async fn retry_after_in_seconds_is_the_least_wait() {
    let script = Carrier::new([
        Answer::with(429, &[("retry-after", "7")], ""),
        Answer::new(200, "ok"),
    ]);
    patient(&script).build().unwrap().send(&Buy).await.unwrap();
    // And a quarter of it, so that not all come back at once.
    assert_eq!(script.times(), [ms(0), ms(8750)]);
}

#[tokio::test(start_paused = true)]
async fn retry_after_as_a_date_counts_from_the_answers_own_date() {
    let headers = &[
        ("date", "Fri, 20 Nov 2026 10:00:00 GMT"),
        ("retry-after", "Fri, 20 Nov 2026 10:00:09 GMT"),
    ];
    let script = Carrier::new([Answer::with(503, headers, ""), Answer::new(200, "ok")]);
    patient(&script)
        .jitter(|_| Duration::ZERO)
        .build()
        .unwrap()
        .send(&Show)
        .await
        .unwrap();
    assert_eq!(script.times(), [ms(0), ms(9000)]);
}

#[tokio::test(start_paused = true)]
async fn retry_after_as_a_date_counts_from_our_clock_otherwise() {
    // 2026-11-20T10:00:00Z
    let now = UNIX_EPOCH + Duration::from_secs(1_795_168_800);
    let headers = &[("retry-after", "Fri, 20 Nov 2026 10:00:12 GMT")];
    let script = Carrier::new([Answer::with(503, headers, ""), Answer::new(200, "ok")]);
    patient(&script)
        .clock(move || now)
        .jitter(|_| Duration::ZERO)
        .build()
        .unwrap()
        .send(&Show)
        .await
        .unwrap();
    assert_eq!(script.times(), [ms(0), ms(12_000)]);
}

#[tokio::test(start_paused = true)]
async fn retry_after_in_the_past_or_in_riddles_asks_for_nothing() {
    for text in ["Fri, 20 Nov 2020 10:00:00 GMT", "soon", "", "-5", "1.5"] {
        let headers: &'static [(&str, &str)] = Box::leak(Box::new([("retry-after", text)]));
        let script = Carrier::new([Answer::with(503, headers, ""), Answer::new(200, "ok")]);
        patient(&script).build().unwrap().send(&Show).await.unwrap();
        assert_eq!(script.times(), [ms(0), ms(250)], "{text:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn retry_after_past_the_deadline_ends_the_call_at_once() {
    for text in ["61", "99999999999999999999999999"] {
        let headers: &'static [(&str, &str)] = Box::leak(Box::new([("retry-after", text)]));
        let script = Carrier::new([Answer::with(429, headers, "")]);
        let error = patient(&script).build().unwrap().send(&Buy).await.unwrap_err();
        assert_eq!((script.count(""), error.elapsed()), (1, ms(0)));
        assert!(error.retry_after() >= Some(Duration::from_secs(61)));
        assert_eq!(
            (error.kind(), error.applied()),
            (ErrorKind::RateLimited, Applied::No)
        );
        assert!(error.to_string().contains("the carrier asks to wait"), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_deadline_cuts_the_last_attempt_short() {
    let script = Carrier::new([Answer::new(500, ""), Answer::Hangs]);
    let client = patient(&script).operation_timeout(ms(1000)).build().unwrap();
    let error = client.send(&Show).await.unwrap_err();
    assert_eq!(script.times(), [ms(0), ms(250)]);
    assert_eq!((error.kind(), error.elapsed()), (ErrorKind::Timeout, ms(1000)));
    assert!(error.to_string().contains("within 0.75 s"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_purchase_that_times_out_is_in_doubt() {
    let script = Carrier::new([Answer::Hangs]);
    let error = patient(&script).build().unwrap().send(&Buy).await.unwrap_err();
    assert_eq!((script.count(""), error.elapsed()), (1, ms(30_000)));
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::Timeout, Applied::Unknown)
    );
    assert_eq!(
        error.to_string(),
        "acme things.buy 7: outcome unknown, no response within 30 s after the request had been sent; \
         it may have been bought, and was not sent again; check things.list; 1 attempt, 30.0 s"
    );
}

#[tokio::test(start_paused = true)]
async fn a_call_may_have_its_own_limits() {
    let script = Carrier::new([Answer::Hangs]);
    let client = patient(&script).build().unwrap();
    let options = CallOptions::new()
        .attempt_timeout(ms(100))
        .retry(RetryPolicy::new().max_attempts(2));
    let error = client.send_with(&Show, options.clone()).await.unwrap_err();
    assert_eq!((error.attempts(), error.elapsed()), (2, ms(450)));
    let error = client
        .with_options(options)
        .send_with(&Show, CallOptions::new().no_retry())
        .await
        .unwrap_err();
    assert_eq!((error.attempts(), error.elapsed()), (1, ms(100)));
    let error = client
        .send_with(&Show, CallOptions::new().timeout(ms(70)))
        .await
        .unwrap_err();
    assert_eq!((error.attempts(), error.elapsed()), (1, ms(70)));
}

#[tokio::test(start_paused = true)]
async fn a_deadline_can_be_switched_off() {
    let script = Carrier::new([Answer::After(Duration::from_secs(500), response(200, "ok"))]);
    let forever = Duration::MAX;
    let client = patient(&script)
        .operation_timeout(forever)
        .attempt_timeout(forever)
        .build()
        .unwrap();
    assert_eq!(client.send(&Show).await.unwrap(), "ok");
}

#[tokio::test(start_paused = true)]
async fn the_budget_is_consulted_and_shared_by_clones() {
    let script = Carrier::new([Answer::new(500, "")]);
    // One retry a second is free: ten within the budget's ten seconds.
    let policy = RetryPolicy::new()
        .max_attempts(3)
        .initial_backoff(Duration::ZERO)
        .budget(1, 0);
    let client = patient(&script).retry(policy).build().unwrap();
    let mut sends = Vec::new();
    for _ in 0..8 {
        let before = script.count("");
        client.clone().send(&Show).await.unwrap_err();
        sends.push(script.count("") - before);
    }
    assert_eq!(sends, [3, 3, 3, 3, 3, 1, 1, 1]);
}

#[tokio::test(start_paused = true)]
async fn successes_fill_the_budget() {
    let script = Carrier::new(
        (0..10)
            .map(|_| Answer::new(200, "ok"))
            .chain([Answer::new(500, "")]),
    );
    let policy = RetryPolicy::new()
        .max_attempts(9)
        .initial_backoff(Duration::ZERO)
        .budget(0, 20);
    let client = patient(&script).retry(policy).build().unwrap();
    for _ in 0..10 {
        client.send(&Show).await.unwrap();
    }
    client.send(&Show).await.unwrap_err();
    // Ten successes pay for two retries.
    assert_eq!(script.count(""), 10 + 3);
}

#[tokio::test(start_paused = true)]
async fn the_observer_is_told_what_happens() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let busy = Answer::After(ms(40), response(503, ""));
    let script = Carrier::new([busy, NOT_SENT, Answer::After(ms(70), response(200, "ok"))]);
    let log = Arc::clone(&seen);
    let limits = RateLimits::none().limit("acme.", 2);
    let builder = patient(&script).rate_limits(limits).observe(move |event| {
        let mut line = event.operation.short_name().to_owned();
        line += &match event.kind {
            EventKind::Waited { attempt, wait, .. } => format!(" {attempt} waited {wait:?}"),
            EventKind::Attempted {
                attempt,
                latency,
                status,
                error,
                ..
            } => {
                format!(
                    " {attempt} took {latency:?}: {:?} {error:?}",
                    status.map(|s| s.as_u16())
                )
            }
            EventKind::Retrying {
                attempt,
                delay,
                cause,
                ..
            } => format!(" {attempt} again in {delay:?}: {cause}"),
            EventKind::LookingUp { number, .. } => format!(" look {number}"),
            EventKind::Ended {
                attempts,
                elapsed,
                error,
                applied,
                ..
            } => {
                format!(" ended after {attempts}, {elapsed:?}: {error:?} {applied:?}")
            }
            _ => panic!("{event:?}"),
        };
        log.lock().unwrap().push(line);
    });
    let client = builder.build().unwrap();
    client.send(&Assign).await.unwrap();
    script.now("", Answer::new(422, ""));
    client.raw(Show.request().unwrap()).await.unwrap();
    client.send(&Buy).await.unwrap_err();
    insta::assert_snapshot!("observed", seen.lock().unwrap().join("\n"));
}

#[tokio::test(start_paused = true)]
async fn an_error_of_a_foreign_service_proves_nothing() {
    for kind in [Kind::Read, Kind::Once] {
        let failing = tower::service_fn(|_: http::Request<bytes::Bytes>| async {
            Err::<http::Response<bytes::Bytes>, _>(std::io::Error::other("cable cut"))
        });
        let client = Client::builder(URL)
            .service(failing)
            .jitter(|_| Duration::ZERO)
            .build()
            .unwrap();
        let error = kind.send(&client).await.unwrap_err();
        let (attempts, applied) = if kind == Kind::Read {
            (4, Applied::No)
        } else {
            (1, Applied::Unknown)
        };
        assert_eq!(
            (error.attempts(), error.applied()),
            (attempts, applied),
            "{error}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn fair_dice_stay_within_bounds() {
    for _ in 0..50 {
        let script = Carrier::new([Answer::new(500, "")]);
        Client::builder(URL)
            .service(script.clone())
            .build()
            .unwrap()
            .send(&Show)
            .await
            .unwrap_err();
        let times = script.times();
        let waits: Vec<_> = times.windows(2).map(|w| w[1] - w[0]).collect();
        // A timer fires at the next whole millisecond.
        for (wait, most) in waits.iter().zip([251, 501, 1001]) {
            assert!(*wait <= ms(most), "{waits:?}");
        }
    }
}

/// The line that the whole design is about.
#[tokio::test(start_paused = true)]
async fn whatever_happens_a_purchase_is_sent_once_after_doubt() {
    let doubts = [
        Answer::Lost,
        Answer::new(500, ""),
        Answer::new(408, ""),
        Answer::Hangs,
    ];
    let harmless = [NOT_SENT, Answer::new(429, ""), Answer::new(503, "not executed")];
    for doubt in doubts {
        for before in 0..=harmless.len() {
            let turns = harmless[..before]
                .iter()
                .cloned()
                .chain([doubt.clone(), Answer::new(201, "twice!")]);
            let script = Carrier::new(turns);
            let error = patient(&script).build().unwrap().send(&Buy).await.unwrap_err();
            assert_eq!(
                (script.count(""), error.applied()),
                (before + 1, Applied::Unknown),
                "{doubt:?}: {error}"
            );
        }
    }
}

/// A carrier that lets `per_second` attempts pass in any one second, and counts the refused ones, too.
fn sliding_second(per_second: usize) -> Carrier {
    let attempts = Mutex::new(VecDeque::new());
    Carrier::by(move |_, _| {
        let now = Instant::now();
        let mut attempts = attempts.lock().unwrap();
        attempts.push_back(now);
        attempts.retain(|at| now - *at < ms(1000));
        match attempts.len() <= per_second {
            true => Answer::After(ms(20), response(201, "ok")),
            false => Answer::After(ms(20), response(429, "")),
        }
    })
}

/// Processes do not know of each other: each has a client of its own for its one call.
#[tokio::test(start_paused = true)]
async fn single_calls_of_many_processes_wait_for_the_carriers_rate_limit() {
    for (calls, processes) in [(20, 1), (30, 10)] {
        let carrier = sliding_second(5);
        let todo = Arc::new(AtomicUsize::new(calls));
        let process = |(todo, carrier): (Arc<AtomicUsize>, Carrier)| async move {
            while todo
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| n.checked_sub(1))
                .is_ok()
            {
                let client = Client::builder(URL).service(carrier.clone()).build().unwrap();
                assert_eq!(client.send(&Buy).await.unwrap(), "ok");
            }
        };
        let processes: Vec<_> = (0..processes)
            .map(|_| tokio::spawn(process((Arc::clone(&todo), carrier.clone()))))
            .collect();
        for process in processes {
            process.await.unwrap();
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_carrier_that_stays_busy_is_given_up_when_the_time_is_up() {
    let script = Carrier::new([Answer::new(429, "")]);
    let error = patient(&script).build().unwrap().send(&Buy).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::RateLimited, Applied::No)
    );
    assert!(error.elapsed() > Duration::from_secs(58), "{error}");
    assert!((8..16).contains(&script.count("")), "{:?}", script.times());
}

#[tokio::test(start_paused = true)]
async fn what_the_caller_says_about_attempts_holds_for_a_busy_carrier_too() {
    for (policy, attempts) in [
        (RetryPolicy::none(), 1),
        (RetryPolicy::new().max_attempts(3), 3),
        (RetryPolicy::new().max_attempts(6), 6),
    ] {
        let script = Carrier::new([Answer::new(429, "")]);
        let client = patient(&script).retry(policy).build().unwrap();
        client.send(&Buy).await.unwrap_err();
        assert_eq!(script.count(""), attempts);
    }
}

#[tokio::test(start_paused = true)]
async fn calls_that_were_asked_to_wait_come_back_apart() {
    let script = Carrier::new(
        (0..100)
            .map(|_| Answer::with(429, &[("retry-after", "20")], ""))
            .chain([Answer::new(201, "ok")]),
    );
    let calls: Vec<_> = (0..100)
        .map(|_| Client::builder(URL).service(script.clone()).build().unwrap())
        .map(|client| tokio::spawn(async move { client.send(&Buy).await }))
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    let back = &script.times()[100..];
    let busiest = back
        .iter()
        .map(|from| {
            back.iter()
                .filter(|at| *at >= from && **at - *from < ms(1000))
                .count()
        })
        .max();
    assert!(back.iter().all(|at| *at >= Duration::from_secs(20)));
    assert!(busiest < Some(65), "{busiest:?} of 100 in one second");
}

#[tokio::test(start_paused = true)]
async fn a_storm_against_a_carrier_that_fails_is_bounded() {
    for status in [429, 503] {
        let script = Carrier::new([Answer::After(ms(5), response(status, ""))]);
        let client = Client::builder(URL).service(script.clone()).build().unwrap();
        let calls: Vec<_> = (0..1000)
            .map(|_| client.clone())
            .map(|client| tokio::spawn(async move { client.send(&Show).await }))
            .collect();
        for call in calls {
            call.await.unwrap().unwrap_err();
        }
        // The budget: a hundred at once, ten a second afterwards.
        let sent = script.count("");
        assert!(sent <= 1000 + 100 + 600, "{status}: {sent}");
        let at_once = script.times().iter().filter(|at| **at < ms(1000)).count();
        assert!(at_once <= 1100, "{status}: {at_once}");
    }
}
