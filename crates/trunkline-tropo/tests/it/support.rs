//! Requests as text, and documented responses.

use std::fmt::Write;
use std::path::PathBuf;

use bytes::Bytes;
use http::Response;
use serde_json::Value;
use trunkline_core::Endpoint;

/// Name, effect, method, target, headers and body, exactly as they are.
pub(crate) fn render<E: Endpoint>(endpoint: &E) -> String {
    let request = endpoint.request().expect("a valid request");
    let op = E::OPERATION;
    let mut text = format!("{} {:?}", op.name, op.effect);
    text.push_str(if op.confidential { " confidential\n" } else { "\n" });
    let _ = writeln!(text, "{} {}", request.method(), request.uri());
    let mut headers: Vec<_> = request.headers().iter().collect();
    headers.sort_by_key(|(name, _)| name.as_str());
    for (name, value) in headers {
        let _ = writeln!(text, "{name}: {}", value.to_str().expect("text"));
    }
    if !request.body().is_empty() {
        let _ = writeln!(text, "{}", String::from_utf8_lossy(request.body()));
    }
    text
}

/// A response of the carrier's.
pub(crate) fn response(status: u16, body: impl Into<Bytes>) -> Response<Bytes> {
    let mut response = Response::new(body.into());
    *response.status_mut() = status.try_into().expect("a status");
    response
}

/// A documented response: `{"source": …, "status": …, "body": …}`.
pub(crate) struct Documented {
    /// `applications.get.one_element_list`.
    pub(crate) name: String,
    pub(crate) status: u16,
    pub(crate) body: Value,
}

impl Documented {
    /// Resource and verb: `applications.get`.
    pub(crate) fn operation(&self) -> String {
        self.name.split('.').take(2).collect::<Vec<_>>().join(".")
    }

    pub(crate) fn response(&self) -> Response<Bytes> {
        response(self.status, self.body.to_string())
    }
}

/// All of them, in order.
pub(crate) fn documented() -> Vec<Documented> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/documented/tropo-v1");
    let mut found: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder of documented responses")
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let text = std::fs::read_to_string(&path).expect("a file");
            let json: Value = serde_json::from_str(&text).expect("JSON");
            Documented {
                name: path.file_stem().expect("a name").to_string_lossy().into_owned(),
                status: json["status"].as_u64().expect("a status") as u16,
                body: json["body"].clone(),
            }
        })
        .collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}
