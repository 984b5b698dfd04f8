//! Tropo, resource by resource, with the examples of the documents.

use serde_json::{Value, json};
use trunkline_testkit::tropo::{BASE, Lab, each, last};

fn link(path: &str) -> String {
    format!("{BASE}{path}")
}

#[tokio::test]
async fn the_login_user_is_the_documented_one() {
    let lab = Lab::new();
    let user = lab.get("users/12345").await;
    assert_eq!(
        user,
        json!({
            "id": "12345", "href": link("users/12345"), "username": "emulator", "firstName": "Tropo",
            "lastName": "User", "email": "support@tropo.com", "status": "active",
            "joinDate": "2010-05-17T18:26:07.217+0000", "organization": "Voxeo", "jobTitle": "Technical Writer",
            "address": "1234 Anywhere St", "address2": "Unit 1337", "city": "Orlando", "postalCode": "32801",
            "country": "USA", "phoneNumber": "4075551212",
        })
    );
    assert_eq!(lab.get("users/Emulator").await, user);
    assert_eq!(lab.call("GET", "users/98765").await.status, 404);
    assert_eq!(lab.call("GET", "users/kim").await.status, 403);
}

#[tokio::test]
async fn a_user_signs_up_confirms_and_signs_in() {
    let lab = Lab::new();
    let ann = json!({
        "username": "foobar7474", "password": "fooey", "firstName": "jason", "lastName": "blah",
        "email": "a@example.com", "website": "tropo", "marketingOptIn": true,
    });
    assert_eq!(lab.get("usernames/foobar7474").await["available"], true);
    let created = lab.post("users", ann.clone()).await;
    let id = last(&created);
    assert_eq!(lab.get("usernames/FooBar7474").await["available"], false);
    assert_eq!(
        lab.get("usernames/no%20name").await,
        json!({"available": false, "valid": false, "href": link("usernames/no%20name")})
    );

    let user = lab.get("users/foobar7474").await;
    assert_eq!((&user["id"], &user["status"]), (&json!(id), &json!("pending")));
    assert_eq!(user["marketingOptIn"], true);
    assert_eq!(
        each(&lab.get("users/?username=foobar7474").await, "id"),
        [id.as_str()]
    );
    assert_eq!(
        lab.with("POST", "users", ann).await.message(),
        (400, "username foobar7474 is already taken".to_owned())
    );

    let confirm = |key: &str| json!({"key": key, "endUserHost": "127.0.0.1"});
    let path = format!("users/{id}/confirmations");
    assert_eq!(lab.with("POST", &path, confirm("wrong")).await.status, 400);
    let key = created["confirmationKey"].as_str().unwrap();
    assert_eq!(
        lab.post(&path, confirm(key)).await,
        json!({"message": format!("successfully confirmed user {id}")})
    );
    assert_eq!(lab.with("POST", &path, confirm(key)).await.status, 400);
    assert_eq!(lab.get(&format!("users/{id}")).await["status"], "active");

    assert_eq!(
        lab.as_user("foobar7474", "fooey")
            .call("GET", &format!("users/{id}"))
            .await
            .status,
        200
    );
    let changed = lab
        .put(
            &format!("users/{id}"),
            json!({"password": "other", "city": "Orlando"}),
        )
        .await;
    assert_eq!(changed, json!({"href": link(&format!("users/{id}"))}));
    assert_eq!(
        lab.as_user("foobar7474", "fooey")
            .call("GET", "users/foobar7474")
            .await
            .status,
        401
    );
    let theirs = lab.as_user("foobar7474", "other");
    assert_eq!(
        theirs.call("GET", "users/foobar7474").await.ok()["city"],
        "Orlando"
    );
    assert_eq!(theirs.call("GET", "users/12345").await.status, 403);
    assert_eq!(theirs.call("GET", "applications").await.ok(), json!([]));
    lab.assert_books_agree();
}

#[tokio::test]
async fn users_need_what_the_documents_require() {
    let lab = Lab::new();
    let full = json!({
        "username": "ann", "password": "p", "firstName": "a", "lastName": "b", "email": "c",
    });
    for name in ["username", "password", "firstName", "lastName", "email"] {
        let mut user = full.clone();
        user.as_object_mut().unwrap().remove(name);
        assert_eq!(
            lab.with("POST", "users", user).await.message(),
            (400, format!("{name} is a required parameter"))
        );
    }
    let found = lab.get("users/?username=foobar").await;
    assert_eq!(each(&found, "username"), ["foobar5331", "foobar1197"]);
    assert_eq!(found[0]["joinDate"], "2010-11-15T21:13:23.837+0000");
    assert_eq!(lab.get("users/?username=nobody").await, json!([]));
    assert_eq!(lab.get("users/?password=emulator").await, json!([]));
}

#[tokio::test]
async fn the_password_of_the_start_can_be_changed() {
    let lab = Lab::new();
    lab.put("users/12345", json!({"password": "changed"})).await;
    assert_eq!(lab.call("GET", "users/12345").await.status, 401);
    let theirs = lab.as_user("emulator", "changed");
    assert_eq!(theirs.call("GET", "users/emulator").await.status, 200);
    lab.emulator.reset();
    assert_eq!(lab.call("GET", "users/12345").await.status, 200);
}

#[tokio::test]
async fn applications_are_created_changed_and_deleted() {
    let lab = Lab::new();
    assert_eq!(
        lab.get("applications/108000").await,
        json!({
            "id": "108000", "href": link("applications/108000"), "name": "API Test", "platform": "scripting",
            "partition": "staging", "voiceUrl": "http://webhosting.voxeo.net/1234/www/simple.js",
            "messagingUrl": "http://example1.com/messaging.rb",
        })
    );
    let wanted = json!({
        "name": "foobar", "partition": "production", "platform": "scripting", "messagingUrl": "http://foobar",
    });
    let created = lab.post("applications", wanted).await;
    assert_eq!(created, json!({"href": link("applications/108016")}));
    assert_eq!(
        each(&lab.get("applications").await, "id"),
        ["105838", "108000", "108001", "108002", "108016"]
    );

    let minimal = lab.application("foo").await;
    let mut document = lab.get(&format!("applications/{minimal}")).await;
    assert_eq!(
        (&document["platform"], &document["partition"]),
        (&json!("scripting"), &json!("staging"))
    );

    // The gem's own example puts back everything it got.
    document["name"] = json!("bar");
    document["applicationId"] = json!(minimal);
    document["addresses"] = json!([]);
    let href = lab.put(&format!("applications/{minimal}"), document).await;
    assert_eq!(last(&href), minimal);
    lab.put(
        "applications/108016",
        json!({"messagingUrl": null, "voiceUrl": "http://v"}),
    )
    .await;
    let changed = lab.get("applications/108016").await;
    assert!(changed.get("messagingUrl").is_none());
    assert_eq!(
        (&changed["voiceUrl"], &changed["name"]),
        (&json!("http://v"), &json!("foobar"))
    );

    assert_eq!(
        lab.call("DELETE", "applications/108016").await.ok(),
        json!({"message": "delete successful"})
    );
    assert_eq!(lab.call("DELETE", "applications/108016").await.status, 404);
    for bad in [
        json!({}),
        json!({"name": ""}),
        json!({"name": "x", "platform": "sms"}),
        json!({"name": "x", "partition": "y"}),
    ] {
        assert_eq!(
            lab.with("POST", "applications", bad.clone()).await.status,
            400,
            "{bad}"
        );
    }
    lab.assert_books_agree();
}

#[tokio::test]
async fn the_catalog() {
    let lab = Lab::new();
    let countries = lab.get("countries").await;
    assert_eq!(
        countries[0],
        json!({"name": "Zimbabwe", "href": link("countries/426"), "code": "ZW"})
    );
    assert_eq!(countries[1]["states"], link("countries/36/states"));
    let states = lab.get("countries/36/states").await;
    assert_eq!(
        states[49],
        json!({"name": "Wyoming", "href": link("countries/36/states/50"), "code": "WY"})
    );
    assert_eq!(lab.get("countries/426/states").await, json!([]));
    assert_eq!(lab.call("GET", "countries/1/states").await.status, 404);
    assert_eq!(
        each(&lab.get("partitions").await, "name"),
        ["staging", "production"]
    );
    assert_eq!(lab.get("partitions/staging/platforms").await[0]["name"], "sms");
    assert_eq!(lab.call("GET", "partitions/other/platforms").await.status, 404);
    assert_eq!(
        lab.get("types/payment").await[0],
        json!({"name": "visa", "href": link("types/payment/1"), "id": "1"})
    );
    assert_eq!(lab.get("features").await.as_array().unwrap().len(), 10);
    let exchanges = lab.get("exchanges").await;
    for prefix in [
        "1407", "1312", "1303", "1310", "1412", "1415", "1206", "1301", "1888", "31",
    ] {
        assert!(
            each(&exchanges, "prefix").contains(&prefix.to_owned()),
            "{prefix}"
        );
    }
    assert_eq!(
        each(&lab.get("exchanges/?areaCode=212").await, "city"),
        ["New York"]
    );
}

#[tokio::test]
async fn features_of_users() {
    let lab = Lab::new();
    let enabled = lab
        .post(
            "users/12345/features",
            json!({"feature": "http://x/v1/features/8"}),
        )
        .await;
    assert_eq!(enabled, json!({"href": link("users/12345/features/8")}));
    lab.post("users/12345/features", json!({"feature": 8})).await;
    assert_eq!(
        lab.get("users/12345/features").await[0],
        json!({
            "feature": link("features/7"), "href": link("users/12345/features/7"),
            "featureName": "Test Outbound SMS", "featureFlag": "t",
        })
    );
    let text = format!(
        "disabled feature {} for user {}",
        link("features/8"),
        link("users/12345")
    );
    assert_eq!(
        lab.call("DELETE", "users/12345/features/8").await.ok(),
        json!({"message": text})
    );
    assert_eq!(lab.call("DELETE", "users/12345/features/8").await.status, 404);
    assert_eq!(
        lab.with("POST", "users/12345/features", json!({"feature": "99"}))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn invitations_open_accounts_with_credit() {
    let lab = Lab::new();
    let made = lab
        .post(
            "invitations",
            json!({"code": "ABC457", "count": "1", "credit": 10}),
        )
        .await;
    assert_eq!(made, json!({"href": link("invitations/ABC457")}));
    assert_eq!(
        lab.get("invitations/ABC457").await,
        json!({"code": "ABC457", "count": 1, "credit": "10.00", "href": link("invitations/ABC457")})
    );
    assert_eq!(
        lab.with("POST", "invitations", json!({"code": "ABC457"}))
            .await
            .status,
        400
    );
    let join = |name: &str| json!({"username": name, "password": "p", "firstName": "a", "lastName": "b", "email": "c", "code": "ABC457"});
    lab.post("users", join("first")).await;
    assert_eq!(lab.get("users/first/usage").await["balance"], "10.00");
    assert_eq!(lab.with("POST", "users", join("second")).await.status, 400);
    assert_eq!(lab.get("usernames/second").await["available"], true);

    lab.put("invitations/ABC457", json!({"count": 200})).await;
    let generated = last(
        &lab.post("users/12345/invitations", json!({"credit": "2.50"}))
            .await,
    );
    assert_eq!(generated.len(), 6);
    assert_eq!(
        each(&lab.get("users/12345/invitations").await, "code"),
        [generated.as_str()]
    );
    assert_eq!(
        each(&lab.get("invitations").await, "code"),
        ["ABC456", "ABC457", generated.as_str()]
    );
    assert_eq!(
        lab.get(&format!("users/12345/invitations/{generated}")).await["owner"],
        link("users/12345")
    );
    assert_eq!(
        lab.call("GET", "users/12345/invitations/ABC457").await.status,
        404
    );
    let text = format!("deleted invitation at uri {}", link("invitations/ABC457"));
    assert_eq!(
        lab.call("DELETE", "invitations/ABC457").await.ok(),
        json!({"message": text})
    );
    assert_eq!(lab.call("DELETE", "invitations/ABC457").await.status, 404);
    lab.assert_books_agree();
}

#[tokio::test]
async fn whitelists_are_sets() {
    let lab = Lab::new();
    let path = "users/partitions/production/platforms/sms/whitelist";
    let values = |list: Value| each(&list, "value");
    assert_eq!(
        values(lab.post(path, json!({"value": "14155551212"})).await),
        ["14075551212", "14155551212"]
    );
    lab.post(path, json!({"value": "+14155551212"})).await;
    let own = "users/12345/partitions/production/platforms/sms/whitelist";
    let list = lab.get(own).await;
    assert_eq!(values(list.clone()), ["14075551212", "14155551212"]);
    assert_eq!(list[1]["href"], link(&format!("{own}/14155551212")));
    let rest = lab.call("DELETE", &format!("{path}/14155551212")).await.ok();
    assert_eq!(values(rest), ["14075551212"]);
    assert_eq!(
        lab.call("DELETE", &format!("{path}/14155551212")).await.status,
        404
    );
    assert_eq!(lab.with("POST", path, json!({"value": "x"})).await.status, 400);
}

#[tokio::test]
async fn webhooks_are_kept() {
    let lab = Lab::new();
    let wanted = json!({
        "event": "smsdlr", "name": "receipts", "targetUrl": "http://example.com/receipts", "resource": "call,sms",
    });
    assert_eq!(
        lab.post("webhooks/", wanted.clone()).await,
        json!({"href": link("webhooks/12")})
    );
    let second = last(&lab.post("applications/108000/webhooks", wanted.clone()).await);
    assert_eq!(
        lab.get(&format!("webhooks/{second}")).await,
        json!({
            "id": 13, "accountId": "12345", "applicationId": 108_000, "event": "smsdlr", "name": "receipts",
            "targetUrl": "http://example.com/receipts", "resource": "call,sms", "enabled": true,
            "href": link("webhooks/13"),
        })
    );
    lab.put("webhooks/12", json!({"enabled": false, "event": "cdrRated"}))
        .await;
    assert_eq!(
        each(&lab.get("webhooks/?event=smsdlr").await, "href"),
        [link("webhooks/13")]
    );
    assert_eq!(
        lab.get("webhooks?resource=sms").await.as_array().unwrap().len(),
        2
    );
    lab.call("DELETE", "applications/108000").await.ok();
    assert_eq!(lab.call("GET", "webhooks/13").await.status, 404);
    lab.call("DELETE", "webhooks/12").await.ok();
    assert_eq!(lab.get("webhooks").await, json!([]));
    for name in ["event", "targetUrl", "resource"] {
        let mut bad = wanted.clone();
        bad.as_object_mut().unwrap().remove(name);
        assert_eq!(lab.with("POST", "webhooks", bad).await.status, 400);
    }
    lab.assert_books_agree();
}
