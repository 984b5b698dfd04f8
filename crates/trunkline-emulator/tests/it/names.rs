//! Caller names and message provisioning.

use std::time::Duration;

use serde_json::json;
use trunkline_testkit::flowroute::{Lab, ids};

#[tokio::test]
async fn names_are_reviewed_in_time() {
    let lab = Lab::new();
    let create = |value: &'static str| {
        let lab = &lab;
        async move { lab.with("POST", "/v2/cnams", json!({"value": value})).await }
    };
    assert_eq!(
        create("Heartwood").await.json()["data"]["attributes"]["value"],
        "HEARTWOOD"
    );
    assert_eq!(
        create("heartwood").await.refusal(),
        (422, json!("A record with that value already exists."))
    );
    for bad in ["", "SIXTEEN LETTERS!", "12345", "semi;colon", "sixteen letters x"] {
        assert_eq!(create(bad).await.status, 422, "{bad}");
    }
    assert_eq!(create("CITY POLICE").await.status, 201);
    assert_eq!(
        lab.raw("POST", "/v2/cnams", None, r#"{"value":"No Label"}"#)
            .await
            .status,
        201
    );

    let pending = lab
        .call("PATCH", "/v2/numbers/12012673227/relationships/cnams/24169")
        .await;
    assert_eq!(pending.refusal(), (422, json!("CNAM record is not approved.")));
    assert!(
        lab.get("/v2/cnams/24169").await.json()["data"]
            .get("relationships")
            .is_none()
    );

    lab.emulator.advance(Duration::from_secs(48 * 3600));
    let approved = lab.get("/v2/cnams/24169").await.json();
    assert_eq!(approved["data"]["attributes"]["is_approved"], json!(true));
    assert_eq!(
        approved["data"]["attributes"]["approval_datetime"],
        "2026-01-17 12:00:00.000000+00:00"
    );
    assert_eq!(
        approved["data"]["relationships"],
        json!({"numbers": {"data": []}})
    );
    let rejected = lab.get("/v2/cnams?value=police").await.json();
    assert_eq!(rejected["data"][0]["attributes"]["is_approved"], json!(false));
    assert!(rejected["data"][0]["attributes"]["rejection_reason"].is_string());
    let id = ids(&rejected)[0].clone();
    let body = json!({"data": {"type": "cnam", "attributes": {"value": "City Pool"}}});
    let changed = lab
        .with("PATCH", &format!("/v2/cnams/{id}"), body.clone())
        .await
        .json();
    assert_eq!(
        (
            &changed["data"]["attributes"]["value"],
            &changed["data"]["attributes"]["rejection_reason"]
        ),
        (&json!("CITY POOL"), &json!(null))
    );
    assert_eq!(lab.with("PATCH", "/v2/cnams/24169", body).await.status, 403);

    assert_eq!(
        lab.call("PATCH", "/v2/numbers/12012673227/relationships/cnams/24169")
            .await
            .status,
        202
    );
    let detail = lab.get("/v2/cnams/24169").await.json();
    assert_eq!(
        detail["data"]["relationships"]["numbers"]["data"],
        json!([{"type": "number", "id": "12012673227"}])
    );
    assert_eq!(detail["included"][0]["id"], "12012673227");
    assert_eq!(lab.call("DELETE", "/v2/cnams/24169").await.status, 204);
    let gone = lab.call("DELETE", "/v2/cnams/24169").await;
    assert_eq!(
        gone.refusal(),
        (404, json!("CNAM record not found. Nothing to delete."))
    );
    let detail = lab.get("/v2/numbers/12012673227").await.json();
    assert_eq!(
        detail["data"]["relationships"]["cnam_preset"],
        json!({"data": null})
    );
    lab.assert_books_agree();
}

#[tokio::test]
async fn people_decide_and_lists_tell() {
    let lab = Lab::new();
    lab.switch(json!({"cnam_review_seconds": null})).await;
    lab.with("POST", "/v2/cnams", json!({"value": "Slow"})).await;
    lab.emulator.advance(Duration::from_secs(1_000_000));
    assert_eq!(
        ids(&lab.get("/v2/cnams?is_approved=FALSE").await.json()),
        ["24169"]
    );
    assert_eq!(
        lab.control("POST", "cnams/24169/reject", Some(json!({"reason": "no"})))
            .await
            .status,
        204
    );
    assert_eq!(lab.control("POST", "cnams/24169/approve", None).await.status, 409);
    assert_eq!(lab.control("POST", "cnams/1/approve", None).await.status, 404);
    let link = lab.get("/v2/cnams?is_approved=false").await.json()["links"]["self"].clone();
    assert_eq!(
        link,
        "https://api.flowroute.com/v2/cnams?is_approved=False&limit=10&offset=0"
    );
    assert_eq!(lab.get("/v2/cnams?is_approved=maybe").await.status, 422);
    lab.switch(json!({"cnam_review_seconds": 0})).await;
    lab.with("POST", "/v2/cnams", json!({"value": "Quick"})).await;
    assert_eq!(
        lab.get("/v2/cnams/24170").await.json()["data"]["attributes"]["is_approved"],
        json!(true)
    );
}

#[tokio::test]
async fn toll_free_numbers_take_addresses_but_no_names() {
    let lab = Lab::new();
    let free = ids(&lab
        .get("/v2/numbers/available?number_type=toll-free&limit=1")
        .await
        .json())[0]
        .clone();
    lab.buy(&free).await;
    assert_eq!(
        lab.call("PATCH", &format!("/v2/numbers/{free}/relationships/cnam/22790"))
            .await
            .status,
        422
    );
    assert_eq!(
        lab.call("PATCH", &format!("/v2/numbers/{free}/relationships/e911s/22127"))
            .await
            .status,
        204
    );
    lab.assert_books_agree();
}

#[tokio::test]
async fn provisioning_in_bulk() {
    let lab = Lab::new();
    lab.buy("12064205780").await;
    let body = json!({"numbers": ["12064205780", "+12012673227", "12065550100"], "action": "enable"});
    let task = lab.with("POST", "/v2/message-provision", body).await.json();
    assert_eq!(task["data"]["type"], "message_bulk_provisioning_status");
    let numbers =
        json!({"successful": [], "processing": ["12064205780", "12012673227"], "failed": ["12065550100"]});
    assert_eq!(
        task["data"]["attributes"],
        json!({"status": "processing", "message": "", "numbers": numbers})
    );
    lab.emulator.advance(Duration::from_secs(1));
    let id = task["data"]["id"].as_str().unwrap();
    let done = lab
        .get(&format!("/v2/message-provision/status/{id}"))
        .await
        .json();
    assert_eq!(done["data"]["attributes"]["status"], "completed");
    for (bad, status) in [
        (json!({"numbers": ["12064205780"]}), 422),
        (json!({"numbers": ["12064205780"], "action": "toggle"}), 422),
        (json!({"numbers": [], "action": "enable"}), 422),
        (json!({"action": "enable"}), 422),
    ] {
        assert_eq!(
            lab.with("POST", "/v2/message-provision", bad).await.status,
            status
        );
    }
    assert_eq!(lab.get("/v2/message-provision/status/nope").await.status, 404);
    let off = json!({"numbers": ["12012673227"], "action": "disable"});
    lab.with("POST", "/v2/message-provision", off).await;
    lab.emulator.advance(Duration::from_secs(1));
    let send = json!({"from": "12012673227", "to": "12065551234", "body": "hi"});
    assert_eq!(lab.with("POST", "/v2.1/messages", send).await.status, 403);
}
