//! Emergency addresses: rules, money, associations.

use serde_json::{Value, json};
use trunkline_testkit::flowroute::{Lab, ids};

fn address(changes: Value) -> Value {
    let mut attributes = json!({
        "street_name": "N Vassault", "street_number": "3910", "city": "Tacoma", "state": "WA", "country": "US",
        "zip": "98407", "first_name": "Janet", "last_name": "Doe", "label": "Home",
    });
    for (name, value) in changes.as_object().unwrap() {
        attributes[name] = value.clone();
    }
    json!({"data": {"type": "e911", "attributes": attributes}})
}

#[tokio::test]
async fn addresses_are_checked_the_same_way_everywhere() {
    let lab = Lab::new();
    let zip = json!(["ZIP code must be at least 4 and at most 7 digits long"]);
    for path in ["/v2/e911s/validate", "/v2/e911s"] {
        let reply = lab.with("POST", path, address(json!({"zip": "1"}))).await;
        assert_eq!(
            reply.refusal(),
            (422, json!({"data": {"attributes": {"zip": zip}}}))
        );
        assert!(reply.error().get("title").is_none());
        for (changes, status) in [
            (json!({"street_name": "NOWHERE"}), 400),
            (json!({"country": "CA"}), 400),
            (json!({"state": "Washington"}), 422),
            (json!({"state": "wa"}), 422),
            (json!({"country": "DE"}), 422),
            (json!({"address_type": "SU", "address_type_number": "1"}), 422),
            (json!({"address_type": "Suite"}), 422),
            (json!({"label": ""}), 422),
            (json!({"first_name": null}), 422),
        ] {
            assert_eq!(
                lab.with("POST", path, address(changes.clone())).await.status,
                status,
                "{path} {changes}"
            );
        }
        let nowhere = lab
            .with("POST", path, address(json!({"street_name": "Nowhere"})))
            .await;
        let text = "Could not geocode this address. Please check the validity of your address.";
        assert_eq!(
            (
                nowhere.error()["detail"].clone(),
                nowhere.error()["title"].clone()
            ),
            (json!(text), json!("Client Error"))
        );
    }
    assert_eq!(
        lab.get("/v2/e911s").await.json()["data"]
            .as_array()
            .unwrap()
            .len(),
        4
    );
    let canadian = address(json!({"country": "CA", "state": "ON", "zip": "M5V 3L9", "city": "Toronto"}));
    assert_eq!(lab.with("POST", "/v2/e911s", canadian).await.status, 201);
}

#[tokio::test]
async fn duplicate_addresses_and_labels() {
    let lab = Lab::new();
    assert_eq!(
        lab.with("POST", "/v2/e911s", address(json!({}))).await.status,
        201
    );
    let same = lab
        .with(
            "POST",
            "/v2/e911s",
            address(json!({"label": "Other", "city": "TACOMA"})),
        )
        .await;
    assert_eq!(same.refusal(), (403, json!("Duplicate address.")));
    let label = lab
        .with("POST", "/v2/e911s", address(json!({"zip": "98408"})))
        .await;
    assert!(label.error()["detail"]["data"]["attributes"]["label"].is_array());
    let found = lab.get("/v2/e911s?label=hom&city=tac").await.json();
    // "Funeral Homes" is in Seattle.
    assert_eq!(ids(&found), ["21907"]);
    lab.control("POST", "balance", Some(json!({"balance": "1.49"})))
        .await;
    let poor = lab
        .with(
            "POST",
            "/v2/e911s",
            address(json!({"zip": "98409", "label": "Third"})),
        )
        .await;
    assert_eq!(
        poor.refusal(),
        (
            403,
            json!("Insufficient funds available to complete the request.")
        )
    );
}

/// What the vendor's Python demo sends.
#[tokio::test]
async fn usa_is_taken_as_it_comes() {
    let lab = Lab::new();
    let change = || address(json!({"country": "USA"}));
    assert_eq!(lab.with("POST", "/v2/e911s/validate", change()).await.status, 204);
    let created = lab.with("POST", "/v2/e911s", change()).await;
    assert_eq!(created.status, 201);
    assert_eq!(created.json()["data"]["attributes"]["country"], "USA");
}

#[tokio::test]
async fn an_old_record_keeps_its_country() {
    let lab = Lab::new();
    let change = json!({"data": {"type": "e911", "attributes": {"last_name": "Wiley"}}});
    let changed = lab.with("PATCH", "/v2/e911s/20930", change).await;
    let attributes = changed.json()["data"]["attributes"].clone();
    assert_eq!(
        (&attributes["country"], &attributes["last_name"]),
        (&json!("USA"), &json!("Wiley"))
    );
    let back = json!({"data": {"type": "e911", "attributes": {"country": "US"}}});
    assert_eq!(lab.with("PATCH", "/v2/e911s/20930", back).await.status, 200);
}

#[tokio::test]
async fn an_address_is_charged_once_per_number_and_cannot_go_while_used() {
    let lab = Lab::new();
    let spent = || lab.emulator.audit().charged_nanodollars();
    let path = "/v2/numbers/12012673227/relationships/e911s";
    for (record, total) in [
        ("22127", 1_500_000_000),
        ("22127", 1_500_000_000),
        ("22124", 3_000_000_000),
        ("22127", 3_000_000_000),
    ] {
        assert_eq!(lab.call("PATCH", &format!("{path}/{record}")).await.status, 204);
        assert_eq!(spent(), total, "{record}");
    }
    let detail = lab.get("/v2/numbers/12012673227").await.json();
    assert_eq!(
        detail["data"]["relationships"]["e911_address"]["data"],
        json!({"type": "e911", "id": "22127"})
    );
    assert_eq!(
        detail["included"][1],
        lab.get("/v2/e911s/22127").await.json()["data"]
    );

    assert_eq!(
        lab.call("DELETE", "/v2/e911s/22127").await.refusal(),
        (403, json!("Please disassociate all numbers before deleting."))
    );
    assert_eq!(lab.call("DELETE", "/v2/e911s/22124").await.status, 204);
    assert_eq!(lab.get("/v2/e911s/22124").await.status, 404);
    assert_eq!(lab.call("DELETE", path).await.status, 204);
    assert_eq!(lab.call("DELETE", path).await.status, 204);
    assert_eq!(lab.call("DELETE", "/v2/e911s/22127").await.status, 204);
    assert_eq!(lab.call("DELETE", "/v2/e911s/22127").await.status, 404);
    assert_eq!(lab.call("PATCH", &format!("{path}/22127")).await.status, 404);
    assert_eq!(
        lab.call("PATCH", "/v2/numbers/12065550100/relationships/e911s/22120")
            .await
            .status,
        404
    );
    assert_eq!(lab.get("/v2/e911s/1/relationships/numbers").await.status, 404);
    assert_eq!(
        lab.get("/v2/e911s/22120/relationships/numbers").await.json()["data"],
        json!([])
    );
    lab.assert_books_agree();
}

#[tokio::test]
async fn changing_an_address_is_partial() {
    let lab = Lab::new();
    let body = json!({"data": {"type": "e911", "attributes": {"last_name": "Wiley", "address_type": "LOBBY", "address_type_number": 5}}});
    let reply = lab.with("PATCH", "/v2/e911s/22127", body).await;
    assert_eq!(reply.status, 200);
    let attributes = &reply.json()["data"]["attributes"];
    assert_eq!(
        (&attributes["last_name"], &attributes["first_name"]),
        (&json!("Wiley"), &json!("Death"))
    );
    assert_eq!(
        (&attributes["address_type"], &attributes["address_type_number"]),
        (&json!("Lobby"), &json!("5"))
    );
    let body = json!({"data": {"attributes": {"address_type": null}}});
    let reply = lab.with("PATCH", "/v2/e911s/22127", body).await;
    assert!(reply.json()["data"]["attributes"].get("address_type").is_none());
    let bad = json!({"data": {"attributes": {"zip": "1"}}});
    assert_eq!(
        lab.with("PATCH", "/v2/e911s/22127", bad.clone()).await.status,
        422
    );
    assert_eq!(lab.with("PATCH", "/v2/e911s/1", bad).await.status, 404);
    assert_eq!(
        lab.get("/v2/e911s/22127").await.json()["data"]["attributes"]["zip"],
        "98101"
    );
}
