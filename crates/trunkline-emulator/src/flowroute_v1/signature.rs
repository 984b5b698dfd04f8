//! Whether a request is signed: every text that may have been signed, compared with the signature (docs/contracts/flowroute-v1.md §1.1, §1.2).

mod queries;
#[cfg(test)]
mod tests;

use hmac::{Hmac, KeyInit, Mac};
use md5::{Digest, Md5};
use sha1::Sha1;

use crate::store::v1::{Signatures, V1};
use crate::time::{Micros, parse_query};
use crate::wire::incoming::{host_of, same_secret};

/// MD5 of no bytes.
const MD5_OF_NOTHING: &str = "d41d8cd98f00b204e9800998ecf8427e";

/// What stands before Flowroute's own paths here.
const API: &str = "/flowroute";

/// A request as it arrived.
pub(super) struct Received<'a> {
    pub(super) method: &'a str,
    pub(super) scheme: &'a str,
    /// Where the client thinks it is talking to.
    pub(super) authority: &'a str,
    /// The `Host` header, which a proxy's client may have left different.
    pub(super) host: Option<&'a str>,
    /// Still percent-encoded, with its trailing slash.
    pub(super) path: &'a str,
    /// Without `?`.
    pub(super) query: &'a str,
    pub(super) body: &'a [u8],
    /// `X-Timestamp`; signed as it was sent.
    pub(super) timestamp: &'a str,
}

/// Whether the signature is that of one of the texts the rules allow.
pub(super) fn is_signed(received: &Received<'_>, secret: &str, signature: &str, rules: &V1) -> bool {
    let Ok(keyed) = Hmac::<Sha1>::new_from_slice(secret.as_bytes()) else {
        return false;
    };
    let lenient = rules.signatures == Signatures::Lenient;
    let addresses = addresses(received, lenient.then_some(rules));
    let queries = queries::candidates(received.query, rules.signatures);
    for hash in body_hashes(received, lenient) {
        let head = format!("{}\n{}\n{hash}\n", received.timestamp, received.method);
        for address in &addresses {
            for query in &queries {
                let mut mac = keyed.clone();
                mac.update(head.as_bytes());
                mac.update(address.as_bytes());
                mac.update(b"\n");
                mac.update(query);
                if same_secret(&hex(&mac.finalize().into_bytes()), signature) {
                    return true;
                }
            }
        }
    }
    tracing::debug!(
        timestamp = received.timestamp,
        method = received.method,
        address = addresses.first(),
        query = %queries.first().map(|query| String::from_utf8_lossy(query)).unwrap_or_default(),
        "not signed; this is what should have been, with the MD5 of the body"
    );
    false
}

/// Scheme, host and path: what was called without its port; leniently with it, or what the public one is.
fn addresses(received: &Received<'_>, lenient: Option<&V1>) -> Vec<String> {
    let (scheme, authority, path) = (received.scheme, received.authority, received.path);
    let mut schemes = vec![scheme];
    let mut hosts = vec![host_of(authority)];
    let mut paths = vec![path.to_owned()];
    if let Some(rules) = lenient {
        let public = &rules.public_url;
        schemes.extend(["https", public.scheme()]);
        hosts.extend([authority, host_of(public.authority()), public.authority()]);
        hosts.extend(received.host.into_iter().flat_map(|host| [host_of(host), host]));
        // A proxy or a hosts entry may have put the prefix in front, or cut it off.
        paths.push(match path.strip_prefix(API) {
            Some(rest) => rest.to_owned(),
            None => format!("{API}{path}"),
        });
    }
    let mut found = Vec::new();
    for scheme in distinct(schemes) {
        for host in distinct(hosts.clone()) {
            found.extend(paths.iter().map(|path| format!("{scheme}://{host}{path}")));
        }
    }
    found
}

/// The third line. Some clients leave it empty for a body of no bytes, one hashes that (docs/contracts/flowroute-v1.md §1.2).
fn body_hashes(received: &Received<'_>, lenient: bool) -> Vec<String> {
    if !received.body.is_empty() {
        return vec![hex(&Md5::digest(received.body))];
    }
    let hashed = matches!(received.method, "PUT" | "POST" | "PATCH");
    let usual = if hashed { MD5_OF_NOTHING } else { "" };
    let other = if hashed { "" } else { MD5_OF_NOTHING };
    let mut found = vec![usual.to_owned()];
    found.extend(lenient.then(|| other.to_owned()));
    found
}

/// Reads `YYYY-MM-DDTHH:MM:SS` with or without a final `Z`; UTC either way.
pub(super) fn stamp(text: &str) -> Option<Micros> {
    const SHAPE: &[u8] = b"0000-00-00T00:00:00";
    let plain = text.strip_suffix('Z').unwrap_or(text);
    let shaped = plain.len() == SHAPE.len()
        && plain.bytes().zip(SHAPE).all(|(byte, shape)| match shape {
            b'0' => byte.is_ascii_digit(),
            other => byte == *other,
        });
    if shaped { parse_query(plain) } else { None }
}

/// Every item once, in order.
fn distinct<T: PartialEq>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut found = Vec::new();
    for item in items {
        if !found.contains(&item) {
            found.push(item);
        }
    }
    found
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
