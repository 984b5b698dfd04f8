//! What is taken, and what is refused.

use std::net::IpAddr;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::request::Parts;
use http::{Method, StatusCode};

use super::secret::SecretPath;
use super::seen::{Seen, Stage};
use super::service::WebhookService;
use crate::webhooks::{EventKey, Webhook};

/// A payload takes a few kilobytes; an MMS has its files elsewhere.
const MAX_BYTES: usize = 256 * 1024;
/// The carrier posts an event for the last time 90 seconds after the first one.
const REMEMBERED: usize = 10_000;

/// What is taken of what is posted, and which events have been seen. Clones share the latter.
///
/// The carrier signs nothing; [the module](crate::webhooks) says what each of these checks is worth.
#[derive(Clone, Debug)]
pub struct Receiver {
    secret_path: Option<SecretPath>,
    sources: Option<Arc<[IpAddr]>>,
    max_bytes: usize,
    seen: Arc<Mutex<Seen>>,
}

/// The address that a request came from. Put it into the extensions of requests if [`Receiver::sources`] is set: the
/// address of the connection, or what a proxy of yours tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs, reason = "a wrapper for an extension of requests")]
pub struct Peer(pub IpAddr);

/// Why a request was not handed on. As a status, it is the response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refused {
    /// It came to another path than the secret one.
    WrongPath,
    /// It is no POST.
    WrongMethod,
    /// It came from an address that is not on the list, or nobody said from which.
    WrongSource,
    /// Its body is too large.
    TooLarge,
    /// Its body ended early.
    Incomplete,
    /// Its body is not JSON.
    Unreadable,
    /// The event has been handled: there is nothing to do but to acknowledge it.
    Duplicate,
    /// An earlier delivery of the event is being handled; if that fails, the carrier is to post it again.
    InProgress,
}

impl Refused {
    /// The status to answer with.
    #[must_use]
    pub const fn status(self) -> StatusCode {
        match self {
            Self::WrongPath => StatusCode::NOT_FOUND,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::WrongSource => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Incomplete | Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::Duplicate => StatusCode::OK,
            Self::InProgress => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

/// A webhook that is to be handled. Say [`done`](Self::done) when it has been: only then further deliveries of the event
/// are acknowledged without being handed out. Dropped before, the next one is handed out again.
#[derive(Debug)]
#[must_use = "an event that is dropped without `done` is posted again"]
pub struct Delivery {
    webhook: Webhook,
    claim: Claim,
}

/// An event that has been begun.
#[derive(Debug)]
struct Claim {
    key: Option<EventKey>,
    seen: Arc<Mutex<Seen>>,
}

impl Default for Receiver {
    fn default() -> Self {
        Self {
            secret_path: None,
            sources: None,
            max_bytes: MAX_BYTES,
            seen: Arc::new(Mutex::new(Seen::new(REMEMBERED))),
        }
    }
}

impl Receiver {
    /// Takes everything, up to 256 KiB, and remembers the newest 10,000 events.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes only what is posted to this path, as the carrier was told it: `/hooks/5e1f…`. It is compared in constant time.
    #[must_use]
    pub fn secret_path(mut self, path: impl Into<String>) -> Self {
        self.secret_path = Some(SecretPath::new(path));
        self
    }

    /// Takes only what comes from these addresses, and nothing without a [`Peer`].
    #[must_use]
    pub fn sources(mut self, addresses: impl IntoIterator<Item = IpAddr>) -> Self {
        self.sources = Some(addresses.into_iter().collect());
        self
    }

    /// Takes only bodies of at most so many bytes. By default 256 KiB.
    #[must_use]
    pub fn max_bytes(mut self, bytes: usize) -> Self {
        self.max_bytes = bytes;
        self
    }

    /// Remembers so many events, and forgets what this receiver and its clones have seen. By default 10,000. What must
    /// not be done twice also after a restart, remember by [`Webhook::key`] where you keep what was done.
    #[must_use]
    pub fn remember(mut self, events: usize) -> Self {
        self.seen = Arc::new(Mutex::new(Seen::new(events)));
        self
    }

    /// A tower service that hands each event to `handler`, a `Service<Webhook>`, and answers the carrier: 200 if that
    /// succeeds, 500 if it fails, so that the event is posted again.
    pub fn service<H>(self, handler: H) -> WebhookService<H> {
        WebhookService::new(self, handler)
    }

    /// What the head of a request says already, before its body is read.
    pub(super) fn check(&self, head: &Parts) -> Result<(), Refused> {
        let is_there = |secret: &SecretPath| secret.is(head.uri.path());
        if !self.secret_path.as_ref().is_none_or(is_there) {
            return Err(Refused::WrongPath);
        }
        if head.method != Method::POST {
            return Err(Refused::WrongMethod);
        }
        let Some(sources) = &self.sources else {
            return Ok(());
        };
        let peer = head.extensions.get::<Peer>();
        let is_known = peer.is_some_and(|Peer(address)| sources.contains(&address.to_canonical()));
        is_known.then_some(()).ok_or(Refused::WrongSource)
    }

    pub(super) fn limit(&self) -> usize {
        self.max_bytes
    }

    /// Reads a body whose head has been checked.
    pub(super) fn take(&self, body: &[u8]) -> Result<Delivery, Refused> {
        let webhook = Webhook::parse(body).map_err(|_| Refused::Unreadable)?;
        let key = webhook.key();
        match key.as_ref().and_then(|key| lock(&self.seen).begin(key)) {
            Some(Stage::Done) => Err(Refused::Duplicate),
            Some(Stage::Begun) => Err(Refused::InProgress),
            None => Ok(Delivery {
                webhook,
                claim: Claim {
                    key,
                    seen: Arc::clone(&self.seen),
                },
            }),
        }
    }
}

fn lock(seen: &Mutex<Seen>) -> MutexGuard<'_, Seen> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Delivery {
    /// It has been handled.
    pub fn done(mut self) {
        if let Some(key) = self.claim.key.take() {
            lock(&self.claim.seen).finish(key);
        }
    }
}

impl Deref for Delivery {
    type Target = Webhook;

    fn deref(&self) -> &Webhook {
        &self.webhook
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        if let Some(key) = &self.key {
            lock(&self.seen).abandon(key);
        }
    }
}
