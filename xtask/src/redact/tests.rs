//! Planted secrets, in every place and encoding an exchange has.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::*;

const ACCESS: &str = "AK90817263";
const SECRET: &str = "hush/<&>\"key\"+zz9";

fn live() -> Redactor {
    Redactor::new(Scope::SecretsAndPeople).knowing_login(ACCESS, SECRET)
}

fn message(headers: &[(&str, &str)], body: &str) -> Message {
    let headers = headers
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    Message {
        headers,
        body: body.to_owned(),
    }
}

fn redact(target: &str, request: Message, response: Message) -> Exchange {
    let exchange = Exchange {
        target: target.to_owned(),
        request,
        response,
        status: 200,
        ..Exchange::default()
    };
    live().exchange(&exchange).unwrap()
}

fn body(value: &Value) -> Value {
    let redacted = redact("/", Message::default(), message(&[], &value.to_string()));
    serde_json::from_str(&redacted.response.body).unwrap()
}

fn text(text: &str) -> String {
    redact(
        "/",
        Message::default(),
        message(&[("content-type", "text/html")], text),
    )
    .response
    .body
}

#[test]
fn the_login_is_found_in_every_place_and_encoding() {
    let basic = STANDARD.encode(format!("{ACCESS}:{SECRET}"));
    let form = form::encode_value(SECRET);
    let segment = form::encode_segment(SECRET);
    let in_header = format!("Basic {basic}");
    let request = message(
        &[
            ("authorization", &in_header),
            ("cookie", SECRET),
            ("x-custom", SECRET),
            ("user-agent", ACCESS),
        ],
        &json!({"a": [{"b": {"c": SECRET, "d": format!("key {ACCESS}, again {basic}")}}], SECRET: 1})
            .to_string(),
    );
    let page = format!(
        "<p>{SECRET} {ACCESS} {basic} {form} {segment} {}</p>",
        SECRET.replace('&', "&amp;")
    );
    let response = message(&[("location", &format!("https://x.example/?k={form}"))], &page);
    let target = format!("/v2/{segment}?password={form}&q={form}&{ACCESS}=1");

    let redacted = redact(&target, request, response);
    let everything = redacted.to_value().to_string();
    assert_eq!(live().leak(&everything), None, "{everything}");
    for planted in [ACCESS, SECRET, &basic, &form, &segment] {
        assert!(!everything.contains(planted), "{planted} in {everything}");
    }
    assert_eq!(redacted.request.header("authorization"), Some("Basic redacted"));
    assert_eq!(redacted.request.header("x-custom"), Some("redacted"));
}

#[test]
fn the_last_look_finds_what_the_nets_missed() {
    assert_eq!(live().leak(&format!("x{SECRET}x")), Some("the secret key"));
    assert_eq!(
        live().leak(&STANDARD.encode(format!("{ACCESS}:{SECRET}"))),
        Some("the login")
    );
    assert_eq!(live().leak("nothing here"), None);
}

#[test]
fn unknown_secrets_are_known_by_their_field() {
    let redacted = body(&json!({
        "user": {"password": "hunter2", "secret_key": "abc", "accessToken": "t", "pin": 1234, "key": "k"},
        "token": {"value": "x", "parts": ["y", 5, null, true]},
        "payment": [{"accountNumber": "77", "securityCode": "123", "expirationDate": "2029-01"}],
        "authorization": "HMAC abc",
    }));
    assert_eq!(
        redacted["user"],
        json!({"password": "redacted", "secret_key": "redacted",
        "accessToken": "redacted", "pin": 0, "key": "redacted"})
    );
    assert_eq!(
        redacted["token"],
        json!({"value": "redacted", "parts": ["redacted", 0, null, true]})
    );
    assert_eq!(redacted["payment"][0]["accountNumber"], "redacted");
    assert_eq!(redacted["authorization"], "redacted");
}

#[test]
fn tokens_are_known_by_their_looks() {
    let (token, id) = ("5f".repeat(44), "5f".repeat(16));
    let link = format!("https://x.example/v1/applications/1/addresses/token/{token}");
    let redacted = redact(
        &format!("/applications/1/addresses/token/{token}"),
        Message::default(),
        message(&[], &json!({"href": link, "id": id}).to_string()),
    );
    let everything = redacted.to_value().to_string();
    assert!(!everything.contains(&token), "{everything}");
    assert!(everything.contains(&id), "{everything}");
    assert_eq!(redacted.target, "/applications/1/addresses/token/redacted");
}

#[test]
fn an_error_page_that_quotes_the_request_gives_nothing_away() {
    let page = "<html>Authorization: Basic QUs5MDgxNzI2MzpodXNo failed, password=hunter2&amp;x=1 \
        {\"secret_key\": \"abcdef\"} {\\\"token\\\":\\\"ghijkl\\\"} secret_key: 'two words' X-Authorization: HMAC k:567890 &quot;password&quot;:&quot;mnopqr&quot; \
        <input name=\"password\" value=\"stuvwx\"> https://joe:yz0123@host.example/a?token=456789#b \
        Bearer eyJhbGciOiJIUzI1NiJ9.e30.abc joe@corp.example 4242 4242 4242 4242 (206) 641-7848</html>";
    let redacted = text(page);
    for planted in [
        "QUs5", "hunter2", "abcdef", "ghijkl", "mnopqr", "stuvwx", "yz0123", "456789", "words", "567890",
        "eyJ", "joe", "4242", "641-7848",
    ] {
        assert!(!redacted.contains(planted), "{planted} in {redacted}");
    }
    assert!(
        redacted.starts_with("<html>Authorization: ") && redacted.ends_with("</html>"),
        "{redacted}"
    );
    assert!(
        redacted.contains("@example.com") && redacted.contains("(206) 555-01"),
        "{redacted}"
    );
}

#[test]
fn forms_are_redacted_by_key_and_otherwise_kept_as_written() {
    let sent =
        "username=joe&password=a%26b&limit=10&starts_with=1206&to=%2B12066417848&empty=&flag&note=hi+there";
    let request = message(&[("content-type", "application/x-www-form-urlencoded")], sent);
    let redacted = redact(
        "/v2/numbers/12066417848?limit=10&email=joe%40corp.example",
        request,
        Message::default(),
    );
    assert!(
        redacted
            .request
            .body
            .starts_with("username=example&password=redacted&limit=10&starts_with=1206&to=%2B1206555")
    );
    assert!(
        redacted.request.body.ends_with("&empty=&flag&note=redacted"),
        "{}",
        redacted.request.body
    );
    assert!(
        redacted.target.starts_with("/v2/numbers/120655501"),
        "{}",
        redacted.target
    );
    assert!(
        redacted.target.ends_with("?limit=10&email=person%40example.com"),
        "{}",
        redacted.target
    );
}

#[test]
fn people_become_nobody_and_types_stay() {
    let redacted = body(&json!({
        "first_name": "Ann", "lastName": "Smith", "street_number": 1218, "street_name": "Third Ave", "zip": "98101",
        "email": "ann@corp.example", "city": "Seattle", "body": "see you at 8", "alias": "", "address": {"city": "Kent"},
    }));
    assert_eq!(redacted["first_name"], "Pat");
    assert_eq!(redacted["street_number"], 0);
    assert_eq!(redacted["street_name"], "Example Street");
    assert_eq!(redacted["body"], "redacted");
    assert_eq!(redacted["alias"], "");
    assert_eq!(
        (&redacted["city"], &redacted["address"]["city"]),
        (&json!("Seattle"), &json!("Kent"))
    );
}

#[test]
fn a_caller_name_is_told_from_a_routes_host() {
    let redacted = body(&json!({"data": [
        {"type": "cnam", "id": "22790", "attributes": {"value": "ANN SMITH", "is_approved": true}},
        {"type": "route", "id": "98396", "attributes": {"value": "sip.corp.example:5060", "route_type": "host"}},
    ]}));
    assert_eq!(
        redacted["data"][0]["attributes"],
        json!({"value": "EXAMPLE", "is_approved": true})
    );
    assert_eq!(
        redacted["data"][1]["attributes"]["value"],
        "sip.corp.example:5060"
    );
}

#[test]
fn a_number_becomes_the_same_fictional_one_everywhere() {
    let redacted = body(&json!({
        "id": "12066417848", "e164": "+12066417848", "n": 12_066_417_848_u64, "pretty": "(206) 641-7848",
        "dots": "1.206.641.7848", "other": "12066417849", "abroad": "+442079460958",
    }));
    let id = redacted["id"].as_str().unwrap();
    let line = id.strip_prefix("1206555").unwrap();
    assert!(line.starts_with("01"), "{id}");
    assert_eq!(redacted["e164"], format!("+{id}"));
    assert_eq!(redacted["n"].to_string(), id);
    assert_eq!(redacted["pretty"], format!("(206) 555-{}", line));
    assert_eq!(redacted["dots"], format!("1.206.555.{}", line));
    assert_ne!(redacted["other"], redacted["id"]);
    assert_eq!(redacted["abroad"], "+442000000000");
}

#[test]
fn fictional_numbers_stay_and_are_not_given_away_twice() {
    let mut numbers = Fictional::default();
    assert_eq!(numbers.local("206", "5550142").unwrap(), "5550142");
    let mut given: Vec<_> = (0..99)
        .map(|n| numbers.local("206", &format!("641{n:04}")).unwrap())
        .collect();
    given.push("5550142".to_owned());
    given.sort();
    given.dedup();
    assert_eq!(given.len(), 100);
    assert!(numbers.local("206", "7000000").is_err());
    assert!(numbers.local("253", "7000000").is_ok());
}

#[test]
fn ids_times_and_money_are_kept() {
    let kept = json!({
        "id": "mdr2-39cadeace66e11e7aff806cd7f24ba2d", "error": "b7b2fd9c-70a6-4b1e-9c1e-206641784801",
        "route_id": "98396", "task_id": 4_242_424_242_424_242_u64, "at": "2026-01-15T12:00:00Z", "epoch": 1_768_478_400,
        "millis": 1_768_478_400_000_u64, "amount_nanodollars": 4_000_000, "monthly_cost": "1.250", "npanxx": "206641",
        "detail": "basic plan, 20 tokens left", "next": "https://api.example/v2/numbers?limit=2&offset=2",
    });
    assert_eq!(body(&kept), kept);
}

#[test]
fn an_emulators_people_may_stay_but_its_login_may_not() {
    let mut redactor = Redactor::new(Scope::Secrets);
    let sent = json!({"first_name": "Pat", "to": "12064205780", "password": "emulator"}).to_string();
    let exchange = Exchange {
        request: message(
            &[
                ("authorization", "Basic ZW11bGF0b3I6ZW11bGF0b3I="),
                ("content-length", "66"),
            ],
            &sent,
        ),
        ..Exchange::default()
    };
    let redacted = redactor.exchange(&exchange).unwrap().request;
    assert_eq!(redacted.header("authorization"), Some("Basic redacted"));
    assert_eq!(
        redacted.header("content-length"),
        Some(redacted.body.len().to_string().as_str())
    );
    let value: Value = serde_json::from_str(&redacted.body).unwrap();
    assert_eq!(
        value,
        json!({"first_name": "Pat", "to": "12064205780", "password": "redacted"})
    );
}
