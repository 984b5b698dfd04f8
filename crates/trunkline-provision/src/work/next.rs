//! What follows from what the carrier said. Nothing is sent or written here.

use std::time::Duration;

use crate::carrier::{Purchase, Refused, Released, Written};
use crate::item::{Item, Standing};
use crate::run::Options;
use crate::{Capabilities, OrderRef};

/// What follows.
#[derive(Debug, PartialEq)]
pub(super) enum Next {
    /// On with it.
    Go(Item),
    /// Again later.
    Leave(Item, Duration),
    /// The number is certainly not to be had: another one takes its place, if the plan allows.
    Replace(Item, String),
    /// The carrier refuses everything.
    Stop(Item, String),
}

/// What the decision depends on besides the answer.
pub(super) struct Circumstances<'a> {
    pub(super) options: &'a Options,
    pub(super) capabilities: &'a Capabilities,
    /// Now, by the clock of the journal.
    pub(super) now: i64,
    /// How long ago the purchase was last certainly under way.
    pub(super) age: Duration,
}

/// The longest wait between two tries: longer than anybody's patience, so that a run ends whose slots all fail.
const LONGEST_WAIT: Duration = Duration::from_secs(600);

impl Circumstances<'_> {
    /// After the answer to a purchase that was just sent.
    pub(super) fn bought(&self, item: &Item, answer: Purchase) -> Next {
        match answer {
            // Somebody of ours may have bought it: a worker that was thought dead, or an earlier try. The first try cannot have been
            // overtaken.
            Purchase::Rejected(Refused::NotForSale(line)) if item.tries > 1 => self.park(item, line),
            Purchase::Unknown(line) => self.park(item, line),
            answer => self.answered(item, answer),
        }
    }

    /// After looking up a purchase.
    pub(super) fn looked_up(&self, item: &Item, answer: Purchase) -> Next {
        match answer {
            Purchase::Unknown(line) => {
                let mut item = item.told(Standing::Parked, line);
                item.attempts += 1;
                let rest = self.capabilities.settlement_window.saturating_sub(self.age);
                let wait = match rest.is_zero() {
                    true => self.backoff(item.attempts),
                    // Once soon, because it mostly shows at once, and then when an absence is proof.
                    false if item.attempts == 1 => self.options.first_wait.min(rest),
                    false => rest,
                };
                Next::Leave(item, wait + Duration::from_millis(1))
            }
            answer => self.answered(item, answer),
        }
    }

    /// After asking for an order.
    pub(super) fn looked_up_order(&self, item: &Item, answer: Purchase) -> Next {
        match answer {
            Purchase::Unknown(line) => {
                let mut item = item.told(Standing::Pending, line);
                item.attempts += 1;
                let wait = self.backoff(item.attempts);
                Next::Leave(item, wait)
            }
            answer => self.answered(item, answer),
        }
    }

    /// A purchase that may be under way: its outcome counts from now on.
    pub(super) fn park(&self, item: &Item, line: String) -> Next {
        let mut item = item.told(Standing::Parked, line);
        item.since = self.now;
        item.attempts = 0;
        Next::Leave(item, Duration::ZERO)
    }

    fn answered(&self, item: &Item, answer: Purchase) -> Next {
        match answer {
            Purchase::Owned => Next::Go(item.advanced()),
            Purchase::Pending(OrderRef(order)) => {
                let mut item = item.told(Standing::Pending, String::new());
                item.order = order;
                item.since = self.now;
                let wait = self.capabilities.poll_every;
                Next::Leave(item, wait.unwrap_or(self.options.first_wait))
            }
            Purchase::Rejected(refused) => self.refused(item, refused),
            Purchase::Unknown(line) => self.park(item, line),
        }
    }

    /// After a setting.
    pub(super) fn written(&self, item: &Item, answer: Written) -> Next {
        match answer {
            Written::Done => Next::Go(item.advanced()),
            Written::Refused(refused) => self.refused(item, refused),
            Written::Unknown(line) => self.again(item, line),
        }
    }

    /// After giving a number back; doing that again is safe.
    pub(super) fn released(&self, item: &Item, answer: Released) -> Next {
        match answer {
            Released::Released | Released::AlreadyGone => Next::Go(item.advanced()),
            Released::Refused(refused) => self.refused(item, refused),
            Released::Unknown(line) => self.again(item, line),
        }
    }

    fn refused(&self, item: &Item, refused: Refused) -> Next {
        match refused {
            Refused::NotForSale(line) if item.is_purchase() => Next::Replace(item.clone(), line),
            Refused::NoMoney(line) | Refused::NotAllowed(line) => {
                Next::Stop(item.told(Standing::Open, line.clone()), line)
            }
            Refused::Busy(line) => self.again(item, line),
            Refused::NotForSale(line) | Refused::Other(line) => {
                Next::Leave(item.told(Standing::GivenUp, line), Duration::ZERO)
            }
        }
    }

    /// Nothing was done, or doing it again is safe. However often: a carrier that is down for an hour is no reason to give a
    /// slot up.
    pub(super) fn again(&self, item: &Item, line: String) -> Next {
        let item = item.reopened(line);
        let wait = self.backoff(item.attempts);
        Next::Leave(item, wait)
    }

    /// Doubles each time.
    pub(super) fn backoff(&self, attempts: u32) -> Duration {
        let doublings = attempts.saturating_sub(1).min(16);
        self.options
            .first_wait
            .saturating_mul(1 << doublings)
            .min(LONGEST_WAIT)
    }
}
