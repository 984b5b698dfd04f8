//! Tropo's addresses: numbers out of a pool, messengers, tokens, and moving them.

use serde_json::json;
use trunkline_testkit::tropo::{BASE, Lab, each, last};

fn link(path: &str) -> String {
    format!("{BASE}{path}")
}

#[tokio::test]
async fn numbers_come_out_of_a_pool_and_go_back() {
    let lab = Lab::new();
    let app = lab.application("desk").await;
    let addresses = format!("applications/{app}/addresses");
    let taken = lab
        .post(&addresses, json!({"type": "number", "prefix": "1303"}))
        .await;
    assert_eq!(taken["href"], link(&format!("{addresses}/number/+17202551912")));
    assert_eq!(
        last(
            &lab.post(&addresses, json!({"type": "NUMBER", "prefix": 1303}))
                .await
        ),
        "+17202551913"
    );
    assert_eq!(
        last(
            &lab.post(&addresses, json!({"type": "did", "prefix": "1415"}))
                .await
        ),
        "+14153000100"
    );
    assert_eq!(
        last(
            &lab.post(&addresses, json!({"type": "number", "number": "4077969837"}))
                .await
        ),
        "+14077969837"
    );
    assert_eq!(
        lab.get(&format!("{addresses}/number/+17202551912")).await,
        json!({
            "href": link(&format!("{addresses}/number/+17202551912")), "type": "number", "number": "+17202551912",
            "prefix": "1303", "city": "Denver", "state": "CO", "country": "United States",
            "application": link(&format!("applications/{app}")),
        })
    );
    let free = lab.get("addresses?available&prefix=1443").await;
    assert_eq!(
        free[0],
        json!({
            "type": "number", "number": "+14438637082", "displayNumber": "+1 443-863-7082", "prefix": "1443",
            "city": "Aberdeen", "state": "MD", "country": "United States", "smsEnabled": true, "subscriber": false,
            "href": link("addresses/number/+14438637082"),
        })
    );
    let free = |prefix: &'static str| {
        let lab = &lab;
        async move {
            each(
                &lab.get(&format!("addresses?available=true&type=NUMBER&prefix={prefix}"))
                    .await,
                "number",
            )
        }
    };
    assert!(!free("1303").await.contains(&"+17202551912".to_owned()));
    for path in ["number/%2B17202551912", "NUMBER/17202551913"] {
        let reply = lab.call("DELETE", &format!("{addresses}/{path}")).await;
        assert_eq!(reply.ok(), json!({"message": "delete successful"}));
    }
    assert_eq!(
        lab.call("DELETE", &format!("{addresses}/number/+17202551912"))
            .await
            .status,
        404
    );
    assert!(free("1303").await.contains(&"+17202551912".to_owned()));

    lab.call("DELETE", &format!("applications/{app}")).await.ok();
    assert!(free("1407").await.contains(&"+14077969837".to_owned()));
    let audit = lab.emulator.audit();
    assert_eq!(audit.tropo()["taken"]["+17202551912"], 1);
    assert_eq!(audit.tropo()["released"]["+14077969837"], 1);
    lab.assert_books_agree();
}

#[tokio::test]
async fn numbers_run_out() {
    let lab = Lab::new();
    let app = lab.application("desk").await;
    let addresses = format!("applications/{app}/addresses");
    let none = (
        503,
        "no numbers available for the parameters specified".to_owned(),
    );
    for _ in 0..3 {
        lab.post(&addresses, json!({"type": "number", "prefix": "1289"}))
            .await;
    }
    for wanted in [
        json!({"type": "number", "prefix": "1289"}),
        json!({"type": "number", "prefix": "1999"}),
        json!({"type": "number", "number": "+12892000100999"}),
        json!({"type": "number", "number": "nonsense"}),
    ] {
        assert_eq!(
            lab.with("POST", &addresses, wanted.clone()).await.message(),
            none,
            "{wanted}"
        );
    }
    // Somebody else's number is not to be had either.
    let ann = lab.signed_up("ann", "p").await;
    let theirs = last(&ann.with("POST", "applications", json!({"name": "x"})).await.ok());
    let reply = ann
        .with(
            "POST",
            &format!("applications/{theirs}/addresses"),
            json!({"type": "number", "number": "12892000100"}),
        )
        .await;
    assert_eq!(reply.message(), none);
    assert_eq!(ann.call("GET", &format!("applications/{app}")).await.status, 404);
    lab.assert_books_agree();
}

#[tokio::test]
async fn messengers_and_tokens() {
    let lab = Lab::new();
    let addresses = "applications/108001/addresses";
    let jabber = lab
        .post(addresses, json!({"type": "jabber", "username": "xyz123@bot.im"}))
        .await;
    assert_eq!(jabber["href"], link(&format!("{addresses}/jabber/xyz123@bot.im")));
    let aim = json!({"type": "aim", "username": "tropocloud", "password": "password01"});
    assert_eq!(last(&lab.post(addresses, aim.clone()).await), "tropocloud");
    assert_eq!(
        lab.with("POST", "applications/108002/addresses", aim)
            .await
            .status,
        400
    );
    let voice = last(
        &lab.post(addresses, json!({"type": "token", "channel": "voice"}))
            .await,
    );
    let messaging = last(
        &lab.post(addresses, json!({"type": "token", "channel": "messaging"}))
            .await,
    );
    assert!(
        voice.len() == 88 && voice.bytes().all(|b| b"0123456789abcdef".contains(&b)),
        "{voice}"
    );
    assert_ne!(voice, messaging);
    let shown = lab.get(&format!("{addresses}/token/{voice}")).await;
    assert_eq!(
        (&shown["token"], &shown["channel"]),
        (&json!(voice), &json!("voice"))
    );
    assert_eq!(
        each(&lab.get(addresses).await, "type"),
        ["sip", "skype", "jabber", "aim", "token", "token"]
    );
    assert_eq!(
        each(&lab.get(&format!("{addresses}/sip")).await, "address"),
        ["9991436311@sip.tropo.com"]
    );
    assert!(each(&lab.get("addresses").await, "token").contains(&messaging));

    for (bad, text) in [
        (json!({}), "type is a required parameter"),
        (
            json!({"type": "aim", "username": "joe"}),
            "password is a required parameter",
        ),
        (json!({"type": "jabber"}), "username is a required parameter"),
        (json!({"type": "token"}), "channel is a required parameter"),
        (
            json!({"type": "token", "channel": "BBC"}),
            "channel must be voice or messaging",
        ),
        (
            json!({"type": "skype"}),
            "an address of type skype cannot be added",
        ),
        (json!({"type": "pigeon"}), "type pigeon is not a type of address"),
        (
            json!({"type": "number", "prefix": "abc"}),
            "prefix must be digits",
        ),
    ] {
        assert_eq!(
            lab.with("POST", addresses, bad).await.message(),
            (400, text.to_owned())
        );
    }

    let looked_up = lab.get("addresses/jabber/xyz123%40bot.im").await;
    assert_eq!(
        (&looked_up["applicationId"], &looked_up["ownerId"]),
        (&json!(108_001), &json!(12_345))
    );
    assert_eq!(lab.get("addresses/number/4438637082").await["exchangeId"], 2142);
    assert_eq!(lab.call("GET", "addresses/number/19995551234").await.status, 404);
}

#[tokio::test]
async fn moving_takes_one_request_or_several() {
    let lab = Lab::new();
    let numbers = |app: &'static str| {
        let lab = &lab;
        async move {
            each(
                &lab.get(&format!("applications/{app}/addresses/number")).await,
                "number",
            )
        }
    };
    // The gem: look, look, take off, attach with an empty body.
    let inum = "883510001812716";
    assert_eq!(numbers("108000").await, [inum]);
    lab.call("DELETE", &format!("applications/108000/addresses/number/{inum}"))
        .await
        .ok();
    let free = lab.get(&format!("addresses?available&prefix={inum}")).await;
    assert_eq!(each(&free, "number"), [inum]);
    let attach = format!("applications/108002/addresses/number/{inum}");
    assert_eq!(lab.call("POST", &attach).await.ok()["href"], link(&attach));
    assert_eq!(lab.call("POST", &attach).await.ok()["href"], link(&attach));
    assert_eq!(
        (numbers("108000").await, numbers("108002").await),
        (vec![], vec![inum.to_owned()])
    );

    // One request: a number that an application of the account has moves.
    let moved = lab
        .post(
            "applications/108001/addresses",
            json!({"type": "number", "number": inum}),
        )
        .await;
    assert_eq!(last(&moved), inum);
    assert_eq!(
        (numbers("108002").await, numbers("108001").await),
        (vec![], vec![inum.to_owned()])
    );

    // In between, somebody else may take the number; then it is lost.
    lab.call("DELETE", &format!("applications/108001/addresses/number/{inum}"))
        .await
        .ok();
    let ann = lab.signed_up("ann", "p").await;
    let theirs = last(&ann.with("POST", "applications", json!({"name": "x"})).await.ok());
    ann.with(
        "POST",
        &format!("applications/{theirs}/addresses"),
        json!({"type": "number", "number": inum}),
    )
    .await
    .ok();
    assert_eq!(lab.call("POST", &attach).await.status, 503);

    // Other kinds come back as they were.
    for (kind, value) in [("token", "a1b2c3d4"), ("jabber", "xyz123"), ("pin", "9991436300")] {
        lab.call("DELETE", &format!("applications/108000/addresses/{kind}/{value}"))
            .await
            .ok();
        let path = format!("applications/108002/addresses/{kind}/{value}");
        assert_eq!(lab.call("GET", &path).await.status, 404);
        lab.call("POST", &path).await.ok();
        assert_eq!(lab.get(&path).await["type"], kind);
    }
    assert_eq!(
        lab.get("applications/108002/addresses/token/a1b2c3d4").await["channel"],
        "voice"
    );
    assert_eq!(
        lab.call("POST", "applications/108002/addresses/token/unknown")
            .await
            .status,
        404
    );
    lab.assert_books_agree();
}
