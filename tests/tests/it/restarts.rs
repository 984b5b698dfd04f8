//! Servers that restart, connections that die, runtimes that end, and two who want the same number: over sockets.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use trunkline::flowroute::numbers::Purchase;
use trunkline::flowroute::{Credentials, Flowroute};
use trunkline::{Applied, CallOptions, PhoneNumber, Result};
use trunkline_emulator::{Emulator, Fault};

fn number() -> PhoneNumber {
    "+12064205780".parse().unwrap()
}

fn flowroute(emulator: &Emulator) -> Flowroute {
    let keys = Credentials::new("11223344", "emulator-secret-0123456789abcdef");
    let builder = Flowroute::builder(keys).base_url(emulator.flowroute_url());
    builder.build().unwrap()
}

/// A file that is gone when the test is over.
struct State(PathBuf);

impl State {
    fn new(name: &str) -> Self {
        let file = format!("trunkline-restarts-{name}-{}.json", std::process::id());
        Self(std::env::temp_dir().join(file))
    }

    /// An emulator that goes on where the one before it stopped.
    async fn start(&self, address: Option<SocketAddr>) -> Emulator {
        let builder = Emulator::builder().stock_size(1_000).state_file(&self.0);
        let listening = match address {
            Some(address) => builder.listen(address),
            None => builder,
        };
        listening.start().await.unwrap()
    }

    async fn restart(&self, emulator: Emulator) -> Emulator {
        let address = emulator.listen_addr();
        emulator.stop().await.unwrap();
        self.start(address).await
    }
}

impl Drop for State {
    fn drop(&mut self) {
        // It may never have been written.
        drop(std::fs::remove_file(&self.0));
    }
}

/// The purchase is carried out, its answer hangs, the server restarts: the client finds the number on the account.
#[tokio::test]
async fn a_server_that_restarts_during_a_purchase() {
    let state = State::new("during");
    let emulator = state.start(None).await;
    emulator.fault(Fault::on("numbers.purchase").commit_then_hang());
    let client = flowroute(&emulator);
    let buying = tokio::spawn(async move { client.numbers().purchase(number()).await });
    while emulator.audit().purchases(number()) == 0 {
        tokio::task::yield_now().await;
    }
    let emulator = state.restart(emulator).await;
    assert_eq!(buying.await.unwrap().unwrap().number, number());
    assert_eq!(emulator.audit().purchases(number()), 1);
}

/// Kept connections that have died meanwhile cost neither a call nor a second purchase.
#[tokio::test]
async fn connections_that_die_between_two_calls() {
    let state = State::new("between");
    let mut emulator = state.start(None).await;
    let client = flowroute(&emulator);
    for last in 0..5 {
        let number: PhoneNumber = format!("+1206420578{last}").parse().unwrap();
        client.numbers().purchase(number).await.unwrap();
        emulator = state.restart(emulator).await;
        assert_eq!(client.numbers().get(number).await.unwrap().number, number);
        emulator = state.restart(emulator).await;
        assert_eq!(emulator.audit().purchases(number), 1);
    }
}

/// A runtime that ends during a purchase takes the call with it; another one settles it with the same client.
#[test]
fn a_runtime_that_ends_during_a_purchase() {
    let runtime = || tokio::runtime::Runtime::new().unwrap();
    let servers = runtime();
    let emulator = servers.block_on(Emulator::start()).unwrap();
    let client = flowroute(&emulator);
    emulator.fault(Fault::on("numbers.purchase").commit_then_hang());
    let first = runtime();
    first.spawn({
        let client = client.clone();
        async move { client.numbers().purchase(number()).await }
    });
    while emulator.audit().purchases(number()) == 0 {
        std::thread::yield_now();
    }
    first.shutdown_background();
    let settled = runtime().block_on(client.settle(Purchase::new(number())));
    assert_eq!(settled.unwrap().number, number());
    assert_eq!(emulator.audit().purchases(number()), 1);
}

/// Two clients in runtimes of their own want the same number, and every reply is lost: it is bought once, and nobody is told
/// that it is not.
#[test]
fn two_runtimes_that_want_the_same_number() {
    let servers = tokio::runtime::Runtime::new().unwrap();
    let emulator = servers.block_on(Emulator::start()).unwrap();
    emulator.fault(Fault::on("numbers.purchase").commit_then_drop());
    for last in 0..10 {
        let number: PhoneNumber = format!("+1206420578{last}").parse().unwrap();
        let buyers = [flowroute(&emulator), flowroute(&emulator)];
        let told: Vec<Result<_>> = std::thread::scope(|scope| {
            let buy = |client: Flowroute| {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
                runtime.unwrap().block_on(client.numbers().purchase(number))
            };
            let buying = buyers.map(|client| scope.spawn(move || buy(client)));
            buying.into_iter().map(|buyer| buyer.join().unwrap()).collect()
        });
        assert_eq!(emulator.audit().purchases(number), 1);
        assert!(told.iter().any(Result::is_ok), "{told:?}");
    }
    assert_eq!(emulator.audit().violations(), [""; 0]);
}

/// Out of time, the outcome is unknown; the same request settles it when the server is back.
#[tokio::test]
async fn a_server_that_is_away_for_longer_than_the_call() {
    let state = State::new("away");
    let emulator = state.start(None).await;
    let address = emulator.listen_addr();
    emulator.fault(Fault::on("numbers.purchase").commit_then_drop());
    emulator.fault(Fault::on("numbers.get").hang_before());
    let client = flowroute(&emulator);
    let hasty = CallOptions::new().timeout(Duration::from_millis(300));
    let error = client
        .with_options(hasty)
        .numbers()
        .purchase(number())
        .await
        .unwrap_err();
    assert_eq!(error.applied(), Applied::Unknown, "{error}");
    emulator.stop().await.unwrap();
    let emulator = state.start(address).await;
    let settled = client.settle(Purchase::new(number())).await;
    assert_eq!(settled.unwrap().number, number());
    assert_eq!(emulator.audit().purchases(number()), 1);
}
