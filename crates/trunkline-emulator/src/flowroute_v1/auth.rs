//! Authentication: access key, signature and its age (docs/contracts/flowroute-v1.md §1.2, failure cases).

use http::header::{DATE, HOST};

use super::errors::unauthorized;
use super::signature::{Received, is_signed, stamp};
use crate::api::Call;
use crate::time::{Micros, SECOND, rfc1123};
use crate::wire::Problem;
use crate::wire::incoming::same_secret;

/// 401 for everything that is wrong; the text says what (assumed). An identical signature may come twice: two equal
/// calls within a second are signed alike.
pub(super) fn authorize(call: &Call<'_>) -> Result<(), Problem> {
    check(call).map_err(|text| {
        // Stated here, not left to the server: the emulator's time may have been moved.
        unauthorized(format!("Authentication failed: {text}")).with_header(DATE, rfc1123(call.wall))
    })
}

fn check(call: &Call<'_>) -> Result<(), &'static str> {
    let (request, login) = (call.request, &call.config.flowroute);
    let (key, signature) = request
        .basic()
        .ok_or("HTTP Basic with access key and signature is wanted.")?;
    if !same_secret(&key, &login.user) {
        return Err("unknown access key.");
    }
    let timestamp = request
        .headers
        .get("x-timestamp")
        .and_then(|value| value.to_str().ok())
        .ok_or("X-Timestamp is missing.")?;
    let at = stamp(timestamp).ok_or("X-Timestamp is not of the form YYYY-MM-DDTHH:MM:SSZ.")?;
    let rules = &call.store.state.switches.flowroute_v1;
    let window = Micros::from(rules.window_seconds) * SECOND;
    // Both sides have whole seconds only.
    if window > 0 && (call.wall / SECOND * SECOND).saturating_sub(at).saturating_abs() > window {
        return Err("X-Timestamp is too far from the time of the server.");
    }
    let (scheme, authority) = request.origin.split_once("://").unwrap_or(("http", ""));
    let received = Received {
        method: request.method.as_str(),
        scheme,
        authority,
        host: request.headers.get(HOST).and_then(|host| host.to_str().ok()),
        path: request.target.split('?').next().unwrap_or_default(),
        query: &request.raw_query,
        body: &request.body,
        timestamp,
    };
    if is_signed(&received, &login.secret, &signature, rules) {
        Ok(())
    } else {
        Err("the signature does not match the request.")
    }
}
