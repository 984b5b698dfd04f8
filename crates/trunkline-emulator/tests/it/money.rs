//! What the carriers refuse for want of money, and what time costs.

use std::time::Duration;

use serde_json::{Value, json};
use trunkline_testkit::flowroute::{Lab, ids};
use trunkline_testkit::flowroute_v1::V1;
use trunkline_testkit::tropo;

const DAY: Duration = Duration::from_secs(86_400);
const FUNDS: &str = "Insufficient funds available to complete the request.";

async fn with_balance(balance: &str) -> Lab {
    let lab = Lab::new();
    lab.control("POST", "balance", Some(json!({"balance": balance})))
        .await;
    lab
}

#[tokio::test]
async fn addresses_and_names_need_funds() {
    let lab = Lab::new();
    lab.call("PATCH", "/v2/numbers/12012673227/relationships/e911s/22127")
        .await;
    lab.control("POST", "balance", Some(json!({"balance": "0.49"})))
        .await;
    let before = lab.emulator.state();
    for (method, path, body) in [
        ("PATCH", "/v2/e911s/22127", Some(json!({"label": "Morgue"}))),
        ("DELETE", "/v2/numbers/12012673227/relationships/e911s", None),
        ("POST", "/v2/cnams", Some(json!({"value": "Bob Law"}))),
        ("PATCH", "/v2/numbers/12012673227/relationships/cnam/22790", None),
    ] {
        let reply = match body {
            Some(body) => lab.with(method, path, body).await,
            None => lab.call(method, path).await,
        };
        assert_eq!(reply.refusal(), (403, json!(FUNDS)), "{method} {path}");
    }
    assert_eq!(lab.emulator.state(), before);
}

#[tokio::test]
async fn storing_a_name_is_charged_when_it_is_assigned() {
    let lab = with_balance("1.50").await;
    assert_eq!(
        lab.with("POST", "/v2/cnams", json!({"value": "Bob Law"}))
            .await
            .status,
        201
    );
    assert_eq!(lab.emulator.audit().charged_nanodollars(), 0);
    let path = "/v2/numbers/12012673227/relationships/cnam/22790";
    for _ in 0..2 {
        assert_eq!(lab.call("PATCH", path).await.status, 202);
    }
    assert_eq!(lab.emulator.audit().balance_nanodollars(), 1_000_000_000);
    lab.assert_books_agree();
}

/// Every charge as day, what for, and how much.
fn charges(lab: &Lab) -> Vec<(String, String, String)> {
    let audit = lab.emulator.audit().to_json();
    let text = |charge: &Value, name: &str| charge[name].as_str().unwrap().to_owned();
    let all = audit["charges"].as_array().unwrap().iter();
    all.map(|charge| {
        (
            text(charge, "at")[..10].to_owned(),
            text(charge, "what"),
            text(charge, "amount"),
        )
    })
    .collect()
}

#[tokio::test]
async fn numbers_cost_every_month_until_they_are_released() {
    let lab = Lab::new();
    for number in ["12012673227", "12014845220"] {
        lab.call("DELETE", &format!("/v2/numbers/{number}")).await;
    }
    lab.call("PATCH", "/v2/numbers/12062011682/relationships/e911s/22127")
        .await;
    lab.emulator.advance(10 * DAY);
    lab.buy("12064205780").await;
    lab.emulator.advance(30 * DAY);
    let charge = |at: &str, what: &str, amount: &str| (at.to_owned(), what.to_owned(), amount.to_owned());
    let mut expected = vec![
        charge("2026-01-15", "e911", "1.50"),
        charge("2026-01-25", "number_setup", "1.00"),
        charge("2026-02-14", "number_month", "1.25"),
        charge("2026-02-14", "e911_month", "1.50"),
        charge("2026-02-24", "number_month", "1.25"),
    ];
    assert_eq!(charges(&lab), expected);

    // Bought again, a number begins a new month; the old one is over.
    lab.call("DELETE", "/v2/numbers/12062011682").await;
    lab.call("DELETE", "/v2/numbers/12064205780").await;
    lab.emulator.advance(15 * DAY);
    lab.buy("12064205780").await;
    lab.emulator.advance(29 * DAY);
    expected.push(charge("2026-03-11", "number_setup", "1.00"));
    assert_eq!(charges(&lab), expected);
    lab.emulator.advance(DAY);
    expected.push(charge("2026-04-10", "number_month", "1.25"));
    assert_eq!(charges(&lab), expected);
    lab.assert_books_agree();
}

#[tokio::test]
async fn months_are_charged_in_one_step_as_in_many() {
    let (one, many) = (Lab::new(), Lab::new());
    one.emulator.advance(400 * DAY);
    for _ in 0..400 {
        many.emulator.advance(DAY);
    }
    assert_eq!(one.emulator.state(), many.emulator.state());
    // 13 months of 3 numbers at 1.25.
    assert_eq!(one.emulator.audit().charged_nanodollars(), 48_750_000_000);
}

#[tokio::test]
async fn a_balance_below_nothing_refuses_what_is_for_free() {
    let lab = with_balance("0").await;
    lab.emulator.advance(30 * DAY);
    assert_eq!(lab.emulator.audit().balance_nanodollars(), -3_750_000_000);
    lab.switch(json!({"fees": {"sms_segment": 0}})).await;
    let text = json!({"from": "12012673227", "to": "12065550142", "body": "hi"});
    assert_eq!(lab.with("POST", "/v2.1/messages", text).await.status, 403);
}

#[tokio::test]
async fn the_clock_ends_with_the_calendar() {
    let lab = Lab::new();
    lab.emulator.advance(Duration::MAX);
    let now = lab.control("GET", "clock", None).await.json();
    assert_eq!(now["now"], "9999-12-30T00:00:00Z");
    lab.assert_books_agree();
}

#[tokio::test]
async fn numbers_outside_country_code_1_are_for_sale() {
    let lab = Lab::new();
    let found = lab
        .get("/v2/numbers/available?starts_with=%2B44&limit=3")
        .await
        .json();
    assert_eq!(ids(&found), ["442079460012", "442079460138", "442079460251"]);
    assert_eq!(found["data"][0]["attributes"]["rate_center"], "london");
    assert!(
        found["links"]["next"]
            .as_str()
            .unwrap()
            .contains("starts_with=%2B44")
    );
    for (prefix, first) in [
        ("+33", "33199001204"),
        ("+49", "493023125012"),
        ("+612", "61255501047"),
    ] {
        let path = format!(
            "/v2/numbers/available?limit=1&starts_with={}",
            prefix.replace('+', "%2B")
        );
        assert_eq!(ids(&lab.get(&path).await.json()), [first]);
    }
    // Without a plus it is an area code, and they are no area code or exchange.
    assert_eq!(
        ids(&lab.get("/v2/numbers/available?starts_with=44").await.json()).len(),
        0
    );
    let codes = lab.get("/v2/numbers/available/areacodes?limit=400").await.json();
    assert!(ids(&codes).iter().all(|code| code.len() == 3));
    let exchanges = lab
        .get("/v2/numbers/available/exchanges?limit=200&offset=200")
        .await
        .json();
    assert!(ids(&exchanges).iter().all(|code| code.len() == 6));

    lab.buy("442079460012").await;
    assert_eq!(lab.get("/v2/numbers/442079460012").await.status, 200);
    let e911 = "/v2/numbers/442079460012/relationships/e911s/22127";
    assert_eq!(
        lab.call("PATCH", e911).await.refusal(),
        (422, json!("Emergency services are not offered for this number."))
    );
    let cnam = "/v2/numbers/442079460012/relationships/cnam/22790";
    assert_eq!(lab.call("PATCH", cnam).await.status, 422);
    assert_eq!(lab.call("DELETE", "/v2/numbers/442079460012").await.status, 204);
    lab.assert_books_agree();
}

#[tokio::test]
async fn the_examples_of_v1_find_their_data() {
    let v1 = V1::new();
    let search = "/v1/available-tns/tns/?limit=3&npa=206&nxx=641&page=2&ratecenter=SEATTLE&state=WA";
    let found = v1.get(search).await.json();
    let numbers: Vec<&String> = found["tns"].as_object().unwrap().keys().collect();
    assert_eq!(numbers, ["12066417667", "12066417669", "12066417744"]);
    assert_eq!(
        found["tns"]["12066417744"],
        json!({"initial_cost": "1.00", "monthly_cost": "1.25", "billing_methods": ["METERED"], "ratecenter": "SEATTLE", "state": "WA"})
    );
    assert!(found["links"]["prev"].is_string() && found["links"]["next"].is_string());
    let exchanges = v1
        .get("/v1/available-tns/npanxxs/?limit=2&npa=203&page=3")
        .await
        .json();
    let codes: Vec<&String> = exchanges["npanxxs"].as_object().unwrap().keys().collect();
    assert_eq!(codes, ["203648", "203654"]);
    assert!(exchanges["links"]["prev"].is_string() && exchanges["links"]["next"].is_string());
    for number in ["12066417744", "12066417848"] {
        let bought = v1
            .put(&format!("/v1/tns/{number}"), r#"{"billing_method":"METERED"}"#)
            .await;
        assert_eq!(bought.status, 201, "{}", bought.text);
    }
    // Its paths hold eleven digits of country code 1 only.
    let foreign = v1.get("/v1/available-tns/tns/?tn=4420").await.json();
    let foreign = foreign["tns"].as_object().into_iter().flatten();
    assert_eq!(foreign.filter(|(number, _)| !number.starts_with('1')).count(), 0);
}

#[tokio::test]
async fn tropo_numbers_cost_money_in_production_only() {
    let lab = tropo::Lab::new();
    let staging = lab.application("development").await;
    let number = json!({"type": "number", "prefix": "1407"});
    lab.post(&format!("applications/{staging}/addresses"), number.clone())
        .await;
    assert_eq!(lab.get("users/12345/usage").await["balance"], "3.00");

    let wanted = json!({"name": "shop", "partition": "production"});
    let production = tropo::last(&lab.post("applications", wanted).await);
    let path = format!("applications/{production}/addresses");
    for _ in 0..3 {
        lab.post(&path, number.clone()).await;
    }
    let before = lab.emulator.state();
    let refused = lab.with("POST", &path, number.clone()).await;
    assert_eq!(
        refused.message(),
        (
            403,
            "insufficient funds: a number costs 1.00, the balance is 0.00".to_owned()
        )
    );
    assert_eq!(lab.emulator.state(), before);
    lab.post("users/12345/payments", json!({"amount": 1.0})).await;
    lab.post(&path, number).await;
    let books = lab.emulator.audit();
    assert_eq!(
        (&books.tropo()["paid"], &books.tropo()["spent"]),
        (&json!("1.00"), &json!("4.00"))
    );
    lab.assert_books_agree();
}

#[tokio::test]
async fn a_pending_tropo_user_can_only_confirm() {
    let lab = tropo::Lab::new();
    let ann = json!({
        "username": "ann", "password": "secret", "firstName": "Ann", "lastName": "Law", "email": "ann@example.com",
    });
    let created = lab.post("users", ann).await;
    let id = tropo::last(&created);
    let own = lab.as_user("ann", "secret");
    let app = json!({"name": "mine"});
    assert_eq!(
        own.with("POST", "applications", app.clone()).await.message(),
        (403, format!("user {id} is pending, confirm it first"))
    );
    assert_eq!(own.call("GET", "applications").await.status, 403);
    let key = json!({"key": created["confirmationKey"], "endUserHost": "127.0.0.1"});
    assert_eq!(
        own.with("POST", &format!("users/{id}/confirmations"), key)
            .await
            .status,
        200
    );
    assert_eq!(own.with("POST", "applications", app).await.status, 200);
}
