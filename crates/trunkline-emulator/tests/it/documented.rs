//! The seeded emulator answers the READMEs' and documents' own requests with their own answers, key by key.

use std::time::Duration;

use serde_json::{Value, json};
use trunkline_emulator::Emulator;
use trunkline_testkit::fixtures::Documented;
use trunkline_testkit::flowroute::{self, Lab};

fn documented(name: &str) -> Value {
    Documented::named(&format!("flowroute-v2/{name}")).body
}

/// Replaces members that cannot be the same: ids of new things, dates.
fn without(mut value: Value, pointers: &[&str]) -> Value {
    for pointer in pointers {
        *value
            .pointer_mut(pointer)
            .unwrap_or_else(|| panic!("{pointer} is missing")) = Value::from("*");
    }
    value
}

async fn assert_get(path: &str, name: &str) {
    let reply = Lab::new().get(path).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    assert_eq!(reply.json(), documented(name), "{path}");
    assert_eq!(reply.header("content-type"), Some(flowroute::JSON_API));
}

#[tokio::test]
async fn lists_and_details() {
    for (path, name) in [
        (
            "/v2/numbers/available/areacodes?limit=3&max_setup_cost=3.25",
            "numbers.list_area_codes",
        ),
        (
            "/v2/numbers/available/exchanges?limit=3&areacode=347",
            "numbers.list_exchanges",
        ),
        ("/v2/numbers/available/tiers", "numbers.list_tiers"),
        (
            "/v2/numbers/available?starts_with=646&contains=3&ends_with=7&limit=3",
            "numbers.search",
        ),
        ("/v2/numbers?starts_with=201&limit=3", "numbers.list"),
        ("/v2/routes?limit=2", "routes.list"),
        ("/v2/routes/edge_strategies", "routes.list_edge_strategies"),
        ("/v2/e911s?state=WA&limit=3", "e911s.list"),
        ("/v2/e911s/22127", "e911s.get"),
        ("/v2/cnams?limit=3&offset=0&is_approved=true", "cnams.list"),
        ("/v2/cnams/22790", "cnams.get"),
        (
            "/v2.1/messages?start_date=2017-12-01&end_date=2018-01-08&limit=2",
            "messages.list",
        ),
    ] {
        assert_get(path, name).await;
    }
}

#[tokio::test]
async fn every_seed_gives_the_readme() {
    for seed in [1, 7, 4_000_000_000, u64::MAX] {
        let lab = Lab::of(Emulator::builder().seed(seed).build().unwrap());
        let search = lab
            .get("/v2/numbers/available?starts_with=646&contains=3&ends_with=7&limit=3")
            .await;
        assert_eq!(search.json(), documented("numbers.search"));
        let exchanges = lab
            .get("/v2/numbers/available/exchanges?limit=3&areacode=347")
            .await;
        assert_eq!(exchanges.json(), documented("numbers.list_exchanges"));
        let areas = lab
            .get("/v2/numbers/available/areacodes?limit=3&max_setup_cost=3.25")
            .await;
        assert_eq!(areas.json(), documented("numbers.list_area_codes"));
    }
}

#[tokio::test]
async fn purchase_and_the_detail_after_it() {
    let lab = Lab::new();
    let bought = lab.call("POST", "/v2/numbers/16502390214").await;
    assert_eq!(
        (bought.status, bought.json()),
        (201, documented("numbers.purchase"))
    );
    assert_eq!(
        lab.get("/v2/numbers/16502390214").await.json(),
        documented("numbers.get")
    );
}

#[tokio::test]
async fn purchase_with_the_newer_attributes() {
    let lab = Lab::new();
    lab.switch(json!({"newer_attributes": true, "number_vocabulary": "longcode"}))
        .await;
    let bought = lab.call("POST", "/v2/numbers/16502390214").await;
    let mut expected = documented("numbers.purchase.newer");
    // The same amount: the document prints 1.0, a whole number of dollars is an integer here.
    expected["data"]["attributes"]["setup_cost"] = json!(1);
    assert_eq!(bought.json(), expected);
}

#[tokio::test]
async fn routes() {
    let lab = Lab::new();
    let attributes = json!({"route_type": "host", "value": "il775u.sonsofodin.com", "alias": "new route"});
    let body = json!({"data": {"type": "route", "attributes": attributes}});
    let created = lab.with("POST", "/v2/routes", body).await;
    assert_eq!(
        (created.status, created.json()),
        (201, documented("routes.create"))
    );

    let attributes =
        json!({"alias": "PSTNroute1", "route_type": "number", "value": "12065551213", "edge_strategy_id": 4});
    let body = json!({"data": {"type": "route", "id": "83834", "attributes": attributes}});
    let updated = lab.with("PATCH", "/v2/routes/83834", body).await;
    assert_eq!(
        (updated.status, updated.json()),
        (200, documented("routes.update"))
    );
}

fn address(changes: Value) -> Value {
    let mut attributes = json!({
        "street_name": "N Vassault", "street_number": "3910", "address_type": null, "address_type_number": null,
        "city": "Tacoma", "state": "WA", "country": "US", "zip": "98407", "first_name": "Janet", "last_name": "Doe",
        "label": "Home",
    });
    attributes
        .as_object_mut()
        .unwrap()
        .extend(changes.as_object().unwrap().clone());
    json!({"data": {"attributes": attributes, "type": "e911"}})
}

#[tokio::test]
async fn e911() {
    let lab = Lab::new();
    let checked = lab.with("POST", "/v2/e911s/validate", address(json!({}))).await;
    assert_eq!((checked.status, checked.text.as_str()), (204, ""));

    let body = address(json!({"address_type": "SUITE", "address_type_number": "200"}));
    let created = lab.with("POST", "/v2/e911s", body).await;
    assert_eq!(
        (created.status, created.json()),
        (201, documented("e911s.create"))
    );

    let plain = address(json!({
        "city": "Seattle", "first_name": "Chris", "label": "E911 Test", "last_name": "Smith",
        "street_name": "3rd Ave", "street_number": 1218, "zip": "98101",
    }));
    let created = lab.with("POST", "/v2/e911s", plain).await;
    let pointers = ["/data/id", "/data/links/self"];
    assert_eq!(
        without(created.json(), &pointers),
        without(documented("e911s.create.without_unit"), &pointers)
    );

    let associated = lab
        .call("PATCH", "/v2/numbers/12062011682/relationships/e911s/21907")
        .await;
    assert_eq!((associated.status, associated.text.as_str()), (204, ""));
    let numbers = lab.get("/v2/e911s/21907/relationships/numbers").await;
    assert_eq!(numbers.json(), documented("e911s.list_numbers"));
}

#[tokio::test]
async fn cnam() {
    let lab = Lab::new();
    let created = lab
        .raw(
            "POST",
            "/v2/cnams",
            Some("application/x-www-form-urlencoded"),
            "value=AH76WX",
        )
        .await;
    let pointers = ["/data/attributes/creation_datetime"];
    assert_eq!(created.status, 201);
    assert_eq!(
        without(created.json(), &pointers),
        without(documented("cnams.create"), &pointers)
    );
    assert_eq!(
        created.json()["data"]["attributes"]["creation_datetime"],
        "2026-01-15 12:00:00.000000+00:00"
    );

    let pointers = ["/data/attributes/date_created"];
    let associated = lab
        .call("PATCH", "/v2/numbers/12062011682/relationships/cnam/22790")
        .await;
    assert_eq!(associated.status, 202);
    assert_eq!(
        without(associated.json(), &pointers),
        without(documented("cnams.associate"), &pointers)
    );
    assert_eq!(
        associated.json()["data"]["attributes"]["date_created"],
        "Thu, 15 Jan 2026 12:00:00 GMT"
    );
    let removed = lab
        .call("DELETE", "/v2/numbers/12062011682/relationships/cnam")
        .await;
    assert_eq!(removed.status, 202);
    assert_eq!(
        without(removed.json(), &pointers),
        without(documented("cnams.unassociate"), &pointers)
    );
}

#[tokio::test]
async fn messages() {
    let lab = Lab::new();
    let mut detail = documented("messages.get");
    // The README contradicts itself here; the emulator keeps to the list (docs/contracts/flowroute-v2.md §7 no. 31).
    detail["data"]["attributes"]["from"] = json!("12061231234");
    assert_eq!(
        lab.get("/v2.1/messages/mdr2-ca82be46e6ba11e79d08862d092cf73d")
            .await
            .json(),
        detail
    );

    let media = "https://s3-us-west-2.amazonaws.com/mms-testing/01f2c5551bc24c91b22a084081211eb0.png";
    let body = json!({"to": "12065551234", "from": "12012673227", "body": "hello there", "is_mms": "true", "media_urls": [media]});
    let sent = lab.with("POST", "/v2.1/messages", body).await;
    let pointers = ["/data/id", "/data/links/self"];
    assert_eq!(sent.status, 202);
    assert_eq!(
        without(sent.json(), &pointers),
        without(documented("messages.send"), &pointers)
    );
    let id = sent.json()["data"]["id"].as_str().unwrap().to_owned();
    assert_eq!(
        sent.json()["data"]["links"]["self"],
        format!("https://api.flowroute.com/v2.1/messages/{id}")
    );
    assert!(id.starts_with("mdr2-") && id.len() == 37);

    let attributes = json!({"to": "+12065551234", "from": "+12012673227", "body": "test SMS"});
    let sent = lab
        .with(
            "POST",
            "/v2.2/messages",
            json!({"data": {"type": "message", "attributes": attributes}}),
        )
        .await;
    assert_eq!(
        without(sent.json(), &pointers),
        without(documented("messages.send.v2_2"), &pointers)
    );
}

#[tokio::test]
async fn callback_provisioning_portability() {
    let lab = Lab::new();
    let body = json!({"callback_url": "https://www.example.com/dlr"});
    assert_eq!(
        lab.with("PUT", "/v2.1/messages/sms_dlr_callback", body)
            .await
            .status,
        204
    );
    assert_eq!(
        lab.get("/v2.1/messages/dlr_callback").await.json(),
        documented("messages.get_callback")
    );

    let body = json!({"numbers": ["12062011682"], "action": "enable", "callback_url": "https://example.com/prov", "email": true});
    let task = lab.with("POST", "/v2/message-provision", body).await;
    let pointers = ["/data/id", "/data/attributes/tn"];
    assert_eq!(task.status, 201);
    assert_eq!(
        without(task.json(), &pointers),
        without(documented("message_provision.create"), &pointers)
    );
    lab.emulator.advance(Duration::from_secs(1));
    let id = task.json()["data"]["id"].as_str().unwrap().to_owned();
    let done = lab.get(&format!("/v2/message-provision/status/{id}")).await;
    assert_eq!(done.json()["data"]["attributes"]["status"], "completed");

    let body = json!({"numbers": ["+14254664444", "+18827833439", "+12125551212"]});
    let reply = lab
        .raw(
            "POST",
            "/v2/portorders/portability",
            Some("application/json"),
            &body.to_string(),
        )
        .await;
    assert_eq!(
        (reply.status, reply.json()),
        (200, documented("porting.check_portability"))
    );
    assert_eq!(reply.header("content-type"), Some("application/json"));
    let form = "numbers[]=%2B14254664444&numbers[]=%2B18827833439&numbers[]=+12125551212";
    let reply = lab
        .raw(
            "POST",
            "/v2/portorders/portability",
            Some("application/x-www-form-urlencoded"),
            form,
        )
        .await;
    assert_eq!(reply.json(), documented("porting.check_portability"));
}
