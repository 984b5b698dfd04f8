//! Requests as text, and documented responses.

use std::fmt::Write;

use trunkline_core::Endpoint;
pub(crate) use trunkline_testkit::fixtures::Documented;
use trunkline_testkit::request::head;
pub(crate) use trunkline_testkit::script::response;

/// Name, effect, method, target, headers and body, exactly as they are.
pub(crate) fn render<E: Endpoint>(endpoint: &E) -> String {
    let request = endpoint.request().expect("a valid request");
    let op = E::OPERATION;
    let confidential = if op.confidential { " confidential" } else { "" };
    let mut text = format!("{} {:?}{confidential}\n{}", op.name, op.effect, head(&request));
    if !request.body().is_empty() {
        let _ = writeln!(text, "{}", String::from_utf8_lossy(request.body()));
    }
    text
}

/// All documented responses, in order.
pub(crate) fn documented() -> Vec<Documented> {
    Documented::all("tropo-v1")
}
