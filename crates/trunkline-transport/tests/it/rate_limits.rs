//! Rate limits: learned from refusals, and shared by a file.

use std::fs::File;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use tokio::time::Instant;
use trunkline_core::ErrorKind;
use trunkline_testkit::script::{Answer, Carrier, response};
use trunkline_transport::{CallOptions, Client, ClientBuilder, RateLimits, TurnsInFile};

use crate::support::calls::{Buy, Show};

fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

fn client(carrier: &Carrier) -> ClientBuilder {
    Client::builder("https://a.example").service(carrier.clone())
}

/// When a call came, and whether it was let through.
type Log = Arc<Mutex<Vec<(Instant, bool)>>>;

/// Refuses what is more than `per_second`, after a burst of as many, and never says how many that is.
fn hidden_bucket(per_second: u32) -> (Carrier, Log) {
    let log = Log::default();
    let seen = Arc::clone(&log);
    let full = 1000 * u128::from(per_second);
    let bucket = Mutex::new((Instant::now(), full));
    let carrier = Carrier::by(move |_, _| {
        let now = Instant::now();
        let (since, tokens) = &mut *bucket.lock().unwrap();
        let flown = now.duration_since(*since).as_millis() * u128::from(per_second);
        (*since, *tokens) = (now, full.min(*tokens + flown));
        let passes = *tokens >= 1000;
        *tokens -= if passes { 1000 } else { 0 };
        seen.lock().unwrap().push((now, passes));
        Answer::After(ms(30), response(if passes { 200 } else { 429 }, "ok"))
    });
    (carrier, log)
}

/// Sends one call after the other from each of `workers`, for so many seconds.
async fn work(client: &Client, workers: usize, seconds: u64) {
    let end = Instant::now() + Duration::from_secs(seconds);
    let workers: Vec<_> = (0..workers)
        .map(|_| client.clone())
        .map(|client| {
            tokio::spawn(async move {
                while Instant::now() < end {
                    client.send(&Show).await.unwrap();
                }
            })
        })
        .collect();
    for worker in workers {
        worker.await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_hidden_limit_is_learned_and_used() {
    let begun = Instant::now();
    let (carrier, log) = hidden_bucket(20);
    work(&client(&carrier).build().unwrap(), 50, 180).await;
    let log = log.lock().unwrap();
    let settled = |at: &Instant| (60..180).contains(&at.duration_since(begun).as_secs());
    let count = |passes| {
        log.iter()
            .filter(|(at, passed)| settled(at) && *passed == passes)
            .count()
    };
    let (passed, refused) = (count(true), count(false));
    assert!(passed >= 20 * 120 * 9 / 10, "{passed} of 2400, {refused} refused");
    assert!(
        refused * 50 < passed + refused,
        "{refused} refused, {passed} passed"
    );
    assert!(refused > 0, "the limit was never reached");
}

#[tokio::test(start_paused = true)]
async fn a_given_limit_is_never_exceeded_but_can_prove_too_high() {
    let (carrier, log) = hidden_bucket(4);
    let limits = RateLimits::none().limit("acme.", 5);
    work(&client(&carrier).rate_limits(limits).build().unwrap(), 10, 60).await;
    let log = log.lock().unwrap();
    for pair in log.windows(2) {
        assert!(pair[1].0 - pair[0].0 >= ms(200), "faster than five a second");
    }
    let refused = log.iter().filter(|(_, passes)| !passes).count();
    assert!((1..20).contains(&refused), "{refused} of {} refused", log.len());
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_the_carrier_asks_for_holds_all_calls_of_the_class_up() {
    let carrier = Carrier::default()
        .on(
            "GET",
            [
                Answer::with(429, &[("retry-after", "5")], ""),
                Answer::new(200, "ok"),
            ],
        )
        .on("POST", [Answer::new(201, "ok")]);
    let client = client(&carrier).build().unwrap();
    let first = client.with_options(CallOptions::new().no_retry());
    first.send(&Show).await.unwrap_err();
    // Another clone; and one with less time than that.
    client.clone().send(&Buy).await.unwrap();
    let hasty = client.with_options(CallOptions::new().timeout(ms(4000)));
    let error = hasty.send(&Show).await.unwrap_err();
    assert_eq!((error.kind(), error.elapsed()), (ErrorKind::RateLimited, ms(0)));
    client.clone().send(&Show).await.unwrap();
    assert_eq!(carrier.times(), [0, 0, 5000].map(ms));
}

#[tokio::test(start_paused = true)]
async fn a_wait_without_end_ends() {
    let headers = &[("retry-after", "99999999999999999999")];
    let carrier = Carrier::new([Answer::with(429, headers, ""), Answer::new(200, "ok")]);
    let client = client(&carrier).build().unwrap();
    client.send(&Show).await.unwrap_err();
    let patient = client.with_options(CallOptions::new().timeout(Duration::from_secs(700)));
    patient.send(&Show).await.unwrap();
    assert_eq!(carrier.times(), [0, 600_000].map(ms));
}

/// A file of this test alone.
fn file(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
    let _ = std::fs::remove_file(&path);
    path
}

/// Wall time that follows the paused time.
fn turns(path: &PathBuf, begun: Instant) -> TurnsInFile {
    TurnsInFile::new(path).clock(move || UNIX_EPOCH + Duration::from_secs(1_795_168_800) + begun.elapsed())
}

#[tokio::test(start_paused = true)]
async fn clients_that_know_nothing_of_each_other_take_turns_in_a_file() {
    let (path, begun) = (file("turns"), Instant::now());
    let carrier = Carrier::new([Answer::new(200, "ok")]);
    let clients: Vec<_> = (0..8)
        .map(|_| client(&carrier).rate_limits(RateLimits::none().limit("acme.", 5)))
        .map(|client| client.shared_turns(turns(&path, begun)).build().unwrap())
        .collect();
    let calls: Vec<_> = (0..40)
        .zip(clients.iter().cycle().cloned())
        .map(|(_, client)| tokio::spawn(async move { client.send(&Show).await }))
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    let times = carrier.times();
    assert_eq!(times.len(), 40);
    assert!(
        times.windows(2).all(|pair| pair[1] - pair[0] >= ms(200)),
        "{times:?}"
    );
    assert!(times[39] < ms(39 * 206), "no turn is left unused: {times:?}");
    std::fs::remove_file(path).unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_one_client_is_asked_for_holds_the_others_up() {
    let (path, begun) = (file("pause"), Instant::now());
    let asked = Answer::with(429, &[("retry-after", "7")], "");
    let carrier = Carrier::new([asked, Answer::new(200, "ok")]);
    let client = || {
        client(&carrier)
            .rate_limits(RateLimits::none().limit("acme.", 5))
            .shared_turns(turns(&path, begun))
            .build()
            .unwrap()
    };
    let once = CallOptions::new().no_retry();
    client().with_options(once).send(&Show).await.unwrap_err();
    client().send(&Show).await.unwrap();
    assert_eq!(carrier.times(), [0, 7000].map(ms));
    std::fs::remove_file(path).unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_file_that_is_damaged_stale_or_locked_blocks_nobody() {
    let (path, begun) = (file("broken"), Instant::now());
    let carrier = Carrier::new([Answer::new(200, "ok")]);
    let client = client(&carrier)
        .rate_limits(RateLimits::none().limit("acme.", 1000))
        .shared_turns(turns(&path, begun))
        .build()
        .unwrap();
    // Nonsense, no text, and a turn a year ahead.
    for content in [
        b"\0\0\xff garbage\nacme. acme.\n".as_slice(),
        &[0xff; 100_000],
        b"1826704800000000 acme.\n18446744073709551615 acme.\n",
    ] {
        std::fs::write(&path, content).unwrap();
        let before = Instant::now();
        client.send(&Show).await.unwrap();
        assert_eq!(before.elapsed(), ms(0));
        let kept = std::fs::read_to_string(&path).unwrap();
        assert_eq!(kept.lines().count(), 1, "{kept}");
        tokio::time::sleep(ms(10)).await;
    }
    // Somebody who never unlocks it.
    let locked = File::open(&path).unwrap();
    locked.lock().unwrap();
    let before = Instant::now();
    client.send(&Show).await.unwrap();
    assert!(
        (ms(1)..ms(2000)).contains(&before.elapsed()),
        "{:?}",
        before.elapsed()
    );
    locked.unlock().unwrap();
    // A folder that is not there.
    let nowhere = turns(&path.join("nowhere"), begun);
    let limits = RateLimits::none().limit("acme.", 5).shared(nowhere);
    let client = Client::builder("https://a.example")
        .service(carrier.clone())
        .rate_limits(limits);
    client.build().unwrap().send(&Show).await.unwrap();
    std::fs::remove_file(path).unwrap();
}
