//! Events that become due as the virtual clock advances.

use serde::{Deserialize, Serialize};

use crate::number::Tn;
use crate::store::State;
use crate::time::{LAST, Micros, SECOND};

/// Something due at an instant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scheduled {
    pub(crate) due: Micros,
    /// Order of events due at the same instant.
    pub(crate) seq: u64,
    pub(crate) event: Event,
}

/// What can happen by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", deny_unknown_fields)]
pub(crate) enum Event {
    /// A person looks at a pending CNAM record.
    CnamReview { id: u64 },
    /// A message takes its next step.
    MessageStep { id: String },
    /// A provisioning task finishes.
    ProvisioningDone { id: String },
    /// A port order takes its next step, unless it has taken another one since.
    PortStep { id: u64, step: u64 },
    /// An export of call detail records is made.
    CdrExported { id: u64 },
    /// A released number has aged.
    BackInStock { number: Tn },
    /// A month of a number is over; `row` tells it from the same number bought again.
    MonthOver { number: Tn, row: u64 },
}

impl State {
    /// Plans an event `after` microseconds from now.
    pub(crate) fn schedule(&mut self, after: Micros, event: Event) {
        self.counters.event += 1;
        let (due, seq) = (self.now.saturating_add(after), self.counters.event);
        let place = self
            .events
            .partition_point(|planned| (planned.due, planned.seq) < (due, seq));
        self.events.insert(place, Scheduled { due, seq, event });
    }

    /// Moves the clock to `to`, letting everything due on the way happen at its own instant; at most to the end of the
    /// calendar.
    pub(crate) fn advance_to(&mut self, to: Micros) {
        let to = to.min(LAST);
        while self.events.front().is_some_and(|next| next.due <= to) {
            let Some(next) = self.events.pop_front() else {
                break;
            };
            self.now = self.now.max(next.due);
            self.happen(next.event);
        }
        self.now = self.now.max(to);
    }

    /// Moves the clock by whole microseconds.
    pub(crate) fn advance(&mut self, by: Micros) {
        self.advance_to(self.now.saturating_add(by.max(0)));
    }

    /// Makes events happen that are due now, for delays of zero seconds.
    pub(crate) fn settle(&mut self) {
        self.advance_to(self.now);
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::CnamReview { id } => self.review_cnam(id),
            Event::MessageStep { id } => self.step_message(&id),
            Event::ProvisioningDone { id } => self.finish_task(&id),
            Event::MonthOver { number, row } => self.charge_month(number, row),
            Event::PortStep { id, step } => self.step_port_order(id, step),
            Event::CdrExported { id } => self.finish_export(id),
            Event::BackInStock { number } => {
                if !self.numbers.contains_key(&number) {
                    self.sold.remove(&number);
                }
            }
        }
    }
}

/// Virtual seconds as microseconds.
pub(crate) fn seconds(count: u32) -> Micros {
    Micros::from(count) * SECOND
}
