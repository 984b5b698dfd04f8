//! Inbound routes and where numbers point.

use serde_json::{Value, json};
use trunkline_testkit::flowroute::{Lab, ids};

fn route(kind: &str, value: &str, alias: &str) -> Value {
    json!({"data": {"type": "route", "attributes": {"route_type": kind, "value": value, "alias": alias}}})
}

#[tokio::test]
async fn routes_are_checked() {
    let lab = Lab::new();
    for (kind, value, alias, field) in [
        ("host", "not a host", "a", "value"),
        ("number", "2065551212", "a", "value"),
        ("uri", "mailto:x@y", "a", "value"),
        ("sip-reg", "x", "a", "route_type"),
        ("HOST", "sip.example.com", "a", "route_type"),
        ("host", "sip.example.com", "", "alias"),
    ] {
        let reply = lab.with("POST", "/v2/routes", route(kind, value, alias)).await;
        assert_eq!(reply.status, 422, "{kind} {value}");
        let fields = &reply.error()["detail"]["data"]["attributes"];
        assert!(fields.get(field).is_some(), "{field}: {fields}");
    }
    let missing = lab
        .with(
            "POST",
            "/v2/routes",
            json!({"data": {"type": "route", "attributes": {}}}),
        )
        .await;
    let fields = missing.error()["detail"]["data"]["attributes"].clone();
    assert_eq!(fields.as_object().unwrap().len(), 3, "{fields}");
    assert_eq!(
        ids(&lab.get("/v2/routes").await.json()),
        ["0", "83834", "83835", "83836"]
    );
    assert_eq!(ids(&lab.get("/v2/routes?route_type=sip-reg").await.json()), ["0"]);
    assert_eq!(lab.get("/v2/routes?route_type=HOST").await.status, 422);
}

#[tokio::test]
async fn a_taken_alias_is_refused_in_words() {
    let lab = Lab::new();
    let taken = json!("A record with that value already exists.");
    let create = route("host", "sip.example.com", "HOSTroute1");
    let created = lab.with("POST", "/v2/routes", create).await;
    assert_eq!(created.refusal(), (422, taken.clone()));
    assert_eq!(created.error()["title"], "Invalid Resource");
    let change = json!({"data": {"attributes": {"alias": "HOSTroute1"}}});
    let changed = lab.with("PATCH", "/v2/routes/83834", change).await;
    assert_eq!(changed.refusal(), (422, taken));
}

#[tokio::test]
async fn a_route_in_use_cannot_go() {
    let lab = Lab::new();
    let created = lab
        .with(
            "POST",
            "/v2/routes",
            route("host", "sip.example.com", "main office"),
        )
        .await;
    assert_eq!(created.json()["data"]["id"], "98396");
    assert_eq!(
        created.json()["links"]["self"],
        "https://api.flowroute.com/routes/98396"
    );
    assert_eq!(
        lab.get("/v2/routes/98396").await.json()["links"]["self"],
        "https://api.flowroute.com/v2/routes/98396"
    );

    let reference = json!({"data": {"type": "route", "id": "98396"}});
    for position in ["primary_route", "failover_route"] {
        let path = format!("/v2/numbers/12012673227/relationships/{position}");
        assert_eq!(lab.with("PATCH", &path, reference.clone()).await.status, 204);
    }
    let detail = lab.get("/v2/numbers/12012673227").await.json();
    assert_eq!(
        detail["data"]["relationships"]["failover_route"]["data"]["id"],
        "98396"
    );
    assert_eq!(detail["included"].as_array().unwrap().len(), 1);

    let refused = lab.call("DELETE", "/v2/routes/98396").await;
    assert_eq!(
        refused.refusal(),
        (403, json!("Please disassociate all numbers before deleting."))
    );
    assert_eq!(
        refused.error()["title"],
        "This Route has numbers still associated to it."
    );

    assert_eq!(
        lab.call("DELETE", "/v2/numbers/12012673227/relationships/primary_route")
            .await
            .status,
        204
    );
    assert_eq!(
        lab.call("DELETE", "/v2/numbers/12012673227/relationships/primary_route")
            .await
            .status,
        204
    );
    let path = "/v2/numbers/12012673227/relationships/failover_route";
    assert_eq!(lab.with("PATCH", path, json!({"data": null})).await.status, 204);
    let detail = lab.get("/v2/numbers/12012673227").await.json();
    assert_eq!(
        detail["data"]["relationships"]["primary_route"],
        json!({"data": null})
    );
    assert_eq!(detail["included"], json!([]));
    assert_eq!(lab.call("DELETE", "/v2/routes/98396").await.status, 204);
    let gone = lab.call("DELETE", "/v2/routes/98396").await;
    assert_eq!(gone.refusal(), (404, json!("Invalid Route Id")));
    lab.assert_books_agree();
}

#[tokio::test]
async fn route_zero_and_unknown_routes() {
    let lab = Lab::new();
    assert_eq!(lab.call("DELETE", "/v2/routes/0").await.status, 403);
    let change = json!({"data": {"attributes": {"alias": "x"}}});
    assert_eq!(
        lab.with("PATCH", "/v2/routes/0", change.clone()).await.status,
        403
    );
    for path in ["/v2/routes/7", "/v2/routes/x"] {
        assert_eq!(
            lab.with("PATCH", path, change.clone()).await.refusal(),
            (404, json!("Invalid Route Id"))
        );
        assert_eq!(lab.get(path).await.refusal(), (404, json!("Invalid Route Id")));
    }
    let path = "/v2/numbers/12012673227/relationships/primary_route";
    for (body, status) in [
        (json!({"data": {"type": "route", "id": "7"}}), 404),
        (json!({"id": "83834"}), 204),
        (json!({"data": {"type": "route", "id": 83834}}), 204),
        (json!({"data": {"type": "route"}}), 422),
    ] {
        assert_eq!(lab.with("PATCH", path, body).await.status, status);
    }
    let foreign = "/v2/numbers/12065550100/relationships/primary_route";
    assert_eq!(
        lab.with("PATCH", foreign, json!({"data": {"id": "0"}}))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn a_failover_must_not_lead_to_an_own_number() {
    let lab = Lab::new();
    let created = lab
        .with("POST", "/v2/routes", route("number", "12014845220", "loop"))
        .await;
    let reference = json!({"data": {"type": "route", "id": created.json()["data"]["id"]}});
    let path = |position| format!("/v2/numbers/12012673227/relationships/{position}");
    assert_eq!(
        lab.with("PATCH", &path("failover_route"), reference.clone())
            .await
            .status,
        422
    );
    assert_eq!(
        lab.with("PATCH", &path("primary_route"), reference).await.status,
        204
    );
}

#[tokio::test]
async fn changing_a_route_is_partial_and_shows_everywhere() {
    let lab = Lab::new();
    let body = json!({"data": {"type": "route", "id": "83834", "attributes": {"alias": "renamed"}}});
    let reply = lab.with("PATCH", "/v2/routes/83834", body).await;
    let attributes = json!({"alias": "renamed", "route_type": "number", "value": "12065551212"});
    assert_eq!(reply.json()["data"]["attributes"], attributes);
    let path = "/v2/numbers/12012673227/relationships/primary_route";
    lab.with("PATCH", path, json!({"data": {"type": "route", "id": "83834"}}))
        .await;
    let detail = lab.get("/v2/numbers/12012673227").await.json();
    assert_eq!(detail["included"][0]["attributes"], attributes);
    let wrong_kind = json!({"data": {"attributes": {"route_type": "uri"}}});
    assert_eq!(
        lab.with("PATCH", "/v2/routes/83834", wrong_kind).await.status,
        422
    );
}
