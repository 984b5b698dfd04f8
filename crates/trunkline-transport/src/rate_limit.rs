//! The rate limit layer: the carrier's limits, kept before it has to refuse.

mod class;

use std::borrow::Cow;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use tokio::time::Instant;
use tower_layer::Layer;
use tower_service::Service;
use trunkline_core::{ErrorKind, Operation};

use crate::TransportError;
use crate::call::Call;
use crate::delayed::{Delayed, Wait};
use crate::http_service::{AttemptService, take_ready};

use class::Class;

/// How fast calls may leave, per class of calls. Every attempt counts, as it does at the carriers.
///
/// The first limit whose prefix fits a call's [class](trunkline_core::Operation::rate_class) applies; a call without one is not
/// held up.
#[derive(Clone, Debug, Default)]
pub struct RateLimits {
    limits: Vec<Limit>,
}

#[derive(Clone, Debug)]
struct Limit {
    prefix: Cow<'static, str>,
    /// The time between two attempts when all goes evenly.
    interval: Duration,
}

impl RateLimits {
    /// No limit at all, the default.
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

    pub(crate) fn is_none(&self) -> bool {
        self.limits.is_empty()
    }
}

/// Holds attempts back until the carrier's rate limits let them pass. A [`Layer`] inside the retry layer; all services of one
/// layer share the limits.
///
/// Calls of one class leave in the order in which they came. One that is dropped while it waits gives its place back.
#[derive(Clone, Debug)]
pub struct RateLimitLayer(Arc<[Counted]>);

/// A limit's prefix, and the calls that it counts together.
#[derive(Debug)]
struct Counted {
    prefix: Cow<'static, str>,
    class: Arc<Class>,
}

impl RateLimitLayer {
    /// Keeps these limits.
    pub fn new(limits: RateLimits) -> Self {
        let counted = |limit: Limit| Counted {
            prefix: limit.prefix,
            class: Arc::new(Class::new(limit.interval)),
        };
        Self(limits.limits.into_iter().map(counted).collect())
    }
}

impl<S> Layer<S> for RateLimitLayer {
    type Service = RateLimitService<S>;

    fn layer(&self, inner: S) -> RateLimitService<S> {
        RateLimitService {
            inner,
            limits: Arc::clone(&self.0),
        }
    }
}

/// Made by [`RateLimitLayer`].
#[derive(Clone, Debug)]
pub struct RateLimitService<S> {
    inner: S,
    limits: Arc<[Counted]>,
}

impl<S> RateLimitService<S> {
    fn class(&self, request: &Request<Bytes>) -> Option<&Arc<Class>> {
        let operation = request.extensions().get::<Operation>()?;
        let applies = |limit: &&Counted| operation.rate_class.starts_with(&*limit.prefix);
        self.limits.iter().find(applies).map(|limit| &limit.class)
    }
}

/// Waits for the turn, or says at once that it would come too late.
fn turn(class: &Arc<Class>, now: Instant, deadline: Option<Instant>) -> Wait<()> {
    let queued = Arc::clone(class).queue(now, deadline);
    Box::pin(async move {
        let turn = match queued {
            Ok(place) => place.turn(deadline).await,
            Err(turn) => Err(turn),
        };
        turn.map_err(|turn| too_late(turn - now))
    })
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
    type Future = Delayed<S, ()>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Bytes>) -> Delayed<S, ()> {
        let now = Instant::now();
        let wait = match self.class(&request) {
            Some(class) if !class.leave_at_once(now) => {
                let deadline = Call::of(request.extensions()).and_then(|call| call.limits().deadline);
                turn(class, now, deadline)
            }
            _ => return Delayed::sending(self.inner.call(request), ()),
        };
        Delayed::waiting(wait, take_ready(&mut self.inner), request)
    }
}
