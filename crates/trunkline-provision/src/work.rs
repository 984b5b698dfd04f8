//! Working: so many slots at once, in one task, which may be dropped at any time.

mod drive;
mod keeper;
mod next;
mod queue;
mod stand_ins;

use futures_util::future::try_join_all;
use tokio::sync::mpsc;

use crate::journal::{Journal, JournalError};
use crate::progress::Progress;
use crate::run::Options;
use crate::{Capabilities, Carrier};
use drive::drive;
use keeper::Keeper;
use queue::Queue;
use stand_ins::StandIns;

/// What all slots of one worker share.
struct Shared<'a, C> {
    run: &'a str,
    carrier: &'a C,
    capabilities: Capabilities,
    options: &'a Options,
    observer: &'a (dyn Fn(&Progress) + Send + Sync),
    orders: mpsc::Sender<keeper::Request>,
    stand_ins: StandIns,
}

pub(crate) async fn work<C: Carrier>(
    journal: &Journal,
    run: &str,
    carrier: &C,
    options: &Options,
    observer: &(dyn Fn(&Progress) + Send + Sync),
) -> Result<(), JournalError> {
    let concurrency = options.concurrency.max(1);
    let (orders, requests) = mpsc::channel(concurrency);
    let shared = Shared {
        run,
        carrier,
        capabilities: carrier.capabilities(),
        options,
        observer,
        orders,
        stand_ins: StandIns::default(),
    };
    let queue = Queue::new(journal, run, options);
    let workers = try_join_all((0..concurrency).map(|_| one_by_one(&queue, &shared)));
    tokio::select! {
        ended = workers => ended.map(drop),
        ended = Keeper::new(journal, run, options.lease, requests).keep() => ended,
    }
}

async fn one_by_one<C: Carrier>(queue: &Queue<'_>, shared: &Shared<'_, C>) -> Result<(), JournalError> {
    while let Some(claim) = queue.next().await? {
        match drive(shared, claim).await {
            // The slot stays as it was written down last, and is settled when its lease is over. The queue finds out whether the
            // journal answers again.
            Err(error) if error.is_passing() => {}
            ended => ended?,
        }
    }
    Ok(())
}
