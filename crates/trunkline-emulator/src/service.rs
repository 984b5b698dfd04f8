//! The emulator as a `tower` service, without a socket.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};
use tokio::sync::watch;
use tower_service::Service;

use crate::control;
use crate::engine::{Commit, Delivery, Engine, Outcome};
use crate::fault::LONGEST_WAIT;
use crate::raw::{Oddity, slow_time};
use crate::router::base_of;
use crate::wire::{Answer, Incoming};

/// What a client without a listener sees instead of an answer, when a fault takes the answer away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Dropped {
    /// The connection was closed; the call had no effect.
    #[error("connection closed before the call took effect")]
    BeforeCommit,
    /// The connection was closed; the call took effect (if it was one that changes something and succeeded).
    #[error("connection closed after the call took effect")]
    AfterCommit,
    /// The connection was closed; the call takes effect later, if it can be executed then.
    #[error("connection closed before the call took effect, which it will do later")]
    BeforeLateCommit,
    /// The connection was reset; the call had no effect.
    #[error("connection reset before the call took effect")]
    ResetBeforeCommit,
    /// The connection was reset; the call took effect.
    #[error("connection reset after the call took effect")]
    ResetAfterCommit,
    /// The body ended early.
    #[error("connection closed within the body of the answer")]
    BodyCut,
    /// The emulator was stopped while the call was left hanging, or the longest hang (10 minutes) passed.
    #[error("the call was left hanging until the emulator gave up")]
    Hung,
}

/// The emulator, called directly: no listener, no port, no bytes on a wire.
///
/// Takes the same paths as the listener (`/flowroute/v2/...`, `/tropo/v1/...`, `/_emulator/...`); for requests to
/// `https://api.flowroute.com` or `https://api.tropo.com` also the carrier's own paths, so that a client under test can keep
/// its default base URL. Always ready. Clones share the state. A fault that takes the answer away is an error, see [`Dropped`].
#[derive(Clone)]
pub struct EmulatorService {
    pub(crate) engine: Arc<Engine>,
    pub(crate) stopped: watch::Receiver<bool>,
    pub(crate) authority: Arc<str>,
}

impl std::fmt::Debug for EmulatorService {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EmulatorService")
            .field("authority", &self.authority)
            .finish_non_exhaustive()
    }
}

impl Service<Request<Bytes>> for EmulatorService {
    type Response = Response<Bytes>;
    type Error = Dropped;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Bytes>, Dropped>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Dropped>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Bytes>) -> Self::Future {
        let service = self.clone();
        Box::pin(async move {
            let incoming = Incoming::new(request, &service.authority, base_of);
            let outcome = service.drive(&incoming).await;
            match outcome.delivery {
                Delivery::Hang => service.hang().await,
                Delivery::Odd(Oddity::Slow(per_second)) => {
                    let time = slow_time(outcome.answer.body.len(), per_second).min(LONGEST_WAIT);
                    tokio::time::sleep(time).await;
                }
                _ => {}
            }
            deliver(outcome)
        })
    }
}

impl EmulatorService {
    /// Executes a request, with the waits its fault asks for. Hanging is left to the caller.
    pub(crate) async fn drive(&self, incoming: &Incoming) -> Outcome {
        if incoming.body.len() > crate::wire::incoming::body_limit(&incoming.path) {
            return whole(too_large());
        }
        if control::is_control(&incoming.path) {
            let outcome = whole(control::answer(&self.engine, incoming).await);
            self.engine.changed.notify_one();
            if self.engine.config.access_log && control::is_logged(incoming) {
                tracing::info!(
                    "{} {} {}",
                    incoming.method,
                    incoming.target,
                    outcome.answer.status
                );
            }
            return outcome;
        }
        let pending = self.engine.begin(incoming);
        let latency = self.engine.latency();
        if !latency.is_zero() {
            tokio::time::sleep(latency).await;
        }
        if let Some(wait) = pending.wait_before() {
            tokio::time::sleep(wait).await;
        }
        let outcome = self.engine.finish(&pending, incoming);
        // Whoever is told of a change finds it again after a crash.
        if outcome.commit == Commit::Yes
            && let Err(error) = self.engine.save().await
        {
            tracing::error!(%error, "the state was not saved");
        }
        self.engine.changed.notify_one();
        if self.engine.config.access_log {
            tracing::info!("{}", pending.line(incoming, &outcome));
        }
        if let Delivery::After(wait) = outcome.delivery {
            tokio::time::sleep(wait).await;
        }
        outcome
    }

    /// Waits until the emulator stops, at most the longest wait. Dropping the future ends it at once.
    pub(crate) async fn hang(&self) {
        let mut stopped = self.stopped.clone();
        let stop = stopped.wait_for(|stopped| *stopped);
        if tokio::time::timeout(LONGEST_WAIT, stop).await.is_err() {
            tracing::debug!("a hanging call was given up");
        }
    }
}

fn whole(answer: Answer) -> Outcome {
    Outcome {
        answer,
        delivery: Delivery::Whole,
        commit: Commit::No,
    }
}

/// The answer to a body over the limit.
pub(crate) fn too_large() -> Answer {
    let detail = "The request body is larger than 1 MiB.";
    let error =
        serde_json::json!({"errors": [{"status": 413, "title": "Payload Too Large", "detail": detail}]});
    Answer::json(413, crate::wire::answer::JSON, &error)
}

fn deliver(outcome: Outcome) -> Result<Response<Bytes>, Dropped> {
    match (outcome.delivery, outcome.commit) {
        (Delivery::Whole | Delivery::After(_), _) => Ok(outcome.answer.into_response()),
        (Delivery::Drop, Commit::No) => Err(Dropped::BeforeCommit),
        (Delivery::Drop, Commit::Yes) => Err(Dropped::AfterCommit),
        (Delivery::Drop, Commit::Later) => Err(Dropped::BeforeLateCommit),
        (Delivery::Reset, Commit::No | Commit::Later) => Err(Dropped::ResetBeforeCommit),
        (Delivery::Reset, Commit::Yes) => Err(Dropped::ResetAfterCommit),
        (Delivery::Odd(Oddity::Cut(_) | Oddity::WrongLength(1..)), _) => Err(Dropped::BodyCut),
        (Delivery::Odd(Oddity::WrongLength(less)), _) => {
            let mut answer = outcome.answer;
            let short = i64::try_from(answer.body.len()).unwrap_or(0).saturating_add(less);
            answer.body.truncate(usize::try_from(short).unwrap_or(0));
            Ok(answer.into_response())
        }
        (Delivery::Odd(Oddity::Slow(_) | Oddity::Interim(_)), _) => Ok(outcome.answer.into_response()),
        (Delivery::Hang, _) => Err(Dropped::Hung),
    }
}
