//! Calls that are dropped, at every point where they wait.

use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;

use tokio::time::Instant;
use trunkline::flowroute::cnam::CreateCnam;
use trunkline::flowroute::e911::{Address, CreateE911};
use trunkline::flowroute::messages::SendMessage;
use trunkline::flowroute::numbers::Purchase;
use trunkline::flowroute::routes::{CreateRoute, RouteTarget};
use trunkline::flowroute::{Credentials, Flowroute};
use trunkline::{Applied, CallOptions, Client, Effect, Endpoint, PhoneNumber, Region};
use trunkline_emulator::{Emulator, Fault, FaultBuilder};
use trunkline_tests::soak::{Scene, Setup, account, scenes};

/// Polls `future` at most `polls` times, then drops it. `None` if it was not ready by then.
async fn dropped_after<F: Future + Unpin>(mut future: F, polls: u32) -> Option<F::Output> {
    let mut polled = 0;
    poll_fn(|context| {
        polled += 1;
        match std::pin::Pin::new(&mut future).poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending if polled >= polls => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

/// What goes wrong with the write, so that the call waits wherever it can: for a slow answer, to send again, to look up, for
/// an outcome that comes late. Every read is slow.
const TROUBLES: &[fn(FaultBuilder) -> Fault] = &[
    |write| write.delay_before(seconds(1.0)),
    |write| write.first().commit_then_drop(),
    |write| write.first().commit_late(seconds(8.0)),
    |write| write.first().too_many_requests(Some("2")),
    |write| write.first().drop_before(),
];

/// Makes this trouble for `write`.
fn trouble(emulator: &Emulator, write: &str, trouble: fn(FaultBuilder) -> Fault) {
    emulator.fault(trouble(Fault::on(write)));
    emulator.fault(Fault::on("*").delay(seconds(0.2)));
}

fn seconds(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds)
}

/// For every writing operation, every trouble, and every poll: after the drop nothing is sent any more, the call was carried
/// out once or not at all, and the next call of the same client, which may have one attempt under way, need not wait for it.
#[tokio::test(start_paused = true)]
async fn a_dropped_call_leaves_nothing_behind() {
    let setup = Setup {
        max_concurrency: 1,
        ..Setup::default()
    };
    let mut drops = 0;
    for scene in scenes().await.unwrap() {
        for kind in TROUBLES {
            for polls in 1.. {
                let emulator = scene.emulator(false).await.unwrap();
                trouble(&emulator, scene.operation.name, *kind);
                let call = scene.cast(&emulator, &setup).unwrap();
                if dropped_after(call(), polls).await.is_some() {
                    break;
                }
                drops += 1;
                nothing_is_left(&scene, &emulator, polls).await;

                emulator.clear_faults();
                let begun = Instant::now();
                let _done_or_refused = call().await;
                // A message waits for its turn after the one that was sent.
                assert!(
                    begun.elapsed() <= seconds(0.25),
                    "{scene:?}, {polls}: {:?}",
                    begun.elapsed()
                );
            }
        }
    }
    println!("{drops} drops");
    assert!(drops > 500, "{drops}");
}

async fn nothing_is_left(scene: &Scene, emulator: &Emulator, polls: u32) {
    let name = scene.operation.name;
    let arrived = emulator.requests().len();
    tokio::time::sleep(seconds(61.0)).await;
    let requests = emulator.requests();
    assert_eq!(
        requests.len(),
        arrived,
        "{name}, {polls}: it was sent again after it was dropped"
    );
    let writes = requests.iter().filter(|request| request.operation == Some(name));
    let commits = writes.filter(|request| request.committed).count();
    assert!(
        scene.operation.effect != Effect::Once || commits <= 1,
        "{name}, {polls}: {commits}"
    );
    scene
        .done(&account(emulator))
        .unwrap_or_else(|text| panic!("{name}, {polls}: {text}"));
    assert_eq!(emulator.audit().violations(), [""; 0], "{name}, {polls}");
}

/// Whoever comes back after the drop is told the truth by `settle`.
#[tokio::test(start_paused = true)]
async fn a_dropped_call_is_settled_later() {
    let number: PhoneNumber = "+12064205780".parse().unwrap();
    let address = Address::new("HQ")
        .name("Ada", "Lovelace")
        .street("1218", "3rd Ave")
        .city("Seattle", Region::WA, "98101");
    settled_later(Purchase::new(number)).await;
    settled_later(CreateRoute::new(
        "dropped",
        RouteTarget::host("sip.example.net").unwrap(),
    ))
    .await;
    settled_later(CreateE911::new(address)).await;
    settled_later(CreateCnam::new("DROPPED INC")).await;
}

async fn settled_later<E: Endpoint + Clone>(request: E) {
    let name = E::OPERATION.name;
    let mut answers = (0, 0);
    for kind in TROUBLES {
        for polls in 1.. {
            let emulator = Emulator::builder().stock_size(1_000).build().unwrap();
            let client = flowroute(&emulator);
            trouble(&emulator, name, *kind);
            if dropped_after(Box::pin(client.send(&request)), polls)
                .await
                .is_some()
            {
                break;
            }
            emulator.clear_faults();
            let settled = client.settle(&request).await;
            let committed = emulator.requests().iter().any(|request| request.committed);
            match settled {
                Ok(_) => answers.0 += 1,
                Err(error) => {
                    assert_eq!(
                        (error.applied(), committed),
                        (Applied::No, false),
                        "{polls}: {error}"
                    );
                    answers.1 += 1;
                    continue;
                }
            }
            assert!(committed, "{name}, {polls}: settled as done");
        }
    }
    assert!(answers.0 > 10 && answers.1 > 3, "{name}: {answers:?}");
}

fn flowroute(emulator: &Emulator) -> Client {
    let keys = Credentials::new("11223344", "emulator-secret-0123456789abcdef");
    let builder = Flowroute::builder(keys).service(emulator.service());
    builder.build().unwrap().client().clone()
}

/// Messages that were dropped while they waited for their turn give it back.
#[tokio::test(start_paused = true)]
async fn dropped_messages_do_not_hold_up_the_next_one() {
    let emulator = Emulator::builder().rate_limits(None, None).build().unwrap();
    let client = flowroute(&emulator);
    let message = SendMessage::sms(
        "+12012673227".parse::<PhoneNumber>().unwrap(),
        "+12065550142".parse::<PhoneNumber>().unwrap(),
        "hello",
    );
    let mut waiting: Vec<_> = (0..300).map(|_| Box::pin(client.send(&message))).collect();
    for send in &mut waiting {
        assert!(dropped_after(send, 1).await.is_none_or(|sent| sent.is_ok()));
    }
    drop(waiting);
    let begun = Instant::now();
    let limit = CallOptions::new().timeout(seconds(5.0));
    client.send_with(&message, limit).await.unwrap();
    assert!(begun.elapsed() <= seconds(0.4), "{:?}", begun.elapsed());
}
