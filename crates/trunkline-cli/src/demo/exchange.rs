//! HTTP exchanges: what a step should cause, and what the emulator has seen.

use std::fmt;

use serde::Serialize;
use trunkline::PhoneNumber;
use trunkline_emulator::Emulator;

/// One request, and the status of its response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct HttpExchange {
    /// The method.
    pub(crate) method: String,
    /// Path and query below the base URL.
    pub(crate) target: String,
    /// The status; none if there was no response.
    pub(crate) status: Option<u16>,
}

impl HttpExchange {
    fn new(method: &str, target: impl Into<String>, status: Option<u16>) -> Self {
        Self {
            method: method.to_owned(),
            target: target.into(),
            status,
        }
    }

    /// The status, or that there was none.
    pub(crate) fn status_text(&self) -> String {
        self.status
            .map_or_else(|| "no response".to_owned(), |status| status.to_string())
    }
}

impl fmt::Display for HttpExchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} -> {}", self.method, self.target, self.status_text())
    }
}

/// A read.
pub(super) fn get(target: impl Into<String>) -> HttpExchange {
    HttpExchange::new("GET", target, Some(200))
}

/// A `POST` that is answered with this status.
pub(super) fn post(target: impl Into<String>, status: u16) -> HttpExchange {
    HttpExchange::new("POST", target, Some(status))
}

/// A `POST` whose reply is lost.
pub(super) fn lost_post(target: impl Into<String>) -> HttpExchange {
    HttpExchange::new("POST", target, None)
}

/// A `PATCH` that is answered with this status.
pub(super) fn patch(target: impl Into<String>, status: u16) -> HttpExchange {
    HttpExchange::new("PATCH", target, Some(status))
}

/// A `DELETE` that is answered with this status.
pub(super) fn delete(target: impl Into<String>, status: u16) -> HttpExchange {
    HttpExchange::new("DELETE", target, Some(status))
}

/// A path below that of a number.
pub(super) fn path(number: PhoneNumber, below: &str) -> String {
    format!("/v2/numbers/{}{below}", number.digits())
}

/// All exchanges but the first `skip`, in the order in which the requests arrived.
pub(super) fn seen(emulator: &Emulator, skip: usize) -> Vec<HttpExchange> {
    let requests = emulator.requests().into_iter().skip(skip);
    requests
        .map(|request| {
            let target = request
                .target
                .strip_prefix("/flowroute")
                .unwrap_or(&request.target);
            HttpExchange::new(&request.method, target, request.status)
        })
        .collect()
}
