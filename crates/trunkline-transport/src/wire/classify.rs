//! Turns an error of hyper into what it proves about the request. Only the error counts, not what usually causes it: a server
//! that closes without reading and one that reads, acts and closes give the same error.

use std::error::Error as StdError;
use std::io;
use std::time::Duration;

use hyper_util::client::legacy::Error;
use trunkline_core::{ErrorKind, Evidence};

use super::connector::ConnectTimeout;
use crate::TransportError;
use crate::attempt_timeout::Seconds;
use crate::base_url::BaseUrl;
use crate::proxy::ProxyParts;

/// Where connections go, in words.
pub(super) struct Peer {
    to: String,
    connect_timeout: Duration,
}

impl Peer {
    pub(super) fn new(base: &BaseUrl, proxy: Option<&ProxyParts>, connect_timeout: Duration) -> Self {
        let host = base.host_and_port();
        let to = match proxy.and_then(|p| p.uri.authority()) {
            Some(proxy) => format!("{host} through the proxy {proxy}"),
            None => host,
        };
        Self { to, connect_timeout }
    }
}

/// An attempt that failed before the head of an answer. `sent` says whether any of it may have been written.
pub(super) fn failed(error: Error, sent: bool, peer: &Peer) -> TransportError {
    let failure = match direct_cause(&error) {
        _ if error.is_connect() => not_connected(&error, peer),
        Some(hyper) if hyper.is_canceled() => TransportError::new(
            Evidence::NotProcessed,
            ErrorKind::ConnectionLost,
            "the connection closed before the request was sent",
        ),
        _ if !sent => TransportError::not_sent(format!("no connection to {}", peer.to)),
        Some(hyper) if hyper.is_parse() => TransportError::new(
            Evidence::Inconclusive,
            ErrorKind::Decode,
            "the response is not HTTP",
        ),
        _ if is_reset(&error) => {
            TransportError::maybe_sent("the connection was reset after the request had been sent")
        }
        _ => TransportError::maybe_sent("the connection closed after the request had been sent"),
    };
    failure.caused_by(error)
}

fn direct_cause(error: &Error) -> Option<&hyper::Error> {
    error.source()?.downcast_ref()
}

fn not_connected(error: &Error, peer: &Peer) -> TransportError {
    if find::<ConnectTimeout>(error).is_some() {
        let what = format!(
            "no connection to {} within {}",
            peer.to,
            Seconds(peer.connect_timeout)
        );
        return TransportError::new(Evidence::NotProcessed, ErrorKind::Timeout, what);
    }
    if let Some(tls) = find::<rustls::Error>(error) {
        return tls_failed(tls, peer);
    }
    let refused = find::<io::Error>(error).is_some_and(|e| e.kind() == io::ErrorKind::ConnectionRefused);
    let why = if refused { ": connection refused" } else { "" };
    TransportError::not_sent(format!("no connection to {}{why}", peer.to))
}

fn tls_failed(error: &rustls::Error, peer: &Peer) -> TransportError {
    match error {
        // Trying again shows the same certificate.
        rustls::Error::InvalidCertificate(_) => {
            let what = format!("the certificate of {} was not accepted", peer.to);
            TransportError::unsendable(ErrorKind::ConnectFailed, what)
        }
        _ => TransportError::not_sent(format!("no encrypted connection to {}", peer.to)),
    }
}

fn is_reset(error: &Error) -> bool {
    let kind = find::<io::Error>(error).map(io::Error::kind);
    matches!(
        kind,
        Some(io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe | io::ErrorKind::ConnectionAborted)
    )
}

/// The first error of type `T` among the causes of `error`, those that an [`io::Error`] wraps included.
fn find<'a, T: StdError + 'static>(error: &'a (dyn StdError + 'static)) -> Option<&'a T> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        // The source of an io::Error is the source of what it wraps, not what it wraps.
        let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        next = match wrapped {
            Some(wrapped) => Some(wrapped),
            None => error.source(),
        };
    }
    None
}
