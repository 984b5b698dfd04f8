//! What is posted to callbacks: the queue, its retries, and what came of each delivery (docs/contracts/flowroute-v2.md §4.1).

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::hash::{Stream, uuid};
use crate::store::State;
use crate::store::account::Callback;
use crate::store::events::seconds;
use crate::store::messages::Receipt;
use crate::time::Micros;

/// Deliveries remembered; the oldest go first.
const LIMIT: usize = 10_000;

/// How often an event is posted before the carrier gives up, and how long it waits in between.
const ATTEMPTS: usize = 4;
const RETRY_SECONDS: u32 = 30;

/// Everything that was, or will be, posted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Webhooks {
    last: u64,
    deliveries: VecDeque<Delivery>,
}

/// One event on its way to one URL.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Delivery {
    pub(crate) id: u64,
    pub(crate) url: String,
    pub(crate) notice: Notice,
    pub(crate) progress: Progress,
    pub(crate) attempts: Vec<Attempt>,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", deny_unknown_fields)]
pub(crate) enum Notice {
    /// A message came in.
    Message { id: String, api_version: String },
    /// A sent message is one step further.
    Receipt {
        id: String,
        api_version: String,
        receipt: Receipt,
    },
    /// Something else has a new status.
    Status(StatusChange),
}

/// A new status of something that takes a while (docs/contracts/flowroute-v2.md §4.4).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StatusChange {
    pub(crate) event_id: String,
    /// `portorders`, `cdrexports`, `message-provision`.
    pub(crate) resource_type: String,
    pub(crate) resource_id: String,
    pub(crate) status: String,
    pub(crate) at: Micros,
    /// The URL that was given for this resource.
    pub(crate) url: String,
}

/// How far a delivery is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state", deny_unknown_fields)]
pub(crate) enum Progress {
    /// It is posted when the virtual clock is there.
    Waiting { due: Micros },
    /// It was acknowledged.
    Delivered,
    /// It was not acknowledged, and is not posted again.
    GivenUp,
    /// It is never posted.
    NotSent { reason: String },
}

/// One time that it was posted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Attempt {
    pub(crate) at: Micros,
    /// The status it was answered with.
    pub(crate) status: Option<u16>,
    /// Why there was no answer.
    pub(crate) problem: Option<String>,
}

impl State {
    /// A message came in; a callback that is not set gets nothing.
    pub(crate) fn notify_inbound(&mut self, id: &str, callback: Option<Callback>) {
        if let Some(Callback { url, api_version }) = callback {
            let id = id.to_owned();
            self.notify(url, Notice::Message { id, api_version });
        }
    }

    /// A sent message is one step further.
    pub(crate) fn notify_receipt(&mut self, id: &str, receipt: Receipt, callback: Option<Callback>) {
        if let Some(Callback { url, api_version }) = callback {
            let id = id.to_owned();
            self.notify(
                url,
                Notice::Receipt {
                    id,
                    api_version,
                    receipt,
                },
            );
        }
    }

    /// Something else has a new status: `portorders`, `cdrexports`, `message-provision`.
    pub(crate) fn notify_status(
        &mut self,
        resource_type: &str,
        resource_id: &str,
        status: &str,
        url: Option<String>,
    ) {
        let Some(url) = url else { return };
        self.counters.notice += 1;
        let change = StatusChange {
            event_id: uuid(self.seed, Stream::Notice, self.counters.notice),
            resource_type: resource_type.to_owned(),
            resource_id: resource_id.to_owned(),
            status: status.to_owned(),
            at: self.now,
            url: url.clone(),
        };
        self.notify(url, Notice::Status(change));
    }

    /// Queues an event, as the switches say: late, twice, or not at all.
    fn notify(&mut self, url: String, notice: Notice) {
        let switches = &mut self.switches.webhooks;
        let progress = if switches.drop_next > 0 {
            switches.drop_next -= 1;
            Progress::NotSent {
                reason: "dropped by the switch drop_next".to_owned(),
            }
        } else {
            Progress::Waiting {
                due: self.now.saturating_add(seconds(switches.delay_seconds)),
            }
        };
        let copies = if switches.twice { 2 } else { 1 };
        for _ in 0..copies {
            self.webhooks.push(url.clone(), notice.clone(), progress.clone());
        }
    }

    /// What is to be posted now.
    pub(crate) fn due_delivery(&self) -> Option<&Delivery> {
        let due = self.webhooks.waiting().filter(|(due, _)| *due <= self.now);
        let place = |(due, delivery): &(Micros, &Delivery)| (*due, delivery.id);
        let next = if self.switches.webhooks.reversed {
            due.max_by_key(place)
        } else {
            due.min_by_key(place)
        };
        next.map(|(_, delivery)| delivery)
    }

    /// When the next delivery is due.
    pub(crate) fn next_delivery_at(&self) -> Option<Micros> {
        self.webhooks.waiting().map(|(due, _)| due).min()
    }

    /// Writes down how an attempt ended, and when the next one is due.
    pub(crate) fn attempted(&mut self, id: u64, outcome: Result<u16, String>) {
        let only_200 = self.switches.webhooks.only_200;
        let Some(delivery) = self.webhooks.deliveries.iter_mut().find(|d| d.id == id) else {
            return;
        };
        let Progress::Waiting { due } = delivery.progress else {
            return;
        };
        let (status, problem) = match outcome {
            Ok(status) => (Some(status), None),
            Err(problem) => (None, Some(problem)),
        };
        let attempt = Attempt {
            at: due,
            status,
            problem,
        };
        delivery.attempts.push(attempt);
        let is_taken = |status| status == 200 || (!only_200 && (200..300).contains(&status));
        delivery.progress = if status.is_some_and(is_taken) {
            Progress::Delivered
        } else if delivery.attempts.len() >= ATTEMPTS {
            Progress::GivenUp
        } else {
            // From when it was due, not from now: a clock that was moved over several retries makes them all.
            Progress::Waiting {
                due: due.saturating_add(seconds(RETRY_SECONDS)),
            }
        };
    }

    /// Settles that a delivery is never posted.
    pub(crate) fn not_sent(&mut self, id: u64, reason: String) {
        if let Some(delivery) = self.webhooks.deliveries.iter_mut().find(|d| d.id == id) {
            delivery.progress = Progress::NotSent { reason };
        }
    }
}

impl Webhooks {
    fn push(&mut self, url: String, notice: Notice, progress: Progress) {
        if self.deliveries.len() >= LIMIT {
            self.deliveries.pop_front();
        }
        self.last += 1;
        self.deliveries.push_back(Delivery {
            id: self.last,
            url,
            notice,
            progress,
            attempts: Vec::new(),
        });
    }

    /// All deliveries, oldest first.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Delivery> {
        self.deliveries.iter()
    }

    fn waiting(&self) -> impl Iterator<Item = (Micros, &Delivery)> {
        self.deliveries
            .iter()
            .filter_map(|delivery| match delivery.progress {
                Progress::Waiting { due } => Some((due, delivery)),
                _ => None,
            })
    }
}

impl Notice {
    /// `message`, `receipt`, `status`.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Message { .. } => "message",
            Self::Receipt { .. } => "receipt",
            Self::Status(_) => "status",
        }
    }
}
