//! Flowroute v1: inbound routes, and where numbers lead.

use serde_json::json;
use trunkline_testkit::flowroute_v1::{V1, assert_empty, refusal};

#[tokio::test]
async fn one_set_of_routes() {
    let v1 = V1::new();
    let body = r#"{"type": "HOST", "value": "sip.example.com:5060"}"#;
    assert_empty(&v1.put("/v1/routes/office", body).await, 201);
    let routes = v1.lab.get("/v2/routes").await.json();
    let made = routes["data"].as_array().unwrap().last().unwrap();
    assert_eq!(made["attributes"]["alias"], "office");
    assert_eq!(made["attributes"]["route_type"], "host");

    let wanted = json!({"data": {"type": "route", "attributes":
        {"route_type": "number", "value": "12065550123", "alias": "mobile"}}});
    assert_eq!(v1.lab.with("POST", "/v2/routes", wanted).await.status, 201);
    assert_eq!(
        v1.read("/v1/routes/").await,
        json!({"routes": {
            "HOSTroute1": {"type": "HOST", "value": "24.239.23.40:5060"},
            "PSTNroute1": {"type": "PSTN", "value": "12065551212"},
            "URIroute1": {"type": "URI", "value": "sip:16476998778@215.122.69.152:5060"},
            "mobile": {"type": "PSTN", "value": "12065550123"},
            "office": {"type": "HOST", "value": "sip.example.com:5060"},
            "sip-reg": {"type": "SIP-REG", "value": null},
        }})
    );

    let body = r#"{"routes": [{"name": "office"}, {"name": "mobile"}]}"#;
    assert_empty(&v1.patch("/v1/tns/12012673227", body).await, 200);
    let number = v1.lab.get("/v2/numbers/12012673227").await.json();
    let primary = &number["data"]["relationships"]["primary_route"]["data"]["id"];
    assert_eq!(primary, &made["id"]);
    assert_eq!(
        v1.read("/v1/tns/12012673227").await["routes"],
        json!([
            {"type": "HOST", "name": "office", "value": "sip.example.com:5060"},
            {"type": "PSTN", "name": "mobile", "value": "12065550123"},
        ])
    );
}

#[tokio::test]
async fn route_changes_that_are_refused_change_nothing() {
    let v1 = V1::new();
    let own = r#"{"type": "PSTN", "value": "12012673227"}"#;
    assert_empty(&v1.put("/v1/routes/own", own).await, 201);
    let uri = r#"{"type": "URI", "value": "sips:12012673227@sip.example.com;transport=tcp"}"#;
    assert_empty(&v1.put("/v1/routes/ownuri", uri).await, 201);
    let before = v1.lab.emulator.state();
    let two =
        |first: &str, second: &str| format!(r#"{{"routes": [{{"name":"{first}"}},{{"name":"{second}"}}]}}"#);
    for (number, body, status) in [
        ("12064205780", two("HOSTroute1", "URIroute1"), 404),
        ("12012673227", two("HOSTroute1", "nowhere"), 404),
        ("12012673227", two("nowhere", "HOSTroute1"), 404),
        ("12012673227", two("HOSTroute1", "own"), 422),
        ("12012673227", two("ownuri", "HOSTroute1"), 422),
        (
            "12012673227",
            r#"{"routes": [{"name":"HOSTroute1"}]}"#.to_owned(),
            422,
        ),
        ("12012673227", r#"{"routes": []}"#.to_owned(), 422),
        (
            "12012673227",
            r#"{"routes": {"name":"HOSTroute1"}}"#.to_owned(),
            422,
        ),
        (
            "12012673227",
            r#"{"routes": [{"Name":"HOSTroute1"},{"Name":"URIroute1"}]}"#.to_owned(),
            422,
        ),
        ("12012673227", "{}".to_owned(), 422),
        ("12012673227", String::new(), 422),
    ] {
        let reply = v1.patch(&format!("/v1/tns/{number}"), &body).await;
        assert_eq!(refusal(&reply).0, status, "{number} {body}");
    }
    assert_eq!(v1.lab.emulator.state(), before);
}

#[tokio::test]
async fn routes_are_created_by_type() {
    let v1 = V1::new();
    let put = async |name: &str, kind: &str, value: &str| {
        let body = json!({"type": kind, "value": value}).to_string();
        v1.put(&format!("/v1/routes/{name}"), &body).await
    };
    for (name, kind, value) in [
        ("a", "HOST", "myphone.com"),
        ("b", "HOST", "24.239.23.40:5060"),
        ("c", "PSTN", "12065551212"),
        ("d", "URI", "sip:alice@seattle.com"),
        ("e", "URI", "sip:12065551212@215.122.69.152:5060;transport=tcp"),
        ("f", "URI", "sips:securecall@securedserver.com"),
        ("g", "URI", "sip:josé@münchen.example"),
        ("0123456789abcdef0123456789abcdef", "HOST", "a.example"),
        ("My%20Host%2B1", "PSTN", "12065551212"),
    ] {
        assert_empty(&put(name, kind, value).await, 201);
    }
    let names = v1.keys("/v1/routes/?limit=200", "routes").await;
    assert!(names.contains(&"My Host+1".to_owned()), "{names:?}");
    for (kind, value) in [
        ("PSTN", "2065551212"),
        ("PSTN", "178"),
        ("PSTN", "+12065551212"),
        ("HOST", "not a host"),
        ("URI", "alice@seattle.com"),
        ("SIP-REG", "x"),
        ("host", "myphone.com"),
        ("PRIVACY-PSTN", "12065551212"),
    ] {
        assert_eq!(refusal(&put("wrong", kind, value).await).0, 422, "{kind} {value}");
    }
    for body in ["{}", r#"{"type":"HOST"}"#, r#"{"type":"HOST","value":null}"#, "x"] {
        assert_eq!(refusal(&v1.put("/v1/routes/wrong", body).await).0, 422, "{body}");
    }
    assert_eq!(refusal(&put("sip-reg", "HOST", "myphone.com").await).0, 422);

    // A taken name: the same again is fine, something else only if switched.
    assert_empty(&put("a", "HOST", "myphone.com").await, 201);
    assert_eq!(refusal(&put("a", "HOST", "other.com").await).0, 422);
    assert_eq!(
        v1.read("/v1/routes/?limit=200").await["routes"]["a"]["value"],
        "myphone.com"
    );
    v1.lab
        .switch(json!({"flowroute_v1": {"overwrite_routes": true}}))
        .await;
    assert_empty(&put("a", "PSTN", "12065551213").await, 201);
    let routes = v1.read("/v1/routes/?limit=200").await;
    assert_eq!(
        routes["routes"]["a"],
        json!({"type": "PSTN", "value": "12065551213"})
    );
    assert_eq!(refusal(&put("sip-reg", "HOST", "myphone.com").await).0, 422);
}
