//! Flowroute v1: the nine operations, over the account that v2 has.

use serde_json::{Value, json};
use tower_service::Service as _;
use trunkline_emulator::{Emulator, Fault, operations};
use trunkline_testkit::flowroute_v1::{V1, assert_empty, refusal, signed, timestamp};

const NOT_FOR_SALE: &str = "Business Logic Error: The TN is not available for purchase.";
const SIP_REG: fn() -> Value = || json!({"type": "SIP-REG", "name": "sip-reg"});

#[test]
fn nine_operations() {
    let names: Vec<_> = operations()
        .map(|operation| operation.name())
        .filter(|name| name.starts_with("flowroute.v1."))
        .collect();
    assert_eq!(
        names,
        [
            "flowroute.v1.inventory.list_area_codes",
            "flowroute.v1.inventory.list_exchanges",
            "flowroute.v1.inventory.search",
            "flowroute.v1.numbers.purchase",
            "flowroute.v1.numbers.list",
            "flowroute.v1.numbers.get",
            "flowroute.v1.numbers.update_routes",
            "flowroute.v1.routes.list",
            "flowroute.v1.routes.create",
        ]
    );
}

#[tokio::test]
async fn bought_through_v1_owned_in_v2_and_the_reverse() {
    let v1 = V1::new();
    assert_empty(&v1.buy("12064205780").await, 201);
    let number = v1.lab.get("/v2/numbers/12064205780").await;
    assert_eq!(number.status, 200);
    assert_eq!(number.json()["data"]["id"], "12064205780");
    let offers = v1.lab.get("/v2/numbers/available?starts_with=12064205780").await;
    assert_eq!(offers.json()["data"], json!([]));

    v1.lab.buy("12064205781").await;
    let owned = v1.read("/v1/tns/12064205781").await;
    assert_eq!(
        owned,
        json!({"billing_method": "METERED", "routes": [SIP_REG(), SIP_REG()]})
    );
    let gone = v1.read("/v1/available-tns/tns/?tn=12064205781").await;
    assert_eq!(gone, json!({}));
    assert_eq!(
        refusal(&v1.buy("12064205781").await),
        (422, NOT_FOR_SALE.to_owned())
    );

    let audit = v1.lab.emulator.audit();
    assert_eq!(audit.purchases("+12064205780"), 1);
    assert_eq!(audit.purchases("+12064205781"), 1);
    v1.lab.assert_books_agree();

    // Released in v2, for sale in v1, bought there again.
    assert_eq!(v1.lab.call("DELETE", "/v2/numbers/12064205780").await.status, 204);
    assert_eq!(v1.get("/v1/tns/12064205780").await.status, 404);
    let back = v1.keys("/v1/available-tns/tns/?tn=12064205780", "tns").await;
    assert_eq!(back, ["12064205780"]);
    assert_empty(&v1.buy("12064205780").await, 201);
    v1.lab.assert_books_agree();
}

#[tokio::test]
async fn inventory_documents() {
    let v1 = V1::new();
    let npas = v1.read("/v1/available-tns/npas/?limit=3").await;
    let codes: Vec<&String> = npas["npas"].as_object().unwrap().keys().collect();
    assert_eq!(codes.len(), 3);
    let first = codes[0];
    assert_eq!(
        npas["npas"][first],
        json!({
            "nxxs": format!("/v1/available-tns/npanxxs/?npa={first}"),
            "tns": format!("/v1/available-tns/tns/?npa={first}"),
        })
    );
    assert_eq!(
        npas["links"],
        json!({"next": "/v1/available-tns/npas/?limit=3&page=2"})
    );

    let nxxs = v1.read("/v1/available-tns/npanxxs/?limit=1&npa=206&page=2").await;
    let exchanges = nxxs["npanxxs"].as_object().unwrap();
    let (exchange, links) = exchanges.iter().next().unwrap();
    assert_eq!((exchanges.len(), &exchange[..3]), (1, "206"));
    assert_eq!(
        links,
        &json!({"tns": format!("/v1/available-tns/tns/?npa=206&nxx={}", &exchange[3..])})
    );
    assert_eq!(
        nxxs["links"],
        json!({
            "prev": "/v1/available-tns/npanxxs/?npa=206&limit=1&page=1",
            "next": "/v1/available-tns/npanxxs/?npa=206&limit=1&page=3",
        })
    );

    let query = "limit=1&npa=206&nxx=420&page=2&ratecenter=SEATTLE&state=wa";
    let tns = v1.read(&format!("/v1/available-tns/tns/?{query}")).await;
    assert_eq!(
        tns["tns"],
        json!({"12064205781": {
            "initial_cost": "1.00", "monthly_cost": "1.25", "billing_methods": ["METERED"],
            "ratecenter": "SEATTLE", "state": "WA",
        }})
    );
    let link = |page| {
        format!("/v1/available-tns/tns/?npa=206&nxx=420&state=wa&ratecenter=SEATTLE&limit=1&page={page}")
    };
    assert_eq!(tns["links"]["prev"], link(1));
}

#[tokio::test]
async fn filters() {
    let v1 = V1::new();
    let tns = async |query: &str| v1.keys(&format!("/v1/available-tns/tns/?{query}"), "tns").await;
    for npa in tns("limit=200&npa=20").await {
        assert!(npa[1..4].contains("20"), "{npa}");
    }
    for number in tns("limit=200&npa=206&nxx=2").await {
        assert!(
            number.starts_with("1206") && number[4..7].contains('2'),
            "{number}"
        );
    }
    assert_eq!(tns("tn=12064205780").await, ["12064205780"]);
    let part = tns("limit=50&tn=4205780").await;
    assert!(part.contains(&"12064205780".to_owned()), "{part:?}");
    let seattle = v1
        .read("/v1/available-tns/tns/?limit=200&ratecenter=seattle&state=Wa")
        .await;
    let places = seattle["tns"].as_object().unwrap().values();
    assert!(places.len() > 0);
    for place in places {
        assert_eq!(
            (&place["ratecenter"], &place["state"]),
            (&json!("SEATTLE"), &json!("WA"))
        );
    }
    // Blank ones count as absent, unknown ones are ignored.
    assert_eq!(tns("limit=1&npa=").await.len(), 1);
    assert_eq!(tns("color=red&limit=1").await.len(), 1);
    // Nothing is an empty object.
    for nothing in [
        "/v1/available-tns/tns/?npa=999",
        "/v1/available-tns/npanxxs/?npa=999",
        "/v1/available-tns/npas/?page=9999",
        "/v1/available-tns/tns/?page=9223372036854775807",
        "/v1/tns/?pattern=99999999999",
        "/v1/routes/?page=2",
    ] {
        assert_eq!(v1.read(nothing).await, json!({}), "{nothing}");
    }
}

#[tokio::test]
async fn pages_cover_everything_once() {
    let v1 = V1::new();
    for (path, member, limit) in [
        ("/v1/available-tns/npas/", "npas", 7),
        ("/v1/available-tns/npanxxs/", "npanxxs", 200),
        ("/v1/routes/", "routes", 3),
        ("/v1/tns/", "tns", 2),
    ] {
        let mut target = format!("{path}?limit={limit}");
        let mut found: Vec<String> = Vec::new();
        loop {
            // Without filters the order of a link is the canonical one.
            let page = v1.read(&target).await;
            found.extend(page[member].as_object().unwrap().keys().cloned());
            match page["links"]["next"].as_str() {
                Some(next) => target = next.to_owned(),
                None => break,
            }
        }
        let mut sorted = found.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(found, sorted, "{path}");
        assert!(found.len() >= 3, "{path}");
    }
}

#[tokio::test]
async fn wrong_parameters() {
    let v1 = V1::new();
    let lists = [
        "/v1/available-tns/npas/",
        "/v1/available-tns/npanxxs/",
        "/v1/available-tns/tns/",
        "/v1/tns/",
        "/v1/routes/",
    ];
    for path in lists {
        let zero = if path == "/v1/routes/" { 422 } else { 500 };
        for (query, status) in [
            ("limit=0", zero),
            ("limit=-1", 422),
            ("limit=201", 422),
            ("limit=ten", 422),
            ("limit=99999999999999999999", 422),
            ("page=0", 422),
            ("page=-1", 422),
            ("page=x", 422),
            ("limit=200&page=1", 200),
        ] {
            let reply = v1.get(&format!("{path}?{query}")).await;
            assert_eq!(reply.status, status, "{path}?{query}: {}", reply.text);
            if status >= 400 {
                refusal(&reply);
            }
        }
    }
    for query in [
        "npa=x",
        "npa=2066",
        "nxx=420",
        "ratecenter=SEATTLE",
        "state=WASHINGTON",
        "tn=%2B1206",
        "tn=120642057801",
    ] {
        let reply = v1.get(&format!("/v1/available-tns/tns/?{query}")).await;
        assert_eq!(refusal(&reply).0, 422, "{query}");
    }
    assert_eq!(refusal(&v1.get("/v1/tns/?pattern=abc").await).0, 422);
}

#[tokio::test]
async fn purchases_that_are_refused() {
    let v1 = V1::new();
    for (number, body, text) in [
        (
            "12065550100",
            r#"{"billing_method":"METERED"}"#,
            Some(NOT_FOR_SALE),
        ),
        (
            "2064205780",
            r#"{"billing_method":"METERED"}"#,
            Some(NOT_FOR_SALE),
        ),
        (
            "%2B12064205780",
            r#"{"billing_method":"METERED"}"#,
            Some(NOT_FOR_SALE),
        ),
        (
            "12012673227",
            r#"{"billing_method":"METERED"}"#,
            Some(NOT_FOR_SALE),
        ),
        ("12064205780", r#"{"billing_method":"VPRI"}"#, None),
        (
            "12064205780",
            r#"{"billing_method":{"billing_method":"METERED"}}"#,
            None,
        ),
        ("12064205780", "{}", None),
        ("12064205780", "[]", None),
        ("12064205780", "billing_method=METERED", None),
        ("12064205780", "", None),
    ] {
        let reply = v1.put(&format!("/v1/tns/{number}"), body).await;
        let (status, found) = refusal(&reply);
        assert_eq!(status, 422, "{number} {body}");
        if let Some(text) = text {
            assert_eq!(found, text);
        }
    }
    assert_eq!(v1.lab.emulator.audit().purchases("+12064205780"), 0);
    v1.lab.assert_books_agree();
}

#[tokio::test]
async fn purchases_need_no_balance_unless_switched() {
    let v1 = V1::new();
    let broke = json!({"balance": "-100.00"});
    assert!(v1.lab.control("POST", "balance", Some(broke)).await.status < 300);
    v1.lab
        .switch(json!({"flowroute_v1": {"purchases_need_balance": true}}))
        .await;
    assert_eq!(refusal(&v1.buy("12064205780").await).0, 403);
    v1.lab
        .switch(json!({"flowroute_v1": {"purchases_need_balance": false}}))
        .await;
    assert_empty(&v1.buy("12064205780").await, 201);
    v1.lab.assert_books_agree();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_buyers_of_one_number() {
    let v1 = V1::new();
    let mut buyers = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let mut service = v1.lab.emulator.service();
        let body = r#"{"billing_method": "METERED"}"#;
        let request = signed("PUT", "/v1/tns/12064205780", Some(body), &timestamp(0));
        buyers.spawn(async move { service.call(request).await.unwrap().status().as_u16() });
    }
    let mut statuses = buyers.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 422, 422, 422, 422, 422, 422, 422]);
    assert_eq!(v1.lab.emulator.audit().purchases("+12064205780"), 1);
}

#[tokio::test]
async fn numbers_of_the_account() {
    let v1 = V1::new();
    let body = r#"{"routes": [{"name": "HOSTroute1"}, {"name": "URIroute1"}]}"#;
    assert_empty(&v1.patch("/v1/tns/12012673227", body).await, 200);
    assert_eq!(
        v1.read("/v1/tns/?limit=1&pattern=2673").await,
        json!({"tns": {"12012673227": {
            "billing_method": "METERED",
            "routes": [
                {"type": "HOST", "name": "HOSTroute1", "value": "24.239.23.40:5060"},
                {"type": "URI", "name": "URIroute1", "value": "sip:16476998778@215.122.69.152:5060"},
            ],
            "detail": "/v1/tns/12012673227",
        }}})
    );
    let page = v1.read("/v1/tns/?limit=1&pattern=201").await;
    assert_eq!(
        page["links"],
        json!({"next": "/v1/tns/?pattern=201&limit=1&page=2"})
    );
    // The same route twice, and the built-in one, are fine.
    for (body, names) in [
        (
            r#"{"routes": [{"name":"URIroute1"},{"name":"URIroute1"}]}"#,
            ["URIroute1", "URIroute1"],
        ),
        (
            r#"{"routes": [{"name":"sip-reg"},{"name":"sip-reg","x":1}]}"#,
            ["sip-reg", "sip-reg"],
        ),
    ] {
        assert_empty(&v1.patch("/v1/tns/12012673227", body).await, 200);
        let owned = v1.read("/v1/tns/12012673227").await;
        assert_eq!(
            json!([owned["routes"][0]["name"], owned["routes"][1]["name"]]),
            json!(names)
        );
    }
    for number in ["12064205780", "1201267322", "%2B12012673227", "x"] {
        assert_eq!(
            refusal(&v1.get(&format!("/v1/tns/{number}")).await).0,
            404,
            "{number}"
        );
    }
}

#[tokio::test]
async fn an_exchange_that_is_sold_out_is_listed_no_more() {
    let v1 = V1::new();
    let exchanges = v1
        .keys("/v1/available-tns/npanxxs/?limit=200&npa=206", "npanxxs")
        .await;
    for exchange in &exchanges {
        let query = format!("limit=200&npa={}&nxx={}", &exchange[..3], &exchange[3..]);
        let numbers = v1.keys(&format!("/v1/available-tns/tns/?{query}"), "tns").await;
        if numbers.len() > 20 {
            continue;
        }
        for number in &numbers {
            assert_empty(&v1.buy(number).await, 201);
        }
        let left = v1
            .keys("/v1/available-tns/npanxxs/?limit=200&npa=206", "npanxxs")
            .await;
        assert!(
            !left.contains(exchange) && left.len() + 1 == exchanges.len(),
            "{exchange}"
        );
        return;
    }
    panic!("no small exchange in {exchanges:?}");
}

#[tokio::test]
async fn paths_methods_and_the_order_of_checks() {
    let v1 = V1::new();
    // Collections are served without their slash too; unknown paths and methods come before credentials.
    assert_eq!(v1.get("/v1/routes").await.status, 200);
    assert_eq!(refusal(&v1.get("/v1/nothing").await).0, 404);
    for (method, target, allow) in [
        ("DELETE", "/v1/tns/12012673227", "PUT, GET, PATCH"),
        ("POST", "/v1/tns/", "GET"),
        ("GET", "/v1/routes/HOSTroute1", "PUT"),
    ] {
        let reply = v1.call(method, target, None).await;
        assert_eq!(
            (refusal(&reply).0, reply.header("allow")),
            (405, Some(allow)),
            "{method} {target}"
        );
    }
    // Credentials come before parameters.
    let stale = signed("GET", "/v1/routes/?limit=0", None, "2016-05-26T18:32:36Z");
    assert_eq!(v1.lab.send(stale).await.status, 401);
}

#[tokio::test]
async fn faults_strike_v1_as_they_do_v2() {
    let v1 = V1::new();
    v1.lab.emulator.fault(
        Fault::on("flowroute.v1.numbers.purchase")
            .first()
            .commit_then_drop(),
    );
    let body = r#"{"billing_method": "METERED"}"#;
    let lost = signed("PUT", "/v1/tns/12064205780", Some(body), &timestamp(0));
    assert!(v1.lab.try_send(lost).await.is_err());
    assert_eq!(v1.get("/v1/tns/12064205780").await.status, 200);
    assert_eq!(
        refusal(&v1.buy("12064205780").await),
        (422, NOT_FOR_SALE.to_owned())
    );
    assert_eq!(v1.lab.emulator.audit().purchases("+12064205780"), 1);

    v1.lab
        .emulator
        .fault(Fault::on("flowroute.v1.*").first().refuse(503));
    assert_eq!(refusal(&v1.get("/v1/routes/").await).0, 503);
}

#[tokio::test]
async fn numbers_appear_late_if_switched() {
    let v1 = V1::of(Emulator::builder().build().unwrap());
    v1.lab.switch(json!({"lag_seconds": 5})).await;
    assert_empty(&v1.buy("12064205780").await, 201);
    assert_eq!(v1.get("/v1/tns/12064205780").await.status, 404);
    v1.lab.emulator.advance(std::time::Duration::from_secs(5));
    assert_eq!(v1.get("/v1/tns/12064205780").await.status, 200);
}
