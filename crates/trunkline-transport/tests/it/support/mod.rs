//! What the suites share.

pub(crate) mod calls;
pub(crate) mod fake_list;

use std::time::Duration;

use trunkline_transport::{Client, ClientBuilder, RetryPolicy};

/// A client of `url` that does not wait between its four attempts.
pub(crate) fn hasty(url: &str) -> ClientBuilder {
    Client::builder(url)
        .jitter(|_| Duration::ZERO)
        .retry(RetryPolicy::new().max_attempts(4).initial_backoff(Duration::ZERO))
        .attempt_timeout(Duration::from_secs(10))
}
