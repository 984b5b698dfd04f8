//! What the name of a header or field tells about its value.

/// What to do with a field's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Goes, with everything inside it.
    Secret,
    /// Says who somebody is, where they live or what they wrote; goes in favor of this text.
    Name(&'static str),
    /// The carrier's id of something: kept, even if its digits happen to look like a card's.
    Id,
    /// Judged by what it looks like.
    Other,
}

/// What to do with a header's value. Only what is listed stays: a header nobody thought of may be a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Header {
    Plain,
    Length,
    Scheme,
    Hidden,
}

const PLAIN_HEADERS: &[&str] = &[
    "accept",
    "allow",
    "cache-control",
    "connection",
    "content-encoding",
    "content-type",
    "host",
    "location",
    "retry-after",
    "transfer-encoding",
    "user-agent",
    "vary",
    "www-authenticate",
    "x-ratelimit-limit",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
    "x-timestamp",
];

pub(super) fn header(name: &str) -> Header {
    match name.to_ascii_lowercase().as_str() {
        "authorization" | "proxy-authorization" => Header::Scheme,
        "content-length" => Header::Length,
        name if PLAIN_HEADERS.contains(&name) => Header::Plain,
        _ => Header::Hidden,
    }
}

/// Anywhere in a field's name, which is compared without case, `_` and `-`.
const SECRET_PARTS: &[&str] = &[
    "password",
    "passwd",
    "passphrase",
    "secret",
    "token",
    "authorization",
    "credential",
    "apikey",
    "accesskey",
    "privatekey",
    "confirmationkey",
    "securitycode",
    "cardnumber",
    "accountnumber",
    "provideraccount",
    "expirationdate",
    "ssn",
    "cookie",
    "xamzsignature",
];

/// The whole of a field's name.
const SECRET_NAMES: &[&str] = &[
    "key",
    "pin",
    "cvv",
    "cvc",
    "sig",
    "signature",
    "bodymd5",
    "pass",
    "pwd",
    "auth",
];

/// The whole of a field's name, and what stands there instead.
const PERSONAL: &[(&str, &str)] = &[
    ("firstname", "Pat"),
    ("lastname", "Example"),
    ("fullname", "Pat Example"),
    ("nameonaccount", "Pat Example"),
    ("billingname", "Pat Example"),
    ("signaturename", "Pat Example"),
    ("signaturetitle", "redacted"),
    ("contactname", "Pat Example"),
    ("callername", "EXAMPLE"),
    ("customername", "Pat Example"),
    ("subscriber", "Pat Example"),
    ("username", "example"),
    ("company", "Example"),
    ("organization", "Example"),
    ("jobtitle", "redacted"),
    ("email", "person@example.com"),
    ("street", "Example Street"),
    ("street2", "redacted"),
    ("streetname", "Example Street"),
    ("streetnumber", "1"),
    ("address", "1 Example Street"),
    ("address2", "redacted"),
    ("addresstypenumber", "1"),
    ("billingaddress", "1 Example Street"),
    ("zip", "00000"),
    ("zipcode", "00000"),
    ("postalcode", "00000"),
    ("website", "https://www.example.com"),
    ("body", "redacted"),
    ("text", "redacted"),
    ("msg", "redacted"),
    ("messagebody", "redacted"),
    ("note", "redacted"),
    ("comments", "redacted"),
    ("alias", "redacted"),
    ("numberaliases", "redacted"),
    ("label", "redacted"),
    ("filename", "redacted"),
];

pub(super) fn class(key: &str) -> Class {
    let plain: String = key
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    if SECRET_NAMES.contains(&plain.as_str()) || SECRET_PARTS.iter().any(|part| plain.contains(part)) {
        return Class::Secret;
    }
    if let Some((_, replacement)) = PERSONAL.iter().find(|(name, _)| *name == plain) {
        return Class::Name(replacement);
    }
    let names_an_id = key == "id" || key.ends_with("_id") || key.ends_with("Id");
    if names_an_id { Class::Id } else { Class::Other }
}
