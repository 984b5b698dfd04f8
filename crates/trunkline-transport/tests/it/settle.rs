//! Settling lost outcomes, in paused time: a carrier that acts some time after the reply was lost.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request, Response};
use tokio::time::Instant;
use trunkline_core::{
    Applied, Carrier, Error, ErrorKind, LookUp, Operation, Reader, Refusal, Result, endpoint, json,
};
use trunkline_transport::{CallOptions, Client, ClientBuilder, EventKind, TransportError};

static CARRIER: Carrier = Carrier::new("acme", "acme.", "*/*", |status, _, _| {
    Refusal::from_status(status)
});

endpoint! {
    /// Buys a thing.
    struct Buy { id: u32 }

    OPERATION = Operation::once(&CARRIER, "acme.things.buy", "bought");
    POST "/things/{id}" -> u32: |response: &Response<Bytes>| json(response.body());
    subject "{id}";
    hint "check things.get {id}";

    async fn look_up<R: Reader>(&self, reader: &R) -> Result<LookUp<u32>> {
        let found = reader.get(Get::new(self.id)).await?;
        Ok(match found {
            Some(id) if id == self.id => LookUp::Found(id),
            Some(id) => LookUp::Conflict(format!("{id} is in its place")),
            None => LookUp::NotFound,
        })
    }

    fn refused_if_applied(refusal: &Error) -> bool {
        refusal.kind() == ErrorKind::Conflict
    }
}

endpoint! {
    /// Shows a thing.
    struct Get { id: u32 }

    OPERATION = Operation::read(&CARRIER, "acme.things.get");
    GET "/things/{id}" -> u32: |response: &Response<Bytes>| json(response.body());
}

endpoint! {
    /// Sends a message, which no read settles.
    struct Message { id: u32 }

    OPERATION = Operation::once(&CARRIER, "acme.messages.send", "sent");
    POST "/messages/{id}" -> u32: |response: &Response<Bytes>| json(response.body());
    hint "check messages.list";
}

/// How the carrier behaves.
#[derive(Clone, Copy)]
struct Behavior {
    /// How the reply to a write is lost.
    reply: Reply,
    /// When a write is carried out after it has come; `None` for never.
    commits_after: Option<Duration>,
    read: Read,
}

#[derive(Clone, Copy)]
enum Reply {
    Lost,
    Never,
    Status(u16),
    Unreadable,
    Page,
}

#[derive(Clone, Copy)]
enum Read {
    True,
    Never,
    Status(u16),
    /// 503 for the first 40 seconds after the write, then the truth.
    TrueLater,
    Other,
}

/// What the carrier has received.
#[derive(Default)]
struct Log {
    writes: Vec<Instant>,
    reads: Vec<Instant>,
}

type SharedLog = Arc<Mutex<Log>>;

fn carrier(behavior: Behavior) -> (ClientBuilder, SharedLog) {
    let log = SharedLog::default();
    let shared = Arc::clone(&log);
    let service =
        tower::service_fn(move |request: Request<Bytes>| answer(request, behavior, Arc::clone(&shared)));
    let builder = Client::builder("https://api.example.com")
        .service(service)
        .jitter(|up_to| up_to);
    (builder, log)
}

type Answer = Pin<Box<dyn Future<Output = std::result::Result<Response<Bytes>, TransportError>> + Send>>;

fn answer(request: Request<Bytes>, behavior: Behavior, log: SharedLog) -> Answer {
    Box::pin(async move {
        if *request.method() == Method::POST {
            log.lock().unwrap().writes.push(Instant::now());
            return match behavior.reply {
                Reply::Lost => Err(TransportError::maybe_sent("the connection closed")),
                Reply::Never => std::future::pending().await,
                Reply::Status(status) => Ok(response(status, "")),
                Reply::Unreadable => Ok(response(200, "[]")),
                Reply::Page => Ok(response(200, "<html>")),
            };
        }
        log.lock().unwrap().reads.push(Instant::now());
        match behavior.read {
            Read::Never => std::future::pending().await,
            Read::Status(status) => Ok(response(status, "")),
            Read::Other => Ok(response(200, "8")),
            Read::TrueLater if !has_passed(seconds(40.0), &log) => Ok(response(503, "")),
            Read::TrueLater => Ok(response(
                if is_committed(behavior, &log) { 200 } else { 404 },
                "7",
            )),
            Read::True if is_committed(behavior, &log) => Ok(response(200, "7")),
            Read::True => Ok(response(404, "")),
        }
    })
}

fn is_committed(behavior: Behavior, log: &SharedLog) -> bool {
    behavior.commits_after.is_some_and(|after| has_passed(after, log))
}

/// Whether so much time has passed since the write.
fn has_passed(time: Duration, log: &SharedLog) -> bool {
    let written = log.lock().unwrap().writes.first().copied();
    written.is_some_and(|at| at + time <= Instant::now())
}

fn response(status: u16, body: &'static str) -> Response<Bytes> {
    Response::builder()
        .status(status)
        .body(Bytes::from(body))
        .unwrap()
}

const LOST: Behavior = Behavior {
    reply: Reply::Lost,
    commits_after: None,
    read: Read::True,
};

fn seconds(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds)
}

/// The result, and how long it took; the write was sent once.
async fn buy(behavior: Behavior, options: CallOptions) -> (Result<u32>, Duration) {
    let (builder, log) = carrier(behavior);
    let begun = Instant::now();
    let result = builder
        .build()
        .unwrap()
        .with_options(options)
        .send(Buy::new(7_u32))
        .await;
    assert_eq!(log.lock().unwrap().writes.len(), 1);
    (result, begun.elapsed())
}

#[tokio::test(start_paused = true)]
async fn a_late_commit_within_the_window_is_found() {
    for after in [0.0, 0.5, 3.0, 8.0, 20.0] {
        let behavior = Behavior {
            commits_after: Some(seconds(after)),
            ..LOST
        };
        let (result, took) = buy(behavior, CallOptions::new()).await;
        assert_eq!(result.unwrap(), 7, "{after}");
        assert!(took <= seconds(after) + seconds(5.0), "{after}: {took:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn absence_is_proof_only_once_the_window_is_over() {
    let (result, took) = buy(LOST, CallOptions::new()).await;
    let error = result.unwrap_err();
    assert_eq!((error.applied(), took), (Applied::No, seconds(30.0)));
    assert!(
        error
            .to_string()
            .contains("30 s after the reply was lost; calling again is safe"),
        "{error}"
    );
    assert_eq!((error.attempts(), error.elapsed()), (1, took));
    assert!(error.look_ups() >= 5, "{error}");
}

/// A look-up that fails at the end of the window says nothing: as long as there is time, the carrier is asked again.
#[tokio::test(start_paused = true)]
async fn a_failed_look_up_at_the_end_of_the_window_is_not_the_last_one() {
    for (commits_after, expected) in [(Some(seconds(3.0)), Ok(7)), (None, Err(Applied::No))] {
        let behavior = Behavior {
            commits_after,
            read: Read::TrueLater,
            ..LOST
        };
        let (result, took) = buy(behavior, CallOptions::new()).await;
        assert_eq!(result.map_err(|error| error.applied()), expected);
        assert!(took >= seconds(40.0) && took <= seconds(45.0), "{took:?}");
    }
}

/// A look-up that would begin when the time is up is not begun: there is nothing to wait for.
#[tokio::test(start_paused = true)]
async fn a_window_that_ends_with_the_call_is_not_waited_for() {
    let (result, took) = buy(LOST, CallOptions::new().timeout(seconds(30.0))).await;
    let error = result.unwrap_err();
    assert_eq!(error.applied(), Applied::Unknown, "{error}");
    assert!(took < seconds(30.0), "{took:?}");
}

/// The carrier's window is an assumption: where it is too short, a longer one can be given.
#[tokio::test(start_paused = true)]
async fn a_commit_after_the_carriers_window_needs_a_longer_one() {
    let behavior = Behavior {
        commits_after: Some(seconds(40.0)),
        ..LOST
    };
    let longer = CallOptions::new().settlement_window(seconds(45.0));
    let (result, took) = buy(behavior, longer).await;
    assert_eq!(result.unwrap(), 7);
    assert!(took <= seconds(45.0));
}

#[tokio::test(start_paused = true)]
async fn out_of_time_before_the_window_is_over_means_unknown() {
    for timeout in [2.0, 10.0, 29.0] {
        let (result, took) = buy(LOST, CallOptions::new().timeout(seconds(timeout))).await;
        let error = result.unwrap_err();
        assert_eq!(error.applied(), Applied::Unknown, "{timeout}");
        assert!(took <= seconds(timeout), "{timeout}: {took:?}");
        let line = error.to_string();
        assert!(
            line.contains("nothing of it is to be seen yet, which proves nothing within 30 s"),
            "{line}"
        );
        assert!(
            line.contains("check things.get 7, or settle the same request later"),
            "{line}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_makes_a_call_longer_than_its_timeout() {
    let replies = [
        Reply::Lost,
        Reply::Never,
        Reply::Status(500),
        Reply::Status(504),
        Reply::Unreadable,
        Reply::Page,
        Reply::Status(302),
    ];
    let reads = [
        Read::True,
        Read::Never,
        Read::Status(500),
        Read::Status(404),
        Read::Other,
        Read::Status(401),
    ];
    for reply in replies {
        for read in reads {
            for timeout in [2.0, 60.0] {
                let behavior = Behavior {
                    reply,
                    read,
                    commits_after: None,
                };
                let (result, took) = buy(behavior, CallOptions::new().timeout(seconds(timeout))).await;
                let error = result.unwrap_err();
                assert!(took <= seconds(timeout), "{took:?} {error}");
                assert_eq!(error.elapsed(), took, "{error}");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_silent_carrier_leaves_the_outcome_unknown() {
    let behavior = Behavior {
        reply: Reply::Never,
        read: Read::Never,
        commits_after: None,
    };
    let (result, took) = buy(behavior, CallOptions::new()).await;
    let error = result.unwrap_err();
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::Timeout, Applied::Unknown)
    );
    assert!(took <= seconds(60.0));
}

#[tokio::test(start_paused = true)]
async fn another_record_in_its_place_is_a_conflict_after_the_window() {
    let behavior = Behavior {
        read: Read::Other,
        ..LOST
    };
    let error = buy(behavior, CallOptions::new()).await.0.unwrap_err();
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::Conflict, Applied::No)
    );
    assert_eq!(error.hint(), Some("8 is in its place"));
    let error = buy(behavior, CallOptions::new().timeout(seconds(5.0)))
        .await
        .0
        .unwrap_err();
    assert_eq!(error.applied(), Applied::Unknown);
}

#[tokio::test(start_paused = true)]
async fn an_unreadable_success_is_settled_as_well() {
    let unreadable = Behavior {
        reply: Reply::Unreadable,
        ..LOST
    };
    let committed = Behavior {
        commits_after: Some(Duration::ZERO),
        ..unreadable
    };
    assert_eq!(buy(committed, CallOptions::new()).await.0.unwrap(), 7);
    let error = buy(unreadable, CallOptions::new()).await.0.unwrap_err();
    assert_eq!(
        (error.kind(), error.applied()),
        (ErrorKind::InconsistentAnswers, Applied::Unknown)
    );
    let misplaced = Behavior {
        read: Read::Other,
        ..unreadable
    };
    let error = buy(misplaced, CallOptions::new()).await.0.unwrap_err();
    assert_eq!(error.applied(), Applied::Unknown, "{error}");
}

#[tokio::test(start_paused = true)]
async fn pages_and_redirects_are_settled_by_the_look_up_alone() {
    for reply in [Reply::Page, Reply::Status(302), Reply::Status(307)] {
        let absent = Behavior { reply, ..LOST };
        let committed = Behavior {
            commits_after: Some(seconds(3.0)),
            ..absent
        };
        assert_eq!(buy(committed, CallOptions::new()).await.0.unwrap(), 7);
        let (result, took) = buy(absent, CallOptions::new()).await;
        let error = result.unwrap_err();
        assert_eq!((error.applied(), error.attempts()), (Applied::No, 1), "{error}");
        assert_eq!(took, seconds(30.0));
    }
}

#[tokio::test(start_paused = true)]
async fn keys_that_are_refused_end_the_look_ups() {
    let behavior = Behavior {
        read: Read::Status(401),
        ..LOST
    };
    let (result, took) = buy(behavior, CallOptions::new()).await;
    let error = result.unwrap_err();
    assert_eq!(
        (error.applied(), error.look_ups(), took),
        (Applied::Unknown, 1, Duration::ZERO)
    );
    assert!(
        error.to_string().contains("the carrier could not be asked"),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_refusal_that_proves_nothing_was_done_is_not_looked_up() {
    let (builder, log) = carrier(Behavior {
        reply: Reply::Status(422),
        ..LOST
    });
    let error = builder.build().unwrap().send(Buy::new(7_u32)).await.unwrap_err();
    assert_eq!((error.applied(), error.look_ups()), (Applied::No, 0));
    assert_eq!(log.lock().unwrap().reads.len(), 0);
}

#[tokio::test(start_paused = true)]
async fn who_has_it_already_is_told_so() {
    let refused = Behavior {
        reply: Reply::Status(409),
        ..LOST
    };
    let owned = Behavior {
        commits_after: Some(Duration::ZERO),
        ..refused
    };
    let line = buy(owned, CallOptions::new()).await.0.unwrap_err().to_string();
    assert!(
        line.starts_with(
            "acme things.buy 7: it is on this account already; nothing was bought; 1 attempt, 1 look-up"
        ),
        "{line}"
    );
    let error = buy(refused, CallOptions::new()).await.0.unwrap_err();
    assert_eq!(
        (error.kind(), error.status().map(|s| s.as_u16())),
        (ErrorKind::Conflict, Some(409))
    );
}

#[tokio::test(start_paused = true)]
async fn a_call_that_no_read_settles_ends_at_once() {
    let (builder, log) = carrier(LOST);
    let builder = builder.observe(|event| {
        let looks = matches!(event.kind, EventKind::LookingUp { .. });
        assert!(!looks, "nothing to look up, but {event:?}");
    });
    let error = builder
        .build()
        .unwrap()
        .send(Message::new(7_u32))
        .await
        .unwrap_err();
    assert_eq!((error.applied(), error.look_ups()), (Applied::Unknown, 0));
    assert_eq!(error.hint(), Some("check messages.list"));
    assert_eq!(log.lock().unwrap().reads.len(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_later_process_settles_what_an_earlier_one_lost() {
    let (builder, log) = carrier(Behavior {
        commits_after: Some(seconds(8.0)),
        ..LOST
    });
    let client = builder.build().unwrap();
    let request = Buy::new(7_u32);
    let options = CallOptions::new().timeout(seconds(2.0));
    assert_eq!(
        client
            .with_options(options)
            .send(&request)
            .await
            .unwrap_err()
            .applied(),
        Applied::Unknown
    );
    assert_eq!(client.settle(&request).await.unwrap(), 7);
    assert_eq!(log.lock().unwrap().writes.len(), 1, "settling only reads");
}

#[tokio::test(start_paused = true)]
async fn settling_counts_the_window_from_the_loss() {
    let (builder, log) = carrier(LOST);
    let client = builder.build().unwrap();
    let request = Buy::new(7_u32);
    for (lost_ago, takes) in [(0.0, 30.0), (20.0, 10.0), (31.0, 0.0)] {
        // Paused time begins with the process, which an earlier loss lies before.
        tokio::time::advance(seconds(60.0)).await;
        let begun = Instant::now();
        let options = CallOptions::new().lost_ago(seconds(lost_ago));
        let error = client.settle_with(&request, options).await.unwrap_err();
        assert_eq!(
            (error.applied(), begun.elapsed()),
            (Applied::No, seconds(takes)),
            "{lost_ago}"
        );
        assert_eq!(error.attempts(), 0);
    }
    let error = client.settle(Message::new(7_u32)).await.unwrap_err();
    assert_eq!(error.applied(), Applied::Unknown);
    assert_eq!(log.lock().unwrap().writes.len(), 0);
}

#[tokio::test(start_paused = true)]
async fn the_observer_is_told_of_look_ups() {
    let (builder, _) = carrier(Behavior {
        commits_after: Some(seconds(3.0)),
        ..LOST
    });
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    let client = builder
        .observe(move |event| match event.kind {
            EventKind::LookingUp { number, .. } => {
                log.lock().unwrap().push((event.operation.name, number));
            }
            EventKind::Ended { applied, .. } => assert_eq!(applied, Applied::Yes),
            _ => {}
        })
        .build()
        .unwrap();
    client.send(Buy::new(7_u32)).await.unwrap();
    let expected = (1..=4).map(|n| ("acme.things.buy", n)).collect::<Vec<_>>();
    assert_eq!(*seen.lock().unwrap(), expected);
}

/// A hundred calls of one client whose look-ups fail: the budget of retries ends them.
#[tokio::test(start_paused = true)]
async fn failing_look_ups_draw_on_the_budget_of_retries() {
    let (builder, log) = carrier(Behavior {
        read: Read::Status(503),
        ..LOST
    });
    let client = builder.build().unwrap();
    let calls: Vec<_> = (0..200)
        .map(|_| client.clone())
        .map(|client| tokio::spawn(async move { client.send(Buy::new(7_u32)).await }))
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap_err().applied(), Applied::Unknown);
    }
    // Without a budget it would be ten look-ups for each.
    let reads = log.lock().unwrap().reads.len();
    assert!(reads <= 200 + 100 + 350, "{reads}");
}

/// No contract says that this carrier counts requests before it works on them.
#[tokio::test(start_paused = true)]
async fn a_rate_limit_that_proves_nothing_is_looked_up_and_not_sent_again() {
    let (builder, log) = carrier(Behavior {
        reply: Reply::Status(429),
        commits_after: Some(seconds(1.0)),
        read: Read::True,
    });
    let client = builder.build().unwrap();
    assert_eq!(client.send(Buy::new(7_u32)).await.unwrap(), 7);
    assert_eq!(log.lock().unwrap().writes.len(), 1);
    let error = client.send(Message::new(7_u32)).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.applied(), error.attempts()),
        (ErrorKind::RateLimited, Applied::Unknown, 1)
    );
}
