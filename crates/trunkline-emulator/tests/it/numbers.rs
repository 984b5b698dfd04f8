//! Inventory, purchase, owned numbers, release.

use std::time::{Duration, Instant};

use serde_json::json;
use trunkline_emulator::Emulator;
use trunkline_testkit::flowroute::{Lab, ids};

#[tokio::test]
async fn a_bought_number_leaves_the_inventory_and_comes_back_on_release() {
    let lab = Lab::new();
    let found = || async {
        ids(&lab
            .get("/v2/numbers/available?starts_with=12064205780")
            .await
            .json())
    };
    assert_eq!(found().await, ["12064205780"]);
    lab.buy("12064205780").await;
    assert_eq!(found().await, Vec::<String>::new());
    assert_eq!(lab.get("/v2/numbers/12064205780").await.status, 200);
    assert_eq!(
        ids(&lab.get("/v2/numbers?starts_with=206420").await.json()),
        ["12064205780"]
    );
    assert_eq!(lab.emulator.audit().balance_nanodollars(), 99_000_000_000);

    let again = lab.call("POST", "/v2/numbers/12064205780").await;
    assert_eq!(
        again.refusal(),
        (404, json!("Could not find that resource on your account."))
    );
    assert_eq!(lab.emulator.audit().purchases("12064205780"), 1);
    assert_eq!(lab.emulator.audit().charges(), 1);

    assert_eq!(lab.call("DELETE", "/v2/numbers/12064205780").await.status, 204);
    assert_eq!(lab.call("DELETE", "/v2/numbers/12064205780").await.status, 404);
    assert_eq!(lab.get("/v2/numbers/12064205780").await.status, 404);
    assert_eq!(found().await, ["12064205780"]);
    lab.assert_books_agree();
}

#[tokio::test]
async fn released_numbers_age_when_switched() {
    let lab = Lab::new();
    lab.switch(json!({"release_aging_seconds": 3600})).await;
    lab.call("DELETE", "/v2/numbers/12014845220").await;
    let found = || async {
        ids(&lab
            .get("/v2/numbers/available?starts_with=12014845220")
            .await
            .json())
    };
    assert!(found().await.is_empty());
    lab.emulator.advance(Duration::from_secs(3600));
    assert_eq!(found().await, ["12014845220"]);
    lab.assert_books_agree();
}

#[tokio::test]
async fn the_balance_must_cover_setup_and_first_month() {
    let lab = Lab::new();
    lab.control("POST", "balance", Some(json!({"balance": "2.24"})))
        .await;
    let refused = lab.call("POST", "/v2/numbers/12064205780").await;
    assert_eq!(
        refused.refusal(),
        (
            403,
            json!("Insufficient funds available to complete the request.")
        )
    );
    assert_eq!(lab.get("/v2/numbers/12064205780").await.status, 404);
    lab.control("POST", "balance", Some(json!({"balance": "2.25"})))
        .await;
    lab.buy("12064205780").await;
    assert_eq!(lab.emulator.audit().balance_nanodollars(), 1_250_000_000);
    lab.assert_books_agree();
}

#[tokio::test]
async fn malformed_and_foreign_numbers() {
    let lab = Lab::new();
    for path in [
        "/v2/numbers/123",
        "/v2/numbers/abc",
        "/v2/numbers/1234567890123456",
    ] {
        assert_eq!(lab.get(path).await.status, 422, "{path}");
        assert_eq!(lab.call("POST", path).await.status, 422, "{path}");
    }
    assert_eq!(lab.get("/v2/numbers/12065550100").await.status, 404);
    assert_eq!(lab.call("POST", "/v2/numbers/12065550100").await.status, 404);
    assert_eq!(lab.get("/v2/numbers/%2B12062011682/").await.status, 200);
}

#[tokio::test]
async fn search_filters() {
    let lab = Lab::new();
    for (query, status) in [
        ("contains=abc", 422),
        ("number_type=mobile", 422),
        ("limit=0", 422),
        ("limit=-1", 422),
        ("limit=ten", 422),
        ("offset=-1", 422),
        ("order_by=color,asc", 422),
        ("order_by=state,sideways", 422),
        ("rate_center=nwyrcyzn01", 200),
        ("state=ZZ", 200),
    ] {
        assert_eq!(
            lab.get(&format!("/v2/numbers/available?{query}")).await.status,
            status,
            "{query}"
        );
    }
    let page = |query: &'static str| {
        let lab = &lab;
        async move {
            lab.get(&format!("/v2/numbers/available?limit=200&{query}"))
                .await
                .json()
        }
    };
    let seattle = page("state=WA&rate_center=SEATTLE").await;
    for item in seattle["data"].as_array().unwrap() {
        assert_eq!(item["attributes"]["state"], "wa");
        assert_eq!(item["attributes"]["rate_center"], "seattle");
    }
    let free = page("number_type=toll-free").await;
    assert_eq!(free["data"].as_array().unwrap().len(), 200);
    for item in free["data"].as_array().unwrap() {
        assert_eq!(item["attributes"]["number_type"], "tollfree");
        assert!(item["attributes"]["state"].is_null() && item["attributes"]["rate_center"].is_null());
        assert!(item["id"].as_str().unwrap().starts_with("18"));
    }
    let last = page("order_by=number,desc").await;
    let last = ids(&last).into_iter().map(|id| id.parse().unwrap());
    let last: Vec<u64> = last.collect();
    assert!(last.windows(2).all(|pair| pair[0] > pair[1]), "{last:?}");
    let states = page("order_by=state,desc&number_type=longcode").await;
    let states: Vec<_> = states["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["attributes"]["state"].clone())
        .collect();
    assert_eq!(states.first(), Some(&json!("wy")));
    let promo = page("tier=US%20Promo%20%240.0%2F%240.50%2F%240.005").await;
    assert_eq!(promo["data"][0]["attributes"]["monthly_cost"], json!(0.5));
    assert_eq!(
        page("iso_country=CA").await["data"][0]["attributes"]["state"],
        "on"
    );
    assert_eq!(page("starts_with=%2B31").await["data"], json!([]));
    let self_link = page("starts_with=%2B31").await["links"]["self"].clone();
    assert_eq!(
        self_link,
        "https://api.flowroute.com/v2/numbers/available?starts_with=%2B31&limit=200&offset=0"
    );
}

#[tokio::test]
async fn limits_are_clamped_and_echoed() {
    let lab = Lab::new();
    for (path, most) in [
        ("/v2/numbers/available/areacodes", 400),
        ("/v2/numbers/available/exchanges", 200),
        ("/v2/numbers/available", 200),
        ("/v2/numbers", 200),
        ("/v2/routes", 200),
        ("/v2/e911s", 2000),
    ] {
        let list = lab.get(&format!("{path}?limit=9999")).await.json();
        let link = list["links"]["self"].as_str().unwrap();
        assert!(link.ends_with(&format!("limit={most}&offset=0")), "{link}");
        let list = lab.get(path).await.json();
        assert!(
            list["links"]["self"]
                .as_str()
                .unwrap()
                .ends_with("?limit=10&offset=0")
        );
    }
}

#[tokio::test]
async fn following_next_sees_every_area_code_once() {
    let lab = Lab::new();
    let (mut path, mut seen) = ("/v2/numbers/available/areacodes?limit=7".to_owned(), Vec::new());
    loop {
        let list = lab.get(&path).await.json();
        seen.extend(ids(&list));
        match list["links"].get("next") {
            Some(next) => path = next.as_str().unwrap().replace("https://api.flowroute.com", ""),
            None => break,
        }
    }
    let mut unique = seen.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(seen, unique);
    assert!(seen.len() > 70);
}

#[tokio::test]
async fn an_area_code_goes_with_its_last_number() {
    let lab = Lab::new();
    let exchange = || async {
        ids(&lab
            .get("/v2/numbers/available/exchanges?areacode=646&limit=1")
            .await
            .json())
    };
    assert_eq!(exchange().await, ["646343"]);
    for number in ["16463439507", "16463439617", "16463439667", "16463439737"] {
        lab.buy(number).await;
    }
    assert_ne!(exchange().await, ["646343"]);
}

#[tokio::test]
async fn changing_a_number() {
    let lab = Lab::new();
    let path = "/v2/numbers/12012673227";
    let reply = lab
        .with("PATCH", path, json!({"type": "number", "alias": "Front desk"}))
        .await;
    assert_eq!(
        (reply.status, &reply.json()["data"]["attributes"]["alias"]),
        (200, &json!("Front desk"))
    );
    let listed = lab.get("/v2/numbers?alias=Front%20desk").await.json();
    assert_eq!(ids(&listed), ["12012673227"]);
    assert!(
        listed["links"]["self"]
            .as_str()
            .unwrap()
            .contains("alias=Front%20desk&")
    );

    let body = json!({"data": {"type": "number", "attributes": {"cnam_lookups_enabled": "false"}}});
    let reply = lab.with("PATCH", path, body).await;
    assert_eq!(
        reply.json()["data"]["attributes"]["cnam_lookups_enabled"],
        json!(false)
    );
    assert_eq!(reply.json()["data"]["attributes"]["alias"], json!("Front desk"));

    for empty in [json!(""), json!(null)] {
        lab.with("PATCH", path, json!({"alias": "x"})).await;
        let reply = lab.with("PATCH", path, json!({"alias": empty})).await;
        assert_eq!(reply.json()["data"]["attributes"]["alias"], json!(null));
    }
    let long = "x".repeat(65);
    assert_eq!(lab.with("PATCH", path, json!({"alias": long})).await.status, 422);
    assert_eq!(
        lab.with("PATCH", path, json!({"alias": "é".repeat(64)}))
            .await
            .status,
        200
    );
    assert_eq!(
        lab.with("PATCH", "/v2/numbers/12065550100", json!({"alias": "x"}))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn messaging_is_enabled_after_a_while() {
    let lab = Lab::new();
    let send = json!({"from": "12064205780", "to": "12065551234", "body": "hi"});
    let bought = lab
        .with(
            "POST",
            "/v2/numbers/12064205780",
            json!({"messaging_enabled": true}),
        )
        .await;
    assert_eq!(bought.status, 201);
    assert_eq!(
        bought.json()["data"]["attributes"]["messaging_enabled"],
        json!(false)
    );
    assert_eq!(lab.with("POST", "/v2.1/messages", send.clone()).await.status, 403);
    lab.emulator.advance(Duration::from_secs(1));
    let detail = lab.get("/v2/numbers/12064205780").await.json();
    assert_eq!(detail["data"]["attributes"]["messaging_enabled"], json!(true));
    let reference = &detail["data"]["relationships"]["message_provision"]["data"];
    let included = detail["included"].as_array().unwrap();
    let task = included
        .iter()
        .find(|item| item["type"] == "message_provisioning_status")
        .unwrap();
    assert_eq!(reference["id"], task["id"]);
    assert_eq!(
        task["attributes"],
        json!({"status": "completed", "tn": "12064205780"})
    );
    assert_eq!(lab.with("POST", "/v2.1/messages", send).await.status, 202);

    lab.switch(json!({"provisioning_down": true})).await;
    let bought = lab
        .call(
            "POST",
            "/v2/numbers/12064205781?messaging_enabled=true&cnam_lookups_enabled=false",
        )
        .await;
    assert_eq!(bought.status, 207);
    assert_eq!(
        bought.json()["data"]["attributes"]["cnam_lookups_enabled"],
        json!(false)
    );
    lab.assert_books_agree();
}

#[tokio::test]
async fn details_of_several() {
    let lab = Lab::new();
    let body = json!({"numbers": ["+12014845220", "+12065550100", "12012673227"]});
    let reply = lab.with("POST", "/v2/numbers/details", body).await;
    assert_eq!(reply.status, 200);
    assert_eq!(ids(&reply.json()), ["12014845220", "12012673227"]);
    assert_eq!(
        reply.json().as_object().unwrap().keys().collect::<Vec<_>>(),
        ["data"]
    );
    let single = lab.get("/v2/numbers/12014845220").await.json();
    assert_eq!(reply.json()["data"][0], single["data"]);
    let missing = lab.with("POST", "/v2/numbers/details", json!({})).await;
    assert_eq!(
        missing.refusal(),
        (422, json!({"numbers": ["Missing data for required field."]}))
    );
}

#[tokio::test]
async fn callbacks_of_a_number() {
    let lab = Lab::new();
    for kind in [
        "sms_callback",
        "mms_callback",
        "sms_dlr_callback",
        "mms_dlr_callback",
        "dlr_callback",
    ] {
        let path = format!("/v2/numbers/12012673227/relationships/{kind}");
        let wrapped = json!({"data": {"attributes": {"callback_url": "http://www.example.com/x"}}});
        assert_eq!(lab.with("POST", &path, wrapped).await.status, 204, "{kind}");
        assert_eq!(
            lab.get(&path).await.json()["data"]["attributes"]["callback_url"],
            "http://www.example.com/x"
        );
        for bad in [
            json!({}),
            json!({"callback_url": "ftp://x"}),
            json!({"callback_url": "/relative"}),
        ] {
            assert_eq!(lab.with("POST", &path, bad).await.status, 422);
        }
        let foreign = format!("/v2/numbers/12065550100/relationships/{kind}");
        assert_eq!(
            lab.with("POST", &foreign, json!({"callback_url": "https://x.example"}))
                .await
                .status,
            404
        );
        assert_eq!(lab.call("DELETE", &path).await.status, 204);
        assert_eq!(lab.get(&path).await.status, 404);
    }
    assert_eq!(
        lab.get("/v2/numbers/12012673227/relationships/fax_callback")
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn reads_lag_when_switched() {
    let lab = Lab::new();
    lab.switch(json!({"lag_seconds": 3})).await;
    lab.buy("12064205780").await;
    assert_eq!(lab.get("/v2/numbers/12064205780").await.status, 404);
    assert_eq!(lab.call("POST", "/v2/numbers/12064205780").await.status, 404);
    lab.emulator.advance(Duration::from_secs(3));
    assert_eq!(lab.get("/v2/numbers/12064205780").await.status, 200);
    lab.assert_books_agree();
}

#[tokio::test]
async fn a_million_numbers_are_searched_quickly() {
    let lab = Lab::of(Emulator::builder().stock_size(1_000_000).build().unwrap());
    let begin = Instant::now();
    for path in [
        "/v2/numbers/available?limit=200&offset=900000",
        "/v2/numbers/available?ends_with=0000&limit=200",
        "/v2/numbers/available?contains=999999&limit=200",
        "/v2/numbers/available?state=wy&order_by=number,desc&limit=200",
        "/v2/numbers/available/areacodes?limit=400&max_setup_cost=1",
        "/v2/numbers/available/exchanges?limit=200&offset=1000",
    ] {
        assert_eq!(lab.get(path).await.status, 200, "{path}");
    }
    // A debug build on a busy machine; a row per number would take far longer.
    assert!(begin.elapsed() < Duration::from_secs(5), "{:?}", begin.elapsed());
    let far = lab
        .get("/v2/numbers/available?limit=1&offset=999999")
        .await
        .json();
    assert_eq!(far["data"].as_array().unwrap().len(), 1);
}
