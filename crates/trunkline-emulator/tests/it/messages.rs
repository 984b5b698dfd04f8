//! Messages: rules, money, receipts over time, rate limits, callbacks.

use std::time::Duration;

use serde_json::{Value, json};
use trunkline_emulator::Emulator;
use trunkline_testkit::Reply;
use trunkline_testkit::flowroute::{Lab, ids};

/// A number of somebody else's.
const OTHER: &str = "12065551234";

fn sms(changes: Value) -> Value {
    let mut message = json!({"from": "12012673227", "to": "12065551234", "body": "hi"});
    for (name, value) in changes.as_object().unwrap() {
        message[name] = value.clone();
    }
    message
}

async fn send(lab: &Lab, changes: Value) -> Reply {
    lab.with("POST", "/v2.1/messages", sms(changes)).await
}

#[tokio::test]
async fn what_cannot_be_sent() {
    let lab = Lab::new();
    for (changes, status) in [
        (json!({"to": null}), 422),
        (json!({"to": "2065551234"}), 422),
        (json!({"to": "someone"}), 422),
        (json!({"from": ""}), 422),
        (json!({"body": null}), 422),
        (json!({"body": ""}), 422),
        (json!({"body": "x".repeat(2049)}), 422),
        (json!({"is_mms": "perhaps"}), 422),
        (json!({"media_urls": "https://x.example/a.png"}), 422),
        (json!({"media_urls": ["nothing"]}), 422),
        (json!({"media_urls": ["https://x.example/a.exe"]}), 422),
        (json!({"media_urls": vec!["https://x.example/a.png"; 11]}), 422),
        (json!({"dlr_callback": "mailto:x@y"}), 422),
        (json!({"from": "12065550100"}), 403),
        (json!({"to": "12065550429"}), 429),
        (json!({"to": "12065550500"}), 500),
    ] {
        let reply = send(&lab, changes.clone()).await;
        assert_eq!(reply.status, status, "{changes}: {}", reply.text);
    }
    let foreign = send(&lab, json!({"from": "12065550100"})).await.json();
    let error = json!({"status": 403, "title": "ActionNotAuthorizedError", "detail": ""});
    assert_eq!(foreign, json!({"errors": [error]}));
    assert_eq!(lab.emulator.audit().charges(), 0);
    let all = lab.get("/v2.1/messages?start_date=2026-01-15").await.json();
    assert_eq!(all["data"], json!([]));
}

#[tokio::test]
async fn media_have_limits() {
    let lab = Lab::new();
    let big = "https://example.com/big.png?bytes=800000";
    let reply = send(&lab, json!({"media_urls": [big]})).await;
    let text = format!("Error fetching media: File at \"{big}\" is over 767840 byte limit.");
    assert_eq!(reply.refusal(), (422, json!(text)));
    let reply = send(&lab, json!({"media_urls": ["https://files.invalid/a.png"]})).await;
    assert_eq!(reply.status, 422);
    let reply = send(
        &lab,
        json!({"media_urls": ["https://example.com/a.jpg", "https://example.com/b.txt"]}),
    )
    .await;
    let record = lab
        .get(&format!(
            "/v2.1/messages/{}",
            reply.json()["data"]["id"].as_str().unwrap()
        ))
        .await
        .json();
    let attributes = &record["data"]["attributes"];
    assert_eq!(
        (&attributes["body"], &attributes["is_mms"]),
        (&json!(null), &json!(true))
    );
    assert_eq!(
        (&attributes["amount_display"], &attributes["amount_nanodollars"]),
        (&json!("$0.0195"), &json!(19_500_000))
    );
    let references = record["data"]["relationships"]["media"]["data"]
        .as_array()
        .unwrap();
    assert_eq!(references.len(), 2);
    let media = lab
        .get(&format!("/v2.2/media/{}", references[1]["id"].as_str().unwrap()))
        .await
        .json();
    assert_eq!(media["data"], record["included"][1]);
    assert_eq!(media["data"]["attributes"]["mime_type"], "text/plain");
    assert_eq!(lab.get("/v2.2/media/none").await.status, 404);
}

#[tokio::test]
async fn every_wrong_field_is_named() {
    let lab = Lab::new();
    let missing = json!(["Missing data for required field."]);
    assert_eq!(
        lab.with("POST", "/v2.1/messages", json!({})).await.refusal(),
        (422, json!({"to": missing, "from": missing, "body": missing}))
    );
    let body = json!({"to": "1", "body": "x", "media_urls": "x", "is_mms": "maybe", "dlr_callback": "x"});
    assert_eq!(
        lab.with("POST", "/v2.2/messages", body).await.refusal(),
        (
            422,
            json!({
                "to": ["Not a valid phone number."],
                "from": missing,
                "media_urls": ["Not a valid list."],
                "is_mms": ["Not a valid boolean."],
                "dlr_callback": ["Not a valid URL."],
            })
        )
    );
}

#[tokio::test]
async fn a_message_is_delivered_in_time() {
    let lab = Lab::new();
    let id = send(&lab, json!({})).await.json()["data"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let failing = send(&lab, json!({"to": "12065550404"})).await.json()["data"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let status = |id: String| {
        let lab = &lab;
        async move {
            let record = lab.get(&format!("/v2.1/messages/{id}")).await.json();
            let attributes = record["data"]["attributes"].clone();
            let levels: Vec<Value> = attributes["delivery_receipts"]
                .as_array()
                .unwrap()
                .iter()
                .map(|r| r["level"].clone())
                .collect();
            (attributes["status"].as_str().unwrap().to_owned(), levels)
        }
    };
    assert_eq!(status(id.clone()).await, ("pending".into(), vec![]));
    lab.emulator.advance(Duration::from_secs(1));
    assert_eq!(
        status(id.clone()).await,
        ("message buffered".into(), vec![json!(2), json!(1)])
    );
    assert_eq!(status(failing).await.0, "failed");
    lab.emulator.advance(Duration::from_secs(1));
    assert_eq!(
        status(id.clone()).await,
        ("delivered".into(), vec![json!(2), json!(2), json!(1)])
    );
    lab.emulator.advance(Duration::from_secs(100_000));
    assert_eq!(status(id.clone()).await.0, "delivered");
    let record = lab.get(&format!("/v2.1/messages/{id}")).await.json();
    let receipts = &record["data"]["attributes"]["delivery_receipts"];
    assert_eq!(receipts[1]["status_code"], json!(1003));
    assert_eq!(receipts[2]["status_code"], json!(null));
    assert_eq!(receipts[2]["timestamp"], "2026-01-15T12:00:01.00Z");
}

#[tokio::test]
async fn segments_cost_each() {
    let lab = Lab::new();
    send(&lab, json!({"body": "x".repeat(161)})).await;
    assert_eq!(lab.emulator.audit().charged_nanodollars(), 8_000_000);
    let body = sms(json!({"body": "’".repeat(71)}));
    let reply = lab.with("POST", "/v2.2/messages", body).await;
    let price = json!({"base_rate": "0.0040", "surcharge_rate": "0.0020", "charged_cost": "0.0120", "segment_count": 2});
    assert_eq!(reply.json()["data"]["attributes"]["price_details"], price);
    assert_eq!(lab.emulator.audit().charged_nanodollars(), 20_000_000);
    lab.control("POST", "balance", Some(json!({"balance": "0.0039"})))
        .await;
    assert_eq!(
        send(&lab, json!({})).await.refusal(),
        (
            403,
            json!("Insufficient funds available to complete the request.")
        )
    );
    lab.assert_books_agree();
}

#[tokio::test]
async fn an_error_after_storing_has_stored() {
    let lab = Lab::new();
    assert_eq!(send(&lab, json!({"to": "12065550599"})).await.status, 500);
    let all = lab.get("/v2.1/messages?start_date=2026-01-15").await.json();
    assert_eq!(all["data"].as_array().unwrap().len(), 1);
    assert!(lab.emulator.requests()[0].committed);
}

#[tokio::test]
async fn a_message_to_an_own_number_arrives() {
    let lab = Lab::new();
    send(&lab, json!({"to": "12014845220", "body": "hello"})).await;
    let all = lab.get("/v2.1/messages?start_date=2026-01-15").await.json();
    let directions: Vec<&Value> = all["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| &item["attributes"]["direction"])
        .collect();
    assert_eq!(directions, ["inbound", "outbound"]);
    let text = json!({"from": "12065551234", "to": "12012673227", "body": "from outside"});
    assert_eq!(
        lab.control("POST", "messages/inbound", Some(text)).await.status,
        201
    );
    let all = lab
        .get("/v2.1/messages?start_date=2026-01-15&limit=1")
        .await
        .json();
    assert_eq!(all["data"][0]["attributes"]["body"], "from outside");
    lab.assert_books_agree();
}

#[tokio::test]
async fn lists_by_time() {
    let lab = Lab::new();
    let missing = lab.get("/v2.1/messages").await;
    assert_eq!(
        missing.refusal(),
        (422, json!({"start_date": ["Missing data for required field."]}))
    );
    assert!(missing.error()["id"].is_string());
    for (query, count) in [
        ("start_date=2017-12-22&end_date=2017-12-23", 1),
        (
            "start_date=2017-12-22T01:52:39.39Z&end_date=2017-12-22T01:52:39.40Z",
            1,
        ),
        ("start_date=2017-12-21&end_date=2017-12-22T01:52:39.39Z", 1),
        ("start_date=2017-12-22T01:52:39.40Z", 2),
        ("start_date=2018-01-01&end_date=2018-06-08", 1),
        ("start_date=2017-01-01", 5),
    ] {
        let list = lab.get(&format!("/v2.1/messages?{query}")).await.json();
        assert_eq!(list["data"].as_array().unwrap().len(), count, "{query}");
        assert_eq!(list["links"], json!({}), "{query}");
    }
    for bad in [
        "start_date=soon",
        "start_date=2017-01-01&limit=0",
        "start_date=2017-01-01&offset=-1",
        "start_date=2017-01-01&end_date=x",
    ] {
        assert_eq!(
            lab.get(&format!("/v2.1/messages?{bad}")).await.status,
            422,
            "{bad}"
        );
    }
    let next = "/v2.1/messages?limit=2&start_date=2017-12-01T00%3A00%3A00%2B00%3A00&end_date=2018-01-08T00%3A00%3A00%2B00%3A00&offset=2";
    assert_eq!(ids(&lab.get(next).await.json()).len(), 1);
    assert_eq!(lab.get("/v2.1/messages/mdr2-0").await.status, 404);
}

#[tokio::test]
async fn dates_of_the_wall_clock_find_what_was_sent_just_now() {
    let lab = Lab::new();
    send(&lab, json!({})).await;
    let minute_ago = std::time::SystemTime::now() - Duration::from_secs(60);
    let seconds = minute_ago
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap()
        .as_secs();
    let text = seconds_to_text(seconds);
    let list = lab.get(&format!("/v2.1/messages?start_date={text}")).await.json();
    assert_eq!(list["data"].as_array().unwrap().len(), 1, "{text}");
    assert_eq!(
        lab.get("/v2.1/messages?start_date=2099-01-01").await.json()["data"],
        json!([])
    );
}

fn seconds_to_text(seconds: u64) -> String {
    // Days to civil date, after Howard Hinnant.
    let (days, rest) = (seconds / 86_400 + 719_468, seconds % 86_400);
    let era = days / 146_097;
    let doe = days % 146_097;
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let (day, month) = (
        doy - (153 * mp + 2) / 5 + 1,
        if mp < 10 { mp + 3 } else { mp - 9 },
    );
    let year = yoe + era * 400 + u64::from(month <= 2);
    format!(
        "{year}-{month:02}-{day:02}T{:02}:{:02}:{:02}.00Z",
        rest / 3600,
        rest / 60 % 60,
        rest % 60
    )
}

#[tokio::test]
async fn rate_limits_count_per_version_and_kind() {
    let lab = Lab::of(Emulator::builder().build().unwrap());
    for attempt in 0..5 {
        let status = if attempt == 2 { 403 } else { 202 };
        let from = if attempt == 2 {
            "12065550100"
        } else {
            "12012673227"
        };
        assert_eq!(send(&lab, json!({"from": from})).await.status, status);
    }
    let over = send(&lab, json!({})).await;
    assert_eq!(over.refusal(), (429, json!("Rate limit exceeded.")));
    assert!(over.header("retry-after").is_none());
    assert_eq!(
        lab.with("POST", "/v2.2/messages", sms(json!({}))).await.status,
        202
    );
    let mms = json!({"is_mms": true});
    assert_eq!(send(&lab, mms.clone()).await.status, 202);
    assert_eq!(send(&lab, mms).await.status, 429);
    lab.switch(json!({"retry_after": "2"})).await;
    assert_eq!(send(&lab, json!({})).await.header("retry-after"), Some("2"));
    lab.emulator.advance(Duration::from_secs(1));
    assert_eq!(send(&lab, json!({})).await.status, 202);
}

#[tokio::test]
async fn account_callbacks() {
    let lab = Lab::new();
    let types = [
        ("sms_callback", "sms"),
        ("mms_callback", "mms"),
        ("sms_dlr_callback", "dlr"),
        ("mms_dlr_callback", "mms_dlr"),
    ];
    for (kind, product) in types {
        let path = format!("/v2.2/messages/{kind}");
        assert_eq!(lab.get(&path).await.status, 404);
        let body = json!({"data": {"attributes": {"callback_url": "https://www.example.com/x"}}});
        assert_eq!(lab.with("PUT", &path, body).await.status, 204);
        let attributes = lab.get(&path).await.json()["data"]["attributes"].clone();
        assert_eq!(
            (&attributes["product"], &attributes["api_version"]),
            (&json!(product), &json!("2.2"))
        );
        assert_eq!(
            lab.with("PUT", &path, json!({"callback_url": "nope"}))
                .await
                .status,
            422
        );
        assert_eq!(lab.call("DELETE", &path).await.status, 204);
        assert_eq!(lab.get(&path).await.status, 404);
    }
    let unknown = lab
        .with(
            "PUT",
            "/v2.1/messages/fax_callback",
            json!({"callback_url": "https://x.example"}),
        )
        .await;
    assert_eq!(unknown.status, 404);
}

#[tokio::test]
async fn a_hash_as_ruby_prints_it_sets_a_callback() {
    let lab = Lab::new();
    let form = Some("application/x-www-form-urlencoded");
    let number = "/v2/numbers/12012673227/relationships/dlr_callback";
    for (body, status) in [
        ("{:callback_url=>\"https://x.example/a?b=c\"}", 204),
        ("{\"callback_url\"=>\"https://x.example/a?b=c\"}", 204),
        ("{\"callback_url\" => \"https://x.example/a?b=c\"}", 204),
        ("{callback_url: \"https://x.example/a?b=c\"}", 204),
        ("{:callback_url=>\"nowhere\"}", 415),
        ("{:url=>\"https://x.example/\"}", 415),
        ("{:callback_url=>nil}", 415),
    ] {
        for (method, path) in [("PUT", "/v2.1/messages/sms_callback"), ("POST", number)] {
            assert_eq!(
                lab.raw(method, path, form, body).await.status,
                status,
                "{path} {body}"
            );
        }
    }
    let set = lab.get("/v2.1/messages/sms_callback").await.json();
    assert_eq!(
        set["data"]["attributes"]["callback_url"],
        "https://x.example/a?b=c"
    );
}

#[tokio::test]
async fn the_last_thirty_days_by_the_wall_clock_have_a_message() {
    let lab = Lab::new();
    let days_ago = |days: u64| {
        let then = std::time::SystemTime::now() - Duration::from_secs(days * 86_400);
        let since = then.duration_since(std::time::UNIX_EPOCH).unwrap();
        seconds_to_text(since.as_secs())
    };
    for (days, count) in [(30, 1), (2, 0)] {
        let query = format!("start_date={}&end_date={}", days_ago(days), days_ago(0));
        let list = lab.get(&format!("/v2.1/messages?{query}")).await.json();
        assert_eq!(list["data"].as_array().unwrap().len(), count, "{query}");
    }
}

#[tokio::test]
async fn the_nearest_callback_is_chosen() {
    let lab = Lab::new();
    let chosen = |id: String| {
        let state = lab.emulator.state();
        state["messages"][id]["callback"]["url"].clone()
    };
    let id = |reply: Reply| reply.json()["data"]["id"].as_str().unwrap().to_owned();
    assert_eq!(chosen(id(send(&lab, json!({})).await)), json!(null));
    lab.with(
        "PUT",
        "/v2.1/messages/dlr_callback",
        json!({"callback_url": "https://account.example"}),
    )
    .await;
    assert_eq!(
        chosen(id(send(&lab, json!({})).await)),
        json!("https://account.example")
    );
    let path = "/v2/numbers/12012673227/relationships/dlr_callback";
    lab.with("POST", path, json!({"callback_url": "https://number.example"}))
        .await;
    assert_eq!(
        chosen(id(send(&lab, json!({})).await)),
        json!("https://number.example")
    );
    let own = json!({"dlr_callback": "https://message.example"});
    assert_eq!(
        chosen(id(send(&lab, own).await)),
        json!("https://message.example")
    );
}

#[tokio::test]
async fn the_oldest_clients_send_and_look_up_in_their_own_form() {
    let lab = Lab::new();
    let body =
        json!({"to": OTHER, "from": "12012673227", "content": "This is the message content."}).to_string();
    let sent = lab
        .raw("POST", "/v2/messages", Some("application/json"), &body)
        .await;
    assert_eq!(sent.status, 200, "{}", sent.text);
    let id = sent.json()["data"]["id"].as_str().unwrap().to_owned();
    assert_eq!(sent.json(), json!({"data": {"id": id}}));
    let record = lab.get(&format!("/v2/messages/{id}")).await.json();
    let documented = json!({
        "data": {
            "attributes": {
                "body": "This is the message content.",
                "direction": "outbound",
                "amount_nanodollars": 4_000_000,
                "message_encoding": 0,
                "timestamp": "2026-01-15T12:00:00.000000+00:00",
                "has_mms": false,
                "to": OTHER,
                "amount_display": "$0.0040",
                "from": "12012673227",
                "callback_url": null,
                "type": "messages",
                "message_type": "long-code",
            },
            "type": "message",
            "id": id,
        },
    });
    assert_eq!(record, documented);
    assert!(id.starts_with("mdr1-"));
    let newer = lab
        .get(&format!("/v2.1/messages/{}", id.replace("mdr1", "mdr2")))
        .await;
    assert_eq!(newer.status, 200);
    let foreign = json!({"to": OTHER, "from": OTHER, "content": "x"});
    assert_eq!(lab.with("POST", "/v2/messages", foreign).await.status, 403);
    let empty = lab
        .with("POST", "/v2/messages", json!({"to": OTHER, "from": OTHER}))
        .await;
    assert_eq!(
        empty.refusal(),
        (422, json!({"content": ["Missing data for required field."]}))
    );
    assert_eq!(lab.get("/v2/messages/mdr1-none").await.status, 404);
}

#[tokio::test]
async fn an_unknown_path_is_told_in_the_usual_words() {
    let lab = Lab::new();
    let reply = lab.get("/v2/mail").await;
    assert_eq!(reply.status, 404);
    let text = "404 Not Found: The requested URL was not found on the server. If you entered the URL manually please check your spelling.";
    assert_eq!(reply.json(), json!({"errors": [{"status": text}]}));
}
