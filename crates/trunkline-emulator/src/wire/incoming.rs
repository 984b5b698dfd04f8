//! A request taken apart with the emulator's own code: path, query, headers, body.

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use http::{HeaderMap, Method, Request};
use percent_encoding::percent_decode_str;

/// The largest body taken, in bytes.
const BODY_LIMIT: usize = 1024 * 1024;

/// The largest file taken, in bytes.
const FILE_LIMIT: usize = 16 * 1024 * 1024;

/// The largest body that is taken at a path.
pub(crate) fn body_limit(path: &str) -> usize {
    if path.starts_with("/flowroute/s3/") || path.starts_with("/s3/") {
        FILE_LIMIT
    } else {
        BODY_LIMIT
    }
}

/// One request, parsed once.
#[derive(Clone)]
pub(crate) struct Incoming {
    pub(crate) method: Method,
    /// Path and query as received.
    pub(crate) target: String,
    /// Path as the emulator's own tree has it (`/flowroute/v2/numbers`), still percent-encoded, without trailing slash.
    pub(crate) path: String,
    /// Query as received, without `?`.
    pub(crate) raw_query: String,
    /// Query parameters in the order of the request, decoded.
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// `http://127.0.0.1:4010`: where the client thinks it is talking to.
    pub(crate) origin: String,
    /// What stands between the origin and a carrier's own path: `/flowroute`, or nothing for the carrier's real host.
    pub(crate) root: &'static str,
}

/// Where the paths of a request hang in the emulator's own tree.
pub(crate) struct Base {
    /// What the path as received lacks: `/flowroute` for requests to the carrier's real host.
    pub(crate) missing: &'static str,
    /// What stands between the origin and the carrier's own path in links.
    pub(crate) root: &'static str,
}

impl Incoming {
    /// Takes a request apart; `authority` is used when the request names none. `base_of` is given host and path.
    pub(crate) fn new(request: Request<Bytes>, authority: &str, base_of: fn(&str, &str) -> Base) -> Self {
        let (parts, body) = request.into_parts();
        let host = parts
            .headers
            .get(HOST)
            .and_then(|host| host.to_str().ok())
            .filter(|host| is_authority(host));
        let authority = parts
            .uri
            .authority()
            .map(|authority| without_login(authority.as_str()))
            .or(host)
            .unwrap_or(authority);
        let scheme = parts.uri.scheme_str().unwrap_or("http");
        let raw_query = parts.uri.query().unwrap_or_default().to_owned();
        let received = parts.uri.path();
        let target = parts
            .uri
            .path_and_query()
            .map_or(received, |whole| whole.as_str())
            .to_owned();
        let trimmed = received.strip_suffix('/').unwrap_or(received);
        let Base { missing, root } = base_of(host_of(authority), trimmed);
        Self {
            method: parts.method,
            origin: format!("{scheme}://{authority}"),
            root,
            query: form_urlencoded::parse(raw_query.as_bytes())
                .into_owned()
                .collect(),
            target,
            path: format!("{missing}{trimmed}"),
            raw_query,
            headers: parts.headers,
            body,
        }
    }

    /// An absolute link to a path of the carrier, such as `/v2/routes/0`.
    pub(crate) fn link(&self, path: &str) -> String {
        format!("{}{}{path}", self.origin, self.root)
    }

    /// The first query parameter of a name; an empty value counts as absent.
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        let found = self.query.iter().find(|(key, _)| key == name);
        found
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// Media type without parameters, lower case.
    pub(crate) fn media_type(&self) -> Option<String> {
        let value = self.headers.get(CONTENT_TYPE)?.to_str().ok()?;
        let essence = value
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        (!essence.is_empty()).then_some(essence)
    }

    /// User and password of HTTP Basic.
    pub(crate) fn basic(&self) -> Option<(String, String)> {
        use base64::Engine as _;
        let value = self.headers.get(AUTHORIZATION)?.to_str().ok()?;
        let (scheme, encoded) = value.split_once(' ')?;
        if !scheme.eq_ignore_ascii_case("basic") {
            return None;
        }
        let bytes = base64::engine::general_purpose::STANDARD
            .decode(encoded.trim())
            .ok()?;
        let text = String::from_utf8(bytes).ok()?;
        text.split_once(':')
            .map(|(user, password)| (user.to_owned(), password.to_owned()))
    }
}

/// A host and port, or an IPv6 address in brackets, without the port.
pub(crate) fn host_of(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => authority,
    }
}

/// Host and port; a user and password before them are not for links.
fn without_login(authority: &str) -> &str {
    authority.rsplit('@').next().unwrap_or(authority)
}

/// What may stand in a link: letters, digits, and the punctuation of hosts, ports and IPv6 brackets.
fn is_authority(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b".-:[]_".contains(&b))
}

/// Whether two secrets are the same, in a time that does not tell where they differ.
pub(crate) fn same_secret(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut difference = usize::from(a.len() != b.len());
    for index in 0..a.len().max(b.len()) {
        let at = |bytes: &[u8]| bytes.get(index).copied().unwrap_or(0);
        difference |= usize::from(at(a) ^ at(b));
    }
    difference == 0
}

/// What the variable segments of a path stood for, decoded.
#[derive(Clone, Debug, Default)]
pub(crate) struct Params(Vec<(&'static str, String)>);

impl Params {
    /// The text of a segment; empty if the pattern has no such segment.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(key, _)| *key == name)
            .map_or("", |(_, value)| value)
    }

    /// Matches a path against a pattern: literal segments, alternatives (`cnam|cnams`), `{name}` for anything, and
    /// `{name=a|b}` for one of some words.
    pub(crate) fn matching(pattern: &'static str, path: &str) -> Option<Self> {
        let mut found = Vec::new();
        let (mut wanted, mut have) = (pattern.split('/'), path.split('/'));
        loop {
            match (wanted.next(), have.next()) {
                (None, None) => return Some(Self(found)),
                (Some(segment), Some(text)) => {
                    let text = percent_decode_str(text).decode_utf8().ok()?;
                    if let Some(name) = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
                        let (name, words) = name
                            .split_once('=')
                            .map_or((name, None), |(name, words)| (name, Some(words)));
                        let fits = words.is_none_or(|words| words.split('|').any(|word| word == text));
                        if text.is_empty() || !fits {
                            return None;
                        }
                        found.push((name, text.into_owned()));
                    } else if !segment.split('|').any(|word| word == text) {
                        return None;
                    }
                }
                _ => return None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_whole_paths_only() {
        let pattern = "/v2/numbers/{number}/relationships/cnam|cnams/{id}";
        let params = Params::matching(pattern, "/v2/numbers/%2B12064205780/relationships/cnams/7").unwrap();
        assert_eq!(params.get("number"), "+12064205780");
        assert_eq!(params.get("id"), "7");
        assert!(Params::matching(pattern, "/v2/numbers/1/relationships/cnam").is_none());
        assert!(Params::matching(pattern, "/v2/numbers//relationships/cnam/7").is_none());
    }

    #[test]
    fn secrets_are_compared_whole() {
        assert!(same_secret("abc", "abc"));
        assert!(!same_secret("abc", "abd"));
        assert!(!same_secret("abc", "abcd"));
        assert!(!same_secret("", "\0"));
    }
}
