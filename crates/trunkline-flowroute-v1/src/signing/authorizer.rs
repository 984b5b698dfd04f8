//! Signing every attempt, and correcting a wrong clock by the carrier's.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::{AUTHORIZATION, DATE};
use http::{Method, Request, Response, StatusCode};
use trunkline_core::Timestamp;
use trunkline_transport::{AuthorizeError, Authorizer, Reauthorize};

use super::{Signer, X_TIMESTAMP, timestamp};
use crate::Credentials;

/// By how many seconds our time may differ from the carrier's before a refusal is put down to it. Time on the way and
/// whole seconds account for a few; the carrier's own limit is not documented, but is more (docs/contracts/flowroute-v1.md §1.2).
const TOLERANCE: u64 = 10;

/// Signs every attempt, and corrects a wrong clock by the carrier's.
#[derive(Debug)]
pub(crate) struct SignedRequests {
    signer: Signer,
    /// Seconds that the carrier's clock is ahead of ours. One number, so nothing needs to be ordered around it.
    ahead: AtomicI64,
}

impl SignedRequests {
    pub(crate) fn new(credentials: Credentials) -> Self {
        Self {
            signer: Signer::new(credentials),
            ahead: AtomicI64::new(0),
        }
    }

    /// The carrier's time, as far as it is known.
    fn carrier_time(&self, now: SystemTime) -> SystemTime {
        let ahead = self.ahead.load(Ordering::Relaxed);
        let offset = Duration::from_secs(ahead.unsigned_abs());
        let time = if ahead < 0 {
            now.checked_sub(offset)
        } else {
            now.checked_add(offset)
        };
        time.unwrap_or(now)
    }
}

impl Authorizer for SignedRequests {
    fn authorize(&self, request: &mut Request<Bytes>, now: SystemTime) -> Result<(), AuthorizeError> {
        let body = signed_body(request).cloned();
        let signed = self
            .signer
            .sign(
                request.method(),
                request.uri(),
                body.as_deref(),
                &timestamp(self.carrier_time(now)),
            )
            .map_err(|e| AuthorizeError::new(e.to_string()))?;
        *request.uri_mut() = signed.uri;
        request.headers_mut().insert(AUTHORIZATION, signed.authorization);
        request.headers_mut().insert(X_TIMESTAMP, signed.timestamp);
        Ok(())
    }

    /// A clock error shows up as 401 (docs/contracts/flowroute-v1.md §4, 18). Wrong keys with a right clock are not tried again.
    ///
    /// Signing a purchase once more is safe: 401 says that the signature was rejected (§1.4), which is found out before the
    /// request is looked at (§5.4).
    fn on_refusal(&self, response: &Response<Bytes>, now: SystemTime) -> Reauthorize {
        if response.status() != StatusCode::UNAUTHORIZED {
            return Reauthorize::No;
        }
        let (Some(theirs), Some(ours), Some(believed)) =
            (date(response), seconds(now), seconds(self.carrier_time(now)))
        else {
            return Reauthorize::No;
        };
        if theirs.abs_diff(believed) <= TOLERANCE {
            return Reauthorize::No;
        }
        self.ahead.store(theirs.saturating_sub(ours), Ordering::Relaxed);
        Reauthorize::Once
    }
}

/// Requests that can have a body are signed with it, also when it is empty (docs/contracts/flowroute-v1.md §1.2).
fn signed_body(request: &Request<Bytes>) -> Option<&Bytes> {
    let bare = matches!(*request.method(), Method::GET | Method::HEAD | Method::DELETE);
    (!bare || !request.body().is_empty()).then(|| request.body())
}

fn seconds(time: SystemTime) -> Option<i64> {
    Timestamp::from(time).unix_seconds()
}

fn date(response: &Response<Bytes>) -> Option<i64> {
    let text = response.headers().get(DATE)?.to_str().ok()?;
    Timestamp::from(text).unix_seconds()
}
