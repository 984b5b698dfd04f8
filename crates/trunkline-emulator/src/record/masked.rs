//! What of a request may be remembered: everything but its secrets.

use std::collections::BTreeMap;

use http::HeaderMap;
use serde_json::Value;

use crate::wire::Incoming;

/// What the names of secrets contain, in lower case and without `_` and `-`.
const SECRETS: [&str; 7] = [
    "password",
    "accountnumber",
    "cardnumber",
    "securitycode",
    "token",
    "secret",
    "key",
];

/// Names of headers whose values are secrets, in lower case.
const SECRET_HEADERS: [&str; 3] = ["cookie", "proxy-authorization", "x-api-key"];

/// What stands for a secret.
const MASK: &str = "***";

fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase().replace(['_', '-'], "");
    SECRETS.iter().any(|secret| name.contains(secret))
}

/// A target without the secrets of its query: Tropo's account service of old has passwords there.
pub(crate) fn target(target: &str) -> String {
    match target.split_once('?') {
        Some((path, query)) => format!("{path}?{}", form(query)),
        None => target.to_owned(),
    }
}

/// `name=value` pairs.
fn form(pairs: &str) -> String {
    let pairs = pairs.split('&').map(|pair| {
        let (name, _) = pair.split_once('=').unwrap_or((pair, ""));
        let decoded = percent_encoding::percent_decode_str(name).decode_utf8_lossy();
        if is_secret(&decoded) {
            format!("{name}={MASK}")
        } else {
            pair.to_owned()
        }
    });
    pairs.collect::<Vec<_>>().join("&")
}

/// Headers by their names in lower case; of `Authorization` the scheme alone.
pub(crate) fn headers(map: &HeaderMap) -> BTreeMap<String, String> {
    let shown = map.iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes());
        let value = match name.as_str() {
            "authorization" => format!("{} {MASK}", value.split(' ').next().unwrap_or_default()),
            name if SECRET_HEADERS.contains(&name) => MASK.to_owned(),
            _ => value.into_owned(),
        };
        (name.as_str().to_owned(), value)
    });
    shown.collect()
}

/// The body as text; nothing if it has none, or is no text. What is neither JSON nor a form is hidden as a whole if it may
/// name a secret.
pub(crate) fn body(request: &Incoming) -> Option<String> {
    let text = std::str::from_utf8(&request.body)
        .ok()
        .filter(|text| !text.is_empty())?;
    let form_encoded = request
        .media_type()
        .is_some_and(|media_type| media_type.ends_with("form-urlencoded"));
    if let Ok(mut document) = serde_json::from_str::<Value>(text) {
        let hidden = mask(&mut document);
        return Some(if hidden > 0 {
            document.to_string()
        } else {
            text.to_owned()
        });
    }
    if form_encoded {
        return Some(form(text));
    }
    let lower = text.to_ascii_lowercase();
    let names_one = SECRETS.iter().any(|secret| lower.contains(secret));
    Some(if names_one {
        MASK.to_owned()
    } else {
        text.to_owned()
    })
}

/// Hides the secrets of a document and counts them.
fn mask(document: &mut Value) -> usize {
    let hide = |(name, value): (&String, &mut Value)| {
        if is_secret(name) {
            *value = Value::from(MASK);
            1
        } else {
            mask(value)
        }
    };
    match document {
        Value::Object(members) => members.iter_mut().map(hide).sum(),
        Value::Array(items) => items.iter_mut().map(mask).sum(),
        _ => 0,
    }
}
