//! What a refusal of a file's host says. Storage services answer in XML of their own.

use http::{Response, StatusCode};
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use trunkline_core::ErrorKind;

use super::{Link, Stopped};

/// How much of a refusal is read.
const LIMIT: usize = 64 * 1024;

/// What a refusal means: whether another attempt may succeed, and its words.
pub(super) async fn read(link: &Link, response: Response<Incoming>) -> Stopped {
    let status = response.status();
    let body = Limited::new(response.into_body(), LIMIT).collect().await;
    let words = body.ok().map(|body| words(&body.to_bytes())).unwrap_or_default();
    let (kind, again) = meaning(status);
    let line = match words.is_empty() {
        true => format!("the file's host refused ({})", status.as_u16()),
        false => format!("{words} ({})", status.as_u16()),
    };
    let error = link.fail(kind, line).with_status(status);
    match (again, kind) {
        (true, _) => Stopped::Again(error),
        (false, ErrorKind::Forbidden | ErrorKind::NotFound) => {
            Stopped::ForGood(error.with_hint("the address may have expired: ask the carrier for a new one"))
        }
        (false, _) => Stopped::ForGood(error),
    }
}

fn meaning(status: StatusCode) -> (ErrorKind, bool) {
    match status.as_u16() {
        300..=399 => (ErrorKind::Redirect, false),
        401 | 403 => (ErrorKind::Forbidden, false),
        404 | 410 => (ErrorKind::NotFound, false),
        408 => (ErrorKind::Timeout, true),
        429 => (ErrorKind::RateLimited, true),
        400..=499 => (ErrorKind::Rejected, false),
        _ => (ErrorKind::Server, true),
    }
}

/// `AccessDenied: Request has expired` out of `<Error><Code>…</Code><Message>…</Message></Error>`.
fn words(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let found = ["Code", "Message"].map(|name| element(&text, name));
    let parts: Vec<&str> = found.into_iter().flatten().collect();
    parts.join(": ").chars().take(300).collect()
}

fn element<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let begun = text.split_once(&format!("<{name}>"))?.1;
    Some(begun.split_once(&format!("</{name}>"))?.0.trim())
}
