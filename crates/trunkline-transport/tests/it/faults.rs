//! Every way a server can fail, and what follows for each effect: sends, `kind()`, `applied()`.

use std::time::Duration;

use http::StatusCode;
use trunkline_core::{Applied, Attempts, Error, ErrorKind};
use trunkline_testkit::server::{Act, Server, answer};
use trunkline_transport::{Client, RetryPolicy};

use crate::support::calls::{Buy, KINDS, Kind, Release, Show};
use crate::support::hasty;

/// What is expected of one effect.
struct Row {
    kind: ErrorKind,
    applied: Applied,
    /// How often the client tried.
    attempts: u32,
    /// How often the server has read a request.
    seen: usize,
}

async fn check(act: Act, expect: impl Fn(Kind) -> Row) {
    check_with(act, |builder| builder, expect).await;
}

async fn check_with(
    act: Act,
    configure: impl Fn(trunkline_transport::ClientBuilder) -> trunkline_transport::ClientBuilder,
    expect: impl Fn(Kind) -> Row,
) {
    for kind in KINDS {
        let server = Server::start([act.clone()]).await;
        let client = configure(hasty(&server.url())).build().unwrap();
        let error = kind.send(&client).await.unwrap_err();
        assert_row(&error, &expect(kind), &format!("{act:?} {kind:?}"));
        assert_eq!(
            server.requests().len(),
            expect(kind).seen,
            "{act:?} {kind:?}: {error}"
        );
    }
}

fn assert_row(error: &Error, row: &Row, case: &str) {
    assert_eq!(error.kind(), row.kind, "{case}: {error}");
    assert_eq!(error.applied(), row.applied, "{case}: {error}");
    assert_eq!(error.attempts(), row.attempts, "{case}: {error}");
}

/// What follows if the carrier may have seen the request.
fn doubt(effect: Kind, kind: ErrorKind) -> Row {
    match effect {
        Kind::Read => Row {
            kind,
            applied: Applied::No,
            attempts: 4,
            seen: 4,
        },
        Kind::Repeatable => Row {
            kind,
            applied: Applied::Unknown,
            attempts: 4,
            seen: 4,
        },
        Kind::Once => Row {
            kind,
            applied: Applied::Unknown,
            attempts: 1,
            seen: 1,
        },
    }
}

#[tokio::test]
async fn refused_connections_prove_that_nothing_was_sent() {
    for kind in KINDS {
        let client = hasty(&Server::nobody().await).build().unwrap();
        let error = kind.send(&client).await.unwrap_err();
        let row = Row {
            kind: ErrorKind::ConnectFailed,
            applied: Applied::No,
            attempts: 4,
            seen: 0,
        };
        assert_row(&error, &row, "refused");
        assert!(error.to_string().contains(": connection refused"), "{error}");
    }
}

#[tokio::test]
async fn names_that_do_not_exist_prove_that_nothing_was_sent() {
    let client = Client::builder("http://nowhere.invalid")
        .allow_plain_http(true)
        .jitter(|_| Duration::ZERO)
        .build()
        .unwrap();
    let error = client.send(&Buy).await.unwrap_err();
    assert_eq!((error.applied(), error.attempts()), (Applied::No, 4), "{error}");
    assert!(error.to_string().contains("nowhere.invalid:80"), "{error}");
}

#[tokio::test]
async fn a_reset_at_once_is_never_taken_for_more_than_it_proves() {
    for _ in 0..40 {
        for kind in KINDS {
            let server = Server::start([Act::ResetAtOnce]).await;
            let client = hasty(&server.url()).build().unwrap();
            let error = kind.send(&client).await.unwrap_err();
            assert_eq!(server.requests().len(), 0);
            assert!((1..=4).contains(&error.attempts()));
            match (kind, error.applied()) {
                // Every attempt failed before it was written.
                (_, Applied::No) => assert_eq!(error.attempts(), 4, "{error}"),
                (Kind::Repeatable, Applied::Unknown) => assert_eq!(error.attempts(), 4, "{error}"),
                (Kind::Once, Applied::Unknown) => {}
                (_, applied) => panic!("{applied:?}: {error}"),
            }
        }
    }
}

#[tokio::test]
async fn closed_without_reading_looks_like_read_and_closed() {
    check(Act::CloseUnread, |effect| Row {
        seen: 0,
        ..doubt(effect, ErrorKind::ConnectionLost)
    })
    .await;
    check(Act::ReadClose, |effect| doubt(effect, ErrorKind::ConnectionLost)).await;
}

#[tokio::test]
async fn read_and_reset() {
    check(Act::ReadReset, |effect| doubt(effect, ErrorKind::ConnectionLost)).await;
}

#[tokio::test]
async fn read_and_silence() {
    let quick =
        |builder: trunkline_transport::ClientBuilder| builder.attempt_timeout(Duration::from_millis(60));
    check_with(Act::ReadSilence, quick, |effect| {
        doubt(effect, ErrorKind::Timeout)
    })
    .await;
}

#[tokio::test]
async fn a_stalled_handshake_proves_that_nothing_was_sent() {
    for kind in KINDS {
        let server = Server::start([Act::Ignore]).await;
        let url = format!("https://{}", server.address());
        // Either limit may strike first: that of the connection or that of the attempt.
        for (connect, attempt, words) in [
            (40, 5000, "no connection to 127.0.0.1"),
            (5000, 40, "no connection within"),
        ] {
            let client = hasty(&url)
                .danger_accept_invalid_certificates(true)
                .connect_timeout(Duration::from_millis(connect))
                .attempt_timeout(Duration::from_millis(attempt))
                .build()
                .unwrap();
            let error = kind.send(&client).await.unwrap_err();
            let row = Row {
                kind: ErrorKind::Timeout,
                applied: Applied::No,
                attempts: 4,
                seen: 0,
            };
            assert_row(&error, &row, "stalled handshake");
            assert!(error.to_string().contains(words), "{error}");
        }
    }
}

/// A success whose body never comes as a whole.
fn half(content_type: &str) -> String {
    format!("HTTP/1.1 201 Created\r\n{content_type}content-length: 100\r\n\r\n{{\"half\":")
}

/// A head that announces the carrier's own words.
const JSON: &str = "content-type: application/vnd.api+json\r\n";
/// Heads that anybody may have sent.
const NOT_JSON: [&str; 2] = ["content-type: text/html\r\n", ""];

#[tokio::test]
async fn a_success_in_json_whose_body_is_cut_was_carried_out() {
    check(Act::Send(half(JSON)), |effect| {
        carried_out(effect, ErrorKind::ConnectionLost)
    })
    .await;
    for content_type in NOT_JSON {
        check(Act::Send(half(content_type)), |effect| {
            doubt(effect, ErrorKind::ConnectionLost)
        })
        .await;
    }
}

#[tokio::test]
async fn a_success_in_json_whose_body_stalls_was_carried_out() {
    let quick =
        |builder: trunkline_transport::ClientBuilder| builder.attempt_timeout(Duration::from_millis(60));
    check_with(Act::SendStall(half(JSON)), quick, |effect| {
        carried_out(effect, ErrorKind::Timeout)
    })
    .await;
    for content_type in NOT_JSON {
        check_with(Act::SendStall(half(content_type)), quick, |effect| {
            doubt(effect, ErrorKind::Timeout)
        })
        .await;
    }
}

fn carried_out(effect: Kind, kind: ErrorKind) -> Row {
    match effect {
        Kind::Read => Row {
            kind,
            applied: Applied::No,
            attempts: 4,
            seen: 4,
        },
        Kind::Repeatable => Row {
            kind,
            applied: Applied::Yes,
            attempts: 4,
            seen: 4,
        },
        Kind::Once => Row {
            kind,
            applied: Applied::Yes,
            attempts: 1,
            seen: 1,
        },
    }
}

#[tokio::test]
async fn the_line_of_a_cut_purchase_says_that_it_was_bought() {
    let server = Server::start([Act::Send(half(JSON))]).await;
    let error = hasty(&server.url())
        .build()
        .unwrap()
        .send(&Buy)
        .await
        .unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::CREATED));
    let line = error.to_string();
    assert!(
        line.starts_with("acme things.buy 7: the response (201) was cut off; it was bought nevertheless"),
        "{line}"
    );
}

#[tokio::test]
async fn a_refusal_whose_body_is_cut_is_still_a_refusal() {
    let cut = "HTTP/1.1 404 Not Found\r\ncontent-length: 100\r\n\r\n{";
    let row = |_| Row {
        kind: ErrorKind::NotFound,
        applied: Applied::No,
        attempts: 1,
        seen: 1,
    };
    check(Act::Send(cut.to_owned()), row).await;
    let cut = "HTTP/1.1 502 Bad Gateway\r\ncontent-length: 100\r\n\r\n{";
    check(Act::Send(cut.to_owned()), |effect| {
        doubt(effect, ErrorKind::Server)
    })
    .await;
}

#[tokio::test]
async fn garbage_proves_nothing() {
    check(Act::Send("SSH-2.0-OpenSSH_9.6\r\n\r\n".to_owned()), |effect| {
        doubt(effect, ErrorKind::Decode)
    })
    .await;
}

#[tokio::test]
async fn a_body_that_is_too_long_is_not_asked_for_again() {
    let small = |builder: trunkline_transport::ClientBuilder| builder.max_response_bytes(10);
    let once = |applied| move |effect| last(effect, ErrorKind::ResponseTooLarge, applied);
    check_with(
        Act::answer_with(200, JSON, "twelve bytes"),
        small,
        once(Applied::Yes),
    )
    .await;
    check_with(Act::answer(200, "twelve bytes"), small, once(Applied::Unknown)).await;
    let chunked = format!(
        "HTTP/1.1 200 OK\r\n{JSON}transfer-encoding: chunked\r\n\r\n6\r\ntwelve\r\n6\r\n bytes\r\n0\r\n\r\n"
    );
    check_with(Act::Answer(chunked), small, once(Applied::Yes)).await;
}

#[tokio::test]
async fn a_body_of_exactly_the_limit_is_read() {
    let server = Server::start([Act::answer(200, "ten bytes.")]).await;
    let client = hasty(&server.url()).max_response_bytes(10).build().unwrap();
    assert_eq!(client.send(&Show).await.unwrap(), "ten bytes.");
}

#[tokio::test]
async fn redirects_are_named_and_not_followed() {
    let elsewhere = Server::start([Act::answer(200, "caught")]).await;
    let location = format!("location: {}/login?token=hush\r\n", elsewhere.url());
    for status in [301, 302, 307, 308] {
        let act = Act::answer_with(status, &location, "");
        check(act, |effect| last(effect, ErrorKind::Redirect, Applied::Unknown)).await;
    }
    let server = Server::start([Act::answer_with(301, &location, "")]).await;
    let line = hasty(&server.url())
        .build()
        .unwrap()
        .send(&Show)
        .await
        .unwrap_err()
        .to_string();
    assert!(line.contains(&format!("{}/login;", elsewhere.url())), "{line}");
    assert!(!line.contains("hush"), "{line}");
    assert_eq!(elsewhere.connections(), 0);
}

#[tokio::test]
async fn see_other_may_come_after_the_work() {
    let server = Server::start([Act::answer_with(303, "location: /things/8\r\n", "")]).await;
    let error = hasty(&server.url())
        .build()
        .unwrap()
        .send(&Buy)
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::Redirect, Applied::Unknown),
        "{error}"
    );
}

#[tokio::test]
async fn statuses() {
    for status in [500, 502, 503, 504] {
        check(Act::answer(status, "<html>oops</html>"), |effect| {
            doubt(effect, ErrorKind::Server)
        })
        .await;
    }
    for status in [408, 499] {
        check(Act::answer(status, ""), |effect| {
            doubt(effect, ErrorKind::Timeout)
        })
        .await;
    }
    let before_work = |kind| {
        move |_| Row {
            kind,
            applied: Applied::No,
            attempts: 4,
            seen: 4,
        }
    };
    check(Act::answer(429, ""), before_work(ErrorKind::RateLimited)).await;
    check(Act::answer(503, "not executed"), before_work(ErrorKind::Server)).await;
    let last_word = |kind| {
        move |_| Row {
            kind,
            applied: Applied::No,
            attempts: 1,
            seen: 1,
        }
    };
    check(Act::answer(429, "quota"), last_word(ErrorKind::Forbidden)).await;
    check(Act::answer(401, ""), last_word(ErrorKind::Unauthorized)).await;
    check(Act::answer(404, ""), last_word(ErrorKind::NotFound)).await;
    check(Act::answer(422, ""), last_word(ErrorKind::Rejected)).await;
}

#[tokio::test]
async fn an_empty_success_where_a_record_is_due_proves_nothing() {
    check(Act::answer(200, ""), |effect| {
        last(effect, ErrorKind::Decode, Applied::Unknown)
    })
    .await;
}

/// What follows if the same request would be answered in the same way; a read has nothing to apply.
fn last(effect: Kind, kind: ErrorKind, applied: Applied) -> Row {
    let applied = match effect {
        Kind::Read => Applied::No,
        _ => applied,
    };
    Row {
        kind,
        applied,
        attempts: 1,
        seen: 1,
    }
}

#[tokio::test]
async fn a_repeated_release_that_finds_nothing_has_worked() {
    let server = Server::start([Act::ReadClose, Act::answer(404, "")]).await;
    let client = hasty(&server.url()).build().unwrap();
    assert_eq!(client.send(&Release).await.unwrap(), "gone");
    assert_eq!(
        client.send(&Release).await.unwrap_err().kind(),
        ErrorKind::NotFound
    );
}

#[tokio::test]
async fn a_refusal_after_doubt_leaves_the_doubt() {
    let server = Server::start([Act::ReadClose, Act::answer(422, "")]).await;
    let client = hasty(&server.url()).build().unwrap();
    let error = Kind::Repeatable.send(&client).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::Rejected, Applied::Unknown),
        "{error}"
    );
    assert_eq!(error.hint(), Some("check things.list"));
}

#[tokio::test]
async fn a_pooled_connection_that_was_closed_while_idle_does_no_harm() {
    for kind in KINDS {
        let ok = Act::AnswerClose(answer(200, "", "ok"));
        let server = Server::start([ok]).await;
        let client = hasty(&server.url()).build().unwrap();
        for _ in 0..5 {
            assert_eq!(kind.send(&client).await.unwrap(), "ok");
            server.event().await;
        }
        // A reset may cost a repeatable call one more attempt, but the server has read each of them once.
        assert_eq!(server.requests().len(), 5, "{kind:?}");
    }
}

/// Lets `time` pass at once; hyper's pool reads tokio's clock. The clock runs again afterwards: as long as it stands still,
/// tokio goes on to the next time limit whenever there is nothing but sockets to wait for.
async fn pass(time: Duration) {
    tokio::time::pause();
    tokio::time::advance(time).await;
    tokio::time::resume();
}

#[tokio::test]
async fn calls_that_must_not_happen_twice_reuse_a_connection_for_less_than_a_second() {
    let (short, long) = (Duration::from_millis(800), Duration::from_secs(1));
    for (kind, idle, connections) in [
        (Kind::Once, Duration::ZERO, 1),
        (Kind::Once, short, 1),
        (Kind::Once, long, 5),
        (Kind::Repeatable, long, 1),
        (Kind::Read, long, 1),
    ] {
        let server = Server::start([Act::answer(200, "ok")]).await;
        let client = hasty(&server.url()).build().unwrap();
        for _ in 0..5 {
            kind.send(&client).await.unwrap();
            pass(idle).await;
        }
        assert_eq!(server.connections(), connections, "{kind:?} after {idle:?}");
    }
}

#[tokio::test]
async fn calls_that_must_not_happen_twice_never_use_a_connection_that_has_just_been_closed() {
    let server = Server::start([Act::AnswerUntilIdle(answer(200, "", "ok"), Duration::ZERO)]).await;
    let client = hasty(&server.url()).build().unwrap();
    for _ in 0..200 {
        Kind::Once.send(&client).await.unwrap();
        server.close_idle();
    }
    assert_eq!(server.requests().len(), 200);
}

/// How many of 120 calls that leave after `idle` fail, while the server closes every connection that was idle for a second or
/// more: before the call, after it, and at ten steps in between.
async fn failures_of_a_race(kind: Kind, idle: Duration) -> usize {
    let act = Act::AnswerUntilIdle(answer(200, "", "ok"), Duration::from_secs(1));
    let server = Server::start([act]).await;
    let client = hasty(&server.url()).retry(RetryPolicy::none()).build().unwrap();
    let mut failures = 0;
    for step in (0..12).cycle().take(120) {
        kind.send(&client).await.unwrap();
        pass(idle).await;
        let closing = async {
            for _ in 0..step {
                tokio::task::yield_now().await;
            }
            server.close_idle();
        };
        let (sent, ()) = tokio::join!(kind.send(&client), closing);
        failures += usize::from(sent.is_err());
    }
    failures
}

#[tokio::test]
async fn closing_idle_connections_never_leaves_a_call_that_must_not_happen_twice_in_doubt() {
    for millis in [0, 500, 899, 901, 999, 1_000, 1_001, 5_000] {
        let idle = Duration::from_millis(millis);
        assert_eq!(failures_of_a_race(Kind::Once, idle).await, 0, "{idle:?}");
    }
    // The same race is lost by calls that use a connection whatever its age.
    let lost = failures_of_a_race(Kind::Repeatable, Duration::from_secs(1)).await;
    assert!(lost > 0, "the race was never close");
}

#[tokio::test]
async fn a_purchase_is_sent_again_only_after_what_proves_nothing_was_done() {
    let server = Server::start([
        Act::answer(429, ""),
        Act::answer(503, "not executed"),
        Act::answer(201, "yours"),
    ])
    .await;
    let client = hasty(&server.url()).build().unwrap();
    assert_eq!(client.send(&Buy).await.unwrap(), "yours");
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn attempts_are_counted_in_the_answer() {
    let server = Server::start([Act::answer(500, ""), Act::ReadClose, Act::answer(200, "ok")]).await;
    let client = hasty(&server.url()).build().unwrap();
    let mut request = http::Request::new(bytes::Bytes::new());
    *request.uri_mut() = "/things".parse().unwrap();
    request.extensions_mut().insert(trunkline_core::Operation::read(
        &crate::support::calls::CARRIER,
        "acme.raw",
    ));
    let response = client.raw(request).await.unwrap();
    let attempts = response.extensions().get::<Attempts>().unwrap();
    assert_eq!((attempts.count, attempts.look_ups), (3, 0));
}

#[tokio::test]
async fn one_attempt_when_asked_for() {
    let server = Server::start([Act::answer(500, "")]).await;
    let client = hasty(&server.url()).retry(RetryPolicy::none()).build().unwrap();
    let error = client.send(&Show).await.unwrap_err();
    assert_eq!((error.attempts(), server.requests().len()), (1, 1));
}

/// A connection belongs to the runtime that it was made in, which may not be running when another one would use it.
#[test]
fn one_client_serves_two_runtimes_in_turn() {
    let serving = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let server = serving.block_on(Server::start([Act::answer(200, "ok")]));
    let client = hasty(&server.url()).build().unwrap();
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
    };
    let runtimes = [runtime(), runtime()];
    for runtime in runtimes.iter().cycle().take(6) {
        let begun = std::time::Instant::now();
        runtime.block_on(client.send(&Show)).unwrap();
        runtime.block_on(client.send(&Buy)).unwrap();
        // Waiting for the other runtime would take as long as an attempt may: 10 s.
        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    }
    // Each has kept its own connection.
    assert!(server.connections() <= 4, "{}", server.connections());
    // More runtimes than are remembered.
    for _ in 0..20 {
        runtime().block_on(client.send(&Show)).unwrap();
    }
}
