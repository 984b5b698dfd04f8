//! One hand writes: what many slots have to write down at the same time goes into one transaction.

use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

use crate::journal::{Journal, JournalError, Order, Saved};

/// How many orders one transaction takes at most.
const GROUP: usize = 128;

type Reply = Result<Option<Saved>, JournalError>;

/// An order, and who waits for it.
pub(super) struct Request {
    order: Order,
    reply: oneshot::Sender<Reply>,
}

pub(super) struct Keeper<'a> {
    journal: &'a Journal,
    run: &'a str,
    lease: Duration,
    requests: mpsc::Receiver<Request>,
}

impl<'a> Keeper<'a> {
    pub(super) fn new(
        journal: &'a Journal,
        run: &'a str,
        lease: Duration,
        requests: mpsc::Receiver<Request>,
    ) -> Self {
        Self {
            journal,
            run,
            lease,
            requests,
        }
    }

    async fn save(&self, orders: Vec<Order>) -> Result<Vec<Option<Saved>>, JournalError> {
        Ok(self.journal.save(self.run, self.lease, orders).await?)
    }

    /// Writes until nobody can ask any more.
    pub(super) async fn keep(mut self) -> Result<(), JournalError> {
        let mut group = Vec::with_capacity(GROUP);
        while self.requests.recv_many(&mut group, GROUP).await > 0 {
            let (orders, replies): (Vec<_>, Vec<_>) = group
                .drain(..)
                .map(|request| (request.order, request.reply))
                .unzip();
            let replied: Vec<Reply> = match self.save(orders).await {
                Ok(saved) => saved.into_iter().map(Ok).collect(),
                Err(error) => replies.iter().map(|_| Err(error.clone())).collect(),
            };
            for (reply, result) in replies.into_iter().zip(replied) {
                // Whoever does not wait any more has been dropped.
                let _ = reply.send(result);
            }
        }
        Ok(())
    }
}

/// Has an order written down.
pub(super) async fn write(orders: &mpsc::Sender<Request>, order: Order) -> Reply {
    let (reply, written) = oneshot::channel();
    let gone = || JournalError::unreadable("keeper", "it is gone");
    orders.send(Request { order, reply }).await.map_err(|_| gone())?;
    written.await.map_err(|_| gone())?
}
