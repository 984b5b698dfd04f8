//! The rate limit layer: the carrier's limits, kept before it has to refuse.

mod class;
mod file;
mod limiter;
mod pace;
mod shared;

pub use file::TurnsInFile;
pub use shared::SharedTurns;

use std::borrow::Cow;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use tokio::time::Instant;
use tower_layer::Layer;
use tower_service::Service;
use trunkline_core::ErrorKind;

use crate::TransportError;
use crate::call::{Call, operation};
use crate::clock::{SharedClock, SystemClock};
use crate::delayed::Delayed;
use crate::http_service::{AttemptService, take_ready};

use limiter::{Departure, Limiter};
use shared::Shared;

/// How fast calls may leave, per class of calls. Every attempt counts, as it does at the carriers.
///
/// The first limit whose prefix fits a call's [class](trunkline_core::Operation::rate_class) applies. A class without one is not
/// held up until the carrier refuses one of its calls with 429: from then on its limit is learned from what is refused. A limit
/// that is given is never exceeded, but can prove too high in the same way. `Retry-After` holds a whole class up.
#[derive(Clone, Debug, Default)]
pub struct RateLimits {
    limits: Vec<Limit>,
    shared: Option<Shared>,
}

#[derive(Clone, Debug)]
struct Limit {
    prefix: Cow<'static, str>,
    /// The time between two attempts when all goes evenly.
    interval: Duration,
}

impl RateLimits {
    /// No limit that is known, the default.
    pub fn none() -> Self {
        Self::default()
    }

    /// Calls whose class (by default the operation's name) begins with `prefix`: at most `per_second` attempts a second,
    /// evenly spaced. This also keeps the limit of a carrier that counts in any one second.
    #[must_use]
    pub fn limit(mut self, prefix: impl Into<Cow<'static, str>>, per_second: u32) -> Self {
        self.limits.push(Limit {
            prefix: prefix.into(),
            interval: Duration::from_secs(1) / per_second.max(1),
        });
        self
    }

    /// Takes turns with others, the [processes of this machine](TurnsInFile) say.
    #[must_use]
    pub fn shared(mut self, turns: impl SharedTurns + 'static) -> Self {
        self.shared = Some(Shared(Arc::new(turns)));
        self
    }

    /// These limits, and the turns of `other` if these are not shared.
    pub(crate) fn shared_as(mut self, other: Self) -> Self {
        self.shared = self.shared.or(other.shared);
        self
    }
}

/// Holds attempts back until the carrier's rate limits let them pass. A [`Layer`] inside the retry layer; all services of one
/// layer share the limits.
///
/// Calls of one class leave in the order in which they came. One that is dropped while it waits gives its place back.
#[derive(Clone, Debug)]
pub struct RateLimitLayer(Arc<Limiter>);

impl RateLimitLayer {
    /// Keeps these limits.
    pub fn new(limits: RateLimits) -> Self {
        Self::with_clock(limits, Arc::new(SystemClock))
    }

    /// `clock` is for dates in `Retry-After`.
    pub(crate) fn with_clock(limits: RateLimits, clock: SharedClock) -> Self {
        Self(Arc::new(Limiter::new(limits, clock)))
    }
}

impl<S> Layer<S> for RateLimitLayer {
    type Service = RateLimitService<S>;

    fn layer(&self, inner: S) -> RateLimitService<S> {
        RateLimitService {
            inner,
            limiter: Arc::clone(&self.0),
        }
    }
}

/// Made by [`RateLimitLayer`].
#[derive(Clone, Debug)]
pub struct RateLimitService<S> {
    inner: S,
    limiter: Arc<Limiter>,
}

fn too_late(wait: Duration) -> TransportError {
    let what = format!(
        "the rate limit leaves no time for it: its turn would come in {} ms",
        wait.as_millis()
    );
    TransportError::unsendable(ErrorKind::RateLimited, what)
}

impl<S: AttemptService> Service<Request<Bytes>> for RateLimitService<S> {
    type Response = Response<Bytes>;
    type Error = TransportError;
    type Future = Delayed<S, Departure>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Bytes>) -> Delayed<S, Departure> {
        let name = operation(request.extensions()).rate_class;
        let Some(class) = self.limiter.class(name) else {
            let departure = Departure::new(&self.limiter, name, None);
            return Delayed::sending(self.inner.call(request), departure);
        };
        let now = Instant::now();
        if class.leave_at_once(now) {
            let departure = Departure::new(&self.limiter, name, Some(now));
            return Delayed::sending(self.inner.call(request), departure);
        }
        let deadline = Call::of(request.extensions()).and_then(|call| call.limits().deadline);
        let queued = class.queue(now, deadline);
        let limiter = Arc::clone(&self.limiter);
        let wait = Box::pin(async move {
            let turn = match queued {
                Ok(place) => place.turn(deadline).await,
                Err(turn) => Err(turn),
            };
            turn.map_err(|turn| too_late(turn - now))?;
            Ok(Departure::new(&limiter, name, Some(Instant::now())))
        });
        Delayed::waiting(wait, take_ready(&mut self.inner), request)
    }
}
