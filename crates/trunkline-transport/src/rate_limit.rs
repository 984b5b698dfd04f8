//! The rate limit layer: the carrier's limits, kept before it has to refuse.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};
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
use crate::delayed::Delayed;
use crate::http_service::{AttemptService, take_ready};

/// How fast calls may leave, per class of operations. Every attempt counts, as it does at the carriers.
///
/// The first limit whose prefix fits an operation's name applies; an operation without one is not held up.
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

    /// Operations whose name begins with `prefix`: at most `per_second` attempts a second, evenly spaced. This also keeps
    /// the limit of a carrier that counts in any one second.
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

/// One limit and where it stands.
#[derive(Debug)]
struct Bucket {
    limit: Limit,
    /// When the next attempt is due.
    due: Mutex<Option<Instant>>,
}

impl Bucket {
    /// Takes the next free place and says when it is; `Err` with that time, and nothing taken, if it is after `deadline`.
    fn book(&self, now: Instant, deadline: Option<Instant>) -> Result<Instant, Instant> {
        let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        let free = due.map_or(now, |due| due.max(now));
        if deadline.is_some_and(|deadline| free > deadline) {
            return Err(free);
        }
        *due = Some(free + self.limit.interval);
        Ok(free)
    }
}

/// Holds attempts back until the carrier's rate limits let them pass. A [`Layer`] inside the retry layer; all services of one
/// layer share the limits.
#[derive(Clone, Debug)]
pub struct RateLimitLayer(Arc<[Bucket]>);

impl RateLimitLayer {
    /// Keeps these limits.
    pub fn new(limits: RateLimits) -> Self {
        let bucket = |limit| Bucket {
            limit,
            due: Mutex::new(None),
        };
        Self(limits.limits.into_iter().map(bucket).collect())
    }
}

impl<S> Layer<S> for RateLimitLayer {
    type Service = RateLimitService<S>;

    fn layer(&self, inner: S) -> RateLimitService<S> {
        RateLimitService {
            inner,
            buckets: Arc::clone(&self.0),
        }
    }
}

/// Made by [`RateLimitLayer`].
#[derive(Clone, Debug)]
pub struct RateLimitService<S> {
    inner: S,
    buckets: Arc<[Bucket]>,
}

impl<S> RateLimitService<S> {
    /// When `request` may leave; `None` for at once.
    fn book(&self, request: &Request<Bytes>) -> Result<Option<Instant>, TransportError> {
        let extensions = request.extensions();
        let Some(operation) = extensions.get::<Operation>() else {
            return Ok(None);
        };
        let applies = |bucket: &&Bucket| operation.name.starts_with(&*bucket.limit.prefix);
        let Some(bucket) = self.buckets.iter().find(applies) else {
            return Ok(None);
        };
        let now = Instant::now();
        let deadline = Call::of(extensions).and_then(|call| call.limits().deadline);
        match bucket.book(now, deadline) {
            Ok(free) => Ok((free > now).then_some(free)),
            Err(free) => Err(too_late(free - now)),
        }
    }
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
        let free = match self.book(&request) {
            Ok(None) => return Delayed::sending(self.inner.call(request), ()),
            Ok(Some(free)) => Ok(free),
            Err(error) => Err(error),
        };
        let wait = Box::pin(async move {
            tokio::time::sleep_until(free?).await;
            Ok(())
        });
        Delayed::waiting(wait, take_ready(&mut self.inner), request)
    }
}
