//! A worker's process: it knows the plan and the journal, and may be killed at any time.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use tokio::time::{Sleep, sleep};
use tower::retry::{Policy, RetryLayer};
use trunkline::flowroute::Flowroute;
use trunkline::provision::{
    Capabilities, Carrier, Change, Failure, FlowrouteFleet, Holding, Journal, Names, Offer, Options,
    OrderRef, Plan, Purchase, Reference, Refused, Released, Search, Slot, Written,
};
use trunkline::{Credentials, PhoneNumber, RetryPolicy, Timestamp};

use super::{Outcome, WINDOW};

const KEY: &str = "11223344";

/// What a worker knows.
#[derive(clap::Args)]
pub struct Arguments {
    #[arg(long)]
    carrier: String,
    #[arg(long)]
    journal: String,
    #[arg(long)]
    plan: PathBuf,
    /// Takes a purchase with an unknown outcome as not made, and another number in its place.
    #[arg(long)]
    without_settlement: bool,
    /// Asks no carrier: everything is done at once.
    #[arg(long)]
    instant: bool,
}

pub(super) async fn run(arguments: Arguments) -> Outcome<()> {
    let fleet = fleet(&arguments.carrier)?;
    let journal = Journal::open(&arguments.journal).await?;
    let (plan, slots) = read(&arguments.plan)?;
    let run = journal.begin(&plan, slots).await?;
    let habit = match (arguments.without_settlement, arguments.instant) {
        (true, _) => Habit::WithoutSettlement,
        (_, true) => Habit::Instant,
        _ => Habit::Usual,
    };
    let status = run.work(&Habitual { fleet, habit }, &options(), |_| {}).await?;
    let mut stdout = std::io::stdout();
    writeln!(stdout, "{}", serde_json::to_string(&status)?)?;
    writeln!(stdout, "{}", peak()?)?;
    match status.is_finished() {
        true => Ok(()),
        false => Err("something is left to do".into()),
    }
}

pub(super) fn client(carrier: &str) -> Outcome<Flowroute> {
    let retry = RetryPolicy::new()
        .initial_backoff(Duration::from_millis(5))
        .max_backoff(Duration::from_millis(100));
    Ok(
        Flowroute::builder(Credentials::new(KEY, "emulator-secret-0123456789abcdef"))
            .base_url(format!("{carrier}/flowroute"))
            .retry(retry)
            .attempt_layer(RetryLayer::new(AtOnce))
            .build()?,
    )
}

/// Repeats what was refused with 429, which means that nothing was done. The client would take the refusals for a limit of the
/// carrier, although they are drawn at random, and learn to send a call a second.
#[derive(Clone)]
struct AtOnce;

impl<E> Policy<Request<Bytes>, Response<Bytes>, E> for AtOnce {
    type Future = Sleep;

    fn retry(
        &mut self,
        _: &mut Request<Bytes>,
        result: &mut Result<Response<Bytes>, E>,
    ) -> Option<Self::Future> {
        let response = result.as_ref().ok()?;
        (response.status() == StatusCode::TOO_MANY_REQUESTS).then(|| sleep(Duration::from_millis(5)))
    }

    fn clone_request(&mut self, request: &Request<Bytes>) -> Option<Request<Bytes>> {
        Some(request.clone())
    }
}

pub(super) fn fleet(carrier: &str) -> Outcome<FlowrouteFleet> {
    Ok(FlowrouteFleet::new(client(carrier)?, KEY)
        .call_limit(WINDOW * 2)
        .settlement_window(WINDOW))
}

/// A hundred times as fast as usual.
fn options() -> Options {
    let mut options = Options::default();
    options.first_wait = Duration::from_millis(20);
    options.call_limit = WINDOW * 3;
    options.lease = WINDOW * 8;
    options.patience = Duration::from_secs(30);
    options
}

fn read(path: &PathBuf) -> Outcome<(Plan, impl Iterator<Item = Outcome<Slot>>)> {
    let mut lines = BufReader::new(File::open(path)?).lines();
    let header = lines.next().ok_or("the plan is empty")??;
    let slots = lines.map(|line| Ok(serde_json::from_str(&line?)?));
    Ok((serde_json::from_str(&header)?, slots))
}

/// The most memory that this process ever had.
fn peak() -> Outcome<String> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    Ok(line.ok_or("no VmHWM")?.trim().to_owned())
}

/// How a worker's carrier behaves.
#[derive(Clone, Copy, PartialEq)]
enum Habit {
    Usual,
    /// What a program does that knows no settlement: what it did not hear of was not bought, and another number is bought in its
    /// place.
    WithoutSettlement,
    /// No carrier is asked.
    Instant,
}

struct Habitual {
    fleet: FlowrouteFleet,
    habit: Habit,
}

impl Habitual {
    fn heard(&self, purchase: Purchase) -> Purchase {
        match (self.habit, purchase) {
            (Habit::WithoutSettlement, Purchase::Unknown(line)) => {
                Purchase::Rejected(Refused::NotForSale(line))
            }
            (_, purchase) => purchase,
        }
    }
}

impl Carrier for Habitual {
    fn capabilities(&self) -> Capabilities {
        self.fleet.capabilities()
    }

    fn account(&self) -> String {
        self.fleet.account()
    }

    async fn search(&self, search: &Search) -> Result<Vec<Offer>, Failure> {
        self.fleet.search(search).await
    }

    async fn buy(&self, number: PhoneNumber, reference: &Reference) -> Purchase {
        match self.habit {
            Habit::Instant => Purchase::Owned,
            _ => self.heard(self.fleet.buy(number, reference).await),
        }
    }

    async fn poll(&self, order: &OrderRef) -> Purchase {
        self.fleet.poll(order).await
    }

    async fn settle(&self, number: PhoneNumber, reference: &Reference, since: Timestamp) -> Purchase {
        match self.habit {
            Habit::WithoutSettlement => self.heard(Purchase::Unknown("nobody looked".to_owned())),
            _ => self.fleet.settle(number, reference, since).await,
        }
    }

    async fn holding(&self, number: PhoneNumber) -> Result<Option<Holding>, Failure> {
        self.fleet.holding(number).await
    }

    fn holdings(&self) -> impl futures_util::Stream<Item = Result<Holding, Failure>> + Send {
        self.fleet.holdings()
    }

    async fn names(&self) -> Result<Names, Failure> {
        self.fleet.names().await
    }

    async fn write(&self, number: PhoneNumber, change: &Change) -> Written {
        match self.habit {
            Habit::Instant => Written::Done,
            _ => self.fleet.write(number, change).await,
        }
    }

    async fn release(&self, number: PhoneNumber) -> Released {
        self.fleet.release(number).await
    }
}
