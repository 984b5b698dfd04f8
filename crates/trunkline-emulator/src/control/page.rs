//! The page for people: what is on the accounts, what was asked, and buttons for what one does by hand. It is made of the files
//! beside this one and reads `GET overview`.

use bytes::Bytes;
use http::header::{ACCEPT, CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, VARY};

use super::ControlResult;
use crate::engine::Engine;
use crate::wire::{Answer, Incoming, Params};

/// Nothing from elsewhere, nothing inline, no text of anybody as HTML, not within another page.
const POLICY: &str = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
    object-src 'none'; require-trusted-types-for 'script'";

const PAGE: &str = include_str!("page/index.html");

/// Name, type and content of what the page loads.
const FILES: &[(&str, &str, &str)] = &[
    (
        "style.css",
        "text/css; charset=utf-8",
        include_str!("page/style.css"),
    ),
    (
        "script.js",
        "text/javascript; charset=utf-8",
        include_str!("page/script.js"),
    ),
    ("icon.svg", "image/svg+xml", include_str!("page/icon.svg")),
];

/// Whether it is a browser that asks for something to show; programs get the list of calls.
pub(super) fn is_wanted(request: &Incoming) -> bool {
    let mut accepted = request.headers.get_all(ACCEPT).into_iter();
    accepted.any(|value| value.to_str().is_ok_and(|value| value.contains("text/html")))
}

/// The page itself.
pub(super) fn answer() -> Answer {
    text("text/html; charset=utf-8", PAGE)
        .with_header(REFERRER_POLICY, "no-referrer")
        .with_header(VARY, "accept")
}

/// What it loads.
pub(super) fn file(_: &Engine, _: &Incoming, params: &Params) -> ControlResult {
    let name = params.get("file");
    let found = FILES.iter().find(|(known, ..)| *known == name);
    let (_, content_type, content) = found.ok_or_else(|| (404, "there is no such file".to_owned()))?;
    Ok(text(content_type, content))
}

fn text(content_type: &'static str, content: &'static str) -> Answer {
    let answer = Answer {
        content_type: Some(content_type),
        body: Bytes::from_static(content.as_bytes()),
        ..Answer::empty(200)
    };
    answer
        .with_header(CONTENT_SECURITY_POLICY, POLICY)
        .with_header(CACHE_CONTROL, "no-cache")
}
