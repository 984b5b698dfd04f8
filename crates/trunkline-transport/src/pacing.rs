//! The carrier's rate limits, kept before it has to refuse.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use tokio::time::Instant;
use tower::Service;
use trunkline_core::{ErrorKind, Operation};

use crate::options::Attempt;
use crate::service::{Answering, take_ready};
use crate::{Sent, TransportError};

/// How fast calls may leave, per class of operations. Shared by all clones of a client; every attempt counts, as it does
/// at the carriers.
///
/// The first limit whose prefix fits an operation's name applies; an operation without one is not held up.
#[derive(Clone, Debug, Default)]
pub struct Pacing {
    limits: Vec<Limit>,
}

#[derive(Clone, Debug)]
struct Limit {
    prefix: Cow<'static, str>,
    /// The time between two attempts when all goes evenly.
    interval: Duration,
    /// How far ahead of the even rhythm a burst may run.
    tolerance: Duration,
}

/// The name a request is paced by, if it is not the operation's: in the request's extensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs, reason = "it is a name and nothing else")]
pub struct PacingClass(pub &'static str);

impl Pacing {
    /// No limit at all, the default.
    pub fn none() -> Self {
        Self::default()
    }

    /// Operations whose name begins with `prefix`: at most `per_second` attempts a second, evenly spaced. This also keeps
    /// the limit of a carrier that counts in any one second.
    #[must_use]
    pub fn limit(self, prefix: impl Into<Cow<'static, str>>, per_second: u32) -> Self {
        self.limit_with_burst(prefix, per_second, 1)
    }

    /// As [`limit`](Self::limit), but up to `burst` attempts may leave at once after a pause. A carrier that counts in any
    /// one second may then see `per_second + burst - 1` attempts in it.
    #[must_use]
    pub fn limit_with_burst(
        mut self,
        prefix: impl Into<Cow<'static, str>>,
        per_second: u32,
        burst: u32,
    ) -> Self {
        let interval = Duration::from_secs(1) / per_second.max(1);
        let tolerance = interval.saturating_mul(burst.max(1) - 1);
        self.limits.push(Limit {
            prefix: prefix.into(),
            interval,
            tolerance,
        });
        self
    }

    pub(crate) fn is_none(&self) -> bool {
        self.limits.is_empty()
    }
}

/// One limit and where it stands.
struct Bucket {
    limit: Limit,
    /// When the next attempt would be due in an even rhythm.
    due: Mutex<Option<Instant>>,
}

impl Bucket {
    /// Takes the next free place and says when it is; `Err` with that time, and nothing taken, if it is after `deadline`.
    fn book(&self, now: Instant, deadline: Option<Instant>) -> Result<Instant, Instant> {
        let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        let rhythm = due.map_or(now, |due| due.max(now));
        let free = rhythm
            .checked_sub(self.limit.tolerance)
            .map_or(now, |free| free.max(now));
        if deadline.is_some_and(|deadline| free > deadline) {
            return Err(free);
        }
        *due = Some(rhythm + self.limit.interval);
        Ok(free)
    }
}

#[derive(Clone)]
pub(crate) struct Paced<S> {
    inner: S,
    buckets: Arc<[Bucket]>,
}

impl<S> Paced<S> {
    pub(crate) fn new(inner: S, pacing: &Pacing) -> Self {
        let bucket = |limit: &Limit| Bucket {
            limit: limit.clone(),
            due: Mutex::new(None),
        };
        Self {
            inner,
            buckets: pacing.limits.iter().map(bucket).collect(),
        }
    }

    /// When `request` may leave; `None` for at once.
    fn book(&self, request: &Request<Bytes>) -> Result<Option<Instant>, TransportError> {
        let extensions = request.extensions();
        let class = extensions.get::<PacingClass>().map(|class| class.0);
        let Some(name) = class.or_else(|| extensions.get::<Operation>().map(|op| op.name)) else {
            return Ok(None);
        };
        let Some(bucket) = self.buckets.iter().find(|b| name.starts_with(&*b.limit.prefix)) else {
            return Ok(None);
        };
        let now = Instant::now();
        match bucket.book(now, Attempt::of(request).deadline) {
            Ok(free) => Ok((free > now).then_some(free)),
            Err(free) => Err(too_late(free - now)),
        }
    }
}

fn too_late(wait: Duration) -> TransportError {
    let what = format!(
        "too many calls are waiting for their turn: {} ms for this one",
        wait.as_millis()
    );
    TransportError::new(Sent::No, ErrorKind::RateLimited, what).permanent()
}

impl<S> Service<Request<Bytes>> for Paced<S>
where
    S: Service<Request<Bytes>, Response = Response<Bytes>, Error = TransportError> + Clone + Send + 'static,
    S::Future: Send,
{
    type Response = Response<Bytes>;
    type Error = TransportError;
    type Future = Answering;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Bytes>) -> Answering {
        let booked = self.book(&request);
        let mut inner = take_ready(&mut self.inner);
        Box::pin(async move {
            if let Some(free) = booked? {
                tokio::time::sleep_until(free).await;
            }
            inner.call(request).await
        })
    }
}
