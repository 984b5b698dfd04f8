//! What came of each delivery to a callback, for those who look at the emulator.

use serde::Serialize;
use serde_json::Value;

use crate::flowroute::webhooks::body;
use crate::store::State;
use crate::store::webhooks::{Attempt, Delivery, Progress};
use crate::time::rfc3339;

/// One event on its way to one URL.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct WebhookDelivery {
    /// Number of the delivery since the start or the last reset, from 1.
    pub id: u64,
    /// `message`, `receipt`, `status`.
    pub kind: &'static str,
    /// Where to.
    pub url: String,
    /// `waiting`, `delivered`, `given_up`, `not_sent`.
    pub state: &'static str,
    /// Why it is not sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// When it is posted next, by the virtual clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Each time that it was posted.
    pub attempts: Vec<WebhookAttempt>,
    /// What is posted; null if the message it is about is forgotten.
    pub body: Value,
}

/// One time that an event was posted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct WebhookAttempt {
    /// When, by the virtual clock.
    pub at: String,
    /// The status it was answered with.
    pub status: Option<u16>,
    /// Why there was no answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

/// All deliveries, oldest first, at most 10 000.
pub(crate) fn deliveries(state: &State, root: &str) -> Vec<WebhookDelivery> {
    state
        .webhooks
        .all()
        .map(|delivery| shown(state, delivery, root))
        .collect()
}

/// The newest so many, newest first.
pub(crate) fn newest(state: &State, root: &str, limit: usize) -> Vec<WebhookDelivery> {
    let all: Vec<&Delivery> = state.webhooks.all().collect();
    let newest = all.into_iter().rev().take(limit);
    newest.map(|delivery| shown(state, delivery, root)).collect()
}

fn shown(state: &State, delivery: &Delivery, root: &str) -> WebhookDelivery {
    let (word, reason, due) = match &delivery.progress {
        Progress::Waiting { due } => ("waiting", None, Some(rfc3339(*due))),
        Progress::Delivered => ("delivered", None, None),
        Progress::GivenUp => ("given_up", None, None),
        Progress::NotSent { reason } => ("not_sent", Some(reason.clone()), None),
    };
    let attempt = |attempt: &Attempt| WebhookAttempt {
        at: rfc3339(attempt.at),
        status: attempt.status,
        problem: attempt.problem.clone(),
    };
    WebhookDelivery {
        id: delivery.id,
        kind: delivery.notice.word(),
        url: delivery.url.clone(),
        state: word,
        reason,
        due,
        attempts: delivery.attempts.iter().map(attempt).collect(),
        body: body(state, &delivery.notice, root).unwrap_or(Value::Null),
    }
}
