//! The vectors of the contract (docs/contracts/flowroute-v1.md §6), against the verifier alone.

use std::time::Instant;

use serde_json::Value;

use super::{Received, is_signed, stamp};
use crate::store::v1::{Signatures, V1};
use crate::time::{EPOCH, SECOND};

const VECTORS: &str = include_str!("../../../tests/it/v1_vectors.json");
const SECRET: &str = "emulator-secret-0123456789abcdef";

fn vectors() -> Value {
    serde_json::from_str(VECTORS).unwrap()
}

/// A vector as a request: sent to `url`.
fn received<'a>(vector: &'a Value, url: &'a str) -> Received<'a> {
    let (scheme, rest) = url.split_once("://").unwrap();
    let slash = rest.find('/').unwrap();
    let (authority, target) = rest.split_at(slash);
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    Received {
        method: vector["method"].as_str().unwrap(),
        scheme,
        authority,
        host: Some(authority),
        path,
        query,
        body: vector["body"].as_str().unwrap_or_default().as_bytes(),
        timestamp: vector["timestamp"].as_str().unwrap(),
    }
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap()
}

fn rules(signatures: Signatures) -> V1 {
    V1 {
        signatures,
        ..V1::default()
    }
}

fn accepts(received: &Received<'_>, signature: &str) -> (bool, bool) {
    let with = |signatures| is_signed(received, SECRET, signature, &rules(signatures));
    (with(Signatures::Strict), with(Signatures::Lenient))
}

#[test]
fn every_vector_is_accepted_as_built_and_as_sent() {
    let document = vectors();
    let vectors = document["vectors"].as_array().unwrap();
    assert_eq!(vectors.len(), 16);
    for vector in vectors {
        for url in ["url", "wire_url"] {
            let received = received(vector, text(vector, url));
            let both = accepts(&received, text(vector, "signature"));
            assert_eq!(both, (true, true), "{} {url}", vector["id"]);
        }
    }
}

#[test]
fn what_other_clients_sign_is_accepted_leniently_only() {
    let document = vectors();
    let variants = document["variants"].as_array().unwrap();
    assert_eq!(variants.len(), 9);
    for variant in variants {
        let of_vector = |vector: &&Value| vector["id"] == variant["id"];
        let vector = document["vectors"].as_array().unwrap().iter().find(of_vector);
        let vector = vector.unwrap();
        let received = received(vector, text(vector, "url"));
        let both = accepts(&received, text(variant, "signature"));
        assert_eq!(both, (false, true), "{} {}", variant["id"], variant["client"]);
    }
}

#[test]
fn what_must_be_rejected_is() {
    let document = vectors();
    let vector = &document["vectors"][5];
    assert_eq!(vector["id"], "V6");
    let signature = text(vector, "signature");
    let url = text(vector, "url");
    let fresh = || received(vector, url);
    assert_eq!(accepts(&fresh(), signature), (true, true));

    let tampered = [
        Received {
            body: br#"{"billing_method":"METERED"}"#,
            ..fresh()
        },
        Received {
            timestamp: "2016-05-26T18:32:41Z",
            ..fresh()
        },
        // Not re-formatted: the text that was sent is what was signed.
        Received {
            timestamp: "2016-05-26T18:32:40",
            ..fresh()
        },
        Received {
            method: "PATCH",
            ..fresh()
        },
        Received {
            path: "/v1/tns/12066417745",
            ..fresh()
        },
        Received {
            path: "/v1/tns/12066417744/",
            ..fresh()
        },
        Received {
            query: "x=1",
            ..fresh()
        },
        Received { body: b"", ..fresh() },
    ];
    for (index, request) in tampered.iter().enumerate() {
        assert_eq!(accepts(request, signature), (false, false), "{index}");
    }
    let cut = signature.get(1..).unwrap();
    for wrong in [signature.to_ascii_uppercase().as_str(), "", cut] {
        assert_eq!(accepts(&fresh(), wrong), (false, false), "{wrong}");
    }
    for signatures in [Signatures::Strict, Signatures::Lenient] {
        let other = format!("{SECRET}x");
        assert!(!is_signed(&fresh(), &other, signature, &rules(signatures)));
    }
}

#[test]
fn the_mount_prefix_may_be_put_in_front_or_cut_off_leniently() {
    let document = vectors();
    let vector = &document["vectors"][9];
    let signature = text(vector, "signature");
    let sent_to = |url| accepts(&received(vector, url), signature);
    let query = "?limit=1&page=2&pattern=206";
    // Through a proxy that maps the vendor's address to the emulator's path.
    assert_eq!(
        sent_to(&format!("http://127.0.0.1:4010/flowroute/v1/tns/{query}")),
        (false, true)
    );
    // To somebody else's host, which the rules do not know: nothing can be made of the address.
    let other = V1 {
        public_url: "https://voice.example".parse().unwrap(),
        ..V1::default()
    };
    let url = format!("http://127.0.0.1:4010/flowroute/v1/tns/{query}");
    assert!(!is_signed(&received(vector, &url), SECRET, signature, &other));
}

#[test]
fn timestamps_have_one_shape_with_and_without_z() {
    assert_eq!(stamp("2026-01-15T12:00:00Z"), Some(EPOCH));
    assert_eq!(stamp("2026-01-15T12:00:01"), Some(EPOCH + SECOND));
    for wrong in [
        "",
        "Z",
        "2026-01-15 12:00:00Z",
        "2026-01-15T12:00:00ZZ",
        "2026-01-15T12:00:00.0Z",
        "2026-01-15T12:00:00+00:00",
        "2026-13-15T12:00:00Z",
        "2026-1-15T12:00:00Z",
        "20260115T120000Z",
        "+2026-01-15T12:00:0",
    ] {
        assert_eq!(stamp(wrong), None, "{wrong}");
    }
}

#[test]
fn a_long_query_is_refused_in_bounded_time() {
    let query: Vec<String> = (0..400).map(|n| format!("k{n}=a~*%20{n}")).collect();
    let query = query.join("&");
    let document = vectors();
    let request = Received {
        query: &query,
        ..received(&document["vectors"][9], "http://127.0.0.1:1/flowroute/v1/tns/")
    };
    let start = Instant::now();
    assert_eq!(accepts(&request, &"0".repeat(40)), (false, false));
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
}
