//! What the suites share.

pub(crate) mod calls;
pub(crate) mod script;
pub(crate) mod server;
pub(crate) mod shelf;

use std::time::Duration;

use trunkline_transport::{Client, ClientBuilder};

/// A client of `url` that does not wait between attempts.
pub(crate) fn hasty(url: &str) -> ClientBuilder {
    Client::builder(url)
        .dice(|_| Duration::ZERO)
        .attempt_timeout(Duration::from_secs(10))
}
