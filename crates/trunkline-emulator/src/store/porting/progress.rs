//! How an order goes its way: in business days, from the signature to the account.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::calendar::{business_day_from, business_days};
use super::losing::Verdict;
use super::{Comment, PortOrder, Status};
use crate::store::State;
use crate::store::account::What;
use crate::store::events::Event;
use crate::time::{Micros, SECOND, date};

/// An order that waits for its owner is given up after this (docs/contracts/flowroute-v2.md §6.7).
const GIVEN_UP: Micros = 45 * 86_400 * SECOND;

/// Business days that each step takes (assumed, docs/contracts/flowroute-v2.md A:82).
const PROCESSING: u32 = 1;
const LOSING_CARRIER: u32 = 2;
const REVIEW: u32 = 2;
const NOTICE: u32 = 5;

/// The time of day at which numbers move: 15:00 UTC.
const MOVES_AT: i8 = 15;

impl State {
    /// Brings an order to a status, and plans what comes of it by itself. Every change of a status passes here.
    pub(super) fn set_port_status(&mut self, id: u64, status: Status) {
        let now = self.now;
        let Some(order) = self.porting.orders.get_mut(&id) else {
            return;
        };
        order.status = status;
        order.status_updated_at = Some(now);
        order.modified_at = now;
        order.step += 1;
        let url = order.details.status_url.clone();
        self.plan_port_step(id);
        self.notify_status("portorders", &id.to_string(), status.word(), url);
    }

    /// Plans what happens to an order by itself.
    pub(super) fn plan_port_step(&mut self, id: u64) {
        let Some(order) = self.porting.orders.get(&id) else {
            return;
        };
        let due = match order.status {
            Status::Pending | Status::Rejected => self.now.saturating_add(GIVEN_UP),
            Status::Processing => business_days(self.now, PROCESSING),
            Status::Submitted => business_days(self.now, LOSING_CARRIER),
            Status::Review => business_days(self.now, REVIEW),
            Status::Accepted => order.moves_at().unwrap_or(self.now),
            Status::Completed | Status::Cancelled | Status::Abandoned | Status::HardCanceled => return,
        };
        let step = order.step;
        self.schedule(due.saturating_sub(self.now), Event::PortStep { id, step });
    }

    /// The next step of an order, unless another one has come in between.
    pub(crate) fn step_port_order(&mut self, id: u64, step: u64) {
        let Some(order) = self.porting.orders.get(&id).filter(|order| order.step == step) else {
            return;
        };
        match order.status {
            Status::Pending => self.set_port_status(id, Status::Cancelled),
            Status::Rejected => self.set_port_status(id, Status::Abandoned),
            Status::Processing if order.is_stopped() => {
                self.comment(id, "The order was stopped.");
                self.set_port_status(id, Status::HardCanceled);
            }
            Status::Processing => self.submit_port_order(id),
            Status::Submitted => self.answer_port_order(id, false),
            Status::Review => self.answer_port_order(id, true),
            Status::Accepted => {
                self.land_port_order(id);
                self.set_port_status(id, Status::Completed);
            }
            Status::Completed | Status::Cancelled | Status::Abandoned | Status::HardCanceled => {}
        }
    }

    /// Hands an order to the losing carrier; that is when it is charged.
    fn submit_port_order(&mut self, id: u64) {
        let Some(order) = self.porting.orders.get(&id) else {
            return;
        };
        if !order.charged {
            let cost = order.cost(self.switches.fees.port_in);
            if self.account.covers(cost).is_err() {
                self.comment(id, "Insufficient funds available to complete the request.");
                self.set_port_status(id, Status::Rejected);
                return;
            }
            self.charge(What::PortIn, cost, None);
        }
        if let Some(order) = self.porting.orders.get_mut(&id) {
            order.charged = true;
        }
        self.set_port_status(id, Status::Submitted);
    }

    /// What the losing carrier says, or a person who has looked at the order.
    fn answer_port_order(&mut self, id: u64, reviewed: bool) {
        let now = self.now;
        let Some(order) = self.porting.orders.get_mut(&id) else {
            return;
        };
        match order.verdict(reviewed) {
            Verdict::Accepted => {
                let day = order.agreed_day(now);
                order.details.desired_completion_date = Some(day.clone());
                self.comment(id, &format!("FOC date: {day}"));
                self.set_port_status(id, Status::Accepted);
            }
            Verdict::Rejected(reason) => {
                self.comment(id, reason);
                self.set_port_status(id, Status::Rejected);
            }
            Verdict::Review => self.set_port_status(id, Status::Review),
        }
    }

    pub(super) fn comment(&mut self, id: u64, text: &str) {
        let at = self.now;
        if let Some(order) = self.porting.orders.get_mut(&id) {
            order.comments.push(Comment {
                at,
                text: text.to_owned(),
            });
        }
    }
}

impl PortOrder {
    /// What the order costs.
    pub(crate) fn cost(&self, fee: i64) -> i64 {
        fee.saturating_mul(i64::try_from(self.numbers.len()).unwrap_or(i64::MAX))
    }

    /// The day the losing carrier agrees on: as wished, but no sooner than its notice, and a business day.
    fn agreed_day(&self, now: Micros) -> String {
        let soonest = date(business_days(now, NOTICE));
        let wished = self.details.desired_completion_date.as_deref();
        let wished: Option<Date> = wished.and_then(|day| day.parse().ok());
        business_day_from(wished.map_or(soonest, |wished| wished.max(soonest))).to_string()
    }

    fn moves_at(&self) -> Option<Micros> {
        let day: Date = self.details.desired_completion_date.as_deref()?.parse().ok()?;
        let moment = day.at(MOVES_AT, 0, 0, 0).to_zoned(TimeZone::UTC).ok()?;
        Some(moment.timestamp().as_microsecond())
    }
}
