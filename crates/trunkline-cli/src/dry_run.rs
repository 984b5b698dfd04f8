//! `--dry-run`: a request as it would be sent.

use bytes::Bytes;
use http::Request;
use serde::Serialize;
use serde_json::Value;
use trunkline::Endpoint;

use crate::failure::Failure;
use crate::output::Output;

/// A request, for programs.
#[derive(Serialize)]
struct Shown<'a> {
    operation: &'static str,
    method: &'a str,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<Value>,
    sent: bool,
}

/// Shows the request of `endpoint`, which is not sent.
pub(crate) fn show<E: Endpoint>(endpoint: &E, base_url: &str, output: &mut Output) -> Result<(), Failure> {
    let mut request = endpoint.request()?;
    if E::OPERATION.confidential && !request.body().is_empty() {
        *request.body_mut() = Bytes::from_static(b"(may hold secrets, so it is not shown)");
    }
    show_request(E::OPERATION.name, &request, base_url, output)
}

/// Shows a request, which is not sent.
pub(crate) fn show_request(
    operation: &'static str,
    request: &Request<Bytes>,
    base_url: &str,
    output: &mut Output,
) -> Result<(), Failure> {
    let text = String::from_utf8_lossy(request.body());
    let body = match serde_json::from_str(&text) {
        _ if text.is_empty() => None,
        Ok(json) => Some(json),
        Err(_) => Some(Value::from(text.as_ref())),
    };
    let shown = Shown {
        operation,
        method: request.method().as_str(),
        url: format!("{base_url}{}", request.uri()),
        body,
        sent: false,
    };
    if output.is_json() {
        return output.object(&shown);
    }
    output.text(&format!("{} {}", shown.method, shown.url))?;
    match &shown.body {
        Some(Value::String(text)) => output.text(text)?,
        Some(json) => output.text(&json.to_string())?,
        None => {}
    }
    output.note("not sent (--dry-run)")
}
