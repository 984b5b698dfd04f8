//! What holds for every call: credentials, content types, methods, errors, the control API, state, determinism.

use bytes::Bytes;
use http::Request;
use serde_json::{Value, json};
use trunkline_emulator::{Clock, Emulator, Fault, Operation, operations};
use trunkline_testkit::flowroute::{self, JSON_API, Lab, ids};

#[tokio::test]
async fn credentials() {
    let lab = Lab::new();
    let try_with = |value: Option<&'static str>| {
        let mut request = Request::get("/flowroute/v2/numbers");
        if let Some(value) = value {
            request = request.header("authorization", value);
        }
        let request = request.body(Bytes::new()).unwrap();
        let lab = &lab;
        async move { lab.send(request).await }
    };
    assert_eq!(try_with(Some(flowroute::BASIC)).await.status, 200);
    let lower = "basic MTEyMjMzNDQ6ZW11bGF0b3Itc2VjcmV0LTAxMjM0NTY3ODlhYmNkZWY=";
    assert_eq!(try_with(Some(lower)).await.status, 200);
    for bad in [
        None,
        Some("Basic MTEyMjMzNDQ6d3Jvbmc="),
        Some("Basic !!!"),
        Some("Bearer x"),
        Some("Basic"),
    ] {
        let reply = try_with(bad).await;
        assert_eq!(reply.refusal(), (401, json!("Authentication failed.")), "{bad:?}");
        assert_eq!(reply.error()["title"], "Unauthorized");
        assert_eq!(
            reply.header("www-authenticate"),
            Some("Basic realm=\"flowroute\"")
        );
    }
    let other = Lab::of(
        Emulator::builder()
            .flowroute_credentials("a", "b")
            .build()
            .unwrap(),
    );
    assert_eq!(other.get("/v2/numbers").await.status, 401);
}

#[tokio::test]
async fn content_types() {
    let lab = Lab::new();
    let body = r#"{"alias":"x"}"#;
    let path = "/v2/numbers/12012673227";
    let form = "application/x-www-form-urlencoded";
    for (content_type, body, status) in [
        (Some(JSON_API), body, 200),
        (Some("application/vnd.api+json; charset=utf-8"), body, 200),
        (Some("application/json;charset=UTF-8"), body, 200),
        (Some("Application/JSON"), body, 200),
        (None, body, 200),
        (Some(form), body, 200),
        (Some("text/plain"), body, 415),
        (Some(form), "alias=x", 415),
        (Some(JSON_API), "alias=x", 400),
        (None, "{", 400),
        (Some(JSON_API), "", 400),
        (Some(JSON_API), "[]", 422),
        (Some(JSON_API), r#"{"data": 1}"#, 422),
    ] {
        let reply = lab.raw("PATCH", path, content_type, body).await;
        assert_eq!(reply.status, status, "{content_type:?} {body}: {}", reply.text);
    }
    let texts = [
        (400, "The request body could not be parsed as JSON."),
        (415, "Content-Type must be application/vnd.api+json."),
    ];
    for ((status, text), content_type) in texts.into_iter().zip([JSON_API, "text/plain"]) {
        assert_eq!(
            lab.raw("PATCH", path, Some(content_type), "{").await.refusal(),
            (status, json!(text))
        );
    }
    // Calls without a body do not look at one.
    assert_eq!(
        lab.raw(
            "DELETE",
            "/v2/numbers/12012673227/relationships/e911s",
            Some("text/plain"),
            "x"
        )
        .await
        .status,
        204
    );
    assert_eq!(
        lab.raw("POST", "/v2/numbers/12064205780", Some("text/plain"), "")
            .await
            .status,
        201
    );
}

#[tokio::test]
async fn methods_and_paths() {
    let lab = Lab::new();
    for (method, path, allow) in [
        ("PUT", "/v2/numbers", "GET"),
        ("HEAD", "/v2/numbers", "GET"),
        ("PUT", "/v2/numbers/12012673227", "POST, GET, PATCH, DELETE"),
        ("GET", "/v2/e911s/validate", "POST"),
        ("POST", "/v2/numbers/available", "GET"),
        ("GET", "/v2/numbers/details", "POST"),
        ("DELETE", "/v2/routes/edge_strategies", "GET"),
        ("PATCH", "/v2/routes", "POST, GET"),
        ("POST", "/v2.1/messages/sms_callback", "GET, PUT, DELETE"),
    ] {
        let reply = lab.call(method, path).await;
        assert_eq!(
            (reply.status, reply.header("allow")),
            (405, Some(allow)),
            "{method} {path}"
        );
        assert_eq!(
            reply.error()["detail"],
            "The method is not allowed for the requested URL."
        );
    }
    for path in [
        "/v2",
        "/v2/nothing",
        "/v2/cdrs",
        "/v3/numbers",
        "/v2/numbers/1/2",
        "/v2.1/numbers",
    ] {
        let reply = lab.get(path).await;
        assert_eq!(reply.status, 404, "{path}");
        assert_eq!(reply.error().as_object().unwrap().len(), 1);
    }
    assert_eq!(lab.get("/v2/numbers/").await.status, 200);
    assert_eq!(lab.get("/v2/routes/0/").await.status, 200);
}

#[tokio::test]
async fn links_name_the_host_that_was_asked() {
    let lab = Lab::new();
    let request = Request::get("/flowroute/v2/numbers?limit=1")
        .header("authorization", flowroute::BASIC)
        .header("host", "carrier.test:8080");
    let list = lab.send(request.body(Bytes::new()).unwrap()).await.json();
    assert_eq!(
        list["links"]["next"],
        "http://carrier.test:8080/flowroute/v2/numbers?limit=1&offset=1"
    );
    assert_eq!(
        list["data"][0]["links"]["self"],
        "http://carrier.test:8080/flowroute/v2/numbers/12012673227"
    );
}

#[tokio::test]
async fn too_large_bodies() {
    let lab = Lab::new();
    let body = format!("{{\"alias\":\"{}\"}}", "x".repeat(1024 * 1024));
    assert_eq!(
        lab.raw("PATCH", "/v2/numbers/12012673227", Some(JSON_API), &body)
            .await
            .status,
        413
    );
}

async fn story(lab: &Lab) {
    lab.buy("12064205780").await;
    lab.with("POST", "/v2/cnams", json!({"value": "Story"})).await;
    lab.with(
        "POST",
        "/v2.1/messages",
        json!({"from": "12012673227", "to": "12014845220", "body": "x"}),
    )
    .await;
    lab.with(
        "POST",
        "/v2/message-provision",
        json!({"numbers": ["12064205780"], "action": "enable"}),
    )
    .await;
    lab.call("PATCH", "/v2/numbers/12064205780/relationships/e911s/22120")
        .await;
    lab.control(
        "POST",
        "clock/advance",
        Some(json!({"seconds": 90, "millis": 500})),
    )
    .await;
    lab.call("DELETE", "/v2/numbers/12014845220").await;
    lab.call("POST", "/v2/numbers/nonsense").await;
}

#[tokio::test]
async fn same_seed_and_same_calls_give_the_same_state() {
    let run = |seed: u64| async move {
        let lab = Lab::of(Emulator::builder().seed(seed).build().unwrap());
        story(&lab).await;
        let error = lab.get("/v2/numbers/1").await.text;
        (lab.emulator.state(), error)
    };
    assert_eq!(run(5).await, run(5).await);
    assert_ne!(run(5).await, run(6).await);
}

#[tokio::test]
async fn refused_calls_change_nothing() {
    let lab = Lab::new();
    let before = lab.emulator.state();
    for (method, path, body) in [
        ("POST", "/v2/numbers/12065550100", json!({})),
        (
            "POST",
            "/v2/numbers/12064205780",
            json!({"messaging_enabled": "perhaps"}),
        ),
        (
            "PATCH",
            "/v2/numbers/12012673227",
            json!({"alias": "fine", "cnam_lookups_enabled": "perhaps"}),
        ),
        ("POST", "/v2/routes", json!({})),
        (
            "PATCH",
            "/v2/routes/83834",
            json!({"data": {"attributes": {"alias": "x", "value": "bad"}}}),
        ),
        ("POST", "/v2/e911s", json!({})),
        ("DELETE", "/v2/routes/0", json!({})),
        ("POST", "/v2/cnams", json!({"value": "!"})),
        ("POST", "/v2.1/messages", json!({"from": "12012673227"})),
        (
            "POST",
            "/v2/message-provision",
            json!({"numbers": ["12012673227"]}),
        ),
    ] {
        let reply = lab.with(method, path, body).await;
        assert!(
            (400..500).contains(&reply.status),
            "{method} {path}: {}",
            reply.status
        );
    }
    assert_eq!(lab.emulator.state(), before);
}

#[tokio::test]
async fn state_goes_round() {
    let lab = Lab::new();
    story(&lab).await;
    let document = lab.control("GET", "state", None).await.json();
    let other = Lab::of(Emulator::builder().seed(99).build().unwrap());
    assert_eq!(
        other.control("PUT", "state", Some(document.clone())).await.status,
        204
    );
    assert_eq!(other.emulator.state(), document);
    // It goes on from there, ids included.
    for lab in [&lab, &other] {
        lab.with("POST", "/v2/cnams", json!({"value": "After"})).await;
        lab.with(
            "POST",
            "/v2.1/messages",
            json!({"from": "12012673227", "to": "12065551234", "body": "x"}),
        )
        .await;
    }
    assert_eq!(lab.emulator.state(), other.emulator.state());

    let mut wrong = document.clone();
    wrong["surprise"] = json!(1);
    let refused = other.control("PUT", "state", Some(wrong)).await;
    assert_eq!(refused.status, 400);
    assert!(
        refused.json()["error"].as_str().unwrap().contains("surprise"),
        "{}",
        refused.text
    );
    assert_eq!(other.control("PUT", "state", Some(json!({}))).await.status, 400);
}

#[tokio::test]
async fn reset_begins_again() {
    let lab = Lab::new();
    let fresh = lab.emulator.state();
    story(&lab).await;
    lab.emulator.fault(Fault::on("*").drop_before());
    let reply = lab.control("POST", "reset", None).await;
    assert_eq!((reply.status, reply.json()), (200, json!({"seed": 0})));
    assert_eq!(lab.emulator.state(), fresh);
    assert_eq!(lab.control("GET", "requests", None).await.json(), json!([]));
    assert_eq!(lab.control("GET", "faults", None).await.json(), json!([]));
    let reply = lab.control("POST", "reset", Some(json!({"seed": 12}))).await;
    assert_eq!(reply.json(), json!({"seed": 12}));
    assert_eq!(lab.emulator.state()["seed"], 12);
    assert_eq!(
        lab.control("POST", "reset", Some(json!({"sede": 12})))
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn the_audit_tells() {
    let lab = Lab::new();
    lab.buy("12064205780").await;
    lab.call("DELETE", "/v2/numbers/12064205780").await;
    lab.buy("12064205780").await;
    let audit = lab.control("GET", "audit", None).await.json();
    assert_eq!(audit["balance"], "98.00");
    assert_eq!(audit["purchases"], json!({"+12064205780": 2}));
    assert_eq!(audit["released"], json!({"+12064205780": 1}));
    assert_eq!(audit["double_purchases"], 0);
    assert_eq!(audit["charges"].as_array().unwrap().len(), 2);
    assert_eq!(audit["charges"][0]["amount"], "1.00");
    assert_eq!(audit["invariants"]["ok"], true);
    assert_eq!(audit["invariants"]["violations"], json!([]));
    assert_eq!(lab.emulator.audit().purchases("+12064205780"), 2);

    let mut state = lab.emulator.state();
    state["account"]["purchases"]["12064205780"] = json!(3);
    state["account"]["balance"] = json!(5);
    lab.control("PUT", "state", Some(state)).await;
    let audit = lab.control("GET", "audit", None).await.json();
    assert_eq!(
        (&audit["double_purchases"], &audit["invariants"]["ok"]),
        (&json!(1), &json!(false))
    );
    assert!(
        audit["invariants"]["violations"].as_array().unwrap().len() >= 2,
        "{audit}"
    );
}

#[tokio::test]
async fn requests_are_remembered_without_secrets() {
    let lab = Lab::new();
    lab.buy("12064205780").await;
    lab.get("/v2/numbers/12064205780").await;
    lab.get("/v2/nothing").await;
    let requests = lab.control("GET", "requests", None).await;
    assert!(!requests.text.contains("emulator-secret") && !requests.text.contains("MTEyMjMz"));
    let list = requests.json();
    let expected = json!({
        "seq": 1, "method": "POST", "target": "/v2/numbers/12064205780", "operation": "flowroute.v2.numbers.purchase",
        "number": "12064205780", "status": 201, "committed": true, "fault": null, "at": "2026-01-15T12:00:00Z",
        "headers": {"authorization": "Basic ***"}, "body": null,
    });
    assert_eq!(list[0], expected);
    assert_eq!(
        (&list[1]["committed"], &list[1]["operation"]),
        (&json!(false), &json!("flowroute.v2.numbers.get"))
    );
    assert_eq!(
        (&list[2]["status"], &list[2]["operation"]),
        (&json!(404), &json!(null))
    );
}

#[tokio::test]
async fn control_calls_say_what_is_wrong() {
    let lab = Lab::new();
    assert_eq!(lab.control("GET", "health", None).await.json()["ok"], json!(true));
    assert_eq!(lab.control("GET", "nothing", None).await.status, 404);
    assert_eq!(lab.control("POST", "health", None).await.status, 405);
    for (body, hint) in [
        (json!({"operation": "*", "act": "explode"}), "commit_then_drop"),
        (json!({"operation": "*", "act": "delay", "ms": 1}), "`millis`"),
        (json!({"operation": "numbers.buy", "act": "delay"}), "numbers.buy"),
        (json!({"act": "delay"}), "operation"),
        (json!({"operation": "*", "act": "refuse", "status": 99}), "status"),
        (json!({"operation": "*", "act": "delay", "nth": 0}), "nth"),
        (json!({"operation": "*", "act": "delay", "number": "x"}), "number"),
        (
            json!([{"operation": "*", "act": "delay"}, {"operation": "*"}]),
            "fault 1",
        ),
    ] {
        let reply = lab.control("POST", "faults", Some(body.clone())).await;
        assert_eq!(reply.status, 400, "{body}");
        assert!(
            reply.json()["error"].as_str().unwrap().contains(hint),
            "{}",
            reply.text
        );
    }
    assert_eq!(lab.control("GET", "faults", None).await.json(), json!([]));
    let refused = lab.control("PATCH", "switches", Some(json!({"lagg": 1}))).await;
    assert!(
        refused.json()["error"].as_str().unwrap().contains("lag_seconds"),
        "{}",
        refused.text
    );
    let fees = lab
        .control("PATCH", "switches", Some(json!({"fees": {"e911": 5}})))
        .await
        .json();
    assert_eq!(
        (&fees["fees"]["e911"], &fees["fees"]["mms"]),
        (&json!(5), &json!(19_500_000))
    );
    assert_eq!(
        lab.control("POST", "clock/advance", Some(json!({"hours": 1})))
            .await
            .status,
        400
    );
    let now = lab
        .control("POST", "clock/advance", Some(json!({"seconds": 60})))
        .await
        .json();
    assert_eq!(now, json!({"now": "2026-01-15T12:01:00Z"}));
}

#[tokio::test]
async fn state_files_are_loaded_and_saved() {
    let directory = std::env::temp_dir().join(format!("trunkline-emulator-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let path = directory.join("state.json");
    let lab = Lab::of(Emulator::builder().state_file(&path).build().unwrap());
    lab.buy("12064205780").await;
    let state = lab.emulator.state();
    drop(lab);
    let lab = Lab::of(Emulator::builder().state_file(&path).build().unwrap());
    assert_eq!(lab.emulator.state(), state);
    let document = json!(Lab::new().emulator.state());
    lab.control("PUT", "state", Some(document.clone())).await;
    let saved: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    assert_eq!(saved, document);
    lab.emulator.stop().await.unwrap();
    std::fs::write(&path, "{").unwrap();
    let error = Emulator::builder().state_file(&path).build().unwrap_err();
    assert!(error.to_string().contains("state.json"), "{error}");
    std::fs::remove_dir_all(&directory).unwrap();
}

/// It would be read without end, and leave a lock among the devices.
#[cfg(unix)]
#[tokio::test]
async fn a_device_is_no_state_file() {
    let error = Emulator::builder().state_file("/dev/zero").build().unwrap_err();
    assert!(error.to_string().contains("not a regular file"), "{error}");
    assert!(!std::path::Path::new("/dev/zero.lock").exists());
}

#[tokio::test]
async fn every_operation_needs_credentials() {
    let lab = Lab::new();
    // The storage has addresses that prove enough.
    let api = |operation: &&Operation| {
        operation.name().starts_with("flowroute.v2.") && !operation.path().starts_with("/flowroute/s3")
    };
    for operation in operations().filter(api) {
        let mut path = operation
            .path()
            .replace("{number}", "12012673227")
            .replace("{id}", "1");
        for (variable, value) in [("{version=", "v2.1"), ("{callback_type", "sms_callback")] {
            while let Some(begin) = path.find(variable) {
                let end = begin + path[begin..].find('}').unwrap();
                path.replace_range(begin..=end, value);
            }
        }
        let mut path = path.replace("cnam|cnams", "cnams");
        // Only its query tells it from the list.
        if operation.name() == "flowroute.v2.porting.get_group" {
            path.push_str("?group_id=1");
        }
        let request = Request::builder()
            .method(operation.method())
            .uri(&path)
            .body(Bytes::new())
            .unwrap();
        let reply = lab.send(request).await;
        assert_eq!(reply.status, 401, "{operation:?}");
        let record = lab.emulator.requests().pop().unwrap();
        assert_eq!(record.operation, Some(operation.name()), "{path}");
    }
}

#[tokio::test]
async fn a_running_clock_passes() {
    let lab = Lab::of(Emulator::builder().clock(Clock::running()).build().unwrap());
    let first = lab.control("GET", "clock", None).await.json();
    assert_ne!(first, lab.control("GET", "clock", None).await.json());
    assert_eq!(ids(&lab.get("/v2/routes?limit=1").await.json()), ["0"]);
}
