//! The vendor's demos, whole and in their own order: what one call answers the next one asks for
//! (docs/contracts/flowroute-v2.md §7 no. 33, §8; docs/contracts/flowroute-v1.md §3).

use std::time::Duration;

use serde_json::{Value, json};
use trunkline_testkit::flowroute::Lab;
use trunkline_testkit::flowroute_v1::{V1, assert_empty};

/// How Ruby's and Python's libraries label what they are given no label for.
const FORM: Option<&str> = Some("application/x-www-form-urlencoded");
const LABELED: Option<&str> = Some("application/vnd.api+json; charset=utf-8");
const MOBILE: &str = "12065550142";

/// A demo on its way: it ends at the first call that is refused.
#[derive(Default)]
struct Demo {
    lab: Lab,
}

impl Demo {
    async fn call(&self, method: &str, path: &str, content_type: Option<&str>, body: &str) -> Value {
        let reply = self.lab.raw(method, path, content_type, body).await;
        assert!(
            reply.status < 400,
            "{method} {path}: {} {}",
            reply.status,
            reply.text
        );
        match reply.text.as_str() {
            "" => Value::Null,
            _ => reply.json(),
        }
    }

    async fn get(&self, path: &str) -> Value {
        self.call("GET", path, None, "").await
    }

    /// A list that is not empty.
    async fn list(&self, path: &str) -> Vec<Value> {
        let list = self.get(path).await;
        let items = list["data"].as_array().unwrap();
        assert!(!items.is_empty(), "{path}: {list}");
        items.clone()
    }
}

/// The id of a resource, bare or wrapped in `data`.
fn id(resource: &Value) -> String {
    let id = resource["id"].as_str().or(resource["data"]["id"].as_str());
    id.unwrap_or_else(|| panic!("{resource}")).to_owned()
}

/// A body with the line breaks and blanks of the demos.
fn route_body(id: &str) -> String {
    format!("{{ \n  \"data\": {{ \n    \"type\": \"route\", \n    \"id\": \"{id}\"\n  }} \n}}")
}

/// `demo.rb` of the seed.
#[tokio::test]
async fn ruby_v3() {
    let demo = Demo::default();
    demo.list("/v2/numbers/available/areacodes?limit=3&max_setup_cost=3.25")
        .await;
    demo.list("/v2/numbers/available/exchanges?limit=3&areacode=347")
        .await;
    demo.list("/v2/numbers/available?starts_with=646&contains=3&ends_with=7&limit=3")
        .await;
    let number = id(&demo.list("/v2/numbers?limit=10&offset=0").await[0]);
    demo.get(&format!("/v2/numbers/{number}")).await;
    let alias = r#"{"data":{"type":"number","attributes":{"alias":"Flowroute"}}}"#;
    let renamed = demo
        .call("PATCH", &format!("/v2/numbers/{number}"), FORM, alias)
        .await;
    assert_eq!(renamed["data"]["attributes"]["alias"], "Flowroute");

    let route = "{ \n  \"data\": { \n    \"type\": \"route\", \n    \"attributes\": { \n      \"route_type\": \"host\", \n      \
                 \"value\": \"xkCdQz.sonsofodin.com\", \n      \"alias\": \"AH76WX\" \n    } \n  } \n}";
    demo.call("POST", "/v2/routes", LABELED, route).await;
    let routes = demo.list("/v2/routes?limit=3").await;
    demo.list("/v2/routes/edge_strategies").await;
    for (relation, route) in [("primary_route", &routes[1]), ("failover_route", &routes[2])] {
        let path = format!("/v2/numbers/{number}/relationships/{relation}");
        demo.call("PATCH", &path, LABELED, &route_body(&id(route))).await;
    }

    let media = "https://s3-us-west-2.amazonaws.com/mms-testing/01f2c5551bc24c91b22a084081211eb0.png";
    let mms = format!(
        "{{ \n      \"to\": \"{MOBILE}\", \n      \"from\": \"{number}\",\n      \"body\": \"hello there\", \n      \
         \"is_mms\": \"true\", \n      \"media_urls\": [\"{media}\"] \n}}"
    );
    let receipts = "https://ycx56aoy9j.execute-api.us-west-2.amazonaws.com/dev/message_to_slack";
    let sms = format!(
        "{{ \n      \"to\": \"{MOBILE}\", \n      \"from\": \"{number}\",\n      \"body\": \"test SMS\", \n      \
         \"dlr_callback\": \"{receipts}\"\n}}"
    );
    for message in [mms, sms] {
        demo.call("POST", "/v2.1/messages", LABELED, &message).await;
    }
    for kind in ["sms", "mms", "dlr"] {
        let hash = format!("{{:callback_url=>\"http://www.example.com/{kind}\"}}");
        demo.call("PUT", &format!("/v2.1/messages/{kind}_callback"), FORM, &hash)
            .await;
    }
    let messages = demo
        .list("/v2.1/messages?start_date=2018-01-01&end_date=2018-06-08&limit=10")
        .await;
    demo.get(&format!("/v2.1/messages/{}", id(&messages[0]))).await;

    let records = demo.list("/v2/e911s?limit=10&offset=0").await;
    demo.get(&format!("/v2/e911s/{}", id(&records[0]))).await;
    let address = |unit: Value, unit_number: Value| {
        let attributes = json!({
            "street_name": "N Vassault", "street_number": "3910", "address_type": unit,
            "address_type_number": unit_number, "city": "Tacoma", "state": "WA", "zip": "98407", "country": "US",
            "first_name": "Janet", "last_name": "Doe", "label": "Home",
        });
        json!({"data": {"type": "e911", "attributes": attributes}}).to_string()
    };
    demo.call(
        "POST",
        "/v2/e911s/validate",
        FORM,
        &address(Value::Null, Value::Null),
    )
    .await;
    let record = demo
        .call("POST", "/v2/e911s", FORM, &address(json!("SUITE"), json!("200")))
        .await;
    let e911 = format!("/v2/e911s/{}", id(&record));
    // What was answered goes back as it came.
    let same = json!({"data": {"type": "e911", "attributes": record["data"]["attributes"]}});
    demo.call("PATCH", &e911, FORM, &same.to_string()).await;
    let relation = format!("/v2/numbers/{number}/relationships/e911s");
    demo.call("PATCH", &format!("{relation}/{}", id(&record)), None, "")
        .await;
    demo.list(&format!("{e911}/relationships/numbers")).await;
    demo.call("DELETE", &relation, None, "").await;
    demo.call("DELETE", &e911, None, "").await;

    demo.list("/v2/cnams?limit=10&offset=0").await;
    let approved = id(&demo.list("/v2/cnams?limit=10&offset=0&is_approved=true").await[0]);
    demo.get(&format!("/v2/cnams/{approved}")).await;
    let created = id(&demo.call("POST", "/v2/cnams", FORM, "value=AH76WX").await);
    let relation = format!("/v2/numbers/{number}/relationships/cnam");
    demo.call("PATCH", &format!("{relation}/{approved}"), None, "")
        .await;
    demo.call("DELETE", &relation, None, "").await;
    demo.call("DELETE", &format!("/v2/cnams/{created}"), None, "")
        .await;

    let asked = "numbers[]=%2B14254664444&numbers[]=%2B18827833439&numbers[]=%2B12125551212";
    let answer = demo.call("POST", "/v2/portorders/portability", FORM, asked).await;
    assert_eq!(
        answer["data"]["portable"],
        json!(["+14254664444", "+18827833439"])
    );
    demo.lab.assert_books_agree();
}

/// A day by the clock on the wall, as Python's SDK writes a date that it was given without a time.
fn python_date(days_ago: i64) -> String {
    let then = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(24 * days_ago);
    then.strftime("%Y-%m-%dT00%%3A00%%3A00").to_string()
}

/// `number_route_message_demo.py`.
#[tokio::test]
async fn python_v3() {
    let demo = Demo::default();
    demo.list("/v2/numbers/available/areacodes?limit=3&max_setup_cost=3.25")
        .await;
    demo.list("/v2/numbers/available/exchanges?limit=3&areacode=347")
        .await;
    demo.list("/v2/numbers/available?starts_with=206&contains=3&limit=3")
        .await;
    let number = id(&demo.list("/v2/numbers?limit=3").await[0]);
    let path = format!("/v2/numbers/{number}");
    demo.get(&path).await;
    demo.call("PATCH", &path, FORM, r#"{"type": "number", "alias": "New Test"}"#)
        .await;
    assert_eq!(demo.get(&path).await["data"]["attributes"]["alias"], "New Test");
    let callback = |url: &str| json!({"data": {"attributes": {"callback_url": url}}}).to_string();
    let receipts = format!("{path}/relationships/dlr_callback");
    demo.call(
        "POST",
        &receipts,
        LABELED,
        &callback("http://www.example.com/test"),
    )
    .await;

    demo.list("/v2/routes/edge_strategies").await;
    let route = r#"{   "data": {     "type": "route",     "attributes": {       "route_type": "host",       "value": "k2v9qa.sonsofodin.com",       "alias": "il775u0123456789",       "edge_strategy": "1"     }   } }"#;
    demo.call("POST", "/v2/routes", LABELED, route).await;
    let routes = demo.list("/v2/routes?limit=10").await;
    for (relation, route) in [("primary_route", &routes[1]), ("failover_route", &routes[2])] {
        demo.call(
            "PATCH",
            &format!("{path}/relationships/{relation}"),
            LABELED,
            &route_body(&id(route)),
        )
        .await;
    }

    let message = |changes: Value| {
        let mut attributes = json!({
            "to": MOBILE, "from": number, "body": "Hello there how are you?", "is_mms": "false",
        });
        attributes
            .as_object_mut()
            .unwrap()
            .extend(changes.as_object().unwrap().clone());
        json!({"data": {"type": "message", "attributes": attributes}}).to_string()
    };
    for changes in [
        json!({}),
        json!({"dlr_callback": "http://httpbin.org/status/:code"}),
    ] {
        demo.call("POST", "/v2.1/messages", LABELED, &message(changes))
            .await;
    }
    let (start, end) = (python_date(30), python_date(0));
    let messages = demo
        .list(&format!(
            "/v2.1/messages?start_date={start}&end_date={end}&limit=10"
        ))
        .await;
    demo.get(&format!("/v2.1/messages/{}", id(&messages[0]))).await;
    for kind in ["sms", "mms", "dlr"] {
        let url = format!("http://example.com/{kind}");
        demo.call(
            "PUT",
            &format!("/v2.1/messages/{kind}_callback"),
            LABELED,
            &callback(&url),
        )
        .await;
    }
    demo.call(
        "POST",
        &receipts,
        LABELED,
        &callback("http://example.com/did/dlr"),
    )
    .await;
    let asked = "numbers=14254664444&numbers=18827833439";
    let answer = demo.call("POST", "/v2/portorders/portability", FORM, asked).await;
    assert_eq!(
        answer["data"]["portable"],
        json!(["+14254664444", "+18827833439"])
    );
    demo.lab.assert_books_agree();
}

/// `cdr_demo.py`.
#[tokio::test]
async fn python_v3_call_records() {
    let demo = Demo::default();
    let filters = json!({
        "start_call_start_time": "2019-01-01 00:00:00", "start_call_end_time": "2019-02-01 00:00:00",
        "number_aliases": ["Office 221", "Office 888"],
    });
    let export = |filters: &Value| {
        let attributes = json!({"filter_parameters": filters, "callback_url": "https://myserver.com/cdrs"});
        json!({"data": {"type": "cdrexport", "attributes": attributes}}).to_string()
    };
    demo.call("POST", "/v2/cdrs/exports", LABELED, &export(&filters))
        .await;
    demo.list("/v2/cdrs/exports?limit=10").await;
    demo.lab.emulator.advance(Duration::from_secs(1));
    let completed = demo.list("/v2/cdrs/exports?limit=10&status=completed").await;
    // An integer, one level further down than elsewhere.
    let path = format!(
        "/v2/cdrs/exports/{}",
        completed[0]["data"]["id"].as_u64().unwrap()
    );
    demo.get(&path).await;
    let url = demo.get(&path).await["data"]["attributes"]["download_url"].clone();
    let request = http::Request::get(url.as_str().unwrap())
        .body(bytes::Bytes::new())
        .unwrap();
    let mut storage = demo.lab.emulator.service();
    let file = tower_service::Service::call(&mut storage, request).await.unwrap();
    assert_eq!(file.status(), 200);
    // It is packed without compression.
    let text = String::from_utf8_lossy(file.body());
    for column in ["callerid", "destination", "total_cost", "start_time"] {
        assert!(text.contains(column), "{column}: {text}");
    }

    // There are calls in that month, of other numbers.
    let mut filters = filters.clone();
    filters.as_object_mut().unwrap().remove("number_aliases");
    let all = demo
        .call("POST", "/v2/cdrs/exports", LABELED, &export(&filters))
        .await;
    demo.lab.emulator.advance(Duration::from_secs(1));
    let all = demo.get(&format!("/v2/cdrs/exports/{}", id(&all))).await;
    assert!(
        all["data"]["attributes"]["num_calls"].as_u64() > Some(1000),
        "{all}"
    );
}

/// Ruby's `list_portorders`, with the parameter that it has by mistake: no order is a refusal, as documented.
#[tokio::test]
async fn ruby_v3_port_orders() {
    let demo = Demo::default();
    let path = "/v2/portorders?limit=10&offset=0&is_approved=true";
    let none = demo.lab.get(path).await;
    assert_eq!(none.status, 404);
    assert_eq!(
        none.json()["errors"][0]["detail"],
        "No Port Orders match this query."
    );
    let attributes = json!({
        "numbers": ["+14254664444"], "billing_name": "John Doe", "street": "1218 3rd Ave", "city": "Seattle",
        "state": "WA", "zip": "98101", "country": "US", "provider": "ATT", "usage_type": "Residential",
    });
    let order = json!({"data": {"type": "portorder", "attributes": attributes}}).to_string();
    demo.call("POST", "/v2/portorders", Some("application/json"), &order)
        .await;
    let list = demo.get(path).await;
    assert_eq!(
        list["data"]["attributes"]["orders"]["data"][0]["attributes"]["status"],
        "pending"
    );
}

/// The examples of the README of v1, one after the other.
#[tokio::test]
async fn readme_v1() {
    let v1 = V1::new();
    let keys = async |target: &str, member: &str| {
        let keys = v1.keys(target, member).await;
        assert!(!keys.is_empty(), "{target}");
        keys
    };
    keys("/v1/available-tns/npas/?limit=3", "npas").await;
    keys("/v1/available-tns/npanxxs/?limit=2&npa=203&page=3", "npanxxs").await;
    let search = "/v1/available-tns/tns/?limit=3&npa=206&nxx=641&page=2&ratecenter=SEATTLE&state=WA";
    assert!(keys(search, "tns").await.contains(&"12066417744".to_owned()));
    assert_empty(&v1.buy("12066417744").await, 201);
    keys("/v1/tns/?limit=1&pattern=206", "tns").await;
    let bought = v1.read("/v1/tns/12066417744").await;
    assert_eq!(
        bought["routes"],
        json!([{"type": "SIP-REG", "name": "sip-reg"}, {"type": "SIP-REG", "name": "sip-reg"}])
    );
    assert_empty(
        &v1.put(
            "/v1/routes/PSTNroute2",
            r#"{"type": "PSTN", "value": "16476998778"}"#,
        )
        .await,
        201,
    );
    assert_empty(
        &v1.put(
            "/v1/routes/HOSTroute2",
            r#"{"type": "HOST", "value": "4.239.23.40:5060"}"#,
        )
        .await,
        201,
    );
    let uri = r#"{"type": "URI", "value": "sip:16476998778@215.122.69.152:5060"}"#;
    assert_empty(&v1.put("/v1/routes/URIroute2", uri).await, 201);
    keys("/v1/routes/?limit=10&page=1", "routes").await;
    let routes = r#"{"routes": [{"name":"HOSTroute1"},{"name":"URIroute1"}]}"#;
    assert_empty(&v1.patch("/v1/tns/12066417744", routes).await, 200);
    let details = v1.read("/v1/tns/12066417744").await;
    assert_eq!(details["routes"][0]["name"], "HOSTroute1");
    v1.lab.assert_books_agree();
}
