//! Flowroute v1: who may call. Vectors of the contract through the front door, clock, modes, what is refused.

use std::time::Duration;

use bytes::Bytes;
use http::Request;
use serde_json::{Value, json};
use trunkline_emulator::{Emulator, EmulatorBuilder, Signatures};
use trunkline_testkit::Reply;
use trunkline_testkit::flowroute::Lab;
use trunkline_testkit::flowroute_v1::{
    KEY, SECRET, V1, assert_empty, basic, message, refusal, signature, signed, timestamp,
};

const VECTORS: &str = include_str!("v1_vectors.json");
const BUY: &str = "/v1/tns/12064205780";
const METERED: &str = r#"{"billing_method": "METERED"}"#;

fn builder(signatures: Signatures) -> EmulatorBuilder {
    Emulator::builder().flowroute_v1_signatures(signatures)
}

async fn send_vector(lab: &Lab, vector: &Value, signature: &str) -> Reply {
    let request = Request::builder()
        .method(vector["method"].as_str().unwrap())
        .uri(
            vector["url"]
                .as_str()
                .unwrap()
                .replace("127.0.0.1:8080/v1", "127.0.0.1:8080/flowroute/v1"),
        )
        .header("authorization", basic(KEY, signature))
        .header("x-timestamp", vector["timestamp"].as_str().unwrap());
    let body = vector["body"].as_str().unwrap_or_default().to_owned();
    lab.send(request.body(Bytes::from(body)).unwrap()).await
}

#[tokio::test]
async fn vectors_through_the_front_door() {
    let document: Value = serde_json::from_str(VECTORS).unwrap();
    let vectors = document["vectors"].as_array().unwrap();
    for (signatures, strict) in [(Signatures::Strict, true), (Signatures::Lenient, false)] {
        let lab = Lab::of(
            builder(signatures)
                .flowroute_v1_window(Duration::ZERO)
                .build()
                .unwrap(),
        );
        for vector in vectors {
            let reply = send_vector(&lab, vector, vector["signature"].as_str().unwrap()).await;
            // V14 was signed for a mount at the root of the host, which only the lenient mode knows.
            let refused = strict && vector["id"] == "V14";
            assert_eq!(reply.status == 401, refused, "{} {}", vector["id"], reply.text);
        }
        for variant in document["variants"].as_array().unwrap() {
            let vector = vectors
                .iter()
                .find(|vector| vector["id"] == variant["id"])
                .unwrap();
            let reply = send_vector(&lab, vector, variant["signature"].as_str().unwrap()).await;
            assert_eq!(
                reply.status == 401,
                strict,
                "{} {}",
                variant["id"],
                variant["client"]
            );
        }
    }
}

#[tokio::test]
async fn old_vectors_are_stale_unless_the_window_is_off() {
    let v1 = V1::new();
    let document: Value = serde_json::from_str(VECTORS).unwrap();
    let vector = &document["vectors"][5];
    let reply = send_vector(&v1.lab, vector, vector["signature"].as_str().unwrap()).await;
    let (status, text) = refusal(&reply);
    assert_eq!(status, 401);
    assert!(text.contains("too far"), "{text}");
    v1.lab
        .switch(json!({"flowroute_v1": {"window_seconds": 0}}))
        .await;
    let reply = send_vector(&v1.lab, vector, vector["signature"].as_str().unwrap()).await;
    assert_ne!(reply.status, 401);
}

#[tokio::test]
async fn the_window_is_fifteen_minutes_either_way_and_follows_the_virtual_clock() {
    let v1 = V1::new();
    let ask = |ahead| signed("GET", "/v1/routes/", None, &timestamp(ahead));
    for (ahead, status) in [(0, 200), (-890, 200), (890, 200), (-930, 401), (930, 401)] {
        assert_eq!(v1.lab.send(ask(ahead)).await.status, status, "{ahead}");
    }
    // The same request twice is no replay attack; an old one is.
    let captured = || signed("PUT", BUY, Some(METERED), "1999-01-01T00:00:00Z");
    assert_eq!(v1.lab.send(captured()).await.status, 401);
    let now = timestamp(0);
    for _ in 0..2 {
        assert_eq!(
            v1.lab.send(signed("GET", "/v1/routes/", None, &now)).await.status,
            200
        );
    }
    v1.lab.emulator.advance(Duration::from_secs(3600));
    let replayed = v1.lab.send(signed("GET", "/v1/routes/", None, &now)).await;
    assert_eq!(replayed.status, 401);
    // The answer tells the time of the server, so that a client can set its clock right.
    let date = replayed.header("date").unwrap();
    let stated = jiff::fmt::rfc2822::parse(date).unwrap().timestamp().as_second();
    let ahead = stated - jiff::Timestamp::now().as_second();
    assert!((3590..=3600).contains(&ahead), "{date}");
    assert_eq!(v1.lab.send(ask(ahead)).await.status, 200);
}

#[tokio::test]
async fn what_is_wrong_is_answered_401_and_changes_nothing() {
    for signatures in [Signatures::Strict, Signatures::Lenient] {
        let v1 = V1::of(builder(signatures).build().unwrap());
        let now = timestamp(0);
        let url = "http://127.0.0.1/flowroute/v1/tns/12064205780";
        let text = message(&now, "PUT", url, "", Some(METERED.as_bytes()));
        let good = signature(SECRET, &text);
        let cases = [
            ("no authorization", None, Some(now.clone()), METERED),
            (
                "no basic",
                Some("Bearer x".to_owned()),
                Some(now.clone()),
                METERED,
            ),
            (
                "unparsable",
                Some("Basic !!!".to_owned()),
                Some(now.clone()),
                METERED,
            ),
            ("no timestamp", Some(basic(KEY, &good)), None, METERED),
            (
                "shapeless timestamp",
                Some(basic(KEY, &good)),
                Some("now".to_owned()),
                METERED,
            ),
            (
                "other timestamp",
                Some(basic(KEY, &good)),
                Some(timestamp(1)),
                METERED,
            ),
            (
                "other key",
                Some(basic("99999999", &good)),
                Some(now.clone()),
                METERED,
            ),
            (
                "secret itself",
                Some(basic(KEY, SECRET)),
                Some(now.clone()),
                METERED,
            ),
            (
                "other secret",
                Some(basic(KEY, &signature(&format!("{SECRET}x"), &text))),
                Some(now.clone()),
                METERED,
            ),
            (
                "upper case",
                Some(basic(KEY, &good.to_ascii_uppercase())),
                Some(now.clone()),
                METERED,
            ),
            (
                "tampered body",
                Some(basic(KEY, &good)),
                Some(now.clone()),
                r#"{"billing_method":"METERED"}"#,
            ),
        ];
        for (case, authorization, stamp, body) in cases {
            let mut request = Request::put("http://127.0.0.1:4010/flowroute/v1/tns/12064205780");
            if let Some(authorization) = authorization {
                request = request.header("authorization", authorization);
            }
            if let Some(stamp) = stamp {
                request = request.header("x-timestamp", stamp);
            }
            let request = request.body(Bytes::from(body.to_owned())).unwrap();
            let reply = v1.lab.send(request).await;
            let (status, text) = refusal(&reply);
            assert_eq!(status, 401, "{case}");
            assert!(text.starts_with("Authentication failed"), "{case}: {text}");
            assert_eq!(
                reply.header("www-authenticate"),
                Some("Basic realm=\"flowroute\"")
            );
        }
        assert_eq!(v1.lab.emulator.audit().purchases("+12064205780"), 0);
        assert!(
            v1.lab
                .emulator
                .requests()
                .iter()
                .all(|request| !request.committed)
        );
        // Nothing of that was remembered either: the good one still works.
        assert_empty(&v1.put(BUY, METERED).await, 201);
    }
}

#[tokio::test]
async fn strict_takes_one_form_of_the_address_lenient_all_that_clients_use() {
    let cases = [
        ("http://127.0.0.1/flowroute/v1/routes/", true),
        ("http://127.0.0.1:4010/flowroute/v1/routes/", false),
        ("https://127.0.0.1/flowroute/v1/routes/", false),
        ("http://127.0.0.1/v1/routes/", false),
        ("https://api.flowroute.com/v1/routes/", false),
        ("https://api.flowroute.com/flowroute/v1/routes/", false),
    ];
    for signatures in [Signatures::Strict, Signatures::Lenient] {
        let lab = Lab::of(builder(signatures).build().unwrap());
        for (url, strictly) in cases {
            let now = timestamp(0);
            let signature = signature(SECRET, &message(&now, "GET", url, "", None));
            let request = Request::get("http://127.0.0.1:4010/flowroute/v1/routes/?")
                .header("authorization", basic(KEY, &signature))
                .header("x-timestamp", &now);
            let reply = lab.send(request.body(Bytes::new()).unwrap()).await;
            let good = strictly || signatures == Signatures::Lenient;
            assert_eq!(reply.status, if good { 200 } else { 401 }, "{url} {signatures:?}");
        }
    }
}

#[tokio::test]
async fn a_hosts_entry_and_a_public_address_of_ones_own() {
    let public = "http://voice.example:81".parse().unwrap();
    let lab = Lab::of(
        Emulator::builder()
            .flowroute_v1_public_url(public)
            .build()
            .unwrap(),
    );
    let now = timestamp(0);
    for (url, called) in [
        (
            "http://voice.example/v1/routes/",
            "http://127.0.0.1:4010/flowroute/v1/routes/",
        ),
        (
            "http://voice.example:81/v1/routes/",
            "http://127.0.0.1:4010/flowroute/v1/routes/",
        ),
        // The vendor's own host, with the emulator's port.
        (
            "http://api.flowroute.com/v1/routes/",
            "http://api.flowroute.com:4010/v1/routes/",
        ),
    ] {
        let signature = signature(SECRET, &message(&now, "GET", url, "", None));
        let request = Request::get(called)
            .header("authorization", basic(KEY, &signature))
            .header("x-timestamp", &now);
        let reply = lab.send(request.body(Bytes::new()).unwrap()).await;
        assert_eq!(reply.status, 200, "{url} {}", reply.text);
    }
}

#[tokio::test]
async fn modes_are_switches_that_survive_a_reset_and_go_round_with_the_state() {
    let v1 = V1::new();
    let shown = v1.lab.control("GET", "switches", None).await.json()["flowroute_v1"].clone();
    let usual = json!({
        "signatures": "lenient",
        "window_seconds": 900,
        "public_url": "https://api.flowroute.com",
        "purchases_need_balance": false,
        "overwrite_routes": false,
    });
    assert_eq!(shown, usual);
    v1.lab
        .switch(json!({"flowroute_v1": {"signatures": "strict"}}))
        .await;
    v1.lab.emulator.reset();
    let state = v1.lab.control("GET", "state", None).await.json();
    assert_eq!(state["switches"]["flowroute_v1"]["signatures"], "strict");
    let other = Lab::new();
    assert_eq!(
        other.control("PUT", "state", Some(state.clone())).await.status,
        204
    );
    assert_eq!(other.control("GET", "state", None).await.json(), state);
    for wrong in [
        json!({"signatures": "loose"}),
        json!({"public_url": "x"}),
        json!({"more": 1}),
    ] {
        let reply = v1
            .lab
            .control("PATCH", "switches", Some(json!({"flowroute_v1": wrong})))
            .await;
        assert_eq!(reply.status, 400, "{}", reply.text);
    }
}
