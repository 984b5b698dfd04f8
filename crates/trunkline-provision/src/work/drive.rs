//! One slot, as far as it goes without waiting: each step is written down, then sent, then its outcome is written down.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::time::{Instant, timeout};
use trunkline_core::{PhoneNumber, Timestamp};

use super::next::{Circumstances, Next};
use super::{Shared, keeper};
use crate::carrier::{OrderRef, Purchase, Reference, Released, Written};
use crate::item::{Costs, Item, Standing};
use crate::journal::{Claim, JournalError, Order, What};
use crate::progress::{Event, Progress, Tally};
use crate::{Action, Carrier, Change};

/// How many pages of offers are read at most for one stand-in.
const PAGES: usize = 1000;

/// Drives `claim` until it is finished, has to wait, or is another worker's.
pub(super) async fn drive<C: Carrier>(shared: &Shared<'_, C>, claim: Claim) -> Result<(), JournalError> {
    // What another worker, or an earlier process, has begun and not ended.
    let mut going = match claim.item.standing {
        Standing::Intent if claim.item.is_purchase() => {
            let line = "the worker that was to buy it did not tell what came of it".to_owned();
            let next = shared.circumstances(&claim).park(&claim.item, line);
            shared.write(claim, next).await?
        }
        _ => Some(claim),
    };
    while let Some(claim) = going {
        if !claim.lasts(shared) {
            return Ok(());
        }
        let next = shared.step(&claim).await;
        going = shared.conclude(claim, next).await?;
    }
    Ok(())
}

impl Claim {
    /// Whether what is sent now has ended before the lease: afterwards, somebody else may act.
    fn lasts<C>(&self, shared: &Shared<'_, C>) -> bool {
        Instant::now() + shared.options.call_limit < self.lease_ends
    }
}

impl<C: Carrier> Shared<'_, C> {
    fn circumstances(&self, claim: &Claim) -> Circumstances<'_> {
        let age = claim.age(claim.item.since);
        let (then, read) = claim.clock;
        let passed = i64::try_from(read.elapsed().as_millis()).unwrap_or(i64::MAX);
        Circumstances {
            options: self.options,
            capabilities: &self.capabilities,
            now: then.saturating_add(passed),
            age,
        }
    }

    /// Does what the item stands at. An [`Open`](Standing::Open) one is only declared.
    async fn step(&self, claim: &Claim) -> Next {
        let item = &claim.item;
        match (item.standing, &item.action, item.change()) {
            (Standing::Open, ..) => Next::Go(item.begun(self.run)),
            (Standing::Pending, ..) => {
                let answer = self.poll(item).await;
                self.circumstances(claim).looked_up_order(item, answer)
            }
            (Standing::Parked, ..) => {
                let answer = self.settle(claim).await;
                self.circumstances(claim).looked_up(item, answer)
            }
            (_, _, Some(change)) => {
                let answer = self.set(item, change).await;
                self.circumstances(claim).written(item, answer)
            }
            (_, Action::Release, None) => {
                let answer = self.release(item).await;
                self.circumstances(claim).released(item, answer)
            }
            (_, _, None) => {
                let answer = self.buy(item).await;
                self.circumstances(claim).bought(item, answer)
            }
        }
    }

    async fn buy(&self, item: &Item) -> Purchase {
        let reference = Reference(item.reference.clone());
        timeout(self.options.call_limit, self.carrier.buy(item.number, &reference))
            .await
            .unwrap_or_else(|_| Purchase::Unknown(self.no_answer()))
    }

    async fn poll(&self, item: &Item) -> Purchase {
        let order = OrderRef(item.order.clone());
        timeout(self.options.call_limit, self.carrier.poll(&order))
            .await
            .unwrap_or_else(|_| Purchase::Unknown(self.no_answer()))
    }

    async fn settle(&self, claim: &Claim) -> Purchase {
        let item = &claim.item;
        let reference = Reference(item.reference.clone());
        // By this machine's clock, which the carrier's adapter has.
        let since = SystemTime::now()
            .checked_sub(claim.age(item.since))
            .and_then(|since| since.duration_since(UNIX_EPOCH).ok())
            .and_then(|since| i64::try_from(since.as_millis()).ok())
            .and_then(Timestamp::from_unix_millis);
        let Some(since) = since else {
            return Purchase::Unknown("this machine's clock is wrong: set it, and work again".to_owned());
        };
        timeout(
            self.options.call_limit,
            self.carrier.settle(item.number, &reference, since),
        )
        .await
        .unwrap_or_else(|_| Purchase::Unknown(self.no_answer()))
    }

    async fn set(&self, item: &Item, change: &Change) -> Written {
        timeout(self.options.call_limit, self.carrier.write(item.number, change))
            .await
            .unwrap_or_else(|_| Written::Unknown(self.no_answer()))
    }

    async fn release(&self, item: &Item) -> Released {
        timeout(self.options.call_limit, self.carrier.release(item.number))
            .await
            .unwrap_or_else(|_| Released::Unknown(self.no_answer()))
    }

    fn no_answer(&self) -> String {
        format!("no answer within {:?}", self.options.call_limit)
    }

    async fn conclude(&self, claim: Claim, next: Next) -> Result<Option<Claim>, JournalError> {
        match next {
            Next::Replace(item, line) => self.replace(claim, &item, line).await,
            next => self.write(claim, next).await,
        }
    }

    /// Looks for a stand-in, as the plan allows; gives the slot up if there is none.
    async fn replace(
        &self,
        mut claim: Claim,
        item: &Item,
        line: String,
    ) -> Result<Option<Claim>, JournalError> {
        let number = item.number;
        let Action::Buy {
            substitutes,
            max_setup,
            max_monthly,
            ..
        } = &item.action
        else {
            return Ok(None);
        };
        let ceiling = Costs::of(*max_setup, *max_monthly).unwrap_or_default();
        for search in substitutes {
            let mut ends = 0;
            for _ in 0..PAGES {
                let page = match self.stand_ins.page(self.carrier, search).await {
                    Ok(page) => page,
                    Err(failure) => return self.search_later(claim, item, failure.line).await,
                };
                let offers: Vec<_> = page
                    .offers
                    .iter()
                    .filter_map(|offer| Some((offer.number, Costs::of(offer.setup?, offer.monthly?)?)))
                    .filter(|(_, costs)| costs.within(ceiling))
                    .collect();
                if !offers.is_empty() {
                    let what = What::Replace(item.clone(), offers);
                    let Some(replaced) = self.order(claim, what, Some(number)).await? else {
                        return Ok(None);
                    };
                    if replaced.item.number != number {
                        self.stand_ins.gone(search, replaced.item.number).await;
                        return Ok(Some(replaced));
                    }
                    claim = replaced;
                }
                ends += usize::from(page.is_last);
                if ends == 2 || (page.is_last && page.offers.is_empty()) {
                    break;
                }
                if let Err(failure) = self.stand_ins.turn(self.carrier, search, &page).await {
                    return self.search_later(claim, item, failure.line).await;
                }
            }
        }
        let line = format!("{line}; nothing that the plan allows can take its place: plan again");
        let item = item.told(Standing::GivenUp, line);
        self.write(claim, Next::Leave(item, Duration::ZERO)).await
    }

    async fn search_later(
        &self,
        claim: Claim,
        item: &Item,
        line: String,
    ) -> Result<Option<Claim>, JournalError> {
        let next = self.circumstances(&claim).again(item, line);
        self.write(claim, next).await
    }

    async fn write(&self, claim: Claim, next: Next) -> Result<Option<Claim>, JournalError> {
        let what = match next {
            Next::Go(item) => What::Go(item),
            Next::Leave(item, wait) if wait.is_zero() => What::Go(item),
            Next::Leave(item, wait) => What::Leave(item, wait),
            Next::Stop(item, reason) => What::Stop(item, reason),
            Next::Replace(..) => return Ok(None),
        };
        self.order(claim, what, None).await
    }

    /// Has it written down, and tells.
    async fn order(
        &self,
        claim: Claim,
        what: What,
        in_place_of: Option<PhoneNumber>,
    ) -> Result<Option<Claim>, JournalError> {
        let before = claim.item.clone();
        let stopped = match &what {
            What::Stop(_, reason) => Some(Event::Stopped(reason.clone())),
            _ => None,
        };
        let saved = keeper::write(&self.orders, Order { before: claim, what }).await?;
        // Another worker has taken it over, and tells what becomes of it.
        let Some(saved) = saved else { return Ok(None) };
        let item = &saved.claim.item;
        let replaced = in_place_of.filter(|number| *number != item.number);
        if let Some(event) = stopped.or_else(|| event(&before, item, replaced)) {
            (self.observer)(&Progress {
                slot: item.name.clone(),
                number: item.number,
                event,
                tally: Tally::of(&saved.run),
            });
        }
        Ok(saved.going.then_some(saved.claim))
    }
}

/// What of this people want to hear.
fn event(before: &Item, item: &Item, replaced: Option<PhoneNumber>) -> Option<Event> {
    if let Some(number) = replaced {
        return Some(Event::Replaced(number));
    }
    if item.step > before.step {
        return Some(match (before.change(), &before.action) {
            (Some(change), _) => Event::Changed(change.clone()),
            (None, Action::Release) => Event::Released,
            (None, _) => Event::Bought,
        });
    }
    match item.standing {
        Standing::Pending if before.standing != Standing::Pending => Some(Event::Pending),
        Standing::Parked if before.standing != Standing::Parked => Some(Event::Parked(item.evidence.clone())),
        Standing::Open if !item.evidence.is_empty() => Some(Event::Again(item.evidence.clone())),
        Standing::GivenUp => Some(Event::GivenUp(item.evidence.clone())),
        _ => None,
    }
}
