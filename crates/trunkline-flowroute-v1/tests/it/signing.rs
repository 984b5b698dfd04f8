//! Signing: the contract's sixteen vectors, and what must and must not change a signature.

use crate::support;
use std::fs;
use std::time::{Duration, SystemTime};

use http::{Method, Uri};
use proptest::prelude::*;
use trunkline_core::Endpoint;
use trunkline_flowroute_v1::Credentials;
use trunkline_flowroute_v1::numbers::{Purchase, UpdateRoutes};
use trunkline_flowroute_v1::routes::{CreateRoute, RouteTarget};
use trunkline_flowroute_v1::signing::{Signer, SigningError, canonical_query, string_to_sign, timestamp};

const ACCESS: &str = "11223344";
const SECRET: &str = "emulator-secret-0123456789abcdef";
const TIME: &str = "2016-05-26T18:32:40Z";

/// One folder of `tests/fixtures/signing`.
struct Vector {
    method: Method,
    uri: Uri,
    time: String,
    body: Option<Vec<u8>>,
    canonical: String,
    string_to_sign: String,
    signature: String,
    header: String,
}

impl Vector {
    fn read(number: usize) -> Self {
        let folder = trunkline_testkit::fixtures::folder().join(format!("signing/V{number:02}"));
        let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
        let request = text("request");
        let mut lines = request.lines();
        let (method, uri) = lines.next().unwrap().split_once(' ').unwrap();
        Self {
            method: method.parse().unwrap(),
            uri: uri.parse().unwrap(),
            time: lines.next().unwrap().to_owned(),
            body: fs::read(folder.join("body")).ok(),
            canonical: text("canonical").trim_end().to_owned(),
            string_to_sign: text("string-to-sign"),
            signature: text("signature").trim_end().to_owned(),
            header: text("header"),
        }
    }
}

fn signer() -> Signer {
    Signer::new(Credentials::new(ACCESS, SECRET))
}

fn signature(method: &Method, uri: &str, body: Option<&[u8]>, time: &str) -> String {
    signer()
        .sign(method, &uri.parse().unwrap(), body, time)
        .unwrap()
        .signature
}

#[test]
fn all_vectors_of_the_contract() {
    for number in 1..=16 {
        let v = Vector::read(number);
        let text = string_to_sign(&v.method, &v.uri, v.body.as_deref(), &v.time).unwrap();
        assert_eq!(text, v.string_to_sign, "V{number}");
        let signed = signer()
            .sign(&v.method, &v.uri, v.body.as_deref(), &v.time)
            .unwrap();
        assert_eq!(signed.uri, v.canonical.as_str(), "V{number}");
        assert_eq!(
            signed.uri.query().unwrap_or_default(),
            canonical_query(v.uri.query().unwrap_or_default())
        );
        assert_eq!(signed.signature, v.signature, "V{number}");
        let header = format!(
            "Authorization: {}\nX-Timestamp: {}\n",
            signed.authorization.to_str().unwrap(),
            signed.timestamp.to_str().unwrap()
        );
        assert_eq!(header, v.header, "V{number}");
        assert!(signed.authorization.is_sensitive());
    }
}

/// The bodies of the vectors are the bodies that are sent: whole requests are signed as the service's own client does.
#[test]
fn our_requests_are_the_vectors() {
    let host = RouteTarget::host("24.239.23.40:5060").unwrap();
    let uri = RouteTarget::uri("sip:josé@münchen.example").unwrap();
    let pstn = RouteTarget::pstn("12065551212").unwrap();
    let number = support::number();
    let requests = [
        (6, Purchase::new(number).request().unwrap()),
        (
            7,
            UpdateRoutes::new(number, "HOSTroute1", "URIroute1")
                .request()
                .unwrap(),
        ),
        (8, CreateRoute::new("HOSTroute1", host).request().unwrap()),
        (9, CreateRoute::new("URIroute1", uri).request().unwrap()),
        (11, CreateRoute::new("My Host+1", pstn).request().unwrap()),
    ];
    for (vector, request) in requests {
        let v = Vector::read(vector);
        let uri: Uri = format!("https://api.flowroute.com{}", request.uri())
            .parse()
            .unwrap();
        let signed = signer()
            .sign(request.method(), &uri, Some(request.body()), &v.time)
            .unwrap();
        assert_eq!(signed.signature, v.signature, "V{vector}");
        assert_eq!(
            request.headers()["content-type"],
            "application/json; charset=utf-8"
        );
    }
}

#[test]
fn what_the_contract_wants_rejected_signs_differently() {
    let v6 = Vector::read(6);
    let body = v6.body.as_deref();
    let other = Signer::new(Credentials::new(ACCESS, format!("{SECRET}x")));
    assert_ne!(
        other.sign(&v6.method, &v6.uri, body, &v6.time).unwrap().signature,
        v6.signature
    );
    let squeezed = br#"{"billing_method":"METERED"}"#;
    let uri = v6.uri.to_string();
    assert_ne!(
        signature(&Method::PUT, &uri, Some(squeezed), &v6.time),
        v6.signature
    );
    assert_ne!(
        signature(&Method::PUT, &uri, body, "2016-05-26T18:32:41Z"),
        v6.signature
    );
    assert_ne!(signature(&Method::PATCH, &uri, body, &v6.time), v6.signature);
    assert_ne!(
        signature(&Method::PUT, &uri, None, &v6.time),
        signature(&Method::PUT, &uri, Some(b""), &v6.time)
    );
}

#[test]
fn only_an_absolute_address_is_signed() {
    let relative: Uri = "/v1/tns/".parse().unwrap();
    assert_eq!(
        signer().sign(&Method::GET, &relative, None, TIME).unwrap_err(),
        SigningError::Relative
    );
    let uri: Uri = "https://api.flowroute.com/v1/tns/".parse().unwrap();
    assert_eq!(
        signer().sign(&Method::GET, &uri, None, "a\nb").unwrap_err(),
        SigningError::Header
    );
}

#[test]
fn timestamps_are_utc_in_whole_seconds() {
    let then = SystemTime::UNIX_EPOCH + Duration::from_millis(1_464_287_560_999);
    assert_eq!(timestamp(then), TIME);
}

#[test]
fn a_name_without_a_value_is_sent_as_it_is_signed() {
    assert_eq!(canonical_query("&b&&a=1&"), "a=1&b=");
    assert_eq!(canonical_query("%C3%A9=%FF&a=b=c"), "a=b%3Dc&%C3%A9=%FF");
}

#[test]
fn secrets_are_not_shown() {
    let signed = signer()
        .sign(&Method::GET, &"https://h/v1/".parse().unwrap(), None, TIME)
        .unwrap();
    let shown = format!(
        "{:?} {:?} {:?}",
        signer(),
        Credentials::new(ACCESS, SECRET),
        signed
    );
    assert!(!shown.contains(SECRET) && shown.contains(ACCESS), "{shown}");
    assert!(
        !shown.contains("Basic") && !shown.contains(&signed.signature),
        "{shown}"
    );
}

/// Names and values that need every kind of encoding.
fn pairs() -> impl Strategy<Value = Vec<(String, String)>> {
    let pair = ("[a-z~*é ]{1,6}", "[ -~é€]{0,8}");
    prop::collection::vec(pair, 0..6).prop_map(|mut pairs: Vec<(String, String)>| {
        pairs.sort();
        pairs.dedup_by(|a, b| a.0 == b.0);
        pairs
    })
}

fn query(pairs: &[(String, String)]) -> String {
    let encode = |text: &str| {
        percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
    };
    pairs
        .iter()
        .map(|(n, v)| format!("{}={}", encode(n), encode(v)))
        .collect::<Vec<_>>()
        .join("&")
}

fn address(path: &str, query: &str) -> String {
    format!("https://api.flowroute.com/{path}?{query}")
}

proptest! {
    #[test]
    fn any_order_of_parameters_signs_alike(
        (sorted, shuffled) in pairs().prop_flat_map(|p| (Just(p.clone()), Just(p).prop_shuffle()))
    ) {
        let a = signer().sign(&Method::GET, &address("v1/tns/", &query(&sorted)).parse().unwrap(), None, TIME).unwrap();
        let b = signer().sign(&Method::GET, &address("v1/tns/", &query(&shuffled)).parse().unwrap(), None, TIME).unwrap();
        prop_assert_eq!(a, b);
    }

    #[test]
    fn the_canonical_query_is_canonical_and_loses_nothing(pairs in pairs()) {
        let once = canonical_query(&query(&pairs));
        prop_assert_eq!(canonical_query(&once), once.clone());
        let read: Vec<(String, String)> = form_urlencoded::parse(once.as_bytes()).into_owned().collect();
        prop_assert_eq!(read, pairs);
    }

    #[test]
    fn what_is_signed_is_what_is_sent(pairs in pairs()) {
        let uri: Uri = address("v1/tns/", &query(&pairs)).parse().unwrap();
        let signed = signer().sign(&Method::GET, &uri, None, TIME).unwrap();
        let text = string_to_sign(&Method::GET, &uri, None, TIME).unwrap();
        prop_assert_eq!(text.lines().nth(4).unwrap_or_default(), signed.uri.query().unwrap_or_default());
        prop_assert_eq!(signer().sign(&Method::GET, &signed.uri, None, TIME).unwrap(), signed);
    }

    #[test]
    fn any_change_changes_the_signature(
        path in "[a-z0-9/]{1,12}", other_path in "[a-z0-9/]{1,12}",
        pairs in pairs(), extra in "[ -~]{0,6}",
        body in prop::collection::vec(any::<u8>(), 0..40), other_body in prop::collection::vec(any::<u8>(), 0..40),
        secret in "[!-~]{1,80}", second in 0u64..4_000_000_000, other_second in 0u64..4_000_000_000,
    ) {
        let time = |s| timestamp(SystemTime::UNIX_EPOCH + Duration::from_secs(s));
        let sign = |secret: &str, method: &Method, path: &str, query: &str, body: &[u8], time: &str| {
            let signer = Signer::new(Credentials::new(ACCESS, secret));
            signer.sign(method, &address(path, query).parse().unwrap(), Some(body), time).unwrap().signature
        };
        let q = query(&pairs);
        let base = sign(&secret, &Method::PUT, &path, &q, &body, &time(second));
        prop_assert_eq!(&sign(&secret, &Method::PUT, &path, &q, &body, &time(second)), &base);
        prop_assert_ne!(&sign(&secret, &Method::PATCH, &path, &q, &body, &time(second)), &base);
        prop_assert_ne!(&sign(&format!("{secret}x"), &Method::PUT, &path, &q, &body, &time(second)), &base);
        let mut more = pairs.clone();
        more.push(("zz-new".to_owned(), extra));
        prop_assert_ne!(&sign(&secret, &Method::PUT, &path, &query(&more), &body, &time(second)), &base);
        if path != other_path {
            prop_assert_ne!(&sign(&secret, &Method::PUT, &other_path, &q, &body, &time(second)), &base);
        }
        if body != other_body {
            prop_assert_ne!(&sign(&secret, &Method::PUT, &path, &q, &other_body, &time(second)), &base);
        }
        if second != other_second {
            prop_assert_ne!(&sign(&secret, &Method::PUT, &path, &q, &body, &time(other_second)), &base);
        }
    }
}
