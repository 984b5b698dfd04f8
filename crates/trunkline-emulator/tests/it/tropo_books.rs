//! Money, secrets, books, determinism, and the order in which Tropo requests are refused.

use bytes::Bytes;
use http::Request;
use serde_json::{Value, json};
use trunkline_emulator::{Emulator, Fault};
use trunkline_testkit::tropo::{BASE, Lab, last};

fn card() -> Value {
    json!({
        "accountNumber": "4111222233337890", "paymentType": "https://api-smsified-eng.voxeo.net/v1/types/payment/2",
        "address": "123 Smith Avenue", "city": "San Carlos", "state": "CA", "postalCode": "94070", "country": "USA",
        "nameOnAccount": "Tropo User", "expirationDate": "2031-12-10", "securityCode": "917",
        "rechargeAmount": 10.5, "rechargeThreshold": 5.0, "email": "j@doe.com", "phoneNumber": "4155551212",
    })
}

#[tokio::test]
async fn payments_move_money() {
    let lab = Lab::new();
    assert_eq!(
        lab.get("users/12345/usage").await,
        json!({"pendingUsageAmount": "0.00", "pendingRechargeAmount": "0.00", "balance": "3.00"})
    );
    assert_eq!(
        lab.get("users/12345/payment/method").await,
        json!({
            "accountNumber": "5555", "paymentType": format!("{BASE}types/payment/1"), "paymentTypeName": "visa",
            "rechargeAmount": "0.00", "rechargeThreshold": "0.00",
        })
    );
    assert_eq!(
        lab.call("GET", "users/12345/payment/recurrence").await.text,
        r#"{"rechargeAmount":13.5,"rechargeThreshold":10.0}"#
    );
    let posted = lab.post("users/12345/payments", json!({"amount": 1.0})).await;
    assert_eq!(
        posted,
        json!({"message": "successfully posted payment for the amount 1.000000"})
    );
    lab.post("users/12345/payments", json!({"amount": "0.10"})).await;
    assert_eq!(lab.get("users/12345/usage").await["balance"], "4.10");

    let href = lab.put("users/12345/payment/method", card()).await;
    assert_eq!(href, json!({"href": format!("{BASE}users/12345/payment/method")}));
    let method = lab.get("users/12345/payment/method").await;
    assert_eq!(
        (
            &method["accountNumber"],
            &method["paymentTypeName"],
            &method["rechargeAmount"]
        ),
        (&json!("7890"), &json!("mastercard"), &json!("10.50"))
    );
    lab.put(
        "users/12345/payment/recurrence",
        json!({"rechargeAmount": 20, "thresholdPercentage": 15}),
    )
    .await;
    assert_eq!(
        lab.get("users/12345/payment/recurrence").await,
        json!({"rechargeAmount": 20.0, "rechargeThreshold": 15.0})
    );

    for (path, body) in [
        ("users/12345/payments", json!({"amount": 0})),
        ("users/12345/payments", json!({"amount": -1})),
        ("users/12345/payments", json!({})),
        ("users/12345/payments", json!({"amount": 1e300})),
        // No card.
        ("users/53209/payments", json!({"amount": 1.0})),
    ] {
        assert_eq!(lab.with("POST", path, body.clone()).await.status, 400, "{body}");
    }
    let unknown = json!({"accountNumber": "1234567890", "paymentType": "http://x/types/payment/9"});
    assert_eq!(
        lab.with("PUT", "users/12345/payment/method", unknown)
            .await
            .status,
        400
    );
    assert_eq!(
        lab.with(
            "PUT",
            "users/12345/payment/recurrence",
            json!({"rechargeAmount": 1})
        )
        .await
        .status,
        400
    );
    assert_eq!(lab.call("GET", "users/53209/payment/method").await.status, 404);
    assert_eq!(
        lab.with("POST", "users/kim/payments", json!({"amount": 1.0}))
            .await
            .status,
        403
    );

    let audit = lab.emulator.audit();
    assert_eq!(audit.tropo()["paid"], "1.10");
    assert_eq!(audit.tropo()["balances"]["12345"], "4.10");
    assert_eq!(audit.tropo()["payments"].as_array().unwrap().len(), 2);
    // Flowroute's money is another account's.
    assert_eq!(audit.balance_nanodollars(), 100_000_000_000);
    lab.assert_books_agree();
}

#[tokio::test]
async fn a_payment_whose_answer_is_lost_was_made_once() {
    let lab = Lab::new();
    lab.emulator.fault(
        Fault::on("tropo.v1.payments.make")
            .first()
            .respond_after_commit(500),
    );
    let lost = lab
        .with("POST", "users/12345/payments", json!({"amount": 5.0}))
        .await;
    assert_eq!(lost.message(), (500, "an unexpected error occurred".to_owned()));
    assert_eq!(lab.get("users/12345/usage").await["balance"], "8.00");
    let record = lab.emulator.requests().remove(0);
    assert_eq!(
        (record.operation, record.committed),
        (Some("tropo.v1.payments.make"), true)
    );

    lab.emulator.fault(Fault::on("payments.make").refuse(503));
    let refused = lab
        .with("POST", "users/12345/payments", json!({"amount": 5.0}))
        .await;
    assert_eq!(
        refused.message(),
        (503, "the service is not available".to_owned())
    );
    assert_eq!(lab.get("users/12345/usage").await["balance"], "8.00");
}

#[tokio::test]
async fn faults_find_their_number() {
    let lab = Lab::new();
    lab.emulator.fault(
        Fault::on("tropo.v1.addresses.*")
            .number("14077969837")
            .refuse(500),
    );
    let addresses = "applications/108000/addresses";
    let wanted = |number: &str| json!({"type": "number", "number": number});
    assert_eq!(
        lab.with("POST", addresses, wanted("14077969837")).await.status,
        500
    );
    lab.post(addresses, wanted("14077969838")).await;
    assert_eq!(
        lab.call("GET", &format!("{addresses}/number/+14077969837"))
            .await
            .status,
        500
    );
    lab.get(&format!("{addresses}/number/+14077969838")).await;
}

#[tokio::test]
async fn secrets_are_nowhere() {
    let lab = Lab::new();
    lab.put("users/12345/payment/method", card()).await;
    let ann = json!({
        "username": "ann", "password": "planted-password", "firstName": "a", "lastName": "b", "email": "c",
        "unknownMember": "planted-unknown",
    });
    let id = last(&lab.post("users", ann).await);
    lab.put(&format!("users/{id}"), json!({"password": "planted-changed"}))
        .await;
    lab.put("users/12345", json!({"city": "Orlando"})).await;
    let aim = json!({"type": "aim", "username": "tropocloud", "password": "planted-im"});
    lab.post("applications/108000/addresses", aim).await;
    // Refused ones too.
    let bad = json!({"accountNumber": "4111222233337890", "securityCode": "917", "paymentType": "9"});
    lab.with("PUT", "users/12345/payment/method", bad).await;
    lab.raw("POST", "users", Some("text/csv"), "planted-password")
        .await;
    for path in ["get.jsp", "authenticate.jsp", "accesstoken/get.jsp"] {
        let uri = format!(
            "http://127.0.0.1:4010/api/account/{path}?username=ann&Password=planted-query&pass%77ord=planted-query"
        );
        lab.send(Request::delete(uri).body(Bytes::new()).unwrap()).await;
    }
    lab.call(
        "GET",
        "users/?password=planted-query&accountNumber=4111222233337890",
    )
    .await;

    let seen = [
        lab.emulator.state().to_string(),
        serde_json::to_string(&lab.emulator.requests()).unwrap(),
        lab.emulator.audit().to_json().to_string(),
        lab.control("GET", "state", Value::Null).await.text,
        lab.control("GET", "requests", Value::Null).await.text,
        lab.get(&format!("users/{id}")).await.to_string(),
        lab.get("users/12345/payment/method").await.to_string(),
        lab.get("applications/108000/addresses").await.to_string(),
    ];
    // What Tropo does not know is not kept, though the request is.
    assert!(!seen[0].contains("planted-unknown") && seen[1].contains("planted-unknown"));
    for text in seen {
        for secret in [
            "planted-password",
            "planted-changed",
            "planted-im",
            "planted-query",
            "4111222233337890",
            "411122223333",
            "\"917\"",
            "Basic ZW",
        ] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
    assert!(
        lab.emulator
            .requests()
            .iter()
            .any(|record| record.target.contains("Password=***"))
    );
}

#[tokio::test]
async fn the_state_goes_round_and_repeats_itself() {
    async fn busy(lab: &Lab) {
        lab.signed_up("ann", "p").await;
        let app = lab.application("desk").await;
        let addresses = format!("applications/{app}/addresses");
        lab.post(&addresses, json!({"type": "number", "prefix": "1407"}))
            .await;
        lab.post(&addresses, json!({"type": "token", "channel": "voice"}))
            .await;
        lab.call("DELETE", "applications/108000/addresses/token/a1b2c3d4")
            .await
            .ok();
        lab.post("invitations", json!({"credit": 1})).await;
        lab.post(
            "webhooks",
            json!({"event": "smsdlr", "targetUrl": "http://x", "resource": "all"}),
        )
        .await;
        lab.post("users/12345/payments", json!({"amount": 2.0})).await;
    }
    let (one, two) = (Lab::new(), Lab::new());
    busy(&one).await;
    busy(&two).await;
    assert_eq!(one.emulator.state(), two.emulator.state());
    let seeded = Lab::of(Emulator::builder().seed(7).build().unwrap());
    busy(&seeded).await;
    assert_ne!(one.emulator.state()["tropo"], seeded.emulator.state()["tropo"]);

    let state = one.emulator.state();
    one.emulator.reset();
    assert_ne!(one.emulator.state(), state);
    assert_eq!(one.control("PUT", "state", state.clone()).await.status, 204);
    assert_eq!(one.emulator.state(), state);
    assert_eq!(one.as_user("ann", "p").call("GET", "users/ann").await.status, 200);
    one.call("POST", "applications/108002/addresses/token/a1b2c3d4")
        .await
        .ok();
    one.assert_books_agree();
}

#[tokio::test]
async fn books_that_do_not_agree_are_reported() {
    let lab = Lab::new();
    let mut state = lab.emulator.state();
    state["tropo"]["users"]["12345"]["money"]["balance"] = json!(1);
    state["tropo"]["numbers"]["14076800712"] = json!(108_000);
    state["tropo"]["applications"]["108001"]["owner"] = json!(1);
    assert_eq!(lab.control("PUT", "state", state).await.status, 204);
    let audit = lab.emulator.audit();
    assert_eq!(audit.violations().len(), 4, "{:?}", audit.violations());
    assert!(audit.violations().iter().all(|line| line.starts_with("tropo: ")));
}

#[tokio::test]
async fn checks_come_in_the_documented_order() {
    let lab = Lab::new();
    let nobody = lab.as_user("nobody", "wrong");
    let (status, text) = nobody.call("GET", "nowhere").await.message();
    assert_eq!((status, text.as_str()), (404, "no such resource"));
    let wrong = nobody.call("PATCH", "applications").await;
    assert_eq!(
        (wrong.status, &wrong.headers["allow"]),
        (405, &"GET, POST".parse().unwrap())
    );
    let wrong = nobody.call("GET", "applications/1").await;
    assert_eq!(
        (wrong.status, &wrong.headers["www-authenticate"]),
        (401, &"Basic realm=\"tropo\"".parse().unwrap())
    );
    let no_login = Request::get(format!("{BASE}applications"))
        .body(Bytes::new())
        .unwrap();
    assert_eq!(lab.send(no_login).await.status, 401);
    let raw = |content_type, body| lab.raw("PUT", "applications/1", content_type, body);
    assert_eq!(raw(Some("text/csv"), "{").await.status, 415);
    assert_eq!(
        raw(Some("application/json; charset=utf-8"), "{").await.status,
        400
    );
    assert_eq!(raw(Some("application/json"), "[]").await.status, 400);
    assert_eq!(raw(Some("text/xml"), "<a>").await.status, 400);
    assert_eq!(raw(None, "{\"name\":\"\"}").await.status, 404);
    assert_eq!(
        lab.with("PUT", "applications/108000", json!({"name": ""}))
            .await
            .status,
        400
    );
    // What is refused changes nothing.
    assert!(lab.emulator.requests().iter().all(|record| !record.committed));
    assert_eq!(lab.emulator.state(), Lab::new().emulator.state());
}

#[tokio::test]
async fn xml_and_forms_are_read() {
    let lab = Lab::new();
    let xml = "<application><name>a &amp; b</name><voiceurl>http://v</voiceurl><messagingurl>http://m</messagingurl>\
               <platform>webapi</platform><partition>staging</partition></application>";
    let app = last(&lab.raw("POST", "applications", Some("text/xml"), xml).await.ok());
    let form =
        "name=c+d&voiceURL=http%3A%2F%2Fv&messagingURL=http%3A%2F%2Fm&platform=webapi&partition=staging";
    let other = lab
        .raw(
            "POST",
            "applications",
            Some("application/x-www-form-urlencoded"),
            form,
        )
        .await
        .ok();
    for (id, name) in [(app.clone(), "a & b"), (last(&other), "c d")] {
        let shown = lab.get(&format!("applications/{id}")).await;
        assert_eq!(
            (
                &shown["name"],
                &shown["voiceUrl"],
                &shown["messagingUrl"],
                &shown["platform"]
            ),
            (
                &json!(name),
                &json!("http://v"),
                &json!("http://m"),
                &json!("webapi")
            )
        );
    }
    let addresses = format!("applications/{app}/addresses");
    let xml = "<address><type>number</type><prefix>1407</prefix></address>";
    lab.raw("POST", &addresses, Some("text/xml"), xml).await.ok();
    let form = "type=number&prefix=1407";
    lab.raw(
        "POST",
        &addresses,
        Some("application/x-www-form-urlencoded"),
        form,
    )
    .await
    .ok();
    assert_eq!(
        lab.get(&format!("{addresses}/number"))
            .await
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[tokio::test]
async fn oddities_are_switched_on() {
    let lab = Lab::new();
    lab.switch(json!({
        "application_in_list": true, "ids_as_numbers": true, "extra_members": true,
        "foreign_base": "http://api-smsified-eng.voxeo.net/v1/",
    }))
    .await;
    let application = lab.get("applications/108000").await;
    assert_eq!(application[0]["id"], 108_000);
    assert_eq!(
        application[0]["href"],
        "http://api-smsified-eng.voxeo.net/v1/applications/108000"
    );
    assert!(application[0].get("somethingNew").is_some());
    lab.switch(
        json!({"without_optional_members": true, "extra_members": false, "application_in_list": false}),
    )
    .await;
    assert!(lab.get("applications/108000").await.get("id").is_none());

    lab.switch(json!({"empty_error_bodies": true, "delete_answers_204": true, "new_applications_have_addresses": false}))
        .await;
    let missing = lab.call("GET", "applications/1").await;
    assert_eq!((missing.status, missing.text.as_str()), (404, ""));
    let wrong = lab.as_user("emulator", "wrong").call("GET", "applications").await;
    assert_eq!((wrong.status, wrong.text.as_str()), (401, ""));
    let app = lab.application("bare").await;
    assert_eq!(lab.get(&format!("applications/{app}/addresses")).await, json!([]));
    let gone = lab.call("DELETE", &format!("applications/{app}")).await;
    assert_eq!((gone.status, gone.text.as_str()), (204, ""));

    lab.switch(json!({"null_keeps": true})).await;
    lab.put("applications/108000", json!({"name": "x", "voiceUrl": null}))
        .await;
    assert!(lab.get("applications/108000").await.get("voiceUrl").is_some());
}
