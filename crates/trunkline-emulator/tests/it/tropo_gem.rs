//! The bytes that the carrier's gem (tropo-provisioning 0.0.29) puts on a socket, method by method, and what it needs
//! back: status 200, and a body of JSON.

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use trunkline_emulator::Emulator;

/// The gem: absolute targets, no `Accept`, no `User-Agent`, unescaped paths and queries.
struct Gem {
    base: String,
    host: String,
    _emulator: Emulator,
}

/// `emulator:emulator`.
const LOGIN: &str = "Basic ZW11bGF0b3I6ZW11bGF0b3I=";

impl Gem {
    async fn new() -> Self {
        let emulator = Emulator::start().await.unwrap();
        Self {
            base: emulator.tropo_url(),
            host: emulator.listen_addr().unwrap().to_string(),
            _emulator: emulator,
        }
    }

    /// One request on a connection of its own; the answer's head and body.
    async fn send(&self, method: &str, target: &str, body: Option<&Value>) -> (String, String) {
        let body = body.map(Value::to_string);
        let length = match (&body, method) {
            (Some(body), _) => format!("Content-Length: {}\r\n", body.len()),
            (None, "POST" | "PUT") => "Content-Length: 0\r\n".to_owned(),
            (None, _) => String::new(),
        };
        let request = format!(
            "{method} {target} HTTP/1.1\r\nContent-Type: application/json\r\nAuthorization: {LOGIN}\r\n\
             Connection: close\r\nHost: {}\r\n{length}\r\n{}",
            self.host,
            body.unwrap_or_default()
        );
        let mut stream = TcpStream::connect(&self.host).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.to_owned(), body.to_owned())
    }

    /// What the gem makes of an answer: anything but 200 raises, and so does a body that is not JSON.
    async fn request(&self, method: &str, resource: &str, body: Option<Value>) -> Value {
        let target = format!("{}{resource}", self.base);
        let (head, text) = self.send(method, &target, body.as_ref()).await;
        assert!(
            head.starts_with("HTTP/1.1 200 OK\r\n"),
            "{method} {resource}: {head} {text}"
        );
        serde_json::from_str(&text).unwrap()
    }

    async fn get(&self, resource: &str) -> Value {
        self.request("GET", resource, None).await
    }

    async fn post(&self, resource: &str, body: Value) -> Value {
        self.request("POST", resource, Some(body)).await
    }

    async fn put(&self, resource: &str, body: Value) -> Value {
        self.request("PUT", resource, Some(body)).await
    }

    async fn delete(&self, resource: &str) -> Value {
        self.request("DELETE", resource, None).await
    }

    /// `address`: the first entry in which one of four members is exactly the value.
    async fn address(&self, application: &str, value: &str) -> Value {
        let list = self.get(&format!("applications/{application}/addresses")).await;
        let members = ["number", "username", "pin", "token"];
        let found = list
            .as_array()
            .unwrap()
            .iter()
            .find(|entry| members.iter().any(|member| entry[member] == value));
        found
            .unwrap_or_else(|| panic!("{value}: Address not found with that application."))
            .clone()
    }

    /// `delete_address`: the list first, to learn the type.
    async fn delete_address(&self, application: &str, value: &str) -> Value {
        let kind = self.address(application, value).await["type"]
            .as_str()
            .unwrap()
            .to_owned();
        self.delete(&format!("applications/{application}/addresses/{kind}/{value}"))
            .await
    }

    /// `move_address`: four requests.
    async fn move_address(&self, from: &str, to: &str, value: &str) -> Value {
        let kind = self.address(from, value).await["type"]
            .as_str()
            .unwrap()
            .to_owned();
        self.delete_address(from, value).await;
        self.request(
            "POST",
            &format!("applications/{to}/addresses/{kind}/{value}"),
            None,
        )
        .await
    }
}

/// `get_element`.
fn element(link: &Value) -> String {
    link.as_str().unwrap().split('/').next_back().unwrap().to_owned()
}

#[tokio::test]
async fn users_and_payments() {
    let gem = Gem::new().await;
    let me = gem.get("users/emulator").await;
    assert_eq!(me["username"], "emulator");
    assert!(me["href"].as_str().unwrap().starts_with(&gem.base));

    let created = gem
        .post(
            "users",
            json!({
                "username": "foobar7474", "password": "fooey", "firstName": "jason", "lastName": "blah",
                "email": "a@example.com", "website": "tropo",
            }),
        )
        .await;
    let id = element(&created["href"]);
    let key = created["confirmationKey"].as_str().unwrap();
    let confirmed = gem
        .post(
            &format!("users/{id}/confirmations"),
            json!({"key": key, "endUserHost": "127.0.0.1"}),
        )
        .await;
    assert_eq!(confirmed["message"], format!("successfully confirmed user {id}"));
    assert_eq!(
        element(
            &gem.put(&format!("users/{id}"), json!({"password": "foobar"}))
                .await["href"]
        ),
        id
    );
    assert_eq!(
        gem.get("users/?username=foobar7474&email=a@example.com").await[0]["id"],
        id
    );
    assert_eq!(gem.get("usernames/foobar7474").await["available"], false);

    let types = gem.get("types/payment").await;
    let card = json!({
        "accountNumber": "1234567890", "paymentType": types[0]["href"], "nameOnAccount": "Tropo User",
        "expirationDate": "2011-12-10", "securityCode": "123", "rechargeAmount": 10.5, "rechargeThreshold": 5.0,
    });
    gem.put(&format!("users/{id}/payment/method"), card).await;
    let method = gem.get(&format!("users/{id}/payment/method")).await;
    assert_eq!(
        (&method["accountNumber"], element(&method["paymentType"])),
        (&json!("7890"), "1".to_owned())
    );
    gem.put(
        &format!("users/{id}/payment/recurrence"),
        json!({"rechargeAmount": 13.5, "thresholdPercentage": 10}),
    )
    .await;
    assert_eq!(
        gem.get(&format!("users/{id}/payment/recurrence")).await["rechargeAmount"],
        13.5
    );
    gem.post(&format!("users/{id}/payments"), json!({"amount": 1.0}))
        .await;
    assert_eq!(gem.get(&format!("users/{id}/usage")).await["balance"], "1.00");

    gem.post(&format!("users/{id}/features"), json!({"feature": "8"}))
        .await;
    assert_eq!(
        gem.get(&format!("users/{id}/features")).await[0]["featureName"],
        "Domestic Outbound SMS"
    );
    gem.delete(&format!("users/{id}/features/8")).await;
}

#[tokio::test]
async fn applications_and_addresses() {
    let gem = Gem::new().await;
    let app = element(
        &gem.post("applications", json!({"name": "My Shiny New App"}))
            .await["href"],
    );
    let addresses = format!("applications/{app}/addresses");
    // The README's `did`, and what the gem does with what it gets back.
    let number = element(
        &gem.post(&addresses, json!({"type": "did", "prefix": "1415"}))
            .await["href"],
    );
    assert_eq!(gem.address(&app, &number).await["type"], "number");
    assert_eq!(
        gem.move_address(&app, "108002", &number).await["href"]
            .as_str()
            .map(|link| link.ends_with(&number)),
        Some(true)
    );
    assert_eq!(
        gem.delete_address("108002", &number).await["message"],
        "delete successful"
    );

    let token = element(
        &gem.post(&addresses, json!({"type": "token", "channel": "voice"}))
            .await["href"],
    );
    gem.move_address(&app, "108002", &token).await;
    gem.delete_address("108002", &token).await;
    let name = element(
        &gem.post(&addresses, json!({"type": "jabber", "username": "xyz123@bot.im"}))
            .await["href"],
    );
    gem.delete_address(&app, &name).await;
    for value in ["883510001812716", "xyz123", "9991436300", "a1b2c3d4"] {
        gem.move_address("108000", &app, value).await;
    }

    let all = gem.get("applications").await;
    for application in all.as_array().unwrap() {
        let id = element(&application["href"]);
        gem.get(&format!("applications/{id}/addresses")).await;
    }
    gem.put(
        &format!("applications/{app}"),
        json!({"name": "other", "applicationId": app}),
    )
    .await;
    assert_eq!(gem.get(&format!("applications/{app}")).await["name"], "other");
    assert_eq!(
        gem.delete(&format!("applications/{app}")).await["message"],
        "delete successful"
    );
}

#[tokio::test]
async fn everything_else() {
    let gem = Gem::new().await;
    for resource in [
        "countries",
        "countries/36/states",
        "exchanges",
        "partitions",
        "partitions/staging/platforms",
        "features",
    ] {
        assert!(
            !gem.get(resource).await.as_array().unwrap().is_empty(),
            "{resource}"
        );
    }
    for scope in ["", "users/12345/"] {
        gem.post(
            &format!("{scope}invitations"),
            json!({"code": "ABC457", "count": 100, "credit": 10}),
        )
        .await;
        let one = format!("{scope}invitations/ABC457");
        assert_eq!(gem.get(&one).await["count"], 100);
        gem.put(&one, json!({"count": "200"})).await;
        assert_eq!(
            gem.get(&format!("{scope}invitations"))
                .await
                .as_array()
                .unwrap()
                .last()
                .unwrap()["count"],
            200
        );
        gem.delete(&one).await;
    }
    for scope in ["users/", "users/12345/"] {
        let list = format!("{scope}partitions/production/platforms/sms/whitelist");
        gem.post(&list, json!({"value": "14155551212"})).await;
        gem.get(&list).await;
        gem.delete(&format!("{list}/14155551212")).await;
    }
}

#[tokio::test]
async fn both_forms_of_targets_and_the_account_service() {
    let gem = Gem::new().await;
    let (head, body) = gem.send("GET", "/tropo/v1/users/emulator", None).await;
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert!(body.contains(&format!("{}users/12345", gem.base)), "{body}");
    // Links name the host that the client called.
    let (_, body) = gem
        .send("GET", "http://api.example:8080/tropo/v1/users/emulator", None)
        .await;
    assert!(
        body.contains("http://api.example:8080/tropo/v1/users/12345"),
        "{body}"
    );

    for path in ["get.jsp", "authenticate.jsp", "accesstoken/get.jsp"] {
        for method in ["GET", "DELETE"] {
            let target =
                |password: &str| format!("/api/account/{path}?username=emulator&password={password}");
            let (head, body) = gem.send(method, &target("emulator"), None).await;
            assert!(head.starts_with("HTTP/1.1 200"), "{head}");
            let answer: Value = serde_json::from_str(&body).unwrap();
            assert_eq!(
                answer,
                json!({"account_id": "12345", "href": format!("{}users/12345", gem.base)})
            );
            let (head, body) = gem.send(method, &target("wrong"), None).await;
            assert!(head.starts_with("HTTP/1.1 403"), "{head}");
            assert!(body.contains("Invalid login."), "{body}");
        }
    }
}
